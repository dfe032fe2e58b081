"""The forms of table in which networks are exchanged, and what their columns can be matched to.

People and contacts in the layout that packages for personal networks read: one table of egos, one of their alters,
one of the ties among these. Beside them a table of counts, for who entered a tally, one of what people are going to
do, and the codebook, from which the questions can be made again. They are imported in this order: questions, lists,
contacts, counts, ties, own actions.
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from facilitator.exercises.network.factors import Factor, context_of
from facilitator.exercises.network.wording import names_of
from facilitator.i18n import in_all_languages, languages, marked, speaking, tr
from facilitator.tabular import (
    BESIDE,
    IGNORE,
    NEW_DISTANCE,
    NEW_ORDERED,
    NEW_QUESTION,
    NEW_QUESTIONS,
    NEW_UNORDERED,
    Field,
    other_names,
)
from facilitator.workshop.whose_rows import own_names

QUESTIONS, LISTS, CONTACTS, COUNTS = marked("questions"), marked("lists"), "", marked("counts")
TIES, OWN_ACTIONS = marked("who knows whom"), marked("own actions")
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
VARIABLE, KIND, CODE, ANSWER = "variable", "kind", "code", "answer"
QUESTION_FIELDS = (VARIABLE, KIND, CODE, ANSWER, "label", "question", "yearly", "internal", "asked", "private", "axis")
"""The columns of the codebook that make a question, by which they are also known."""

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


def question_fields() -> list[Field]:
    """Of the codebook: one row per answer that a question offers."""
    needed = {VARIABLE, KIND, CODE, ANSWER}
    return [Field(key, key, required=key in needed, forms=(QUESTIONS,)) for key in QUESTION_FIELDS]


def fields_of(factors: Iterable[Factor]) -> list[Field]:
    """Of contacts: participant, contact, the questions, then what the roster knows of the participant."""
    factors = tuple(factors)
    names = other_names("contacts")
    own = [
        _participant(),
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


def tie_fields() -> list[Field]:
    """Of ties: whose network, the two contacts, and how strongly they know each other."""
    names = other_names("ties")
    return [
        _participant(TIES),
        Field(TIE_FROM, tr("A contact"), names[TIE_FROM], True, (TIES,)),
        Field(TIE_TO, tr("Another one, whom they know"), names[TIE_TO], True, (TIES,)),
        Field(TIE_WEIGHT, tr("How well they know each other"), names[TIE_WEIGHT], False, (TIES,), weighs=True),
        Field(ROUND, tr("Round"), (), False, (TIES,)),
    ]


def list_fields() -> list[Field]:
    """Of people: who, their way in, and what the roster knows of them."""
    return [
        _participant(LISTS),
        Field(ENTRY, tr("Way in: contact or tally"), (), True, (LISTS,)),
        Field(LENGTH, tr("Length of the list"), (), False, (LISTS,)),
        Field(TIES_ASKED, tr("Whether they said who knows whom"), (), False, (LISTS,)),
        Field(ROUND, tr("Round"), (), False, (LISTS,)),
        Field(ROUND_TITLE, tr("Title of the round"), (), False, (LISTS,)),
        *(Field(each.key, each.label, each.names, False, (LISTS,)) for each in _person_fields()),
    ]


def count_fields() -> list[Field]:
    """Of tallies: whose, which answer, and how many contacts have it."""
    return [
        _participant(COUNTS),
        Field(COUNT_QUESTION, tr("Question"), (), True, (COUNTS,)),
        Field(COUNT_CODE, tr("Number of the answer"), (), True, (COUNTS,)),
        Field(COUNT, tr("How many contacts"), (), True, (COUNTS,)),
        Field(ROUND, tr("Round"), (), False, (COUNTS,)),
    ]


def own_action_fields() -> list[Field]:
    """Of what people are going to do: who, what, when, with whom and how it will be seen."""
    return [
        _participant(OWN_ACTIONS),
        Field(ACTION_WHAT, tr("What they are going to do"), (), True, (OWN_ACTIONS,)),
        Field(ACTION_DAY, tr("Day of their own action"), (), False, (OWN_ACTIONS,)),
        Field(ACTION_PARTNER, tr("Role with whom they do it"), (), False, (OWN_ACTIONS,)),
        Field(ACTION_SIGN, tr("How it will be seen that their own action worked"), (), False, (OWN_ACTIONS,)),
        Field(ROUND, tr("Round"), (), False, (OWN_ACTIONS,)),
    ]


def _participant(*forms: str) -> Field:
    return Field(PARTICIPANT, tr("Participant"), other_names("contacts")[PARTICIPANT], True, forms, adds=True)


def _person_fields() -> list[Field]:
    people = other_names("roster")
    labels = {
        "email": tr("Participant’s e-mail"),
        "team": tr("Participant’s team"),
        "location": tr("Participant’s location"),
        "level": tr("Participant’s level"),
    }
    return [Field(key, labels[key], people[key]) for key in labels]
