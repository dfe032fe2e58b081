"""The tables in one file that people bring, or in what they paste."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

from facilitator.exercises.hooks import Exercise
from facilitator.exercises.steps import exercise_steps
from facilitator.import_plans import Options
from facilitator.sharing.arranged import as_arranged, as_sheets
from facilitator.sharing.grid import how_to_show
from facilitator.sharing.mail_recipients import one_a_line, set_in_as_cells
from facilitator.sharing.r_tables import shows_missing, without_missing
from facilitator.sharing.tables import exchanged_sheets, list_in, parse_text, read_content, read_table
from facilitator.storage.library import Library
from facilitator.tabular import Field, Loss, Problem, Table, other_names
from facilitator.workshop.people_lists import tidied
from facilitator.workshop.roster import people_of
from facilitator.workshop.roster_columns import import_fields
from facilitator.workshop.row_links import column_of_parents
from facilitator.workshop.tables import AgendaStep
from facilitator.workshop.whose import Rows
from facilitator.workshop.whose_rows import whose_rows


def pasted_roster(text: str, *, headings: bool | None = None) -> Table:
    """People pasted from a spreadsheet, a mail's recipients, or typed one a line; see `tables.parse_text`."""
    known = [
        *import_fields(),
        *(Field(key, key, names) for key, names in other_names("contacts").items()),
    ]
    people, remarks = one_a_line(set_in_as_cells(text))
    table = tidied(parse_text(people, headings=False if remarks else headings, known=known))
    return replace(table, problems=(*remarks, *table.problems))


def read_tables(library: Library, workshop_id: int, path: Path, options: Options | None = None) -> list[Table]:
    """The tables in a file: one, or all those of a workbook or file that an exercise's own export made.

    Of the options those count that `tables.read_table` knows, and how tables are arranged.
    """
    steps = exercise_steps(library, workshop_id)
    return tables_in(library, workshop_id, steps, path, options or Options())


def tables_in(
    library: Library, workshop_id: int, steps: Sequence[tuple[AgendaStep, Exercise]], path: Path, chosen: Options
) -> list[Table]:
    """The same, for exercises that run in these `steps`."""
    reading = partial(read_table, path, hidden=chosen.hidden, struck=chosen.struck, encoding=chosen.encoding,
                      repair=chosen.repair, table=chosen.table)  # fmt: skip
    for step, each in steps:
        if each.has(Exercise.unpack) and (tables := each.unpack(library, step.id, path.name, read_content(path))):
            return tables
    sheets = exchanged_sheets(path)
    if not sheets and (listed := list_in(path, chosen.encoding)):
        text, remarks = listed
        found = pasted_roster(text)
        return [replace(found, source=path.name, titles=(path.stem,), problems=(*remarks, *found.problems))]
    if not sheets:
        joins = any(each.has(Exercise.join_tables) for _, each in steps)
        first = reading()
        people = [person.name for person in people_of(library, workshop_id)]
        sheet_of = cache(lambda name: reading(sheet=name))
        if not chosen.table and (lists := as_sheets(first, sheet_of, people, chosen.arranged)):
            return lists
        read = _with_answers(path, first, sheet_of, joins=joins) if not chosen.table else [first]
        read = [as_arranged(table, people, chosen.arranged) for table in read]
        return [_as_exported(library, steps, table) for table in read]
    away = [] if chosen.hidden else [sheet for sheet, seen in sheets.items() if not seen]
    tables = [reading(sheet=sheet) for sheet in sheets if sheet not in away]
    if away and tables:
        remarks = tuple(Problem(how_to_show(), error=False, loss=Loss.SHEET, value=sheet) for sheet in away)
        tables[0] = replace(tables[0], problems=(*remarks, *tables[0].problems), hides=True)
    return tables


def _as_exported(library: Library, steps: Sequence[tuple[AgendaStep, Exercise]], table: Table) -> Table:
    """The table without marks for what is missing, where an exercise has exported it and R has saved it again."""
    if not shows_missing(table):
        return table
    own = any(each.is_own_export_of(library, step.id, table.headers) for step, each in steps)
    return without_missing(table) if own else table


def _with_answers(path: Path, first: Table, sheet_of: Callable[[str], Table], *, joins: bool) -> list[Table]:
    """The table in a file, and where that is a list of people in a workbook, the sheets that say whom they named.

    Those are told by columns that name two different people, one of them again and again, or by keys of the rows of
    another sheet, which is of use only where an exercise `joins` such sheets.
    """
    left = {each.value for each in first.problems if each.loss is Loss.SHEET}
    if not left or whose_rows(first).rows is Rows.OTHERS:
        return [first]
    others = [table for sheet in first.among if sheet in left
              if whose_rows(table := sheet_of(sheet)).rows is Rows.OTHERS
             and (joins or not column_of_parents(table.headers))]  # fmt: skip
    taken = {table.name for table in others}
    kept = tuple(each for each in first.problems if each.loss is not Loss.SHEET or each.value not in taken)
    named = [replace(each, source=f"{path.name}: {each.name}") for each in (replace(first, problems=kept), *others)]
    return named if others else [first]
