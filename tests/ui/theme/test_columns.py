"""Columns of a table share the width that there is."""

from examples import share_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication, QTableWidget
from pytestqt.qtbot import QtBot

from ui.theme.columns import share_width

LEAST = {0: 60, 1: 80, 2: 50}
REST, LEAST_REST = 3, 100


@settings(max_examples=share_of(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wished=st.tuples(*(st.integers(80, 300),) * 3), widths=st.lists(st.integers(200, 1400), min_size=1, max_size=3))
def test_all_columns_are_seen_while_there_is_room_for_the_least(
    qtbot: QtBot, wished: tuple[int, int, int], widths: list[int]
) -> None:
    table = QTableWidget(30, 4)
    qtbot.addWidget(table)
    share_width(table, dict(enumerate(wished)), REST, LEAST_REST, LEAST)
    table.show()
    for width in widths:
        table.resize(width, 300)
        QApplication.processEvents()
        sizes = [table.columnWidth(column) for column in range(4)]
        room = table.viewport().width()
        assert sizes[REST] >= LEAST_REST
        assert all(LEAST[column] <= sizes[column] <= wished[column] for column in LEAST)
        if room >= sum(LEAST.values()) + LEAST_REST:
            assert sum(sizes) == room and table.horizontalScrollBar().maximum() == 0
        if room >= sum(wished) + LEAST_REST:
            assert sizes[:REST] == list(wished)
    table.close()


def test_a_width_that_is_pulled_stays_wished(qtbot: QtBot) -> None:
    table = QTableWidget(3, 4)
    qtbot.addWidget(table)
    share_width(table, {0: 100, 1: 100, 2: 100}, REST, LEAST_REST, LEAST)
    table.resize(800, 300)
    table.show()
    table.horizontalHeader().resizeSection(1, 220)
    table.resize(900, 300)
    QApplication.processEvents()
    assert table.columnWidth(1) == 220
    assert sum(table.columnWidth(column) for column in range(4)) == table.viewport().width()


def test_no_head_is_cut_while_there_is_room(qtbot: QtBot) -> None:
    table = QTableWidget(3, 4)
    qtbot.addWidget(table)
    table.setHorizontalHeaderLabels(["Who", "What became of it since the last time", "Fact", "In their words"])
    share_width(table, {0: 60, 1: 60, 2: 60}, REST, LEAST_REST)
    table.resize(1000, 300)
    table.show()
    header = table.horizontalHeader()
    assert all(header.sectionSize(column) >= header.sectionSizeHint(column) for column in range(4))
    header.resizeSection(1, 70)
    assert header.sectionSize(1) == 70, "unless it is pulled so"
