"""What is measured of the room's network, over what can be known. Values that are not defined are None, never 0.

Whose list is missing may be named, but whom they would name is unknown: such ties are no zeros. So shares are taken
over the lists that are there, and what needs both ends of a pair over those people alone whose lists are there (the
analysis of respondents alone: Stork & Richards 1992; Huisman 2009). Nothing is filled in. How far single measures can
be trusted then is in Costenbader & Valente (2003): in-degrees bear missing lists best, betweenness worst. When all
lists are there, every value is the usual one.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import rustworkx

from facilitator.exercises.network.groups.threshold import shown_groups
from facilitator.exercises.network.groups.ways import BYS
from facilitator.exercises.network.measures import ei_index
from facilitator.exercises.network.whole.graph import STRONG_FROM, RoomNetwork
from facilitator.totals import Totals

OTHERS = "…"
"""The name of those groups together that may not be shown apart."""


@dataclass(frozen=True, slots=True)
class RoomMeasures:
    """The measures of a room of `people`, by participant's id where they are a person's.

    `lists`: how many gave a list by contact; `unanswered`: how many did not, so that their ties to others are unknown;
    `unfinished`: how many of `lists` are still being entered.

    Over the lists that are there, each of which can name everybody else in the room:
    `density`: ties over all that these lists could hold, which is everybody who may be counted but oneself; None where
    that is nobody. `unnamed`: who has not agreed to be counted, so that no tie leads to them.
    `indegree`: in how many lists a person is named.
    `indegree_gini`: how the in-degrees of those who may be counted concentrate, in [0, 1); None without ties.
    `isolates`: whose list is there and names nobody in the room, and who is in none of the other lists. Each missing
    list may still name them; whose own list is missing is never among them.
    `strong`, `weak`: ties from the middle of the strength scale on, and below it; unrated ties are in neither.

    Among the people whose lists are there, since both ends must be known:
    `reciprocity`: share of the `mutual` ties between two of them, who both may be counted, that are returned; None
    without any.
    `betweenness`: Freeman (1977), directed, over (n − 1)(n − 2) of the n of them; 0 for fewer than three, None where
    the list is missing.
    `bridges`: pairs whose tie, whichever way, alone holds two parts together, the lower id first.
    """

    people: int
    ties: int
    density: float | None
    reciprocity: float | None
    indegree: Mapping[int, int]
    indegree_gini: float | None
    isolates: tuple[int, ...]
    betweenness: Mapping[int, float | None]
    bridges: frozenset[tuple[int, int]]
    strong: int
    weak: int
    unanswered: int
    lists: int
    unfinished: int
    mutual: int
    unnamed: int


LEAST = 3
"""The fewest ties between two groups that are told to others. Ours."""


@dataclass(frozen=True, slots=True)
class Mixing:
    """Ties within and between the groups of a room, whoever has no group left out.

    `groups` in the order of their names with their `sizes`, of whom `lists` gave one. `matrix` sends (sender's group,
    receiver's group) to the number of ties, those without any left out; a row whose group gave no list is unknown, not
    empty. `ei_all` and `ei_of` (by the sender's group) are E-I indices over the ties of the lists that are there, None
    where there is no tie; groups that are counted together are each a group of its own there, and `ei_ties` are those
    whose ends both have a group. `ungrouped` people have no group and are in none, and so `ungrouped_ties` are in no
    cell.
    """

    by: str
    groups: tuple[str, ...]
    sizes: Mapping[str, int]
    lists: Mapping[str, int]
    matrix: Mapping[tuple[str, str], int]
    ei_all: float | None
    ei_ties: int
    ei_of: Mapping[str, float | None]
    ungrouped: int
    ungrouped_ties: int

    @property
    def ties(self) -> int:
        """How many ties are counted: both ends have a group."""
        return sum(self.matrix.values())

    def expected(self, sender: str, receiver: str) -> float | None:
        """How many ties there would be from one group to another if all people chose alike; None without any tie.

        The ties of the senders' lists that are there spread over everybody else in the room who has a group.
        """
        sent = sum(count for (group, _), count in self.matrix.items() if group == sender)
        others = sum(self.sizes.values()) - 1
        if not sent or others < 1:
            return None
        return sent * (self.sizes[receiver] - (sender == receiver)) / others


def measure_room(network: RoomNetwork) -> RoomMeasures:
    """Measure a room. Takes about a second for 500 people with 15 contacts each: not for the windows' thread."""
    ids, listed = [person.id for person in network.people], network.listed
    n, m, t = len(ids), len(listed), len(network.ties)
    incoming, outgoing = Counter(to for _, to in network.ties), Counter(of for of, _ in network.ties)
    rated = [strength for strength in network.ties.values() if strength is not None]
    known = among_listed(network)
    both = [(of, to) for of, to in known.ties if of in network.named]
    returned = sum((to, of) in known.ties for of, to in both)
    held = m * len(network.named) - len(network.named & listed)
    graph, places = directed(known)
    between = rustworkx.digraph_betweenness_centrality(graph, normalized=True) if m > 2 else {}
    undirected = graph.to_undirected(multigraph=False)
    named = {place: person for person, place in places.items()}
    bridges = {frozenset(named[place] for place in pair) for pair in rustworkx.bridges(undirected)}
    return RoomMeasures(
        people=n,
        ties=t,
        density=t / held if held else None,
        reciprocity=returned / len(both) if both else None,
        indegree={person: incoming[person] for person in ids},
        indegree_gini=gini([incoming[person] for person in ids if person in network.named]),
        isolates=tuple(
            person
            for person in ids
            if person in listed and person in network.named and not (incoming[person] or outgoing[person])
        ),
        betweenness={
            person: (between[places[person]] if m > 2 else 0.0) if person in listed else None for person in ids
        },
        bridges=frozenset((min(pair), max(pair)) for pair in bridges),
        strong=sum(strength >= STRONG_FROM for strength in rated),
        weak=sum(strength < STRONG_FROM for strength in rated),
        unanswered=n - m,
        lists=m,
        unfinished=sum(person.answered and not person.finished for person in network.people),
        mutual=len(both),
        unnamed=n - len(network.named),
    )


def among_listed(network: RoomNetwork) -> RoomNetwork:
    """The people whose lists are there and the ties between them: of every pair it is known who names whom."""
    if len(network.listed) == len(network.people):
        return network
    return RoomNetwork(
        tuple(person for person in network.people if person.answered),
        {(of, to): strength for (of, to), strength in network.ties.items() if to in network.listed},
    )


def mixing(network: RoomNetwork, by: str = "team", smallest: int | None = None) -> Mixing:
    """Count ties by "team", "location" or "level" of their two ends.

    With `smallest`, groups that may not be shown apart are one group, called `OTHERS`; so it is where others look on.
    A row stands on the lists of its group, so that a group of which fewer lists than that are there is among them. So
    is whoever has no group: the ties of all less those of the groups would be theirs alone. For that reason there is no
    E-I index then if they are too few. Nor is there one where it would tell, of the ties among those that are counted
    together, how few stay within a group of theirs, or do not.
    """
    of_person = {person.id: network.group_of(person.id, by) for person in network.people}
    ungrouped = sum(not group for group in of_person.values())
    shown = _shown_together(network, by, smallest)
    together = {of_person[person] for person, group in shown.items() if group == OTHERS}
    sizes = Counter(group for group in shown.values() if group)
    lists = Counter(group for person in network.listed if (group := shown[person]))
    matrix: Counter[tuple[str, str]] = Counter()
    single: Counter[tuple[str, str]] = Counter()
    for sender, receiver in network.ties:
        ends = of_person[sender], of_person[receiver]
        if all(ends):
            single[ends] += 1
        if (of := shown[sender]) and (to := shown[receiver]):
            matrix[of, to] += 1
    groups = tuple(sorted(sizes))
    within = sum(single[group, group] for group in together if group)
    few_of_others = len(together) > 1 and min(within, matrix[OTHERS, OTHERS] - within) < LEAST
    told = smallest is None or not (0 < ungrouped < smallest or few_of_others)
    return Mixing(
        by,
        groups,
        dict(sizes),
        {group: lists[group] for group in groups},
        dict(matrix),
        _ei(single, of_person.values()) if told else None,
        sum(single.values()),
        {group: _ei(single, together if group == OTHERS else [group]) for group in groups},
        len(network.people) - sum(sizes.values()),
        len(network.ties) - sum(matrix.values()),
    )


def _shown_together(network: RoomNetwork, by: str, smallest: int | None) -> dict[int, str]:
    """Everybody's group as it is shown: `OTHERS` for those that may not be shown apart."""
    of_person = {person.id: network.group_of(person.id, by) for person in network.people}
    if smallest is None:
        return of_person
    lists = Counter(of_person[person] for person in network.listed)
    together = shown_groups(Counter(of_person.values()), smallest, lists).together
    return {person: OTHERS if group in together else group for person, group in of_person.items()}


def shown_members(network: RoomNetwork, by: str, smallest: int) -> dict[str, set[int]]:
    """The ids of the people of each group as others see them, by the groups' names."""
    found: dict[str, set[int]] = {}
    for person, group in _shown_together(network, by, smallest).items():
        found.setdefault(group, set()).add(person)
    return found


def groupings_beside(network: RoomNetwork, smallest: int) -> frozenset[str]:
    """By what the room may be divided where others see one division after the other.

    Teams come first, then places and levels: of two divisions the ties of both groups that differ by fewer people than
    `smallest` would tell to whom these turn, or who turns to them.
    """
    people, lists = Totals(smallest), Totals(smallest)
    people.allows([person.id for person in network.people])
    lists.allows(network.listed)
    found = set()
    for by in BYS:
        groups = shown_members(network, by, smallest)
        of_lists = [those for group in groups.values() if (those := group & network.listed)]
        if people.allows_all(groups.values()) and lists.allows_all(of_lists):
            found.add(by)
    return frozenset(found)


def gini(values: Sequence[int]) -> float | None:
    """How unequally a whole is divided, from 0, all the same, towards 1, one has all: 2 Σ i·x_i / (n Σ x) − (n+1)/n.

    `values` are in ascending order as x_1 … x_n. None without values or when all are 0. Gini (1912).
    """
    n, total = len(values), sum(values)
    if not total:
        return None
    weighted = sum(place * value for place, value in enumerate(sorted(values), start=1))
    return (2 * weighted - (n + 1) * total) / (n * total)


def directed(network: RoomNetwork) -> tuple["rustworkx.PyDiGraph[int, float | None]", dict[int, int]]:
    """The network as a graph of the library that measures it, and each person's place in it."""
    graph: rustworkx.PyDiGraph[int, float | None] = rustworkx.PyDiGraph(multigraph=False)
    places = dict(zip((person.id for person in network.people), graph.add_nodes_from(
        [person.id for person in network.people]
    ), strict=True))  # fmt: skip
    # In order, so that equal networks give equal numbers to the last digit however they were read.
    graph.add_edges_from([(places[of], places[to], network.ties[of, to]) for of, to in sorted(network.ties)])
    return graph, places


def _ei(matrix: Mapping[tuple[str, str], int], senders: Iterable[str]) -> float | None:
    chosen = set(senders)
    inside = sum(count for (of, to), count in matrix.items() if of in chosen and of == to)
    outside = sum(count for (of, to), count in matrix.items() if of in chosen and of != to)
    return ei_index(outside, inside)
