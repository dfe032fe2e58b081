"""Several rounds in one set of tables: a column says of which round a row is, and is taken apart again by it.

A step with one round has no such column. The rows of the last round are those that a program which knows of no rounds
would want: they come last.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from facilitator.exercises.network.interchange.forms import ROUND, ROUND_TITLE
from facilitator.i18n import tr
from facilitator.tabular import Loss, Part, Problem, Table, find_header


def together(rounds: Sequence[tuple[Part, Mapping[str, Table]]]) -> dict[str, Table]:
    """The tables of all rounds by name, the rows of each under one head; those of one round alone as they are."""
    if len(rounds) == 1:
        return dict(rounds[0][1])
    # The latest round comes first for the names and the columns: what is asked now leads.
    names = dict.fromkeys(name for _, tables in reversed(rounds) for name in tables)
    return {name: _joined(name, [(part, tables[name]) for part, tables in rounds if name in tables]) for name in names}


def rounds_in(table: Table) -> list[int]:
    """The round of each row by the column of rounds; none where the table has no such column or it says no rounds."""
    header = find_header(table.headers, ROUND)
    numbers = [text.strip() for text in table.column(header)] if header is not None else []
    return [int(text) for text in numbers] if all(text.isdecimal() and int(text) > 0 for text in numbers) else []


def apart(table: Table, *, always: bool = False) -> list[tuple[Part, Table]]:
    """The parts of a table by its column of rounds, in their order; the table as it is where it has none.

    One round alone is no part but the whole, unless it is `always` to be told by its number.
    """
    numbers = rounds_in(table)
    if not numbers:
        return [(Part(), table)]
    named = find_header(table.headers, ROUND_TITLE)
    titles = table.column(named) if named is not None else [""] * len(numbers)
    parts = {number: title.strip() for number, title in zip(numbers, titles, strict=True)}
    if len(parts) == 1 and not always:
        return [(Part(), _rows_of(table, numbers, next(iter(parts))))]
    return [(Part(number, parts[number]), _rows_of(table, numbers, number)) for number in sorted(parts)]


def latest(table: Table, beside: Sequence[Table] = ()) -> Table:
    """The rows of the last round alone, with a remark where there are others.

    The last round is that of all tables of an import: of a table that ends with an earlier one nothing is left.
    """
    numbers = rounds_in(table)
    if not numbers:
        return table
    last = max(number for each in (table, *beside) for number in rounds_in(each))
    kept = _rows_of(table, numbers, last)
    others = tuple(row for row, number in zip(table.numbers, numbers, strict=True) if number != last)
    if not others:
        return kept
    sentence = tr(
        "Of an earlier round: only the last one is imported, round {number}. To bring in all of them, import all files "
        "of the export together into a workshop without answers.",
        number=last,
    )
    remark = Problem(sentence, error=False, loss=Loss.ROW, rows=others)
    return replace(kept, problems=(*kept.problems, remark))


def _joined(name: str, parts: Sequence[tuple[Part, Table]]) -> Table:
    """One table; `codebook` describes all rounds at once and is taken from the last."""
    last = parts[-1][1]
    if name == "codebook":
        return last
    own = list(dict.fromkeys(header for _, table in reversed(parts) for header in table.headers))
    headers = (own[0], ROUND, ROUND_TITLE, *own[1:]) if name == "egos" else (own[0], ROUND, *own[1:])
    rows = []
    for part, table in parts:
        for row in table.rows:
            cells = dict(zip(table.headers, row, strict=True)) | {ROUND: str(part.number), ROUND_TITLE: part.title}
            rows.append(tuple(cells.get(header, "") for header in headers))
    return Table(last.source, headers, tuple(rows), tuple(range(2, len(rows) + 2)))


def _rows_of(table: Table, numbers: Sequence[int], number: int) -> Table:
    """The rows of one round, without the columns that say so."""
    places = [
        place
        for place, header in enumerate(table.headers)
        if header not in (find_header(table.headers, ROUND), find_header(table.headers, ROUND_TITLE))
    ]
    chosen = [row for row, each in enumerate(numbers) if each == number]
    return Table(
        table.source,
        tuple(table.headers[place] for place in places),
        tuple(tuple(table.rows[row][place] for place in places) for row in chosen),
        tuple(table.numbers[row] for row in chosen),
        table.problems,
        table.headings,
    )
