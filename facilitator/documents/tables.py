"""Tables: a head repeated on every page, hairlines, figures right-aligned, long texts wrapped, cut between rows.

Made for the cost of handouts: plain texts in columns whose widths are settled once.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus.flowables import Flowable

from facilitator.documents import tagging, typesetting
from facilitator.documents.flowables import Block, first_baseline
from facilitator.documents.fonts import Face
from facilitator.documents.pen import Path
from facilitator.documents.style import HAIRLINE, INK, MUTED, SOFT, Align, TextStyle
from facilitator.documents.typesetting import Content, Line

_CELL = TextStyle(size=8.5, leading=12)
_STRONG = TextStyle(size=8.5, leading=12, face=Face.SEMIBOLD)
_HEAD = TextStyle(size=7.5, leading=10, face=Face.SEMIBOLD, color=MUTED)
_PAD = 4.0
_GAP = 12.0
"""Between two columns."""
_NARROWEST = 42.0
_WIDEST_WORD = 90.0
"""A longer word is broken where there is not room for all columns."""
_MOST_LINES = 30
"""Of a row: one with more goes on in another, so that any text fits on pages."""
_USUAL = 0.8
"""The share of a column's texts that should need one line where there is not room for all of them."""
_TALL = 400.0
"""The height of two rows from which on they may stand on two pages."""
_KEPT_ROWS = 2
"""The fewest rows under a head at the foot of a page."""
_WHOLE = 3
"""So many rows stand on one page together."""


@dataclass(frozen=True, slots=True)
class PrintedColumn:
    """A column's title, alignment, and width in points; without a width it takes what its texts need."""

    title: str
    align: Align = "left"
    width: float | None = None


Row = Sequence[Content]


@dataclass(frozen=True, slots=True)
class _SetRow:
    """A row with its texts wrapped; `shade` is its ground, `rule` whether a hairline closes it.

    A `joined` row belongs to the one above it.
    """

    cells: tuple[tuple[Line, ...], ...]
    text_style: TextStyle
    height: float
    shade: bool
    rule: bool = True
    joined: bool = False


class PrintedTable(Block):
    """Rows of texts under `columns`. Rows whose numbers are in `strong` are set bolder on a soft ground.

    Rows whose numbers are in `joined` go on with what the row above them began, and are not cut off from it.
    """

    def __init__(
        self,
        columns: Sequence[PrintedColumn],
        rows: Sequence[Row],
        *,
        strong: frozenset[int] = frozenset(),
        joined: frozenset[int] = frozenset(),
        zebra: bool = False,
    ) -> None:
        super().__init__(4, 12)
        self._columns = tuple(columns)
        self._rows = [tuple(row) for row in rows]
        self._strong = strong
        self._joined = joined
        self._zebra = zebra
        self._set_for = -1.0

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Width and height taken."""
        self._set(available_width)
        self.width = available_width
        self.height = self._head.height + sum(row.height for row in self._body)
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """The rows that fit and the others, both under the head."""
        self._set(available_width)
        free = available_height - self._head.height
        fit = 0
        for row in self._body:
            if row.height > free:
                break
            free -= row.height
            fit += 1
        if len(self._body) - fit == 1 and fit > _KEPT_ROWS:
            fit -= 1  # the last row would stand alone on the next page
        fit = self._before_what_belongs_together(fit)
        tall = fit == 1 < len(self._body) and self._body[0].height + self._body[1].height > _TALL
        small = len(self._body) <= _WHOLE and sum(row.height for row in self._body) <= _TALL
        if (small or fit < _KEPT_ROWS) and not tall:
            return []
        return [self._part(self._body[:fit]), self._part(self._body[fit:])] if 0 < fit < len(self._body) else []

    def draw(self) -> None:
        """Draw it with its lower left corner at the origin."""
        canvas = self.canv
        grounds, rules = Path(), Path()
        y = self.height - self._head.height
        tops = []
        for row in self._body:
            tops.append(y)
            y -= row.height
            if row.shade:
                grounds.rect(0, y, self.width, row.height)
            if row.rule:
                rules.line(0, y, self.width, y)
        under_head = Path()
        under_head.line(0, self.height - self._head.height, self.width, self.height - self._head.height)
        with tagging.artifact(canvas):
            canvas.saveState()
            canvas.setFillColor(SOFT)
            canvas.drawPath(grounds, stroke=0, fill=1)
            canvas.setLineWidth(0.5)
            canvas.setStrokeColor(HAIRLINE)
            canvas.drawPath(rules, stroke=1, fill=0)
            canvas.setStrokeColor(INK)
            canvas.setLineWidth(0.75)
            canvas.drawPath(under_head, stroke=1, fill=0)
            canvas.restoreState()
        with tagging.group(canvas, "Table"):
            self._draw_row(self.height, self._head)
            for top, row in zip(tops, self._body, strict=True):
                self._draw_row(top, row)

    def _before_what_belongs_together(self, fit: int) -> int:
        """The last place up to `fit` that does not cut joined rows off; `fit` where they are too tall for that."""
        before = fit
        while 0 < before < len(self._body) and self._body[before].joined:
            before -= 1
        return before if sum(row.height for row in self._body[before : fit + 1]) <= _TALL else fit

    def _draw_row(self, top: float, row: _SetRow) -> None:
        """Draw a row at its upper edge; the words of the head stand on its lower one."""
        text_style = row.text_style
        with tagging.group(self.canv, "TR"):
            for column, x, width, lines in zip(self._columns, self._lefts, self._widths, row.cells, strict=True):
                sunk = row.height - 2 * _PAD - len(lines) * text_style.leading if text_style is _HEAD else 0.0
                base = first_baseline(top - _PAD - sunk, text_style)
                placed = [
                    (typesetting.aligned(x, each, column.align, width), base - number * text_style.leading, each)
                    for number, each in enumerate(lines)
                ]
                with tagging.leaf(self.canv, "TH" if text_style is _HEAD else "TD"):
                    typesetting.draw(self.canv, placed, text_style)

    def _set(self, width: float) -> None:
        """Settle the columns and wrap every cell, once for a width."""
        if self._set_for == width:
            return
        self._set_for = width
        self._widths = _column_widths(self._columns, self._rows, width - _GAP * (len(self._columns) - 1))
        self._lefts = [sum(self._widths[:number]) + _GAP * number for number in range(len(self._columns))]
        [self._head] = self._wrapped([column.title for column in self._columns], _HEAD, shade=False)
        self._body = [
            row
            for number, texts in enumerate(self._rows)
            for row in self._wrapped(
                texts,
                _STRONG if number in self._strong else _CELL,
                shade=number in self._strong or (self._zebra and number % 2 == 1),
                joined=number in self._joined,
            )
        ]

    def _wrapped(self, texts: Row, text_style: TextStyle, *, shade: bool, joined: bool = False) -> list[_SetRow]:
        """One row; or several without a rule between them, where it would be taller than a page has room for."""
        cells = [typesetting.lines(text, text_style, width) for text, width in zip(texts, self._widths, strict=True)]
        tallest = max(map(len, cells), default=1)
        rows = []
        for start in range(0, tallest, _MOST_LINES):
            part = tuple(lines[start : start + _MOST_LINES] for lines in cells)
            height = max(map(len, part), default=1) * text_style.leading + 2 * _PAD
            rows.append(
                _SetRow(
                    part, text_style, height, shade, rule=start + _MOST_LINES >= tallest, joined=joined and start == 0
                )
            )
        return rows

    def _part(self, body: list[_SetRow]) -> "PrintedTable":
        """A table of rows that are set already."""
        part = PrintedTable(self._columns, (), strong=self._strong, zebra=self._zebra)
        part._set_for, part._widths, part._lefts = self._set_for, self._widths, self._lefts
        part._head, part._body = self._head, body
        return part


def _column_widths(columns: Sequence[PrintedColumn], rows: Sequence[Row], free: float) -> list[float]:
    """Fixed widths as given; the others what their texts need, the widest giving way where there is too little room.

    What is left over goes to the columns of words, so that figures stay close to each other at the right.
    """
    flexible = [number for number, column in enumerate(columns) if column.width is None]
    words = [number for number in flexible if columns[number].align == "left"] or flexible
    widths = [column.width or 0.0 for column in columns]
    wanted = {number: _wanted(columns[number], [row[number] for row in rows]) for number in flexible}
    space = max(free - sum(widths), 0.0)
    whole = sum(each.full for each in wanted.values())
    usual = sum(each.usual for each in wanted.values())
    least = sum(each.least for each in wanted.values())
    ceiling = _ceiling([each.usual - each.least for each in wanted.values()], max(space - least, 0.0))
    for number, each in wanted.items():
        if whole <= space:
            widths[number] = each.full + ((space - whole) / len(words) if number in words else 0.0)
        elif usual <= space:
            widths[number] = each.usual + (each.full - each.usual) * (space - usual) / (whole - usual)
        else:
            widths[number] = each.least + min(each.usual - each.least, ceiling)
    squeeze = min(1.0, free / sum(widths)) if widths else 1.0
    return [each * squeeze for each in widths]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The widths in which no word of a column is broken, most of its texts stand on one line, and all of them do."""

    least: float
    usual: float
    full: float


def _wanted(column: PrintedColumn, texts: Sequence[Content]) -> _Wanted:
    plain = [typesetting.plain(text) for text in texts]
    each = sorted(typesetting.text_width(text, _STRONG) for text in plain) or [0.0]
    if column.align != "left":
        # Figures are never broken.
        width = max(_longest_word(column.title, _HEAD), each[-1], 12.0)
        return _Wanted(width, width, width)
    words = [_longest_word(column.title, _HEAD), *(_longest_word(text, _STRONG) for text in plain)]
    least = min(max(_NARROWEST, *words), _WIDEST_WORD)
    usual = max(typesetting.text_width(column.title, _HEAD), each[int(_USUAL * (len(each) - 1))], least)
    return _Wanted(least, usual, max(usual, each[-1]))


def _ceiling(widths: Sequence[float], space: float) -> float:
    """The width to which the widest columns are lowered so that all fit."""
    left = space
    for place, width in enumerate(sorted(widths)):
        ceiling = left / (len(widths) - place)
        if width > ceiling:
            return ceiling
        left -= width
    return space


def _longest_word(text: str, text_style: TextStyle) -> float:
    return max((typesetting.text_width(word, text_style) for word in text.split()), default=0.0)
