"""From the core's changes to the windows': committed in any thread, heard in the thread of the windows.

There is one bridge for an open library, and everything that a window shows hears from it: models first, each of which
says what is different in it, then the windows.
"""

from collections.abc import Callable
from functools import partial
from typing import TypeVarTuple
from weakref import WeakMethod

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from shiboken6 import isValid

from facilitator.errors import NotFound
from facilitator.exercises.models import Models
from facilitator.storage.changes import Announcer, Change
from facilitator.storage.library import Library
from ui.library_watch import LibraryWatch

Said = TypeVarTuple("Said")


class LibraryBridge(QObject):
    """Repeats the changes of one library in the thread of the windows; these connect to `changed`."""

    changed = Signal(object)
    """A `facilitator.storage.changes.Change`, after its commit, once the models have taken it up."""
    _committed = Signal(object)

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.library = library
        self.changes: Announcer[Change] = Announcer(Change)
        """What models hear from."""
        self.models = Models(library, self.changes)
        self.watch = LibraryWatch(library, self)
        # Through a signal of its own, which Qt queues where a worker has committed.
        self._committed.connect(self._tell)
        library.changed.connect(self._repeat)

    def close(self) -> None:
        """Stop repeating; call before the library is closed."""
        self.watch.stop()
        self.library.changed.disconnect(self._repeat)

    def _repeat(self, change: Change) -> None:
        # A window that was destroyed with its bridge must not fail the commit that is announced to it.
        if isValid(self):
            self._committed.emit(change)

    @Slot(object)
    def _tell(self, change: Change) -> None:
        self.changes.emit(change)
        self.changed.emit(change)


class Rereading(QTimer):
    """Has a view read anew what it shows, soon after the last `start`: changes close after each other are shown once.

    Where the step is gone nothing is read: whoever shows the view goes too, or hears `gone`.
    """

    gone = Signal()

    def __init__(self, view: QObject, read: Callable[[], object], soon: int = 120) -> None:
        """`soon` is in milliseconds; `read` is a method of the view."""
        super().__init__(view, singleShot=True, interval=soon)
        # A view must be able to go though its timer knows what to call.
        self._read = WeakMethod(read)
        self.timeout.connect(self.at_once)

    def at_once(self) -> None:
        """Read now."""
        self.stop()
        read = self._read()
        try:
            if read is not None:
                read()
        except NotFound:
            self.gone.emit()


def listen(view: QObject, announcer: Announcer[*Said], slot: Callable[[*Said], object]) -> None:
    """Let a method of `view` hear what a model says, for as long as the view is there."""
    announcer.connect(slot)
    # Python's half of a view may outlive the one of Qt, which alone can be painted.
    view.destroyed.connect(partial(_end, announcer, WeakMethod(slot)))


def _end(announcer: Announcer[*Said], slot: WeakMethod[Callable[[*Said], object]]) -> None:
    method = slot()
    if method is not None:
        announcer.disconnect(method)
