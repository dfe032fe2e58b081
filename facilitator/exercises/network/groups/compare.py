"""Medians and middle halves of one shape by team, place or level."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import takewhile

from facilitator.exercises.network.groups.threshold import DEFAULT, shown_groups
from facilitator.exercises.network.groups.ways import BYS, By
from facilitator.exercises.network.live import RoomProfiles
from facilitator.exercises.network.room import AxisSummary, RoomSpread
from facilitator.i18n import tr
from facilitator.storage.library import Library
from facilitator.totals import LEAST, Totals
from facilitator.workshop.agreement import refuse_under_agreement, under_agreement
from facilitator.workshop.roster import people_of


@dataclass(frozen=True, slots=True)
class GroupBand:
    """One group of `n` people who have a shape; `axes` has None on axes that may not be shown.

    Those are where too few have a value, or where the difference to another group or the room would tell of too few.
    The others are as `AxisSummary.from_` leaves them to others.
    """

    name: str
    n: int
    axes: tuple[AxisSummary, ...]


@dataclass(frozen=True, slots=True)
class GroupComparison:
    """The groups of a room on one shape, over the axes `labels`.

    `groups` are large enough to be shown apart, in the order of their names. `others` are everybody else together,
    None where there is nobody or they are too few. `whole` is a group too: a room of too few has no value.
    `smallest` is the threshold that was kept.
    """

    by: By
    shape: str
    labels: tuple[str, ...]
    whole: GroupBand
    groups: tuple[GroupBand, ...]
    others: GroupBand | None
    smallest: int

    @property
    def tells(self) -> bool:
        """Whether anything of any group may be told: gaps alone look like something that is not finished."""
        rows = [*self.groups, *([] if self.others is None else [self.others])]
        return any(axis.median is not None for row in rows for axis in row.axes)


Beside = dict[tuple[str, int], Totals]
"""What is shown beside each other, by shape and axis: hand the same one to every comparison of one document."""


def groupings_of(library: Library, workshop_id: int) -> tuple[By, ...]:
    """In which ways the room of a workshop may be divided: by team alone under a works agreement."""
    return ("team",) if under_agreement(library, workshop_id) else BYS


def compare_after(library: Library, room: RoomProfiles, by: By, shape: str, smallest: int = DEFAULT) -> GroupComparison:
    """`compare_groups` where others see one way after the other: teams come first, and a later way stands back."""
    beside: Beside = {}
    for way in takewhile(lambda each: each != by, groupings_of(library, room.setup.workshop_id)):
        compare_groups(library, room, way, shape, smallest, beside)
    return compare_groups(library, room, by, shape, smallest, beside)


def compare_groups(
    library: Library,
    room: RoomProfiles,
    by: By,
    shape: str = "diversity",
    smallest: int = DEFAULT,
    beside: Beside | None = None,
) -> GroupComparison:
    """Compare the people of `room` by their roster entry; nobody is shown in a group of fewer than `smallest`.

    `beside` holds the comparisons that are shown with this one, which is added to it. Raises Invalid for a way that is
    not among `groupings_of` the workshop.
    """
    if by not in groupings_of(library, room.setup.workshop_id):
        with library.read() as session:
            refuse_under_agreement(session, room.setup.workshop_id, tr("Groups are teams alone."))
    people = people_of(library, room.setup.workshop_id)
    return compare_by(room, {person.id: getattr(person, by) for person in people}, by, shape, smallest, beside)


def compare_by(
    room: RoomProfiles, group_of: Mapping[int, str], by: By, shape: str, smallest: int, beside: Beside | None = None
) -> GroupComparison:
    """`compare_groups` with everybody's group given."""
    least = max(smallest, LEAST)
    beside = {} if beside is None else beside
    shapes = room.shapes(shape)
    members: dict[str, list[int]] = {}
    for person in shapes:
        members.setdefault(group_of.get(person, ""), []).append(person)
    shown = shown_groups({name: len(found) for name, found in members.items()}, least)

    def band(name: str, chosen: list[int]) -> GroupBand:
        spread = RoomSpread(len(room.axes))
        for person in chosen:
            spread.set(person, shapes[person])
        axes = []
        for place, axis in enumerate(spread.summary()):
            totals = beside.setdefault((shape, place), Totals(least))
            valued = [person for person in chosen if shapes[person][place] is not None]
            shown = axis.from_(least, len(chosen))
            axes.append(shown if totals.allows(valued) else AxisSummary(None, None, None, shown.n))
        return GroupBand(name, len(chosen), tuple(axes))

    rest = [person for name in shown.together for person in members[name]]
    # The room first: where both can't be shown, it is the group that stands back.
    whole = band("", list(shapes))
    return GroupComparison(
        by,
        shape,
        tuple(factor.label for factor in room.axes),
        whole,
        tuple(band(name, members[name]) for name in shown.apart),
        band("", rest) if len(rest) >= least and shown.apart else None,
        least,
    )
