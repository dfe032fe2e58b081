"""What a workshop promises about its data: who is responsible, until when it is kept, and who has read that.

The day on which a workshop is erased can be brought forward at any time; once somebody has read the notice it can't be
put off, since it was promised to them.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, func, or_, select

from facilitator.clock import now
from facilitator.errors import Invalid
from facilitator.i18n import short_day, tr
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Done, KeepsTo, Library
from facilitator.workshop.find import find_participant, find_workshop, one_line
from facilitator.workshop.tables import DataProtection, NoticeReading, Participant, Workshop, utc

KEPT_FOR = timedelta(days=90)
"""How long after its last day a workshop is kept unless another day was chosen."""
NAMES_KEPT_FOR = timedelta(days=14)
"""How long after its last day the names of people outside the roster are kept, unless a follow-up is planned."""


@dataclass(frozen=True, slots=True)
class Protection:
    """What is promised in one workshop.

    `responsible` is the body that answers for the data, `contact` how to reach it; both are the client and the
    facilitator where nothing else was written. `keep_until` is the day on which the workshop is erased, `chosen` that
    day where somebody chose it, and `promised` the earliest one that was promised to a person. `readings` is how many
    people have read the notice.
    """

    agreement: bool
    responsible: str
    contact: str
    keep_until: date
    chosen: date | None
    promised: date | None
    readings: int
    names_removed_at: datetime | None

    @property
    def binds(self) -> bool:
        """Whether the day is kept to without asking: it was promised to people, or somebody chose it."""
        return self.promised is not None or self.chosen is not None


@dataclass(frozen=True, slots=True)
class Reading:
    """That one participant has gone past the notice."""

    participant_id: int
    version: str
    language: str
    keep_until: date
    at: datetime


def protection_of(library: Library, workshop_id: int) -> Protection:
    """What is promised in a workshop. Raises NotFound."""
    with library.read() as session:
        return read_protection(session, workshop_id)


def read_protection(session: Session, workshop_id: int) -> Protection:
    """`protection_of` within a session."""
    workshop = find_workshop(session, workshop_id)
    row = session.get(DataProtection, workshop_id) or DataProtection(workshop_id=workshop_id)
    promised, readings = session.exec(
        select(func.min(NoticeReading.keep_until), func.count(col(NoticeReading.participant_id)))
        .join(Participant, col(Participant.id) == col(NoticeReading.participant_id))
        .where(col(Participant.workshop_id) == workshop_id)
    ).one()
    usual = row.keep_until or promised or _usual_day(workshop)
    return Protection(
        bool(row.agreement),
        row.responsible or workshop.client,
        row.contact or workshop.facilitator,
        min(usual, promised) if promised else usual,
        row.keep_until,
        promised,
        readings,
        row.names_removed_at and utc(row.names_removed_at),
    )


def _usual_day(workshop: Workshop) -> date:
    """When a workshop is erased of which nobody has said it: from its last day on, or from today where that is over.

    What people read or get on paper never names a day that has passed.
    """
    day, today = last_day(workshop) + KEPT_FOR, date.today()
    return day if day > today else today + KEPT_FOR


def bound(library: Library) -> list[tuple[int, str]]:
    """Ids and titles of the workshops whose day of erasure binds: few of a large library, looked for at each start."""
    chosen = select(DataProtection.workshop_id).where(col(DataProtection.keep_until).is_not(None))
    promised = select(Participant.workshop_id).join(
        NoticeReading, col(NoticeReading.participant_id) == col(Participant.id)
    )
    with library.read() as session:
        binding = or_(col(Workshop.id).in_(chosen), col(Workshop.id).in_(promised))
        return list(session.exec(select(Workshop.id, Workshop.title).where(binding)))


def last_day(workshop: Workshop) -> date:
    """The day of the follow-up, else of the workshop, else the one on which it was made."""
    return workshop.follow_up or workshop.held_on or utc(workshop.created_at).astimezone().date()


def describe_protection(
    library: Library, workshop_id: int, *, responsible: str, contact: str, keep_until: date | None
) -> Done[None]:
    """Say who is responsible, how to reach them, and on which day the workshop is erased; None for the usual one.

    Raises Invalid for a day before the workshop's last one, and for one after the day that was promised to people.
    """
    with library.change(tr("Data protection"), Change(Topic.WORKSHOPS, workshop_id)) as change:
        row = _kept_until(change.session, workshop_id, keep_until)
        row.responsible, row.contact = one_line(responsible), one_line(contact)
        change.session.add(row)
    return change.done(None)


def choose_last_day(library: Library, workshop_id: int, day: date) -> Done[None]:
    """Choose the day on which the workshop is erased, and nothing else; raises as `describe_protection`."""
    with library.change(tr("Data protection"), Change(Topic.WORKSHOPS, workshop_id)) as change:
        change.session.add(_kept_until(change.session, workshop_id, day))
    return change.done(None)


def _kept_until(session: Session, workshop_id: int, day: date | None) -> DataProtection:
    """The row of a workshop with this day; it is not added yet. Raises Invalid for a day that can't be."""
    before, workshop = read_protection(session, workshop_id), find_workshop(session, workshop_id)
    if day is not None and day < last_day(workshop):
        raise Invalid(tr("The workshop would be erased before its last day, {day}.",
                         day=short_day(last_day(workshop))))  # fmt: skip
    if before.promised is not None and day is not None and day > before.promised:
        raise Invalid(
            tr(
                "People have read that everything is erased on {day}. It can be erased earlier, not later.",
                day=short_day(before.promised),
            )
        )
    row = session.get(DataProtection, workshop_id) or DataProtection(workshop_id=workshop_id)
    row.keep_until = day
    return row


def copy_protection(session: Session, source_id: int, target_id: int) -> None:
    """Give a new workshop what another one promises but for its day, within a transaction."""
    row = session.get(DataProtection, source_id)
    if row is not None:
        facts = row.model_dump(include={"agreement", "responsible", "contact"})
        session.add(DataProtection(workshop_id=target_id, **facts))
        session.flush()


def note_reading(library: Library, participant_id: int, version: str, language: str) -> Done[None]:
    """Note that a participant has gone past the notice, now; the first time counts as long as nothing changes.

    It is no consent. What they read anew, in another version or with an earlier day, takes the old one's place.
    """
    keeps_to = KeepsTo(participant_id=participant_id)
    with library.change(tr("Read privacy notice"), undoable=False, logged=False, keeps_to=keeps_to) as change:
        session = change.session
        person = find_participant(session, participant_id)
        until = read_protection(session, person.workshop_id).keep_until
        row = session.get(NoticeReading, participant_id)
        if row is None:
            row = NoticeReading(participant_id=participant_id, version="", language=language, keep_until=until)
        if (row.version, row.keep_until) != (version, until):
            row.version, row.language, row.keep_until, row.read_at = version, language, until, now()
            session.add(row)
    return change.done(None)


def reading_of(library: Library, participant_id: int) -> Reading | None:
    """What a participant has read, None before."""
    with library.read() as session:
        row = session.get(NoticeReading, participant_id)
    if row is None:
        return None
    return Reading(row.participant_id, row.version, row.language, row.keep_until, utc(row.read_at))


def note_names_removed(session: Session, workshop_id: int) -> None:
    """Note, within a transaction, that names of people outside the roster were taken out now."""
    row = session.get(DataProtection, workshop_id) or DataProtection(workshop_id=workshop_id)
    row.names_removed_at = now()
    session.add(row)
