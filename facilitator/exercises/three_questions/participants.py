"""How far participants are with their cards, and letting them go on or begin anew."""

from sqlmodel import Session

from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.three_questions import cards
from facilitator.exercises.three_questions.cards import Writer
from facilitator.exercises.three_questions.wall import standings
from facilitator.questionnaires import answers
from facilitator.storage.library import Done, Library

__all__ = ["discard", "hand_over", "reopen", "standings"]


@implements(Exercise.reopen)
def reopen(library: Library, step_id: int, participant_id: int) -> Done[None]:
    """Let a participant who has sent their cards go on."""
    return cards.reopen(library, Writer(step_id, participant_id))


@implements(Exercise.discard)
def discard(library: Library, step_id: int, participant_id: int) -> Done[None]:
    """Take back everything a participant wrote. Raises Invalid for anonymous cards."""
    return cards.discard(library, Writer(step_id, participant_id))


@implements(Exercise.hand_over)
def hand_over(session: Session, step_id: int, participant_id: int) -> None:
    """Leave the cards that they wrote with others to those."""
    answers.leave(session, step_id, participant_id)
