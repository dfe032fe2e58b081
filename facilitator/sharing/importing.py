"""Tables that people bring: whether one holds the roster or answers, what importing it would do, and doing it.

Which exercises take answers, and what their columns mean, is known by the exercises alone.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from pathlib import Path

from facilitator.errors import Invalid
from facilitator.exercises.contract import Exchanges, ExchangesTable, Exercise
from facilitator.exercises.registry import KINDS, exercise
from facilitator.exercises.steps import exercise_steps
from facilitator.i18n import tr
from facilitator.sharing.tables import exchanged_sheets, parse_text, read_content, read_table
from facilitator.sharing.workshop_file import is_workshop_file, plan_workshop, read_workshop
from facilitator.storage.library import Done, Library
from facilitator.tabular import (
    IGNORE,
    Field,
    Loss,
    Options,
    Part,
    Plan,
    Problem,
    Table,
    find_header,
    fold,
    forms_of,
    left_out,
    match_columns,
    of_form,
    quoted,
    resolve,
)
from facilitator.workshop import roster_import
from facilitator.workshop.agenda import get_step
from facilitator.workshop.tables import AgendaStep

SAMPLES = 8
"""How many rows a preview shows."""
_LAST = 1_000
"""The turn of a file of which nothing is imported."""
_FEW_ROWS = 4
"""In fewer rows than this, repeated names say nothing."""


class Kind(StrEnum):
    """What a table can hold."""

    ROSTER = "roster"
    ANSWERS = "answers"
    WORKSHOP = "workshop"


@dataclass(frozen=True, slots=True)
class Target:
    """Where a table can be imported to: the roster, or the answers of one step.

    `form` is one of the forms of table that the step's exercise takes, "" where there is one only.
    """

    kind: Kind
    label: str
    step_id: int | None = None
    form: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """How one table would be imported: all that a preview shows.

    `mapping` sends each header to a field's key, to `IGNORE`, or to "" where nothing fits. `samples` are the first
    rows.
    """

    table: Table
    target: Target
    fields: tuple[Field, ...]
    mapping: dict[str, str]
    plan: Plan
    samples: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class FileImport:
    """What was done, or would be done, with one file."""

    path: Path
    proposal: Proposal


@dataclass(frozen=True, slots=True)
class Imported:
    """The outcome for several files, in the order in which they were imported.

    `done` takes all of it back; it is None when nothing was changed, be it for an error or because it was a dry run.
    """

    files: tuple[FileImport, ...]
    done: Done[None] | None

    @property
    def failed(self) -> bool:
        """Whether an error stood in the way of any file, so that none was imported."""
        return any(file.proposal.plan.errors for file in self.files)

    @property
    def left_out(self) -> str:
        """What all files leave out, in a sentence; "" if it is nothing."""
        return left_out(file.proposal.plan for file in self.files)

    @property
    def asked(self) -> bool:
        """Whether any file renames people, if the person agrees."""
        return any(file.proposal.plan.asked for file in self.files)


def targets(library: Library, workshop_id: int) -> list[Target]:
    """Where tables can be imported to in this workshop: the roster first, then each step that takes answers."""
    steps = [
        Target(Kind.ANSWERS, f"{step.title}: {tr(form)}" if form else step.title, step.id, form)
        for step, each in _taking_steps(library, workshop_id)
        for form in sorted(forms_of(each.import_fields(library, step.id)), key=bool)
    ]
    return [Target(Kind.ROSTER, tr("People")), *steps]


def recognise(library: Library, workshop_id: int, table: Table, options: Options | None = None) -> Proposal:
    """Decide by its columns what `table` holds and propose how to import it.

    What the person chose for columns decides first. Then answers, if all they need is there, then a roster.
    """
    chosen = options or Options()
    return propose(library, workshop_id, table, _recognised(library, workshop_id, table, chosen), chosen)


def propose(
    library: Library, workshop_id: int, table: Table, target: Target, options: Options | None = None
) -> Proposal:
    """How `table` would be imported to a target that the person chose."""
    chosen = options or Options()
    fields = _fields(library, target)
    if target.step_id is None:
        mapping = roster_import.match_roster(table, chosen)
        plan = roster_import.plan_roster(library, workshop_id, table, chosen)
        if not _taking_steps(library, workshop_id):
            plan = _with_answers_refused(table, mapping, plan)
    else:
        mapping = match_columns(table.headers, fields, resolve(table.headers, fields, chosen.mapping)[0])
        of_form_chosen = replace(chosen, form=target.form)
        plan = _exercise(library, target.step_id).plan_import(library, target.step_id, table, of_form_chosen)
    return Proposal(table, target, tuple(fields), mapping, plan, table.rows[:SAMPLES])


def pasted_roster(text: str, *, headings: bool | None = None) -> Table:
    """People pasted from a spreadsheet or typed one a line; see `tables.parse_text` for `headings`."""
    return parse_text(text, headings=headings, known=roster_import.import_fields())


def import_files(
    library: Library, workshop_id: int, paths: Sequence[Path], options: Options | None = None, dry_run: bool = False
) -> Imported:
    """Import all files in one transaction; where one has an error, nothing is changed.

    Rosters go before answers, and answers in the order in which their exercise names the forms of its tables, part by
    part where tables have parts. Each
    file is planned on top of those before it. A dry run does all of it and takes it back before it is committed. A
    column that the person matched needs to be in one of the files only. Raises BadFile for a file that is no table,
    Invalid for a column that is in none, and NotFound for an unknown workshop.
    """
    chosen = options or Options()
    whole = {path: content for path in paths if is_workshop_file(content := read_content(path))}
    tables = [
        (path, table)
        for path in paths
        if path not in whole
        for table in read_tables(library, workshop_id, path, hidden=chosen.hidden)
    ]
    if tables or not whole:
        _check_columns([table for _, table in tables], chosen)
    work: list[tuple[tuple[int, int], Path, Callable[[], Proposal]]] = [
        ((0, -2), path, partial(_propose_workshop, library, workshop_id, path, content, chosen))
        for path, content in whole.items()
    ]
    for path, table in tables:
        missing = _of_another_exercise(library, workshop_id, table)
        if missing is not None:
            work.append(((_LAST, 0), path, partial(_propose_nothing, library, table, missing)))
            continue
        own = _options_for(table, chosen)
        target = _recognised(library, workshop_id, table, own)
        for part, piece in _parts(library, target, table):
            proposing = partial(propose, library, workshop_id, piece, target, replace(own, part=part))
            work.append(((part.number, _turn(library, target)), path, proposing))
    work.sort(key=lambda each: each[0])
    files: list[FileImport] = []
    try:
        with library.change(tr("Import files")) as change:
            for _, path, made in work:
                files.append(FileImport(path, made()))
                if not any(file.proposal.plan.errors for file in files):
                    files[-1].proposal.plan.apply()
            if dry_run or Imported(tuple(files), None).failed:
                raise _TakenBack
    except _TakenBack:
        return Imported(tuple(files), None)
    return Imported(tuple(files), change.done(None))


def read_tables(library: Library, workshop_id: int, path: Path, *, hidden: bool = False) -> list[Table]:
    """The tables in a file: one, or all those of a workbook or file that an exercise's own export made.

    For `hidden` see `tables.read_table`.
    """
    for step, each in exercise_steps(library, workshop_id):
        if isinstance(each, Exchanges) and (tables := each.unpack(library, step.id, path.name, read_content(path))):
            return tables
    sheets = exchanged_sheets(path)
    if not sheets:
        return [read_table(path, hidden=hidden)]
    return [read_table(path, sheet=sheet, hidden=hidden) for sheet in sheets]


def _parts(library: Library, target: Target, table: Table) -> list[tuple[Part, Table]]:
    """What is imported of a table one after the other: its rounds, where it has several."""
    each = _exercise(library, target.step_id) if target.step_id is not None else None
    if target.step_id is not None and isinstance(each, Exchanges):
        return each.parts(library, target.step_id, table)
    return [(Part(), table)]


def _propose_workshop(library: Library, workshop_id: int, path: Path, content: bytes, options: Options) -> Proposal:
    """A whole workshop is no table: it is proposed as what it is."""
    plan = plan_workshop(library, workshop_id, read_workshop(path.name, content), renames=options.renames)
    return Proposal(Table(path.name, (), (), ()), Target(Kind.WORKSHOP, tr("Whole workshop")), (), {}, plan, ())


def _of_another_exercise(library: Library, workshop_id: int, table: Table) -> Exercise | None:
    """The exercise whose export this table is, when it is not on the agenda here."""
    there = {step.exercise for step, _ in exercise_steps(library, workshop_id)}
    for kind in KINDS:
        found = exercise(kind)
        if kind not in there and isinstance(found, ExchangesTable) and found.made(table.headers):
            return found
    return None


def _propose_nothing(library: Library, table: Table, missing: Exercise) -> Proposal:
    """A part of an export that this workshop has no place for is left out, and said: the rest is still of use."""

    def apply() -> Done[None]:
        with library.change(tr("Import files")) as change:
            pass
        return change.done(None)

    said = tr("left out: “{exercise}” is not on this agenda", exercise=missing.title)
    remark = Problem(
        tr("“{exercise}” is not on this agenda. Add the exercise first, then import again.", exercise=missing.title),
        error=False,
        loss=Loss.ROW,
        rows=table.numbers,
    )
    problems = (*table.problems, remark) if table.rows else table.problems
    return Proposal(table, Target(Kind.ANSWERS, missing.title), (), {}, Plan((said,), problems, apply), ())


class _TakenBack(Exception):
    """Leaves a transaction so that nothing of it stays."""


def _turn(library: Library, target: Target) -> int:
    """When a table is imported: the roster first, then answers in the order of their forms."""
    if target.step_id is None:
        return -1
    return forms_of(_exercise(library, target.step_id).import_fields(library, target.step_id)).index(target.form)


def _recognised(library: Library, workshop_id: int, table: Table, options: Options) -> Target:
    def fit(target: Target) -> tuple[int, bool, bool, int]:
        fields = _fields(library, target)
        chosen, _ = resolve(table.headers, fields, options.mapping)
        meant = {key for key in chosen.values() if key != IGNORE}
        matched = set(match_columns(table.headers, fields, chosen).values()) - {"", IGNORE}
        if target.kind is Kind.ROSTER:
            complete = bool(matched & {"name", "first_name", "last_name"}) or not table.headings
        else:
            complete = matched.issuperset(field.key for field in fields if field.required)
        return len(meant), complete and target.kind is Kind.ANSWERS, complete, len(matched)

    # max() keeps the first of equals: the roster before answers, an earlier step before a later one.
    return max(targets(library, workshop_id), key=fit)


def _fields(library: Library, target: Target) -> Sequence[Field]:
    if target.step_id is None:
        return roster_import.import_fields()
    return of_form(_exercise(library, target.step_id).import_fields(library, target.step_id), target.form)


def _exercise(library: Library, step_id: int) -> Exercise:
    return exercise(get_step(library, step_id).exercise)


def _taking_steps(library: Library, workshop_id: int) -> list[tuple[AgendaStep, Exercise]]:
    steps = exercise_steps(library, workshop_id)
    return [(step, each) for step, each in steps if each.import_fields(library, step.id)]


def _with_answers_refused(table: Table, mapping: Mapping[str, str], plan: Plan) -> Plan:
    """The plan for a roster where no exercise takes answers: a table of answers must not become a list of people."""
    name = next((header for header, key in mapping.items() if key == "name"), None)
    names = [fold(text) for text in table.column(name)] if name else []
    if len(names) < _FEW_ROWS or len(set(names)) * 2 > len(names):
        return plan
    sentence = tr(
        "This looks like answers, with several rows for each person, but no exercise of this workshop takes a table "
        "of answers. Add the exercise to the agenda first."
    )
    return replace(plan, problems=(Problem(sentence), *plan.problems))


def _check_columns(tables: Sequence[Table], options: Options) -> None:
    for column in options.mapping:
        if not any(find_header(table.headers, column) for table in tables):
            there = quoted(dict.fromkeys(header for table in tables for header in table.headers))
            raise Invalid(tr("There is no column “{name}”. There are: {all}.", name=column, all=there))


def _options_for(table: Table, options: Options) -> Options:
    """The choices that concern a column of this table."""
    mapping = {column: key for column, key in options.mapping.items() if find_header(table.headers, column)}
    return replace(options, mapping=mapping)
