"""A chart with the words that stand around it."""

from dataclasses import dataclass

from facilitator.charts.drawing import Chart


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart below its title and one sentence; `empty` stands in its place while it has no values.

    `people` is how many people it rests on: of fewer than `floor` a room sees nothing of it.
    """

    title: str
    sentence: str
    chart: Chart
    empty: str
    people: int
    floor: int

    @property
    def is_withheld(self) -> bool:
        """Whether it rests on too few people for others to see it."""
        return 0 < self.people < self.floor
