"""Buttons in a row that is too narrow go on in the next one, and none is cut."""

from itertools import combinations

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.theme.flow import FlowRow


@pytest.mark.parametrize("width", [180, 320, 500, 1200])
def test_every_button_has_its_words_at_any_width(qtbot: QtBot, width: int) -> None:
    whole = QWidget()
    qtbot.addWidget(whole)
    buttons = [QPushButton(f"Button {number} of this row") for number in range(5)]
    row = FlowRow(*buttons[:3])
    row.add_spring()
    for button in buttons[3:]:
        row.add(button)
    column = QVBoxLayout(whole)
    column.addWidget(row)
    column.addWidget(QTextEdit(), 1)
    whole.resize(width, 500)
    whole.show()
    QApplication.processEvents()
    for button in buttons:
        assert row.rect().contains(button.geometry())
        assert button.width() >= button.sizeHint().width()
    assert not any(one.geometry().intersects(other.geometry()) for one, other in combinations(buttons, 2))
    # What is behind the spring stands at the right, in whichever row.
    assert row.rect().right() - buttons[-1].geometry().right() <= 1
    buttons[0].hide()
    buttons[1].setText("A name that is longer than before")
    QApplication.processEvents()
    assert buttons[1].x() == 0 and buttons[1].width() == min(buttons[1].sizeHint().width(), row.width())
