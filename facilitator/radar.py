"""The geometry of a spider chart, shared by the screens and the PDFs so that both draw the same shape.

Axis 0 points straight up and the axes run clockwise. Coordinates are in units of the radius, x to the right
and y **up**; a caller with y down negates it. A missing value is a visible gap: the outline breaks there, the
seam between the last and the first axis included, and is never drawn through zero.
"""

from collections.abc import Sequence
from dataclasses import dataclass
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
