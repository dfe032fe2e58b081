"""Where the labels of a spider go: wrapped in the way that leaves the largest chart, on at most two lines.

Settled once for a set of labels and a size: all handouts of a room share it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, product

from facilitator.documents import typesetting
from facilitator.documents.fonts import Face
from facilitator.documents.style import INK, TextStyle
from facilitator.documents.typesetting import Line
from facilitator.radar import LabelBox, Placement, direction, place

_LABEL = TextStyle(size=8, leading=9.8, face=Face.MEDIUM, color=INK)
_GAP = 7.0
_WIDTHS = (40.0, 52.0, 64.0, 80.0, 100.0, 140.0)
_LINES = 2
_TOO_MANY_LINES = 0.9
"""What a layout counts for each line beyond two, against one without."""
_BROKEN_WORD = 0.75
_UPRIGHT = 0.45
"""Axes that lean less from the vertical have their labels over or under the chart, where height is dear."""
_SMALLER = (1.0, 0.9, 0.8)
_LARGE_ENOUGH = 0.24
"""The radius, as a share of the shorter side, from which labels need not become smaller."""


@dataclass(frozen=True, slots=True)
class SpiderLayout:
    """Places in a rectangle with y down; `labels` are wrapped lines with their boxes."""

    placed: Placement
    labels: tuple[tuple[tuple[Line, ...], LabelBox], ...]
    style: TextStyle


@lru_cache(256)
def lay_out(labels: tuple[str, ...], width: float, height: float) -> SpiderLayout:
    """The largest chart in a rectangle whose labels fit beside it without touching each other."""
    best: tuple[float, SpiderLayout] | None = None
    for factor in _SMALLER:
        look = _LABEL.with_(size=_LABEL.size * factor, leading=_LABEL.leading * factor)
        found = _largest(labels, width, height, look)
        if best is None or found[0] > best[0]:
            best = found
        if best[0] > _LARGE_ENOUGH * min(width, height):
            break
    assert best is not None  # noqa: S101  # there is at least one size
    return best[1]


def _largest(labels: tuple[str, ...], width: float, height: float, look: TextStyle) -> tuple[float, SpiderLayout]:
    best: tuple[float, SpiderLayout] | None = None
    for widths in _wraps(len(labels)):
        wrapped = [typesetting.lines(label, look, each) for label, each in zip(labels, widths, strict=True)]
        sizes = [(max(line.width for line in lines), len(lines) * look.leading) for lines in wrapped]
        placed = place(sizes, width, height, _GAP)
        worth = placed.radius
        worth *= _TOO_MANY_LINES ** sum(max(0, len(lines) - _LINES) for lines in wrapped)
        if any(_breaks_a_word(label, each, look) for label, each in zip(labels, widths, strict=True)):
            worth *= _BROKEN_WORD
        if _collide(placed, width, height):
            worth *= 0.01
        if best is None or worth > best[0] * 1.01:
            best = worth, SpiderLayout(placed, tuple(zip(wrapped, placed.labels, strict=True)), look)
    assert best is not None  # noqa: S101  # _wraps gives at least one
    return best


def _wraps(axes: int) -> Iterator[list[float]]:
    leans = [abs(direction(axis, axes)[0]) for axis in range(axes)]
    for upright, sideways in product(reversed(_WIDTHS), repeat=2):
        yield [upright if lean < _UPRIGHT else sideways for lean in leans]


def _breaks_a_word(label: str, width: float, look: TextStyle) -> bool:
    return any(
        typesetting.text_width(word, look) > width for word in label.replace("-", "- ").replace("/", "/ ").split()
    )


def _collide(placed: Placement, width: float, height: float) -> bool:
    """Whether two labels touch, or one leaves the rectangle or lies on the chart."""
    boxes = placed.labels
    if any(
        box.left < -0.5 or box.top < -0.5 or box.left + box.width > width + 0.5 or box.top + box.height > height + 0.5
        for box in boxes
    ):
        return True
    if any(_distance(box, placed.centre) < placed.radius for box in boxes):
        return True
    return any(
        one.left - 4 < other.left + other.width
        and other.left - 4 < one.left + one.width
        and one.top < other.top + other.height
        and other.top < one.top + one.height
        for one, other in combinations(boxes, 2)
    )


def _distance(box: LabelBox, point: tuple[float, float]) -> float:
    """From a point to the nearest point of a box."""
    x, y = point
    across = max(box.left - x, 0.0, x - box.left - box.width)
    down = max(box.top - y, 0.0, y - box.top - box.height)
    return float((across**2 + down**2) ** 0.5)
