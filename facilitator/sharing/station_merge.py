"""What was answered at a station on another computer is merged by person and step.

The rules are those of returned worksheets: what is new comes in, what was changed there since it came in last goes
over what came then, and where both computers have something else a person ticks what counts. For that the file's
answers are put into steps of their own for a moment, in the same transaction, which are gone again when it ends.
"""

import hmac
import json
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sqlmodel import col, delete, select

from facilitator.actions.actions import Source, Wording, append_action
from facilitator.actions.tables import WorkshopAction
from facilitator.clock import now
from facilitator.errors import BadFile, Invalid
from facilitator.exercises.agreement import keep_to_agreement
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.registry import exercise
from facilitator.exercises.steps import add_exercise, exercise_steps
from facilitator.i18n import AGENDA, tr, tr_content, trn
from facilitator.progress import LongWork, Progress
from facilitator.sharing.handed_file import Handed
from facilitator.sharing.stations import station_record_of
from facilitator.sharing.workshop_people import PersonRecord, as_person, note_reading
from facilitator.storage.backups import BEFORE_IMPORT
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Done, Library, Transaction
from facilitator.tabular import listed
from facilitator.text_matching import caseless
from facilitator.workshop.find import find_workshop
from facilitator.workshop.own_code import keep_sealed_code, sealed_code
from facilitator.workshop.roster import Person, add_people, roster
from facilitator.workshop.roster_columns import FACTS
from facilitator.workshop.tables import (
    AgendaStep,
    CountedConsent,
    NameConsent,
    Participant,
    StationAnswer,
    StationFile,
    StationLoose,
)

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


def home_of(library: Library, handed: Handed) -> int:
    """The workshop of this library for which a file brings answers back.

    Raises BadFile where it is of none, and Invalid where it was deleted: nobody would see them there.
    """
    record = station_record_of(handed, answers=True)
    with library.read() as session:
        made = session.get(StationFile, record.station)
        if made is None:
            raise BadFile(tr("“{file}” comes from a station that was not made from this library.", file=handed.name))
        workshop = find_workshop(session, made.workshop_id)
        if workshop.deleted_at is not None:
            raise Invalid(
                tr("“{title}” was deleted. Bring it back first, in the list of workshops.", title=workshop.title)
            )
        return workshop.id


def look_at(library: Library, handed: Handed) -> BroughtBack:
    """What a file from a station would bring; nothing is changed. Raises BadFile where it is of no workshop here."""
    with library.trial(tr("Bring answers back")) as change:
        return _Merging(library, change, handed, _comes_by_itself, writes=False).merge()


def bring_back(library: Library, handed: Handed, also: Collection[Given] = ()) -> LongWork[Done[BroughtBack]]:
    """Bring in what is new and what was changed at the station, and `also` what of the rest a person ticked.

    One transaction after a copy of the library, which one undo takes back.
    """
    home_of(library, handed)
    yield from library.back_up(BEFORE_IMPORT)
    yield Progress(0, 1, tr("Merging"))
    ticked = {(each.step_id, each.people, each.here) for each in also}

    def takes(given: Given) -> bool:
        return _comes_by_itself(given) or (given.step_id, given.people, given.here) in ticked

    with library.change(tr("Bring answers back")) as change:
        found = _Merging(library, change, handed, takes, writes=True).merge()
    return change.done(found)


def _comes_by_itself(given: Given) -> bool:
    """Whether nothing of somebody's is lost by it."""
    return given.state in (State.NEW, State.CHANGED)


class _Merging:
    """One file that is merged within a change; unless it `writes`, what would come of it is worked out alone."""

    def __init__(
        self, library: Library, change: Transaction, handed: Handed, takes: Callable[[Given], bool], *, writes: bool
    ) -> None:
        """`takes` says of what is not the same here whether it comes in."""
        self._library, self._change, self._session = library, change, change.session
        self._handed, self._record = handed, station_record_of(handed, answers=True)
        self._workshop_id = home_of(library, handed)
        self._takes, self._writes = takes, writes
        self._taken: list[Given] = []
        self._left: list[Given] = []
        self._left_out: list[str] = []
        self._same = self._anonymous = 0
        self._people: dict[int, int] = {}
        """Everybody of the file by their id in it."""
        self._added: list[str] = []
        self._gone: set[int] = set()
        """Those who are on the roster for a moment only."""
        self._things = {f"step {place}": f"step {home}" for place, home in self._record.steps.items()}

    def merge(self) -> BroughtBack:
        """Put the file's answers into steps of their own, take from these, and let them go."""
        self._take_people()
        steps = self._steps()
        self._put_actions(steps)
        for place, (own, other) in steps.items():
            self._merge_step(place, own, other)
        for _, other in steps.values():
            self._session.connection().execute(delete(WorkshopAction).where(col(WorkshopAction.step_id) == other))
            self._session.delete(self._session.get_one(AgendaStep, other))
        for participant_id in self._gone:
            self._session.delete(self._session.get_one(Participant, participant_id))
        self._session.flush()
        if self._writes:
            keep_to_agreement(self._library, self._session, self._workshop_id)
        for topic in (Topic.ROSTER, Topic.ACTIONS):
            self._change.announce(Change(topic, self._workshop_id))
        return BroughtBack(
            tuple(self._taken),
            tuple(self._left),
            self._same,
            self._anonymous,
            tuple(self._added),
            tuple(self._left_out),
        )

    def _take_people(self) -> None:
        """Find everybody of the file, and put those on the roster who came to it at the station.

        Whoever was taken off the roster since does not come back.
        """
        here = {person.id: person for person in roster(self._session, self._workshop_id)}
        homes = self._record.people
        came = [person for person in self._handed.record.people if person.id not in homes]
        known = set(homes.values())
        self._people |= _met_again(came, [each for each in here.values() if each.id not in known])
        new = [person for person in came if person.id not in self._people]
        away: list[PersonRecord] = []
        for person in self._handed.record.people:
            home = homes.get(person.id)
            if home in here:
                self._people[person.id] = home
                self._fill_in(here[home], person)
            elif home is not None:
                away.append(person)
        # Their name is not written anew, not even for a moment.
        nobody = [Person(str(number)) for number, _ in enumerate(away, start=1)]
        for group, people in ((new, [as_person(each) for each in new]), (away, nobody)):
            ids = add_people(self._library, self._workshop_id, people, any_address=True).value if people else []
            self._people |= dict(zip((each.id for each in group), ids, strict=True))
        self._added = [each.name for each in new]
        self._gone = {self._people[each.id] for each in away}
        if away:
            self._left_out.append(
                trn("{count} person was taken off the roster here and stays off, with what they answered.",
                    "{count} people were taken off the roster here and stay off, with what they answered.", len(away))
            )  # fmt: skip

    def _fill_in(self, here: Participant, person: PersonRecord) -> None:
        """Keep what was typed of somebody at the station and is not known here."""
        filled = {key: getattr(person, key) for key in FACTS if getattr(person, key) and not getattr(here, key)}
        if filled:
            self._session.add(here.sqlmodel_update(filled))

    def _steps(self) -> dict[int, tuple[int, int]]:
        """By its place in the file, each step here and the one that holds the file's answers for a moment."""
        own = {step.id: (step, each) for step, each in exercise_steps(self._library, self._workshop_id)}
        found: dict[int, tuple[int, int]] = {}
        unknown: list[str] = []
        gone: list[str] = []
        changed: list[str] = []
        for place, home in self._record.steps.items():
            step = self._handed.record.agenda[place - 1]
            if not step.is_known:
                unknown.append(step.title)
                continue
            if home not in own or own[home][0].exercise != step.exercise:
                gone.append(tr_content(AGENDA, step.title))
                continue
            if step.data is None or not own[home][1].has(Exercise.answers_by):
                continue
            each = exercise(step.exercise)
            other = add_exercise(self._library, self._workshop_id, step.exercise, title=step.title, minutes=1).value
            each.restore_document(self._session, other, step.data, self._people, self._things)
            self._session.flush()
            if each.asks_alike(self._session, other, home):
                found[place] = home, other
                continue
            if each.answers_by(self._session, other) or each.anonymous_answers(self._session, other):
                changed.append(tr_content(AGENDA, step.title))
            self._session.delete(self._session.get_one(AgendaStep, other))
            self._session.flush()
        for titles, cause in (
            (
                unknown,
                tr("These steps and all their answers are left out: this version does not know their exercises:"),
            ),
            (gone, tr("No longer on the agenda, and left out:")),
            (changed, tr("Asked otherwise by now, so that the answers can’t come in:")),
        ):
            if titles:
                self._left_out.append(f"{cause} {listed(titles, _NAMED)}.")
        return found

    def _put_actions(self, steps: Mapping[int, tuple[int, int]]) -> None:
        """Put what people let stand among the actions at the station beside what it came from, for a moment."""
        for action in self._handed.record.actions:
            word = self._things.get(action.source, "")
            if word and action.step is not None and action.step in steps:
                owner, partner = (
                    None if each is None else self._people[each] for each in (action.owner, action.partner)
                )
                wording = Wording(action.what, owner, partner, action.due, action.sign, action.status, action.seen)
                append_action(self._session, self._workshop_id, wording, Source(steps[action.step][1], word))

    def _merge_step(self, place: int, own: int, other: int) -> None:
        step = self._session.get_one(AgendaStep, own)
        each = exercise(step.exercise)
        here, there = each.answers_by(self._session, own), each.answers_by(self._session, other)
        came: list[int] = []
        for people, value in there.items():
            if self._gone.intersection(people):
                continue
            given = self._compared(step, people, value, here)
            if given is None:
                self._same += 1
            elif self._takes(given):
                self._taken.append(given)
            else:
                self._left.append(given)
                continue
            if self._writes:
                if given is not None:
                    each.take_answers(self._session, other, own, people)
                    self._take_beside(place, own, people)
                    came.extend(people)
                self._note(own, people, value)
        fresh = self._fresh(each, own, other)
        self._anonymous += len(fresh)
        if self._writes:
            each.take_anonymous(self._library, self._session, other, own, list(fresh), came)
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
        row = self._session.get(StationAnswer, (self._record.station, step.id, people[0]))
        last = None if row is None else row.digest
        if not mine and last is None:
            state = State.NEW
        elif last == self._digest([[list(people), value]]):
            # It came before, and was changed, cleared or moved to somebody else here since.
            state = State.NEWER_HERE
        else:
            state = State.CHANGED if last == now_here else State.CONFLICT
        names = ", ".join(self._session.get_one(Participant, each).name for each in people)
        return Given(step.id, tr_content(AGENDA, step.title), people, names, state, now_here)

    def _note(self, step_id: int, people: Sequence[int], value: Any) -> None:
        """Remember what came from this station last."""
        digest = self._digest([[list(people), value]])
        for person in people:
            key = (self._record.station, step_id, person)
            row = self._session.get(StationAnswer, key) or StationAnswer(
                station_id=key[0], step_id=step_id, participant_id=person, digest=""
            )
            row.digest = digest
            self._session.add(row)
        self._session.flush()

    def _digest(self, value: Any) -> str:
        told = json.dumps(value, sort_keys=True, ensure_ascii=False).encode()
        return hmac.digest(bytes.fromhex(self._record.station), told, "sha256").hex()

    def _fresh(self, each: Exercise, own: int, other: int) -> dict[int, str]:
        """The anonymous answers that have not come in before, each with the word that was drawn for it."""
        theirs = each.anonymous_answers(self._session, other)
        came = {word: token for in_file, token in self._record.anonymous.items() if (word := self._things.get(in_file))}
        seen = set(self._session.exec(select(StationLoose.token).where(StationLoose.step_id == own)))
        return {theirs[word]: token for word, token in came.items() if word in theirs and token not in seen}

    def _take_beside(self, place: int, own: int, people: Sequence[int]) -> None:
        """What these people agreed to, read and chose at the station, where nothing of it is here."""
        records = {self._people[each.id]: each for each in self._handed.record.people}
        agreed = {self._people[each.person]: each for each in self._handed.record.agenda[place - 1].named}
        beside = self._handed.beside
        digits = {} if beside is None else {self._people[each.person]: each for each in beside.digits}
        for person in people:
            record = records[person]
            if record.counted and self._session.get(CountedConsent, person) is None:
                self._session.add(CountedConsent(participant_id=person, agreed_at=record.counted_at or now()))
            if record.notice is not None:
                note_reading(self._session, person, record.notice)
            if person in agreed and self._session.get(NameConsent, (own, person)) is None:
                moment = agreed[person].agreed_at
                self._session.add(NameConsent(step_id=own, participant_id=person, agreed_at=moment))
            if person in digits and sealed_code(self._library, person) is None:
                sealed = digits[person].model_dump(include={"salt", "hash"})
                keep_sealed_code(self._library, person, sealed)
        self._session.flush()


def _met_again(came: Sequence[PersonRecord], here: Sequence[Participant]) -> dict[int, int]:
    """Who of those who came to the roster at a station is on this one already, by name; namesakes by their team too.

    As many of one name and team are told apart by their order. Where that can't be they are new: nobody is to get the
    answers of another.
    """
    found: dict[int, int] = {}
    for facts in (("name",), ("name", "team")):
        theirs, ours = _alike(came, facts), _alike(here, facts)
        for said, ids in theirs.items():
            same = ours.get(said, [])
            if len(same) == len(ids) and (len(ids) == 1 or "team" in facts):
                found |= dict(zip(ids, same, strict=True))
    return found


def _alike(
    people: Sequence[PersonRecord] | Sequence[Participant], facts: Sequence[str]
) -> dict[tuple[str, ...], list[int]]:
    """The ids of people by what these facts say."""
    found: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for person in people:
        found[tuple(caseless(getattr(person, fact)) for fact in facts)].append(person.id)
    return found
