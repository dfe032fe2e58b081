"""What is written is read back the same, opens right in a spreadsheet program, and harms nobody."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from examples import share_of
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from facilitator.errors import Invalid
from facilitator.sharing.tables import read_table, write_csv, write_xlsx
from facilitator.tabular import Table

TEXT = st.text(
    st.one_of(st.characters(exclude_categories=("Cc", "Cs")), st.sampled_from("=+-@'\"\n,;|\t0")), max_size=8
).map(str.strip)


def table(headers: tuple[str, ...], *rows: tuple[str, ...]) -> Table:
    return Table("test", headers, rows, tuple(range(2, len(rows) + 2)))


@given(st.lists(st.tuples(TEXT, TEXT, TEXT).filter(any), min_size=1, max_size=8))
@settings(deadline=None, max_examples=share_of(150))
def test_any_texts_come_back(rows: list[tuple[str, str, str]]) -> None:
    # Files have no more than one way to say "nothing", so a column needs a name and each row something in it.
    original = table(("first", "second", "third"), *rows)
    with TemporaryDirectory() as folder:
        for write, name in ((write_csv, "a.csv"), (write_xlsx, "a.xlsx")):
            path = Path(folder) / name
            write(original, path)
            back = read_table(path)
            assert back.headers == original.headers
            assert back.rows == original.rows, name
            assert back.problems == ()


FORMULAS = ("=1+1", "+1+1", "-1+cmd|' /C calc'!A0", "@SUM(A1)", " =1+1", "\t=1", "＝1+1")


def test_no_cell_of_a_csv_begins_like_a_formula(tmp_path: Path) -> None:
    write_csv(table(("=head",), *((text,) for text in FORMULAS)), tmp_path / "a.csv")
    content = (tmp_path / "a.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    for line in content.decode("utf-8-sig").splitlines():
        assert line.strip('"').startswith("'")
    assert [row[0] for row in read_table(tmp_path / "a.csv").rows] == [text.strip() for text in FORMULAS]


def test_numbers_stay_numbers(tmp_path: Path) -> None:
    write_csv(table(("a", "b"), ("-3.5", "+4")), tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_text("utf-8-sig") == "a,b\n-3.5,+4\n"
    write_xlsx(table(("a", "b", "c"), ("12", "007", "12345678901234567890")), tmp_path / "a.xlsx")
    sheet = load_workbook(tmp_path / "a.xlsx").active
    assert sheet is not None
    assert [cell.value for cell in list(sheet.rows)[1]] == [12, "007", "12345678901234567890"]


def test_no_cell_of_a_workbook_is_a_formula(tmp_path: Path) -> None:
    write_xlsx(table(("=head",), *((text,) for text in FORMULAS), ("#N/A",)), tmp_path / "a.xlsx")
    sheet = load_workbook(tmp_path / "a.xlsx").active
    assert sheet is not None
    assert {cell.data_type for row in sheet.rows for cell in row} == {"s"}


def test_control_characters_do_not_stop_a_workbook(tmp_path: Path) -> None:
    write_xlsx(table(("a",), ("x\x07y",)), tmp_path / "a.xlsx")
    assert read_table(tmp_path / "a.xlsx").rows == (("xy",),)


def test_nothing_is_overwritten_unasked_and_nothing_is_left_behind(tmp_path: Path) -> None:
    for write, name in ((write_csv, "a.csv"), (write_xlsx, "a.xlsx")):
        path = tmp_path / name
        write(table(("a",), ("1",)), path)
        with pytest.raises(Invalid, match="already"):
            write(table(("a",), ("2",)), path)
        assert read_table(path).rows == (("1",),)
        write(table(("a",), ("2",)), path, overwrite=True)
        assert read_table(path).rows == (("2",),)
        with pytest.raises(Invalid, match="can't be written"):
            write(table(("a",), ("2",)), tmp_path / "none" / name)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv", "a.xlsx"]
