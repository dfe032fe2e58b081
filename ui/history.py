"""Undo and redo across all windows: one stack of what the core's operations returned."""

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence, QUndoCommand, QUndoStack
from PySide6.QtWidgets import QWidget

from facilitator.errors import FacilitatorError
from facilitator.i18n import tr
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Done
from facilitator.storage.undo import Undo
from ui.bridge import LibraryBridge
from ui.dialogs import refused

T = TypeVar("T")


class History(QObject):
    """The operations of this sitting, newest last. Forgotten as a whole when something is erased for good."""

    def __init__(self, bridge: LibraryBridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.stack = QUndoStack(self)
        self._step: object = None
        bridge.changed.connect(self._forget_erased)

    def actions(self, window: QWidget) -> tuple[QAction, QAction]:
        """Undo and redo for a window's menus or keys, which say what is taken back."""
        undo = self.stack.createUndoAction(window, tr("Undo"))
        redo = self.stack.createRedoAction(window, tr("Redo"))
        undo.setShortcuts(QKeySequence.keyBindings(QKeySequence.StandardKey.Undo))
        redo.setShortcuts(QKeySequence.keyBindings(QKeySequence.StandardKey.Redo))
        return undo, redo

    def note(self, done: Done[Any], *, begins: int | None = None, into: int | None = None) -> None:
        """Put a committed operation on the stack.

        One that `begins` a workshop, by its id, for something to be brought into it is taken back together with what
        comes `into` that workshop next.
        """
        last = self.stack.command(self.stack.index() - 1) if self.stack.index() == self.stack.count() else None
        if isinstance(last, _Operation) and self._goes_with(last, into):
            last.join(done.undo, self._step)
        else:
            self.stack.push(_Operation(done.undo, begins, self._step))

    def as_one(self) -> "History":
        """This history, in which all that is noted one after the other is taken back at once."""
        return _AsOne(self)

    def _goes_with(self, last: "_Operation", into: int | None) -> bool:
        return into is not None and last.begins == into

    def attempt(self, window: QWidget | None, operation: Callable[[], Done[T]]) -> Done[T] | None:
        """Do something and put it on the stack; where it is refused, `window` shows why, and None is returned."""
        try:
            done = operation()
        except FacilitatorError as error:
            refused(window, error)
            return None
        self.note(done)
        return done

    def _forget_erased(self, change: Change) -> None:
        if change.topic is Topic.ERASED:
            self.stack.clear()


class _AsOne(History):
    def __init__(self, whole: History) -> None:
        QObject.__init__(self)
        self.stack = whole.stack
        self._step = object()

    def _goes_with(self, last: "_Operation", into: int | None) -> bool:
        return last.step is self._step or super()._goes_with(last, into)


class _Operation(QUndoCommand):
    """One operation, or several that are one to the person, already committed when it is pushed.

    `begins` is the workshop that it has made for something to be brought into, `step` what else may be joined to it.
    """

    def __init__(self, undo: Undo, begins: int | None = None, step: object = None) -> None:
        super().__init__(undo.label)
        self._take_back: list[Undo] = [undo]
        self._done = True
        self.begins = begins
        self.step = step

    def join(self, undo: Undo, step: object) -> None:
        """Take back `undo` too, before the others."""
        self._take_back.append(undo)
        self.begins, self.step = None, step

    def undo(self) -> None:
        self._reverse()
        self._done = False

    def redo(self) -> None:
        # The stack calls this once when the command is pushed, after the operation has been done.
        if not self._done:
            self._reverse()
            self._done = True

    def _reverse(self) -> None:
        reversed_now: list[Undo] = []
        try:
            for undo in reversed(self._take_back):
                reversed_now.append(undo())
            self._take_back = reversed_now
        except FacilitatorError:
            # All or nothing: what was reversed is done again.
            for back in reversed(reversed_now):
                back()
            # What happened meanwhile stands against it, and always will: the stack lets go of it.
            self.setObsolete(True)
            raise
