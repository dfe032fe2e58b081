"""The look of every document in one place: paper, grid, type scale, colours, and how series are told apart.

Lengths are points (1/72 inch). Series colours follow Okabe & Ito (2008), darkened where they would be too faint on
white paper, and never stand alone: each has its dashes and marker, so that a page printed in black and white says
the same.
"""

from dataclasses import dataclass, replace
from enum import Enum
from typing import Literal

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4, LETTER

from facilitator.documents.fonts import Face


class Paper(Enum):
    """Paper sizes, as width and height."""

    A4 = A4
    LETTER = LETTER

    @property
    def size(self) -> tuple[float, float]:
        """Width and height."""
        return self.value


MARGIN = 54.0
"""Left and right."""
TOP = 64.0
BOTTOM = 62.0
GRID = 4.0
"""Distances are multiples of this."""

INK = HexColor(0x1A2330)
MUTED = HexColor(0x525D6C)
FAINT = HexColor(0x8A94A3)
HAIRLINE = HexColor(0xD4D9E0)
SOFT = HexColor(0xF1F4F8)
ACCENT = HexColor(0x0B4A80)
CAUTION = HexColor(0x855300)
WHITE = HexColor(0xFFFFFF)
ON_ACCENT_MUTED = HexColor(0xCFE0F0)
BAND = HexColor(0xD3E2F0)
RING = HexColor(0x8791A0)
PEOPLE = Color(0.42, 0.48, 0.56, alpha=0.7)
RAMP = tuple(map(HexColor, (0x0B4A80, 0x3878AE, 0x74A5CF, 0xA9C8E4, 0xCBDDEE, 0xE0EAF4, 0xEFF4FA)))
"""Shares of a whole, the first code darkest: in black and white the order of greys is the order of the codes."""
SERIES = tuple(map(HexColor, (0x0072B2, 0xC94F00, 0x00805D, 0xA8487F, 0x8F6200, 0x2A7FB5)))


Align = Literal["left", "right", "center"]


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a text is set. `keep` holds it on the page of what follows."""

    size: float = 9.5
    leading: float = 14.0
    face: Face = Face.REGULAR
    color: Color = INK
    before: float = 0.0
    after: float = 6.0
    align: Align = "left"
    keep: bool = False

    def with_(self, **changes: object) -> "TextStyle":
        """This style with some values changed."""
        return replace(self, **changes)  # type: ignore[arg-type]  # the names are those of the fields


BODY = TextStyle()
LEAD = TextStyle(size=11, leading=16.5, color=INK, after=8)
SMALL = TextStyle(size=8, leading=11.5, color=MUTED, after=4)
CAPTION = TextStyle(size=8, leading=11, color=MUTED, before=4, after=10)
FIGURE_TITLE = TextStyle(size=9.5, leading=13, face=Face.SEMIBOLD, before=4, after=4, keep=True)
LABEL = TextStyle(size=7.5, leading=9.5, color=MUTED, face=Face.MEDIUM)
HEADINGS = (
    TextStyle(size=16, leading=21, face=Face.SEMIBOLD, color=ACCENT, before=20, after=8, keep=True),
    TextStyle(size=12, leading=16, face=Face.SEMIBOLD, color=INK, before=14, after=5, keep=True),
    TextStyle(size=10, leading=14, face=Face.SEMIBOLD, color=INK, before=10, after=3, keep=True),
)
