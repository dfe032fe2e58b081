"""What is said of a network and of a room, and what never is."""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.errors import BadFile, NotFound
from facilitator.exercises.content_file import read_content
from facilitator.exercises.network.conditions import parse
from facilitator.exercises.network.factors import Factor, FactorSet, NetworkAnswers, factor_sets, load_factor_set
from facilitator.exercises.network.insight_rules import Rules, load_rules
from facilitator.exercises.network.insights import (
    Insight,
    RoomInsight,
    debrief_questions,
    facts_of_place,
    insights,
    more_stands_out,
    room_findings,
    themes_unsaid,
    thresholds_are_ours,
)
from facilitator.exercises.network.measures import NetworkMeasures, measure
from facilitator.i18n import languages, speaking, tr
from facilitator.resources import resource
from tests.tools.populations import QUESTIONS, Population, populations, rooms, shuffled

RULES = load_rules()
KEYS = [rule.key for rule in RULES.rules]
EXPECTED = json.loads((Path(__file__).parents[3] / "data" / "networks.json").read_text(encoding="utf-8"))
EVEN: dict[str, list[int]] = {
    "group": [5, 4, 2, 1],
    "proximity": [7, 3, 1, 1],
    "interaction": [1, 3, 4, 3, 1],
    "time_known": [2, 3, 3, 2, 2],
    "hierarchy": [3, 8, 1],
    "function": [7, 3, 2],
    "replaceable": [9, 2, 1],
    "setting": [6, 4, 2],
    "energy": [1, 7, 4],
}
"""Twelve contacts of whom nothing stands out, and nothing is a strength."""

PAIRS = list(combinations(range(12), 2))

Counts = Mapping[str, Sequence[int]]


def tally(size: int, counts: Counts | None = None, factors: Sequence[Factor] = QUESTIONS) -> NetworkMeasures:
    answered = {factor.key: [0] * len(factor.codes) for factor in factors} | dict(counts or {})
    return measure(factors, NetworkAnswers("tally", size, answered))


def with_ties(size: int, ties: Sequence[tuple[int, int]]) -> NetworkMeasures:
    return measure(QUESTIONS, NetworkAnswers.from_contacts(QUESTIONS, [{}] * size, ties))


def patterns(measures: NetworkMeasures) -> list[str]:
    """What stands out beside the first sentence."""
    return [each.key for each in insights(QUESTIONS, measures)[1:]]


def strength(measures: NetworkMeasures) -> str:
    """The first sentence."""
    return insights(QUESTIONS, measures)[0].key


def said_to_the_room(*args: Any, **settings: Any) -> list[RoomInsight]:
    """What is said, without the number of what is not."""
    return room_findings(*args, **settings)[0]


def told(measures: Sequence[NetworkMeasures]) -> list[RoomInsight]:
    return [each for each in said_to_the_room(QUESTIONS, measures) if not each.strength]


# The networks of which it is known what has to be said


@pytest.mark.parametrize("case", EXPECTED["cases"], ids=lambda case: case["name"])
def test_a_network_is_told_what_it_is(case: dict[str, object]) -> None:
    codes: dict[str, str] = EXPECTED["base"] | case.get("change", {})
    contacts = [{key: int(digits[at]) for key, digits in codes.items()} for at in range(12)]
    ties, start = None, 0
    if cliques := case.get("cliques"):
        assert isinstance(cliques, list)
        ties = []
        for people in cliques:
            ties += combinations(range(start, start + people), 2)
            start += people
    found = insights(QUESTIONS, measure(QUESTIONS, NetworkAnswers.from_contacts(QUESTIONS, contacts, ties)))
    expected = str(case["expect"])
    if expected.endswith("groups"):
        assert (found[0].key, found[0].strength) == ("apart", True)
        assert expected in found[0].observation
    elif expected == "nothing":
        assert len(found) == 1
    else:
        assert [each.key for each in found[1:]] == [expected]
    assert not any("circles" in each.observation or "%" in each.observation for each in found)


def test_what_was_called_balanced_and_has_nobody_near_is_not() -> None:
    (case,) = EXPECTED["counts"]
    found = insights(QUESTIONS, tally(case["size"], {key: case[key] for key in QUESTIONS_OF_CASE}))
    assert "no_own_team" in [each.key for each in found]
    assert not {"mixed", "both_sides"} & {each.key for each in found}
    # "Nobody" is said once, though nobody new is on the list either.
    assert "no_newcomer" not in [each.key for each in found]


QUESTIONS_OF_CASE = ("group", "proximity", "interaction", "time_known", "hierarchy")


# Each rule at its threshold and one contact short of it


@pytest.mark.parametrize(
    ("key", "at", "short"),
    [
        ("size_small", tally(7), tally(8)),
        ("few_bridges", {"group": [18, 1, 1, 0]}, {"group": [17, 1, 1, 1]}),
        ("own_team", {"group": [13, 3, 2, 2]}, {"group": [12, 3, 3, 2]}),
        ("no_own_team", {"group": [0, 10, 8, 2]}, {"group": [1, 10, 7, 2]}),
        ("nobody_outside", {"group": [8, 7, 5, 0]}, {"group": [8, 7, 4, 1]}),
        ("same_place", {"proximity": [15, 3, 1, 1]}, {"proximity": [14, 4, 1, 1]}),
        ("nobody_near", {"proximity": [0, 10, 9, 1]}, {"proximity": [1, 10, 8, 1]}),
        ("same_level", {"hierarchy": [4, 15, 1]}, {"hierarchy": [4, 14, 2]}),
        ("upward", {"hierarchy": [10, 7, 3]}, {"hierarchy": [9, 8, 3]}),
        ("downward", {"hierarchy": [3, 7, 10]}, {"hierarchy": [3, 8, 9]}),
        ("same_profession", {"function": [15, 3, 2]}, {"function": [14, 4, 2]}),
        ("long_known", {"time_known": [3, 2, 2, 6, 7]}, {"time_known": [3, 2, 3, 6, 6]}),
        ("no_newcomer", {"time_known": [0, 6, 6, 5, 3]}, {"time_known": [1, 6, 5, 5, 3]}),
        ("all_new", {"time_known": [13, 3, 2, 1, 1]}, {"time_known": [12, 4, 2, 1, 1]}),
        ("quiet", {"interaction": [6, 6, 4, 3, 1]}, {"interaction": [5, 6, 5, 3, 1]}),
        ("no_weak", {"interaction": [0, 0, 9, 9, 2]}, {"interaction": [0, 1, 9, 8, 2]}),
        ("hard_to_replace", {"replaceable": [9, 5, 6]}, {"replaceable": [9, 6, 5]}),
        ("planned_only", {"setting": [4, 3, 13]}, {"setting": [4, 4, 12]}),
        ("energy", {"energy": [6, 9, 5]}, {"energy": [5, 10, 5]}),
        ("closed", with_ties(12, PAIRS[:40]), with_ties(12, PAIRS[:39])),
        ("apart", with_ties(12, [(0, 1), (2, 3)]), with_ties(12, [(0, 1), (1, 2), (2, 3)])),
        ("both_sides", {"group": [6, 10, 2, 2]}, {"group": [5, 11, 2, 2]}),
        ("old_new", {"time_known": [5, 4, 4, 4, 3]}, {"time_known": [4, 5, 4, 4, 3]}),
        (
            "mixed",
            {"group": [6, 8, 4, 2], "proximity": [10, 5, 3, 2], "interaction": [4] * 5, "hierarchy": [8, 9, 3]},
            {"group": [6, 8, 4, 2], "proximity": [11, 4, 3, 2], "interaction": [4] * 5, "hierarchy": [8, 9, 3]},
        ),
    ],
)  # fmt: skip
def test_a_rule_holds_from_its_threshold_on(
    key: str, at: Counts | NetworkMeasures, short: Counts | NetworkMeasures
) -> None:
    def holds(network: Counts | NetworkMeasures) -> bool:
        measures = network if isinstance(network, NetworkMeasures) else tally(20, network)
        found = RULES.see(QUESTIONS, measures).judge(RULES.rule(key))
        return found is not None and found.holds

    assert holds(at)
    assert not holds(short)


def test_every_rule_has_its_case() -> None:
    (mark,) = test_a_rule_holds_from_its_threshold_on.pytestmark  # type: ignore[attr-defined]
    assert [case[0] for case in sorted(mark.args[1], key=lambda case: KEYS.index(case[0]))] == KEYS
    assert len(KEYS) == 24


@pytest.mark.parametrize("rule", RULES.rules, ids=lambda rule: rule.key)
def test_nothing_is_judged_of_fewer_contacts_than_a_rule_wants(rule: object) -> None:
    few = next(each for each in RULES.rules if each == rule)
    n = few.rated - 1
    for code in range(5):
        counts = {each.key: [n if at == code else 0 for at in range(len(each.codes))] for each in QUESTIONS}
        seen = RULES.see(QUESTIONS, tally(20 if few.when.factor else n, counts))
        assert seen.judge(few) is None
    assert RULES.see(QUESTIONS, with_ties(n, list(combinations(range(n), 2)))).judge(few) is None


def test_who_is_outside_is_asked_where_that_matters() -> None:
    nobody = tally(12, EVEN | {"group": [5, 4, 3, 0]})
    assert patterns(nobody) == ["nobody_outside"]
    assert len(insights(QUESTIONS, nobody, given=frozenset())) == 1


# What is said, and how


@pytest.mark.parametrize(
    ("counts", "observation"),
    [
        ({"group": [8, 2, 1, 1]}, "8 of your 12 contacts work in your own team."),
        ({"group": [8, 2, 1, 0]}, "8 of the 11 contacts you rated here work in your own team."),
        ({"group": [11, 1, 0, 0]}, "One of your 12 contacts works beyond your own team."),
        ({"group": [12, 0, 0, 0]}, "None of your 12 contacts works beyond your own team."),
        ({"group": [0, 8, 2, 2]}, "None of your 12 contacts works in your own team."),
        ({"proximity": [12, 0, 0, 0]}, "Each of your 12 contacts works within a few steps of you."),
        ({"hierarchy": [1, 9, 1]}, "9 of the 11 contacts you could compare are at your level."),
        ({"hierarchy": [12, 0, 0]}, "Each of your 12 contacts is senior to you."),
        (
            {"interaction": [0, 0, 12, 0, 0]},
            "You have contact with each of your 12 contacts about every week or more often.",
        ),
    ],
)  # fmt: skip
def test_observations_carry_their_numbers(counts: Counts, observation: str) -> None:
    _, found = insights(QUESTIONS, tally(12, EVEN | counts))
    assert found.observation == observation


def test_without_a_strength_the_largest_share_is_said_without_praise() -> None:
    (found,) = insights(QUESTIONS, tally(12, EVEN))
    assert (found.key, found.strength, found.neutral, found.n) == ("largest proximity 1", False, True, 12)
    assert found.observation == "Proximity: you answered “proximity 1” for 7 of your 12 contacts."
    assert found.question
    assert found.step
    (nothing_rated,) = insights(QUESTIONS, tally(12))
    assert nothing_rated.observation.startswith("You put 12 people on your list; too few of the questions")
    # What one would not want to hear first is not it, nor what is said anyway.
    first, *_ = insights(QUESTIONS, tally(12, {"energy": [12, 0, 0], "hierarchy": [0, 12, 0], "group": [4, 4, 3, 1]}))
    assert first.key == "list"


def test_what_exceeds_its_threshold_most_comes_first_and_nobody_last() -> None:
    measures = tally(
        20,
        EVEN
        | {"group": [9, 6, 5, 0], "proximity": [16, 2, 1, 1], "hierarchy": [1, 19, 0], "time_known": [3, 2, 1, 7, 7]},
    )
    # .8 of .75, .95 of .75 and .7 of .65: (share − threshold) / (1 − threshold) is .2, .8 and .14.
    assert patterns(measures) == ["same_level", "same_place"]
    assert themes_unsaid(QUESTIONS, measures) == 2
    assert "2 more themes" in more_stands_out(2)
    one_nobody = tally(20, EVEN | {"group": [9, 6, 5, 0], "hierarchy": [1, 19, 0]})
    assert patterns(one_nobody) == ["same_level", "nobody_outside"]
    assert patterns(tally(20, {"group": [9, 6, 5, 0], "interaction": [0, 0, 9, 9, 2]})) == ["nobody_outside"]


def test_no_sentence_makes_little_of_anything_in_any_language() -> None:
    belittling = re.compile(r"\b(only|still|merely|just|nur|bloß|lediglich)\b", re.IGNORECASE)
    # "Still" beside work that goes on elsewhere says nothing of anybody.
    allowed = {"Wo wird dieselbe Arbeit noch gemacht, oder in einer anderen Schicht?"}
    texts = [text for rule in RULES.rules for text in vars(rule).values() if isinstance(text, str)]
    further = (RULES.neutral, RULES.room)
    texts += [text for part in further for text in vars(part).values() if isinstance(text, str)]
    for text in (*texts, *RULES.questions, RULES.ours):
        for language in languages():
            with speaking(language):
                said = tr(text)
            if said not in allowed and not re.match(r"[a-z_]+: |groups|density|N <|judged", said):
                found = belittling.search(said.replace("have just come", ""))
                assert found is None, said


# What is a fact of the place


def test_what_most_of_a_room_share_is_said_to_the_room_and_to_nobody() -> None:
    in_team, even = tally(12, EVEN | {"group": [9, 2, 0, 1]}), tally(12, EVEN)
    room = [in_team] * 11 + [even] * 7
    assert facts_of_place(QUESTIONS, room, floor=5) == {"own_team"}
    (found,) = [each for each in said_to_the_room(QUESTIONS, room, floor=5) if not each.strength]
    assert (found.key, found.of_place, found.count, found.of) == ("own_team", True, 11, 18)
    assert [each.key for each in insights(QUESTIONS, in_team, of_place=frozenset({"own_team"}))[1:]] == []
    # Ten of eighteen are less than six in ten: then it is theirs.
    assert facts_of_place(QUESTIONS, [in_team] * 10 + [even] * 8, floor=5) == frozenset()
    # What may not be told to a room of six stays their own; of twelve who all have it, seven at least are told.
    assert facts_of_place(QUESTIONS, [in_team] * 6, floor=5) == frozenset()
    (all_of_them,) = [each for each in said_to_the_room(QUESTIONS, [in_team] * 12, floor=5) if not each.strength]
    assert (all_of_them.of_place, all_of_them.count) == (True, 7) and "at least 7" in all_of_them.sentence.lower()
    assert facts_of_place(QUESTIONS, [in_team] * 12, floor=5) == {"own_team"}


def test_every_fact_of_the_place_is_told() -> None:
    """Nobody's papers have them: more than one of a theme, and more than the room is told otherwise."""
    alike = {
        "group": [9, 3, 0, 0], "proximity": [10, 2, 0, 0], "hierarchy": [0, 12, 0], "function": [12, 0, 0],
        "time_known": [0, 2, 1, 5, 4], "interaction": [0, 0, 4, 4, 4], "setting": [0, 0, 12],
    }  # fmt: skip
    room = [tally(12, alike)] * 12
    found = said_to_the_room(QUESTIONS, room, floor=5)
    assert {each.key for each in found if each.of_place} == facts_of_place(QUESTIONS, room, floor=5)
    several = {"own_team", "nobody_outside", "same_place", "same_level", "no_weak", "planned_only"}
    assert several <= {each.key for each in found}


def test_energy_is_told_to_its_owner_alone() -> None:
    tired = tally(12, EVEN | {"energy": [12, 0, 0]})
    assert patterns(tired) == ["energy"]
    assert not [each for each in said_to_the_room(QUESTIONS, [tired] * 20) if each.key == "energy"]
    assert facts_of_place(QUESTIONS, [tired] * 20) == frozenset()


# The simulated populations


@cache
def made() -> list[Population]:
    return populations(180, seed=7)


def test_the_same_populations_are_made_each_time() -> None:
    again = populations(3, seed=7)
    assert [each.people[:3] for each in made()] != [each.people for each in populations(3, seed=8)]
    assert [list(each.people) for each in again] == [list(each.people) for each in populations(3, seed=7)]
    assert len(again) == 6


ASKED = tuple(replace(each, active=each.key in (*RULES.standard, "function")) for each in QUESTIONS)
"""The questions that are asked unless somebody chooses: the fewer there are, the more people hear the same."""


@pytest.mark.parametrize("dealt_anew", [False, True])
def test_no_first_sentence_is_said_to_a_fifth_of_people(dealt_anew: bool) -> None:
    first: Counter[str] = Counter()
    people = 0
    for population in made():
        seen = shuffled(population) if dealt_anew else population
        # By tally, as most rooms answer: then nobody says who knows whom, and one strength is not to be had.
        measured = [measure(ASKED, replace(answers, ties=None)) for answers in seen.people]
        for room in rooms(measured, 18):
            of_place = facts_of_place(ASKED, room, floor=5, given=population.given)
            for each in room:
                first.update(one.key for one in insights(ASKED, each, of_place=of_place, given=population.given)[:1])
                people += 1
    assert max(first.values()) <= 0.2 * people, first.most_common(3)


def test_by_chance_alone_no_rule_holds_for_more_than_three_in_twenty() -> None:
    held: Counter[str] = Counter()
    people = 0
    for population in made():
        for measures in shuffled(population).measured():
            seen = RULES.see(QUESTIONS, measures, population.given)
            held.update(rule.key for rule in RULES.rules if (found := seen.judge(rule)) and found.holds)
            people += 1
    assert max(held.values()) <= 0.15 * people, held.most_common(3)


# A set of other questions


def test_rules_skip_what_a_set_lacks_or_asks_otherwise() -> None:
    def found(factors: Sequence[Factor], measures: NetworkMeasures) -> list[Insight]:
        return insights(factors, measures)[1:]

    by_key = {factor.key: factor for factor in QUESTIONS}
    foreign = [Factor("alter.sex", "Sex", "Sex?", "nominal", ("m", "w"))]
    assert found(foreign, tally(12, {"alter.sex": [12, 0]}, foreign)) == []
    five_levels = replace(by_key["hierarchy"], codes=("1", "2", "3", "4", "5"))
    assert found([five_levels], tally(12, {"hierarchy": [0, 12, 0, 0, 0]}, [five_levels])) == []
    reordered = replace(by_key["group"], kind="nominal")
    assert found([reordered], tally(12, {"group": [12, 0, 0, 0]}, [reordered])) == []
    switched_off = replace(by_key["group"], active=False)
    assert found([switched_off], tally(12, {"group": [12, 0, 0, 0]}, [switched_off])) == []
    # "Same" or "different" of an older set is another question than the three answers of today.
    older = replace(by_key["function"], codes=("Same", "Different"))
    assert found([older], tally(12, {"function": [12, 0]}, [older])) == []


@pytest.mark.parametrize("factor_set", factor_sets(), ids=lambda each: each.key)
def test_the_bundled_sets_ask_as_the_rules_expect(factor_set: FactorSet) -> None:
    factors = {factor.key: factor for factor in factor_set.factors}
    for name in RULES.standard:
        if name in factors:
            known = RULES.factors[name]
            assert (factors[name].kind, len(factors[name].codes)) == (known.kind, known.codes)


def test_the_standard_set_has_every_question_that_a_rule_speaks_of() -> None:
    asked = {factor.key: len(factor.codes) for factor in load_factor_set("standard").factors}
    assert {key: known.codes for key, known in RULES.factors.items()}.items() <= asked.items()
    assert {factor.key: len(factor.codes) for factor in QUESTIONS}.items() <= asked.items()


# Properties


@st.composite
def networks(draw: st.DrawFn) -> NetworkMeasures:
    """Networks of any shape: one answer may dominate, or be missing, on any question."""
    contacts: list[dict[str, int]] = [{} for _ in range(draw(st.integers(0, 22)))]
    random = Random(draw(st.integers(0, 999)))
    for factor in QUESTIONS:
        codes = [-1, *range(1, len(factor.codes) + 1)]
        usual, mixed = draw(st.sampled_from(codes)), draw(st.sampled_from([0, 0.2, 0.4, 1]))
        for contact in contacts:
            contact[factor.key] = random.choice(codes) if random.random() < mixed else usual
    pairs = list(combinations(range(len(contacts)), 2))
    ties = draw(st.sampled_from([None, [], pairs, random.sample(pairs, len(pairs) // 4)]))
    answers = NetworkAnswers.from_contacts(QUESTIONS, contacts, ties)
    if draw(st.booleans()):
        answers = NetworkAnswers("tally", answers.size, answers.counts)
    return measure(QUESTIONS, answers)


@given(networks())
def test_what_is_said_of_any_network(measures: NetworkMeasures) -> None:
    found = insights(QUESTIONS, measures)
    assert len(found) <= 3
    assert bool(found) == (measures.size >= 5)
    assert [each.strength or each.neutral for each in found] == [place == 0 for place in range(len(found))]
    rules = [RULES.rule(each.key) for each in found if not each.neutral]
    assert len({rule.theme for rule in rules}) == len(rules)
    nobody = [rule.when.is_nobody for rule in rules]
    assert sum(nobody) <= 1
    assert nobody == sorted(nobody)
    for each in found:
        assert each.share is None or 0 < each.share <= 1
        about = None if each.neutral else RULES.rule(each.key).when.factor
        assert each.n == (measures.size if about is None else measures.factors[about].n) or each.neutral
        assert each.n >= 5
        for text in (each.observation, each.question, each.step):
            assert not re.search(r"[{}!]|None\b(?! of)", text)
            assert text[0].isupper() or text[0].isdigit()
            assert text.endswith((".", "?"))


@given(networks())
def test_nothing_is_said_that_the_counts_do_not_bear_out(measures: NetworkMeasures) -> None:
    for each in insights(QUESTIONS, measures):
        rule = next((rule for rule in RULES.rules if rule.key == each.key), None)
        if rule is None or rule.when.factor is None:
            continue
        counts = measures.factors[rule.when.factor].counts
        first = rule.when.first
        held = sum(counts[code - 1] for code in first.term.codes)
        assert sum(counts) >= rule.rated
        if rule.when.is_nobody:
            assert held == 0
        elif rule.when.threshold is not None:
            assert held / sum(counts) >= rule.when.threshold
            assert str(held) in each.observation or held == sum(counts)


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
    assert said_to_the_room(QUESTIONS, [in_team] * 4) == []
    assert said_to_the_room(QUESTIONS, [in_team] * 4 + [tally(3)] * 9) == []
    assert said_to_the_room(QUESTIONS, []) == []
    assert said_to_the_room(QUESTIONS, [in_team] * 5)


def test_a_room_without_a_pattern_is_told_so() -> None:
    even = tally(12, EVEN)
    (found,) = told([even] * 8 + [tally(12, EVEN | {"group": [12, 0, 0, 0]})] * 2)
    assert (found.key, found.of) == ("varied", 10)
    assert "10 people" in found.sentence


def test_the_room_has_a_strength_in_common() -> None:
    all_sides = EVEN | {"group": [4, 3, 3, 2], "hierarchy": [1, 10, 1]}
    found = said_to_the_room(QUESTIONS, [tally(12, all_sides)] * 11 + [tally(12, EVEN)] * 7)
    assert [(each.key, each.strength, each.of_place) for each in found] == [
        ("both_sides", True, False),
        ("same_level", False, True),
    ]
    assert found[0].sentence.startswith("11 of 18 people turn to all sides")


@given(st.lists(networks(), max_size=12), st.randoms())
def test_what_is_said_of_any_room(room: list[NetworkMeasures], random: Random) -> None:
    found, further = room_findings(QUESTIONS, room)
    order = list(room)
    random.shuffle(order)
    assert room_findings(QUESTIONS, order) == (found, further)
    assert len([each for each in found if not each.of_place]) <= 5
    assert sum(each.strength for each in found) <= 1
    for each in found:
        assert 5 <= each.of <= len(room)
        assert each.count <= each.of
        assert not re.search(r"[{}!]", each.sentence + each.step)
        if each.key != "varied":
            assert each.count >= 2
            assert f"{each.count} of {each.of}" in each.sentence
    shares = [each.count / each.of for each in found if not each.strength]
    assert shares == sorted(shares, reverse=True)


# The file and its language


def test_every_threshold_is_marked_as_ours() -> None:
    assert {rule.numbers for rule in RULES.rules} == {"O"}
    assert RULES.room.numbers == "O"
    assert {"R": "Adapted from Cross & Parker (2004)", "S": "After Charles Jennings"}.items() <= RULES.sources.items()
    assert "our own choice" in thresholds_are_ours()


def test_questions_for_the_debrief() -> None:
    assert len(debrief_questions()) == 5
    with pytest.raises(NotFound):
        load_rules("lost")


@pytest.mark.parametrize(
    "text",
    [
        "", "group: share(1)", "group: share(1) >= share(2)", "share(1) >= .5", "group: share(0) >= .5",
        "group: n(1, 1) >= 2", "group: n(1.5) >= 2", "group: n() >= 2", "group: size(1) >= 2", "N != 3", "N in (1, 2)",
        "1 < 2", "__import__('os').system('true')", "N >= 2 and [1]", "group: n(1) + n(2) >= 3", "N >= (lambda: 3)()",
        "not long_known", "over('x') >= 1", "N >= 2; N", "group: n(*[1]) > 1", "N >= True",
    ],
)  # fmt: skip
def test_what_is_no_condition_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no condition"):
        parse(text)


@given(st.integers(0, 12), st.integers(1, 12), st.integers(0, 12))
def test_a_chain_is_its_comparisons(low: int, n: int, high: int) -> None:
    chain = parse(f"{low} <= N < {high}")
    apart = parse(f"N >= {low} and not N >= {high}")
    world = RULES.see(QUESTIONS, tally(n))
    rule = replace_when(chain)
    assert bool((found := world.judge(rule)) and found.holds) == (low <= n < high)
    other = replace_when(apart)
    assert bool((found := world.judge(other)) and found.holds) == (low <= n < high)


def replace_when(when: object) -> "type[RULES.rules[0]]":  # type: ignore[valid-type]
    return RULES.rule("size_small").model_copy(update={"when": when, "rated": 1})


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
        (["rules", 2, "when"], "shoe_size: n(1) == 0", "shoe_size"),
        (["rules", 2, "when"], "group: n(5) == 0", "own_team"),
        (["rules", 2, "when"], "group: share(1) is .5", "no condition"),
        (["rules", 2, "when"], "group: share(1) > .5 and not lost", "lost"),
        (["rules", 2, "when"], "group: share(1) > .5 and not no_newcomer", "speaks of others"),
        (["rules", 2, "fill"], {"more": "n(9)"}, "own_team"),
        (["rules", 2, "needs"], "sunshine", "needs"),
        (["rules", 2, "rated"], 0, "rated"),
        (["rules", 2, "room"], None, "says something to the room"),
        (["rules", 2, "key"], "upward", "same key"),
        (["rules", 2, "source"], "X", "sources"),
        (["room", "people"], 2, "room → people"),
    ],
)  # fmt: skip
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
    file.write_text(_set(["rules", 2, "observation"], "Team: {count} of {contacts}."), encoding="utf-8")
    _, found = insights(QUESTIONS, tally(12, EVEN | {"group": [9, 1, 1, 1]}), read_content(file, Rules))
    assert found.observation == "Team: 9 of your 12 contacts."


def test_a_step_says_of_whom_it_speaks_without_its_question() -> None:
    """At the station it stands alone: “that person” is nobody there."""
    steps = [rule.step for rule in load_rules().rules]
    assert len(steps) > 15
    verbs = "Ask|Swap|Tell|Introduce|Get in touch with|Change"
    pointing = re.compile(rf"^({verbs})\b[^:.,]*\b(that person|them|there|next one)\b")
    assert not [step for step in steps if pointing.search(step) and "your contacts" not in step]
