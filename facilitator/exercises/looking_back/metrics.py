"""What is measured of the indicators that a step follows."""

from typing import Any

from facilitator.actions.indicators_table import measured
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.looking_back.followed import followed
from facilitator.storage.library import Library


@implements(Exercise.metrics)
def metrics(library: Library, step_id: int, *, by_person: bool = False) -> dict[str, Any]:
    """An entry for each indicator; `side` is -1 below and 1 above the median, 0 neither. No share of what was done."""
    return {"indicators": [measured(each) for each in followed(library, step_id).findings]}
