"""Text with one record a line: CSV in all its dialects, and what a spreadsheet puts on the clipboard.

Cells that a spreadsheet program would run as a formula are written with an apostrophe in front, and read without it:
a file with answers of many people must be safe to open (CWE-1236).
"""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from facilitator.errors import BadFile, Invalid
from facilitator.files import marked_encoding, unmarked_utf16
from facilitator.i18n import locale_name, speaking, tr
from facilitator.sharing.grid import Line, known_headings, line
from facilitator.sharing.r_tables import heads_of_r, with_row_names, without_na
from facilitator.tabular import Table
from facilitator.text_matching import caseless

DELIMITERS = (",", ";", "\t", "|")
_TOP = 10
_SAMPLE = 200
"""How many records the delimiter is told from."""
_FORMULA = re.compile(r"'*\s*[=+\-@＝＋－＠]|'*[\t\r]")
_DECIMAL = re.compile(r"[+-]?\d+\.\d+")
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")
_CHARSETS = (
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257"),
    *("shift_jis", "gb18030", "big5", "euc_kr", "mac_roman"),
)
"""The encodings that files without Unicode still come in; of those that fit equally well, the first is taken."""

_MISREAD = ("cp1252", "mac_roman", "cp1251", "cp1250")
"""The encodings that UTF-8 is usually taken for."""
_RUNS = re.compile(r"[^\x00-\x7f]+")
_BYTE = 256
_MAC = re.compile(rb"[A-Za-z][\x87-\x89\x8d\x8f\x90\x95\x98\x99\x9b\x9d\x9f][a-z]")
"""Letters with accents inside a word in Mac Roman, which elsewhere are punctuation, or few and never alone."""
_NOT_MAC = re.compile(rb"[A-Za-z][\xc0-\xff][A-Za-z]")
"""Letters inside a word everywhere but in Mac Roman."""


def decode(source: str, content: bytes, encoding: str = "") -> tuple[str, str]:
    """The text of a file: Unicode where it says so or is valid, else in the most likely older encoding.

    With it comes the name of the encoding where that was guessed, else "". `encoding` names one that is not to be
    guessed where the file says none. Raises BadFile when it is no text, Invalid for an encoding that nobody knows.
    """
    named = _known(encoding) if encoding else ""
    if marked := marked_encoding(content):
        return _text(source, content, marked), ""
    if named:
        # What is Unicode beyond doubt stays so: several files may have come together.
        return _text(source, content, "utf-8" if _is_unicode(content) else named), ""
    if b"\x00" in content[:4096]:
        return _text(source, content, unmarked_utf16(content)), ""
    try:
        return _text(source, content, "utf-8"), ""
    except BadFile:
        guessed = _older_encoding(content)
        return _text(source, content, guessed), guessed


def _is_unicode(content: bytes) -> bool:
    return not content.isascii() and _decodes(content, "utf-8")


def _known(encoding: str) -> str:
    try:
        return codecs.lookup(encoding).name
    except LookupError as error:
        raise Invalid(
            tr("There is no encoding “{name}”. Usual are utf-8, cp1252, cp1250, cp1251 and mac_roman.", name=encoding)
        ) from error


def mended(text: str) -> str:
    """`text` with letters mended that were read in a wrong encoding and saved so, such as “Ã¼” for “ü”.

    What was Unicode taken for an older encoding is a chain of signs that is valid UTF-8 again in that encoding; a
    word that was meant as it stands is practically never.
    """
    return text if text.isascii() else _RUNS.sub(lambda run: _as_it_was(run[0]), text)


@cache
def _as_it_was(run: str) -> str:
    for encoding in _MISREAD:
        content = bytearray()
        for sign in run:
            try:
                content += sign.encode(encoding)
            except UnicodeEncodeError:
                # Bytes that the encoding has no sign for stay the control characters of their number.
                content += bytes([ord(sign)]) if ord(sign) < _BYTE else b"\xff"
        try:
            known = content.decode("utf-8")
        except UnicodeDecodeError:
            continue
        # Letters of Europe, dashes and quotation marks: other signs in such a chain were meant as they stand.
        if all((sign.isalpha() and sign < "\u0530") or "\u2010" <= sign <= "\u2026" for sign in known):
            return known
    return run


def read_lines(text: str, delimiter: str | None = None) -> list[Line]:
    """The records of `text`, each with the number of the line it begins in; `delimiter` is found if it is not given.

    Raises BadFile when a quotation mark is never closed, and csv.Error for a cell beyond all measure.
    """
    lines, skipped = text, 0
    if named := re.match(r"sep=(.)\r?\n", text, re.IGNORECASE):
        # Excel's own way of naming the delimiter.
        delimiter, lines, skipped = named[1], text[named.end() :], 1
    heads = heads_of_r(lines)
    between = delimiter or heads or find_delimiter(lines)
    if heads:
        lines = without_na(lines)
    records = list(_records(lines, between))
    if heads:
        records = with_row_names(records)
    if records:
        _check_closed(lines, between, records[-1][0], skipped)
    if delimiter is None and (within := _quoted_whole(records)) is not None:
        records = within
    if "'" not in text:
        return [line(number + skipped, cells) for number, cells in records]
    return [line(number + skipped, revealed(cells)) for number, cells in records]


def _quoted_whole(records: Sequence[tuple[int, list[str]]]) -> list[tuple[int, list[str]]] | None:
    """The records within lines that are quoted as a whole, as “"Name,E-mail"”; None where they are not.

    “"Berg, Anna"” below a single heading is a name: all lines hold as many cells, and the first one headings.
    """
    lines = [(number, cells[0]) for number, cells in records if cells and any(cells)]
    if len(lines) < 2 or any(len(cells) > 1 for _, cells in records) or any("\n" in text for _, text in lines):
        return None
    between = find_delimiter("\n".join(text for _, text in lines))
    found = [(number, next(csv.reader([text], delimiter=between))) for number, text in lines]
    head = found[0][1]
    known = len(head) > 1 and any(caseless(cell) in known_headings() for cell in head)
    return found if known and all(len(cells) == len(head) for _, cells in found) else None


def find_delimiter(text: str) -> str:
    """The delimiter whose most common number of cells, two at least, is that of the largest share of records."""
    # Cut at a line's end, so that the last record of a large file is whole or nearly so.
    sample = "".join(text.splitlines(keepends=True)[: _SAMPLE * 5])
    best, found = (0.0, 0), ","
    for delimiter in DELIMITERS:
        widths = Counter(_widths(sample, delimiter))
        total = sum(widths.values())
        width, times = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        if width > 1 and (score := (times / total, width)) > best:
            best, found = score, delimiter
    return found


def revealed(cells: Iterable[str]) -> list[str]:
    """Cells as they were before they were made harmless for spreadsheets."""
    return [cell[1:] if cell.startswith("'") and _FORMULA.match(cell, 1) else cell for cell in cells]


@dataclass(frozen=True, slots=True)
class CsvDialect:
    """How a CSV file is written: the sign between cells, and the decimal sign of numbers."""

    separator: str = ","
    decimal: str = "."


USUAL = CsvDialect()
"""What most programs read."""


def csv_dialect_of(language: str) -> CsvDialect:
    """The form in which the spreadsheet program of a language opens a CSV file by itself."""
    from babel.numbers import get_decimal_symbol

    with speaking(language):
        decimal = get_decimal_symbol(locale_name())
    return CsvDialect(";", ",") if decimal == "," else USUAL


def to_csv(rows: Iterable[Iterable[str]], dialect: CsvDialect = USUAL) -> str:
    """The rows as CSV, formulas made harmless."""
    written = io.StringIO()
    # With quotation marks around everything, no comma in a text can be taken for the sign between cells.
    quoting: Literal[0, 1] = csv.QUOTE_MINIMAL if dialect.separator == "," else csv.QUOTE_ALL
    writer = csv.writer(written, delimiter=dialect.separator, lineterminator="\r\n", quoting=quoting)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return written.getvalue()


def table_to_csv(table: Table, dialect: CsvDialect = USUAL) -> bytes:
    """A table as a CSV file in UTF-8, marked so that Excel reads it right, with decimals as the dialect wants."""
    rows = table.rows
    if dialect.decimal != ".":
        places = [place for place, header in enumerate(table.headers) if header in table.decimals]
        rows = tuple(
            tuple(_with_sign(cell, dialect.decimal) if place in places else cell for place, cell in enumerate(row))
            for row in rows
        )
    return to_csv([table.headers, *rows], dialect).encode("utf-8-sig")


def _with_sign(cell: str, decimal: str) -> str:
    return cell.replace(".", decimal) if _DECIMAL.fullmatch(cell) else cell


def _harmless(cell: str) -> str:
    return "'" + cell if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=delimiter not in "\t ")
    before = 0
    for cells in reader:
        yield before + 1, cells
        before = reader.line_num


def _check_closed(text: str, delimiter: str, last: int, skipped: int) -> None:
    """Raises BadFile when the file ends within a quoted cell of the last record, which begins in line `last`."""
    rest = io.StringIO("".join(io.StringIO(text, newline="").readlines()[last - 1 :]), newline="")
    try:
        # Strictly, Python's reader tells an end within quotes from a quote that merely stands in a cell.
        list(csv.reader(rest, delimiter=delimiter, skipinitialspace=delimiter not in "\t ", strict=True))
    except csv.Error as error:
        if "unexpected end" in str(error):
            raise BadFile(
                tr("A quotation mark in line {line} is never closed, so the rest can't be read.", line=last + skipped)
            ) from error


def _widths(text: str, delimiter: str) -> Iterator[int]:
    for place, (_, cells) in enumerate(_records(text, delimiter)):
        if place >= _SAMPLE:
            return
        if any(cell.strip() for cell in cells):
            yield len(cells)


def _text(source: str, content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise BadFile(tr("“{file}” can't be read as text. Save it as CSV with encoding UTF-8.", file=source)) from error


def _older_encoding(content: bytes) -> str:
    # Imported here: files in Unicode need none of it.
    from charset_normalizer import from_bytes

    if _MAC.search(content) and not _NOT_MAC.search(content):
        return "mac_roman"
    if told := _by_headings(content):
        return told
    matches = from_bytes(content, cp_isolation=list(_CHARSETS))
    if not matches:
        return "cp1252" if _decodes(content, "cp1252") else "latin-1"
    least = min(match.chaos for match in matches)
    fitting = {name for match in matches if match.chaos <= least for name in match.could_be_from_charset}
    return next((name for name in _CHARSETS if name in fitting), matches[0].encoding)


def _by_headings(content: bytes) -> str:
    """The only encoding, or the first, in which a line near the top holds headings with letters beyond ASCII.

    A short list is too little to guess by its letters; “Jméno a příjmení” is a heading in one encoding alone.
    """
    lines = [each for each in content.splitlines()[:_TOP] if not each.isascii()]
    for name in _CHARSETS:
        text = "\n".join(each.decode(name, "replace") for each in lines)
        cells = [cell.strip(" \"'") for cell in re.split(r"[;,|\t\n]", text)]
        if any(not cell.isascii() and caseless(cell) in known_headings() for cell in cells) and _decodes(content, name):
            return name
    return ""


def _decodes(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
