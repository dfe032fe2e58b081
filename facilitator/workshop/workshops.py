"""What can be done with a workshop as a whole."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlmodel import col, select

from facilitator.clock import now
from facilitator.errors import Invalid
from facilitator.i18n import spoken, tr
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Done, Library
from facilitator.workshop.deletions import BY_PROGRAM, What, note_deletion
from facilitator.workshop.find import find_workshop, one_line, required
from facilitator.workshop.listing import LISTING, WorkshopCard, cards
from facilitator.workshop.tables import Participant, Workshop

KEPT_AFTER_DELETION = timedelta(days=30)
"""How long a deleted workshop can be brought back before it is erased at a start of the program."""

_YEARS = range(1900, 2200)


def list_workshops(library: Library, search: str = "", *, deleted: bool = False) -> list[WorkshopCard]:
    """The workshops whose title, client or place holds every word of `search`, newest first.

    `deleted` lists those in the bin instead. Newest is by the day they are held, undated ones first, then by age.
    """
    with library.read() as session:
        return cards(session.connection().exec_driver_sql(LISTING, (deleted,)), search)


def get_workshop(library: Library, workshop_id: int) -> Workshop:
    """The workshop, detached: a copy to read. Raises NotFound."""
    with library.read() as session:
        return find_workshop(session, workshop_id)


def new_workshop(
    library: Library,
    title: str,
    *,
    client: str = "",
    facilitator: str = "",
    place: str = "",
    held_on: date | None = None,
    follow_up: date | None = None,
) -> Done[int]:
    """Add a workshop with an empty agenda and roster, whose papers are in the language spoken now; the value is its id.

    Raises Invalid without a title, for a follow-up before the workshop, and for a day of another century than ours or
    the next one.
    """
    _check_days(held_on, follow_up)
    with library.change(tr("New workshop")) as change:
        workshop = Workshop(
            title=required(title, tr("A workshop needs a title.")),
            client=one_line(client),
            facilitator=one_line(facilitator),
            place=one_line(place),
            held_on=held_on,
            follow_up=follow_up,
            language=spoken(),
        )
        change.session.add(workshop)
        change.session.flush()
        change.announce(Change(Topic.WORKSHOPS, workshop.id))
        workshop_id = workshop.id
    return change.done(workshop_id)


def describe_workshop(
    library: Library,
    workshop_id: int,
    *,
    title: str | None = None,
    client: str | None = None,
    facilitator: str | None = None,
    place: str | None = None,
    held_on: date | None = None,
    clear_date: bool = False,
    follow_up: date | None = None,
    clear_follow_up: bool = False,
) -> Done[None]:
    """Change the given facts of a workshop and leave the others. Raises Invalid as `new_workshop` does."""
    with library.change(tr("Describe workshop"), Change(Topic.WORKSHOPS, workshop_id)) as change:
        workshop = find_workshop(change.session, workshop_id)
        if title is not None:
            workshop.title = required(title, tr("A workshop needs a title."))
        if client is not None:
            workshop.client = one_line(client)
        if facilitator is not None:
            workshop.facilitator = one_line(facilitator)
        if place is not None:
            workshop.place = one_line(place)
        if held_on is not None or clear_date:
            workshop.held_on = held_on
        if follow_up is not None or clear_follow_up:
            workshop.follow_up = follow_up
        _check_days(workshop.held_on, workshop.follow_up)
        change.session.add(workshop)
    return change.done(None)


def rename_workshop(library: Library, workshop_id: int, title: str) -> Done[None]:
    """Give a workshop another title. Raises Invalid when it is empty."""
    return describe_workshop(library, workshop_id, title=title)


def delete_workshop(library: Library, workshop_id: int) -> Done[None]:
    """Put a workshop in the bin, from where it can be brought back for `KEPT_AFTER_DELETION`."""
    with library.change(tr("Delete workshop"), Change(Topic.WORKSHOPS, workshop_id)) as change:
        workshop = find_workshop(change.session, workshop_id)
        workshop.deleted_at = now()
        change.session.add(workshop)
    return change.done(None)


def restore_workshop(library: Library, workshop_id: int) -> Done[None]:
    """Bring a deleted workshop back."""
    with library.change(tr("Bring workshop back"), Change(Topic.WORKSHOPS, workshop_id)) as change:
        workshop = find_workshop(change.session, workshop_id)
        workshop.deleted_at = None
        change.session.add(workshop)
    return change.done(None)


def erase_workshops(library: Library, workshop_ids: Sequence[int], *, by: str = "") -> None:
    """Remove workshops and all that was answered in them, for good: no undo, no trace in the file.

    The record of deletion keeps that they were there. `by` is who erases them, unless that is the facilitator.
    """
    # Imported here: whoever lists workshops must not wait for it.
    from facilitator.workshop.own_code import forget_codes

    announced = [Change(Topic.WORKSHOPS, workshop_id) for workshop_id in workshop_ids]
    with library.erase(tr("Erase workshop"), *announced) as change:
        for workshop_id in workshop_ids:
            people = change.session.exec(select(Participant.id).where(Participant.workshop_id == workshop_id)).all()
            note_deletion(change.session, workshop_id, What.WORKSHOP, count=len(people), by=by)
            change.session.delete(find_workshop(change.session, workshop_id))
            forget_codes(change.session, people)


def overdue_in_bin(library: Library) -> list[int]:
    """The workshops that were deleted longer than `KEPT_AFTER_DELETION` ago."""
    with library.read() as session:
        return list(session.exec(select(Workshop.id).where(col(Workshop.deleted_at) < now() - KEPT_AFTER_DELETION)))


def empty_bin(library: Library) -> int:
    """Erase what was deleted longer than `KEPT_AFTER_DELETION` ago and return how many workshops that were."""
    overdue = overdue_in_bin(library)
    if overdue:
        erase_workshops(library, overdue, by=BY_PROGRAM)
    return len(overdue)


def _check_days(held_on: date | None, follow_up: date | None) -> None:
    for day in filter(None, (held_on, follow_up)):
        if day.year not in _YEARS:
            # Days are counted on from it, and there is an end to those that a calendar knows.
            raise Invalid(tr("No workshop is held in the year {year}. Look at the day.", year=day.year))
    if held_on is not None and follow_up is not None and follow_up < held_on:
        raise Invalid(tr("The follow-up is on a day before the workshop."))


def copy_people(library: Library, source_id: int, target_id: int) -> dict[int, int]:
    """Put copies of one workshop's people on another one's roster; returns the copies' ids by those of their models."""
    with library.change(tr("Copy people"), Change(Topic.ROSTER, target_id)) as change:
        people = change.session.exec(select(Participant).where(col(Participant.workshop_id) == source_id)).all()
        copies = [
            Participant(**person.model_dump(exclude={"id", "workshop_id"}), workshop_id=target_id) for person in people
        ]
        change.session.add_all(copies)
        change.session.flush()
        return {person.id: copy.id for person, copy in zip(people, copies, strict=True)}
