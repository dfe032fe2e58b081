"""The room as it fills: everybody's measures, kept up one participant at a time.

A `RoomProfiles` is read once, for a paper or a table. Whoever shows the room as it fills holds a `LiveRoom`, which
hears what changes. An answer of one participant costs reading that participant alone; median and band follow
incrementally.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from facilitator.errors import NotFound
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.network.analysis import get_analysis
from facilitator.exercises.network.factors import Factor
from facilitator.exercises.network.groups.threshold import Withheld
from facilitator.exercises.network.measures import NetworkMeasures, Polygons, axes_of, measure, polygons
from facilitator.exercises.network.read import NetworkView, copied_before, read_network, read_networks, standing
from facilitator.exercises.network.room import AxisSummary, RoomSpread
from facilitator.exercises.network.rounds.current import current_round
from facilitator.exercises.network.seen import Seen, SeenNetworks
from facilitator.exercises.network.setup import Setup, get_setup
from facilitator.storage.changes import Announcer, Change, Source, Topic
from facilitator.storage.library import Library
from facilitator.workshop.agreement import under_agreement
from facilitator.workshop.roster import people_of
from facilitator.workshop.standings import Standing


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of one participant's network: the answers, their measures and the two shapes."""

    view: NetworkView
    measures: NetworkMeasures
    shapes: Polygons


def profile(factors: Sequence[Factor], view: NetworkView) -> Profile:
    """Measure one participant's answers."""
    measured = measure(factors, view.answers(factors))
    return Profile(view, measured, polygons(factors, measured))


@dataclass(frozen=True, slots=True)
class ShownShape:
    """What may be shown of one shape of the room: `n` people have it, which are enough.

    `axes` has None for median and quartiles on axes where too few of them have a value, with their number; where few
    have one, it is coarse, see `AxisSummary.from_`.
    """

    n: int
    axes: tuple[AxisSummary, ...]

    @property
    def mask(self) -> tuple[bool, ...]:
        """On which axes anything may be shown."""
        return tuple(axis.median is not None for axis in self.axes)


class RoomProfiles:
    """Everybody's profiles in one round of a step, and the spread of their shapes.

    With `round_` None it is the round that is entered; another one stays as it was.

    `shown`, `lines` and `line` are what others may see: they keep the `floor` that is set for the step. The profiles,
    `spread`, `summary` and `shapes` are for whoever measures, and for the facilitator's own data.

    `tells_single` says whether others may see single people's lines at all: under a works agreement they may not.

    `given` is what is so in the workshop, for the rules of the insights that need it.

    With `seen` it is what others were shown of the round that is entered; see `facilitator.exercises.network.seen`.

    `newest` is the participant who was done for the first time in this round with the change that was taken up last,
    None where that was anything else. A participant who began but has no value yet is in `profiles` but in neither
    spread; one who answered nothing is in none of them, nor whose list is the copy of an earlier round's as it was
    made. With `finished_only` neither is one who is still answering.
    """

    def __init__(
        self,
        library: Library,
        step_id: int,
        round_: int | None = None,
        *,
        finished_only: bool = False,
        seen: Seen | None = None,
    ) -> None:
        self.library = library
        self._seen = seen
        self._round = round_
        self.step_id = step_id
        self.finished_only = finished_only
        self.setup: Setup
        self.profiles: dict[int, Profile] = {}
        self.names: dict[int, str] = {}
        self.diversity = RoomSpread(0)
        self.strength = RoomSpread(0)
        self.newest: int | None = None
        self.floor: int
        self.tells_single: bool
        self.given: frozenset[str]
        self._done: set[int] = set()
        self._done_in: int | None = None
        self._measured_by: tuple[Factor, ...] = ()
        self.reload()

    @property
    def factors(self) -> tuple[Factor, ...]:
        """The questions whose answers are told of several people."""
        return self.setup.shared

    @property
    def axes(self) -> tuple[Factor, ...]:
        """Those of the questions that are axes of the shapes."""
        return axes_of(self.factors)

    def spread(self, shape: str) -> RoomSpread:
        """The spread of one shape: "diversity" or "strength"."""
        return self.strength if shape == "strength" else self.diversity

    def summary(self, shape: str) -> list[AxisSummary]:
        """Median and quartiles of one shape on every axis."""
        return self.spread(shape).summary()

    def shapes(self, shape: str) -> Mapping[int, tuple[float | None, ...]]:
        """Everybody's polygon of one shape who has a value in it."""
        chosen = {person: getattr(found.shapes, shape) for person, found in self.profiles.items()}
        return {person: values for person, values in chosen.items() if any(value is not None for value in values)}

    def shown(self, shape: str) -> ShownShape | Withheld:
        """What others may see of one shape; below the floor how many have answered, and nothing else."""
        spread = self.spread(shape)
        if len(spread) < self.floor:
            # Whoever is done with a single contact has answered, and has no shape.
            done = {person for person, found in self.profiles.items() if found.view.finished}
            return Withheld(len(done | set(self.shapes(shape))), len(self.names), self.floor)
        return ShownShape(len(spread), tuple(axis.from_(self.floor, len(spread)) for axis in spread.summary()))

    def lines(self, shape: str) -> dict[int, tuple[float | None, ...]]:
        """The polygons that others may see, without the axes that they may not; none below the floor."""
        found = self.shown(shape)
        if isinstance(found, Withheld):
            return {}
        lines = {person: _masked(values, found.mask) for person, values in self.shapes(shape).items()}
        return {person: values for person, values in lines.items() if any(value is not None for value in values)}

    def line(self, shape: str, participant_id: int, mask: Sequence[bool]) -> tuple[float | None, ...]:
        """One of the `lines`, `mask` being the one of what is shown; of None alone, or empty, where there is none."""
        found = self.profiles.get(participant_id)
        return () if found is None or not mask else _masked(getattr(found.shapes, shape), mask)

    def leave_out(self, people: Iterable[int]) -> None:
        """Take these participants' answers out, as if they had not begun."""
        for person in people:
            self._forget(person)

    def standings(self) -> list[Standing]:
        """How far everybody on the roster is, in the roster's order."""
        views = {person: found.view for person, found in self.profiles.items()}
        return [standing(person, name, views.get(person), self.setup) for person, name in self.names.items()]

    def apply(self, change: Change) -> bool:
        """Take up a committed change and say whether a shape of this room may have changed.

        An answer of one participant updates them alone, a change of the roster those who came or went; anything wider
        reads the room anew.
        """
        self.newest = None
        if change.topic is Topic.ANSWERS and change.step_id == self.step_id and change.participant_id is not None:
            self._refresh(change.participant_id)
            return True
        concerned = change.workshop_id in (self.setup.workshop_id, None) and change.step_id in (self.step_id, None)
        if not concerned or change.topic not in (Topic.ANSWERS, Topic.ROSTER, Topic.SETTINGS):
            return False
        if change.topic is Topic.ROSTER:
            return self._follow_roster()
        if change.topic is Topic.SETTINGS:
            setup, floor = get_setup(self.library, self.step_id), self.floor
            if setup.active == self.setup.active:
                words, given = self.setup.words, self.given
                self.setup = setup
                self._read_analysis()
                return (self.floor, self.given, setup.words) != (floor, given, words)
        self.reload()
        return True

    def _read_analysis(self) -> None:
        analysis = get_analysis(self.library, self.step_id)
        self.floor, self.given = analysis.smallest_group, analysis.given
        self.tells_single = not under_agreement(self.library, self.setup.workshop_id)

    def reload(self) -> None:
        """Read everybody; whose answers are as they were is not measured again."""
        measured_by = self._measured_by
        self.setup = get_setup(self.library, self.step_id)
        self._read_analysis()
        known = self.profiles if self.setup.active == measured_by else {}
        self._measured_by = self.setup.active
        self.names = {person.id: person.name for person in people_of(self.library, self.setup.workshop_id)}
        self.profiles = {}
        self.diversity = RoomSpread(len(self.axes))
        self.strength = RoomSpread(len(self.axes))
        self.newest = None
        self._begin_round()
        seen = self._seen
        views = read_networks(self.library, self.step_id, self._round) if seen is None else seen.views
        left_out = self._copies(views) | self._few_at_it(views)
        for person, view in views.items():
            self._note_done(view)
            if person not in left_out:
                self._take_up(view, known.get(person))

    def _copies(self, views: Mapping[int, NetworkView]) -> set[int]:
        """Those of these whose list is no more than the copy of an earlier one: they have said nothing yet."""
        busy = {person: view for person, view in views.items() if view.entry and not view.finished}
        if not busy or (self._done_in == 1 and not get_analysis(self.library, self.step_id).carries_over):
            return set()
        with self.library.read() as session:
            one = next(iter(busy)) if len(busy) == 1 else None
            return copied_before(session, self.step_id, one, busy, self._done_in)

    def _few_at_it(self, _views: Mapping[int, NetworkView]) -> set[int]:
        """Those who are still answering and are left out, since they are too few."""
        return set()

    def _begin_round(self) -> None:
        """Forget who was done, in another round than this one."""
        number = self._round
        if number is None:
            with self.library.read() as session:
                number = current_round(session, self.step_id)
        if number != self._done_in:
            self._done, self._done_in = set(), number

    def _follow_roster(self) -> bool:
        """People came, went or were renamed: only those who came back with answers are read. Whether a shape did."""
        before, self.names = (
            self.names,
            {person.id: person.name for person in people_of(self.library, self.setup.workshop_id)},
        )
        gone = [person for person in self.profiles if person not in self.names]
        for person in gone:
            self._forget(person)
        came = [person for person in self.names if person not in before]
        for person in came:
            self._read_again(person)
        return bool(gone) or any(person in self.profiles for person in came)

    def _refresh(self, participant_id: int) -> None:
        self.newest = participant_id if self._read_again(participant_id) else None

    def _read_again(self, participant_id: int) -> bool:
        """Take up what one participant has answered by now, and say whether they are done for the first time."""
        view = read_network(self.library, self.step_id, participant_id, self._round)
        first_time = self._note_done(view)
        if self._copies({participant_id: view}):
            self._forget(participant_id)
        else:
            self._take_up(view)
        return first_time

    def _note_done(self, view: NetworkView) -> bool:
        """Note who is done, and say whether they are for the first time."""
        first_time = view.finished and view.participant_id not in self._done
        if first_time:
            self._done.add(view.participant_id)
        return first_time

    def _take_up(self, view: NetworkView, known: Profile | None = None) -> None:
        nothing_said = view == NetworkView(view.participant_id)
        if nothing_said or (self.finished_only and not view.finished):
            # Everything was taken back, and they are as before their first answer; or they are still at it.
            self._forget(view.participant_id)
            return
        found = known if known is not None and known.view == view else profile(self.setup.active, view)
        self.profiles[view.participant_id] = found
        for spread, values in ((self.diversity, found.shapes.diversity), (self.strength, found.shapes.strength)):
            if any(value is not None for value in values):
                spread.set(view.participant_id, values)
            else:
                spread.remove(view.participant_id)

    def _forget(self, participant_id: int) -> None:
        self.profiles.pop(participant_id, None)
        self.diversity.remove(participant_id)
        self.strength.remove(participant_id)


class LiveRoom(RoomProfiles):
    """A `RoomProfiles` that hears the library's changes: one for all who show it, see `facilitator.exercises.models`.

    It says so after it has taken a change up: `person_changed` with a participant's id where that one answered, `reset`
    where it may be anybody's shape, or what may be shown of all. It ends with whoever holds it.
    """

    def __init__(
        self, library: Library, step_id: int, *, finished_only: bool = False, changes: Source | None = None
    ) -> None:
        """`changes` is what it hears from, the library itself unless a window hands changes on in its own thread."""
        super().__init__(library, step_id, finished_only=finished_only)
        self.person_changed: Announcer[int] = Announcer(int)
        self.reset: Announcer[()] = Announcer()
        (changes or library.changed).connect(self._heard)

    @classmethod
    def of_finished(cls, library: Library, step_id: int, *, changes: Source | None = None) -> "LiveRoom":
        """Make one without those who are still answering."""
        return cls(library, step_id, finished_only=True, changes=changes)

    def _heard(self, change: Change) -> None:
        try:
            concerned = self.apply(change)
        except NotFound:
            # Whoever shows the step goes with it.
            return
        if concerned and change.topic is Topic.ANSWERS and change.participant_id is not None:
            self.person_changed.emit(change.participant_id)
        elif concerned:
            self.reset.emit()


class ShownRoom(RoomProfiles):
    """A `RoomProfiles` of what others were shown last: read anew, with a `reset`, when that is another.

    It says nothing of a single person, and ends with whoever holds it.
    """

    def __init__(self, library: Library, step_id: int, networks: SeenNetworks, *, finished_only: bool = False) -> None:
        super().__init__(library, step_id, finished_only=finished_only, seen=networks.seen)
        self._networks = networks
        self.person_changed: Announcer[int] = Announcer(int)
        self.reset: Announcer[()] = Announcer()
        networks.changed.connect(self._follow)

    def _few_at_it(self, views: Mapping[int, NetworkView]) -> set[int]:
        """With and without them, as the room can be shown, the difference would be what the few have answered."""
        at_it = {person for person, view in views.items() if not view.finished}
        return at_it if len(views) - len(at_it) >= self.floor > len(at_it) else set()

    def _follow(self) -> None:
        self._seen = self._networks.seen
        try:
            self.reload()
        except NotFound:
            # Whoever shows the step goes with it.
            return
        self.reset.emit()


def _masked(values: Sequence[float | None], mask: Sequence[bool]) -> tuple[float | None, ...]:
    return tuple(value if shown else None for value, shown in zip(values, mask, strict=True))


@implements(Exercise.picture)
def picture(library: Library, step_id: int) -> tuple[float | None, ...]:
    """The room's median diversity, one value per question; empty below the floor."""
    found = RoomProfiles(library, step_id).shown("diversity")
    return tuple(axis.median for axis in found.axes) if isinstance(found, ShownShape) else ()
