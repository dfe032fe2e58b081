"""What can still be read of a damaged library, put into a new one, with an account of what could not be."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.exc import OperationalError as SchemaError

from facilitator.errors import Invalid, LibraryRefused
from facilitator.files import written_beside
from facilitator.i18n import tr, trn
from facilitator.progress import LongWork, Progress
from facilitator.storage.backups import not_written
from facilitator.storage.connections import connect, raised, reading
from facilitator.storage.keys import key_of
from facilitator.storage.protecting import write_with_key
from facilitator.storage.refusals import only_now
from facilitator.storage.restoring import look_through
from facilitator.storage.upgrade import SCHEMA_VERSION, bring_up_to_date, schema_of

SMALL = 30_000_000
"""Bytes of a library up to which it is checked before it is opened, in a fraction of a second."""
_TOGETHER = 512
_MOST = 1 << 17
"""Up to this id rows are looked for where nothing tells how many there were."""
_OWN = ("schema_part", "alembic_version")


@dataclass(frozen=True, slots=True)
class Recovered:
    """What came of it: the new library, how many rows of each table came in, and of which some did not.

    `lost` counts the rows of a table that could not be read; `dropped` are rows that came in and had to go again,
    since what they belong to could not be read. With `at_most` nothing tells of some table which rows it had: what was
    removed from it earlier may be counted too.
    """

    path: Path
    read: dict[str, int]
    lost: dict[str, int]
    dropped: dict[str, int]
    at_most: bool = False

    @property
    def sentences(self) -> list[str]:
        """The account for a person: what is there, then what is not."""
        said = [tr("What could be read is in {path}.", path=self.path)]
        said.append(tr("Came in: {counts}.", counts=", ".join(_counts(self.read))))
        gone = sum(self.lost.values()) + sum(self.dropped.values())
        if not gone:
            said.append(tr("Nothing is missing."))
            return said
        tables = ", ".join(sorted({*self.lost, *self.dropped}))
        if self.at_most:
            said.append(
                trn(
                    "At most {count} row could not be read, or belongs to one that could not. It is of these tables: "
                    "{tables}.",
                    "At most {count} rows could not be read, or belong to some that could not. They are of these "
                    "tables: {tables}.",
                    gone,
                    tables=tables,
                )
            )
        else:
            said.append(
                trn(
                    "{count} row could not be read, or belongs to one that could not. It is of these tables: {tables}.",
                    "{count} rows could not be read, or belong to some that could not. They are of these tables: "
                    "{tables}.",
                    gone,
                    tables=tables,
                )
            )
        return said


def _counts(read: Mapping[str, int]) -> list[str]:
    """What came in, by how many of each."""
    workshops, people, contacts, answers = (
        read.get(table, 0) for table in ("workshop", "participant", "network_contact", "answer")
    )
    return [
        trn("{count} workshop", "{count} workshops", workshops),
        trn("{count} person", "{count} people", people),
        trn("{count} contact", "{count} contacts", contacts),
        trn("{count} other answer", "{count} other answers", answers),
    ]


def refuse_damaged(path: Path) -> None:
    """Look at the pages of a library. Raises LibraryRefused, with what to do, where they are damaged."""
    if not path.exists() or not schema_of(path):
        return
    try:
        with reading(path) as connection:
            (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    except raised("DatabaseError") as error:
        if only_now(path, error) is not None:
            # It is looked at again at the next start.
            return
        found = str(error)
    if found != "ok":
        raise _damaged(path)


def check(path: Path) -> LongWork[LibraryRefused | None]:
    """Look at all of a library, which may be open: what is to be said of it where it is damaged, else None.

    Raises LibraryRefused as `restoring.problems` does.
    """
    return _damaged(path) if (yield from look_through(path)) else None


def _damaged(path: Path) -> LibraryRefused:
    return LibraryRefused(
        tr(
            "The library {path} is damaged. It was left as it is. Bring back an earlier copy, or save what can "
            "still be read into a new library.",
            path=path,
        ),
        damaged=True,
    )


def recover(library: Path, target: Path) -> LongWork[Recovered]:
    """Read all that can be read of a damaged library into a new one at `target`; the damaged one is only read.

    Raises Invalid where there is a file at `target`, NotSaved where none can be written there, and LibraryRefused for a
    file that is no library of this version, or of which nothing at all can be read.
    """
    if target.exists():
        raise Invalid(tr("There is a file at {path} already. Choose another name.", path=target))
    if schema_of(library) != SCHEMA_VERSION:
        raise LibraryRefused(
            tr("Nothing can be read of {path}: it is no library of this version. Bring back a copy.", path=library)
        )
    try:
        with written_beside(target) as aside:
            bring_up_to_date(aside)
            key = key_of(library)
            if key is not None:
                # While it is empty still: nothing of a protected library may be in a plain file, be it for a moment.
                write_with_key(aside, aside, key)
            with reading(library) as old, closing(connect(aside, key, writes=True, autocommit=True)) as new:
                tables = [
                    name
                    for (name,) in new.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
                    if not name.startswith("sqlite_") and name not in _OWN
                ]
                new.execute("BEGIN")
                copied = {}
                for number, table in enumerate(tables):
                    yield Progress(number, len(tables), table)
                    copied[table] = _copy(old, new, table)
                dropped = _drop_what_hangs_on_nothing(new)
                new.execute("COMMIT")
    except SchemaError as error:
        raise not_written(target, error.orig or error) from error
    except raised("OperationalError", OSError) as error:
        raise not_written(target, error) from error
    yield Progress(len(tables), len(tables))
    return Recovered(
        target,
        {table: each.read for table, each in copied.items()},
        {table: each.lost for table, each in copied.items() if each.lost},
        dropped,
        at_most=any(each.at_most for each in copied.values()),
    )


@dataclass(frozen=True, slots=True)
class _Copied:
    read: int
    lost: int
    at_most: bool = False


def _copy(old: sqlite3.Connection, new: sqlite3.Connection, table: str) -> _Copied:
    """Copy the rows of a table that can be read; how many those are, and how many could not be."""
    try:
        there = [row[1] for row in old.execute(f'PRAGMA table_info("{table}")')]
    except raised("DatabaseError"):
        return _Copied(0, 1)
    columns = [row[1] for row in new.execute(f'PRAGMA table_info("{table}")') if row[1] in there]
    if not columns:
        return _Copied(0, 0)
    names = ", ".join(f'"{name}"' for name in columns)
    places = ", ".join("?" * (len(columns) + 1))
    put = f'INSERT OR IGNORE INTO "{table}" (rowid, {names}) VALUES ({places})'  # noqa: S608  # names of our own schema
    count = lost = 0
    unread: list[int] = []
    for rows in _rows(old, table, names):
        if isinstance(rows, int):
            unread.append(rows)
        else:
            # What a table forbids is not taken, and told as what could not be read is.
            taken = new.executemany(put, rows).rowcount
            count, lost = count + taken, lost + len(rows) - taken
    known = _ids(old, table) if unread else set()
    if known is not None:
        return _Copied(count, lost + len(known.intersection(unread)))
    given = _highest(old)
    gone = sum(place <= given for place in unread)
    return _Copied(count, lost + gone, at_most=gone > 0)


def _ids(old: sqlite3.Connection, table: str) -> set[int] | None:
    """The ids of all rows of a table, as one of its indexes tells them; None where none does."""
    for _, index, _, _, is_partial in old.execute(f'PRAGMA index_list("{table}")').fetchall():
        if not is_partial:
            with suppress(*raised("DatabaseError")):
                ids = f'SELECT rowid FROM "{table}" INDEXED BY "{index}"'  # noqa: S608  # names of our own schema
                return {row for (row,) in old.execute(ids)}
    return None


def _rows(old: sqlite3.Connection, table: str, names: str) -> Iterator[list[tuple[object, ...]] | int]:
    """The rows of a table in some portions, and each id at which there may be one and none can be read."""
    spans = [_span(old, table)]
    while spans:
        first, last = spans.pop()
        if last < first:
            continue
        try:
            # Within a span whatever is read comes at once: what is broken off in the middle is read in halves.
            select = f'SELECT rowid, {names} FROM "{table}" WHERE rowid BETWEEN ? AND ?'  # noqa: S608  # our own names
            rows = old.execute(select, (first, last)).fetchall() if last - first <= _TOGETHER else None
        except raised("DatabaseError"):
            rows = None
            if first == last:
                yield first
                continue
        if rows is None:
            middle = (first + last) // 2
            spans += [(middle + 1, last), (first, middle)]
        elif rows:
            yield rows


def _span(old: sqlite3.Connection, table: str) -> tuple[int, int]:
    """Between which ids the rows of a table are, as far as can be told."""
    found = []
    for end in ("min", "max"):
        try:
            (value,) = old.execute(f'SELECT {end}(rowid) FROM "{table}"').fetchone()  # noqa: S608  # our own names
        except raised("DatabaseError"):
            value = 1 if end == "min" else _highest(old, table)
        found.append(value)
    return (found[0], found[1]) if None not in found else (1, 0)


def _highest(old: sqlite3.Connection, table: str = "") -> int:
    """An id that no row of a table is above, where the rows themselves do not tell it.

    Without a table that of all that are counted: those that are not have the ids of others.
    """
    try:
        (counted,) = old.execute("SELECT max(seq) FROM sqlite_sequence WHERE ? IN (name, '')", (table,)).fetchone()
    except raised("DatabaseError"):
        counted = None
    return _MOST if counted is None else int(counted)


def _drop_what_hangs_on_nothing(new: sqlite3.Connection) -> dict[str, int]:
    """Remove the rows that refer to others which could not be read, until none does; how many of which table."""
    dropped: dict[str, int] = {}
    while broken := new.execute("PRAGMA foreign_key_check").fetchall():
        for table, row, *_ in broken:
            gone = new.execute(f'DELETE FROM "{table}" WHERE rowid = ?', (row,)).rowcount  # noqa: S608  # our own names
            dropped[table] = dropped.get(table, 0) + gone
    return dropped
