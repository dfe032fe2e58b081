"""Whether a table is one of cards, or of what became of the last improvements, that were exported here."""

from collections.abc import Sequence

from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.i18n import tr
from facilitator.tabular import is_headed

QUESTION, CARD = "question", "card"
IMPROVEMENT, BECAME = "improvement", "improvement_became"


def cards_by() -> dict[str, str]:
    """What a table of cards needs, in words by keys."""
    return {QUESTION: tr("Question"), CARD: tr("Card")}


def reviews_by() -> dict[str, str]:
    """What a table of looking back needs, in words by keys."""
    return {IMPROVEMENT: tr("Improvement of the last reflection"), BECAME: tr("What became of it")}


@implements(Exercise.is_own_export)
def is_own_export(headers: Sequence[str]) -> bool:
    """Whether a table with these headers is one of these, be it with columns taken out or put in."""
    return is_headed(headers, cards_by()) or is_headed(headers, reviews_by())
