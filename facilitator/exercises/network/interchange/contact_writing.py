"""Writes the contacts of an import within the caller's transaction: thousands of rows in a handful of statements."""

from collections.abc import Iterable

from sqlalchemy import Insert, func, insert, text, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlmodel import Session, SQLModel, col, select

from facilitator.exercises.network.interchange.contact_rows import Draft
from facilitator.exercises.network.rounds.current import current_round
from facilitator.exercises.network.setup import (
    add_factors,
    confirm_words,
    extend_answers,
    read_factors,
    refuse_contacts,
)
from facilitator.exercises.network.tables import Contact, ContactMatch, KeptContact, NetworkFactor, PersonalNetwork
from facilitator.storage.library import Library
from facilitator.workshop.row_owners import Owner, put_on_roster
from facilitator.workshop.tables import now


def write_draft(library: Library, session: Session, draft: Draft) -> None:
    """Write all of `draft`; its problems must hold no error. Networks are then by contact, and finished."""
    step_id = draft.setup.step_id
    if draft.questions:
        add_factors(session, step_id, draft.questions)
    for key, texts in draft.extended.items():
        extend_answers(session, step_id, key, texts)
    confirm_words(session, step_id, draft.confirmed)
    for keys, active in ((draft.switched_on, True), (draft.switched_off, False)):
        session.execute(
            update(NetworkFactor)
            .where(col(NetworkFactor.step_id) == step_id, col(NetworkFactor.key).in_(keys))
            .values(active=active)
        )
    participants = _participants(library, session, draft)
    networks = _networks(session, step_id, [participants[owner] for owner in draft.lists])
    by_owner = {owner: networks[participants[owner]] for owner in draft.lists}
    contacts = _contacts(session, draft, by_owner)
    _ratings(session, draft, contacts)
    _links(session, draft, contacts, participants)


def _participants(library: Library, session: Session, draft: Draft) -> dict[Owner, int]:
    """The participant of each owner and linked person; new people and new facts go onto the roster."""
    new = put_on_roster(library, session, draft.setup.workshop_id, draft.owners)
    return {owner: owner.participant_id or new[owner] for owner in (*draft.lists, *draft.links.people.values())}


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
    facts = {"step_id": step_id, "round": round_, "entry": "contact", "size": 0, "finished_at": finished}
    facts["started_at"] = finished
    ids = _insert(session, PersonalNetwork, [{**facts, "participant_id": participant_id} for participant_id in new])
    return {participant_id: row.id for participant_id, row in networks.items()} | dict(zip(new, ids, strict=True))


def _contacts(session: Session, draft: Draft, networks: dict[Owner, int]) -> dict[tuple[Owner, str], int]:
    """The id of each contact by owner and label; those not on a list yet are put at its end, in the table's order."""
    if draft.lists:
        refuse_contacts(session, draft.setup.step_id)
    ends = (
        select(Contact.network_id, func.max(Contact.position))
        .join(PersonalNetwork, col(PersonalNetwork.id) == Contact.network_id)
        .where(col(PersonalNetwork.id).in_(networks.values()))
        .group_by(col(Contact.network_id))
    )
    last = dict(session.exec(ends).all())
    keys: list[tuple[Owner, str]] = []
    values: list[dict[str, object]] = []
    ids: dict[tuple[Owner, str], int] = {}
    for owner, rows in draft.lists.items():
        position = last.get(networks[owner], -1)
        for row in rows:
            if row.contact_id is not None:
                ids[owner, row.label] = row.contact_id
            else:
                position += 1
                keys.append((owner, row.label))
                values.append({"network_id": networks[owner], "position": position, "label": row.label})
    return ids | dict(zip(keys, _insert(session, Contact, values), strict=True))


def _ratings(session: Session, draft: Draft, contacts: dict[tuple[Owner, str], int]) -> None:
    factor_ids = {factor.key: factor_id for factor_id, factor in read_factors(session, draft.setup.step_id)}
    values: list[dict[str, object]] = [
        {"contact_id": contacts[owner, row.label], "factor_id": factor_ids[key], "code": int(code)}
        for owner, rows in draft.lists.items()
        for row in rows
        for key, code in row.answers.items()
    ]
    if values:
        ratings = SQLModel.metadata.tables["network_rating"]
        statement = upsert(ratings)
        _run(
            session,
            statement.on_conflict_do_update(
                index_elements=["contact_id", "factor_id"],
                set_={"code": statement.excluded.code},
                where=ratings.c.code != statement.excluded.code,
            ),
            values,
        )


def _links(session: Session, draft: Draft, contacts: dict[tuple[Owner, str], int], people: dict[Owner, int]) -> None:
    """Who of the contacts is a participant, and which are those of the owner's list before, where the table says so."""
    matches = [
        {"contact_id": contacts[each.owner, each.label], "participant_id": people[person]}
        for each, person in draft.links.people.items()
    ]
    kept = [
        {"contact_id": contacts[each.owner, each.label], "earlier_id": earlier}
        for each, earlier in draft.links.kept.items()
    ]
    for table, values in ((ContactMatch, matches), (KeptContact, kept)):
        if values:
            session.connection().execute(insert(table), values)


def _insert(
    session: Session, table: type[PersonalNetwork] | type[Contact], values: list[dict[str, object]]
) -> list[int]:
    """Insert rows and return their ids in the same order."""
    if not values:
        return []
    # The next that nobody has had: ids are never given again. Asked row by row, they take as long as all the rest.
    used = text("SELECT seq FROM sqlite_sequence WHERE name = :name").bindparams(name=table.__tablename__)
    first = (session.execute(used).scalar() or 0) + 1
    ids = list(range(first, first + len(values)))
    _run(session, insert(table), [{**row, "id": number} for number, row in zip(ids, values, strict=True)])
    return ids


def _run(session: Session, statement: Insert, values: list[dict[str, object]]) -> None:
    """Insert rows that all have the same columns: what each is compiled for is done once, which is most of the time."""
    connection = session.connection()
    compiled = statement.compile(dialect=connection.dialect, column_keys=list(values[0]))
    order = compiled.positiontup or []
    kinds = statement.table.c
    makers = [kinds[name].type.bind_processor(connection.dialect) for name in order]
    rows = [
        tuple(row[name] if make is None else make(row[name]) for name, make in zip(order, makers, strict=True))
        for row in values
    ]
    connection.exec_driver_sql(str(compiled), rows)
