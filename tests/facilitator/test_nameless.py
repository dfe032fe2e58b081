"""Orders, pseudonyms and means that tell nobody, for whatever values."""

from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from roomful import allowed

from facilitator.nameless import Pseudonyms, alike, in_no_order, told_apart_by_nothing

SHAPES = st.lists(
    st.tuples(*[st.none() | st.floats(0, 1)] * 3),
    max_size=40,
)


@given(SHAPES, st.integers(3, 7), st.randoms(use_true_random=False))
def test_means_are_of_enough_people_and_follow_from_the_values_alone(
    people: list[tuple[float | None, ...]], fewest: int, random: Random
) -> None:
    found = alike(people, fewest)
    assert len(found) == (len(people) // fewest if len(people) >= 2 * fewest else 0)
    shuffled = in_no_order(people, random)
    assert Counter(alike(shuffled, fewest)) == Counter(found)
    for axis in range(3):
        values = [person[axis] for person in people if person[axis] is not None]
        told = [line[axis] for line in found if line[axis] is not None]
        assert len(told) * fewest <= len(values)
        for mean in told:
            assert min(values) - 0.026 <= mean <= max(values) + 0.026
            assert abs(mean * 20 - round(mean * 20)) < 1e-9


def test_people_of_two_kinds_make_two_lines() -> None:
    low, high = [(0.1, 0.1, 0.1)] * 6, [(0.9, 0.9, 0.9)] * 5
    assert sorted(alike([*low, *high], 5)) == [(0.1, 0.1, 0.1), (0.9, 0.9, 0.9)]


def test_of_a_group_with_gaps_only_what_enough_have_is_told() -> None:
    people = [(0.2, None, 0.2), *[(0.2, 0.2, 0.2)] * 4, *[(0.8, 0.8, 0.8)] * 5]
    assert sorted(alike(people, 5), key=str) == [(0.2, None, 0.2), (0.8, 0.8, 0.8)]


@given(st.sets(st.integers(1, 10**6), max_size=60))
def test_everybody_has_one_pseudonym_and_one_number(ids: set[int]) -> None:
    drawn = Pseudonyms(ids)
    assert set(drawn.people) == ids
    names = list(drawn.people.values())
    assert len(set(names)) == len(names) and names == sorted(names)
    assert [drawn.number(person) for person in drawn.people] == list(range(1, len(ids) + 1))
    assert sorted(drawn.numbers(ids).values()) == list(range(1, len(ids) + 1))
    assert drawn.new("C") not in names


def test_chance_is_not_repeated_unless_a_test_says_so() -> None:
    people = range(1, 21)
    assert dict(Pseudonyms(people, Random(1)).people) == dict(Pseudonyms(people, Random(1)).people)
    tries = 30
    right = sum(sum(person == place for place, person in enumerate(Pseudonyms(people).people, 1)) for _ in range(tries))
    assert right <= allowed(tries * 20, 1 / 20)
    assert not set(Pseudonyms(people).people.values()) & set(Pseudonyms(people).people.values())


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("Ask Anna Berg first", "Ask … first"),
        ("ANNA  BERG knows", "… knows"),
        ("Anna's idea, Annas Idee, Anna’s", "… idea, … Idee, …"),
        ("Let Berg and Søren decide", "Let … and … decide"),
        ("mail anna.berg@example.org!", "mail …!"),
        ("The Annapurna, a new Bergwerk", "The Annapurna, a new Bergwerk"),
        ("anna, in small letters", "anna, in small letters"),
        ("von hier an", "von hier an"),
        ("SØREN, Soren and Soeren; BERG’S, ANNAS", "…, … and …; …, …"),
        ("Zo\u0308e or Zoe, Müller, Mueller, MULLERS, mueller", "… or …, …, …, …, mueller"),
        ("", ""),
    ],
)
def test_names_are_left_out_of_what_somebody_typed(typed: str, left: str) -> None:
    names = ["Anna Berg", "anna.berg@example.org", "Søren von Li", "Zöe Mu\u0308ller", ""]
    assert Pseudonyms([1, 2], names=names).without_names(typed) == left


def test_without_names_a_text_stays() -> None:
    assert Pseudonyms([]).without_names("Ask Anna") == "Ask Anna"


@given(st.dictionaries(st.integers(1, 30), st.sampled_from("abc"), max_size=20), st.integers(3, 7))
def test_nobody_is_told_apart_by_what_they_did_nor_by_being_few(ways: dict[int, str], fewest: int) -> None:
    left = told_apart_by_nothing(ways, fewest)
    kept = Counter(ways[person] for person in left)
    assert all(count >= fewest for count in kept.values())
    assert left == {person for person, way in ways.items() if list(ways.values()).count(way) >= fewest}
