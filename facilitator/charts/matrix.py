"""Counts between groups as a table of shaded squares with their numbers: senders down, receivers across."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from facilitator.charts.drawing import Box, Chart, Item, place, stack
from facilitator.charts.frame import LEADING, Frame, Type, Words
from facilitator.charts.styles import ACCENT, HAIRLINE, MUTED, TEXT, Ink, readable_on

_UNKNOWN = "–"
HIDDEN = "*"
"""Stands for a number that is not told."""
_ROW, _TALLEST = 3.25, 70.0
"""Height of a row, and of all of them as long as their names are short, in sizes of type."""
_MOST_STRETCHED = 2.0
_HEAD_LINES = 3
"""Names that take more above the columns are numbered, and stand once, before the rows."""
_NAMES_SHARE, _NUMBERED_SHARE = 0.26, 0.45
_WIDEST_CELL = 9.75
_PALEST, _DARKEST = 0.06, 0.9


@dataclass(frozen=True)
class Matrix(Chart):
    """A square for each pair of `names`; `counts` send (row, column) to a number, else 0.

    Shades follow the share of a row, so that large groups don't outshine small ones. `rows` are the names before the
    rows where those say more than the ones above the columns, `notes` stand behind them. In rows that are `unknown`
    there is a dash in place of each number, and `HIDDEN` in the squares that are `hidden`. `heading` stands over the
    columns, and `foot` below the rows.
    """

    names: Sequence[str] = ()
    counts: Mapping[tuple[int, int], int] = field(default_factory=dict)
    rows: Sequence[str] = ()
    notes: Sequence[str] = ()
    unknown: frozenset[int] = frozenset()
    heading: str = ""
    hidden: frozenset[tuple[int, int]] = frozenset()
    foot: str = ""

    @property
    def has_values(self) -> bool:
        """Whether anything was counted."""
        return any(self.counts.values())

    def in_words(self) -> str:
        """Row by row every pair that was counted, and the rows of which nothing is known."""
        told = []
        for row, name in enumerate(self.rows or self.names):
            said = [(to, self.said(row, column)) for column, to in enumerate(self.names)]
            counted = ", ".join(f"{to} {count}" for to, count in said if count != "0")
            told.append(f"{name}: {_UNKNOWN if row in self.unknown else counted or 0}")
        return "; ".join([*told, self.foot] if self.foot else told)

    def texts(self) -> list[str]:
        """Names and notes."""
        return [*self.names, *self.rows, *self.notes, self.heading, self.foot]

    def said(self, row: int, column: int) -> str:
        """A count as it is written."""
        return HIDDEN if (row, column) in self.hidden else str(self.counts.get((row, column), 0))

    def height(self, frame: Frame) -> float:
        """The head, a row for each name, and the foot."""
        table = _Table(self, frame)
        return table.head + sum(table.heights) + table.foot

    def items(self, frame: Frame) -> list[Item]:
        """The head, then row by row, then the foot."""
        table = _Table(self, frame)
        space = frame.height - table.head - table.foot
        stretch = min(_MOST_STRETCHED, space / sum(table.heights))
        top = max(0.0, (space - sum(table.heights) * stretch) / 2) + table.head
        items: list[Item] = table.heads(top)
        for row, natural in enumerate(table.heights):
            high = natural * stretch
            items += table.row(row, top, high)
            top += high
        return items + table.below(top)


class _Table:
    """The columns in a frame: `left` is where the squares begin."""

    def __init__(self, matrix: Matrix, frame: Frame) -> None:
        self.matrix, self.frame = matrix, frame
        self.name, self.head_type = frame.type(1.0, "medium"), frame.type(0.94)
        self.noted = max((frame.width_of(note, self.head_type) for note in matrix.notes), default=0.0)
        self.noted += frame.em * 1.2 if self.noted else 0.0
        rows, count = matrix.rows or matrix.names, len(matrix.names)
        self.numbered = self._needs_numbers(self._cell(self._side(rows, _NAMES_SHARE)))
        share = _NUMBERED_SHARE if self.numbered else _NAMES_SHARE
        self.rows = [f"{at}  {name}" if self.numbered else name for at, name in enumerate(rows, start=1)]
        self.side = self._side(self.rows, share)
        self.cell = self._cell(self.side)
        self.left = (frame.width - self.side - self.cell * count - self.noted) / 2 + self.side
        above = [str(at) if self.numbered else name for at, name in enumerate(matrix.names, start=1)]
        self.columns = [self._lines(name, self.head_type, self.cell - frame.em * 0.5) for name in above]
        self.names = [self._lines(name, self.name, self.side - frame.em * 1.25) for name in self.rows]
        titled = frame.em * 1.5 if matrix.heading else 0.0
        self.head = max(map(len, self.columns)) * self.head_type.size * LEADING + frame.em * 0.75 + titled
        wide = self.side + self.cell * count + self.noted
        self.said = self._lines(matrix.foot, self.head_type, wide) if matrix.foot else ()
        self.foot = len(self.said) * self.head_type.size * LEADING + (frame.em * 0.75 if self.said else 0.0)
        least = min(_ROW, _TALLEST / count) * frame.em
        self.heights = [max(least, len(lines) * self.name.size * LEADING + frame.em * 0.75) for lines in self.names]

    def heads(self, top: float) -> list[Item]:
        """What stands over the columns, down to `top`."""
        frame, type_ = self.frame, self.head_type
        items: list[Item] = []
        for column, lines in enumerate(self.columns):
            middle = top - frame.em * 0.5 - len(lines) * type_.size * LEADING / 2
            items += stack(lines, self.left + self.cell * (column + 0.5), middle, type_, MUTED, "center")
        if self.matrix.heading:
            words = frame.shortened(self.matrix.heading, type_, frame.width)
            right = max(self.left + self.cell * len(self.columns), words.width)
            items.append(place(words, right, top - self.head + frame.em, type_, MUTED, "right"))
        return items

    def row(self, row: int, top: float, high: float) -> list[Item]:
        """The name, the squares and the note of a row."""
        matrix, frame, middle = self.matrix, self.frame, top + high / 2
        space, most = self.side - frame.em * 1.25, int(high / (self.name.size * LEADING))
        lines = frame.fitting(self.rows[row], self.name, space, most)
        items = stack(lines, self.left - self.side, middle, self.name)
        type_ = frame.type(1.06, "semibold")
        total = sum(matrix.counts.get((row, column), 0) for column in range(len(matrix.names)))
        for column in range(len(matrix.names)):
            x = self.left + self.cell * (column + 0.5)
            if row in matrix.unknown:
                items += stack([frame.typesetter.line(_UNKNOWN, type_)], x, middle, type_, MUTED, "center")
                continue
            count = matrix.counts.get((row, column), 0)
            box = _square(self.left + self.cell * column, top, self.cell, high, frame, count / total if total else 0.0)
            if row == column:
                box = Box(box.left, box.top, box.width, box.height, box.fill, TEXT, frame.em * 0.1)
            items.append(box)
            ink = readable_on(box.fill) if count and box.fill else MUTED
            said = frame.typesetter.line(matrix.said(row, column), type_)
            items += stack([said], x, middle, type_, ink, "center")
        if row < len(matrix.notes):
            right = self.left + self.cell * len(matrix.names) + frame.em * 0.7
            items += stack([frame.typesetter.line(matrix.notes[row], self.head_type)], right, middle, self.head_type)
        return items

    def below(self, top: float) -> list[Item]:
        """The foot, from `top` on."""
        middle = top + (self.foot + self.frame.em * 0.75) / 2
        return stack(self.said, self.left - self.side, middle, self.head_type, MUTED)

    def _side(self, rows: Sequence[str], share: float) -> float:
        widest = max(self.frame.width_of(name, self.name) for name in rows)
        return min(self.frame.width * share, widest + self.frame.em * 1.3)

    def _cell(self, side: float) -> float:
        space = self.frame.width - side - self.noted
        return max(min(space / len(self.matrix.names), self.frame.em * _WIDEST_CELL), 1.0)

    def _lines(self, text: str, type_: Type, space: float) -> Sequence[Words]:
        return self.frame.typesetter.lines(text, type_, space)

    def _needs_numbers(self, cell: float) -> bool:
        """Whether a name would be cut above its column."""
        space = cell - self.frame.em * 0.5
        return any(
            len(self._lines(name, self.head_type, space)) > _HEAD_LINES
            or any(self.frame.width_of(word, self.head_type) > space for word in name.split())
            for name in self.matrix.names
        )


def _square(left: float, top: float, width: float, height: float, frame: Frame, share: float) -> Box:
    gap = frame.em * 0.1
    place_and_size = (left + gap, top + gap, width - 2 * gap, height - 2 * gap)
    if not share:
        return Box(*place_and_size, None, HAIRLINE, frame.em * 0.1)
    # Never so light that it looks empty.
    return Box(*place_and_size, Ink(ACCENT.role, _PALEST + (_DARKEST - _PALEST) * share))
