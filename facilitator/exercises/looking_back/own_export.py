"""Whether a table is one of readings that were exported here."""

from collections.abc import Sequence

from facilitator.actions.indicators_table import columns
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise


@implements(Exercise.is_own_export)
def is_own_export(headers: Sequence[str]) -> bool:
    """Whether a table with these headers is one of `exchange_table`, be it with columns taken out or put in."""
    return {each.title for each in columns() if each.required} <= set(headers)
