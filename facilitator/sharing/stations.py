"""A second computer as a station, by files alone: one makes it a station, one brings back what was answered there.

The first file is a copy of the workshop without any answer, and says whose computer it is from. What comes back is
merged by person and step, under the rules of returned worksheets: what is new comes in, what was changed there since
it came in last goes over what came then, and where both computers have something else a person ticks what counts. For
that the file's answers are put into steps of their own for a moment, in the same transaction, which are gone again
when it ends.
"""

import hmac
import json
import secrets
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from sqlmodel import Session, col, delete, select

from facilitator.actions.actions import Source, Wording, append_action
from facilitator.actions.tables import WorkshopAction
from facilitator.errors import BadFile, Invalid
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.registry import exercise
from facilitator.exercises.steps import add_exercise, duplicate_workshop, exercise_steps
from facilitator.i18n import tr, trn
from facilitator.progress import LongWork, Progress
from facilitator.sharing.handing_over import BESIDE, STATION, WORKSHOP, Handed, beside_of, handed_in, take_over
from facilitator.sharing.station_form import PinForm, StationForm
from facilitator.sharing.workshop_file import to_json
from facilitator.sharing.workshop_people import PersonForm
from facilitator.storage.archive import write_parts
from facilitator.storage.backups import BEFORE_IMPORT
from facilitator.storage.changes import Change, Topic
from facilitator.storage.keys import Passphrase, new_key
from facilitator.storage.library import Done, Library, Transaction
from facilitator.tabular import caseless, listed
from facilitator.workshop.agenda import agenda
from facilitator.workshop.find import find_workshop
from facilitator.workshop.own_code import keep_sealed_code, sealed_code
from facilitator.workshop.pin import has_pin, keep_sealed_pin, sealed_pin
from facilitator.workshop.roster import Person, add_people, people_of, roster
from facilitator.workshop.tables import (
    AgendaStep,
    CountedConsent,
    NameConsent,
    NoticeReading,
    Participant,
    StationAnswer,
    StationFile,
    StationHome,
    StationLoose,
    now,
)

_FACTS = ("email", "team", "location", "level")
_NAMED = 5
"""So many people or steps are named in one sentence."""


class State(StrEnum):
    """How what a person answered at a station stands to what is here."""

    NEW = "new"
    CHANGED = "changed"
    NEWER_HERE = "newer here"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Given:
    """What these people answered together at the station in a step, where it is not the same here.

    `here` is the hash of what is here, so that nobody's agreement goes over what was answered since.
    """

    step_id: int
    step: str
    people: tuple[int, ...]
    names: str
    state: State
    here: str = field(repr=False)

    @property
    def comes_by_itself(self) -> bool:
        """Whether nothing of somebody's is lost by it."""
        return self.state in (State.NEW, State.CHANGED)


@dataclass(frozen=True, slots=True)
class BroughtBack:
    """What is in a file from a station, and what of it came in, or would.

    `taken` came in and `left` stayed as it is here; `same` counts what is the same on both. `anonymous` counts the
    answers that are nobody's, `people` are who was put on the roster there. `left_out` are sentences.
    """

    taken: tuple[Given, ...]
    left: tuple[Given, ...]
    same: int
    anonymous: int
    people: tuple[str, ...]
    left_out: tuple[str, ...]

    @property
    def brings(self) -> bool:
        """Whether anything comes in."""
        return bool(self.taken or self.anonymous or self.people)

    @property
    def said(self) -> list[str]:
        """What came in and what did not, in sentences; what was left is counted too."""
        counts = {state: sum(each.state is state for each in self.taken) for state in State}
        other = counts[State.CONFLICT] + counts[State.NEWER_HERE]
        found = [
            tr("New: {count} (each is one person’s answers to one step).", count=counts[State.NEW])
            if counts[State.NEW] else "",
            tr("Changed at the station since: {count}.", count=counts[State.CHANGED]) if counts[State.CHANGED] else "",
            tr("From the station instead of what was here: {count}.", count=other) if other else "",
            trn("{count} anonymous answer.", "{count} anonymous answers.", self.anonymous) if self.anonymous else "",
            trn("{count} person was added to the roster: {names}.", "{count} people were added to the roster: {names}.",
                len(self.people), names=listed(self.people, _NAMED)) if self.people else "",
            tr("The same here already: {count}.", count=self.same) if self.same else "",
            tr("Left as they are here: {count} ({names}).", count=len(self.left),
               names=listed(dict.fromkeys(each.names for each in self.left), _NAMED)) if self.left else "",
        ]  # fmt: skip
        said = [each for each in found if each]
        return [*(said or [tr("Nothing was answered at this station yet.")]), *self.left_out]


class _Home(BaseModel):
    """What a station remembers of the first computer: ids here to ids there."""

    station: str
    secret: str
    people: dict[int, int]
    steps: dict[int, int]


def what_goes_along() -> str:
    """What a station's file holds, for whoever makes one."""
    return tr(
        "In the file are the agenda, the people, the questions, the notice and the facilitator’s PIN, sealed. No "
        "answer is in it, and no log. Open it on the other computer: its station opens with the same PIN."
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
    yield Progress(0, 2, tr("Collecting"))
    station = secrets.token_hex(16)
    parts = _parts_of_station(library, workshop_id, station)
    handed_in(target.name, parts)
    yield Progress(1, 2, tr("Writing"))
    write_parts(target, parts, None if passphrase is None else new_key(passphrase))
    with library.change(tr("Make a station for another computer"), undoable=False) as change:
        change.session.add(StationFile(id=station, workshop_id=workshop_id))
        change.announce(Change(Topic.WORKSHOPS, workshop_id))
    return target


def take_station(library: Library, handed: Handed) -> Done[int]:
    """Make this computer the station that a file speaks of: a workshop of its own in the library, without answers.

    The PIN comes along where none was chosen here. The value is the workshop's id. Raises Invalid where this very
    library has the workshop, or the station already.
    """
    form = _station_of(handed, answers=False)
    with library.read() as session:
        if session.get(StationFile, form.station) is not None:
            raise Invalid(
                tr("This file was made here. Open it on the other computer; here, the workshop’s own station is used.")
            )
        if form.station in {home.station for home in _homes(session)}:
            raise Invalid(tr("This computer is this station already: open it from the list of workshops."))
    with library.change(tr("Become a station")) as change:
        taken = take_over(library, handed).value
        people = {taken.placed.people[theirs]: home for theirs, home in form.people.items()}
        steps = {_id_in(taken.placed.things[f"step {place}"]): home for place, home in form.steps.items()}
        home = _Home(station=form.station, secret=secrets.token_hex(16), people=people, steps=steps)
        change.session.add(StationHome(workshop_id=taken.workshop_id, document=home.model_dump_json()))
        if form.pin is not None and not has_pin(library):
            keep_sealed_pin(library, form.pin.model_dump())
    return change.done(taken.workshop_id)


def write_answers(
    library: Library, workshop_id: int, target: Path, passphrase: Passphrase | None = None
) -> LongWork[Path]:
    """Write the file that brings back what was answered at this station; all of it, every time.

    Raises Invalid where the workshop is no station or there is a file already, and NotSaved.
    """
    yield Progress(0, 2, tr("Collecting"))
    with library.read() as session:
        row = session.get(StationHome, workshop_id)
        if row is None:
            raise Invalid(tr("This workshop is not a station of another computer’s."))
        home = _Home.model_validate_json(row.document)
    things: dict[str, str] = {}
    workshop = to_json(library, workshop_id, things=things)
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
    form = StationForm(version=1, station=home.station, answers=True, people=people, steps=steps, anonymous=anonymous)
    parts = {
        WORKSHOP: workshop,
        BESIDE: beside_of(library, workshop_id).model_dump_json().encode(),
        STATION: form.model_dump_json().encode(),
    }
    handed_in(target.name, parts)
    yield Progress(1, 2, tr("Writing"))
    write_parts(target, parts, None if passphrase is None else new_key(passphrase))
    return target


def home_of(library: Library, handed: Handed) -> int:
    """The workshop of this library for which a file brings answers back. Raises BadFile where it is of none."""
    form = _station_of(handed, answers=True)
    with library.read() as session:
        made = session.get(StationFile, form.station)
        if made is None:
            raise BadFile(tr("“{file}” comes from a station that was not made from this library.", file=handed.name))
        return find_workshop(session, made.workshop_id).id


def look_at(library: Library, handed: Handed) -> BroughtBack:
    """What a file from a station would bring; nothing is changed. Raises BadFile where it is of no workshop here."""
    try:
        with library.change(tr("Bring answers back")) as change:
            found = _merged(library, change, handed, None)
            raise _TakenBack
    except _TakenBack:
        return found


def bring_back(library: Library, handed: Handed, also: Collection[Given] = ()) -> LongWork[Done[BroughtBack]]:
    """Bring in what is new and what was changed at the station, and `also` what of the rest a person ticked.

    One transaction after a copy of the library, which one undo takes back.
    """
    home_of(library, handed)
    yield from library.back_up(BEFORE_IMPORT)
    yield Progress(0, 1, tr("Merging"))
    ticked = {(each.step_id, each.people, each.here) for each in also}

    def takes(given: Given) -> bool:
        return given.comes_by_itself or (given.step_id, given.people, given.here) in ticked

    with library.change(tr("Bring answers back")) as change:
        found = _merged(library, change, handed, takes)
    return change.done(found)


class _TakenBack(Exception):
    """Leaves a transaction so that nothing of it stays."""


def _parts_of_station(library: Library, workshop_id: int, station: str) -> dict[str, bytes]:
    """The parts of a station's file, of a copy that is made without answers and never committed."""
    parts: dict[str, bytes] = {}
    try:
        with library.change(tr("Make a station for another computer")) as change:
            source = find_workshop(change.session, workshop_id)
            copy_id = duplicate_workshop(library, workshop_id).value
            copy = find_workshop(change.session, copy_id)
            copy.title, copy.held_on, copy.language = source.title, source.held_on, source.language
            change.session.add(copy)
            change.session.flush()
            mine, theirs = (people_of(library, each) for each in (workshop_id, copy_id))
            own, copied = (exercise_steps(library, each) for each in (workshop_id, copy_id))
            places = {step.id: place for place, step in enumerate(agenda(change.session, copy_id), start=1)}
            pin = sealed_pin(library)
            form = StationForm(
                version=1,
                station=station,
                answers=False,
                people={there.id: here.id for here, there in zip(mine, theirs, strict=True)},
                steps={places[there.id]: here.id for (here, _), (there, _) in zip(own, copied, strict=True)},
                pin=None if pin is None else PinForm(**pin),
            )
            parts = {
                WORKSHOP: to_json(library, copy_id),
                BESIDE: beside_of(library, copy_id).model_dump_json().encode(),
                STATION: form.model_dump_json().encode(),
            }
            raise _TakenBack
    except _TakenBack:
        return parts


def _station_of(handed: Handed, *, answers: bool) -> StationForm:
    form = handed.station
    if form is None:
        raise BadFile(tr("“{file}” is a whole workshop and no station’s file.", file=handed.name))
    if form.answers is not answers:
        raise BadFile(
            tr("“{file}” makes a computer a station: there are no answers in it to bring back.", file=handed.name)
            if answers
            else tr("“{file}” brings answers back from a station to the first computer.", file=handed.name)
        )
    return form


def _homes(session: Session) -> list[_Home]:
    return [_Home.model_validate_json(row.document) for row in session.exec(select(StationHome))]


def _drawn_for(home: _Home, step_id: int, answer_id: int) -> str:
    """A word for an anonymous answer that is the same in every file of a station, and tells nobody which it is."""
    return hmac.digest(bytes.fromhex(home.secret), f"{step_id} {answer_id}".encode(), "sha256")[:16].hex()


def _id_in(word: str) -> int:
    return int(word.rpartition(" ")[2])


def _merged(
    library: Library, change: Transaction, handed: Handed, takes: Callable[[Given], bool] | None
) -> BroughtBack:
    """Merge a file into its workshop within a change; with None for `takes` only say what would come of it."""
    form = _station_of(handed, answers=True)
    workshop_id = home_of(library, handed)
    merging = _Merging(library, change, handed, form, workshop_id, takes)
    return merging.merge()


class _Merging:
    """One file that is merged."""

    def __init__(
        self,
        library: Library,
        change: Transaction,
        handed: Handed,
        form: StationForm,
        workshop_id: int,
        takes: Callable[[Given], bool] | None,
    ) -> None:
        self._library, self._change, self._session = library, change, change.session
        self._handed, self._form, self._workshop_id = handed, form, workshop_id
        self._takes = takes
        self._taken: list[Given] = []
        self._left: list[Given] = []
        self._left_out: list[str] = []
        self._same = self._anonymous = 0

    def merge(self) -> BroughtBack:
        """Put the file's answers into steps of their own, take from these, and let them go."""
        people, added, gone = self._people()
        self._ids = people
        self._names = {person.id: person.name for person in roster(self._session, self._workshop_id)}
        steps = self._steps(people)
        for place, (own, other) in steps.items():
            self._merge_step(place, own, other, gone)
        for _, other in steps.values():
            self._session.connection().execute(delete(WorkshopAction).where(col(WorkshopAction.step_id) == other))
            self._session.delete(self._session.get_one(AgendaStep, other))
        for participant_id in gone:
            self._session.delete(self._session.get_one(Participant, participant_id))
        self._session.flush()
        for topic in (Topic.ROSTER, Topic.ACTIONS):
            self._change.announce(Change(topic, self._workshop_id))
        return BroughtBack(
            tuple(self._taken), tuple(self._left), self._same, self._anonymous, tuple(added), tuple(self._left_out)
        )

    def _people(self) -> tuple[dict[int, int], list[str], set[int]]:
        """Everybody of the file here, who was put on the roster, and who is there for a moment only.

        Whoever was taken off the roster since does not come back.
        """
        here = {person.id: person for person in roster(self._session, self._workshop_id)}
        known = set(self._form.people.values())
        found: dict[int, int] = {}
        new: list[PersonForm] = []
        away: list[PersonForm] = []
        for person in self._handed.form.people:
            home = self._form.people.get(person.id)
            if home is None:
                alike = [each.id for each in here.values()
                         if each.id not in known and caseless(each.name) == caseless(person.name)]  # fmt: skip
                if len(alike) == 1:
                    found[person.id] = alike[0]
                else:
                    new.append(person)
            elif home in here:
                found[person.id] = home
                self._fill_in(here[home], person)
            else:
                away.append(person)
        # Who is there for a moment only needs no more than a name.
        for group, keys in ((new, _FACTS), (away, ())):
            facts = [Person(each.name, **{key: getattr(each, key) for key in keys}) for each in group]
            ids = add_people(self._library, self._workshop_id, facts, any_address=True).value if facts else []
            found |= dict(zip((each.id for each in group), ids, strict=True))
        if away:
            self._left_out.append(
                trn("{count} person was taken off the roster here and stays off, with what they answered.",
                    "{count} people were taken off the roster here and stay off, with what they answered.", len(away))
            )  # fmt: skip
        return found, [each.name for each in new], {found[each.id] for each in away}

    def _fill_in(self, here: Participant, person: PersonForm) -> None:
        """Keep what was typed of somebody at the station and is not known here."""
        filled = {key: getattr(person, key) for key in _FACTS if getattr(person, key) and not getattr(here, key)}
        if filled:
            self._session.add(here.sqlmodel_update(filled))

    def _steps(self, people: Mapping[int, int]) -> dict[int, tuple[int, int]]:
        """By its place in the file, each step here and the one that holds the file's answers for a moment."""
        things = {f"step {place}": f"step {home}" for place, home in self._form.steps.items()}
        own = {step.id: (step, each) for step, each in exercise_steps(self._library, self._workshop_id)}
        found: dict[int, tuple[int, int]] = {}
        gone: list[str] = []
        changed: list[str] = []
        for place, home in self._form.steps.items():
            step = self._handed.form.agenda[place - 1]
            if home not in own or own[home][0].exercise != step.exercise:
                gone.append(step.title)
                continue
            if step.data is None or not own[home][1].has(Exercise.answers_by):
                continue
            each = exercise(step.exercise)
            other = add_exercise(self._library, self._workshop_id, step.exercise, title=step.title, minutes=1).value
            each.restore_document(self._session, other, step.data, people, things)
            self._session.flush()
            if each.asks_alike(self._session, other, home):
                found[place] = home, other
                continue
            if each.answers_by(self._session, other) or each.anonymous_answers(self._session, other):
                changed.append(step.title)
            self._session.delete(self._session.get_one(AgendaStep, other))
            self._session.flush()
        self._things = things
        self._put_actions(found)
        for titles, cause in (
            (gone, tr("No longer on the agenda, and left out:")),
            (changed, tr("Asked otherwise by now, so that the answers can’t come in:")),
        ):
            if titles:
                self._left_out.append(f"{cause} {listed(titles, _NAMED)}.")
        return found

    def _put_actions(self, steps: Mapping[int, tuple[int, int]]) -> None:
        """Put what people let stand among the actions at the station beside what it came from, for a moment."""
        for action in self._handed.form.actions:
            word = self._things.get(action.source, "")
            if word and action.step is not None and action.step in steps:
                owner, partner = (None if each is None else self._ids[each] for each in (action.owner, action.partner))
                wording = Wording(action.what, owner, partner, action.due, action.sign, action.status, action.seen)
                append_action(self._session, self._workshop_id, wording, Source(steps[action.step][1], word))

    def _merge_step(self, place: int, own: int, other: int, gone: set[int]) -> None:
        step = self._session.get_one(AgendaStep, own)
        each = exercise(step.exercise)
        here, there = each.answers_by(self._session, own), each.answers_by(self._session, other)
        handed_in: list[int] = []
        for people, value in there.items():
            if gone.intersection(people):
                continue
            given = self._compared(step, people, value, here)
            if given is None:
                self._same += 1
            elif not (given.comes_by_itself if self._takes is None else self._takes(given)):
                self._left.append(given)
                continue
            else:
                self._taken.append(given)
            if self._takes is not None:
                if given is not None:
                    each.take_answers(self._session, other, own, people)
                    self._take_beside(place, own, people)
                    handed_in.extend(people)
                self._note(own, people, value)
        fresh = self._fresh(each, own, other)
        self._anonymous += len(fresh)
        if self._takes is not None:
            each.take_anonymous(self._library, self._session, other, own, list(fresh), handed_in)
            self._session.add_all(StationLoose(step_id=own, token=token) for token in sorted(fresh.values()))
        self._session.flush()
        self._change.announce(Change(Topic.ANSWERS, self._workshop_id, own))

    def _compared(
        self, step: AgendaStep, people: tuple[int, ...], value: Any, here: Mapping[tuple[int, ...], Any]
    ) -> Given | None:
        """How what these people answered stands to what is here; None where it is the same."""
        if here.get(people) == value:
            return None
        mine = [[list(those), each] for those, each in here.items() if set(those) & set(people)]
        now_here = self._digest(mine)
        row = self._session.get(StationAnswer, (self._form.station, step.id, people[0]))
        last = None if row is None else row.digest
        if not mine and last is None:
            state = State.NEW
        elif last == self._digest([[list(people), value]]):
            # It came before, and was changed, cleared or moved to somebody else here since.
            state = State.NEWER_HERE
        else:
            state = State.CHANGED if last == now_here else State.CONFLICT
        names = ", ".join(self._names[each] for each in people)
        return Given(step.id, step.title, people, names, state, now_here)

    def _note(self, step_id: int, people: Sequence[int], value: Any) -> None:
        """Remember what came from this station last."""
        digest = self._digest([[list(people), value]])
        for person in people:
            key = (self._form.station, step_id, person)
            row = self._session.get(StationAnswer, key) or StationAnswer(
                station_id=key[0], step_id=step_id, participant_id=person, digest=""
            )
            row.digest = digest
            self._session.add(row)
        self._session.flush()

    def _digest(self, value: Any) -> str:
        told = json.dumps(value, sort_keys=True, ensure_ascii=False).encode()
        return hmac.digest(bytes.fromhex(self._form.station), told, "sha256").hex()

    def _fresh(self, each: Exercise, own: int, other: int) -> dict[int, str]:
        """The anonymous answers that have not come in before, each with the word that was drawn for it."""
        theirs = each.anonymous_answers(self._session, other)
        came = {word: token for in_file, token in self._form.anonymous.items() if (word := self._things.get(in_file))}
        seen = set(self._session.exec(select(StationLoose.token).where(StationLoose.step_id == own)))
        return {theirs[word]: token for word, token in came.items() if word in theirs and token not in seen}

    def _take_beside(self, place: int, own: int, people: Sequence[int]) -> None:
        """What these people agreed to, read and chose at the station, where nothing of it is here."""
        for theirs, person in self._ids.items():
            if person not in people:
                continue
            form = next(each for each in self._handed.form.people if each.id == theirs)
            if form.counted and self._session.get(CountedConsent, person) is None:
                self._session.add(CountedConsent(participant_id=person, agreed_at=form.counted_at or now()))
            if form.notice is not None:
                read = self._session.get(NoticeReading, person)
                if read is None or form.notice.keep_until < read.keep_until:
                    row = read or NoticeReading(participant_id=person, **form.notice.model_dump())
                    self._session.add(row.sqlmodel_update(form.notice.model_dump()))
            for consent in self._handed.form.agenda[place - 1].named:
                if consent.person == theirs and self._session.get(NameConsent, (own, person)) is None:
                    self._session.add(NameConsent(step_id=own, participant_id=person, agreed_at=consent.agreed_at))
            for code in () if self._handed.beside is None else self._handed.beside.digits:
                if code.person == theirs and sealed_code(self._library, person) is None:
                    keep_sealed_code(self._library, person, {"salt": code.salt, "hash": code.hash})
        self._session.flush()
