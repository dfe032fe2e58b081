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
        bridge.changed.connect(self._forget_erased)

    def actions(self, window: QWidget) -> tuple[QAction, QAction]:
        """Undo and redo for a window's menus or keys, which say what is taken back."""
        undo = self.stack.createUndoAction(window, tr("Undo"))
        redo = self.stack.createRedoAction(window, tr("Redo"))
        undo.setShortcuts(QKeySequence.keyBindings(QKeySequence.StandardKey.Undo))
        redo.setShortcuts(QKeySequence.keyBindings(QKeySequence.StandardKey.Redo))
        return undo, redo

    def note(self, done: Done[Any]) -> None:
        """Put a committed operation on the stack."""
        self.stack.push(_Operation(done.undo))

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


class _Operation(QUndoCommand):
    """One operation, already committed when it is pushed."""

    def __init__(self, undo: Undo) -> None:
        super().__init__(undo.label)
        self._take_back: Callable[[], Undo] = undo
        self._done = True

    def undo(self) -> None:
        self._reverse()
        self._done = False

    def redo(self) -> None:
        # The stack calls this once when the command is pushed, after the operation has been done.
        if not self._done:
            self._reverse()
            self._done = True

    def _reverse(self) -> None:
        try:
            self._take_back = self._take_back()
        except FacilitatorError:
            # What happened meanwhile stands against it, and always will: the stack lets go of it.
            self.setObsolete(True)
            raise
