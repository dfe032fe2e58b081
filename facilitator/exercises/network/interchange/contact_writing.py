"""Writes the contacts of an import within the caller's transaction: thousands of rows in a handful of statements."""

from collections.abc import Iterable

from sqlalchemy import func, insert, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlmodel import Session, SQLModel, col, select

from facilitator.exercises.network.interchange.contact_rows import Draft
from facilitator.exercises.network.interchange.finding import by_names
from facilitator.exercises.network.matching.proposals import read_verdicts
from facilitator.exercises.network.rounds.current import current_round
from facilitator.exercises.network.setup import add_factors, read_factors, refuse_contacts
from facilitator.exercises.network.tables import Contact, ContactMatch, NetworkFactor, PersonalNetwork
from facilitator.storage.library import Library
from facilitator.tabular import caseless
from facilitator.workshop.roster import roster
from facilitator.workshop.row_owners import Owner, put_on_roster, told_apart
from facilitator.workshop.tables import now


def write_draft(library: Library, session: Session, draft: Draft) -> None:
    """Write all of `draft`; its problems must hold no error. Networks are then by contact, and finished."""
    step_id = draft.setup.step_id
    if draft.questions:
        add_factors(session, step_id, draft.questions)
    session.execute(
        update(NetworkFactor)
        .where(col(NetworkFactor.step_id) == step_id, col(NetworkFactor.key).in_(draft.switched_on))
        .values(active=True)
    )
    participants = _participants(library, session, draft)
    networks = _networks(session, step_id, participants.values())
    by_owner = {owner: networks[participant_id] for owner, participant_id in participants.items()}
    contacts = _contacts(session, draft, by_owner)
    _ratings(session, draft, contacts)
    _matches(session, draft, contacts)
    _kept(session, draft, contacts, by_owner)


def _participants(library: Library, session: Session, draft: Draft) -> dict[Owner, int]:
    """The participant of each owner; new people and new facts go onto the roster."""
    new = put_on_roster(library, session, draft.setup.workshop_id, draft.owners)
    return {owner: owner.participant_id or new[owner] for owner in draft.lists}


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
    values = [
        {"contact_id": contacts[owner, row.label], "factor_id": factor_ids[key], "code": int(code)}
        for owner, rows in draft.lists.items()
        for row in rows
        for key, code in row.answers.items()
    ]
    if values:
        ratings = SQLModel.metadata.tables["network_rating"]
        statement = upsert(ratings)
        session.connection().execute(
            statement.on_conflict_do_update(
                index_elements=["contact_id", "factor_id"],
                set_={"code": statement.excluded.code},
                where=ratings.c.code != statement.excluded.code,
            ),
            values,
        )


def _matches(session: Session, draft: Draft, contacts: dict[tuple[Owner, str], int]) -> None:
    """Who of the contacts is a participant, where the table says so and the roster has exactly one of that name."""
    people = roster(session, draft.setup.workshop_id)
    numbered = told_apart(person.name for person in people)
    by_name = {caseless(name): person.id for name, person in zip(numbered, people, strict=True)}
    matched, _ = read_verdicts(session, draft.setup.step_id)
    values = []
    for owner, rows in draft.lists.items():
        mine = [contacts[owner, row.label] for row in rows]
        taken = {matched[contact] for contact in mine if contact in matched}
        taken.add(by_name.get(caseless(owner.name), 0))
        for contact, row in zip(mine, rows, strict=True):
            person = by_name.get(caseless(row.person)) if row.person else None
            if person is not None and person not in taken and contact not in matched:
                taken.add(person)
                values.append({"contact_id": contact, "participant_id": person})
    if values:
        session.connection().execute(insert(ContactMatch), values)


def _kept(session: Session, draft: Draft, contacts: dict[tuple[Owner, str], int], networks: dict[Owner, int]) -> None:
    """Which contacts are those of the owner's latest earlier list, where the table says so."""
    values = []
    for owner, rows in draft.lists.items():
        if not any(row.kept for row in rows):
            continue
        earlier = _earlier_list(session, networks[owner])
        values += [
            {"contact_id": contacts[owner, row.label], "earlier_id": earlier[caseless(row.kept)]}
            for row in rows
            if caseless(row.kept) in earlier
        ]
    if values:
        session.connection().execute(upsert(SQLModel.metadata.tables["network_kept_contact"])
                                     .on_conflict_do_nothing(), values)  # fmt: skip


def _earlier_list(session: Session, network_id: int) -> dict[str, int]:
    """The contacts of the list before this one by the names under which tables know them."""
    network = session.get_one(PersonalNetwork, network_id)
    before = session.exec(
        select(PersonalNetwork.id)
        .where(
            PersonalNetwork.step_id == network.step_id,
            PersonalNetwork.participant_id == network.participant_id,
            PersonalNetwork.round < network.round,
        )
        .order_by(col(PersonalNetwork.round).desc())
    ).first()
    there = select(Contact.id, Contact.label).where(Contact.network_id == before)
    return by_names(list(session.exec(there.order_by(col(Contact.position), col(Contact.id)))))


def _insert(
    session: Session, table: type[PersonalNetwork] | type[Contact], values: list[dict[str, object]]
) -> list[int]:
    """Insert rows and return their ids in the same order."""
    if not values:
        return []
    return list(session.scalars(insert(table).returning(col(table.id), sort_by_parameter_order=True), values))
