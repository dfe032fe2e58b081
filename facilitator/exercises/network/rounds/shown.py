"""The change of a room as others may see it: of enough people, and giving nobody away beside a round's own totals."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from facilitator.exercises.network.analysis import get_analysis
from facilitator.exercises.network.groups.threshold import Withheld
from facilitator.exercises.network.live import RoomProfiles
from facilitator.exercises.network.rounds.changes import read_changes
from facilitator.exercises.network.rounds.paired import PairedChange, RoomChange, read_room_change
from facilitator.exercises.network.rounds.rounds import rounds_of
from facilitator.exercises.network.seen import Seen
from facilitator.storage.library import Library
from facilitator.totals import Totals, told_of

_Values = Mapping[int, tuple[float | None, ...]]


@dataclass(frozen=True, slots=True)
class ShownChange:
    """A change with None where it may not be shown.

    An axis of too few people has their number alone. Where those who answered both times and all who answered in one
    of the rounds differ by too few people, `before` and `after` are None: either, beside that round's own total, would
    tell of those few. The change itself is nobody else's, and stays where twice as many people as the floor make it.
    `levels_withheld` says that this is so somewhere.
    """

    change: RoomChange
    levels_withheld: bool


def read_shown_change(library: Library, step_id: int, seen: Seen | None = None) -> ShownChange | Withheld | None:
    """How the room changed, as others may see it; None when nobody has finished both times.

    With `seen` the present lists are those that they were shown.
    """
    change = read_room_change(library, step_id, seen)
    if change is None:
        return None
    floor = get_analysis(library, step_id).smallest_group
    if change.people < floor:
        return Withheld(change.people, change.people + change.waiting, floor)
    changes = read_changes(library, step_id, seen)
    both = {person: found for person, found in changes.items() if found.after.view.finished}
    numbers = sum(found.kept is not None for found in both.values())
    if numbers < floor:
        change = replace(change, kept=None, added=None, dropped=None)
    # Beside all who are compared it would be counted out who tallied.
    change = replace(change, listed=told_of(change.listed, change.people, floor))
    rounds = [
        RoomProfiles(
            library, step_id, each.number, seen=seen if seen is not None and each.number == seen.round else None
        )
        for each in rounds_of(library, step_id)
    ]
    shapes, withheld = {}, False
    for shape, axes in change.shapes.items():
        everybody = [room.shapes(shape) for room in rounds]
        shown = []
        for place, axis in enumerate(axes):
            people = {
                person
                for person, found in both.items()
                if (own := found.shapes[shape][place]).before is not None and own.after is not None
            }
            told = _shown(axis, people, [_valued(values, place) for values in everybody], floor)
            withheld |= axis.n >= floor and (told.before is None or told.after is None)
            shown.append(replace(told, n=told_of(axis.n, change.people, floor)))
        shapes[shape] = tuple(shown)
    return ShownChange(replace(change, shapes=shapes), withheld)


def _shown(axis: PairedChange, people: Collection[int], rounds: list[set[int]], floor: int) -> PairedChange:
    if axis.n < floor:
        return _nothing(axis)
    for everybody in rounds:
        totals = Totals(floor)
        if totals.allows(everybody) and not totals.allows(people):
            without = replace(axis, before=None, after=None)
            # In a small room whole points are fine enough to work the level out from the change and other tables.
            return _nothing(without) if axis.n < 2 * floor else without
    return axis


def _nothing(axis: PairedChange) -> PairedChange:
    return replace(axis, before=None, after=None, mean=None, low=None, high=None, rose=0, fell=0)


def _valued(values: _Values, place: int) -> set[int]:
    return {person for person, own in values.items() if own[place] is not None}
