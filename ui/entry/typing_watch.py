"""Whether what is typed into the fields of a window is saved yet."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

_BEFORE_TYPING = frozenset(
    {QEvent.Type.KeyPress, QEvent.Type.InputMethod, QEvent.Type.MouseButtonPress, QEvent.Type.Drop}
)
FINDS = "finds"
"""The property of a field whose words only look for something, and are never saved."""


class TypingWatch(QObject):
    """Watches the field below `root` that has the keyboard: what differs from what was last saved in it waits."""

    waits = Signal(bool)
    """Whether anything is typed that is not saved."""

    def __init__(self, root: QWidget) -> None:
        super().__init__(root)
        self._root = root
        self._field: QLineEdit | QPlainTextEdit | None = None
        self._saved = ""
        self._is_waiting = self._is_typed = False
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._look_at)

    def settle(self) -> None:
        """All that is typed is saved; what the program itself does to the field from here on is no typing."""
        self._is_waiting = self._is_typed = False

    def _look_at(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self._field is not None:
            self._field.removeEventFilter(self)
            self._field.textChanged.disconnect(self._compare)
            self._field.destroyed.disconnect(self._forget)
            self._field = None
        if isinstance(new, QLineEdit | QPlainTextEdit) and self._root.isAncestorOf(new) and not new.property(FINDS):
            self._field = new
            new.installEventFilter(self)
            new.textChanged.connect(self._compare)
            new.destroyed.connect(self._forget)

    def _forget(self) -> None:
        self._field = None

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """See what is in the field before a key changes it: the program itself may have put it there."""
        if event.type() in _BEFORE_TYPING and self._field is not None:
            self._is_typed = True
            if not self._is_waiting:
                self._saved = _text(self._field)
        return False

    def _compare(self) -> None:
        if self._field is None or not self._is_typed:
            return
        waits = _text(self._field) != self._saved
        if waits != self._is_waiting:
            self._is_waiting = waits
            self.waits.emit(waits)


def _text(field: QLineEdit | QPlainTextEdit) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()
