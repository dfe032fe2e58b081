"""A room of 500 people with 15 contacts each: read, measured and laid out, beside networkx doing the same.

Run with `python3 packaging/bootstrap.py bench`. It prints times and ratios and asserts nothing of them.
"""

from collections.abc import Callable
from random import Random
from time import perf_counter

import networkx as nx

from facilitator.exercises.network.whole.graph import RoomNetwork, RoomPerson
from facilitator.exercises.network.whole.layout import lay_out_room
from facilitator.exercises.network.whole.measures import measure_room, mixing

PEOPLE, CONTACTS, TEAMS = 500, 15, 20


def room() -> RoomNetwork:
    random = Random(7)
    people = tuple(RoomPerson(each, f"Person {each}", f"Team {each % TEAMS}", "", "", True) for each in range(PEOPLE))
    ties: dict[tuple[int, int], float | None] = {}
    for each in range(PEOPLE):
        near = [other for other in range(each % TEAMS, PEOPLE, TEAMS) if other != each]
        far = [other for other in range(PEOPLE) if other != each]
        for other in {*random.sample(near, 9), *random.sample(far, CONTACTS - 9)}:
            ties[each, other] = random.random()
    return RoomNetwork(people, ties)


def best(work: Callable[[], object], times: int = 3) -> float:
    taken = []
    for _ in range(times):
        start = perf_counter()
        work()
        taken.append(perf_counter() - start)
    return min(taken)


def main() -> None:
    """Print each figure beside networkx in the same run."""
    network = room()
    graph = nx.DiGraph(list(network.ties))
    places = lay_out_room(network)
    rows = {
        "lay out": (best(lambda: lay_out_room(network)), best(lambda: nx.spring_layout(graph, seed=1), 1)),
        "one more person": (
            best(lambda: lay_out_room(network, places)),
            best(lambda: nx.spring_layout(graph, pos=places, iterations=40, seed=1), 1),
        ),
        "measure": (
            best(lambda: (measure_room(network), mixing(network))),
            best(lambda: (nx.betweenness_centrality(graph), nx.overall_reciprocity(graph)), 1),
        ),
    }
    print(f"{PEOPLE} people, {len(network.ties)} ties")
    for name, (ours, theirs) in rows.items():
        print(f"{name:16} {ours * 1000:8.0f} ms   networkx {theirs * 1000:8.0f} ms   ratio {ours / theirs:.2f}")


if __name__ == "__main__":
    main()
