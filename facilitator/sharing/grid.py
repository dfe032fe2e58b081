"""From a grid of cells, as a file holds it, to a table with one header line.

Files bring titles above the headings, empty lines, columns without a heading and headings that repeat. Nothing that
holds data is dropped in silence: a column without a heading gets its letter for a name.
"""

import re
from collections.abc import Collection, Sequence
from functools import cache, lru_cache
from itertools import chain, takewhile
from string import ascii_uppercase
from typing import NamedTuple

from facilitator.content_files import content
from facilitator.errors import BadFile
from facilitator.i18n import tr
from facilitator.records import Record
from facilitator.sharing.heading_lines import headings_of_several_lines
from facilitator.sharing.survey_headings import in_words
from facilitator.tabular import Loss, Problem, Table, other_names
from facilitator.text_matching import caseless, distinct
from facilitator.workshop.headings import plain_of
from facilitator.workshop.names import known_given_names
from facilitator.workshop.plain_lists import is_phrase
from facilitator.workshop.unnamed_owners import could_be_whole_name

MOST_ROWS = 200_000
MOST_COLUMNS = 1_000
_TITLE_LINES = 20
"""How many lines are searched for the headings."""
_ERROR = re.compile(r"#(REF|N/A|VALUE|NAME|DIV/0|NULL|NUM|SPILL|CALC|FIELD|BLOCKED|BUSY|CONNECT|UNKNOWN|GETTING_DATA|"
                    r"BEZUG|NV|WERT|ZAHL|ÜBERLAUF|NOMBRE|VALEUR|NOM|NUL|REFERENCIA|VALOR)[!?]?|Err:\d{3}")  # fmt: skip
"""What spreadsheet programs put where a formula has no result."""

_NOTE = re.compile(r"[^\w\s\"'“„«]|[^,;]{2,40}:\s")
"""How notes below a table begin: with a sign, or with a word and a colon."""
_LONG_WORD = 5
_FEW = 3


class Line(NamedTuple):
    """One line of a file that holds anything: its number there and its cells, without white space at the ends."""

    number: int
    cells: tuple[str, ...]

    @property
    def filled(self) -> int:
        """How many cells hold something."""
        return sum(map(bool, self.cells))

    @property
    def alone(self) -> str:
        """The text of the only cell that holds something; "" where several do."""
        return next(filter(None, self.cells)) if self.filled == 1 else ""


def line(number: int, cells: Sequence[str]) -> Line:
    """A line without white space at the ends of its cells and without empty cells at its end."""
    stripped = list(map(str.strip, cells))
    while stripped and not stripped[-1]:
        stripped.pop()
    return Line(number, tuple(stripped))


def to_table(
    source: str, lines: Sequence[Line], *, headings: bool = True, ragged: bool = True, away: Collection[int] = ()
) -> Table:
    """The table in `lines`.

    With `headings` the first line that is not a title holds them; else the columns are named by their letters.
    `ragged` says that a line longer than the headings is a mistake in the file, as in a CSV file with a separator
    too many, and not a column without a heading. `away` are the columns, counted from 0, that are hidden in the file:
    they are left out, with a remark. Raises BadFile when there is nothing.
    """
    filled = [each for each in lines if each.cells]
    if not filled:
        raise BadFile(tr("“{file}” is empty.", file=source))
    several = headings_of_several_lines([each.cells for each in filled]) if headings else None
    names, data = _names(filled) if headings else ([], filled)
    if several is not None:
        names, data = several.names, filled[several.lines :]
    names = in_words(names)
    above = filled[: len(filled) - len(data) - 1] if headings else []
    width = max((len(each.cells) for each in data), default=0)
    check_size(source, len(data), max(width, len(names)))
    problems: list[Problem] = []
    if several is not None and several.marks is not None:
        sentence = tr("It holds marks of the survey program that the file comes from, and no answers: left out.")
        # Nobody has said anything in it: that is no loss.
        problems.append(Problem(sentence, filled[several.marks].number, error=False))
    if headings and ragged:
        allowed = max(1, len(names))
        problems += [_too_long(each, allowed) for each in data if len(each.cells) > allowed]
        width = min(width, allowed)
    of_table, notes = _without_notes(data) if headings else (data, [])
    below, data = data[len(of_table) :], of_table
    data, totals = _without_totals(data) if headings else (data, [])
    data, repeated = _without_headings(data, names)
    data, wrong = _without_errors(data)
    problems += [*notes, *totals, *repeated, *wrong]
    width = max(width, len(names))
    cells = [
        each.cells if len(each.cells) == width else each.cells[:width] + ("",) * (width - len(each.cells))
        for each in data
    ]
    names = names + [""] * (width - len(names))
    kept = [place for place in range(width) if names[place] or any(row[place] for row in cells)]
    told = distinct(names[place] or column_without_heading(place) for place in kept)
    headers = dict(zip(kept, told, strict=True))
    for place in sorted(set(kept) & set(away)):
        if count := sum(bool(row[place]) for row in cells):
            remark = Problem(
                how_to_show(), column=headers[place], error=False, loss=Loss.COLUMN, cells=count, leads=True
            )
            problems.append(remark)
    kept = [place for place in kept if place not in away]
    if not kept:
        raise BadFile(tr("All columns of “{file}” are hidden. Show them, and save it again.", file=source))
    return Table(
        source=source,
        headers=tuple(headers[place] for place in kept),
        rows=tuple(cells) if len(kept) == width else tuple(tuple([row[place] for place in kept]) for row in cells),
        numbers=tuple(each.number for each in data),
        problems=tuple(problems),
        headings=headings,
        titles=tuple(each.alone for each in (*above, *below) if each.alone),
    )


def column_without_heading(place: int) -> str:
    """What a column is called that has no heading, by its place from 0."""
    return tr("Column {letter}", letter=column_letter(place))


def how_to_show() -> str:
    """The sentence on what is hidden in a workbook and left out."""
    return tr(
        "Filtered out or hidden in the workbook, and left out. To take it in, tick “Hidden rows and columns too” in "
        "the preview. On the command line: --hidden."
    )


def _without_totals(lines: Sequence[Line]) -> tuple[Sequence[Line], list[Problem]]:
    """The lines without those of sums, at the end or of a part, with a remark."""
    count = len(lines)
    while count > 1 and _is_total(lines[count - 1]):
        count -= 1
    # Nearly no line begins as a total does.
    begun = {text for text in {each.cells[0] for each in lines[:count]} if not text or _says_total(text, of_part=True)}
    parts = [each for each in lines[:count] if each.cells[0] in begun and _is_total(each, of_part=True)]
    below = tr("It is a total below the table, and left out.")
    within = tr("It is a total of a part of the table, and left out.")
    kept = [each for each in lines[:count] if each not in parts] if parts else lines[:count]
    if not kept:
        return lines, []
    return kept, [
        Problem(below if each in lines[count:] else within, each.number, error=False, loss=Loss.ROW)
        for each in (*parts, *lines[count:])
    ]


def _without_notes(lines: Sequence[Line]) -> tuple[Sequence[Line], list[Problem]]:
    """The lines without the notes that stand alone at the end.

    One such as “Source: HR” is one where an empty line parts it from the table, and so is “Confidential”, which can be
    no whole name, where all others hold more. A phrase is one also without the empty line.
    """
    count = len(lines)
    wide = any(each.filled > 1 for each in lines)
    below = len(list(takewhile(lambda each: each.filled == 1, reversed(lines))))
    rows_hold_more = all(each.filled > 1 for each in lines[: count - below])
    while wide and count > 1 and (_is_note(lines[count - 1]) or (rows_hold_more and _names_nobody(lines[count - 1]))):
        count -= 1
    # Only what an empty line parts from the table: a name alone may stand at its end.
    while 0 < count < len(lines) and lines[count].number == lines[count - 1].number + 1:
        if is_phrase(lines[count].alone):
            break
        count += 1
    sentence = tr("It is a note below the table, and left out.")
    return lines[:count], [Problem(sentence, each.number, error=False, loss=Loss.ROW) for each in lines[count:]]


def _is_note(line: Line) -> bool:
    return bool(line.alone) and (bool(_NOTE.match(line.alone)) or is_phrase(line.alone))


def _names_nobody(line: Line) -> bool:
    """Whether a line holds one text that is neither a whole name nor a known given name, nor an address."""
    text = line.alone
    if not text or "@" in text:
        return False
    return not could_be_whole_name(text) and caseless(text.split()[0]) not in known_given_names()


def _without_headings(lines: Sequence[Line], names: Sequence[str]) -> tuple[Sequence[Line], list[Problem]]:
    """The lines without those that repeat all headings, as where lists were put one below the other."""
    headings = [caseless(name) for name in names]
    if not any(headings):
        return lines, []
    sentence = tr("It repeats the headings, and is left out.")
    kept, problems = [], []
    if lines and _says_headings_again(lines[0].cells, names):
        again = tr("It says the headings again in other words, and is left out.")
        problems.append(Problem(again, lines[0].number, error=False, loss=Loss.ROW))
        lines = lines[1:]
    # Nearly no line begins as they do.
    begun = {text for text in {each.cells[0] for each in lines} if caseless(text) == headings[0]}
    for each in lines:
        if each.cells[0] not in begun:
            kept.append(each)
            continue
        cells = [caseless(cell) for cell in each.cells]
        if cells + [""] * (len(headings) - len(cells)) == headings:
            problems.append(Problem(sentence, each.number, error=False, loss=Loss.ROW))
        else:
            kept.append(each)
    return kept, problems


def _says_headings_again(cells: Sequence[str], names: Sequence[str]) -> bool:
    """Whether the line below the headings has most of them once more, as SuccessFactors writes “Last Name” below
    “LASTNAME”."""
    pairs = [(plain_of(cell), plain_of(name)) for cell, name in zip(cells, names, strict=False) if cell and name]
    again = sum(cell == name for cell, name in pairs)
    return again >= _FEW and again * 2 > len(pairs)


def _is_total(line: Line, *, of_part: bool = False) -> bool:
    """Whether a line says "Total", or "Total Sales" as one `of_part` does, and holds nothing else but numbers."""
    if not _says_total(next(filter(None, line.cells)), of_part=of_part):
        return False
    others = [cell for cell in line.cells if cell][1:]
    return bool(others) and all(re.fullmatch(r"[\d.,\s%€$£+−-]+", cell) for cell in others)


@lru_cache(maxsize=8192)
def _says_total(first: str, *, of_part: bool) -> bool:
    """Whether the first text of a line is that of a total."""
    said = caseless(first).rstrip(" :")
    if not of_part:
        return said in _totals()
    # Short words, such as “sum”, are names too.
    word = next(iter(said.split()), "").rstrip(":")
    return len(word) >= _LONG_WORD and word in _totals()


class _Totals(Record):
    title: str
    words: tuple[str, ...]


@cache
def _totals() -> frozenset[str]:
    return frozenset(map(caseless, content(_Totals, "imports", "totals.json").words))


def _without_errors(lines: Sequence[Line]) -> tuple[Sequence[Line], list[Problem]]:
    """The lines with the cells emptied that hold the error of a formula, with a remark."""
    problems = []
    kept = []
    cells = set(chain.from_iterable(each.cells for each in lines))
    errors = {cell for cell in cells if cell[:1] in ("#", "E") and _ERROR.fullmatch(cell)}
    if not errors:
        return lines, []
    for each in lines:
        wrong = {place: cell for place, cell in enumerate(each.cells) if cell in errors}
        if wrong:
            kept_cells = tuple("" if place in wrong else cell for place, cell in enumerate(each.cells))
            sentence = tr("A formula without a result ({cells}) is taken for empty.", cells=", ".join(wrong.values()))
            cause = tr("Formulas without a result are taken for empty:")
            values = ", ".join(dict.fromkeys(wrong.values()))
            problems.append(Problem(sentence, each.number, "", False, Loss.CELL, len(wrong), cause, values))
            each = Line(each.number, kept_cells)
        if each.filled:
            kept.append(each)
    return kept, problems


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

    A line with one filled cell, or with half as many as the next or fewer, is a title or a group of headings, unless
    it holds headings that are known, without a gap, and the next one fewer of them: then that has too many cells. Where
    the headings themselves leave a cell empty, what stands above it in the column is its heading.
    """
    first = _titles_above(lines)
    while first + 1 < min(len(lines), _TITLE_LINES):
        here, below = lines[first].filled, lines[first + 1].filled
        if not (below >= 2 and here * 2 <= below) or _are_headings(lines[first], lines[first + 1]):
            break
        first += 1
    names = list(lines[first].cells)
    for above in reversed(lines[:first]):
        if above.filled > 1:
            names += [""] * (len(above.cells) - len(names))
            names = [name or other for name, other in zip(names, (*above.cells, *[""] * len(names)), strict=False)]
    return [" ".join(name.split()) for name in names], lines[first + 1 :]


def _titles_above(lines: Sequence[Line]) -> int:
    """How many lines of titles and explanations stand above known headings, where there are several."""
    count = next((at for at, each in enumerate(lines[:_TITLE_LINES]) if each.filled != 1), 0)
    here = lines[count].cells if 1 < count < len(lines) else ()
    known = sum(caseless(cell) in known_headings() for cell in here)
    return count if known and not any(caseless(cell) in known_headings() for cell in lines[0].cells) else 0


def _are_headings(line: Line, below: Line) -> bool:
    known, known_below = (sum(caseless(cell) in known_headings() for cell in each.cells) for each in (line, below))
    return line.filled > 1 and known > known_below and all(line.cells[: line.filled])


@cache
def known_headings() -> frozenset[str]:
    """The headings of people and contacts in every language."""
    kinds = (other_names(kind) for kind in ("roster", "contacts"))
    return frozenset(caseless(name) for kind in kinds for key, names in kind.items() for name in (key, *names))


def _too_long(line: Line, width: int) -> Problem:
    sentence = tr(
        "This row has {count} cells, the headings only {width}. Is a separator inside a text without quotation marks?",
        count=len(line.cells),
        width=width,
    )
    cause = tr(
        "These rows have more cells than the headings, which are {width}. Is a separator inside a text without "
        "quotation marks?",
        width=width,
    )
    return Problem(sentence, line.number, cause=cause, leads=True)
