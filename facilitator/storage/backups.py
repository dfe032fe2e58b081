"""Copies of a library, made by SQLite itself so that a library in use is copied whole, and checked once written.

They lie in the folder `backups` beside the library. Its newest ten stay, then one a day for two weeks, then one a week
for half a year. What is erased for good is in none of them: they all go then, and one is made of what is left.
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from threading import Event

from facilitator.errors import Invalid, NotSaved
from facilitator.files import remove_unfinished, written_beside
from facilitator.i18n import tr
from facilitator.progress import LongWork, Progress, finish
from facilitator.storage.connections import connect, raised
from facilitator.storage.interruptible import until_done
from facilitator.storage.keys import Key, key_of
from facilitator.storage.rights import FOLDER, for_the_owner_alone

BEFORE_IMPORT = "before-import"
_STAMP = "%Y%m%d-%H%M%S-%f"
_NAME = re.compile(r".+-(\d{8}-\d{6}-\d{6})-([a-z0-9-]+)")
_PIECE = 256
"""Pages that are copied at once: a megabyte of them, as they are."""
_NEWEST = 10
_DAYS = 14
_WEEKS = 26
BETWEEN = timedelta(hours=1)
"""At least this long lies between two copies that nothing but the clock asked for."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy in the folder: when it was made, in local time, and why, such as "hourly" or "before-import"."""

    path: Path
    made_at: datetime
    reason: str


def copies(library: Path) -> list[Copy]:
    """The copies of the library at this path, the newest first."""
    found = []
    for path in _folder(library).glob(f"{library.stem}-*{library.suffix}"):
        told = _NAME.fullmatch(path.stem)
        if told is not None:
            with suppress(ValueError):
                found.append(Copy(path, datetime.strptime(told[1], _STAMP), told[2]))
    return sorted(found, key=lambda each: each.made_at, reverse=True)


def is_due(library: Path, now: datetime) -> bool:
    """Whether the newest copy is older than an hour, or from the future of a clock that was set back."""
    newest = next(iter(copies(library)), None)
    return newest is None or not timedelta() <= now - newest.made_at < BETWEEN


def superfluous(made: Sequence[Copy]) -> list[Copy]:
    """Those copies, of all that there are, which need not be kept any longer.

    Days and weeks are counted back from the newest copy, so that nothing goes while nobody works.
    """
    ordered = sorted(made, key=lambda each: each.made_at, reverse=True)
    kept = set(ordered[:_NEWEST])
    for spans, name in ((_DAYS, "%Y-%j"), (_WEEKS, "%G-%V")):
        seen: dict[str, Copy] = {}
        for each in ordered:
            seen.setdefault(each.made_at.strftime(name), each)
        kept.update(list(seen.values())[:spans])
    return [each for each in ordered if each not in kept]


def back_up(library: Path, *, reason: str) -> Path:
    """Copy the library at this path into its folder, check the copy, and let go of those that are superfluous.

    Return the path of the copy. An existing copy is never overwritten. Raises NotSaved.
    """
    folder = _folder(library)
    try:
        folder.mkdir(mode=FOLDER, exist_ok=True)
    except OSError as error:
        raise not_written(folder, error) from error
    stamp = datetime.now().strftime(_STAMP)
    with opened_for_copying(library) as source:
        target = folder / f"{library.stem}-{stamp}-{reason}{library.suffix}"
        kept = finish(copy_checked(source, target, key_of(library)))
    _remove(superfluous(copies(library)))
    return kept


def start_afresh(library: Path) -> None:
    """Remove all copies, which may hold what was erased, and make one of what is there; none where there were none.

    Raises NotSaved where one can't be removed, or the new one not be written.
    """
    remove_unfinished_copies(library)
    left = []
    made = copies(library)
    for each in made:
        try:
            each.path.unlink()
        except OSError:
            left.append(each.path.name)
    if left:
        raise NotSaved(
            tr(
                "It is erased, but these earlier copies could not be removed and may still hold it: {files}. Delete "
                "them in the folder {folder}.",
                files=", ".join(left),
                folder=_folder(library),
            )
        )
    if made:
        back_up(library, reason="after-erasing")


def remove_unfinished_copies(library: Path) -> None:
    """Remove what a program that was killed meanwhile had begun to write beside the library or among its copies."""
    for folder in (library.parent, _folder(library)):
        remove_unfinished(folder)


def copy_checked(source: sqlite3.Connection, target: Path, key: Key | None) -> LongWork[Path]:
    """Copy what an open connection reads to `target`, and check what was written; both have the same `key`.

    The copy is whole or not there. Raises NotSaved where it can't be written, or is not sound, and Invalid where there
    is a file already.
    """
    if target.exists():
        raise Invalid(tr("There is a file at {path} already. Choose another name.", path=target))
    try:
        with written_beside(target) as aside:
            for_the_owner_alone(aside)
            with (
                closing(connect(aside, key, writes=True, any_thread=True)) as written,
                ThreadPoolExecutor(1) as thread,
            ):
                yield from _copied(source, written, thread)
                # So that nothing is made beside a copy that is only looked at.
                written.execute("PRAGMA journal_mode = DELETE")
                checking = thread.submit(lambda: written.execute("PRAGMA quick_check(1)").fetchone())
                far = partial(Progress, 0, 1, tr("Checking the copy"))
                (found,) = yield from until_done(checking, far, written.interrupt)
            if found != "ok":
                raise NotSaved(tr("The copy is not sound, so it was not kept. Save it on another disk."))
    except raised("Error", OSError) as error:
        raise not_written(target, error) from error
    return target


def _copied(source: sqlite3.Connection, target: sqlite3.Connection, thread: ThreadPoolExecutor) -> LongWork[None]:
    """Copy what is there now, page by page: what others write meanwhile is not in it, nor makes it begin anew."""
    far = Progress(0, 1, tr("Copying"))
    stopped = Event()

    def note(_status: int, left: int, pages: int) -> None:
        nonlocal far
        if stopped.is_set():
            raise InterruptedError
        far = Progress((pages - left) // _PIECE, pages // _PIECE, tr("Copying, in megabytes"))

    source.execute("BEGIN")
    try:
        # From here on it reads the same, whatever is written.
        source.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        copying = thread.submit(source.backup, target, pages=_PIECE, progress=note)
        yield from until_done(copying, lambda: far, stopped.set)
    finally:
        source.execute("ROLLBACK")


def _remove(made: Iterable[Copy]) -> None:
    for each in made:
        # What another program holds open goes the next time.
        with suppress(OSError):
            each.path.unlink()


def _folder(library: Path) -> Path:
    return library.parent / "backups"


@contextmanager
def opened_for_copying(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection to a file that is there. Raises NotSaved, and PassphraseWanted where it is locked."""
    try:
        connection = connect(path, key_of(path), writes=True, any_thread=True)
    except raised() as error:
        raise not_written(path, error) from error
    with closing(connection):
        yield connection


def not_written(path: Path, error: Exception) -> NotSaved:
    """The sentence for a copy that could not be made."""
    reason = error.strerror if isinstance(error, OSError) else error
    return NotSaved(tr("No copy could be written to {path}: {reason}.", path=path, reason=reason))
