"""Where everything of a spider chart goes in a rectangle: the centre, the radius, and labels that never overlap it.

The radius is the largest at which every label still fits; labels are wrapped first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from facilitator.radar import direction, place
from ui.theme.tokens import Tokens

RINGS = (0.25, 0.5, 0.75, 1.0)
_WRAP_AT = 16
_ALIGNMENT = {
    -1: Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
    0: Qt.AlignmentFlag.AlignHCenter,
    1: Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
}


@dataclass(frozen=True, slots=True)
class Label:
    """One axis label: its wrapped text in its rectangle."""

    text: str
    rect: QRectF
    alignment: Qt.AlignmentFlag


@dataclass(frozen=True, slots=True)
class RadarLayout:
    """The places of a chart with `axes` axes; coordinates are those of the rectangle it was laid out in."""

    axes: int
    centre: QPointF
    radius: float
    labels: tuple[Label, ...]

    def point(self, axis: int, value: float) -> QPointF:
        """The place of a value in [0, 1] on an axis."""
        x, y = direction(axis, self.axes)
        return QPointF(self.centre.x() + x * value * self.radius, self.centre.y() - y * value * self.radius)

    @property
    def plot(self) -> QRectF:
        """The square around the outer ring."""
        return QRectF(self.centre.x() - self.radius, self.centre.y() - self.radius, 2 * self.radius, 2 * self.radius)


def lay_out(labels: Sequence[str], rect: QRectF, font: QFont) -> RadarLayout:
    """Find the largest chart in `rect` whose labels, in `font`, fit beside it."""
    metrics = QFontMetricsF(font)
    wrapped = [wrap(label, _WRAP_AT, break_long_words=False) or [""] for label in labels]
    sizes = [
        (max(metrics.horizontalAdvance(line) for line in lines) + 2, metrics.lineSpacing() * len(lines))
        for lines in wrapped
    ]
    placed = place(sizes, rect.width(), rect.height(), metrics.height() * 0.4)
    return RadarLayout(
        axes=len(labels),
        centre=rect.topLeft() + QPointF(*placed.centre),
        radius=placed.radius,
        labels=tuple(
            Label("\n".join(lines), QRectF(box.left, box.top, box.width, box.height).translated(rect.topLeft()),
                  _ALIGNMENT[box.side])
            for lines, box in zip(wrapped, placed.labels, strict=True)
        ),
    )  # fmt: skip


def paint_grid(painter: QPainter, layout: RadarLayout, font: QFont, tokens: Tokens, line: float) -> None:
    """Paint rings with their numbers, axes and labels; `line` is the width of a thin line."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for ring in RINGS:
        painter.setPen(QPen(QColor(tokens.ring), line * (1.5 if ring == 1.0 else 1.0)))
        path = QPainterPath(layout.point(0, ring))
        for axis in range(1, layout.axes):
            path.lineTo(layout.point(axis, ring))
        path.closeSubpath()
        painter.drawPath(path)
    painter.setPen(QPen(QColor(tokens.ring), line))
    for axis in range(layout.axes):
        spoke = QPainterPath(layout.centre)
        spoke.lineTo(layout.point(axis, 1.0))
        painter.drawPath(spoke)
    painter.setFont(font)
    painter.setPen(QColor(tokens.text))
    for label in layout.labels:
        painter.drawText(label.rect, label.alignment, label.text)


def paint_ring_numbers(painter: QPainter, layout: RadarLayout, font: QFont, tokens: Tokens) -> None:
    """Paint 25, 50, 75 and 100 beside the upright axis."""
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    for ring in RINGS:
        text = f"{ring * 100:.0f}"
        at = layout.point(0, ring)
        box = QRectF(at.x() + metrics.height() * 0.2, at.y() - metrics.height() * 0.5,
                     metrics.horizontalAdvance(text) + 2, metrics.height())  # fmt: skip
        if ring == 1.0:
            box.translate(0, metrics.height() * 0.45)
        painter.setPen(QColor(tokens.muted))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
