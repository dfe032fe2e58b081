"""The readers of the stories as a table: who gets them, since when, and what they have got.

What has gone to somebody comes along, so that nothing goes to them twice from the next computer.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from sqlmodel import Session, col, select

from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.stories.board import read_programme
from facilitator.exercises.stories.own_columns import day_in
from facilitator.exercises.stories.own_export import NAME, SINCE, readers_by
from facilitator.exercises.stories.readers import Reader, add_reader, readers, set_left, take_readers, wanting
from facilitator.exercises.stories.told import CIRCLES, mail_key
from facilitator.i18n import in_quotes, tr, tr_later, trn
from facilitator.import_plans import Options
from facilitator.questionnaires.beside import TableBeside
from facilitator.questionnaires.names import read_names
from facilitator.storage.library import Library, Transaction
from facilitator.tabular import Column, Problem, Table
from facilitator.text_matching import caseless
from facilitator.workshop.addresses import address_in
from facilitator.workshop.agenda import get_step
from facilitator.workshop.dated_mail_log import GONE, DatedMailRow
from facilitator.workshop.table_import import Cell, Reading, Row, plan_of, said_yes, start_reading
from facilitator.workshop.tables import utc

TABLE_KIND = tr_later("readers of the stories")
ADDRESS, CIRCLE, LEFT, GOT = "reader_address", "reader_circle", "reader_left", "reader_got"
_STATES = "|".join(sorted(each.value for each in GONE))
_GOT = re.compile(rf"(\d+) ({_STATES}) (\d{{4}}-\d\d-\d\d)(?:; |$)")


@implements(Exercise.tables_beside)
def tables_beside(library: Library, step_id: int) -> Sequence[TableBeside]:
    """The readers."""
    return [
        TableBeside(
            "stories-readers",
            TABLE_KIND,
            _columns(),
            lambda pseudonyms: None if pseudonyms is not None else _table(library, step_id),
            lambda table, options: plan_of(
                library,
                tr("Import readers"),
                lambda _: _prepare(library, step_id, table, options),
                _Pending.write,
            ),
        )
    ]


@dataclass(frozen=True, slots=True)
class _Line:
    """A reader with the name that is written, and what they have got: weeks with states and days."""

    reader: Reader
    name: str
    got: list[tuple[int, str]]


def _columns() -> list[Column[_Line]]:
    needed = readers_by()
    return [
        Column(NAME, needed[NAME], required=True, written=lambda each: each.name),
        Column(ADDRESS, tr("Reader’s address"), written=lambda each: each.reader.to.address),
        Column(CIRCLE, tr("How far away the reader is"), written=lambda each: each.reader.circle),
        Column(SINCE, needed[SINCE], required=True, written=lambda each: each.reader.joined.isoformat()),
        Column(
            LEFT,
            tr("Gets no more stories"),
            written=lambda each: tr("yes") if each.reader.left and not each.reader.declined else "",
        ),
        Column(
            GOT,
            tr("Stories that the reader has got"),
            written=lambda each: "; ".join(f"{week} {went}" for week, went in sorted(each.got)),
        ),
    ]


def _table(library: Library, step_id: int) -> Table | None:
    found = readers(library, step_id)
    if not found:
        return None
    weeks = {mail_key(each.id): week for week, each in read_programme(library, step_id).by_week.items()}
    got: dict[str, list[tuple[int, str]]] = {}
    with library.read() as session:
        names = read_names(session, get_step(library, step_id).workshop_id, numbered=True)
        own = select(DatedMailRow).where(DatedMailRow.step_id == step_id, col(DatedMailRow.state).in_(GONE))
        for row in session.exec(own):
            if row.key in weeks:
                day = utc(row.changed_at).astimezone().date()
                got.setdefault(row.recipient, []).append((weeks[row.key], f"{row.state} {day.isoformat()}"))
    lines = [
        _Line(
            each,
            each.to.name if each.to.participant_id is None else names.person(each.to.participant_id),
            got.get(each.to.recipient, []),
        )
        for each in found
    ]
    return Table.of("readers", _columns(), lines)


@dataclass(frozen=True, slots=True)
class _Reader:
    """What a row says of somebody who is no reader yet; `got` are weeks, states and days."""

    participant_id: int | None
    name: str
    address: str
    circle: str
    since: date
    left: bool
    got: tuple[tuple[int, str, date], ...]


@dataclass
class _Pending:
    """What one import would write: readers who are none here yet; `there` others are."""

    library: Library
    step_id: int
    reading: Reading
    readers: list[_Reader] = field(default_factory=list)
    there: int = 0
    changes: tuple[()] = ()

    @property
    def problems(self) -> Sequence[Problem]:
        return self.reading.problems

    def summary(self) -> list[str]:
        said = [trn("{count} reader", "{count} readers", len(self.readers))]
        if self.there:
            said.append(trn("{count} is a reader already", "{count} are readers already", self.there))
        return said

    def write(self, change: Transaction) -> None:
        # Each operation announces what it does.
        library, step_id = self.library, self.step_id
        stories = {week: each.id for week, each in read_programme(library, step_id).by_week.items()}
        for each in self.readers:
            if each.participant_id is not None:
                take_readers(library, step_id, [each.participant_id], each.since)
            else:
                add_reader(library, step_id, each.name, each.address, each.circle, each.since)
            now = next(one for one in readers(library, step_id) if _is(one, each))
            if each.left and not now.left:
                set_left(library, step_id, now.id, True)
            for week, state, day in each.got:
                _note(change.session, step_id, now, mail_key(stories[week]), state, day)


def _is(reader: Reader, row: _Reader) -> bool:
    if row.participant_id is not None:
        return reader.to.participant_id == row.participant_id
    return reader.to.participant_id is None and caseless(reader.to.address) == caseless(row.address)


def _note(session: Session, step_id: int, reader: Reader, key: str, state: str, day: date) -> None:
    session.add(
        DatedMailRow(
            step_id=step_id,
            key=key,
            recipient=reader.to.recipient,
            participant_id=reader.to.participant_id,
            address=reader.to.address,
            state=state,
            changed_at=datetime.combine(day, time(12)).astimezone(),
        )
    )
    session.flush()


def _prepare(library: Library, step_id: int, table: Table, options: Options) -> _Pending:
    pending = _Pending(library, step_id, start_reading(table, _columns(), options))
    if pending.reading.failed:
        return pending
    with library.read() as session:
        names = read_names(session, get_step(library, step_id).workshop_id)
    here = readers(library, step_id)
    asked = {*wanting(library, step_id)}
    weeks = {*read_programme(library, step_id).by_week}
    for row in pending.reading:
        read = _read(row, weeks)
        if read is None:
            continue
        person = names.find_person(read.name)
        known = next((each for each in here if person is not None and each.to.participant_id == person), None)
        known = known or next(
            (each for each in here if read.address and caseless(each.to.address) == caseless(read.address)), None
        )
        again = any((each.participant_id, caseless(each.address)) == (person, caseless(read.address))
                    for each in pending.readers)  # fmt: skip
        if known is not None or again:
            pending.there += 1
        elif person is not None and person in asked:
            pending.readers.append(_Reader(person, *_rest(read)))
        elif person is not None and read.circle == CIRCLES[0]:
            cause = tr("These have not asked for the stories, and get none:")
            row.leave_out(NAME, f"{cause} {in_quotes(read.name)}.", cause, read.name)
        elif not read.address:
            cause = tr("A reader who is not on the roster needs an address:")
            row.leave_out(ADDRESS, f"{cause} {in_quotes(read.name)}.", cause, read.name)
        else:
            pending.readers.append(read)
    return pending


def _rest(read: _Reader) -> tuple[str, str, str, date, bool, tuple[tuple[int, str, date], ...]]:
    return read.name, read.address, read.circle, read.since, read.left, read.got


def _read(row: Row, weeks: set[int]) -> _Reader | None:
    """What a row says; None, with a problem noted, where it can't be taken."""
    if not row[NAME]:
        row.leave_out("", tr("No reader is named: the row is left out."))
        return None
    circle = Cell(lambda text: text if text in CIRCLES else None, tr("None of house, client and outside:"))
    day = Cell(day_in, tr("These are no days (they are written as 2026-03-31):"))
    address = Cell(lambda text: address_in(text).address or None, tr("These are no addresses:"))
    got = Cell(_got_in, tr("This does not say which weeks’ stories went out, and when:"))
    since = row.read(SINCE, day, needed=True)
    went = row.read(GOT, got) or ()
    said = _Reader(
        None,
        row[NAME],
        row.read(ADDRESS, address) or "",
        row.read(CIRCLE, circle) or CIRCLES[0],
        since or date.min,
        row.read(LEFT, said_yes()) or False,
        tuple(went),
    )
    if since is None:
        return None
    if missing := [str(week) for week, *_ in went if week not in weeks]:
        cause = tr(
            "These readers have got stories that have no week here. Import the stories before, or with this file:"
        )
        row.leave_out(NAME, f"{cause} {in_quotes(row[NAME])}: {', '.join(missing)}.", cause, row[NAME])
        return None
    return said


def _got_in(text: str) -> list[tuple[int, str, date]] | None:
    """The weeks, states and days of what somebody has got; None for what is none."""
    found = list(_GOT.finditer(text))
    days = [day_in(each[3]) for each in found]
    if "".join(each[0] for each in found) != text or None in days:
        return None
    return [(int(each[1]), each[2], day) for each, day in zip(found, days, strict=True) if day is not None]
