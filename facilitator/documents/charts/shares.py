"""Counts of one whole as a stacked bar, a row per whole, with its parts named under it."""

from collections.abc import Iterable, Sequence
from typing import Any

from facilitator.documents import typesetting
from facilitator.documents.charts.data import Shares
from facilitator.documents.charts.figure import Figure
from facilitator.documents.charts.marks import Legend
from facilitator.documents.fonts import Face
from facilitator.documents.style import HAIRLINE, INK, MUTED, RAMP, RAMP_INK, WHITE, TextStyle
from facilitator.documents.typesetting import Line

_LABEL = TextStyle(size=8, leading=10.5, face=Face.MEDIUM, color=INK)
_INSIDE = TextStyle(size=7.5, leading=10, face=Face.SEMIBOLD)
_PART = TextStyle(size=7, leading=10, color=MUTED)
_BAR = 13.0
_SWATCH = 6.0
_LABEL_SHARE = 0.32
_WIDEST_LABEL = 170.0
_AFTER_ROW = 9.0


class SharesFigure(Figure):
    """A bar per whole, cut into its parts in their order from dark to light; the parts' names and counts under it.

    A whole whose counts are all 0 is an empty frame with `none` beside it.
    """

    def __init__(
        self, rows: Sequence[Shares], *, title: str = "", caption: str = "", empty: str = "", none: str = "–"
    ) -> None:
        self._rows = rows
        self._none = none
        super().__init__(title, caption, empty, Legend(()))

    @property
    def has_values(self) -> bool:
        """Whether anything was counted."""
        return any(count for row in self._rows for _, count in row.parts)

    def in_words(self) -> str:
        """Every part of every whole with its count."""
        return ". ".join(
            f"{row.label}: {', '.join(f'{name} {count}' for name, count in row.parts)}" for row in self._rows
        )

    def plot_height(self, width: float) -> float:
        """All rows."""
        return sum(self._row_height(row, width) for row in self._rows)

    def draw_plot(self, canvas: Any, width: float, height: float) -> None:
        """Draw the rows from the top."""
        for row in self._rows:
            own = self._row_height(row, width)
            self._draw_row(canvas, row, width, height)
            height -= own

    def _draw_row(self, canvas: Any, row: Shares, width: float, top: float) -> None:
        left = self._left(width)
        lines = typesetting.lines(row.label, _LABEL, left - 12)
        base = top - _BAR / 2 - _LABEL.size * 0.36
        typesetting.draw(
            canvas, [(0, base - number * _LABEL.leading, line) for number, line in enumerate(lines)], _LABEL
        )
        total = sum(count for _, count in row.parts)
        if not total:
            canvas.setStrokeColor(HAIRLINE)
            canvas.setLineWidth(0.75)
            canvas.rect(left, top - _BAR, width - left, _BAR, stroke=1, fill=0)
            typesetting.draw_line(canvas, left + 6, base, self._none, _PART)
            return
        x = left
        for number, (_, count) in enumerate(row.parts):
            share = (width - left) * count / total
            if count:
                canvas.setFillColor(RAMP[number % len(RAMP)])
                canvas.setStrokeColor(WHITE)
                canvas.setLineWidth(0.8)
                canvas.rect(x, top - _BAR, share, _BAR, stroke=1, fill=1)
                ink = _INSIDE.with_(color=RAMP_INK[number % len(RAMP)], align="center")
                if typesetting.text_width(str(count), ink) + 3 < share:
                    typesetting.draw_line(canvas, x + share / 2, base, str(count), ink)
            x += share
        for x, y, number, line in self._names(row, width):
            canvas.setFillColor(RAMP[number % len(RAMP)])
            canvas.setStrokeColor(RAMP[2])
            canvas.setLineWidth(0.4)
            canvas.rect(left + x, top - _BAR - y - 8.2, _SWATCH, _SWATCH, stroke=1, fill=1)
            typesetting.draw(canvas, [(left + x + _SWATCH + 3, top - _BAR - y - 8, line)], _PART)

    def _names(self, row: Shares, width: float) -> Iterable[tuple[float, float, int, Line]]:
        """Place, number and words of each part under the bar; y down from it."""
        room = width - self._left(width)
        x = y = 0.0
        for number, (name, count) in enumerate(row.parts):
            words = typesetting.lines(f"{name} {count}", _PART, room - _SWATCH - 3)
            wide = max(line.width for line in words) + _SWATCH + 3
            if x and x + wide > room:
                x, y = 0.0, y + _PART.leading
            for line_number, line in enumerate(words):
                yield x, y + line_number * _PART.leading, number, line
            y += (len(words) - 1) * _PART.leading
            x += wide + 9

    def _row_height(self, row: Shares, width: float) -> float:
        label = len(typesetting.lines(row.label, _LABEL, self._left(width) - 12)) * _LABEL.leading
        names = max((y + _PART.leading for _, y, _, _ in self._names(row, width)), default=0.0) + 2
        own = _BAR + (names if any(count for _, count in row.parts) else 0.0)
        return max(label, own) + _AFTER_ROW

    def _left(self, width: float) -> float:
        return min(width * _LABEL_SHARE, _WIDEST_LABEL) + 12
