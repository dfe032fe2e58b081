"""Answers under the wrong name take the marks on them along."""

from sqlmodel import Session, col, select

from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.success_cases.tables import SuccessMark
from facilitator.questionnaires import moving
from facilitator.questionnaires.setup import read_setup


@implements(Exercise.move_answers)
def move_answers(session: Session, step_id: int, giver_id: int, taker_id: int, *, earlier: bool) -> None:
    """Let two participants change places, marks included."""
    moving.move_answers(session, step_id, giver_id, taker_id, earlier=earlier)
    other = {giver_id: taker_id, taker_id: giver_id}
    of_both = select(SuccessMark).where(SuccessMark.step_id == step_id, col(SuccessMark.participant_id).in_(other))
    if not earlier:
        of_both = of_both.where(SuccessMark.round == read_setup(session, step_id).round)
    rows = session.exec(of_both).all()
    kept = [row.model_dump() for row in rows]
    for row in rows:
        session.delete(row)
    session.flush()
    for each in kept:
        session.add(SuccessMark(**{**each, "participant_id": other[each["participant_id"]]}))
