"""A participant's list of a new round: a copy of their latest earlier one, to be gone through, not written again.

The copy holds contacts, answers, who knows whom and who of them is a participant. The earlier list stays as it was.
"""

from typing import Any

from sqlalchemy import func, insert
from sqlmodel import Session, SQLModel, col, select

from facilitator.exercises.network.rounds.current import current_round
from facilitator.exercises.network.tables import (
    Contact,
    ContactMatch,
    ContactTie,
    KeptContact,
    PersonalNetwork,
    Rating,
    RefusedMatch,
    TallyCount,
    TieGrid,
)


def new_list(session: Session, step_id: int, participant_id: int) -> PersonalNetwork:
    """Make a participant's list of the round that is entered, pre-filled where there is an earlier one."""
    network = PersonalNetwork(step_id=step_id, participant_id=participant_id, round=current_round(session, step_id))
    session.add(network)
    session.flush()
    earlier = session.exec(
        select(PersonalNetwork)
        .where(
            PersonalNetwork.step_id == step_id,
            PersonalNetwork.participant_id == participant_id,
            PersonalNetwork.round < network.round,
        )
        .order_by(col(PersonalNetwork.round).desc())
    ).first()
    if earlier is not None:
        network.entry, network.size = earlier.entry, earlier.size
        session.add(network)
        copy_answers(session, earlier.id, network.id)
        session.flush()
    return network


def copy_answers(session: Session, source_id: int, target_id: int) -> None:
    """Give one list, which must be empty, a copy of everything on another list of the same step."""
    contacts = session.exec(
        select(Contact).where(Contact.network_id == source_id).order_by(col(Contact.position), col(Contact.id))
    ).all()
    new: dict[int, int] = {}
    for contact in contacts:
        copied = Contact(network_id=target_id, position=contact.position, label=contact.label)
        session.add(copied)
        session.flush()
        new[contact.id] = copied.id
    _write(session, KeptContact, [{"contact_id": new[old], "earlier_id": old} for old in new])
    tables: tuple[Any, ...] = (Rating, ContactMatch, RefusedMatch)
    for table in tables:
        rows = session.exec(select(table).where(table.contact_id.in_(new))).all()
        _write(session, table, [{**row.model_dump(), "contact_id": new[row.contact_id]} for row in rows])
    tallies = session.exec(select(TallyCount).where(TallyCount.network_id == source_id)).all()
    _write(session, TallyCount, [{**row.model_dump(), "network_id": target_id} for row in tallies])
    ties = session.exec(select(ContactTie).where(col(ContactTie.low_id).in_(new))).all()
    # New ids grow in the list's order, which need not be that of the old ones.
    pairs = [sorted((new[tie.low_id], new[tie.high_id])) for tie in ties]
    _write(session, ContactTie, [{"low_id": low, "high_id": high} for low, high in pairs])
    if session.exec(select(func.count()).select_from(TieGrid).where(TieGrid.network_id == source_id)).one():
        _write(session, TieGrid, [{"network_id": target_id}])


def _write(session: Session, table: type[SQLModel], rows: list[dict[str, object]]) -> None:
    if rows:
        session.connection().execute(insert(table), rows)
