"""Excel workbooks: the first sheet with anything in it, or a named one."""

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time
from io import BytesIO
from pathlib import Path
from typing import IO, Any
from zipfile import BadZipFile, ZipFile

from facilitator.errors import BadFile
from facilitator.i18n import tr
from facilitator.sharing.grid import MOST_COLUMNS, Line, check_size, line
from facilitator.tabular import quoted

MOST_UNPACKED = 400_000_000
"""Bytes. A workbook is a zip archive, and a small one can hold more than the computer's memory."""
_SAFE_DIGITS = 15
"""Spreadsheet programs keep this many digits of a number."""
_TOP = 20
"""Down to this row there may be headings."""
_HIDDEN_ROW = re.compile(
    rb"<(?:\w+:)?(?:row|sheetFormatPr)\s[^>]*(?:(?:hidden|zeroHeight)=[\"'](?:1|true)|ht=[\"']0[.\"'])"
)
_HIDDEN_COLUMN = re.compile(rb"<(?:\w+:)?col\s[^>]*(?:hidden=[\"'](?:1|true)|width=[\"']0[.\"'])")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")
_PIECE = 1_000_000
"""So many bytes of a part are looked at together."""
_DAMAGE = (
    *(BadZipFile, zlib.error, EOFError, OSError, RuntimeError),
    *(SyntaxError, LookupError, ValueError, TypeError),
)
"""What the archive, the XML parser and openpyxl raise for a file that breaks off or contradicts itself."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a sheet that hold anything. `hidden` are the numbers of those that are filtered out or hidden.

    So are `hidden_columns`, counted from 0; a row without height and a column without width are hidden too. `others`
    are the sheets of the workbook beside it that hold anything. `title` is its own name.
    """

    lines: list[Line]
    hidden: tuple[int, ...] = ()
    others: tuple[str, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    is_hidden: bool = False
    title: str = ""


def read_sheet(path: Path, sheet: str | None = None, *, hidden: bool = False) -> Sheet:
    """The rows of a sheet as texts: 3.0 is "3", a date is ISO, a formula is its result, merged cells repeat downwards.

    Without a name it is the first visible one that holds anything; with `hidden`, a hidden one if no other does.

    Raises BadFile when the file is damaged, has no such sheet, or holds formulas that were never calculated.
    """
    parts = _looked_over(path)
    with _opened(path) as book:
        chosen = _choose(path, book, sheet, hidden=hidden)
        rows = _texts(path, book[chosen]) if chosen else {}
        others = [each.title for each in book.worksheets if each.title != chosen and _holds_anything(each)]
        is_hidden = bool(chosen) and book[chosen].sheet_state != "visible"
    if chosen and parts.merged:
        with _opened(path, read_only=False) as book:
            _repeat_merged(rows, book[chosen].merged_cells.ranges)
    if chosen and parts.formulas:
        _check_results(path, chosen, rows)
    away: tuple[int, ...] = ()
    columns: tuple[int, ...] = ()
    if chosen and parts.hidden:
        with _opened(path, read_only=False) as book:
            away = tuple(number for number in sorted(rows) if _is_hidden_row(book[chosen], number))
            columns = tuple(sorted(_hidden_columns(book[chosen])))
    width = max((len(cells) for cells in rows.values()), default=0)
    columns = tuple(place for place in columns if place < width)
    lines = [line(number, rows[number]) for number in sorted(rows)]
    return Sheet(lines, away, tuple(others), columns, is_hidden, chosen)


def _is_hidden_row(sheet: Any, number: int) -> bool:
    if number not in sheet.row_dimensions:
        return bool(sheet.sheet_format.zeroHeight)
    row = sheet.row_dimensions[number]
    shown = row.height is not None and row.height > 0
    return bool(row.hidden or row.height == 0 or (sheet.sheet_format.zeroHeight and not shown))


def _hidden_columns(sheet: Any) -> Iterator[int]:
    """The places of the hidden columns, counted from 0; such as are far from anything filled may be among them."""
    for column in sheet.column_dimensions.values():
        if column.hidden or column.width == 0:
            yield from range(column.min - 1, min(column.max, MOST_COLUMNS))


def sheet_names(path: Path) -> dict[str, bool]:
    """The names of all sheets, and whether each is seen. Raises BadFile when the file is damaged or too large."""
    _looked_over(path)
    with _opened(path) as book:
        return {sheet.title: sheet.sheet_state == "visible" for sheet in book.worksheets}


def to_xlsx(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows of texts as a workbook whose first row stays in view. No text becomes a formula."""
    return to_workbook({"Sheet": rows})


def to_workbook(sheets: Mapping[str, Iterable[Sequence[str]]]) -> bytes:
    """Several sheets by their names; see `to_xlsx`."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Font

    book = Workbook(write_only=True)
    bold = Font(bold=True)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        for number, row in enumerate(rows):
            cells = []
            for text in row:
                cell: Any = WriteOnlyCell(sheet, value=None)
                if number and _is_integer(text):
                    cell.value = int(text)
                else:
                    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
                    if cell.data_type != "s" and text:
                        cell.data_type = "s"
                        # Keeps it a text also when somebody edits the cell.
                        cell.quotePrefix = True
                if not number:
                    cell.font = bold
                cells.append(cell)
            sheet.append(cells)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _is_integer(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _SAFE_DIGITS and str(int(text)) == text


@contextmanager
def _opened(path: Path, **choices: bool) -> Iterator[Any]:
    """The workbook, read row by row with the results of formulas unless `choices` say otherwise."""
    # Imported here: most of the program never meets a workbook.
    from openpyxl import load_workbook

    with path.open("rb") as file, _damage_named(path):
        # From the open file rather than its path: the suffix may be wrong, and the content counts.
        book = load_workbook(file, **{"read_only": True, "data_only": True, **choices})
        try:
            yield book
        finally:
            book.close()


@contextmanager
def _damage_named(path: Path) -> Iterator[None]:
    try:
        yield
    except _DAMAGE as error:
        sentence = tr(
            "“{file}” is damaged or incomplete. Open it in a spreadsheet program and save it again.", file=path.name
        )
        raise BadFile(sentence) from error


@dataclass(slots=True)
class _Parts:
    """What the sheets of a workbook hold, as far as their bytes tell."""

    merged: bool = False
    formulas: bool = False
    hidden: bool = False


def _looked_over(path: Path) -> _Parts:
    """What is in the archive, piece by piece. Raises BadFile where unpacking would fill the memory, or take forever.

    That is known before anything of it is parsed: of a sheet with too many rows no more is read than tells it.
    """
    found = _Parts()
    with _damage_named(path), ZipFile(path) as archive:
        if sum(member.file_size for member in archive.infolist()) > MOST_UNPACKED:
            raise BadFile(tr("“{file}” is too large to be read.", file=path.name))
        for name in archive.namelist():
            if name.endswith(".xml"):
                rows = 0
                with archive.open(name) as part:
                    for piece in _pieces(part):
                        rows += len(_ROW.findall(piece))
                        check_size(path.name, rows, 0)
                        found.merged = found.merged or bool(_MERGED.search(piece))
                        found.formulas = found.formulas or bool(_FORMULA.search(piece))
                        found.hidden = found.hidden or bool(_HIDDEN_ROW.search(piece) or _HIDDEN_COLUMN.search(piece))
    return found


def _pieces(part: IO[bytes]) -> Iterator[bytes]:
    """A part bit by bit, cut between two tags so that none is seen in halves."""
    rest = b""
    while more := part.read(_PIECE):
        piece = rest + more
        cut = piece.rfind(b"<")
        rest = piece[cut:] if cut >= 0 and len(piece) - cut < _PIECE else b""
        yield piece[: len(piece) - len(rest)]
    yield rest


def _choose(path: Path, book: Any, wanted: str | None, *, hidden: bool) -> str:
    """The name of the wanted sheet, else of the first visible one that holds anything; "" when none does.

    With `hidden` it may be a hidden one then.
    """
    names = [sheet.title for sheet in book.worksheets]
    if wanted is not None:
        if wanted not in names:
            there = quoted(names)
            raise BadFile(
                tr("“{file}” has no sheet “{name}”. There are: {all}.", file=path.name, name=wanted, all=there)
            )
        return wanted
    visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    possible = [*visible, *(sheet for sheet in book.worksheets if hidden and sheet not in visible)]
    return next((sheet.title for sheet in possible if _holds_anything(sheet)), "")


def _holds_anything(sheet: Any) -> bool:
    sheet.reset_dimensions()
    return any(value not in (None, "") for row in sheet.iter_rows(values_only=True) for value in row)


def _texts(path: Path, sheet: Any) -> dict[int, list[str]]:
    """The cells of the rows that hold anything, by the row's number."""
    # Some programs write a wrong size into the sheet; what counts is what is there.
    sheet.reset_dimensions()
    rows: dict[int, list[str]] = {}
    for number, values in enumerate(sheet.iter_rows(values_only=True), start=1):
        cells = [_text(value) for value in values]
        if any(cells):
            rows[number] = cells
            check_size(path.name, len(rows), len(line(number, cells).cells))
    return rows


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 10**_SAFE_DIGITS:
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, time):
        return value.isoformat("minutes")
    return str(value)


def _repeat_merged(rows: dict[int, list[str]], ranges: Iterable[Any]) -> None:
    """Write what stands in cells merged downwards into each of their rows.

    A row of headings that is merged downwards in some columns and groups others by a cell merged sideways says
    nothing that the row below does not: it is taken away.
    """
    downwards, sideways = set(), set()
    for merged in ranges:
        left, top, right, bottom = merged.bounds
        text = rows.get(top, [""] * left)[left - 1 : left]
        if bottom > top:
            downwards.add(top)
        elif right > left:
            sideways.add(top)
        for number in range(top + 1, bottom + 1):
            if number in rows and text:
                rows[number] += [""] * (left - len(rows[number]))
                rows[number][left - 1] = text[0]
    for number in downwards & sideways:
        if number <= _TOP:
            rows.pop(number, None)


def _check_results(path: Path, sheet: str, rows: dict[int, list[str]]) -> None:
    """Raises BadFile when no formula of the sheet has a result: a program wrote it that does not calculate."""
    with _opened(path, data_only=False) as book:
        formulas = [
            (cell.row, cell.column)
            for row in book[sheet].iter_rows()
            for cell in row
            if cell.value is not None and cell.data_type == "f"
        ]
    if formulas and not any(rows.get(row, [])[column - 1 : column] not in ([], [""]) for row, column in formulas):
        sentence = tr(
            "“{file}” holds formulas that were never calculated. Open it in a spreadsheet program, save it, and try "
            "again.",
            file=path.name,
        )
        raise BadFile(sentence)
