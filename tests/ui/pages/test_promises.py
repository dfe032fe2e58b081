"""What was promised in a step goes to the actions by one button of the console, and comes back by undo."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from facilitator.actions.actions import actions_of
from facilitator.exercises.steps import add_exercise
from facilitator.questionnaires.answers import put, send
from facilitator.questionnaires.model import Value
from facilitator.questionnaires.reading import Who
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
    assert [action.wording.what for action in actions_of(library, workshop)] == [
        "Look back together: After the changeover",
        "Connections across teams: Both shifts",
    ]
    qtbot.waitUntil(lambda: not button.isVisible())
    history.stack.undo()
    assert actions_of(library, workshop) == []
    qtbot.waitUntil(button.isVisible)


def test_where_it_is_narrow_a_button_has_whole_words_or_none(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, workshop: int
) -> None:
    """In the console at 1280 × 720 four buttons and the choice of what is shown share one line."""
    step = add_exercise(library, workshop, KIND).value
    who = Who(step, people_of(library, workshop)[0].id)
    put(library, who, "reflect", [Value(word="After the changeover")])
    send(library, who)
    holder = QWidget()
    qtbot.addWidget(holder)
    page = exercise_ui(KIND).results_page(bridge, step, History(bridge))
    page.setParent(holder)
    with qtbot.waitExposed(holder):
        holder.show()
    buttons = {name: page.findChild(QPushButton, f"pages-{name}") for name in ("stage", "promises", "collecting")}
    worded = set()
    for width in range(1200, 300, -20):
        page.resize(width, 500)
        QApplication.processEvents()
        for name, button in buttons.items():
            assert button is not None and button.width() >= button.sizeHint().width(), (name, width)
            if button.text():
                worded.add((name, width))
    assert {name for name, width in worded if width == 1200} == set(buttons)
    assert not {name for name, width in worded if width == 320}
