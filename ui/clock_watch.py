"""Whether the clock that everybody sees has jumped: set, passed over by a sleep, or in another day."""

from PySide6.QtCore import QObject, QTimer, Signal

from facilitator.clock import now, shown_at

_LOOKS = 1000
_JUMP = 3.0
"""Seconds between two looks that are more than a busy computer being late by a moment."""


class ClockWatch(QObject):
    """Looks once a second, so that what stands in a window as a time of day or as "Today" is soon right again."""

    jumped = Signal()
    """The clock was set, the computer has slept, or another day has begun."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._shown = shown_at(now())
        looks = QTimer(self, interval=_LOOKS)
        looks.timeout.connect(self._look)
        looks.start()

    def _look(self) -> None:
        before, self._shown = self._shown, shown_at(now())
        if before.date() != self._shown.date() or not 0 <= (self._shown - before).total_seconds() < _JUMP:
            self.jumped.emit()
