"""Writes the contacts of an import within the caller's transaction: thousands of rows in a handful of statements."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, insert, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlmodel import Session, SQLModel, col, select

from facilitator.clock import now
from facilitator.exercises.network.interchange.pending_contacts import PendingContacts
from facilitator.exercises.network.rounds.current import current_round
from facilitator.exercises.network.setup import (
    add_factors,
    confirm_words,
    extend_answers,
    read_factors,
    refuse_contacts,
)
from facilitator.exercises.network.tables import (
    Contact,
    ContactMatch,
    KeptContact,
    NetworkFactor,
    PersonalNetwork,
    Rating,
)
from facilitator.storage.bulk import insert_below, insert_rows, run
from facilitator.storage.library import Library
from facilitator.workshop.row_owners import Owner, put_on_roster


def write_pending(library: Library, session: Session, pending: PendingContacts) -> None:
    """Write all of `pending`; its problems must hold no error. Networks are then by contact, and finished."""
    step_id = pending.setup.step_id
    if pending.questions:
        add_factors(session, step_id, pending.questions)
    for key, texts in pending.extended.items():
        extend_answers(session, step_id, key, texts)
    confirm_words(session, step_id, pending.confirmed)
    for keys, active in ((pending.switched_on, True), (pending.switched_off, False)):
        session.execute(
            update(NetworkFactor)
            .where(col(NetworkFactor.step_id) == step_id, col(NetworkFactor.key).in_(keys))
            .values(active=active)
        )
    participants = _participants(library, session, pending)
    networks = _networks(session, step_id, [participants[owner] for owner in pending.lists])
    by_owner = {owner: networks[participants[owner]] for owner in pending.lists}
    listed = _contacts(session, pending, by_owner)
    _ratings(session, pending, listed)
    _links(session, pending, listed, participants)


def _participants(library: Library, session: Session, pending: PendingContacts) -> dict[Owner, int]:
    """The participant of each owner and linked person; new people and new facts go onto the roster."""
    new = put_on_roster(library, session, pending.setup.workshop_id, pending.owners)
    return {owner: owner.participant_id or new[owner] for owner in (*pending.lists, *pending.links.people.values())}


def _networks(session: Session, step_id: int, participant_ids: Iterable[int]) -> dict[int, int]:
    """The network of each participant, made where there is none, set to be by contact and finished."""
    round_ = current_round(session, step_id)
    of_step = (col(PersonalNetwork.step_id) == step_id, col(PersonalNetwork.round) == round_)
    rows = session.exec(select(PersonalNetwork).where(*of_step)).all()
    networks = {row.participant_id: row for row in rows}
    finished = now()
    wanted = list(participant_ids)
    for participant_id in wanted:
        if participant_id in networks:
            row = networks[participant_id]
            row.entry, row.finished_at = "contact", row.finished_at or finished
            session.add(row)
    new = [participant_id for participant_id in wanted if participant_id not in networks]
    session.flush()
    columns = ("step_id", "round", "entry", "size", "started_at", "finished_at", "participant_id")
    added = [(step_id, round_, "contact", 0, finished, finished, participant_id) for participant_id in new]
    ids = insert_rows(session, PersonalNetwork, columns, added)
    return {participant_id: row.id for participant_id, row in networks.items()} | dict(zip(new, ids, strict=True))


@dataclass(frozen=True, slots=True)
class _Written:
    """The ids of the contacts in the order of the pending lists, and those of them that are new."""

    ids: list[int]
    new: range


def _contacts(session: Session, pending: PendingContacts, networks: dict[Owner, int]) -> _Written:
    """The contacts; those not on a list yet are put at its end, in the table's order."""
    if pending.lists:
        refuse_contacts(session, pending.setup.step_id)
    ends = (
        select(Contact.network_id, func.max(Contact.position))
        .join(PersonalNetwork, col(PersonalNetwork.id) == Contact.network_id)
        .where(col(PersonalNetwork.id).in_(networks.values()))
        .group_by(col(Contact.network_id))
    )
    last = dict(session.exec(ends).all())
    values: list[tuple[object, ...]] = []
    for owner, rows in pending.lists.items():
        fresh = (row.label for row in rows if row.contact_id is None)
        network = networks[owner]
        places = enumerate(fresh, start=last.get(network, -1) + 1)
        values += [(network, position, label) for position, label in places]
    new = insert_rows(session, Contact, ("network_id", "position", "label"), values)
    free = iter(new)
    ids = [next(free) if row.contact_id is None else row.contact_id for rows in pending.lists.values() for row in rows]
    return _Written(ids, new)


def _ratings(session: Session, pending: PendingContacts, listed: _Written) -> None:
    """The answers; what a contact has been given before by another one goes."""
    factor_ids = {factor.key: factor_id for factor_id, factor in read_factors(session, pending.setup.step_id)}
    listed_rows = (row for rows in pending.lists.values() for row in rows)
    values = (
        (contact, factor_ids[key], code)
        for contact, row in zip(listed.ids, listed_rows, strict=True)
        for key, code in row.answers.items()
    )
    columns = ("contact_id", "factor_id", "code")
    if len(listed.new) < len(listed.ids):
        every = list(values)
        known = [dict(zip(columns, each, strict=True)) for each in every if each[0] not in listed.new]
        values = (each for each in every if each[0] in listed.new)
        if known:
            ratings = SQLModel.metadata.tables["network_rating"]
            statement = upsert(ratings)
            run(
                session,
                statement.on_conflict_do_update(
                    index_elements=["contact_id", "factor_id"],
                    set_={"code": statement.excluded.code},
                    where=ratings.c.code != statement.excluded.code,
                ),
                known,
            )
    insert_below(session, Rating, listed.new, columns, values)


def _links(session: Session, pending: PendingContacts, listed: _Written, people: dict[Owner, int]) -> None:
    """Who of the contacts is a participant, and which are those of the owner's list before, where the table says so."""
    if not pending.links.people and not pending.links.kept:
        return
    keys = ((owner, row.label) for owner, rows in pending.lists.items() for row in rows)
    contacts = dict(zip(keys, listed.ids, strict=True))
    matches = [
        {"contact_id": contacts[each.owner, each.label], "participant_id": people[person]}
        for each, person in pending.links.people.items()
    ]
    kept = [
        {"contact_id": contacts[each.owner, each.label], "earlier_id": earlier}
        for each, earlier in pending.links.kept.items()
    ]
    for table, values in ((ContactMatch, matches), (KeptContact, kept)):
        if values:
            session.connection().execute(insert(table), values)
