"""A chart that has changed many times looks as one that is shown for the first time, whatever of it is kept ready."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitator.charts.drawing import Chart
from facilitator.charts.rows import Row, Rows
from facilitator.charts.series import Band, Series
from facilitator.charts.spider import Spider
from ui.charts.drawn import DrawnChart
from ui.theme import theme

AXES = ["Trust", "Time", "Help", "Tools"]


def spider(values: Sequence[float | None], **more: object) -> Chart:
    return Spider(AXES, [Series("The room", values)], with_values=True, **more)  # type: ignore[arg-type]


CHANGES: list[Chart] = [
    spider([0.2, 0.4, 0.6, 0.8]),
    spider([0.3, 0.4, 0.6, 0.8]),
    spider([0.3, 0.5, 0.6, 0.8]),
    spider([0.3, 0.5, None, 1.0]),
    spider([0.3, 0.5, 0.7, 1.0], band=Band("Middle half", [0.2] * 4, [0.9] * 4)),
    spider([0.9, 0.5, 0.7, 1.0], band=Band("Middle half", [0.2] * 4, [0.8] * 4)),
    Rows([Row("Shift", [(0.5, "3")]), Row("Tools", [(0.2, "1")])]),
    Rows([Row("Shift", [(0.5, "3")]), Row("Tools", [(0.4, "2")])]),
    Rows([Row("Shift", [(0.5, "3")]), Row("Tools", [(0.6, "3")])]),
    Rows([]),
    spider([0.2, 0.4, 0.6, 0.8]),
]


def shown(qtbot: QtBot, chart: Chart, size: QSize) -> DrawnChart:
    widget = DrawnChart(chart, "What is trusted", "Nothing yet.")
    qtbot.addWidget(widget)
    widget.resize(size)
    widget.show()
    return widget


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_changed_chart_looks_as_a_new_one(qtbot: QtBot, qapp: QApplication, scheme: str) -> None:
    theme.apply(qapp, scheme)
    try:
        widget = shown(qtbot, CHANGES[0], QSize(640, 480))
        for size in (QSize(640, 480), QSize(900, 620)):
            widget.resize(size)
            for chart in CHANGES:
                widget.show_chart(chart)
                assert widget.grab().toImage() == shown(qtbot, chart, size).grab().toImage()
    finally:
        theme.apply(qapp, "light")


def test_a_change_of_colours_reaches_what_is_kept_ready(qtbot: QtBot, qapp: QApplication) -> None:
    theme.apply(qapp, "light")
    widget = shown(qtbot, CHANGES[0], QSize(640, 480))
    for chart in CHANGES[:3]:
        widget.show_chart(chart)
        widget.grab()
    try:
        theme.apply(qapp, "dark")
        assert widget.grab().toImage() == shown(qtbot, CHANGES[2], widget.size()).grab().toImage()
    finally:
        theme.apply(qapp, "light")
