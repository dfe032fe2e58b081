"""A facilitator marks three results and three that got stuck."""

from random import Random

from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.success_cases.cases import RESULT, cases, mark
from facilitator.storage.library import Library

_THREE = 3


@implements(Exercise.simulate_room)
def simulate_room(library: Library, step_id: int, random: Random) -> None:
    """Mark those with a fact first."""
    found = cases(library, step_id)
    worked = sorted((each for each in found if each.came == RESULT), key=lambda each: not (each.agreed and each.fact))
    stuck = [each for each in found if each.came != RESULT]
    for each in [*worked[:_THREE], *stuck[:_THREE]]:
        mark(library, step_id, each.participant_id, True)
