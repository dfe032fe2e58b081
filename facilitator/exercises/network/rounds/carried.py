"""Copied contacts on a list that turns out to be somebody else's: whose they are, and taking them off."""

from collections.abc import Collection, Mapping

from sqlalchemy import ColumnElement, delete
from sqlmodel import Session, col, select

from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.network.tables import Contact, KeptContact, NetworkFactor, PersonalNetwork, TallyCount
from facilitator.text_matching import caseless


@implements(Exercise.drop_carried)
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
    copies = copies_of(session, col(PersonalNetwork.participant_id).in_(others))
    dropped = False
    for network in lists:
        found = take_off(session, network.id, copies) > 0
        if network.entry == "tally" and counts_of(session, network) in _of_others(session, others):
            session.connection().execute(delete(TallyCount).filter_by(network_id=network.id))
            network.entry, network.size = "", 0
            found = True
        if found:
            network.finished_at = None
            session.add(network)
        dropped = dropped or found
    session.flush()
    return dropped


def copies_of(session: Session, *sources: ColumnElement[bool]) -> dict[int, str]:
    """Every contact that was copied from these lists, by whatever way, and what it was called there."""
    direct = (
        select(KeptContact.contact_id, Contact.label)
        .join(Contact, col(Contact.id) == col(KeptContact.earlier_id))
        .join(PersonalNetwork, col(PersonalNetwork.id) == col(Contact.network_id))
        .where(*sources)
    )
    found = dict(session.exec(direct).all())
    latest = dict(found)
    while latest:
        again = select(KeptContact.contact_id, KeptContact.earlier_id).where(col(KeptContact.earlier_id).in_(latest))
        latest = {copy: latest[origin] for copy, origin in session.exec(again) if copy not in found}
        found |= latest
    return found


def still_theirs(session: Session, network_id: int, copies: Mapping[int, str]) -> list[Contact]:
    """The contacts of a list that are among `copies` and are called as they were."""
    contacts = session.exec(select(Contact).where(Contact.network_id == network_id)).all()
    return [each for each in contacts if each.id in copies and caseless(each.label) == caseless(copies[each.id])]


def take_off(session: Session, network_id: int, copies: Mapping[int, str]) -> int:
    """Take off a list what is among `copies` and how many those were; a renamed one stays, as a contact of its own."""
    theirs = still_theirs(session, network_id, copies)
    for contact in theirs:
        session.delete(contact)
    session.flush()
    for contact_id in session.exec(select(Contact.id).where(Contact.network_id == network_id)).all():
        if contact_id in copies:
            session.connection().execute(delete(KeptContact).filter_by(contact_id=contact_id))
    return len(theirs)


_Counts = tuple[int, frozenset[tuple[str, int, int]]]


def _of_others(session: Session, people: Collection[int]) -> list[_Counts]:
    lists = select(PersonalNetwork).where(
        col(PersonalNetwork.participant_id).in_(people), PersonalNetwork.entry == "tally"
    )
    return [counts_of(session, each) for each in session.exec(lists).all()]


def counts_of(session: Session, network: PersonalNetwork) -> _Counts:
    """The length of a list on paper and its counts by question and answer."""
    rows = session.exec(
        select(NetworkFactor.key, TallyCount.code, TallyCount.count)
        .join(NetworkFactor, col(NetworkFactor.id) == col(TallyCount.factor_id))
        .where(TallyCount.network_id == network.id)
    )
    return network.size, frozenset((key, code, count) for key, code, count in rows)
