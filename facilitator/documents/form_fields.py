"""Fields to be filled in: typed into a PDF form, or by hand where the same page is printed.

Boxes lie at the same places either way. The form is an AcroForm of boxes to type in and to tick, and of nothing else:
readers differ in what they keep of a choice from a list. What is typed is shown in the reader's own fonts, so that
names of any script can be entered, though readers differ in how well they draw them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from dataclasses import field as made
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.platypus.flowables import Flowable

from facilitator.documents import typesetting
from facilitator.documents.flowables import Block, Text, draw_stack, first_baseline, stack_height
from facilitator.documents.fonts import Face
from facilitator.documents.pen import Path
from facilitator.documents.reportlab_internals import acro_form_of, add_to_page, name
from facilitator.documents.style import FAINT, HAIRLINE, INK, MUTED, TextStyle
from facilitator.documents.typesetting import Line

_GROUND = HexColor(0xF4F8FC)
_TYPED = 9
_HEAD = TextStyle(size=7.5, leading=9.5, face=Face.SEMIBOLD, color=MUTED, after=0)
_CELL = TextStyle(size=8.5, leading=11, after=0)
_BESIDE = TextStyle(size=8.5, leading=11, after=0)
_GAP = 5.0
_ROW = 22.0
"""Height of a row: enough for handwriting."""
_TICK = 10.0
_SLANT = 0.0005
"""How much lower a box lies than the one on its left, too little to be seen: readers that go by rows may begin a row of
boxes that are equally high with the last one."""
_DIGITS, _DIGIT_BOX = 2, 24.0
"""Up to so many letters a box is for digits, and no wider than it has to be for them to be seen."""


@dataclass(frozen=True, slots=True)
class TextField:
    """A place for words. `tip` is what a reader shows and reads aloud; `rows` of writing make it higher."""

    name: str
    tip: str
    longest: int = 100
    rows: int = 1


@dataclass(frozen=True, slots=True)
class TickField:
    """Yes or nothing."""

    name: str
    tip: str


Field = TextField | TickField
Cell = str | Field | None


@dataclass(frozen=True, slots=True)
class Pen:
    """Puts fields on a page: `fillable` ones, or empty boxes.

    The names of its fields begin with `prefix`; they are added to `used`. `whose` is the id of the participant whose
    sheet it is, None for one without a name.
    """

    fillable: bool
    prefix: str = ""
    used: list[str] = made(default_factory=list)
    whose: int | None = None

    def put(self, canvas: Any, field: Field, x: float, y: float, width: float, height: float) -> None:
        """A field with its lower left corner at a point; a tick is as large as it likes, in the middle."""
        if isinstance(field, TickField):
            x, y = x + (width - _TICK) / 2, y + (height - _TICK) / 2
            width = height = _TICK
        elif field.longest <= _DIGITS:
            width = min(width, _DIGIT_BOX)
        if not self.fillable:
            _box(canvas, field, x, y, width, height)
            return
        self.used.append(self.prefix + field.name)
        y -= x * _SLANT
        form = acro_form_of(canvas)
        place = {"x": x, "y": y, "relative": True, "name": self.prefix + field.name, "tooltip": field.tip}
        look = {"borderWidth": 0.5, "borderColor": FAINT, "fillColor": _GROUND, "textColor": INK}
        if isinstance(field, TickField):
            form.checkbox(**place, **look, size=_TICK, fieldFlags="")
            return
        box = {"width": width, "height": height, "fontName": "Helvetica", "fontSize": _TYPED}
        flags = "multiline" if field.rows > 1 else ""
        form.textfield(**place, **look, **box, fieldFlags=flags, maxlen=field.longest)


class HiddenField(Block):
    """A field that is neither seen nor changed. `value` makes what it carries from the number of its page."""

    def __init__(self, name: str, value: Callable[[int], str]) -> None:
        super().__init__()
        self._name, self._value = name, value

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """No room at all."""
        self.width = self.height = 0.0
        return 0.0, 0.0

    def draw(self) -> None:
        """Add it to the form, whose fields readers are asked to draw anew, and say in which order Tab visits them."""
        self.canv.acroForm.textfield(
            name=self._name, value=self._value(self.canv.getPageNumber()), x=0, y=0, width=1, height=1, relative=True,
            borderWidth=0, annotationFlags="hidden", fieldFlags="readOnly", maxlen=None,
        )  # fmt: skip
        self.canv.acroForm.extras["NeedAppearances"] = "true"


def tab_by_rows(page: Any) -> None:
    """Let the Tab key visit the fields of a page row by row."""
    add_to_page(page, "Tabs", name("R"))


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column's title and its share of the width, or its `width` in points."""

    title: str
    share: float = 1.0
    width: float | None = None


class Grid(Block):
    """Rows of fields and texts under columns; goes on over the page under its head and the `legend` above it.

    A text that is too long for its column goes on in further lines.
    """

    def __init__(
        self, pen: Pen, columns: Sequence[GridColumn], rows: Sequence[Sequence[Cell]], legend: Sequence[Text] = ()
    ) -> None:
        super().__init__(4, 10)
        self._legend = list(legend)
        self._pen = pen
        self._columns = tuple(columns)
        self._rows = [tuple(row) for row in rows]

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Width and height taken."""
        self.width = available_width
        self.height = self._above() + sum(self._heights())
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """The rows that fit and the others, both under the head."""
        self.width = available_width
        free, fit = available_height - self._above(), 0
        for height in self._heights():
            free -= height
            if free < 0:
                break
            fit += 1
        if len(self._rows) - fit == 1:
            fit -= 1
        if not 1 < fit < len(self._rows):
            return []
        return [Grid(self._pen, self._columns, rows, self._legend) for rows in (self._rows[:fit], self._rows[fit:])]

    def draw(self) -> None:
        """Draw it with its lower left corner at the origin."""
        draw_stack(self.canv, self._legend, 0, self.height, self.width)
        head = self._head_height()
        top = self.height - self._above() + head
        for (x, _), lines in zip(self._places(), self._heads(), strict=True):
            base = first_baseline(top - head + len(lines) * _HEAD.leading + 3, _HEAD)
            placed = [(x, base - number * _HEAD.leading, line) for number, line in enumerate(lines)]
            typesetting.draw(self.canv, placed, _HEAD)
        y = top - head
        for row, height in zip(self._rows, self._heights(), strict=True):
            y -= height
            for (x, width), cell in zip(self._places(), row, strict=True):
                if isinstance(cell, str):
                    lines = typesetting.lines(cell, _CELL, width)
                    base = y + (height + _CELL.leading * (len(lines) - 2)) / 2 + 2.5
                    placed = [(x, base - number * _CELL.leading, line) for number, line in enumerate(lines)]
                    typesetting.draw(self.canv, placed, _CELL)
                elif cell is not None:
                    self._pen.put(self.canv, cell, x, y + height / 2 - _ROW / 2 + 1.5, width, _ROW - 3)

    def _heights(self) -> list[float]:
        """The height of each row: that of its longest text, and of handwriting at least."""

        def lines(cell: Cell, width: float) -> int:
            return len(typesetting.lines(cell, _CELL, width)) if isinstance(cell, str) and cell else 1

        places = self._places()
        rows = [max(lines(cell, width) for cell, (_, width) in zip(row, places, strict=True)) for row in self._rows]
        return [max(_ROW, count * _CELL.leading + 6) for count in rows]

    def _above(self) -> float:
        """The height of what stands above the rows."""
        legend = stack_height(self._legend, self.width) + 6 if self._legend else 0.0
        return legend + self._head_height()

    def _head_height(self) -> float:
        return max(map(len, self._heads())) * _HEAD.leading + 4

    def _heads(self) -> list[tuple[Line, ...]]:
        return [
            typesetting.lines(column.title, _HEAD, width)
            for column, (_, width) in zip(self._columns, self._places(), strict=True)
        ]

    def _places(self) -> list[tuple[float, float]]:
        fixed = sum(column.width or 0.0 for column in self._columns)
        free = self.width - fixed - _GAP * (len(self._columns) - 1)
        shares = sum(column.share for column in self._columns if column.width is None) or 1.0
        places, x = [], 0.0
        for column in self._columns:
            width = free * column.share / shares if column.width is None else column.width
            places.append((x, width))
            x += width + _GAP
        return places


class Asked(Block):
    """A question with what belongs below it and one field to write in, `field.rows` lines high."""

    def __init__(self, pen: Pen, words: Sequence[Text], fields: Sequence[TextField]) -> None:
        super().__init__(6, 8)
        self._pen = pen
        self._words = list(words)
        self._fields = list(fields)

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Width and height taken."""
        self.width = available_width
        self.height = stack_height(self._words, self.width) + 4 + sum(_high(field) + 4 for field in self._fields)
        return self.width, self.height

    def draw(self) -> None:
        """Draw it with its lower left corner at the origin."""
        draw_stack(self.canv, self._words, 0, self.height, self.width)
        y = self.height - stack_height(self._words, self.width) - 4
        for field in self._fields:
            y -= _high(field)
            self._pen.put(self.canv, field, 0, y, self.width, _high(field))
            y -= 4


class Counted(Block):
    """A small field before each of several words, in as many columns as the words leave room for."""

    def __init__(self, pen: Pen, items: Sequence[tuple[Field, str]], columns: int = 2, box: float = 30.0) -> None:
        super().__init__(2, 6)
        self._pen = pen
        self._items = list(items)
        self._most = columns
        self._box = box

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Width and height taken."""
        self.width = available_width
        self.height = sum(self._row_heights())
        return self.width, self.height

    def draw(self) -> None:
        """Draw it with its lower left corner at the origin."""
        y = self.height
        for at, height in zip(range(0, len(self._items), self._most), self._row_heights(), strict=True):
            y -= height
            for place, (field, words) in enumerate(self._items[at : at + self._most]):
                x = place * (self._column + _GAP)
                self._pen.put(self.canv, field, x, y + height / 2 - 9, self._box, 18)
                lines = typesetting.lines(words, _BESIDE, self._column - self._box - 6)
                base = first_baseline(y + height / 2 + len(lines) * _BESIDE.leading / 2, _BESIDE)
                placed = [(x + self._box + 6, base - row * _BESIDE.leading, line) for row, line in enumerate(lines)]
                typesetting.draw(self.canv, placed, _BESIDE)

    @property
    def _column(self) -> float:
        return (self.width - _GAP * (self._most - 1)) / self._most

    def _row_heights(self) -> list[float]:
        def height(words: str) -> float:
            return len(typesetting.lines(words, _BESIDE, self._column - self._box - 6)) * _BESIDE.leading

        return [
            max(21.0, *(height(words) + 6 for _, words in self._items[at : at + self._most]))
            for at in range(0, len(self._items), self._most)
        ]


class HalfMatrix(Block):
    """A tick for each pair of `count` numbered things: row by row, each with those above it."""

    _SIDE = 15.0

    def __init__(self, pen: Pen, count: int, field: Any) -> None:
        """`field` makes the field of a pair from its two numbers, counted from 1, the lower one first."""
        super().__init__(4, 8)
        self._pen = pen
        self._count = count
        self._field = field

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Width and height taken."""
        self.width = available_width
        self.height = self._SIDE * self._count
        return self.width, self.height

    def draw(self) -> None:
        """Draw it with its lower left corner at the origin."""
        side, placed, rules = self._SIDE, [], Path()
        for high in range(2, self._count + 1):
            y = self.height - side * high + side
            middle = y - side / 2 - 3
            placed.append((0.0, middle, typesetting.line(str(high), _HEAD)))
            rules.line(0, y - side, side * high, y - side)
            for low in range(1, high):
                self._pen.put(self.canv, self._field(low, high), side * low, y - side, side, side)
        for low in range(1, self._count):
            line = typesetting.line(str(low), _HEAD)
            x = side * low + (side - line.width) / 2
            placed.append((x, self.height - side * low + side - side / 2 - 3, line))
        self.canv.saveState()
        self.canv.setStrokeColor(HAIRLINE)
        self.canv.setLineWidth(0.4)
        self.canv.drawPath(rules, stroke=1, fill=0)
        self.canv.restoreState()
        typesetting.draw(self.canv, placed, _HEAD)


def _high(field: TextField) -> float:
    return 20.0 if field.rows == 1 else 14.0 * field.rows + 4


def _box(canvas: Any, field: Field, x: float, y: float, width: float, height: float) -> None:
    """The outline to write in, with a line for each row of words."""
    canvas.saveState()
    canvas.setStrokeColor(FAINT)
    canvas.setLineWidth(0.6)
    canvas.rect(x, y, width, height, stroke=1, fill=0)
    if isinstance(field, TextField) and field.rows > 1:
        canvas.setStrokeColor(HAIRLINE)
        step = height / field.rows
        canvas.lines([(x + 4, y + step * row, x + width - 4, y + step * row) for row in range(1, field.rows)])
    canvas.restoreState()
