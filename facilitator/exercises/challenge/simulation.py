"""What a room would have done: most cards done, some changed, some left; and a line, shared by most."""

from random import Random

from facilitator.exercises.challenge.plans import draw_anew, earlier_plans, take_over
from facilitator.exercises.challenge.setup import KIND, PERSON, get_settings
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.registry import exercise
from facilitator.questionnaires.setup import has_begun
from facilitator.storage.library import Library


@implements(Exercise.simulate)
def simulate(library: Library, step_id: int, participant_id: int, random: Random) -> None:
    """Look at one's plan, so that it is made, and answer what is asked."""
    settings = get_settings(library, step_id)
    if settings.whose == PERSON and not settings.is_looking_back:
        draw_anew(library, step_id, participant_id)
    elif settings.is_looking_back and (found := earlier_plans(library, step_id)):
        _take_over_once(library, step_id, found[0].step_id)
    exercise(KIND).supplied(Exercise.simulate)(library, step_id, participant_id, random)


def _take_over_once(library: Library, step_id: int, earlier: int) -> None:
    with library.read() as session:
        begun = has_begun(session, step_id)
    if not begun:
        take_over(library, step_id, earlier)
