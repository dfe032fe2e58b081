"""Thousands of rows by a handful of statements, within the caller's transaction.

Rows that are written so are taken back by one statement for all of them: a note of each would take longer than the
rows themselves, and more memory.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from sqlalchemy import Insert
from sqlmodel import Session, SQLModel

from facilitator.storage.by_hand import by_hand

_VALUES = 900
"""So many values go into one statement, which every build of SQLite takes: rows together take half the time."""


def insert_rows(
    session: Session, table: type[SQLModel], columns: Sequence[str], rows: Sequence[tuple[object, ...]]
) -> range:
    """Insert rows, and return the ids that they get, in their order. The table never gives an id again."""
    ids = by_hand(session).next_ids(session, str(table.__tablename__), len(rows))
    if rows:
        told = _as_stored(session, table, columns, rows)
        _insert(session, table, ("id", *columns), ((number, *row) for number, row in zip(ids, told, strict=True)), ids)
    return ids


def rows_changed(session: Session) -> int:
    """How many rows the session's connection has changed: more after whatever the session has written since."""
    return by_hand(session).rows_changed(session)


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
    with by_hand(session).taken_back(session, name, columns[0], numbers) as driver:
        start = f"INSERT INTO {name} ({', '.join(columns)}) VALUES "  # noqa: S608
        row = f"({', '.join('?' * len(columns))})"
        listed, together = list(rows), _VALUES // len(columns)
        whole = len(listed) // together * together
        many = (tuple(chain.from_iterable(listed[at : at + together])) for at in range(0, whole, together))
        driver.executemany(start + ", ".join([row] * together), many)
        driver.executemany(start + row, listed[whole:])


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
    """Insert rows of numbers and texts, the same columns of each."""
    by_hand(session).run(session, statement, values)
