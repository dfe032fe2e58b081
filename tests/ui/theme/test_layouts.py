"""PySide knows nothing by the address of an item that Qt has deleted: what came to lie there would end the program."""

import shiboken6
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFormLayout, QGridLayout, QHBoxLayout, QLabel, QLayout, QLayoutItem, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.theme.layouts import parts_of


def known_items() -> int:
    found = shiboken6.getAllValidWrappers()
    return sum(isinstance(each, QLayoutItem) and not shiboken6.createdByPython(each) for each in found)


def test_what_lies_where_an_item_was_ends_without_a_crash(qtbot: QtBot) -> None:
    window = QWidget()
    outer, inner = QVBoxLayout(window), QVBoxLayout()
    labels = [QLabel(str(number)) for number in range(3000)]
    for label in labels:
        inner.addWidget(label)
    outer.addLayout(inner)
    assert known_items() == 0
    for label in labels:
        shiboken6.delete(label)
    host = QWidget()
    # Each is as large as an item was, so that some lie where one did.
    timers = [QTimer(host) for _ in range(1500)]
    del timers
    shiboken6.delete(host)
    assert shiboken6.isValid(outer) and inner.count() == 0


def test_every_way_to_nest_leaves_no_item_behind(qtbot: QtBot) -> None:
    window = QWidget()
    outer, grid, form = QVBoxLayout(window), QGridLayout(), QFormLayout()

    def filled() -> QLayout:
        made, deep = QHBoxLayout(), QVBoxLayout()
        made.addWidget(QLabel())
        made.addSpacing(4)
        deep.addWidget(QLabel())
        made.addLayout(deep)
        return made

    outer.addLayout(filled(), 1)
    outer.insertLayout(0, filled())
    outer.addLayout(grid)
    outer.addLayout(form)
    grid.addLayout(filled(), 0, 0)
    form.addRow("Name", filled())
    form.insertRow(0, filled())
    assert known_items() == 0
    assert len(window.findChildren(QLabel)) == 11


def test_parts_stand_by_their_places(qtbot: QtBot) -> None:
    window = QWidget()
    outer, inner, first, last = QVBoxLayout(window), QHBoxLayout(), QLabel(), QLabel()
    outer.addWidget(first)
    outer.addStretch()
    outer.addLayout(inner)
    inner.addWidget(QLabel())
    outer.addWidget(last)
    assert parts_of(outer) == {0: first, 2: inner, 3: last}
    assert list(parts_of(inner)) == [0]
    assert known_items() == 0
