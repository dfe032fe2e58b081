"""The fast ways to paint outlines that were measured to matter on a projector's 1920×1080.

Solid single lines with flat caps in an opaque colour take Qt's short way: about a fifth of a translucent line and an
eighth of a stroked path. So colours that look translucent are mixed with the ground beforehand wherever that is
known, and areas are filled without smooth edges and get a line around them instead.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from facilitator.charts.spider_layout import SpiderLayout
from facilitator.radar import Point, direction, outline
from ui.charts.thumbnail import lines_of

Values = Sequence[float | None]


@dataclass(frozen=True, slots=True)
class Places:
    """Where a spider's values are on a widget; `origin` is the corner of the rectangle that it was laid out in."""

    axes: int
    centre: QPointF
    radius: float
    origin: QPointF

    @classmethod
    def of(cls, spider: SpiderLayout, origin: QPointF) -> "Places":
        """The places of a layout that begins at a point."""
        return cls(spider.axes, origin + QPointF(*spider.centre), spider.radius, origin)

    def point(self, axis: int, value: float) -> QPointF:
        """The place of a value in [0, 1] on an axis."""
        x, y = direction(axis, self.axes)
        return self.at((x * value, y * value))

    def at(self, point: Point) -> QPointF:
        """The place of a point in units of the radius with y up, as `facilitator.radar` gives them."""
        return QPointF(self.centre.x() + point[0] * self.radius, self.centre.y() - point[1] * self.radius)

    @property
    def plot(self) -> QRectF:
        """The square around the outer ring."""
        return QRectF(self.centre.x() - self.radius, self.centre.y() - self.radius, 2 * self.radius, 2 * self.radius)


def paint_outline(painter: QPainter, layout: Places, values: Values, pen: QPen, *, dot: float = 0.0) -> None:
    """Stroke one outline; gaps stay open. Every value gets a dot of radius `dot`, or only lone ones if it is 0."""
    shape = outline(values)
    runs = [[layout.at(point) for point in run] for run in shape.runs]
    lines = [QLineF(start, end) for run in runs for start, end in pairwise(run)]
    if shape.closed:
        lines.append(QLineF(runs[0][-1], runs[0][0]))
    painter.setPen(pen)
    painter.drawLines(lines)
    points = [point for run in runs if dot or len(run) == 1 for point in run]
    if not points:
        return
    size = dot or pen.widthF() * 1.6
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(pen.color())
    for point in points:
        painter.drawEllipse(point, size, size)


def paint_dashed(painter: QPainter, layout: Places, values: Values, pen: QPen) -> None:
    """Stroke one outline in dashes. Each side starts with a dash, so that corners stay visible."""
    dash, gap = (part * pen.widthF() for part in (3.0, 1.6))
    pieces = []
    for side in lines_of(values, layout.centre, layout.radius):
        at, length = 0.0, side.length()
        while length and at < length:
            pieces.append(QLineF(side.pointAt(at / length), side.pointAt(min(at + dash, length) / length)))
            at += dash + gap
    painter.setPen(pen)
    painter.drawLines(pieces)


def band_path(layout: Places, q1: Values, q3: Values) -> QPainterPath:
    """The area between the quartiles; where an axis has none, the two sectors beside it stay open."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill)
    outer, inner = outline(q3), outline(q1)
    for far, near in zip(outer.runs, inner.runs, strict=True):
        if outer.closed:
            _add_ring(path, layout, far)
            _add_ring(path, layout, near)
        else:
            _add_ring(path, layout, (*far, *reversed(near)))
    return path


def _add_ring(path: QPainterPath, layout: Places, points: Sequence[Point]) -> None:
    for number, point in enumerate(layout.at(each) for each in points):
        path.lineTo(point) if number else path.moveTo(point)
    path.closeSubpath()
