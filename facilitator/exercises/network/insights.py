"""What stands out in a network, or in the room: an observation with its numbers, a question and one step.

It rests on shares of contacts, never on the diversity score, which runs high; and it never judges. What most of a
room have in common is no pattern of any of them but a fact of the place, and is said to the room alone. The rules and
all texts are data, see `insight_rules`.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from facilitator.exercises.network.factors import Factor
from facilitator.exercises.network.groups.threshold import tellable
from facilitator.exercises.network.insight_rules import Evidence, Rule, Rules, Seen, load_rules
from facilitator.exercises.network.measures import NetworkMeasures
from facilitator.exercises.network.wording import USUAL_WORDS, Words
from facilitator.i18n import percent, tr, trn
from facilitator.totals import told_of

MATTERS = frozenset({"outside"})
"""What is so in a workshop unless somebody says otherwise: that people beyond the organisation matter."""


@dataclass(frozen=True, slots=True)
class Insight:
    """Something to say to one participant.

    `n` is the number of contacts it stands on. `share` in (0, 1] is the share or density it speaks of, None for what
    is missing from a network and for what is a number of people. `strength` marks what is named as one. `neutral` marks
    what stands in its place.
    """

    key: str
    share: float | None
    n: int
    observation: str
    question: str
    step: str
    strength: bool = False
    neutral: bool = False


@dataclass(frozen=True, slots=True)
class RoomInsight:
    """Something to say to the room: it holds for `count` of the `of` people of whom it could be judged.

    `strength` marks what is named as one, `of_place` what is a fact of the place and therefore in nobody's own papers.
    `factors` are the keys of the questions it speaks of, none for what is about the whole.
    """

    key: str
    count: int
    of: int
    sentence: str
    step: str
    strength: bool = False
    of_place: bool = False
    factors: frozenset[str] = frozenset()


def insights(
    factors: Sequence[Factor],
    measures: NetworkMeasures,
    rules: Rules | None = None,
    *,
    of_place: frozenset[str] = frozenset(),
    given: frozenset[str] = MATTERS,
    words: Words = USUAL_WORDS,
) -> list[Insight]:
    """What to say to one participant: a strength, then at most two patterns, what exceeds its threshold most first.

    Of each theme one thing is said at most. What is missing from a network comes last, and once at most. Where no
    strength holds, the largest share of one answer is said instead, without praise. `of_place` are the rules that are
    facts of the place, see `facts_of_place`: of those nothing is said. `words` are what a team and a department are
    called. The list is empty for fewer than five contacts.
    """
    rules = rules or load_rules()
    seen = rules.see(factors, measures, given)
    if measures.size < rules.least:
        return []
    patterns = _patterns(rules, seen, of_place)[: rules.patterns]
    themes = {rule.theme for rule, _ in patterns}
    strong = next(
        (
            _tell(rules, seen, rule, found, words)
            for rule, found in _holding(rules, seen)
            if rule.strength and rule.theme not in themes and rule.key not in of_place
        ),
        None,
    )
    first = strong or _neutral(rules, factors, seen, {rule.when.factor for rule, _ in patterns})
    return [first, *(_tell(rules, seen, rule, found, words) for rule, found in patterns)]


def of_few(size: int) -> Insight:
    """What stands in the place of `insights` on a list of so many people, one to four: that, and a step."""
    told = load_rules().few
    said = tr(told.observation_one) if size == 1 else tr(told.observation, size=size)
    return Insight("few", None, size, said, tr(told.question), tr(told.step), neutral=True)


def worth_reading(said: Sequence[Insight]) -> list[Insight]:
    """What of `insights` stands in a text beside the answers themselves.

    What stands in the place of a strength is on the bars, and no news: beside patterns it is left out, unless the first
    of them is a private one, with which nobody wants to begin.
    """
    if len(said) > 1 and said[0].neutral and not load_rules().rule(said[1].key).private:
        return list(said[1:])
    return list(said)


def step_to_try(said: Sequence[Insight]) -> str:
    """The one step that goes with what is said to a person, one thing at least: that of the first pattern, if any."""
    return next((one for one in said if not (one.strength or one.neutral)), said[0]).step


def room_findings(
    factors: Sequence[Factor],
    measures: Sequence[NetworkMeasures],
    *,
    floor: int = 0,
    given: frozenset[str] = MATTERS,
    words: Words = USUAL_WORDS,
) -> tuple[list[RoomInsight], int]:
    """What to say to the room: a strength, then what holds for a third of the people or more, most widespread first.

    One per theme, at most five, and nothing about fewer than five people; but facts of the place all, since nobody's
    own papers have them. It names nobody. When people's networks have no pattern in common, that is said instead. With
    a `floor`, something is said only where so many people could be judged and it holds for as many of them. Where it
    does not hold for fewer than that, or holds for all, the number would tell of each: "at least" as many are said
    then as leave so many open, and nothing in a room too small for it. `words` are as for `insights`.

    Beside that the number of further themes of which something holds for a third of the room.
    """
    rules = load_rules()
    counted = _Counted(rules, factors, measures, floor, given, words)
    shared = [rule for rule in rules.rules if not rule.strength and counted.is_shared(rule)]
    told = sorted(
        (found for rule in shared if (found := counted.tell(rule)) is not None),
        # By what is said, so that not even their order tells more.
        key=lambda found: (not found.of_place, -found.count / found.of, rules.rules.index(rules.rule(found.key))),
    )
    themes: set[str] = set()
    said: list[RoomInsight] = []
    further = 0
    strong = _shared_strength(rules, counted, {rules.rule(found.key).theme for found in told})
    for found in told:
        theme = rules.rule(found.key).theme
        if found.of_place or (theme not in themes and len(said) + len(strong) < rules.room.most):
            said.append(found)
        elif theme not in themes:
            further += 1
        themes.add(theme)
    if not told:
        # A pattern that is there but may not be told is no lack of one.
        return (strong if shared else [*strong, *counted.varied()]), 0
    return [*strong, *said], further


def facts_of_place(
    factors: Sequence[Factor],
    measures: Sequence[NetworkMeasures],
    *,
    floor: int = 0,
    given: frozenset[str] = MATTERS,
) -> frozenset[str]:
    """The keys of the patterns that hold for so much of the room that they are the place's rather than a person's.

    The room is told each of them; what may not be told to the room stays everybody's own.
    """
    rules = load_rules()
    counted = _Counted(rules, factors, measures, floor, given)
    found = (counted.tell(rule) for rule in rules.rules if not rule.strength and counted.is_shared(rule))
    return frozenset(each.key for each in found if each is not None and each.of_place)


def themes_unsaid(
    factors: Sequence[Factor],
    measures: NetworkMeasures,
    *,
    of_place: frozenset[str] = frozenset(),
    given: frozenset[str] = MATTERS,
) -> int:
    """Of how many further themes something stands out in a network that `insights` has no room for."""
    rules = load_rules()
    seen = rules.see(factors, measures, given)
    themes = {rule.theme for rule, _ in _holding(rules, seen) if not rule.strength and rule.key not in of_place}
    return max(0, len(themes) - len(_patterns(rules, seen, of_place)[: rules.patterns]))


def more_stands_out(unsaid: int) -> str:
    """`themes_unsaid` as a sentence to their owner; empty for none."""
    return (
        trn(
            "One more theme stands out. So that there is one thing to do, not everything is said here.",
            "{count} more themes stand out. So that there is one thing to do, not everything is said here.",
            unsaid,
        )
        if unsaid
        else ""
    )


def thresholds_are_ours() -> str:
    """A sentence that marks the numbers from which on something is said as our own choice."""
    return tr(load_rules().ours)


def step_of_nobody() -> str:
    """One step for somebody whose list is empty."""
    return tr(load_rules().nobody.step)


def questions_to_oneself(size: int) -> list[str]:
    """What somebody with a list of so many people may think about; of few, nothing that compares them."""
    rules = load_rules()
    return [tr(question) for question in (rules.questions if size >= rules.least else rules.nobody.questions)]


def debrief_questions() -> list[str]:
    """Questions to talk about when everybody has their own shape in front of them."""
    return [tr(question) for question in load_rules().questions]


def _holding(rules: Rules, seen: Seen) -> list[tuple[Rule, Evidence]]:
    """The rules that hold, in the order of the file."""
    judged = ((rule, seen.judge(rule)) for rule in rules.rules)
    return [(rule, found) for rule, found in judged if found is not None and found.holds]


def _patterns(rules: Rules, seen: Seen, of_place: frozenset[str]) -> list[tuple[Rule, Evidence]]:
    """What could be said of a network beside its strength: one of each theme, "nobody" last and once at most."""
    holding = [(rule, found) for rule, found in _holding(rules, seen) if not rule.strength and rule.key not in of_place]
    holding.sort(key=lambda pair: -1.0 if pair[1].excess is None else pair[1].excess, reverse=True)
    chosen: list[tuple[Rule, Evidence]] = []
    for rule, found in holding:
        again = rule.when.is_nobody and any(other.when.is_nobody for other, _ in chosen)
        if not again and rule.theme not in {other.theme for other, _ in chosen}:
            chosen.append((rule, found))
    return chosen


class _Counted:
    """For how many people of a room each rule holds, of those for whom it can be judged."""

    def __init__(
        self,
        rules: Rules,
        factors: Sequence[Factor],
        measures: Sequence[NetworkMeasures],
        floor: int,
        given: frozenset[str],
        words: Words = USUAL_WORDS,
    ) -> None:
        self._rules, self._floor, self._units = rules, floor, words.units()
        self._people = max(rules.room.people, floor)
        self._everybody = len(measures)
        self._of: Counter[str] = Counter()
        self._count: Counter[str] = Counter()
        self._judged = 0
        for each in measures:
            seen = rules.see(factors, each, given)
            found = {rule.key: evidence for rule in rules.rules if (evidence := seen.judge(rule)) is not None}
            self._of.update(found.keys())
            self._count.update(key for key, evidence in found.items() if evidence.holds)
            questions = {rules.rule(key).when.factor for key in found} - {None}
            self._judged += len(questions) >= rules.room.judged

    def is_shared(self, rule: Rule) -> bool:
        """Whether a rule that may be told to a room holds for enough of enough people."""
        count, of = self._count[rule.key], self._of[rule.key]
        return not rule.private and of >= self._people and count >= max(2, self._rules.room.share * of)

    def tell(self, rule: Rule) -> RoomInsight | None:
        """What the room may be told of a rule; None where it may not."""
        count, judged = self._count[rule.key], self._of[rule.key]
        of = self._told(judged)
        # "At least" is counted from what is told of those judged, or it would tell their number.
        told = tellable(count, judged if judged - count >= self._floor else of, self._floor)
        if told is None or rule.room is None or rule.room_step is None:
            return None
        count, at_least = told
        said = tr("at least {count}", count=count) if at_least else count
        sentence = tr(rule.room, count=said, of=of, percent=percent(rule.when.threshold or 0), **self._units)
        step = tr(rule.room_step, **self._units)
        # "At least" is more than half of them, and nothing about it may tell how many more.
        of_place = not rule.strength and (at_least or count >= self._rules.room.place * of)
        return RoomInsight(
            rule.key, count, of, sentence[0].upper() + sentence[1:], step, rule.strength, of_place,
            frozenset([rule.when.factor] if rule.when.factor else []),
        )  # fmt: skip

    def varied(self) -> list[RoomInsight]:
        """That no pattern runs through the room, where enough people's networks could have shown one."""
        if self._judged < self._people:
            return []
        told, of = self._rules.room, self._told(self._judged)
        return [RoomInsight("varied", 0, of, tr(told.varied, of=of), tr(told.varied_step))]

    def _told(self, judged: int) -> int:
        """Of how many it is said that they could be judged: where few others could not be, they are not counted out."""
        return told_of(judged, self._everybody, self._floor) if self._floor else judged


def _shared_strength(rules: Rules, counted: _Counted, themes: set[str]) -> list[RoomInsight]:
    """The first strength that enough people share and that speaks of none of these themes."""
    for rule in rules.rules:
        if rule.strength and rule.theme not in themes and counted.is_shared(rule):
            found = counted.tell(rule)
            if found is not None:
                return [found]
    return []


def _tell(rules: Rules, seen: Seen, rule: Rule, found: Evidence, words: Words) -> Insight:
    units = words.units()
    observation = tr(
        rule.said_of(found),
        count=found.count,
        n=found.n,
        size=seen.measures.size,
        contacts=_contacts(rules, found.n, seen.measures.size, rule.contacts_rated),
        percent=percent(found.share or 0),
        groups=seen.measures.groups,
        **found.filled,
        **units,
    )
    return Insight(
        rule.key,
        found.share,
        found.n,
        observation[0].upper() + observation[1:],
        tr(rule.question, **units),
        tr(rule.step, **units),
        rule.strength,
    )


def _contacts(rules: Rules, n: int, size: int, rated: str | None = None) -> str:
    return tr(rated or rules.phrases.contacts_rated if n < size else rules.phrases.contacts, n=n)


def _neutral(rules: Rules, factors: Sequence[Factor], seen: Seen, taken: set[str | None]) -> Insight:
    """The largest share of one answer, rather of a question of which nothing else is said; the list where none is."""
    told, measured = rules.neutral, seen.measures
    asked = [
        (factor, found)
        for factor in factors
        if (found := measured.factors.get(factor.key)) is not None
        and found.n >= rules.least
        and factor.key not in told.not_of
        and factor.key not in taken
        and len(found.top_codes) == 1
    ]
    question, step = tr(told.question), tr(told.step)
    if not asked:
        said = tr(told.list_only, size=measured.size)
        return Insight("list", None, measured.size, said, tr(told.list_question), step, neutral=True)
    # Of two answers one holds half anyway, of five it takes more: so against what an even split would give.
    factor, found = max(asked, key=lambda pair: (pair[1].top_share or 0) * len(pair[0].codes))
    (code,) = found.top_codes
    observation = tr(
        told.observation_all if found.counts[code - 1] == found.n else told.observation,
        asked=factor.label,
        answer=factor.codes[code - 1],
        count=found.counts[code - 1],
        contacts=_contacts(rules, found.n, measured.size),
    )
    key = f"largest {factor.key} {code}"
    return Insight(key, found.top_share, found.n, observation, question, step, neutral=True)
