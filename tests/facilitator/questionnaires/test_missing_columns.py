"""Missing answers are empty cells with their kind beside, and the same table again when they come back."""

from hypothesis import given
from hypothesis import strategies as st

from facilitator.questionnaires.fields import MARKS
from facilitator.questionnaires.missing_columns import with_kinds_apart, with_kinds_inside
from facilitator.tabular import Table

CELLS = st.one_of(st.sampled_from([*MARKS.values(), *MARKS, ""]), st.text(max_size=4))
HEADERS = ("participant", "mood", "note", "note_missing")


@given(st.lists(st.tuples(CELLS, CELLS, CELLS, st.text("ab", min_size=1, max_size=3)), min_size=1, max_size=6))
def test_a_table_comes_back_the_same(rows: list[tuple[str, ...]]) -> None:
    for width in (3, 4):
        table = Table.of_rows("answers", HEADERS[:width], [row[:width] for row in rows])
        apart = with_kinds_apart(table, ("participant",))
        for header in ("mood", "note")[: 4 - width + 1]:
            assert not set(apart.column(header)) & set(MARKS.values())
        back = with_kinds_inside(apart)
        assert (back.headers, back.rows) == (table.headers, table.rows)


def test_the_kind_stands_beside() -> None:
    mark = MARKS["skipped"]
    table = Table.of_rows("answers", ("participant", "mood", "note"), [("-", mark, "x"), ("Bo", "Fine", "")])
    apart = with_kinds_apart(table, ("participant",))
    assert apart.headers == ("participant", "mood", "mood_missing", "note")
    assert apart.rows == (("-", "", "skipped", "x"), ("Bo", "Fine", "", ""))
