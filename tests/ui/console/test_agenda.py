"""Agenda, timer and log as the facilitator uses them: by keys and menus; the library says what came of it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QSpinBox, QTableView
from pytestqt.qtbot import QtBot
from set_clocks import Computer, clock_of_a_computer
from sqlmodel import select

from facilitator.exercises.templates import templates
from facilitator.i18n import speaking
from facilitator.workshop.agenda import current_step, steps_of
from facilitator.workshop.tables import AgendaStep, StepRun
from ui.console.agenda_model import TIME
from ui.console.countdown import CountDown
from ui.dialogs import Panel

if TYPE_CHECKING:
    from conftest import Desk

NEXT = Qt.Key.Key_N


@pytest.fixture
def computer(monkeypatch: pytest.MonkeyPatch) -> Computer:
    """It is ten in the morning, and time stands still but for what the test does."""
    return clock_of_a_computer(monkeypatch, datetime(2026, 11, 4, 10, tzinfo=UTC))


def steps(desk: "Desk") -> list[AgendaStep]:
    return steps_of(desk.library, desk.workshop)


def titles(desk: "Desk") -> list[str]:
    return [step.title for step in steps(desk)]


def open_panel(desk: "Desk", name: str) -> Panel:
    (found,) = (panel for panel in desk.console.findChildren(Panel, name) if panel.isVisible())
    return found


def let_time_pass(desk: "Desk", minutes: float) -> None:
    """What was run began so much earlier; the windows read it again, as after a restart."""
    with desk.library.change("Wait", logged=False) as change:
        for run in change.session.exec(select(StepRun)).all():
            run.started_at -= timedelta(minutes=minutes)
            if run.ended_at is not None:
                run.ended_at -= timedelta(minutes=minutes)
            change.session.add(run)
    desk.console.countdown.read()
    desk.console._show_pace()


def test_the_line_below_a_step_tells_how_much_of_its_time_has_passed(qtbot: QtBot, desk: "Desk") -> None:
    desk.leave_lists()
    qtbot.keyClick(desk.console, NEXT)
    step, rows = current_step(steps(desk)), desk.console.agenda.list
    assert step is not None and rows.passed < 0.1
    let_time_pass(desk, step.minutes / 2)
    assert 0.4 < rows.passed < 0.6
    let_time_pass(desk, step.minutes)
    assert rows.passed == 1


def test_one_key_goes_from_step_to_step(qtbot: QtBot, desk: "Desk") -> None:
    desk.leave_lists()
    for title in titles(desk)[:3]:
        qtbot.keyClick(desk.console, NEXT)
        running = current_step(steps_of(desk.library, desk.workshop))
        assert running is not None
        assert running.title == title


def test_a_step_is_doubled_behind_itself_and_taken_back(qtbot: QtBot, desk: "Desk") -> None:
    before = titles(desk)
    desk.console.agenda.choose(desk.step)
    qtbot.keyClick(desk.console, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    row = before.index("Personal network")
    assert titles(desk) == [*before[: row + 1], "Personal network", *before[row + 1 :]]
    assert desk.console.agenda.chosen_id not in (None, desk.step)
    qtbot.keyClick(desk.console, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert titles(desk) == before


def test_a_title_that_came_with_the_program_is_said_in_german_and_stays_its_own(qtbot: QtBot, desk: "Desk") -> None:
    """Papers in English say the English one, and so they do after somebody changed the minutes in a German window."""
    before = titles(desk)
    row = before.index("Personal network")
    desk.console.agenda.choose(desk.step)
    with speaking("de"):
        index = desk.console.agenda.model.index(row, 0)
        assert (index.data(), index.data(TIME)) == ("Persönliches Netzwerk", f"{steps(desk)[row].minutes}′")
        assert "Persönliches Netzwerk" in index.data(Qt.ItemDataRole.AccessibleTextRole)
        desk.console.actions_by_name["rename_step"].trigger()
        form = open_panel(desk, "step-form")
        assert form.findChild(QLineEdit, "step-title").text() == "Persönliches Netzwerk"
        form.findChild(QSpinBox, "step-minutes").setValue(41)
        qtbot.mouseClick(form.findChild(QPushButton, "yes"), Qt.MouseButton.LeftButton)
    assert (titles(desk), steps(desk)[row].minutes) == (before, 41)


def test_the_agenda_is_kept_as_a_template(qtbot: QtBot, desk: "Desk") -> None:
    desk.console.actions_by_name["save_template"].trigger()
    form = open_panel(desk, "ask-line")
    line = form.findChild(QLineEdit, "line")
    line.clear()
    qtbot.mouseClick(form.findChild(QPushButton, "yes"), Qt.MouseButton.LeftButton)
    assert form.isVisible()
    qtbot.keyClicks(line, "Our way")
    qtbot.mouseClick(form.findChild(QPushButton, "yes"), Qt.MouseButton.LeftButton)
    assert not form.isVisible()
    own = [template for template in templates(desk.library) if template.own]
    assert [(template.title, template.steps) for template in own] == [("Our way", len(titles(desk)))]


def test_the_timer_goes_on_in_another_window(qtbot: QtBot, desk: "Desk") -> None:
    desk.leave_lists()
    qtbot.keyClick(desk.console, NEXT)
    qtbot.keyClicks(desk.console, "+")
    let_time_pass(desk, 2)
    left = desk.console.countdown.left
    other = CountDown(desk.library, desk.workshop)
    other.read()
    assert other.left == pytest.approx(left, abs=20)
    assert left == pytest.approx((6 + 1 - 2) * 60, abs=20)
    qtbot.keyClick(desk.console, Qt.Key.Key_P)
    other.read()
    assert not other.running
    assert "paused" in desk.console.bar.planned.text()


def test_the_end_of_the_time_is_said_once_and_softly(qtbot: QtBot, desk: "Desk") -> None:
    desk.leave_lists()
    qtbot.keyClick(desk.console, NEXT)
    ended: list[bool] = []
    desk.console.countdown.ended.connect(lambda: ended.append(True))
    let_time_pass(desk, 5)
    assert desk.console.bar.time.property("role") == "title"
    # A minute goes by while it ticks, without its being read anew: what is over then does not end once more.
    timer = desk.console.countdown.timer
    assert timer is not None
    desk.console.countdown.timer = replace(timer, read_at=timer.read_at - timedelta(minutes=1))
    qtbot.waitUntil(lambda: bool(ended))
    qtbot.waitUntil(lambda: desk.console.bar.time.property("role") == "overdue")
    let_time_pass(desk, 3)
    assert ended == [True]
    assert desk.console.bar.time.text().startswith("+")


def test_pace_and_the_time_taken_are_shown(qtbot: QtBot, desk: "Desk") -> None:
    desk.leave_lists()
    assert desk.console.bar.pace.text() == ""
    qtbot.keyClick(desk.console, NEXT)
    let_time_pass(desk, 15)
    qtbot.keyClick(desk.console, NEXT)
    assert "9 minutes behind" in desk.console.bar.pace.text()
    model = desk.console.agenda.model
    assert model.index(0).data(TIME) == "15 / 6′"
    assert model.index(1).data(TIME) == "8′"
    assert "took 15 minutes" in model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)


def test_when_it_ends_is_right_soon_after_the_clock_was_set_or_the_computer_slept(
    qtbot: QtBot, computer: Computer, desk: "Desk"
) -> None:
    """By then nobody has pressed a key, and the minute after which it is told again is not over."""
    desk.leave_lists()
    qtbot.keyClick(desk.console, NEXT)
    pace = desk.console.bar.pace

    def ends() -> datetime:
        return datetime.strptime(pace.text().split()[2], "%H:%M")

    told = ends()
    computer.set_clock(timedelta(hours=-1))
    qtbot.waitUntil(lambda: ends() == told - timedelta(hours=1))
    computer.set_clock(timedelta(hours=3))
    qtbot.waitUntil(lambda: ends() == told + timedelta(hours=2))
    computer.sleep(60 * 60)
    qtbot.waitUntil(lambda: ends() > told + timedelta(hours=2))


def test_the_workshop_is_ended_and_gone_on_with(qtbot: QtBot, desk: "Desk") -> None:
    desk.leave_lists()
    end = desk.console.actions_by_name["end_workshop"]
    assert not end.isEnabled()
    qtbot.keyClick(desk.console, NEXT)
    end.trigger()
    assert current_step(steps_of(desk.library, desk.workshop)) is None
    assert desk.stage.showing.step_id is None
    assert desk.console.countdown.timer is None
    qtbot.keyClick(desk.console, NEXT)
    assert current_step(steps_of(desk.library, desk.workshop)) is not None


def test_a_timer_forgotten_last_week_is_not_shown(qtbot: QtBot, desk: "Desk") -> None:
    qtbot.keyClick(desk.console, NEXT)
    let_time_pass(desk, 7 * 24 * 60)
    assert desk.console.bar.time.text() == "–:––"
    assert desk.console.bar.pace.text() == ""


def test_notes_of_an_exercise_are_read_and_written(qtbot: QtBot, desk: "Desk") -> None:
    desk.run_network()
    qtbot.keyClick(desk.console, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    notes = desk.console.pane.notes
    assert notes.isVisible()
    assert "station" in notes.toPlainText()
    notes.setPlainText("Ask Anna first")
    qtbot.keyClick(desk.console, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert not notes.isVisible()
    assert desk.console.pane.people.isVisible()
    desk.console.pane.notes.keep()
    assert next(step.notes for step in steps_of(desk.library, desk.workshop) if step.exercise) == "Ask Anna first"


def test_the_log_says_what_was_done(qtbot: QtBot, desk: "Desk") -> None:
    desk.run_network()
    desk.answer(desk.people()[0], 3)
    desk.console.actions_by_name["activity"].trigger()
    table = open_panel(desk, "activity-log").findChild(QTableView, "activity")
    model = table.model()
    lines = [[model.index(row, column).data() for column in (1, 2, 3)] for row in range(model.rowCount())]
    assert ["Start step, 2 times", "Personal network", ""] in lines
    assert any(line[2] and "times" in line[0] for line in lines)
    open_panel(desk, "activity-log").reject()
