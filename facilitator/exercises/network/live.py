"""The room as it fills: everybody's measures, kept up one participant at a time.

Whoever shows the room holds one `Room` and hands it every `Change` it hears. An answer of one participant costs
reading that participant alone; the median and band follow incrementally.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from facilitator.exercises.contract import Standing
from facilitator.exercises.network.factors import Factor
from facilitator.exercises.network.measures import NetworkMeasures, Polygons, measure, polygons
from facilitator.exercises.network.read import NetworkView, read_network, read_networks, standing
from facilitator.exercises.network.room import AxisSummary, RoomSpread
from facilitator.exercises.network.setup import Setup, get_setup
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Library
from facilitator.workshop.roster import people_of


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


class Room:
    """Everybody's profiles in one round of a step, and the spread of their shapes.

    With `round_` None it is the round that is entered; another one stays as it was.

    `newest` is the participant whose answers changed last, None until one did. A participant who began but has no
    value yet is in `profiles` but in neither spread; one who answered nothing is in none of them. With
    `finished_only` neither is one who is still answering.
    """

    def __init__(
        self, library: Library, step_id: int, round_: int | None = None, *, finished_only: bool = False
    ) -> None:
        self.library = library
        self._round = round_
        self.step_id = step_id
        self.finished_only = finished_only
        self.setup: Setup
        self.profiles: dict[int, Profile] = {}
        self.names: dict[int, str] = {}
        self.diversity = RoomSpread(0)
        self.strength = RoomSpread(0)
        self.newest: int | None = None
        self.reload()

    @property
    def factors(self) -> tuple[Factor, ...]:
        """The questions asked, which are the axes."""
        return self.setup.active

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

    def standings(self) -> list[Standing]:
        """How far everybody on the roster is, in the roster's order."""
        views = {person: found.view for person, found in self.profiles.items()}
        return [standing(person, name, views.get(person), self.setup) for person, name in self.names.items()]

    def apply(self, change: Change) -> bool:
        """Take up a committed change and say whether it concerned this room.

        An answer of one participant updates them alone; anything wider reads the room anew.
        """
        if change.topic is Topic.ANSWERS and change.step_id == self.step_id and change.participant_id is not None:
            self._refresh(change.participant_id)
            return True
        concerned = change.workshop_id in (self.setup.workshop_id, None) and change.step_id in (self.step_id, None)
        if concerned and change.topic in (Topic.ANSWERS, Topic.ROSTER, Topic.SETTINGS):
            self.reload()
            return True
        return False

    def reload(self) -> None:
        """Read everybody."""
        self.setup = get_setup(self.library, self.step_id)
        self.names = {person.id: person.name for person in people_of(self.library, self.setup.workshop_id)}
        self.profiles = {}
        self.diversity = RoomSpread(len(self.factors))
        self.strength = RoomSpread(len(self.factors))
        if self.newest not in self.names:
            self.newest = None
        for view in read_networks(self.library, self.step_id, self._round).values():
            self._take_up(view)

    def _refresh(self, participant_id: int) -> None:
        self._take_up(read_network(self.library, self.step_id, participant_id, self._round))
        if participant_id in self.profiles:
            self.newest = participant_id
        elif self.newest == participant_id:
            self.newest = None

    def _take_up(self, view: NetworkView) -> None:
        nothing_said = view == NetworkView(view.participant_id)
        if nothing_said or (self.finished_only and not view.finished):
            # Everything was taken back, and they are as before their first answer; or they are still at it.
            self._forget(view.participant_id)
            return
        found = profile(self.factors, view)
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
