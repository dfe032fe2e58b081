"""Holding one step to the works agreement of its workshop, within the transaction that makes or changes it."""

from sqlmodel import Session

from facilitator.errors import Invalid
from facilitator.exercises.hooks import Exercise
from facilitator.workshop.agreement import is_agreed


def apply_agreement(session: Session, each: Exercise, step_id: int, workshop_id: int) -> None:
    """Make the settings of a step that runs `each` keep the works agreement, where there is one.

    Raises Invalid where something is kept that it rules out.
    """
    if not is_agreed(session, workshop_id):
        return
    if reason := each.against_agreement(session, step_id):
        raise Invalid(reason)
    each.keep_agreement(session, step_id)
