"""What stands out in a network, or in the room: an observation with its numbers, a question and one step.

It rests on shares of contacts, never on the diversity score, which runs high; and it never judges. The rules and all
texts are data, see `insight_rules`.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from facilitator.exercises.network.factors import Factor
from facilitator.exercises.network.groups.threshold import tellable
from facilitator.exercises.network.insight_rules import Evidence, Phrases, Rule, Rules, Seen, load_rules
from facilitator.exercises.network.measures import NetworkMeasures
from facilitator.i18n import percent, tr, trn


@dataclass(frozen=True, slots=True)
class Insight:
    """Something to say to one participant.

    `n` is the number of contacts it stands on. `share` in (0, 1] orders the insights; it is None for what is missing
    from a network, for the list's length, and for a balanced one. `factor_key` names the question it is about, None
    where it is about the whole. `strength` marks what is named as one.
    """

    key: str
    share: float | None
    n: int
    observation: str
    question: str
    step: str
    factor_key: str | None
    strength: bool = False


@dataclass(frozen=True, slots=True)
class RoomInsight:
    """Something to say to the room: it holds for `count` of the `of` people of whom it could be judged.

    With `at_least` it holds for so many or more, and for how many is not told. `strength` marks what is named as one.
    """

    key: str
    count: int
    of: int
    sentence: str
    step: str
    strength: bool = False
    at_least: bool = False


def insights(factors: Sequence[Factor], measures: NetworkMeasures, rules: Rules | None = None) -> list[Insight]:
    """What to say to one participant, at most five: a strength, then what stands out, the largest share first.

    Of each theme one thing is said at most. Observations without a share come after those with one, in the order of
    the rules. A network in which nothing stands out is called balanced if it was rated on enough questions. The list
    is empty for fewer than five contacts.
    """
    rules = rules or load_rules()
    seen = rules.see(factors, measures)
    judged = _judged(rules, seen)
    holding = sorted(
        ((rule, found) for rule, found in judged if found.holds),
        key=lambda pair: pair[1].share or 0.0,
        reverse=True,
    )
    balanced = _balanced(rules, seen, {rule.when.factor for rule, _ in judged if rule.when.factor})
    if balanced and not holding:
        return balanced
    first_of_theme = _first_of_theme(holding)
    strong = [(rule, found) for rule, found in _strengths(rules, seen) if rule.theme not in first_of_theme][:1]
    said = list(first_of_theme.values())[: rules.most - len(strong)]
    return [
        *(replace(_tell(rules, seen, rule, found), strength=True) for rule, found in strong),
        *(_tell(rules, seen, rule, found) for rule, found in said),
    ]


def room_insights(
    factors: Sequence[Factor], measures: Sequence[NetworkMeasures], rules: Rules | None = None, *, floor: int = 0
) -> list[RoomInsight]:
    """What to say to the room: a strength, then what holds for a third of the people or more, most widespread first.

    One per theme, at most five, and nothing about fewer than five people. It names nobody. When people's networks
    have no pattern in common, that is said instead. With a `floor`, something is said only where so many people could
    be judged and it holds for as many of them. Where it does not hold for fewer than that, or holds for all, the number
    would tell of each: "at least" as many are said then as leave so many open, and nothing in a room too small for it.
    """
    return room_findings(factors, measures, rules, floor=floor)[0]


def room_findings(
    factors: Sequence[Factor], measures: Sequence[NetworkMeasures], rules: Rules | None = None, *, floor: int = 0
) -> tuple[list[RoomInsight], int]:
    """`room_insights`, and of how many further themes something holds for a third of the room."""
    rules = rules or load_rules()
    people = max(rules.room.people, floor)
    seen = [rules.see(factors, each) for each in measures]
    judged = [_judged(rules, each) for each in seen]
    of = Counter(rule.key for person in judged for rule, _ in person)
    count = Counter(rule.key for person in judged for rule, found in person if found.holds)
    shared = _shared(rules, of, count, people)
    told_of = {rule.key: found for rule in shared if (found := tellable(count[rule.key], of[rule.key], floor))}
    # By what is said, so that not even their order tells more.
    in_order = sorted(
        (rule for rule in shared if rule.key in told_of),
        key=lambda rule: (-told_of[rule.key][0] / of[rule.key], rules.rules.index(rule)),
    )
    first_of_theme: dict[str, Rule] = {}
    for rule in in_order:
        first_of_theme.setdefault(rule.theme, rule)
    strong = _shared_strength(rules, seen, set(first_of_theme), floor)
    if not first_of_theme:
        # A pattern that is there but may not be told is no lack of one.
        return strong if shared else [*strong, *_varied(rules, judged, people)], 0
    said = list(first_of_theme.values())[: rules.room.most - len(strong)]
    told = [*strong, *(_tell_room(rule, told_of[rule.key], of[rule.key]) for rule in said)]
    return told, len(first_of_theme) - len(said)


def themes_unsaid(factors: Sequence[Factor], measures: NetworkMeasures, rules: Rules | None = None) -> int:
    """Of how many further themes something stands out in a network that `insights` has no room for."""
    rules = rules or load_rules()
    judged = _judged(rules, rules.see(factors, measures))
    themes = {rule.theme for rule, found in judged if found.holds}
    said = insights(factors, measures, rules)
    return max(0, len(themes) - sum(not one.strength for one in said))


def more_stands_out(unsaid: int) -> str:
    """`themes_unsaid` as a sentence to their owner; empty for none."""
    return (
        trn(
            "On {count} more theme something stands out less; your numbers show it.",
            "On {count} more themes something stands out less; your numbers show it.",
            unsaid,
        )
        if unsaid
        else ""
    )


def debrief_questions(rules: Rules | None = None) -> list[str]:
    """Questions to talk about when everybody has their own shape in front of them."""
    return [tr(question) for question in (rules or load_rules()).questions]


def suggested_steps(rules: Rules | None = None, *, manager: bool = False) -> list[str]:
    """Steps to choose from: those for everybody, or those for people who lead others."""
    return [tr(step.text) for step in (rules or load_rules()).steps if step.manager == manager]


def _first_of_theme(holding: Sequence[tuple[Rule, Evidence]]) -> dict[str, tuple[Rule, Evidence]]:
    found: dict[str, tuple[Rule, Evidence]] = {}
    for rule, evidence in holding:
        found.setdefault(rule.theme, (rule, evidence))
    return found


def _shared(rules: Rules, of: Counter[str], count: Counter[str], people: int) -> list[Rule]:
    """The rules that hold for enough of at least so many people, the most widespread first."""
    shared = [
        rule for rule in rules.rules if of[rule.key] >= people and count[rule.key] >= rules.room.share * of[rule.key]
    ]
    return sorted(shared, key=lambda rule: count[rule.key] / of[rule.key], reverse=True)


def _judged(rules: Rules, seen: Seen) -> list[tuple[Rule, Evidence]]:
    judged = ((rule, rule.when.judge(seen)) for rule in rules.rules)
    return [(rule, found) for rule, found in judged if found is not None]


def _strengths(rules: Rules, seen: Seen) -> list[tuple[Rule, Evidence]]:
    """The strengths that hold, in the order of the rules."""
    judged = ((rule, rule.when.judge(seen)) for rule in rules.strengths)
    return [(rule, found) for rule, found in judged if found is not None and found.holds]


def _shared_strength(rules: Rules, seen: Sequence[Seen], themes: set[str], floor: int) -> list[RoomInsight]:
    """The first strength that enough people share and that speaks of none of these themes."""
    for rule in rules.strengths:
        found = [evidence for each in seen if (evidence := rule.when.judge(each)) is not None]
        count = sum(evidence.holds for evidence in found)
        people = max(rules.room.people, floor)
        enough = len(found) >= people and count >= max(2, rules.room.share * len(found))
        told = tellable(count, len(found), floor)
        if enough and told and rule.theme not in themes:
            return [_tell_room(rule, told, len(found), strength=True)]
    return []


def _tell_room(rule: Rule, told: tuple[int, bool], of: int, *, strength: bool = False) -> RoomInsight:
    count, at_least = told
    said = tr("at least {count}", count=count) if at_least else count
    sentence = tr(rule.room, count=said, of=of, percent=percent(rule.when.threshold or 0))
    return RoomInsight(rule.key, count, of, sentence[0].upper() + sentence[1:], tr(rule.room_step), strength, at_least)


def _tell(rules: Rules, seen: Seen, rule: Rule, found: Evidence) -> Insight:
    observation = tr(
        rule.observation,
        count=found.count,
        size=seen.measures.size,
        these=_these(rules.phrases, seen, found),
        among=tr(rules.phrases.among_rated if found.n < seen.measures.size else rules.phrases.among_all, n=found.n),
        percent=percent(found.share or 0),
    )
    return Insight(
        rule.key,
        found.share,
        found.n,
        observation[0].upper() + observation[1:],
        tr(rule.question),
        tr(rule.step),
        rule.when.factor,
    )


def _these(phrases: Phrases, seen: Seen, found: Evidence) -> str:
    some_unrated, everyone = found.n < seen.measures.size, found.count == found.n
    if everyone:
        return tr(phrases.all_rated if some_unrated else phrases.all, n=found.n)
    return tr(phrases.part_of_rated if some_unrated else phrases.part_of_all, count=found.count, n=found.n)


def _balanced(rules: Rules, seen: Seen, judged: set[str]) -> list[Insight]:
    told = rules.balanced
    parts = []
    for clause in told.evidence:
        found = seen.factor(clause.factor)
        count = sum(found[1].counts[code - 1] for code in clause.codes) if found else 0
        if found and count:
            parts.append(tr(clause.text, count=count, n=found[1].n))
    if len(judged) < told.factors or not parts:
        return []
    observation = tr(told.observation, evidence=", ".join(parts[: told.clauses]))
    size = seen.measures.size
    return [Insight("balanced", None, size, observation, tr(told.question), tr(told.step), None, strength=True)]


def _varied(rules: Rules, judged: Sequence[Sequence[tuple[Rule, Evidence]]], people: int) -> list[RoomInsight]:
    enough = [
        person for person in judged if len({rule.when.factor for rule, _ in person} - {None}) >= rules.balanced.factors
    ]
    if len(enough) < people:
        return []
    count = sum(not any(found.holds for _, found in person) for person in enough)
    sentence = tr(rules.balanced.room, of=len(enough))
    return [RoomInsight("balanced", count, len(enough), sentence, tr(rules.balanced.room_step))]
