"""One person's own shape: up to three outlines on shared axes, as a spider or as bars.

A spider's area and form mislead, so the bars are always one call away; below three valued axes there are only bars.
The values stand under the axis labels, where no line runs through them and an arm's length away they are read.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget

from facilitator.i18n import tr
from ui.charts.bars import Bar, BarRow, paint_bars
from ui.charts.markers import paint_marker, paint_sample
from ui.charts.radar_layout import Label, RadarLayout, lay_out, paint_grid, paint_ring_numbers
from ui.charts.thumbnail import lone_points, path_of
from ui.charts.view import ChartView
from ui.theme.tokens import Series as Style


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
    """Shapes on named axes. `caution_below` marks values that stand on fewer contacts with hollow markers.

    `smallest_text` is the least size of type as a share of the widget's height: 0.03 and more for a projector.
    """

    def __init__(self, parent: QWidget | None = None, *, caution_below: int = 5, smallest_text: float = 0.0) -> None:
        super().__init__(parent)
        self._labels: tuple[str, ...] = ()
        self._shapes: tuple[Shape, ...] = ()
        self._bars = False
        self._caution_below = caution_below
        self._smallest_text = smallest_text
        self._text_scale = 1.0
        self._nothing = tr("There is no shape yet: at least two contacts need an answer.")
        self.setMinimumSize(280, 240)
        self.setAccessibleName(tr("Your shape"))

    def set_shapes(self, labels: Sequence[str], shapes: Sequence[Shape]) -> None:
        """Show these shapes; at most three can be told apart."""
        self._labels, self._shapes = tuple(labels), tuple(shapes)
        self.setAccessibleDescription(self._described())
        self.refresh()

    def set_text_scale(self, scale: float) -> None:
        """Make all text larger (or smaller) than usual by this factor."""
        self._text_scale = scale
        self.refresh()

    def set_empty_text(self, sentence: str) -> None:
        """What to say while there is no value."""
        self._nothing = sentence
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

    # Painting

    def paint_chart(self, painter: QPainter, exposed: QRectF) -> None:
        """Paint the whole chart: it changes seldom."""
        painter.fillRect(exposed, self.ground())
        margin = self._font().pixelSize() * 0.6
        area = self.area().adjusted(margin, margin, -margin, -margin)
        if not any(value is not None for shape in self._shapes for value in shape.values):
            painter.setFont(self._font(1.1))
            painter.setPen(QColor(self.tokens().muted))
            painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap), self._nothing)
            return
        legend = self._legend_lines(area.width())
        line = QFontMetricsF(self._font()).height() * 1.35
        caution = line if self._caution() else 0.0
        top = area.bottom() - line * len(legend) - caution
        self._paint_legend(painter, QRectF(area.left(), top, area.width(), line), legend)
        plot = QRectF(area.left(), area.top(), area.width(), top - area.top() - margin)
        if self.shows_bars:
            paint_bars(painter, plot, self._bar_rows(), self._font(), self._font(0.9), self.tokens())
        else:
            self._paint_spider(painter, plot)

    def _font(self, scale: float = 1.0, *, strong: bool = False) -> QFont:
        font = QFont(self.font())
        usual = max(12.0, min(self.height() * 0.034, self.width() * 0.034))
        least = self._smallest_text * self.height()
        font.setPixelSize(round(max(usual * scale, least, 11.0) * self._text_scale))
        if strong:
            font.setWeight(QFont.Weight.DemiBold)
        return font

    def _line(self) -> float:
        return max(2.0, self._font().pixelSize() * 0.15)

    def _style(self, at: int) -> Style:
        series = self.tokens().series
        return series[at % len(series)]

    def _color(self, at: int) -> QColor:
        return QColor(self.tokens().muted if self._shapes[at].quiet else self._style(at).color)

    def _pen(self, at: int) -> QPen:
        style, quiet = self._style(at), self._shapes[at].quiet
        pen = QPen(self._color(at), self._line() * (0.7 if quiet else 1.0))
        if quiet:
            pen.setDashPattern([2, 2.5])
        elif style.dash:
            pen.setDashPattern(list(style.dash))
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        return pen

    def _is_cautious(self, shape: Shape, axis: int) -> bool:
        return bool(shape.counts) and shape.values[axis] is not None and shape.counts[axis] < self._caution_below

    # The spider

    def _paint_spider(self, painter: QPainter, area: QRectF) -> None:
        numbers = self._font(0.95, strong=True)
        widest = max(self._values_width(axis, numbers) for axis in range(len(self._labels)))
        layout = lay_out(self._labels, area, self._font(), free_lines=1.1, free=widest)
        paint_grid(painter, layout, self.tokens(), max(1.0, self._line() * 0.45))
        paint_ring_numbers(painter, layout, self._font(0.8), self.tokens())
        # Quiet ones first: one's own shape lies on top.
        for at in sorted(range(len(self._shapes)), key=lambda each: not self._shapes[each].quiet):
            self._paint_shape(painter, layout, at)
        for axis, label in enumerate(layout.labels):
            self._paint_values(painter, axis, label, numbers)

    def _paint_shape(self, painter: QPainter, layout: RadarLayout, at: int) -> None:
        shape, style = self._shapes[at], self._style(at)
        painter.setPen(self._pen(at))
        fill = QColor(style.color)
        fill.setAlphaF(0.10)
        # An open outline encloses nothing that could be filled.
        painter.setBrush(Qt.BrushStyle.NoBrush if shape.quiet or None in shape.values else fill)
        painter.drawPath(path_of(shape.values, layout.centre, layout.radius))
        if shape.quiet:
            painter.setBrush(self._color(at))
            for lone in lone_points(shape.values, layout.centre, layout.radius):
                painter.drawEllipse(lone, self._line(), self._line())
            return
        for axis, value in enumerate(shape.values):
            if value is not None:
                hollow, size = self._is_cautious(shape, axis), self._line() * 2.1
                paint_marker(painter, style, layout.point(axis, value), size, self.ground(), hollow=hollow)

    def _loud(self) -> list[int]:
        return [at for at, shape in enumerate(self._shapes) if not shape.quiet]

    def _values_width(self, axis: int, font: QFont) -> float:
        metrics = QFontMetricsF(font)
        size = metrics.height()
        return sum(metrics.horizontalAdvance(_said(self._shapes[at].values[axis])) + size for at in self._loud()) + size

    def _paint_values(self, painter: QPainter, axis: int, label: Label, font: QFont) -> None:
        """Write the values of one axis under its label, each with its series' marker."""
        metrics = QFontMetricsF(font)
        size, room = metrics.height(), label.free
        taken = self._values_width(axis, font) - size
        left = room.left()
        if label.alignment & Qt.AlignmentFlag.AlignRight:
            left = room.right() - taken
        elif label.alignment & Qt.AlignmentFlag.AlignHCenter:
            left = room.center().x() - taken / 2
        painter.setFont(font)
        for at in self._loud():
            shape, middle = self._shapes[at], room.center().y()
            said = _said(shape.values[axis])
            across = metrics.horizontalAdvance(said)
            spot = QPointF(left + size * 0.3, middle)
            hollow = self._is_cautious(shape, axis)
            paint_marker(painter, self._style(at), spot, size * 0.22, self.ground(), hollow=hollow)
            painter.setPen(QColor(self.tokens().text if shape.values[axis] is not None else self.tokens().muted))
            box = QRectF(left + size * 0.65, room.top(), across + 4, room.height())
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), said)
            left += across + size

    # The bars

    def _bar_rows(self) -> list[BarRow]:
        rows = []
        for axis, label in enumerate(self._labels):
            bars = []
            for at, shape in enumerate(self._shapes):
                value = shape.values[axis]
                count = shape.counts[axis] if shape.counts and value is not None else None
                said = _said(value) if count is None else tr("{value}  n = {count}", value=_said(value), count=count)
                bars.append(Bar(value, self._color(at), said, hollow=self._is_cautious(shape, axis)))
            rows.append(BarRow(label, tuple(bars)))
        return rows

    # The legend

    def _caution(self) -> str:
        few = any(self._is_cautious(shape, axis) for shape in self._shapes for axis in range(len(shape.values)))
        return tr("Hollow: fewer than {count} contacts, take it with care", count=self._caution_below) if few else ""

    def _legend_lines(self, width: float) -> list[list[tuple[int, float]]]:
        """Which shapes stand on which line of the legend, and how much width each takes."""
        metrics = QFontMetricsF(self._font())
        lines: list[list[tuple[int, float]]] = [[]]
        for at, shape in enumerate(self._shapes):
            taken = metrics.horizontalAdvance(shape.label) + metrics.height() * 3
            if lines[-1] and sum(across for _, across in lines[-1]) + taken > width:
                lines.append([])
            lines[-1].append((at, taken))
        return lines

    def _paint_legend(self, painter: QPainter, first: QRectF, lines: list[list[tuple[int, float]]]) -> None:
        metrics, bars, row = QFontMetricsF(self._font()), self.shows_bars, QRectF(first)
        size = metrics.height()
        for line in lines:
            left = row.left() + max(0.0, (row.width() - sum(across for _, across in line) + size) / 2)
            for at, across in line:
                shape, sample = self._shapes[at], QRectF(left, row.center().y() - size * 0.3, size * 1.6, size * 0.6)
                if bars:
                    painter.fillRect(sample.adjusted(size * 0.6, 0, 0, 0), self._color(at))
                else:
                    marker = None if shape.quiet else self._style(at)
                    paint_sample(painter, sample, self._pen(at), marker, self.ground())
                painter.setFont(self._font())
                painter.setPen(QColor(self.tokens().text))
                words = QRectF(left + size * 2, row.top(), across, row.height())
                painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), shape.label)
                left += across
            row.translate(0, row.height())
        if caution := self._caution():
            painter.setFont(self._font(0.9))
            painter.setPen(QColor(self.tokens().muted))
            painter.drawText(row, int(Qt.AlignmentFlag.AlignCenter), caution)

    def _described(self) -> str:
        told = []
        for shape in self._shapes:
            values = "; ".join(
                f"{label}: {_said(value)}"
                for label, value in zip(self._labels, shape.values, strict=False)
                if value is not None
            )
            told.append(", ".join((shape.label, tr("of 100: {values}", values=values or tr("no value")))))
        return ". ".join(told)


def _said(value: float | None) -> str:
    return "–" if value is None else f"{value * 100:.0f}"
