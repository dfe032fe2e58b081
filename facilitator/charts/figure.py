"""A chart with the words that stand around it."""

from collections.abc import Hashable
from dataclasses import dataclass

from facilitator.charts.drawing import Chart


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart below its title and one sentence; `empty` stands in its place while it has no values.

    `people` is how many people it rests on: of fewer than `floor` a room sees nothing of it. `words` are those of
    people that are in it: a picture of it may not outlive any of them. `gives_away` says in a sentence why a room sees
    nothing of it though enough people are in it, "" where it does.
    """

    title: str
    sentence: str
    chart: Chart
    empty: str
    people: int
    floor: int
    words: frozenset[Hashable] = frozenset()
    gives_away: str = ""

    @property
    def is_withheld(self) -> bool:
        """Whether it rests on too few people for others to see it."""
        return bool(self.gives_away) or 0 < self.people < self.floor
