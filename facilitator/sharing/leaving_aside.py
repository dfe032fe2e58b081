"""Importing what can be imported: rows and files with an error are left aside and listed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from facilitator.i18n import tr
from facilitator.import_plans import Options
from facilitator.sharing.importing import FileImport, Imported, import_files
from facilitator.sharing.targets import Said
from facilitator.storage.library import Library
from facilitator.tabular import Loss, Problem, Table, in_window


@dataclass(frozen=True, slots=True)
class Rest:
    """What was imported, and what was left `aside`: sentences that say of which file and row, and why."""

    imported: Imported
    aside: tuple[str, ...]


def import_rest(
    library: Library,
    workshop_id: int,
    paths: Sequence[Path],
    options: Options | None = None,
    dry_run: bool = False,
    rows: Mapping[Path, Said] | None = None,
    *,
    own: Mapping[Path, Options] | None = None,
    known: Mapping[Path, Sequence[Table]] | None = None,
    names: Mapping[Path, str] | None = None,
) -> Rest:
    """Import the files as `importing.import_files` does, but for what has an error.

    Where all errors of a file are those of single rows, these rows are left aside, else the whole file. What depends
    on something that is left aside goes with it. Nothing is changed where nothing is left. `names`
    are what files are called, where their own name says less.
    """
    left = list(paths)
    tables = dict(known or {})
    aside: dict[str, None] = {}
    while left:
        outcome = import_files(library, workshop_id, left, options, True, rows, own=own, known=tables, aside=True)
        failed = [path for path in left if any(_errors(file) for file in outcome.files if file.path == path)]
        if not failed:
            done = outcome
            if not dry_run:
                done = import_files(library, workshop_id, left, options, False, rows, own=own, known=tables, aside=True)
            return Rest(done, tuple(aside))
        for path in failed:
            files = [file for file in outcome.files if file.path == path]
            called = (names or {}).get(path, path.name)
            causes = [cause for file in files for cause in file.proposal.plan.causes if cause.error]
            aside |= dict.fromkeys(f"{called}: {in_window(str(cause))}" for cause in causes)
            rest = _without_wrong_rows(files)
            if rest is None:
                left.remove(path)
            else:
                tables[path] = [rest]
    return Rest(Imported((), None), tuple(aside))


def leaves_a_rest(files: Sequence[FileImport]) -> bool:
    """Whether anything of these would be imported where what has an error is left aside, and anything has one."""
    wrong = {file.path for file in files if _errors(file)}
    right = {file.path for file in files} - wrong
    halves = (path for path in wrong if _without_wrong_rows([each for each in files if each.path == path]) is not None)
    return bool(wrong) and bool(right or any(True for _ in halves))


def _errors(file: FileImport) -> tuple[Problem, ...]:
    return file.proposal.plan.errors


def _without_wrong_rows(files: Sequence[FileImport]) -> Table | None:
    """The table of a file without the rows that have an error; None where more than single rows are wrong."""
    if len(files) != 1:
        return None
    table, errors = files[0].proposal.table, _errors(files[0])
    wrong = {row for error in errors for row in error.numbers}
    of_rows = all(error.numbers for error in errors)
    kept = [place for place, number in enumerate(table.numbers) if number not in wrong]
    if not (of_rows and kept) or len(kept) == len(table.rows):
        return None
    said = tr("It has an error, and is left out.")
    remarks = [Problem(said, row, error=False, loss=Loss.ROW) for row in table.numbers if row in wrong]
    return replace(
        table,
        rows=tuple(table.rows[place] for place in kept),
        numbers=tuple(table.numbers[place] for place in kept),
        problems=(*(each for each in table.problems if not each.error), *remarks),
    )
