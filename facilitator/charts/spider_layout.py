"""Where everything of a spider goes in a rectangle: the centre, the radius, and labels that never overlap it.

Labels are wrapped in several ways and the way that leaves the largest chart is taken; where none fits, the letters
become smaller. Settled once for a set of labels and a size: all handouts of a room share it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import combinations, product

from facilitator.charts.drawing import Point
from facilitator.charts.frame import LEADING, Type, Typesetter, Words
from facilitator.radar import LabelBox, Placement, direction, place

_GAP = 0.75
"""From the chart to its labels; lengths are in sizes of their letters."""
_APART = 0.3
_WIDTHS = (5.0, 6.5, 8.0, 10.0, 12.5, 17.5)
_NARROW = 3.6
"""A word or two: where letters are large they take more of the width than the chart has to give."""
_LINES = 2
_TOO_MANY_LINES = 0.9
"""What a layout counts for each line beyond two, against one without."""
_BROKEN_WORD = 0.75
_UPRIGHT = 0.45
"""Axes that lean less from the vertical have their labels over or under the chart, where height is dear."""
_GROWN = (1.08, 1.16, 1.24, 1.32, 1.4)
"""How much larger letters may become beside a chart that has all of the height and not of the width."""
_FILLED, _UNFILLED = 0.975, 0.88
"""From which share of the width on it is filled, and what a layout counts where it is to be and is not."""
_LARGE_ENOUGH = 0.24
"""The radius, as a share of the shorter side, from which labels need not become smaller."""


@dataclass(frozen=True, slots=True)
class Free:
    """What is left free under each label for the caller to write on: `lines` of a width."""

    lines: float = 0.0
    width: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class SpiderLayout:
    """Places in a rectangle with y down; `labels` are wrapped lines with their boxes, `below` left free in each.

    Compared by identity: what is drawn of a layout alone is kept by it.
    """

    axes: int
    centre: Point
    radius: float
    labels: tuple[tuple[tuple[Words, ...], LabelBox], ...]
    type: Type
    below: float = 0.0

    @property
    def across(self) -> float:
        """From the left end of the labels to their right one."""
        return _across([box for _, box in self.labels])

    def point(self, axis: int, value: float) -> Point:
        """The place of a value in [0, 1] on an axis."""
        x, y = direction(axis, self.axes)
        return self.at((x * value, y * value))

    def at(self, point: Point) -> Point:
        """The place of a point in units of the radius with y up, as `facilitator.radar` gives them."""
        return self.centre[0] + point[0] * self.radius, self.centre[1] - point[1] * self.radius


_NOTHING = Free()


@lru_cache(256)
def lay_out(
    labels: tuple[str, ...],
    width: float,
    height: float,
    type_: Type,
    typesetter: Typesetter,
    least: float,
    free: Free = _NOTHING,
    *,
    grows: bool = False,
) -> SpiderLayout:
    """The largest chart in a rectangle whose labels fit beside it without touching each other.

    `least` is the smallest size of their letters. On screens sizes are whole numbers and stay so. Where it `grows`,
    short labels take the width that a chart leaves free which has all of the height.
    """
    best: tuple[float, SpiderLayout] | None = None
    for size in _sizes(type_.size, least):
        found = _largest(labels, width, height, Type(size, type_.weight), typesetter, free, fills=grows)
        if best is None or found[0] > best[0]:
            best = found
        if best[0] > _LARGE_ENOUGH * min(width, height):
            break
    assert best is not None  # noqa: S101  # there is at least one size
    for share in _GROWN if grows and best[1].type == type_ else ():
        letters = Type(round(type_.size * share), type_.weight)
        best = max(
            best, _largest(labels, width, height, letters, typesetter, free, fills=True), key=lambda each: each[0]
        )
    return best[1]


def _sizes(usual: float, least: float) -> Iterator[float]:
    whole = usual == round(usual) and least == round(least)
    for share in (0.0, 0.5, 1.0):
        size = usual - max(0.0, usual - least) * share
        yield float(round(size)) if whole else size


def _largest(
    labels: tuple[str, ...],
    width: float,
    height: float,
    type_: Type,
    typesetter: Typesetter,
    free: Free,
    *,
    fills: bool,
) -> tuple[float, SpiderLayout]:
    em = type_.size
    below = free.lines * em * LEADING

    @cache
    def wrapped(label: str, space: float) -> tuple[tuple[Words, ...], float, float, bool]:
        lines = tuple(typesetter.lines(label, type_, space * em))
        words = label.replace("-", "- ").replace("/", "/ ").split()
        breaks = any(typesetter.line(word, type_).width > space * em for word in words)
        across = max(line.width for line in lines)
        return lines, max(across, free.width, em * 0.1), len(lines) * em * LEADING + below, breaks

    best: tuple[float, SpiderLayout] | None = None
    for rooms in _wraps(len(labels), (_NARROW, *_WIDTHS) if fills else _WIDTHS):
        parts = [wrapped(label, space) for label, space in zip(labels, rooms, strict=True)]
        placed = place([(across, high) for _, across, high, _ in parts], width, height, _GAP * em)
        worth = placed.radius * _TOO_MANY_LINES ** sum(max(0, len(lines) - _LINES) for lines, *_ in parts)
        if any(breaks for *_, breaks in parts):
            worth *= _BROKEN_WORD
        if fills and _across(placed.labels) < width * _FILLED:
            worth *= _UNFILLED
        if _collide(placed, width, height, _APART * em):
            worth *= 0.01
        if best is None or worth > best[0] * 1.01:
            boxed = tuple(zip((lines for lines, *_ in parts), placed.labels, strict=True))
            best = worth, SpiderLayout(len(labels), placed.centre, placed.radius, boxed, type_, below)
    assert best is not None  # noqa: S101  # _wraps gives at least one
    return best


def _wraps(axes: int, widths: tuple[float, ...]) -> Iterator[list[float]]:
    """Ways to wrap: a width for the labels over and under the chart, another for those at its sides."""
    leans = [abs(direction(axis, axes)[0]) for axis in range(axes)]
    for upright, sideways in product(reversed(widths), repeat=2):
        yield [upright if lean < _UPRIGHT else sideways for lean in leans]


def _across(boxes: Sequence[LabelBox]) -> float:
    return max(box.left + box.width for box in boxes) - min(box.left for box in boxes)


def _collide(placed: Placement, width: float, height: float, apart: float) -> bool:
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
        one.left - apart < other.left + other.width
        and other.left - apart < one.left + one.width
        and one.top < other.top + other.height
        and other.top < one.top + one.height
        for one, other in combinations(boxes, 2)
    )


def _distance(box: LabelBox, point: Point) -> float:
    """From a point to the nearest point of a box."""
    x, y = point
    across = max(box.left - x, 0.0, x - box.left - box.width)
    down = max(box.top - y, 0.0, y - box.top - box.height)
    return float((across**2 + down**2) ** 0.5)
