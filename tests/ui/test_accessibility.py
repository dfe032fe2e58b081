"""Every window for those who hear it or use keys alone: names on all that can be used, keys to all of it."""

from collections.abc import Callable, Iterator

import pytest
from accessible import out_of_reach, unnamed
from prepared import add_sample
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QWidget
from pytestqt.qtbot import QtBot

from facilitator.exercises.steps import exercise_steps
from facilitator.storage.library import Library, open_library
from facilitator.workshop.agenda import steps_of
from facilitator.workshop.pin import set_pin
from facilitator.workshop.roster import people_of
from facilitator.workshop.station import change_station
from ui.app import Program
from ui.console.actions import specs
from ui.exercises.registry import exercise_ui
from ui.screen_preferences import bring_back_motion, keep_motion
from ui.simulated_user import SimulatedUser
from ui.stage import PROMPT, TIMER
from ui.theme import motion, theme


@pytest.fixture
def program(qtbot: QtBot, library: Library) -> Iterator[Program]:
    workshop = add_sample(library, count=5)
    set_pin(library, "2468")
    made = Program(library.path)
    made.open()
    qtbot.waitUntil(lambda: made.opened is not None)
    made.open_workshop(workshop)
    assert made.opened.console is not None
    made.opened.console.run(next(step.id for step, _ in exercise_steps(library, workshop)))
    yield made
    made.close()


def dialogs(program: Program) -> list[QDialog]:
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()]


SYSTEM_DIALOGS = ("import", "returned")
"""Those that open the system's own dialog for choosing files."""
DIALOGS = [
    name
    for name, spec in specs().items()
    # Only a station of another computer's hands answers back.
    if (spec.text.endswith("…") and name not in ("import", "returned", "hand_back"))
    or name in ("shortcuts", "about", "station_help")
]


@pytest.mark.parametrize("name", DIALOGS)
def test_nothing_in_a_dialog_is_without_a_name_or_out_of_reach_of_keys(
    qtbot: QtBot, program: Program, name: str
) -> None:
    console = program.opened.console
    assert console is not None
    console.pane.people.choose(people_of(program.opened.library, console.workshop_id)[0].id)  # type: ignore[arg-type]
    action = console.actions_by_name[name]
    assert action.isEnabled()
    action.trigger()
    qtbot.waitUntil(lambda: bool(dialogs(program)))
    for dialog in dialogs(program):
        assert unnamed(dialog) == []
        assert out_of_reach(dialog) == []
        dialog.close()


def test_library_and_console_are_named_in_every_state(qtbot: QtBot, program: Program) -> None:
    library, console = program.opened.library, program.opened.console
    assert library is not None
    assert console is not None
    for step in steps_of(library, console.workshop_id):
        console.agenda.choose(step.id)
        for people in (True, False):
            console.pane.show_people(people)
            QApplication.processEvents()
            assert unnamed(console) == []
    console.close()
    assert program.window is not None
    qtbot.waitUntil(program.window.isVisible)
    assert unnamed(program.window) == []
    program.window.close()


def test_the_paper_window_is_named_in_both_ways(qtbot: QtBot, program: Program) -> None:
    assert program.opened.console is not None
    program.opened.console.actions_by_name["paper"].trigger()
    (window,) = dialogs(program)
    assert unnamed(window) == []
    way = window.findChild(QComboBox, "rapid-way")
    assert way is not None
    for row in (0, 1):
        way.setCurrentIndex(row)
        way.activated.emit(row)
        SimulatedUser(window).type("alek\n")
        assert unnamed(window) == []
        SimulatedUser(window).type("\x1b")
    window.close()


def test_every_view_of_the_projector_says_what_it_shows(qtbot: QtBot, program: Program) -> None:
    program.opened.show_projector(True)
    projector, stage = program.opened.projector, program.opened.stage
    assert projector is not None
    assert stage is not None
    assert program.opened.console is not None
    step = program.opened.console.current
    assert step is not None
    for view in (PROMPT, TIMER, *(info.key for info in exercise_ui(step.exercise).views())):
        stage.show(step_id=step.id, view=view)
        for facts in ({}, {"frozen": True}, {"frozen": False, "blank": True}, {"blank": False}):
            stage.show(**facts)
            QApplication.processEvents()
            assert unnamed(projector) == []
        told = [projector.page, *projector.page.findChildren(QWidget)]
        assert any(each.accessibleName().strip() for each in told), view


def test_every_page_of_the_station_is_named(qtbot: QtBot, program: Program) -> None:
    assert program.opened.library is not None
    change_station(program.opened.library, late_arrivals=True)
    program.opened.open_station()
    window = program.opened.station
    assert window is not None
    window.activateWindow()
    user = SimulatedUser(window)
    pages: list[Callable[[], object]] = [
        lambda: user.click("station-newcomer"),
        lambda: user.type("Zed Newman"),
        lambda: user.type("\n"),
        lambda: user.type("\n"),
        lambda: user.type("\n"),
        lambda: user.type("1AB\nCD\n"),
        lambda: user.type("\n\n"),
        lambda: user.type("1111111122\n"),
        lambda: user.click("network-stop"),
        lambda: user.type("42"),
        lambda: user.click("station-leave"),
        lambda: window.placement.close(),
    ]
    for turn in pages:
        turn()
        QApplication.processEvents()
        assert unnamed(window) == []


def test_text_follows_the_systems_own_size(qapp: QApplication, program: Program) -> None:
    assert program.opened.console is not None
    base = QApplication.font().pointSizeF()
    sizes = {
        round(label.font().pointSizeF(), 1)
        for label in program.opened.console.findChildren(QWidget)
        if label.isVisible()
    }
    assert min(sizes) >= round(base * 0.9, 1) - 0.1
    assert theme.font(2.0).pointSizeF() == pytest.approx(base * 2)
    assert isinstance(QApplication.font(), QFont)


def test_motion_is_the_systems_choice_unless_the_person_made_one(library: Library, program: Program) -> None:
    assert program.opened.console is not None
    try:
        assert motion.is_reduced() == motion.is_reduced_by_system()
        program.opened.console.actions_by_name["reduce_motion"].trigger()
        assert motion.is_reduced() != motion.is_reduced_by_system()
        motion.choose(None)
        bring_back_motion(library)
        assert motion.is_reduced() != motion.is_reduced_by_system()
        keep_motion(library, motion.is_reduced_by_system())
        bring_back_motion(library)
        assert motion.is_reduced() == motion.is_reduced_by_system()
    finally:
        motion.choose(None)


def test_the_agenda_runs_by_keys_alone(qtbot: QtBot, program: Program) -> None:
    console = program.opened.console
    assert console is not None
    console.activateWindow()
    before = console.current
    QTest.keyClick(console, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    after = console.current
    assert before is not None
    assert after is not None
    assert after.id != before.id
    open_library(program.library_path).close()
