"""The marks of a series: each has a form of its own besides its colour, and a hollow one where care is due."""

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from ui.theme.tokens import Series

_CORNERS: dict[str, tuple[tuple[float, float], ...]] = {
    "square": ((-0.88, -0.88), (0.88, -0.88), (0.88, 0.88), (-0.88, 0.88)),
    "diamond": ((0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)),
    "triangle": ((0, -1.15), (1.05, 0.85), (-1.05, 0.85)),
}


def paint_marker(
    painter: QPainter, style: Series, at: QPointF, size: float, ground: QColor, *, hollow: bool = False
) -> None:
    """Paint a series' marker of radius `size` around a point; a hollow one is filled with the `ground`."""
    color = QColor(style.color)
    painter.setPen(QPen(color, max(1.5, size * 0.38)))
    painter.setBrush(ground if hollow or style.marker == "ring" else color)
    if style.marker == "cross":
        reach = size * 0.85
        painter.drawLines(
            [
                QLineF(at.x() - reach, at.y() - reach, at.x() + reach, at.y() + reach),
                QLineF(at.x() - reach, at.y() + reach, at.x() + reach, at.y() - reach),
            ]
        )
        return
    path = QPainterPath()
    if style.marker in _CORNERS:
        for number, (x, y) in enumerate(_CORNERS[style.marker]):
            point = QPointF(at.x() + x * size, at.y() + y * size)
            path.lineTo(point) if number else path.moveTo(point)
        path.closeSubpath()
    else:
        path.addEllipse(at, size, size)
    painter.drawPath(path)


def paint_sample(painter: QPainter, box: QRectF, pen: QPen, style: Series | None, ground: QColor) -> None:
    """Paint a piece of a series' line for a legend, with its marker if it has one."""
    y = box.center().y()
    painter.setPen(pen)
    painter.drawLines([QLineF(box.left(), y, box.right(), y)])
    if style is not None:
        paint_marker(painter, style, QPointF(box.center().x(), y), box.height() * 0.42, ground)
