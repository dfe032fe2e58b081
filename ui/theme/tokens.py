"""The one place of values: colours, type scale, spacing, radii, durations. Widgets name a token, never a value.

Text has a contrast of at least 4.5:1 on the surfaces it stands on and graphics of at least 3:1 (WCAG 2.2); a test
computes both. Series colours follow Okabe & Ito (2008), darkened on the light surface where they would be too faint,
and never stand alone: each series has its dash and marker too.
"""

from dataclasses import dataclass
from typing import Literal

Scheme = Literal["light", "dark"]
Dash = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """How one series of a chart is told from the others. `dash` is in line widths; empty is a solid line."""

    color: str
    dash: Dash
    marker: Literal["circle", "square", "diamond", "triangle", "ring", "cross"]


@dataclass(frozen=True, slots=True)
class Tokens:
    """All values of one scheme. Colours are "#rrggbb"; lengths are device-independent pixels."""

    scheme: Scheme
    window: str
    surface: str
    raised: str
    text: str
    muted: str
    border: str
    control: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    danger: str
    danger_soft: str
    success: str
    warning: str
    warning_soft: str
    shade: str
    """Band of the middle half, ring lines and other quiet areas of charts."""
    ring: str
    faint: str
    people: str
    """One person's line among many: of another hue than rings and middle half, also for who sees fewer colours."""
    series: tuple[Series, ...]

    def with_alpha(self, color: str, alpha: float) -> str:
        """`color` as "#aarrggbb", the form Qt reads, with `alpha` in [0, 1]."""
        return f"#{round(alpha * 255):02x}{color[1:]}"


@dataclass(frozen=True, slots=True)
class Metrics:
    """What is the same in both schemes. Font sizes are factors of the system's own size."""

    title: float = 1.75
    heading: float = 1.25
    body: float = 1.0
    caption: float = 0.9
    tight: int = 4
    small: int = 8
    medium: int = 16
    large: int = 24
    huge: int = 40
    radius: int = 8
    touch: int = 48
    """The least height of what a finger presses."""
    room_edge: float = 0.04
    """Where words begin on the room's screen, as a share of its width."""
    room_empty: float = 0.7
    """What a sentence in place of a picture takes there of the width."""
    scroll_bar: int = 12
    """The width of a scroll bar. Where one may come, it comes into the margin of the page."""
    ease_ms: int = 300
    """How long a new shape takes to arrive."""


METRICS = Metrics()

_DASHES: tuple[Dash, ...] = ((), (5, 2.5), (1.5, 2), (7, 2, 1.5, 2), (3, 1.5), (9, 3))
_MARKERS: tuple[Literal["circle", "square", "diamond", "triangle", "ring", "cross"], ...] = (
    "circle",
    "square",
    "diamond",
    "triangle",
    "ring",
    "cross",
)


def _series(*colors: str) -> tuple[Series, ...]:
    return tuple(Series(*each) for each in zip(colors, _DASHES, _MARKERS, strict=True))


LIGHT = Tokens(
    scheme="light",
    window="#f4f5f7",
    surface="#ffffff",
    raised="#ebeef2",
    text="#1a2330",
    muted="#525d6c",
    border="#d4d9e0",
    control="#7b8695",
    accent="#0b62a8",
    accent_hover="#084c84",
    on_accent="#ffffff",
    accent_soft="#e1edf8",
    danger="#b3261e",
    danger_soft="#fbe9e7",
    success="#17734a",
    warning="#855300",
    warning_soft="#fdf1d8",
    shade="#dbe8f4",
    ring="#8791a0",
    faint="#7f8fa3",
    people="#93826e",
    series=_series("#0072b2", "#c94f00", "#00805d", "#a8487f", "#8f6200", "#2a7fb5"),
)

DARK = Tokens(
    scheme="dark",
    window="#12161c",
    surface="#1b2129",
    raised="#272f3a",
    text="#eef1f5",
    muted="#aab4c2",
    border="#343e4b",
    control="#8591a1",
    accent="#74b4ee",
    accent_hover="#9ccbf5",
    on_accent="#08192a",
    accent_soft="#1f3850",
    danger="#ff8a7d",
    danger_soft="#43211f",
    success="#67cf9a",
    warning="#f2c14e",
    warning_soft="#3d3115",
    shade="#24394e",
    ring="#6b7887",
    faint="#8496ab",
    people="#a8957c",
    series=_series("#56b4e9", "#f0843c", "#3fc79e", "#dd92bb", "#e8b33f", "#a9d4f2"),
)


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours "#rrggbb", from 1 to 21 (WCAG 2.2)."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    channels = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
