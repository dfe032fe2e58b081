"""One workshop in one file, to be handed to somebody else or to another computer: a `.workshop`.

In it are the whole workshop as the JSON of `workshop_file`, and beside it what that leaves out since it is also given
to others: the log of what was done, the participants' two digits, the moments at which things were agreed to, and the
record of what was erased. It is not a library of one workshop: rows point to each other by numbers, within texts as
well, which the JSON's way in renumbers; it is checked at that door, also when it comes from a stranger; and it is read
by later versions. What can't go along, `stays_behind` says.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from sqlmodel import Session, col, select

from facilitator import __version__
from facilitator.errors import Invalid
from facilitator.i18n import tr
from facilitator.progress import LongWork, Progress
from facilitator.sharing.handed_file import (
    BESIDE,
    WORKSHOP,
    AgreedRecord,
    BesideRecord,
    DigitsRecord,
    ErasedRecord,
    Handed,
    LineRecord,
    written,
)
from facilitator.sharing.tables import read_content
from facilitator.sharing.workshop_file import (
    Placed,
    WorkshopRecord,
    plan_workshop,
    read_workshop,
    take_workshop,
    to_json,
)
from facilitator.storage.journal import Activity
from facilitator.storage.keys import Passphrase
from facilitator.storage.library import Done, Library
from facilitator.workshop.agenda import agenda
from facilitator.workshop.deletions import What
from facilitator.workshop.find import find_workshop
from facilitator.workshop.own_code import keep_sealed_code, sealed_code
from facilitator.workshop.roster import people_of
from facilitator.workshop.tables import CountedConsent, DataProtection, Deletion, utc
from facilitator.workshop.workshops import list_workshops, new_workshop


@dataclass(frozen=True, slots=True)
class TakenOver:
    """The workshop that came of it, what it was, what of it did not come in, and where its people and things are."""

    workshop_id: int
    said: tuple[str, ...]
    left_out: tuple[str, ...]
    placed: Placed


def stays_behind() -> str:
    """What of a workshop can't be in the file, for whoever hands it over."""
    return tr(
        "Everything of the workshop goes along, also what you alone may read: agenda, people with their two digits, "
        "answers, actions, papers, mails and the log. What stays behind: who was recognised in other workshops, as "
        "those do not go along, and files that were written. Worksheets made before can be read back only here."
    )


def hand_over(library: Library, workshop_id: int, target: Path, passphrase: Passphrase | None) -> LongWork[Path]:
    """Write a workshop to a file of its own; the workshop stays here. The file is whole or not there.

    Raises Invalid for a passphrase that is too short or where there is a file already, and NotSaved.
    """
    yield Progress(0, 3, tr("Collecting"))
    return (yield from written(target, parts_of(library, workshop_id), passphrase))


def parts_of(library: Library, workshop_id: int, things: dict[str, str] | None = None) -> dict[str, bytes]:
    """The parts of a file with a workshop in it; its words for things are added to `things`, by the library's."""
    return {
        WORKSHOP: to_json(library, workshop_id, things=things),
        BESIDE: _beside(library, workshop_id).model_dump_json().encode(),
    }


def read_exported(path: Path) -> Handed:
    """What is in a whole workshop that was exported as JSON, to become a new one. Raises BadFile for anything else."""
    return Handed(path.name, read_workshop(path.name, read_content(path)))


def take_over(library: Library, handed: Handed) -> Done[TakenOver]:
    """Add the workshop in a file to the library, as a new one beside all that are there; one undo takes it back.

    Raises BadFile where it contradicts itself, and Invalid where it can't come in; nothing has changed then.
    """
    record = handed.record
    alike = [card for card in list_workshops(library) if (card.title, card.held_on) == _called(record)]
    with library.change(tr("Take over workshop")) as change:
        workshop_id = new_workshop(library, record.workshop.title).value
        plan = plan_workshop(library, workshop_id, record)
        if plan.errors:
            raise Invalid(" ".join(each.sentence for each in plan.errors))
        placed = take_workshop(library, workshop_id, record)
        if handed.beside is not None:
            _take_beside(library, change.session, workshop_id, handed.beside, placed)
    left_out = [str(each) for each in plan.causes]
    if alike:
        left_out.append(tr("A workshop of the same title and day was here before; both are in the list now."))
    return change.done(TakenOver(workshop_id, tuple(handed.said), tuple(left_out), placed))


def _called(record: WorkshopRecord) -> tuple[str, date | None]:
    return record.workshop.title, record.workshop.held_on


def _beside(library: Library, workshop_id: int) -> BesideRecord:
    people = [person.id for person in people_of(library, workshop_id)]
    sealed = [(person, sealed_code(library, person)) for person in people]
    with library.read() as session:
        workshop = find_workshop(session, workshop_id)
        places = {step.id: place for place, step in enumerate(agenda(session, workshop_id), start=1)}
        promised = session.get(DataProtection, workshop_id)
        removed = None if promised is None else promised.names_removed_at
        lines = session.exec(select(Activity).where(Activity.workshop_id == workshop_id).order_by(col(Activity.id)))
        counted = session.exec(select(CountedConsent).where(col(CountedConsent.participant_id).in_(people)))
        erased = session.exec(select(Deletion).where(Deletion.workshop_id == workshop_id).order_by(col(Deletion.id)))
        return BesideRecord(
            version=1,
            made_by=f"Facilitator {__version__}",
            made_at=datetime.now(UTC),
            created_at=utc(workshop.created_at),
            names_removed_at=None if removed is None else utc(removed),
            log=tuple(
                LineRecord(
                    label=line.label,
                    step=places.get(line.step_id or 0),
                    person=line.participant_id if line.participant_id in people else None,
                    began_at=utc(line.began_at),
                    latest_at=utc(line.latest_at),
                    times=line.times,
                )
                for line in lines
            ),
            digits=tuple(DigitsRecord(person=person, **code) for person, code in sealed if code is not None),
            counted=tuple(AgreedRecord(person=row.participant_id, agreed_at=utc(row.agreed_at)) for row in counted),
            erased=tuple(
                ErasedRecord(
                    happened_at=utc(row.happened_at),
                    held_on=row.held_on,
                    what=What(row.what),
                    count=row.count,
                    by=row.by,
                )
                for row in erased
            ),
        )


def _take_beside(library: Library, session: Session, workshop_id: int, beside: BesideRecord, placed: Placed) -> None:
    workshop = find_workshop(session, workshop_id)
    workshop.created_at = beside.created_at
    session.add(workshop)
    if beside.names_removed_at is not None:
        session.get_one(DataProtection, workshop_id).names_removed_at = beside.names_removed_at
    for each in beside.digits:
        keep_sealed_code(library, placed.people[each.person], {"salt": each.salt, "hash": each.hash})
    for agreed in beside.counted:
        row = session.get(CountedConsent, placed.people[agreed.person])
        if row is not None:
            row.agreed_at = agreed.agreed_at
    for erased in beside.erased:
        session.add(Deletion(workshop_id=workshop_id, **erased.model_dump(exclude={"what"}), what=erased.what.value))
    session.flush()
    _take_log(session, workshop_id, beside.log, placed)


def _take_log(session: Session, workshop_id: int, log: Sequence[LineRecord], placed: Placed) -> None:
    for line in log:
        step = placed.things.get(f"step {line.step}", "")
        session.add(
            Activity(
                workshop_id=workshop_id,
                step_id=int(step.split()[1]) if step else None,
                participant_id=None if line.person is None else placed.people[line.person],
                label=line.label,
                began_at=line.began_at,
                latest_at=line.latest_at,
                times=line.times,
            )
        )
        # One by one: the order in which they stand is that of their numbers.
        session.flush()
