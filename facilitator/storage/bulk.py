"""Thousands of rows by a handful of statements, within the caller's transaction.

Rows that are written so are taken back by one statement for all of them: a note of each would take longer than the
rows themselves, and more memory.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain
from sqlite3 import Connection
from typing import cast

from sqlalchemy import Insert, text
from sqlmodel import Session, SQLModel

from facilitator.storage import undo

_TAKE_IDS = text(
    "SELECT setval(pg_get_serial_sequence(:name, 'id'), nextval(pg_get_serial_sequence(:name, 'id')) + :count - 1)"
)
_VALUES = 900
"""So many values go into one statement, which every build of SQLite takes: rows together take half the time."""


def insert_rows(
    session: Session, table: type[SQLModel], columns: Sequence[str], rows: Sequence[tuple[object, ...]]
) -> range:
    """Insert rows, and return the ids that they get, in their order. The table never gives an id again."""
    ids = _next_ids(session, str(table.__tablename__), len(rows))
    if rows:
        told = _as_stored(session, table, columns, rows)
        _insert(session, table, ("id", *columns), ((number, *row) for number, row in zip(ids, told, strict=True)), ids)
    return ids


def _next_ids(session: Session, name: str, count: int) -> range:
    """The next that nobody has had. Asked row by row, they take as long as all the rest."""
    if is_on_server(session):
        # Nobody else takes any meanwhile: one writes at a time.
        (last,) = session.execute(_TAKE_IDS, {"name": name, "count": count}).one() if count else (0,)
        return range(last - count + 1, last + 1)
    used = text("SELECT seq FROM sqlite_sequence WHERE name = :name").bindparams(name=name)
    first = (session.execute(used).scalar() or 0) + 1
    return range(first, first + count)


def is_on_server(session: Session) -> bool:
    """Whether the session's library lies on a server, rather than in a file."""
    return session.get_bind().dialect.name == "postgresql"


def rows_changed(session: Session) -> int:
    """How many rows the session's connection has changed: more after whatever the session has written since."""
    driver = session.connection().connection.driver_connection
    if is_on_server(session):
        from facilitator.storage.server.undo import noted

        return noted(driver)
    return int(cast(Connection, driver).total_changes)


def insert_below(
    session: Session, table: type[SQLModel], parents: range, columns: Sequence[str], rows: Iterable[tuple[object, ...]]
) -> None:
    """Insert rows that belong to others, by the first of `columns`: to `parents` that this transaction has made."""
    if parents:
        _insert(session, table, columns, rows, parents)


def _insert(
    session: Session,
    table: type[SQLModel],
    columns: Sequence[str],
    rows: Iterable[tuple[object, ...]],
    numbers: range,
) -> None:
    """Insert rows that hold one of `numbers` in the first column, as they are stored."""
    session.flush()
    name = str(table.__tablename__)
    with _taken_back(session, name, columns[0], numbers) as driver:
        start = f"INSERT INTO {name} ({', '.join(columns)}) VALUES "  # noqa: S608
        row = f"({', '.join('?' * len(columns))})"
        listed, together = list(rows), _VALUES // len(columns)
        whole = len(listed) // together * together
        many = (tuple(chain.from_iterable(listed[at : at + together])) for at in range(0, whole, together))
        driver.executemany(start + ", ".join([row] * together), many)
        driver.executemany(start + row, listed[whole:])


@contextmanager
def _taken_back(session: Session, table: str, column: str, numbers: range) -> Iterator[Connection]:
    """What takes rows that are written as it says in `undo.taken_back`."""
    driver = session.connection().connection.driver_connection
    if is_on_server(session):
        # Imported here: who has a library in a file needs nothing of it.
        from facilitator.storage.server.bulk import taken_back

        with taken_back(driver, table, column, numbers) as as_file:
            yield cast(Connection, as_file)
    else:
        with undo.taken_back(cast(Connection, driver), table, column, numbers):
            yield cast(Connection, driver)


def _as_stored(
    session: Session, table: type[SQLModel], columns: Sequence[str], rows: Sequence[tuple[object, ...]]
) -> Iterable[tuple[object, ...]]:
    """The rows with what is stored otherwise than Python holds it, such as moments, as it is stored."""
    dialect = session.connection().dialect
    kinds = SQLModel.metadata.tables[str(table.__tablename__)].c
    makers = {at: make for at, key in enumerate(columns) if (make := kinds[key].type.bind_processor(dialect))}
    if not makers:
        return rows
    return (tuple(makers[at](cell) if at in makers else cell for at, cell in enumerate(row)) for row in rows)


def run(session: Session, statement: Insert, values: Sequence[Mapping[str, object]]) -> None:
    """Insert rows of numbers and texts, the same columns of each.

    What each is compiled for is done once, which is most of the time.
    """
    connection = session.connection()
    if is_on_server(session):
        connection.execute(statement, list(values))
        return
    compiled = statement.compile(dialect=connection.dialect, column_keys=list(values[0]))
    order = compiled.positiontup or []
    rows = [tuple(row[name] for name in order) for row in values]
    connection.exec_driver_sql(str(compiled), rows)
