"""A figure of each question that has something to choose from."""

from collections.abc import Mapping, Sequence

from facilitator.charts.figure import Figure
from facilitator.described.setup import bundled
from facilitator.exercises.folder import supplies
from facilitator.exercises.hooks import Exercise
from facilitator.questionnaires import figures as drawn
from facilitator.questionnaires.counted import Room, read_room
from facilitator.storage.library import Library


@supplies(Exercise.figure_titles)
def figure_titles(folder: Exercise) -> Sequence[tuple[str, str]]:
    """The questions as they come with the program: what a step asks besides stands on no list of views."""
    return [(each.key, each.head) for each in bundled(folder.kind).by_key.values() if drawn.is_counted(each)]


@supplies(Exercise.figures)
def figures(folder: Exercise, library: Library, step_id: int, room: Room | None = None) -> Mapping[str, Figure]:
    """The figures of all questions that are asked."""
    return drawn.question_figures(room or read_room(library, step_id))
