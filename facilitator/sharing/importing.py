"""Tables that people bring: what importing one would do, and doing it.

Which exercises take answers, and what their columns mean, is known by the exercises alone.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from facilitator.errors import Invalid
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.registry import exercises
from facilitator.exercises.steps import exercise_steps
from facilitator.i18n import tr
from facilitator.sharing.grid import how_to_show
from facilitator.sharing.mail_recipients import one_a_line
from facilitator.sharing.tables import exchanged_sheets, parse_text, read_content, read_table
from facilitator.sharing.targets import (
    UNDECIDED,
    Kind,
    Said,
    Target,
    exercise_of,
    fields_of,
    matched_columns,
    question_of,
    recognised,
)
from facilitator.sharing.workshop_file import is_workshop_file, plan_workshop, read_workshop
from facilitator.storage.library import Done, Library
from facilitator.tabular import (
    Field,
    Loss,
    Options,
    Part,
    PersonChange,
    Plan,
    Problem,
    Table,
    find_header,
    forms_of,
    left_out,
    other_names,
    quoted,
)
from facilitator.workshop import roster_import
from facilitator.workshop.people_lists import tidied

SAMPLES = 8
"""How many rows a preview shows."""
_LAST = 1_000
"""The turn of a file of which nothing is imported."""
_ASKED = (0, 0, -1)
"""The turn of a file of which a person has to say what its rows are."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """How one table would be imported: all that a preview shows.

    `mapping` sends each header to a field's key, to `IGNORE`, or to "" where nothing fits. `samples` are the first
    rows. `question` is what a person has to say before anything can be proposed, "" where something is.
    """

    table: Table
    target: Target
    fields: tuple[Field, ...]
    mapping: dict[str, str]
    plan: Plan
    samples: tuple[tuple[str, ...], ...]
    question: str = ""


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
    def asked(self) -> tuple[PersonChange, ...]:
        """What changes who somebody is in any file, if the person agrees."""
        return tuple(change for file in self.files for change in file.proposal.plan.asked)


def recognise(
    library: Library, workshop_id: int, table: Table, options: Options | None = None, rows: Said | None = None
) -> Proposal:
    """Decide by its columns what `table` holds and propose how to import it.

    What the person said of the rows decides first, then what they chose for columns. Then answers, if all they need is
    there, then a roster. Rows that belong to somebody are never proposed as people, and where a table can be read in
    both ways nothing is proposed: the plan's only error is the question.
    """
    chosen = options or Options()
    missing = _of_another_exercise(library, workshop_id, table) if rows is None and not chosen.mapping else None
    if missing is not None:
        return _refused(table, UNDECIDED, _not_on_agenda(missing))
    target = recognised(library, workshop_id, table, chosen, rows)
    if target.kind is Kind.UNDECIDED:
        return _ask(library, workshop_id, table, target)
    return propose(library, workshop_id, table, target, chosen)


def propose(
    library: Library, workshop_id: int, table: Table, target: Target, options: Options | None = None
) -> Proposal:
    """How `table` would be imported to a target that the person chose."""
    chosen = options or Options()
    fields = fields_of(library, target)
    if target.step_id is None:
        mapping = roster_import.match_roster(table, chosen)
        plan = roster_import.plan_roster(library, workshop_id, table, chosen)
    else:
        mapping = matched_columns(library, target, table, chosen)
        of_form_chosen = replace(chosen, form=target.form)
        plan = exercise_of(library, target.step_id).plan_import(library, target.step_id, table, of_form_chosen)
    return Proposal(table, target, tuple(fields), mapping, plan, table.rows[:SAMPLES])


def pasted_roster(text: str, *, headings: bool | None = None) -> Table:
    """People pasted from a spreadsheet, a mail's recipients, or typed one a line; see `tables.parse_text`."""
    known = [
        *roster_import.import_fields(),
        *(Field(key, key, names) for key, names in other_names("contacts").items()),
    ]
    people, remarks = one_a_line(text)
    table = tidied(parse_text(people, headings=False if remarks else headings, known=known))
    return replace(table, problems=(*remarks, *table.problems))


def import_files(
    library: Library,
    workshop_id: int,
    paths: Sequence[Path],
    options: Options | None = None,
    dry_run: bool = False,
    rows: Mapping[Path, Said] | None = None,
) -> Imported:
    """Import all files in one transaction; where one has an error, nothing is changed.

    Rosters go before answers, those that add people before those that do not, and answers in the order in which their
    exercise names the forms of its tables, part by part where tables have parts. Each file is planned on top of those
    before it. A dry run does all of it and takes it back before it is committed. A column that the person matched needs
    to be in one of the files only. `rows` is what the person said that the rows of a file are; where nobody said it of
    one that can be read in two ways, that is an error. Raises BadFile for a file that is no table, Invalid for a column
    that is in none or for answers where no exercise takes any, and NotFound for an unknown workshop.
    """
    chosen = options or Options()
    whole = {path: content for path in paths if is_workshop_file(content := read_content(path))}
    _check_whole(paths, whole, chosen, rows or {})
    tables = [
        (path, table)
        for path in paths
        if path not in whole
        for table in read_tables(library, workshop_id, path, chosen)
    ]
    if tables or not whole:
        _check_columns([table for _, table in tables], chosen)
    work: list[tuple[tuple[int, int, int], Path, Callable[[], Proposal]]] = [
        ((0, 0, -2), path, partial(_propose_workshop, library, workshop_id, path, content, chosen))
        for path, content in whole.items()
    ]
    taken: list[tuple[Path, Table, Options, Target]] = []
    missing = [_of_another_exercise(library, workshop_id, table) for _, table in tables]
    for (path, table), absent in zip(tables, missing, strict=True):
        if absent is not None:
            nothing = partial(_propose_nothing, library, table, absent, alone=not whole and all(missing))
            work.append(((_LAST, 0, 0), path, nothing))
            continue
        own = _options_for(table, chosen)
        target = recognised(library, workshop_id, table, own, (rows or {}).get(path))
        if target.kind is Kind.UNDECIDED:
            work.append((_ASKED, path, partial(_ask, library, workshop_id, table, target)))
            continue
        taken.append((path, table, own, target))
    if not any(turn == _ASKED for turn, _, _ in work):
        _check_weights(library, [target for *_, target in taken], chosen)
    alone = [_parts(library, target, table, own) for _, table, own, target in taken]
    in_parts = {
        target.step_id
        for (*_, target), parts in zip(taken, alone, strict=True)
        if any(part.number for part, _ in parts)
    }
    for (path, table, own, target), parts in zip(taken, alone, strict=True):
        beside = target.step_id in in_parts
        for part, piece in _parts(library, target, table, own, beside_parts=True) if beside else parts:
            proposing = partial(
                propose, library, workshop_id, piece, target, _options_for(piece, replace(own, part=part))
            )
            adds, turn = _turn(library, target)
            work.append(((adds, part.number, turn), path, proposing))
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


def read_tables(library: Library, workshop_id: int, path: Path, options: Options | None = None) -> list[Table]:
    """The tables in a file: one, or all those of a workbook or file that an exercise's own export made.

    Of the options those count that `tables.read_table` knows.
    """
    chosen = options or Options()
    reading = partial(read_table, path, hidden=chosen.hidden, encoding=chosen.encoding, repair=chosen.repair,
                      table=chosen.table)  # fmt: skip
    for step, each in exercise_steps(library, workshop_id):
        if each.has(Exercise.unpack) and (tables := each.unpack(library, step.id, path.name, read_content(path))):
            return tables
    sheets = exchanged_sheets(path)
    if not sheets:
        return [reading()]
    away = [] if chosen.hidden else [sheet for sheet, seen in sheets.items() if not seen]
    tables = [reading(sheet=sheet) for sheet in sheets if sheet not in away]
    if away and tables:
        remarks = tuple(Problem(how_to_show(), error=False, loss=Loss.SHEET, value=sheet) for sheet in away)
        tables[0] = replace(tables[0], problems=(*remarks, *tables[0].problems), hides=True)
    return tables


def _parts(
    library: Library, target: Target, table: Table, options: Options, *, beside_parts: bool = False
) -> list[tuple[Part, Table]]:
    """What is imported of a table one after the other: its rounds, where it or one beside it has several."""
    if target.step_id is None:
        return [(Part(), table)]
    taking = exercise_of(library, target.step_id)
    return taking.parts(library, target.step_id, table, options, beside_parts=beside_parts)


def _propose_workshop(library: Library, workshop_id: int, path: Path, content: bytes, options: Options) -> Proposal:
    """A whole workshop is no table: it is proposed as what it is."""
    plan = plan_workshop(library, workshop_id, read_workshop(path.name, content), options=options)
    return Proposal(Table(path.name, (), (), ()), Target(Kind.WORKSHOP, tr("Whole workshop")), (), {}, plan, ())


def _of_another_exercise(library: Library, workshop_id: int, table: Table) -> Exercise | None:
    """The exercise whose export this table is, when it is not on the agenda here."""
    steps = exercise_steps(library, workshop_id)
    if any(each.is_own_export_of(library, step.id, table.headers) for step, each in steps):
        # Where steps make their own questions, one may ask what an exercise asks elsewhere.
        return None
    there = {step.exercise for step, _ in steps}
    found = (each for each in exercises() if each.kind not in there and each.is_own_export(table.headers))
    return next(found, None)


def _propose_nothing(library: Library, table: Table, missing: Exercise, *, alone: bool) -> Proposal:
    """A part of an export that this workshop has no place for is left out, and said: the rest is still of use.

    Where there is no rest, it is `alone`, and that is an error.
    """

    def apply() -> Done[None]:
        with library.change(tr("Import files")) as change:
            pass
        return change.done(None)

    said = tr("left out: “{exercise}” is not on this agenda", exercise=missing.title)
    remark = Problem(_not_on_agenda(missing), error=alone, loss=Loss.ROW, rows=table.numbers)
    problems = (*table.problems, remark) if table.rows else table.problems
    return Proposal(table, Target(Kind.ANSWERS, missing.title), (), {}, Plan((said,), problems, apply), ())


def _not_on_agenda(missing: Exercise) -> str:
    return tr("“{exercise}” is not on this agenda. Add the exercise first, then import again.", exercise=missing.title)


class _TakenBack(Exception):
    """Leaves a transaction so that nothing of it stays."""


def _turn(library: Library, target: Target) -> tuple[int, int]:
    """When a table is imported: the roster first, then answers that add people to it, so that others may name these.

    Those of an exercise go in the order of their forms.
    """
    if target.step_id is None:
        return 0, -1
    fields = exercise_of(library, target.step_id).import_fields(library, target.step_id)
    return 1 if any(field.adds for field in fields) else 2, forms_of(fields).index(target.form)


def _ask(library: Library, workshop_id: int, table: Table, target: Target) -> Proposal:
    """The proposal for a table of which a person has to say what its rows are: nothing but the question."""
    return _refused(table, target, *question_of(library, workshop_id, table, target))


def _refused(table: Table, target: Target, question: str, sentence: str = "") -> Proposal:
    """The proposal for a table that nothing is proposed for, with what to say or to do; `sentence` is its error."""
    refusal = Problem(sentence or question)

    def apply() -> Done[None]:
        raise Invalid(refusal.sentence)

    mapping = dict.fromkeys(table.headers, "")
    plan = Plan((), (*table.problems, refusal), apply)
    return Proposal(table, target, (), mapping, plan, table.rows[:SAMPLES], question)


def _check_columns(tables: Sequence[Table], options: Options) -> None:
    for column in options.mapping:
        if not any(find_header(table.headers, column) for table in tables):
            there = quoted(dict.fromkeys(header for table in tables for header in table.headers))
            raise Invalid(tr("There is no column “{name}”. There are: {all}.", name=column, all=there))


def _check_whole(paths: Sequence[Path], whole: Collection[Path], options: Options, rows: Mapping[Path, Said]) -> None:
    """Raise Invalid where something is said of a whole workshop that can be said of a table only."""
    said = [
        path for path in paths if path in whole and (path in rows or (options.mapping and len(whole) == len(paths)))
    ]
    if said:
        sentence = tr(
            "“{file}” is a whole workshop: what its rows or columns are is not to be chosen.", file=said[0].name
        )
        raise Invalid(sentence)


def _check_weights(library: Library, targets: Sequence[Target], options: Options) -> None:
    """Raise Invalid for a least weight where no table has weights: whoever gives one must not think that it did."""
    weighed = any(field.weighs for target in targets for field in fields_of(library, target))
    if options.least_weight is not None and not weighed:
        raise Invalid(tr("A least weight is given, but none of these files says how strong ties are. Leave it out."))


def _options_for(table: Table, options: Options) -> Options:
    """The choices that concern a column of this table."""
    mapping = {column: key for column, key in options.mapping.items() if find_header(table.headers, column)}
    return replace(options, mapping=mapping)
