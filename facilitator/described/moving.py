"""Answers under the wrong name."""

from sqlmodel import Session

from facilitator.exercises.folder import supplies
from facilitator.exercises.hooks import Exercise
from facilitator.questionnaires import moving
from facilitator.storage.library import Library
from facilitator.workshop.moves import Move


@supplies(Exercise.what_moves)
def what_moves(
    folder: Exercise, library: Library, step_id: int, giver_id: int, taker_id: int, *, earlier: bool
) -> Move:
    """What `move_answers` would do."""
    return moving.what_moves(library, step_id, giver_id, taker_id)


@supplies(Exercise.move_answers)
def move_answers(
    folder: Exercise, session: Session, step_id: int, giver_id: int, taker_id: int, *, earlier: bool
) -> None:
    """Let two participants change places."""
    moving.move_answers(session, step_id, giver_id, taker_id, earlier=earlier)
