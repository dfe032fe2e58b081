"""Counts between groups as a table of shaded squares: senders down, receivers across."""

from collections.abc import Mapping, Sequence
from typing import Any

from facilitator.documents import typesetting
from facilitator.documents.charts.figure import Figure
from facilitator.documents.charts.marks import Legend
from facilitator.documents.fonts import Face
from facilitator.documents.style import HAIRLINE, INK, MUTED, RAMP, RAMP_INK, WHITE, TextStyle

_NAME = TextStyle(size=8, leading=10, face=Face.MEDIUM, color=INK)
_HEAD = TextStyle(size=7.5, leading=9.5, color=MUTED, align="center")
_COUNT = TextStyle(size=8.5, leading=11, face=Face.SEMIBOLD, align="center")
_ROW = 26.0
_HEAD_LINES = 3
"""Names that take more above the columns are numbered, and stand once, before the rows."""
_UNKNOWN = "–"
_NAMES_SHARE, _NUMBERED_SHARE = 0.26, 0.45
_TALLEST = 560.0
"""Points that all rows together take at most, as long as their names are short: a figure is never cut."""
_WIDEST_CELL = 78.0
_STEPS = 5
"""Shades in use: more can't be told apart."""


class MatrixFigure(Figure):
    """A square for each pair of `names`, the darker the more; `counts` send (row, column) to a number, else 0.

    `rows` are the names before the rows where those say more than the ones above the columns. In rows that are
    `unknown` there is a dash in place of each number.
    """

    def __init__(
        self,
        names: Sequence[str],
        counts: Mapping[tuple[int, int], int],
        *,
        rows: Sequence[str] = (),
        unknown: frozenset[int] = frozenset(),
        title: str = "",
        caption: str = "",
        empty: str = "",
    ) -> None:
        self._names, self._counts = names, counts
        self._rows, self._unknown = rows or names, unknown
        super().__init__(title, caption, empty, Legend(()))

    @property
    def has_values(self) -> bool:
        """Whether anything was counted."""
        return any(self._counts.values())

    def in_words(self) -> str:
        """Every pair that was counted, and the rows of which nothing is known."""
        told = [
            f"{self._rows[row]} → {self._names[column]} {count}"
            for (row, column), count in sorted(self._counts.items())
            if count
        ]
        return ", ".join([*told, *(f"{self._rows[row]} → {_UNKNOWN}" for row in sorted(self._unknown))])

    def plot_height(self, width: float) -> float:
        """The head and a row for each name."""
        return self._head_height(width) + sum(self._row_heights(width))

    def draw_plot(self, canvas: Any, width: float, height: float) -> None:
        """Draw the head, then row by row; names stand whole, on as many lines as they need."""
        left, cell = self._left(width), self._cell(width)
        top = height - self._head_height(width)
        most = max(self._counts.values())
        for column, lines in enumerate(self._heads(width)):
            x = left + cell * (column + 0.5)
            for number, line in enumerate(reversed(lines)):
                y = top + 5 + number * _HEAD.leading
                typesetting.draw(canvas, [(x - line.width / 2, y, line)], _HEAD)
        y = top
        for row, (lines, high) in enumerate(zip(self._sides(width), self._row_heights(width), strict=True)):
            y -= high
            base = y + high / 2 - _NAME.size * 0.36 + (len(lines) - 1) * _NAME.leading / 2
            typesetting.draw(canvas, [(0, base - at * _NAME.leading, line) for at, line in enumerate(lines)], _NAME)
            for column in range(len(self._names)):
                corner = (left + cell * column, y)
                if row in self._unknown:
                    x = corner[0] + cell / 2
                    typesetting.draw_line(canvas, x, y + high / 2 - 3, _UNKNOWN, _COUNT.with_(color=MUTED))
                    continue
                self._draw_cell(canvas, corner, (cell, high), self._counts.get((row, column), 0), most)

    def _left(self, width: float) -> float:
        return width * (_NUMBERED_SHARE if self._is_numbered(width) else _NAMES_SHARE)

    def _cell(self, width: float) -> float:
        return min((width - self._left(width)) / len(self._names), _WIDEST_CELL)

    def _is_numbered(self, width: float) -> bool:
        room = min(width * (1 - _NAMES_SHARE) / len(self._names), _WIDEST_CELL) - 4
        words = (word for name in self._names for word in name.split())
        return any(typesetting.text_width(word, _HEAD) > room for word in words) or any(
            len(typesetting.lines(name, _HEAD, room)) > _HEAD_LINES for name in self._names
        )

    def _heads(self, width: float) -> list[tuple[typesetting.Line, ...]]:
        numbered = self._is_numbered(width)
        names = [str(at) if numbered else name for at, name in enumerate(self._names, start=1)]
        return [typesetting.lines(name, _HEAD, self._cell(width) - 4) for name in names]

    def _sides(self, width: float) -> list[tuple[typesetting.Line, ...]]:
        numbered = self._is_numbered(width)
        rows = [f"{at}  {name}" if numbered else name for at, name in enumerate(self._rows, start=1)]
        return [typesetting.lines(row, _NAME, self._left(width) - 10) for row in rows]

    def _head_height(self, width: float) -> float:
        return max(map(len, self._heads(width)), default=1) * _HEAD.leading + 6

    def _row_heights(self, width: float) -> list[float]:
        least = min(_ROW, _TALLEST / len(self._names))
        return [max(least, len(lines) * _NAME.leading + 6) for lines in self._sides(width)]

    def _draw_cell(
        self, canvas: Any, corner: tuple[float, float], size: tuple[float, float], count: int, most: int
    ) -> None:
        (x, y), (width, high) = corner, size
        canvas.setLineWidth(0.8)
        if not count:
            canvas.setStrokeColor(HAIRLINE)
            canvas.setFillColor(WHITE)
            canvas.rect(x + 1, y + 1, width - 2, high - 2, stroke=1, fill=1)
            return
        # The darkest for the most, and never so light that it looks empty.
        shade = round((1 - count / most) * (_STEPS - 1))
        canvas.setStrokeColor(WHITE)
        canvas.setFillColor(RAMP[shade])
        canvas.rect(x + 1, y + 1, width - 2, high - 2, stroke=0, fill=1)
        ink = _COUNT.with_(color=RAMP_INK[shade])
        typesetting.draw_line(canvas, x + width / 2, y + high / 2 - 3, str(count), ink)
