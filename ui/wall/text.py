"""A paragraph for the wall: broken into lines once for a width, cut with an ellipsis where it is too long."""

from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QApplication

_LEADING = 0.92
"""Noto Sans asks for much air between its lines; a wall needs the room for cards."""
_KEPT = 4000
"""How many broken paragraphs are kept: 150 cards in each of the sizes that are tried, several times over."""


class Paragraph:
    """`text` in lines of `width` pixels and letters of `pixels`, `most` lines at most; measured in pixels."""

    def __init__(self, text: str, width: float, pixels: int, *, strong: bool = False, most: int = 100) -> None:
        self._font = wall_font(pixels, strong=strong)
        metrics = QFontMetricsF(self._font)
        self.line_height = metrics.lineSpacing() * _LEADING
        self._lines = _broken(" ".join(text.split()), self._font, width, most, metrics)
        self._ascent = metrics.ascent()

    @property
    def lines(self) -> int:
        """How many there are."""
        return len(self._lines)

    @property
    def height(self) -> float:
        """The height of all lines; 0 without text."""
        return len(self._lines) * self.line_height

    @property
    def widest(self) -> float:
        """The width of the longest line."""
        metrics = QFontMetricsF(self._font)
        return max((metrics.horizontalAdvance(line) for line in self._lines), default=0.0)

    @property
    def last(self) -> float:
        """The width of the last line."""
        return QFontMetricsF(self._font).horizontalAdvance(self._lines[-1]) if self._lines else 0.0

    def paint(self, painter: QPainter, left: float, top: float, color: str) -> None:
        """Paint the lines below `top`."""
        self._paint(painter, [left] * len(self._lines), top, color)

    def paint_centred(self, painter: QPainter, middle: float, top: float, color: str) -> None:
        """Paint the lines below `top`, each with its middle at `middle`."""
        metrics = QFontMetricsF(self._font)
        self._paint(painter, [middle - metrics.horizontalAdvance(line) / 2 for line in self._lines], top, color)

    def _paint(self, painter: QPainter, lefts: Sequence[float], top: float, color: str) -> None:
        painter.setFont(self._font)
        painter.setPen(QColor(color))
        for number, (left, line) in enumerate(zip(lefts, self._lines, strict=True)):
            painter.drawText(QPointF(left, top + number * self.line_height + self._ascent), line)


@lru_cache(maxsize=_KEPT)
def paragraph(text: str, width: float, pixels: int, *, strong: bool = False, most: int = 100) -> Paragraph:
    """A paragraph, broken only the first time it is asked for."""
    return Paragraph(text, width, pixels, strong=strong, most=most)


def is_whole(text: str, width: float, pixels: int, most: int, *, strong: bool = False) -> bool:
    """Whether a text takes no more than `most` lines, and none of its words is broken."""
    if paragraph(text, width, pixels, strong=strong, most=most + 1).lines > most:
        return False
    metrics = QFontMetricsF(wall_font(pixels, strong=strong))
    return all(metrics.horizontalAdvance(word) <= width for word in text.replace("-", "- ").split())


def wall_font(pixels: int, *, strong: bool = False) -> QFont:
    """The house's typeface at a size in pixels."""
    font = QFont(QApplication.font())
    font.setPixelSize(max(1, pixels))
    font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    return font


def _broken(text: str, font: QFont, width: float, most: int, metrics: QFontMetricsF) -> list[str]:
    if not text:
        return []
    layout = QTextLayout(text, font)
    option = QTextOption()
    # A word longer than the card, such as an address, is broken rather than painted over its neighbour.
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    lines = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        lines.append((line.textStart(), line.textLength()))
    layout.endLayout()
    # QTextLayout counts in UTF-16 units, and so does this.
    units = text.encode("utf-16-le")
    shown = [units[2 * start : 2 * (start + length)].decode("utf-16-le").rstrip() for start, length in lines[:most]]
    if len(lines) > most:
        rest = units[2 * lines[most - 1][0] :].decode("utf-16-le")
        shown[-1] = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width)
    return shown
