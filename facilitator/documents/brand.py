"""The facilitator's own look on every document: a colour, a logo, a line with how to reach them."""

import re
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any

from PIL import Image, UnidentifiedImageError
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.utils import ImageReader

from facilitator.documents import style
from facilitator.errors import BadFile, Invalid
from facilitator.i18n import tr

LEAST_CONTRAST = 4.5
"""Of words on white, and of white words on the colour (WCAG 2.1, AA)."""
MOST_BYTES = 5_000_000
_WIDEST = 1200
"""Pixels that a logo is reduced to: more than any printer shows at its size."""
_DARKER = 0.96
_FORMATS = ("PNG", "JPEG")
_ACCENT = re.compile("#[0-9a-fA-F]{6}")
_PLATE = 6.0
"""Points of white around a logo on colour."""


@dataclass(frozen=True, slots=True)
class Brand:
    """`accent` is "#rrggbb", dark enough for white words on it; `logo` a PNG, empty for none; `contact` one line."""

    accent: str = "#0b4a80"
    logo: bytes = b""
    contact: str = ""

    @property
    def color(self) -> Color:
        """The accent as ReportLab takes it."""
        return HexColor(self.accent)

    @property
    def on_color(self) -> Color:
        """For quiet words on the accent: tinted where that can be read, else white."""
        tinted = _mixed(self.color, style.WHITE, 0.8)
        return tinted if contrast(tinted, self.color) >= LEAST_CONTRAST else style.WHITE


HOUSE = Brand()
"""The look of documents for which nobody chose one."""


def accent_of(canvas: Any) -> Color:
    """The accent of the document that a canvas draws."""
    document = getattr(canvas, "document", None)
    brand: Brand = getattr(document, "brand", HOUSE)
    return brand.color


def readable_accent(accent: str) -> tuple[str, bool]:
    """The colour itself, or the nearest darker one on which white can be read, and whether it was darkened.

    Raises Invalid for what is no colour of the form "#rrggbb".
    """
    # ReportLab takes "#12" for a colour too, a very dark one.
    if not _ACCENT.fullmatch(accent):
        raise Invalid(tr("“{text}” is not a colour.", text=accent))
    color = HexColor(accent)
    darkened = False
    while contrast(color, style.WHITE) < LEAST_CONTRAST:
        color = Color(color.red * _DARKER, color.green * _DARKER, color.blue * _DARKER)
        darkened = True
    return f"#{color.hexval()[2:]}", darkened


def contrast(one: Color, other: Color) -> float:
    """The contrast of two colours, from 1 to 21 (WCAG 2.1)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def read_logo(content: bytes) -> bytes:
    """A picture as it is kept: a PNG of no more pixels than are printed. Raises BadFile for anything else."""
    if len(content) > MOST_BYTES:
        raise BadFile(tr("This picture is too large. A logo needs no more than 5 MB."))
    try:
        with Image.open(BytesIO(content), formats=_FORMATS) as picture:
            picture.load()
            kept = picture.convert("RGBA")
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise BadFile(tr("This is no picture that can be used. Choose a PNG or a JPEG.")) from error
    kept.thumbnail((_WIDEST, _WIDEST))
    out = BytesIO()
    kept.save(out, "PNG", optimize=True)
    return out.getvalue()


def draw_logo(
    canvas: Any, brand: Brand, right: float, top: float, space: tuple[float, float], *, plate: bool = True
) -> None:
    """Draw the logo with its upper right corner at a point, as large as `space` allows.

    A `plate` of white under it is for a ground of colour; on white paper it would only push the logo off the margin.
    """
    if not brand.logo:
        return
    picture = _reader(brand.logo)
    wide, high = picture.getSize()
    pad = _PLATE if plate else 0.0
    scale = min((space[0] - 2 * pad) / wide, (space[1] - 2 * pad) / high)
    width, height = wide * scale, high * scale
    if plate:
        canvas.setFillColor(style.WHITE)
        canvas.roundRect(right - width - 2 * pad, top - height - 2 * pad, width + 2 * pad, height + 2 * pad, 3, 0, 1)
    canvas.drawImage(picture, right - width - pad, top - height - pad, width, height, mask="auto")


@lru_cache(4)
def _reader(logo: bytes) -> ImageReader:
    return ImageReader(BytesIO(logo))


def _luminance(color: Color) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue)


def _mixed(one: Color, other: Color, share: float) -> Color:
    parts = zip((one.red, one.green, one.blue), (other.red, other.green, other.blue), strict=True)
    return Color(*(a + (b - a) * share for a, b in parts))
