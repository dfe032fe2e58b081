"""Undo for every operation, without a line in the operation itself.

While a connection writes, temporary triggers note for each row the statement that restores it (the technique
of "Automatic Undo/Redo Using SQLite", D. R. Hipp). Rows that go by a foreign key's cascade are noted alike. The
notes of one transaction, run backwards, are its undo; running them is noted in turn, which is the redo. A changed
row gets back only the columns that the transaction changed: what others wrote beside it since then stays.

Notes live in memory only and hold what people typed: they are never written to a log, and they are dropped when
something is erased for good.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from sqlite3 import Connection

UNTRACKED = ("alembic_version", "schema_part", "preference", "activity", "workshop_right")

KEPT_BY_ANSWERS = {"response": "id", "response_member": "response_id"}
"""Of tables in which a row may have been made by one and used by another since, the column with the response's id.

Whoever takes back that the facilitator wrote something down for a person does not take away what that person has
written since then.
"""


@dataclass(frozen=True, slots=True)
class Undo:
    """Takes one operation back. Calling it commits the reverse and returns the Undo of that: the redo.

    `label` names the operation for a menu, as in "Undo rename workshop".
    """

    label: str
    run: Callable[[], "Undo"]

    def __call__(self) -> "Undo":
        """Take the operation back now."""
        return self.run()


def track(connection: Connection) -> None:
    """Let `connection` note how to undo what it writes. Every table must exist; call once per connection."""
    connection.executescript(_tracking(tuple(connection.execute(_COLUMNS))))


_COLUMNS = f"""
    SELECT tables.name, columns.name, columns.pk FROM sqlite_master AS tables, pragma_table_info(tables.name) AS columns
    WHERE tables.type = 'table' AND tables.name NOT LIKE 'sqlite_%' AND tables.name NOT IN {UNTRACKED}
"""


@lru_cache(maxsize=4)  # libraries that are open at the same time have the same tables
def _tracking(described: tuple[tuple[str, str, int], ...]) -> str:
    """What makes the notes and the triggers that write them, for tables of which each (name, column, place in the key).

    In one transaction, since SQLite else ends one after each of the statements.
    """
    tables = groupby(described, lambda row: row[0])
    triggers = [trigger for table, rows in tables for trigger in _track_table(table, [row[1:] for row in rows])]
    return f"BEGIN;CREATE TEMP TABLE undo_note (seq INTEGER PRIMARY KEY, sql TEXT NOT NULL);{''.join(triggers)}COMMIT;"


def _track_table(table: str, described: list[tuple[str, int]]) -> Iterator[str]:
    columns = [column for column, _ in described]
    target, names = quoted_text(quoted_name(table)), quoted_text(",".join(map(quoted_name, columns)))
    pieces = " || ".join(
        f"CASE WHEN old.{quoted_name(column)} IS new.{quoted_name(column)} THEN '' ELSE {_restored(column)} END"
        for column in columns
    )
    changed = f"substr({pieces}, 2)"  # without the comma before the first one
    values = " || ',' || ".join(f"quote(old.{quoted_name(column)})" for column in columns)
    # Rows are named by their key, never by their rowid: SQLite gives the rowid of a removed row to the next one.
    key = [column for column, place in described if place]
    this_row = " || ' AND ' || ".join(
        f"{quoted_text(quoted_name(column) + '=')} || quote(new.{quoted_name(column)})" for column in key
    )
    unless = ""
    if table in KEPT_BY_ANSWERS:
        used = " AND NOT EXISTS (SELECT 1 FROM answer WHERE response_id = "
        unless = f" || {quoted_text(used)} || quote(new.{quoted_name(KEPT_BY_ANSWERS[table])}) || ')'"
    anything = " OR ".join(f"old.{quoted_name(column)} IS NOT new.{quoted_name(column)}" for column in columns)
    notes = {
        "INSERT": f"'DELETE FROM ' || {target} || ' WHERE ' || {this_row}{unless}",
        f"UPDATE WHEN {anything}": f"'UPDATE ' || {target} || ' SET ' || {changed} || ' WHERE ' || {this_row}",
        "DELETE": f"'INSERT INTO ' || {target} || '(' || {names} || ') VALUES(' || {values} || ')'",
    }
    for event, note in notes.items():
        verb, _, condition = event.partition(" ")
        trigger = quoted_name(f"undo_{table}_{verb.lower()}")
        yield (
            f"CREATE TEMP TRIGGER {trigger} AFTER {verb} ON main.{quoted_name(table)} {condition} "
            f"BEGIN INSERT INTO undo_note(sql) VALUES ({note}); END;"
        )


def _restored(column: str) -> str:
    return f"{quoted_text(',' + quoted_name(column) + '=')} || quote(old.{quoted_name(column)})"


@contextmanager
def taken_back(connection: Connection, table: str, column: str, numbers: range) -> Iterator[None]:
    """Rows that are inserted into `table` within the block are taken back by one statement for all of them.

    In `column` they hold one of `numbers`, as no other row does, and none that was there before this transaction.
    """
    name = f"undo_{table}_insert"
    (noting,) = connection.execute("SELECT sql FROM sqlite_temp_master WHERE name = ?", (name,)).fetchone()
    connection.execute(f"DROP TRIGGER temp.{quoted_name(name)}")
    try:
        yield
        rows = f"DELETE FROM {quoted_name(table)} WHERE {quoted_name(column)} BETWEEN {numbers[0]} AND {numbers[-1]}"
        connection.execute("INSERT INTO undo_note(sql) VALUES (?)", (rows,))
    finally:
        # A disk that is full ends the transaction, and with it that the trigger is away.
        connection.execute(noting.replace("CREATE TRIGGER", "CREATE TEMP TRIGGER IF NOT EXISTS", 1))


def take_notes(connection: Connection) -> tuple[str, ...]:
    """The statements that undo what was written since the last call, in the order in which to run them."""
    notes = tuple(row[0] for row in connection.execute("SELECT sql FROM undo_note ORDER BY seq DESC"))
    if notes:
        connection.execute("DELETE FROM undo_note")
    return notes


def replay(connection: Connection, notes: tuple[str, ...]) -> None:
    """Run `notes` inside the current transaction; foreign keys are checked when it commits."""
    connection.execute("PRAGMA defer_foreign_keys = ON")
    for note in notes:
        connection.execute(note)


def quoted_name(identifier: str) -> str:
    """The name of a table or column, quoted."""
    return '"' + identifier.replace('"', '""') + '"'


def quoted_text(value: str) -> str:
    """A text as SQL writes it."""
    return "'" + value.replace("'", "''") + "'"
