"""What was promised in a step goes to the actions by one button of the console, and comes back by undo."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from facilitator.actions.actions import actions_of
from facilitator.exercises.steps import add_exercise
from facilitator.questionnaires.answers import Who, put, send
from facilitator.questionnaires.model import Value
from facilitator.storage.library import Library
from facilitator.workshop.roster import people_of
from ui.bridge import LibraryBridge
from ui.exercises.registry import exercise_ui
from ui.history import History

KIND = "leaders_minutes"


def test_promises_go_to_the_actions_by_a_button_and_back_by_undo(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, workshop: int
) -> None:
    step = add_exercise(library, workshop, KIND).value
    history = History(bridge)
    page = exercise_ui(KIND).results_page(bridge, step, history)
    qtbot.addWidget(page)
    page.resize(1000, 600)
    with qtbot.waitExposed(page):
        page.show()
    button = page.findChild(QPushButton, "pages-promises")
    assert button is not None and not button.isVisible()
    who = Who(step, people_of(library, workshop)[0].id)
    put(library, who, "reflect", [Value(word="After the changeover")])
    put(library, who, "across", [Value(word="Both shifts")])
    put(library, who, "due", [Value(day=date(2027, 3, 8))])
    send(library, who)
    qtbot.waitUntil(button.isVisible)
    assert button.text() == "2 promises to the actions"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert [action.wording.what for action in actions_of(library, workshop)] == ["After the changeover", "Both shifts"]
    qtbot.waitUntil(lambda: not button.isVisible())
    history.stack.undo()
    assert actions_of(library, workshop) == []
    qtbot.waitUntil(button.isVisible)
