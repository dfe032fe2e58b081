"""Groups side by side, axis by axis: the median as a point, the middle half as a bar, and how many people those are."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget

from facilitator.i18n import tr
from ui.charts.markers import paint_marker
from ui.charts.strokes import mixed
from ui.charts.view import ChartView

_IN_A_LINE = 5
"""More panels than this take two lines."""


@dataclass(frozen=True, slots=True)
class Spread:
    """One axis of one group, in [0, 1]; None where it is not known or may not be shown.

    `n` is how many people have a value here; None where all of the group do.
    """

    median: float | None
    q1: float | None = None
    q3: float | None = None
    n: int | None = None


@dataclass(frozen=True, slots=True)
class Panel:
    """One group. The first one given is what the others are compared with: a dashed line marks its medians."""

    title: str
    n: int
    axes: tuple[Spread, ...]


class SmallMultiples(ChartView):
    """Call `set_panels`. `smallest_text` is the least size of type as a share of the widget's height."""

    def __init__(self, parent: QWidget | None = None, *, smallest_text: float = 0.0) -> None:
        super().__init__(parent)
        self._smallest_text = smallest_text
        self._scale = 1.0
        self._labels: tuple[str, ...] = ()
        self._panels: tuple[Panel, ...] = ()
        self._empty = tr("There is nothing to compare yet.")
        self.setMinimumSize(280, 200)
        self.setAccessibleName(tr("Groups side by side"))

    def set_panels(self, labels: Sequence[str], panels: Sequence[Panel]) -> None:
        """Show these groups on these axes."""
        self._labels, self._panels = tuple(labels), tuple(panels)
        self.setAccessibleDescription("; ".join(self._told(panel) for panel in panels))
        self.refresh()

    def set_empty_text(self, sentence: str) -> None:
        """What to say while there is nothing to compare."""
        self._empty = sentence
        self.refresh()

    def set_text_scale(self, scale: float) -> None:
        """Make letters larger by this factor."""
        self._scale = scale
        self.refresh()

    @property
    def texts(self) -> list[str]:
        """Every text that may be painted, but for the values."""
        return [*self._labels, *(panel.title for panel in self._panels), self._empty]

    def paint_chart(self, painter: QPainter, exposed: QRectF) -> None:
        """Paint the panels in columns, the axes as rows through all of them."""
        painter.fillRect(exposed, self.ground())
        tokens, font = self.tokens(), self._font()
        metrics = QFontMetricsF(font)
        high = metrics.height()
        if not self._panels:
            painter.setFont(self._font(1.1))
            painter.setPen(QColor(tokens.muted))
            flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
            painter.drawText(self.area().adjusted(60, 0, -60, 0), flags, self._empty)
            return
        area = self.area().adjusted(high * 1.2, high * 0.2, -high * 1.2, -high * 0.3)
        lines = 1 if len(self._panels) <= _IN_A_LINE else 2
        across = -(-len(self._panels) // lines)
        for line in range(lines):
            box = QRectF(area.left(), area.top() + line * area.height() / lines, area.width(), area.height() / lines)
            self._paint_line(painter, box, self._panels[line * across : (line + 1) * across], across, font)

    def _paint_line(self, painter: QPainter, area: QRectF, panels: Sequence[Panel], across: int, font: QFont) -> None:
        """One line of panels behind the labels of their axes."""
        metrics = QFontMetricsF(font)
        high = metrics.height()
        widest = max((metrics.horizontalAdvance(label) for label in self._labels), default=0.0)
        names = min(widest + high, area.width() * 0.26)
        titles = max(metrics.horizontalAdvance(panel.title) for panel in self._panels) * 1.1
        column = (area.width() - names) / across
        head, foot, gap = high * (3.3 if titles > column else 2.3), high * 1.2, high * 0.8
        row = min((area.height() - head - foot) / max(len(self._labels), 1), high * 3.2)
        value = metrics.horizontalAdvance("100") * 1.25
        if row < 2 * high:
            # No second line for how many people have a value: it stands behind.
            value += max((self._counted_width(axis) for panel in self._panels for axis in panel.axes), default=0.0)
        top = area.top() + head
        painter.setFont(font)
        painter.setPen(QColor(self.tokens().text))
        for at, label in enumerate(self._labels):
            box = QRectF(area.left(), top + at * row, names - high * 0.5, row)
            lines = 2 if row >= 2 * high and " " in label else 1
            shown = metrics.elidedText(label, Qt.TextElideMode.ElideRight, box.width() * (1.9 if lines > 1 else 1))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWordWrap), shown)
        for at, panel in enumerate(panels):
            left = area.left() + names + at * column
            track = QRectF(left + gap / 2, top, column - gap - value, row * len(self._labels))
            whole = QRectF(left, area.top(), column - gap / 2, head - high * 0.2)
            self._paint_head(painter, panel, whole)
            self._paint_panel(painter, panel, track, row, value)
            painter.setFont(self._font(0.9))
            painter.setPen(QColor(self.tokens().muted))
            for tick in (0, 100):
                x = track.left() + track.width() * tick / 100
                box = QRectF(x - high * 2, track.bottom() + high * 0.05, high * 4, high)
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(tick))

    def _paint_head(self, painter: QPainter, panel: Panel, box: QRectF) -> None:
        strong = self._font(1.05, strong=True)
        metrics = QFontMetricsF(strong)
        count = QRectF(box.left(), box.bottom() - metrics.height(), box.width(), metrics.height())
        title = QRectF(box.left(), box.top(), box.width(), box.height() - metrics.height())
        painter.setFont(strong)
        painter.setPen(QColor(self.tokens().text))
        shown = metrics.elidedText(panel.title, Qt.TextElideMode.ElideRight, title.width() * (1.9 if " " in panel.title
                                                                                            else 1))  # fmt: skip
        flags = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom) | int(Qt.TextFlag.TextWordWrap)
        painter.drawText(title, flags, shown)
        painter.setFont(self._font())
        painter.setPen(QColor(self.tokens().muted))
        painter.drawText(count, Qt.AlignmentFlag.AlignCenter, tr("n = {count}", count=panel.n))

    def _paint_panel(self, painter: QPainter, panel: Panel, track: QRectF, row: float, value: float) -> None:
        tokens = self.tokens()
        style = tokens.series[0]
        high = QFontMetricsF(self._font()).height()
        painter.setPen(QPen(QColor(tokens.ring), 1))
        for tick in (0.0, 0.5, 1.0):
            x = round(track.left() + track.width() * tick) + 0.5
            painter.drawLines([QLineF(x, track.top(), x, track.bottom())])
        for at, axis in enumerate(panel.axes):
            middle = track.top() + (at + 0.5) * row
            painter.setPen(QPen(QColor(tokens.ring), 1.5))
            painter.drawLines([QLineF(track.left(), middle, track.right(), middle)])
            beside = QRectF(track.right(), middle - row / 2, value, row)
            painter.setFont(self._font(strong=axis.median is not None))
            painter.setPen(QColor(tokens.text if axis.median is not None else tokens.muted))
            said = "–" if axis.median is None else str(round(axis.median * 100))
            at_right = int(Qt.AlignmentFlag.AlignRight)
            behind = self._counted_width(axis) if row < 2 * high else 0.0
            if axis.n is None:
                painter.drawText(beside, at_right | int(Qt.AlignmentFlag.AlignVCenter), said)
            else:
                upper = beside.adjusted(0, 0, -behind, 0 if behind else -beside.height() / 2)
                low = Qt.AlignmentFlag.AlignVCenter if behind else Qt.AlignmentFlag.AlignBottom
                painter.drawText(upper, at_right | int(low), said)
                painter.setFont(self._font(0.8))
                painter.setPen(QColor(tokens.muted))
                lower = beside if behind else QRectF(upper.bottomLeft(), beside.bottomRight())
                low = Qt.AlignmentFlag.AlignVCenter if behind else Qt.AlignmentFlag.AlignTop
                painter.drawText(lower, at_right | int(low), f"({axis.n})")
            if axis.median is None:
                continue
            if axis.q1 is not None and axis.q3 is not None:
                left, right = track.left() + track.width() * axis.q1, track.left() + track.width() * axis.q3
                tall = min(row * 0.5, high * 0.8)
                bar = QRectF(left, middle - tall / 2, max(right - left, 3.0), tall)
                painter.fillRect(bar, mixed(style.color, tokens.surface, 0.35))
            if panel is not self._panels[0] and (compared := self._panels[0].axes[at].median) is not None:
                pen = QPen(QColor(tokens.text), 2)
                pen.setDashPattern([2, 1.5])
                painter.setPen(pen)
                x, tall = track.left() + track.width() * compared, min(row * 0.4, high * 0.7)
                painter.drawLines([QLineF(x, middle - tall, x, middle + tall)])
            spot = QPointF(track.left() + track.width() * axis.median, middle)
            paint_marker(painter, style, spot, max(4.0, min(row * 0.13, high * 0.2)), self.ground())

    def _counted_width(self, axis: Spread) -> float:
        return 0.0 if axis.n is None else QFontMetricsF(self._font(0.8)).horizontalAdvance(f" ({axis.n})")

    def _font(self, scale: float = 1.0, *, strong: bool = False) -> QFont:
        font = QFont(self.font())
        least = self._smallest_text * self.height()
        font.setPixelSize(round(max(11.0, min(self.height(), self.width()) * 0.03 * scale, least) * self._scale))
        if strong:
            font.setWeight(QFont.Weight.DemiBold)
        return font

    def _told(self, panel: Panel) -> str:
        values = ", ".join(
            f"{label} {round(axis.median * 100)}" + (f" (n = {axis.n})" if axis.n is not None else "")
            for label, axis in zip(self._labels, panel.axes, strict=True)
            if axis.median is not None
        )
        return tr("{group}, {n} people: {values}", group=panel.title, n=panel.n, values=values or tr("no value"))
