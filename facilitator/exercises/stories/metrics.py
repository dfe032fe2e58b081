"""How many stories there are and how far each is; of people only how many, and nothing of who told what."""

from collections import Counter
from typing import Any

from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.stories.board import read_programme
from facilitator.exercises.stories.readers import readers
from facilitator.exercises.stories.told import CIRCLES, State
from facilitator.questionnaires.measures import measured
from facilitator.storage.library import Library


@implements(Exercise.metrics)
def metrics(library: Library, step_id: int, *, by_person: bool = False) -> dict[str, Any]:
    """Counts of all rounds, beside what every questionnaire counts of the present one."""
    programme = read_programme(library, step_id)
    stories = programme.stories
    states = Counter(each.state for each in stories)
    reading = readers(library, step_id)
    found = {
        "stories": {state.value: states[state] for state in State},
        "may_go": {circle: sum(each.may_go(circle) for each in stories) for circle in CIRCLES},
        "planned_until_week": programme.last,
        "weeks_left": programme.left,
        "gaps": programme.gaps,
        "retold": sum(each.retold is True for each in stories),
        "not_retold": sum(each.retold is False for each in stories),
        "readers": sum(not each.left for each in reading),
        "left": sum(each.left for each in reading),
    }
    return {"stories": [{**measured(library, step_id), **found}]}
