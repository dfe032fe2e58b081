"""Whether a table is one of answers or plans that were exported here."""

from collections.abc import Sequence

from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.registry import exercise
from facilitator.i18n import tr
from facilitator.tabular import is_headed

WHOSE, DAY, CARD = "plan_of", "plan_day", "plan_card"


def plans_by() -> dict[str, str]:
    """What a table of plans needs, in words by keys."""
    return {
        WHOSE: tr("Whose plan it is; the room’s without a name"),
        DAY: tr("Number of the day"),
        CARD: tr("Key of the card"),
    }


@implements(Exercise.is_own_export)
def is_own_export(headers: Sequence[str]) -> bool:
    """Whether a table with these headers is one of these, be it with columns taken out or put in."""
    answers = exercise("challenge").supplied(Exercise.is_own_export)
    return is_headed(headers, plans_by()) or answers(headers)
