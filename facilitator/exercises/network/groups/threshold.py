"""What may be shown of several people: one floor for groups, for the whole room and for what follows from totals.

Hiding one small group is not enough: whoever knows the whole room and all other groups could work it out. So those
that are not shown must together be large enough as well, or else the smallest of the shown ones joins them; and a
total is shown beside others only if no sum and no difference of them is a total over too few.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from facilitator.i18n import tr

DEFAULT, LEAST = 5, 3
"""People of whom something may be shown: the setting to begin with, and the lowest it can be set to."""
_MOST_OPEN = 16
"""With more small blocks of people than this it is not worked out whether totals give one away: they are refused."""
_PRIME = 2**61 - 1
"""Vectors are worked out modulo this prime, in a thirtieth of the time of fractions. No minor of 36 totals or fewer
reaches it (Hadamard's bound), so there nothing comes out otherwise; with more, a minor would have to be a multiple."""


@dataclass(frozen=True, slots=True)
class Withheld:
    """In the place of what fewer than `floor` people make: `answered` of the `of` people have, and nothing else."""

    answered: int
    of: int
    floor: int

    @property
    def count(self) -> str:
        """How many have answered, for a heading."""
        if not self.of:
            return tr("Nobody has answered yet")
        return tr("{answered} of {count} have answered", answered=self.answered, count=self.of)

    @property
    def reason(self) -> str:
        """Why there is no more than that."""
        return tr("Lines and medians come from {floor} people on, so that nobody is recognised.", floor=self.floor)


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


def tellable(count: int, of: int, floor: int) -> tuple[int, bool] | None:
    """What others may be told of `count` people of `of`: a number, and whether it is "at least" so many.

    Those for whom it holds must be as many as the floor, and so must the others, or it would be told of them. Where
    the others are fewer, nobody too, as many as the floor are left open; None where either can't be. With a floor of 0
    everything is told as it is.
    """
    if count < floor:
        return None
    if of - count >= floor:
        return count, False
    return (of - floor, True) if of >= 2 * floor else None


@dataclass(frozen=True, slots=True)
class Shown:
    """The groups to be shown apart, in the order of their names, and those that are not, largest first."""

    apart: tuple[str, ...]
    together: tuple[str, ...]


def shown_groups(sizes: Mapping[str, int], smallest: int = DEFAULT, answered: Mapping[str, int] | None = None) -> Shown:
    """Divide groups of these sizes; people without a group are one called "", which is never shown apart.

    Where only some of a group have answered, `answered` says how many; as many of them must be enough.
    """
    least = max(smallest, LEAST)
    filled = {name: size for name, size in sizes.items() if size}
    who = filled if answered is None else {name: answered.get(name, 0) for name in filled}
    apart = {name for name in filled if name and who[name] >= least}
    together = set(filled) - apart

    def too_few() -> bool:
        # People of whom none has answered are still named by others, so they count as people.
        people, answers = sum(filled[name] for name in together), sum(who[name] for name in together)
        return 0 < people < least or 0 < answers < least

    while apart and too_few():
        joining = min(apart, key=lambda name: (filled[name], name))
        apart.remove(joining)
        together.add(joining)
    return Shown(tuple(sorted(apart)), tuple(sorted(together, key=lambda name: (-filled[name], name))))
