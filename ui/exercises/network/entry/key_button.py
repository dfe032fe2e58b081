"""A button that shows the key which presses it: for fingers, and as the legend for those who type."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.theme import theme
from ui.theme.tokens import METRICS

_CAP = 30


class KeyButton(QAbstractButton):
    """A key cap and words beside it. Checked means that this is the answer now."""

    def __init__(self, key: str, words: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setObjectName(name)
        # Keys go to the grid or field that the button acts on; the button itself is for fingers.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self._key = key
        self.say(words)

    def say(self, words: str) -> None:
        """Put other words on the button."""
        self.setText(words)
        self.setAccessibleName(words)
        self.setAccessibleDescription(self._key)

    def nextCheckState(self) -> None:
        """The answer in the library decides what is checked, not the press."""

    def sizeHint(self) -> QSize:
        """High enough for a finger."""
        return QSize(200, METRICS.touch)

    def minimumSizeHint(self) -> QSize:
        """As small as a finger allows."""
        return QSize(METRICS.touch, METRICS.touch)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the frame, the cap and the words."""
        tokens = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pressed, checked, inside = self.isDown(), self.isChecked(), self.underMouse()
        frame = QPainterPath()
        frame.addRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), METRICS.radius - 2, METRICS.radius - 2)
        painter.setPen(QPen(QColor(tokens.accent if checked else tokens.control), 2 if checked else 1))
        ground = tokens.accent_soft if checked or pressed else tokens.raised if inside else tokens.surface
        painter.setBrush(QColor(ground))
        painter.drawPath(frame)
        left = float(METRICS.small)
        if self._key:
            width = max(_CAP, QFontMetrics(self.font()).horizontalAdvance(self._key) + METRICS.small)
            cap = QRectF(left, (self.height() - _CAP) / 2, width, _CAP)
            box = QPainterPath()
            box.addRoundedRect(cap, 5, 5)
            painter.setPen(QPen(QColor(tokens.accent if checked else tokens.border), 1))
            painter.setBrush(QColor(tokens.accent if checked else tokens.raised))
            painter.drawPath(box)
            painter.setPen(QColor(tokens.on_accent if checked else tokens.text))
            painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self._key)
            left = cap.right() + METRICS.small + 2
        painter.setPen(QColor(tokens.text if self.isEnabled() else tokens.control))
        words = QRectF(left, 0, self.width() - left - METRICS.small, self.height())
        # Two lines at most: what is longer is read in the tool tip.
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(words, int(flags), self.text())
        painter.end()
