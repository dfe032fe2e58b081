"""What the room sees of thanks: those that both sides let it read."""

from collections.abc import Hashable, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout

from facilitator.errors import NotFound
from facilitator.exercises.folder import implements
from facilitator.exercises.recognition.thanks import KINDS, PERSON, TEAM, Thanks, in_a_line, read_thanks, shown
from facilitator.exercises.registry import exercise
from facilitator.i18n import tr, trn
from facilitator.questionnaires.counted import read_room
from facilitator.questionnaires.figures import people_in_words
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Library
from ui.bridge import LibraryBridge
from ui.exercises.contract import Choice, ProjectorView, ViewInfo
from ui.exercises.hooks import ExerciseUi
from ui.wall.blocks import Board, Column, Note
from ui.wall.view import WallView

WALL, PAGES = "wall", "pages"
_ACROSS = 2
_SOON = 120
"""Milliseconds after which a change is drawn."""


@implements(ExerciseUi.views)
def views() -> Sequence[ViewInfo]:
    """The thanks, then the exercise's figures."""
    pages = Choice(PAGES, tr("Pages"), (("turn", tr("Turn by themselves")), ("hold", tr("Stay until turned"))))
    figures = [ViewInfo(key, title) for key, title in exercise("recognition").figure_titles()]
    return [ViewInfo(WALL, tr("Thanks that may be read"), (pages,)), *figures]


@implements(ExerciseUi.projector_view)
def projector_view(key: str, bridge: LibraryBridge, step_id: int) -> ProjectorView:
    """The wall of thanks; figures are drawn as those of every described exercise."""
    return ThanksView(bridge, step_id) if key == WALL else NotImplemented


class ThanksView(ProjectorView):
    """Teams beside people, each thanks a card with the name of who says it."""

    def __init__(self, bridge: LibraryBridge, step_id: int) -> None:
        super().__init__()
        self._library, self._step_id = bridge.library, step_id
        self.wall = WallView()
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self._show_if_there)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.wall)
        bridge.changed.connect(self._follow)
        self._show()

    def set_option(self, key: str, value: str) -> None:
        """Turn pages or hold them, as the console says."""
        if key == PAGES:
            self.wall.set_turning(value != "hold")

    def set_text_scale(self, scale: float) -> None:
        """Make whatever is read larger."""
        self.wall.set_text_scale(scale)

    def rests_on(self) -> frozenset[Hashable]:
        """The thanks that stand there: who takes one back wants it gone from a picture too."""
        return frozenset(self.wall.board.rests_on())

    def _follow(self, change: Change) -> None:
        if change.topic is not Topic.PREFERENCES and change.step_id in (self._step_id, None):
            self._soon.start()

    def _show_if_there(self) -> None:
        try:
            self._show()
        except NotFound:
            # The step is gone, and whoever shows it goes too.
            return
        self.rests_changed.emit()

    def _show(self) -> None:
        self.wall.set_board(board(self._library, self._step_id))
        self.setAccessibleName(self.wall.accessibleName())


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
        "{thanks} · {people} have answered",
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
