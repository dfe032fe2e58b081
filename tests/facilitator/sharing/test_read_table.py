"""Real files of every usual kind, read as the person who made them meant them."""

import zipfile
from datetime import date, datetime, time
from pathlib import Path

import pytest
from openpyxl import Workbook

from facilitator.errors import BadFile, Invalid
from facilitator.sharing.delimited import mended
from facilitator.sharing.tables import parse_text, read_table
from facilitator.workshop.roster_columns import import_fields

PEOPLE = (("Anna Müller", "Vertrieb", "Köln"), ("José Peña", "Ventas", "Málaga"))


def write(path: Path, content: str | bytes, encoding: str = "utf-8") -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_encodings_and_delimiters(tmp_path: Path, encoding: str, delimiter: str, ending: str) -> None:
    lines = [delimiter.join(cells) for cells in (("Name", "Team", "Ort"), *PEOPLE)]
    table = read_table(write(tmp_path / "people.csv", ending.join(lines) + ending, encoding))
    assert table.headers == ("Name", "Team", "Ort")
    assert table.rows == PEOPLE
    assert table.numbers == (2, 3)
    assumed = [f"{encoding.replace('latin-1', 'cp1252')} is assumed"] if encoding in ("cp1252", "latin-1") else []
    assert [each.sentence.split(". ")[1].split(",")[0] for each in table.problems] == assumed


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1250", "name;team\nŁukasz Żółć;Dział\nJiří Dvořák;Oddělení\nŽofia Šťastná;x\n"),
        ("cp1251", "имя;отдел\nАнна Каренина;Продажи\nИван Петров;Закупки\n"),
        ("cp1253", "όνομα;τμήμα\nΑλέξανδρος;Πωλήσεις\nΜαρία;Αγορές\n"),
        ("shift_jis", "name;team\n山田太郎;営業部\n佐藤花子;開発部\n"),
        ("gb18030", "name;team\n王小明;销售部\n李华;研发部\n"),
        ("cp1252", "name;team\nMüller;x\n"),
        ("mac_roman", "name;team\nJürgen Müller;Büro\nZoë Strauß;Öffentlichkeit\n"),
        ("mac_roman", "name;team\nFrançois Bèze;Sécurité\n"),
    ],
)
def test_older_encodings_of_other_scripts(tmp_path: Path, encoding: str, text: str) -> None:
    table = read_table(write(tmp_path / "people.csv", text, encoding))
    assert [table.headers, *table.rows] == [tuple(line.split(";")) for line in text.splitlines()]


def test_rows_are_numbered_as_the_person_sees_them(tmp_path: Path) -> None:
    text = 'name,team\n\n"Anna\nBerg",Sales\nBen,"a ""b"", c"\n,\nCleo,x\n'
    table = read_table(write(tmp_path / "people.csv", text))
    assert table.rows == (("Anna\nBerg", "Sales"), ("Ben", 'a "b", c'), ("Cleo", "x"))
    assert table.numbers == (3, 5, 7)


def test_excel_says_its_delimiter(tmp_path: Path) -> None:
    table = read_table(write(tmp_path / "a.csv", "sep=;\r\nname;team\r\nAnna, B.;Sales, North\r\n"))
    assert table.rows == (("Anna, B.", "Sales, North"),)
    assert table.numbers == (3,)


def test_a_comma_inside_texts_is_not_the_delimiter(tmp_path: Path) -> None:
    table = read_table(write(tmp_path / "a.csv", "name;note\nBerg, Anna;one, two\nRoy, Ben;three\n"))
    assert table.headers == ("name", "note")


def test_titles_above_the_headings_are_passed_over(tmp_path: Path) -> None:
    table = read_table(write(tmp_path / "a.csv", "Workshop in May\n\nname;team;level\nAnna;Sales;1\n"))
    assert table.headers == ("name", "team", "level")
    assert table.numbers == (4,)


def test_a_row_longer_than_the_headings_is_a_problem_with_its_row(tmp_path: Path) -> None:
    table = read_table(write(tmp_path / "a.csv", "name,team\nAnna,Sales\nBen,Sales,North\nCleo,Sales,,\n"))
    assert [(problem.row, problem.error) for problem in table.problems] == [(3, True)]
    assert table.rows[2] == ("Cleo", "Sales")


def test_headings_that_repeat_or_are_missing_get_names_of_their_own(tmp_path: Path) -> None:
    table = read_table(write(tmp_path / "a.csv", "name,team,Team,,note\nAnna,a,b,c,d\n"))
    assert table.headers == ("name", "team", "Team (2)", "Column D", "note")


def test_columns_and_rows_without_anything_are_dropped(tmp_path: Path) -> None:
    table = read_table(write(tmp_path / "a.csv", "name,,team,,\nAnna,,Sales,,\n,,,,\n"))
    assert table.headers == ("name", "team")
    assert table.rows == (("Anna", "Sales"),)


def test_a_file_with_headings_only_has_no_rows(tmp_path: Path) -> None:
    assert read_table(write(tmp_path / "a.csv", "name,team\n")).rows == ()


def workbook(path: Path, *rows: tuple[object, ...], merge: tuple[str, ...] = ()) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    for cells in merge:
        sheet.merge_cells(cells)
    book.save(path)
    return path


def test_values_of_a_workbook_are_texts(tmp_path: Path) -> None:
    values = (3.0, 3, 2.5, date(2026, 5, 4), datetime(2026, 5, 4, 9, 30), time(9, 30), True, None, "  x ")
    path = workbook(tmp_path / "a.xlsx", tuple(f"h{place}" for place in range(9)), values)
    assert read_table(path).rows == (("3", "3", "2.5", "2026-05-04", "2026-05-04 09:30", "09:30", "TRUE", "", "x"),)


def test_rows_of_a_workbook_keep_their_numbers(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", (), ("name", "team"), (), ("Anna", "Sales"), (None, None), (), ())
    table = read_table(path)
    assert (table.headers, table.rows, table.numbers) == (("name", "team"), (("Anna", "Sales"),), (4,))


def test_the_first_visible_sheet_with_anything_or_a_named_one(tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.title = "Empty"
    hidden, people, more = (book.create_sheet(name) for name in ("Hidden", "People", "More"))
    hidden.sheet_state = "hidden"
    for sheet, name in ((hidden, "H"), (people, "P"), (more, "M")):
        sheet.append(("name",))
        sheet.append((name,))
    book.save(tmp_path / "a.xlsx")
    assert read_table(tmp_path / "a.xlsx").rows == (("P",),)
    assert read_table(tmp_path / "a.xlsx", sheet="More").rows == (("M",),)
    with pytest.raises(BadFile, match="“People”"):
        read_table(tmp_path / "a.xlsx", sheet="Less")


def test_merged_headings_and_merged_people(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        ("participant", "contact", "Answers", None),
        (None, None, "group", "proximity"),
        ("Anna", "A", 1, 2),
        (None, "B", 3, 4),
        merge=("A1:A2", "B1:B2", "C1:D1", "A3:A4"),
    )
    table = read_table(path)
    assert table.headers == ("participant", "contact", "group", "proximity")
    assert table.rows == (("Anna", "A", "1", "2"), ("Anna", "B", "3", "4"))
    assert table.numbers == (3, 4)


def test_a_title_and_groups_of_headings(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        ("Our workshop", None, None, None),
        ("Person", None, "Work", None),
        ("name", "email", "team", "level"),
        ("Anna", "a@x.org", "Sales", 3),
        merge=("A1:D1", "A2:B2", "C2:D2"),
    )
    assert read_table(path).headers == ("name", "email", "team", "level")


def test_a_formula_without_a_result_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", ("name", "team"), ("Anna", "=A2"))
    with pytest.raises(BadFile, match="never calculated"):
        read_table(path)


def test_content_counts_rather_than_the_suffix(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", ("name",), ("Anna",))
    for name in ("a.csv", "a.xls"):
        assert read_table(write(tmp_path / name, path.read_bytes())).rows == (("Anna",),)


def _zip(path: Path, *names: str) -> bytes:
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return path.read_bytes()


def test_what_is_no_table_is_refused_in_a_sentence(tmp_path: Path) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    for content, sentence in (
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b",,,\n,,\n", "empty"),
        (ole, "old Excel"),
        (ole + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "not a table"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "not a table"),
        (bytes(range(256)) * 8, "not a table"),
        (b"<html><table><tr><td>name</td></tr></table>", "web page"),
        (b"\xef\xbb\xbf<style>td{color:red}</style><table><tr><td>name</td></tr></table>", "web page"),
        (b"<!-- saved --><div><TABLE border=1><tr><td>name</td></tr></TABLE></div>", "web page"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n<html><table><tr><td>name", "web page"),
        (_zip(tmp_path / "z1", "word/document.xml"), "not a table"),
        (_zip(tmp_path / "z2", "xl/workbook.bin"), "another kind"),
        (_zip(tmp_path / "z3", "xl/workbook.xml"), "damaged"),
        (b'name,team\nAnna,"Sales\nBen,x\n', "line 2 is never closed"),
        (b'name,email\nAnna,a@x.org\nBen,"b@x.o', "line 3 is never closed"),
    ):
        with pytest.raises(BadFile, match=sentence):
            read_table(write(tmp_path / "file.xlsx", content))


def test_missing_files_and_folders(tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(BadFile, match="can't be opened"):
            read_table(path)


def test_a_workbook_cut_or_spoilt_anywhere_is_refused_or_read(tmp_path: Path) -> None:
    whole = workbook(tmp_path / "a.xlsx", ("name", "team"), *((f"P{n}", "x") for n in range(50))).read_bytes()
    for place in range(10, len(whole), 97):
        spoilt = whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :]
        for content in (whole[:place], spoilt):
            try:
                read_table(write(tmp_path / "b.xlsx", content))
            except BadFile as error:
                assert "b.xlsx" in error.sentence


def test_more_than_any_room_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="too large"):
        read_table(write(tmp_path / "a.csv", "name\n" + "x\n" * 200_001))
    with pytest.raises(BadFile, match="too large"):
        read_table(write(tmp_path / "a.csv", ",".join(map(str, range(1001))) + "\n"))


def test_pasted_from_a_spreadsheet() -> None:
    table = parse_text("Name\tE-Mail\nAnna\ta@x.org\n", known=import_fields())
    assert (table.headers, table.rows, table.headings) == (("Name", "E-Mail"), (("Anna", "a@x.org"),), True)
    table = parse_text("Anna\ta@x.org\nBen\n", known=import_fields())
    assert (table.headers, table.headings) == (("Column A", "Column B"), False)
    assert table.rows == (("Anna", "a@x.org"), ("Ben", ""))
    assert table.numbers == (1, 2)


def test_pasted_list_of_names_stays_a_list() -> None:
    table = parse_text("Berg, Anna\nRoy, Ben\n", known=import_fields())
    assert table.rows == (("Berg, Anna",), ("Roy, Ben",))
    assert parse_text("Name\nAnna", headings=False, known=import_fields()).rows == (("Name",), ("Anna",))
    assert parse_text("Anna\nBen", headings=True).headers == ("Anna",)


def test_pasted_csv() -> None:
    assert parse_text("name,team\nAnna,Sales", known=import_fields()).rows == (("Anna", "Sales"),)
    assert parse_text("Anna;anna@x.org\nBen;ben@x.org").rows[1] == ("Ben", "ben@x.org")
    with pytest.raises(BadFile):
        parse_text(" \n")


def test_an_encoding_that_is_wrongly_guessed_can_be_named(tmp_path: Path) -> None:
    path = write(tmp_path / "people.csv", "name;team\nDušan;x\n", "cp1250")
    (remark,) = read_table(path, encoding="").problems
    assert not remark.error and "--encoding" in remark.sentence and "“Dušan”" in remark.sentence
    assert read_table(path, encoding="mac_roman").rows == (("Duöan", "x"),)
    assert read_table(path, encoding="windows-1250").problems == ()
    with pytest.raises(Invalid, match="cp1252"):
        read_table(path, encoding="klingon")


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "cp1250", "cp1251"])
def test_letters_that_were_saved_wrongly_are_mended_when_asked_for(tmp_path: Path, encoding: str) -> None:
    right = ("Jürgen Müller", "Büro – Öffentlichkeit") if encoding != "cp1251" else ("Юрий Петров", "Отдел")
    wrong = [part.encode().decode(encoding) for part in right]
    path = write(tmp_path / "people.csv", f"Name,Team\n{','.join(wrong)}\nStraße,Größe\n")
    table = read_table(path)
    assert table.garbled and table.rows[0] == tuple(wrong)
    assert any(f"“{right[0]}”" in each.sentence and "--repair" in each.sentence for each in table.problems)
    mended = read_table(path, repair=True)
    assert mended.rows == (right, ("Straße", "Größe")) and mended.problems == ()
    book = workbook(tmp_path / "people.xlsx", ("Name", "Team"), tuple(wrong))
    assert read_table(book, repair=True).rows == (right,)


@pytest.mark.parametrize(
    "text",
    ["Müller", "Ærøskøbing", "Дмитрий Сёмин", "Ÿ", "Łódź", "Αθήνα", "山田太郎", "São Tomé", "“Ã”", "naïve – £5"],
)
def test_what_is_meant_as_it_stands_is_left_alone(text: str) -> None:
    assert mended(text) == text


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ('"Name,E-mail"\n"Anna Berg,a@x.org"\n"Ben ""B"" Dahl,"\n', [("Anna Berg", "a@x.org"), ('Ben "B" Dahl', "")]),
        ('"Name;E-mail"\n\n"Anna Berg;a@x.org"\n', [("Anna Berg", "a@x.org")]),
        # A name with a comma is one, below its heading and without any.
        ('Name\n"Berg, Anna"\n"Dahl, Ben"\n', [("Berg, Anna",), ("Dahl, Ben",)]),
        ('"Berg, Anna"\n"Dahl, Ben"\n', [("Dahl, Ben",)]),
    ],
)
def test_lines_that_are_quoted_as_a_whole_are_read_again(
    tmp_path: Path, text: str, rows: list[tuple[str, ...]]
) -> None:
    assert list(read_table(write(tmp_path / "a.csv", text)).rows) == rows
