from collections.abc import Callable

import pytest
from examples import share_of
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import ContentStream

from facilitator.documents import typesetting
from facilitator.documents.style import TextStyle
from facilitator.documents.tables import PrintedColumn, PrintedTable, _column_widths

Reader = Callable[..., PdfReader]


def test_the_head_is_repeated_and_every_row_is_there_once(read: Reader) -> None:
    rows = [[f"Person {number:03d}", str(number)] for number in range(150)]
    reader = read(PrintedTable([PrintedColumn("Name of the person"), PrintedColumn("Contacts", "right")], rows))
    texts = [page.extract_text() for page in reader.pages]
    assert len(texts) > 3
    assert all("Name of the person" in text for text in texts)
    assert all("".join(texts).count(row[0]) == 1 for row in rows)


def test_the_last_row_does_not_stand_alone(read: Reader) -> None:
    for count in range(30, 45):
        reader = read(PrintedTable([PrintedColumn("Name")], [[f"Person {number:03d}"] for number in range(count)]))
        assert reader.pages[-1].extract_text().count("Person") != 1


def test_one_row_alone_does_not_stand_at_the_foot_of_a_page() -> None:
    table = PrintedTable([PrintedColumn("Name"), PrintedColumn("Words")], [("A", "word " * 40)] * 6)
    _, height = table.wrap(300, 1e6)
    head = (
        height
        - PrintedTable([PrintedColumn("Name"), PrintedColumn("Words")], [("A", "word " * 40)] * 5).wrap(300, 1e6)[1]
    )
    assert table.split(300, head * 1.9) == [], "there is room for one row"
    first, rest = table.split(300, head * 3.9)
    assert first.wrap(300, 1e6)[1] >= 2 * head and rest.wrap(300, 1e6)[1] >= 2 * head


def test_no_rows_is_a_head(read: Reader) -> None:
    assert (
        "Name" in read(PrintedTable([PrintedColumn("Name"), PrintedColumn("n", "right")], [])).pages[0].extract_text()
    )


def test_figures_are_aligned_at_the_right(read: Reader) -> None:
    reader = read(PrintedTable([PrintedColumn("a"), PrintedColumn("b", "right")], [["x", "1"], ["y", "100"]]))
    stream = ContentStream(reader.pages[0].get_contents(), reader)
    lefts = [float(operands[4]) for operands, operator in stream.operations if operator == b"Tm"]
    # After the title: the head, then two rows; "100" reaches the same edge as "1", two digits further left.
    _, _, _, x, one, y, hundred, *_ = lefts
    assert x == y
    assert one - hundred == pytest.approx(2 * typesetting.text_width("1", TextStyle(size=8.5)), abs=0.02)


def test_figures_are_not_broken_for_long_words(read: Reader) -> None:
    row = ["Aleksandra Wiśniewska-Kowalczyk of the Department of Everything " * 3, "34 %", "100,000.25"]
    text = (
        read(
            PrintedTable(
                [PrintedColumn("Person"), PrintedColumn("Share", "right"), PrintedColumn("Sum", "right")], [row]
            )
        )
        .pages[0]
        .extract_text()
    )
    assert "34 %" in text
    assert "100,000.25" in text


@settings(deadline=None, max_examples=share_of(60))
@given(
    st.lists(st.tuples(st.text("abc de", max_size=60), st.sampled_from(["left", "right"])), min_size=1, max_size=14),
    st.floats(80, 600),
)
def test_columns_fit_the_width(cells: list[tuple[str, str]], free: float) -> None:
    columns = [PrintedColumn(text[:12], align) for text, align in cells]  # type: ignore[arg-type]
    widths = _column_widths(columns, [[text for text, _ in cells]], free)
    assert sum(widths) <= free + 0.01
    assert all(width > 0 for width in widths)
