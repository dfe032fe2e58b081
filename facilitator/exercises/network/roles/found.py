"""Which part in the room's network somebody has who agreed to it: who connects, who bridges groups, who is at the edge.

The measures are those of the whole room (`whole.measures`); the thresholds are ours. Betweenness is noise while lists
are missing (Costenbader & Valente 2003), so nothing is told before four of five are there.
"""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from facilitator.exercises.network.analysis import read_analysis
from facilitator.exercises.network.roles.consent import agreed_to_roles
from facilitator.exercises.network.whole.graph import RoomNetwork, RoomPerson
from facilitator.exercises.network.whole.measures import RoomMeasures
from facilitator.i18n import percent, tr, trn
from facilitator.storage.library import Library
from facilitator.workshop.consent import counted

LEAST_LISTS = Fraction(4, 5)
"""The share of lists that has to be there."""
_CONNECTS_FROM = 2
"""So many times the mean betweenness of those with lists."""
_MOST_AT_EDGE = 1
"""People of the room somebody at the edge is tied to, whichever way, at most."""


class Role(StrEnum):
    """A part in the room's network; its value is the key of the steps for it."""

    CONNECTS = "role_connects"
    BRIDGES = "role_bridges"
    EDGE = "role_edge"


@dataclass(frozen=True, slots=True)
class Roles:
    """Who has which part, in the order of their names, of those who `agreed`; or `why` there is nothing to be told."""

    people: dict[Role, tuple[RoomPerson, ...]]
    agreed: int
    why: str = ""


def who_may_be_told(library: Library, step_id: int, workshop_id: int) -> frozenset[int] | None:
    """The participants of whom a part may be told; None where parts are not shown in this step.

    They agreed to that, and to be counted where others name them: of somebody who did not agree to that nobody can know
    whether they stand at the edge.
    """
    with library.read() as session:
        if not read_analysis(session, step_id).shows_roles:
            return None
        return agreed_to_roles(session, step_id) & frozenset(counted(session, workshop_id))


def told_of(
    library: Library, step_id: int, workshop_id: int, network: RoomNetwork, measures: RoomMeasures
) -> tuple[frozenset[int], str]:
    """Of whom it may be said between whom they stand and whether at the edge, and `why` not of all others; "" for none.

    They are those of whom a part may be told, so that no other way tells it.
    """
    agreed = who_may_be_told(library, step_id, workshop_id)
    if agreed is None:
        return frozenset(), tr(
            "Who connects others or stands at the edge is told where the exercise settings say so, of those who agree."
        )
    with library.read() as session:
        floor = read_analysis(session, step_id).smallest_group
    found = find_roles(network, measures, agreed, floor)
    if found.why:
        return frozenset(), found.why
    told = agreed & network.listed
    why = tr("Who connects others or stands at the edge is told of those alone who agreed: {agreed} of {people}.",
             agreed=len(told), people=measures.people)  # fmt: skip
    return told, "" if len(told) == measures.people else why


def find_roles(network: RoomNetwork, measures: RoomMeasures, agreed: Collection[int], floor: int) -> Roles:
    """The parts of those who `agreed`; people without a list have none, since whom they turn to is unknown."""
    why = _why_not(measures, floor)
    told = [person for person in network.people if person.id in agreed and person.answered]
    if why or not told:
        return Roles(
            {}, len(told), why or tr("Nobody has agreed to it yet. It is asked at the station, beside one’s own shape.")
        )
    have = {Role.CONNECTS: _connecting(measures), Role.BRIDGES: _bridging(network), Role.EDGE: _at_edge(network)}
    by_name = sorted(told, key=lambda person: person.name)
    return Roles(
        {role: tuple(person for person in by_name if person.id in people) for role, people in have.items()}, len(told)
    )


def _why_not(measures: RoomMeasures, floor: int) -> str:
    if measures.people and Fraction(measures.lists, measures.people) < LEAST_LISTS:
        return tr(
            "Told from {least} of lists on; {lists} of {people} are there, {share}.",
            least=percent(float(LEAST_LISTS)),
            lists=measures.lists,
            people=measures.people,
            # Short of it, whatever rounding says.
            share=percent(float(min(Fraction(measures.lists, measures.people), LEAST_LISTS - Fraction(1, 100)))),
        )
    if measures.lists < floor:
        return trn(
            "Told from {floor} lists on; {count} is there.", "Told from {floor} lists on; {count} are there.",
            measures.lists, floor=floor,
        )  # fmt: skip
    if not measures.ties:
        return tr("Nobody on the lists is matched to a person of the room yet.")
    return ""


def _connecting(measures: RoomMeasures) -> set[int]:
    """Whose betweenness is at least twice the mean of those with lists."""
    known = {person: value for person, value in measures.betweenness.items() if value is not None}
    mean = sum(known.values()) / len(known) if known else 0.0
    return {person for person, value in known.items() if mean > 0 and value >= _CONNECTS_FROM * mean}


def _bridging(network: RoomNetwork) -> set[int]:
    """Through whom more than half of the pairs run that tie their team to another; a single one is both ends'."""
    between: dict[frozenset[str], Counter[int]] = defaultdict(Counter)
    totals: Counter[frozenset[str]] = Counter()
    for pair in network.pairs:
        teams = [network.group_of(person, "team") for person in pair]
        if all(teams) and teams[0] != teams[1]:
            totals[frozenset(teams)] += 1
            between[frozenset(teams)].update(pair)
    return {person for teams, count in totals.items() for person, own in between[teams].items() if 2 * own > count}


def _at_edge(network: RoomNetwork) -> set[int]:
    """Who is tied to one person of the room at most, by their own list and those of the others that are there."""
    tied = Counter(person for pair in network.pairs for person in pair)
    return {person for person in network.listed if tied[person] <= _MOST_AT_EDGE}
