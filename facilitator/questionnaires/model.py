"""What can be asked: kinds of question, pages, conditions, and one answered value.

All of it is data that never changes once it is made: an edited questionnaire is another one. What is not a
questionnaire is refused as it is made, with a sentence that says where and why.
"""

import math
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, Self, TypeVar

from pydantic import ConfigDict, Field, ValidationError, model_validator

from facilitator.errors import BadFile
from facilitator.i18n import tr
from facilitator.json_files import json_in
from facilitator.records import Record
from facilitator.text_matching import caseless

Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Words = Annotated[str, Field(min_length=1, max_length=1000)]
Names = Literal["signed", "initials", "anonymous"]
Together = Literal["alone", "pairs", "teams"]
Layout = Literal["list", "grid", "cards"]
Missing = Literal["skipped", "declined", "not_applicable"]
Privacy = Literal["oneself", "others", "sensitive"]
"""Of whom an answer tells: of whoever gives it, of others too, or what harms somebody if it gets about."""

CONSENTED = "yes"
"""What a condition on a consent asks for."""
MOST_OPTIONS = 200


class Value(NamedTuple):
    """One answered value: exactly one of its parts is set; a count of an option has both `option` and `number`.

    `person` is a participant's id and `team` the id of a named team. `missing` says why there is no answer.
    """

    option: str = ""
    word: str | None = None
    number: float | None = None
    day: date | None = None
    person: int | None = None
    team: int | None = None
    missing: str = ""


_TOO_LARGE = 10**18
"""What the library's JSON holds is less: see `facilitator.json_files`."""


class TidyRecord(Record):
    """Data that is checked as it is made: no unknown names, and never changed."""

    model_config: ClassVar[ConfigDict] = ConfigDict(str_strip_whitespace=True, allow_inf_nan=False)

    @model_validator(mode="after")
    def _can_be_kept(self) -> Self:
        # A number that is written as a text comes past the door that looks at numbers, and is one from here on.
        for value in vars(self).values():
            if isinstance(value, int) and abs(value) >= _TOO_LARGE:
                raise ValueError(tr("The number {number} is too large.", number=value))
        return self


class Option(TidyRecord):
    """One answer to choose. `value` is what it counts in a measure, None for nothing; a `hidden` one is not offered."""

    key: Key
    label: Words
    group: str = ""
    value: float | None = None
    hidden: bool = False


class Condition(TidyRecord):
    """Holds where `question` was answered with one of these options; for a consent, where it was given ("yes")."""

    question: Key
    any_of: tuple[Key, ...] = Field(min_length=1)


class Page(TidyRecord):
    """Questions shown together. As a `grid` they are asked of all answers of an earlier question at once.

    As `cards` it is one question for texts: a large field for the next one, and those that are written below it. With
    `words_most` what is written to all of them together has so many words at most.
    """

    key: Key
    title: str = ""
    questions: tuple[Key, ...] = Field(min_length=1)
    only_if: Condition | None = None
    layout: Layout = "list"
    words_most: Annotated[int, Field(ge=1)] | None = None


class Question(TidyRecord):
    """What all kinds of question have.

    `label` heads a column, else the text does. `about` names an earlier question: this one is asked once for each of
    its answers. With `may_decline` one may rather not say. `role` is a word by which an exercise finds the question.
    What is `sensitive` is never asked about others who are named.
    """

    key: Key
    text: Words
    label: str = ""
    help: str = ""
    required: bool = False
    hidden: bool = False
    only_if: Condition | None = None
    about: Key | None = None
    may_decline: bool = False
    role: str = ""
    privacy: Privacy = "oneself"

    @property
    def head(self) -> str:
        """What stands above its column, or names it in a sentence."""
        return self.label or self.text


class Text(Question):
    """Words: one entry or several, each of so many letters and, with `words_most`, words.

    `rows` is how much room is offered; a single row takes no line breaks. Answers that name people outside of the
    roster (`names_people`) can be replaced by numbers. What is written `to_room` is shown to everybody, without whose
    it is; whoever is asked reads so first.

    Whoever answers writes `entries_own` of the entries at most, the facilitator may write down more. On a sheet there
    is room for `entries_printed`. None is as many as there may be.
    """

    kind: Literal["text"] = "text"
    longest: int = Field(160, ge=1, le=4000)
    rows: int = Field(1, ge=1, le=20)
    entries: int = Field(1, ge=1, le=60)
    entries_own: int | None = Field(None, ge=1, le=60)
    entries_printed: int | None = Field(None, ge=1, le=60)
    words_most: int | None = Field(None, ge=1)
    names_people: bool = False
    to_room: bool = False

    @property
    def most_own(self) -> int:
        """How many entries whoever answers may write."""
        return min(self.entries_own or self.entries, self.entries)


class _WithOptions(Question):
    options: tuple[Option, ...] = Field(min_length=1, max_length=MOST_OPTIONS)

    @model_validator(mode="after")
    def _options_differ(self) -> Any:
        _check_options(self)
        return self


class OneOf(_WithOptions):
    """One of several options."""

    kind: Literal["one_of"] = "one_of"


class SeveralOf(_WithOptions):
    """Any number of options, at least `least` and at most `up_to`, None for all of them."""

    kind: Literal["several_of"] = "several_of"
    least: int = Field(0, ge=0)
    up_to: int | None = Field(None, ge=1)

    @model_validator(mode="after")
    def _fits(self) -> "SeveralOf":
        most = len(self.options) if self.up_to is None else self.up_to
        if self.least > most or most > len(self.options):
            raise ValueError(tr("“{question}” asks for more options than it has.", question=self.head))
        return self


class Rank(Question):
    """The best options in order, `best` of them at most: of its own, or of those ticked in `from_ticks`."""

    kind: Literal["rank"] = "rank"
    options: tuple[Option, ...] = Field((), max_length=MOST_OPTIONS)
    from_ticks: Key | None = None
    best: int = Field(5, ge=1, le=20)

    @model_validator(mode="after")
    def _ranks_something(self) -> "Rank":
        if bool(self.options) == (self.from_ticks is not None):
            raise ValueError(tr("“{question}” ranks either options of its own or those ticked.", question=self.head))
        _check_options(self)
        return self


class Scale(Question):
    """A point of a scale: numbers from `lowest` on, one for each label. `not_applicable` words a way out of it."""

    kind: Literal["scale"] = "scale"
    labels: tuple[Words, ...] = Field(min_length=2, max_length=11)
    lowest: int = Field(1, ge=-5, le=10)
    not_applicable: str = ""

    @property
    def points(self) -> range:
        """The numbers that can be chosen."""
        return range(self.lowest, self.lowest + len(self.labels))

    @model_validator(mode="after")
    def _labels_differ(self) -> "Scale":
        _differ(
            map(caseless, (*self.labels, self.not_applicable or "\0")),
            tr("Two points of “{question}”", question=self.head),
        )
        return self


class Number(Question):
    """A number with so many digits behind the point, in a range."""

    kind: Literal["number"] = "number"
    unit: str = ""
    least: float | None = None
    greatest: float | None = None
    digits: int = Field(0, ge=0, le=6)

    @model_validator(mode="after")
    def _is_a_range(self) -> "Number":
        limits = [limit for limit in (self.least, self.greatest) if limit is not None]
        if limits != sorted(limits) or not all(map(math.isfinite, limits)):
            raise ValueError(tr("The range of “{question}” is none.", question=self.head))
        return self


class Day(Question):
    """A date, in a range."""

    kind: Literal["day"] = "day"
    earliest: date | None = None
    latest: date | None = None

    @model_validator(mode="after")
    def _is_a_range(self) -> "Day":
        if self.earliest and self.latest and self.earliest > self.latest:
            raise ValueError(tr("The range of “{question}” is none.", question=self.head))
        return self


class Someone(Question):
    """People or teams of the roster, `up_to` of them; whoever answers is not among them unless with `oneself`."""

    kind: Literal["someone"] = "someone"
    whom: Literal["person", "team"] = "person"
    up_to: int = Field(1, ge=1, le=60)
    oneself: bool = False


class Consent(Question):
    """Agreement to the sentence in `text`. It counts as long as that sentence is the one that was agreed to.

    Where it is to answers to other questions, it `covers` these: what somebody else changes there takes it back.
    """

    kind: Literal["consent"] = "consent"
    covers: tuple[Key, ...] = ()


class Counts(_WithOptions):
    """How many fall under each option. With `total` they add up to the answer of that earlier number."""

    kind: Literal["counts"] = "counts"
    total: Key | None = None


AnyQuestion = Annotated[
    Text | OneOf | SeveralOf | Rank | Scale | Number | Day | Someone | Consent | Counts, Field(discriminator="kind")
]
LOOPED = (Text, OneOf, SeveralOf, Someone)
"""Whose answers others can be asked about."""
_CONDITIONED = (OneOf, SeveralOf, Rank, Consent)


class Questionnaire(TidyRecord):
    """Everything that a step asks, and how.

    `notice` is read before the first answer, with what is said of `names`. Questions come in the order of the pages;
    without pages all of them are on one. Where `private_until_sent`, what is not sent yet is its writer's alone: the
    facilitator neither reads nor sends it for them.
    """

    title: Words
    notice: str = ""
    names: Names = "signed"
    together: Together = "alone"
    private_until_sent: bool = False
    questions: tuple[AnyQuestion, ...] = Field(min_length=1, max_length=200)
    pages: tuple[Page, ...] = ()

    @cached_property
    def by_key(self) -> Mapping[str, Question]:
        """The questions by their keys, in the order in which they are asked."""
        known = {question.key: question for question in self.questions}
        return {key: known[key] for page in self.paged for key in page.questions}

    @cached_property
    def paged(self) -> tuple[Page, ...]:
        """The pages; one of all questions where none are declared."""
        return self.pages or (Page(key="all", questions=tuple(question.key for question in self.questions)),)

    @cached_property
    def page_of(self) -> Mapping[str, Page]:
        """The page of each question."""
        return {key: page for page in self.paged for key in page.questions}

    @cached_property
    def loops(self) -> Mapping[str, tuple[str, ...]]:
        """By a question's key, the keys of those that are asked about each of its answers."""
        found: dict[str, list[str]] = {}
        for question in self.by_key.values():
            if question.about is not None:
                found.setdefault(question.about, []).append(question.key)
        return {key: tuple(about) for key, about in found.items()}

    def counted_words(self, page: Page) -> tuple[str, ...]:
        """The keys of the questions whose words `page.words_most` counts together; none without such a limit."""
        if page.words_most is None:
            return ()
        return tuple(key for key in page.questions if isinstance(self.by_key[key], Text))

    @property
    def anonymous(self) -> bool:
        """Whether nobody may be able to tell whose an answer is."""
        return self.names == "anonymous"

    def find(self, key: str) -> Question | None:
        """The question of this key, hidden or not."""
        return self.by_key.get(key)

    def options(self, key: str) -> tuple[Option, ...]:
        """The options of a question, hidden ones too; those of the ticks for a rank of them; else none."""
        question = self.by_key[key]
        if isinstance(question, Rank) and question.from_ticks is not None:
            return self.options(question.from_ticks)
        return question.options if isinstance(question, _WithOptions | Rank) else ()

    def edited(self, **fields: Any) -> "Questionnaire":
        """Return the questionnaire with other values of these fields, checked anew; raises BadFile."""
        return read_record(Questionnaire, {**{name: getattr(self, name) for name in type(self).model_fields}, **fields})

    @model_validator(mode="after")
    def _holds_together(self) -> "Questionnaire":
        _differ((question.key for question in self.questions), tr("Two questions"))
        _differ((page.key for page in self.pages), tr("Two pages"))
        asked = [key for page in self.paged for key in page.questions]
        known = {question.key: question for question in self.questions}
        for key in asked:
            if key not in known:
                raise ValueError(tr("A page names the question “{key}”, which is not there.", key=key))
            if asked.count(key) > 1:
                raise ValueError(tr("“{question}” is on two pages.", question=known[key].head))
        for question in self.questions:
            if question.key not in asked:
                raise ValueError(tr("“{question}” is on no page.", question=question.head))
        before: dict[str, Question] = {}
        for page in self.paged:
            if page.only_if is not None:
                self._check_condition(page.only_if, None, before, page.title or page.key)
            if page.layout == "grid" and (
                len({known[key].about for key in page.questions}) > 1 or known[page.questions[0]].about is None
            ):
                raise ValueError(
                    tr(
                        "The grid “{page}” has questions that are not about the same answers.",
                        page=page.title or page.key,
                    )
                )
            if page.layout == "cards" and not (len(page.questions) == 1 and isinstance(known[page.questions[0]], Text)):
                raise ValueError(
                    tr("“{page}” has cards, which are the texts of one question.", page=page.title or page.key)
                )
            for key in page.questions:
                self._check_references(known[key], before)
                before[key] = known[key]
            self._check_words(page, known)
        return self

    def _check_words(self, page: Page, known: Mapping[str, Question]) -> None:
        if page.words_most is None:
            return
        texts = [known[key] for key in page.questions if isinstance(known[key], Text)]
        if not texts or any(each.about is not None for each in texts) or self.names == "anonymous":
            raise ValueError(
                tr(
                    "The page “{page}” counts words together: it needs questions for words that are not about another "
                    "answer, in a step whose answers are somebody’s.",
                    page=page.title or page.key,
                )
            )

    def _check_references(self, question: Any, before: Mapping[str, Question]) -> None:
        _check_privacy(question, before.get(question.about or ""))
        if self.names == "anonymous" and isinstance(question, Consent):
            raise ValueError(
                tr(
                    "“{question}” asks for consent, which nobody can give where answers are anonymous.",
                    question=question.head,
                )
            )
        for key in getattr(question, "covers", ()):
            if key not in before or before[key].about not in (None, question.about):
                raise ValueError(
                    tr(
                        "“{question}” agrees to answers to “{key}”, which is not asked before it.",
                        question=question.head,
                        key=key,
                    )
                )
        if question.about is not None:
            subject = before.get(question.about)
            if not isinstance(subject, LOOPED) or subject.about is not None:
                raise ValueError(
                    tr(
                        "“{question}” is about answers that are not given before it, or can’t be gone through.",
                        question=question.head,
                    )
                )
        if question.only_if is not None:
            self._check_condition(question.only_if, question.about, before, question.head)
        if isinstance(question, Rank) and question.from_ticks is not None:
            ticks = before.get(question.from_ticks)
            if not isinstance(ticks, SeveralOf) or ticks.about != question.about:
                raise ValueError(tr("“{question}” ranks ticks that are not made before it.", question=question.head))
        if isinstance(question, Counts) and question.total is not None:
            total = before.get(question.total)
            if not isinstance(total, Number) or total.about != question.about or total.digits:
                raise ValueError(
                    tr("“{question}” adds up to a number that is not asked before it.", question=question.head)
                )
            if total.least is None or total.least < 0:
                raise ValueError(
                    tr(
                        "“{question}” adds up to “{total}”, which takes numbers below 0: it has to take 0 or more.",
                        question=question.head,
                        total=total.head,
                    )
                )

    def _check_condition(
        self, condition: Condition, about: str | None, before: Mapping[str, Question], where: str
    ) -> None:
        asked = before.get(condition.question)
        if not isinstance(asked, _CONDITIONED) or asked.about not in (None, about):
            raise ValueError(
                tr(
                    "The condition of “{question}” is on a question that is not asked before it, or has no options.",
                    question=where,
                )
            )
        options: tuple[Option, ...] = getattr(asked, "options", ())
        if isinstance(asked, Rank) and asked.from_ticks is not None:
            options = getattr(before[asked.from_ticks], "options", ())
        there = {CONSENTED} if isinstance(asked, Consent) else {option.key for option in options}
        for key in condition.any_of:
            if key not in there:
                raise ValueError(
                    tr(
                        "The condition of “{question}” names the option “{key}”, which is not there.",
                        question=where,
                        key=key,
                    )
                )


F = TypeVar("F", bound=TidyRecord)


def read_record(record: type[F], content: str | bytes | Mapping[str, Any], name: str = "") -> F:
    """Read JSON text or JSON values as a `record`; raises BadFile, which names the place, when it is none.

    `name` is what the person knows the file by.
    """
    try:
        if isinstance(content, str | bytes):
            content = json_in(content, name)
        return record.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        place = " → ".join(str(part + 1) if isinstance(part, int) else part for part in first["loc"])
        reason = str(first.get("ctx", {}).get("error", first["msg"]))
        if place and name:
            sentence = tr("{file} can’t be used. {place}: {reason}", file=name, place=place, reason=reason)
        elif name:
            sentence = tr("{file} can’t be used: {reason}", file=name, reason=reason)
        else:
            sentence = f"{place}: {reason}" if place else reason
        raise BadFile(sentence) from error


def names_somebody(question: Question) -> bool:
    """Whether its answers are people: of the roster, or written down."""
    return (isinstance(question, Someone) and question.whom == "person") or getattr(question, "names_people", False)


def _check_privacy(question: Question, subject: Question | None) -> None:
    """What is sensitive is asked of oneself alone, and what the room reads tells of nobody who is named."""
    of_others = names_somebody(question) or (subject is not None and names_somebody(subject))
    if of_others and question.privacy == "sensitive":
        raise ValueError(
            tr(
                "“{question}” is sensitive and is about people who are named: ask it of oneself, or of nobody by name.",
                question=question.head,
            )
        )
    if getattr(question, "to_room", False) and question.about is not None:
        raise ValueError(
            tr("“{question}” can’t be shown to the room: it is about another answer.", question=question.head)
        )
    if getattr(question, "to_room", False) and (of_others or question.privacy != "oneself"):
        raise ValueError(
            tr(
                "“{question}” can’t be shown to the room: only what people say of themselves is, nothing sensitive.",
                question=question.head,
            )
        )


def _check_options(question: Any) -> None:
    """Options are named by their keys and by their labels: no name may mean two."""
    options: tuple[Option, ...] = question.options
    _differ((option.key for option in options), tr("Two options of “{question}”", question=question.head))
    names = [name for option in options for name in {option.key, caseless(option.label)}]
    _differ(names, tr("Two options of “{question}”", question=question.head))


def _differ(texts: Iterator[str] | Any, what: str) -> None:
    seen: set[str] = set()
    for text in texts:
        if text in seen:
            raise ValueError(tr("{what} are called “{name}”.", what=what, name=text))
        seen.add(text)
