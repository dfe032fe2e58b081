"""Copies of the library that are made without being asked for: each hour in which something changed, and at the end."""

from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from facilitator.clock import passed
from facilitator.errors import FacilitatorError
from facilitator.storage.backups import BETWEEN, is_due
from facilitator.storage.library import Library
from ui.bridge import LibraryBridge
from ui.work import Work

_LOOK_EVERY_MS = 60_000


class Backups(QObject):
    """Makes the copies in a thread. One that fails is said, once until one succeeds."""

    failed = Signal(str)
    """No copy could be made; the sentence says why."""
    made = Signal(object)
    """The path of a new copy."""

    def __init__(self, library: Library, bridge: LibraryBridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._has_changed = False
        self._work: Work | None = None
        self._has_failed = False
        self._made_at: float | None = None
        if library.in_file:
            bridge.changed.connect(self._note)
        self._timer = QTimer(self, interval=_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.check)
        self._timer.start()

    def stop(self) -> None:
        """Make no more; call before the library is closed."""
        self._timer.stop()

    def check(self) -> None:
        """Make a copy where something has changed and the newest is an hour old."""
        # By two clocks: a copy of a day to come, from a clock that was wrong, would make one due at every look.
        is_time = self._made_at is None or passed() - self._made_at >= BETWEEN.total_seconds()
        if self._has_changed and is_time and is_due(self._library.path, datetime.now()):
            self._begin("hourly")

    def end(self) -> None:
        """A workshop ends: make a copy where something has changed since the newest."""
        if self._has_changed:
            self._begin("end")

    def _note(self, _change: object) -> None:
        self._has_changed = True

    def _begin(self, reason: str) -> None:
        if self._work is not None:
            return
        self._has_changed = False
        work = self._work = Work(self._library.back_up(reason))
        work.succeeded.connect(self._succeed)
        work.failed.connect(self._fail)
        work.start()

    def _succeed(self, path: object) -> None:
        self._work, self._has_failed = None, False
        self._made_at = passed()
        self.made.emit(path)

    def _fail(self, error: Exception) -> None:
        self._work, self._has_changed = None, True
        if not isinstance(error, FacilitatorError):
            raise error
        if not self._has_failed:
            self._has_failed = True
            self.failed.emit(error.sentence)
