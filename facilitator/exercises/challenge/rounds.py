"""Plans that are taken over from an earlier step, and taken back where somebody turns out to be another person."""

from collections.abc import Collection

from sqlalchemy import delete
from sqlmodel import Session, col, select

from facilitator.exercises.challenge.plans import earlier_plans, stored_plans, take_over
from facilitator.exercises.challenge.setup import read_settings
from facilitator.exercises.challenge.tables import ChallengeDay
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.storage.library import Library


@implements(Exercise.look_back)
def look_back(library: Library, step_id: int) -> None:
    """Look back at the latest plans of the people who come again, where the step makes none itself."""
    with library.read() as session:
        looks_back = read_settings(session, step_id).plan_round == 0
    earlier = earlier_plans(library, step_id) if looks_back else []
    if earlier:
        take_over(library, step_id, earlier[0].step_id)


@implements(Exercise.drop_carried)
def drop_carried(session: Session, step_id: int, participant_id: int, others: Collection[int]) -> bool:
    """Drop the participant's plan where it is, card by card, still that of one of `others`.

    What they have said of their days is theirs and stays.
    """
    plan = stored_plans(session, step_id).get(participant_id)
    theirs = select(ChallengeDay.step_id, ChallengeDay.participant_id).where(
        col(ChallengeDay.participant_id).in_(others), col(ChallengeDay.step_id) != step_id
    )
    if plan is None or plan not in [
        stored_plans(session, step)[person] for step, person in session.exec(theirs.distinct())
    ]:
        return False
    session.connection().execute(delete(ChallengeDay).filter_by(step_id=step_id, participant_id=participant_id))
    return True
