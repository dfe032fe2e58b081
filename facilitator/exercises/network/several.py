"""Several answers at once, for runs of equal ones: each call is one committed transaction with one undo."""

from collections.abc import Mapping, Sequence

from facilitator.exercises.network.answers import Who, add_contact, add_contacts, rate, set_tally
from facilitator.i18n import tr
from facilitator.storage.library import Done, Library


def add_numbered(library: Library, who: Who, count: int) -> Done[list[int]]:
    """Append `count` contacts that are called by their number on the list; the value holds their ids.

    Raises Invalid, and adds nobody, when the list can't take that many.
    """
    with library.change(tr("Number contacts"), step_id=who.step_id) as change:
        added = add_contacts(library, who, [("", {})] * count).value
    return change.done(added)


def add_rated(library: Library, who: Who, factor: str, code: int) -> Done[int]:
    """Append a contact called by its number, with its first answer; the value is its id."""
    with library.change(tr("Add contact"), step_id=who.step_id) as change:
        contact_id = add_contact(library, who).value
        rate(library, who, contact_id, factor, code)
    return change.done(contact_id)


def rate_run(library: Library, who: Who, contact_ids: Sequence[int], factor: str, code: int | None) -> Done[None]:
    """Give several contacts the same answer to one question; see `answers.rate`."""
    with library.change(tr("Rate contacts"), step_id=who.step_id) as change:
        for contact_id in contact_ids:
            rate(library, who, contact_id, factor, code)
    return change.done(None)


def set_counts(library: Library, who: Who, factor: str, counts: Mapping[int, int | None]) -> Done[None]:
    """Set several counts of one question's tally; see `answers.set_tally`."""
    with library.change(tr("Count contacts"), step_id=who.step_id) as change:
        for code, count in counts.items():
            set_tally(library, who, factor, code, count)
    return change.done(None)
