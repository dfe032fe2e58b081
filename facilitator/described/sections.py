"""What papers say of the answers."""

from collections.abc import Callable

from facilitator.documents.section import Section
from facilitator.exercises.folder import supplies
from facilitator.exercises.hooks import Exercise
from facilitator.questionnaires.counted import read_room
from facilitator.questionnaires.papers import earlier_sections, own_answers, room_section
from facilitator.storage.library import Library


@supplies(Exercise.summary_sections)
def summary_sections(folder: Exercise, library: Library, step_id: int, *, names: bool = False) -> list[Section]:
    """The exercise's figures, and those of the rounds before. Nobody's name is on them."""
    room = read_room(library, step_id)
    now = room_section(room, folder.figures(library, step_id, room).values())
    return [now, *earlier_sections(library, step_id, lambda before: folder.figures(library, step_id, before))]


@supplies(Exercise.handout_sections)
def handout_sections(folder: Exercise, library: Library, step_id: int) -> Callable[[int], list[Section]]:
    """What a participant answered, in words."""
    return own_answers(library, step_id)
