"""Everything that is counted of what a step asks."""

from typing import Any

from facilitator.exercises.folder import supplies
from facilitator.exercises.hooks import Exercise
from facilitator.questionnaires.changes import changes
from facilitator.questionnaires.measures import measured
from facilitator.storage.library import Library
from facilitator.workshop.agenda import get_step

_SEVERAL = 2


@supplies(Exercise.metrics)
def metrics(folder: Exercise, library: Library, step_id: int, *, by_person: bool = False) -> dict[str, Any]:
    """A list with one entry under the exercise's kind; see `facilitator.questionnaires.measures`."""
    return {folder.kind: [measured(library, step_id)]}


@supplies(Exercise.metrics_of_round)
def metrics_of_round(
    folder: Exercise, library: Library, step_id: int, round_: int, *, by_person: bool = False
) -> dict[str, Any]:
    """What every described exercise counts, of one round."""
    return {folder.kind: [measured(library, step_id, round_)]}


@supplies(Exercise.change_metrics)
def change_metrics(folder: Exercise, library: Library, step_id: int) -> dict[str, Any]:
    """The rounds and how answers changed between the last two; see `facilitator.questionnaires.changes`."""
    titles = folder.round_titles(library, step_id)
    if len(titles) < _SEVERAL:
        return {}
    told = get_step(library, step_id).title
    rounds = [{"title": told, "round": number, "name": title} for number, title in enumerate(titles, start=1)]
    changed = [{"title": told, **each} for each in changes(library, step_id)]
    return {f"{folder.kind}_rounds": rounds, **({f"{folder.kind}_changes": changed} if changed else {})}
