"""The record of deletion: what was erased for good, when and by whom.

It names nobody whose data it was, nor a workshop that is gone: a title may say who was there.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session, col, select

from facilitator.i18n import short_day, tr, trn
from facilitator.storage.library import Library
from facilitator.workshop.find import find_workshop
from facilitator.workshop.tables import Deletion, Workshop, utc

BY_PROGRAM = "program"
"""Who erases what was promised to be erased on a day."""


class What(StrEnum):
    """What can be erased for good."""

    WORKSHOP = "workshop"
    PERSON = "person"
    CONTACT_NAMES = "contact names"
    HANDOUT_FILES = "handout files"


@dataclass(frozen=True, slots=True)
class Erased:
    """A line of the record. `workshop` is its title while it is there, else its number and day."""

    at: datetime
    workshop_id: int
    workshop: str
    what: What
    count: int
    by: str

    @property
    def said(self) -> str:
        """What was erased, in words."""
        if self.what is What.WORKSHOP:
            return trn("The whole workshop with {count} person", "The whole workshop with {count} people", self.count)
        if self.what is What.PERSON:
            return tr("One person with all their answers")
        if self.what is What.CONTACT_NAMES:
            return tr("The names of people outside the room")
        return trn("{count} file with a handout", "{count} files with handouts", self.count)

    @property
    def by_whom(self) -> str:
        """By whom, in words."""
        return tr("the program, as promised") if self.by == BY_PROGRAM else self.by or tr("the facilitator")


def note_deletion(session: Session, workshop_id: int, what: What, *, count: int = 1, by: str = "") -> None:
    """Add a line, within the transaction that erases; `by` is the workshop's facilitator unless it is given."""
    workshop = find_workshop(session, workshop_id)
    session.add(
        Deletion(
            workshop_id=workshop_id,
            held_on=workshop.held_on,
            what=what.value,
            count=count,
            by=by or workshop.facilitator,
        )
    )


def deletions(library: Library, workshop_id: int | None = None) -> list[Erased]:
    """The record, the earliest first; of one workshop, be it gone, or of all."""
    of = () if workshop_id is None else (Deletion.workshop_id == workshop_id,)
    with library.read() as session:
        rows = session.exec(select(Deletion).where(*of).order_by(col(Deletion.happened_at), col(Deletion.id))).all()
        titles = dict(session.exec(select(Workshop.id, Workshop.title)).all())
    return [
        Erased(
            utc(row.happened_at),
            row.workshop_id,
            titles.get(row.workshop_id) or _unnamed(row),
            What(row.what),
            row.count,
            row.by,
        )
        for row in rows
    ]


def _unnamed(row: Deletion) -> str:
    if row.held_on is None:
        return tr("Workshop number {number}", number=row.workshop_id)
    return tr("Workshop number {number}, {day}", number=row.workshop_id, day=short_day(row.held_on))
