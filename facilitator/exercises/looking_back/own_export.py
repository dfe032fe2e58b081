"""Whether a table is one of readings that were exported here."""

from collections.abc import Sequence

from facilitator.actions.indicators_table import columns
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.tabular import is_headed


@implements(Exercise.is_own_export)
def is_own_export(headers: Sequence[str]) -> bool:
    """Whether a table with these headers is one of `exchange_table`, be it with columns taken out or put in."""
    return is_headed(headers, {each.title: each.label for each in columns() if each.required})
