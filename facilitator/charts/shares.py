"""Counts of one whole as a stacked bar, a row per whole, with its parts named under it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from facilitator.charts.bars import label_width
from facilitator.charts.drawing import Box, Chart, Item, stack
from facilitator.charts.frame import LEADING, Frame, Words
from facilitator.charts.styles import GROUND, HAIRLINE, MUTED, Ink, Role, readable_on

_BAR, _SWATCH, _AFTER_ROW = 1.6, 0.75, 1.1
"""In sizes of letters, as all lengths."""
_CLOSEST, _FARTHEST = 0.5, 2.2
"""The space below rows that are shown in parts."""
_RAMP: tuple[Role, ...] = ("ramp1", "ramp2", "ramp3", "ramp4", "ramp5", "ramp6", "ramp7")


@dataclass(frozen=True, slots=True)
class Whole:
    """One whole and its parts: names and counts in a fixed order, zeros included."""

    label: str
    parts: Sequence[tuple[str, int]]

    @property
    def total(self) -> int:
        """Of all parts."""
        return sum(count for _, count in self.parts)


@dataclass(frozen=True)
class Shares(Chart):
    """A bar per whole, cut into its parts in their order from dark to light; the parts' names and counts under it.

    A whole whose counts are all 0 is an empty frame with `none` in it. With a `part`, counted from 0, it is that of
    `parts`; else all rows are drawn, also below the frame.
    """

    rows: Sequence[Whole] = ()
    none: str = "–"
    between: float = _AFTER_ROW
    """The space below each row, in sizes of letters."""
    part: int | None = None

    @property
    def has_values(self) -> bool:
        """Whether anything was counted."""
        return any(row.total for row in self.rows)

    def in_words(self) -> str:
        """Every part of every whole with its count."""
        return ". ".join(
            f"{row.label}: {', '.join(f'{name} {count}' for name, count in row.parts)}" for row in self.rows
        )

    def height(self, frame: Frame) -> float:
        """All rows."""
        return sum(self._row_height(row, frame) for row in self.rows)

    def parts(self, frame: Frame) -> list[range]:
        """The places of the rows that have room below each other, part by part, as even as can be; one at least."""
        close = replace(self, between=_CLOSEST)
        heights = [close._row_height(row, frame) for row in self.rows]
        # The space below the last one needs no room.
        room = frame.height + frame.em * _CLOSEST
        for count in range(1, len(heights) + 1):
            ends = [len(heights) * number // count for number in range(count + 1)]
            if all(sum(heights[start:stop]) <= room for start, stop in pairwise(ends)):
                break
        else:
            ends = list(range(len(heights) + 1))
        return [range(start, stop) for start, stop in pairwise(ends)] or [range(0)]

    def items(self, frame: Frame) -> list[Item]:
        """The rows from the top."""
        if self.part is not None:
            parts = self.parts(frame)
            shown = parts[self.part % len(parts)]
            return self._spread(self.rows[shown.start : shown.stop], frame).items(frame)
        items: list[Item] = []
        top = 0.0
        for row in self.rows:
            items += self._row(row, top, frame)
            top += self._row_height(row, frame)
        return items

    def _spread(self, rows: Sequence[Whole], frame: Frame) -> "Shares":
        """These rows alone, as far from each other as there is room for, within bounds."""
        close = replace(self, rows=rows, part=None, between=_CLOSEST)
        spare = (frame.height - close.height(frame)) / frame.em / max(1, len(rows) - 1)
        return replace(close, between=_CLOSEST + min(max(spare, 0.0), _FARTHEST - _CLOSEST))

    def _row(self, row: Whole, top: float, frame: Frame) -> list[Item]:
        em, left, label, small = frame.em, self._left(frame), frame.type(1.0, "medium"), frame.type(0.88)
        lines = frame.typesetter.lines(row.label, label, left - em * 1.5)
        middle = top + em * _BAR / 2
        first = middle + (len(lines) - 1) * label.size * LEADING / 2
        items = stack(lines, 0.0, first, label)
        if not row.total:
            items.append(Box(left, top, frame.width - left, em * _BAR, None, HAIRLINE, em * 0.1))
            return items + stack([frame.typesetter.line(self.none, small)], left + em * 0.75, middle, small, MUTED)
        inside = frame.type(0.94, "semibold")
        x = left
        for number, (_, count) in enumerate(row.parts):
            share = (frame.width - left) * count / row.total
            if count:
                shade = _shade(number)
                items.append(Box(x, top, share, em * _BAR, shade))
                items.append(Box(x - em * 0.05, top, em * 0.1, em * _BAR, GROUND))
                words = frame.typesetter.line(str(count), inside)
                if words.width + em * 0.4 < share:
                    items += stack([words], x + share / 2, middle, inside, readable_on(shade), "center")
            x += share
        for x, y, number, line in self._names(row, frame):
            middle = top + em * _BAR + y + small.size * LEADING / 2 + em * 0.25
            side = em * _SWATCH
            items.append(Box(left + x, middle - side / 2, side, side, _shade(number), Ink("ramp3"), em * 0.05))
            items += stack([line], left + x + side + em * 0.4, middle, small, MUTED)
        return items

    def _names(self, row: Whole, frame: Frame) -> Iterable[tuple[float, float, int, Words]]:
        """Place, number and words of each part under the bar; y down from it."""
        small, room = frame.type(0.88), frame.width - self._left(frame)
        lead, leading = frame.em * (_SWATCH + 0.4), small.size * LEADING
        x = y = 0.0
        for number, (name, count) in enumerate(row.parts):
            words = frame.typesetter.lines(f"{name} {count}", small, room - lead)
            wide = max(line.width for line in words) + lead
            if x and x + wide > room:
                x, y = 0.0, y + leading
            for line_number, line in enumerate(words):
                yield x, y + line_number * leading, number, line
            y += (len(words) - 1) * leading
            x += wide + frame.em * 1.1

    def _left(self, frame: Frame) -> float:
        return label_width([row.label for row in self.rows], frame) + frame.em * 1.5

    def _row_height(self, row: Whole, frame: Frame) -> float:
        label, leading = frame.type(1.0, "medium"), frame.type(0.88).size * LEADING
        lines = len(frame.typesetter.lines(row.label, label, self._left(frame) - frame.em * 1.5)) * label.size * LEADING
        names = max((y + leading for _, y, _, _ in self._names(row, frame)), default=0.0) + frame.em * 0.25
        return max(lines, frame.em * _BAR + (names if row.total else 0.0)) + frame.em * self.between


def _shade(number: int) -> Ink:
    return Ink(_RAMP[number % len(_RAMP)])
