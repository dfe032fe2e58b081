"""What can still be read of a damaged library, put into a new one, with an account of what could not be."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from facilitator.errors import Invalid, LibraryRefused
from facilitator.i18n import tr, trn
from facilitator.progress import LongWork, Progress
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

    `lost` counts the places of a table at which rows could not be read; `dropped` are rows that came in and had to go
    again, since what they belong to could not be read.
    """

    path: Path
    read: dict[str, int]
    lost: dict[str, int]
    dropped: dict[str, int]

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
        said.append(
            trn(
                "{count} row could not be read, or belongs to one that could not. It is of these tables: {tables}.",
                "{count} rows could not be read, or belong to some that could not. They are of these tables: {tables}.",
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

    Raises Invalid where there is a file at `target`, and LibraryRefused for a file that is no library of this version,
    or of which nothing at all can be read.
    """
    if target.exists():
        raise Invalid(tr("There is a file at {path} already. Choose another name.", path=target))
    if schema_of(library) != SCHEMA_VERSION:
        raise LibraryRefused(
            tr("Nothing can be read of {path}: it is no library of this version. Bring back a copy.", path=library)
        )
    whole = False
    try:
        bring_up_to_date(target)
        key = key_of(library)
        if key is not None:
            # While it is empty still: nothing of a protected library may be in a plain file, be it for a moment.
            write_with_key(target, target, key)
        with reading(library) as old, closing(connect(target, key, writes=True, autocommit=True)) as new:
            tables = [
                name
                for (name,) in new.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
                if not name.startswith("sqlite_") and name not in _OWN
            ]
            new.execute("BEGIN")
            read, lost = {}, {}
            for number, table in enumerate(tables):
                yield Progress(number, len(tables), table)
                read[table], gone = _copy(old, new, table)
                if gone:
                    lost[table] = gone
            dropped = _drop_what_hangs_on_nothing(new)
            new.execute("COMMIT")
        whole = True
    finally:
        if not whole:
            for ending in ("", "-wal", "-shm"):
                target.with_name(target.name + ending).unlink(missing_ok=True)
    yield Progress(len(tables), len(tables))
    return Recovered(target, read, lost, dropped)


def _copy(old: sqlite3.Connection, new: sqlite3.Connection, table: str) -> tuple[int, int]:
    """Copy the rows of a table that can be read; how many those are, and at how many places none could be."""
    try:
        there = [row[1] for row in old.execute(f'PRAGMA table_info("{table}")')]
    except raised("DatabaseError"):
        return 0, 1
    columns = [row[1] for row in new.execute(f'PRAGMA table_info("{table}")') if row[1] in there]
    if not columns:
        return 0, 0
    names = ", ".join(f'"{name}"' for name in columns)
    places = ", ".join("?" * (len(columns) + 1))
    put = f'INSERT OR IGNORE INTO "{table}" (rowid, {names}) VALUES ({places})'  # noqa: S608  # names of our own schema
    count = lost = 0
    for rows in _rows(old, table, names):
        if rows is None:
            lost += 1
        else:
            # What a table forbids is not taken, and told as what could not be read is.
            taken = new.executemany(put, rows).rowcount
            count, lost = count + taken, lost + len(rows) - taken
    return count, lost


def _rows(old: sqlite3.Connection, table: str, names: str) -> Iterator[list[tuple[object, ...]] | None]:
    """The rows of a table in some portions; None for each place where there are some and none can be read."""
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
                yield None
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


def _highest(old: sqlite3.Connection, table: str) -> int:
    """An id that no row of a table is above, where the rows themselves do not tell it."""
    try:
        counted = old.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
    except raised("DatabaseError"):
        counted = None
    return _MOST if counted is None else int(counted[0])


def _drop_what_hangs_on_nothing(new: sqlite3.Connection) -> dict[str, int]:
    """Remove the rows that refer to others which could not be read, until none does; how many of which table."""
    dropped: dict[str, int] = {}
    while broken := new.execute("PRAGMA foreign_key_check").fetchall():
        for table, row, *_ in broken:
            gone = new.execute(f'DELETE FROM "{table}" WHERE rowid = ?', (row,)).rowcount  # noqa: S608  # our own names
            dropped[table] = dropped.get(table, 0) + gone
    return dropped
