"""The people of a whole workshop's file: who of them is on the roster here, and who is added to it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Self

from pydantic import Field, model_validator
from sqlmodel import Session

from facilitator.clock import now
from facilitator.exercises.hooks import Facts
from facilitator.exercises.steps import exercise_steps
from facilitator.i18n import tr
from facilitator.import_plans import Options
from facilitator.nameless import Pseudonyms
from facilitator.person_changes import Asked, PersonChange
from facilitator.records import Record
from facilitator.storage.library import Library
from facilitator.tabular import Loss, Problem
from facilitator.text_matching import caseless
from facilitator.workshop.addresses import is_address
from facilitator.workshop.consent import counted, counted_since
from facilitator.workshop.data_protection import reading_of
from facilitator.workshop.names import is_part_of, same_but_for_spelling
from facilitator.workshop.renamed import perhaps_renamed
from facilitator.workshop.roster import Person, add_people, people_of
from facilitator.workshop.roster_columns import FACTS
from facilitator.workshop.roster_placing import shared
from facilitator.workshop.tables import CountedConsent, Moment, NoticeReading, Participant, utc

_READ = ("version", "language", "keep_until")


class ReadingRecord(Record):
    """That a person has gone past the notice, and which day it promised."""

    version: str
    language: str
    keep_until: date
    read_at: Moment


class PersonRecord(Record):
    """Somebody on the roster; `id` is how the exercises' data names them.

    `given_name` is the given part of the name, where that is known. `counted` says that they agreed to be counted
    where others name them, `counted_at` when; a file of an earlier version does not tell that.
    """

    id: int
    name: str = Field(min_length=1)
    email: str = ""
    team: str = ""
    location: str = ""
    level: str = ""
    given_name: str = ""
    counted: bool = False
    counted_at: Moment | None = None
    notice: ReadingRecord | None = None

    @model_validator(mode="after")
    def _agreed_when_it_says(self) -> Self:
        if self.counted_at is not None and not self.counted:
            raise ValueError(f"person {self.id} agreed at a time, and did not agree")
        return self


def person_records(library: Library, workshop_id: int, pseudonyms: Pseudonyms | None) -> tuple[PersonRecord, ...]:
    """The roster in its order; with pseudonyms in theirs, as far as it may be told of people without names."""
    with library.read() as session:
        agreed = counted_since(session, workshop_id)
    if pseudonyms is not None:
        return _hidden(library, workshop_id, pseudonyms)
    return tuple(_person(library, person, agreed) for person in people_of(library, workshop_id))


def _person(library: Library, person: Participant, agreed: Mapping[int, datetime]) -> PersonRecord:
    read = reading_of(library, person.id)
    return PersonRecord(
        id=person.id,
        name=person.name,
        email=person.email,
        team=person.team,
        location=person.location,
        level=person.level,
        given_name=person.given_name,
        counted=person.id in agreed,
        counted_at=utc(agreed[person.id]) if person.id in agreed else None,
        notice=None if read is None else ReadingRecord(**{key: getattr(read, key) for key in _READ}, read_at=read.at),
    )


def _hidden(library: Library, workshop_id: int, pseudonyms: Pseudonyms) -> tuple[PersonRecord, ...]:
    """The roster in the order of the pseudonyms, with the facts that the highest floor of an exercise leaves.

    Who agreed to be counted is left out: a few who did not would be known by it.
    """
    floors = [
        each.released_facts(library, step.id, pseudonyms=pseudonyms)
        for step, each in exercise_steps(library, workshop_id)
    ]
    facts = max(floors, key=lambda each: each[0])[1] if floors else {}
    told = [
        PersonRecord(
            id=pseudonyms.number(person),
            name=name,
            **facts.get(person, Facts())._asdict(),
        )
        for person, name in pseudonyms.people.items()
    ]
    return (*told, *(PersonRecord(id=number, name=mark) for number, mark in pseudonyms.groups.items()))


@dataclass
class MatchedPeople:
    """The people of a file: `known` sends those who are on the roster here to their id, `new` are the others.

    `renamed` are those of the known who get the file's name, `all` everybody in the file.
    """

    all: tuple[PersonRecord, ...] = ()
    known: dict[int, int] = field(default_factory=dict)
    new: list[PersonRecord] = field(default_factory=list)
    renamed: dict[int, str] = field(default_factory=dict)
    changes: list[PersonChange] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def match_people(library: Library, workshop_id: int, people: Sequence[PersonRecord], options: Options) -> MatchedPeople:
    """Who of the file is who on the roster here; the places of people in the file count from 1.

    One is known by name and address, or by a name that only one person has here and in the file, unless both have
    addresses and these differ. An address alone makes nobody's answers another's.
    """
    here = people_of(library, workshop_id)
    found = MatchedPeople(tuple(people))
    written = Counter(caseless(person.name) for person in people)
    free = {person.id: person for person in here}
    others = []
    for place, person in enumerate(people, start=1):
        address, name = caseless(person.email), caseless(person.name)
        at_address = [each for each in free.values() if address and caseless(each.email) == address]
        same = [each for each in at_address if caseless(each.name) == name]
        same = same or [each for each in at_address if same_but_for_spelling(each.name, person.name)]
        named = [each for each in free.values() if caseless(each.name) == name]
        alone = written[name] == 1 and sum(caseless(each.name) == name for each in here) == 1
        if not same and alone:
            same = [each for each in named if not (each.email and address)]
        if len(same) == 1:
            found.known[person.id] = same[0].id
            del free[same[0].id]
            found.problems.extend(_not_taken_over(place, person, same[0]))
        else:
            others.append((place, person, bool(named)))
    new = {place: person.model_dump(include={*FACTS}) for place, person, namesake in others if not namesake}
    held = {each: free[each].model_dump(include={*FACTS}) for each in free}
    perhaps = perhaps_renamed(new, held, len(found.known))
    for place, person, namesake in others:
        at_address = [each for each in free.values() if person.email and caseless(each.email) == caseless(person.email)]
        why = Asked.ADDRESS if at_address else Asked.MISSING
        if not at_address and perhaps.get(place) in free:
            at_address = [free[perhaps[place]]]
        if len(at_address) == 1:
            agreed = options.agrees(place, why)
            fact = (tr("Name"), at_address[0].name, person.name)
            found.changes.append(PersonChange(place, at_address[0].name, (fact,), why, agreed))
            if agreed:
                found.known[person.id] = at_address[0].id
                found.renamed[at_address[0].id] = person.name
                found.problems.extend(_not_taken_over(place, person, at_address[0]))
                del free[at_address[0].id]
                continue
        elif namesake:
            sentence = tr("“{name}” is added as a new person, beside the one of this name here.", name=person.name)
            cause = tr("These are added as new people, beside those of the same names here:")
            found.problems.append(Problem(sentence, error=False, cause=cause, value=person.name))
        found.new.append(person)
    stay = [caseless(each.email) for each in here if each.email]
    holders = Counter([*stay, *(caseless(person.email) for person in found.new if person.email)])
    for place, person in enumerate(people, start=1):
        if person.id not in found.known and person.email and not is_address(person.email):
            sentence = tr("“{value}” is no e-mail address: nobody is mailed there.", value=person.email)
            cause = tr("These are no e-mail addresses, and nobody is mailed there:")
            found.problems.append(Problem(sentence, place, error=False, cause=cause, value=person.email))
        if person.id not in found.known and holders[caseless(person.email)] > 1:
            found.problems.append(shared(place, person.email))
    return found


def agreed_elsewhere(library: Library, workshop_id: int, found: MatchedPeople) -> int:
    """How many of those who are on the roster here agreed to be counted in the file alone: here they do not."""
    with library.read() as session:
        here = counted(session, workshop_id)
    known = [each for each in found.all if each.id in found.known]
    return sum(each.counted and found.known[each.id] not in here for each in known)


def _not_taken_over(place: int, person: PersonRecord, here: Participant) -> list[Problem]:
    """What the file says of somebody and the roster here says otherwise."""
    sentence = tr("The roster says otherwise of these people, and stays as it is.")
    return [
        Problem(sentence, place, key, error=False, loss=Loss.CELL)
        for key in FACTS
        if getattr(person, key) and caseless(getattr(person, key)) != caseless(getattr(here, key))
    ]


def take_people(library: Library, session: Session, workshop_id: int, found: MatchedPeople) -> Mapping[int, int]:
    """Put the new people on the roster; every person's id here by the one in the file.

    What new people agreed to comes along; whoever was here may have taken it back. What everybody has read does, and
    of two notices the one that promises the earlier day.
    """
    for participant_id, name in found.renamed.items():
        person = session.get_one(Participant, participant_id)
        given = person.given_name if is_part_of(person.given_name, name) else ""
        session.add(person.sqlmodel_update({"name": name, "given_name": given}))
    facts = [as_person(each) for each in found.new]
    ids = add_people(library, workshop_id, facts, any_address=True).value if facts else []
    people = found.known | dict(zip((each.id for each in found.new), ids, strict=True))
    for each in found.all:
        participant_id = people[each.id]
        if each.counted and each.id not in found.known:
            session.add(CountedConsent(participant_id=participant_id, agreed_at=each.counted_at or now()))
        if each.notice is not None:
            note_reading(session, participant_id, each.notice)
    session.flush()
    return people


def as_person(record: PersonRecord) -> Person:
    """Somebody of a file, to be put on the roster."""
    return Person(record.name, record.email, record.team, record.location, record.level, record.given_name)


def note_reading(session: Session, participant_id: int, notice: ReadingRecord) -> None:
    """Note within a session that somebody read a notice; of two the one that promises the earlier day stays."""
    here = session.get(NoticeReading, participant_id)
    if here is None or notice.keep_until < here.keep_until:
        row = here or NoticeReading(participant_id=participant_id, **notice.model_dump())
        session.add(row.sqlmodel_update(notice.model_dump()))
