"""Believable answers of invented participants, drawn at random but the same for the same random source.

A person is of an archetype (bound to the team, a bridge between units, new, long there, a manager, remote), which
gives each answer its weight; `resources/samples/networks.json` holds them. The answers about one contact hang
together: who works near is met more often. A question that no archetype knows gets a weight per answer of its own.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import combinations
from math import exp
from random import Random
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, Field
from sqlmodel import Session

from facilitator.content_files import content
from facilitator.exercises.counting_consent import set_counted
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.network import answers
from facilitator.exercises.network.analysis import read_analysis
from facilitator.exercises.network.answers import Who, find_network
from facilitator.exercises.network.factors import EntryMode, Factor, Missing
from facilitator.exercises.network.own_action.answering import keep_own_action, share_own_action
from facilitator.exercises.network.own_action.asking import is_asked
from facilitator.exercises.network.own_action.rows import OwnAction, named_there, own_actions
from facilitator.exercises.network.read import read_network
from facilitator.exercises.network.setup import STATION_LIMIT, Setup, read_setup
from facilitator.exercises.network.ties.answering import nobody_knows_anybody, set_ties
from facilitator.i18n import SAMPLES, speaking, tr, tr_content
from facilitator.records import Record
from facilitator.storage.library import Library
from facilitator.workshop.papers import spoken_at
from facilitator.workshop.roster import get_participant, people_of
from facilitator.workshop.workshops import get_workshop

_PULL = 2.2
"""How strongly the nearness of a contact pulls an ordered answer about them towards the same end."""
_KNOWN_INSIDE, _KNOWN_OUTSIDE = 0.55, 0.12
"""How likely two contacts know each other, of one group and of two."""
_FRIDAY = 5
_IN_THE_ROOM = {1: 0.6, 2: 0.5, 3: 0.2}
"""How likely a contact with this answer to where they work sits in the room, too."""


@dataclass(frozen=True, slots=True)
class SimulatedNetwork:
    """One participant's answers before anybody has typed them.

    `contacts` holds label and ratings (factor key to code or kind of `Missing`). `tally` says the same as counts:
    factor key to code or kind of missing to how many, each factor's adding up to `size`. `entry` is the way in that
    the participant would take.
    """

    entry: EntryMode
    contacts: tuple[tuple[str, Mapping[str, int]], ...]
    tally: Mapping[str, Mapping[int, int]]

    @property
    def size(self) -> int:
        """The length of the list."""
        return len(self.contacts)


def simulated_network(factors: Sequence[Factor], setup: Setup, random: Random) -> SimulatedNetwork:
    """The answers of one invented participant to `factors`, by a way in that `setup` offers."""
    known = _content()
    archetype = random.choices(known["archetypes"], [each["share"] for each in known["archetypes"]])[0]
    pronounced = random.uniform(0.8, 2.2)
    weights = {
        factor.key: [weight**pronounced for weight in _weights(archetype["weights"].get(factor.key), factor, random)]
        for factor in factors
    }
    size = min(random.randint(*archetype["size"]), STATION_LIMIT)
    contacts = tuple(
        (label, _ratings(factors, weights, random.betavariate(*archetype["nearness"]), random))
        for label in _labels(size, random)
    )
    by_tally = not setup.offers_contact or (setup.offers_tally and random.random() < known["tally_share"])
    return SimulatedNetwork("tally" if by_tally else "contact", contacts, _tally(factors, contacts))


@implements(Exercise.simulate)
def simulate(library: Library, step_id: int, participant_id: int, random: Random) -> None:
    """Let a participant answer through the exercise's own operations, in one transaction, and finish."""
    who = Who(step_id, participant_id)
    with library.change(tr("Simulate answers")) as change:
        setup = read_setup(change.session, step_id)
        network = simulated_network(setup.active, setup, random)
        answers.accept_notice(library, who)
        if setup.offers_contact:
            set_counted(library, participant_id, agrees=True)
        answers.choose_entry_mode(library, who, network.entry)
        if network.entry == "tally":
            carried = read_network(library, step_id, participant_id).tally
            answers.set_list_length(library, who, network.size)
            for factor, counts in network.tally.items():
                for code, count in {**dict.fromkeys(carried.get(factor, ())), **counts}.items():
                    answers.set_tally(library, who, factor, code, count)
        else:
            kept = _go_through(library, who, random)
            keys = [each.key for each in setup.shared]
            listed = with_colleagues(library, who, network.contacts[kept:], random)
            answers.add_contacts(library, who, [(label, {key: given[key] for key in keys}) for label, given in listed])
        if read_analysis(change.session, step_id).asks_ties and network.entry == "contact":
            _say_who_knows_whom(library, who, random)
        answers.finish(library, who)
        if is_asked(library, step_id):
            _say_what_to_do(library, change.session, who, random)


def simulated_action(random: Random, today: date, taken: Collection[str] = ()) -> OwnAction:
    """What an invented participant is going to do on a working day within two weeks of `today`; some leave it empty.

    What is `taken` only where nothing else is left. More than half of them agree that it joins the workshop's actions.
    """
    known = _content()
    if random.random() > known["action_share"]:
        return OwnAction()
    actions = [each for each in known["actions"] if _said(each["what"]) not in taken] or known["actions"]
    chosen = random.choice(actions)
    shared = random.random() < known["shared_share"]
    # Last, since what is drawn here differs from day to day.
    days = [day for ahead in range(1, 15) if (day := today + timedelta(days=ahead)).isoweekday() <= _FRIDAY]
    fitting = [day for day in days if day.isoweekday() == chosen.get("weekday", day.isoweekday())]
    what, partner, sign = (_said(chosen[part]) for part in ("what", "partner", "sign"))
    return OwnAction(what, random.choice(fitting), partner, sign, shared)


def _said(words: str) -> str:
    return tr_content(SAMPLES, words)


def with_colleagues(
    library: Library, who: Who, contacts: Sequence[tuple[str, Mapping[str, int]]], random: Random
) -> list[tuple[str, Mapping[str, int]]]:
    """The contacts with the names of colleagues from the room for some of those who work near.

    They are of the own team for the first answer of where they work.
    """
    me = get_participant(library, who.participant_id)
    others = [person for person in people_of(library, me.workshop_id) if person.id != me.id]
    random.shuffle(others)
    listed = {contact.label for contact in read_network(library, who.step_id, who.participant_id).contacts}
    named = []
    for label, ratings in contacts:
        nearness = ratings.get("group")
        own_team = nearness == 1
        fitting = [person for person in others if (person.team == me.team) is own_team and person.name not in listed]
        if nearness in _IN_THE_ROOM and fitting and random.random() < _IN_THE_ROOM[nearness]:
            listed.add(fitting[0].name)
            label = fitting[0].name
        named.append((label, ratings))
    return named


def _say_what_to_do(library: Library, session: Session, who: Who, random: Random) -> None:
    taken = {each.what for each in own_actions(session, who.step_id).values()}
    held_on = get_workshop(library, get_participant(library, who.participant_id).workshop_id).held_on
    # A source of its own: what is drawn differs from day to day, and answers drawn after it do not.
    apart = Random()  # noqa: S311  # repeatable on purpose
    apart.setstate(random.getstate())
    with speaking(spoken_at(library, who.step_id)):
        action = simulated_action(apart, held_on or date.today(), taken)
    if action:
        keep_own_action(library, who, action)
    network = find_network(session, who.step_id, who.participant_id)
    # On some roster somebody is called as a word of it: then it stays on the handout, as with anybody.
    if action.shared and network is not None and not named_there(session, network, action):
        share_own_action(library, who, True)


def _go_through(library: Library, who: Who, random: Random) -> int:
    """In a later round, drop a few people of the list that was carried over; how many are still on it."""
    carried = read_network(library, who.step_id, who.participant_id).contacts
    if not carried:
        return 0
    dropped = random.sample(carried, min(random.randint(1, 3), len(carried)))
    for contact in dropped:
        answers.remove_contact(library, who, contact.id)
    return len(carried) - len(dropped)


def _say_who_knows_whom(library: Library, who: Who, random: Random) -> None:
    """Colleagues know each other mostly, others seldom."""
    contacts = read_network(library, who.step_id, who.participant_id).contacts
    pairs = []
    for one, other in combinations(contacts, 2):
        same = one.ratings.get("group", -1) == other.ratings.get("group", -2)
        if random.random() < (_KNOWN_INSIDE if same else _KNOWN_OUTSIDE):
            pairs.append((one.id, other.id))
    nobody_knows_anybody(library, who)
    set_ties(library, who, pairs, True)


def _weights(known: Sequence[float] | None, factor: Factor, random: Random) -> Sequence[float]:
    """The archetype's weight of each answer, or made-up ones where it has none of this number."""
    if known is not None and len(known) == len(factor.codes):
        return known
    return [random.uniform(0.5, 3.0) for _ in factor.codes]


def _ratings(
    factors: Sequence[Factor],
    weights: Mapping[str, Sequence[float]],
    nearness: float,
    random: Random,
) -> Mapping[str, int]:
    """Answers about one contact, whose nearness, 0 to 1, is what ties them together."""
    known = _content()
    ratings: dict[str, int] = {}
    for factor in factors:
        chance = random.random()
        if factor.not_comparable and chance < known["not_comparable_share"]:
            ratings[factor.key] = Missing.NOT_COMPARABLE
        elif chance > 1 - known["declined_share"]:
            ratings[factor.key] = Missing.DECLINED
        else:
            pull = 0.0 if not factor.has_strength or factor.key in known["independent"] else _PULL
            target = 1 - nearness if factor.kind == "distance" else nearness
            ratings[factor.key] = _code(weights[factor.key], target, pull, random)
    return ratings


def _code(weights: Sequence[float], target: float, pull: float, random: Random) -> int:
    last = max(len(weights) - 1, 1)
    pulled = [weight * exp(-pull * abs(place / last - target)) for place, weight in enumerate(weights)]
    return random.choices(range(1, len(weights) + 1), pulled)[0]


def _tally(
    factors: Sequence[Factor], contacts: Sequence[tuple[str, Mapping[str, int]]]
) -> Mapping[str, Mapping[int, int]]:
    tally: dict[str, dict[int, int]] = {}
    for factor in factors:
        counts = dict.fromkeys(range(1, len(factor.codes) + 1), 0)
        for _, ratings in contacts:
            code = int(ratings[factor.key])
            counts[code] = counts.get(code, 0) + 1
        tally[factor.key] = counts
    return tally


def _labels(size: int, random: Random) -> list[str]:
    """What people write for a contact: initials, a first name, or nothing but a number; no label twice."""
    style = random.choice(("initials", "first names", "numbers"))
    names: Sequence[str] = _first_names()
    if style == "initials":
        letters = sorted({name[:1] for name in names if name.isascii()})
        names = [f"{first}.{second}." for first in letters for second in letters]
    if style == "numbers" or len(names) < size:
        return [str(number) for number in range(1, size + 1)]
    return random.sample(names, size)


_Share = Annotated[float, Field(ge=0, le=1)]
_Weight = Annotated[float, Field(gt=0, le=1000)]
_Length = Annotated[int, Field(ge=1, le=50)]


def _ascending(sizes: tuple[int, int]) -> tuple[int, int]:
    if sizes[0] > sizes[1]:
        raise ValueError(tr("The first number is larger than the second."))
    return sizes


class _Archetype(Record):
    key: str
    share: _Weight
    size: Annotated[tuple[_Length, _Length], AfterValidator(_ascending)]
    nearness: tuple[_Weight, _Weight]
    weights: dict[str, tuple[_Weight, ...]]


class _Action(Record):
    what: str
    partner: str
    sign: str
    weekday: Annotated[int, Field(ge=1, le=_FRIDAY)] | None = None


class _Networks(Record):
    archetypes: Annotated[tuple[_Archetype, ...], Field(min_length=1)]
    independent: tuple[str, ...]
    tally_share: _Share
    not_comparable_share: _Share
    declined_share: _Share
    action_share: _Share
    shared_share: _Share
    actions: Annotated[tuple[_Action, ...], Field(min_length=1)]


class _Group(BaseModel):
    given: tuple[str, ...]


class _People(BaseModel):
    # What else is in the file is for whoever invents whole people.
    groups: tuple[_Group, ...]


@cache
def _content() -> dict[str, Any]:
    return content(_Networks, "samples", "networks.json").model_dump(exclude_none=True)


@cache
def _first_names() -> tuple[str, ...]:
    groups = content(_People, "samples", "people.json").groups
    return tuple(dict.fromkeys(name for group in groups for name in group.given))
