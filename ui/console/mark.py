"""A small picture from the icon set that follows the scheme, and a word beside one on a soft ground."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from ui.theme.icons import paint_icon
from ui.theme.theme import current


class Mark(QWidget):
    """One icon in the colour of a token, looked up whenever it is painted."""

    def __init__(self, picture: str, role: str, size: int = 16) -> None:
        super().__init__()
        self._picture = picture
        self._role = role
        self.setFixedSize(size, size)

    def show_picture(self, picture: str, role: str) -> None:
        """Show another icon."""
        if (picture, role) != (self._picture, self._role):
            self._picture, self._role = picture, role
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the icon."""
        painter = QPainter(self)
        paint_icon(painter, self._picture, QRectF(self.rect()), getattr(current(), self._role))
        painter.end()


class Badge(QFrame):
    """A mark and a word."""

    def __init__(self, picture: str, word: str) -> None:
        super().__init__()
        self.setProperty("role", "notice")
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 4, 10, 4)
        row.setSpacing(6)
        row.addWidget(Mark(picture, "accent", 14))
        row.addWidget(QLabel(word))
