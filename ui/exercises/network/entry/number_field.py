"""A field for one small number: typed, stepped to by keys, and large enough for a finger."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.keys import as_latin, digits_in

_DIGITS = 2
_WIDTH = 88


class NumberField(QLineEdit):
    """Takes digits only. Emits what was typed at every key, so that it can be committed at once."""

    numbered = Signal(object)
    """The number now in the field, None when it is empty."""
    digit_typed = Signal()
    """After `numbered`, where a digit was what changed it."""
    entered = Signal()
    """Enter."""
    back = Signal()
    """Up, or Backspace in an empty field."""
    forth = Signal()
    """Down."""
    rest_wanted = Signal()
    """The key for "all that are left"."""

    def __init__(self, name: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setProperty("touch", True)
        self.setMaxLength(_DIGITS)
        self.setFixedWidth(_WIDTH)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self.textEdited.connect(self._edited)

    @property
    def number(self) -> int | None:
        """The number in the field, None when it is empty."""
        return int(self.text()) if self.text() else None

    def show_number(self, number: int | None) -> None:
        """Show what is in the library; the field does not report it."""
        shown = "" if number is None else str(number)
        if shown != self.text():
            self.setText(shown)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whatever is typed replaces what is there."""
        super().focusInEvent(event)
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits write, the other keys move."""
        event = as_latin(event)
        key, typed = event.key(), event.text()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif key == Qt.Key.Key_Down:
            self.forth.emit()
        elif key == Qt.Key.Key_Up or (key == Qt.Key.Key_Backspace and not self.text()):
            self.back.emit()
        elif key in (Qt.Key.Key_Equal, Qt.Key.Key_Plus, Qt.Key.Key_R):
            self.rest_wanted.emit()
        elif typed.isprintable() and typed and not (typed.isascii() and typed.isdigit()):
            event.accept()
        else:
            before = self.text(), self.hasSelectedText()
            super().keyPressEvent(event)
            if typed.isdigit() and (before[1] or self.text() != before[0]):
                self.digit_typed.emit()

    def _edited(self, text: str) -> None:
        # Pasted and composed text gets around `keyPressEvent`.
        digits = digits_in(text)
        if digits != text:
            self.setText(digits)
        self.numbered.emit(self.number)
