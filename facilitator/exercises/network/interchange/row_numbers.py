"""Rows of several tables that are put together, numbered so that each can be told in its own file again."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from facilitator.exercises.network.interchange.study_tables import Source
from facilitator.tabular import Problem


class RowNumbers:
    """The numbers of rows of several tables, so that each is one row's alone."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], int] = {}

    def of(self, place: int, number: int) -> int:
        """The number among all of a row with its `number` in the table at a `place`."""
        return self._known.setdefault((place, number), len(self._known) + 1)

    def all(self, source: Source) -> list[int]:
        """The numbers of all rows of a table."""
        return [self.of(source.place, number) for number in source.table.numbers]

    def told(self, place: int, problems: Iterable[Problem]) -> Iterator[Problem]:
        """The problems of a table with their rows numbered among all."""
        for each in problems:
            row = None if each.row is None else self.of(place, each.row)
            yield replace(each, row=row, rows=tuple(self.of(place, number) for number in each.rows))

    @property
    def origins(self) -> dict[int, tuple[int, int]]:
        """The place of the table of each row, and its number there."""
        return {number: origin for origin, number in self._known.items()}
