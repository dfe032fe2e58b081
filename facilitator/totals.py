"""Totals that stand beside each other: what adding and subtracting them would tell of too few people."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache

LEAST = 3
"""Of fewer people nothing is ever shown that they make together."""
_MOST_OPEN = 16
"""With more small blocks of people than this it is not worked out whether totals give one away: they are refused."""
_PRIME = 2**61 - 1
"""Vectors are worked out modulo this prime, in a thirtieth of the time of fractions. No minor of 36 totals or fewer
reaches it (Hadamard's bound), so there nothing comes out otherwise; with more, a minor would have to be a multiple."""


class AtLeast(int):
    """A number that is told as the least that it can be: as text it is “8+”, eight or more."""

    def __str__(self) -> str:
        return f"{int(self)}+"

    def __format__(self, spec: str) -> str:
        return f"{int(self):{spec}}+"


def told_of(some: int, everybody: int, floor: int) -> int:
    """How many of everybody it is said that they have something: exactly, where that tells of no few who lack it.

    Where fewer than `floor` lack it, all that is said is that fewer do.
    """
    fewer = max(floor, LEAST)
    if not 0 < everybody - some < fewer:
        return some
    # That it is as many as the floor is seen anyway, by what is shown.
    return AtLeast(max(everybody - fewer + 1, fewer if some >= fewer else 1))


class Totals:
    """Totals of one question that are shown beside each other, such as the room's and those of its groups.

    What counts as a total is any figure that several people make together: a mean, a median, a count.
    """

    def __init__(self, floor: int) -> None:
        self._floor = max(floor, LEAST)
        self._shown: list[frozenset[int]] = []

    def allows(self, people: Collection[int]) -> bool:
        """Whether the total of these people may be shown beside those that were allowed before; then it is one of them.

        No if they are fewer than the floor, or if adding and subtracting the totals would give one over fewer.
        """
        wanted = frozenset(people)
        if len(wanted) < self._floor:
            return False
        if wanted in self._shown:
            return True
        if _gives_away((*self._shown, wanted), self._floor):
            return False
        self._shown.append(wanted)
        return True

    def allows_all(self, groups: Iterable[Collection[int]]) -> bool:
        """The same for totals that are shown together or not at all."""
        before = len(self._shown)
        if all(map(self.allows, groups)):
            return True
        del self._shown[before:]
        return False


@lru_cache(maxsize=512)
def _gives_away(totals: tuple[frozenset[int], ...], floor: int) -> bool:
    """Whether the sum over some people, at least one and fewer than `floor`, follows from the sums over `totals`.

    People who are in the same totals are one block, and what follows is what lies in the span of the totals, as
    vectors over the blocks. Reduced to echelon form, such a vector is told by its entries at the pivots alone; a
    block that is large can't be in a small sum, so with large blocks as pivots first, few are left to try.

    Where everybody has a value on every axis, the same totals are asked about for each: so answers are remembered.
    """
    membership: dict[int, int] = {}
    for place, total in enumerate(totals):
        for person in total:
            membership[person] = membership.get(person, 0) | 1 << place
    sizes = Counter(membership.values())
    if min(sizes.values()) >= floor:
        return False
    blocks = sorted(sizes, key=lambda block: -sizes[block])
    weights = [sizes[block] for block in blocks]
    rows, pivots = _echelon([[block >> place & 1 for block in blocks] for place in range(len(totals))])
    free = [(weights[pivot], row) for row, pivot in zip(rows, pivots, strict=True) if weights[pivot] < floor]
    if len(free) > _MOST_OPEN:
        return True
    return any(_is_over_few(chosen, weights, floor) for chosen in _light(free, floor))


def _light(rows: Sequence[tuple[int, Sequence[int]]], floor: int) -> Iterator[list[Sequence[int]]]:
    """Every choice of rows whose pivots weigh less than `floor` together: a sum holds the pivots of its rows."""
    for place, (weight, row) in enumerate(rows):
        if weight < floor:
            yield [row]
            yield from ([row, *more] for more in _light(rows[place + 1 :], floor - weight))


def _is_over_few(rows: Sequence[Sequence[int]], weights: Sequence[int], floor: int) -> bool:
    """Whether these rows add up to a sum over some people, once each, and fewer than `floor`."""
    over = 0
    for weight, column in zip(weights, zip(*rows, strict=True), strict=True):
        entry = sum(column) % _PRIME
        if entry > 1:
            return False
        over += weight * entry
        if over >= floor:
            return False
    return True


def _echelon(matrix: Sequence[Sequence[int]]) -> tuple[list[list[int]], list[int]]:
    """The rows of the reduced echelon form that are not zero, modulo `_PRIME`, and the column of the pivot of each."""
    rows = [list(row) for row in matrix]
    pivots: list[int] = []
    for column in range(len(rows[0])):
        at = len(pivots)
        found = next((row for row in range(at, len(rows)) if rows[row][column]), None)
        if found is None:
            continue
        rows[at], rows[found] = rows[found], rows[at]
        scale = pow(rows[at][column], -1, _PRIME)
        pivot = rows[at] = [entry * scale % _PRIME for entry in rows[at]]
        for row, entries in enumerate(rows):
            if row != at and (times := entries[column]):
                rows[row] = [(entry - times * of) % _PRIME for entry, of in zip(entries, pivot, strict=True)]
        pivots.append(column)
    return rows[: len(pivots)], pivots
