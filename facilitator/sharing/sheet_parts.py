"""What the XML of a sheet says beside its values: hidden rows and columns, errors, formulas, and how large it is.

Programs write OOXML with and without prefixes, in the transitional and the strict form, with rows that do not say
their number. Sources: ECMA-376 part 1, 18.3.1; OpenDocument 1.3 part 3, 19.619, 19.765.
"""

import html
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from zipfile import ZipFile

from facilitator.sharing.grid import MOST_COLUMNS, MOST_ROWS
from facilitator.sharing.struck import is_struck_in_ods, struck_rows, struck_styles_of_ods

_SHEET = re.compile(rb"<(?:\w+:)?sheet\s([^>]*)>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s([^>]*)>")
_ROW = re.compile(rb"<(?:\w+:)?row(?=[\s/>])([^>]*)>")
_HIDES = re.compile(rb"<(?:\w+:)?row\s[^>]*\b(?:hidden=[\"'](?:1|true)|ht=[\"']0[.\"'])")
_TAIL = 200_000
_COLUMN = re.compile(rb"<(?:\w+:)?col(?=[\s/>])([^>]*)>")
_FORMAT = re.compile(rb"<(?:\w+:)?sheetFormatPr(?=[\s/>])([^>]*)>")
_ATTRIBUTE = re.compile(rb"([\w:-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_FORMULA = re.compile(rb"<(?:\w+:)?f(?=[\s/>])")
_RESULT = re.compile(rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f(?=[\s/])[^>]*/>)\s*<(?:\w+:)?(?:v|is)(?:\s[^>]*)?>\s*[^<\s]")
_ERROR = re.compile(
    rb"<(?:\w+:)?c\s(?=[^>]*\bt=[\"']e[\"'])[^>]*?\br=[\"']([A-Z]+)(\d+)[\"'][^>]*>"
    rb"(?:<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>))?\s*<(?:\w+:)?v>([^<]*)<"
)
_FAR = re.compile(rb"\br=[\"']([A-Z]{2,3})\d")
_ODS_TABLE = re.compile(rb"<table:table(?=[\s>])([^>]*)>(.*?)</table:table>", re.DOTALL)
_ODS_PIECE = re.compile(rb"<table:table-(row|column)(?=[\s/>])([^>]*)>")
_ODS_CELL = re.compile(rb"<table:(?:covered-)?table-cell(?=[\s/>])([^>]*?)/?>")
_MOST_CELLS = 20_000_000
_FEW = _MOST_CELLS // 16_384
"""So many rows are few enough for all columns that a sheet can have."""


@dataclass(slots=True)
class Marks:
    """What a sheet says of its rows, numbered from 1, and columns, counted from 0.

    `zero_height` hides all rows but those in `shown`. `errors` are the texts of cells whose formula has no value, by
    row and column. `sparse` says that it is too large to be held as a grid, since a cell lies far away from the others.
    """

    hidden_rows: set[int] = field(default_factory=set)
    shown_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    struck_rows: set[int] = field(default_factory=set)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    zero_height: bool = False
    formulas: bool = False
    results: bool = False
    sparse: bool = False

    def hides(self, number: int) -> bool:
        """Whether a row is hidden."""
        return number in self.hidden_rows or (self.zero_height and number not in self.shown_rows)


def marks_of_sheet(archive: ZipFile, title: str) -> Marks:
    """The marks of a sheet of an OOXML workbook; none for one that is no sheet of cells."""
    part = _part_of(archive, title)
    if part not in archive.namelist():
        return Marks()
    sheet = archive.read(part)
    return replace(_marks(sheet), struck_rows=struck_rows(archive, part, sheet))


def _marks(xml: bytes) -> Marks:
    marks = Marks(formulas=bool(_FORMULA.search(xml)))
    marks.results = marks.formulas and bool(_RESULT.search(xml))
    if found := _FORMAT.search(xml):
        marks.zero_height = _is_true(_attributes(found[1]).get("zeroHeight", ""))
    number = 0
    for found in _ROW.finditer(xml) if marks.zero_height or _HIDES.search(xml) else ():
        said = _attributes(found[1])
        number = int(said["r"]) if said.get("r", "").isdecimal() else number + 1
        height = _number(said.get("ht", ""))
        if _is_true(said.get("hidden", "")) or height == 0:
            marks.hidden_rows.add(number)
        elif height:
            marks.shown_rows.add(number)
    for found in _COLUMN.finditer(xml):
        said = _attributes(found[1])
        if _is_true(said.get("hidden", "")) or _number(said.get("width", "")) == 0:
            first, end = int(said.get("min", "1")), int(said.get("max", "1"))
            marks.hidden_columns.update(range(first - 1, min(end, MOST_COLUMNS)))
    for found in _ERROR.finditer(xml):
        marks.errors[int(found[2]), _place(found[1])] = html.unescape(found[3].decode("utf-8", "replace"))
    last = _last_row(xml)
    wide = 26 if last <= _FEW else max((_place(found) + 1 for found in set(_FAR.findall(xml))), default=26)
    marks.sparse = last * wide > _MOST_CELLS
    return marks


def _last_row(xml: bytes) -> int:
    """The number of the last row, or how many there are where they do not say it."""
    end = [_attributes(found[1]).get("r", "") for found in _ROW.finditer(xml[-_TAIL:])]
    return int(end[-1]) if end and end[-1].isdecimal() else len(_ROW.findall(xml))


def _part_of(archive: ZipFile, title: str) -> str:
    """The name of the part that holds a sheet, told by the workbook's own list and its relations."""
    workbook = next((name for name in archive.namelist() if name.endswith("xl/workbook.xml")), "")
    folder, name = posixpath.split(workbook)
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in archive.namelist():
        return ""
    links = [_attributes(found[1]) for found in _RELATION.finditer(archive.read(relations))]
    targets = {each.get("Id"): each.get("Target", "") for each in links}
    for found in _SHEET.finditer(archive.read(workbook)):
        said = _attributes(found[1])
        if said.get("name") == title:
            key = next((text for name, text in said.items() if name.endswith(":id")), "")
            target = targets.get(key, "")
            return target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
    return ""


def marks_of_ods(archive: ZipFile, title: str) -> Marks:
    """The marks of a sheet of an OpenDocument spreadsheet."""
    content = archive.read("content.xml")
    styles = struck_styles_of_ods(content)
    for name, body in _ods_tables(content):
        if name == title:
            marks = Marks(zero_height=False)
            for kind, first, count, hidden, inner in _ods_pieces(body):
                if kind == b"row" and is_struck_in_ods(inner, styles):
                    marks.struck_rows.update(range(first, first + min(count, MOST_ROWS)))
                if hidden and kind == b"row":
                    marks.hidden_rows.update(range(first, first + min(count, MOST_ROWS)))
                elif hidden:
                    marks.hidden_columns.update(range(first - 1, min(first - 1 + count, MOST_COLUMNS)))
            return marks
    return Marks()


def filled_size_of_ods(archive: ZipFile) -> tuple[int, int]:
    """How many rows and columns the largest sheet has, those counted that a number of repeats stands for."""
    rows = columns = 0
    for _, body in _ods_tables(archive.read("content.xml")):
        count = 0
        for kind, _, repeated, _, inner in _ods_pieces(body):
            cells = [_attributes(found[1]) for found in _ODS_CELL.finditer(inner)] if kind == b"row" else []
            filled = [each for each in cells if any("value-type" in key for key in each)]
            if filled:
                count += repeated
                columns = max(columns, *(_repeats(each, "columns") for each in filled), len(filled))
        rows = max(rows, count)
    return rows, columns


def _ods_tables(content: bytes) -> Iterator[tuple[str, bytes]]:
    for found in _ODS_TABLE.finditer(content):
        yield _attributes(found[1]).get("table:name", ""), found[2]


def _ods_pieces(body: bytes) -> Iterator[tuple[bytes, int, int, bool, bytes]]:
    """Rows and columns: which it is, the number of the first, from 1, how many, whether hidden, and what is in it."""
    after = {b"row": 1, b"column": 1}
    found = list(_ODS_PIECE.finditer(body))
    for each, following in zip(found, [*found[1:], None], strict=True):
        kind, said = each[1], _attributes(each[2])
        count = _repeats(said, "rows" if kind == b"row" else "columns")
        hidden = said.get("table:visibility") in ("collapse", "filter")
        yield kind, after[kind], count, hidden, body[each.end() : following.start() if following else len(body)]
        after[kind] += count


def _repeats(said: dict[str, str], what: str) -> int:
    text = said.get(f"table:number-{what}-repeated", "1")
    return int(text) if text.isdecimal() else 1


def _attributes(text: bytes) -> dict[str, str]:
    return {
        each[1].decode(): html.unescape((each[2] or each[3] or b"").decode("utf-8", "replace"))
        for each in _ATTRIBUTE.finditer(text)
    }


def _is_true(text: str) -> bool:
    return text in ("1", "true")


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _place(letters: bytes) -> int:
    """The place of a column, counted from 0, by its letters."""
    place = 0
    for letter in letters:
        place = place * 26 + letter - ord("A") + 1
    return place - 1
