"""Groups under each other and axes side by side: each cell a small scale with the middle half and the median.

The small multiples of a comparison. It is cut between rows like a table, under a repeated head.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.platypus.flowables import Flowable

from facilitator.documents import tagging, typesetting
from facilitator.documents.brand import accent_of
from facilitator.documents.charts.data import points
from facilitator.documents.flowables import Block
from facilitator.documents.fonts import Face
from facilitator.documents.pen import Path
from facilitator.documents.style import BAND, HAIRLINE, INK, MUTED, SOFT, TextStyle
from facilitator.documents.typesetting import Line

_HEAD = TextStyle(size=7.5, leading=9.5, face=Face.SEMIBOLD, color=MUTED)
_NAME = TextStyle(size=8.5, leading=11)
_STRONG = _NAME.with_(face=Face.SEMIBOLD)
_VALUE = TextStyle(size=7.5, leading=9, face=Face.SEMIBOLD)
_COUNT = TextStyle(size=7.5, leading=11, color=MUTED, align="right")
_NAMES = 0.26
_COUNTS = 26.0
"""The narrowest column of counts."""
_GAP = 10.0
_PAD = 5.0
_SCALE = 8.0
"""Height of the band; the median's line is a little longer."""
_VALUE_ROOM = 11.0
_KEPT_ROWS = 2


@dataclass(frozen=True, slots=True)
class Range:
    """One group on one axis, in [0, 1]. Without quartiles there is the median alone; without that, nothing.

    `n` is how many people have a value here; None where all of the group do.
    """

    median: float | None
    q1: float | None = None
    q3: float | None = None
    n: int | None = None


@dataclass(frozen=True, slots=True)
class RangeRow:
    """One group of `count` people. The row of the whole is `strong`."""

    name: str
    count: int
    ranges: Sequence[Range]
    strong: bool = False


class RangesTable(Block):
    """Rows of groups under the names of the axes, on scales from 0 to 100."""

    def __init__(self, axes: Sequence[str], rows: Sequence[RangeRow], *, group: str, people: str) -> None:
        """`group` and `people` head the columns of names and of counts."""
        super().__init__(4, 10)
        self._axes = tuple(axes)
        self._rows = tuple(rows)
        self._titles = (group, people)

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Width and height taken."""
        self.width = available_width
        self.height = self._head_height() + sum(map(self._row_height, self._rows))
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """The rows that fit and the others, both under the head."""
        self.width = available_width
        free, fit = available_height - self._head_height(), 0
        for row in self._rows:
            free -= self._row_height(row)
            if free < 0:
                break
            fit += 1
        if len(self._rows) - fit == 1:
            fit -= 1  # the last row would stand alone on the next page
        if not _KEPT_ROWS <= fit < len(self._rows):
            return []
        return [self._part(self._rows[:fit]), self._part(self._rows[fit:])]

    def draw(self) -> None:
        """Draw it with its lower left corner at the origin."""
        canvas = self.canv
        top = self.height - self._head_height()
        with tagging.leaf(canvas, "Figure", self.in_words()):
            self._draw_head(canvas, top)
            for row in self._rows:
                high = self._row_height(row)
                top -= high
                self._draw_row(canvas, row, top, high)

    def in_words(self) -> str:
        """Every group's median on every axis, with its middle half, for those who have it read aloud."""
        return ". ".join(
            f"{row.name} ({row.count}): "
            + ", ".join(f"{axis} {_said(found)}" for axis, found in zip(self._axes, row.ranges, strict=True))
            for row in self._rows
        )

    def _draw_head(self, canvas: Any, base: float) -> None:
        counts = self._name_width + self._count_width
        placed = [(0.0, base + 5, typesetting.line(self._titles[0], _HEAD))]
        people = typesetting.line(self._titles[1], _HEAD)
        placed.append((counts - people.width, base + 5, people))
        for place, lines in enumerate(self._heads()):
            x = self._cell(place)[0]
            placed += [(x, base + 5 + (len(lines) - 1 - at) * _HEAD.leading, line) for at, line in enumerate(lines)]
        typesetting.draw(canvas, placed, _HEAD)
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(0.75)
        canvas.line(0, base, self.width, base)

    def _draw_row(self, canvas: Any, row: RangeRow, bottom: float, high: float) -> None:
        look = _STRONG if row.strong else _NAME
        if row.strong:
            canvas.setFillColor(SOFT)
            canvas.rect(0, bottom, self.width, high, stroke=0, fill=1)
        middle = bottom + high / 2
        lines = self._name_lines(row)
        first = middle + len(lines) * look.leading / 2 - look.leading / 2 - look.size * 0.36
        typesetting.draw(canvas, [(0.0, first - at * look.leading, line) for at, line in enumerate(lines)], look)
        count_base = middle - _COUNT.size * 0.36
        typesetting.draw_line(canvas, self._name_width + self._count_width, count_base, str(row.count), _COUNT)
        for place, found in enumerate(row.ranges):
            left, width = self._cell(place)
            _draw_range(canvas, found, left, width, middle)
        canvas.setStrokeColor(HAIRLINE)
        canvas.setLineWidth(0.5)
        canvas.line(0, bottom, self.width, bottom)

    @property
    def _name_width(self) -> float:
        return self.width * _NAMES - (self._count_width - _COUNTS)

    @property
    def _count_width(self) -> float:
        return max(_COUNTS, typesetting.text_width(self._titles[1], _HEAD))

    def _cell(self, place: int) -> tuple[float, float]:
        """Left edge and width of the scale of an axis."""
        start = self._name_width + self._count_width + _GAP
        each = (self.width - start - _GAP * (len(self._axes) - 1)) / max(1, len(self._axes))
        return start + place * (each + _GAP), each

    def _heads(self) -> list[tuple[Line, ...]]:
        return [typesetting.lines(axis, _HEAD, self._cell(place)[1]) for place, axis in enumerate(self._axes)]

    def _head_height(self) -> float:
        return max([len(lines) for lines in self._heads()] or [1]) * _HEAD.leading + 8

    def _name_lines(self, row: RangeRow) -> tuple[Line, ...]:
        return typesetting.lines(row.name, _STRONG if row.strong else _NAME, self._name_width - 4)

    def _row_height(self, row: RangeRow) -> float:
        return max(_SCALE + _VALUE_ROOM, len(self._name_lines(row)) * _NAME.leading) + 2 * _PAD

    def _part(self, rows: Sequence[RangeRow]) -> "RangesTable":
        return RangesTable(self._axes, rows, group=self._titles[0], people=self._titles[1])


def _median(found: Range) -> str:
    """The median with the people behind it, where those are not all of the group."""
    said = "–" if found.median is None else points(found.median)
    return said if found.n is None else f"{said} ({found.n})"


def _said(found: Range) -> str:
    median = _median(found)
    if found.q1 is None or found.q3 is None:
        return median
    return f"{median} ({points(found.q1)}–{points(found.q3)})"


def _draw_range(canvas: Any, found: Range, left: float, width: float, middle: float) -> None:
    """The scale, the band with an outline so that it is seen in black and white, and the median with its value."""
    low = middle - (_SCALE + _VALUE_ROOM) / 2
    track = low + _SCALE / 2
    scale = Path()
    scale.line(left, track, left + width, track)
    for end in (left, left + width):
        scale.line(end, track - 2, end, track + 2)
    canvas.setStrokeColor(HAIRLINE)
    canvas.setLineWidth(0.6)
    canvas.drawPath(scale, stroke=1, fill=0)
    if found.q1 is not None and found.q3 is not None:
        canvas.setFillColor(BAND)
        canvas.setStrokeColor(accent_of(canvas))
        canvas.setLineWidth(0.4)
        canvas.rect(left + found.q1 * width, low, max((found.q3 - found.q1) * width, 0.8), _SCALE, stroke=1, fill=1)
    words = typesetting.line(_median(found), _VALUE)
    x = left + width / 2 if found.median is None else left + found.median * width
    if found.median is not None:
        canvas.setStrokeColor(INK)
        canvas.setLineWidth(1.6)
        canvas.line(x, low - 1.5, x, low + _SCALE + 1.5)
    # Never beyond its own scale, where it would touch the neighbour's.
    at = min(max(x - words.width / 2, left), left + width - words.width)
    typesetting.draw(canvas, [(at, low + _SCALE + 3.5, words)], _VALUE)
