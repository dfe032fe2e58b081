"""What stands in the place of the room's shapes while too few have answered: how many, and why no more than that."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from facilitator.exercises.network.groups.threshold import Withheld
from ui.theme.theme import tokens_for

_COUNT, _REASON = 0.115, 0.048
"""Sizes of the two texts, as shares of the page's height."""
_LEAST = 12.0
_WIDTH = 0.82


class CountPage(QWidget):
    """Call `show_count`. `smallest_text` is the least size of type as a share of the height."""

    def __init__(self, parent: QWidget | None = None, *, smallest_text: float = 0.0) -> None:
        super().__init__(parent)
        self._smallest_text = smallest_text
        self._scale = 1.0
        self._count = self._reason = ""

    @property
    def texts(self) -> tuple[str, str]:
        """What is painted."""
        return self._count, self._reason

    def show_count(self, withheld: Withheld) -> None:
        """Write how many have answered."""
        self._count, self._reason = withheld.count, withheld.reason
        self.setAccessibleName(f"{self._count}. {self._reason}")
        self.update()

    def set_text_scale(self, scale: float) -> None:
        """Make the words larger by this factor, as far as they fit."""
        self._scale = scale
        self.update()

    def sizes(self) -> tuple[int, int]:
        """The sizes in pixels of the count and of the reason, as painted now."""
        count, reason = self._fonts()
        return count.pixelSize(), reason.pixelSize()

    def _fonts(self) -> tuple[QFont, QFont]:
        high = self.height() * self._scale
        count = self._fitting(self._count, _COUNT * high, self.width() * _WIDTH, QFont.Weight.DemiBold)
        return count, self._font(_REASON * high, QFont.Weight.Normal)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the count large and the reason below it, both in the middle."""
        painter = QPainter(self)
        tokens = tokens_for(self)
        painter.fillRect(self.rect(), QColor(tokens.surface))
        across = self.width() * _WIDTH
        large, small = self._fonts()
        flags = int(Qt.AlignmentFlag.AlignHCenter) | int(Qt.TextFlag.TextWordWrap)
        line, gap = QFontMetricsF(large).height(), QFontMetricsF(small).height() * 0.6
        room = QRectF(0, 0, across, self.height())
        below = QFontMetricsF(small).boundingRect(room, flags, self._reason).height()
        left, top = (self.width() - across) / 2, (self.height() - line - gap - below) / 2
        painter.setFont(large)
        painter.setPen(QColor(tokens.text))
        painter.drawText(QRectF(left, top, across, line), int(Qt.AlignmentFlag.AlignCenter), self._count)
        painter.setFont(small)
        painter.setPen(QColor(tokens.muted))
        painter.drawText(QRectF(left, top + line + gap, across, below + gap), flags, self._reason)
        painter.end()

    def _font(self, size: float, weight: QFont.Weight) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(round(max(size, self._smallest_text * self.height(), _LEAST)))
        font.setWeight(weight)
        return font

    def _fitting(self, words: str, size: float, across: float, weight: QFont.Weight) -> QFont:
        """The font of one line, smaller where it would be wider than there is room."""
        font = self._font(size, weight)
        taken = QFontMetricsF(font).horizontalAdvance(words)
        return self._font(font.pixelSize() * across / taken, weight) if taken > across else font
