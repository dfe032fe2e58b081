"""Bringing an earlier copy back, and looking whether a library is sound."""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from facilitator.errors import LibraryRefused, NotSaved
from facilitator.files import free_path
from facilitator.i18n import tr
from facilitator.progress import finish
from facilitator.storage.backups import back_up, copy_checked, not_written, opened_for_copying
from facilitator.storage.upgrade import schema_of

_MOST = 20


def problems(path: Path) -> list[str]:
    """What is wrong with the pages and references of a library, in SQLite's words; empty when it is sound.

    Raises LibraryRefused for a file that is none.
    """
    if not schema_of(path):
        raise LibraryRefused(tr("There is no library at {path}.", path=path))
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            found = [str(line) for (line,) in connection.execute(f"PRAGMA integrity_check({_MOST})") if line != "ok"]
            broken = connection.execute("PRAGMA foreign_key_check").fetchmany(_MOST)
    except sqlite3.DatabaseError as error:
        return [str(error)]
    return [*found, *(tr("a row of {table} refers to nothing", table=table) for table, *_ in broken)]


def restore(library: Path, copy: Path) -> None:
    """Put a copy in the place of a library that no program has open, after a copy of what is there now.

    Raises LibraryRefused for a copy that is no library of this or an earlier version or not sound, and NotSaved; what
    is there stays as it was then.
    """
    if problems(copy):
        raise LibraryRefused(tr("{path} is damaged, so it was not brought back.", path=copy))
    aside = library.with_name(f".{library.name}.coming")
    try:
        with opened_for_copying(copy) as source:
            finish(copy_checked(source, aside))
        if library.exists():
            _set_aside(library)
        aside.replace(library)
    except (OSError, sqlite3.Error) as error:
        raise not_written(library, error) from error
    finally:
        with suppress(OSError):
            aside.unlink()


def _set_aside(library: Path) -> None:
    """Copy what is there, sound or not, and leave nothing of its log beside what comes in its place."""
    try:
        sound = not problems(library)
    except LibraryRefused:
        sound = False
    if sound:
        back_up(library, reason="before-bringing-back")
        with opened_for_copying(library) as connection:
            _close_log(connection)
    else:
        library.replace(free_path(library.parent, f"{library.stem}-damaged", library.suffix))
    for ending in ("-wal", "-shm"):
        library.with_name(library.name + ending).unlink(missing_ok=True)


def _close_log(connection: sqlite3.Connection) -> None:
    # SQLite leaves this mode, and puts the log into the file, only where nobody else has it open.
    try:
        connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError as error:
        raise NotSaved(tr("The library is open in another program. Close it, then bring the copy back.")) from error
