"""One laptop for all: what the facilitator needs of the room while the station covers the console, behind the PIN."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QTimer, Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QHBoxLayout

from facilitator.i18n import tr
from ui.speaker import Speaker
from ui.station.page import touch_button
from ui.theme.tokens import METRICS
from ui.theme.widgets import ElidedLabel

OPEN_MS = 30_000
"""How long it stays open without being used: whoever comes next finds it closed."""


@dataclass(frozen=True, slots=True)
class ProjectorControl:
    """What can be done about the room from elsewhere than the console. `changed` tells that it sees something else."""

    is_shown: Callable[[], bool]
    says: Callable[[], str]
    is_blank: Callable[[], bool]
    next_view: Callable[[], object]
    blank: Callable[[], object]
    changed: SignalInstance


class ProjectorStrip(Speaker, QFrame):
    """Next view and blank, and a word about what the room sees. Hidden until it is opened, and again after a while."""

    closed = Signal()

    def __init__(self, room: ProjectorControl) -> None:
        super().__init__()
        self.setObjectName("station-strip")
        self.setProperty("role", "notice")
        self._room = room
        self._says = ElidedLabel()
        self._says.setObjectName("station-strip-says")
        self._next = touch_button(tr("Next view"), "station-next-view", "secondary", lambda: self._do(room.next_view))
        self._blank = touch_button("", "station-blank", "secondary", lambda: self._do(room.blank))
        self._lock = touch_button(tr("Lock"), "station-lock", "primary", self.lock)
        row = QHBoxLayout(self)
        row.setContentsMargins(METRICS.large, METRICS.small, METRICS.large, METRICS.small)
        row.setSpacing(METRICS.small)
        row.addWidget(self._says, 1)
        for button in (self._next, self._blank, self._lock):
            row.addWidget(button)
        self._unused = QTimer(self, singleShot=True, interval=OPEN_MS)
        self._unused.timeout.connect(self.lock)
        room.changed.connect(self._follow)
        self.hide()

    def unlock(self) -> None:
        """Show it, with the keyboard on the first button."""
        self._follow()
        self.show()
        self._next.setFocus()
        self._unused.start()

    def lock(self) -> None:
        """Hide it."""
        self._unused.stop()
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def _wide_with(self, words: str) -> int:
        """What the button takes with these words: with others on it, the one beside it stays where it is."""
        self._blank.setText(words)
        return self._blank.sizeHint().width()

    def _do(self, act: Callable[[], object]) -> None:
        act()
        self._unused.start()

    def _follow(self, *_: object) -> None:
        self._says.setText(self._room.says())
        self._blank.setMinimumWidth(max(map(self._wide_with, (tr("Show again"), tr("Blank")))))
        self._blank.setText(tr("Show again") if self._room.is_blank() else tr("Blank"))
        if not self._room.is_shown():
            self.lock()
