"""The room's network against networkx, by hand, and at its limits: empty, single, star, complete."""

from collections import Counter
from collections.abc import Iterable
from itertools import permutations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.exercises.network.whole.graph import RoomNetwork, RoomPerson
from facilitator.exercises.network.whole.measures import OTHERS, gini, measure_room, mixing


def room(teams: Iterable[str], ties: Iterable[tuple[int, int]]) -> RoomNetwork:
    people = tuple(RoomPerson(place, f"P{place}", team, "", "", True) for place, team in enumerate(teams))
    return RoomNetwork(people, dict.fromkeys(ties))


@st.composite
def rooms(draw: st.DrawFn) -> RoomNetwork:
    teams = draw(st.lists(st.sampled_from(["", "North", "South", "West"]), max_size=12))
    pairs = list(permutations(range(len(teams)), 2))
    return room(teams, draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else [])


@given(rooms())
def test_as_networkx_has_it(network: RoomNetwork) -> None:
    graph = nx.DiGraph(list(network.ties))
    graph.add_nodes_from(person.id for person in network.people)
    found = measure_room(network)
    assert (found.people, found.ties) == (len(graph), graph.number_of_edges())
    assert found.indegree == dict(graph.in_degree)
    if len(graph) > 1:
        assert found.density == pytest.approx(nx.density(graph), abs=1e-12)
    if found.ties:
        assert found.reciprocity == pytest.approx(nx.overall_reciprocity(graph), abs=1e-12)
    assert found.betweenness == pytest.approx(nx.betweenness_centrality(graph), abs=1e-9)
    assert set(found.isolates) == set(nx.isolates(graph))
    assert found.bridges == {(min(tie), max(tie)) for tie in nx.bridges(graph.to_undirected())}


@given(rooms())
def test_mixing_as_networkx_has_it(network: RoomNetwork) -> None:
    graph = nx.DiGraph(list(network.ties))
    team = {person.id: person.team for person in network.people}
    for node in list(graph):
        if not team[node]:
            graph.remove_node(node)
    nx.set_node_attributes(graph, team, "team")
    counted = nx.attribute_mixing_dict(graph, "team")
    found = mixing(network)
    assert found.matrix == {(of, to): count for of, row in counted.items() for to, count in row.items()}
    assert sum(found.sizes.values()) == sum(map(bool, team.values()))


@given(st.lists(st.integers(0, 50), max_size=30))
def test_gini_is_the_mean_difference(values: list[int]) -> None:
    found = gini(values)
    if not sum(values):
        assert found is None
        return
    n = len(values)
    differences = sum(abs(one - other) for one in values for other in values)
    assert found == pytest.approx(differences / (2 * n * sum(values)), abs=1e-12)


def test_nobody_and_one_person() -> None:
    nobody, single = measure_room(room([], [])), measure_room(room(["North"], []))
    assert (nobody.people, nobody.density, nobody.reciprocity, nobody.indegree_gini) == (0, None, None, None)
    assert (single.people, single.density, single.betweenness, single.isolates) == (1, None, {0: 0.0}, (0,))


def test_people_and_no_ties() -> None:
    found = measure_room(room(["N", "S", "N"], []))
    assert (found.ties, found.density, found.reciprocity, found.indegree_gini) == (0, 0.0, None, None)
    assert found.isolates == (0, 1, 2)
    assert mixing(room(["N", "S"], [])).ei_all is None


def test_a_star() -> None:
    found = measure_room(room("NNSSW", [(leaf, 0) for leaf in range(1, 5)]))
    assert found.indegree == {0: 4, 1: 0, 2: 0, 3: 0, 4: 0}
    assert found.indegree_gini == pytest.approx(0.8)
    assert found.reciprocity == 0
    assert len(found.bridges) == 4


def test_a_complete_room() -> None:
    found = measure_room(room("NNSS", permutations(range(4), 2)))
    assert (found.density, found.reciprocity, found.indegree_gini) == (1.0, 1.0, 0.0)
    assert found.bridges == frozenset()
    assert mixing(room("NNSS", permutations(range(4), 2))).ei_all == pytest.approx(1 / 3)


def test_the_matrix_has_the_senders_team_first() -> None:
    found = mixing(room(["N", "N", "S", ""], [(0, 1), (0, 2), (1, 2), (2, 0), (3, 0), (0, 3)]))
    assert found.matrix == {("N", "N"): 1, ("N", "S"): 2, ("S", "N"): 1}
    assert found.ei_of == {"N": pytest.approx(1 / 3), "S": 1.0}
    # Two of North and one of South: the three ties of North would go half to North, half to South.
    assert found.expected("N", "N") == pytest.approx(1.5)
    assert found.expected("N", "S") == pytest.approx(1.5)


def test_small_teams_are_shown_as_one() -> None:
    teams = ["N"] * 6 + ["S"] * 5 + ["W", "E", "E", "W"]
    shown = mixing(room(teams, [(0, 11), (11, 0), (12, 13), (0, 6)]), smallest=5)
    # Four people in two small teams are too few as well, so that the smallest of the large ones joins them.
    assert shown.groups == ("N", OTHERS)
    assert shown.sizes == {"N": 6, OTHERS: 9}
    assert shown.matrix == {("N", OTHERS): 2, (OTHERS, "N"): 1, (OTHERS, OTHERS): 1}
    # That they are counted together makes no tie between two small teams one inside a team.
    across = mixing(room(teams, [(11, 12)]), smallest=5)
    assert (across.matrix, across.ei_of[OTHERS]) == ({(OTHERS, OTHERS): 1}, 1.0)
    # And so few such ties the index of the room would tell.
    assert across.ei_all is None


def test_who_has_no_team_is_among_the_others_where_others_look_on() -> None:
    teams = ["N"] * 6 + ["S"] * 5 + ["W"] * 5 + [""]
    ties = [(0, 16), (16, 0), (6, 11), (16, 12)]
    shown = mixing(room(teams, ties), smallest=5)
    # Else the ties of all less those of the teams would be the ties of one person.
    assert sum(shown.matrix.values()) == len(ties)
    assert shown.groups == ("N", "W", OTHERS) or shown.groups == ("N", "S", OTHERS)
    assert shown.sizes[OTHERS] == 6
    assert sum(mixing(room(teams, ties)).matrix.values()) == 1


def test_a_team_of_whom_too_few_gave_a_list_is_not_shown_apart() -> None:
    people = [
        RoomPerson(place, f"P{place}", "N" if place < 6 else "S", "", "", place < 2 or place >= 6)
        for place in range(18)
    ]
    network = RoomNetwork(tuple(people), {(0, 6): 1.0, (6, 7): 1.0})
    # Two of six told whom they rely on: the row would be theirs.
    assert mixing(network, smallest=5).groups == (OTHERS,)
    assert mixing(network, smallest=5).sizes == {OTHERS: 18}


def test_weak_and_strong_ties_are_counted_apart() -> None:
    people = room("NNN", []).people
    found = measure_room(RoomNetwork(people, {(0, 1): 0.5, (1, 2): 0.49, (2, 0): None}))
    assert (found.strong, found.weak) == (1, 1)
    assert Counter(found.indegree) == Counter({0: 1, 1: 1, 2: 1})
