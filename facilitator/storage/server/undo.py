"""Undo of libraries on a server: notes as `facilitator.storage.undo` takes them in a file, with the same promises.

There is a trigger at each table that notes, row by row, the statement that restores it: into a temporary table of the
connection that writes, where it has made one. Whoever else writes to the tables leaves no notes. They are gone from
the server with the transaction.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from typing import Any

from facilitator.storage.undo import KEPT_BY_ANSWERS, UNTRACKED, quoted_name, quoted_text

_QUIET = "facilitator.quiet"
"""A setting of the transaction: the table whose rows are noted otherwise just now."""

NOTES = (
    "CREATE TEMP TABLE IF NOT EXISTS undo_note (seq BIGINT GENERATED ALWAYS AS IDENTITY, sql TEXT NOT NULL)"
    " ON COMMIT DELETE ROWS; GRANT INSERT ON pg_temp.undo_note TO PUBLIC"
)
"""What lets a connection take notes.

Rows that go with the one that they belong to go in the name of whoever owns the tables, and so are noted. Nobody else
than this connection finds its temporary tables.
"""

_COLUMNS = """
    SELECT c.relname, a.attname, coalesce(array_position(k.conkey, a.attnum), 0)
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'p'
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'
    ORDER BY c.relname, a.attnum
"""


def install(connection: Any) -> None:
    """Make or renew the triggers of all tables, on a driver's connection and within its transaction."""
    described = connection.execute(_COLUMNS).fetchall()
    for table, rows in groupby(described, lambda row: row[0]):
        if table not in UNTRACKED:
            for statement in _trigger(table, [row[1:] for row in rows]):
                connection.execute(statement)


def _trigger(table: str, described: list[tuple[str, int]]) -> Iterator[str]:
    columns = [column for column, _ in described]
    key = [column for column, place in described if place]
    target, names = quoted_text(quoted_name(table)), quoted_text(",".join(map(quoted_name, columns)))
    pieces = " || ".join(
        f"CASE WHEN old.{quoted_name(column)} IS NOT DISTINCT FROM new.{quoted_name(column)} THEN '' "
        f"ELSE {quoted_text(',' + quoted_name(column) + '=')} || quote_nullable(old.{quoted_name(column)}) END"
        for column in columns
    )
    anything = " OR ".join(
        f"old.{quoted_name(column)} IS DISTINCT FROM new.{quoted_name(column)}" for column in columns
    )
    values = " || ',' || ".join(f"quote_nullable(old.{quoted_name(column)})" for column in columns)
    this_row = " || ' AND ' || ".join(
        f"{quoted_text(quoted_name(each) + '=')} || quote_nullable(new.{quoted_name(each)})" for each in key
    )
    unless = ""
    if table in KEPT_BY_ANSWERS:
        used = " AND NOT EXISTS (SELECT 1 FROM answer WHERE response_id = "
        unless = f" || {quoted_text(used)} || quote_nullable(new.{quoted_name(KEPT_BY_ANSWERS[table])}) || ')'"
    function = quoted_name(f"undo_{table}")
    yield f"""
        CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $undo$
        BEGIN
            IF to_regclass('pg_temp.undo_note') IS NULL OR current_setting('{_QUIET}', true) = {quoted_text(table)} THEN
                RETURN NULL;
            END IF;
            IF TG_OP = 'INSERT' THEN
                INSERT INTO pg_temp.undo_note(sql)
                VALUES ('DELETE FROM ' || {target} || ' WHERE ' || {this_row}{unless});
            ELSIF TG_OP = 'DELETE' THEN
                INSERT INTO pg_temp.undo_note(sql)
                VALUES ('INSERT INTO ' || {target} || '(' || {names} || ') VALUES(' || {values} || ')');
            ELSIF {anything} THEN
                INSERT INTO pg_temp.undo_note(sql)
                VALUES ('UPDATE ' || {target} || ' SET ' || substr({pieces}, 2) || ' WHERE ' || {this_row});
            END IF;
            RETURN NULL;
        END $undo$
    """  # noqa: S608  # names of tables can't be bound; they are quoted
    yield (
        f"CREATE OR REPLACE TRIGGER {function} AFTER INSERT OR UPDATE OR DELETE ON {quoted_name(table)} "
        f"FOR EACH ROW EXECUTE FUNCTION {function}()"
    )


@contextmanager
def taken_back(connection: Any, table: str, column: str, numbers: range) -> Iterator[None]:
    """Rows that are inserted within the block are taken back by one statement; see the one of files."""
    connection.execute("SELECT set_config(%s, %s, true)", (_QUIET, table))
    yield
    connection.execute("SELECT set_config(%s, '', true)", (_QUIET,))
    rows = f"DELETE FROM {quoted_name(table)} WHERE {quoted_name(column)} BETWEEN {numbers[0]} AND {numbers[-1]}"  # noqa: S608
    connection.execute("INSERT INTO pg_temp.undo_note(sql) VALUES (%s)", (rows,))


_TAKE = """
    SELECT pg_current_xact_id_if_assigned()::text, sql FROM (SELECT) AS this LEFT JOIN pg_temp.undo_note ON true
    ORDER BY seq DESC
"""


def take_notes(connection: Any) -> tuple[tuple[str, ...], str | None]:
    """The statements that undo what this transaction has written, in the order in which to run them, and its number."""
    rows = connection.execute(_TAKE).fetchall()
    return tuple(sql for _, sql in rows if sql is not None), rows[0][0]


def write_anew(connection: Any, lock: int) -> None:
    """Write every row of all tables that have notes anew, in the order of its key, and let go of what was there before.

    Then no row tells by which transaction it came, nor after which other one.
    """
    connection.execute("SELECT pg_advisory_xact_lock(%s)", (lock,))
    described = connection.execute(_COLUMNS).fetchall()
    keys = {table: column for table, column, place in described if place == 1 and table not in UNTRACKED}
    for table, column in keys.items():
        connection.execute(f"UPDATE {quoted_name(table)} SET {quoted_name(column)} = {quoted_name(column)}")  # noqa: S608
    connection.commit()
    connection.autocommit = True
    for table in keys:
        connection.execute(f"CLUSTER {quoted_name(table)} USING {quoted_name(f'pk_{table}')}")


def noted(connection: Any) -> int:
    """How many rows this transaction has changed until now; a connection that only reads changes none."""
    (there,) = connection.execute("SELECT to_regclass('pg_temp.undo_note') IS NOT NULL").fetchone()
    return int(connection.execute("SELECT count(*) FROM pg_temp.undo_note").fetchone()[0]) if there else 0


def replay(connection: Any, notes: tuple[str, ...]) -> None:
    """Run `notes` inside the current transaction; foreign keys are checked when it commits."""
    connection.execute("SET CONSTRAINTS ALL DEFERRED")
    for note in notes:
        connection.execute(note)
