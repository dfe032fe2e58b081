"""What people promised in a step, and its way onto the list of actions."""

from facilitator.actions.actions import Promise, actions_of, add_actions
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.steps import exercise_in
from facilitator.storage.library import Done, Library
from facilitator.workshop.agenda import get_step


def open_promises(library: Library, step_id: int, each: Exercise | None = None) -> list[Promise]:
    """The promises of a step that are not among the actions yet; `each` is its exercise for whoever has it already.

    Raises NotFound for an unknown step, or one whose exercise can't be used here.
    """
    step = get_step(library, step_id)
    promises = (each or exercise_in(library, step.exercise)).promises(library, step_id)
    there = {action.source for action in actions_of(library, step.workshop_id, step_id)} if promises else ()
    return [promise for promise in promises if promise.source not in there]


def take_promises(library: Library, step_id: int) -> Done[tuple[int, ...]]:
    """Put the open promises of a step on the list of actions; the value are the ids of these."""
    return add_actions(library, get_step(library, step_id).workshop_id, open_promises(library, step_id))
