"""Our own tables after a program for statistics has saved them again: without what it has put into them.

R writes the names of rows and NA, pandas an index, NaN and 3.0. An empty cell of ours is no answer, and NA would be
one that was skipped; so it is taken out where something in these tables shows that such a program has written it.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from facilitator.exercises.network.interchange.exchanged_tables import (
    CONTACT,
    KEPT,
    LENGTH,
    PARTICIPANT,
    ROUND,
    TIES_ASKED,
)
from facilitator.exercises.network.own_export import (
    ALTER,
    ANSWER,
    CODE,
    CONTACT_IS,
    COUNT,
    COUNT_CODE,
    EGO,
    ENTRY,
    SOURCE,
    TARGET,
    own_tables,
)
from facilitator.tabular import Table
from facilitator.workshop.headings import plain_of
from facilitator.workshop.table_import import whole_number

_WORDS = frozenset(map(plain_of, (EGO, ALTER, SOURCE, TARGET, PARTICIPANT, CONTACT, ANSWER, "label", "question")))
"""Columns of names and wordings, in which these signs may be meant."""
_NEVER = frozenset(
    map(plain_of, (ENTRY, LENGTH, TIES_ASKED, "email", CONTACT_IS, KEPT, "yearly", "internal", "private"))
)
"""Columns in which we never write them."""
_NUMBERS = frozenset(map(plain_of, (LENGTH, COUNT_CODE, COUNT, CODE, ROUND)))
_NOTHING = frozenset({"NA", "NaN", "nan", "<NA>", "None", "NULL", "N/A", "#N/A"})
_ROW_NAMES = re.compile(r"Column A|Unnamed: 0|X|\.\.\.1|rownames|row\.names|index", re.IGNORECASE)


def as_exported(tables: Sequence[Table]) -> list[Table]:
    """The tables, those of ours as we wrote them."""
    own = [_is_own(table) for table in tables]
    counted = [mine and _counts_rows(table) for mine, table in zip(own, tables, strict=True)]
    saved = any(counted) or any(mine and _shows(table) for mine, table in zip(own, tables, strict=True))
    return [
        _mended(table, rows=rows, empty=saved) if mine else table
        for table, mine, rows in zip(tables, own, counted, strict=True)
    ]


def _is_own(table: Table) -> bool:
    """Whether it has the columns of one of our tables: by keys, as other programs take them for names."""
    headers = set(map(plain_of, table.headers))
    known = (*own_tables(), (PARTICIPANT, CONTACT))
    return table.headings and any(headers.issuperset(map(plain_of, each)) for each in known)


def _counts_rows(table: Table) -> bool:
    """Whether the first column has no heading of its own and counts the rows, from 0 or 1."""
    if not _ROW_NAMES.fullmatch(table.headers[0]) or not table.rows:
        return False
    numbers = [whole_number(row[0]) for row in table.rows]
    return numbers in (list(range(len(numbers))), list(range(1, len(numbers) + 1)))


def _shows(table: Table) -> bool:
    places = [at for at, header in enumerate(table.headers) if plain_of(header) in _NEVER]
    return any(row[at] in _NOTHING for row in table.rows for at in places)


def _mended(table: Table, *, rows: bool, empty: bool) -> Table:
    names = [plain_of(header) for header in table.headers]

    def mended(at: int, text: str) -> str:
        if empty and text in _NOTHING and names[at] not in _WORDS:
            return ""
        number = whole_number(text) if names[at] in _NUMBERS else None
        return text if number is None else str(number)

    columns = []
    for at, header in enumerate(table.headers):
        told = {text: new for text in table.texts(header) if (new := mended(at, text)) != text}
        column = table.column(header)
        columns.append([told.get(text, text) for text in column] if told else column)
    if not rows and all(column == table.column(header) for header, column in zip(table.headers, columns, strict=True)):
        return table
    first = int(rows)
    return replace(table, headers=table.headers[first:], rows=tuple(zip(*columns[first:], strict=True)))
