"""What the screens and documents read: the networks of a step as they are in the library now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import ColumnElement, bindparam, join, select
from sqlmodel import Session, col

from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.network.analysis import read_analysis
from facilitator.exercises.network.factors import Factor, NetworkAnswers
from facilitator.exercises.network.rounds.current import CHOSEN_ROUND, current_round
from facilitator.exercises.network.setup import Setup, read_setup
from facilitator.exercises.network.tables import (
    Contact,
    ContactTie,
    NetworkFactor,
    PersonalNetwork,
    Rating,
    TallyCount,
    TieGrid,
)
from facilitator.i18n import tr, trn
from facilitator.storage.library import Library
from facilitator.workshop.find import find_participant, find_step
from facilitator.workshop.roster import roster
from facilitator.workshop.same_people import earlier_selves
from facilitator.workshop.standings import Standing, State
from facilitator.workshop.tables import AgendaStep


class _Statements:
    """The four queries that read the networks which `chosen` picks.

    Built once, since they run at every answer and building them takes longer than running them.
    """

    def __init__(self, *chosen: ColumnElement[bool]) -> None:
        self.networks = select(PersonalNetwork).where(*chosen)
        self.ratings = (
            select(
                col(Contact.network_id), col(Contact.id), col(Contact.label), col(NetworkFactor.key), col(Rating.code)
            )
            .join(PersonalNetwork, col(PersonalNetwork.id) == col(Contact.network_id))
            .outerjoin(Rating, col(Rating.contact_id) == col(Contact.id))
            .outerjoin(NetworkFactor, col(NetworkFactor.id) == col(Rating.factor_id))
            .where(*chosen)
            .order_by(col(Contact.position), col(Contact.id))
        )
        self.tallies = (
            select(col(TallyCount.network_id), col(NetworkFactor.key), col(TallyCount.code), col(TallyCount.count))
            .join(PersonalNetwork, col(PersonalNetwork.id) == col(TallyCount.network_id))
            .join(NetworkFactor, col(NetworkFactor.id) == col(TallyCount.factor_id))
            .where(*chosen)
        )
        ticked = join(Contact, ContactTie, col(ContactTie.low_id) == col(Contact.id))
        self.ties = (
            select(col(TieGrid.network_id), col(ContactTie.low_id), col(ContactTie.high_id))
            .join(PersonalNetwork, col(PersonalNetwork.id) == col(TieGrid.network_id))
            .outerjoin(ticked, col(Contact.network_id) == col(TieGrid.network_id))
            .where(*chosen)
        )


_IN_STEP = (col(PersonalNetwork.step_id) == bindparam("step_id"), col(PersonalNetwork.round) == CHOSEN_ROUND)
_OF_ALL = _Statements(*_IN_STEP)
_OF_ONE = _Statements(*_IN_STEP, col(PersonalNetwork.participant_id) == bindparam("participant_id"))


@dataclass(frozen=True, slots=True)
class ContactView:
    """One contact with its ratings: factor key to code, missing kinds as negative numbers, not asked yet left out."""

    id: int
    label: str
    ratings: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class NetworkView:
    """One participant's answers in one step. `entry` is "" before a way in is chosen.

    `tally` sends a factor's key to its counts by code. `size` is the length of the list, whichever way it was entered.
    `ties` are the pairs of contacts who know each other, by id, the lower first; None where that was not answered.
    """

    participant_id: int
    entry: str = ""
    accepted_notice: bool = False
    finished: bool = False
    contacts: tuple[ContactView, ...] = ()
    tally: Mapping[str, Mapping[int, int]] = field(default_factory=dict)
    list_length: int = 0
    ties: frozenset[tuple[int, int]] | None = None

    @property
    def size(self) -> int:
        """The number of contacts: the rows of the list, or its length on paper for a tally."""
        return self.list_length if self.entry == "tally" else len(self.contacts)

    def counted(self, factor: str) -> int:
        """How many people of the list are in the tally of this question, missing kinds included."""
        return sum(self.tally.get(factor, {}).values())

    def tally_adds_up(self, factor: str) -> bool:
        """Whether the counts of this question make the length of the list: the checksum shown as one types."""
        return self.list_length > 0 and self.counted(factor) == self.list_length

    def is_rated(self, contact: ContactView, factors: Sequence[Factor]) -> bool:
        """Whether every one of `factors` is answered for `contact`, be it by a kind of missing."""
        return all(factor.key in contact.ratings for factor in factors)

    def answers(self, factors: Sequence[Factor]) -> NetworkAnswers:
        """These answers as the measures see them."""
        if self.entry == "tally":
            counts = {
                factor.key: [self.tally.get(factor.key, {}).get(code, 0) for code in range(1, len(factor.codes) + 1)]
                for factor in factors
            }
            return NetworkAnswers("tally", self.list_length, counts)
        places = {contact.id: place for place, contact in enumerate(self.contacts)}
        ties = None if self.ties is None else [(places[low], places[high]) for low, high in sorted(self.ties)]
        return NetworkAnswers.from_contacts(factors, [contact.ratings for contact in self.contacts], ties)


def read_network(library: Library, step_id: int, participant_id: int, round_: int | None = None) -> NetworkView:
    """One participant's answers; an empty view before the first one. None for the round that is entered."""
    with library.read() as session:
        found = read_views(session, step_id, participant_id, round_)
    return found.get(participant_id, NetworkView(participant_id))


def read_networks(library: Library, step_id: int, round_: int | None = None) -> dict[int, NetworkView]:
    """The answers of everybody who began, by participant, in a handful of queries. None as for `read_network`."""
    with library.read() as session:
        return read_views(session, step_id, None, round_)


def labels_known_to(library: Library, step_id: int, participant_id: int) -> set[str]:
    """What the participant has called contacts in other steps of this workshop, to be completed as they type again.

    Numbers are left out: nobody is called by them.
    """
    with library.read() as session:
        workshop_id = find_step(session, step_id).workshop_id
        found = session.connection().execute(
            select(col(Contact.label))
            .join(PersonalNetwork, col(PersonalNetwork.id) == col(Contact.network_id))
            .join(AgendaStep, col(AgendaStep.id) == col(PersonalNetwork.step_id))
            .where(
                col(PersonalNetwork.participant_id) == participant_id,
                col(AgendaStep.workshop_id) == workshop_id,
                col(AgendaStep.id) != step_id,
            )
            .distinct()
        )
        return {label for (label,) in found if not label.isdigit()}


@implements(Exercise.standings)
def standings(library: Library, step_id: int, participant_id: int | None = None) -> list[Standing]:
    """How far everybody on the roster is, in the roster's order; or one participant alone."""
    # All that follows the answers asks for this after each of them.
    found = library.once(("standings", step_id, participant_id), lambda: _standings(library, step_id, participant_id))
    return list(found)


def _standings(library: Library, step_id: int, participant_id: int | None) -> list[Standing]:
    with library.read() as session:
        workshop_id = find_step(session, step_id).workshop_id
        setup = read_setup(session, step_id)
        views = read_views(session, step_id, participant_id)
        people = roster(session, workshop_id) if participant_id is None else [find_participant(session, participant_id)]
        earlier = select(col(PersonalNetwork.participant_id)).where(
            col(PersonalNetwork.step_id) == step_id,
            col(PersonalNetwork.round) < current_round(session, step_id),
            col(PersonalNetwork.entry) != "",
        )
        before = set(session.connection().execute(earlier).scalars())
        if read_analysis(session, step_id).carries_over:
            before |= _recognised(session, workshop_id, [person.id for person in people])
        found = [standing(person.id, person.name, views.get(person.id), setup) for person in people]
        busy = {each.participant_id for each in found if each.state is State.BUSY} & before
        same = copied_before(session, step_id, participant_id, {each: views[each] for each in busy})
        return [
            replace(each, keeps_earlier=each.participant_id in before, as_before=each.participant_id in same)
            for each in found
        ]


def copied_before(
    session: Session,
    step_id: int,
    participant_id: int | None,
    views: Mapping[int, NetworkView],
    round_: int | None = None,
) -> set[int]:
    """Those of these whose list is the copy of their latest one of an earlier round or workshop, as it was made.

    `round_` is the one that `views` are of, None for the one that is entered.
    """
    waiting, same = dict(views), set()
    for number in range((round_ or current_round(session, step_id)) - 1, 0, -1):
        if not waiting:
            break
        for person, then in read_views(session, step_id, participant_id, number).items():
            if then.entry and person in waiting and same_answers(then, waiting.pop(person)):
                same.add(person)
    if waiting and read_analysis(session, step_id).carries_over:
        workshop_id = find_step(session, step_id).workshop_id
        for person, selves in earlier_selves(session, workshop_id, list(waiting)).items():
            before = next((found for self_id in selves if (found := _latest_of(session, self_id))), None)
            if before is not None and person in waiting and same_answers(before, waiting[person]):
                same.add(person)
    return same


def _latest_of(session: Session, participant_id: int) -> NetworkView | None:
    """The latest list of a participant of another workshop."""
    latest = (
        select(col(PersonalNetwork.step_id), col(PersonalNetwork.round))
        .where(col(PersonalNetwork.participant_id) == participant_id, col(PersonalNetwork.entry) != "")
        .order_by(col(PersonalNetwork.round).desc(), col(PersonalNetwork.step_id).desc())
    )
    row = session.connection().execute(latest).first()
    return None if row is None else read_views(session, row[0], participant_id, row[1])[participant_id]


def same_answers(one: NetworkView, other: NetworkView) -> bool:
    """Whether two lists hold the same, whatever the ids of their contacts."""
    return _told(one) == _told(other)


def _told(view: NetworkView) -> tuple[Any, ...]:
    contacts = [(contact.label, contact.ratings) for contact in view.contacts]
    places = {contact.id: place for place, contact in enumerate(view.contacts)}
    ties = None if view.ties is None else {frozenset((places[low], places[high])) for low, high in view.ties}
    # Of a tally there may be rows that say the same as none.
    counts = {key: {code: count for code, count in each.items() if count} for key, each in view.tally.items()}
    return view.entry, contacts, ties, view.list_length, {key: each for key, each in counts.items() if each}


def _recognised(session: Session, workshop_id: int, participant_ids: Sequence[int]) -> set[int]:
    """Those whose list begins with one of an earlier workshop: nobody else may see it, and they have not begun yet."""
    selves = earlier_selves(session, workshop_id, participant_ids)
    every = [earlier for chain in selves.values() for earlier in chain]
    listed = select(col(PersonalNetwork.participant_id)).where(
        col(PersonalNetwork.participant_id).in_(every), col(PersonalNetwork.entry) != ""
    )
    known = set(session.connection().execute(listed).scalars())
    return {person for person, chain in selves.items() if known.intersection(chain)}


def standing(participant_id: int, name: str, view: NetworkView | None, setup: Setup) -> Standing:
    """How far one participant is."""
    if view is None or not (view.entry or view.accepted_notice):
        return Standing(participant_id, name, State.TO_GO)
    if view.finished:
        return Standing(participant_id, name, State.DONE, trn("{count} contact", "{count} contacts", view.size))
    return Standing(participant_id, name, State.BUSY, _progress(view, setup.asked(view.entry)))


def _progress(view: NetworkView, factors: Sequence[Factor]) -> str:
    if view.entry == "tally":
        complete = sum(view.tally_adds_up(factor.key) for factor in factors)
        return trn("{done} of {count} question", "{done} of {count} questions", len(factors), done=complete)
    if not view.contacts:
        return tr("starting")
    rated = sum(view.is_rated(contact, factors) for contact in view.contacts)
    return trn("{done} of {count} contact", "{done} of {count} contacts", len(view.contacts), done=rated)


def read_views(
    session: Session, step_id: int, participant_id: int | None = None, round_: int | None = None
) -> dict[int, NetworkView]:
    """The networks of one participant or, with None, of everybody. A room takes as many queries as one person."""
    statements, chosen = _OF_ALL, {"step_id": step_id, "round": round_}
    if participant_id is not None:
        statements, chosen = _OF_ONE, {**chosen, "participant_id": participant_id}
    # Rows rather than objects, on the connection itself: half the time. What the session holds back goes first.
    session.flush()
    connection = session.connection()
    networks = connection.execute(statements.networks, chosen).all()
    contacts: dict[int, dict[int, ContactView]] = {network.id: {} for network in networks}
    ratings: dict[int, dict[str, int]] = {}
    for network_id, contact_id, label, factor, code in connection.execute(statements.ratings, chosen):
        if contact_id not in ratings:
            ratings[contact_id] = {}
            contacts[network_id][contact_id] = ContactView(contact_id, label, ratings[contact_id])
        if factor is not None:
            ratings[contact_id][factor] = code
    tallies: dict[int, dict[str, dict[int, int]]] = {network.id: {} for network in networks}
    for network_id, factor, code, count in connection.execute(statements.tallies, chosen):
        tallies[network_id].setdefault(factor, {})[code] = count
    ties: dict[int, set[tuple[int, int]]] = {}
    for network_id, low, high in connection.execute(statements.ties, chosen):
        ties.setdefault(network_id, set())
        if low is not None:
            ties[network_id].add((low, high))
    return {
        network.participant_id: NetworkView(
            participant_id=network.participant_id,
            entry=network.entry,
            accepted_notice=network.accepted_notice_at is not None,
            finished=network.finished_at is not None,
            contacts=tuple(contacts[network.id].values()),
            tally=tallies[network.id],
            list_length=network.size,
            ties=frozenset(ties[network.id]) if network.id in ties else None,
        )
        for network in networks
    }
