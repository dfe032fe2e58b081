"""One laptop for all: the station covers the console, and behind the PIN there is what the room sees."""

from pathlib import Path

import pytest
from prepared import add_sample
from pytestqt.qtbot import QtBot

from facilitator.exercises.steps import exercise_steps
from facilitator.storage.library import Library, open_library
from facilitator.workshop.agenda import run_step
from facilitator.workshop.pin import set_pin
from ui.app import Program
from ui.simulated_user import SimulatedUser
from ui.stage import Showing


@pytest.fixture
def program(qtbot: QtBot, library: Library) -> Program:
    workshop = add_sample(library, count=6)
    set_pin(library, "2468")
    run_step(library, next(step.id for step, _ in exercise_steps(library, workshop)))
    path = Path(library.path)
    made = Program(path)
    made.use(open_library(path))
    made.open_workshop(workshop)
    return made


def test_next_view_and_blank_are_behind_the_pin_and_close_again(qtbot: QtBot, program: Program) -> None:
    opened = program.opened
    assert opened is not None
    opened.open_station()
    station = opened.station
    assert station is not None
    user = SimulatedUser(station)
    # Where nothing is shown there is nothing to choose.
    assert not user.sees("station-room")
    opened.show_projector(True)
    station._show_names()

    def shown() -> Showing:
        return opened.stage.showing

    before = shown()
    user.click("station-room")
    user.type("1357\n")
    assert not user.sees("station-strip")
    user.type("2468\n")
    assert user.sees("station-strip") and user.sees("station-names")
    user.click("station-next-view")
    assert shown().view != before.view
    user.click("station-blank")
    assert shown().blank
    user.click("station-blank")
    assert not shown().blank
    user.click("station-lock")
    assert not user.sees("station-strip")
    # Whoever comes to answer closes it.
    user.click("station-room")
    user.type("2468\n")
    assert user.sees("station-strip")
    station._names.search.setFocus()
    user.type("alek\n")
    assert not user.sees("station-strip") and station.page is not station._names
    program.close()


def test_keys_alone_press_every_button_and_none_moves_under_the_pointer(qtbot: QtBot, program: Program) -> None:
    opened = program.opened
    assert opened is not None
    opened.show_projector(True)
    opened.open_station()
    station = opened.station
    assert station is not None
    user = SimulatedUser(station)
    user.click("station-room")
    user.type("2468\n")
    before, places = (
        opened.stage.showing,
        [user.find(name).geometry() for name in ("station-next-view", "station-blank")],
    )
    user.type("\n")
    assert opened.stage.showing.view != before.view
    user.type("\t ")
    assert opened.stage.showing.blank
    assert [user.find(name).geometry() for name in ("station-next-view", "station-blank")] == places
    user.type(" ")
    assert not opened.stage.showing.blank
    user.type("\t\n")
    assert not user.sees("station-strip")
    assert station.focusWidget() is station._names.search
    program.close()
