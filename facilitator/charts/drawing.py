"""What a chart consists of: lines, areas, boxes, discs, marks and texts, in the order in which they are drawn.

Coordinates begin at the upper left corner, y down. Lengths are the medium's: points on paper, pixels on a screen.
Colours are named by what they are for; each painter has its own palette.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

Point = tuple[float, float]
Path = tuple[Point, ...]
Dash = tuple[float, ...]
Role = Literal[
    "text", "muted", "faint", "hairline", "ring", "rim", "ground", "soft", "band", "accent", "brand", "people",
    "series1", "series2", "series3", "series4", "series5", "series6",
    "ramp1", "ramp2", "ramp3", "ramp4", "ramp5", "ramp6", "ramp7",
]  # fmt: skip
"""`ring` and `rim` are the lines of a grid and its outermost one, `brand` is the colour of whoever hands a paper out,
`ramp` an order of shades from dark to light."""
Marker = Literal["circle", "square", "diamond", "triangle", "ring", "cross", "none"]
Weight = Literal["regular", "medium", "semibold"]
Align = Literal["left", "center", "right"]

BASE = 0.36
"""How far below the middle of capitals their baseline is, in sizes of type."""
LEADING = 1.3
"""From baseline to baseline, in sizes of type."""


@dataclass(frozen=True, slots=True)
class Ink:
    """A colour by its role; with a `share` below 1, what it makes on the ground at that opacity, itself opaque.

    With `on`, it is the text's or the ground's colour, whichever is read better on that one.
    """

    role: Role
    share: float = 1.0
    on: "Ink | None" = None


TEXT, MUTED, FAINT, GROUND = Ink("text"), Ink("muted"), Ink("faint"), Ink("ground")
HAIRLINE, RING, RIM, BAND, ACCENT = Ink("hairline"), Ink("ring"), Ink("rim"), Ink("band"), Ink("accent")


def readable_on(ink: Ink) -> Ink:
    """The ink for words on an area of this colour."""
    return Ink("text", on=ink)


@dataclass(frozen=True, slots=True)
class Look:
    """How one series is told from the others: never by its colour alone. Dashes are in widths of its line."""

    ink: Ink
    dash: Dash
    marker: Marker
    weight: float = 1.0
    """Of its line, beside that of others."""


LOOKS = (
    Look(Ink("series1"), (), "circle"),
    Look(Ink("series2"), (2.8, 1.4), "square"),
    Look(Ink("series3"), (1.0, 1.2), "diamond"),
    Look(Ink("series4"), (4.0, 1.25, 0.9, 1.25), "triangle"),
    Look(Ink("series5"), (3.0, 2.5), "ring"),
    Look(Ink("series6"), (6.0, 2.0), "cross"),
)
FIRST, SECOND, THIRD, FOURTH = LOOKS[:4]
MEDIAN = Look(TEXT, (2.9, 2.0), "none", 0.7)
"""A whole group's middle value beside one person's."""
EARLIER = Look(MUTED, (3.3, 2.0), "none", 0.75)
"""What one compares oneself with: one's own values of then."""
UNGROUPED = Look(MUTED, (), "circle")


def look_of(number: int | None) -> Look:
    """The look of a group, counted from 0; that of the ungrouped for None and for more than can be told apart."""
    return LOOKS[number] if number is not None and 0 <= number < len(LOOKS) else UNGROUPED


@dataclass(frozen=True, slots=True)
class Type:
    """Size and weight of letters."""

    size: float
    weight: Weight = "regular"


class Words(Protocol):
    """One line of text that a painter has set, and its width."""

    @property
    def width(self) -> float:
        """From its first to its last letter."""


class Typesetter(Protocol):
    """Measures and wraps texts in the fonts of one medium; layouts are kept by it."""

    def __hash__(self) -> int:
        """One and the same in all of a medium."""

    def line(self, text: str, type_: Type) -> Words:
        """The text on one line, however wide."""

    def lines(self, text: str, type_: Type, width: float) -> Sequence[Words]:
        """The text wrapped to a width, at least one line; a word that is wider is broken."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a chart is drawn: its room, `em` as the usual size of letters, and the width of a series' `line`.

    On a screen sizes of type are `whole` pixels, and none is smaller than `least`.
    """

    width: float
    height: float
    em: float
    typesetter: Typesetter
    line: float = 1.6
    least: float = 0.0
    whole: bool = False

    def type(self, share: float = 1.0, weight: Weight = "regular") -> Type:
        """Letters of a share of the usual size."""
        size = max(self.em * share, self.least)
        return Type(float(round(size)) if self.whole else size, weight)

    def width_of(self, text: str, type_: Type) -> float:
        """How wide a text is on one line."""
        return self.typesetter.line(text, type_).width

    def shortened(self, text: str, type_: Type, room: float) -> Words:
        """The text on one line, its end replaced by "…" where it is wider than the room."""
        words = self.typesetter.line(text, type_)
        while text and words.width > room:
            # By the share that is too much, so that long texts take few steps.
            text = text[: min(len(text) - 1, int(len(text) * room / words.width) + 1)]
            words = self.typesetter.line(f"{text.rstrip()}…", type_)
        return words

    def fitting(self, text: str, type_: Type, room: float, most: int) -> Sequence[Words]:
        """The text wrapped to a width, its end replaced by "…" where that takes more lines than `most`."""
        lines = self.typesetter.lines(text, type_, room)
        if most <= 1 and len(lines) > 1:
            return [self.shortened(text, type_, room)]
        while text and len(lines) > max(most, 1):
            text = text[:-1]
            lines = self.typesetter.lines(f"{text.rstrip()}…", type_, room)
        return lines


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
    look: Look
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
    return "–" if value is None else f"{value * 100:.0f}"
