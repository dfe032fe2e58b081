"""Answers under the wrong name take the plan that was made with them along."""

from sqlmodel import Session, col, select

from facilitator.exercises.challenge.tables import ChallengeDay
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.questionnaires import moving


@implements(Exercise.move_answers)
def move_answers(session: Session, step_id: int, giver_id: int, taker_id: int, *, earlier: bool) -> None:
    """Let two participants change places, plans included."""
    moving.move_answers(session, step_id, giver_id, taker_id, earlier=earlier)
    other = {giver_id: taker_id, taker_id: giver_id}
    rows = session.exec(
        select(ChallengeDay).where(col(ChallengeDay.step_id) == step_id, col(ChallengeDay.participant_id).in_(other))
    ).all()
    kept = [row.model_dump(exclude={"id"}) for row in rows]
    for row in rows:
        session.delete(row)
    session.flush()
    for each in kept:
        session.add(ChallengeDay(**{**each, "participant_id": other[each["participant_id"]]}))
