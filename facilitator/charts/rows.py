"""Bars with a word behind each: counts or shares, as whoever made them wants them read."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from facilitator.charts.bars import label_width
from facilitator.charts.drawing import Chart, Item, stack, stroke
from facilitator.charts.frame import LEADING, Frame
from facilitator.charts.legend import Legend, LegendItem, bar
from facilitator.charts.styles import FIRST, HAIRLINE, SeriesStyle
from facilitator.i18n import percent as in_percent

_BAR, _BETWEEN, _PAD = 1.0, 0.25, 0.7
"""In sizes of letters, as all lengths."""
_MOST_STRETCHED, _FILLED = 1.8, 0.72
_SMALLEST, _WIDEST = 0.7, 0.48
"""Letters of many rows, as a share of the usual size, and their names, as a share of the width."""


@dataclass(frozen=True, slots=True)
class Row:
    """A name and, for each series, the length of its bar in [0, 1] and what is said of it; None draws no bar."""

    label: str
    bars: Sequence[tuple[float | None, str]]


@dataclass(frozen=True)
class Rows(Chart):
    """A row per name with a bar per series, and what is said of it behind. Several `series` have a legend.

    With a `part`, counted from 0, it is that of `parts`; else all rows are drawn, however close to each other.
    """

    rows: Sequence[Row] = ()
    series: Sequence[tuple[str, SeriesStyle]] = ()
    part: int | None = None

    em = 0.036

    @property
    def has_values(self) -> bool:
        """Whether any bar has a length."""
        return any(length for row in self.rows for length, _ in row.bars)

    def in_words(self) -> str:
        """What is said of every bar."""
        names = [name for name, _ in self.series]
        if len(names) < 2:
            return ". ".join(f"{row.label}: {said}" for row in self.rows for _, said in row.bars[:1])
        told = [
            ", ".join(f"{name} {said}" for name, (_, said) in zip(names, row.bars, strict=True)) for row in self.rows
        ]
        return ". ".join(f"{row.label}: {words}" for row, words in zip(self.rows, told, strict=True))

    def texts(self) -> list[str]:
        """The names of rows and series."""
        return [*(row.label for row in self.rows), *(name for name, _ in self.series)]

    def height(self, frame: Frame) -> float:
        """The rows and the legend."""
        return sum(self._natural(frame)) + self._legend_height(frame)

    def parts(self, frame: Frame) -> list[range]:
        """The places of the rows whose letters have room below each other, part by part, as even as can be."""
        pitch = frame.type(_SMALLEST).size * LEADING * max((len(row.bars) for row in self.rows), default=1)
        room = max(1, int((frame.height - self._legend_height(frame)) / pitch))
        count = -(-len(self.rows) // room) or 1
        ends = [len(self.rows) * number // count for number in range(count + 1)]
        return [range(start, stop) for start, stop in pairwise(ends)]

    def items(self, frame: Frame) -> list[Item]:
        """The rows from the top, smaller where they would not fit."""
        if self.part is not None:
            parts = self.parts(frame)
            shown = parts[self.part % len(parts)]
            return replace(self, rows=self.rows[shown.start : shown.stop], part=None).items(frame)
        heights, share, names = self._fitted(frame)
        label, said = frame.type(share, "medium"), frame.type(share, "semibold")
        left = names + frame.em
        widest = max((frame.width_of(words, said) for row in self.rows for _, words in row.bars), default=0.0)
        right = frame.width - widest - frame.em
        items: list[Item] = [stroke(((left, 0.0), (left, sum(heights))), HAIRLINE, frame.line)]
        top = 0.0
        for row, height in zip(self.rows, heights, strict=True):
            middle = top + height / 2
            thick = min(frame.em * _BAR * _MOST_STRETCHED, height * _FILLED / (len(row.bars) * (1 + _BETWEEN)))
            lines = frame.fitting(row.label, label, left - frame.em, max(1, int(height / (label.size * LEADING))))
            items += stack(lines, 0.0, middle, label)
            y = middle - (len(row.bars) * thick * (1 + _BETWEEN) - thick * _BETWEEN) / 2
            for number, (length, words) in enumerate(row.bars):
                wide = (length or 0.0) * (right - left)
                if wide:
                    items += bar(left, y, wide, thick, self._style(number))
                end = left + wide + frame.em * 0.5
                items += stack([frame.typesetter.line(words, said)], end, y + thick / 2, said)
                y += thick * (1 + _BETWEEN)
            top += height
        legend = self._legend(frame)
        return [*items, *legend.items(0.0, frame.height - legend.height)]

    def _style(self, number: int) -> SeriesStyle:
        return self.series[number][1] if self.series else FIRST

    def _fitted(self, frame: Frame) -> tuple[list[float], float, float]:
        """The heights of the rows in the frame, how large their letters are, and the width of their names.

        Where there are many, all are alike and their names get more of the width.
        """
        natural = self._natural(frame)
        room = frame.height - self._legend_height(frame)
        stretch = min(_MOST_STRETCHED, room / max(sum(natural), 1.0))
        if stretch >= 1.0:
            names = label_width([row.label for row in self.rows], frame)
            return [height * stretch for height in natural], 1.0, names
        height = room / len(natural)
        share = max(_SMALLEST, min(1.0, height / (frame.em * LEADING)))
        widest = max(frame.width_of(row.label, frame.type(share, "medium")) for row in self.rows)
        if widest > frame.width * _WIDEST:
            share = max(_SMALLEST, share * frame.width * _WIDEST / widest)
        widest = max(frame.width_of(row.label, frame.type(share, "medium")) for row in self.rows)
        return [height] * len(natural), share, min(frame.width * _WIDEST, widest)

    def _natural(self, frame: Frame) -> list[float]:
        label, room = frame.type(1.0, "medium"), label_width([row.label for row in self.rows], frame)
        return [
            max(
                len(row.bars) * (_BAR + _BETWEEN) * frame.em,
                len(frame.typesetter.lines(row.label, label, room)) * label.size * LEADING,
            )
            + _PAD * frame.em
            for row in self.rows
        ]

    def _legend(self, frame: Frame) -> Legend:
        entries = [LegendItem("bar", name, style) for name, style in self.series] if len(self.series) > 1 else []
        return Legend(entries, frame)

    def _legend_height(self, frame: Frame) -> float:
        height = self._legend(frame).height
        return height + frame.em if height else 0.0


def percent(share: float | None) -> str:
    """A share as people read it, without decimals; a dash where there is none."""
    return "–" if share is None else in_percent(share)
