"""Whether a table is one of a network that was exported here: people, contacts, counts, ties, own actions, codebook."""

from collections.abc import Sequence

from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.i18n import tr
from facilitator.tabular import is_headed

EGO, ALTER, SOURCE, TARGET, WEIGHT = "egoID", "alterID", "Source", "Target", "weight"
"""What columns are called in our tables where that is not their key: packages for networks know them by these."""
CONTACT_IS = "contact_is"
ENTRY = "list_entry"
COUNT_QUESTION, COUNT_CODE, COUNT = "count_question", "count_code", "count"
ACTION_WHAT = "own_action"
VARIABLE, KIND, CODE, ANSWER = "variable", "kind", "code", "answer"


def owner_by() -> dict[str, str]:
    """Whose a row is, in words by keys."""
    return {EGO: tr("Participant")}


def contacts_by() -> dict[str, str]:
    """What a table of contacts needs beside its owner, in words by keys."""
    return {ALTER: tr("Contact"), CONTACT_IS: tr("The participant whom the contact is")}


def lists_by() -> dict[str, str]:
    """What a table of people needs beside them, in words by keys."""
    return {ENTRY: tr("Way in: contact or tally")}


def counts_by() -> dict[str, str]:
    """What a table of counts needs beside its owner, in words by keys."""
    return {COUNT_QUESTION: tr("Question"), COUNT_CODE: tr("Number of the answer"), COUNT: tr("How many contacts")}


def ties_by() -> dict[str, str]:
    """What a table of ties needs beside its owner, in words by keys."""
    return {SOURCE: tr("A contact"), TARGET: tr("Another one, whom they know")}


def own_actions_by() -> dict[str, str]:
    """What a table of own actions needs beside its owner, in words by keys."""
    return {ACTION_WHAT: tr("What they are going to do")}


def codebook_by() -> dict[str, str]:
    """What a codebook needs, which has no other words."""
    return {key: key for key in (VARIABLE, KIND, CODE, ANSWER)}


def own_tables() -> list[dict[str, str]]:
    """By which columns each of our tables is known, in words by keys; others may stand beside them."""
    owned = (contacts_by(), lists_by(), counts_by(), ties_by(), own_actions_by())
    return [codebook_by(), *({**owner_by(), **each} for each in owned)]


@implements(Exercise.is_own_export)
def is_own_export(headers: Sequence[str]) -> bool:
    """Whether a table with these headers is one of these, be it with columns taken out or put in."""
    return any(is_headed(headers, each) for each in own_tables())
