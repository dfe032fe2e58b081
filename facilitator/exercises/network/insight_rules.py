"""The rules behind the insights, as they stand in `resources/insights`.

A rule looks at one factor, or at the list's length or the reliance on few, and either can't be judged, holds or
doesn't. It can't be judged where a factor set lacks the factor or defines other codes for it, or where too few
contacts are rated: what a rule says must be true of the very answers it counts. Each rule and threshold is marked
with where it comes from; the percentages are ours.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from string import Formatter
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from facilitator.errors import NotFound
from facilitator.exercises.content_file import Form, read_content
from facilitator.exercises.network.factors import Factor, Kind
from facilitator.exercises.network.measures import FactorMeasures, NetworkMeasures
from facilitator.i18n import tr
from facilitator.resources import resource

Share = Annotated[float, Field(gt=0, lt=1)]
Codes = Annotated[tuple[Annotated[int, Field(ge=1)], ...], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class Seen:
    """What rules may look at: the factors that are as the rules know them, `rated` being the fewest contacts."""

    measures: NetworkMeasures
    factors: Mapping[str, tuple[Factor, FactorMeasures]]
    rated: int

    def factor(self, key: str, rated: int | None = None) -> tuple[Factor, FactorMeasures] | None:
        """A factor with its measures; None where it is missing, different, or rated for too few contacts."""
        found = self.factors.get(key)
        return found if found is not None and found[1].n >= max(rated or 0, self.rated) else None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a rule found: `count` of `n` contacts, and the share that orders the insights, None where there is none."""

    holds: bool
    count: int
    n: int
    share: float | None


class ShareOf(Form):
    """So large a share of the rated contacts has one of these codes."""

    kind: Literal["share"]
    factor: str
    codes: Codes
    at_least: Share | None = None
    more_than: Share | None = None

    @model_validator(mode="after")
    def _one_threshold(self) -> Self:
        if (self.at_least is None) == (self.more_than is None):
            raise ValueError(tr("give either “at_least” or “more_than”"))
        return self

    @property
    def threshold(self) -> float:
        """The share from which, or above which, the rule holds."""
        return self.at_least or self.more_than or 1.0

    def judge(self, seen: Seen) -> Evidence | None:
        """Whether the rule holds; None where it can't be judged."""
        found = seen.factor(self.factor)
        if found is None:
            return None
        count, n = _count(found[1], self.codes), found[1].n
        holds = count / n >= self.threshold if self.more_than is None else count / n > self.threshold
        return Evidence(holds, count, n, count / n)


class Nobody(Form):
    """No rated contact has one of these codes."""

    kind: Literal["nobody"]
    factor: str
    codes: Codes
    threshold: None = None

    def judge(self, seen: Seen) -> Evidence | None:
        """Whether the rule holds; None where it can't be judged. It has no share: it says what is missing."""
        found = seen.factor(self.factor)
        if found is None:
            return None
        count = _count(found[1], self.codes)
        return Evidence(count == 0, count, found[1].n, None)


class Few(Form):
    """At least one but only few contacts have one of these codes; the share is what they hold of all interactions."""

    kind: Literal["few"]
    factor: str
    codes: Codes
    at_most: int = Field(ge=1)
    rated: int = Field(ge=1)
    threshold: None = None

    def judge(self, seen: Seen) -> Evidence | None:
        """Whether the rule holds; None where it can't be judged, as for a factor that counts no interactions."""
        found = seen.factor(self.factor, self.rated)
        if found is None or found[0].yearly is None:
            return None
        measured = found[1]
        yearly = [each * count for each, count in zip(found[0].yearly, measured.counts, strict=True)]
        held, total = sum(yearly[code - 1] for code in self.codes), sum(yearly)
        count = _count(measured, self.codes)
        return Evidence(1 <= count <= self.at_most, count, measured.n, held / total if total else None)


class TopThree(Form):
    """The three contacts met most often hold so large a share of all interactions; not for tallies."""

    kind: Literal["top3"]
    factor: str
    at_least: Share
    rated: int = Field(ge=4)

    @property
    def threshold(self) -> float:
        """The share from which the rule holds."""
        return self.at_least

    def judge(self, seen: Seen) -> Evidence | None:
        """Whether the rule holds; None where it can't be judged."""
        found, share = seen.factor(self.factor, self.rated), seen.measures.top3
        if found is None or share is None:
            return None
        return Evidence(share >= self.at_least, 3, found[1].n, share)


class Length(Form):
    """The list is shorter or longer than a number of contacts."""

    kind: Literal["length"]
    below: int | None = None
    above: int | None = None
    factor: None = None
    threshold: None = None

    @model_validator(mode="after")
    def _one_threshold(self) -> Self:
        if (self.below is None) == (self.above is None):
            raise ValueError(tr("give either “below” or “above”"))
        return self

    def judge(self, seen: Seen) -> Evidence | None:
        """Whether the rule holds; None for a list too short to say anything about."""
        size = seen.measures.size
        if size < seen.rated:
            return None
        holds = size < self.below if self.below is not None else size > (self.above or 0)
        return Evidence(holds, size, size, None)


class Efficiency(Form):
    """How many separate circles the contacts open, as a share of the list, is low or high; only where ties are known.

    The share that orders the insights is the density: how many of the pairs know each other.
    """

    kind: Literal["efficiency"]
    below: Share | None = None
    at_least: Share | None = None
    factor: None = None
    threshold: None = None

    @model_validator(mode="after")
    def _one_threshold(self) -> Self:
        if (self.below is None) == (self.at_least is None):
            raise ValueError(tr("give either “below” or “at_least”"))
        return self

    def judge(self, seen: Seen) -> Evidence | None:
        """Whether the rule holds; None where it can't be judged."""
        found = seen.measures.structure
        if found.efficiency is None or found.density is None or found.size < seen.rated:
            return None
        holds = found.efficiency < self.below if self.below is not None else found.efficiency >= (self.at_least or 1)
        return Evidence(holds, found.ties or 0, found.size, found.density or None)


def _count(measured: FactorMeasures, codes: Iterable[int]) -> int:
    return sum(measured.counts[code - 1] for code in codes)


def _text(*fields: str) -> AfterValidator:
    """A check that a text asks only for what will be filled in."""

    def check(text: str) -> str:
        unknown = {name for _, name, _, _ in Formatter().parse(text) if name is not None} - set(fields)
        if unknown:
            raise ValueError(tr("nothing fills {names}", names=", ".join(f"{{{name}}}" for name in sorted(unknown))))
        return text

    return AfterValidator(check)


OfPerson = Annotated[str, _text("count", "size", "these", "among", "percent")]
OfRoom = Annotated[str, _text("count", "of", "percent")]


class Rule(Form):
    """One pattern: when it holds, what is said of a person and of the room.

    Of the rules of one `theme` only one is said, so that no two speak of the same thing. `idea` and `numbers` are
    marks of the file's `sources`.
    """

    key: str
    theme: str
    idea: str
    numbers: str
    when: Annotated[ShareOf | Nobody | Few | TopThree | Length | Efficiency, Field(discriminator="kind")]
    observation: OfPerson
    question: str
    step: str
    room: OfRoom
    room_step: str


class Clause(Form):
    """A part of what is said of a balanced network."""

    factor: str
    codes: Codes
    text: Annotated[str, _text("count", "n")]


class Balanced(Form):
    """What is said when no rule holds and rules on at least so many factors could be judged.

    The observation gives the first so many `clauses` of the evidence that count anybody.
    """

    idea: str
    numbers: str
    factors: int = Field(ge=1)
    clauses: int = Field(ge=1)
    evidence: tuple[Clause, ...]
    observation: Annotated[str, _text("evidence")]
    question: str
    step: str
    room: Annotated[str, _text("of")]
    room_step: str


class KnownFactor(Form):
    """What a factor must be for the rules to speak of it."""

    kind: Kind
    codes: int


Phrase = Annotated[str, _text("count", "n")]


class Phrases(Form):
    """How the contacts are called: `…_rated` when not all of the list were rated, `all…` when every one is meant."""

    among_all: Phrase
    among_rated: Phrase
    part_of_all: Phrase
    part_of_rated: Phrase
    all: Phrase
    all_rated: Phrase


class RoomRules(Form):
    """From how many people on, and for how large a share of them, something is said of the room."""

    people: int = Field(ge=3)
    share: Share
    most: int = Field(ge=1)
    numbers: str


class Step(Form):
    """One thing a person can do; `manager` marks those for people who lead others."""

    key: str
    text: str
    manager: bool = False


class Rules(Form):
    """A file of rules. `rated` contacts are the fewest that anything is said of; `most` insights are shown.

    `strengths` are rules of what is there to build on; the first that holds and whose theme is not spoken of yet is
    said beside the others. The last of them should hold for every network.
    """

    title: str
    language: str
    sources: Mapping[str, str]
    rated: int = Field(ge=1)
    most: int = Field(ge=1)
    factors: Mapping[str, KnownFactor]
    phrases: Phrases
    rules: tuple[Rule, ...]
    strengths: tuple[Rule, ...] = ()
    balanced: Balanced
    room: RoomRules
    questions: tuple[str, ...]
    steps: tuple[Step, ...]

    @model_validator(mode="after")
    def _names_are_known(self) -> Self:
        everything = (*self.rules, *self.strengths)
        keys = [rule.key for rule in everything]
        if len(set(keys)) < len(keys):
            raise ValueError(tr("two rules have the same key"))
        for rule in everything:
            self._check(rule.when.factor, getattr(rule.when, "codes", ()), rule.key)
        for clause in self.balanced.evidence:
            self._check(clause.factor, clause.codes, "balanced")
        ideas = {self.balanced.idea, *(rule.idea for rule in everything)}
        numbers = {self.balanced.numbers, self.room.numbers, *(rule.numbers for rule in everything)}
        if not ideas | numbers <= set(self.sources):
            raise ValueError(tr("a mark is not among the sources"))
        return self

    def _check(self, factor: str | None, codes: Sequence[int], where: str) -> None:
        if factor is not None and factor not in self.factors:
            raise ValueError(tr("{rule} speaks of an unknown question, {key}", rule=where, key=factor))
        if factor is not None and codes and max(codes) > self.factors[factor].codes:
            raise ValueError(tr("{rule} speaks of an answer that isn’t there", rule=where))

    def see(self, factors: Sequence[Factor], measures: NetworkMeasures) -> Seen:
        """The part of a measured network that these rules can speak of."""
        found: dict[str, tuple[Factor, FactorMeasures]] = {}
        for factor in factors:
            known, measured = self.factors.get(factor.key), measures.factors.get(factor.key)
            if known and measured and (factor.kind, len(factor.codes)) == (known.kind, known.codes):
                found[factor.key] = (factor, measured)
        return Seen(measures, found, self.rated)


@cache
def load_rules(key: str = "standard") -> Rules:
    """The rules in one file of `resources/insights`. Raises NotFound for an unknown key, BadFile for a broken file."""
    path = resource("insights", f"{key}.json")
    if not path.is_file():
        raise NotFound(tr("There is no set of insights called “{key}”.", key=key), key=key)
    return read_content(path, Rules)
