"""What the preview lets a thread do: reading files, working out what importing them would do, and doing it.

Each is one step that can't be stopped half-way; a file of thousands of rows takes seconds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from facilitator.errors import BadFile
from facilitator.i18n import tr
from facilitator.import_plans import Offer, Options
from facilitator.progress import LongWork, Progress
from facilitator.sharing.file_tables import pasted_roster, read_tables
from facilitator.sharing.importing import FileImport, Imported, import_files, stands_alone
from facilitator.sharing.leaving_aside import Rest, import_rest, leaves_a_rest
from facilitator.sharing.proposals import recognise
from facilitator.sharing.tables import read_content
from facilitator.sharing.targets import Said, Target, targets
from facilitator.sharing.workshop_file import is_workshop_file
from facilitator.storage.backups import BEFORE_IMPORT
from facilitator.storage.library import Done, Library
from facilitator.tabular import Table


@dataclass(frozen=True, slots=True)
class Wanted:
    """Files to be imported, and what the person has said of all and of each. `text` was pasted, in place of a file."""

    paths: tuple[Path, ...]
    options: Options
    own: Mapping[Path, Options]
    rows: Mapping[Path, Said]
    known: Mapping[Path, Sequence[Table]] = field(default_factory=dict)
    text: str = ""
    headings: bool | None = None
    names: Mapping[Path, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Prepared:
    """What each file would bring, what else its rows could be, and the tables that were read.

    `rest` says whether anything is left where errors are left aside.
    """

    files: tuple[FileImport, ...]
    targets: tuple[Target, ...]
    tables: Mapping[Path, Sequence[Table]]
    rest: bool
    planned: bool = False
    """Whether the plan of the only file can be carried out as it was shown."""

    def of(self, path: Path) -> tuple[FileImport, ...]:
        """What one file would bring: several parts, where it has some."""
        return tuple(file for file in self.files if file.path == path)

    @property
    def offers(self) -> tuple[Offer, ...]:
        """What else can be chosen of all files together."""
        return Imported(self.files, None).offers

    @property
    def failed(self) -> bool:
        """Whether an error stands in the way."""
        return Imported(self.files, None).failed


def prepare(library: Library, workshop_id: int, wanted: Wanted) -> LongWork[Prepared]:
    """Read the files and propose how to import them; what nothing is said of is recognised by its columns."""
    yield Progress(0, 2, tr("Reading the table"))
    alone = len(wanted.paths) == 1
    tables = {
        path: read for path in wanted.paths if (read := _tables(library, workshop_id, path, wanted, alone)) is not None
    }
    yield Progress(1, 2, tr("Checking every row"))
    first = wanted.paths[0]
    options, said = wanted.own.get(first, wanted.options), wanted.rows.get(first)
    planned = (
        alone
        and len(tables.get(first, ())) == 1
        and stands_alone(library, workshop_id, first, tables[first][0], options, said)
    )
    if planned:
        # By itself: nobody has to wait for the library meanwhile.
        proposal = recognise(library, workshop_id, tables[first][0], options, said)
        files: tuple[FileImport, ...] = (FileImport(first, proposal),)
    else:
        outcome = import_files(
            library, workshop_id, wanted.paths, wanted.options, True, wanted.rows, own=wanted.own, known=tables,
            aside=not alone,
        )  # fmt: skip
        files = outcome.files
    return Prepared(files, tuple(targets(library, workshop_id)), tables, leaves_a_rest(files), planned)


def _tables(library: Library, workshop_id: int, path: Path, wanted: Wanted, alone: bool) -> Sequence[Table] | None:
    """The tables of a file; None for a whole workshop, and where the file is not `alone` for one that can't be read."""
    if path in wanted.known:
        return wanted.known[path]
    if wanted.text:
        return [pasted_roster(wanted.text, headings=wanted.headings)]
    try:
        if is_workshop_file(read_content(path)):
            return None
        return read_tables(library, workshop_id, path, wanted.own.get(path, wanted.options))
    except BadFile:
        if alone:
            raise
        return None


def carry_out(library: Library, workshop_id: int, wanted: Wanted, prepared: Prepared) -> LongWork[Imported]:
    """Import for real, after a copy of the library. One table is what was shown, several files are read again."""
    yield from library.back_up(BEFORE_IMPORT)
    yield Progress(0, 1, tr("Importing"))
    if prepared.planned:
        done: Done[None] = prepared.files[0].proposal.plan.apply()
        return Imported(prepared.files, done)
    return import_files(
        library, workshop_id, wanted.paths, wanted.options, False, wanted.rows, own=wanted.own, aside=True
    )


def carry_out_rest(library: Library, workshop_id: int, wanted: Wanted, prepared: Prepared) -> LongWork[Rest]:
    """Import what has no error, after a copy of the library; see `leaving_aside.import_rest`."""
    yield from library.back_up(BEFORE_IMPORT)
    yield Progress(0, 1, tr("Importing"))
    known = prepared.tables if len(wanted.paths) == 1 else {}
    return import_rest(
        library,
        workshop_id,
        wanted.paths,
        wanted.options,
        False,
        wanted.rows,
        own=wanted.own,
        known=known,
        names=wanted.names,
    )
