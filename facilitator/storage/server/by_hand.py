"""What is written by hand to a library on a server; see `facilitator.storage.by_hand`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Insert, text
from sqlmodel import Session

from facilitator.storage.by_hand import References, Texts
from facilitator.storage.server import tables, undo
from facilitator.storage.server.dialect import translated

_TAKE_IDS = text(
    "SELECT setval(pg_get_serial_sequence(:name, 'id'), nextval(pg_get_serial_sequence(:name, 'id')) + :count - 1)"
)


class AsFile:
    """A driver's connection that takes statements as the one of a file does."""

    def __init__(self, driver: Any) -> None:
        self._driver = driver

    def execute(self, statement: str, values: tuple[object, ...] = ()) -> Any:
        """Run a statement with SQLite's placeholders, and return its cursor."""
        return self._driver.execute(translated(statement), values)

    def executemany(self, statement: str, rows: Iterable[tuple[object, ...]], /) -> None:
        """Run it for each row."""
        with self._driver.cursor() as cursor:
            cursor.executemany(translated(statement), rows)


class ServerByHand:
    """On a server."""

    def next_ids(self, session: Session, table: str, count: int) -> range:
        """From the table's sequence. Nobody else takes any meanwhile: they are for what waits until it writes alone."""
        (last,) = session.execute(_TAKE_IDS, {"name": table, "count": count}).one() if count else (0,)
        return range(last - count + 1, last + 1)

    def inserted(self, session: Session, sql: str, values: tuple[object, ...]) -> int:
        """The server says the id."""
        return int(session.connection().exec_driver_sql(f"{sql} RETURNING id", values).scalar_one())

    def run(self, session: Session, statement: Insert, values: Sequence[Mapping[str, object]]) -> None:
        """SQLAlchemy puts them together."""
        session.connection().execute(statement, list(values))

    def rows_changed(self, session: Session) -> int:
        """The notes of how to undo them count them."""
        return undo.noted(_driver(session))

    @contextmanager
    def taken_back(self, session: Session, table: str, column: str, numbers: range) -> Iterator[AsFile]:
        """The driver, as a file's."""
        driver = _driver(session)
        with undo.taken_back(driver, table, column, numbers):
            yield AsFile(driver)

    def references_and_texts(self, connection: Connection) -> tuple[References, Texts]:
        """As the server's catalogue says."""
        return tables.references_and_texts(connection)

    def row_name(self, connection: Connection, table: str, of: str) -> str:
        """The values of its key."""
        return tables.row_name(connection, table, of)


def _driver(session: Session) -> Any:
    return session.connection().connection.driver_connection
