"""Where everything of a spider chart goes in a rectangle: the centre, the radius, and labels that never overlap it.

The radius is the largest at which every label still fits; labels are wrapped first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from facilitator.radar import direction
from ui.theme.tokens import Tokens

RINGS = (0.25, 0.5, 0.75, 1.0)
_WRAP_AT = 16
_SIDEWAYS = 0.05
"""An axis that leans less than this from the vertical has its label centred above or below it."""


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
    gap = metrics.height() * 0.4
    wrapped = [_wrapped(label) for label in labels]
    sizes = [_size(metrics, lines) for lines in wrapped]
    axes = len(labels)
    centre = rect.center()
    radius = min(rect.width(), rect.height()) / 2
    for axis, (width, height) in enumerate(sizes):
        x, y = direction(axis, axes)
        if abs(x) > _SIDEWAYS:
            radius = min(radius, (rect.width() / 2 - width) / abs(x) - gap)
        room = rect.height() / 2 - height * (1.0 if abs(x) <= _SIDEWAYS else 0.75)
        if abs(y) > _SIDEWAYS:
            radius = min(radius, room / abs(y) - gap)
    radius = max(radius, 10.0)
    # Most charts are taller on one side: with an odd number of axes nothing hangs below the lowest point.
    lowest = max((-direction(axis, axes)[1] for axis in range(axes)), default=1.0)
    if axes and lowest < 0.99:
        centre = QPointF(centre.x(), centre.y() + (1 - lowest) * radius / 2)
    placed = tuple(
        _label(axis, axes, "\n".join(lines), size, centre, radius + gap)
        for axis, (lines, size) in enumerate(zip(wrapped, sizes, strict=True))
    )
    return RadarLayout(axes, centre, radius, placed)


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


def _wrapped(label: str) -> list[str]:
    return wrap(label, _WRAP_AT, break_long_words=False) or [""]


def _size(metrics: QFontMetricsF, lines: Sequence[str]) -> tuple[float, float]:
    return max(metrics.horizontalAdvance(line) for line in lines) + 2, metrics.lineSpacing() * len(lines)


def _label(axis: int, axes: int, text: str, size: tuple[float, float], centre: QPointF, distance: float) -> Label:
    x, y = direction(axis, axes)
    width, height = size
    at = QPointF(centre.x() + x * distance, centre.y() - y * distance)
    if abs(x) <= _SIDEWAYS:
        top = at.y() - height if y > 0 else at.y()
        return Label(text, QRectF(at.x() - width / 2, top, width, height), Qt.AlignmentFlag.AlignHCenter)
    # A label beside the chart rises or sinks with its axis, so that it never lies on the outline.
    top = at.y() - height / 2 - y * height / 4
    left = at.x() if x > 0 else at.x() - width
    side = Qt.AlignmentFlag.AlignLeft if x > 0 else Qt.AlignmentFlag.AlignRight
    return Label(text, QRectF(left, top, width, height), side | Qt.AlignmentFlag.AlignVCenter)
