"""What the charts show."""

from collections.abc import Sequence
from dataclasses import dataclass

from facilitator.documents.style import FIRST, Look

Values = Sequence[float | None]
"""One value per axis in [0, 1]; None where there is none."""

_FEWEST_AXES = 3


@dataclass(frozen=True, slots=True)
class Series:
    """One line of a spider, or one bar an axis.

    `few` holds the axes whose value rests on few people and is drawn hollow; `counts` on how many each rests.
    """

    label: str
    values: Values
    look: Look = FIRST
    few: frozenset[int] = frozenset()
    counts: Sequence[int | None] = ()

    @property
    def valued(self) -> int:
        """On how many axes it has a value."""
        return sum(value is not None for value in self.values)


@dataclass(frozen=True, slots=True)
class Band:
    """The middle half of a group, per axis: from the lower to the upper quartile."""

    label: str
    q1: Values
    q3: Values


@dataclass(frozen=True, slots=True)
class Shares:
    """One whole and its parts: names and counts in a fixed order, zeros included."""

    label: str
    parts: Sequence[tuple[str, int]]


def suits_a_spider(series: Sequence[Series]) -> bool:
    """Whether three axes at least have a value; with fewer a spider has no area, and bars say more."""
    axes = max((len(each.values) for each in series), default=0)
    return sum(any(each.values[axis] is not None for each in series) for axis in range(axes)) >= _FEWEST_AXES


def series_in_words(axes: Sequence[str], series: Sequence[Series], band: Band | None = None) -> str:
    """The values of every series, axis by axis, and where a group's middle half lies."""
    told = [
        f"{each.label}: {_listed(axes, ['–' if value is None else points(value) for value in each.values])}"
        for each in series
    ]
    if band is not None:
        ranges = [
            "–" if low is None or high is None else f"{points(low)}–{points(high)}"
            for low, high in zip(band.q1, band.q3, strict=True)
        ]
        told.append(f"{band.label}: {_listed(axes, ranges)}")
    return ". ".join(told)


def _listed(axes: Sequence[str], values: Sequence[str]) -> str:
    return ", ".join(f"{axis} {value}" for axis, value in zip(axes, values, strict=True))


def points(value: float) -> str:
    """A value as people read it: points of 100."""
    return f"{value * 100:.0f}"
