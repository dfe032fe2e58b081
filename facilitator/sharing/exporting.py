"""The answers of one step as a file for a spreadsheet."""

from pathlib import Path

from facilitator.errors import Invalid
from facilitator.exercises.registry import exercise
from facilitator.i18n import tr
from facilitator.sharing.tables import write_csv, write_xlsx
from facilitator.storage.library import Library
from facilitator.tabular import Problem
from facilitator.workshop.agenda import get_step


def export_answers(library: Library, step_id: int, path: Path, *, overwrite: bool = False) -> tuple[Problem, ...]:
    """Write all answers of a step, as CSV or XLSX by the suffix of `path`, and return remarks on what is left out.

    Raises Invalid when the step's exercise has no such table, when there is nothing to write, for another suffix, or
    when the file is there already and `overwrite` is not set.
    """
    writers = {".csv": write_csv, ".xlsx": write_xlsx}
    writer = writers.get(path.suffix.lower())
    if writer is None:
        raise Invalid(tr("Answers are saved as CSV or XLSX. Let the file's name end in .csv or .xlsx."))
    step = get_step(library, step_id)
    table = exercise(step.exercise).export_table(library, step_id) if step.exercise else None
    if table is None:
        raise Invalid(tr("“{step}” has no answers that fit into a table.", step=step.title))
    if not table.rows:
        remarks = " ".join(problem.sentence for problem in table.problems)
        raise Invalid(f"{tr('There is nothing to save yet.')} {remarks}".strip())
    writer(table, path, overwrite=overwrite)
    return table.problems
