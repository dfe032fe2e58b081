"""The people of a workshop."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields, replace

from sqlalchemy import func
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from facilitator.i18n import tr
from facilitator.storage.bulk import insert_rows
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Done, Library
from facilitator.workshop.addresses import typed_address
from facilitator.workshop.agreement import refuse_under_agreement
from facilitator.workshop.find import find_participant, find_workshop, one_line, required
from facilitator.workshop.names import is_part_of
from facilitator.workshop.tables import Participant

_PIECE = 50
"""People that are read at once from a large room."""


@dataclass(frozen=True, slots=True)
class Person:
    """What is known of a person before they are on a roster. All but the name is optional.

    `given_name` is the part of the name that is the given one, where that is known; nobody types it in the windows.
    """

    name: str
    email: str = ""
    team: str = ""
    location: str = ""
    level: str = ""
    given_name: str = ""


ROSTER_FIELDS: tuple[str, ...] = tuple(field.name for field in fields(Person) if field.name != "given_name")
"""The names of the fields of a person that are seen and changed, the name itself first."""


def people_of(library: Library, workshop_id: int) -> list[Participant]:
    """The roster in order, detached copies to read. Raises NotFound for an unknown workshop."""
    with library.read() as session:
        find_workshop(session, workshop_id)
        return roster(session, workshop_id)


def names_in(people: Iterable[Participant]) -> list[str]:
    """All by which these people are known to others: what has to go from texts that are to name nobody."""
    return [text for person in people for text in (person.name, person.email)]


def get_participant(library: Library, participant_id: int) -> Participant:
    """One participant, a detached copy to read. Raises NotFound."""
    with library.read() as session:
        return find_participant(session, participant_id)


def roster(session: Session, workshop_id: int) -> list[Participant]:
    """The roster in order, within a session."""
    return list(session.exec(_in_order(workshop_id)))


def in_pieces(session: Session, workshop_id: int) -> Iterator[Participant]:
    """The same, where a room is so large that not all of it is to be in memory at once."""
    return iter(session.exec(_in_order(workshop_id).execution_options(yield_per=_PIECE)))


def _in_order(workshop_id: int) -> SelectOfScalar[Participant]:
    people = select(Participant).where(col(Participant.workshop_id) == workshop_id)
    return people.order_by(col(Participant.position), col(Participant.id))


def add_people(
    library: Library, workshop_id: int, people: Iterable[Person], *, any_address: bool = False
) -> Done[list[int]]:
    """Append people to the roster; the value holds their ids in the same order.

    Two people may have the same name: the screens then show team and place beside it. Raises Invalid for an empty
    name or what is no address; nobody is added then. With `any_address` one that is none is kept as it is, as a file
    of an older library may have it: it gets no mail, and the mail window says so.
    """
    with library.change(tr("Add people"), Change(Topic.ROSTER, workshop_id)) as change:
        find_workshop(change.session, workshop_id)
        last = change.session.exec(
            select(func.max(Participant.position)).where(col(Participant.workshop_id) == workshop_id)
        ).one()
        first = 0 if last is None else last + 1
        tidy = [_checked(person, any_address=any_address) for person in people]
        if any(person.level for person in tidy):
            refuse_under_agreement(change.session, workshop_id, _no_levels())
        keys = tuple(each.name for each in fields(Person))
        rows = [
            (workshop_id, position, *(getattr(person, key) for key in keys))
            for position, person in enumerate(tidy, start=first)
        ]
        added = list(insert_rows(change.session, Participant, ("workshop_id", "position", *keys), rows))
    return change.done(added)


def update_person(library: Library, participant_id: int, person: Person) -> Done[None]:
    """Replace what is known of a participant. Raises Invalid as `add_people` does."""
    with library.change(tr("Edit person")) as change:
        row = find_participant(change.session, participant_id)
        # One that was there before, good or not, keeps nobody from changing the rest.
        given = person.given_name or row.given_name
        row.sqlmodel_update(asdict(_checked(replace(person, given_name=given), any_address=person.email == row.email)))
        if row.level:
            refuse_under_agreement(change.session, row.workshop_id, _no_levels())
        change.session.add(row)
        change.announce(Change(Topic.ROSTER, row.workshop_id, participant_id=participant_id))
    return change.done(None)


def remove_people(library: Library, participant_ids: Iterable[int]) -> Done[None]:
    """Take people off the roster together with their answers; the undo brings both back."""
    with library.change(tr("Remove people")) as change:
        for participant_id in dict.fromkeys(participant_ids):
            row = find_participant(change.session, participant_id)
            change.announce(Change(Topic.ROSTER, row.workshop_id))
            change.session.delete(row)
    return change.done(None)


def _no_levels() -> str:
    return tr("No levels of people are kept: leave them empty, or leave their column out of the import.")


def _checked(person: Person, *, any_address: bool = False) -> Person:
    tidy = Person(*(one_line(getattr(person, field.name)) for field in fields(Person)))
    tidy = replace(tidy, given_name=tidy.given_name if is_part_of(tidy.given_name, tidy.name) else "")
    required(tidy.name, tr("Every person needs a name."))
    return tidy if any_address else replace(tidy, email=typed_address(tidy.email))
