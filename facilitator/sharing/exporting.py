"""The answers of one step as a file for a spreadsheet."""

from collections.abc import Callable
from pathlib import Path

from facilitator.errors import Invalid
from facilitator.exercises.steps import exercise_in
from facilitator.i18n import tr
from facilitator.sharing.delimited import USUAL, CsvDialect
from facilitator.sharing.tables import write_csv, write_xlsx
from facilitator.storage.library import Library
from facilitator.tabular import Problem, Table
from facilitator.workshop.agenda import get_step, said_title


def export_answers(library: Library, step_id: int, path: Path) -> tuple[Problem, ...]:
    """Write all answers of a step, as CSV or XLSX by the suffix of `path`, and return remarks on what is left out.

    Raises Invalid when the step's exercise has no such table, when there is nothing to write, for another suffix, or
    when the file is there already.
    """
    writer = _writer_of(path)
    step = get_step(library, step_id)
    table = exercise_in(library, step.exercise).export_table(library, step_id) if step.exercise else None
    if table is None:
        raise Invalid(tr("“{step}” has no answers that fit into a table.", step=said_title(step)))
    if not table.rows:
        remarks = " ".join(problem.sentence for problem in table.problems)
        raise Invalid(" ".join(part for part in (tr("There is nothing to save yet."), remarks) if part))
    writer(table, path)
    return table.problems


def write_table(table: Table, path: Path, *, overwrite: bool = False, dialect: CsvDialect = USUAL) -> None:
    """Write a table as CSV or XLSX by the suffix of `path`; raises Invalid as `export_answers` does."""
    writer = _writer_of(path)
    if not table.rows:
        raise Invalid(tr("There is nothing to save yet."))
    if writer is write_csv:
        write_csv(table, path, overwrite=overwrite, dialect=dialect)
    else:
        writer(table, path, overwrite=overwrite)


def _writer_of(path: Path) -> Callable[..., None]:
    writer = {".csv": write_csv, ".xlsx": write_xlsx}.get(path.suffix.lower())
    if writer is None:
        raise Invalid(tr("Tables are saved as CSV or XLSX. Let the file's name end in .csv or .xlsx."))
    return writer
