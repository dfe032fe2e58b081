"""Which values the stories of the room show."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from facilitator.charts.figure import Figure
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.stories.told import VALUE
from facilitator.i18n import tr
from facilitator.questionnaires.counted import CountedRoom, read_room
from facilitator.questionnaires.figures import question_figures
from facilitator.storage.library import Library


@implements(Exercise.figure_titles)
def figure_titles() -> Sequence[tuple[str, str]]:
    """One figure: how far a story may go, and who is in it, is nobody else's business."""
    return [(VALUE, tr("Values that the stories show"))]


@implements(Exercise.figures)
def figures(library: Library, step_id: int, room: CountedRoom | None = None) -> Mapping[str, Figure]:
    """How many stories show each value, from the floor on."""
    found = question_figures(room or read_room(library, step_id))
    if VALUE not in found:
        return {}
    return {VALUE: replace(found[VALUE], title=tr("Values that the stories show"))}
