"""The forms of table in which networks are exchanged, and what their columns can be matched to.

People and contacts in the layout that packages for personal networks read: one table of egos, one of their alters,
one of the ties among these. Beside them a table of counts, for who entered a tally, one of what people are going to
do, and the codebook, from which the questions can be made again. They are imported in this order: questions, lists,
contacts, counts, ties, own actions.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import attrgetter
from typing import TypeVar

from facilitator.exercises.hooks import Facts
from facilitator.exercises.network.factors import Factor, context_of
from facilitator.exercises.network.own_action.rows import OwnAction
from facilitator.exercises.network.wording import names_of
from facilitator.i18n import in_all_languages, languages, speaking, tr, tr_later
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
"""The forms of table, in the order in which they are imported."""

PARTICIPANT = "participant"
CONTACT = "contact"
CONTACT_IS = "contact_is"
TIE_FROM, TIE_TO, TIE_WEIGHT = "tie_from", "tie_to", "tie_weight"
ROUND, ROUND_TITLE, KEPT = "round", "round_title", "kept_from"
ENTRY, LENGTH, TIES_ASKED = "list_entry", "list_length", "ties_asked"
COUNT_QUESTION, COUNT_CODE, COUNT = "count_question", "count_code", "count"
ACTION_WHAT, ACTION_DAY = "own_action", "own_action_day"
ACTION_PARTNER, ACTION_SIGN = "own_action_with", "own_action_sign"
TABLE, VARIABLE, KIND, CODE, ANSWER = "table", "variable", "kind", "code", "answer"
QUESTION_FIELDS = (VARIABLE, KIND, CODE, ANSWER, "label", "question", "yearly", "internal", "asked", "private", "axis")
"""The columns of the codebook that make a question, by which they are also known."""
EGO, ALTER, SOURCE, TARGET, WEIGHT = "egoID", "alterID", "Source", "Target", "weight"
"""What columns are called in our tables where that is not their key: packages for networks know them by these."""
OWN_TABLES = tuple(
    map(
        frozenset,
        (
            (EGO, ENTRY),
            (EGO, ALTER, CONTACT_IS),
            (EGO, SOURCE, TARGET, WEIGHT),
            (EGO, COUNT_QUESTION, COUNT_CODE, COUNT),
            (VARIABLE, KIND, CODE, ANSWER),
            (EGO, ACTION_WHAT),
        ),
    )
)
"""The columns by which each of our tables is known."""

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
    """What columns can be matched to, in all forms of table, in the order in which these are imported."""
    contacts = [replace(each, forms=(CONTACTS,)) for each in fields_of(factors)]
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
        Column(key, key, required=key in needed, forms=(QUESTIONS,), written=attrgetter(key)) for key in QUESTION_FIELDS
    ]


def codebook_columns() -> list[Column[CodebookLine]]:
    """The columns of the codebook: in which table a variable is, and what makes a question."""
    return [Column(TABLE, TABLE, written=attrgetter(TABLE)), *question_fields()]


def fields_of(factors: Iterable[Factor]) -> list[Field]:
    """Of contacts: participant, contact, the questions, then what the roster knows of the participant."""
    factors = tuple(factors)
    names = other_names("contacts")
    own = [
        Field(PARTICIPANT, tr("Participant"), names[PARTICIPANT], required=True, adds=True),
        Field(CONTACT, tr("Contact"), names[CONTACT], required=True),
    ]
    # As the papers of any language write them.
    questions = [
        Field(
            field_of(each.key),
            each.label,
            (*_in_all_languages(each), *names_of(each.key), *(text for text, answer in each.confirmed if not answer)),
        )
        for each in factors
        if not each.private
    ]
    keys = [each.key for each in factors]
    kinds = [
        Field(field, _kind_label(each.label), _kind_names(each.key, each.label))
        for each in factors
        if not each.private and (field := kind_field(each.key, keys))
    ]
    matched = [
        Field(CONTACT_IS, tr("The participant whom the contact is")),
        Field(ROUND, tr("Round")),
        Field(KEPT, tr("The contact of the round before that it is")),
    ]
    labels = {each.key: each.label for each in _person_fields()}
    facts = [Field(key, labels[fact], own_names(fact)) for key, fact in OWN_FACTS.items()]
    new = [
        Field(NEW_QUESTION, tr("New question"), ("question",), many=True),
        Field(NEW_ORDERED, tr("New question, answers from weak to strong"), ("new ordered question",), many=True),
        Field(NEW_DISTANCE, tr("New question, answers from near to far"), ("new distance question",), many=True),
        Field(NEW_UNORDERED, tr("New question, answers in no order"), ("new unordered question",), many=True),
    ]
    return own + questions + kinds + matched + facts + new


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
    names = other_names("ties")
    return [
        _owner(TIES, lambda each: each.ego),
        Column(
            TIE_FROM,
            tr("A contact"),
            names[TIE_FROM],
            True,
            (TIES,),
            heading=SOURCE,
            written=lambda each: each.one,
        ),
        Column(
            TIE_TO,
            tr("Another one, whom they know"),
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
        Column(ENTRY, tr("Way in: contact or tally"), (), True, (LISTS,), written=lambda each: each.entry),
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
    return [
        _owner(COUNTS, lambda each: each.ego),
        Column(COUNT_QUESTION, tr("Question"), (), True, (COUNTS,), written=lambda each: each.question),
        Column(COUNT_CODE, tr("Number of the answer"), (), True, (COUNTS,), written=lambda each: str(each.code)),
        Column(COUNT, tr("How many contacts"), (), True, (COUNTS,), written=lambda each: str(each.count)),
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
            tr("What they are going to do"),
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
    return [*tie_columns(), Field(ROUND, tr("Round"), (), False, (TIES,))]


def list_fields() -> list[Field]:
    """What a table of people may hold: its columns, and of which round a row is."""
    title = Field(ROUND_TITLE, tr("Title of the round"), (), False, (LISTS,))
    return [*list_columns(), Field(ROUND, tr("Round"), (), False, (LISTS,)), title]


def count_fields() -> list[Field]:
    """What a table of tallies may hold: its columns, and of which round a row is."""
    return [*count_columns(), Field(ROUND, tr("Round"), (), False, (COUNTS,))]


def own_action_fields() -> list[Field]:
    """What a table of own actions may hold: its columns, and of which round a row is."""
    return [*own_action_columns(), Field(ROUND, tr("Round"), (), False, (OWN_ACTIONS,))]


def _owner(form: str, told: Callable[[R], str]) -> Column[R]:
    names = other_names("contacts")[PARTICIPANT]
    return Column(PARTICIPANT, tr("Participant"), names, True, (form,), adds=True, heading=EGO, written=told)


def _person_fields() -> list[Field]:
    people = other_names("roster")
    labels = {
        "email": tr("Participant’s e-mail"),
        "team": tr("Participant’s team"),
        "location": tr("Participant’s location"),
        "level": tr("Participant’s level"),
    }
    return [Field(key, labels[key], people[key]) for key in labels]
