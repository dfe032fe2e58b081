"""A library gets a passphrase, another one, or none: it and its copies are written anew and put in place at once.

First everything is written beside what is there, under names that end in `_ASIDE`, and compared with it. Then the
library is put in place, which one step of the file system does: until then nothing has changed, from then on the new
passphrase holds. Whatever is left of a program that was killed meanwhile is put in place or removed when the library
is opened next, `finish_interrupted`: what has the salt of the library belongs to it.
"""

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from glob import escape
from pathlib import Path

from facilitator.errors import LibraryRefused, NotSaved
from facilitator.files import written_beside
from facilitator.i18n import tr
from facilitator.progress import LongWork, Progress
from facilitator.storage.backups import copies, not_written, opened_for_copying
from facilitator.storage.connections import cipher_driver, connect, connect_by, raised
from facilitator.storage.keys import Key, Passphrase, is_locked, is_plain, key_of, know, new_key, salt_of
from facilitator.storage.rights import for_the_owner_alone

_ASIDE = ".new-key"
_BLOCK = 1 << 20


def protect(library: Path, passphrase: Passphrase | None) -> LongWork[list[Path]]:
    """Give a library that no program has open a passphrase, another one, or with None none, and so all its copies.

    Return the files beside it that stay as they were and can be read without a passphrase: those that were damaged and
    kept aside, and copies that the disk did not let go, which are tried again when the library is opened. Copies under
    another passphrase than the library's stay too. Raises Invalid for a passphrase that is too
    short, NotSaved where the library is open or the disk stands in the way, and LibraryRefused where a copy can't be
    read; nothing has changed then.
    """
    yield Progress(0, 1, tr("Making the key"))
    key = None if passphrase is None else new_key(passphrase)
    files = [library, *(copy.path for copy in copies(library) if not is_locked(copy.path))]
    asides = [_aside(path) for path in files]
    not_wanted = list(asides)
    with ExitStack() as at_the_end:
        at_the_end.callback(_remove, not_wanted)
        hold = at_the_end.enter_context(_held(library))
        for number, (path, aside) in enumerate(zip(files, asides, strict=True)):
            yield Progress(number, len(files) + 1, tr("Writing anew"))
            _write_anew(path, aside, key)
        yield Progress(len(files), len(files) + 1, tr("Putting in place"))
        before = at_the_end.enter_context(_still_open(files))
        if os.name == "nt":
            # There nothing can be put in the place of a file that is open.
            hold.close()
        try:
            asides[0].replace(library.resolve())
        except OSError as error:
            raise not_written(library, error) from error
        # There is no way back: what is not in place yet comes there now, or when the library is opened.
        not_wanted.clear()
        if key is not None:
            know(key)
        for path, aside in zip(files[1:], asides[1:], strict=True):
            yield Progress(len(files), len(files) + 1, tr("Putting in place"))
            with suppress(OSError):
                aside.replace(path)
        if key is not None:
            _overwrite(before)
    damaged = library.parent.glob(f"{escape(library.stem)}-damaged*{library.suffix}")
    return [] if key is None else sorted(path for path in (*damaged, *files) if is_plain(path))


def finish_interrupted(library: Path) -> None:
    """Put in place or remove what a program has left behind that was killed while it wrote a library anew."""
    left = [
        *library.parent.glob(f".{escape(library.name)}{_ASIDE}*"),
        *(library.parent / "backups").glob(f".{escape(library.stem)}-*{_ASIDE}*"),
    ]
    if not left or not library.exists() or is_locked(library):
        return
    try:
        with opened_for_copying(library) as connection:
            connection.isolation_level = None
            connection.execute("PRAGMA busy_timeout = 0")
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
    except raised("OperationalError", NotSaved):
        # Another program is at it.
        return
    for aside in left:
        place = aside.with_name(aside.name.removeprefix(".").removesuffix(_ASIDE))
        if aside.suffix == _ASIDE and place != library and _belongs_to(library, aside):
            aside.replace(place)
        else:
            aside.unlink(missing_ok=True)


def write_with_key(source: Path, target: Path, key: Key | None) -> None:
    """Write all that is in a library to a file of another key, and compare the two. Raises NotSaved.

    The file is whole or not there.
    """
    try:
        with written_beside(target) as aside:
            _write_anew(source, aside, key)
    except OSError as error:
        raise not_written(target, error) from error


def _write_anew(source: Path, target: Path, key: Key | None) -> None:
    driver = cipher_driver()
    try:
        _remove([target])
        for_the_owner_alone(target)
        uri = f"{source.absolute().as_uri()}?mode=ro"
        with closing(connect_by(driver, uri, key_of(source), autocommit=True)) as connection:
            connection.execute("ATTACH DATABASE ? AS target KEY ?", (str(target), "" if key is None else key.spelt))
            connection.execute("PRAGMA target.secure_delete = ON")
            connection.execute("BEGIN")
            connection.execute("SELECT sqlcipher_export('target')").fetchall()
            for mark in ("application_id", "user_version"):
                (value,) = connection.execute(f"PRAGMA main.{mark}").fetchone()
                connection.execute(f"PRAGMA target.{mark} = {int(value)}")
            _compare(connection, source)
            connection.execute("COMMIT")
            (found,) = connection.execute("PRAGMA target.quick_check(1)").fetchone()
            if found != "ok":
                raise NotSaved(tr("What was written is not sound, so it was not kept."))
        if salt_of(target) != (None if key is None else key.salt):
            raise NotSaved(tr("What was written is not sound, so it was not kept."))
    except raised("DatabaseError") as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            raise LibraryRefused(
                tr("{path} is damaged. Move it elsewhere, then try again; nothing has changed.", path=source)
            ) from error
        raise not_written(target, error) from error
    except OSError as error:
        raise not_written(target, error) from error


def _compare(connection: sqlite3.Connection, source: Path) -> None:
    """Raise NotSaved unless every table and index, and every row, is in the target as well."""
    schema = "SELECT type, name, tbl_name, sql FROM {}.sqlite_master ORDER BY type, name"
    here, there = (connection.execute(schema.format(of)).fetchall() for of in ("main", "target"))
    same = here == there
    for kind, name, *_ in here:
        if kind == "table" and same:
            table = '"' + name.replace('"', '""') + '"'
            left = f"SELECT * FROM main.{table} EXCEPT SELECT * FROM target.{table}"  # noqa: S608  # a quoted name
            count = "SELECT (SELECT count(*) FROM main.{0}) = (SELECT count(*) FROM target.{0})"
            same = connection.execute(f"SELECT NOT EXISTS ({left})").fetchone()[0]
            same = same and connection.execute(count.format(table)).fetchone()[0]
    if not same:
        raise NotSaved(tr("What was written of {path} is not what was there, so it was not kept.", path=source))


@contextmanager
def _held(library: Path) -> Iterator[sqlite3.Connection]:
    """Keep everybody else from writing to the library. Raises NotSaved where somebody has it open."""
    try:
        with closing(connect(library, key_of(library), writes=True, autocommit=True)) as connection:
            connection.execute("PRAGMA busy_timeout = 1000")
            # SQLite leaves this mode, and puts the log into the file, only where nobody else has it open.
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("BEGIN IMMEDIATE")
            yield connection
    except raised("OperationalError") as error:
        raise NotSaved(
            tr("The library is open in another program. Close it there, then try again; nothing has changed.")
        ) from error


@contextmanager
def _still_open(files: Sequence[Path]) -> Iterator[list[int]]:
    """What leads to files that another one takes the place of, where the system lets such files be open."""
    held = [] if os.name == "nt" else [os.open(path, os.O_RDWR) for path in files if is_plain(path)]
    try:
        yield held
    finally:
        for each in held:
            os.close(each)


def _overwrite(files: Sequence[int]) -> None:
    """Write zeros over what nobody can find any more, as far as the disk does that in place."""
    for file in files:
        with suppress(OSError):
            found = os.fstat(file)
            # Another name that leads there is somebody's own copy.
            left = 0 if found.st_nlink else found.st_size
            os.lseek(file, 0, os.SEEK_SET)
            while left > 0:
                left -= os.write(file, bytes(min(left, _BLOCK)))
            os.fsync(file)


def _belongs_to(library: Path, aside: Path) -> bool:
    """Whether what was written aside has the key of the library, and is whole: one that was just begun is neither."""
    if is_plain(aside) != is_plain(library) or salt_of(aside) != salt_of(library):
        return False
    try:
        with closing(connect(aside, key_of(aside))) as connection:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    except raised():
        return False
    return bool(version) and found == "ok"


def _aside(path: Path) -> Path:
    return path.with_name(f".{path.name}{_ASIDE}")


def _remove(asides: Sequence[Path]) -> None:
    for aside in asides:
        for each in (aside, *(aside.with_name(aside.name + ending) for ending in ("-journal", "-wal", "-shm"))):
            with suppress(OSError):
                each.unlink(missing_ok=True)
