"""A widget that shows any chart of `facilitator.charts`, or a sentence while there is nothing in it."""

from bisect import bisect_left
from math import ceil

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from facilitator.charts.drawing import Chart, Item, stack
from facilitator.charts.frame import Frame
from facilitator.charts.styles import MUTED
from ui.charts.painting import paint, typesetter
from ui.charts.standing import Ground, StandingPart
from ui.charts.view import ChartView
from ui.pictures import is_exporting
from ui.theme.tokens import METRICS

_SMALLEST = 11.0
_MARGIN = 0.8
"""Around a chart, in sizes of its letters."""
_LEAST_LINE = 2.0
_EMPTY = 1.5
"""What is said in place of a chart that a room looks at, in sizes of the smallest letters there: as on a wall."""


class DrawnChart(ChartView):
    """Call `show_chart`. `smallest_text` is the least size of type as a share of the widget's height.

    With `largest_text`, a share too, letters become as large as that where the chart has the room for it.
    """

    def __init__(self, chart: Chart, name: str, empty: str, *, smallest_text: float = 0.0, largest_text: float = 0.0,
                 parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__(parent)
        self.chart = chart
        self._empty, self._smallest_text, self._largest_text, self._scale = empty, smallest_text, largest_text, 1.0
        self._least_side = 0.0
        self._em: int | None = None
        self._last_em = 0
        self._items: list[Item] | None = None
        self._standing = StandingPart()
        self.setMinimumSize(280, 200)
        self.setAccessibleName(name)

    def show_chart(self, chart: Chart) -> None:
        """Show this one from now on."""
        self.chart = chart
        self.setAccessibleDescription(chart.in_words())
        self.lay_out_anew()

    def set_empty_text(self, sentence: str) -> None:
        """What to say while there is nothing to show."""
        if sentence != self._empty:
            self._empty = sentence
            self.lay_out_anew()

    def set_text_scale(self, scale: float) -> None:
        """Make letters larger by this factor."""
        self._scale = scale
        self.lay_out_anew()

    def set_least_side(self, pixels: float) -> None:
        """Keep at least so much free at the left and at the right, where a chart stands below a title."""
        if pixels != self._least_side:
            self._least_side = pixels
            self.lay_out_anew()

    @property
    def texts(self) -> list[str]:
        """Every text that may be painted, but for values: for whoever must be sure what the room can read."""
        return [*self.chart.texts(), self._empty]

    def frame(self) -> Frame:
        """The room of the chart within its margins."""
        if self._em is None:
            self._em = self._letters()
        return self._frame(self._em)

    def _frame(self, em: int) -> Frame:
        margin = em * _MARGIN
        return Frame(
            self.width() - 2 * max(margin, self._least_side), self.height() - 2 * margin, em,
            typesetter(self.font().family()), line=max(_LEAST_LINE, em * 0.15), least=self._least(), whole=True,
        )  # fmt: skip

    def _least(self) -> int:
        least: int = ceil(max(_SMALLEST, self._smallest_text * self.height()) * self._scale - 0.01)
        return least

    def _letters(self) -> int:
        """The size of letters: the chart's own, or the largest with which all of it has room."""
        shorter = min(self.width(), self.height()) * self._scale
        own: int = round(max(self._least(), shorter * self.chart.em))
        largest: int = max(own, round(shorter * self._largest_text))
        # Its own size it has whether there is room or not, and most have room for the largest.
        if largest == own or not self._overflows(largest):
            return largest
        last = self._last_em
        # One more answer changes values and seldom what has room: no new search where the last size is still the one.
        fits = last == own or (own < last < largest and not self._overflows(last))
        if not (fits and self._overflows(last + 1)):
            self._last_em = own + bisect_left(range(own + 1, largest), True, key=self._overflows)
        return self._last_em

    def _overflows(self, em: int) -> bool:
        frame = self._frame(em)
        return self.chart.has_values and self.chart.height(frame) > frame.height

    def laid_out(self) -> None:
        """Forget where everything was."""
        self._items = self._em = None

    def paint_chart(self, painter: QPainter, exposed: QRectF) -> None:
        """Paint the whole chart: it changes seldom."""
        if is_exporting():
            # A picture that leaves the program may have another order.
            painter.fillRect(exposed, self.ground())
            painter.translate(self.margin())
            paint(painter, self._drawn(), self.tokens(), typesetter(self.font().family()))
            painter.translate(-self.margin())
            return
        if self._items is None:
            self._items = self._drawn()
        size, ratio, setter = self.area().size(), self.devicePixelRatioF(), typesetter(self.font().family())
        ground = Ground(size, ratio, self.ground(), self.margin(), self.tokens(), setter)
        self._standing.paint(painter, ground, self._items, exposed)

    def _drawn(self) -> list[Item]:
        frame = self.frame()
        return self.items(frame) if self.chart.has_values else self._sentence(frame)

    def items(self, frame: Frame) -> list[Item]:
        """What is painted in the frame."""
        return self.chart.items(frame)

    def margin(self) -> QPointF:
        """Where the frame begins."""
        margin = self.frame().em * _MARGIN
        return QPointF(max(margin, self._least_side), margin)

    def _sentence(self, frame: Frame) -> list[Item]:
        type_ = frame.type(_EMPTY * self._least() / frame.em if self._smallest_text else 1.1)
        lines = frame.typesetter.lines(self._empty, type_, frame.width * METRICS.room_empty)
        return stack(lines, frame.width / 2, frame.height / 2, type_, MUTED, "center")
