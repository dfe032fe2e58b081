"""Density, effective size, efficiency and constraint: worked examples, the limits, and another implementation."""

from itertools import combinations
from math import isclose

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.exercises.network.ties.structure import Structure, constraint, density, effective_size, structure

# The example of Borgatti (1997): the whole network has these ties, and three people are looked at.
BORGATTI = nx.Graph(["AB", "AF", "AG", "AE", "EG", "FG", "BG", "BD", "DG", "GC"])


@st.composite
def contact_ties(draw: st.DrawFn) -> tuple[int, list[tuple[int, int]]]:
    size = draw(st.integers(0, 16))
    pairs = list(combinations(range(size), 2))
    return size, draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []


@pytest.mark.parametrize(("who", "effective", "constrained"), [("G", 4.6667, 0.400), ("A", 2.5, 0.595), ("C", 1, 1)])
def test_the_published_example(who: str, effective: float, constrained: float) -> None:
    alters = list(BORGATTI[who])
    among = BORGATTI.subgraph(alters)
    assert effective_size(len(alters), among.number_of_edges()) == pytest.approx(effective, abs=5e-5)
    neighbours = {node: set(BORGATTI[node]) for node in BORGATTI}
    assert constraint(neighbours, who) == pytest.approx(constrained, abs=5e-4)


def test_two_contacts_who_know_each_other() -> None:
    assert structure(2, [(0, 1)]) == Structure(2, 1, 1.0, 1.0, 0.5, 1.125)


def test_the_density_of_a_published_network() -> None:
    assert density(45, 259) == pytest.approx(0.2616162, abs=1e-7)


@pytest.mark.parametrize("ties", [None, []])
def test_nobody_named(ties: list[tuple[int, int]] | None) -> None:
    assert structure(0, ties) == Structure(0, None if ties is None else 0)


def test_a_list_without_the_question_has_no_structure_but_its_size() -> None:
    assert structure(12, None) == Structure(12)


def test_one_contact() -> None:
    assert structure(1, []) == Structure(1, 0, None, 1.0, 1.0, 1.0)


def test_strangers_and_a_clique() -> None:
    strangers, clique = structure(5, []), structure(5, combinations(range(5), 2))
    assert (strangers.density, strangers.effective_size, strangers.efficiency) == (0.0, 5.0, 1.0)
    assert strangers.constraint == pytest.approx(0.2)
    assert (clique.density, clique.effective_size, clique.efficiency) == (1.0, 1.0, 0.2)


@given(contact_ties())
def test_as_networkx_has_it(example: tuple[int, list[tuple[int, int]]]) -> None:
    size, ties = example
    found = structure(size, ties)
    graph = nx.Graph(ties)
    graph.add_nodes_from(range(size))
    assert found.ties == graph.number_of_edges()
    if size >= 2:
        assert found.density is not None
        assert isclose(found.density, nx.density(graph), abs_tol=1e-12)
    graph.add_edges_from(("ego", contact) for contact in range(size))
    if size:
        assert found.effective_size is not None and found.constraint is not None and found.efficiency is not None
        assert isclose(found.effective_size, nx.effective_size(graph, ["ego"])["ego"], abs_tol=1e-9)
        assert isclose(found.constraint, nx.constraint(graph, ["ego"])["ego"], abs_tol=1e-9)
        assert isclose(found.efficiency * size, found.effective_size, abs_tol=1e-12)
        assert 1 - 1e-12 <= found.effective_size <= size


@given(contact_ties(), st.randoms())
def test_neither_order_nor_direction_nor_repetition_matters(
    example: tuple[int, list[tuple[int, int]]], random: object
) -> None:
    size, ties = example
    assert structure(size, [*ties, *((other, one) for one, other in ties)]) == structure(size, ties)
