"""What came of it, and what stood in the way by kind."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from facilitator.charts.figure import Figure
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.success_cases.cases import CAME, OBSTACLE, told
from facilitator.i18n import tr, trn
from facilitator.questionnaires.counted import CountedRoom, beside_named, read_room
from facilitator.questionnaires.figures import question_figures, resting_on
from facilitator.questionnaires.setup import get_setup
from facilitator.storage.library import Library


@implements(Exercise.figure_titles)
def figure_titles() -> Sequence[tuple[str, str]]:
    """The two questions that can be counted."""
    return [(CAME, tr("What came of it")), (OBSTACLE, tr("What got in the way"))]


@implements(Exercise.figures)
def figures(library: Library, step_id: int, room: CountedRoom | None = None) -> Mapping[str, Figure]:
    """Obstacles from the floor on of people who named one: of fewer they would be somebody's."""
    room = room or read_room(library, step_id)
    is_present = room.setup.round == get_setup(library, step_id).round
    counted = beside_named(room, CAME, [each.participant_id for each in told(library, step_id) if is_present])
    found = question_figures(counted)
    if CAME in found and counted is not room:
        sentence = tr("{said} · too few whose results are not told are left out", said=found[CAME].sentence)
        found[CAME] = replace(found[CAME], sentence=sentence)
    if OBSTACLE in found:
        named = sum(len(members) for members, given in room.given if given.options(OBSTACLE))
        sentence = trn("{count} person named one", "{count} people named one", named)
        empty = tr("Nobody has named an obstacle.")
        rests = resting_on(room, named)
        found[OBSTACLE] = replace(
            found[OBSTACLE], title=tr("What got in the way"), sentence=sentence, people=rests, empty=empty
        )
    return found
