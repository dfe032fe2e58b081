"""From the core's events to Qt's: changes committed in any thread arrive in the thread of the windows."""

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from facilitator.storage.changes import Change
from facilitator.storage.library import Library


class LibraryBridge(QObject):
    """Repeats the events of one library as a Qt signal; windows connect to `changed`."""

    changed = Signal(object)
    """A `facilitator.storage.changes.Change`, after its commit."""

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        library.changed.connect(self._repeat)

    def close(self) -> None:
        """Stop repeating; call before the library is closed."""
        self._library.changed.disconnect(self._repeat)

    def _repeat(self, change: Change) -> None:
        # A window that was destroyed with its bridge must not fail the commit that is announced to it.
        if isValid(self):
            self.changed.emit(change)
