"""What others may read of the counts between groups and of how many lists there are.

A count below `LEAST` is told to nobody, nor one that falls short of all by fewer than that, which would tell of each
who names whom; and nothing beside it may tell it either: the ties of the room, the E-I index
and the other cells of the table stand there, and what is missing in a sum is known. So no cell is hidden alone.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from facilitator.exercises.network.groups.threshold import tellable
from facilitator.exercises.network.groups.ways import BYS
from facilitator.exercises.network.whole.graph import RoomNetwork
from facilitator.exercises.network.whole.measures import LEAST, OTHERS, Mixing, shown_members
from facilitator.i18n import tr
from facilitator.totals import AtLeast

Cell = tuple[str, str]
"""The sender's group and the receiver's."""


@dataclass(frozen=True, slots=True)
class ToldCells:
    """The `counts` that others may read, and the cells that are `hidden` from them.

    In neither are the rows of groups of which no list is there. `tells_index` says whether the E-I index may stand
    beside them: with it and the number of ties, all ties within groups are known, and all between them.
    """

    counts: dict[Cell, int]
    hidden: frozenset[Cell]
    tells_index: bool


def told_cells(found: Mixing) -> ToldCells:
    """Hide what is below `LEAST` or nearly all, and the least of the others where one would follow from a sum.

    It follows where one is hidden by itself, and where those that are hidden are none at all together. What others read
    is one and the same mark: which of the hidden ones are below `LEAST` is not told. Where fewer are to be hidden
    without the E-I index, that gives way.
    """
    cells = {(of, to): found.matrix.get((of, to), 0) for of in found.groups if found.lists[of] for to in found.groups}
    most = {(of, to): found.lists[of] * (found.sizes[to] - (of == to)) for of, to in cells}
    few = {cell for cell, count in cells.items() if min(count, most[cell] - count) < LEAST}
    # The ties within groups that are counted together lie partly between these: that cell is in no sum of its own.
    within = {cell for cell in cells if cell[0] == cell[1] != OTHERS}
    inside, outside = _hidden(cells, within, few), _hidden(cells, cells.keys() - within, few)
    beside_index = None if inside is None or outside is None else inside | outside
    hidden = _hidden(cells, cells.keys(), few)
    if hidden is None:
        hidden = set(cells)
    tells_index = beside_index is not None and len(beside_index) <= len(hidden)
    if beside_index is not None and tells_index:
        hidden = beside_index
    return ToldCells({key: count for key, count in cells.items() if key not in hidden}, frozenset(hidden), tells_index)


def _hidden(cells: Mapping[Cell, int], part: Collection[Cell], few: Collection[Cell]) -> set[Cell] | None:
    """The cells to hide of a part whose sum is known, the `few` first; None where that sum tells them anyhow."""
    hidden = {cell for cell in part if cell in few}
    for cell in sorted(part, key=lambda cell: (cells[cell], cell)):
        if _is_safe(cells, hidden):
            break
        hidden.add(cell)
    return hidden if _is_safe(cells, hidden) else None


def _is_safe(cells: Mapping[Cell, int], hidden: Collection[Cell]) -> bool:
    return not hidden or (len(hidden) > 1 and any(cells[each] for each in hidden))


def lists_in_words(network: RoomNetwork, floor: int, group: Collection[int] | None = None) -> str:
    """How many lists by contact there are, of everybody or of a group by their ids.

    How many have answered is seen in the room. Of fewer than `floor` who did so by tally it is not told that they did:
    then it is "at least" as many as there are whatever their number, and from the floor on. Neither is it of everybody
    where it is not of a single group that others see: that one's would be the rest.
    """
    people = [each for each in network.people if group is None or each.id in group]
    lists = sum(each.answered for each in people)
    few = _few_tallies(network, floor) if group is None else [sum(each.tallied for each in people)]
    few = [tallied for tallied in few if 0 < tallied < floor]
    if not few:
        return str(lists)
    if lists < floor:
        return tr("fewer than {count}", count=min(floor, len(people)))
    return tr("at least {count}", count=max(lists + min(few) - floor + 1, floor))


def told_named(network: RoomNetwork, participant_id: int, floor: int) -> tuple[int, int] | None:
    """By how many of how many others with a list somebody is named, as they may read it; None for nothing.

    Fewer than `floor` could be told who they are. So could those who do not name them where fewer than that remain, and
    of all of them each would be known to: then it is at least so many. Where few tallied, so many lists at least.
    """
    named = sum(to == participant_id for _, to in network.ties)
    others = [each for each in network.people if each.id != participant_id]
    lists: int = sum(each.answered for each in others)
    tallied = sum(each.tallied for each in others)
    told = AtLeast(max(lists + tallied - floor + 1, floor)) if 0 < tallied < floor else lists
    found = tellable(named, lists if lists - named >= floor else told, floor)
    if found is None:
        return None
    return (AtLeast(found[0]) if found[1] else found[0]), told


def hides_tallies(network: RoomNetwork, floor: int) -> bool:
    """Whether it is not told of everybody how many lists there are; see `lists_in_words`."""
    return any(0 < tallied < floor for tallied in _few_tallies(network, floor))


def _few_tallies(network: RoomNetwork, floor: int) -> list[int]:
    """How many tallied in all, and in each group that is the only one of its kind of which it is not told."""
    tallied = {each.id for each in network.people if each.tallied}
    found = [len(tallied)]
    for by in BYS:
        counts = [len(tallied & members) for members in shown_members(network, by, floor).values()]
        few = [count for count in counts if 0 < count < floor]
        found += few if len(few) == 1 else []
    return found
