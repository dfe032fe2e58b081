"""What comes into the library from outside, by its forms."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from facilitator.errors import NotFound
from facilitator.exercises.steps import exercise_steps
from facilitator.storage.library import Library
from facilitator.workshop.workshops import get_workshop
from ui.bridge import LibraryBridge
from ui.history import History
from ui.import_actions import choose_sample


def test_an_agenda_is_chosen_for_the_people_of_the_sample(
    qtbot: QtBot, library: Library, bridge: LibraryBridge
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    opened: list[int] = []
    history = History(bridge)
    form = choose_sample(parent, library, history, opened.append)
    agendas = form.findChild(QComboBox, "sample-agenda")
    assert agendas is not None
    agendas.setCurrentIndex(agendas.findData("canvas"))
    yes = form.findChild(QPushButton, "yes")
    assert yes is not None
    qtbot.mouseClick(yes, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(opened))
    (workshop,) = opened
    assert get_workshop(library, workshop).title == "Sample: Learning in our work"
    ((step, each),) = exercise_steps(library, workshop)
    (found,) = each.metrics(library, step.id)["canvas"]
    assert found["sent"] == 18
    history.stack.undo()
    with pytest.raises(NotFound):
        get_workshop(library, workshop)
