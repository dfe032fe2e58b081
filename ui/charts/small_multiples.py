"""Groups side by side, axis by axis: the median as a point, the middle half as a bar, and how many people there are."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget

from facilitator.i18n import tr
from ui.charts.markers import paint_marker
from ui.charts.strokes import mixed
from ui.charts.view import ChartView
from ui.theme.tokens import Series


@dataclass(frozen=True, slots=True)
class Spread:
    """One axis of one group, in [0, 1]; None where it is not known or may not be shown."""

    median: float | None
    q1: float | None = None
    q3: float | None = None


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
        """Every text that may be painted, but for the numbers."""
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
        area = self.area().adjusted(high * 1.2, high * 0.3, -high * 1.2, -high * 0.4)
        widest = max((metrics.horizontalAdvance(label) for label in self._labels), default=0.0)
        names = min(widest + high, area.width() * 0.26)
        head, foot = high * 3.5, high * 1.3
        gap = high * 1.1
        column = (area.width() - names) / len(self._panels)
        row = (area.height() - head - foot) / max(len(self._labels), 1)
        row = min(row, high * 4)
        top = area.top() + head
        painter.setFont(font)
        painter.setPen(QColor(tokens.text))
        for at, label in enumerate(self._labels):
            box = QRectF(area.left(), top + at * row, names - high * 0.5, row)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWordWrap), label)
        for at, panel in enumerate(self._panels):
            track = QRectF(area.left() + names + at * column + gap / 2, top, column - gap, row * len(self._labels))
            self._paint_head(painter, panel, QRectF(track.left(), area.top(), track.width(), head - high * 0.3))
            self._paint_panel(painter, panel, track, row, first=at == 0)
            painter.setFont(self._font(0.9))
            painter.setPen(QColor(tokens.muted))
            for tick in (0, 50, 100):
                x = track.left() + track.width() * tick / 100
                box = QRectF(x - high * 2, track.bottom() + high * 0.1, high * 4, high)
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

    def _paint_panel(self, painter: QPainter, panel: Panel, track: QRectF, row: float, *, first: bool) -> None:
        tokens = self.tokens()
        thin = max(1.5, row * 0.02)
        style = tokens.series[0]
        painter.setPen(QPen(QColor(tokens.ring), 1))
        for tick in (0.0, 0.5, 1.0):
            x = round(track.left() + track.width() * tick) + 0.5
            painter.drawLines([QLineF(x, track.top(), x, track.bottom())])
        for at, axis in enumerate(panel.axes):
            middle = track.top() + (at + 0.5) * row
            painter.setPen(QPen(QColor(tokens.ring), thin))
            painter.drawLines([QLineF(track.left(), middle, track.right(), middle)])
            if not first and (compared := self._panels[0].axes[at].median) is not None:
                pen = QPen(QColor(tokens.muted), max(2.0, thin))
                pen.setDashPattern([2, 1.5])
                painter.setPen(pen)
                x = track.left() + track.width() * compared
                painter.drawLines([QLineF(x, middle - row * 0.3, x, middle + row * 0.3)])
            if axis.median is None:
                painter.setFont(self._font())
                painter.setPen(QColor(tokens.muted))
                painter.drawText(QRectF(track.left(), middle - row / 2, track.width(), row),
                                 Qt.AlignmentFlag.AlignCenter, "–")  # fmt: skip
                continue
            if axis.q1 is not None and axis.q3 is not None:
                left, right = track.left() + track.width() * axis.q1, track.left() + track.width() * axis.q3
                bar = QRectF(left, middle - row * 0.14, max(right - left, 2.0), row * 0.28)
                painter.fillRect(bar, mixed(style.color, tokens.surface, 0.35))
            self._paint_median(painter, axis.median, style, QPointF(track.left() + track.width() * axis.median, middle),
                               track, row)  # fmt: skip

    def _paint_median(
        self, painter: QPainter, value: float, style: Series, at: QPointF, track: QRectF, row: float
    ) -> None:
        font = self._font(strong=True)
        metrics = QFontMetricsF(font)
        paint_marker(painter, style, at, max(5.0, min(row * 0.13, metrics.height() * 0.34)), self.ground())
        said = str(round(value * 100))
        wide = metrics.horizontalAdvance(said)
        left = max(track.left(), min(at.x() - wide / 2, track.right() - wide))
        painter.setFont(font)
        painter.setPen(QColor(self.tokens().text))
        painter.drawText(QPointF(left, at.y() - row * 0.18 - metrics.descent() * 0.4), said)

    def _font(self, scale: float = 1.0, *, strong: bool = False) -> QFont:
        font = QFont(self.font())
        least = self._smallest_text * self.height()
        font.setPixelSize(round(max(11.0, min(self.height(), self.width()) * 0.03 * scale, least) * self._scale))
        if strong:
            font.setWeight(QFont.Weight.DemiBold)
        return font

    def _told(self, panel: Panel) -> str:
        values = ", ".join(
            f"{label} {round(axis.median * 100)}"
            for label, axis in zip(self._labels, panel.axes, strict=True)
            if axis.median is not None
        )
        return tr("{group}, {n} people: {values}", group=panel.title, n=panel.n, values=values or tr("no value"))
