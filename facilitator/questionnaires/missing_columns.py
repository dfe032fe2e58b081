"""Why there is no answer, in a column of its own: in a table that is handed on, an empty cell is what is missing."""

from collections.abc import Sequence
from dataclasses import replace

from facilitator.questionnaires.fields import MARKS
from facilitator.tabular import BESIDE, Table

_KINDS = {mark: kind for kind, mark in MARKS.items()}


def with_kinds_apart(table: Table, known: Sequence[str]) -> Table:
    """The table with its marks for missing answers taken into columns beside; such as `known` says are in the way stay.

    A column has another beside it where anything in it is missing.
    """
    headers: list[str] = []
    columns: list[list[str]] = []
    for header in table.headers:
        cells = table.column(header)
        kinds = [_KINDS.get(cell, "") for cell in cells]
        apart = header not in known and any(kinds) and f"{header}{BESIDE}" not in table.headers
        headers.append(header)
        columns.append(["" if kind else cell for cell, kind in zip(cells, kinds, strict=True)] if apart else cells)
        if apart:
            headers.append(f"{header}{BESIDE}")
            columns.append(kinds)
    return replace(table, headers=tuple(headers), rows=tuple(zip(*columns, strict=True)))


def without_kinds(headers: Sequence[str]) -> list[str]:
    """The headers without those of missing answers."""
    return [header for header in headers if not _is_beside(header, headers)]


def with_kinds_inside(table: Table) -> Table:
    """The table as `with_kinds_apart` got it; a table from elsewhere as it is."""
    beside = [
        header
        for header in table.headers
        if _is_beside(header, table.headers) and all(cell in ("", *MARKS) for cell in table.column(header))
    ]
    places = {header: place for place, header in enumerate(table.headers)}
    kept = [header for header in table.headers if header not in beside]
    rows = []
    for row in table.rows:
        cells = list(row)
        for header in beside:
            own = places[header.removesuffix(BESIDE)]
            cells[own] = cells[own] or MARKS.get(row[places[header]], "")
        rows.append(tuple(cells[places[header]] for header in kept))
    return replace(table, headers=tuple(kept), rows=tuple(rows))


def _is_beside(header: str, headers: Sequence[str]) -> bool:
    return header.endswith(BESIDE) and header.removesuffix(BESIDE) in headers
