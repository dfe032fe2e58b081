"""What tables a library on a server has, for whoever looks through all of them."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

_REFERENCES = """
    SELECT c.conname, place - 1, there.relname, a.attname, b.attname, here.relname
    FROM pg_constraint c JOIN pg_class here ON here.oid = c.conrelid JOIN pg_class there ON there.oid = c.confrelid
    CROSS JOIN LATERAL unnest(c.conkey, c.confkey) WITH ORDINALITY AS k(own, theirs, place)
    JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.own
    JOIN pg_attribute b ON b.attrelid = c.confrelid AND b.attnum = k.theirs
    WHERE c.contype = 'f' AND here.relnamespace = current_schema()::regnamespace
    ORDER BY here.relname, c.conname, place
"""
_TEXTS = """
    SELECT c.relname, a.attname FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'p'
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND a.atttypid = 'text'::regtype
    AND array_position(k.conkey, a.attnum) IS NULL
    ORDER BY c.relname, a.attnum
"""
_KEY = """
    SELECT a.attname FROM pg_constraint k CROSS JOIN LATERAL unnest(k.conkey) WITH ORDINALITY AS u(own, place)
    JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.own
    WHERE k.conrelid = to_regclass(?) AND k.contype = 'p' ORDER BY place
"""


def references_and_texts(connection: Connection) -> tuple[Mapping[str, Sequence[Any]], Mapping[str, list[str]]]:
    """Each table's references, as SQLite's `foreign_key_list` tells them, and its columns with texts, but for keys."""
    references: dict[str, list[Any]] = {}
    for *row, table in connection.exec_driver_sql(_REFERENCES):
        references.setdefault(table, []).append(row)
    texts: dict[str, list[str]] = {}
    for table, column in connection.exec_driver_sql(_TEXTS):
        texts.setdefault(table, []).append(column)
    tables = sorted({*references, *texts})
    return {table: references.get(table, []) for table in tables}, {table: texts.get(table, []) for table in tables}


def row_name(connection: Connection, table: str, of: str) -> str:
    """What names a row whose key stays, in SQL: the values of its key; `of` stands before each column."""
    key = [column for (column,) in connection.exec_driver_sql(_KEY, (f'"{table}"',))]
    columns = ", ".join(f'{of}"{column}"' for column in key)
    return f"json_build_array({columns})::text"
