"""From the list of actions to calendar files: the follow-up is asked for and kept, the files are read back."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from facilitator.actions.actions import Wording, add_action
from facilitator.storage.library import Library
from facilitator.workshop.roster import people_of
from facilitator.workshop.workshops import describe_workshop, get_workshop
from ui.actions.calendar import CalendarForm
from ui.actions.dialog import ActionsDialog
from ui.bridge import LibraryBridge
from ui.dialogs import Panel
from ui.history import History
from ui.simulated_user import SimulatedUser

DAY, FOLLOW_UP = date(2031, 3, 1), date(2031, 4, 12)


@pytest.fixture
def dialog(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, workshop: int, tmp_path: Path
) -> Iterator[ActionsDialog]:
    made = ActionsDialog(bridge, History(bridge), workshop, None)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.open()
    yield made
    made.reject()


def open_form(dialog: ActionsDialog) -> CalendarForm:
    SimulatedUser(dialog).click("actions-calendar")
    (form,) = (each for each in dialog.findChildren(CalendarForm) if each.isVisible())
    return form


def choose(dialog: ActionsDialog, path: Path) -> None:
    """Choose a file or folder in the window that asks for one."""
    (asking,) = (each for each in dialog.findChildren(QFileDialog) if each.isVisible())
    asking.fileSelected.emit(str(path))
    asking.close()


def says(dialog: ActionsDialog, name: str) -> Panel:
    (panel,) = (each for each in dialog.findChildren(Panel, name) if each.isVisible())
    return panel


def promise(library: Library, workshop: int) -> None:
    one, two, *_ = people_of(library, workshop)
    for wording in (Wording("Handover", one.id, two.id, DAY), Wording("Tidy", None, None, DAY), Wording("Some day")):
        add_action(library, workshop, wording)


def test_one_file_with_everything_and_the_follow_up_is_kept(
    dialog: ActionsDialog, library: Library, workshop: int, tmp_path: Path
) -> None:
    promise(library, workshop)
    describe_workshop(library, workshop, held_on=date(2031, 2, 1))
    form = open_form(dialog)
    assert "2 actions have a date. 1 has none" in form._what_there_is()
    assert not form.follow_up.isEnabled()
    assert form.follow_up.date() == QDate(2031, 3, 15)
    form.has_follow_up.click()
    form.follow_up.setDate(QDate(FOLLOW_UP.year, FOLLOW_UP.month, FOLLOW_UP.day))
    SimulatedUser(form).click("yes")
    assert get_workshop(library, workshop).follow_up == FOLLOW_UP
    path = tmp_path / "agreed.ics"
    choose(dialog, path)
    days = {
        str(event["SUMMARY"]): event["DTSTART"].dt for event in Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    }
    assert days == {"Handover": DAY, "Tidy": DAY, "Follow-up: Learning across borders": FOLLOW_UP}
    says(dialog, "calendar-done").close()
    dialog._history.stack.undo()
    assert get_workshop(library, workshop).follow_up is None


def test_a_file_for_each_person(dialog: ActionsDialog, library: Library, workshop: int, tmp_path: Path) -> None:
    promise(library, workshop)
    form = open_form(dialog)
    assert "2 people" in form.for_each.text()
    form.for_each.click()
    SimulatedUser(form).click("yes")
    choose(dialog, tmp_path / "each")
    one, two, *_ = people_of(library, workshop)
    assert {path.name for path in (tmp_path / "each").iterdir()} == {f"Calendar {p.name}.ics" for p in (one, two)}
    says(dialog, "calendar-done").close()


def test_without_any_date_the_form_says_so(dialog: ActionsDialog, library: Library, workshop: int) -> None:
    form = open_form(dialog)
    assert not form.for_each.isEnabled()
    SimulatedUser(form).click("yes")
    assert form.isVisible()
    assert "No action has a date" in form.problem.text()
    form.reject()


def test_a_follow_up_before_the_workshop_is_refused_in_place(
    dialog: ActionsDialog, library: Library, workshop: int
) -> None:
    describe_workshop(library, workshop, held_on=DAY)
    form = open_form(dialog)
    form.has_follow_up.click()
    form.follow_up.setDate(QDate(2030, 1, 1))
    SimulatedUser(form).click("yes")
    assert "before the workshop" in form.problem.text()
    form.reject()


def test_a_place_that_cannot_be_written_is_said(
    dialog: ActionsDialog, library: Library, workshop: int, tmp_path: Path
) -> None:
    promise(library, workshop)
    (tmp_path / "file").write_text("in the way")
    SimulatedUser(open_form(dialog)).click("yes")
    choose(dialog, tmp_path / "file" / "agreed.ics")
    says(dialog, "message").close()
