"""What is written to a library by hand, past SQLAlchemy's own statements: the one door to what differs by where it is.

A session brings it along, so nobody asks whether the library is in a file or on a server.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from sqlite3 import Connection as FileConnection
from typing import Any, Protocol, cast

from sqlalchemy import Connection, Insert, text
from sqlmodel import Session

from facilitator.storage import undo

References = Mapping[str, Sequence[Any]]
"""Each table's references, as SQLite's `foreign_key_list` tells them."""
Texts = Mapping[str, list[str]]
"""Each table's columns with texts, but for keys."""


class Driver(Protocol):
    """A driver's connection, which takes SQLite's placeholders."""

    def executemany(self, statement: str, rows: Iterable[tuple[object, ...]], /) -> object:
        """Run a statement for each row."""


class ByHand(Protocol):
    """One for files, one for servers."""

    def next_ids(self, session: Session, table: str, count: int) -> range:
        """So many ids that no row of the table has had."""

    def inserted(self, session: Session, sql: str, values: tuple[object, ...]) -> int:
        """Insert one row, and return its id."""

    def run(self, session: Session, statement: Insert, values: Sequence[Mapping[str, object]]) -> None:
        """Insert rows of numbers and texts, the same columns of each."""

    def rows_changed(self, session: Session) -> int:
        """How many rows the session's connection has changed: more after whatever the session has written since."""

    def taken_back(self, session: Session, table: str, column: str, numbers: range) -> Any:
        """A context with the driver for rows that are taken back by one statement; see `undo.taken_back`."""

    def references_and_texts(self, connection: Connection) -> tuple[References, Texts]:
        """What whoever looks through all tables has to know of them."""

    def row_name(self, connection: Connection, table: str, of: str) -> str:
        """What names a row that stays, in SQL; `of` stands before each column."""


class FileByHand:
    """In a file."""

    def next_ids(self, session: Session, table: str, count: int) -> range:
        """From the table's own count on. Asked row by row, they take as long as all the rest."""
        used = text("SELECT seq FROM sqlite_sequence WHERE name = :name").bindparams(name=table)
        first = (session.execute(used).scalar() or 0) + 1
        return range(first, first + count)

    def inserted(self, session: Session, sql: str, values: tuple[object, ...]) -> int:
        """The driver knows the id."""
        return int(session.connection().exec_driver_sql(sql, values).lastrowid)

    def run(self, session: Session, statement: Insert, values: Sequence[Mapping[str, object]]) -> None:
        """What each is compiled for is done once, which is most of the time."""
        connection = session.connection()
        compiled = statement.compile(dialect=connection.dialect, column_keys=list(values[0]))
        order = compiled.positiontup or []
        rows = [tuple(row[name] for name in order) for row in values]
        connection.exec_driver_sql(str(compiled), rows)

    def rows_changed(self, session: Session) -> int:
        """SQLite counts them."""
        return int(_driver(session).total_changes)

    @contextmanager
    def taken_back(self, session: Session, table: str, column: str, numbers: range) -> Iterator[Driver]:
        """The driver itself."""
        driver = _driver(session)
        with undo.taken_back(driver, table, column, numbers):
            yield driver

    def references_and_texts(self, connection: Connection) -> tuple[References, Texts]:
        """As SQLite's schema says."""
        tables = [name for (name,) in connection.exec_driver_sql("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        references = {
            table: connection.exec_driver_sql(f'PRAGMA foreign_key_list("{table}")').fetchall() for table in tables
        }
        columns = {
            table: [
                row[1]
                for row in connection.exec_driver_sql(f'PRAGMA table_info("{table}")')
                if not row[5] and any(kind in row[2].upper() for kind in ("CHAR", "TEXT", "JSON"))
            ]
            for table in tables
        }
        return references, columns

    def row_name(self, _connection: Connection, _table: str, of: str) -> str:
        """Its number in the file."""
        return f"{of}rowid"


def by_hand(session: Session) -> ByHand:
    """The door of a library's session."""
    found: ByHand = cast(Any, session).by_hand
    return found


def _driver(session: Session) -> FileConnection:
    return cast(FileConnection, session.connection().connection.driver_connection)
