"""From whatever file is there to a library of this version.

The schema's number lies in SQLite's `user_version`, so a library that is up to date opens without Alembic, whose
import alone would cost a visible part of the start. An older library is copied aside before it is upgraded; a newer
or foreign file is refused and left as it is. Exercises migrate their own tables, each for itself: a library with one
that is newer here than in this program opens, without its steps.
"""

import stat
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from facilitator.errors import LibraryRefused
from facilitator.i18n import tr
from facilitator.storage import parts
from facilitator.storage.backups import back_up, remove_unfinished_copies
from facilitator.storage.connections import TO_READ, connect, driver_of, raised, reading
from facilitator.storage.keys import is_plain, key_of
from facilitator.storage.protecting import finish_interrupted
from facilitator.storage.refusals import only_now
from facilitator.storage.rights import FOLDER, for_the_owner_alone

if TYPE_CHECKING:
    from sqlalchemy import Connection

APPLICATION_ID = 0x46414349
"""Marks the file as ours for `file` and the like ("FACI")."""

HANDED_OVER_ID = 0x46414357
"""Marks a file that holds one workshop, handed over ("FACW"); see `archive`."""

SCHEMA_VERSION = 20
"""The number of the newest migration in `migrations/versions`."""

OLDEST = 12
"""The oldest schema that is upgraded: no version of the program that wrote an older one was ever released."""

_BEING_MADE = 60
"""Seconds for which an empty file may be a library that another program is making just now."""

_PARTS = "SELECT part, version FROM schema_part"


def bring_up_to_date(path: Path) -> frozenset[str]:
    """Make or upgrade the library at `path`; raises LibraryRefused, with the file untouched, if that can't be.

    Return the parts of it that this program can't read: of a newer version, or of an exercise that is not installed.
    """
    path.parent.mkdir(mode=FOLDER, parents=True, exist_ok=True)
    finish_interrupted(path)
    remove_unfinished_copies(path)
    version = schema_of(path)
    for_the_owner_alone(path)
    versions = _parts(path) if version == SCHEMA_VERSION else {}
    if parts.waiting(versions) or version < SCHEMA_VERSION:
        if version > 0:
            back_up(path, reason=f"before-upgrade-from-{version}")
        _migrate(path)
        versions = _parts(path)
    return parts.unknown(versions)


def schema_of(path: Path) -> int:
    """The schema number of a library that this program can read; 0 where there is no file or an empty one.

    Raises LibraryRefused for any other file.
    """
    version = _version(path)
    if version > SCHEMA_VERSION:
        raise LibraryRefused(
            tr(
                "The library {path} was made by a newer version of Facilitator. "
                "Install that version, or choose another library with --library.",
                path=path,
            ),
            version=version,
        )
    if 0 < version < OLDEST:
        raise LibraryRefused(
            tr(
                "The library {path} was made by a version of Facilitator that was never released, and can't be read "
                "any more. The file was left as it is; choose another library with --library.",
                path=path,
            ),
            version=version,
        )
    return version


def _refuse_what_is_no_file(path: Path) -> None:
    """Raise LibraryRefused for a link that leads nowhere, a folder, a pipe, and a file that lost all that was in it."""
    try:
        found = path.stat()
    except FileNotFoundError:
        if path.is_symlink():
            raise LibraryRefused(
                tr(
                    "{path} is a link that leads nowhere. Its disk may not be in, or what it leads to was moved.",
                    path=path,
                )
            ) from None
        return
    if not stat.S_ISREG(found.st_mode):
        raise LibraryRefused(tr("{path} is no file, so it can't be a library. Choose another one.", path=path))
    if found.st_size == 0 and time.time() - found.st_mtime > _BEING_MADE:
        raise LibraryRefused(
            tr(
                "The file {path} is empty: what was in it is lost, or it never was a library. Bring back a copy; or "
                "delete the file, and a new library is begun there.",
                path=path,
            )
        )


def is_current(path: Path, patience: float = TO_READ) -> bool:
    """Whether there is a library of this version at `path`. Raises LibraryRefused for a foreign or a locked file."""
    return _version(path, patience) == SCHEMA_VERSION


def _version(path: Path, patience: float = TO_READ) -> int:
    """The schema number of the file; 0 where there is no file or an empty one."""
    _refuse_what_is_no_file(path)
    if not path.exists() or (path.is_file() and path.stat().st_size == 0):
        return 0
    # Asked here, since SQLite takes some very short files of any content for empty and would write over them.
    if path.is_file() and not is_plain(path) and key_of(path) is None:
        raise LibraryRefused(tr("{path} is not a Facilitator library. The file was left as it is.", path=path))
    with (
        _read_or_refused(path),
        closing(connect(path, key_of(path), finished=_is_closed(path), patience=patience)) as connection,
    ):
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if application == HANDED_OVER_ID:
        raise LibraryRefused(
            tr(
                "{path} is one workshop that was handed over, not a library. Bring it in by File → Take over a "
                "workshop in a library, or by “facilitator take-over”.",
                path=path,
            )
        )
    if application != APPLICATION_ID and tables:
        raise LibraryRefused(tr("{path} belongs to another program. Choose another file with --library.", path=path))
    return int(version)


@contextmanager
def _read_or_refused(path: Path) -> Iterator[None]:
    """Raise LibraryRefused where what is read of the file can't be: locked, on a full disk, or no library at all."""
    try:
        yield
    except raised("DatabaseError") as error:
        if (refusal := only_now(path, error)) is not None:
            raise refusal from error
        raise LibraryRefused(
            tr(
                "{path} can't be read as a Facilitator library: {reason}. The file was left as it is.",
                path=path,
                reason=error,
            )
        ) from error


def _is_closed(path: Path) -> bool:
    """Whether nothing lies beside the file that says that somebody has it open: what is none of ours stays alone."""
    return not any(path.with_name(path.name + ending).exists() for ending in ("-wal", "-journal"))


def _parts(path: Path) -> dict[str, int]:
    """The version of each part of a library of this version."""
    with _read_or_refused(path), reading(path) as connection:
        return dict(connection.execute(_PARTS))


def _migrate(path: Path) -> None:
    # Imported here: only a new or an older library pays for it.
    from sqlalchemy import URL, create_engine, event
    from sqlalchemy.pool import NullPool

    key = key_of(path)
    engine = create_engine(
        URL.create("sqlite"),
        module=driver_of(key),
        creator=lambda: connect(path, key, writes=True, autocommit=True),
        poolclass=NullPool,
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: object) -> None:
        # One transaction around all of it: a power cut leaves the old schema or the new one, never half of each.
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # type: ignore[attr-defined]

    with engine.begin() as connection:
        run_migrations(connection)
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")
    engine.dispose()


def run_migrations(connection: "Connection") -> None:
    """Run all that are still to run, within the connection's transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    _migrate_parts(connection)


def _migrate_parts(connection: "Connection") -> None:
    from alembic.migration import MigrationContext
    from alembic.operations import Operations

    # Read anew within the transaction: another program may have migrated them meanwhile.
    versions = {part: int(version) for part, version in connection.exec_driver_sql(_PARTS)}
    with Operations.context(MigrationContext.configure(connection)):
        for part, steps in parts.waiting(versions).items():
            for step in steps:
                parts.migration(part, step).upgrade()
            put = (
                "INSERT INTO schema_part (part, version) VALUES (?, ?) "
                "ON CONFLICT (part) DO UPDATE SET version = excluded.version"
            )
            connection.exec_driver_sql(put, (part, versions.get(part, 0) + len(steps)))
