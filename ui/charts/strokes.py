"""The fast ways to paint outlines that were measured to matter on a projector's 1920×1080.

Solid single lines with flat caps in an opaque colour take Qt's short way: about a fifth of a translucent line and an
eighth of a stroked path. So colours that look translucent are mixed with the ground beforehand wherever that is
known, and areas are filled without smooth edges and get a line around them instead.
"""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QLineF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from facilitator.radar import Point, outline
from ui.charts.radar_layout import RadarLayout
from ui.charts.thumbnail import lines_of

Values = Sequence[float | None]


def line_pen(color: QColor | str, width: float) -> QPen:
    """A pen that Qt strokes fast."""
    pen = QPen(QColor(color), width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


def mixed(color: str, ground: str, share: float) -> QColor:
    """The opaque colour that `color` at opacity `share` makes on `ground`."""
    over, under = QColor(color), QColor(ground)
    return QColor.fromRgbF(
        *(
            o * share + u * (1 - share)
            for o, u in zip(over.getRgbF()[:3], under.getRgbF()[:3], strict=True)  # type: ignore[index]
        )
    )


def paint_outline(painter: QPainter, layout: RadarLayout, values: Values, pen: QPen, *, dot: float = 0.0) -> None:
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


def paint_dashed(painter: QPainter, layout: RadarLayout, values: Values, pen: QPen) -> None:
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


def band_path(layout: RadarLayout, q1: Values, q3: Values) -> QPainterPath:
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


def _add_ring(path: QPainterPath, layout: RadarLayout, points: Sequence[Point]) -> None:
    for number, point in enumerate(layout.at(each) for each in points):
        path.lineTo(point) if number else path.moveTo(point)
    path.closeSubpath()
