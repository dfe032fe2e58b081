"""Where the labels of points go so that they neither lie on each other nor on the points, and stay in the picture."""

from collections.abc import Sequence
from math import hypot

from PySide6.QtCore import QPointF, QRectF, QSizeF

_TOUCH = 1.0


def place_labels(
    points: Sequence[QPointF],
    sizes: Sequence[QSizeF],
    radii: Sequence[float],
    area: QRectF,
    *,
    first: Sequence[int] = (),
) -> list[QRectF | None]:
    """A rectangle for each label of `sizes`, beside its point; None where every place is taken.

    `radii` keep labels off the points themselves. Labels are placed in the order `first`, then in their own order;
    each prefers the side that leads away from the middle of the area.
    """
    order = [*first, *(at for at in range(len(points)) if at not in set(first))]
    dots = [QRectF(p.x() - r, p.y() - r, 2 * r, 2 * r) for p, r in zip(points, radii, strict=True)]
    placed: list[QRectF | None] = [None] * len(points)
    taken: list[QRectF] = []
    for at in order:
        for box in _candidates(points[at], sizes[at], radii[at], area):
            if not area.contains(box) or any(box.intersects(other) for other in taken):
                continue
            if any(box.intersects(dot) for other, dot in enumerate(dots) if other != at):
                continue
            placed[at] = box
            taken.append(box)
            break
    return placed


def _candidates(point: QPointF, size: QSizeF, radius: float, area: QRectF) -> list[QRectF]:
    """Places around a point: outward ones first, the near ones before those a little further off."""
    w, h = size.width(), size.height()
    away = point - area.center()
    found: list[tuple[float, QRectF]] = []
    for distance, cost in ((radius + 3, 0.0), (radius + h * 0.6, 0.7)):
        for across, down in ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1)):
            slant = 0.75 if across and down else 1.0
            x = point.x() + across * distance * slant - (0 if across > 0 else w if across < 0 else w / 2)
            y = point.y() + down * distance * slant - (0 if down > 0 else h if down < 0 else h / 2)
            box = QRectF(x, y, w, h)
            length = hypot(away.x(), away.y()) or _TOUCH
            outward = (across * away.x() + down * away.y()) / length / hypot(across, down)
            found.append((cost - outward * 0.5 + (0.15 if across and down else 0.0), box))
    found.sort(key=lambda each: each[0])
    return [box for _, box in found]
