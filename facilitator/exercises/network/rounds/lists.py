"""A participant's list of a new round: a copy of their latest earlier one, to be gone through, not written again.

So may be the first list of somebody who was recognised from an earlier workshop, where the facilitator wants that.

The copy holds contacts, answers, who knows whom and who of them is a participant. The earlier list stays as it was.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, insert
from sqlmodel import Session, SQLModel, col, select

from facilitator.exercises.network.analysis import read_analysis
from facilitator.exercises.network.rounds.current import current_round
from facilitator.exercises.network.setup import read_factors
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
from facilitator.exercises.network.wording import codes_between
from facilitator.workshop.find import find_step
from facilitator.workshop.same_people import earlier_selves


def new_list(session: Session, step_id: int, participant_id: int, round_: int | None = None) -> PersonalNetwork:
    """Make a participant's list of a round, pre-filled where there is an earlier one; None for the round entered."""
    chosen = current_round(session, step_id) if round_ is None else round_
    network = PersonalNetwork(step_id=step_id, participant_id=participant_id, round=chosen)
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
    if earlier is None and read_analysis(session, step_id).carries_over:
        earlier = list_elsewhere(session, step_id, participant_id)
    if earlier is not None:
        network.entry, network.size = earlier.entry, earlier.size
        session.add(network)
        copy_answers(session, earlier.id, network.id)
        session.flush()
    return network


def list_elsewhere(session: Session, step_id: int, participant_id: int) -> PersonalNetwork | None:
    """The latest list that a participant had in an earlier workshop, as whom they were recognised there."""
    workshop_id = find_step(session, step_id).workshop_id
    for earlier_id in earlier_selves(session, workshop_id, [participant_id]).get(participant_id, ()):
        found = session.exec(
            select(PersonalNetwork)
            .where(PersonalNetwork.participant_id == earlier_id, PersonalNetwork.entry != "")
            .order_by(col(PersonalNetwork.round).desc(), col(PersonalNetwork.step_id).desc())
        ).first()
        if found is not None:
            return found
    return None


def copy_answers(session: Session, source_id: int, target_id: int) -> None:
    """Give one list, which must be empty, a copy of another one.

    From another step only what means the same here goes along: answers to questions with the same key, each to the
    answer that has its words or, where these don't tell, its place; and nothing of who is a participant, since those
    are others.
    """
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
    questions = _same_questions(session, source_id, target_id)
    ratings = session.exec(select(Rating).where(col(Rating.contact_id).in_(new))).all()
    _write(
        session,
        Rating,
        [
            {"contact_id": new[row.contact_id], "factor_id": here, "code": code}
            for row in ratings
            for here, code in questions.answer(row.factor_id, row.code)
        ],
    )
    tables: tuple[Any, ...] = (ContactMatch, RefusedMatch) if _of_one_step(session, source_id, target_id) else ()
    for table in tables:
        rows = session.exec(select(table).where(table.contact_id.in_(new))).all()
        _write(session, table, [{**row.model_dump(), "contact_id": new[row.contact_id]} for row in rows])
    tallies = session.exec(select(TallyCount).where(TallyCount.network_id == source_id)).all()
    counts: Counter[tuple[int, int]] = Counter()
    for row in tallies:
        for answer in questions.answer(row.factor_id, row.code):
            counts[answer] += row.count
    _write(
        session,
        TallyCount,
        [
            {"network_id": target_id, "factor_id": here, "code": code, "count": count}
            for (here, code), count in counts.items()
        ],
    )
    ties = session.exec(select(ContactTie).where(col(ContactTie.low_id).in_(new))).all()
    # New ids grow in the list's order, which need not be that of the old ones.
    pairs = [sorted((new[tie.low_id], new[tie.high_id])) for tie in ties]
    _write(session, ContactTie, [{"low_id": low, "high_id": high} for low, high in pairs])
    if session.exec(select(func.count()).select_from(TieGrid).where(TieGrid.network_id == source_id)).one():
        _write(session, TieGrid, [{"network_id": target_id}])


def _of_one_step(session: Session, source_id: int, target_id: int) -> bool:
    source, target = session.get_one(PersonalNetwork, source_id), session.get_one(PersonalNetwork, target_id)
    return source.step_id == target.step_id


@dataclass(frozen=True)
class _SameQuestions:
    """By the id of a question of one list's step: the question of the other's, and which answer is which there.

    None for the answers stands for all as they are.
    """

    places: Mapping[int, tuple[int, Mapping[int, int] | None]]

    def answer(self, factor_id: int, code: int) -> Iterator[tuple[int, int]]:
        """The question and the code that an answer goes to; nothing where it has no place."""
        if factor_id in self.places:
            here, codes = self.places[factor_id]
            if codes is None or code < 0:
                yield here, code
            elif code in codes:
                yield here, codes[code]


def _same_questions(session: Session, source_id: int, target_id: int) -> _SameQuestions:
    """The questions of one list's step, each with the one of the other list's step that means the same."""
    if _of_one_step(session, source_id, target_id):
        step_id = session.get_one(PersonalNetwork, source_id).step_id
        return _SameQuestions({factor_id: (factor_id, None) for factor_id, _ in read_factors(session, step_id)})
    there = read_factors(session, session.get_one(PersonalNetwork, source_id).step_id)
    here = {
        each.key: (factor_id, each)
        for factor_id, each in read_factors(session, session.get_one(PersonalNetwork, target_id).step_id)
    }
    places: dict[int, tuple[int, Mapping[int, int] | None]] = {}
    for factor_id, then in there:
        if then.key in here and (codes := codes_between(then, here[then.key][1])):
            places[factor_id] = (here[then.key][0], codes)
    return _SameQuestions(places)


def _write(session: Session, table: type[SQLModel], rows: list[dict[str, object]]) -> None:
    if rows:
        session.connection().execute(insert(table), rows)
