"""Answers under the wrong name take the marks on them along."""

from sqlmodel import Session, col, select

from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.success_cases.tables import SuccessMark
from facilitator.questionnaires import moving


@implements(Exercise.move_answers)
def move_answers(session: Session, step_id: int, giver_id: int, taker_id: int, *, earlier: bool) -> None:
    """Let two participants change places, marks included."""
    moving.move_answers(session, step_id, giver_id, taker_id, earlier=earlier)
    other = {giver_id: taker_id, taker_id: giver_id}
    rows = session.exec(
        select(SuccessMark).where(SuccessMark.step_id == step_id, col(SuccessMark.participant_id).in_(other))
    ).all()
    kept = [row.model_dump() for row in rows]
    for row in rows:
        session.delete(row)
    session.flush()
    for each in kept:
        session.add(SuccessMark(**{**each, "participant_id": other[each["participant_id"]]}))
