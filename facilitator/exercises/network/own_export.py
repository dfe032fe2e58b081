"""Whether a table is one of networks that were exported here: asked for each table, so it loads nothing for others."""

from collections.abc import Sequence

from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise

_KEYS = frozenset(("egoID", "variable"))
"""One of these is in each of our tables."""


@implements(Exercise.is_own_export)
def is_own_export(headers: Sequence[str]) -> bool:
    """Whether a table with these headers is one of `exchange_tables`, be it with columns taken out or put in."""
    if _KEYS.isdisjoint(headers):
        return False
    from facilitator.exercises.network.interchange.forms import OWN_TABLES

    return any(known <= set(headers) for known in OWN_TABLES)
