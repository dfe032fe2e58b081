"""Everything that is counted of what a step asks."""

from typing import Any

from facilitator.exercises.folder import supplies
from facilitator.exercises.hooks import Exercise
from facilitator.questionnaires.measures import measured
from facilitator.storage.library import Library


@supplies(Exercise.metrics)
def metrics(folder: Exercise, library: Library, step_id: int, *, by_person: bool = False) -> dict[str, Any]:
    """A list with one entry under the exercise's kind; see `facilitator.questionnaires.measures`."""
    return {folder.kind: [measured(library, step_id)]}
