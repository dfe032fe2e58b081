"""The rules behind the insights, as they stand in `resources/insights`.

A rule is a condition, see `conditions`, with what is said when it holds. It can't be judged where a set of questions
lacks the question or has another number of answers to it, where too few contacts are rated, or where it needs
something of the workshop that isn't so: what a rule says must be true of the very answers it counts. Each rule says
where its idea comes from, and its numbers are marked as ours.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from string import Formatter
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, PlainValidator, model_validator

from facilitator.errors import NotFound
from facilitator.exercises.content_file import ExerciseContent, read_content
from facilitator.exercises.network.conditions import Condition, Term, Undefined, parse, parse_term
from facilitator.exercises.network.factors import Factor
from facilitator.exercises.network.measures import FactorMeasures, NetworkMeasures
from facilitator.i18n import tr
from facilitator.resources import resource_named

Share = Annotated[float, Field(gt=0, lt=1)]
Needs = Literal["outside"]
"""What must be so in a workshop: that people beyond the organisation matter to the work."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a rule found: `count` of `n` contacts.

    `share` is the share or density that the rule rests on, None where there is none. `excess` orders what holds, see
    `Limit.excess`; it is None for what is missing, which comes last. `filled` are the further numbers of its texts.
    """

    holds: bool
    count: int
    n: int
    share: float | None
    excess: float | None
    filled: Mapping[str, int]


def _text(*fields: str) -> AfterValidator:
    """A check that a text asks only for what will be filled in."""

    def check(text: str) -> str:
        unknown = _asked_for(text) - set(fields)
        if unknown:
            raise ValueError(tr("nothing fills {names}", names=", ".join(f"{{{name}}}" for name in sorted(unknown))))
        return text

    return AfterValidator(check)


def _asked_for(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


_UNITS = ("team", "department")
"""What every text of a rule may speak of in the client's word."""
OfRoom = Annotated[str, _text("count", "of", "percent", *_UNITS)]
Plain = Annotated[str, _text(*_UNITS)]
Phrase = Annotated[str, _text("n")]
_OF_PERSON = {"count", "size", "contacts", "n", "percent", "groups", *_UNITS}


class Rule(ExerciseContent):
    """One pattern: when it holds, what is said of a person and of the room.

    Of the rules of one `theme` one is said to a person. `source` is where the idea comes from and `numbers` where its
    threshold does, both by marks of the file's `sources`; `note` is for whoever edits the rules.
    Nothing is judged of fewer than `rated` contacts. A `strength` is something to build on. The observation has forms
    of its own where it holds for all contacts, for one and for none; `contacts_rated` is what it calls those who were
    rated, see `Phrases`. `fill` are further numbers for it. Every
    text may speak of a {team} and a {department}, one of each, in the client's word. What is `private` is never told to
    the room.
    """

    key: str
    theme: str
    source: str
    numbers: str
    note: str | None = None
    when: Annotated[Condition, PlainValidator(parse)]
    rated: int = Field(ge=1)
    strength: bool = False
    private: bool = False
    needs: Needs | None = None
    fill: Mapping[str, str] = {}
    contacts_rated: Phrase | None = None
    observation: str
    observation_all: str | None = None
    observation_one: str | None = None
    observation_none: str | None = None
    question: Plain
    step: Plain
    room: OfRoom | None = None
    room_step: Plain | None = None

    @model_validator(mode="after")
    def _texts_are_whole(self) -> Self:
        said = [self.observation, self.observation_all, self.observation_one, self.observation_none]
        unknown = {name for text in said if text for name in _asked_for(text)} - _OF_PERSON - set(self.fill)
        if unknown:
            raise ValueError(tr("nothing fills {names}", names=", ".join(f"{{{name}}}" for name in sorted(unknown))))
        if not self.private and not (self.room and self.room_step):
            raise ValueError(tr("a rule that is not private says something to the room"))
        return self

    def terms(self) -> dict[str, Term]:
        """The further numbers of its texts."""
        return {name: parse_term(text, self.when.factor) for name, text in self.fill.items()}

    def said_of(self, found: Evidence) -> str:
        """The observation in the form that fits what was found."""
        wordings = {1: self.observation_one, 0: self.observation_none}
        if found.count == found.n and found.share in (None, 1):
            # Of the network as a whole all contacts count, whatever the share is.
            wordings = {found.n: self.observation_all}
        return wordings.get(found.count) or self.observation


class KnownFactor(ExerciseContent):
    """What a question must be for the rules to speak of it: so many answers, and of this kind if one is named."""

    codes: int = Field(ge=2)
    kind: str | None = None


class Phrases(ExerciseContent):
    """How the contacts are called: all on the list, or those who were rated where that are not all of them."""

    contacts: Phrase
    contacts_rated: Phrase


class Neutral(ExerciseContent):
    """What is said in the place of a strength where none holds: one answer's share, or the list alone.

    `not_of` are questions of which one would not want to hear that first.
    """

    not_of: tuple[str, ...]
    observation: Annotated[str, _text("asked", "answer", "count", "contacts")]
    observation_all: Annotated[str, _text("asked", "answer", "contacts")]
    list_only: Annotated[str, _text("size")]
    list_question: str
    question: str
    step: str


class Few(ExerciseContent):
    """What is said of a list that is too short for anything to stand out."""

    observation: Annotated[str, _text("size")]
    observation_one: str
    question: str
    step: str


class Nobody(ExerciseContent):
    """What is proposed to somebody whose list is empty, and what they may think about."""

    step: str
    questions: tuple[str, ...]


class RoomRules(ExerciseContent):
    """From how many people on, and for how large a share of them, something is said of the room.

    What holds for `place` of them is a fact of the place and nobody's own pattern. `judged` questions make a network
    that could have shown one.
    """

    people: int = Field(ge=3)
    share: Share
    place: Share
    most: int = Field(ge=1)
    judged: int = Field(ge=1)
    numbers: str
    varied: Annotated[str, _text("of")]
    varied_step: str


class Rules(ExerciseContent):
    """A file of rules. To a person, `patterns` of them are said beside a strength.

    `least` contacts are the fewest that anything at all is said of. `standard` are the questions that `judged` and
    `over` count.
    """

    title: str
    language: str
    sources: Mapping[str, str]
    least: int = Field(ge=1)
    patterns: int = Field(ge=1)
    factors: Mapping[str, KnownFactor]
    standard: tuple[str, ...]
    phrases: Phrases
    rules: tuple[Rule, ...]
    neutral: Neutral
    few: Few
    nobody: Nobody
    room: RoomRules
    ours: str
    questions: tuple[str, ...]

    @model_validator(mode="after")
    def _names_are_known(self) -> Self:
        keys = [rule.key for rule in self.rules]
        if len(set(keys)) < len(keys):
            raise ValueError(tr("two rules have the same key"))
        for rule in self.rules:
            terms = [*(limit.term for limit in rule.when.limits), *rule.terms().values()]
            for term in terms:
                self._check(term, rule.key)
            if missing := set(rule.when.rules) - set(keys):
                raise ValueError(tr("{rule} speaks of an unknown rule, {key}", rule=rule.key, key=min(missing)))
            if rule.key in rule.when.rules or any(self.rule(key).when.rules for key in rule.when.rules):
                raise ValueError(tr("{rule} speaks of a rule that speaks of others", rule=rule.key))
        marks = {self.room.numbers, *(mark for rule in self.rules for mark in (rule.numbers, rule.source))}
        if not marks <= set(self.sources):
            raise ValueError(tr("a mark is not among the sources"))
        return self

    def _check(self, term: Term, where: str) -> None:
        if term.factor is not None and term.factor not in self.factors:
            raise ValueError(tr("{rule} speaks of an unknown question, {key}", rule=where, key=term.factor))
        if term.factor is not None and max(term.codes) > self.factors[term.factor].codes:
            raise ValueError(tr("{rule} speaks of an answer that isn’t there", rule=where))

    def rule(self, key: str) -> Rule:
        """One rule."""
        return next(rule for rule in self.rules if rule.key == key)

    def see(
        self, factors: Sequence[Factor], measures: NetworkMeasures, given: frozenset[str] = frozenset({"outside"})
    ) -> "Seen":
        """The part of a measured network that these rules can speak of; `given` is what is so in the workshop."""
        found: dict[str, FactorMeasures] = {}
        for factor in factors:
            known, measured = self.factors.get(factor.key), measures.factors.get(factor.key)
            if known and measured and len(factor.codes) == known.codes and known.kind in (factor.kind, None):
                found[factor.key] = measured
        return Seen(self, measures, found, given)


@dataclass(frozen=True, slots=True)
class Seen:
    """What rules may look at: a measured network, and of its questions those that are as the rules know them."""

    rules: Rules
    measures: NetworkMeasures
    factors: Mapping[str, FactorMeasures]
    given: frozenset[str]

    def judge(self, rule: Rule) -> Evidence | None:
        """What a rule finds; None where it can't be judged."""
        when, size = rule.when, self.measures.size
        if size < rule.rated or (rule.needs is not None and rule.needs not in self.given):
            return None
        world, first = _World(self, rule.rated), when.first
        try:
            holds, value = when.holds(world), first.term.value(world)
            filled = {name: round(term.value(world)) for name, term in rule.terms().items()}
        except Undefined:
            return None
        n, count = size, size
        if when.factor is not None and first.term.factor is not None:
            measured = self.factors[first.term.factor]
            n, count = measured.n, sum(measured.counts[code - 1] for code in first.term.codes)
        share = value if when.threshold is not None else None
        return Evidence(holds, count, n, share, first.excess(value), filled)


@dataclass(frozen=True, slots=True)
class _World:
    """A network as a condition asks it, of at least so many rated contacts a question."""

    seen: Seen
    rated: int

    def counts(self, factor: str) -> Sequence[int] | None:
        found = self.seen.factors.get(factor)
        return found.counts if found is not None and found.n >= self.rated else None

    def whole(self, name: str) -> float | None:
        measures = self.seen.measures
        return {
            "N": measures.size,
            "density": measures.structure.density,
            "groups": measures.groups,
            "judged": len(self._standard()),
        }[name]

    def over(self, share: float) -> float:
        return sum((found.top_share or 0) > share for found in self._standard())

    def holds(self, rule: str) -> bool:
        found = self.seen.judge(self.seen.rules.rule(rule))
        return found is not None and found.holds

    def _standard(self) -> list[FactorMeasures]:
        found = (self.seen.factors.get(key) for key in self.seen.rules.standard)
        return [each for each in found if each is not None and each.n >= self.rated]


@cache
def load_rules(key: str = "standard") -> Rules:
    """The rules in one file of `resources/insights`. Raises NotFound for an unknown key, BadFile for a broken file."""
    path = resource_named("insights", key)
    if path is None:
        raise NotFound(tr("There is no set of insights called “{key}”.", key=key), key=key)
    return read_content(path, Rules)
