"""A second computer as a station, by files alone: one makes it a station, one brings back what was answered there.

The first file is a copy of the workshop without any answer, and says whose computer it is from. How the second one is
merged, `station_merge` says.
"""

import hmac
import secrets
from pathlib import Path

from pydantic import BaseModel
from sqlmodel import Session, select

from facilitator.errors import BadFile, Invalid
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.steps import duplicate_workshop, exercise_steps
from facilitator.i18n import tr
from facilitator.progress import LongWork, Progress
from facilitator.sharing.handed_file import STATION, Handed, PinRecord, StationRecord, written
from facilitator.sharing.handing_over import parts_of, take_over
from facilitator.storage.changes import Change, Topic
from facilitator.storage.keys import Passphrase
from facilitator.storage.library import Done, Library
from facilitator.workshop.agenda import agenda
from facilitator.workshop.find import find_workshop
from facilitator.workshop.pin import has_pin, keep_sealed_pin, sealed_pin
from facilitator.workshop.roster import people_of, roster
from facilitator.workshop.tables import StationFile, StationHome


class _Home(BaseModel):
    """What a station remembers of the first computer: ids here to ids there."""

    station: str
    secret: str
    people: dict[int, int]
    steps: dict[int, int]


def what_goes_along(library: Library) -> str:
    """What a station's file holds, for whoever makes one."""
    if not has_pin(library):
        return tr(
            "In the file are the agenda, the people without their addresses, the questions and the notice. No answer "
            "is in it, and no log. No PIN is either, since you have chosen none yet: whoever opens the file on the "
            "other computer chooses its PIN there."
        )
    return tr(
        "In the file are the agenda, the people without their addresses, the questions, the notice and the "
        "facilitator’s PIN, sealed. No answer is in it, no log, and no notes of yours. Open it on the other computer: "
        "its station opens with the same PIN."
    )


def make_station(
    library: Library, workshop_id: int, target: Path, passphrase: Passphrase | None = None
) -> LongWork[Path]:
    """Write the file that makes another computer a station of this workshop; the workshop stays as it is.

    Raises Invalid where no step asks anything or there is a file already, and NotSaved.
    """
    asking = [step.id for step, each in exercise_steps(library, workshop_id) if each.has(Exercise.answers_by)]
    if not asking:
        raise Invalid(tr("No step of this workshop asks people anything. Add one to the agenda first."))
    yield Progress(0, 3, tr("Collecting"))
    station = secrets.token_hex(16)
    parts = _parts_of_station(library, workshop_id, station)
    # Known before there is a file of it: what comes back from one that is not can't be brought in.
    with library.change(tr("Make a station for another computer"), undoable=False) as change:
        change.session.add(StationFile(id=station, workshop_id=workshop_id))
        change.announce(Change(Topic.WORKSHOPS, workshop_id))
    return (yield from written(target, parts, passphrase))


def not_asked_here(handed: Handed) -> list[str]:
    """A sentence for each step of a station that this version can't run: it is left out there."""
    return [
        tr("“{title}” is left out: this version does not know its exercise.", title=step.title)
        for step in handed.record.agenda
        if not step.is_known
    ]


def take_station(library: Library, handed: Handed) -> Done[int]:
    """Make this computer the station that a file speaks of: a workshop of its own in the library, without answers.

    The PIN comes along where none was chosen here; steps that this version does not know stay behind. The value is the
    workshop's id. Raises Invalid where this very library has the workshop, or the station already, and where this
    version knows none of the steps; BadFile for a file that contradicts itself.
    """
    record = station_record_of(handed, answers=False)
    asked = {place: handed.record.agenda[place - 1] for place in record.steps}
    if not all(step.exercise for step in asked.values()):
        raise BadFile(tr("“{file}” contradicts itself, so it was not read.", file=handed.name))
    if not any(step.is_known for step in asked.values()):
        raise Invalid(tr("This version knows none of the exercises of this station. Install the newer version here."))
    with library.read() as session:
        if session.get(StationFile, record.station) is not None:
            raise Invalid(
                tr("This file was made here. Open it on the other computer; here, the workshop’s own station is used.")
            )
        if record.station in {home.station for home in _homes(session)}:
            raise Invalid(tr("This computer is this station already: open it from the list of workshops."))
    with library.change(tr("Become a station")) as change:
        taken = take_over(library, handed).value
        people = {taken.placed.people[theirs]: home for theirs, home in record.people.items()}
        steps = {
            _id_in(taken.placed.things[f"step {place}"]): home
            for place, home in record.steps.items()
            if asked[place].is_known
        }
        home = _Home(station=record.station, secret=secrets.token_hex(16), people=people, steps=steps)
        change.session.add(StationHome(workshop_id=taken.workshop_id, document=home.model_dump_json()))
        if record.pin is not None and not has_pin(library):
            keep_sealed_pin(library, record.pin.model_dump())
    return change.done(taken.workshop_id)


def write_answers(
    library: Library, workshop_id: int, target: Path, passphrase: Passphrase | None = None
) -> LongWork[Path]:
    """Write the file that brings back what was answered at this station; all of it, every time.

    Raises Invalid where the workshop is no station or there is a file already, and NotSaved.
    """
    yield Progress(0, 3, tr("Collecting"))
    with library.read() as session:
        row = session.get(StationHome, workshop_id)
        if row is None:
            raise Invalid(tr("This workshop is not a station of another computer’s."))
        home = _Home.model_validate_json(row.document)
    things: dict[str, str] = {}
    parts = parts_of(library, workshop_id, things)
    with library.read() as session:
        steps = {place: home.steps[step.id] for place, step in enumerate(agenda(session, workshop_id), start=1)
                 if step.id in home.steps}  # fmt: skip
        anonymous = {
            things[word]: _drawn_for(home, step.id, answer_id)
            for step, each in exercise_steps(library, workshop_id)
            for word, answer_id in each.anonymous_answers(session, step.id).items()
        }
    people = {
        person.id: home.people[person.id] for person in people_of(library, workshop_id) if person.id in home.people
    }
    record = StationRecord(
        version=1, station=home.station, answers=True, people=people, steps=steps, anonymous=anonymous
    )
    return (yield from written(target, {**parts, STATION: record.model_dump_json().encode()}, passphrase))


def _parts_of_station(library: Library, workshop_id: int, station: str) -> dict[str, bytes]:
    """The parts of a station's file, of a copy that is made without answers and never committed."""
    with library.trial(tr("Make a station for another computer")) as change:
        source = find_workshop(change.session, workshop_id)
        copy_id = duplicate_workshop(library, workshop_id).value
        copy = find_workshop(change.session, copy_id)
        copy.title, copy.held_on, copy.language = source.title, source.held_on, source.language
        change.session.add(copy)
        for person in roster(change.session, copy_id):
            # Nobody is mailed from a station, and who is who is told by ids.
            person.email = ""
            change.session.add(person)
        for step in agenda(change.session, copy_id):
            # Typed for oneself, maybe of somebody: nobody at a station reads them.
            step.notes = ""
            change.session.add(step)
        change.session.flush()
        mine, theirs = (people_of(library, each) for each in (workshop_id, copy_id))
        own, copied = (exercise_steps(library, each) for each in (workshop_id, copy_id))
        places = {step.id: place for place, step in enumerate(agenda(change.session, copy_id), start=1)}
        pin = sealed_pin(library)
        record = StationRecord(
            version=1,
            station=station,
            answers=False,
            people={there.id: here.id for here, there in zip(mine, theirs, strict=True)},
            steps={places[there.id]: here.id for (here, _), (there, _) in zip(own, copied, strict=True)},
            pin=None if pin is None else PinRecord(**pin),
        )
        return {**parts_of(library, copy_id), STATION: record.model_dump_json().encode()}


def station_record_of(handed: Handed, *, answers: bool) -> StationRecord:
    """What a file says of its station. Raises BadFile for one of no station, or of the other way: with `answers` or
    without."""
    record = handed.station
    if record is None:
        raise BadFile(tr("“{file}” is a whole workshop and no station’s file.", file=handed.name))
    if record.answers is not answers:
        raise BadFile(
            tr("“{file}” makes a computer a station: there are no answers in it to bring back.", file=handed.name)
            if answers
            else tr(
                "“{file}” brings answers back from a station to the first computer: choose “Bring answers back” there. "
                "On the command line: facilitator bring-back.",
                file=handed.name,
            )
        )
    return record


def _homes(session: Session) -> list[_Home]:
    return [_Home.model_validate_json(row.document) for row in session.exec(select(StationHome))]


def _drawn_for(home: _Home, step_id: int, answer_id: int) -> str:
    """A word for an anonymous answer that is the same in every file of a station, and tells nobody which it is."""
    return hmac.digest(bytes.fromhex(home.secret), f"{step_id} {answer_id}".encode(), "sha256")[:16].hex()


def _id_in(word: str) -> int:
    return int(word.rpartition(" ")[2])
