"""Square tables whose rows and columns bear the same names: who is tied to whom, a cell a pair, as UCINET shows it."""

from collections.abc import Iterator
from dataclasses import dataclass

from facilitator.tabular import Table, yes_or_no
from facilitator.text_matching import caseless
from facilitator.workshop.headings import plain_of
from facilitator.workshop.table_import import decimal_of

_LEAST = 2


@dataclass(frozen=True, slots=True)
class Matrix:
    """The names in the order of the rows, and the cells that hold a tie: from, to, how strong, and the row's number."""

    names: tuple[str, ...]
    numbers: tuple[int, ...]
    ties: tuple[tuple[str, str, str, int], ...]

    @property
    def weighs(self) -> bool:
        """Whether ties are of different strengths."""
        return any(decimal_of(weight) != 1 for *_, weight, _ in self.ties)


def matrix_in(table: Table) -> Matrix | None:
    """The matrix that a table is; None for any other.

    Headings may be as statistics programs mend them, "Anna.Berg" for "Anna Berg". What stands between somebody and
    themselves says nothing.
    """
    if not table.headings or len(table.headers) < _LEAST + 1 or len(table.rows) != len(table.headers) - 1:
        return None
    names = [row[0].strip() for row in table.rows]
    place = _places(names, table.headers[1:])
    if place is None or not all(_is_strength(cell) for row in table.rows for cell in row[1:]):
        return None
    return Matrix(tuple(names), table.numbers, tuple(_ties(table, names, place)))


def _places(names: list[str], headers: tuple[str, ...]) -> list[int] | None:
    """The place of each heading among the names of the rows; None where they are not the same."""
    for key in (caseless, _as_mended):
        known = {key(name): place for place, name in enumerate(names)}
        found = [known.get(key(header)) for header in headers]
        if "" not in known and len(known) == len(names) and set(found) == set(known.values()):
            return [place for place in found if place is not None]
    return None


def _as_mended(name: str) -> str:
    """A name without what R writes into headings: an X before a number, dots for other signs."""
    plain = plain_of(name)
    return plain[1:] if plain[:1] == "x" and plain[1:2].isdecimal() else plain


def _is_strength(cell: str) -> bool:
    return not cell.strip() or decimal_of(cell) is not None or yes_or_no(cell) is not None


def _ties(table: Table, names: list[str], place: list[int]) -> Iterator[tuple[str, str, str, int]]:
    for one, (row, number) in enumerate(zip(table.rows, table.numbers, strict=True)):
        for other, cell in zip(place, row[1:], strict=True):
            strength = decimal_of(cell)
            tied = strength != 0 if strength is not None else bool(cell.strip() and yes_or_no(cell))
            if tied and one != other:
                yield names[one], names[other], cell.strip() if strength is not None else "1", number
