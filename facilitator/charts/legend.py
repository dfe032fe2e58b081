"""What the looks of a chart mean: samples with their words, in rows under it or in a column beside it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from facilitator.charts.drawing import Box, Chart, Disc, Item, Line, Marks, place, stroke
from facilitator.charts.frame import BASE, LEADING, Frame, Type, Words
from facilitator.charts.styles import BAND_EDGE, GROUND, MUTED, TEXT, UNGROUPED, Ink, SeriesStyle

_LETTERS = 0.94
_ROW = 1.45
"""Height of a row, in sizes of its letters; others are in those too."""
_TIGHTEST = 0.8
"""So close rows may come to each other where there is no room: their letters don't touch yet."""
_SAMPLE = {"line": 2.6, "bar": 2.6, "area": 2.6, "mark": 1.0, "tick": 1.0, "few": 1.0, "none": 0.0}
_AFTER_SAMPLE, _BETWEEN = 0.6, 1.7
_BAR = 0.9
_SHORT = 2.0
"""Up to so long are short dashes, in widths of their line."""


@dataclass(frozen=True, slots=True)
class LegendItem:
    """A sample and its words; a `note` says more where there is room.

    A sample is a piece of the series' `line`, of its `bar`, its `mark` alone or a `tick`; an `area` and the hollow mark
    of what stands on `few` have no series of their own.
    """

    kind: Literal["line", "bar", "mark", "area", "tick", "few", "none"]
    text: str
    style: SeriesStyle = UNGROUPED
    hollow: bool = False
    width: float = 0.0
    """Of the line, where that is not the usual one."""
    note: str = ""


class Legend:
    """Entries in rows, as many in one as fit, all rows as one block in the middle."""

    def __init__(self, entries: Sequence[LegendItem], frame: Frame, width: float | None = None) -> None:
        self._frame, self._width = frame, frame.width if width is None else width
        self._type = frame.type(_LETTERS)
        self.rows: list[list[tuple[LegendItem, Sequence[Words], float]]] = []
        """Entries with their words and the width of both."""
        used = self._width
        for entry in entries:
            lines = frame.typesetter.lines(entry.text, self._type, max(self._width - self._lead(entry), 1.0))
            own = self._lead(entry) + max(line.width for line in lines)
            if self.rows and used + self._between + own <= self._width:
                self.rows[-1].append((entry, lines, own))
                used += self._between + own
            else:
                self.rows.append([(entry, lines, own)])
                used = own

    @property
    def height(self) -> float:
        """Of all rows; 0 without entries."""
        return sum(map(self._row_height, self.rows))

    def items(self, left: float, top: float, room: float | None = None) -> list[Item]:
        """All rows, hanging from `top`; closer to each other where there is less `room` than they would take."""
        tight = 1.0 if room is None or not self.rows else min(1.0, max(_TIGHTEST, room / self.height))
        items: list[Item] = []
        widest = max((self._row_width(row) for row in self.rows), default=0.0)
        for row in self.rows:
            # The air above and below its words goes, and they stay in the middle of what is left.
            top -= self._row_height(row) * (1 - tight) / 2
            x = left + max(0.0, (self._width - widest) / 2)
            for entry, lines, own in row:
                items += _item(entry, lines, (x, top), self._lead(entry), self._type, self._frame)
                x += own + self._between
            top += self._row_height(row) * (1 + tight) / 2
        return items

    @property
    def _between(self) -> float:
        return self._type.size * _BETWEEN

    def _lead(self, entry: LegendItem) -> float:
        return _lead(entry) * self._type.size

    def _row_height(self, row: Sequence[tuple[LegendItem, Sequence[Words], float]]) -> float:
        return self._type.size * (_ROW + (max(len(lines) for _, lines, _ in row) - 1) * LEADING)

    def _row_width(self, row: Sequence[tuple[LegendItem, Sequence[Words], float]]) -> float:
        return sum(own for *_, own in row) + self._between * (len(row) - 1)


class OverLegend(Chart):
    """A chart whose legend is under it: `plot` draws it in the frame that is left."""

    __slots__ = ()
    gap = 1.0
    """Between both, in sizes of letters."""

    def entries(self) -> Iterable[LegendItem]:
        """What is in the legend."""
        raise NotImplementedError

    def plot_height(self, frame: Frame) -> float:
        """How high it is without the legend where the height is free."""
        raise NotImplementedError

    def plot(self, frame: Frame) -> list[Item]:
        """What to draw in the frame without the legend."""
        raise NotImplementedError

    def height(self, frame: Frame) -> float:
        """The chart and its legend."""
        return self.plot_height(frame) + self._under(Legend(list(self.entries()), frame), frame)

    def items(self, frame: Frame) -> list[Item]:
        """The chart, then its legend at the bottom."""
        legend = Legend(list(self.entries()), frame)
        plot = self.plot(replace(frame, height=frame.height - self._under(legend, frame)))
        return [*plot, *legend.items(0.0, frame.height - legend.height)]

    def _under(self, legend: Legend, frame: Frame) -> float:
        return legend.height + frame.em * self.gap if legend.rows else 0.0


@dataclass(frozen=True, slots=True)
class Count:
    """On how many people a chart rests, as `text`, and what that number means."""

    text: str
    note: str


def column(entries: Sequence[LegendItem], count: Count, frame: Frame) -> list[Item]:
    """Below each other, under how many people they are of, in the middle of the frame's height.

    Their notes stand below them where that leaves letters of the least size at least.
    """
    sizes = [max(1.0, round(frame.em * share)) for share in (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.45)]
    for size, noted in [*((each, True) for each in sizes if each >= frame.least), *((each, False) for each in sizes)]:
        # Large text and a long name: all of it a little smaller rather than some of it cut.
        type_ = Type(size)
        rows = []
        for entry in entries:
            room = frame.width - (_lead(entry) + 0.4) * size
            parts = [(frame.typesetter.lines(text, type_, room), ink)
                     for text, ink in ((entry.text, TEXT), (entry.note if noted else "", MUTED)) if text]  # fmt: skip
            rows.append((entry, parts, size * (max(1.75, sum(len(lines) for lines, _ in parts) * 1.36 + 0.55))))
        number = Type(round(size * 1.9), "semibold")
        words = frame.typesetter.line(count.text, number)
        beside = words.width + size * 0.5
        # What the number means stands beside it, or below it where it is too long for that.
        meant = frame.typesetter.lines(count.note, type_, frame.width)
        is_beside = beside + frame.width_of(count.note, type_) <= frame.width
        head = size * (3 if is_beside else 2.9 + len(meant) * 1.36)
        height = sum(high for *_, high in rows) + head
        if height <= frame.height:
            break
    top = (frame.height - height) / 2
    items: list[Item] = [place(words, 0.0, top + size * 2, number)]
    for at, line in enumerate(meant):
        x, y = (beside, 2.0) if is_beside else (0.0, 3.4 + at * 1.36)
        items.append(place(line, x, top + size * y, type_, MUTED))
    top += head
    for entry, parts, high in rows:
        items += _item(entry, (), (0.0, top), 0.0, type_, frame)
        base = top + size * (_ROW / 2 + BASE)
        for lines, ink in parts:
            for line in lines:
                items.append(place(line, _lead(entry) * size, base, type_, ink))
                base += size * 1.36
        top += high
    return items


def _lead(entry: LegendItem) -> float:
    return _SAMPLE[entry.kind] + (_AFTER_SAMPLE if entry.kind != "none" else 0.0)


def _item(
    entry: LegendItem, lines: Sequence[Words], at: tuple[float, float], lead: float, type_: Type, frame: Frame
) -> list[Item]:
    (x, top), size = at, type_.size
    middle = top + size * _ROW / 2
    items = _sample(entry, x, middle, size, frame.line)
    for number, line in enumerate(lines):
        items.append(place(line, x + lead, middle + size * (BASE + number * LEADING), type_))
    return items


def _sample(entry: LegendItem, x: float, middle: float, size: float, usual: float) -> list[Item]:
    style, width = entry.style, _SAMPLE[entry.kind] * size
    line = entry.width or usual * style.weight
    marks = Marks(((x + width / 2, middle),), size * 0.34, style, entry.hollow)
    if entry.kind == "line":
        shown = stroke(((x, middle), (x + width, middle)), style.ink, line, tuple(part * line for part in style.dash))
        return [shown, marks] if style.marker != "none" else [shown]
    if entry.kind == "bar":
        return bar(x, middle - size * _BAR / 2, width, size * _BAR, style, hollow=entry.hollow)
    if entry.kind == "area":
        edge = (BAND_EDGE, entry.width or usual * 0.5)
        return [Box(x, middle - size * _BAR / 2, width, size * _BAR, style.ink, *edge)]
    if entry.kind == "tick":
        ends = (x + width / 2, middle - size * 0.5), (x + width / 2, middle + size * 0.5)
        return [stroke(ends, style.ink, usual)]
    if entry.kind == "few":
        return [Disc((x + width / 2, middle), size * 0.32, GROUND, MUTED, size * 0.15)]
    return [marks] if entry.kind == "mark" else []


def bar(
    left: float, top: float, width: float, height: float, style: SeriesStyle, *, hollow: bool = False
) -> list[Item]:
    """A bar of a series: hollow, plain, or hatched where its line is dashed; of short dashes the other way."""
    width = max(width, height * 0.08)
    edge = max(height * 0.14, 1.0)
    items: list[Item] = [Box(left, top, width, height, style.ink)]
    if hollow:
        items = [Box(left, top, width, height, GROUND, style.ink, edge)]
    if style.dash and not hollow:
        step = height * 0.62
        starts = (left + step * number for number in range(int(width / step)))
        upper, lower = (1.0, 0.4) if style.dash[0] > _SHORT else (0.4, 1.0)
        hatch = tuple(
            ((start + step * upper, top + edge), (start + step * lower, top + height - edge)) for start in starts
        )
        items.append(Line(hatch, Ink("soft"), height * 0.11))
    return items


def under(entries: Sequence[LegendItem], count: Count, frame: Frame) -> list[Item]:
    """In rows beside how many people they are of, hanging from the frame's top."""
    number, fine = Type(round(frame.em * 1.2), "semibold"), frame.type(_LETTERS)
    words, meant = frame.typesetter.line(count.text, number), frame.typesetter.line(count.note, fine)
    first = max(words.width, meant.width) + frame.em * 2
    legend = Legend(entries, frame, frame.width - first)
    base = frame.em * _ROW / 2 + number.size * BASE
    return [
        place(words, frame.em * 0.6, base, number),
        place(meant, frame.em * 0.6, base + frame.em * 1.36, fine, MUTED),
        *legend.items(first, 0.0, frame.height),
    ]
