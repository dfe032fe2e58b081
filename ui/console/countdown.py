"""The timer of the step being run, ticking: what the library says of it, and the moments at which to look again."""

from PySide6.QtCore import QObject, QTimer, Signal

from facilitator.clock import now
from facilitator.storage.library import Library
from facilitator.workshop.timer import Timer, add_minutes, pause_timer, read_timer

_TICK = 250


class CountDown(QObject):
    """Counts down to zero and on below. It holds nothing of its own: `read` takes up what the library says."""

    ticked = Signal()
    """Time has passed, or the timer was changed."""
    ended = Signal()
    """The time of the step has just run out."""

    def __init__(self, library: Library, workshop_id: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._workshop_id = workshop_id
        self.timer: Timer | None = None
        self._over = True
        self._tick = QTimer(self, interval=_TICK)
        self._tick.timeout.connect(self._pass)

    @property
    def planned(self) -> int:
        """Planned seconds with what was added; 0 without a step, or where it has no time of its own."""
        return self.timer.planned if self.timer is not None else 0

    @property
    def running(self) -> bool:
        """Whether time passes."""
        return self.timer is not None and self.timer.running

    @property
    def left(self) -> float:
        """Seconds left, negative when the step takes longer than planned."""
        return self.timer.left(now()) if self.timer is not None else 0.0

    def read(self) -> None:
        """Take up the timer as it is in the library."""
        timer = read_timer(self._library, self._workshop_id)
        # One that was left running on another day says nothing about today.
        self.timer = None if timer is not None and timer.forgotten else timer
        # A timer that is over already when it is read does not end once more.
        self._over = not self.planned or self.left <= 0
        if self.running and self.planned:
            self._tick.start()
        else:
            self._tick.stop()
        self.ticked.emit()

    def add(self, minutes: int) -> None:
        """Give the step more time, or less."""
        if self.planned:
            add_minutes(self._library, self._workshop_id, minutes)

    def toggle(self) -> None:
        """Pause, or go on."""
        if self.planned:
            pause_timer(self._library, self._workshop_id, self.running)

    def _pass(self) -> None:
        if not self._over and self.left <= 0:
            self._over = True
            self.ended.emit()
        self.ticked.emit()


def clock(seconds: float) -> str:
    """Seconds as minutes and seconds, without a sign: 754 is "12:34"."""
    whole = abs(round(seconds))
    return f"{whole // 60}:{whole % 60:02d}"
