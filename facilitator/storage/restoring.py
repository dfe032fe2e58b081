"""Bringing an earlier copy back, and looking whether a library is sound."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from pathlib import Path

from facilitator.errors import LibraryRefused, NotSaved
from facilitator.files import free_path, written_beside
from facilitator.i18n import tr, trn
from facilitator.progress import LongWork, Progress, finish
from facilitator.storage.backups import back_up, copy_checked, not_written, opened_for_copying
from facilitator.storage.connections import TO_READ, connect, raised
from facilitator.storage.interruptible import until_done
from facilitator.storage.keys import Key, key_of, salt_of
from facilitator.storage.mailed_since import keep_what_was_mailed
from facilitator.storage.protecting import write_with_key
from facilitator.storage.refusals import only_now
from facilitator.storage.upgrade import schema_of
from facilitator.totals import AtLeast

_MOST = 20
_REFERENCES = 'SELECT DISTINCT "table" FROM pragma_foreign_key_check'


def problems(path: Path) -> list[str]:
    """What is wrong with the pages and references of a library, in SQLite's words; empty when it is sound.

    Raises LibraryRefused for a file that is none, and where another program keeps it from being read.
    """
    return finish(look_through(path))


def look_through(path: Path) -> LongWork[list[str]]:
    """The same as work that can be stopped at any moment: all pages and references, then each table."""
    if not schema_of(path):
        raise LibraryRefused(tr("There is no library at {path}.", path=path))
    looks = ["PRAGMA quick_check", _REFERENCES]
    if salt_of(path) is not None:
        # Whether each page is as it was written, also those that hold nothing any more.
        looks.append("PRAGMA cipher_integrity_check")
    found: dict[str, None] = {}
    try:
        with _looking(path) as connection, ThreadPoolExecutor(1) as thread:
            named = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
            looks += ['PRAGMA integrity_check("{}")'.format(name.replace('"', '""')) for (name,) in named]
            for number, look in enumerate(looks):
                looking = thread.submit(lambda sql: connection.execute(sql).fetchall(), look)
                far = partial(Progress, number, len(looks), path.name)
                for word, *_ in (yield from until_done(looking, far, connection.interrupt)):
                    if look == _REFERENCES:
                        word = tr("a row of {table} refers to nothing", table=word)
                    found |= {str(word): None} if word != "ok" else {}
    except raised("DatabaseError") as error:
        if (refusal := only_now(path, error)) is not None:
            raise refusal from error
        return [str(error)]
    # Of each look SQLite itself tells the first hundred alone.
    more = AtLeast(len(found) - _MOST)
    return [*list(found)[:_MOST], *([trn("and {count} more", "and {count} more", more)] if more > 0 else [])]


@contextmanager
def _looking(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that writes nothing, and yet knows what a table forbids, which one that only reads passes over.

    What was written last stays in the log that it is in: SQLite puts it into the file where the last that may write
    closes, which it is not beside one that only reads.
    """
    key, log = key_of(path), path.with_name(f"{path.name}-wal")
    with ExitStack() as until_the_end:
        if log.exists() and log.stat().st_size:
            only_reads = connect(path, key, any_thread=True, patience=TO_READ)
            until_the_end.enter_context(closing(only_reads))
            only_reads.execute("PRAGMA schema_version").fetchone()
        with closing(connect(path, key, writes=True, any_thread=True, patience=TO_READ)) as connection:
            connection.execute("PRAGMA query_only = ON")
            yield connection


def restore(library: Path, copy: Path) -> None:
    """Put a copy in the place of a library that no program has open, after a copy of what is there now.

    What comes there has the passphrase of what is there now, whatever the copy has; where nothing that can be read is
    there, that of the copy. Which mails went since is kept, so that none goes twice.

    Raises LibraryRefused for a copy that is no library of this or an earlier version or not sound, PassphraseWanted
    where one of the two is locked, and NotSaved; what is there stays as it was then.
    """
    if problems(copy):
        raise LibraryRefused(tr("{path} is damaged, so it was not brought back.", path=copy))
    try:
        key = _key_to_be(library, copy)
        with written_beside(library) as aside:
            if key == key_of(copy):
                with opened_for_copying(copy) as source:
                    finish(copy_checked(source, aside, key))
            else:
                write_with_key(copy, aside, key)
            if library.exists():
                if _is_sound(library):
                    keep_what_was_mailed(library, aside, key)
                _set_aside(library)
    except raised("Error", OSError) as error:
        raise not_written(library, error) from error


def _key_to_be(library: Path, copy: Path) -> Key | None:
    if not library.exists() or (salt_of(library) is None and not _is_sound(library)):
        return key_of(copy)
    return key_of(library)


def _is_sound(library: Path) -> bool:
    try:
        return not problems(library)
    except LibraryRefused as error:
        if error.fields.get("busy"):
            raise
        return False


def _set_aside(library: Path) -> None:
    """Copy what is there, sound or not, and leave nothing of its log beside what comes in its place."""
    if _is_sound(library):
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
    except raised("OperationalError") as error:
        raise NotSaved(tr("The library is open in another program. Close it, then bring the copy back.")) from error
