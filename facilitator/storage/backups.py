"""Copies of a library, made by SQLite itself so that a library in use is copied whole, and checked once written.

They lie in the folder `backups` beside the library. Its newest ten stay, then one a day for two weeks, then one a week
for half a year. What is erased for good is in none of them: they all go then, and one is made of what is left.
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from glob import escape
from pathlib import Path

from facilitator.errors import Invalid, NotSaved
from facilitator.i18n import tr
from facilitator.progress import LongWork, Progress, finish
from facilitator.storage.connections import connect, raised
from facilitator.storage.keys import Key, key_of
from facilitator.storage.rights import FOLDER, for_the_owner_alone

BEFORE_IMPORT = "before-import"
_STAMP = "%Y%m%d-%H%M%S-%f"
_NAME = re.compile(r".+-(\d{8}-\d{6}-\d{6})-([a-z0-9-]+)")
_UNFINISHED = ".part"
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
    left = []
    made = copies(library)
    remove_unfinished(_folder(library), f"{escape(library.stem)}-*{library.suffix}")
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


def copy_checked(source: sqlite3.Connection, target: Path, key: Key | None) -> LongWork[Path]:
    """Copy what an open connection reads to `target`, and check what was written; both have the same `key`.

    The copy is whole or not there. Raises NotSaved where it can't be written, or is not sound, and Invalid where there
    is a file already.
    """
    if target.exists():
        raise Invalid(tr("There is a file at {path} already. Choose another name.", path=target))
    aside = unfinished(target)
    try:
        yield Progress(0, 2, tr("Copying"))
        for_the_owner_alone(aside)
        with closing(connect(aside, key, writes=True)) as written:
            source.backup(written)
            # So that nothing is made beside a copy that is only looked at.
            written.execute("PRAGMA journal_mode = DELETE")
            yield Progress(1, 2, tr("Checking the copy"))
            (found,) = written.execute("PRAGMA quick_check(1)").fetchone()
        if found != "ok":
            raise NotSaved(tr("The copy is not sound, so it was not kept. Save it on another disk."))
        aside.replace(target)
    except raised("Error", OSError) as error:
        raise not_written(target, error) from error
    finally:
        with suppress(OSError):
            aside.unlink()
    return target


def unfinished(target: Path) -> Path:
    """Under which name a file is written before it is whole."""
    return target.with_name(f".{target.name}{_UNFINISHED}")


def remove_unfinished(folder: Path, names: str) -> None:
    """Remove what programs left in a folder that were killed while they wrote a file whose name has this pattern."""
    # With what the driver keeps beside them. Whoever is still at one can't put it in its place, and is told.
    left = f".{names}{_UNFINISHED}"
    for path in (*folder.glob(left), *folder.glob(f"{left}-*")):
        with suppress(OSError):
            path.unlink()


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
        connection = connect(path, key_of(path), writes=True)
    except raised() as error:
        raise not_written(path, error) from error
    with closing(connection):
        yield connection


def not_written(path: Path, error: Exception) -> NotSaved:
    """The sentence for a copy that could not be made."""
    reason = error.strerror if isinstance(error, OSError) else error
    return NotSaved(tr("No copy could be written to {path}: {reason}.", path=path, reason=reason))
