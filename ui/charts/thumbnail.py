"""A small spider for cards, painted without pyqtgraph or NumPy: the library window must not wait for them."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from facilitator.radar import direction, outline
from ui.theme.tokens import Tokens


def paint_thumbnail(painter: QPainter, rect: QRectF, values: Sequence[float | None], tokens: Tokens) -> None:
    """Paint one shape with its outer ring into `rect`; without values, an empty ring."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    radius = min(rect.width(), rect.height()) / 2 - 1
    centre = rect.center()
    axes = max(len(values), 5)
    ring = QPainterPath()
    for axis in range(axes):
        x, y = direction(axis, axes)
        point = QPointF(centre.x() + x * radius, centre.y() - y * radius)
        ring.lineTo(point) if axis else ring.moveTo(point)
    ring.closeSubpath()
    painter.setPen(QPen(QColor(tokens.border), 1))
    painter.setBrush(QColor(tokens.window) if values else Qt.BrushStyle.NoBrush)
    painter.drawPath(ring)
    shape = path_of(values, centre, radius)
    painter.setPen(QPen(QColor(tokens.accent), 1.8))
    fill = QColor(tokens.accent)
    fill.setAlphaF(0.18)
    painter.setBrush(fill if shape.elementCount() else Qt.BrushStyle.NoBrush)
    painter.drawPath(shape)
    painter.restore()


def path_of(values: Sequence[float | None], centre: QPointF, radius: float) -> QPainterPath:
    """The outline through `values` around `centre`; open at its gaps, closed when nothing is missing.

    A lone value between two gaps has no line.
    """
    path = QPainterPath()
    shape = outline(values)
    for run in shape.runs:
        for at, (x, y) in enumerate(run):
            point = QPointF(centre.x() + x * radius, centre.y() - y * radius)
            path.lineTo(point) if at else path.moveTo(point)
        if shape.closed:
            path.closeSubpath()
    return path


def lines_of(values: Sequence[float | None], centre: QPointF, radius: float) -> list[QLineF]:
    """The outline through `values` as single lines, which Qt strokes several times faster than a path."""
    shape = outline(values)
    lines = []
    for run in shape.runs:
        points = [QPointF(centre.x() + x * radius, centre.y() - y * radius) for x, y in run]
        lines += [QLineF(start, end) for start, end in pairwise(points)]
        if shape.closed:
            lines.append(QLineF(points[-1], points[0]))
    return lines
