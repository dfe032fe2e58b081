"""What is said of a network and of a room, and what never is."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.errors import BadFile, NotFound
from facilitator.exercises.content_file import read_content
from facilitator.exercises.network.factors import Factor, NetworkAnswers, load_factor_set
from facilitator.exercises.network.insight_rules import Nobody, Rules, ShareOf, load_rules
from facilitator.exercises.network.insights import (
    Insight,
    RoomInsight,
    debrief_questions,
    insights,
    more_stands_out,
    room_findings,
    room_insights,
    suggested_steps,
    themes_unsaid,
)
from facilitator.exercises.network.measures import NetworkMeasures, measure
from facilitator.resources import resource

FACTORS = tuple(replace(factor, active=True) for factor in load_factor_set("earlier_standard").factors)
RULES = load_rules()
THEMES = {rule.key: rule.theme for rule in (*RULES.rules, *RULES.strengths)}
EVEN: dict[str, list[int]] = {
    "group": [4, 3, 3, 2],
    "proximity": [4, 3, 3, 2],
    "interaction": [1, 3, 4, 3, 1],
    "time_known": [2, 3, 3, 2, 2],
    "hierarchy": [3, 6, 3],
    "medium": [3, 3, 2, 2, 1, 1],
    "introduction": [6, 6],
}
"""Twelve contacts of whom nothing stands out."""


Counts = Mapping[str, Sequence[int]]


def tally(size: int, counts: Counts | None = None, factors: Sequence[Factor] = FACTORS) -> NetworkMeasures:
    answered = {factor.key: [0] * len(factor.codes) for factor in factors} | dict(counts or {})
    return measure(factors, NetworkAnswers("tally", size, answered))


def by_contact(contacts: Sequence[Mapping[str, int]], factors: Sequence[Factor] = FACTORS) -> NetworkMeasures:
    return measure(factors, NetworkAnswers.from_contacts(factors, contacts))


STRENGTHS = {rule.key for rule in RULES.strengths}


def said(measures: NetworkMeasures) -> list[str]:
    """What stands out beside the strength that is always named."""
    return [each.key for each in insights(FACTORS, measures) if each.key not in STRENGTHS]


def only(measures: NetworkMeasures) -> Insight:
    (found,) = (each for each in insights(FACTORS, measures) if each.key not in STRENGTHS)
    return found


def told(measures: Sequence[NetworkMeasures]) -> list[RoomInsight]:
    return [each for each in room_insights(FACTORS, measures) if not each.strength]


# Each rule at its threshold and one contact short of it


@pytest.mark.parametrize(
    ("key", "factor", "at", "short"),
    [
        ("own_team", "group", [13, 3, 2, 2], [12, 3, 3, 2]),
        ("same_level", "hierarchy", [4, 13, 3], [4, 12, 4]),
        ("upward", "hierarchy", [10, 7, 3], [9, 8, 3]),
        ("same_place", "proximity", [13, 3, 2, 2], [12, 4, 2, 2]),
        ("long_known", "time_known", [3, 2, 2, 6, 7], [3, 2, 3, 6, 6]),
        ("all_new", "time_known", [13, 3, 2, 1, 1], [12, 4, 2, 1, 1]),
        ("planned_only", "medium", [3, 13, 1, 1, 1, 1], [4, 12, 1, 1, 1, 1]),
        ("dormant", "interaction", [5, 5, 5, 4, 1], [4, 5, 6, 4, 1]),
        ("self_introduced", "introduction", [14, 6], [13, 7]),
        ("nobody_outside", "group", [8, 7, 5, 0], [8, 7, 4, 1]),
        ("nobody_elsewhere", "proximity", [10, 10, 0, 0], [10, 9, 1, 0]),
        ("nobody_higher", "hierarchy", [0, 12, 8], [1, 12, 7]),
        ("nobody_lower", "hierarchy", [8, 12, 0], [8, 11, 1]),
        ("reliance_daily", "interaction", [1, 4, 13, 1, 1], [1, 4, 12, 2, 1]),
    ],
)
def test_a_rule_holds_from_its_threshold_on(key: str, factor: str, at: list[int], short: list[int]) -> None:
    assert key in said(tally(20, {factor: at}))
    assert key not in said(tally(20, {factor: short}))


@pytest.mark.parametrize(
    ("size", "expected"),
    [(4, []), (5, ["short_list"]), (9, ["short_list"]), (10, []), (18, []), (19, ["long_list"])],
)
def test_the_length_of_the_list(size: int, expected: list[str]) -> None:
    assert said(tally(size)) == expected


@pytest.mark.parametrize("key", [factor.key for factor in FACTORS])
def test_nothing_is_said_of_four_contacts(key: str) -> None:
    factor = next(each for each in FACTORS if each.key == key)
    for code in range(len(factor.codes)):
        assert said(tally(12, {key: [4 if place == code else 0 for place in range(len(factor.codes))]})) == []


def test_reliance_on_three_needs_single_contacts_and_more_than_an_even_split_gives() -> None:
    def contacts(*codes: int) -> list[dict[str, int]]:
        return [{"interaction": code} for code in codes]

    heavy = contacts(5, 5, 4, 4, 4, 3, 3, 3, 3, 2, 2)
    assert "reliance_top3" in said(by_contact(heavy))
    counts = NetworkAnswers.from_contacts(FACTORS, heavy).counts
    assert "reliance_top3" not in said(tally(11, {"interaction": counts["interaction"]}))
    assert "reliance_top3" not in said(by_contact(contacts(3, 3, 3, 3, 3)))
    assert "reliance_top3" in said(by_contact(contacts(5, 4, 4, 3, 3, 2)))


def test_nobody_met_daily_is_not_reliance_on_few() -> None:
    assert said(tally(12, {"interaction": [2, 3, 7, 0, 0]})) == []
    assert said(tally(7, {"interaction": [0, 2, 3, 1, 1]})) == ["short_list"]


# What is said, and how


def test_the_twelve_of_the_worked_example() -> None:
    found = only(
        tally(
            12,
            {
                "group": [7, 3, 1, 1],
                "proximity": [6, 4, 1, 1],
                "interaction": [0, 2, 4, 5, 1],
                "time_known": [2, 5, 2, 2, 1],
                "hierarchy": [1, 9, 1],
            },
        )
    )
    assert (found.key, found.n, found.factor_key, found.strength) == ("same_level", 11, "hierarchy", False)
    assert found.share == 9 / 11
    assert found.observation == "9 of the 11 contacts you rated here are at your own level."


@pytest.mark.parametrize(
    ("measures", "observation"),
    [
        (tally(12, {"group": [8, 2, 1, 1]}), "8 of your 12 contacts work in your own team."),
        (tally(12, {"group": [12, 0, 0, 0]}), "All of your 12 contacts work in your own team."),
        (tally(12, {"group": [11, 0, 0, 0]}), "All of the 11 contacts you rated here work in your own team."),
        (tally(12, {"group": [4, 4, 4, 0]}), "Nobody among your 12 contacts works outside your organisation."),
        (
            tally(12, {"interaction": [1, 3, 7, 1, 0]}),
            "You are in touch daily with only 1 of your 12 contacts; by a rough count that is 39% of your exchanges.",
        ),
        (tally(7), "Your list holds 7 people."),
    ],
)
def test_observations_carry_their_numbers(measures: NetworkMeasures, observation: str) -> None:
    assert only(measures).observation == observation


def test_balanced_is_a_strength_with_its_evidence_and_still_a_step() -> None:
    found = only(tally(12, EVEN))
    assert (found.key, found.strength, found.share, found.n, found.factor_key) == ("balanced", True, None, 12, None)
    assert "8 of 12 beyond your own team, 8 of 12 in another place, 6 of 12 at another level." in found.observation
    assert found.step
    assert found.question


@pytest.mark.parametrize("answered", [("group", "hierarchy"), ("group",), ()])
def test_balanced_needs_three_questions_that_could_be_judged(answered: tuple[str, ...]) -> None:
    assert said(tally(12, {key: EVEN[key] for key in answered})) == []
    assert insights(FACTORS, tally(12, {key: EVEN[key] for key in answered}))[0].strength
    assert said(tally(12, {key: EVEN[key] for key in (*answered, "proximity", "time_known", "medium")})) == ["balanced"]


def test_the_larger_share_comes_first_and_what_is_missing_last() -> None:
    measures = tally(
        20,
        {"group": [10, 5, 5, 0], "proximity": [13, 3, 2, 2], "hierarchy": [3, 15, 2], "time_known": [14, 2, 2, 1, 1]},
    )
    assert said(measures) == ["same_level", "all_new", "same_place", "long_list"]
    assert said(tally(20, {"group": [10, 5, 5, 0], "hierarchy": [3, 15, 2]})) == [
        "same_level",
        "long_list",
        "nobody_outside",
    ]


@pytest.mark.parametrize(
    ("counts", "kept", "left_out"),
    [
        ({"group": [9, 3, 0, 0]}, "own_team", "nobody_outside"),
        ({"hierarchy": [0, 12, 0]}, "same_level", "nobody_higher"),
        ({"hierarchy": [7, 5, 0]}, "upward", "nobody_lower"),
        ({"proximity": [9, 3, 0, 0]}, "same_place", "nobody_elsewhere"),
        ({"interaction": [5, 4, 1, 1, 1]}, "reliance_daily", "dormant"),
        ({"interaction": [3, 7, 1, 1, 0]}, "dormant", "reliance_daily"),
    ],
)
def test_of_one_theme_the_stronger_is_said(counts: dict[str, list[int]], kept: str, left_out: str) -> None:
    found = said(tally(12, counts))
    assert kept in found
    assert left_out not in found


# Strengths, and who knows whom


def with_ties(size: int, ties: Sequence[tuple[int, int]]) -> NetworkMeasures:
    return measure(FACTORS, NetworkAnswers.from_contacts(FACTORS, [{}] * size, ties))


@pytest.mark.parametrize(
    ("ties", "expected"),
    [
        # Of 12 contacts, 44 ties leave an efficiency of 1 − 88/144 = .389, and 43 leave .403.
        (44, ["people_to_turn_to", "redundant"]),
        (43, ["people_to_turn_to"]),
        (22, ["people_to_turn_to"]),
        (21, ["many_circles"]),
        (0, ["many_circles"]),
    ],
)
def test_circles(ties: int, expected: list[str]) -> None:
    found = insights(FACTORS, with_ties(12, list(combinations(range(12), 2))[:ties]))
    assert [each.key for each in found] == expected


def test_circles_are_only_spoken_of_where_they_are_known() -> None:
    unknown = measure(FACTORS, NetworkAnswers.from_contacts(FACTORS, [{}] * 12))
    assert [each.key for each in insights(FACTORS, unknown)] == ["people_to_turn_to"]
    assert insights(FACTORS, with_ties(4, [])) == []
    clique = only(with_ties(12, list(combinations(range(12), 2))))
    assert clique.observation.startswith("Of all pairs among your 12 contacts, 100% know each other")


def test_a_strength_speaks_of_another_theme_than_the_rest() -> None:
    found = insights(FACTORS, tally(12, {"group": [2, 5, 5, 0], "proximity": [4, 2, 3, 3]}))
    # Nobody is outside the organisation, so that the team is spoken of, and the places are the strength.
    assert [(each.key, each.strength) for each in found] == [("other_places", True), ("nobody_outside", False)]


def test_the_room_has_a_strength_in_common() -> None:
    found = room_insights(FACTORS, [tally(12, EVEN | {"group": [9, 2, 0, 1]})] * 11 + [tally(12, EVEN)] * 7)
    assert [(each.key, each.strength) for each in found] == [("other_levels", True), ("own_team", False)]
    assert found[0].sentence.startswith("18 of 18 people have 50% or more of their contacts at other levels")


# A set of other questions


def test_rules_skip_what_a_set_lacks_or_asks_otherwise() -> None:
    def patterns(factors: Sequence[Factor], measures: NetworkMeasures) -> list[Insight]:
        return [each for each in insights(factors, measures) if each.key != "people_to_turn_to"]

    foreign = [Factor("alter.sex", "Sex", "Sex?", "nominal", ("m", "w"))]
    assert patterns(foreign, tally(12, {"alter.sex": [12, 0]}, foreign)) == []
    five_levels = replace(FACTORS[4], codes=("1", "2", "3", "4", "5"))
    assert patterns([five_levels], tally(12, {"hierarchy": [0, 12, 0, 0, 0]}, [five_levels])) == []
    reordered = replace(FACTORS[0], kind="nominal")
    assert patterns([reordered], tally(12, {"group": [12, 0, 0, 0]}, [reordered])) == []
    switched_off = replace(FACTORS[0], active=False)
    assert patterns([switched_off], tally(12, {"group": [12, 0, 0, 0]}, [switched_off])) == []


@pytest.mark.parametrize("key", ["standard", "managers", "short"])
def test_the_bundled_sets_ask_as_the_rules_expect(key: str) -> None:
    factors = {factor.key: factor for factor in load_factor_set(key).factors}
    for name, known in RULES.factors.items():
        if name in factors:
            assert (factors[name].kind, len(factors[name].codes)) == (known.kind, known.codes)


# Properties


@st.composite
def networks(draw: st.DrawFn) -> NetworkMeasures:
    """Networks of any shape: one answer may dominate, or be missing, on any question."""
    contacts: list[dict[str, int]] = [{} for _ in range(draw(st.integers(0, 22)))]
    random = Random(draw(st.integers(0, 999)))
    for factor in FACTORS:
        codes = [-1, *range(1, len(factor.codes) + 1)]
        usual, mixed = draw(st.sampled_from(codes)), draw(st.sampled_from([0, 0.2, 0.4, 1]))
        for contact in contacts:
            contact[factor.key] = random.choice(codes) if random.random() < mixed else usual
    answers = NetworkAnswers.from_contacts(FACTORS, contacts)
    if draw(st.booleans()):
        answers = NetworkAnswers("tally", answers.size, answers.counts)
    return measure(FACTORS, answers)


EXCLUDE = [
    {"long_known", "all_new"},
    {"short_list", "long_list"},
    {"own_team", "nobody_outside"},
    {"same_place", "nobody_elsewhere"},
    {"same_level", "upward"},
    {"upward", "nobody_higher"},
    {"reliance_daily", "reliance_top3"},
    {"reliance_daily", "dormant"},
]


@given(networks())
def test_what_is_said_of_any_network(measures: NetworkMeasures) -> None:
    found = insights(FACTORS, measures)
    keys = [each.key for each in found]
    assert len(found) <= 5
    assert bool(found) == (measures.size >= 5)
    assert not any(pair <= set(keys) for pair in EXCLUDE)
    assert len({THEMES.get(key, key) for key in keys}) == len(keys)
    shares = [each.share or 0 for each in found if not each.strength]
    assert shares == sorted(shares, reverse=True)
    assert "balanced" not in keys or len(keys) == 1
    # One strength for everybody, and it comes first.
    assert [each.strength for each in found] == [place == 0 for place in range(len(found))]
    for each in found:
        assert each.n >= 5
        assert each.share is None or 0 < each.share <= 1
        if each.factor_key is not None:
            assert each.n == measures.factors[each.factor_key].n
            assert str(each.n) in each.observation
        else:
            assert each.n == measures.size
        for text in (each.observation, each.question, each.step):
            assert not re.search(r"[{}!]", text)
            assert text[0].isupper() or text[0].isdigit()
            assert text.endswith((".", "?"))


@given(networks())
def test_nothing_is_said_that_the_counts_do_not_bear_out(measures: NetworkMeasures) -> None:
    for each in insights(FACTORS, measures):
        rule = next((rule for rule in (*RULES.rules, *RULES.strengths) if rule.key == each.key), None)
        if rule is None or not isinstance(rule.when, ShareOf | Nobody):
            continue
        counts = measures.factors[rule.when.factor].counts
        held = sum(counts[code - 1] for code in rule.when.codes)
        if isinstance(rule.when, Nobody):
            assert held == 0
        else:
            assert held / sum(counts) >= rule.when.threshold


# The room


def test_the_room_is_told_how_many_and_never_who() -> None:
    in_team, even = tally(12, EVEN | {"group": [9, 2, 0, 1]}), tally(12, EVEN)
    (found,) = told([in_team] * 11 + [even] * 7)
    assert (found.key, found.count, found.of) == ("own_team", 11, 18)
    assert found.sentence == "11 of 18 people have 65% or more of their contacts in their own team."
    assert found.step


def test_the_room_counts_those_who_could_be_judged() -> None:
    in_team, unrated = tally(12, EVEN | {"group": [9, 2, 0, 1]}), tally(12, {"group": [4, 0, 0, 0]})
    (found,) = told([in_team] * 6 + [unrated] * 4)
    assert (found.count, found.of) == (6, 6)


def test_nothing_is_said_of_fewer_than_five_people() -> None:
    in_team = tally(12, EVEN | {"group": [12, 0, 0, 0]})
    assert room_insights(FACTORS, [in_team] * 4) == []
    assert room_insights(FACTORS, [in_team] * 4 + [tally(3)] * 9) == []
    assert room_insights(FACTORS, []) == []
    assert room_insights(FACTORS, [in_team] * 5)


def test_a_room_without_a_pattern_is_told_so() -> None:
    even = tally(12, EVEN)
    (found,) = told([even] * 8 + [tally(12, EVEN | {"group": [12, 0, 0, 0]})] * 2)
    assert (found.key, found.count, found.of) == ("balanced", 8, 10)
    assert "10 people" in found.sentence


@given(st.lists(networks(), max_size=12), st.randoms())
def test_what_is_said_of_any_room(room: list[NetworkMeasures], random: Random) -> None:
    found = room_insights(FACTORS, room)
    shuffled = list(room)
    random.shuffle(shuffled)
    assert room_insights(FACTORS, shuffled) == found
    assert len(found) <= 5
    assert len({THEMES.get(each.key) for each in found}) == len(found)
    assert sum(each.strength for each in found) == (sum(each.size >= 5 for each in room) >= 5)
    for each in found:
        assert 5 <= each.of <= len(room)
        assert each.count <= each.of
        assert not re.search(r"[{}!]", each.sentence + each.step)
        if each.key != "balanced":
            assert each.count >= 2
            assert f"{each.count} of {each.of}" in each.sentence
    shares = [each.count / each.of for each in found if not each.strength]
    assert shares == sorted(shares, reverse=True)


# The file


def test_percentages_are_marked_as_ours() -> None:
    assert {rule.numbers for rule in RULES.rules} == {"O"}
    assert (RULES.balanced.numbers, RULES.room.numbers) == ("O", "O")
    assert {"R": "Adapted from Cross & Parker (2004)", "S": "After Charles Jennings"}.items() <= RULES.sources.items()


def test_questions_and_steps_for_the_debrief() -> None:
    assert len(debrief_questions()) == 5
    assert (len(suggested_steps()), len(suggested_steps(manager=True))) == (5, 3)
    with pytest.raises(NotFound):
        load_rules("lost")


def _set(path: Sequence[str | int], value: object) -> str:
    content = json.loads(resource("insights", "standard.json").read_text(encoding="utf-8"))
    place = content
    for part in path[:-1]:
        place = place[part]
    place[path[-1]] = value
    return json.dumps(content)


@pytest.mark.parametrize(
    ("path", "value", "reason"),
    [
        (["rules", 2, "observation"], "{these} of {everything}", "{everything}"),
        (["rules", 2, "when", "factor"], "shoe_size", "shoe_size"),
        (["rules", 2, "when", "codes"], [5], "own_team"),
        (["rules", 2, "when", "at_least"], 65, "at_least"),
        (["rules", 2, "when", "more_than"], 0.5, "“at_least” or “more_than”"),
        (["rules", 0, "when", "above"], 18, "“below” or “above”"),
        (["rules", 2, "key"], "upward", "same key"),
        (["rules", 2, "idea"], "X", "sources"),
        (["room", "people"], 2, "room → people"),
    ],
)
def test_a_broken_file_is_refused_with_the_place(
    tmp_path: Path, path: list[str | int], value: object, reason: str
) -> None:
    file = tmp_path / "mine.json"
    file.write_text(_set(path, value), encoding="utf-8")
    with pytest.raises(BadFile) as refused:
        read_content(file, Rules)
    assert "mine.json" in refused.value.sentence
    assert reason in refused.value.sentence


def test_another_file_speaks_in_its_own_words(tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    file.write_text(_set(["rules", 2, "observation"], "Team: {these}."), encoding="utf-8")
    _, found = insights(FACTORS, tally(12, {"group": [9, 1, 1, 1]}), read_content(file, Rules))
    assert found.observation == "Team: 9 of your 12 contacts."


def test_what_stands_out_beyond_what_is_said_is_counted() -> None:
    """All alike on every question: more themes stand out than there is room for, for one person and for the room."""
    alike = tally(24, {factor.key: [24, *[0] * (len(factor.codes) - 1)] for factor in FACTORS})
    holding = {
        rule.theme
        for rule in RULES.rules
        if (found := rule.when.judge(RULES.see(FACTORS, alike))) is not None and found.holds
    }
    told = [one for one in insights(FACTORS, alike) if not one.strength]
    assert len(holding) > len(told)
    assert themes_unsaid(FACTORS, alike) == len(holding) - len(told)
    assert str(len(holding) - len(told)) in more_stands_out(themes_unsaid(FACTORS, alike))
    of_room, unsaid = room_findings(FACTORS, [alike] * 6)
    assert unsaid == len(holding) - sum(not one.strength for one in of_room)
    assert (themes_unsaid(FACTORS, tally(12, EVEN)), more_stands_out(0)) == (0, "")
