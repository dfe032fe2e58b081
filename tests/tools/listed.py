"""A list of contacts with an answer to every question about each, entered in one operation."""

from collections.abc import Callable, Sequence

from facilitator.exercises.network.answers import Who, add_contacts
from facilitator.exercises.network.setup import get_setup
from facilitator.storage.library import Library


def list_contacts(
    library: Library,
    who: Who,
    labels: Sequence[str],
    code: Callable[[int, int, int], int] = lambda _contact, _question, _codes: 1,
) -> list[int]:
    """The ids of new contacts; `code` is told which contact, which question, and how many answers that one has."""
    factors = get_setup(library, who.step_id).active
    given = [
        (label, {factor.key: code(number, place, len(factor.codes)) for place, factor in enumerate(factors)})
        for number, label in enumerate(labels)
    ]
    return add_contacts(library, who, given).value
