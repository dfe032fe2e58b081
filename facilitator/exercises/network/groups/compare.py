"""Medians and middle halves of one shape by team, place or level."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from facilitator.exercises.network.groups.threshold import DEFAULT, LEAST, shown_groups
from facilitator.exercises.network.live import Room
from facilitator.exercises.network.room import AxisSummary, RoomSpread
from facilitator.storage.library import Library
from facilitator.workshop.roster import people_of

By = Literal["team", "location", "level"]
BYS: tuple[By, ...] = ("team", "location", "level")


@dataclass(frozen=True, slots=True)
class GroupBand:
    """One group of `n` people who have a shape; `axes` has None on axes where fewer have a value than may be shown."""

    name: str
    n: int
    axes: tuple[AxisSummary, ...]


@dataclass(frozen=True, slots=True)
class GroupComparison:
    """The groups of a room on one shape, over the axes `labels`.

    `groups` are large enough to be shown apart, in the order of their names. `others` are everybody else together,
    None where there is nobody or they are too few. `smallest` is the threshold that was kept.
    """

    by: By
    shape: str
    labels: tuple[str, ...]
    whole: GroupBand
    groups: tuple[GroupBand, ...]
    others: GroupBand | None
    smallest: int


def compare_groups(
    library: Library, room: Room, by: By, shape: str = "diversity", smallest: int = DEFAULT
) -> GroupComparison:
    """Compare the people of `room` by their roster entry; nobody is shown in a group of fewer than `smallest`."""
    people = people_of(library, room.setup.workshop_id)
    return compare_by(room, {person.id: getattr(person, by) for person in people}, by, shape, smallest)


def compare_by(room: Room, group_of: Mapping[int, str], by: By, shape: str, smallest: int) -> GroupComparison:
    """`compare_groups` with everybody's group given."""
    least = max(smallest, LEAST)
    shapes = room.shapes(shape)
    members: dict[str, list[int]] = {}
    for person in shapes:
        members.setdefault(group_of.get(person, ""), []).append(person)
    shown = shown_groups({name: len(found) for name, found in members.items()}, least)

    def band(name: str, chosen: list[int], fewest: int) -> GroupBand:
        spread = RoomSpread(len(room.factors))
        for person in chosen:
            spread.set(person, shapes[person])
        return GroupBand(name, len(chosen), tuple(_enough(axis, fewest) for axis in spread.summary()))

    rest = [person for name in shown.together for person in members[name]]
    return GroupComparison(
        by,
        shape,
        tuple(factor.label for factor in room.factors),
        band("", list(shapes), 1),
        tuple(band(name, members[name], least) for name in shown.apart),
        band("", rest, least) if len(rest) >= least and shown.apart else None,
        least,
    )


def _enough(axis: AxisSummary, fewest: int) -> AxisSummary:
    return axis if axis.n >= fewest else AxisSummary(None, None, None, axis.n)
