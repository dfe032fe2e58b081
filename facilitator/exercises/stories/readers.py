"""Who gets the stories by mail: people of the roster who asked for it, and others with an address of their own.

Everybody gets story 1 first and then one a week, from the week in which they joined.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from sqlmodel import Session, col, select

from facilitator.errors import Invalid, NotFound
from facilitator.exercises.stories.board import Programme
from facilitator.exercises.stories.changing import changing
from facilitator.exercises.stories.tables import StoryProgramme, StoryReader
from facilitator.exercises.stories.told import CIRCLES, READS, Story, mail_key
from facilitator.i18n import tr
from facilitator.questionnaires.reading import responses_of_rounds
from facilitator.questionnaires.setup import get_setup
from facilitator.storage.library import Done, Library
from facilitator.text_matching import caseless
from facilitator.workshop.addresses import typed_address
from facilitator.workshop.dated_mail_log import GONE, DatedMailRow, forget_reader, set_stop, stopped_in
from facilitator.workshop.dated_mails import To
from facilitator.workshop.find import find_participant, one_line
from facilitator.workshop.roster import people_of
from facilitator.workshop.tables import utc

WEEK = 7


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who gets the stories. `circle` is how far away they are: only stories that may go so far go to them.

    `week` is the programme's week in which they get story 1, None before the programme has a first day. `left` says
    that they get no more, `declined` that they said so themselves at the station.
    """

    id: int
    to: To
    circle: str
    joined: date
    week: int | None
    left: bool
    declined: bool = False

    def day_of(self, begins: date, number: int) -> date:
        """The day on which the story of this number goes to them."""
        return begins + timedelta(days=WEEK * ((self.week or 1) + number - 2))


def readers(library: Library, step_id: int) -> list[Reader]:
    """Everybody who gets the stories of a step, or did, in the order in which they joined, then by name."""
    setup = get_setup(library, step_id)
    people = {person.id: person for person in people_of(library, setup.workshop_id)}
    declined = _said(library, step_id)[1]
    with library.read() as session:
        rows = session.exec(select(StoryReader).where(StoryReader.step_id == step_id)).all()
        stopped = stopped_in(session, step_id)
        programme = session.get(StoryProgramme, step_id)
    found = []
    for row in rows:
        if row.participant_id is None:
            to = To(row.name, row.address, reader=f"reader {row.id}")
        else:
            person = people[row.participant_id]
            to = To(person.name, person.email.strip(), person.id)
        week = None if programme is None else first_week(programme.begins, row.joined)
        no = row.participant_id in declined
        found.append(Reader(row.id, to, row.circle, row.joined, week, no or to.recipient in stopped, no))
    return sorted(found, key=lambda each: (each.joined, caseless(each.to.name)))


class Place(NamedTuple):
    """How far a reader is: how many stories they got, which comes next and on which day; None for none."""

    got: int
    following: Story | None
    day: date | None


def places(library: Library, step_id: int, programme: Programme, reading: Sequence[Reader]) -> dict[int, Place]:
    """How far each of these readers is, by their ids, as the queue of mails goes on."""
    with library.read() as session:
        rows = session.exec(
            select(DatedMailRow.recipient, DatedMailRow.key, DatedMailRow.changed_at).where(
                DatedMailRow.step_id == step_id, col(DatedMailRow.state).in_([state.value for state in GONE])
            )
        ).all()
    gone: dict[str, dict[str, date]] = {}
    for recipient, key, at in rows:
        gone.setdefault(recipient, {})[key] = utc(at).astimezone().date()
    planned = [each for each in programme.by_week.values() if each.is_told]
    return {each.id: _place(each, gone.get(each.to.recipient, {}), programme.begins, planned) for each in reading}


def _place(reader: Reader, gone: dict[str, date], begins: date | None, planned: Sequence[Story]) -> Place:
    following = None
    if begins is not None and not reader.left:
        own = (each for each in planned if each.may_go(reader.circle) and mail_key(each.id) not in gone)
        following = next(own, None)
    day = None
    if following is not None and begins is not None:
        day = reader.day_of(begins, following.week or 1)
        if gone:
            day = max(day, max(gone.values()) + timedelta(days=WEEK))
    return Place(len(gone), following, day)


def first_week(begins: date, joined: date) -> int:
    """The week, from 1, in which somebody gets the first story who joined on a day: the next one whose day comes."""
    return max(1, 1 - (begins - joined).days // WEEK)


def wanting(library: Library, step_id: int) -> list[int]:
    """The participants who asked for the stories and are no readers yet, in the roster's order."""
    asked, _ = _said(library, step_id)
    with library.read() as session:
        known = set(session.exec(select(StoryReader.participant_id).where(StoryReader.step_id == step_id)))
    workshop_id = get_setup(library, step_id).workshop_id
    return [person.id for person in people_of(library, workshop_id) if person.id in asked - known]


def take_readers(library: Library, step_id: int, people: Sequence[int], joined: date) -> Done[int]:
    """Let participants get the stories from the week of a day on; the value is how many were none before.

    Raises Invalid for somebody who has not asked for it.
    """
    with changing(library, step_id, tr("Take readers")) as change:
        asked, _ = _said(library, step_id)
        count = 0
        for person in people:
            if person not in asked:
                name = find_participant(change.session, person).name
                raise Invalid(tr("{name} has not asked for the stories.", name=name))
            known = select(StoryReader.id).where(StoryReader.step_id == step_id, StoryReader.participant_id == person)
            if change.session.exec(known).first() is None:
                change.session.add(
                    StoryReader(step_id=step_id, participant_id=person, circle=CIRCLES[0], joined=joined)
                )
                count += 1
    return change.done(count)


def add_reader(library: Library, step_id: int, name: str, address: str, circle: str, joined: date) -> Done[int]:
    """Let somebody who is not on the roster get the stories that may go to `circle`; the value is the reader's id.

    Raises Invalid without a name, and for an address that is none or is a reader's already.
    """
    with changing(library, step_id, tr("Add a reader")) as change:
        called, mailbox = one_line(name), typed_address(address)
        if not called:
            raise Invalid(tr("A reader needs a name."))
        if not mailbox:
            raise Invalid(tr("A reader needs an address."))
        if circle not in CIRCLES:
            raise Invalid(tr("“{circle}” is none of house, client and outside.", circle=circle))
        if any(caseless(each.to.address) == caseless(mailbox) for each in readers(library, step_id)):
            raise Invalid(tr("{address} gets the stories already.", address=mailbox))
        row = StoryReader(step_id=step_id, name=called, address=mailbox, circle=circle, joined=joined)
        change.session.add(row)
        change.session.flush()
    return change.done(row.id)


def change_joined(library: Library, step_id: int, reader_id: int, joined: date) -> Done[None]:
    """Let a reader get the stories from the week of another day on."""
    with changing(library, step_id, tr("Change a reader")) as change:
        _find(change.session, step_id, reader_id).joined = joined
    return change.done(None)


def set_left(library: Library, step_id: int, reader_id: int, left: bool) -> Done[None]:
    """Note that a reader asked to get no more stories, or wants them again."""
    label = tr("Reader leaves") if left else tr("Reader comes back")
    with changing(library, step_id, label) as change:
        row = _find(change.session, step_id, reader_id)
        set_stop(change.session, step_id, _recipient(row), row.participant_id, stopped=left)
    return change.done(None)


def remove_reader(library: Library, step_id: int, reader_id: int) -> Done[None]:
    """Take somebody out of the list of readers, with what is known of mails to them."""
    with changing(library, step_id, tr("Remove a reader")) as change:
        row = _find(change.session, step_id, reader_id)
        forget_reader(change.session, step_id, _recipient(row))
        change.session.delete(row)
    return change.done(None)


def _recipient(row: StoryReader) -> str:
    return f"reader {row.id}" if row.participant_id is None else f"person {row.participant_id}"


def _find(session: Session, step_id: int, reader_id: int) -> StoryReader:
    own = (StoryReader.step_id == step_id, col(StoryReader.id) == reader_id)
    row = session.exec(select(StoryReader).where(*own)).first()
    if row is None:
        raise NotFound(tr("This reader is no longer there."))
    session.add(row)
    return row


def _said(library: Library, step_id: int) -> tuple[set[int], set[int]]:
    """Who asked for the stories, and who declined: by what each said last."""
    asked: set[int] = set()
    declined: set[int] = set()
    for _, each in responses_of_rounds(library, step_id):
        if each.given.agreed(READS):
            asked.update(each.members if each.sent else ())
            declined.difference_update(each.members)
        elif each.given.of(READS):
            declined.update(each.members)
            asked.difference_update(each.members)
    return asked, declined
