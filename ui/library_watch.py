"""Whether the library's file is still where it was, and what another program writes into it, asked once a second."""

from PySide6.QtCore import QObject, QTimer, Signal

from facilitator.errors import LibraryGone
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Library

_EVERY_MS = 1000
_WRITTEN_ELSEWHERE = tuple(topic for topic in Topic if topic is not Topic.ERASED)
"""What another program may have changed: everything; what it erased for good is still in our list of what to undo."""


class LibraryWatch(QObject):
    """One for an open library; windows connect to it."""

    lost = Signal(str)
    """The file is no longer there; the sentence says what that means."""
    found = Signal()
    """It is there again."""

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self.sentence = ""
        """Why nothing is saved; "" while everything is."""
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.check)
        self._timer.start()
        library.written_elsewhere()

    def stop(self) -> None:
        """Ask no more; call before the library is closed."""
        self._timer.stop()

    def check(self) -> None:
        """Ask now."""
        try:
            self._library.check_presence()
        except LibraryGone as error:
            if error.sentence != self.sentence:
                self.sentence = error.sentence
                self.lost.emit(error.sentence)
            return
        if self.sentence:
            self.sentence = ""
            self.found.emit()
        if self._library.written_elsewhere():
            for topic in _WRITTEN_ELSEWHERE:
                self._library.changed.emit(Change(topic))
