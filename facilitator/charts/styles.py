"""How things are told apart: colours by their role, and a look for each series, never by its colour alone.

Each painter has its own palette.
"""

from dataclasses import dataclass
from typing import Literal

Dash = tuple[float, ...]
Role = Literal[
    "text", "muted", "faint", "hairline", "ring", "rim", "ground", "soft", "band", "accent", "brand", "people",
    "series1", "series2", "series3", "series4", "series5", "series6",
    "ramp1", "ramp2", "ramp3", "ramp4", "ramp5", "ramp6", "ramp7",
]  # fmt: skip
"""`ring` and `rim` are the lines of a grid and its outermost one, `brand` is the colour of whoever hands a paper out,
`ramp` an order of shades from dark to light."""
Marker = Literal["circle", "square", "diamond", "triangle", "ring", "cross", "none"]


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
BAND_EDGE = Ink("accent", 0.7)
"""The edge of the middle half tells it from the ground, which its own colour does not."""


def readable_on(ink: Ink) -> Ink:
    """The ink for words on an area of this colour."""
    return Ink("text", on=ink)


@dataclass(frozen=True, slots=True)
class SeriesStyle:
    """How one series is told from the others: never by its colour alone. Dashes are in widths of its line."""

    ink: Ink
    dash: Dash
    marker: Marker
    weight: float = 1.0
    """Of its line, beside that of others."""


LOOKS = (
    SeriesStyle(Ink("series1"), (), "circle"),
    SeriesStyle(Ink("series2"), (2.8, 1.4), "square"),
    SeriesStyle(Ink("series3"), (1.0, 1.2), "diamond"),
    SeriesStyle(Ink("series4"), (4.0, 1.25, 0.9, 1.25), "triangle"),
    SeriesStyle(Ink("series5"), (3.0, 2.5), "ring"),
    SeriesStyle(Ink("series6"), (6.0, 2.0), "cross"),
)
FIRST, SECOND, THIRD, FOURTH = LOOKS[:4]
MEDIAN = SeriesStyle(TEXT, (2.9, 2.0), "none", 0.7)
"""A whole group's middle value beside one person's."""
EARLIER = SeriesStyle(MUTED, (3.3, 2.0), "none", 0.75)
"""What one compares oneself with: one's own values of then."""
UNGROUPED = SeriesStyle(MUTED, (), "circle")


def style_of(number: int | None) -> SeriesStyle:
    """The look of a group, counted from 0; that of the ungrouped for None and for more than can be told apart."""
    return LOOKS[number] if number is not None and 0 <= number < len(LOOKS) else UNGROUPED
