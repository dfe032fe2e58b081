"""Values on axes: what spiders and bars show."""

from collections.abc import Sequence
from dataclasses import dataclass

from facilitator.charts.drawing import points_of_100
from facilitator.charts.styles import FIRST, SeriesStyle
from facilitator.i18n import tr

Values = Sequence[float | None]
"""One value per axis in [0, 1]; None where there is none."""

FEWEST_AXES = 3
"""With a value, so that a spider has an area."""


@dataclass(frozen=True, slots=True)
class Series:
    """One line of a spider, or one bar an axis.

    `few` holds the axes whose value rests on few people and is drawn hollow; `counts` on how many each rests.
    """

    label: str
    values: Values
    style: SeriesStyle = FIRST
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

    @property
    def has_values(self) -> bool:
        """Whether there is one on any axis."""
        return any(value is not None for value in self.q1)


def suits_a_spider(series: Sequence[Series]) -> bool:
    """Whether three axes at least have a value; with fewer a spider has no area, and bars say more."""
    axes = max((len(each.values) for each in series), default=0)
    return sum(any(each.values[axis] is not None for each in series) for axis in range(axes)) >= FEWEST_AXES


def in_words(axes: Sequence[str], series: Sequence[Series], band: Band | None = None) -> str:
    """The values of every series, axis by axis, and where a group's middle half lies."""
    told = [(each.label, [None if value is None else points_of_100(value) for value in each.values]) for each in series]
    if band is not None:
        ranges = [
            None if low is None or high is None else f"{points_of_100(low)}–{points_of_100(high)}"
            for low, high in zip(band.q1, band.q3, strict=True)
        ]
        told.append((band.label, ranges))
    return ". ".join(f"{label}, {_listed(axes, values)}" for label, values in told)


def _listed(axes: Sequence[str], values: Sequence[str | None]) -> str:
    known = (f"{axis}: {value}" for axis, value in zip(axes, values, strict=False) if value is not None)
    return tr("of 100: {values}", values="; ".join(known) or tr("no value"))
