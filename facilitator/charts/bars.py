"""The values of a spider as horizontal bars: exact, honest about lengths, and right for fewer than three axes too."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from facilitator.charts.drawing import Box, Item, Line, points_of_100, stack, stroke
from facilitator.charts.frame import LEADING, Frame
from facilitator.charts.legend import LegendItem, OverLegend, bar
from facilitator.charts.series import Band, Series, in_words
from facilitator.charts.styles import BAND, BAND_EDGE, GROUND, HAIRLINE, MUTED, TEXT, SeriesStyle
from facilitator.i18n import tr

TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
LABEL_SHARE, WIDEST_LABEL = 0.32, 21.0
"""What labels take of the width, and at most, in sizes of letters as all lengths."""
_BAR, _BETWEEN_BARS, _ROW_PAD = 1.0, 0.25, 1.1
_SCALE = 1.75
_MOST_STRETCHED = 1.6


@dataclass(frozen=True)
class Bars(OverLegend):
    """A row per axis: its label, a bar per series, the value in points of 100 and on how many it rests.

    Series whose look has no mark (a median) are ticks across the bars, a `band` is a ground behind them. `few_note`
    goes into the legend if a value rests on few.
    """

    axes: Sequence[str] = ()
    series: Sequence[Series] = ()
    band: Band | None = None
    few_note: str = ""

    em = 0.034

    @property
    def has_values(self) -> bool:
        """Whether any series has a value."""
        return any(each.valued for each in self.series)

    def in_words(self) -> str:
        """The values of every series and the middle half."""
        return in_words(self.axes, self.series, self._shown_band)

    def plot_height(self, frame: Frame) -> float:
        """The rows and the scale under them."""
        return sum(self._natural(frame)) + frame.em * _SCALE

    def plot(self, frame: Frame) -> list[Item]:
        """Scale, ground, bars, ticks and words."""
        left, right = self._track(frame)
        natural = self._natural(frame)
        room = frame.height - frame.em * _SCALE
        stretch = min(_MOST_STRETCHED, room / sum(natural))
        bottom = sum(natural) * stretch
        items: list[Item] = scale(left, right, 0.0, bottom, frame)
        top = 0.0
        for axis, height in enumerate(natural):
            items += self._row(frame, axis, (left, right), top, height * stretch, stretch)
            top += height * stretch
        return items

    @cached_property
    def _bars(self) -> list[Series]:
        return [each for each in self.series if each.style.marker != "none"] or list(self.series)

    @cached_property
    def _ticks(self) -> list[Series]:
        return [each for each in self.series if each not in self._bars]

    @property
    def _shown_band(self) -> Band | None:
        return self.band if self.band is not None and self.band.has_values else None

    def _row(
        self, frame: Frame, axis: int, track: tuple[float, float], top: float, height: float, stretch: float
    ) -> list[Item]:
        (left, right), em, middle = track, frame.em, top + height / 2
        across = right - left
        label = frame.type(max(0.75, min(1.0, stretch)), "medium")
        items = stack(frame.typesetter.lines(self.axes[axis], label, left - em * 1.5), 0.0, middle, label)
        thick, between = em * _BAR * stretch, em * _BETWEEN_BARS * stretch
        high = len(self._bars) * (thick + between) - between
        y = middle - high / 2
        if self._shown_band is not None:
            low, up = self._shown_band.q1[axis], self._shown_band.q3[axis]
            if low is not None and up is not None:
                width = max((up - low) * across, em * 0.12)
                items.append(
                    Box(left + low * across, y - em * 0.4, width, high + em * 0.8, BAND, BAND_EDGE, frame.line * 0.5)
                )
        for each in self._bars:
            value = each.values[axis]
            if value is not None:
                items += bar(left, y, value * across, thick, each.style, hollow=axis in each.few)
            items += self._said(frame, each, axis, right, y + thick / 2)
            y += thick + between
        for each in self._ticks:
            value = each.values[axis]
            if value is not None:
                x, ends = left + value * across, (middle - high / 2 - em * 0.3, middle + high / 2 + em * 0.3)
                items.append(stroke(((x, ends[0]), (x, ends[1])), GROUND, frame.line * 2))
                items.append(stroke(((x, ends[0]), (x, ends[1])), each.style.ink, frame.line))
        return items

    def _said(self, frame: Frame, series: Series, axis: int, right: float, middle: float) -> list[Item]:
        """The value, its last digits under each other, and on how many it rests."""
        value, em = series.values[axis], frame.em
        type_ = frame.type(1.0, "semibold")
        end = right + em * 1.2 + frame.width_of("100", type_)
        words = frame.typesetter.line(points_of_100(value), type_)
        items = stack([words], end, middle, type_, MUTED if value is None else TEXT, "right")
        count = series.counts[axis] if axis < len(series.counts) else None
        if count is not None and value is not None:
            fine = frame.type(0.94)
            said = frame.typesetter.line(tr("n = {count}", count=count), fine)
            items += stack([said], end + em * 0.8, middle, fine, MUTED)
        return items

    def _track(self, frame: Frame) -> tuple[float, float]:
        """Where 0 and 100 stand."""
        fine = frame.type(0.94)
        counts = [count for each in self._bars for count in each.counts if count is not None]
        words = frame.width_of(tr("n = {count}", count=max(counts)), fine) + frame.em * 0.9 if counts else 0.0
        left = label_width(self.axes, frame) + frame.em * 1.5
        return left, frame.width - frame.width_of("100", frame.type(1.0, "semibold")) - frame.em * 1.25 - words

    def _natural(self, frame: Frame) -> list[float]:
        """The heights of the rows on paper."""
        label, em = frame.type(1.0, "medium"), frame.em
        room = label_width(self.axes, frame)
        bars = len(self._bars) * (_BAR + _BETWEEN_BARS) * em
        counts = [len(frame.typesetter.lines(axis, label, room)) for axis in self.axes]
        return [max(bars, count * label.size * LEADING) + _ROW_PAD * em for count in counts]

    def entries(self) -> Iterable[LegendItem]:
        """The series, the middle half, and what hollow bars are."""
        for each in self._bars:
            yield LegendItem("bar", each.label, each.style)
        for each in self._ticks:
            yield LegendItem("tick", each.label, each.style)
        if self._shown_band is not None:
            yield LegendItem("area", self._shown_band.label, SeriesStyle(BAND, (), "none"))
        if self.few_note and (hollow := next((each for each in self._bars if each.few), None)):
            yield LegendItem("bar", self.few_note, hollow.style, hollow=True)


def label_width(labels: Sequence[str], frame: Frame) -> float:
    """What the names before bars take: a third of the width at most."""
    widest = max((frame.width_of(label, frame.type(1.0, "medium")) for label in labels), default=0.0)
    return min(frame.width * LABEL_SHARE, WIDEST_LABEL * frame.em, widest)


def scale(left: float, right: float, top: float, bottom: float, frame: Frame) -> list[Item]:
    """Upright lines from 0 to 100 with their numbers below."""
    type_ = frame.type(0.82)
    xs = [left + tick * (right - left) for tick in TICKS]
    width = 1.0 if frame.whole else frame.em * 0.05
    items: list[Item] = [Line(tuple(((x, top), (x, bottom)) for x in xs), HAIRLINE, width)]
    for tick, x in zip(TICKS, xs, strict=True):
        words = frame.typesetter.line(points_of_100(tick), type_)
        items += stack([words], x, bottom + type_.size * 1.05, type_, MUTED, "center")
    return items
