"""What is measured of the room's network. Values that are not defined are None, never 0."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import rustworkx

from facilitator.exercises.network.groups.threshold import shown_groups
from facilitator.exercises.network.measures import ei_index
from facilitator.exercises.network.whole.graph import STRONG_FROM, RoomNetwork

OTHERS = "…"
"""The name of those groups together that may not be shown apart."""


@dataclass(frozen=True, slots=True)
class RoomMeasures:
    """The measures of a room of `people`, by participant's id where they are a person's.

    `density`: ties over all that there could be, n(n − 1); None for fewer than two people.
    `reciprocity`: share of ties that are returned; None without ties.
    `indegree`: how many rely on a person; `outdegree`: on how many the person relies.
    `indegree_gini`: how the in-degrees concentrate, in [0, 1); None without ties.
    `isolates`: whoever relies on nobody in the room and on whom nobody relies.
    `betweenness`: Freeman (1977), directed, over (n − 1)(n − 2); 0 for fewer than three people.
    `bridges`: pairs whose tie, whichever way, alone holds two parts of the network together, the lower id first.
    `strong`, `weak`: ties from the middle of the strength scale on, and below it; unrated ties are in neither.
    `unanswered`: how many gave no list by contact, so that their ties to others are unknown.
    """

    people: int
    ties: int
    density: float | None
    reciprocity: float | None
    indegree: Mapping[int, int]
    outdegree: Mapping[int, int]
    indegree_gini: float | None
    isolates: tuple[int, ...]
    betweenness: Mapping[int, float]
    bridges: frozenset[tuple[int, int]]
    strong: int
    weak: int
    unanswered: int


@dataclass(frozen=True, slots=True)
class Mixing:
    """Ties within and between the groups of a room, whoever has no group left out.

    `groups` in the order of their names with their `sizes`. `matrix` sends (sender's group, receiver's group) to the
    number of ties, those without any left out. `ei_all` and `ei_of` (by the sender's group) are E-I indices, None
    where there is no tie.
    """

    by: str
    groups: tuple[str, ...]
    sizes: Mapping[str, int]
    matrix: Mapping[tuple[str, str], int]
    ei_all: float | None
    ei_of: Mapping[str, float | None]

    def expected(self, sender: str, receiver: str) -> float | None:
        """How many ties there would be from one group to another if all people chose alike; None without any tie.

        The senders' ties spread over everybody else in the room.
        """
        sent = sum(count for (group, _), count in self.matrix.items() if group == sender)
        others = sum(self.sizes.values()) - 1
        if not sent or others < 1:
            return None
        return sent * (self.sizes[receiver] - (sender == receiver)) / others


def measure_room(network: RoomNetwork) -> RoomMeasures:
    """Measure a room. Takes about a second for 500 people with 15 contacts each: not for the windows' thread."""
    ids = [person.id for person in network.people]
    graph, places = directed(network)
    n, t = len(ids), len(network.ties)
    incoming, outgoing = Counter(to for _, to in network.ties), Counter(of for of, _ in network.ties)
    between = rustworkx.digraph_betweenness_centrality(graph, normalized=True) if n > 2 else {}
    returned = sum((to, of) in network.ties for of, to in network.ties)
    rated = [strength for strength in network.ties.values() if strength is not None]
    undirected = graph.to_undirected(multigraph=False)
    named = {place: person for person, place in places.items()}
    bridges = {frozenset(named[place] for place in pair) for pair in rustworkx.bridges(undirected)}
    return RoomMeasures(
        people=n,
        ties=t,
        density=t / (n * (n - 1)) if n > 1 else None,
        reciprocity=returned / t if t else None,
        indegree={person: incoming[person] for person in ids},
        outdegree={person: outgoing[person] for person in ids},
        indegree_gini=gini([incoming[person] for person in ids]),
        isolates=tuple(person for person in ids if not (incoming[person] or outgoing[person])),
        betweenness={person: between[places[person]] if n > 2 else 0.0 for person in ids},
        bridges=frozenset((min(pair), max(pair)) for pair in bridges),
        strong=sum(strength >= STRONG_FROM for strength in rated),
        weak=sum(strength < STRONG_FROM for strength in rated),
        unanswered=sum(not person.answered for person in network.people),
    )


def mixing(network: RoomNetwork, by: str = "team", smallest: int | None = None) -> Mixing:
    """Count ties by "team", "location" or "level" of their two ends.

    With `smallest`, groups that may not be shown apart are one group, called `OTHERS`; so it is where others look on.
    A group's ties are told by those of it who gave a list, so they must be enough too. Whoever has no group is among
    the others then: the ties of all less those of the groups would be theirs alone.
    """
    sizes = Counter(group for person in network.people if (group := network.group_of(person.id, by)))
    together: set[str] = set()
    if smallest is not None:
        sizes = Counter(network.group_of(person.id, by) for person in network.people)
        listed = Counter(network.group_of(person.id, by) for person in network.people if person.answered)
        together = set(shown_groups(sizes, smallest, listed).together)
    sizes = _gathered(sizes, together)
    matrix: Counter[tuple[str, str]] = Counter()
    for sender, receiver in network.ties:
        ends = network.group_of(sender, by), network.group_of(receiver, by)
        of, to = (OTHERS if group in together else group for group in ends)
        if of and to:
            matrix[of, to] += 1
    groups = tuple(sorted(sizes))
    return Mixing(
        by,
        groups,
        dict(sizes),
        dict(matrix),
        _ei(matrix, groups),
        {group: _ei(matrix, [group]) for group in groups},
    )


def _gathered(sizes: Counter[str], together: set[str]) -> Counter[str]:
    gathered: Counter[str] = Counter()
    for group, size in sizes.items():
        gathered[OTHERS if group in together else group] += size
    return gathered


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


def _ei(matrix: Mapping[tuple[str, str], int], senders: Sequence[str]) -> float | None:
    chosen = set(senders)
    inside = sum(count for (of, to), count in matrix.items() if of in chosen and of == to)
    outside = sum(count for (of, to), count in matrix.items() if of in chosen and of != to)
    return ei_index(outside, inside)
