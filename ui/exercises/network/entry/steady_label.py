"""A line of text that changes with every key: other words are painted, and nothing around it is laid out again."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget


class SteadyLabel(QLabel):
    """A QLabel asks its window for a new layout whenever its text changes; this one keeps the size of `widest`."""

    def __init__(self, role: str, widest: str = "0", parent: QWidget | None = None) -> None:
        super().__init__(widest, parent)
        self.setProperty("role", role)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._shown = ""

    @property
    def shown(self) -> str:
        """The words that are painted."""
        return self._shown

    def show_words(self, words: str) -> None:
        """Paint other words, cut to the width there is."""
        if words != self._shown:
            self._shown = words
            self.setAccessibleName(words)
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the words."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        box = self.contentsRect()
        words = self.fontMetrics().elidedText(self._shown, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, self.alignment(), words)
        painter.end()
