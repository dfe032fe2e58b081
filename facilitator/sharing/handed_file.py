"""A `.workshop` as a file: the forms of its parts, written whole and read with everything checked.

In it are the whole workshop as the JSON of `workshop_file`, and beside it what that leaves out since it is also given
to others. In the files between a computer and its stations there is a third part, which says whose they are.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Literal, Self, TypeVar

from pydantic import AwareDatetime, BaseModel, Field, ValidationError, model_validator

from facilitator.errors import BadFile
from facilitator.i18n import in_quotes, short_day, tr, trn
from facilitator.json_files import json_in
from facilitator.progress import LongWork, Progress
from facilitator.records import Record
from facilitator.sharing.workshop_file import WorkshopRecord, read_workshop
from facilitator.storage.archive import read_parts, write_parts
from facilitator.storage.keys import Passphrase, new_key
from facilitator.workshop.deletions import What

F = TypeVar("F", bound=BaseModel)

SUFFIX = ".workshop"
WORKSHOP, BESIDE, STATION = "workshop.json", "beside.json", "station.json"
"""The parts of the file; the last one is in those alone that `stations` writes."""

Hex = Annotated[str, Field(pattern=r"^([0-9a-f]{2})+$")]
Drawn = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
Moment = Annotated[AwareDatetime, Field(ge=datetime(2000, 1, 1, tzinfo=UTC), lt=datetime(9000, 1, 1, tzinfo=UTC))]
_MOST = 2**31


class LineRecord(Record):
    """A line of the log: about the step at this place of the agenda, counted from 1, and this person of the roster."""

    label: str
    step: int | None = None
    person: int | None = None
    began_at: Moment
    latest_at: Moment
    times: int = Field(ge=1, le=_MOST)


class DigitsRecord(Record):
    """The two digits of a person, sealed as the library has them."""

    person: int
    salt: Hex
    hash: Hex


class AgreedRecord(Record):
    """When a person agreed to be counted where others name them."""

    person: int
    agreed_at: Moment


class ErasedRecord(Record):
    """A line of the record of deletion."""

    happened_at: Moment
    held_on: date | None = None
    what: What
    count: int = Field(ge=0, le=_MOST)
    by: str


class BesideRecord(Record):
    """What stands beside the workshop's JSON; the moments are in UTC."""

    version: Literal[1]
    made_by: str
    made_at: Moment
    created_at: Moment
    names_removed_at: Moment | None = None
    log: tuple[LineRecord, ...] = ()
    digits: tuple[DigitsRecord, ...] = ()
    counted: tuple[AgreedRecord, ...] = ()
    erased: tuple[ErasedRecord, ...] = ()


class PinRecord(Record):
    """The facilitator's PIN, sealed as the library has it."""

    salt: Hex
    hash: Hex


class StationRecord(Record):
    """`station` was drawn for this computer's station. With `answers` the file holds what was answered there.

    `people` sends those of the file to the participants of the first computer, and `steps` the places of its agenda,
    counted from 1, to that one's steps. `anonymous` sends words of the file for answers that are nobody's to words
    that are drawn, and stay the same in every file of this station.
    """

    version: Literal[1]
    station: Drawn
    answers: bool
    people: dict[int, int]
    steps: dict[int, int]
    pin: PinRecord | None = None
    anonymous: dict[str, Drawn] = {}

    @model_validator(mode="after")
    def _nobody_is_two(self) -> Self:
        for each in (self.people, self.steps, self.anonymous):
            if len(set(each.values())) < len(each):
                raise ValueError("two of the file are one on the first computer")
        return self


@dataclass(frozen=True, slots=True)
class Handed:
    """What is in a file that was read: all of it was looked at, and can be taken over.

    `station` is what it says beside that where it is of a station; see `stations`. An exported JSON has nothing
    `beside` the workshop.
    """

    name: str
    record: WorkshopRecord
    beside: BesideRecord | None = None
    station: StationRecord | None = None

    @property
    def said(self) -> list[str]:
        """What it is, in sentences."""
        facts = self.record.workshop
        day = "" if facts.held_on is None else short_day(facts.held_on)
        named = ", ".join(filter(None, (facts.client, facts.place, day)))
        held = sum(step.data is not None for step in self.record.agenda)
        said = [
            f"{in_quotes(facts.title)}, {named}." if named else f"{in_quotes(facts.title)}.",
            trn("{count} person.", "{count} people.", len(self.record.people)),
            trn("Answers of {count} exercise.", "Answers of {count} exercises.", held),
            trn("{count} action.", "{count} actions.", len(self.record.actions)),
        ]
        if self.beside is None:
            return said
        when = short_day(self.beside.made_at.astimezone().date())
        return [
            *said,
            trn("{count} line of the log.", "{count} lines of the log.", len(self.beside.log)),
            tr("Handed over on {day}, by {program}.", day=when, program=self.beside.made_by),
        ]


def written(target: Path, parts: Mapping[str, bytes], passphrase: Passphrase | None) -> LongWork[Path]:
    """Write the parts, once they were read as whoever gets the file will; it is whole or not there.

    Raises Invalid for a passphrase that is too short or where there is a file already, and NotSaved.
    """
    yield Progress(1, 3, tr("Checking"))
    # What could not be read is not handed over.
    _handed(target.name, parts)
    yield Progress(2, 3, tr("Writing"))
    write_parts(target, parts, None if passphrase is None else new_key(passphrase))
    return target


def read_handed(path: Path) -> Handed:
    """What is in a file; nothing is changed.

    Raises PassphraseWanted where it is locked, and BadFile where it is damaged, of another kind or of a newer version.
    """
    return _handed(path.name, read_parts(path))


def _handed(name: str, parts: Mapping[str, bytes]) -> Handed:
    if set(parts) - {STATION} != {WORKSHOP, BESIDE}:
        raise _damaged(name)
    record = read_workshop(name, parts[WORKSHOP])
    beside = _part(BesideRecord, name, parts[BESIDE])
    station = _part(StationRecord, name, parts[STATION]) if STATION in parts else None
    people = {person.id for person in record.people}
    places = range(1, len(record.agenda) + 1)
    named = {line.person for line in beside.log if line.person is not None}
    named |= {code.person for code in beside.digits} | {agreed.person for agreed in beside.counted}
    steps = {each.step for each in beside.log if each.step is not None}
    if station is not None:
        named |= station.people.keys()
        steps |= station.steps.keys()
    if not people.issuperset(named) or not steps <= set(places):
        raise BadFile(tr("“{file}” contradicts itself, so it was not read.", file=name))
    return Handed(name, record, beside, station)


def _part(record: type[F], name: str, content: bytes) -> F:
    """One part of a file of this name. Raises BadFile where it is damaged or of a newer version."""
    values = json_in(content, in_quotes(name))
    try:
        return record.model_validate(values)
    except ValidationError as error:
        if any(each["loc"] == ("version",) for each in error.errors()):
            raise BadFile(
                tr("“{file}” was made by a newer version of Facilitator. Install that version.", file=name)
            ) from error
        raise _damaged(name) from error


def _damaged(name: str) -> BadFile:
    return BadFile(tr("“{file}” is damaged. Ask for it again; nothing was changed.", file=name))
