"""Where the labels of points go so that they neither lie on each other nor on the points, and stay in the picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot

from facilitator.charts.drawing import Point

_TOUCH = 1.0


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle by its upper left corner and its size."""

    left: float
    top: float
    width: float
    height: float

    @property
    def middle(self) -> Point:
        """Its centre."""
        return self.left + self.width / 2, self.top + self.height / 2

    def holds(self, other: "Rect") -> bool:
        """Whether all of another one is in it."""
        return (
            self.left <= other.left
            and self.top <= other.top
            and other.left + other.width <= self.left + self.width
            and other.top + other.height <= self.top + self.height
        )

    def touches(self, other: "Rect") -> bool:
        """Whether they share any part."""
        return (
            self.left < other.left + other.width
            and other.left < self.left + self.width
            and self.top < other.top + other.height
            and other.top < self.top + self.height
        )


def place_labels(
    points: Sequence[Point],
    sizes: Sequence[tuple[float, float]],
    radii: Sequence[float],
    area: Rect,
    *,
    first: Sequence[int] = (),
) -> list[Rect | None]:
    """A rectangle for each label of `sizes`, beside its point; None where every place is taken.

    `radii` keep labels off the points themselves. Labels are placed in the order `first`, then in their own order;
    each prefers the side that leads away from the middle of the area.
    """
    order = [*first, *(at for at in range(len(points)) if at not in set(first))]
    dots = [Rect(x - r, y - r, 2 * r, 2 * r) for (x, y), r in zip(points, radii, strict=True)]
    placed: list[Rect | None] = [None] * len(points)
    taken: list[Rect] = []
    for at in order:
        for box in _candidates(points[at], sizes[at], radii[at], area):
            if not area.holds(box) or any(box.touches(other) for other in taken):
                continue
            if any(box.touches(dot) for other, dot in enumerate(dots) if other != at):
                continue
            placed[at] = box
            taken.append(box)
            break
    return placed


def _candidates(point: Point, size: tuple[float, float], radius: float, area: Rect) -> list[Rect]:
    """Places around a point: outward ones first, the near ones before those a little further off."""
    w, h = size
    away = point[0] - area.middle[0], point[1] - area.middle[1]
    found: list[tuple[float, Rect]] = []
    for distance, cost in ((radius + h * 0.15, 0.0), (radius + h * 0.6, 0.7)):
        for across, down in ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1)):
            slant = 0.75 if across and down else 1.0
            x = point[0] + across * distance * slant - (0 if across > 0 else w if across < 0 else w / 2)
            y = point[1] + down * distance * slant - (0 if down > 0 else h if down < 0 else h / 2)
            length = hypot(*away) or _TOUCH
            outward = (across * away[0] + down * away[1]) / length / hypot(across, down)
            found.append((cost - outward * 0.5 + (0.15 if across and down else 0.0), Rect(x, y, w, h)))
    found.sort(key=lambda each: each[0])
    return [box for _, box in found]
