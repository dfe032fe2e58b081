"""What stands out in the room becomes an action, by the mouse and by the keys."""

import pytest
from prepared import add_sample
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QListWidget, QPushButton
from pytestqt.qtbot import QtBot

from facilitator.actions.actions import actions_of
from facilitator.exercises.network.steps import steps_for
from facilitator.exercises.steps import exercise_steps
from facilitator.storage.library import Library
from ui.actions.form import ActionForm
from ui.bridge import LibraryBridge
from ui.exercises.network.results_page import NetworkResultsPages
from ui.history import History


@pytest.fixture
def pages(qtbot: QtBot, library: Library, bridge: LibraryBridge) -> NetworkResultsPages:
    workshop = add_sample(library, count=18)
    step = next(step.id for step, each in exercise_steps(library, workshop) if each.kind == "network")
    shown = NetworkResultsPages(bridge, step, History(bridge))
    qtbot.addWidget(shown)
    shown.resize(1000, 700)
    with qtbot.waitExposed(shown):
        shown.show()
    return shown


@pytest.mark.parametrize("by_keys", [False, True])
def test_what_stands_out_becomes_an_action(
    qtbot: QtBot, library: Library, pages: NetworkResultsPages, by_keys: bool
) -> None:
    sayings = pages.findChild(QListWidget, "room-insights")
    assert sayings is not None and sayings.count() >= 2
    insight = pages.shapes.insights()[1]
    assert sayings.item(1).text() == insight.sentence
    sayings.setCurrentRow(1)
    if by_keys:
        sayings.setFocus()
        qtbot.keyClick(sayings, Qt.Key.Key_Return)
    else:
        button = pages.findChild(QPushButton, "insight-action")
        assert button is not None
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    form = pages.findChild(ActionForm)
    assert form is not None and form.what.toPlainText() == insight.step
    suggested = form.findChild(QComboBox, "action-suggested")
    assert suggested is not None and suggested.count() == 3
    suggested.setFocus()
    qtbot.keyClick(suggested, Qt.Key.Key_Down)
    qtbot.keyClick(suggested, Qt.Key.Key_Down)
    assert form.what.toPlainText() == steps_for(insight.key)[1]
    form.what.setPlainText("Invite somebody from another department to each review")
    yes = form.findChild(QPushButton, "yes")
    assert yes is not None
    qtbot.mouseClick(yes, Qt.MouseButton.LeftButton)
    step = exercise_steps(library, 1)[0][0].id
    [made] = [each for each in actions_of(library, 1, step) if each.source.what.startswith("insight")]
    assert made.source.what == f"insight {insight.key}"
    assert made.wording.what == "Invite somebody from another department to each review"


def test_a_room_of_nobody_offers_nothing(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, network_step: int
) -> None:
    shown = NetworkResultsPages(bridge, network_step, History(bridge))
    qtbot.addWidget(shown)
    shown.resize(1000, 700)
    shown.show()
    button = shown.findChild(QPushButton, "insight-action")
    assert button is not None and not button.isVisible()
