"""Workbooks, XLSX and ODS: the first sheet with anything in it, or a named one.

Values are read by calamine, ten times as fast as openpyxl; what it does not tell, hidden rows among it, stands in the
sheet's own XML (`sheet_parts`).
"""

import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import IO, TYPE_CHECKING
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import ZIP_STORED, BadZipFile, ZipFile

from facilitator.errors import BadFile
from facilitator.i18n import tr
from facilitator.sharing.grid import MOST_COLUMNS, Line, check_size, line
from facilitator.sharing.sheet_parts import Marks, filled_size_of_ods, marks_of_ods, marks_of_sheet
from facilitator.tabular import quoted

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

MOST_UNPACKED = 400_000_000
"""Bytes. A workbook is a zip archive, and a small one can hold more than the computer's memory."""
_SAFE_DIGITS = 15
"""Spreadsheet programs keep this many digits of a number."""
_LARGE = 10**_SAFE_DIGITS
_A_SENTENCE = 60
_TOP = 20
"""Down to this row there may be headings."""
_ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")
_CELLS_OF_ODS = "content.xml"
_SPACE_OF_ODS = re.compile(rb">\s+(?=</?(?:table|office):|<text:p\b)")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_DAY = re.compile(r"(19[1-9]\d|2\d{3})-\d{2}-\d{2}")
_NARROW, _WIDE = 8, 60
"""Widths of columns, in signs."""
_LONGEST = 32_767
"""Signs that a cell can hold."""
_PIECE = 1_000_000
"""So many bytes of a part are looked at together."""
_DAMAGE = (
    *(BadZipFile, zlib.error, EOFError, OSError, RuntimeError),
    *(SyntaxError, LookupError, ValueError, TypeError, ExpatError),
)
"""What the archive, the XML parser and openpyxl raise for a file that breaks off or contradicts itself."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a sheet that hold anything. `hidden` are the numbers of those that are filtered out or hidden.

    So are `hidden_columns`, counted from 0; a row without height and a column without width are hidden too. `others`
    are the sheets of the workbook beside it that hold anything. `title` is its own name. `struck` are the numbers of
    rows that are struck through.
    """

    lines: list[Line]
    hidden: tuple[int, ...] = ()
    others: tuple[str, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    is_hidden: bool = False
    title: str = ""
    struck: tuple[int, ...] = ()


def read_sheet(
    path: Path,
    sheet: str | None = None,
    *,
    hidden: bool = False,
    wanted: Callable[[Sequence[Line]], bool] | None = None,
) -> Sheet:
    """The rows of a sheet as texts: 3.0 is "3", a date is ISO, a formula is its result, merged cells repeat downwards.

    Without a name it is the first visible one that holds anything, or what is `wanted` where one of them does; with
    `hidden`, a hidden one if no other does.

    Raises BadFile when the file is damaged, has no such sheet, or holds formulas that were never calculated.
    """
    is_ods = _looked_over(path)
    with _opened(path) as book, ZipFile(path) as archive:
        seen = _seen(book)
        read = cache(book.get_sheet_by_name)
        chosen = _choose(path, read, seen, sheet, hidden=hidden)
        if chosen and sheet is None and wanted is not None:
            visible = [name for name in seen if seen[name] == seen[chosen]]
            chosen = next((each for each in visible if wanted(_first_lines(read(each)))), chosen)
        marks = (marks_of_ods if is_ods else marks_of_sheet)(archive, chosen) if chosen else Marks()
        found = read(chosen) if chosen and not marks.sparse else None
        rows = _texts(path, found) if found else _sparse(path, chosen) if chosen else {}
        others = [name for name in seen if name != chosen and _holds_anything(read(name))]
    for (number, place), text in marks.errors.items():
        cells = rows.setdefault(number, [])
        cells += [""] * (place + 1 - len(cells))
        cells[place] = text
    _repeat_merged(rows, (found.merged_cell_ranges or ()) if found else ())
    if marks.formulas and not marks.results:
        raise BadFile(
            tr(
                "“{file}” holds formulas that were never calculated. Open it in a spreadsheet program, save it, and "
                "try again.",
                file=path.name,
            )
        )
    width = max((len(cells) for cells in rows.values()), default=0)
    return Sheet(
        [line(number, rows[number]) for number in sorted(rows)],
        tuple(number for number in sorted(rows) if marks.hides(number)),
        tuple(others),
        tuple(place for place in sorted(marks.hidden_columns) if place < width),
        bool(chosen) and not seen[chosen],
        chosen,
        tuple(number for number in sorted(rows) if number in marks.struck_rows),
    )


def sheet_names(path: Path) -> dict[str, bool]:
    """The names of all sheets, and whether each is seen. Raises BadFile when the file is damaged or too large."""
    _looked_over(path)
    with _opened(path) as book:
        return _seen(book)


def to_xlsx(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows of texts as a workbook whose first row stays in view. No text becomes a formula."""
    return to_workbook({"Sheet": rows})


def to_workbook(sheets: Mapping[str, Iterable[Sequence[str]]]) -> bytes:
    """Several sheets by their names; see `to_xlsx`."""
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    content = BytesIO()
    choices = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True, "constant_memory": False}
    with Workbook(content, choices) as book:
        bold = book.add_format({"bold": True})
        # Keeps it a text also when somebody edits the cell.
        as_text = book.add_format({"quote_prefix": True})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            widths: list[int] = []
            number = -1
            for number, row in enumerate(rows):
                widths += [_NARROW] * (len(row) - len(widths))
                for place, text in enumerate(row):
                    widths[place] = min(max(widths[place], len(text) + 2), _WIDE)
                    if not number:
                        sheet.write_string(number, place, _CONTROL.sub("", text), bold)
                    elif _is_integer(text):
                        sheet.write_number(number, place, int(text))
                    elif written := _day(text):
                        sheet.write_datetime(number, place, written, day)
                    elif text:
                        plain = text.startswith(("=", "+", "-", "@", "\t", "\r"))
                        sheet.write_string(number, place, _CONTROL.sub("", text)[:_LONGEST], as_text if plain else None)
            for place, wide in enumerate(widths):
                sheet.set_column(place, place, wide)
            if number > 0:
                sheet.autofilter(0, 0, number, max(len(widths) - 1, 0))
    return content.getvalue()


def _day(text: str) -> datetime | None:
    """The day that a text is, in the ISO way to write one, of a time that workbooks know."""
    if not _DAY.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _is_integer(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _SAFE_DIGITS and str(int(text)) == text


@contextmanager
def _opened(path: Path) -> Iterator["CalamineWorkbook"]:
    # Imported here: most of the program never meets a workbook.
    from python_calamine import CalamineError, load_workbook

    with _damage_named(path):
        # From the content rather than its path: the suffix may be wrong.
        content = path.read_bytes()
        try:
            try:
                book = load_workbook(BytesIO(content))
            except CalamineError:
                if (dense := _without_space(content)) is None:
                    raise
                book = load_workbook(BytesIO(dense))
        except CalamineError as error:
            raise ValueError(str(error)) from error
        try:
            yield book
        except CalamineError as error:
            raise ValueError(str(error)) from error
        finally:
            book.close()


def _without_space(content: bytes) -> bytes | None:
    """An OpenDocument file without what stands between the tags of its rows and cells; None where nothing does.

    Gnumeric puts each on a line of its own, which the format allows and calamine does not read.
    """
    dense = BytesIO()
    with ZipFile(BytesIO(content)) as archive, ZipFile(dense, "w", ZIP_STORED) as written:
        if _CELLS_OF_ODS not in archive.namelist():
            return None
        cells = archive.read(_CELLS_OF_ODS)
        if (bare := _SPACE_OF_ODS.sub(b">", cells)) == cells:
            return None
        for member in archive.infolist():
            written.writestr(member.filename, bare if member.filename == _CELLS_OF_ODS else archive.read(member))
    return dense.getvalue()


@contextmanager
def _damage_named(path: Path) -> Iterator[None]:
    try:
        yield
    except _DAMAGE as error:
        sentence = tr(
            "“{file}” is damaged or incomplete. Open it in a spreadsheet program and save it again.", file=path.name
        )
        raise BadFile(sentence) from error


def _looked_over(path: Path) -> bool:
    """Whether it is an OpenDocument file. Raises BadFile where unpacking would fill the memory, or take forever.

    That is known before anything of it is parsed: of a sheet with too many rows no more is read than tells it.
    """
    with _damage_named(path), ZipFile(path) as archive:
        if sum(member.file_size for member in archive.infolist()) > MOST_UNPACKED:
            raise BadFile(tr("“{file}” is too large to be read.", file=path.name))
        names = archive.namelist()
        if _CELLS_OF_ODS in names and "xl/workbook.xml" not in names:
            _check_whole(archive.read(_CELLS_OF_ODS))
            check_size(path.name, *filled_size_of_ods(archive))
            return True
        for name in names:
            if name.endswith(".xml"):
                rows = 0
                parser = ParserCreate()
                with archive.open(name) as part:
                    for piece in _pieces(part):
                        parser.Parse(piece, False)
                        rows += len(_ROW.findall(piece))
                        check_size(path.name, rows, 0)
                parser.Parse(b"", True)
    return False


def _check_whole(xml: bytes) -> None:
    # calamine reads on for ever behind the end of a table that is not closed.
    ParserCreate().Parse(xml, True)


def _pieces(part: IO[bytes]) -> Iterator[bytes]:
    """A part bit by bit, cut between two tags so that none is seen in halves."""
    rest = b""
    while more := part.read(_PIECE):
        piece = rest + more
        cut = piece.rfind(b"<")
        rest = piece[cut:] if cut >= 0 and len(piece) - cut < _PIECE else b""
        yield piece[: len(piece) - len(rest)]
    yield rest


def _seen(book: "CalamineWorkbook") -> dict[str, bool]:
    """The sheets of cells by their names, and whether each is visible."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    return {
        each.name: each.visible == SheetVisibleEnum.Visible
        for each in book.sheets_metadata
        if each.typ == SheetTypeEnum.WorkSheet
    }


def _choose(
    path: Path,
    read: Callable[[str], "CalamineSheet"],
    seen: Mapping[str, bool],
    wanted: str | None,
    *,
    hidden: bool,
) -> str:
    """The name of the wanted sheet, else of the first visible one that holds anything; "" when none does.

    With `hidden` it may be a hidden one then.
    """
    if wanted is not None:
        if wanted not in seen:
            there = quoted(seen)
            raise BadFile(
                tr("“{file}” has no sheet “{name}”. There are: {all}.", file=path.name, name=wanted, all=there)
            )
        return wanted
    possible = sorted((name for name in seen if hidden or seen[name]), key=lambda name: not seen[name])
    return next((name for name in possible if _holds_anything(read(name))), "")


def _holds_anything(sheet: "CalamineSheet") -> bool:
    filled = (value for row in sheet.iter_rows() for value in row if value not in (None, ""))
    first = next(filled, None)
    return first is not None and not _tells_of_numbers(str(first))


def _tells_of_numbers(text: str) -> bool:
    """Whether this begins the sheet in which Numbers tells, in any language, what it has exported."""
    return "Numbers" in text and "Excel" in text and len(text) > _A_SENTENCE


def _first_lines(sheet: "CalamineSheet") -> list[Line]:
    rows = zip(range(1, _TOP * 2), sheet.iter_rows(), strict=False)
    return [line(number, list(map(_text, values))) for number, values in rows]


def _texts(path: Path, sheet: "CalamineSheet") -> dict[int, list[str]]:
    """The cells of the rows that hold anything, by the row's number."""
    rows: dict[int, list[str]] = {}
    for number, values in enumerate(sheet.to_python(skip_empty_area=False), start=1):
        # The two usual kinds of cell at once: a study has a million of them.
        cells = [
            value
            if type(value) is str
            else str(int(value))
            if type(value) is float and value.is_integer() and -_LARGE < value < _LARGE
            else _text(value)
            for value in values
        ]
        if any(cells):
            rows[number] = cells
    wide = max(
        (len(line(number, cells).cells) for number, cells in rows.items() if len(cells) > MOST_COLUMNS), default=0
    )
    check_size(path.name, len(rows), wide)
    return rows


def _sparse(path: Path, name: str) -> dict[int, list[str]]:
    """The rows of a sheet with cells far from all others, which openpyxl reads one by one."""
    from openpyxl import load_workbook

    rows: dict[int, list[str]] = {}
    with path.open("rb") as file, _damage_named(path):
        book = load_workbook(file, read_only=True, data_only=True)
        # Some programs write a wrong size into the sheet; what counts is what is there.
        book[name].reset_dimensions()
        for number, values in enumerate(book[name].iter_rows(values_only=True), start=1):
            cells = [_text(value) for value in values]
            if any(cells):
                rows[number] = cells
                check_size(path.name, len(rows), len(line(number, cells).cells))
        book.close()
    return rows


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 10**_SAFE_DIGITS:
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat("minutes")
    return str(value)


def _repeat_merged(rows: dict[int, list[str]], ranges: Iterable[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """Write what stands in cells merged downwards into each of their rows.

    A row of headings that is merged downwards in some columns and groups others by a cell merged sideways says
    nothing that the row below does not: it is taken away.
    """
    downwards, sideways = set(), set()
    for (top, left), (bottom, right) in ranges:
        text = rows.get(top + 1, [""] * (left + 1))[left : left + 1]
        if bottom > top:
            downwards.add(top + 1)
        elif right > left:
            sideways.add(top + 1)
        for number in range(top + 2, bottom + 2):
            if number in rows and text:
                rows[number] += [""] * (left + 1 - len(rows[number]))
                rows[number][left] = text[0]
    for number in downwards & sideways:
        if number <= _TOP:
            rows.pop(number, None)
