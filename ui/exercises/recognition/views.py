"""What the room sees of thanks: those that both sides let it read."""

from collections.abc import Sequence
from functools import partial

from facilitator.exercises.folder import implements
from facilitator.exercises.recognition.thanks import KINDS, PERSON, TEAM, Thanks, in_a_line, read_thanks, shown
from facilitator.exercises.registry import exercise
from facilitator.i18n import tr, trn
from facilitator.questionnaires.counted import read_room
from facilitator.questionnaires.figures import people_in_words
from facilitator.storage.library import Library
from ui.bridge import LibraryBridge
from ui.exercises.board_view import BoardView, pages_choice
from ui.exercises.contract import ProjectorView, Spoken, ViewInfo
from ui.exercises.hooks import ExerciseUi
from ui.exercises.registry import exercise_ui
from ui.wall.blocks import Board, Column, Note

WALL = "wall"
_KIND = "recognition"
_ACROSS = 2


@implements(ExerciseUi.views)
def views() -> Sequence[ViewInfo]:
    """The thanks, then the exercise's figures."""
    figures = [ViewInfo(key, title) for key, title in exercise(_KIND).figure_titles()]
    return [ViewInfo(WALL, tr("Thanks that may be read"), (pages_choice(),)), *figures]


@implements(ExerciseUi.projector_view)
def projector_view(key: str, bridge: LibraryBridge, step_id: int) -> ProjectorView:
    """The wall of thanks; figures are drawn as those of every described exercise."""
    if key == WALL:
        return ThanksView(bridge, step_id)
    return exercise_ui(_KIND).supplied(ExerciseUi.projector_view)(key, bridge, step_id)


class ThanksView(BoardView):
    """The thanks that both sides let the room read: to a team or a colleague, of a team or of somebody by name."""

    def __init__(self, bridge: LibraryBridge, step_id: int) -> None:
        super().__init__(bridge, step_id, partial(board, bridge.library, step_id))

    def names_people(self) -> bool:
        """Whether there is any: even between teams, who is meant is known there."""
        return bool(self.wall.board.notes())


@implements(ExerciseUi.prompt)
def prompt(library: Library, step_id: int) -> Spoken:
    """Where to look, and who will read it."""
    lines = (
        tr("Think of other teams first."),
        tr("Think of work that nobody sees."),
        tr("For what, and what came of it?"),
        tr("You decide who may read it."),
    )
    return Spoken(read_room(library, step_id).questionnaire.title, lines)


def board(library: Library, step_id: int) -> Board:
    """What both sides let the room read; of the others nothing but that people have sent."""
    room = read_room(library, step_id)
    agreed = shown(read_thanks(library, step_id))
    headings = {TEAM: tr("Thanks to teams"), PERSON: tr("Thanks to colleagues")}
    columns = [
        Column(headings[kind], "", tuple(_note(each, series) for each in agreed if each.kind == kind), series)
        for series, kind in enumerate(KINDS)
        if any(each.kind == kind for each in agreed)
    ]
    footer = tr(
        "{thanks} · sent: {people}",
        thanks=trn("{count} thanks", "{count} thanks", len(agreed)),
        people=people_in_words(room),
    )
    empty = tr("Here stand the thanks that both sides let the room read. None yet.")
    if len(columns) == 1:
        (column,) = columns
        return Board((Column("", "", column.blocks, column.series),), column.title, "", _ACROSS, empty, footer)
    return Board(
        tuple(columns) or (Column(""),), room.questionnaire.title if not columns else "", "", _ACROSS, empty, footer
    )


def _note(thanks: Thanks, series: int) -> Note:
    words = tr("{to}: {what}", to=thanks.to, what=in_a_line(thanks))
    return Note(("thanks", thanks.id), words, tr("from {giver}", giver=thanks.giver), series)
