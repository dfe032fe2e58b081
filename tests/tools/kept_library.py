"""A library as the first released schema had it, with answers of all kinds, and how two schemas are compared."""

import gzip
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

_KEPT = Path(__file__).parents[1] / "data" / "library_12.sqlite.gz"


def kept_library(folder: Path) -> Path:
    """Unpack the library of schema 12 into `folder`: three workshops and a template, no table of it empty."""
    path = folder / "library.sqlite"
    path.write_bytes(gzip.decompress(_KEPT.read_bytes()))
    return path


def rows(path: Path, like: Path | None = None) -> dict[str, list[Any]]:
    """All rows of every table, in no order of their own; of the tables and columns alone that another library has."""
    columns = _columns(like or path)
    with closing(sqlite3.connect(path)) as file:
        return {
            table: sorted(file.execute(f'SELECT {", ".join(names)} FROM "{table}"'), key=repr)
            for table, names in columns.items()
        }


def _columns(path: Path) -> dict[str, list[str]]:
    with closing(sqlite3.connect(path)) as file:
        tables = [name for (name,) in file.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {table: [f'"{row[1]}"' for row in file.execute(f'PRAGMA table_info("{table}")')] for table in tables}


def schema(path: Path) -> dict[str, Any]:
    """What each table and index of the file is: its columns in order, and its clauses whatever their order."""
    with closing(sqlite3.connect(path)) as file:
        declared = file.execute("SELECT type, name, sql FROM sqlite_schema").fetchall()
        return {
            name: (
                file.execute(f'PRAGMA table_xinfo("{name}")').fetchall(),
                file.execute(f'PRAGMA index_xinfo("{name}")').fetchall(),
                sorted(_clauses(sql or "")) if kind == "table" else (sql or "").replace('"', ""),
            )
            for kind, name, sql in declared
        }


def _clauses(sql: str) -> list[str]:
    """What stands between the commas of a CREATE TABLE, and what stands around it."""
    sql = sql.replace('"', "").replace("\n", " ").replace("\t", "")
    first, last = sql.find("(") + 1, sql.rfind(")")
    found, depth = [""], 0
    for letter in sql[first:last]:
        depth += (letter == "(") - (letter == ")")
        if letter == "," and depth == 0:
            found.append("")
        else:
            found[-1] += letter
    return [sql[:first], sql[last:], *(clause.strip() for clause in found)]
