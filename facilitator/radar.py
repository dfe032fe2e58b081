"""The geometry of a spider chart, shared by the screens and the PDFs so that both draw the same shape.

Axis 0 points straight up and the axes run clockwise. Coordinates are in units of the radius, x to the right
and y **up**; a caller with y down negates it. A missing value is a visible gap: the outline breaks there, the
seam between the last and the first axis included, and is never drawn through zero.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from math import cos, pi, sin

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Outline:
    """One polygon of a spider chart, broken at its gaps.

    `runs` holds the pieces in axis order, each at least one point long: a run of one is a lone value, to be
    drawn as a dot. `closed` is true only when no axis is missing; then there is one run and its last point
    joins its first.
    """

    runs: tuple[tuple[Point, ...], ...]
    closed: bool


def direction(axis: int, axes: int) -> Point:
    """Unit vector of axis number `axis` (from 0) of `axes`."""
    angle = 2 * pi * axis / axes
    return sin(angle), cos(angle)


def outline(values: Sequence[float | None]) -> Outline:
    """The outline through `values`, one per axis, each in [0, 1] or `None` where missing."""
    axes = len(values)
    points: list[Point | None] = []
    for axis, value in enumerate(values):
        x, y = direction(axis, axes)
        points.append(None if value is None else (x * value, y * value))
    if axes and None not in points:
        return Outline((tuple(point for point in points if point is not None),), closed=True)
    return Outline(_runs(points), closed=False)


def _runs(points: Sequence[Point | None]) -> tuple[tuple[Point, ...], ...]:
    runs: list[list[Point]] = []
    before: Point | None = None
    for point in points:
        if point is not None:
            if before is None:
                runs.append([])
            runs[-1].append(point)
        before = point
    # The chart is round: a run that ends at the last axis goes on in the one that starts at the first.
    if len(runs) > 1 and points[0] is not None and points[-1] is not None:
        runs[0] = runs.pop() + runs[0]
    return tuple(tuple(run) for run in runs)


@dataclass(frozen=True, slots=True)
class LabelBox:
    """Where an axis label goes: top-left corner and size, and on which side its lines meet the chart.

    `side` is -1 for a label left of the chart (lines end at its right), 1 right of it, 0 above or below (centred).
    """

    left: float
    top: float
    width: float
    height: float
    side: int


@dataclass(frozen=True, slots=True)
class Placement:
    """A chart laid out in a rectangle, in that rectangle's units with y **down** from its top left corner."""

    centre: Point
    radius: float
    labels: tuple[LabelBox, ...]

    def point(self, x: float, y: float) -> Point:
        """The place of a point given in units of the radius with y up, as `outline` gives them."""
        return self.centre[0] + x * self.radius, self.centre[1] - y * self.radius


_UPRIGHT = 0.05
"""An axis that leans less than this from the vertical has its label centred above or below it."""
_NEARER = 0.45
"""Such a label is so much nearer to its axis than one beside the chart: letters have air above and below them."""


@dataclass(frozen=True, slots=True)
class _Beside:
    """What is needed at one side of the centre: a fixed width, and a share of the radius."""

    fixed: float = 0.0
    reach: float = 0.0

    @classmethod
    def of(cls, x: float, width: float, gap: float) -> "_Beside":
        """For a label, whose axis goes as far as `x` to the side."""
        return cls(width / 2) if abs(x) <= _UPRIGHT else cls(width + gap * abs(x), abs(x))


def place(label_sizes: Sequence[tuple[float, float]], width: float, height: float, gap: float) -> Placement:
    """The largest chart in `width` × `height` whose labels, of the given sizes, fit around it at `gap`.

    One label per axis. A label beside the chart rises or sinks with its axis, so that it never lies on the outline.
    """
    axes = len(label_sizes)
    directions = [direction(axis, axes) for axis in range(axes)]
    lowest = max((-y for _, y in directions), default=1.0)
    above = below = 0.0
    left, right = [_Beside()], [_Beside()]
    for (x, y), (label_width, label_height) in zip(directions, label_sizes, strict=True):
        upright = abs(x) <= _UPRIGHT
        if upright or x < 0:
            left.append(_Beside.of(x, label_width, gap))
        if upright or x > 0:
            right.append(_Beside.of(x, label_width, gap))
        over = label_height + gap * _NEARER if upright else label_height * 0.75 + gap
        above, below = (max(above, over), below) if y > 0 else (above, max(below, over))
    radius = (
        min(
            (width - one.fixed - other.fixed) / (one.reach + other.reach)
            for one, other in product(left, right)
            if one.reach + other.reach
        )
        if axes
        else width / 2
    )
    radius = max(min(radius, (height - above - below) / (1 + lowest)), 1.0)
    # What is left over is shared between the top and the bottom, and between both sides.
    slack = max(0.0, height - above - below - (1 + lowest) * radius)
    before, after = (max(each.fixed + each.reach * radius for each in side) for side in (left, right))
    centre = (before + (width - before - after) / 2, slack / 2 + above + radius)
    boxes = [_box(at, size, centre, radius, gap) for at, size in zip(directions, label_sizes, strict=True)]
    return Placement(centre, radius, tuple(boxes))


def _box(at: Point, size: tuple[float, float], centre: Point, radius: float, gap: float) -> LabelBox:
    (x, y), (width, height) = at, size
    distance = radius + gap * (_NEARER if abs(x) <= _UPRIGHT else 1.0)
    left, top = centre[0] + x * distance, centre[1] - y * distance
    if abs(x) <= _UPRIGHT:
        return LabelBox(left - width / 2, top - height if y > 0 else top, width, height, 0)
    return LabelBox(left if x > 0 else left - width, top - height * (2 + y) / 4, width, height, 1 if x > 0 else -1)
