"""What the facilitator notes for a step: kept at every pause, and never lost where it can't be."""

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPlainTextEdit

_PAUSE_MS = 800
"""A pause in typing after which notes are kept."""
_AGAIN_MS = 5_000
"""How long after they could not be kept that is tried again: it may hold up the window for a moment."""


class NotesEdit(QPlainTextEdit):
    """The notes of one step. `save` writes those of a step; why that could not be done, "" where it was.

    What could not be saved stays here, also that of a step that is not shown any more, and is tried again.
    """

    begun = Signal()
    """The keyboard has come here."""
    waits = Signal(bool)
    """Whether anything is typed here that is not saved."""
    refused = Signal(str)
    """Why something could not be saved; "" as soon as it is."""

    def __init__(self, save: Callable[[int, str], str]) -> None:
        super().__init__()
        self.step_id = 0
        self._save, self._stored = save, ""
        self._waiting: dict[int, str] = {}
        self.setTabChangesFocus(True)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.keep)
        self._again = QTimer(self, singleShot=True, interval=_AGAIN_MS)
        self._again.timeout.connect(self.keep)
        self.textChanged.connect(self._typed)

    def show_notes(self, step_id: int, text: str) -> None:
        """Show the notes of a step; what was written for another step is kept first."""
        self.keep()
        self.step_id, self._stored = step_id, text
        text = self._waiting.get(step_id, text)
        if self.toPlainText() != text:
            self.blockSignals(True)
            self.setPlainText(text)
            self.blockSignals(False)

    def keep(self) -> str:
        """Save what was written, if anything; why that could not be done, else ""."""
        self._pause.stop()
        why = ""
        for step_id in list(self._waiting):
            # Out of the way meanwhile: what is saved is announced, and then shown here.
            text = self._waiting.pop(step_id, None)
            if text is None:
                continue
            refusal = self._save(step_id, text)
            if refusal:
                why = refusal
                self._waiting[step_id] = text
            elif step_id == self.step_id:
                self._stored = text
        if why:
            self._again.start()
        else:
            self._again.stop()
        self.refused.emit(why)
        self.waits.emit(bool(self._waiting))
        return why

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Somebody may write."""
        super().focusInEvent(event)
        self.begun.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Keep what was written."""
        super().focusOutEvent(event)
        self.keep()

    def _typed(self) -> None:
        text = self.toPlainText()
        if self.step_id and text.strip() != self._stored.strip():
            self._waiting[self.step_id] = text
            self._pause.start()
        else:
            self._waiting.pop(self.step_id, None)
        self.waits.emit(bool(self._waiting))
