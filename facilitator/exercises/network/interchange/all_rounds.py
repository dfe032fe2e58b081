"""Several rounds in one set of tables: a column says of which round a row is, and is taken apart again by it.

A step with one round has no such column. The rows of the last round are those that a program which knows of no rounds
would want: they come last.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from facilitator.exercises.network.interchange.exchanged_tables import LISTS, ROUND, ROUND_TITLE, round_columns
from facilitator.i18n import tr
from facilitator.import_plans import Options, Part
from facilitator.tabular import Loss, Problem, Table, find_header, headings
from facilitator.text_matching import caseless
from facilitator.workshop.table_import import number_of_round

_ANY = Options()


def together(rounds: Sequence[tuple[Part, Mapping[str, Table]]]) -> dict[str, Table]:
    """The tables of all rounds by name, the rows of each under one head; those of one round alone as they are."""
    if len(rounds) == 1:
        return dict(rounds[0][1])
    # The latest round comes first for the names and the columns: what is asked now leads.
    names = dict.fromkeys(name for _, tables in reversed(rounds) for name in tables)
    return {name: _joined(name, [(part, tables[name]) for part, tables in rounds if name in tables]) for name in names}


def apart(table: Table, *, always: bool = False, options: Options = _ANY) -> list[tuple[Part, Table]]:
    """The parts of a table by its column of rounds, in their order; the table as it is where it has none.

    One round alone is no part but the whole, unless it is `always` to be told by its number. What the person matched
    columns to in `options` goes before their headings.
    """
    header = _column(table, ROUND, options)
    numbers = [text.strip() for text in table.column(header)] if header is not None else []
    if header is None or not numbers or not all(map(_is_round, numbers)):
        return [(Part(), table)]
    named = _column(table, ROUND_TITLE, options)
    titles = table.column(named) if named is not None else [""] * len(numbers)
    parts = {number_of_round(number) or 0: title.strip() for number, title in zip(numbers, titles, strict=True)}
    away = {header, named}
    if len(parts) == 1 and not always:
        return [(Part(), _rows_of(table, numbers, next(iter(parts)), away))]
    return [(Part(number, parts[number]), _rows_of(table, numbers, number, away)) for number in sorted(parts)]


def latest(table: Table, options: Options = _ANY) -> tuple[Part, Table]:
    """The last round and its rows alone, with a remark where there are others; no part where rows tell no round."""
    parts = apart(table, always=True, options=options)
    if len(parts) == 1:
        return parts[0]
    return parts[-1][0], _alone(parts[-1][1], [each for _, each in parts[:-1]])


def present_alone(table: Table, present: int, options: Options = _ANY) -> Table:
    """The rows of the `present` round alone, or of no round, with a remark where there are others."""
    parts = apart(table, always=True, options=options)
    here = next((each for part, each in parts if part.number in (0, present)), None)
    others = [each for part, each in parts if part.number not in (0, present)]
    kept = here or replace(parts[-1][1], rows=(), numbers=())
    return _alone(kept, others, is_last=parts[-1][0].number == present) if others else kept


def _alone(kept: Table, others: Sequence[Table], *, is_last: bool = True) -> Table:
    """A round without the others, with a remark on these."""
    if is_last:
        sentence = tr(
            "It holds several rounds, of which only the last one is imported. To bring in all of them, import all "
            "files of the export together into a workshop without answers."
        )
    else:
        sentence = tr("Of another round than the one that is filled in here, and left out.")
    rows = tuple(sorted(number for each in others for number in each.numbers))
    remark = Problem(sentence, error=False, loss=Loss.ROW, rows=rows)
    return replace(kept, problems=(*kept.problems, remark))


def wrong_rounds(table: Table, options: Options = _ANY) -> list[Problem]:
    """The errors in the column of rounds: what is no number of a round, and empty cells beside such numbers."""
    header = _column(table, ROUND, options)
    numbers = [text.strip() for text in table.column(header)] if header is not None else []
    if header is None or not any(numbers):
        return []
    return [
        Problem(tr("“{text}” is no number of a round.", text=text), row, header)
        if text
        else Problem(tr("This cell is empty. Fill it in every row."), row, header)
        for row, text in zip(table.numbers, numbers, strict=True)
        if not _is_round(text)
    ]


def of_another_round(table: Table, number: int, present: int, options: Options = _ANY) -> Problem:
    """The error for rows of a round that is not the one filled in here, where there are answers already."""
    header = _column(table, ROUND, options) or ROUND
    sentence = tr(
        "The rows are of round {number}, and here round {present} is filled in. If they belong to this one, leave the "
        'column out. On the command line: --map "{column}=ignore".',
        number=number,
        present=present,
        column=header,
    )
    return Problem(sentence, column=header)


def _is_round(text: str) -> bool:
    return number_of_round(text) is not None


def _column(table: Table, key: str, options: Options) -> str | None:
    """The column that holds a field, by the person's choice, else by its heading."""
    label = next(each.label for each in round_columns("") if each.key == key)
    chosen = {find_header(table.headers, written): caseless(wanted) for written, wanted in options.mapping.items()}
    said = next((header for header, wanted in chosen.items() if wanted in (caseless(key), caseless(label))), None)
    by_name = find_header(table.headers, key)
    return said or (None if by_name in chosen else by_name)


def _joined(name: str, parts: Sequence[tuple[Part, Table]]) -> Table:
    """One table; `codebook` describes all rounds at once and is taken from the last."""
    last = parts[-1][1]
    if name == "codebook":
        return last
    own = list(dict.fromkeys(header for _, table in reversed(parts) for header in table.headers))
    of_round = round_columns(LISTS) if name == "egos" else round_columns(LISTS)[:1]
    headers = (own[0], *headings(of_round), *own[1:])
    rows = []
    for part, table in parts:
        told = {each.title: each.written(part) for each in of_round}
        for row in table.rows:
            cells = dict(zip(table.headers, row, strict=True)) | told
            rows.append(tuple(cells.get(header, "") for header in headers))
    return Table.of_rows(last.source, headers, rows)


def _rows_of(table: Table, numbers: Sequence[str], number: int, away: Collection[str | None]) -> Table:
    """The rows of one round, without the columns that say so."""
    places = [place for place, header in enumerate(table.headers) if header not in away]
    chosen = [row for row, text in enumerate(numbers) if number_of_round(text) == number]
    return Table(
        table.source,
        tuple(table.headers[place] for place in places),
        tuple(tuple(table.rows[row][place] for place in places) for row in chosen),
        tuple(table.numbers[row] for row in chosen),
        table.problems,
        table.headings,
    )
