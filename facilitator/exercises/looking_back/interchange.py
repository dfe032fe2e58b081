"""Readings as a table, out and back in: a row is one reading of one indicator."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial

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
from facilitator.actions.indicators_table import NEEDED, readings_table
from facilitator.errors import Invalid
from facilitator.exercises.folder import implements
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.looking_back.followed import followed
from facilitator.i18n import number, number_in, short_day, tr, trn
from facilitator.nameless import Pseudonyms
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Done, Library
from facilitator.tabular import (
    Field,
    Loss,
    Options,
    Plan,
    Problem,
    Table,
    caseless,
    columns_left_out,
    match_columns,
    resolve,
    yes_or_no,
)
from facilitator.workshop.find import one_line

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
    return [
        Field("indicator", tr("Indicator"), ("measure", "what", "figure", "Kennzahl", "Indikator"), required=True),
        Field("day", tr("Day"), ("date", "Datum", "Tag"), required=True),
        Field("value", tr("Value"), ("reading", "Wert", "Messwert"), required=True),
        Field("note", tr("What else happened"), ("remark", "Bemerkung")),
        Field("unit", tr("Unit"), ("Einheit",)),
        Field("wanted", tr("The way it is to go")),
        Field("baseline", tr("Baseline"), ("Ausgangswert",)),
        Field("target", tr("Target"), ("Ziel", "Zielwert")),
        Field("figure_from", tr("Where the figure comes from"), ("Quelle",)),
        Field("look_at", tr("By when")),
        Field("every", tr("How often it is read")),
        Field("weekly_totals", tr("Totals of weeks")),
    ]


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


@implements(Exercise.is_own_export)
def is_own_export(headers: Sequence[str]) -> bool:
    """Whether a table with these headers is one of `exchange_table`, be it with columns taken out or put in."""
    return set(NEEDED) <= set(headers)


@implements(Exercise.plan_import)
def plan_import(library: Library, step_id: int, table: Table, options: Options) -> Plan:
    """What importing `table` would do: readings of indicators that are followed, and of new ones of this workshop.

    Where a day has a reading already, that of the table takes its place, which is said.
    """
    fields = import_fields(library, step_id)
    chosen, wrong = resolve(table.headers, fields, options.mapping)
    mapping = match_columns(table.headers, fields, chosen)
    columns = {key: header for header, key in mapping.items() if key}
    problems = [*table.problems, *wrong]
    for each in fields:
        if each.required and each.key not in columns:
            problems.append(Problem(tr("There is no column for “{field}”.", field=each.label)))
    problems += columns_left_out(table, mapping, tr("Nothing of it is imported here."))
    found = followed(library, step_id)
    read: dict[str, _Read] = {}
    if not any(problem.error for problem in problems):
        known = {caseless(each.indicator.about.what): each.indicator for each in found.findings}
        cells = {key: table.column(header) for key, header in columns.items()}
        for place, row in enumerate(table.numbers):
            _read_row({key: texts[place] for key, texts in cells.items()}, row, known, columns, read, problems)
    fresh = sum(each.known is None for each in read.values())
    summary = [trn("{count} reading", "{count} readings", sum(len(each.values) for each in read.values()))]
    if fresh:
        summary.append(trn("{count} new indicator", "{count} new indicators", fresh))

    def apply() -> Done[None]:
        if any(problem.error for problem in problems):
            raise Invalid(tr("Nothing was imported: the table has errors."))
        return _write(library, found.workshop_id, list(read.values()))

    return Plan(tuple(summary), tuple(problems), apply)


def _read_row(
    cell: Mapping[str, str],
    row: int,
    known: Mapping[str, IndicatorView],
    columns: Mapping[str, str],
    read: dict[str, _Read],
    problems: list[Problem],
) -> None:
    what = one_line(cell["indicator"])
    if not what:
        problems.append(Problem(tr("No indicator is named: the row is left out."), row, error=False, loss=Loss.ROW))
        return
    wrong = partial(_wrong, problems, row, columns)
    if caseless(what) not in read:
        here = known.get(caseless(what))
        about = here.about if here else _about(what, cell, wrong)
        if here and any(cell.get(key, "").strip() for key in _FACTS) and _about(what, cell, wrong) != here.about:
            sentence = tr("What these indicators are, such as their targets, stays as it is here.")
            problems.append(Problem(sentence, row, error=False, loss=Loss.CELL))
        read[caseless(what)] = _Read(about, here)
    one = read[caseless(what)]
    if not cell["day"].strip() and not cell["value"].strip():
        return
    day, value = _day(cell["day"]), _number(cell["value"], columns)
    if day is None:
        wrong("day", cell["day"], tr("These are no days that have been (they are written as 2026-03-31):"))
    elif value is None:
        wrong("value", cell["value"], tr("These are no numbers:"))
    elif day in one.values:
        wrong("day", short_day(day), tr("There are two readings of an indicator on a day:"))
    else:
        note = one_line(cell["note"]) if "note" in columns else None
        one.values[day] = value, note
        before = {each.day: each for each in one.known.readings}.get(day) if one.known else None
        if before is not None and before.value != value:
            cause = tr("These readings take the place of others, which undo brings back:")
            words = f"{short_day(day)} {number(before.value)}"
            problems.append(Problem(f"{cause} {words}.", row, columns["value"], False, cause=cause, value=words))


def _wrong(problems: list[Problem], row: int, columns: Mapping[str, str], key: str, text: str, cause: str) -> None:
    problems.append(Problem(f"{cause} “{text}”.", row, columns[key], cause=cause, value=text))


def _about(what: str, cell: Mapping[str, str], wrong: "partial[None]") -> About:
    """What a row says of its indicator; what can't be read is an error."""

    def text(key: str) -> str:
        return one_line(cell.get(key, ""))

    def amount(key: str) -> float | None:
        found = _number(text(key), cell) if text(key) else None
        if text(key) and found is None:
            wrong(key, text(key), tr("These are no numbers:"))
        return found

    wanted: Wanted = next((each for each in WANTED if each == caseless(text("wanted"))), "up")
    every: Every = next((each for each in EVERY if each == caseless(text("every"))), "week")
    for key, found in (("wanted", wanted), ("every", every)):
        if text(key) and caseless(text(key)) != found:
            wrong(key, text(key), tr("Take one of these words: up, down, hold; day, week, month. Not:"))
    due = _iso(text("look_at"))
    if text("look_at") and due is None:
        wrong("look_at", text("look_at"), tr("These are no days (they are written as 2026-03-31):"))
    return About(
        what,
        text("unit"),
        wanted,
        amount("baseline"),
        amount("target"),
        text("figure_from"),
        due,
        every,
        bool(yes_or_no(text("weekly_totals"))),
    )


def _number(text: str, keys: Collection[str]) -> float | None:
    """A number: as our own tables have it, with a point, else by the habits of the language."""
    if set(_FACTS) <= set(keys) and re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text.strip()):
        return float(text)
    return number_in(text)


def _day(text: str) -> date | None:
    found = _iso(text)
    return found if found is not None and EARLIEST <= found <= date.today() else None


def _iso(text: str) -> date | None:
    try:
        # A workbook tells the time of a day too.
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None


def _write(library: Library, workshop_id: int, read: Sequence[_Read]) -> Done[None]:
    with library.change(tr("Import readings"), Change(Topic.ACTIONS, workshop_id)) as change:
        here = {caseless(each.about.what): each.id for each in indicators_of(library, workshop_id)}
        for each in read:
            key = each.known.id if each.known else here.get(caseless(each.about.what))
            if key is None:
                key = add_indicator(library, workshop_id, each.about).value
            write_readings(change.session, key, [(day, *value) for day, value in each.values.items()])
            if each.known:
                change.announce(Change(Topic.ACTIONS, each.known.workshop_id))
    return change.done(None)
