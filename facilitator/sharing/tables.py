"""Tables from files and the clipboard, and tables as files.

What a file is, is told by its content: a workbook named .csv is read as the workbook it is.
"""

import csv
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain, filterfalse
from pathlib import Path

from facilitator.errors import BadFile, Invalid
from facilitator.files import beginning_of, in_utf8, written_beside
from facilitator.i18n import tr
from facilitator.sharing import workbook
from facilitator.sharing.cards import is_cards, read_cards
from facilitator.sharing.delimited import USUAL, CsvDialect, decode, mended, read_lines, table_to_csv
from facilitator.sharing.grid import Line, how_to_show, to_table
from facilitator.sharing.invitations import is_invitation, read_invitation
from facilitator.sharing.mail_recipients import one_a_line
from facilitator.sharing.parts_of_file import chosen_part, holds_a_known_table, parts_of
from facilitator.sharing.r_tables import heads_of_r
from facilitator.tabular import Field, Loss, Problem, Table, match_columns
from facilitator.text_matching import caseless, distinct
from facilitator.workshop.people_lists import tidied
from facilitator.workshop.roster_columns import import_fields
from facilitator.workshop.written_names import name_and_address

MOST_BYTES = 50_000_000
_USUAL = ("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "mac_roman")
_LOOKED_AT = 2_000
_MOST_WORDS = 5
_LONGEST = 60
_ZIP = b"PK"
_TAG = re.compile(rb"<[a-z!]")
_IN_PAGES = re.compile(rb"</?(?:table|tr|td|html|body|style|workbook)[\s>]")
_CHAT = re.compile(
    rb"(?:\xe2\x80\x8e)?\[?\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? "
    rb"\d{1,2}:\d{2}(?::\d{2})?(?:(?:\s|\xe2\x80\xaf)?[ap]m)?(?:\]| -) "
)
"""How the first line of a chat begins that WhatsApp exported: a day, a time, and what divides them from the name."""
_TOP = 65_536
"""So many bytes of a web page tell that it is one."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The beginning of old Office files, and of new ones with a password."""


def read_table(
    path: Path,
    *,
    sheet: str | None = None,
    hidden: bool = False,
    struck: bool = False,
    encoding: str = "",
    repair: bool = False,
    table: str = "",
) -> Table:
    """The table in a CSV file, a workbook or address cards; `sheet` names one, else the first that holds anything.

    Where a file holds several, in sheets or one below the other, the first that holds people is taken unless `table`
    names another, which a remark says.

    Rows that are struck through in a workbook are left out, unless `struck` takes them in, and so are rows and columns
    that are filtered out or hidden, unless `hidden` takes them in; then a hidden sheet is read too where no other holds
    anything. Remarks of the table say how many those are, and which sheets are not read.

    `encoding` is that of a text that does not say it; guessed without, which a remark says. `repair` mends letters that
    somebody saved in a wrong encoding; else a remark says that there are such.

    Raises BadFile, with a sentence that says how to mend it, for anything that is not such a table.
    """
    content = read_content(path)
    if content.startswith(_ZIP):
        _check_is_workbook(path, content)
        named = sheet or _sheet_of(path, table)
        read = workbook.read_sheet(path, named, hidden=hidden, wanted=holds_a_known_table)
        found = _of_sheet(path, read, named=sheet is not None, hidden=hidden, struck=struck, table=table)
        return tidied(_repaired(found, repair=repair))
    for is_of_kind, read_kind in ((is_cards, read_cards), (is_invitation, read_invitation)):
        if is_of_kind(content):
            return replace(_repaired(read_kind(path.name, content, encoding), repair=repair), titles=(path.stem,))
    _check_is_text(path, content)
    text, guessed = decode(path.name, content, encoding)
    parts = parts_of(_lines(path.name, text))
    part, remarks = chosen_part(parts, table)
    made = to_table(path.name, part.lines)
    remarks = [*remarks, _guess(text, guessed)] if guessed else remarks
    made = replace(
        made,
        titles=(*made.titles, path.stem),
        problems=(*remarks, *made.problems),
        guessed=guessed,
        name=part.name,
        among=tuple(each.name for each in parts) if len(parts) > 1 else (),
    )
    return tidied(_repaired(made, repair=repair))


def list_in(path: Path, encoding: str = "") -> tuple[str, tuple[Problem, ...]] | None:
    """The text of a file that lists people without columns, such as a mail's recipients, with what is to be said of it.

    None for any other file: what its lines hold must look like names or addresses, be it one a line or one behind the
    other.
    """
    content = read_content(path) if path.suffix.lower() == ".txt" else b""
    if not content or content.startswith(_ZIP) or is_cards(content):
        return None
    _check_is_text(path, content)
    text, guessed = decode(path.name, content, encoding)
    lines = [line for line in one_a_line(text)[0].splitlines() if any(map(str.isalpha, line))]
    if "\t" in text or heads_of_r(text) or not lines or _delimiter_of_pasted("\n".join(lines), import_fields()) != "\t":
        return None
    if _names_any(lines[:1], import_fields()) or sum(map(_looks_like_a_person, lines)) * 5 < len(lines) * 4:
        return None
    return text, (_guess(text, guessed),) if guessed else ()


def _looks_like_a_person(line: str) -> bool:
    name, address = name_and_address(line)
    return bool(address) or (len(name.split()) <= _MOST_WORDS and len(name) <= _LONGEST and name[-1:] not in ".!?")


def _sheet_of(path: Path, table: str) -> str | None:
    """The sheet that is meant by the name of a table, be it one within the sheet."""
    if not table:
        return None
    names = workbook.sheet_names(path)
    return next((name for name in names if caseless(table) in (caseless(name), caseless(_within(name, table)))), None)


def _within(sheet: str, table: str) -> str:
    """The name of a table within a sheet of several."""
    return f"{sheet}: {table.rpartition(': ')[2]}"


def _guess(text: str, encoding: str) -> Problem:
    word = _telling(text, encoding)
    sentence = tr(
        "The file does not say in which encoding it is. {encoding} is assumed, in which it says “{word}”. If that is "
        "wrong, choose another in the preview. On the command line: --encoding NAME.",
        encoding=encoding,
        word=word,
    )
    return Problem(sentence, error=False)


def _telling(text: str, encoding: str) -> str:
    """The first of the words that would be others in most of the usual encodings: they tell whether it is this one.

    The quotation mark of “don’t” tells nothing to a person, and many accents are the same in several encodings.
    """
    words = [word for word in dict.fromkeys(re.findall(r"[^\s,;|\"“”()]+", text)) if _has_foreign_letter(word)]
    others = [each for each in _USUAL if each != encoding]

    def differs(word: str) -> int:
        content = word.encode(encoding, "replace")
        return sum(content.decode(each, "replace") != word for each in others)

    return max(words[:_LOOKED_AT], key=differs, default="")


def _has_foreign_letter(word: str) -> bool:
    return not word.isascii() and any(sign.isalpha() and not sign.isascii() for sign in word)


def _repaired(table: Table, *, repair: bool) -> Table:
    """The table with its letters mended, or with a remark on those that are to be."""
    foreign = list(filterfalse(str.isascii, chain(table.headers, chain.from_iterable(table.rows))))
    found = [(cell, known) for cell in foreign if (known := mended(cell)) != cell]
    # A single one may be meant as it stands; a file that was saved wrongly is so all through.
    if len(found) < 2 or len(found) * 2 < len(foreign):
        return table
    garbled = found[0]
    if not repair:
        sentence = tr(
            "Letters are garbled: “{wrong}” was probably “{right}”. To take them so, tick “Mend letters” in the "
            "preview. On the command line: --repair.",
            wrong=garbled[0],
            right=garbled[1],
        )
        return replace(table, problems=(Problem(sentence, error=False), *table.problems), garbled=True)
    headers = tuple(distinct(map(mended, table.headers)))
    rows = tuple(tuple(map(mended, row)) for row in table.rows)
    return replace(table, headers=headers, rows=rows, garbled=True)


def _of_sheet(path: Path, sheet: workbook.Sheet, *, named: bool, hidden: bool, struck: bool, table: str) -> Table:
    # A hidden first line holds the headings: without them nobody can tell what the columns are.
    away = set() if hidden else set(sheet.hidden)
    if len(away) < len(sheet.lines):
        away.discard(sheet.lines[0].number)
    lines = [each for each in sheet.lines if each.number not in away]
    gone = set() if struck else {each.number for each in lines}.intersection(sheet.struck)
    # Where nothing else is left, or the headings are among it, it is a way to write.
    if lines and lines[0].number in gone:
        gone = set()
    lines = [each for each in lines if each.number not in gone]
    if not lines and sheet.lines:
        raise BadFile(tr("All rows of “{file}” are hidden. Take away its filter, and save it again.", file=path.name))
    if not lines and sheet.others:
        raise BadFile(
            tr("All sheets of “{file}” that hold anything are hidden. Show them, and save it again.", file=path.name)
        )
    parts = [] if named else parts_of(lines)
    part, remarks = chosen_part(parts, table.rpartition(": ")[2]) if parts else (None, [])
    among = [sheet.title] if len(parts) < 2 else [_within(sheet.title, each.name) for each in parts]
    made = to_table(path.name, part.lines if part else lines, ragged=False, away=() if hidden else sheet.hidden_columns)
    problems = [Problem(how_to_show(), number, error=False, loss=Loss.ROW) for number in sorted(away)]
    problems += [Problem(_struck(), number, error=False, loss=Loss.ROW) for number in sorted(gone)]
    for other in () if named else sheet.others:
        sentence = tr(
            "Of a workbook one sheet is read, “{sheet}”, and not “{name}”. To take that one, choose it in the preview. "
            "On the command line: --table.",
            sheet=sheet.title,
            name=other,
        )
        cause = tr(
            "Of a workbook one sheet is read, “{sheet}”. To take another one, choose it in the preview. These are not "
            "read: On the command line: --table.",
            sheet=sheet.title,
        )
        problems.append(Problem(sentence, error=False, loss=Loss.SHEET, cause=cause, value=other))
    hides = bool(sheet.hidden or sheet.hidden_columns or sheet.is_hidden)
    among += () if named else sheet.others
    return replace(
        made,
        problems=(*remarks, *problems, *made.problems),
        hidden=sheet.hidden,
        hides=hides,
        strikes=bool(gone or (struck and sheet.struck)),
        titles=(*made.titles, sheet.title, path.stem),
        name=_within(sheet.title, part.name) if part and len(parts) > 1 else sheet.title,
        among=tuple(among) if len(among) > 1 else (),
    )


def _struck() -> str:
    """The sentence on what is struck through in a workbook and left out."""
    return tr(
        "Struck through in the workbook, and left out. To take it in, tick “Struck-through rows too” in the preview. "
        "On the command line: --struck."
    )


def exchanged_sheets(path: Path) -> dict[str, bool]:
    """The sheets of a workbook that an export of ours made, and whether each is seen; none for any other table.

    Such a workbook is told by its codebook. Numbers saves a sheet for each table, “egos - Table 1”, behind a summary.

    Raises BadFile for an archive that is no workbook.
    """
    if beginning_of(path, len(_ZIP)) != _ZIP:
        return {}
    _check_is_workbook(path, read_content(path))
    names = workbook.sheet_names(path)
    saved_again = {name: seen for name, seen in names.items() if " - " in name}
    kinds = {name.partition(" - ")[0] for name in saved_again}
    found = ((names, names.keys()), (saved_again, kinds))
    return next((sheets for sheets, called in found if {"codebook", "egos"} <= {*called}), {})


def parse_text(text: str, *, headings: bool | None = None, known: Sequence[Field] = ()) -> Table:
    """The table in a pasted text: cells from a spreadsheet, CSV, or one entry a line.

    `headings` says whether the first line holds them; None decides: it does when one of its cells is the name of a
    `known` field. Raises BadFile for an empty text.
    """
    source = tr("clipboard")
    delimiter = _delimiter_of_pasted(text, known)
    lines = read_lines(text, delimiter)
    first = next((each for each in lines if each.filled), None)
    if headings is None:
        headings = first is not None and _names_any(first.cells, known)
    return to_table(source, lines, headings=headings, ragged=False)


def write_csv(table: Table, path: Path, *, overwrite: bool = False, dialect: CsvDialect = USUAL) -> None:
    """Write `table` as CSV in UTF-8, marked so that Excel reads it right, with formulas made harmless.

    The file is there whole or not at all. Raises Invalid when there is one already and `overwrite` is not set, or
    when it can't be written.
    """
    write_file(path, table_to_csv(table, dialect), overwrite=overwrite)


def write_xlsx(table: Table, path: Path, *, overwrite: bool = False) -> None:
    """Write `table` as a workbook; see `write_csv`."""
    write_file(path, workbook.to_xlsx([table.headers, *table.rows]), overwrite=overwrite)


def read_content(path: Path) -> bytes:
    """The bytes of a file. Raises BadFile when it is empty, too large or can't be opened, or a workshop by itself."""
    if path.suffix.lower() == ".workshop":
        raise BadFile(_handed_over(path))
    try:
        if path.stat().st_size > MOST_BYTES:
            raise BadFile(tr("“{file}” is too large to be read.", file=path.name), bytes=path.stat().st_size)
        content = beginning_of(path, MOST_BYTES)
    except OSError as error:
        sentence = tr("“{file}” can't be opened: {reason}.", file=path.name, reason=error.strerror)
        raise BadFile(sentence) from error
    if not content.strip():
        raise BadFile(tr("“{file}” is empty.", file=path.name))
    return content


def _handed_over(path: Path) -> str:
    """What to do with a workshop that was handed over and chosen as something else."""
    return tr(
        "“{file}” is a workshop that was handed over, or comes back from a station. Bring it in by File → Take over a "
        "workshop in the library. On the command line: facilitator take-over, or facilitator bring-back for what comes "
        "back.",
        file=path.name,
    )


def _check_is_workbook(path: Path, content: bytes) -> None:
    if b"opendocument.spreadsheet" in content[:200]:
        return
    if b"xl/workbook.bin" in content:
        raise BadFile(tr("“{file}” is a spreadsheet of another kind. Save it as XLSX or CSV.", file=path.name))
    if b"xl/" not in content:
        for mark, sentence in (
            (
                b"protocol.json",
                tr(
                    "“{file}” is a protocol of Network Canvas: it holds the questions of interviews and no answers. "
                    "Export the interviews as CSV and choose those files.",
                    file=path.name,
                ),
            ),
            (b".csv", tr("“{file}” is an archive. Unpack it and choose the files in it.", file=path.name)),
        ):
            if mark in content:
                raise BadFile(sentence)
        raise BadFile(tr("“{file}” is not a table. Choose a CSV or XLSX file.", file=path.name))


def _check_is_text(path: Path, content: bytes) -> None:
    if content.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            sentence = tr("“{file}” is protected by a password. Save a copy without one.", file=path.name)
        else:
            sentence = tr("“{file}” has the format of old Excel versions. Save it as XLSX or CSV.", file=path.name)
        raise BadFile(sentence)
    start = in_utf8(content[:2048]).lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if b"<gexf" in start:
        sentence = tr("“{file}” is a graph in Gephi’s own format. Export it there as GraphML.", file=path.name)
        raise BadFile(sentence)
    if start.startswith(b"<?xml") and not _IN_PAGES.search(content[:_TOP].lower()):
        raise BadFile(tr("“{file}” is XML, and not a table. Choose a CSV or XLSX file.", file=path.name))
    page = start.startswith((b"<!doctype", b"<html", b"<?xml", b"<table", b"mime-version:"))
    if page or (_TAG.match(start) and _IN_PAGES.search(content[:_TOP].lower())):
        raise BadFile(
            tr("“{file}” is a web page. Open it in a spreadsheet program and save it as XLSX.", file=path.name)
        )
    if start.startswith((b"{", b"[")) and _is_json(content):
        raise BadFile(
            tr("“{file}” is a JSON file that Facilitator did not write. It reads tables: CSV or XLSX.", file=path.name)
        )
    if re.match(rb"dl\s+n\s*=|\*\s?(node|tie|ego|alter|alter-alter) (data|properties)\b", start):
        raise BadFile(tr("“{file}” is a network in UCINET’s own format. Export it as CSV.", file=path.name))
    if start.startswith((b"*vertices", b"*network")):
        sentence = tr("“{file}” is a network in Pajek’s own format. Open it in Gephi and export it as GraphML.",
                      file=path.name)  # fmt: skip
        raise BadFile(sentence)
    if re.match(rb"(version:\s*1\s+)?dn::?\s", start):
        sentence = tr("“{file}” is an export of a directory (LDIF). Export the people as CSV.", file=path.name)
        raise BadFile(sentence)
    if _CHAT.match(start):
        sentence = tr(
            "“{file}” is a chat that was exported. What is written there is no list of people: paste their names.",
            file=path.name,
        )
        raise BadFile(sentence)
    unicode = content.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff"))
    if start.startswith((b"%pdf", b"\x89png", b"\xff\xd8", b"gif8", b"sqlite format 3")) or (
        not unicode and _is_binary(content[:4096])
    ):
        raise BadFile(tr("“{file}” is not a table. Choose a CSV or XLSX file.", file=path.name))


def _is_json(content: bytes) -> bool:
    try:
        json.loads(content)
    except RecursionError:
        return True
    except ValueError:
        return False
    return True


def _is_binary(start: bytes) -> bool:
    """Whether the zero bytes in `start`, if any, are not those of UTF-16 text."""
    zeros = start.count(0)
    lopsided = max(start[::2].count(0), start[1::2].count(0))
    # In UTF-16 they are every other byte wherever a character is Latin, and those at the other places are few.
    control = sum(start.count(byte) for byte in range(1, 32) if byte not in b"\t\n\r\x0b\x0c\x1a")
    return control > len(start) / 50 or (zeros > 0 and (lopsided < zeros * 0.95 or zeros < len(start) / 20))


def _lines(source: str, text: str) -> list[Line]:
    try:
        return read_lines(text)
    except csv.Error as error:
        raise BadFile(tr("“{file}” can't be read as a table: {reason}.", file=source, reason=error)) from error


def _delimiter_of_pasted(text: str, known: Sequence[Field]) -> str:
    """Tabs come from a spreadsheet. Other signs divide cells only where the text looks like a whole CSV file.

    A list of "Berg, Anna" must stay a list of names.
    """
    if "\t" in text.strip("\r\n"):
        return "\t"
    lines = [line for line in text.splitlines() if line.strip()]
    for delimiter in (";", "|", ","):
        even = len({line.count(delimiter) for line in lines}) == 1 and lines[0].count(delimiter) > 0
        apart = delimiter == ";" and len(lines) > 1  # which stands in no name
        if even and (apart or _names_any(lines[0].split(delimiter), known) or _has_address_cell(lines[0], delimiter)):
            return delimiter
    return "\t"


def _has_address_cell(line: str, delimiter: str) -> bool:
    return any(re.fullmatch(r"\s*[^@\s]+@[^@\s]+\s*", cell) for cell in line.split(delimiter))


def _names_any(cells: Iterable[str], known: Sequence[Field]) -> bool:
    return any(match_columns(list(cells), known, {}).values())


def refuse_over(path: Path) -> None:
    """Raise Invalid if there is a file at `path`: nobody's file is written over without being asked."""
    if path.exists():
        raise Invalid(tr("There is a file “{file}” already. Choose another name.", file=path.name))


def write_file(path: Path, content: bytes | Iterable[bytes], *, overwrite: bool = False) -> None:
    """Write a file, whole or in pieces, so that it is there whole or not at all; see `write_csv`."""
    if not overwrite:
        refuse_over(path)
    try:
        with written_beside(path) as beside, beside.open("wb") as file:
            file.writelines([content] if isinstance(content, bytes) else content)
    except OSError as error:
        sentence = tr("“{file}” can't be written: {reason}.", file=path.name, reason=error.strerror)
        raise Invalid(sentence) from error
