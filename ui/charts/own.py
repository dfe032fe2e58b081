"""One person's own shape: up to three outlines on shared axes, as a spider or as bars.

A spider's area and form mislead, so the bars are always one call away; below three valued axes there are only bars.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QWidget

from facilitator.i18n import tr
from ui.charts.radar_layout import lay_out, paint_grid, paint_ring_numbers
from ui.charts.thumbnail import lone_points, path_of
from ui.charts.view import ChartView
from ui.theme.theme import current
from ui.theme.tokens import Series as Style

_CORNERS: dict[str, tuple[tuple[float, float], ...]] = {
    "diamond": ((0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)),
    "triangle": ((0, -1.1), (1, 0.8), (-1, 0.8)),
}


@dataclass(frozen=True, slots=True)
class Shape:
    """One outline: a value in [0, 1] or None per axis. `counts` are the contacts behind each value, if known.

    `quiet` is for what one compares oneself with, such as the room's median: drawn thinner, without markers.
    """

    label: str
    values: tuple[float | None, ...]
    counts: tuple[int, ...] = ()
    quiet: bool = False


class OwnChart(ChartView):
    """Shapes on named axes. `caution_below` marks values that stand on fewer contacts with hollow markers."""

    def __init__(self, parent: QWidget | None = None, *, caution_below: int = 5) -> None:
        super().__init__(parent)
        self._labels: tuple[str, ...] = ()
        self._shapes: tuple[Shape, ...] = ()
        self._bars = False
        self._caution_below = caution_below
        self.setMinimumSize(280, 240)
        self.setAccessibleName(tr("Your shape"))

    def set_shapes(self, labels: Sequence[str], shapes: Sequence[Shape]) -> None:
        """Show these shapes; at most three can be told apart."""
        self._labels, self._shapes = tuple(labels), tuple(shapes)
        self.setAccessibleDescription(self._described())
        self.refresh()

    def show_bars(self, bars: bool) -> None:
        """Choose bars or spider; without three valued axes there are bars whatever is chosen."""
        self._bars = bars
        self.refresh()

    @property
    def shows_bars(self) -> bool:
        """Whether bars are painted now."""
        return self._bars or not self.can_be_spider

    @property
    def can_be_spider(self) -> bool:
        """Whether some shape has the three values a spider needs."""
        valued = (sum(value is not None for value in shape.values) for shape in self._shapes)
        return max(valued, default=0) >= 3

    def paint_chart(self, painter: QPainter, exposed: QRectF) -> None:
        """Paint the whole chart: it changes seldom."""
        painter.fillRect(exposed, self.ground())
        area = self.area().adjusted(8, 8, -8, -8)
        if not any(value is not None for shape in self._shapes for value in shape.values):
            self._paint_empty(painter, area)
            return
        legend = self._legend_height()
        self._paint_legend(painter, QRectF(area.left(), area.bottom() - legend, area.width(), legend))
        plot = area.adjusted(0, 0, 0, -legend - 8)
        if self.shows_bars:
            self._paint_bars(painter, plot)
        else:
            self._paint_spider(painter, plot)

    def _text(self, scale: float = 1.0, *, strong: bool = False) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(max(12, round(min(self.height() * 0.034, self.width() * 0.03) * scale)))
        if strong:
            font.setWeight(QFont.Weight.DemiBold)
        return font

    def _style(self, at: int) -> Style:
        series = current().series
        return series[at % len(series)]

    def _pen(self, at: int) -> QPen:
        style, quiet = self._style(at), self._shapes[at].quiet
        pen = QPen(QColor(current().muted if quiet else style.color), 1.6 if quiet else 2.6)
        if quiet:
            pen.setDashPattern([2, 2.5])
        elif style.dash:
            pen.setDashPattern(list(style.dash))
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        return pen

    def _is_cautious(self, shape: Shape, axis: int) -> bool:
        return bool(shape.counts) and shape.counts[axis] < self._caution_below

    def _paint_empty(self, painter: QPainter, area: QRectF) -> None:
        painter.setFont(self._text(1.1))
        painter.setPen(QColor(current().muted))
        words = tr("There is no shape yet: at least two contacts need an answer.")
        painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap), words)

    def _paint_spider(self, painter: QPainter, area: QRectF) -> None:
        layout = lay_out(self._labels, area, self._text())
        paint_grid(painter, layout, self._text(), current(), 1.0)
        # Quiet ones first: one's own shape lies on top.
        for at in sorted(range(len(self._shapes)), key=lambda each: not self._shapes[each].quiet):
            shape = self._shapes[at]
            painter.setPen(self._pen(at))
            fill = QColor(self._style(at).color)
            fill.setAlphaF(0.10)
            # An open outline encloses nothing that could be filled.
            painter.setBrush(Qt.BrushStyle.NoBrush if shape.quiet or None in shape.values else fill)
            painter.drawPath(path_of(shape.values, layout.centre, layout.radius))
            if shape.quiet:
                for lone in lone_points(shape.values, layout.centre, layout.radius):
                    painter.drawEllipse(lone, 2.5, 2.5)
                continue
            for axis, value in enumerate(shape.values):
                if value is not None:
                    hollow = self._is_cautious(shape, axis)
                    paint_marker(painter, self._style(at), layout.point(axis, value), 5.0, hollow=hollow)
        paint_ring_numbers(painter, layout, self._text(0.85), current())

    def _paint_bars(self, painter: QPainter, area: QRectF) -> None:
        font = self._text()
        metrics = QFontMetricsF(font)
        left = min(area.width() * 0.36, max(metrics.horizontalAdvance(label) for label in self._labels) + 12)
        right = metrics.horizontalAdvance("100  n = 40 ")
        row = min(area.height() / len(self._labels), metrics.height() * (1.2 + 0.95 * len(self._shapes)))
        track = QRectF(area.left() + left, area.top(), area.width() - left - right, row * len(self._labels))
        for axis, label in enumerate(self._labels):
            box = QRectF(area.left(), area.top() + axis * row, area.width(), row)
            painter.setFont(font)
            painter.setPen(QColor(current().text))
            shown = metrics.elidedText(label, Qt.TextElideMode.ElideRight, left - 10)
            painter.drawText(QRectF(box.left(), box.top(), left, row), Qt.AlignmentFlag.AlignVCenter, shown)
            self._paint_row(painter, axis, box, track)

    def _paint_row(self, painter: QPainter, axis: int, box: QRectF, track: QRectF) -> None:
        tokens = current()
        thick = box.height() * 0.72 / max(len(self._shapes), 1)
        for at, shape in enumerate(self._shapes):
            top = box.top() + box.height() * 0.14 + at * thick
            bar = QRectF(track.left(), top + 1, track.width(), thick - 2)
            painter.fillRect(bar, QColor(tokens.raised))
            value = shape.values[axis]
            if value is not None:
                filled = QRectF(bar.left(), bar.top(), max(bar.width() * value, 2), bar.height())
                color = QColor(tokens.muted if shape.quiet else self._style(at).color)
                if self._is_cautious(shape, axis):
                    painter.setPen(QPen(color, 1.5))
                    painter.setBrush(Qt.BrushStyle.NoBrush)
                    painter.drawRect(filled)
                else:
                    painter.fillRect(filled, color)
            said = "–" if value is None else f"{value * 100:.0f}"
            if shape.counts and value is not None:
                said += f"  n = {shape.counts[axis]}"
            painter.setFont(self._text(0.85))
            painter.setPen(QColor(tokens.text))
            room = QRectF(bar.right() + 6, bar.top(), box.right() - bar.right() - 6, bar.height())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, said)

    def _legend_height(self) -> float:
        return QFontMetricsF(self._text()).height() * (1.6 if self._cautions() == "" else 2.8)

    def _cautions(self) -> str:
        few = any(
            self._is_cautious(shape, axis) and value is not None
            for shape in self._shapes
            for axis, value in enumerate(shape.values)
        )
        return tr("Hollow: fewer than {count} contacts, take it with care", count=self._caution_below) if few else ""

    def _paint_legend(self, painter: QPainter, box: QRectF) -> None:
        painter.setFont(self._text())
        metrics = QFontMetricsF(self._text())
        widths = [metrics.horizontalAdvance(shape.label) + 58 for shape in self._shapes]
        x = box.left() + max(0.0, (box.width() - sum(widths)) / 2)
        line = box.top() + metrics.height() * 0.8
        for at, (shape, width) in enumerate(zip(self._shapes, widths, strict=True)):
            sample = QPainterPath(QPointF(x, line))
            sample.lineTo(x + 30, line)
            painter.setPen(self._pen(at))
            painter.drawPath(sample)
            if not shape.quiet:
                paint_marker(painter, self._style(at), QPointF(x + 15, line), 4.5)
            painter.setPen(QColor(current().text))
            room = QRectF(x + 38, line - metrics.height(), width, metrics.height() * 2)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shape.label)
            x += width
        if caution := self._cautions():
            painter.setFont(self._text(0.85))
            painter.setPen(QColor(current().muted))
            below = QRectF(box.left(), line + metrics.height() * 0.7, box.width(), metrics.height() * 1.2)
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, caution)

    def _described(self) -> str:
        told = []
        for shape in self._shapes:
            values = "; ".join(
                f"{label}: {round(value * 100)}"
                for label, value in zip(self._labels, shape.values, strict=False)
                if value is not None
            )
            told.append(f"{shape.label}, {tr('of 100')}: {values or tr('no value')}")
        return ". ".join(told)


def paint_marker(painter: QPainter, style: Style, at: QPointF, size: float, *, hollow: bool = False) -> None:
    """Paint a series' marker around a point; hollow ones carry a caution."""
    color = QColor(style.color)
    painter.setPen(QPen(color, 1.8))
    painter.setBrush(QColor(current().surface) if hollow else color)
    path = QPainterPath()
    if style.marker == "square":
        path.addRect(QRectF(at.x() - size * 0.85, at.y() - size * 0.85, size * 1.7, size * 1.7))
    elif style.marker in _CORNERS:
        corners = (
            [(0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)]
            if style.marker == "diamond"
            else [(0, -1.1), (1, 0.8), (-1, 0.8)]
        )
        for number, (x, y) in enumerate(corners):
            point = QPointF(at.x() + x * size, at.y() + y * size)
            path.lineTo(point) if number else path.moveTo(point)
        path.closeSubpath()
    else:
        path.addEllipse(at, size, size)
    painter.drawPath(path)
