"""What changed between a participant's earlier list and the present one: people first, then the shape.

One contact moved is about five points of 100, so that a change of less than ten is noise and not remarked on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from facilitator.exercises.network.factors import Factor
from facilitator.exercises.network.live import Profile, RoomProfiles, profile
from facilitator.exercises.network.measures import FEW, axes_of
from facilitator.exercises.network.read import ContactView, NetworkView, read_networks, same_answers
from facilitator.exercises.network.rounds.earlier import Earlier, read_earlier
from facilitator.exercises.network.seen import Seen
from facilitator.exercises.network.setup import get_setup
from facilitator.exercises.network.wording import means_the_same
from facilitator.storage.library import Library
from facilitator.text_matching import caseless

REMARKED_FROM = 0.10
"""Ten points of 100."""
SHAPES = ("diversity", "strength")
_People = tuple[ContactView, ...] | None


@dataclass(frozen=True, slots=True)
class AxisChange:
    """One axis before and after, in [0, 1], None where undefined or where the question was another one then.

    `few` says that fewer than five contacts stand behind either value; `contacts` are how many stand behind each of the
    two.
    """

    key: str
    label: str
    before: float | None
    after: float | None
    few: bool
    contacts: tuple[int, int] = (0, 0)

    @property
    def difference(self) -> float | None:
        """After less before, in [−1, 1]."""
        return None if self.before is None or self.after is None else self.after - self.before

    @property
    def remarked(self) -> bool:
        """Whether it is large enough to be remarked on."""
        change = self.difference
        # Rounded: 0.7 − 0.6 is a hair less than ten points only on a computer.
        return change is not None and not self.few and round(abs(change), 9) >= REMARKED_FROM


@dataclass(frozen=True, slots=True)
class PersonChange:
    """What changed for one participant since `earlier`.

    `kept`, `added` (on the present list) and `dropped` (on the earlier one) are None where one of the lists is a
    tally, which knows no single contacts. `shapes` holds the axes in their order, by "diversity" and "strength".
    `before` and `after` are the two profiles; `before` has the present questions where they were asked alike.
    """

    earlier: Earlier
    before: Profile
    after: Profile
    kept: tuple[ContactView, ...] | None
    added: tuple[ContactView, ...] | None
    dropped: tuple[ContactView, ...] | None
    shapes: Mapping[str, tuple[AxisChange, ...]]

    @property
    def is_untouched(self) -> bool:
        """Whether the present list is no more than a copy of the earlier one, which its owner has not gone through."""
        return not self.after.view.finished and same_answers(self.earlier.view, self.after.view)

    @property
    def remarks(self) -> tuple[tuple[str, AxisChange], ...]:
        """The changes worth a remark with their shape, the largest first."""
        worth = [(shape, axis) for shape, axes in self.shapes.items() for axis in axes if axis.remarked]
        return tuple(sorted(worth, key=lambda each: -abs(each[1].difference or 0)))

    @property
    def is_of_few(self) -> bool:
        """Whether nothing is remarked on because too few contacts stand behind every value that could be compared."""
        compared = [axis for axes in self.shapes.values() for axis in axes if axis.difference is not None]
        return all(axis.few for axis in compared)


def read_changes(library: Library, step_id: int, seen: Seen | None = None) -> dict[int, PersonChange]:
    """The changes of everybody who has both an earlier and a present list, the present one as it was `seen`."""
    return _changes(library, step_id, read_earlier(library, step_id), seen)


def read_change(library: Library, step_id: int, participant_id: int) -> PersonChange | None:
    """What changed for one participant; None where one of the two lists is missing."""
    return _changes(library, step_id, read_earlier(library, step_id, participant_id)).get(participant_id)


def answered_room(library: Library, step_id: int) -> RoomProfiles:
    """The room in the round that is entered, also without lists that are no more than copies of another workshop's.

    Of such a list its owner has said nothing yet: it is what they answered at another time.
    """
    room = RoomProfiles(library, step_id)
    if any(not found.view.finished for found in room.profiles.values()):
        room.leave_out(person for person, change in read_changes(library, step_id).items() if change.is_untouched)
    return room


def compare(factors: Sequence[Factor], earlier: Earlier, view: NetworkView) -> PersonChange:
    """Compare two lists of one person on the questions that are asked now."""
    same = [factor for factor in factors if any(_alike(factor, then) for then in earlier.factors)]
    before, after = profile(same, earlier.view), profile(factors, view)
    places = {factor.key: place for place, factor in enumerate(axes_of(same))}
    shapes = {}
    for shape in SHAPES:
        then, now = getattr(before.shapes, shape), getattr(after.shapes, shape)
        axes = []
        for place, factor in enumerate(axes_of(factors)):
            old = places.get(factor.key)
            counts = (before.shapes.counts[old] if old is not None else 0, after.shapes.counts[place])
            value = None if old is None else then[old]
            axes.append(AxisChange(factor.key, factor.label, value, now[place], min(counts) < FEW, counts))
        shapes[shape] = tuple(axes)
    kept, added, dropped = _people(earlier, view)
    return PersonChange(earlier, before, after, kept, added, dropped, shapes)


def _changes(
    library: Library, step_id: int, found: Mapping[int, Earlier], seen: Seen | None = None
) -> dict[int, PersonChange]:
    factors = get_setup(library, step_id).active
    views = seen.views if seen is not None else read_networks(library, step_id) if found else {}
    return {
        person: compare(factors, earlier, views[person])
        for person, earlier in found.items()
        if person in views and views[person].entry
    }


def _alike(factor: Factor, then: Factor) -> bool:
    return means_the_same(then, factor)


def _people(earlier: Earlier, view: NetworkView) -> tuple[_People, _People, _People]:
    """Kept, added and dropped contacts."""
    if earlier.view.entry != "contact" or view.entry != "contact":
        return None, None, None
    left = {contact.id: contact for contact in earlier.view.contacts}
    kept, added = [], []
    for contact in view.contacts:
        old = _origin(contact.id, earlier.copies, left)
        if old is None:
            added.append(contact)
        else:
            kept.append(contact)
            del left[old]
    # Copied lists know who is who; names tell it for the others, unless they are numbers.
    by_name = {
        caseless(contact.label): contact.id for contact in left.values() if not caseless(contact.label).isdigit()
    }
    still_new = []
    for contact in added:
        old = by_name.pop(caseless(contact.label), None)
        if old is None:
            still_new.append(contact)
        else:
            kept.append(contact)
            del left[old]
    order = {contact.id: place for place, contact in enumerate(view.contacts)}
    kept.sort(key=lambda contact: order[contact.id])
    return tuple(kept), tuple(still_new), tuple(left.values())


def _origin(contact_id: int, copies: Mapping[int, int], earlier: Mapping[int, ContactView]) -> int | None:
    found: int | None = contact_id
    while found is not None and found not in earlier:
        found = copies.get(found)
    return found
