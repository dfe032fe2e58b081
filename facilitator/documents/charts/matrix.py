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
_HEAD_LINES = 2
_NAMES_SHARE = 0.26
_WIDEST_CELL = 78.0
_STEPS = 5
"""Shades in use: more can't be told apart."""


class MatrixFigure(Figure):
    """A square for each pair of `names`, the darker the more; `counts` send (row, column) to a number, else 0."""

    def __init__(
        self,
        names: Sequence[str],
        counts: Mapping[tuple[int, int], int],
        *,
        title: str = "",
        caption: str = "",
        empty: str = "",
    ) -> None:
        self._names, self._counts = names, counts
        super().__init__(title, caption, empty, Legend(()))

    @property
    def has_values(self) -> bool:
        """Whether anything was counted."""
        return any(self._counts.values())

    def in_words(self) -> str:
        """Every pair that was counted."""
        return ", ".join(
            f"{self._names[row]} → {self._names[column]} {count}"
            for (row, column), count in sorted(self._counts.items())
            if count
        )

    def plot_height(self, width: float) -> float:
        """The head and a row for each name."""
        return _HEAD_LINES * _HEAD.leading + 6 + _ROW * len(self._names)

    def draw_plot(self, canvas: Any, width: float, height: float) -> None:
        """Draw the head, then row by row."""
        left = width * _NAMES_SHARE
        cell = min((width - left) / len(self._names), _WIDEST_CELL)
        top = height - _HEAD_LINES * _HEAD.leading - 6
        most = max(self._counts.values())
        for column, name in enumerate(self._names):
            x = left + cell * (column + 0.5)
            lines = typesetting.lines(name, _HEAD, cell - 4)[:_HEAD_LINES]
            for number, line in enumerate(reversed(lines)):
                y = top + 5 + number * _HEAD.leading
                typesetting.draw(canvas, [(x - line.width / 2, y, line)], _HEAD)
        for row, name in enumerate(self._names):
            y = top - _ROW * (row + 1)
            lines = typesetting.lines(name, _NAME, left - 10)[:2]
            base = y + _ROW / 2 - _NAME.size * 0.36 + (len(lines) - 1) * _NAME.leading / 2
            typesetting.draw(canvas, [(0, base - at * _NAME.leading, line) for at, line in enumerate(lines)], _NAME)
            for column in range(len(self._names)):
                self._draw_cell(canvas, (left + cell * column, y), cell, self._counts.get((row, column), 0), most)

    def _draw_cell(self, canvas: Any, corner: tuple[float, float], width: float, count: int, most: int) -> None:
        x, y = corner
        canvas.setLineWidth(0.8)
        if not count:
            canvas.setStrokeColor(HAIRLINE)
            canvas.setFillColor(WHITE)
            canvas.rect(x + 1, y + 1, width - 2, _ROW - 2, stroke=1, fill=1)
            return
        # The darkest for the most, and never so light that it looks empty.
        shade = round((1 - count / most) * (_STEPS - 1))
        canvas.setStrokeColor(WHITE)
        canvas.setFillColor(RAMP[shade])
        canvas.rect(x + 1, y + 1, width - 2, _ROW - 2, stroke=0, fill=1)
        ink = _COUNT.with_(color=RAMP_INK[shade])
        typesetting.draw_line(canvas, x + width / 2, y + _ROW / 2 - 3, str(count), ink)
