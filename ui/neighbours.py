"""What else writes to the library: another computer, or a program that carries its folder to one, said as a warning."""

from pathlib import Path

from PySide6.QtCore import QObject, QStorageInfo, QTimer, Signal

from facilitator.storage.neighbours import EVERY, SignOfLife, where_it_lies


class Neighbours(QObject):
    """Renews the sign of life of an open library, and says once of each other computer that it has it open too."""

    met = Signal(str)
    """Another computer has it open; the sentence has to be read."""
    lies_badly = Signal(str)
    """Its folder is carried to other computers, or lies on one."""

    def __init__(self, library: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = library
        self._sign = SignOfLife(library)
        self._known: set[str] = set()
        self._timer = QTimer(self, interval=int(EVERY.total_seconds() * 1000))
        self._timer.timeout.connect(self.check)

    def begin(self) -> None:
        """Look for the first time, and every minute from then on."""
        kind = bytes(QStorageInfo(str(self._path.parent)).fileSystemType().data()).decode()
        if sentence := where_it_lies(self._path, kind):
            self.lies_badly.emit(sentence)
        self.check()
        self._timer.start()

    def stop(self) -> None:
        """Call before the library is closed."""
        self._timer.stop()
        self._sign.end()

    def check(self) -> None:
        """Look now."""
        self._sign.renew()
        for other in self._sign.others():
            if other.computer not in self._known:
                self._known.add(other.computer)
                self.met.emit(str(other))
