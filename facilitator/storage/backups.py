"""Copies of a library, made by SQLite itself so that a library in use is copied whole."""

import sqlite3
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from facilitator.errors import Invalid, NotSaved
from facilitator.i18n import tr
from facilitator.progress import LongWork, Progress

FOLDER = 0o700
"""The rights on a folder of the program's own."""
_FILE = 0o600


def for_the_owner_alone(path: Path) -> None:
    """Make the file at `path` one that only its owner reads; an empty one where there is none yet.

    On Windows the user's own folder sees to that. Raises OSError where there can be no file.
    """
    if not path.exists():
        path.touch(mode=_FILE)
    elif path.stat().st_mode & 0o077:
        # A file of somebody else stays as they have it.
        with suppress(PermissionError):
            path.chmod(_FILE)


def back_up(path: Path, *, reason: str) -> Path:
    """Copy the library at `path` into the folder `backups` beside it and return the copy's path.

    `reason` becomes part of the file's name. An existing copy is never overwritten.
    """
    folder = path.parent / "backups"
    folder.mkdir(mode=FOLDER, exist_ok=True)
    stamp = datetime.now().strftime("%Y%m%d-%H%M%S-%f")
    copy = folder / f"{path.stem}-{stamp}-{reason}{path.suffix}"
    for_the_owner_alone(copy)
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    return copy


def copy_checked(source: sqlite3.Connection, target: Path) -> LongWork[Path]:
    """Copy what an open connection reads to `target`, and check what was written.

    The copy is whole or not there. Raises NotSaved where it can't be written, or is not sound, and Invalid where there
    is a file already.
    """
    if target.exists():
        raise Invalid(tr("There is a file at {path} already. Choose another name.", path=target))
    aside = target.with_name(f".{target.name}.part")
    try:
        yield Progress(0, 2, tr("Copying"))
        for_the_owner_alone(aside)
        with closing(sqlite3.connect(aside)) as written:
            source.backup(written)
            yield Progress(1, 2, tr("Checking the copy"))
            (found,) = written.execute("PRAGMA quick_check(1)").fetchone()
        if found != "ok":
            raise NotSaved(tr("The copy is not sound, so it was not kept. Save it on another disk."))
        aside.replace(target)
    except (OSError, sqlite3.Error) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise NotSaved(tr("No copy could be written to {path}: {reason}.", path=target, reason=reason)) from error
    finally:
        with suppress(OSError):
            aside.unlink()
    return target
