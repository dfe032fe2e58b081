"""Changing the PIN in the station's settings."""

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from facilitator.errors import Invalid
from facilitator.storage.library import Library
from facilitator.workshop.pin import FREE_TRIES, check_pin, seconds_to_wait, set_pin
from ui.console.station_settings import PinForm, StationForm
from ui.simulated_user import SimulatedUser


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def form(window: QWidget, library: Library) -> tuple[PinForm, SimulatedUser]:
    made = PinForm(window, library)
    made.show()
    made.old.setFocus()
    return made, SimulatedUser(made)


def test_a_new_pin_takes_the_place_of_the_old_one(window: QWidget, library: Library) -> None:
    set_pin(library, "2468")
    _, user = form(window, library)
    user.type("2468\t1357\t1357\n")
    check_pin(library, "1357")
    with pytest.raises(Invalid):
        check_pin(library, "2468")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("9999\t1357\t1357\n", "not the PIN"),
        ("2468\t1357\t1358\n", "not the same"),
        ("2468\t13\t13\n", "digits"),
    ],
)
def test_what_does_not_fit_changes_nothing(window: QWidget, library: Library, typed: str, said: str) -> None:
    set_pin(library, "2468")
    made, user = form(window, library)
    user.type(typed)
    assert made.isVisible()
    assert any(said in label.text() for label in made.findChildren(QLabel) if label.isVisible())
    check_pin(library, "2468")


def test_guessing_waits_here_too(window: QWidget, library: Library) -> None:
    set_pin(library, "2468")
    made, _ = form(window, library)
    for _try in range(FREE_TRIES):
        made.old.setText("9999")
        made.new.setText("1357")
        made.again.setText("1357")
        SimulatedUser(made).click("yes")
    assert seconds_to_wait(library) > 0


def test_it_is_offered_once_there_is_a_pin(window: QWidget, library: Library) -> None:
    for has_one in (False, True):
        if has_one:
            set_pin(library, "2468")
        settings = StationForm(window, library)
        settings.show()
        assert SimulatedUser(settings).sees("station-pin") is has_one
