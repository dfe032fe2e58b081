"""Projector views that are a board, made anew from the library when something of its step changes."""

from collections.abc import Callable, Hashable

from PySide6.QtWidgets import QVBoxLayout

from facilitator.i18n import tr
from facilitator.questionnaires.batches import ShownAnswers, Waiting
from facilitator.questionnaires.counted import CountedRoom
from facilitator.storage.changes import Change, Topic
from ui.bridge import LibraryBridge, Rereading, listen
from ui.exercises.contract import Choice, ProjectorView
from ui.wall.blocks import Board
from ui.wall.view import WallView

PAGES = "pages"


def pages_choice() -> Choice:
    """Whether several pages turn by themselves, for the `ViewInfo` of such a view."""
    return Choice(PAGES, tr("Pages"), (("turn", tr("Turn by themselves")), ("hold", tr("Stay until turned"))))


class BoardView(ProjectorView):
    """Shows what `make_board` returns; a picture of it rests on the words of people that stand on the board."""

    def __init__(self, bridge: LibraryBridge, step_id: int, make_board: Callable[[], Board]) -> None:
        super().__init__()
        self._step_id, self._make_board = step_id, make_board
        self.wall = WallView()
        self._soon = Rereading(self, self._read)
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
        """The words of people that stand there."""
        return frozenset(self.wall.board.rests_on())

    def _follow(self, change: Change) -> None:
        if change.topic is not Topic.PREFERENCES and change.step_id in (self._step_id, None):
            self._soon.start()

    def _read(self) -> None:
        before = self.rests_on()
        self._show()
        if self.rests_on() != before:
            self.rests_changed.emit()

    def _show(self) -> None:
        self.wall.set_board(self._make_board())
        self.setAccessibleName(self.wall.accessibleName())


class AnswersView(BoardView):
    """Shows what `make_board` makes of the answers that the room may see: new ones together, see `ShownAnswers`."""

    def __init__(self, bridge: LibraryBridge, step_id: int, make_board: Callable[[CountedRoom], Board]) -> None:
        self._shown = bridge.models.of(ShownAnswers, step_id)
        super().__init__(bridge, step_id, lambda: make_board(self._shown.seen))
        listen(self, self._shown.changed, self._read_soon)

    def waiting(self) -> Waiting:
        """Who has answered anew."""
        return self._shown.waiting

    def show_waiting(self) -> None:
        """Show that now."""
        self._shown.show_all()
        self._soon.at_once()

    def _read_soon(self) -> None:
        self._soon.start()

    def _read(self) -> None:
        if self._shown.is_there:
            super()._read()
            self.waiting_changed.emit()
