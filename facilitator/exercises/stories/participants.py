"""Who leaves the list of people: their own stories go with them, those they are in are read once more."""

from sqlmodel import Session

from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.stories.board import let_be_read_again
from facilitator.questionnaires import answers


@implements(Exercise.hand_over)
def hand_over(session: Session, step_id: int, participant_id: int) -> None:
    """Nobody shares a story; what the person is in is agreed no more."""
    let_be_read_again(session, step_id, participant_id)
    answers.leave(session, step_id, participant_id)
