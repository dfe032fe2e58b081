"""The same values as horizontal bars: honest about lengths where a spider's area is not."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from ui.theme.tokens import Tokens

_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True)
class Bar:
    """A value in [0, 1], or None for none, and what is said beside it; hollow bars carry a caution."""

    value: float | None
    color: QColor
    said: str
    hollow: bool = False


@dataclass(frozen=True, slots=True)
class BarRow:
    """The bars of one axis."""

    label: str
    bars: tuple[Bar, ...]


def paint_bars(
    painter: QPainter, area: QRectF, rows: Sequence[BarRow], font: QFont, small: QFont, tokens: Tokens
) -> None:
    """Paint the rows into `area` with labels at the left, values at the right and a scale from 0 to 100 below."""
    metrics, fine = QFontMetricsF(font), QFontMetricsF(small)
    widest = max(metrics.horizontalAdvance(row.label) for row in rows)
    left = min(area.width() * 0.34, widest) + metrics.height() * 0.7
    # At least the room of the longest number: the scale must not move when a value changes.
    said = ["100", *(bar.said for row in rows for bar in row.bars)]
    right = max(fine.horizontalAdvance(words) for words in said) + metrics.height() * 0.6
    scale = fine.height() * 1.2
    most = metrics.height() * (1.3 + 1.15 * max(len(row.bars) for row in rows))
    high = min((area.height() - scale) / len(rows), most)
    track = QRectF(area.left() + left, area.top(), area.width() - left - right, high * len(rows))
    _paint_scale(painter, track, small, tokens)
    flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWordWrap)
    for number, row in enumerate(rows):
        box = QRectF(area.left(), area.top() + number * high, left - metrics.height() * 0.5, high)
        painter.setFont(_fitting(row.label, box, font, small))
        painter.setPen(QColor(tokens.text))
        painter.drawText(box, flags, row.label)
        _paint_row(painter, row, QRectF(track.left(), box.top(), track.width(), high), right, small, tokens)


def _fitting(label: str, box: QRectF, font: QFont, small: QFont) -> QFont:
    """The usual font, or the small one where the wrapped label would not fit."""
    taken = QFontMetricsF(font).boundingRect(box, int(Qt.TextFlag.TextWordWrap), label)
    return font if taken.height() <= box.height() and taken.width() <= box.width() + 1 else small


def _paint_scale(painter: QPainter, track: QRectF, font: QFont, tokens: Tokens) -> None:
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    for tick in _TICKS:
        x = round(track.left() + track.width() * tick) + 0.5
        painter.setPen(QPen(QColor(tokens.ring), 1))
        painter.drawLines([QLineF(x, track.top(), x, track.bottom())])
        painter.setPen(QColor(tokens.muted))
        words = QRectF(x - metrics.height() * 2, track.bottom(), metrics.height() * 4, metrics.height() * 1.2)
        painter.drawText(words, int(Qt.AlignmentFlag.AlignCenter), f"{tick * 100:.0f}")


def _paint_row(painter: QPainter, row: BarRow, box: QRectF, right: float, font: QFont, tokens: Tokens) -> None:
    thick = box.height() * 0.76 / max(len(row.bars), 1)
    painter.setFont(font)
    for number, bar in enumerate(row.bars):
        slot = QRectF(box.left(), box.top() + box.height() * 0.12 + number * thick, box.width(), thick)
        lane = slot.adjusted(0, thick * 0.09, 0, -thick * 0.09)
        if bar.value is not None:
            filled = QRectF(lane.left(), lane.top(), max(lane.width() * bar.value, 2), lane.height())
            if bar.hollow:
                painter.setPen(QPen(bar.color, 2))
                painter.setBrush(QColor(tokens.surface))
                painter.drawRect(filled.adjusted(1, 1, -1, -1))
            else:
                painter.fillRect(filled, bar.color)
        painter.setPen(QColor(tokens.text if bar.value is not None else tokens.muted))
        words = QRectF(slot.right() + right * 0.08, slot.top(), right, slot.height())
        painter.drawText(words, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), bar.said)
