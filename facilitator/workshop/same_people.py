"""People who come again: participants recognised in earlier workshops, each confirmed or refused by the facilitator."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete
from sqlalchemy.dialects.sqlite import insert
from sqlmodel import Session, col, select

from facilitator.errors import Invalid
from facilitator.i18n import tr
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Done, Library, Transaction
from facilitator.tabular import fold
from facilitator.workshop import own_code
from facilitator.workshop.find import find_participant, find_workshop
from facilitator.workshop.names import Ground, Names
from facilitator.workshop.roster import roster
from facilitator.workshop.tables import OtherPerson, Participant, SamePerson, Workshop


@dataclass(frozen=True, slots=True)
class EarlierSelf:
    """A participant of an earlier workshop who may be, or is, the same person. `same_address` is the best sign."""

    participant_id: int
    name: str
    workshop: str
    held_on: date | None
    certainty: float
    ground: Ground
    same_address: bool


@dataclass(frozen=True, slots=True)
class Recognition:
    """One participant, who they were confirmed to have been, and who else they may have been, the likeliest first."""

    participant_id: int
    name: str
    confirmed: EarlierSelf | None
    candidates: tuple[EarlierSelf, ...]


def recognitions(library: Library, workshop_id: int) -> tuple[Recognition, ...]:
    """Everybody on the roster who may have been in an earlier workshop, in the roster's order."""
    with library.read() as session:
        earlier = earlier_workshops(session, workshop_id)
        people = roster(session, workshop_id)
        known = session.exec(select(Participant).where(col(Participant.workshop_id).in_(earlier))).all()
        same = {row.participant_id: row.earlier_id for row in session.exec(select(SamePerson))}
        refused = {(row.participant_id, row.earlier_id) for row in session.exec(select(OtherPerson))}
    before = {person.id: person for person in known}
    by_address: dict[str, list[int]] = {}
    for person in known:
        if person.email:
            by_address.setdefault(fold(person.email), []).append(person.id)
    like = Names({person.id: person.name for person in known}).like_each([person.name for person in people], most=8)

    def self_of(person: Participant, earlier_id: int, certainty: float, ground: Ground) -> EarlierSelf:
        found = before[earlier_id]
        workshop = earlier[found.workshop_id]
        address = bool(person.email) and fold(person.email) == fold(found.email)
        return EarlierSelf(found.id, found.name, workshop.title, workshop.held_on, certainty, ground, address)

    recognised = []
    for person, names in zip(people, like, strict=True):
        # A part of a name or initials are too little across workshops.
        found = {
            each.key: self_of(person, each.key, each.certainty, each.ground)
            for each in names
            if each.ground in (Ground.SAME, Ground.SPELLING, Ground.SHORT_FORM, Ground.SIMILAR)
        }
        for other in by_address.get(fold(person.email), ()) if person.email else ():
            found[other] = self_of(person, other, 1.0, Ground.SAME)
        confirmed = same.get(person.id)
        candidates = [
            each
            for each in found.values()
            if each.participant_id != confirmed and (person.id, each.participant_id) not in refused
        ]
        candidates.sort(key=lambda each: (-each.same_address, -each.certainty, -each.participant_id))
        known_as = self_of(person, confirmed, 1.0, Ground.SAME) if confirmed in before else None
        if known_as or candidates:
            recognised.append(Recognition(person.id, person.name, known_as, tuple(candidates)))
    return tuple(recognised)


def confirm_same(library: Library, participant_id: int, earlier_id: int) -> Done[None]:
    """Say that a participant was in an earlier workshop as `earlier_id`. Raises Invalid unless that one was earlier."""
    with library.change(tr("Same person as before")) as change:
        session = change.session
        person, before = find_participant(session, participant_id), find_participant(session, earlier_id)
        if before.workshop_id not in earlier_workshops(session, person.workshop_id):
            raise Invalid(tr("That workshop was not before this one."))
        connection = session.connection()
        upsert = insert(SamePerson).values(participant_id=participant_id, earlier_id=earlier_id)
        connection.execute(
            upsert.on_conflict_do_update(index_elements=["participant_id"], set_={"earlier_id": earlier_id})
        )
        connection.execute(delete(OtherPerson).filter_by(participant_id=participant_id, earlier_id=earlier_id))
        own_code.take_over(library, participant_id, earlier_id)
        _announce(change, person)
    return change.done(None)


def refuse_same(library: Library, participant_id: int, earlier_id: int) -> Done[None]:
    """Say that they are two people; they are not proposed again."""
    with library.change(tr("Not the same person")) as change:
        person = find_participant(change.session, participant_id)
        find_participant(change.session, earlier_id)
        values = {"participant_id": participant_id, "earlier_id": earlier_id}
        connection = change.session.connection()
        connection.execute(delete(SamePerson).filter_by(**values))
        connection.execute(insert(OtherPerson).values(**values).on_conflict_do_nothing())
        _announce(change, person)
    return change.done(None)


def earlier_selves(
    session: Session, workshop_id: int, participant_ids: Collection[int] | None = None
) -> dict[int, tuple[int, ...]]:
    """By participant, who they were in earlier workshops, the latest first; only those who were recognised."""
    same = {row.participant_id: row.earlier_id for row in session.exec(select(SamePerson))}
    of_workshop = session.exec(select(Participant.id).where(Participant.workshop_id == workshop_id)).all()
    found = {}
    for person in of_workshop if participant_ids is None else participant_ids:
        chain: list[int] = []
        while (before := same.get(chain[-1] if chain else person)) is not None and before not in chain:
            chain.append(before)
        if chain:
            found[person] = tuple(chain)
    return found


def earlier_workshops(session: Session, workshop_id: int) -> dict[int, Workshop]:
    """Workshops before this one that are not deleted: by the day they were held or, without one, were made."""

    def when(workshop: Workshop) -> tuple[date, int]:
        return (workshop.held_on or workshop.created_at.date(), workshop.id)

    own = find_workshop(session, workshop_id)
    others = session.exec(select(Workshop).where(col(Workshop.deleted_at).is_(None), Workshop.id != workshop_id))
    return {other.id: other for other in others if when(other) < when(own)}


def _announce(change: Transaction, person: Participant) -> None:
    change.announce(Change(Topic.ROSTER, person.workshop_id))
