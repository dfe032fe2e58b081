"""The field for one answer: large letters, how many are left, and a word to the page at every pause."""

from PySide6.QtCore import QEvent, QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from facilitator.i18n import tr
from ui.theme.tokens import METRICS

PAUSE_MS = 400
"""A pause in typing after which the answer is saved."""
_LINES = 3


class AnswerField(QPlainTextEdit):
    """One line of thought in up to three lines on the screen; Enter ends it, so it holds no line breaks.

    With `breaks` it may hold some, made by Shift and Enter.
    """

    paused = Signal()
    """The person has stopped typing for a moment, or left the field."""
    entered = Signal()
    """Enter was pressed."""
    up_wanted = Signal()
    """Up was pressed in an empty field: back to what was written last."""

    def __init__(
        self, longest: int, name: str, parent: QWidget | None = None, *, lines: int = _LINES, breaks: bool = False
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "large")
        self.setTabChangesFocus(True)
        # A menu would speak as the facilitator's windows do; keys copy and paste.
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._longest, self._lines, self._breaks = longest, lines, breaks
        self._cutting = False
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.paused)
        self.textChanged.connect(self._changed)

    @property
    def words(self) -> str:
        """What is typed, without what nobody sees: in one line, or in several where it may have breaks."""
        lines = self.toPlainText().split("\n") if self._breaks else [self.toPlainText()]
        return "\n".join(" ".join(line.split()) for line in lines).strip("\n")

    @property
    def left(self) -> int:
        """How many letters may still be typed."""
        return self._longest - len(self.toPlainText())

    def show_words(self, words: str) -> None:
        """Show a text to go on with; it is not taken for typing."""
        self.blockSignals(True)
        self.setPlainText(words)
        self.blockSignals(False)
        self._pause.stop()
        self.moveCursor(QTextCursor.MoveOperation.End)

    def settle(self) -> None:
        """Whatever was typed has been dealt with: no pause is announced any more."""
        self._pause.stop()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste plain text, as one line unless it may have breaks."""
        self.insertPlainText(source.text() if self._breaks else " ".join(source.text().split()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter ends the answer; Escape and an Up with nothing typed are for the page."""
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not (self._breaks and shift):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Up and not self.toPlainText():
            self.up_wanted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving the field is a pause."""
        super().focusOutEvent(event)
        if self._pause.isActive():
            self._pause.stop()
            self.paused.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Keep room for three lines in whatever size of letters."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.setFixedHeight(self._lines * self.fontMetrics().lineSpacing() + 2 * METRICS.medium)

    def _changed(self) -> None:
        if self._cutting:
            return
        text = self.toPlainText()
        if len(text) > self._longest or ("\n" in text and not self._breaks):
            # An input method or a drop may bring more than a key does.
            self._cutting = True
            at = self.textCursor().position()
            self.setPlainText((text if self._breaks else text.replace("\n", " "))[: self._longest])
            cursor = self.textCursor()
            cursor.setPosition(min(at, self._longest))
            self.setTextCursor(cursor)
            self._cutting = False
        self._pause.start()


def count_words(left: int, longest: int) -> str:
    """The letters that are used, and how many there may be."""
    return tr("{used} of {longest} letters", used=longest - left, longest=longest)
