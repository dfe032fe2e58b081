"""Whether a table is one of stories or their readers that were exported here."""

from collections.abc import Sequence

from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.registry import exercise
from facilitator.i18n import tr
from facilitator.tabular import is_headed

NAME, SINCE = "reader", "reader_since"


def readers_by() -> dict[str, str]:
    """What a table of readers needs, in words by keys."""
    return {NAME: tr("Reader"), SINCE: tr("Reader since")}


@implements(Exercise.is_own_export)
def is_own_export(headers: Sequence[str]) -> bool:
    """Whether a table with these headers is one of these, be it with columns taken out or put in."""
    return is_headed(headers, readers_by()) or exercise("stories").supplied(Exercise.is_own_export)(headers)
