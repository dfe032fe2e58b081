"""Groups beside each other on the same axes: their medians, middle halves, and how many people those are.

On paper groups are rows that go on over pages, on a screen they are panels side by side.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from facilitator.charts.drawing import Box, Chart, Item, Line, Marks, place, points_of_100, stack, stroke
from facilitator.charts.frame import BASE, LEADING, Frame, Type, Words
from facilitator.charts.styles import BAND, FIRST, HAIRLINE, MUTED, RING, TEXT, Ink
from facilitator.i18n import tr, trn

_PADDED = 0.6
_SCALE, _VALUE_ROOM, _GAP = 1.0, 1.4, 1.25
"""Height of a band, of the value over it, and between scales, in sizes of letters as all lengths."""
_NAMES, _COUNTS = 0.26, 3.25
_IN_A_LINE = 5
"""More panels than this take two lines."""
_NAMES_BESIDE, _LINE, _ROW = 0.26, 1.36, 4.4
_BAND_SHARE = 0.35


@dataclass(frozen=True, slots=True)
class Spread:
    """One group on one axis, in [0, 1]. Without quartiles there is the median alone; without that, nothing.

    `n` is how many people have a value here; None where all of the group do.
    """

    median: float | None
    q1: float | None = None
    q3: float | None = None
    n: int | None = None

    @property
    def said(self) -> str:
        """The median with the people behind it, where those are not all of the group."""
        said = points_of_100(self.median)
        return said if self.n is None else f"{said} ({self.n})"


@dataclass(frozen=True, slots=True)
class Group:
    """One group of `count` people. The row of the whole is `strong`."""

    name: str
    count: int
    axes: Sequence[Spread]
    strong: bool = False


@dataclass(frozen=True)
class _Groups(Chart):
    axes: Sequence[str] = ()
    groups: Sequence[Group] = ()

    @property
    def has_values(self) -> bool:
        """Whether there is any group."""
        return bool(self.groups)

    def in_words(self) -> str:
        """Every group's median on every axis, with its middle half."""
        return "; ".join(
            tr("{group}, {n} people: {values}", group=each.name, n=each.count, values=self._values(each))
            for each in self.groups
        )

    def texts(self) -> list[str]:
        """Axes and groups."""
        return [*self.axes, *(each.name for each in self.groups)]

    def _values(self, group: Group) -> str:
        told = []
        for label, axis in zip(self.axes, group.axes, strict=True):
            if axis.median is not None:
                half = f" ({points_of_100(axis.q1)}–{points_of_100(axis.q3)})" if axis.q1 is not None else ""
                behind = f" (n = {axis.n})" if axis.n is not None else ""
                told.append(f"{label} {points_of_100(axis.median)}{half}{behind}")
        return ", ".join(told) or tr("no value")


@dataclass(frozen=True)
class GroupRows(_Groups):
    """Rows of groups under the names of the axes, on scales from 0 to 100; `titles` head the names and the counts."""

    titles: tuple[str, str] = ("", "")

    def height(self, frame: Frame) -> float:
        """The head and all rows."""
        return self.head_height(frame) + sum(self.row_height(each, frame) for each in self.groups)

    def head_height(self, frame: Frame) -> float:
        """The names of the axes, wrapped."""
        return max([len(lines) for lines in self._heads(frame)] or [1]) * _head(frame).size * LEADING + frame.em

    def row_height(self, group: Group, frame: Frame) -> float:
        """A scale with its values, or the group's name if that is higher."""
        lines = len(self._name_lines(group, frame)) * frame.type(1.06).size * LEADING
        return max((_SCALE + _VALUE_ROOM) * frame.em, lines) + 2 * _PADDED * frame.em

    def items(self, frame: Frame) -> list[Item]:
        """The head, then row by row."""
        head, em = _head(frame), frame.em
        top = self.head_height(frame)
        leading = head.size * LEADING
        counts = self._name_width(frame) + self._count_width(frame)
        base = top - em * 0.6
        words = frame.typesetter.line
        items: list[Item] = [
            place(words(self.titles[0], head), 0.0, base, head, MUTED),
            place(words(self.titles[1], head), counts, base, head, MUTED, "right"),
        ]
        for axis, lines in enumerate(self._heads(frame)):
            left = self._cell(axis, frame)[0]
            start = base - (len(lines) - 1) * leading
            items += [place(line, left, start + at * leading, head, MUTED) for at, line in enumerate(lines)]
        items.append(stroke(((0.0, top), (frame.width, top)), TEXT, em * 0.09))
        for group in self.groups:
            high = self.row_height(group, frame)
            items += self._row(group, frame, top, high)
            top += high
        return items

    def _row(self, group: Group, frame: Frame, top: float, high: float) -> list[Item]:
        em, middle, count = frame.em, top + high / 2, frame.type(0.94)
        items: list[Item] = [Box(0.0, top, frame.width, high, Ink("soft"))] if group.strong else []
        items += stack(self._name_lines(group, frame), 0.0, middle, self._name(group, frame))
        words = frame.typesetter.line(str(group.count), count)
        items += stack([words], self._name_width(frame) + self._count_width(frame), middle, count, MUTED, "right")
        for axis, spread in enumerate(group.axes):
            items += _on_scale(spread, *self._cell(axis, frame), middle, frame)
        items.append(stroke(((0.0, top + high), (frame.width, top + high)), HAIRLINE, em * 0.06))
        return items

    def _name(self, group: Group, frame: Frame) -> Type:
        return frame.type(1.06, "semibold" if group.strong else "regular")

    def _name_lines(self, group: Group, frame: Frame) -> Sequence[Words]:
        return frame.typesetter.lines(group.name, self._name(group, frame), self._name_width(frame) - frame.em * 0.5)

    def _name_width(self, frame: Frame) -> float:
        return frame.width * _NAMES - (self._count_width(frame) - _COUNTS * frame.em)

    def _count_width(self, frame: Frame) -> float:
        return max(_COUNTS * frame.em, frame.width_of(self.titles[1], _head(frame)))

    def _cell(self, axis: int, frame: Frame) -> tuple[float, float]:
        """Left edge and width of the scale of an axis."""
        gap = _GAP * frame.em
        start = self._name_width(frame) + self._count_width(frame) + gap
        each = (frame.width - start - gap * (len(self.axes) - 1)) / max(1, len(self.axes))
        return start + axis * (each + gap), each

    def _heads(self, frame: Frame) -> list[Sequence[Words]]:
        return [
            frame.typesetter.lines(axis, _head(frame), self._cell(place, frame)[1])
            for place, axis in enumerate(self.axes)
        ]


def _head(frame: Frame) -> Type:
    return frame.type(0.94, "semibold")


def _on_scale(spread: Spread, left: float, width: float, middle: float, frame: Frame) -> list[Item]:
    """The scale, the band with an outline so that it is seen in black and white, and the median with its value."""
    em, type_ = frame.em, frame.type(0.94, "semibold")
    bottom = middle + (_SCALE + _VALUE_ROOM) * em / 2
    track, top = bottom - _SCALE * em / 2, bottom - _SCALE * em
    ends = tuple(((end, track - em * 0.25), (end, track + em * 0.25)) for end in (left, left + width))
    items: list[Item] = [Line((((left, track), (left + width, track)), *ends), HAIRLINE, em * 0.075)]
    if spread.q1 is not None and spread.q3 is not None:
        wide = max((spread.q3 - spread.q1) * width, em * 0.1)
        items.append(Box(left + spread.q1 * width, top, wide, _SCALE * em, BAND, Ink("brand"), em * 0.05))
    words = frame.typesetter.line(spread.said, type_)
    x = left + width / 2 if spread.median is None else left + spread.median * width
    if spread.median is not None:
        items.append(stroke(((x, top - em * 0.19), (x, bottom + em * 0.19)), TEXT, frame.line))
    # Never beyond its own scale, where it would touch the neighbour's.
    at = min(max(x - words.width / 2, left), left + width - words.width)
    return [*items, place(words, at, top - em * 0.44, type_)]


@dataclass(frozen=True)
class GroupPanels(_Groups):
    """A panel for each group; the first is what the others are compared with: a dashed line marks its medians."""

    def items(self, frame: Frame) -> list[Item]:
        """The panels in columns, the axes as rows through all of them."""
        lines = 1 if len(self.groups) <= _IN_A_LINE else 2
        across = -(-len(self.groups) // lines)
        items: list[Item] = []
        for line in range(lines):
            top, high = line * frame.height / lines, frame.height / lines
            items += self._line(self.groups[line * across : (line + 1) * across], across, frame, top, high)
        return items

    def _line(self, groups: Sequence[Group], across: int, frame: Frame, top: float, space: float) -> list[Item]:
        """One line of panels behind the labels of their axes."""
        type_, strong = frame.type(), frame.type(1.0, "semibold")
        high = type_.size * _LINE
        widest = max((frame.width_of(label, type_) for label in self.axes), default=0.0)
        names = min(widest + high, frame.width * _NAMES_BESIDE)
        column = (frame.width - names) / across
        two = max(frame.width_of(each.name, strong) for each in groups) > column * 0.95
        head, gap = high * (3.3 if two else 2.3), high * 0.8
        row = min((space - head - high * 1.2) / max(len(self.axes), 1), type_.size * _ROW)
        value = frame.width_of("100", strong) * 1.25
        if row < 2 * high:
            # No second line for how many people have a value: it stands behind.
            value += max((_counted(axis, frame) for each in groups for axis in each.axes), default=0.0)
        items: list[Item] = []
        for at, label in enumerate(self.axes):
            said = frame.fitting(label, type_, names - high * 0.6, int(row / high))
            items += stack(said, 0.0, top + head + (at + 0.5) * row, type_)
        for at, each in enumerate(groups):
            left = names + at * column
            middle = left + column / 2
            title = frame.fitting(each.name, strong, column * 0.95, 2 if two else 1)
            bottom = top + head - high * 1.15
            items += stack(title, middle, bottom - len(title) * strong.size * LEADING / 2, strong, TEXT, "center")
            counted = trn("{count} person", "{count} people", each.count)
            count = frame.fitting(counted, type_, column * 0.95, 1)
            items += stack(count, middle, top + head - high * 0.6, type_, MUTED, "center")
            track = (left + gap / 2, left + column - gap / 2 - value)
            items += self._panel(each, track, top + head, row, value, frame)
        return items

    def _panel(
        self, group: Group, track: tuple[float, float], top: float, row: float, value: float, frame: Frame
    ) -> list[Item]:
        (left, right), em, width = track, frame.em, track[1] - track[0]
        bottom = top + row * len(self.axes)
        upright = tuple(((x, top), (x, bottom)) for x in (left, left + width / 2, right))
        level = tuple(((left, top + (at + 0.5) * row), (right, top + (at + 0.5) * row)) for at in range(len(self.axes)))
        items: list[Item] = [Line(upright, RING, 1.0), Line(level, RING, 1.5)]
        type_ = frame.type()
        for x, said in ((left, "0"), (right, "100")):
            items += stack([frame.typesetter.line(said, type_)], x, bottom + type_.size * 0.7, type_, MUTED, "center")
        for at, axis in enumerate(group.axes):
            middle = top + (at + 0.5) * row
            items += _value(axis, right + value, middle, frame, beside=row < 2 * frame.type().size * _LINE)
            if axis.median is None:
                continue
            if axis.q1 is not None and axis.q3 is not None:
                tall = min(row * 0.5, em * 1.1)
                wide = max((axis.q3 - axis.q1) * width, 3.0)
                fill = Ink(FIRST.ink.role, _BAND_SHARE)
                items.append(Box(left + axis.q1 * width, middle - tall / 2, wide, tall, fill))
            if group is not self.groups[0] and (compared := self.groups[0].axes[at].median) is not None:
                x, tall = left + width * compared, min(row * 0.4, em * 0.95)
                items.append(stroke(((x, middle - tall), (x, middle + tall)), TEXT, 2.0, (4.0, 3.0)))
            size = max(4.0, min(row * 0.13, em * 0.27))
            items.append(Marks(((left + width * axis.median, middle),), size, FIRST))
        return items


def _value(axis: Spread, right: float, middle: float, frame: Frame, *, beside: bool) -> list[Item]:
    """The median, and under it or behind it how many people have a value where those are not all."""
    type_, small = frame.type(1.0, "regular" if axis.median is None else "semibold"), frame.type(0.8)
    said = [frame.typesetter.line(points_of_100(axis.median), type_)]
    ink = MUTED if axis.median is None else TEXT
    if axis.n is None:
        return stack(said, right, middle, type_, ink, "right")
    count = [frame.typesetter.line(f"({axis.n})", small)]
    if beside:
        return [
            *stack(said, right - _counted(axis, frame), middle, type_, ink, "right"),
            *stack(count, right, middle, small, MUTED, "right"),
        ]
    return [
        *stack(said, right, middle - type_.size * 0.6, type_, ink, "right"),
        *stack(count, right, middle + small.size * (BASE + 0.35), small, MUTED, "right"),
    ]


def _counted(axis: Spread, frame: Frame) -> float:
    return 0.0 if axis.n is None else frame.width_of(f" ({axis.n})", frame.type(0.8))
