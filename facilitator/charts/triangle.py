"""Three shares of one whole as a point in a triangle: at a corner all of it is that part."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from facilitator.charts.drawing import Chart, Item, Line, Marks, Point, place
from facilitator.charts.frame import BASE, Frame
from facilitator.charts.legend import Legend, LegendItem
from facilitator.charts.rows import percent
from facilitator.charts.styles import HAIRLINE, RIM, TEXT, SeriesStyle

_MARK = 0.45
"""In sizes of letters."""
_LINES = (0.25, 0.5, 0.75)


@dataclass(frozen=True, slots=True)
class Dot:
    """A point of three shares that add up to 1."""

    label: str
    shares: tuple[float, float, float]
    style: SeriesStyle


@dataclass(frozen=True)
class Triangle(Chart):
    """`corners` are named from the top on: top, lower left, lower right. Thin lines stand at every quarter."""

    corners: tuple[str, str, str]
    dots: Sequence[Dot] = ()

    em = 0.036

    @property
    def has_values(self) -> bool:
        """Whether there is a point."""
        return bool(self.dots)

    def in_words(self) -> str:
        """The shares of every point."""
        told = []
        for dot in self.dots:
            shares = zip(self.corners, dot.shares, strict=True)
            told.append(f"{dot.label}: {', '.join(f'{corner} {percent(share)}' for corner, share in shares)}")
        return ". ".join(told)

    def texts(self) -> list[str]:
        """The corners and the points' names."""
        return [*self.corners, *(dot.label for dot in self.dots)]

    def height(self, frame: Frame) -> float:
        """As high as a triangle of half the width."""
        return frame.width * 0.5 * sqrt(3) / 2 + 3 * frame.em + self._legend(frame).height + frame.em

    def items(self, frame: Frame) -> list[Item]:
        """The triangle in the middle, its lines, corners and points, and the legend below."""
        em, legend = frame.em, self._legend(frame)
        label = frame.type(1.0, "medium")
        room = frame.height - legend.height - 4.5 * em
        side = max(1.0, min(frame.width - 2 * em, room * 2 / sqrt(3)))
        top, height = 1.8 * em, side * sqrt(3) / 2
        middle = frame.width / 2
        ends: tuple[Point, Point, Point] = (
            (middle, top),
            (middle - side / 2, top + height),
            (middle + side / 2, top + height),
        )
        items: list[Item] = [Line((ends,), RIM, frame.line, closed=True)]
        paths = []
        for share in _LINES:
            for corner in range(3):
                others = [other for other in range(3) if other != corner]
                paths.append(tuple(_at(ends, _with(corner, share, other)) for other in others))
        items.append(Line(tuple(paths), HAIRLINE, frame.line * 0.6))
        for (x, _), y, words, align in zip(
            ends,
            (top - 0.9 * em, top + height + 1.2 * em, top + height + 1.2 * em),
            self.corners,
            ("center", "left", "right"),
            strict=True,
        ):
            set_words = frame.shortened(words, label, frame.width / 2 - em)
            left = x if align == "center" else max(0.0, x - em) if align == "left" else min(frame.width, x + em)
            items.append(place(set_words, left, y + label.size * BASE, label, TEXT, align))  # type: ignore[arg-type]
        for dot in self.dots:
            items.append(Marks((_at(ends, dot.shares),), em * _MARK, dot.style))
        return [*items, *legend.items(0.0, frame.height - legend.height)]

    def _legend(self, frame: Frame) -> Legend:
        entries = []
        for dot in self.dots:
            shares = " · ".join(f"{percent(share)}" for share in dot.shares)
            entries.append(LegendItem("mark", f"{dot.label}: {shares}", dot.style))
        return Legend(entries, frame)


def _with(corner: int, share: float, other: int) -> tuple[float, float, float]:
    """The end of the line at which `corner` has this share, where `other` has the rest."""
    shares = [0.0, 0.0, 0.0]
    shares[corner], shares[other] = share, 1 - share
    return shares[0], shares[1], shares[2]


def _at(ends: Sequence[Point], shares: Sequence[float]) -> Point:
    x = sum(share * end[0] for share, end in zip(shares, ends, strict=True))
    return x, sum(share * end[1] for share, end in zip(shares, ends, strict=True))
