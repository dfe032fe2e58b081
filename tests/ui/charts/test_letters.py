"""The size of a chart's letters depends on what is shown, not on what was shown before."""

from examples import share_of
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from facilitator.charts.rows import Row, Rows
from ui.charts.drawn import DrawnChart


def charts() -> st.SearchStrategy[list[Rows]]:
    labels = st.text(alphabet="abc def", min_size=1, max_size=60)
    row = st.builds(lambda label: Row(label, [(0.5, "5")]), labels)
    return st.lists(st.builds(Rows, st.lists(row, min_size=1, max_size=14)), min_size=2, max_size=5)


def drawn(chart: Rows) -> DrawnChart:
    widget = DrawnChart(chart, "", "", smallest_text=0.03, largest_text=0.09)
    widget.resize(960, 540)
    return widget


@settings(max_examples=share_of(60), deadline=None)
@given(shown=charts())
def test_letters_are_as_large_as_if_it_were_the_first(qapp: QApplication, shown: list[Rows]) -> None:
    one = drawn(shown[0])
    for chart in shown:
        one.show_chart(chart)
        other = drawn(chart)
        assert one.frame().em == other.frame().em
        other.deleteLater()
    one.deleteLater()


def test_letters_shrink_and_grow_again(qapp: QApplication) -> None:
    few, many = (Rows([Row(f"Row {at}", [(0.5, "5")]) for at in range(count)]) for count in (3, 12))
    one = drawn(few)
    large = one.frame().em
    one.show_chart(many)
    small = one.frame().em
    one.show_chart(few)
    assert small < large == one.frame().em
    one.deleteLater()
