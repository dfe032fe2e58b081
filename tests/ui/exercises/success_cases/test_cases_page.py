"""Cases are marked by keys, and the room sees what may be told."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitator.clock import now
from facilitator.exercises.steps import add_exercise
from facilitator.exercises.success_cases.cases import cases, told
from facilitator.questionnaires.answers import put, put_entry, send
from facilitator.questionnaires.model import Value
from facilitator.questionnaires.reading import Who
from facilitator.storage.library import Library
from facilitator.workshop.roster import people_of
from ui.bridge import LibraryBridge
from ui.exercises.registry import exercise_ui
from ui.exercises.success_cases.results_page import CasesPage
from ui.exercises.success_cases.views import WORKED, WorkedView
from ui.history import History
from ui.simulated_user import SimulatedUser


def test_space_marks_enter_backs_and_the_room_reads_it(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, workshop: int
) -> None:
    step = add_exercise(library, workshop, "success_cases").value
    one, two, *_ = people_of(library, workshop)
    who = Who(step, one.id)
    put(library, who, "came", [Value("result")])
    put_entry(library, who, "line", "We ask one question a shift")
    put(library, who, "agree", [Value(day=now().date())])
    send(library, who)
    put(library, Who(step, two.id), "came", [Value("not_yet")])
    put_entry(library, Who(step, two.id), "because", "No time, says my boss")
    send(library, Who(step, two.id))
    history = History(bridge)
    page = exercise_ui("success_cases").results_page(bridge, step, history)
    assert isinstance(page, CasesPage)
    view = exercise_ui("success_cases").projector_view(WORKED, bridge, step)
    assert isinstance(view, WorkedView)
    for widget in (page, view):
        qtbot.addWidget(widget)
        widget.resize(760, 520)
        widget.show()
    assert page.table.rowCount() == 2
    page.table.setFocus()
    page.table.setCurrentCell(0, 3)
    QTest.keyClick(page.table, Qt.Key.Key_Space)
    assert cases(library, step)[0].marked and told(library, step) == []
    qtbot.waitUntil(lambda: "fact that backs it is missing" in page.says.text())
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    asked = next(w for w in QApplication.topLevelWidgets() if w.objectName() == "ask-line" and w.isVisible())
    SimulatedUser(asked).type("Calls fell to four\n")
    assert [each.fact for each in told(library, step)] == ["Calls fell to four"]
    qtbot.waitUntil(lambda: "Calls fell to four" in view.accessibleName())
    assert one.name in view.accessibleName() and "boss" not in view.accessibleName()
    page.table.setCurrentCell(1, 3)
    assert not page.fact.isEnabled(), "what got stuck is backed by nothing and told to nobody"
    history.stack.undo()
    assert told(library, step) == []
    qtbot.waitUntil(lambda: "Calls fell" not in view.accessibleName())
    with qtbot.waitSignal(page.stage_wanted) as wanted:
        page.stage.click()
    assert wanted.args == [WORKED, {}]
