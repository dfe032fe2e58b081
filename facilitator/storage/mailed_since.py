"""What a copy that is brought back must not forget: mails that went since, and who asked since to get none.

Everything else is as it was in the copy. But a mail that was sent can't be called back, and would go a second time.
"""

import sqlite3
from contextlib import closing
from itertools import chain
from pathlib import Path

from facilitator.storage.connections import connect
from facilitator.storage.keys import Key

_LOGS = {
    "mail_delivery": ("participant_id", "parcel", "round"),
    "dated_mail": ("step_id", "key", "recipient"),
    "mail_stop": ("step_id", "recipient"),
}
"""The tables that say what went, and by what a row is known."""
_PARENTS = {"participant_id": "participant", "step_id": "agenda_step"}


def keep_what_was_mailed(before: Path, coming: Path, key: Key | None) -> None:
    """Write what the library `before` knows of mails into the copy `coming`; both have the same `key`.

    Only of people and steps that are in both, of a workshop made at the same moment: a copy may be of another library.
    Numbers that were given since are not given again, so that nothing that is kept stands for somebody new.
    """
    with closing(connect(before, key)) as now, closing(connect(coming, key, writes=True)) as then, then:
        for table, known_by in _LOGS.items():
            columns = _columns(now, table)
            if not columns or columns != _columns(then, table):
                # One of the two is of a version that kept no such log, or another one.
                continue
            parents = {name: _in_both(now, then, parent) for name, parent in _PARENTS.items() if name in columns}
            told = [name for name in columns if name != "id"]
            for row in now.execute(f"SELECT {_names(told)} FROM {table}"):  # noqa: S608  # names of our own
                found = dict(zip(told, row, strict=True))
                if all(found[name] is None or found[name] in parents[name] for name in parents):
                    same = " AND ".join(f'"{name}" = :{name}' for name in known_by)
                    then.execute(f"DELETE FROM {table} WHERE {same}", found)  # noqa: S608  # names of our own
                    values = ", ".join(f":{name}" for name in told)
                    then.execute(f"INSERT INTO {table} ({_names(told)}) VALUES ({values})", found)  # noqa: S608
        for table, number in now.execute("SELECT name, seq FROM sqlite_sequence"):
            changed = then.execute("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", (number, table))
            if not changed.rowcount and _columns(then, table):
                then.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, number))


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return sorted(chain.from_iterable(connection.execute("SELECT name FROM pragma_table_info(?)", (table,))))


def _names(columns: list[str]) -> str:
    return ", ".join(f'"{name}"' for name in columns)


def _in_both(now: sqlite3.Connection, then: sqlite3.Connection, table: str) -> set[int]:
    """The ids of the rows that are in both, in the same workshop."""
    rows = (
        f"SELECT each.id, each.workshop_id, workshop.created_at FROM {table} each "  # noqa: S608  # names of our own
        "JOIN workshop ON workshop.id = each.workshop_id"
    )
    return {each[0] for each in set(now.execute(rows)) & set(then.execute(rows))}
