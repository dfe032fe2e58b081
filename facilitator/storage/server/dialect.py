"""PostgreSQL as SQLAlchemy speaks it for a library: what the house writes for SQLite means the same there.

Values come and go as they do with a file: days and moments as ISO texts by the driver and as Python's by SQLAlchemy,
truth as 0 and 1, texts ordered by their code points and not by a language, whole numbers of 64 bits. Statements that
are written by hand have SQLite's placeholders and are translated.
"""

# mypy: allow-untyped-calls
# SQLAlchemy's own compilers for PostgreSQL have no types.

import re
from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, types
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.base import PGDDLCompiler, PGTypeCompiler
from sqlalchemy.dialects.postgresql.psycopg import PGCompiler_psycopg, PGDialect_psycopg

NAME = "postgresql.library"

_TOKENS = re.compile(r"'(?:[^']|'')*'|\bIS NOT \?|\bIS \?|\?|%", re.IGNORECASE)
_TRUTH = re.compile(r"\(([^()]*(?:<>|IS NOT NULL|IS NULL)[^()]*)\)")


@lru_cache(maxsize=1000)
def translated(statement: str) -> str:
    """A statement for SQLite's driver as one for this one, with the same values in the same order."""
    return _TOKENS.sub(_translated, statement)


def _translated(found: "re.Match[str]") -> str:
    part = found[0]
    if part == "?":
        return "%s"
    if part.endswith("?"):
        return f"IS {'' if 'NOT' in part.upper() else 'NOT '}DISTINCT FROM %s"
    # What the driver would take for a placeholder.
    return part.replace("%", "%%")


class _Statements(PGCompiler_psycopg):
    def visit_max_func(self, function: Any, **options: Any) -> str:
        """The largest of several values is SQLite's max, too."""
        several = len(function.clauses) > 1
        return f"{'greatest' if several else 'max'}{self.function_argspec(function, **options)}"

    def _on_conflict_target(self, clause: Any, **options: Any) -> str:
        """What the house writes with SQLite's upsert, which knows no named constraints."""
        vars(clause).setdefault("constraint_target", None)
        return str(super()._on_conflict_target(clause, **options))


class _Tables(PGDDLCompiler):
    def get_column_specification(self, column: Any, **options: Any) -> str:
        return str(super().get_column_specification(column, **options)).replace(" SERIAL", " BIGSERIAL")

    def visit_check_constraint(self, constraint: CheckConstraint, **options: Any) -> str:
        said = super().visit_check_constraint(constraint, **options)
        for column in constraint.table.columns if constraint.table is not None else ():
            if isinstance(column.type, types.Boolean):
                # Alone it stands for whether it is true, which no number does here.
                said = re.sub(rf"\b{column.name}\b(?=\s*(?:\)|OR|AND))", f"({column.name} <> 0)", said)
        # What holds is counted by adding it up.
        return _TRUTH.sub(r"(\1)::int", said) if ") + (" in said else said

    def visit_foreign_key_constraint(self, constraint: ForeignKeyConstraint, **options: Any) -> str:
        # An undo writes its rows in whatever order, as SQLite lets every constraint be deferred.
        return f"{super().visit_foreign_key_constraint(constraint, **options)} DEFERRABLE INITIALLY IMMEDIATE"

    def visit_create_index(self, create: Any, *choices: Any, **options: Any) -> Any:
        mine = create.element.dialect_options["postgresql"]
        if mine["where"] is None:
            mine["where"] = create.element.dialect_options["sqlite"]["where"]
        return super().visit_create_index(create, *choices, **options)


class _Types(PGTypeCompiler):
    def visit_INTEGER(self, type_: Any, **_options: Any) -> str:  # noqa: N802  # SQLAlchemy's name
        return "BIGINT"

    def visit_BOOLEAN(self, type_: Any, **_options: Any) -> str:  # noqa: N802  # SQLAlchemy's name
        return "SMALLINT"

    def visit_TIMESTAMP(self, type_: Any, **_options: Any) -> str:  # noqa: N802  # SQLAlchemy's name
        return "TIMESTAMP"

    def visit_VARCHAR(self, type_: Any, **options: Any) -> str:  # noqa: N802  # SQLAlchemy's name
        return 'TEXT COLLATE "C"' if options.get("type_expression") is not None else "TEXT"


class _Day(types.Date):
    def bind_processor(self, _dialect: Any) -> Callable[[date | None], str | None]:
        return lambda day: None if day is None else day.isoformat()

    def result_processor(self, _dialect: Any, _coltype: Any) -> Callable[[str | None], date | None]:
        return lambda text: None if text is None else date.fromisoformat(text)


class _Moment(types.DateTime):
    def bind_processor(self, _dialect: Any) -> Callable[[datetime | None], str | None]:
        return lambda moment: None if moment is None else moment.replace(tzinfo=None).isoformat(" ", "microseconds")

    def result_processor(self, _dialect: Any, _coltype: Any) -> Callable[[str | None], datetime | None]:
        return lambda text: None if text is None else datetime.fromisoformat(text)


class _Text(types.String):
    """Without the cast that would let a comparison go by another order than that of the column."""


class _Whole(types.Integer):
    """Without a cast: what is written by hand has none either."""


class LibraryDialect(PGDialect_psycopg):
    """PostgreSQL, equal in all engines: what is compiled for one is found by every other."""

    supports_statement_cache = True
    supports_native_boolean = False
    statement_compiler = _Statements
    ddl_compiler = _Tables
    type_compiler_cls = _Types
    colspecs = {
        **{kind: made for kind, made in PGDialect_psycopg.colspecs.items() if kind is not types.Boolean},
        types.Date: _Day,
        types.DateTime: _Moment,
        types.String: _Text,
        types.Integer: _Whole,
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(use_native_hstore=False, **options)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, LibraryDialect) and other.dbapi is self.dbapi

    def __hash__(self) -> int:
        return hash(LibraryDialect)


registry.register(NAME, __name__, LibraryDialect.__name__)
