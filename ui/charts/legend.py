"""What the strokes of the room's overlay mean, and how many people are behind them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from ui.charts.strokes import line_pen
from ui.theme.tokens import Tokens

_WORDS = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWordWrap)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the legend: a sample of `color`, `width` device-independent pixels thick, and its meaning."""

    kind: Literal["line", "dots", "dashes", "area"]
    color: QColor
    width: float
    text: str
    note: str = ""


def beside(area: QRectF, text: float) -> bool:
    """Whether there is more room for the legend at the chart's side than under it."""
    return area.width() > area.height() * 1.25 and area.width() > text * 26


def legend_rect(area: QRectF, text: float, entries: int) -> QRectF:
    """The part of `area` that the legend takes, `text` being the size of its letters."""
    if beside(area, text):
        width = min(area.width() * 0.32, text * 14)
        return QRectF(area.right() - width, area.top(), width, area.height())
    rows = (entries + 1) // 2
    height = text * (1.75 * rows + 0.4)
    return QRectF(area.left(), area.bottom() - height, area.width(), height)


def paint_legend(
    painter: QPainter, box: QRectF, entries: Sequence[Entry], count: str, font: QFont, tokens: Tokens
) -> None:
    """Paint `count` and the entries into `box`: below each other in a tall box, in two columns in a flat one."""
    size = float(font.pixelSize())
    if box.height() > box.width():
        _paint_column(painter, box, entries, count, font, tokens, size)
    else:
        _paint_columns(painter, box, entries, count, font, tokens, size)


def _paint_column(
    painter: QPainter, box: QRectF, entries: Sequence[Entry], count: str, font: QFont, tokens: Tokens, size: float
) -> None:
    heights = _heights(entries, box.width() - size * 3, font, size)
    whole = font.pixelSize()
    for share in (0.9, 0.8, 0.7):
        # Large text and a long name: all of it a little smaller rather than some of it cut.
        if sum(heights) + size * 3 <= box.height():
            break
        smaller = QFont(font)
        smaller.setPixelSize(max(1, round(whole * share)))
        size, font = float(smaller.pixelSize()), smaller
        heights = _heights(entries, box.width() - size * 3, font, size)
    top = box.center().y() - (sum(heights) + size * 3) / 2
    painter.setFont(_strong(font, 1.9))
    painter.setPen(QColor(tokens.text))
    painter.drawText(QRectF(box.left(), top, box.width(), size * 2.6), _WORDS, count)
    top += size * 3
    for entry, height in zip(entries, heights, strict=True):
        _paint_entry(painter, QRectF(box.left(), top, box.width() - size * 0.4, height), entry, font, tokens, size)
        top += height


def _heights(entries: Sequence[Entry], room: float, font: QFont, size: float) -> list[float]:
    return [max(size * 1.75, _words_height(entry, room, font) + size * 0.55) for entry in entries]


def _paint_columns(
    painter: QPainter, box: QRectF, entries: Sequence[Entry], count: str, font: QFont, tokens: Tokens, size: float
) -> None:
    number = _strong(font, 1.2)
    first = QFontMetricsF(number).horizontalAdvance(count) + size * 1.4
    painter.setFont(number)
    painter.setPen(QColor(tokens.text))
    painter.drawText(QRectF(box.left() + size * 0.6, box.top(), first, size * 1.75), _WORDS, count)
    words = QFontMetricsF(font)
    column = max((words.horizontalAdvance(entry.text) for entry in entries[::2]), default=0.0) + size * 4
    columns = column, box.width() - first - column - size
    for at, entry in enumerate(entries):
        across = columns[at % 2]
        left = box.left() + size * 0.6 + first + (column if at % 2 else 0)
        top = box.top() + size * 1.75 * (at // 2)
        short = Entry(entry.kind, entry.color, entry.width, entry.text)
        _paint_entry(painter, QRectF(left, top, across, size * 1.75), short, font, tokens, size)


def _paint_entry(painter: QPainter, box: QRectF, entry: Entry, font: QFont, tokens: Tokens, size: float) -> None:
    first = min(box.height(), size * 1.75)
    _paint_sample(painter, QRectF(box.left(), box.top() + (first - size) / 2, size * 1.9, size), entry)
    words = box.adjusted(size * 2.5, (first - QFontMetricsF(font).height()) / 2, 0, 0)
    painter.setFont(font)
    flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)
    painter.setPen(QColor(tokens.text))
    taken = painter.boundingRect(words, flags, entry.text)
    painter.drawText(words, flags, entry.text)
    if entry.note:
        painter.setPen(QColor(tokens.muted))
        painter.drawText(words.adjusted(0, taken.height(), 0, size), flags, entry.note)


def _words_height(entry: Entry, room: float, font: QFont) -> float:
    metrics, box = QFontMetricsF(font), QRectF(0, 0, room, 1e5)
    flags = int(Qt.TextFlag.TextWordWrap)
    return sum(metrics.boundingRect(box, flags, text).height() for text in (entry.text, entry.note) if text)


def _paint_sample(painter: QPainter, box: QRectF, entry: Entry) -> None:
    if entry.kind == "area":
        painter.fillRect(box, entry.color)
        return
    y = round(box.center().y()) + 0.5
    painter.setPen(line_pen(entry.color, entry.width))
    if entry.kind == "dashes":
        third = box.width() / 3.6
        starts = [box.left(), box.left() + third * 1.3, box.left() + third * 2.6]
        painter.drawLines([QLineF(left, y, left + third, y) for left in starts])
        return
    painter.drawLines([QLineF(box.left(), y, box.right(), y)])
    if entry.kind == "dots":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(entry.color)
        painter.drawEllipse(QPointF(box.center().x(), y), entry.width * 1.7, entry.width * 1.7)


def _strong(font: QFont, scale: float) -> QFont:
    strong = QFont(font)
    strong.setPixelSize(round(font.pixelSize() * scale))
    strong.setWeight(QFont.Weight.DemiBold)
    return strong
