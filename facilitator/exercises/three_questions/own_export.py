"""Whether a table is one of cards that were exported here."""

from collections.abc import Sequence

from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise

QUESTION, CARD = "question", "card"


@implements(Exercise.is_own_export)
def is_own_export(headers: Sequence[str]) -> bool:
    """Whether a table with these headers is one of `exchange_table`, be it with columns taken out or put in."""
    return {QUESTION, CARD} <= set(headers)
