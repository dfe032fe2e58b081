"""The spread of a room's values on each axis, kept up one person at a time.

Each axis holds its values sorted, so that a changed person costs two binary searches and the median and quartiles
are read off by position: the cost does not grow with the room.
"""

from bisect import bisect_left, insort
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

from facilitator.nameless import in_steps
from facilitator.totals import told_of

BAND_FROM = 4
"""Fewer people than this have no middle half worth a band."""


def fine_from(floor: int) -> int:
    """From how many people on others see a median to the point, and quartiles."""
    return 2 * floor


@dataclass(frozen=True, slots=True)
class AxisSummary:
    """Median and quartiles of one axis over the `n` people who have a value there; None when nobody has.

    Quartiles interpolate linearly between neighbours (Hyndman & Fan 1996, type 7; NumPy's default). They are per
    axis: the polygon through the medians is nobody's.
    """

    median: float | None
    q1: float | None
    q3: float | None
    n: int

    @property
    def has_band(self) -> bool:
        """Whether there is a middle half, and enough people have a value for it to be shown."""
        return self.q1 is not None and self.n >= BAND_FROM

    @property
    def is_coarse(self) -> bool:
        """Whether it is in steps of 5 points and without quartiles, since few people make it; see `from_`."""
        return self.median is not None and self.q1 is None

    def from_(self, floor: int, people: int) -> "AxisSummary":
        """The same as others may see it, where at least `floor` people have a value; else their number alone.

        `people` is how many are shown beside it: that fewer than `floor` of them lack a value is not counted out.

        The median of an odd number of people is one person's own value, and of five so are both quartiles. So of fewer
        than twice the floor the median is in steps of 0.05, and there are no quartiles.
        """
        told = told_of(self.n, people, floor)
        if self.median is None or self.n < floor:
            return AxisSummary(None, None, None, told)
        if self.n >= fine_from(floor):
            return AxisSummary(self.median, self.q1, self.q3, told)
        return AxisSummary(in_steps(self.median), None, None, told)


class RoomSpread:
    """Values of any number of people on a fixed number of axes; each person weighs the same."""

    def __init__(self, axes: int) -> None:
        self._sorted: list[list[float]] = [[] for _ in range(axes)]
        self._people: dict[int, tuple[float | None, ...]] = {}

    def __len__(self) -> int:
        return len(self._people)

    def set(self, person: int, values: Sequence[float | None]) -> None:
        """Take up or replace a person's values, one per axis, None where undefined."""
        if len(values) != len(self._sorted):
            raise ValueError(f"{len(values)} values for {len(self._sorted)} axes")
        self.remove(person)
        self._people[person] = tuple(values)
        for axis, value in zip(self._sorted, values, strict=True):
            if value is not None:
                insort(axis, value)

    def remove(self, person: int) -> None:
        """Forget a person; nothing happens when they are unknown."""
        for axis, value in zip(self._sorted, self._people.pop(person, ()), strict=False):
            if value is not None:
                del axis[bisect_left(axis, value)]

    def summary(self) -> list[AxisSummary]:
        """Median and quartiles of every axis."""
        return [
            AxisSummary(_quantile(axis, 0.5), _quantile(axis, 0.25), _quantile(axis, 0.75), len(axis))
            for axis in self._sorted
        ]


def middle_half_of(counts: Sequence[int]) -> tuple[int, int]:
    """Between which whole numbers at least half of them lie: the quartiles, rounded outwards. For one at least."""
    ordered = sorted(map(float, counts))
    return floor(_quantile(ordered, 0.25) or 0), ceil(_quantile(ordered, 0.75) or 0)


def _quantile(ordered: Sequence[float], share: float) -> float | None:
    if not ordered:
        return None
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)
