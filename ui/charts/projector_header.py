"""Title and sentence above a chart on the projector."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme.theme import current

LEFT = 0.04
"""Where a line begins, as a share of the width."""
_TITLE = 0.062
_SENTENCE = 0.036
_CLOCK = 0.23
"""What the clock takes of the upper right corner, as a share of the view's height: no title goes under it."""


class ProjectorHeader(QWidget):
    """Sizes follow the height of the whole view; what is too long for the width becomes smaller."""

    def __init__(self) -> None:
        super().__init__()
        self.text_scale = 1.0
        self._whole = 1080
        self._title = self._sentence = ""

    @property
    def texts(self) -> tuple[str, str]:
        """What is painted."""
        return self._title, self._sentence

    def say(self, title: str, sentence: str) -> None:
        """Write these."""
        self._title, self._sentence = title, sentence
        self.setAccessibleName(f"{title}. {sentence}")
        self.update()

    def set_whole(self, height: int, share: float) -> None:
        """Take `share` of the view's height."""
        self._whole = height
        self.setFixedHeight(round(height * share * (0.4 + 0.6 * self.text_scale)))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint both lines."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(current().surface))
        left, top = self.width() * LEFT, self._whole * 0.035
        scale = 0.4 + 0.6 * self.text_scale
        for text, size, weight, color in (
            (self._title, _TITLE * scale, QFont.Weight.DemiBold, current().text),
            (self._sentence, _SENTENCE * scale, QFont.Weight.Normal, current().muted),
        ):
            font = QFont(self.font())
            font.setPixelSize(max(1, round(self._whole * size)))
            font.setWeight(weight)
            right = max(left, self._whole * _CLOCK) if text == self._title else left
            room = self.width() - left - right
            taken = QFontMetricsF(font).horizontalAdvance(text)
            if taken > room:
                font.setPixelSize(max(1, int(font.pixelSize() * room / taken)))
            painter.setFont(font)
            painter.setPen(QColor(color))
            line = QRectF(left, top, room, self._whole * size * 1.3)
            painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
            top = line.bottom()
        painter.end()
