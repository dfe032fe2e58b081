"""A second laptop as a station, by files: from the first one's window to the other's and back."""

from pathlib import Path
from random import Random

import pytest
from handed_files import with_a_dance
from prepared import workshop_of_six
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QListWidget
from pytestqt.qtbot import QtBot
from two_programs import choose, opened, press, shown, text_of

from facilitator.exercises.registry import exercise
from facilitator.exercises.steps import exercise_steps
from facilitator.progress import finish
from facilitator.sharing.stations import make_station
from facilitator.storage.library import Library
from facilitator.storage.server.library import ServerLibrary
from facilitator.workshop.agenda import add_step
from facilitator.workshop.pin import set_pin
from facilitator.workshop.roster import people_of
from facilitator.workshop.tables import StepKind
from facilitator.workshop.workshops import list_workshops
from ui.app import Program
from ui.console.window import ConsoleWindow


def console_of(program: Program) -> ConsoleWindow:
    assert program.opened is not None and program.opened.console is not None
    return program.opened.console


def write(qtbot: QtBot, console: ConsoleWindow, action: str, form: str, path: Path) -> None:
    console.actions_by_name[action].trigger()
    dialog = shown(qtbot, console, form)
    ticked = dialog.findChild(QCheckBox, "hand-over-protected")
    assert ticked is not None
    ticked.setChecked(False)
    press(dialog, "yes")
    choose(qtbot, console, path)
    said = shown(qtbot, console, "handed-over")
    assert str(path) in text_of(said)
    said.reject()


@pytest.mark.parametrize("library", ("file", "server"), indirect=True)
def test_a_laptop_becomes_a_station_and_its_answers_come_back(
    qtbot: QtBot, library: Library, tmp_path: Path, programs: list[Program]
) -> None:
    workshop = workshop_of_six(library)
    set_pin(library, "4711")
    network = exercise("network")
    step = exercise_steps(library, workshop)[0][0].id
    here = opened(library.address if isinstance(library, ServerLibrary) else library.path, programs)
    here.open_workshop(workshop)
    console = console_of(here)
    assert not console.actions_by_name["hand_back"].isVisible()
    write(qtbot, console, "make_station", "make-station", tmp_path / "station.workshop")

    there = opened(tmp_path / "there.sqlite", programs)
    there.window.actions_by_name["take_over"].trigger()
    choose(qtbot, there.window, tmp_path / "station.workshop")
    offered = shown(qtbot, there.window, "become-station")
    assert "Learning across borders" in text_of(offered) and "6 people" in text_of(offered)
    press(offered, "yes")
    qtbot.waitUntil(lambda: there.opened is not None and there.opened.station is not None)
    assert there.opened is not None and there.opened.station is not None and there.opened.station.isVisible()
    other = list_workshops(there.opened.library)[0].id
    theirs = exercise_steps(there.opened.library, other)[0][0].id
    for person in people_of(there.opened.library, other)[:3]:
        network.simulate(there.opened.library, theirs, person.id, Random(person.position))
    away = console_of(there)
    assert not away.actions_by_name["make_station"].isVisible() and not away.actions_by_name["bring_back"].isVisible()
    write(qtbot, away, "hand_back", "hand-back", tmp_path / "back.workshop")

    mine = people_of(library, workshop)
    network.simulate(library, step, mine[0].id, Random(99))
    kept = answers(library, step)
    console.actions_by_name["bring_back"].trigger()
    choose(qtbot, console, tmp_path / "back.workshop")
    found = shown(qtbot, console, "bring-back")
    assert "New: 2 " in text_of(found)
    ticks = found.findChild(QListWidget, "bring-back-ticks")
    assert ticks is not None and ticks.count() == 1 and mine[0].name in ticks.item(0).text()
    ticks.item(0).setCheckState(Qt.CheckState.Checked)
    press(found, "yes")
    said = shown(qtbot, console, "brought-back")
    assert "New: 2 " in text_of(said) and "From the station instead of what was here: 1" in text_of(said)
    assert len(answers(library, step)) == 3 and answers(library, step)[(mine[0].id,)] != kept[(mine[0].id,)]
    press(said, "more")
    assert answers(library, step) == kept


def answers(library: Library, step: int) -> dict[tuple[int, ...], object]:
    with library.read() as session:
        return dict(exercise("network").answers_by(session, step))


def test_a_step_that_one_laptop_does_not_know_is_said_before_the_file_is_made_and_before_it_is_opened(
    qtbot: QtBot, library: Library, tmp_path: Path, programs: list[Program]
) -> None:
    workshop = workshop_of_six(library)
    add_step(library, workshop, "Dance", kind=StepKind.EXERCISE, exercise="dance")
    here = opened(library.path, programs)
    here.open_workshop(workshop)
    console = console_of(here)
    console.actions_by_name["make_station"].trigger()
    form = shown(qtbot, console, "make-station")
    assert "“Dance” is left out. This step needs the exercise “dance”" in text_of(form)
    form.reject()
    file = with_a_dance(finish(make_station(library, workshop, tmp_path / "station.workshop")))
    there = opened(tmp_path / "there.sqlite", programs)
    there.window.actions_by_name["take_over"].trigger()
    choose(qtbot, there.window, file)
    offered = shown(qtbot, there.window, "become-station")
    assert "“Dance” is left out: this version does not know its exercise." in text_of(offered)
    offered.reject()
