"""What a chart consists of: lines, areas, boxes, discs, marks and texts, in the order in which they are drawn.

Coordinates begin at the upper left corner, y down. Lengths are the medium's: points on paper, pixels on a screen.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from facilitator.charts.frame import BASE, LEADING, Frame, Type, Words
from facilitator.charts.styles import TEXT, Dash, Ink, Marker, SeriesStyle
from facilitator.rounding import hundredths

Point = tuple[float, float]
Path = tuple[Point, ...]
Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Line:
    """Lines from point to point that share one stroke; dashes are lengths. Thousands need not have `smooth` edges."""

    paths: tuple[Path, ...]
    ink: Ink
    width: float
    dash: Dash = ()
    closed: bool = False
    smooth: bool = True


@dataclass(frozen=True, slots=True)
class Area:
    """Closed shapes filled as one."""

    paths: tuple[Path, ...]
    ink: Ink
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, filled, framed inside its edges, or both."""

    left: float
    top: float
    width: float
    height: float
    fill: Ink | None = None
    edge: Ink | None = None
    line: float = 0.0
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class Disc:
    """A circle, filled, drawn as a line, or both."""

    centre: Point
    radius: float
    fill: Ink | None = None
    edge: Ink | None = None
    line: float = 0.0
    dash: Dash = ()


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of a series at points, of a radius; hollow ones carry a caution."""

    points: tuple[Point, ...]
    size: float
    style: SeriesStyle
    hollow: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """One line at its left end and baseline; with a `halo`, what is behind keeps off its letters."""

    words: Words
    x: float
    base: float
    type: Type
    ink: Ink = TEXT
    halo: bool = False


Item = Line | Area | Box | Disc | Marks | Text
CORNERS: dict[Marker, Path] = {
    "square": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    "diamond": ((0.0, -1.3), (1.25, 0.0), (0.0, 1.3), (-1.25, 0.0)),
    "triangle": ((0.0, -1.25), (1.15, 0.9), (-1.15, 0.9)),
}
"""Marks with corners, in units of their radius; the others are discs, and `CROSS` its two lines."""
CROSS: tuple[Path, ...] = (((-0.85, -0.85), (0.85, 0.85)), ((-0.85, 0.85), (0.85, -0.85)))


class Chart:
    """What every chart offers a painter. `em` is the size of its letters as a share of a widget's shorter side."""

    __slots__ = ()
    em = 0.03

    @property
    def has_values(self) -> bool:
        """Whether there is anything to draw; else a sentence takes its place."""
        raise NotImplementedError

    def in_words(self) -> str:
        """What it shows, for those who have it read aloud."""
        raise NotImplementedError

    def texts(self) -> list[str]:
        """Every text that may be drawn, but for values."""
        return []

    def height(self, frame: Frame) -> float:
        """How high it is where the height is free, as on paper; `frame` counts for its width alone."""
        raise NotImplementedError

    def items(self, frame: Frame) -> list[Item]:
        """What to draw in the frame, from the ground up."""
        raise NotImplementedError


def stroke(points: Iterable[Point], ink: Ink, width: float, dash: Dash = ()) -> Line:
    """One line from point to point."""
    return Line((tuple(points),), ink, width, dash)


def place(words: Words, x: float, base: float, type_: Type, ink: Ink = TEXT, align: Align = "left") -> Text:
    """A line of text whose left end, middle or right end is at `x`."""
    free = {"left": 0.0, "center": words.width / 2, "right": words.width}[align]
    return Text(words, x - free, base, type_, ink)


def stack(
    lines: Sequence[Words],
    x: float,
    middle: float,
    type_: Type,
    ink: Ink = TEXT,
    align: Align = "left",
) -> list[Item]:
    """Lines under each other, the middle of their block at a height."""
    leading = type_.size * LEADING
    base = middle - (len(lines) - 1) * leading / 2 + type_.size * BASE
    return [place(each, x, base + number * leading, type_, ink, align) for number, each in enumerate(lines)]


def points_of_100(value: float | None) -> str:
    """A value in [0, 1] as people read it; a dash where there is none."""
    return "–" if value is None else str(hundredths(value))
