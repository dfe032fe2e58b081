"""How many ideas there are, where, and which fields are empty."""

from collections import Counter
from typing import Any

from facilitator.exercises.canvas.ideas import FIELDS, read_canvases
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.questionnaires.measures import measured
from facilitator.storage.library import Library


@implements(Exercise.metrics)
def metrics(library: Library, step_id: int, *, by_person: bool = False) -> dict[str, Any]:
    """By field: ideas, chosen ones, canvases without any; and ideas by effort and benefit, beside the usual counts."""
    canvases = read_canvases(library, step_id)
    ideas = [idea for canvas in canvases for idea in canvas.ideas]
    weighed = Counter((idea.effort, idea.benefit) for idea in ideas if idea.effort and idea.benefit)
    found = {
        "canvases": len(canvases),
        "ideas": {field: sum(idea.field == field for idea in ideas) for field in FIELDS},
        "chosen": {field: sum(idea.field == field and idea.chosen for idea in ideas) for field in FIELDS},
        "empty": {field: sum(field in canvas.empty for canvas in canvases) for field in FIELDS},
        "weighed": [
            {"effort": effort, "benefit": benefit, "ideas": weighed[effort, benefit]}
            for effort in (1, 2, 3)
            for benefit in (1, 2, 3)
        ],
    }
    return {"canvas": [{**measured(library, step_id), **found}]}
