"""Tables for a terminal: columns in line whatever stands in them, and every word there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from facilitator.plain_table import plain_table

WORDS = st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), max_size=20)


@given(st.lists(st.tuples(WORDS, st.integers(-999, 999)), min_size=1, max_size=8))
def test_columns_are_in_line_and_numbers_end_together(rows: list[tuple[str, int]]) -> None:
    lines = plain_table(("what", "count"), rows).split("\n")
    assert len(lines) == 1 + len(rows)
    ends = {cell_len(line) for line in lines}
    assert len(ends) == 1
    for line, (text, count) in zip(lines[1:], rows, strict=True):
        assert line.split()[-1] == str(count)
        assert all(word in line for word in text.split())


@pytest.mark.parametrize(
    ("cell", "shown"),
    [(None, "–"), ("", "–"), (0.12345, "0.123"), ("[red]x[/red]", "[red]x[/red]"), ("a\n\tb", "a b"), ([1, 2], "1, 2")],
)
def test_a_cell_is_one_line_as_it_is(cell: object, shown: str) -> None:
    assert plain_table(("head",), [(cell,)]).split("\n")[1].strip() == shown


def test_a_long_text_is_not_cut() -> None:
    text = "word " * 200
    assert plain_table(("a", "b"), [(text, 1)]).split("\n")[1] == f"{text.strip()}  1"
