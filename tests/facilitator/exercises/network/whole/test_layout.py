"""The map: everybody on it, the same every time, and steady when one more person comes."""

from math import dist, hypot
from random import Random

from examples import share_of
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.exercises.network.whole.layout import DRIFT, lay_out, ring


def clustered(groups: int, size: int, random: Random) -> tuple[list[int], set[tuple[int, int]]]:
    ids = list(range(groups * size))
    ties = {(one, other) for one in ids for other in ids if one < other and one // size == other // size}
    for _ in range(groups):
        one, other = random.sample(ids, 2)
        ties.add((min(one, other), max(one, other)))
    return ids, ties


@settings(deadline=None, max_examples=share_of(30))
@given(st.integers(0, 25), st.randoms(use_true_random=False))
def test_everybody_is_on_it_and_nobody_twice(people: int, random: Random) -> None:
    ids = list(range(people))
    ties = {(one, one + 1) for one in range(people - 1) if random.random() < 0.5}
    places = lay_out(ids, ties, {})
    assert set(places) == set(ids)
    assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in places.values())
    assert len({(round(x, 3), round(y, 3)) for x, y in places.values()}) == people
    assert lay_out(ids, ties, {}) == places


@settings(deadline=None, max_examples=share_of(20))
@given(st.randoms(use_true_random=False))
def test_one_more_person_moves_nobody_far(random: Random) -> None:
    ids, ties = clustered(4, 5, random)
    before = lay_out(ids, ties, {})
    after = lay_out([*ids, 99], {*ties, (0, 99), (1, 99)}, before)
    assert max(dist(before[person], after[person]) for person in ids) <= DRIFT + 1e-9
    assert dist(after[99], after[0]) < 0.5


def test_groups_of_colleagues_stand_together() -> None:
    ids, ties = clustered(4, 6, Random(3))
    places = lay_out(ids, ties, {})

    def mean_distance(same: bool) -> float:
        pairs = [(a, b) for a in ids for b in ids if a < b and (a // 6 == b // 6) is same]
        return sum(hypot(places[a][0] - places[b][0], places[a][1] - places[b][1]) for a, b in pairs) / len(pairs)

    assert mean_distance(True) < 0.5 * mean_distance(False)


def test_who_left_is_gone_and_a_stranger_finds_a_place() -> None:
    before = lay_out([1, 2, 3], {(1, 2)}, {})
    after = lay_out([2, 3, 4], set(), before)
    assert set(after) == {2, 3, 4}


def test_a_ring_starts_at_the_top() -> None:
    places = ring([7, 8, 9, 10])
    assert places[7] == (0.5, 0.5 - 0.4)
    assert places[8][0] > 0.89
