"""Opening a file by its passphrase."""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from facilitator.errors import LibraryRefused, WrongPassphrase
from facilitator.i18n import tr
from facilitator.storage.backups import copies
from facilitator.storage.connections import cipher_driver, connect, raised
from facilitator.storage.keys import Key, Passphrase, key_of_passphrase, know, new_key, salt_of
from facilitator.storage.rights import FOLDER, for_the_owner_alone


def unlock(path: Path, passphrase: Passphrase) -> None:
    """Let the file and all that have its key be opened from now on; it takes some tenths of a second.

    Raises WrongPassphrase. Where the passphrase opens the newest copy of a library, and not the library, that is
    damaged: LibraryRefused then, and the copies can be opened.
    """
    if _try(path, passphrase):
        return
    newest = next(iter(copies(path)), None)
    # Of another salt it may be of another passphrase, which a change that was interrupted has left.
    if newest is not None and salt_of(newest.path) == salt_of(path) and _try(newest.path, passphrase):
        raise LibraryRefused(
            tr("The library {path} is damaged: its passphrase opens its copies, but not itself.", path=path)
        )
    raise WrongPassphrase(
        tr(
            "This is not the passphrase of {path}, or the file is damaged. Look whether Caps Lock is on and which "
            "keyboard is chosen, then try again. Nothing was changed.",
            path=path,
        )
    )


def make_protected(path: Path, passphrase: Passphrase) -> None:
    """Begin a library that has a passphrase from its first byte on, where there is no file, and unlock it.

    Raises Invalid for a passphrase that is too short, and LibraryRefused where there can be no file.
    """
    key = new_key(passphrase)
    cipher_driver()
    try:
        path.parent.mkdir(mode=FOLDER, parents=True, exist_ok=True)
        for_the_owner_alone(path)
        with closing(connect(path, key, writes=True)) as connection:
            # What is in it is written by the first that opens it; until then it is one empty page.
            connection.execute("PRAGMA user_version = 0")
            connection.execute("VACUUM")
    except raised("Error", OSError) as error:
        with suppress(OSError):
            if path.stat().st_size == 0:
                path.unlink()
        raise LibraryRefused(tr("There can be no library at {path}: {reason}.", path=path, reason=error)) from error
    know(key)


def _try(path: Path, passphrase: Passphrase) -> bool:
    salt = salt_of(path)
    if salt is None:
        return False
    key = key_of_passphrase(passphrase, salt)
    if opens(path, key):
        know(key)
        return True
    return False


def opens(path: Path, key: Key) -> bool:
    """Whether the file can be read by this key. Raises LibraryRefused where another program or the disk prevents it."""
    try:
        with closing(connect(path, key)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except raised("DatabaseError") as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_NOTADB:
            return False
        raise LibraryRefused(tr("{path} can't be read at the moment: {reason}.", path=path, reason=error)) from error
    return True
