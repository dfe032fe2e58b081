"""A new workshop opens on *Get ready*: each thing is ticked once it is done, and the first step ends the page."""

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget

from facilitator.exercises.templates import start_workshop
from facilitator.storage.library import Library
from facilitator.workshop.pin import check_pin
from facilitator.workshop.roster import Person, add_people
from ui.console.window import ConsoleWindow
from ui.history import History
from ui.library.operations import Operations
from ui.open_library import OpenLibrary
from ui.simulated_user import SimulatedUser


@pytest.fixture
def console(opened: OpenLibrary, library: Library, parent: QWidget) -> ConsoleWindow:
    """Opened by the form that makes a new workshop."""
    Operations(parent, library, History(opened.bridge), print).begin(None, opened.open_workshop)
    form = next(each for each in parent.findChildren(QWidget) if each.isWindow() and each.isVisible())
    SimulatedUser(form).click("yes")
    assert opened.console is not None
    return opened.console


def ticked(console: ConsoleWindow) -> tuple[str, ...]:
    assert console.ready is not None
    return console.ready.done


def window(name: str) -> SimulatedUser:
    found = [each for each in QApplication.allWidgets() if each.objectName() == name and each.isVisible()]
    return SimulatedUser(found[0])


def accents(console: ConsoleWindow) -> list[str]:
    """What is pointed at by the page's one colour."""
    assert console.ready is not None
    buttons = console.ready.findChildren(QPushButton)
    return [each.objectName() for each in buttons if each.property("role") == "primary" and each.isVisible()]


def test_each_thing_is_ticked_once_it_is_done(console: ConsoleWindow, library: Library) -> None:
    user = SimulatedUser(console)
    assert user.sees("ready") and not user.sees("step-title")
    assert ticked(console) == () and accents(console) == ["ready-people"]
    user.click("ready-people")
    window("roster").window.close()
    # What only looks like being done is not ticked.
    assert ticked(console) == ()
    add_people(library, console.workshop_id, [Person("Ada")])
    assert ticked(console) == ("people",) and accents(console) == ["ready-questions"]
    user.click("ready-pin")
    pin = window("choose-pin")
    for name, digits in (("new-pin", "2468"), ("new-pin-again", "2469")):
        field = pin.find(name)
        assert isinstance(field, QLineEdit)
        field.setText(digits)
    pin.click("yes")
    assert ticked(console) == ("people",)
    again = pin.find("new-pin-again")
    assert isinstance(again, QLineEdit)
    again.setText("2468")
    pin.click("yes")
    check_pin(library, "2468")
    user.click("ready-picture")
    window("test-picture").type(" ")
    assert not [each for each in QApplication.topLevelWidgets() if each.objectName() == "test-picture"]
    user.click("ready-screens")
    user.click("ready-questions")
    window("network-settings").window.close()
    assert ticked(console) == ("people", "questions", "screens", "pin", "picture")
    assert "All is ready" in console.ready._said.text() and accents(console) == ["ready-start"]


def test_it_stays_until_the_first_step_is_run(console: ConsoleWindow, opened: OpenLibrary) -> None:
    workshop = console.workshop_id
    opened.open_workshop(workshop)
    console = opened.console
    user = SimulatedUser(console)
    assert user.sees("ready")
    # A step that is looked at comes to the front; the list is kept.
    user.click_at(
        console.agenda.list.viewport(), console.agenda.list.visualRect(console.agenda.model.index(1, 0)).center()
    )
    assert user.sees("step-title") and not user.sees("ready")
    console.actions_by_name["ready"].trigger()
    user.click("ready-start")
    assert console.current is not None and console.agenda.chosen_id == console.current.id
    assert user.sees("step-title")
    opened.open_workshop(workshop)
    assert not SimulatedUser(opened.console).sees("ready")


def test_another_workshop_opens_on_its_agenda(opened: OpenLibrary, library: Library) -> None:
    opened.open_workshop(start_workshop(library, "From a file").value)
    assert not SimulatedUser(opened.console).sees("ready")
