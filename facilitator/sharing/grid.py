"""From a grid of cells, as a file holds it, to a table with one header line.

Files bring titles above the headings, empty lines, columns without a heading and headings that repeat. Nothing that
holds data is dropped in silence: a column without a heading gets its letter for a name.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from facilitator.errors import BadFile
from facilitator.i18n import tr
from facilitator.tabular import Problem, Table, distinct

MOST_ROWS = 200_000
MOST_COLUMNS = 1_000
_TITLE_LINES = 20
"""How many lines are searched for the headings."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file that holds anything: its number there and its cells, without white space at the ends."""

    number: int
    cells: tuple[str, ...]

    @property
    def filled(self) -> int:
        """How many cells hold something."""
        return sum(map(bool, self.cells))


def line(number: int, cells: Sequence[str]) -> Line:
    """A line without white space at the ends of its cells and without empty cells at its end."""
    stripped = [cell.strip() for cell in cells]
    while stripped and not stripped[-1]:
        stripped.pop()
    return Line(number, tuple(stripped))


def to_table(source: str, lines: Sequence[Line], *, headings: bool = True, ragged: bool = True) -> Table:
    """The table in `lines`.

    With `headings` the first line that is not a title holds them; else the columns are named by their letters.
    `ragged` says that a line longer than the headings is a mistake in the file, as in a CSV file with a separator
    too many, and not a column without a heading. Raises BadFile when there is nothing.
    """
    filled = [each for each in lines if each.filled]
    if not filled:
        raise BadFile(tr("“{file}” is empty.", file=source))
    names, data = _names(filled) if headings else ([], filled)
    width = max((len(each.cells) for each in data), default=0)
    check_size(source, len(data), max(width, len(names)))
    problems: list[Problem] = []
    if headings and ragged:
        allowed = max(1, len(names))
        problems = [_too_long(each, allowed) for each in data if len(each.cells) > allowed]
        width = min(width, allowed)
    width = max(width, len(names))
    cells = [each.cells[:width] + ("",) * (width - len(each.cells)) for each in data]
    names = names + [""] * (width - len(names))
    kept = [place for place in range(width) if names[place] or any(row[place] for row in cells)]
    return Table(
        source=source,
        headers=tuple(distinct(names[place] or tr("Column {letter}", letter=column_letter(place)) for place in kept)),
        rows=tuple(tuple(row[place] for place in kept) for row in cells),
        numbers=tuple(each.number for each in data),
        problems=tuple(problems),
        headings=headings,
    )


def check_size(source: str, rows: int, columns: int) -> None:
    """Raises BadFile when a table is larger than any room of people."""
    if rows > MOST_ROWS or columns > MOST_COLUMNS:
        sentence = tr(
            "“{file}” is too large: a table can have {rows} rows and {columns} columns.",
            file=source,
            rows=MOST_ROWS,
            columns=MOST_COLUMNS,
        )
        raise BadFile(sentence, rows=rows, columns=columns)


def column_letter(place: int) -> str:
    """The name that spreadsheets give to a column, counted from 0: A, B, …, Z, AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = ascii_uppercase[rest] + letters
    return letters


def _names(lines: Sequence[Line]) -> tuple[list[str], Sequence[Line]]:
    """The headings and the lines below them.

    A line with one filled cell, or with half as many as the next or fewer, is a title or a group of headings. Where
    the headings themselves leave a cell empty, what stands above it in the column is its heading.
    """
    first = 0
    while first + 1 < min(len(lines), _TITLE_LINES):
        here, below = lines[first].filled, lines[first + 1].filled
        if not (below >= 2 and here * 2 <= below):
            break
        first += 1
    names = list(lines[first].cells)
    for above in reversed(lines[:first]):
        if above.filled > 1:
            names += [""] * (len(above.cells) - len(names))
            names = [name or other for name, other in zip(names, (*above.cells, *[""] * len(names)), strict=False)]
    return [" ".join(name.split()) for name in names], lines[first + 1 :]


def _too_long(line: Line, width: int) -> Problem:
    sentence = tr(
        "This row has {count} cells, the headings only {width}. Is a separator inside a text without quotation marks?",
        count=len(line.cells),
        width=width,
    )
    return Problem(sentence, line.number)
