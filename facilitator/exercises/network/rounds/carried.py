"""Taking back what a list began with, once it turns out that it was somebody else's."""

from collections.abc import Collection

from sqlalchemy import delete
from sqlmodel import Session, col, select

from facilitator.exercises.network.tables import Contact, KeptContact, NetworkFactor, PersonalNetwork, TallyCount
from facilitator.tabular import fold


def drop_carried(session: Session, step_id: int, participant_id: int, others: Collection[int]) -> bool:
    """Take off a participant's lists what was copied from those of `others`; whether there was anything.

    A contact that was renamed since is the participant's own and stays. So do counts, unless they are still the other
    person's. Who was done is at it again.
    """
    lists = session.exec(
        select(PersonalNetwork).where(
            PersonalNetwork.step_id == step_id, PersonalNetwork.participant_id == participant_id
        )
    ).all()
    copies = _copies(session, others)
    dropped = False
    for network in lists:
        found = False
        for contact in session.exec(select(Contact).where(Contact.network_id == network.id)).all():
            if contact.id not in copies:
                continue
            if fold(contact.label) == fold(copies[contact.id]):
                session.delete(contact)
                found = True
            else:
                session.connection().execute(delete(KeptContact).filter_by(contact_id=contact.id))
        if network.entry == "tally" and _counts(session, network) in _counts_of(session, others):
            session.connection().execute(delete(TallyCount).filter_by(network_id=network.id))
            network.entry, network.size = "", 0
            found = True
        if found:
            network.finished_at = None
            session.add(network)
        dropped = dropped or found
    session.flush()
    return dropped


def _copies(session: Session, others: Collection[int]) -> dict[int, str]:
    """Every contact that comes from a list of these people, by whatever way, and what it was called there."""
    direct = (
        select(KeptContact.contact_id, Contact.label)
        .join(Contact, col(Contact.id) == col(KeptContact.earlier_id))
        .join(PersonalNetwork, col(PersonalNetwork.id) == col(Contact.network_id))
        .where(col(PersonalNetwork.participant_id).in_(others))
    )
    found = dict(session.exec(direct).all())
    latest = dict(found)
    while latest:
        again = select(KeptContact.contact_id, KeptContact.earlier_id).where(col(KeptContact.earlier_id).in_(latest))
        latest = {copy: latest[origin] for copy, origin in session.exec(again) if copy not in found}
        found |= latest
    return found


_Counts = tuple[int, frozenset[tuple[str, int, int]]]


def _counts_of(session: Session, people: Collection[int]) -> list[_Counts]:
    lists = select(PersonalNetwork).where(
        col(PersonalNetwork.participant_id).in_(people), PersonalNetwork.entry == "tally"
    )
    return [_counts(session, each) for each in session.exec(lists).all()]


def _counts(session: Session, network: PersonalNetwork) -> _Counts:
    """The length of a list on paper and its counts by question and answer."""
    rows = session.exec(
        select(NetworkFactor.key, TallyCount.code, TallyCount.count)
        .join(NetworkFactor, col(NetworkFactor.id) == col(TallyCount.factor_id))
        .where(TallyCount.network_id == network.id)
    )
    return network.size, frozenset((key, code, count) for key, code, count in rows)
