"""Named parts in one file of SQLite's, or of SQLCipher's where it has a passphrase: whole, checked, read as data alone.

Nothing of such a file is run or believed: it has one table, declared as here, and each part has the hash that it had
when it was written.
"""

import hashlib
import sqlite3
from collections.abc import Mapping
from contextlib import closing, suppress
from glob import escape
from pathlib import Path

from facilitator.errors import BadFile, Invalid, NotSaved
from facilitator.i18n import tr
from facilitator.storage.backups import not_written, remove_unfinished, unfinished
from facilitator.storage.connections import connect, raised
from facilitator.storage.keys import Key, is_plain, key_of, salt_of
from facilitator.storage.rights import for_the_owner_alone
from facilitator.storage.upgrade import APPLICATION_ID, HANDED_OVER_ID

_FORM = 1
_TABLE = "CREATE TABLE part (name TEXT PRIMARY KEY, content BLOB NOT NULL, digest TEXT NOT NULL)"
_MOST = 256 << 20
"""Bytes of a file that is looked into; a workshop of a thousand people has a tenth of it."""


def write_parts(target: Path, parts: Mapping[str, bytes], key: Key | None) -> None:
    """Write the parts to a file that is its owner's alone, and read them back; it is whole or not there.

    What a program that was killed meanwhile left in the same folder goes. Raises Invalid where there is a file already,
    and NotSaved.
    """
    if target.exists():
        raise Invalid(tr("There is a file at {path} already. Choose another name.", path=target))
    aside = unfinished(target)
    try:
        remove_unfinished(target.parent, f"*{escape(target.suffix)}" if target.suffix else escape(target.name))
        for_the_owner_alone(aside)
        with closing(connect(aside, key, writes=True, autocommit=True)) as connection:
            connection.execute("BEGIN")
            connection.execute(_TABLE)
            rows = [(name, content, _digest(content)) for name, content in parts.items()]
            connection.executemany("INSERT INTO part VALUES (?, ?, ?)", rows)
            connection.execute(f"PRAGMA application_id = {HANDED_OVER_ID}")
            connection.execute(f"PRAGMA user_version = {_FORM}")
            connection.execute("COMMIT")
        if _read(aside, key, target.name) != dict(parts):
            raise NotSaved(tr("What was written is not sound, so it was not kept."))
        aside.replace(target)
    except raised("Error", OSError) as error:
        raise not_written(target, error) from error
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)


def read_parts(path: Path) -> dict[str, bytes]:
    """The parts in a file; it is only read, and nothing is made beside it.

    Raises PassphraseWanted where it is locked, and BadFile where it is damaged, of another kind or of a newer version.
    """
    try:
        size = path.stat().st_size
        known = path.is_file() and (is_plain(path) or salt_of(path) is not None)
    except OSError as error:
        raise BadFile(tr("“{file}” can't be read: {reason}.", file=path.name, reason=error.strerror)) from error
    if not known:
        raise BadFile(tr("“{file}” is no workshop that was handed over.", file=path.name))
    if size > _MOST:
        raise BadFile(tr("“{file}” is too large for a workshop that was handed over.", file=path.name))
    return _read(path, key_of(path), path.name)


def _read(path: Path, key: Key | None, name: str) -> dict[str, bytes]:
    damaged = BadFile(tr("“{file}” is damaged. Ask for it again; nothing was changed.", file=name))
    try:
        with closing(connect(path, key, finished=True)) as connection:
            connection.execute("PRAGMA trusted_schema = OFF")
            (mark,) = connection.execute("PRAGMA application_id").fetchone()
            (form,) = connection.execute("PRAGMA user_version").fetchone()
            if mark == APPLICATION_ID:
                raise BadFile(
                    tr(
                        "“{file}” is a whole library, not one workshop. Choose it as the library: “Choose another "
                        "library”. On the command line: facilitator --library.",
                        file=name,
                    )
                )
            if mark != HANDED_OVER_ID:
                raise BadFile(tr("“{file}” is no workshop that was handed over.", file=name))
            if form > _FORM:
                raise BadFile(
                    tr("“{file}” was made by a newer version of Facilitator. Install that version.", file=name)
                )
            if _declared(connection) != [_TABLE]:
                raise damaged
            rows = connection.execute("SELECT name, content, digest FROM part").fetchall()
    except raised("Error", UnicodeError, OverflowError) as error:
        # The drivers read names of tables as texts, whatever is in the file.
        raise damaged from error
    if not all(isinstance(content, bytes) and _digest(content) == digest for _, content, digest in rows):
        raise damaged
    return {str(part): content for part, content, _ in rows}


def _declared(connection: sqlite3.Connection) -> list[str]:
    return [sql for (sql,) in connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL LIMIT 2")]


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
