"""Several rounds in one set of tables: a column says of which round a row is, and is taken apart again by it.

A step with one round has no such column. The rows of the last round are those that a program which knows of no rounds
would want: they come last.
"""

from collections.abc import Mapping, Sequence

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


def apart(table: Table, *, always: bool = False) -> list[tuple[Part, Table]]:
    """The parts of a table by its column of rounds, in their order; the table as it is where it has none.

    One round alone is no part but the whole, unless it is `always` to be told by its number.
    """
    header = find_header(table.headers, ROUND)
    numbers = [text.strip() for text in table.column(header)] if header is not None else []
    if header is None or not numbers or not all(text.isdecimal() and int(text) > 0 for text in numbers):
        return [(Part(), table)]
    named = find_header(table.headers, ROUND_TITLE)
    titles = table.column(named) if named is not None else [""] * len(numbers)
    parts = {int(number): title.strip() for number, title in zip(numbers, titles, strict=True)}
    if len(parts) == 1 and not always:
        return [(Part(), _rows_of(table, numbers, next(iter(parts))))]
    return [(Part(number, parts[number]), _rows_of(table, numbers, number)) for number in sorted(parts)]


def latest(table: Table) -> Table:
    """The rows of the last round alone, with a remark where there are others."""
    parts = apart(table)
    if len(parts) == 1:
        return parts[0][1]
    sentence = tr(
        "It holds several rounds, of which only the last one is imported. To bring in all of them, import all files of "
        "the export together into a workshop without answers."
    )
    _, last = parts[-1]
    others = tuple(number for _, each in parts[:-1] for number in each.numbers)
    remark = Problem(sentence, error=False, loss=Loss.ROW, rows=others)
    return Table(last.source, last.headers, last.rows, last.numbers, (*last.problems, remark))


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


def _rows_of(table: Table, numbers: Sequence[str], number: int) -> Table:
    """The rows of one round, without the columns that say so."""
    places = [
        place
        for place, header in enumerate(table.headers)
        if header not in (find_header(table.headers, ROUND), find_header(table.headers, ROUND_TITLE))
    ]
    chosen = [row for row, text in enumerate(numbers) if int(text) == number]
    return Table(
        table.source,
        tuple(table.headers[place] for place in places),
        tuple(tuple(table.rows[row][place] for place in places) for row in chosen),
        tuple(table.numbers[row] for row in chosen),
        table.problems,
        table.headings,
    )
