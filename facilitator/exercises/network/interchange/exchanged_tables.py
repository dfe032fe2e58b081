"""The kinds of table in which networks are exchanged, and what their columns can be matched to.

People and contacts in the layout that packages for personal networks read: one table of egos, one of their alters,
one of the ties among these. Beside them a table of counts, for who entered a tally, one of what people are going to
do, and the codebook, from which the questions can be made again. They are imported in this order: questions, lists,
contacts, counts, ties, own actions.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, partial
from operator import attrgetter
from typing import TypeVar

from facilitator.exercises.hooks import Facts
from facilitator.exercises.network.answer_words import AnswerWords, missing_text
from facilitator.exercises.network.factors import Factor, Missing, context_of
from facilitator.exercises.network.own_action.rows import OwnAction
from facilitator.exercises.network.own_export import (
    ACTION_WHAT,
    ALTER,
    ANSWER,
    CODE,
    CONTACT_IS,
    COUNT,
    COUNT_CODE,
    COUNT_QUESTION,
    EGO,
    ENTRY,
    KIND,
    SOURCE,
    TARGET,
    VARIABLE,
    WEIGHT,
    contacts_by,
    counts_by,
    lists_by,
    own_actions_by,
    owner_by,
    ties_by,
)
from facilitator.exercises.network.wording import names_of
from facilitator.i18n import in_all_languages, languages, speaking, tr, tr_later
from facilitator.import_plans import Part
from facilitator.tabular import (
    BESIDE,
    IGNORE,
    NEW_DISTANCE,
    NEW_ORDERED,
    NEW_QUESTION,
    NEW_QUESTIONS,
    NEW_UNORDERED,
    Column,
    Field,
    other_names,
)
from facilitator.workshop.owner_headings import own_names

R = TypeVar("R")

QUESTIONS, LISTS, CONTACTS, COUNTS = tr_later("questions"), tr_later("lists"), "", tr_later("counts")
TIES, OWN_ACTIONS = tr_later("who knows whom"), tr_later("own actions")
"""The kinds of table, in the order in which they are imported."""

PARTICIPANT = "participant"
CONTACT = "contact"
TIE_FROM, TIE_TO, TIE_WEIGHT = "tie_from", "tie_to", "tie_weight"
ROUND, ROUND_TITLE, KEPT = "round", "round_title", "kept_from"
LENGTH, TIES_ASKED = "list_length", "ties_asked"
ACTION_DAY = "own_action_day"
ACTION_PARTNER, ACTION_SIGN = "own_action_with", "own_action_sign"
TABLE = "table"
QUESTION_FIELDS = (VARIABLE, KIND, CODE, ANSWER, "label", "question", "yearly", "internal", "asked", "private", "axis")
"""The columns of the codebook that make a question, by which they are also known."""

YES = "yes"
"""What is written where there is anything to be said with yes; else nothing is."""

OWN_FACTS = {f"participant_{fact}": fact for fact in ("email", "team", "location", "level")}
"""In a table of contacts, the fields of what the roster knows of the participant. Without these words such a column is
the contact's, who must never give a participant their team or address."""

_OWN = {PARTICIPANT, CONTACT, CONTACT_IS, ROUND, KEPT, IGNORE, *NEW_QUESTIONS, *OWN_FACTS}


def field_of(factor_key: str) -> str:
    """The key of the column field of a question: its own, unless that means something else."""
    return f"question:{factor_key}" if factor_key in _OWN else factor_key


def kind_field(factor_key: str, keys: Iterable[str]) -> str:
    """The key of the column that says why a question is not answered; "" where one of `keys` is a question's own."""
    found = f"{factor_key}{BESIDE}"
    return "" if found in keys else found


def all_fields(factors: Iterable[Factor]) -> list[Field]:
    """What columns can be matched to, in all kinds of table, in the order in which these are imported."""
    contacts = [replace(each, table_kinds=(CONTACTS,)) for each in fields_of(factors)]
    return [*question_fields(), *list_fields(), *contacts, *count_fields(), *tie_fields(), *own_action_fields()]


@dataclass(frozen=True, slots=True)
class CodebookLine:
    """A value of a variable of a `table`, each part as it is written; of what is no question only what it holds."""

    table: str
    variable: str
    kind: str
    code: str
    answer: str
    label: str = ""
    question: str = ""
    yearly: str = ""
    internal: str = ""
    asked: str = ""
    private: str = ""
    axis: str = ""


def question_fields() -> list[Column[CodebookLine]]:
    """Of the codebook: one row per answer that a question offers."""
    needed = {VARIABLE, KIND, CODE, ANSWER}
    return [
        Column(key, key, required=key in needed, table_kinds=(QUESTIONS,), written=attrgetter(key))
        for key in QUESTION_FIELDS
    ]


def codebook_columns() -> list[Column[CodebookLine]]:
    """The columns of the codebook: in which table a variable is, and what makes a question."""
    return [Column(TABLE, TABLE, written=attrgetter(TABLE)), *question_fields()]


@dataclass(frozen=True, slots=True)
class WrittenContact:
    """A contact of somebody: the participant and the contact of the round before that it is, "" where it is none.

    `answers` send the key of a question to a code or a kind of missing.
    """

    ego: str
    label: str
    participant: str
    before: str
    answers: Mapping[str, int]


def contact_columns() -> list[Column[WrittenContact]]:
    """Of contacts, before their answers: whose, who, and which participant and earlier contact that is."""
    return [
        _owner(CONTACTS, lambda each: each.ego),
        Column(
            CONTACT,
            contacts_by()[ALTER],
            other_names("contacts")[CONTACT],
            True,
            heading=ALTER,
            written=lambda each: each.label,
        ),
        Column(CONTACT_IS, contacts_by()[CONTACT_IS], written=lambda each: each.participant),
        Column(KEPT, tr("The contact of the round before that it is"), written=lambda each: each.before),
    ]


class _AnswerText:
    """What stands in the column of a question; where one beside it says why there is no answer, nothing of that."""

    def __init__(self, factor: Factor, *, apart: bool) -> None:
        self._factor = factor
        self._apart = apart

    @cached_property
    def _words(self) -> Mapping[int, str]:
        return AnswerWords(self._factor).all_written()

    def __call__(self, contact: WrittenContact) -> str:
        code = contact.answers.get(self._factor.key, 0)
        return "" if self._apart and code < 0 else self._words.get(code, "")

    def why_not(self, contact: WrittenContact) -> str:
        """What stands beside it, in words that mean nothing else there."""
        code = contact.answers.get(self._factor.key, 0)
        return self._words[code] if code < 0 else ""


def question_columns(
    factors: Iterable[Factor], apart: Collection[str], *, unmistakable: bool = False
) -> list[Column[WrittenContact]]:
    """Of contacts, their answers: a column for each question, and for those in `apart` why there is none beside it.

    Why is said in the same words everywhere, or where they have to be `unmistakable` in some that are no answer to the
    question either, since both are read together.
    """
    pairs = _answer_columns(factors, apart, unmistakable=unmistakable)
    return [each for pair in pairs for each in pair if each is not None]


_AnswerPair = tuple[Column[WrittenContact], Column[WrittenContact] | None]


def _answer_columns(
    factors: Iterable[Factor], apart: Collection[str] | None = None, *, unmistakable: bool = False
) -> list[_AnswerPair]:
    """The column of each question that is no secret, and that which says why it is not answered.

    The latter is there for the questions whose keys are in `apart`, for all of them where these are not given.
    """
    factors = tuple(factors)
    keys = [each.key for each in factors]
    found: list[_AnswerPair] = []
    for factor in (each for each in factors if not each.private):
        kind = kind_field(factor.key, keys) if apart is None or factor.key in apart else ""
        # As the papers of any language write them.
        confirmed = (text for text, answer in factor.confirmed if not answer)
        names = (*_in_all_languages(factor), *names_of(factor.key), *confirmed)
        text = _AnswerText(factor, apart=bool(kind))
        answer = Column(field_of(factor.key), factor.label, names, written=text)
        why_not = text.why_not if unmistakable else partial(_why_not, factor.key)
        label, known = _kind_label(factor.label), _kind_names(factor.key, factor.label)
        found.append((answer, Column(kind, label, known, written=why_not) if kind else None))
    return found


def _why_not(key: str, contact: WrittenContact) -> str:
    code = contact.answers.get(key, 0)
    return missing_text(Missing(code)) if code < 0 else ""


def fields_of(factors: Iterable[Factor]) -> list[Field]:
    """Of contacts: participant, contact, the questions, then what the roster knows of the participant."""
    whose, who, participant, before = contact_columns()
    pairs = _answer_columns(factors)
    questions = [answer for answer, _ in pairs]
    kinds = [kind for _, kind in pairs if kind is not None]
    labels = {each.key: each.label for each in _person_fields()}
    facts = [Field(key, labels[fact], own_names(fact)) for key, fact in OWN_FACTS.items()]
    new = [
        Field(NEW_QUESTION, tr("New question"), ("question",), many=True),
        Field(NEW_ORDERED, tr("New question, answers from weak to strong"), ("new ordered question",), many=True),
        Field(NEW_DISTANCE, tr("New question, answers from near to far"), ("new distance question",), many=True),
        Field(NEW_UNORDERED, tr("New question, answers in no order"), ("new unordered question",), many=True),
    ]
    return [whose, who, *questions, *kinds, participant, round_columns(CONTACTS)[0], before, *facts, *new]


def round_columns(table_kind: str) -> list[Column[Part]]:
    """Of any kind of table with several rounds: of which one a row is, and what that is called."""
    return [
        Column(ROUND, tr("Round"), (), False, (table_kind,), written=lambda part: str(part.number)),
        Column(ROUND_TITLE, tr("Title of the round"), (), False, (table_kind,), written=lambda part: part.title),
    ]


def _kind_label(question: str) -> str:
    return tr("{question}: why there is no answer", question=question)


@lru_cache(maxsize=500)
def _kind_names(key: str, question: str) -> tuple[str, ...]:
    """What such a column is called in every language, as headings in words are written."""
    names: list[str] = []
    for language in languages():
        with speaking(language):
            names += map(_kind_label, in_all_languages(context_of(key), question))
    return tuple(dict.fromkeys(names))


def _in_all_languages(factor: Factor) -> list[str]:
    context = context_of(factor.key)
    return [text for own in (factor.label, factor.question) for text in in_all_languages(context, own)]


@dataclass(frozen=True, slots=True)
class WrittenTie:
    """Two contacts of somebody who know each other."""

    ego: str
    one: str
    other: str


def tie_columns() -> list[Column[WrittenTie]]:
    """Of ties: whose network, the two contacts, and how strongly they know each other."""
    names, needed = other_names("ties"), ties_by()
    return [
        _owner(TIES, lambda each: each.ego),
        Column(
            TIE_FROM,
            needed[SOURCE],
            names[TIE_FROM],
            True,
            (TIES,),
            heading=SOURCE,
            written=lambda each: each.one,
        ),
        Column(
            TIE_TO,
            needed[TARGET],
            names[TIE_TO],
            True,
            (TIES,),
            heading=TARGET,
            written=lambda each: each.other,
        ),
        Column(
            TIE_WEIGHT,
            tr("How well they know each other"),
            names[TIE_WEIGHT],
            False,
            (TIES,),
            weighs=True,
            heading=WEIGHT,
            written=lambda each: "1",
        ),
    ]


@dataclass(frozen=True, slots=True)
class WrittenList:
    """A person, their way in, the length of their list, and what the roster knows of them."""

    ego: str
    entry: str
    length: str
    ties_asked: bool
    email: str
    facts: Facts


def list_columns() -> list[Column[WrittenList]]:
    """Of people: who, their way in, and what the roster knows of them."""
    people = {each.key: each for each in _person_fields()}

    def fact(key: str, told: Callable[[WrittenList], str]) -> Column[WrittenList]:
        return Column(key, people[key].label, people[key].names, False, (LISTS,), written=told)

    return [
        _owner(LISTS, lambda each: each.ego),
        Column(ENTRY, lists_by()[ENTRY], (), True, (LISTS,), written=lambda each: each.entry),
        Column(LENGTH, tr("Length of the list"), (), False, (LISTS,), written=lambda each: each.length),
        Column(
            TIES_ASKED,
            tr("Whether they said who knows whom"),
            (),
            False,
            (LISTS,),
            written=lambda each: YES if each.ties_asked else "",
        ),
        fact("email", lambda each: each.email),
        fact("team", lambda each: each.facts.team),
        fact("location", lambda each: each.facts.location),
        fact("level", lambda each: each.facts.level),
    ]


@dataclass(frozen=True, slots=True)
class WrittenCount:
    """How many contacts of somebody have one answer of a question."""

    ego: str
    question: str
    code: int
    count: int


def count_columns() -> list[Column[WrittenCount]]:
    """Of tallies: whose, which answer, and how many contacts have it."""
    needed = counts_by()
    return [
        _owner(COUNTS, lambda each: each.ego),
        Column(COUNT_QUESTION, needed[COUNT_QUESTION], (), True, (COUNTS,), written=lambda each: each.question),
        Column(COUNT_CODE, needed[COUNT_CODE], (), True, (COUNTS,), written=lambda each: str(each.code)),
        Column(COUNT, needed[COUNT], (), True, (COUNTS,), written=lambda each: str(each.count)),
    ]


@dataclass(frozen=True, slots=True)
class WrittenAction:
    """What somebody is going to do."""

    ego: str
    action: OwnAction


def own_action_columns() -> list[Column[WrittenAction]]:
    """Of what people are going to do: who, what, when, with whom and how it will be seen."""
    return [
        _owner(OWN_ACTIONS, lambda each: each.ego),
        Column(
            ACTION_WHAT,
            own_actions_by()[ACTION_WHAT],
            (),
            True,
            (OWN_ACTIONS,),
            written=lambda each: each.action.what,
        ),
        Column(
            ACTION_DAY,
            tr("Day of their own action"),
            (),
            False,
            (OWN_ACTIONS,),
            written=lambda each: each.action.day.isoformat() if each.action.day else "",
        ),
        Column(
            ACTION_PARTNER,
            tr("Role with whom they do it"),
            (),
            False,
            (OWN_ACTIONS,),
            written=lambda each: each.action.partner,
        ),
        Column(
            ACTION_SIGN,
            tr("How it will be seen that their own action worked"),
            (),
            False,
            (OWN_ACTIONS,),
            written=lambda each: each.action.sign,
        ),
    ]


def tie_fields() -> list[Field]:
    """What a table of ties may hold: its columns, and of which round a row is."""
    return [*tie_columns(), round_columns(TIES)[0]]


def list_fields() -> list[Field]:
    """What a table of people may hold: its columns, and of which round a row is."""
    return [*list_columns(), *round_columns(LISTS)]


def count_fields() -> list[Field]:
    """What a table of tallies may hold: its columns, and of which round a row is."""
    return [*count_columns(), round_columns(COUNTS)[0]]


def own_action_fields() -> list[Field]:
    """What a table of own actions may hold: its columns, and of which round a row is."""
    return [*own_action_columns(), round_columns(OWN_ACTIONS)[0]]


def _owner(table_kind: str, told: Callable[[R], str]) -> Column[R]:
    names = other_names("contacts")[PARTICIPANT]
    return Column(PARTICIPANT, owner_by()[EGO], names, True, (table_kind,), adds=True, heading=EGO, written=told)


def _person_fields() -> list[Field]:
    people = other_names("roster")
    labels = {
        "email": tr("Participant’s e-mail"),
        "team": tr("Participant’s team"),
        "location": tr("Participant’s location"),
        "level": tr("Participant’s level"),
    }
    return [Field(key, labels[key], people[key]) for key in labels]
