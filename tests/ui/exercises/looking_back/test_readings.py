"""Readings are typed into one table, each is on the disk at once, and the room sees one chart at a time."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow
from pytestqt.qtbot import QtBot

from facilitator.actions.actions import Wording, actions_of, add_action
from facilitator.actions.indicators import About, Reading, add_indicator, indicators_of, put_reading
from facilitator.exercises.steps import add_exercise
from facilitator.storage.library import Library, open_library
from facilitator.workshop.agenda import get_step, run_step
from facilitator.workshop.papers import PaperOptions, keep_paper_options
from facilitator.workshop.roster import Person, add_people
from facilitator.workshop.workshops import new_workshop
from ui.actions.form import ActionForm, edit_action, new_action
from ui.actions.indicator_form import IndicatorForm
from ui.bridge import LibraryBridge
from ui.console.step import StepPane
from ui.exercises.looking_back.projector_views import AGREED, CHART, WHICH, AgreedView, RunChartView
from ui.exercises.looking_back.results_page import CHARTS, IndicatorsPage
from ui.exercises.registry import exercise_ui
from ui.history import History
from ui.simulated_user import SimulatedUser

HELD = date.today() - timedelta(days=28)
INDICATORS = 12
LONG = "Minutes waited at the handover between the early and the late shift by Aleksandra Wiśniewska-Kowalczyk’s team"


def workshop_with(library: Library, indicators: int) -> tuple[int, int]:
    """The ids of a workshop that was four weeks ago, and of its step."""
    workshop = new_workshop(library, "W", held_on=HELD).value
    for number in range(indicators):
        add_indicator(library, workshop, About(f"Count {number + 1}", "pieces"))
    return workshop, add_exercise(library, workshop, "looking_back").value


@pytest.fixture
def page(qtbot: QtBot, library: Library, bridge: LibraryBridge) -> Iterator[IndicatorsPage]:
    _, step = workshop_with(library, INDICATORS)
    made = IndicatorsPage(bridge, step, History(bridge))
    qtbot.addWidget(made)
    made.resize(760, 520)
    made.show()
    made.table.setFocus()
    QApplication.processEvents()
    yield made


def test_in_a_low_window_the_words_of_buttons_give_way_to_readings(page: IndicatorsPage) -> None:
    def said() -> list[str]:
        return [button.text() for button in (page.add, page.edit, page.remove, page.more, page.other, page.note)]

    words = said()
    assert all(words)
    page.resize(430, 300)
    QApplication.processEvents()
    assert said() == [""] * 6
    assert [button.accessibleName() for button in (page.add, page.note)] == [words[0], words[-1]]
    row = page.table.rowAt(0)
    assert page.table.viewport().rect().contains(page.table.visualRect(page.model.index(row, 0)))
    page.resize(760, 520)
    QApplication.processEvents()
    assert said() == words


def test_twelve_indicators_of_twelve_days_are_typed_in_less_than_three_minutes(
    library: Library, page: IndicatorsPage
) -> None:
    user = SimulatedUser(page)
    days = [page.model.day_at(row) for row in range(page.model.rowCount())]
    assert len(days) == 16 and days[11] == HELD, "twelve up to the workshop, four since then"
    typed = 0
    for column in range(INDICATORS):
        for row in range(12):
            user.type(f"{10 + column}.{row % 10}\n")
            typed += 1
        # The four days since then are not read yet: Enter alone goes past them.
        user.type("\n" * 4)
    assert typed == 144 and user.keys / 5 <= 180, "three minutes at five keys a second"
    # Each is on the disk: somebody else who opens the file sees all of them.
    other = open_library(library.path)
    (workshop,) = {each.workshop_id for each in indicators_of(other, 1)}
    for number, each in enumerate(indicators_of(other, workshop)):
        assert [one.day for one in each.readings] == days[:12]
        assert each.readings[1].value == pytest.approx(10 + number + 0.1)
    other.close()


def test_a_cell_takes_a_note_refuses_words_and_is_emptied(qtbot: QtBot, library: Library, page: IndicatorsPage) -> None:
    user, table = SimulatedUser(page), page.table
    table.setCurrentIndex(page.model.index(3, 2))
    user.type("12,5 a new machine\n")
    day = page.model.day_at(3)
    assert day is not None
    assert indicators_of(library, 1)[2].readings == (Reading(day, 12.5, "a new machine"),)
    assert table.currentIndex().row() == 4
    assert page.model.index(3, 2).data() == "12.5 *"
    user.type("many\n")
    assert page.problem.text() == "“many” is no number. The reading stays as it was."
    assert table.currentIndex().row() == 4, "what was refused is looked at again"
    qtbot.waitUntil(lambda: table.is_written_in)
    (editor,) = [each for each in table.findChildren(QLineEdit) if each.isVisible()]
    assert editor.text() == "many"
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    table.setCurrentIndex(page.model.index(3, 2))
    QTest.keyClick(table, Qt.Key.Key_Delete)
    assert indicators_of(library, 1)[2].readings == () and page.problem.text() == ""
    page._history.stack.undo()
    page._history.stack.undo()
    assert indicators_of(library, 1)[2].readings == ()
    page._history.stack.redo()
    assert len(indicators_of(library, 1)[2].readings) == 1


def test_a_german_workshop_is_written_in_german_numbers(library: Library, page: IndicatorsPage) -> None:
    keep_paper_options(library, 1, PaperOptions(language="de"))
    page._read()
    page.table.setCurrentIndex(page.model.index(0, 0))
    SimulatedUser(page).type("1,234\n1.234\n")
    assert [each.value for each in indicators_of(library, 1)[0].readings] == [1.234, 1234.0]
    assert page.model.index(0, 0).data() == "1,234"


def test_the_chart_of_the_column_and_what_may_be_said(qtbot: QtBot, library: Library, page: IndicatorsPage) -> None:
    second = indicators_of(library, 1)[1]
    for week in range(12):
        put_reading(library, second.id, HELD - timedelta(days=7 * week), 5.0 + week % 2)
    qtbot.waitUntil(lambda: page.model.index(11, 1).data() == "5")
    page.table.setCurrentIndex(page.model.index(0, 1))
    page.tabs.setCurrentIndex(CHARTS)
    assert page.which.currentText() == "Count 2"
    assert page.sentence.text().startswith("A change can be told from")
    with qtbot.waitSignal(page.stage_wanted) as asked:
        page.stage.click()
    assert asked.args == [CHART, {WHICH: "2"}]
    page.edit.click()
    form = next(w for w in QApplication.topLevelWidgets() if isinstance(w, IndicatorForm) and w.isVisible())
    form.target.setText("three")
    SimulatedUser(form).click("yes")
    assert form.problem.text() == "Target: “three” is no number."
    form.target.setText("3,5")
    SimulatedUser(form).click("yes")
    assert indicators_of(library, 1)[1].about.target == 3.5


def test_the_room_sees_what_was_agreed_and_one_chart_at_a_time(
    qtbot: QtBot, library: Library, bridge: LibraryBridge
) -> None:
    workshop, step = workshop_with(library, 2)
    screens = exercise_ui("looking_back")
    assert screens.opening_view(library, step) == CHART
    (person,) = add_people(library, workshop, [Person("Nguyễn Thị Minh Khai")]).value
    add_action(library, workshop, Wording("Ask at once", person), seen_by=indicators_of(library, workshop)[0].id)
    assert screens.opening_view(library, step) == AGREED
    agreed = screens.projector_view(AGREED, bridge, step)
    assert isinstance(agreed, AgreedView)
    chart = screens.projector_view(CHART, bridge, step)
    assert isinstance(chart, RunChartView)
    for view in (agreed, chart):
        qtbot.addWidget(view)
        view.resize(1280, 720)
        view.show()
    assert "Ask at once" in agreed.accessibleName() and "Count 1" in agreed.accessibleName()
    assert chart.header.texts == ("Count 1", "") and not chart.chart.chart.has_values
    chart.set_option(WHICH, "2")
    assert chart.header.texts[0] == "Count 2"
    chart.set_option(WHICH, "3")
    assert chart.header.texts[0] == "Count 1", "behind the last one comes the first"
    rested = chart.rests_on()
    put_reading(library, indicators_of(library, workshop)[0].id, HELD, 3.0)
    qtbot.waitUntil(lambda: chart.chart.chart.has_values)
    assert chart.header.texts[1].startswith("1 reading up to the workshop.")
    assert rested == chart.rests_on() != frozenset()


def test_an_action_says_in_one_line_how_one_will_see_it(
    library: Library, bridge: LibraryBridge, workshop: int, parent: QMainWindow
) -> None:
    history = History(bridge)
    form = new_action(parent, library, workshop, history)
    form.what.setPlainText("Ask at once")
    line = form.seen_by.what.lineEdit()
    assert line is not None and not form.seen_by.unit.isEnabled()
    line.setFocus()
    SimulatedUser(form).type("scrap a week")
    assert form.seen_by.unit.text() == "pieces" and form.seen_by.wanted.currentData() == "down"
    SimulatedUser(form).click("yes")
    (made,) = indicators_of(library, workshop)
    assert (made.about.what, made.about.source) == ("Scrap a week", "The scrap list at the line")
    (action,) = actions_of(library, workshop)
    assert action.indicator == "Scrap a week"
    again: ActionForm = edit_action(parent, library, workshop, history, action)
    assert again.seen_by.what.currentText() == "Scrap a week" and not again.seen_by.unit.isEnabled()
    again.seen_by.what.setCurrentText(LONG)
    again.seen_by.unit.setText("minutes")
    SimulatedUser(again).click("yes")
    assert [each.about.what for each in indicators_of(library, workshop)] == ["Scrap a week", LONG]
    assert actions_of(library, workshop)[0].indicator == LONG
    history.stack.undo()
    assert [each.about.what for each in indicators_of(library, workshop)] == ["Scrap a week"]
    history.stack.undo()
    assert (actions_of(library, workshop), indicators_of(library, workshop)) == ([], [])


def test_a_step_that_nobody_answers_shows_no_people(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, workshop: int, network_step: int
) -> None:
    step = add_exercise(library, workshop, "looking_back").value
    pane = StepPane(bridge, History(bridge))
    qtbot.addWidget(pane)
    pane.show()
    run_step(library, step)
    pane.show_step(get_step(library, step))
    assert not pane.people.isVisible() and pane.results is not None and pane.results.isVisible()
    assert pane.counts.text() == "15 minutes · being run"
    pane.show_people(True)
    assert not pane.people.isVisible()
    pane.show_step(get_step(library, network_step))
    assert pane.people.isVisible() and "6 people" in pane.counts.text()
