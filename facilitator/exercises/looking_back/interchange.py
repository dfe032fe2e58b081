"""Readings as a table, out and back in: a row is one reading of one indicator."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from facilitator.actions.indicators import (
    EARLIEST,
    EVERY,
    WANTED,
    About,
    Every,
    IndicatorView,
    Wanted,
    add_indicator,
    indicators_of,
    write_readings,
)
from facilitator.actions.indicators_table import AMOUNTS, columns, readings_table
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.looking_back.followed import followed
from facilitator.i18n import in_quotes, number, number_in, short_day, tr, trn
from facilitator.import_plans import Options, Plan
from facilitator.nameless import Pseudonyms
from facilitator.questionnaires.fields import read_day
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Library, Transaction
from facilitator.tabular import Field, Loss, Problem, Table
from facilitator.text_matching import caseless
from facilitator.workshop.roster import people_of
from facilitator.workshop.table_import import Cell, Reading, Row, plan_of, said_yes, start_reading

_THOUSANDS = re.compile(r"[-−+]?[1-9][0-9]{0,2}[.,][0-9]{3}")
"""What is a thousand and more in one language, and between one and a thousand in the next."""
_FACTS = ("unit", "wanted", "baseline", "target", "figure_from", "look_at", "every", "weekly_totals")


@dataclass(slots=True)
class _Read:
    """An indicator in a table: what its first row says of it, and its readings by their days."""

    about: About
    known: IndicatorView | None
    values: dict[date, tuple[float, str | None]] = field(default_factory=dict)


@implements(Exercise.import_fields)
def import_fields(library: Library, step_id: int) -> Sequence[Field]:
    """What the columns of a table of readings can be matched to."""
    return columns()


@implements(Exercise.export_table)
def export_table(library: Library, step_id: int) -> Table | None:
    """A row per reading of everything that the step follows."""
    return exchange_table(library, step_id, pseudonyms=None)


@implements(Exercise.exchange_table)
def exchange_table(library: Library, step_id: int, *, pseudonyms: Pseudonyms | None) -> Table | None:
    """A row per reading of everything that the step follows; with pseudonyms no name stands in it."""
    found = followed(library, step_id)
    workshops = dict.fromkeys(each.indicator.workshop_id for each in found.findings)
    return readings_table(library, workshops, pseudonyms)


@implements(Exercise.plan_import)
def plan_import(library: Library, step_id: int, table: Table, options: Options) -> Plan:
    """What importing `table` would do: readings of indicators that are followed, and of new ones of this workshop.

    Where a day has a reading already, that of the table takes its place, which is said.
    """
    return plan_of(library, tr("Import readings"), lambda _: _prepare(library, step_id, table, options), _Pending.write)


@dataclass
class _Pending:
    """What one import would write: the indicators by their names without regard to case."""

    library: Library
    workshop_id: int
    reading: Reading
    read: dict[str, _Read] = field(default_factory=dict)
    changes: tuple[()] = ()

    @property
    def problems(self) -> Sequence[Problem]:
        return self.reading.problems

    def summary(self) -> list[str]:
        count = sum(len(each.values) for each in self.read.values())
        summary = [trn("{count} reading", "{count} readings", count)]
        if fresh := sum(each.known is None for each in self.read.values()):
            summary.append(trn("{count} new indicator", "{count} new indicators", fresh))
        return summary

    def write(self, change: Transaction) -> None:
        change.announce(Change(Topic.ACTIONS, self.workshop_id))
        here = {caseless(each.about.what): each.id for each in indicators_of(self.library, self.workshop_id)}
        for name, each in self.read.items():
            key = each.known.id if each.known else here.get(name)
            if key is None:
                key = add_indicator(self.library, self.workshop_id, each.about).value
            write_readings(change.session, key, [(day, *value) for day, value in each.values.items()])
            if each.known:
                change.announce(Change(Topic.ACTIONS, each.known.workshop_id))


def _prepare(library: Library, step_id: int, table: Table, options: Options) -> _Pending:
    found = followed(library, step_id)
    reading = start_reading(table, columns(), options)
    pending = _Pending(library, found.workshop_id, reading)
    if reading.failed:
        return pending
    known = {caseless(each.indicator.about.what): each.indicator for each in found.findings}
    people = {caseless(person.name) for person in people_of(library, found.workshop_id)}
    rows = list(reading)
    numbers = _Numbers(row[key] for row in rows for key in AMOUNTS)
    if set(_FACTS) <= set(reading.places):
        # Our own tables have a point.
        numbers.point = "."
    reading.problems += numbers.problems(rows)
    for row in rows:
        what = row["indicator"]
        if not what:
            row.leave_out("", tr("No indicator is named: the row is left out."))
        elif caseless(what) in people:
            cause = tr("People on the roster are no indicators:")
            row.wrong("indicator", f"{cause} {in_quotes(what)}.", cause, what)
        else:
            _read_row(row, known.get(caseless(what)), pending.read, numbers)
    return pending


def _read_row(row: Row, here: IndicatorView | None, read: dict[str, _Read], numbers: "_Numbers") -> None:
    name = caseless(row["indicator"])
    if name not in read:
        about = here.about if here else _about(row, numbers)
        if here and any(row[key] for key in _FACTS) and _about(row, numbers) != here.about:
            sentence = tr("What these indicators are, such as their targets, stays as it is here.")
            row.reading.problems.append(Problem(sentence, row.number, error=False, loss=Loss.CELL))
        read[name] = _Read(about, here)
    one = read[name]
    if not row["day"] and not row["value"]:
        return
    day = row.read("day", _day_that_was(), needed=True)
    value = row.read("value", numbers.cell, needed=True) if day is not None else None
    if day is None or value is None:
        return
    if day in one.values:
        cause = tr("There are two readings of an indicator on a day:")
        row.wrong("day", f"{cause} {in_quotes(short_day(day))}.", cause, short_day(day))
        return
    one.values[day] = value, row["note"] if "note" in row.reading.places else None
    before = {each.day: each for each in one.known.readings}.get(day) if one.known else None
    if before is not None and before.value != value:
        cause = tr("These readings take the place of others, which undo brings back:")
        words = f"{short_day(day)} {number(before.value)}"
        row.remark("value", f"{cause} {words}.", cause, words)


def _about(row: Row, numbers: "_Numbers") -> About:
    """What a row says of its indicator; what can't be read is an error."""
    words = tr("Take one of these words: up, down, hold; day, week, month. Not:")
    wanted: Cell[Wanted] = Cell(lambda text: next((each for each in WANTED if each == caseless(text)), None), words)
    every: Cell[Every] = Cell(lambda text: next((each for each in EVERY if each == caseless(text)), None), words)
    due = Cell(read_day, tr("These are no days (they are written as 2026-03-31):"))
    return About(
        row["indicator"],
        row["unit"],
        row.read("wanted", wanted) or "up",
        row.read("baseline", numbers.cell),
        row.read("target", numbers.cell),
        row["figure_from"],
        row.read("look_at", due),
        row.read("every", every) or "week",
        row.read("weekly_totals", said_yes()) or False,
    )


def _day_that_was() -> Cell[date]:
    def read(text: str) -> date | None:
        found = read_day(text)
        return found if found is not None and EARLIEST <= found <= date.today() else None

    return Cell(read, tr("These are no days that have been (they are written as 2026-03-31):"))


class _Numbers:
    """The numbers of a table, by the habit in which they are written: a point or a comma before what is less than one.

    `point` is that sign, told by the numbers that can be read in one way only; "" where none of them tells, or both.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._signs = {sign for text in texts if (sign := _point_of(text))}
        self.point = next(iter(self._signs)) if len(self._signs) == 1 else ""

    @property
    def cell(self) -> Cell[float]:
        """How a cell is read that holds a number."""
        return Cell(lambda text: number_in(text, self.point or _point_of(text)), tr("These are no numbers:"))

    def problems(self, rows: Iterable[Row]) -> Iterator[Problem]:
        """What is to be said of numbers that can be read in two ways: an error where the table has both habits."""
        for row in rows:
            text = row["value"]
            value = number_in(text)
            if self.point or value is None or not _THOUSANDS.fullmatch(text):
                continue
            header = row.reading.header("value")
            if self._signs:
                cause = tr("These can be read in two ways, and the table has both. Write all numbers in one way:")
                yield Problem(f"{cause} {in_quotes(text)}.", row.number, header, cause=cause, value=in_quotes(text))
            else:
                cause = tr("These numbers could be read in two ways. They are taken so:")
                words = f"{in_quotes(text)} = {value:.15g}"
                yield Problem(f"{cause} {words}.", row.number, header, error=False, cause=cause, value=words)


def _point_of(text: str) -> str:
    """The sign before what is less than one, where a number can be read in one way only; else ""."""
    signs = [sign for sign in text if sign in ".,"]
    if not signs or not re.fullmatch(r"[-−+]?[0-9 .,]+", text) or _THOUSANDS.fullmatch(text):
        return ""
    if len(set(signs)) == 1 and len(signs) > 1:
        return "," if signs[0] == "." else "."
    return signs[-1]
