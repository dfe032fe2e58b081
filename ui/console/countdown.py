"""The time of the step being run, as numbers; how it looks is the bar's affair."""

from time import monotonic

from PySide6.QtCore import QObject, QTimer, Signal

_TICK = 250


class CountDown(QObject):
    """Counts down from the planned minutes and on below zero. Kept in memory for the length of a step."""

    ticked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.planned = 0
        """Planned seconds, 0 where the step has no time of its own."""
        self._left = 0.0
        self._since: float | None = None
        self._tick = QTimer(self, interval=_TICK)
        self._tick.timeout.connect(self.ticked)

    @property
    def running(self) -> bool:
        """Whether time passes."""
        return self._since is not None

    @property
    def left(self) -> float:
        """Seconds left, negative when the step takes longer than planned."""
        return self._left - (monotonic() - self._since if self._since is not None else 0.0)

    def start(self, minutes: int) -> None:
        """Begin a step of so many minutes."""
        self.planned = minutes * 60
        self._left = float(self.planned)
        self._since = monotonic()
        self._tick.start()
        self.ticked.emit()

    def stop(self) -> None:
        """No step is being run."""
        self.planned, self._left, self._since = 0, 0.0, None
        self._tick.stop()
        self.ticked.emit()

    def add(self, minutes: int) -> None:
        """Give the step more time, or less; never less than nothing is left to give."""
        if self.planned:
            self._left += minutes * 60
            self.planned = max(60, self.planned + minutes * 60)
            self.ticked.emit()

    def toggle(self) -> None:
        """Pause, or go on."""
        if not self.planned:
            return
        if self._since is None:
            self._since = monotonic()
            self._tick.start()
        else:
            self._left, self._since = self.left, None
            self._tick.stop()
        self.ticked.emit()


def clock(seconds: float) -> str:
    """Seconds as minutes and seconds, without a sign: 754 is "12:34"."""
    whole = abs(round(seconds))
    return f"{whole // 60}:{whole % 60:02d}"
