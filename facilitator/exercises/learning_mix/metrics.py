"""The mix of a room in numbers, beside what every questionnaire counts."""

from typing import Any

from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.learning_mix.mix import SOURCES, before_of, mix_of
from facilitator.exercises.registry import exercise
from facilitator.questionnaires.changes import changes
from facilitator.questionnaires.counted import read_room
from facilitator.questionnaires.measures import measured
from facilitator.storage.library import Library
from facilitator.workshop.agenda import get_step


@implements(Exercise.metrics)
def metrics(library: Library, step_id: int, *, by_person: bool = False) -> dict[str, Any]:
    """Ticks and points by source with their shares, which are None without any, and how many compare with before."""
    mix = mix_of(given for _, given in read_room(library, step_id).given)
    found = {
        "ticks": dict(zip(SOURCES, mix.ticks, strict=True)),
        "share_of_ticks": dict(zip(SOURCES, mix.of_ticks or (None,) * 3, strict=True)),
        "rank_points": dict(zip(SOURCES, mix.points, strict=True)),
        "share_of_rank_points": dict(zip(SOURCES, mix.of_points or (None,) * 3, strict=True)),
        "same_capability_as_before": len(before_of(library, step_id)),
    }
    return {"learning_mix": [{**measured(library, step_id), **found}]}


@implements(Exercise.change_metrics)
def change_metrics(library: Library, step_id: int) -> dict[str, Any]:
    """What all questionnaires tell of rounds, of those who thought of the same capability both times."""
    found = exercise("learning_mix").supplied(Exercise.change_metrics)(library, step_id)
    if "learning_mix_changes" in found:
        told = {"title": get_step(library, step_id).title}
        same = changes(library, step_id, among=before_of(library, step_id))
        found["learning_mix_changes"] = [{**told, **each} for each in same]
    return found
