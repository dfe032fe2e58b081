"""How what is typed gets into the library.

Pages call `commit` with an operation. It is one transaction; only after its commit does anybody say "saved". When it
fails, the sentence goes to whoever listens to `failed` and the page keeps what was typed.
"""

import logging
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from facilitator.errors import FacilitatorError, LibraryGone, NotFound, NotSaved
from facilitator.i18n import tr
from facilitator.storage.changes import Change
from facilitator.storage.library import Done
from ui.bridge import LibraryBridge
from ui.speaker import Speaker

_log = logging.getLogger("facilitator")


class Session(Speaker, QObject):
    """What the pages of one entry share."""

    saved = Signal()
    """A change is in the library."""
    failed = Signal(str)
    """A change could not be made; the sentence says why."""
    refreshed = Signal()
    """Something else changed what the pages show: they read it again."""
    gone = Signal()
    """The step was removed, or the person."""

    def __init__(
        self, bridge: LibraryBridge, note: Callable[[Done[Any]], object] | None = None, parent: QObject | None = None
    ) -> None:
        """`note` gets every committed operation, for those who can undo."""
        super().__init__(parent)
        self.library = bridge.library
        self._note = note
        self._waits = False
        self.is_unsaved = False
        """Whether the last operation was kept from the library by the disk or by another program."""
        bridge.watch.found.connect(self._found)
        bridge.changed.connect(self._heard)

    def make(self, operation: Callable[[], Done[Any]]) -> Done[Any] | None:
        """Do `operation`; what it returned, or None when it could not be done."""
        try:
            done = operation()
        except FacilitatorError as error:
            if error.__cause__ is not None:
                # Without its sentence, which may name somebody.
                _log.warning("not saved: %s, %s", type(error).__name__, type(error.__cause__).__name__)
            self._waits = isinstance(error, LibraryGone)
            self.is_unsaved = isinstance(error, NotSaved)
            self.failed.emit(error.sentence)
            return None
        self._waits = self.is_unsaved = False
        if self._note is not None:
            self._note(done)
        self.saved.emit()
        return done

    def _found(self) -> None:
        if self._waits:
            self.failed.emit(tr("Answers can be kept again. What you entered last is not saved yet: please go on."))

    def _heard(self, change: Change) -> None:
        try:
            self.take_up(change)
        except NotFound:
            self.gone.emit()

    def take_up(self, change: Change) -> None:
        """Read what a change concerns, unless it was made here. Raises NotFound when it is gone."""
