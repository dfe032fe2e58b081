"""What somebody hid in a workbook comes in only when it is asked for, and is counted."""

import re
import sys
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
import xlsxwriter
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet
from prepared import add_sample, empty_room

from facilitator.errors import BadFile
from facilitator.import_plans import Options
from facilitator.sharing.exchange import Format, export_workshop
from facilitator.sharing.importing import Imported, import_files
from facilitator.sharing.tables import read_table
from facilitator.storage.library import Library
from facilitator.workshop.roster import people_of
from ui.cli import main

SHEET = "xl/worksheets/sheet1.xml"
ROWS = (("Name", "E-mail", "Team"), ("Anna", "anna@x.org", "A"), ("Ben", "ben@x.org", "B"), ("Cem", "cem@x.org", "A"))


@pytest.fixture
def room(library: Library) -> int:
    return empty_room(library)


def book(folder: Path, hide: Callable[[Worksheet], None]) -> Path:
    made = Workbook()
    page = made.active
    assert isinstance(page, Worksheet)
    for row in ROWS:
        page.append(row)
    hide(page)
    made.save(folder / "people.xlsx")
    return folder / "people.xlsx"


def patched(path: Path, *changes: tuple[bytes, bytes], part: str = SHEET) -> Path:
    """The workbook with the XML of its sheet changed, as programs write it that openpyxl does not imitate."""
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for old, new in changes:
        assert old in parts[part]
        parts[part] = parts[part].replace(old, new)
    with ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def people(library: Library, workshop: int) -> list[tuple[str, str, str]]:
    return [(each.name, each.email, each.team) for each in people_of(library, workshop)]


def told(outcome: Imported) -> list[str]:
    return [str(cause) for file in outcome.files for cause in file.proposal.plan.causes]


def _column(page: Worksheet) -> None:
    page.column_dimensions["B"].hidden = True


def _wide(page: Worksheet) -> None:
    # As a spreadsheet writes several columns that were hidden at once, up to the last one there is.
    page.column_dimensions["B"].hidden = True
    page.column_dimensions["B"].min, page.column_dimensions["B"].max = 2, 16384


@pytest.mark.parametrize(
    ("hide", "left_out", "known"),
    [
        (_column, "1 column (“E-mail”) with 3 filled cells", ("Ben", "", "B")),
        (_wide, "2 columns (“E-mail”, “Team”) with 6 filled cells", ("Ben", "", "")),
    ],
)
def test_hidden_columns(
    library: Library,
    room: int,
    tmp_path: Path,
    hide: Callable[[Worksheet], None],
    left_out: str,
    known: tuple[str, str, str],
) -> None:
    path = book(tmp_path, hide)
    outcome = import_files(library, room, [path])
    assert outcome.left_out == f"Left out: {left_out}."
    assert known in people(library, room)
    assert any("--hidden" in each and "E-mail" in each for each in told(outcome))
    assert import_files(library, room, [path], Options(hidden=True)).left_out == ""
    assert ("Ben", "ben@x.org", "B") in people(library, room)


def _folded(page: Worksheet) -> None:
    page.row_dimensions.group(3, 3, outline_level=1, hidden=True)


def _all_but(page: Worksheet) -> None:
    # As where whoever made the sheet hid all rows that nobody filled.
    page.sheet_format.zeroHeight = True
    for number in (1, 2, 4):
        page.row_dimensions[number].height = 15


@pytest.mark.parametrize("hide", [_folded, _all_but])
def test_rows_that_nobody_sees(library: Library, room: int, tmp_path: Path, hide: Callable[[Worksheet], None]) -> None:
    outcome = import_files(library, room, [book(tmp_path, hide)])
    assert [name for name, *_ in people(library, room)] == ["Anna", "Cem"]
    assert outcome.left_out == "Left out: 1 row."
    assert told(outcome)[0].startswith("Row 3: ")


def test_no_height_and_no_width_are_hidden(library: Library, room: int, tmp_path: Path) -> None:
    narrow = b'<cols><col min="3" max="3" width="0" customWidth="1"/></cols><sheetData>'
    flat = (b'<row r="3"', b'<row r="3" ht="0" customHeight="1"')
    path = patched(book(tmp_path, lambda page: None), (b"<sheetData>", narrow), flat)
    assert import_files(library, room, [path]).left_out == "Left out: 1 row, 1 column (“Team”) with 2 filled cells."
    assert people(library, room) == [("Anna", "anna@x.org", ""), ("Cem", "cem@x.org", "")]


def test_rows_hidden_by_a_program_that_writes_a_prefix(library: Library, room: int, tmp_path: Path) -> None:
    path = book(tmp_path, _folded)
    with ZipFile(path) as archive:
        plain = archive.read(SHEET)
    prefixed = re.sub(rb"<(/?)(\w)", rb"<\1x:\2", plain).replace(b" xmlns=", b" xmlns:x=")
    assert import_files(library, room, [patched(path, (plain, prefixed))]).left_out == "Left out: 1 row."
    assert [each for each, *_ in people(library, room)] == ["Anna", "Cem"]


def test_an_attribute_may_be_empty(library: Library, room: int, tmp_path: Path) -> None:
    path = patched(
        book(tmp_path, lambda _page: None), (b"Target=", b"Base='' Target="), part="xl/_rels/workbook.xml.rels"
    )
    import_files(library, room, [path])
    assert people(library, room) == list(ROWS[1:])


def test_where_all_sheets_or_columns_are_hidden_it_is_said(tmp_path: Path) -> None:
    made = load_workbook(book(tmp_path, lambda page: None))
    made.create_sheet("Front")
    made["Sheet"].sheet_state = "hidden"
    made.save(tmp_path / "sheets.xlsx")
    with pytest.raises(BadFile, match="hidden"):
        read_table(tmp_path / "sheets.xlsx")
    shown = read_table(tmp_path / "sheets.xlsx", hidden=True)
    assert (len(shown.rows), shown.hides) == (3, True)

    def all_of_them(page: Worksheet) -> None:
        page.column_dimensions["A"].hidden = True
        page.column_dimensions["A"].min, page.column_dimensions["A"].max = 1, 16384

    with pytest.raises(BadFile, match="columns"):
        read_table(book(tmp_path, all_of_them))


def test_a_hidden_sheet_of_an_export_stays_out(library: Library, room: int, tmp_path: Path) -> None:
    path = tmp_path / "export.xlsx"
    export_workshop(library, add_sample(library), Format.XLSX, path)
    made = load_workbook(path)
    made["ties"].sheet_state = "hidden"
    made.save(path)
    outcome = import_files(library, room, [path])
    assert outcome.left_out == "Left out: 1 sheet (“ties”)."
    assert any("--hidden" in each for each in told(outcome))


def test_the_command_line_says_it_and_takes_it_in_when_asked(
    library: Library,
    room: int,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = book(tmp_path, _column)
    for more, closing, address in ((["--dry-run"], True, None), ([], True, ""), (["--hidden"], False, "anna@x.org")):
        command = ["facilitator", "import", str(room), str(path), "--library", str(library.path), *more]
        monkeypatch.setattr(sys, "argv", command)
        with pytest.raises(SystemExit) as end:
            main()
        assert end.value.code in (0, None)
        said = capsys.readouterr()
        assert ("Left out: 1 column (“E-mail”) with 3 filled cells." in said.out) == closing
        assert ("--hidden" in said.err) == closing
        assert [each[1] for each in people(library, room)[:1]] == ([] if address is None else [address])


def _strike(page: Worksheet, number: int, *, cells: int = 3) -> None:
    for cell in page[number][:cells]:
        cell.font = Font(strike=True)


@pytest.mark.parametrize("cells", [3, 1])
def test_rows_that_are_struck_through_wait_for_a_tick(library: Library, room: int, tmp_path: Path, cells: int) -> None:
    path = book(tmp_path, lambda page: _strike(page, 3, cells=cells))
    found = import_files(library, room, [path], dry_run=True)
    assert found.left_out == "Left out: 1 row."
    assert any(each.startswith("Row 3: Struck through in the workbook, and left out.") for each in told(found))
    assert found.files[0].proposal.table.strikes
    import_files(library, room, [path])
    assert people(library, room) == [("Anna", "anna@x.org", "A"), ("Cem", "cem@x.org", "A")]
    asked = import_files(library, room, [path], Options(struck=True))
    assert asked.files[0].proposal.table.strikes
    assert asked.left_out == ""
    assert ("Ben", "ben@x.org", "B") in people(library, room)


@pytest.mark.parametrize("shared", [True, False])
def test_a_text_whose_every_letter_is_struck_through_is_so_too(
    library: Library, room: int, tmp_path: Path, shared: bool
) -> None:
    """Whoever strikes the text of a cell leaves its format alone; a few letters of a text say nothing."""
    if shared:
        path = tmp_path / "people.xlsx"
        with xlsxwriter.Workbook(path) as made:
            page, struck = made.add_worksheet(), made.add_format({"font_strikeout": True})
            for number, row in enumerate(ROWS):
                page.write_row(number, 0, row)
            page.write_rich_string(1, 0, struck, "An", "na")
            page.write_rich_string(2, 0, struck, "B", struck, "en")
        # Empty texts count too, however they are written.
        patched(path, (b"<si><t>Team</t></si>", b"<si/>"), part="xl/sharedStrings.xml")
    else:
        runs = (("Ben", b"<r><rPr><strike/></rPr><t>Ben</t></r>"),
                ("Anna", b'<r><rPr><strike/></rPr><t>An</t></r><r><t>na</t></r>'))  # fmt: skip
        changes = [(f"<is><t>{name}</t></is>".encode(), b"<is>" + run + b"</is>") for name, run in runs]
        path = patched(book(tmp_path, lambda _page: None), *changes)
    import_files(library, room, [path])
    assert [name for name, *_ in people(library, room)] == ["Anna", "Cem"]


def test_struck_rows_of_an_open_document(library: Library, room: int, tmp_path: Path) -> None:
    cells = "".join(
        "<table:table-row>" + "".join(
            f'<table:table-cell table:style-name="{"ce2" if row[0] == "Ben" else "ce1"}" office:value-type="string">'
            f"<text:p>{text}</text:p></table:table-cell>" for text in row
        ) + "</table:table-row>"
        for row in ROWS
    )  # fmt: skip
    styles = "".join(
        f'<style:style style:name="{name}" style:family="table-cell"><style:text-properties '
        f'style:text-line-through-style="{line}"/></style:style>'
        for name, line in (("ce1", "none"), ("ce2", "solid"))
    )
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text", "style")
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {spaces}><office:automatic-styles>{styles}'
        f'</office:automatic-styles><office:body><office:spreadsheet><table:table table:name="People">{cells}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    path = tmp_path / "people.ods"
    with ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    assert import_files(library, room, [path]).left_out == "Left out: 1 row."
    assert [name for name, *_ in people(library, room)] == ["Anna", "Cem"]


def test_a_sheet_that_is_struck_through_all_over_is_read(library: Library, room: int, tmp_path: Path) -> None:
    path = book(tmp_path, lambda page: [_strike(page, number) for number in (1, 2, 3, 4)] and None)
    import_files(library, room, [path])
    assert len(people(library, room)) == 3
