"""The values of a spider as horizontal bars: exact, and right for fewer than three axes too."""

from collections.abc import Iterable, Sequence
from typing import Any

from facilitator.documents import typesetting
from facilitator.documents.charts.data import Band, Series, points, series_in_words
from facilitator.documents.charts.figure import Figure
from facilitator.documents.charts.marks import Entry, Legend, Swatch, draw_bar
from facilitator.documents.fonts import Face
from facilitator.documents.pen import Path
from facilitator.documents.style import BAND, HAIRLINE, INK, MUTED, WHITE, TextStyle

_AXIS = TextStyle(size=8, leading=10, face=Face.MEDIUM)
_VALUE = TextStyle(size=8, leading=10, face=Face.SEMIBOLD, color=INK)
_COUNT = TextStyle(size=7.5, leading=10, color=MUTED)
_SCALE = TextStyle(size=6.5, leading=8, color=MUTED, align="center")
_LABEL_SHARE = 0.32
_WIDEST_LABEL = 170.0
_BAR = 8.0
_BETWEEN_BARS = 2.0
_ROW_PAD = 9.0
_SCALE_HEIGHT = 14.0
_TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)


class BarsFigure(Figure):
    """A row per axis: its label, a bar per series, the value in points of 100 and on how many it rests.

    Series whose look has no marker (a median) are ticks across the bars, a `band` a ground behind them. `count_label`
    is a text with `{count}`, such as "n = {count}"; `missing` stands where a series has no value.
    """

    def __init__(
        self,
        axes: Sequence[str],
        series: Sequence[Series],
        *,
        band: Band | None = None,
        title: str = "",
        caption: str = "",
        empty: str = "",
        count_label: str = "n = {count}",
        missing: str = "–",
        few_note: str = "",
    ) -> None:
        self._axes = tuple(axes)
        self._bars = [each for each in series if each.look.marker != "none"]
        self._ticks = [each for each in series if each.look.marker == "none"]
        if not self._bars:
            self._bars, self._ticks = self._ticks, []
        self._band = band if band and any(value is not None for value in band.q1) else None
        self._count_label = count_label
        self._missing = missing
        super().__init__(title, caption, empty, Legend(list(self._entries(few_note))))

    @property
    def has_values(self) -> bool:
        """Whether any series has a value."""
        return any(each.valued for each in (*self._bars, *self._ticks))

    def in_words(self) -> str:
        """The values of every series and the middle half."""
        return series_in_words(self._axes, (*self._bars, *self._ticks), self._band)

    def plot_height(self, width: float) -> float:
        """The rows and the scale under them."""
        return sum(self._row_heights(width)) + _SCALE_HEIGHT

    def draw_plot(self, canvas: Any, width: float, height: float) -> None:
        """Draw scale, ground, bars, ticks and words."""
        left, right = self._track(width)
        bottom = _SCALE_HEIGHT
        canvas.setDash([])
        canvas.setLineWidth(0.4)
        canvas.setStrokeColor(HAIRLINE)
        across = right - left
        scale = Path()
        for tick in _TICKS:
            scale.line(left + tick * across, bottom, left + tick * across, height)
        canvas.drawPath(scale, stroke=1, fill=0)
        for tick in _TICKS:
            typesetting.draw_line(canvas, left + tick * across, bottom - 9, points(tick), _SCALE)
        top = height
        for axis, row in enumerate(self._row_heights(width)):
            self._draw_row(canvas, axis, (left, right), (top - row, top))
            top -= row

    def _draw_row(self, canvas: Any, axis: int, track: tuple[float, float], edges: tuple[float, float]) -> None:
        left, right = track
        low, high = edges
        middle = (low + high) / 2
        lines = typesetting.lines(self._axes[axis], _AXIS, left - 12)
        base = middle + len(lines) * _AXIS.leading / 2 - _AXIS.leading / 2 - _AXIS.size * 0.36
        typesetting.draw(canvas, [(0, base - number * _AXIS.leading, line) for number, line in enumerate(lines)], _AXIS)
        stack = len(self._bars) * (_BAR + _BETWEEN_BARS) - _BETWEEN_BARS
        self._draw_band(canvas, axis, track, (middle - stack / 2 - 3, stack + 6))
        y = middle + stack / 2
        for each in self._bars:
            y -= _BAR
            self._draw_bar(canvas, each, axis, track, y)
            y -= _BETWEEN_BARS
        for each in self._ticks:
            value = each.values[axis]
            if value is not None:
                x = left + value * (right - left)
                canvas.setStrokeColor(WHITE)
                canvas.setLineWidth(3.2)
                canvas.line(x, middle - stack / 2 - 2, x, middle + stack / 2 + 2)
                canvas.setStrokeColor(each.look.color)
                canvas.setLineWidth(1.6)
                canvas.line(x, middle - stack / 2 - 2.5, x, middle + stack / 2 + 2.5)

    def _draw_bar(self, canvas: Any, series: Series, axis: int, track: tuple[float, float], y: float) -> None:
        left, right = track
        value = series.values[axis]
        base = y + _BAR / 2 - _VALUE.size * 0.36
        number = typesetting.line("100", _VALUE).width
        if value is None:
            typesetting.draw_line(canvas, right + 10 + number, base, self._missing, _COUNT.with_(align="right"))
        else:
            size = value * (right - left), _BAR
            draw_bar(canvas, series.look, (left, y), size, hollow=axis in series.few)
            typesetting.draw_line(canvas, right + 10 + number, base, points(value), _VALUE.with_(align="right"))
        count = series.counts[axis] if axis < len(series.counts) else None
        if count is not None:
            typesetting.draw_line(canvas, right + 16 + number, base, self._count_label.format(count=count), _COUNT)

    def _draw_band(self, canvas: Any, axis: int, track: tuple[float, float], place: tuple[float, float]) -> None:
        if not self._band:
            return
        low, high = self._band.q1[axis], self._band.q3[axis]
        if low is not None and high is not None:
            left, right = track
            canvas.setFillColor(BAND)
            x = left + low * (right - left)
            canvas.rect(x, place[0], max((high - low) * (right - left), 1.0), place[1], stroke=0, fill=1)

    def _track(self, width: float) -> tuple[float, float]:
        """Where 0 and 100 stand."""
        label = min(width * _LABEL_SHARE, _WIDEST_LABEL)
        counts = [count for each in self._bars for count in each.counts if count is not None]
        words = typesetting.text_width(self._count_label.format(count=max(counts)), _COUNT) + 8 if counts else 0.0
        return label + 12, width - typesetting.text_width("100", _VALUE) - 10 - words

    def _row_heights(self, width: float) -> list[float]:
        label = self._track(width)[0] - 12
        bars = len(self._bars) * (_BAR + _BETWEEN_BARS)
        return [max(bars, len(typesetting.lines(axis, _AXIS, label)) * _AXIS.leading) + _ROW_PAD for axis in self._axes]

    def _entries(self, few_note: str) -> Iterable[Entry]:
        for each in self._bars:
            yield Entry(Swatch(each.look), each.label)
        for each in self._ticks:
            yield Entry("tick", each.label)
        if self._band:
            yield Entry("band", self._band.label)
        if few_note and (hollow := next((each for each in self._bars if each.few), None)):
            yield Entry(Swatch(hollow.look, hollow=True), few_note)
