"""What will not fit is said beside the agenda, and the minutes are set by one operation."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QSpinBox
from pytestqt.qtbot import QtBot

from facilitator.exercises.network.setup import change_offer
from facilitator.rehearsal.people import people
from facilitator.workshop.agenda import steps_of
from facilitator.workshop.room_plan import room_plan
from facilitator.workshop.roster import add_people
from ui.console.steps import new_step
from ui.dialogs import Panel

if TYPE_CHECKING:
    from conftest import Desk

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def minutes(desk: "Desk") -> int:
    return next(step.minutes for step in steps_of(desk.library, desk.workshop) if step.id == desk.step)


def open_form(qtbot: QtBot, desk: "Desk") -> Panel:
    qtbot.keyClick(desk.console, Qt.Key.Key_T, CONTROL | SHIFT)
    (found,) = (panel for panel in desk.console.findChildren(Panel, "time-form") if panel.isVisible())
    return found


def test_it_is_said_when_people_or_the_way_in_change(desk: "Desk") -> None:
    fit = desk.console.agenda.fit
    assert not fit.isVisible()
    add_people(desk.library, desk.workshop, people(24)[6:])
    assert fit.isVisible() and fit.text() == "Won’t fit: 9 minutes short for 24 people."
    # By contact alone it takes longer still.
    change_offer(desk.library, desk.step, offers_contact=True, offers_tally=False, fewest=3, most=8)
    assert fit.text() == "Won’t fit: 43 minutes short for 24 people."


def test_another_station_or_other_minutes_make_it_fit(qtbot: QtBot, desk: "Desk") -> None:
    add_people(desk.library, desk.workshop, people(24)[6:])
    panel = open_form(qtbot, desk)
    outcome = panel.findChild(QLabel, "time-outcome")
    assert "At 2 stations it would fit." in outcome.text() and "84 minutes in place of 75" in outcome.text()
    stations = panel.findChild(QSpinBox, "time-stations")
    stations.setValue(2)
    assert outcome.text() == "It fits for 24 people."
    assert not panel.findChild(QPushButton, "yes").isVisible()
    assert room_plan(desk.library, desk.workshop).stations == 1  # nothing is stored yet
    qtbot.mouseClick(panel.findChild(QPushButton, "time-save"), Qt.MouseButton.LeftButton)
    assert room_plan(desk.library, desk.workshop).stations == 2
    assert not desk.console.agenda.fit.isVisible()
    qtbot.keyClick(desk.console, Qt.Key.Key_Z, CONTROL)
    assert desk.console.agenda.fit.isVisible()
    qtbot.mouseClick(desk.console.agenda.set_time, Qt.MouseButton.LeftButton)
    (panel,) = (each for each in desk.console.findChildren(Panel, "time-form") if each.isVisible())
    qtbot.keyClick(panel, Qt.Key.Key_Return)
    assert minutes(desk) == 40 and not desk.console.agenda.fit.isVisible()
    qtbot.keyClick(desk.console, Qt.Key.Key_Z, CONTROL)
    assert minutes(desk) == 31 and desk.console.agenda.fit.isVisible()


def test_people_and_ways_are_tried_out_before_they_are_kept(qtbot: QtBot, desk: "Desk") -> None:
    panel = open_form(qtbot, desk)
    expected = panel.findChild(QSpinBox, "time-people")
    assert expected.text() == "As on the roster (6)"
    said = panel.findChild(QLabel, f"time-minutes-{desk.step}")
    assert said.text() == "13 minutes needed · 31 planned · it fits"
    expected.setValue(60)
    assert said.text() == "94 minutes needed · 31 planned · 63 minutes short"
    ways = panel.findChild(QComboBox, f"time-way-{desk.step}")
    ways.setCurrentIndex(ways.findData("paper"))
    assert said.text() == "10 minutes needed · 31 planned · it fits"
    ways.setCurrentIndex(ways.findData("contact"))
    qtbot.mouseClick(panel.findChild(QPushButton, "yes"), Qt.MouseButton.LeftButton)
    found = room_plan(desk.library, desk.workshop)
    assert (found.expected, found.modes[desk.step], minutes(desk)) == (60, "contact", 182)
    assert desk.history.stack.count() == 1
    panel = open_form(qtbot, desk)
    panel.reject()
    assert room_plan(desk.library, desk.workshop) == found


def test_a_new_step_proposes_the_minutes_for_these_people(qtbot: QtBot, desk: "Desk") -> None:
    form = new_step(desk.console, desk.library, desk.workshop, lambda _done: None)
    kind = form.findChild(QComboBox, "step-kind")
    kind.setCurrentIndex(kind.findText("Exercise: Personal network"))
    assert form.minutes.value() == 4 + 9
    form.reject()
