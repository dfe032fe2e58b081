"""The room's network as it is in the library: people, and ties from whoever relies to whoever is relied on."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from sqlmodel import Session

from facilitator.exercises.network.matching.proposals import read_verdicts
from facilitator.exercises.network.measures import tie_strength
from facilitator.exercises.network.read import copied_before, read_views
from facilitator.exercises.network.seen import Seen, matched_in
from facilitator.exercises.network.setup import read_setup
from facilitator.storage.library import Library
from facilitator.text_matching import distinct
from facilitator.workshop.consent import counted
from facilitator.workshop.roster import roster

STRONG_FROM = 0.5
"""A tie from the middle of the scale on is called strong. Our threshold."""


@dataclass(frozen=True, slots=True)
class RoomPerson:
    """A participant as part of the room's network. `name` differs from every other one's.

    `answered` says whether their list by contact is there, be it empty:
    whose is not (nothing yet, or a tally) can be relied on, but to whom they turn is unknown. `finished` is False for
    a list that is still being entered. `tallied` says that they answered by tally. Who has not `agreed` to be counted
    stays an unmatched contact of all others: who relies on them is unknown.
    """

    id: int
    name: str
    team: str
    location: str
    level: str
    answered: bool
    finished: bool = True
    tallied: bool = False
    agreed: bool = True


@dataclass(frozen=True)
class RoomNetwork:
    """A directed network without loops or double ties.

    `people` are everybody on the roster, in its order. `ties` send (who relies, who is relied on) to how strong the
    tie is, in [0, 1], None where nobody rated it. A tie counts only when a person confirmed who the contact is. All
    ties are sent by people whose lists are there: of the others' ties nothing is known.
    """

    people: tuple[RoomPerson, ...]
    ties: Mapping[tuple[int, int], float | None]

    @cached_property
    def by_id(self) -> dict[int, RoomPerson]:
        """The people by their ids."""
        return {person.id: person for person in self.people}

    @cached_property
    def listed(self) -> frozenset[int]:
        """The ids of the people whose lists are there."""
        return frozenset(person.id for person in self.people if person.answered)

    @cached_property
    def named(self) -> frozenset[int]:
        """The ids of the people to whom a tie can lead: who agreed to be counted, or whom a file brought as matched."""
        return frozenset(person.id for person in self.people if person.agreed) | {to for _, to in self.ties}

    @cached_property
    def pairs(self) -> frozenset[tuple[int, int]]:
        """Who is tied to whom, whichever way, the lower id first."""
        return frozenset((min(tie), max(tie)) for tie in self.ties)

    @property
    def lists(self) -> int:
        """How many gave a list by contact: those are the people whose ties are known."""
        return sum(person.answered for person in self.people)

    def group_of(self, person_id: int, by: str) -> str:
        """The team, location or level of a person, "" where it is unknown."""
        return str(getattr(self.by_id[person_id], by))


def read_room_network(
    library: Library, step_id: int, round_: int | None = None, seen: Seen | None = None
) -> RoomNetwork:
    """The room's network in one round, None for the one that is entered, or as it was `seen` by others.

    Raises NotFound for an unknown step.
    """
    with library.read() as session:
        return room_network(session, step_id, round_, seen)


def room_network(session: Session, step_id: int, round_: int | None = None, seen: Seen | None = None) -> RoomNetwork:
    """`read_room_network` within a session."""
    setup = read_setup(session, step_id)
    people = roster(session, setup.workshop_id)
    if seen is not None:
        round_ = seen.round
    views = read_views(session, step_id, None, round_) if seen is None else seen.views
    agreed = counted(session, setup.workshop_id)
    matched: Mapping[int, int] = read_verdicts(session, step_id)[0]
    if seen is not None:
        matched, agreed = matched_in(session, step_id, matched, seen, agreed), agreed & seen.agreed
    ties: dict[tuple[int, int], float | None] = {}
    untouched = copied_before(
        session, step_id, None, {key: each for key, each in views.items() if not each.finished}, round_
    )
    # Who finished with nobody on the list has said so: that list is there, and empty.
    answered = {
        person
        for person, view in views.items()
        if view.entry == "contact" and (view.contacts or view.finished) and person not in untouched
    }
    for person in answered:
        for contact in views[person].contacts:
            other = matched.get(contact.id)
            if other is not None and other != person:
                ties[person, other] = tie_strength(setup.active, contact.ratings)
    return RoomNetwork(
        tuple(
            RoomPerson(
                row.id,
                name,
                row.team,
                row.location,
                row.level,
                row.id in answered,
                row.id not in answered or views[row.id].finished,
                row.id in views and views[row.id].entry == "tally",
                row.id in agreed,
            )
            for row, name in zip(people, distinct(person.name for person in people), strict=True)
        ),
        ties,
    )
