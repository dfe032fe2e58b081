"""Composition and reliance, against worked examples, plain definitions, SciPy and values computed elsewhere."""

import csv
import json
import os
from collections import Counter
from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import product
from math import log2
from pathlib import Path
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from facilitator.exercises.network.factors import Factor, Missing, NetworkAnswers, load_factor_set
from facilitator.exercises.network.measures import (
    NetworkMeasures,
    blau,
    diversity,
    ei_index,
    entropy,
    herfindahl,
    iqv,
    leik,
    mean_position,
    measure,
    polygons,
    top3,
    top_codes,
    top_share,
)

STANDARD = load_factor_set("earlier_standard").factors
SIX = 5e-7
"""Half of the last of six printed decimals."""

Counts = list[int]
counts_of_any = st.lists(st.integers(0, 30), min_size=2, max_size=9)
rated = counts_of_any.filter(lambda counts: sum(counts) >= 2)


def tally(size: int, **counts: Sequence[int]) -> NetworkMeasures:
    """The measures of a tally, with every question on."""
    factors = [Factor(f.key, f.label, f.question, f.kind, f.codes, internal=f.internal) for f in STANDARD]
    answered = {factor.key: counts.get(factor.key, [0] * len(factor.codes)) for factor in factors}
    return measure(factors, NetworkAnswers("tally", size, answered))


# Worked examples


@pytest.mark.parametrize(
    ("function", "argument", "expected"),
    [
        (blau, [4, 2, 1], 0.571429),
        (iqv, [4, 2, 1], 0.857143),
        (blau, [10] * 10, 0.9),
        (iqv, [10] * 10, 1),
        (blau, [3, 7], 0.42),
        (leik, [30, 40, 210, 130, 530, 50, 10], 0.286667),
    ],
)
def test_published_compositions(function: Callable[[Counts], float], argument: Counts, expected: float) -> None:
    assert function(argument) == pytest.approx(expected, abs=SIX)


@pytest.mark.parametrize(
    ("external", "internal", "expected"),
    [(3, 4, -0.142857), (6, 1, 0.714286), (2, 8, -0.6), (2, 1, 0.333333), (0, 3, -1), (0, 0, None)],
)
def test_published_ei_indices(external: int, internal: int, expected: float | None) -> None:
    found = ei_index(external, internal)
    assert found is None if expected is None else found == pytest.approx(expected, abs=SIX)


def evenly(n: int, codes: int) -> list[int]:
    """So many contacts over so many codes, as evenly as it goes."""
    return [n // codes + (code < n % codes) for code in range(codes)]


@pytest.mark.parametrize(
    ("n", "codes", "expected"),
    [(10, 4, 0.74), (12, 5, 0.791667), (12, 6, 0.833333), (11, 3, 0.661157), (15, 4, 0.746667), (2, 5, 0.5)],
)
def test_the_most_even_split(n: int, codes: int, expected: float) -> None:
    even = evenly(n, codes)
    assert (blau(even), diversity(even)) == (pytest.approx(expected, abs=SIX), 1.0)


@pytest.mark.parametrize("codes", range(2, 10))
def test_two_contacts_are_at_most_half_diverse(codes: int) -> None:
    assert (blau(evenly(2, codes)), diversity(evenly(2, codes))) == (0.5, 1.0)


@pytest.mark.parametrize(
    ("factor", "counts", "expected"),
    [
        ("group", [7, 3, 1, 1], {"diversity": 0.777778, "reach": 0.222222, "leik": 0.444444, "top_share": 0.583333}),
        ("proximity", [6, 4, 1, 1], {"diversity": 0.833333, "reach": 0.25, "closeness": 0.75}),
        ("interaction", [0, 2, 4, 5, 1], {"diversity": 0.859649, "strength": 0.604167, "leik": 0.375}),
        ("effort", [2, 4, 3, 2, 1], {"diversity": 0.964912, "strength": 0.416667}),
        ("time_known", [2, 5, 2, 2, 1], {"diversity": 0.929825, "strength": 0.395833}),
        ("medium", [5, 3, 1, 2, 1, 0], {"diversity": 0.866667, "leik": None, "strength": None, "reach": None}),
        ("hierarchy", [1, 9, 1], {"diversity": 0.475, "top_share": 0.818182, "leik": None, "closeness": None}),
    ],
)
def test_a_network_of_twelve(factor: str, counts: Counts, expected: dict[str, float | None]) -> None:
    found = tally(12, **{factor: counts}).factors[factor]
    for name, value in expected.items():
        assert getattr(found, name) == (None if value is None else pytest.approx(value, abs=SIX)), name
    assert (found.n, found.size, found.counts, found.caution) == (sum(counts), 12, tuple(counts), False)


def test_ei_of_a_network_of_twelve() -> None:
    assert tally(12, group=[7, 3, 1, 1]).ei_index == pytest.approx(-0.166667, abs=SIX)
    assert tally(12).ei_index is None


# Against definitions and others' code


@given(counts_of_any)
def test_as_their_definitions_say(counts: Counts) -> None:
    n, k = sum(counts), len(counts)
    people = [code for code, count in enumerate(counts) for _ in range(count)]
    assume(people)
    different = sum(one != other for one, other in product(people, people))
    exact = Fraction(different, n * n)
    assert blau(counts) == pytest.approx(float(exact), abs=1e-12)
    assert mean_position(counts) == pytest.approx(sum(code / (k - 1) for code in people) / n, abs=1e-12)
    cumulative = [Fraction(sum(counts[: code + 1]), n) for code in range(k)]
    spread = sum(share if share <= Fraction(1, 2) else 1 - share for share in cumulative)
    assert leik(counts) == pytest.approx(float(spread / Fraction(k - 1, 2)), abs=1e-12)
    assert top_share(counts) == max(Counter(people).values()) / n
    assert set(top_codes(counts)) == {code + 1 for code in range(k) if counts[code] == max(counts)}
    from scipy.stats import entropy as scipy_entropy  # type: ignore[import-untyped]  # as in `roomful`

    assert entropy(counts) == pytest.approx(float(scipy_entropy(counts, base=2)), abs=1e-12)
    if n >= 2:
        assert iqv(counts) == pytest.approx(float(exact * Fraction(k, k - 1)), abs=1e-12)


@given(st.integers(2, 9), st.integers(2, 6))
def test_no_split_is_more_even_than_the_most_even(n: int, codes: int) -> None:
    splits = (split for split in product(range(n + 1), repeat=codes - 1) if sum(split) <= n)
    found = [blau([*split, n - sum(split)]) for split in splits] if (n + 1) ** (codes - 1) < 4000 else []
    assume(found)
    assert max(value for value in found if value is not None) == blau(evenly(n, codes))
    assert diversity(evenly(n, codes)) == 1.0


@given(st.integers(2, 60), st.integers(2, 9), st.randoms())
def test_the_most_even_split_is_exactly_one(n: int, codes: int, random: Random) -> None:
    counts = evenly(n, codes)
    random.shuffle(counts)
    assert diversity(counts) == 1.0
    if n % codes == 0:
        assert iqv(counts) == 1.0


# Properties


@given(rated, st.randoms())
def test_values_stay_in_their_ranges_and_order_matters_only_where_codes_have_one(
    counts: Counts, random: Random
) -> None:
    n, k = sum(counts), len(counts)
    shuffled = list(counts)
    random.shuffle(shuffled)
    for function, top in ((blau, 1 - 1 / k), (iqv, 1.0), (diversity, 1.0), (top_share, 1.0)):
        value = function(counts)
        assert value is not None
        assert 0 <= value <= top + (1e-12 if function is blau else 0)
        assert function(shuffled) == value
    found = entropy(counts)
    assert found is not None
    assert 0 <= found <= log2(min(k, n)) + 1e-12
    for ordered in (leik, mean_position):
        value, turned = ordered(counts), ordered(counts[::-1])
        assert value is not None
        assert turned is not None
        assert 0 <= value <= 1
        assert turned == pytest.approx(value if ordered is leik else 1 - value, abs=1e-12)


@given(rated, st.integers(2, 7))
def test_the_same_shares_with_more_people(counts: Counts, times: int) -> None:
    more = [count * times for count in counts]
    for function in (blau, iqv, leik, mean_position, top_share):
        assert function(more) == pytest.approx(function(counts), abs=1e-12)
    assert entropy(more) == pytest.approx(entropy(counts), abs=1e-9)
    assert top_codes(more) == top_codes(counts)


@given(st.integers(2, 9), st.integers(1, 9), st.data())
def test_diversity_is_iqv_where_people_divide_evenly(codes: int, each: int, data: st.DataObject) -> None:
    counts = [0] * codes
    for code in data.draw(st.lists(st.integers(0, codes - 1), min_size=codes * each, max_size=codes * each)):
        counts[code] += 1
    assert diversity(counts) == pytest.approx(iqv(counts), abs=1e-12)


@given(rated)
def test_a_move_to_a_fuller_code_never_makes_it_more_diverse(counts: Counts) -> None:
    fullest, emptiest = (
        counts.index(max(counts)),
        min((code for code in range(len(counts)) if counts[code]), key=lambda code: counts[code]),
    )
    assume(fullest != emptiest)
    moved = list(counts)
    moved[fullest] += 1
    moved[emptiest] -= 1
    assert diversity(moved) < diversity(counts)  # type: ignore[operator]


@pytest.mark.parametrize("codes", range(1, 8))
def test_undefined_is_none_and_never_zero(codes: int) -> None:
    nobody, one = [0] * codes, [1] + [0] * (codes - 1)
    for function in (blau, iqv, diversity, entropy, mean_position, leik, top_share):
        assert function(nobody) is None
    assert top_codes(nobody) == ()
    assert iqv(one) is diversity(one) is None
    assert (blau(one), entropy(one), top_share(one), top_codes(one)) == (0, 0, 1, (1,))
    assert iqv([5]) is diversity([5]) is leik([5]) is mean_position([5]) is None


# Interactions


@given(st.lists(st.floats(0.1, 1000), min_size=1, max_size=40))
def test_concentration_of_interactions(interactions: list[float]) -> None:
    total = sum(interactions)
    found, three = herfindahl(interactions), top3(interactions)
    assert found == pytest.approx(sum((each / total) ** 2 for each in interactions), abs=1e-9)
    assert found is not None
    assert 1 / len(interactions) - 1e-9 <= found <= 1 + 1e-9
    if len(interactions) < 4:
        assert three is None
    else:
        assert three is not None
        assert 3 / len(interactions) - 1e-9 <= three <= 1 + 1e-9
        assert three == pytest.approx(top3([each * 3 for each in interactions]), abs=1e-9)


def test_interactions_of_rated_contacts_only() -> None:
    codes = [5, 4, 4, 2, 1, Missing.SKIPPED, Missing.DECLINED, None]
    contacts = [{} if code is None else {"interaction": int(code)} for code in codes]
    found = measure(STANDARD, NetworkAnswers.from_contacts(STANDARD, contacts))
    total = 690 + 230 + 230 + 12 + 1
    assert found.top3 == pytest.approx((690 + 230 + 230) / total)
    assert found.herfindahl == pytest.approx((690**2 + 2 * 230**2 + 12**2 + 1) / total**2)
    assert (found.factors["interaction"].n, found.size) == (5, 8)
    few = measure(STANDARD, NetworkAnswers.from_contacts(STANDARD, contacts[:3]))
    assert (few.top3, few.factors["interaction"].caution) == (None, True)
    assert few.herfindahl is not None


def test_a_tally_gives_the_same_composition_without_single_contacts() -> None:
    contacts = [{"group": 1 + place % 4, "interaction": 1 + place % 5} for place in range(11)]
    by_contact = NetworkAnswers.from_contacts(STANDARD, contacts)
    by_tally = NetworkAnswers("tally", 11, by_contact.counts)
    one, other = measure(STANDARD, by_contact), measure(STANDARD, by_tally)
    assert (one.factors, one.ei_index) == (other.factors, other.ei_index)
    assert (other.top3, other.herfindahl) == (None, None)
    assert None not in (one.top3, one.herfindahl)


# The whole and its shapes


def test_only_active_questions_are_measured_and_shaped() -> None:
    contacts = [{factor.key: 1 for factor in STANDARD}] * 6 + [{"group": 4, "hierarchy": -1}] * 2
    measures = measure(STANDARD, NetworkAnswers.from_contacts(STANDARD, contacts))
    active = [factor for factor in STANDARD if factor.active]
    assert list(measures.factors) == [factor.key for factor in active]
    shapes = polygons(STANDARD, measures)
    assert shapes.axes == tuple((factor.key, factor.label) for factor in active)
    assert shapes.has_strength == (True, True, True, True, False)
    assert shapes.strength == (0.75, 1.0, 0.0, 0.0, None)
    assert shapes.diversity == (measures.factors["group"].diversity, 0, 0, 0, 0)
    assert shapes.counts == (8, 6, 6, 6, 6)


def test_nothing_answered_is_nothing_measured() -> None:
    measures = measure(STANDARD, NetworkAnswers.from_contacts(STANDARD, []))
    shapes = polygons(STANDARD, measures)
    assert set(shapes.diversity) == set(shapes.strength) == {None}
    assert (measures.ei_index, measures.top3, measures.herfindahl) == (None, None, None)


def test_values_computed_elsewhere_from_real_networks() -> None:
    beside = Path(__file__).resolve().parents[4].parent / "shared" / "data"
    folder = Path(os.environ.get("FACILITATOR_SHARED_DATA", beside)) / "egonets"
    if not folder.is_dir():
        pytest.skip(f"there are no real networks at {folder}; FACILITATOR_SHARED_DATA names another place")
    expected = json.loads((folder / "expected_32.json").read_text(encoding="utf-8"))
    with (folder / "alters_32.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    factors = [Factor(key, key, key, "nominal", tuple(codes)) for key, codes in expected["categories"].items()]
    assert len(expected["egos"]) == 32
    for ego, values in expected["egos"].items():
        contacts = [
            {f.key: f.codes.index(row[f.key]) + 1 for f in factors if row[f.key] in f.codes}
            for row in rows
            if row["egoID"] == ego
        ]
        measures = measure(factors, NetworkAnswers.from_contacts(factors, contacts))
        assert measures.size == values["structure_all_ties"]["size"]
        for factor in factors:
            found, wanted = measures.factors[factor.key], values[factor.key]
            assert (found.n, dict(zip(factor.codes, found.counts, strict=True))) == (wanted["n"], wanted["counts"])
            for name in ("blau", "iqv", "entropy"):
                assert getattr(found, name) == pytest.approx(wanted[name], abs=1e-9, rel=0)
