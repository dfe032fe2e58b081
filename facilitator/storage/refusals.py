"""What stood in the way of writing, in words: the disk, another program, or damage to the file."""

import sqlite3
from pathlib import Path

from facilitator.errors import LibraryRefused, NotSaved
from facilitator.i18n import tr
from facilitator.storage.connections import raised


def refused_by_file(error: BaseException) -> bool:
    """Whether an exception of SQLite's says that the file, its disk or another program stood in the way."""
    return isinstance(error, raised("OperationalError")) or type(error) in raised("DatabaseError")


def is_full_disk(error: BaseException) -> bool:
    """Whether an exception of SQLite's says that its disk has no room.

    A library that nobody has open needs some for the index of its log, so that it can't even be read without.
    """
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK)
    return code == sqlite3.SQLITE_IOERR_SHMSIZE or code & 0xFF == sqlite3.SQLITE_FULL


def is_damage(error: BaseException | None) -> bool:
    """Whether an exception, or one that it came from, says that the file is damaged or its disk does not answer."""
    while error is not None:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) & 0xFF
        if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_IOERR):
            return not is_full_disk(error)
        error = error.__cause__ or error.__context__
    return False


def not_saved(error: BaseException) -> NotSaved:
    """The sentence for such an exception."""
    return NotSaved(tr("This could not be saved, so nothing was changed: {reason}", reason=_reason(error)))


def only_now(path: Path, error: BaseException) -> LibraryRefused | None:
    """The sentence for a library that can't be read now, with which nothing is wrong; None for any other exception."""
    if is_lock(error):
        return LibraryRefused(
            tr("Another program is writing to {path}, so it can’t be read now. Try again in a moment.", path=path),
            busy=True,
        )
    if is_full_disk(error):
        return LibraryRefused(
            tr(
                "The disk of {path} is full, so the library can’t be opened. Nothing in it is lost: make room on the "
                "disk, then try again.",
                path=path,
            ),
            busy=True,
        )
    return None


def is_lock(error: BaseException) -> bool:
    """Whether an exception of SQLite's says that another program has the file."""
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def _reason(error: BaseException) -> str:
    if is_full_disk(error):
        return tr("the disk is full. Make room on it, then try again.")
    # The low byte is the kind; the bytes above it say more exactly what SQLite was at.
    match getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return tr("another program is writing to the library. Try again in a moment.")
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
            return tr("the library or its folder can only be read. Let it be written to, then try again.")
        case sqlite3.SQLITE_IOERR:
            return tr("the disk of the library does not answer. See that it is connected, then try again.")
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return tr("the file of the library is damaged. Close the program, and go on with an earlier copy.")
    return f"{error}."
