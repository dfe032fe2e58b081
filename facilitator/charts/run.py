"""A run chart: values by their days around a median, with a line for the day on which something began.

It draws no trend and no arrow: what may be said of it stands beside it in words.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, floor, log10

from facilitator.charts.drawing import Chart, Item, Line, Marks, place, stroke
from facilitator.charts.frame import BASE, Frame
from facilitator.charts.styles import FIRST, HAIRLINE, MUTED, SECOND, TEXT, SeriesStyle
from facilitator.i18n import number, short_day, tr

_TICKS = 4
_MARK, _SMALLEST_MARK = 0.34, 0.16
"""Radius of a dot, in sizes of letters."""
_HEIGHT = 0.42
"""Of the width, where the height is free."""
_BETWEEN = 1.25
"""From one label of a line to the next, in sizes of letters."""

MIDDLE = SeriesStyle(TEXT, (), "none", 0.8)
TARGET = SeriesStyle(SECOND.ink, (4.5, 2.0), "none")
BASELINE = SeriesStyle(MUTED, (1.0, 1.6), "none", 0.8)
"""The lines of a median, of a target, and of what it was at the beginning."""


@dataclass(frozen=True, slots=True)
class Level:
    """A line across at a value, such as a target; its look tells it from the others, and so do its words."""

    label: str
    value: float
    style: SeriesStyle


@dataclass(frozen=True)
class RunChart(Chart):
    """`values` are in the order of their days. `levels` go across, `day` stands upright with the words `day_label`.

    `unit` stands above the scale, and `counted`, how many values there are, below the days.
    """

    values: Sequence[tuple[date, float]] = ()
    levels: Sequence[Level] = ()
    day: date | None = None
    day_label: str = ""
    unit: str = ""
    counted: str = ""

    em = 0.036

    @property
    def has_values(self) -> bool:
        """Whether there is a value."""
        return bool(self.values)

    def in_words(self) -> str:
        """The lines, then every value with its day."""
        lines = [f"{level.label}: {number(level.value)}" for level in self.levels]
        upright = [f"{self.day_label}: {short_day(self.day)}"] if self.day is not None else []
        told = "; ".join(f"{short_day(day)}: {number(value)}" for day, value in self.values)
        head = [part for part in (self.unit, self.counted) if part]
        return ". ".join([*head, *lines, *upright, told or tr("no value")])

    def texts(self) -> list[str]:
        """What stands beside the lines, and the unit."""
        return [self.unit, self.counted, self.day_label, *(level.label for level in self.levels)]

    def height(self, frame: Frame) -> float:
        """A little less than half as high as it is wide."""
        return frame.width * _HEIGHT

    def items(self, frame: Frame) -> list[Item]:
        """Scale, upright line, levels, and the dots with a thin line from each to the next."""
        type_, strong = frame.type(), frame.type(1.0, "semibold")
        low, high, ticks = self._scale()
        scale = [(frame.typesetter.line(number(tick), type_), tick) for tick in ticks]
        labels = [
            frame.shortened(f"{level.label} {number(level.value)}", type_, frame.width * 0.28) for level in self.levels
        ]
        left = max(words.width for words, _ in scale) + frame.em * 0.8
        right = frame.width - max((words.width for words in labels), default=0.0) - frame.em * (0.8 if labels else 0.4)
        top, bottom = frame.em * 3.0, frame.height - frame.em * 3.4
        first, last = self._days()

        def x(day: date) -> float:
            span = (last - first).days
            inset = frame.em * 0.8
            return left + inset + (right - left - 2 * inset) * ((day - first).days / span if span else 0.5)

        def y(value: float) -> float:
            return bottom - (bottom - top) * (value - low) / (high - low)

        items: list[Item] = []
        if self.unit:
            items.append(place(frame.shortened(self.unit, type_, frame.width * 0.45), 0.0, frame.em, type_, MUTED))
        for words, tick in scale:
            items.append(stroke(((left, y(tick)), (right, y(tick))), HAIRLINE, frame.line * 0.5))
            items.append(place(words, left - frame.em * 0.5, y(tick) + type_.size * BASE, type_, MUTED, "right"))
        if self.day is not None:
            at = x(self.day)
            items.append(stroke(((at, top - frame.em * 0.4), (at, bottom)), TEXT, frame.line))
            words = frame.shortened(f"{self.day_label} {short_day(self.day)}", strong, frame.width * 0.5)
            start = min(max(at - words.width / 2, 0.0), frame.width - words.width)
            items.append(place(words, start, top - frame.em * 0.9, strong))
        for level, words, base in zip(self.levels, labels, self._bases(frame, y, top, bottom), strict=True):
            width = frame.line * level.style.weight
            dash = tuple(part * width for part in level.style.dash)
            items.append(stroke(((left, y(level.value)), (right, y(level.value))), level.style.ink, width, dash))
            items.append(place(words, right + frame.em * 0.6, base + type_.size * BASE, type_, level.style.ink))
        points = tuple((x(day), y(value)) for day, value in self.values)
        if len(points) > 1:
            items.append(Line((points,), MUTED, frame.line * 0.5))
        room = (right - left) / max(len(points), 1)
        items.append(Marks(points, max(min(frame.em * _MARK, room * 0.4), frame.em * _SMALLEST_MARK), FIRST))
        return [*items, *self._under(frame, x, bottom)]

    def _under(self, frame: Frame, x: Callable[[date], float], bottom: float) -> list[Item]:
        """The first and the last day, and how many values there are."""
        type_, strong = frame.type(), frame.type(1.0, "semibold")
        base = bottom + frame.em * 1.5
        first, last = self.values[0][0], self.values[-1][0]
        begins = frame.typesetter.line(short_day(first), type_)
        start = max(x(first) - begins.width / 2, 0.0)
        items: list[Item] = [place(begins, start, base, type_, MUTED)]
        if last != first:
            ends = frame.typesetter.line(short_day(last), type_)
            end = min(x(last) - ends.width / 2, frame.width - ends.width)
            if end > start + begins.width + frame.em:
                items.append(place(ends, end, base, type_, MUTED))
        if self.counted:
            words = frame.shortened(self.counted, strong, frame.width)
            items.append(place(words, 0.0, frame.height - frame.em * 0.4, strong))
        return items

    def _bases(self, frame: Frame, y: Callable[[float], float], top: float, bottom: float) -> list[float]:
        """The middles of the words beside the levels, moved apart where lines lie close to each other."""
        step = frame.type().size * _BETWEEN
        order = sorted(range(len(self.levels)), key=lambda at: y(self.levels[at].value))
        found = [0.0] * len(order)
        free = top
        for at in order:
            found[at] = max(y(self.levels[at].value), free)
            free = found[at] + step
        limit = bottom
        for at in reversed(order):
            found[at] = min(found[at], limit)
            limit = found[at] - step
        return found

    def _days(self) -> tuple[date, date]:
        days = [day for day, _ in self.values] + ([self.day] if self.day is not None else [])
        return min(days), max(days)

    def _scale(self) -> tuple[float, float, list[float]]:
        """The lowest and the highest value of the scale, and where it is marked: round numbers around everything."""
        values = [value for _, value in self.values] + [level.value for level in self.levels]
        low, high = min(values), max(values)
        if low == high:
            low, high = low - (abs(low) * 0.1 or 1.0), high + (abs(high) * 0.1 or 1.0)
        if 0 <= low < 0.5 * high:
            # What is counted is seen from nothing on, where that costs little of the height.
            low = 0.0
        raw = (high - low) / _TICKS
        power = 10.0 ** floor(log10(raw))
        step = power * next(each for each in (1, 2, 2.5, 5, 10) if each * power >= raw * 0.999)
        first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
        return first * step, last * step, [tick * step for tick in range(first, last + 1)]
