"""Keeping what a notice promised: names of people outside the room go after two weeks, the workshop on its day.

It is done by itself only where it was promised to people or a day was chosen, for nobody else expects it; all of it is
announced on the workshop's card before, and written into the record of deletion. It does not go by the bin: on the day
that people read, nothing of theirs is in the file any more.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from facilitator.clock import now
from facilitator.errors import FacilitatorError, NotSaved
from facilitator.exercises.steps import exercise_steps, strip_third_parties
from facilitator.i18n import tr, trn
from facilitator.storage.library import Library
from facilitator.tabular import listed
from facilitator.workshop.data_protection import KEPT_FOR, NAMES_KEPT_FOR, bound, last_day, protection_of
from facilitator.workshop.deletions import BY_PROGRAM, What
from facilitator.workshop.preferences import Preference
from facilitator.workshop.runs import open_run, runs_of
from facilitator.workshop.tables import utc
from facilitator.workshop.workshops import empty_bin, erase_workshops, get_workshop, list_workshops, overdue_in_bin

REMIND_AFTER = Preference("remind_after_days", int, 90)
"""How many days after its last one a workshop that nobody was promised to be erased is reminded of; 0 for never."""
_NAMED = 3
_RUNNING_FOR = timedelta(hours=24)
"""A step that was begun longer ago and never left is no workshop that goes on."""


@dataclass(frozen=True, slots=True)
class Due:
    """What is to be erased of a workshop, and since when."""

    workshop_id: int
    title: str
    what: What
    on: date


def due(library: Library, today: date) -> list[Due]:
    """What is due to be erased today, the longest overdue first. Nothing of a workshop that is being run."""
    found = [each for workshop_id, title in bound(library) for each in _due_of(library, workshop_id, title, today)]
    return sorted(found, key=lambda each: (each.on, each.workshop_id))


def kept_long(library: Library, today: date | None = None) -> str:
    """A sentence that names what lies there longer than people would expect, and is not erased by itself; else "".

    That is a workshop whose last day is longer ago than `REMIND_AFTER` says, where nobody was promised a day and nobody
    chose one. The longest kept comes first.
    """
    days = REMIND_AFTER.get(library)
    if days <= 0:
        return ""
    before = (today or date.today()) - timedelta(days=days) + KEPT_FOR
    old = [card for card in list_workshops(library) if card.erased_on is None and card.kept_until < before]
    titles = [card.title for card in sorted(old, key=lambda card: (card.kept_until, card.id))]
    if not titles:
        return ""
    return trn(
        "{titles} is kept although its last day is more than {days} days ago. Erase it, or choose its day under Data "
        "protection.",
        "{titles} are kept although their last days are more than {days} days ago. Erase them, or choose their days "
        "under Data protection.",
        len(titles),
        titles=listed(titles, _NAMED),
        days=days,
    )


def keep_promises(library: Library, today: date | None = None) -> list[str]:
    """Erase what is due, for good, and return a sentence for each; for what could not be erased, too, and why."""
    said = []
    for each in due(library, today or date.today()):
        try:
            if each.what is What.WORKSHOP:
                erase_workshops(library, [each.workshop_id], by=BY_PROGRAM)
                said.append(tr("“{title}” was erased, as was promised to its people.", title=each.title))
            else:
                strip_third_parties(library, each.workshop_id, by=BY_PROGRAM)
                said.append(tr("Names of contacts were removed from “{title}”, as promised.", title=each.title))
        except NotSaved as error:
            # It is erased, but traces stay until every program has closed the file.
            said.append(error.sentence)
        except FacilitatorError as error:
            said.append(tr("“{title}” could not be erased as promised. {why}", title=each.title, why=error.sentence))
    return said


def waits_to_be_erased(library: Library, today: date) -> str:
    """What is to be erased by today, in words, for who is asked whether the date is right; "" for nothing."""
    titles = dict.fromkeys(each.title for each in due(library, today))
    binned = len(overdue_in_bin(library))
    said = [listed(titles, _NAMED)] if titles else []
    if binned:
        said.append(trn("{count} deleted workshop", "{count} deleted workshops", binned))
    return ", ".join(said)


def erase_all_due(library: Library, today: date) -> list[str]:
    """`keep_promises`, after what was deleted long ago went too; a sentence for each that is worth one."""
    said = []
    try:
        empty_bin(library)
    except NotSaved as error:
        # It is erased, but traces stay until every program has closed the file.
        said.append(error.sentence)
    return [*said, *keep_promises(library, today)]


def _due_of(library: Library, workshop_id: int, title: str, today: date) -> list[Due]:
    promise = protection_of(library, workshop_id)
    if not promise.binds or _is_running(library, workshop_id):
        return []
    if promise.keep_until <= today:
        return [Due(workshop_id, title, What.WORKSHOP, promise.keep_until)]
    last = _last_planned_or_run(library, workshop_id, today)
    removed = promise.names_removed_at is not None and promise.names_removed_at.date() > last
    if removed or last + NAMES_KEPT_FOR > today:
        return []
    if not any(each.data_kept(library, step.id).others for step, each in exercise_steps(library, workshop_id)):
        return []
    return [Due(workshop_id, title, What.CONTACT_NAMES, last + NAMES_KEPT_FOR)]


def _last_planned_or_run(library: Library, workshop_id: int, today: date) -> date:
    """The last day that is planned, or on which it was run after all: a date that nobody changed must take nothing.

    A run that is to come has a clock that was wrong, and puts nothing off.
    """
    ran = (utc(run.ended_at or run.started_at).astimezone().date() for run in runs_of(library, workshop_id))
    return max((last_day(get_workshop(library, workshop_id)), *(day for day in ran if day <= today)))


def _is_running(library: Library, workshop_id: int) -> bool:
    run = open_run(runs_of(library, workshop_id))
    return run is not None and now() - utc(run.started_at) < _RUNNING_FOR
