"""Which values the stories of the room show."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from facilitator.charts.figure import Figure
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.stories.told import VALUE, read_stories, told
from facilitator.i18n import tr
from facilitator.questionnaires.counted import CountedRoom, beside_named, read_room
from facilitator.questionnaires.figures import question_figures
from facilitator.storage.library import Library


@implements(Exercise.figure_titles)
def figure_titles() -> Sequence[tuple[str, str]]:
    """One figure: how far a story may go, and who is in it, is nobody else's business."""
    return [(VALUE, tr("Values that the stories show"))]


@implements(Exercise.figures)
def figures(library: Library, step_id: int, room: CountedRoom | None = None) -> Mapping[str, Figure]:
    """How many stories show each value, from the floor on.

    Those that are not told are left out where they are few: the others are read with their tellers and values.
    """
    room = room or read_room(library, step_id)
    tellers = {each.teller_id for each in told(read_stories(library, step_id)) if each.round == room.setup.round}
    counted = beside_named(room, VALUE, tellers)
    found = question_figures(counted).get(VALUE)
    if found is None:
        return {}
    sentence = found.sentence
    if counted is not room:
        sentence = tr("{said} · the stories of too few that are not told are left out", said=sentence)
    return {VALUE: replace(found, title=tr("Values that the stories show"), sentence=sentence)}
