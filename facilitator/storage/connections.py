"""The one door to every file of SQLite's: all connections of the program are opened here.

A file without a passphrase is opened by Python's own driver, one with a passphrase by SQLCipher's, which has the same
functions. Which of the two a file needs is seen from it: see `keys`. The exceptions of the two are of two families,
and those of a server's driver of a third; `raised` names them all.
"""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import ModuleType
from typing import Literal, cast

from facilitator.errors import LibraryRefused
from facilitator.i18n import tr
from facilitator.storage.keys import Key, key_of

_CIPHER = "sqlcipher3.dbapi2"
_SERVERS = "psycopg"

_PATIENCE = 5.0
"""Seconds to wait for another program that has the file, where nobody says how many."""
TO_READ = 0.8
"""Those where somebody waits for a file to be read: after a second at most they are told why it is not."""

Raised = Literal["Error", "DatabaseError", "OperationalError", "IntegrityError"]


def can_protect() -> bool:
    """Whether SQLCipher is installed; it has no file for every system and every Python."""
    try:
        cipher_driver()
    except LibraryRefused:
        return False
    return True


def driver_of(key: Key | None) -> ModuleType:
    """The module that opens files of this key. Raises LibraryRefused where it is not there."""
    return sqlite3 if key is None else cipher_driver()


def raised(name: Raised = "Error", *others: type[Exception]) -> tuple[type[Exception], ...]:
    """The drivers' exceptions of this name, and `others`, for `except`.

    It is asked when something was raised: of a driver that was never used there is nothing to catch.
    """
    used = (sqlite3, sys.modules.get(_CIPHER), sys.modules.get(_SERVERS))
    return (*others, *(getattr(driver, name) for driver in used if driver is not None))


def connect(
    path: Path,
    key: Key | None,
    *,
    writes: bool = False,
    any_thread: bool = False,
    autocommit: bool = False,
    finished: bool = False,
    patience: float = _PATIENCE,
) -> sqlite3.Connection:
    """A connection to a file that is there, of this key; it is never made, and never opened without one that it has.

    With `finished` nothing is made beside it either: nobody writes to it. `patience` is for how many seconds it waits
    where another program has the file.
    """
    # What a program was at that was killed is taken back by the next that may write, and nobody reads before that.
    mends = not writes and not finished and path.with_name(f"{path.name}-journal").exists()
    uri = f"{path.absolute().as_uri()}?mode={'rw' if writes or mends else 'ro'}{'&immutable=1' if finished else ''}"
    made = connect_by(driver_of(key), uri, key, any_thread=any_thread, autocommit=autocommit, patience=patience)
    if mends:
        made.execute("PRAGMA query_only = ON")
    return made


def connect_by(
    driver: ModuleType,
    uri: str,
    key: Key | None,
    *,
    any_thread: bool = False,
    autocommit: bool = False,
    patience: float = _PATIENCE,
) -> sqlite3.Connection:
    """The same by a driver that is named: SQLCipher's also opens files without a key, and can copy between the two."""
    options = {"isolation_level": None} if autocommit else {}
    made = driver.connect(uri, uri=True, check_same_thread=not any_thread, timeout=patience, **options)
    if driver is not sqlite3:
        # It would write to the terminal of whoever typed a wrong passphrase.
        made.execute("PRAGMA cipher_log_level = NONE")
        # What files are like stays so when a later SQLCipher makes other ones by itself.
        made.execute("PRAGMA cipher_default_compatibility = 4")
    if key is not None:
        made.set_key(key.spelt)
    # The two drivers are one in all that is used of them.
    return cast(sqlite3.Connection, made)


@contextmanager
def reading(path: Path, patience: float = TO_READ) -> Iterator[sqlite3.Connection]:
    """A connection that reads the file at `path`. Raises PassphraseWanted where it is locked."""
    with closing(connect(path, key_of(path), patience=patience)) as connection:
        yield connection


def cipher_driver() -> ModuleType:
    """SQLCipher's module. Raises LibraryRefused where it is not installed."""
    try:
        # Imported here: only who has a passphrase pays for it, and the program starts where it is not installed.
        from sqlcipher3 import dbapi2
    except ImportError as error:
        raise LibraryRefused(
            tr(
                "A passphrase needs SQLCipher, which is not installed here: the Python package “sqlcipher3” has no "
                "file for this Python or this system yet."
            )
        ) from error
    return cast(ModuleType, dbapi2)
