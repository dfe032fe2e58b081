"""What can be counted of the cases, beside what every questionnaire counts."""

from typing import Any

from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.success_cases.cases import RESULT, cases
from facilitator.questionnaires.measures import measured
from facilitator.storage.library import Library


@implements(Exercise.metrics)
def metrics(library: Library, step_id: int, *, by_person: bool = False) -> dict[str, Any]:
    """How many lines are marked as results and as what got stuck, and how many may be told."""
    found = cases(library, step_id)
    marked = [each for each in found if each.marked]
    results = sum(each.came == RESULT for each in marked)
    own = {
        "marked_worked": results,
        "marked_stuck": len(marked) - results,
        "told": sum(each.may_be_told for each in found),
    }
    return {"success_cases": [{**measured(library, step_id), **own}]}
