"""A library that goes away under open windows: they say so, what was answered stays, and a copy goes on."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from facilitator.exercises.network.answers import Who, add_contact
from facilitator.storage.library import Library, open_library
from facilitator.workshop.agenda import run_step
from facilitator.workshop.roster import Person, add_people, people_of
from facilitator.workshop.workshops import get_workshop, rename_workshop
from ui.app import Program
from ui.console.people_model import STANDING
from ui.dialogs import Panel

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="an open file can't be moved there")


@pytest.fixture
def program(qtbot: QtBot, library: Library, workshop: int, network_step: int) -> Iterator[Program]:
    assert network_step
    program = Program(library.path)
    program.use(open_library(library.path))
    program.open_workshop(workshop)
    yield program
    program.close()


def words(window: QWidget) -> str:
    banner = window.findChild(QWidget, "library-lost")
    assert banner is not None
    return banner.words.text() if banner.isVisibleTo(window) else ""  # type: ignore[attr-defined]


def test_every_window_says_that_the_library_is_gone(
    qtbot: QtBot, program: Program, library: Library, workshop: int, tmp_path: Path
) -> None:
    opened = program.opened
    assert opened is not None and opened.console is not None
    opened.open_station()
    station, console = opened.station, opened.console
    assert station is not None
    assert [words(window) for window in (console, station, program.window)] == ["", "", ""]
    aside = library.path.rename(library.path.with_name("aside.sqlite"))
    qtbot.waitUntil(lambda: words(console) != "")
    assert "no longer at" in words(console) and "no longer at" in words(program.window)
    # Strangers read no path and find no button.
    assert "call the person who leads" in words(station) and station.findChild(QWidget, "save-copy") is None
    assert console.bar.saved.text() == "Nothing is saved"
    banner = console.findChild(QWidget, "library-lost")
    banner.copy(tmp_path / "copy.sqlite")  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: console.findChild(Panel, "library-copied") is not None)
    aside.rename(library.path)
    qtbot.waitUntil(lambda: words(console) == "" and words(station) == "")
    assert console.bar.saved.text() == "Saved"
    panel = console.findChild(Panel, "library-copied")
    panel.findChild(QWidget, "more").click()  # type: ignore[union-attr]
    assert program.file.goes_on_with == tmp_path / "copy.sqlite"
    again = open_library(program.file.goes_on_with)
    assert get_workshop(again, workshop).title == get_workshop(library, workshop).title
    again.close()


def test_the_copy_goes_on_where_the_library_stays_gone(
    qtbot: QtBot, program: Program, library: Library, tmp_path: Path
) -> None:
    assert program.opened is not None and program.opened.console is not None
    console = program.opened.console
    qtbot.waitUntil(console.isVisible)
    library.path.unlink()
    qtbot.waitUntil(lambda: words(console) != "")
    banner = console.findChild(QWidget, "library-lost")
    banner.copy(tmp_path / "copy.sqlite")  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: console.findChild(Panel, "library-copied") is not None)
    # Where the window is would be remembered in the library.
    console.resize(console.width() + 20, console.height() + 20)
    # What was noted since is in no copy.
    console.pane.notes.setPlainText("Only here")
    console.findChild(Panel, "library-copied").findChild(QWidget, "more").click()  # type: ignore[union-attr]
    asked = next(each for each in console.findChildren(QDialog) if "Your notes are not saved" in each.windowTitle())
    assert program.file.goes_on_with is None
    asked.findChild(QWidget, "yes").click()  # type: ignore[union-attr]
    assert program.file.goes_on_with == tmp_path / "copy.sqlite"
    assert not console.isVisible() and not program.window.isVisible()


def test_what_another_program_writes_is_shown(
    qtbot: QtBot, program: Program, library: Library, workshop: int, network_step: int
) -> None:
    assert program.opened is not None and program.opened.console is not None
    console = program.opened.console
    run_step(library, network_step)
    console.run(network_step)
    # The fixture's library stands for another program: it has connections of its own to the same file.
    rename_workshop(library, workshop, "Renamed elsewhere")
    qtbot.waitUntil(lambda: "Renamed elsewhere" in console.windowTitle())
    model = console.pane.people.model
    add_people(library, workshop, [Person("Zoë Late")])
    qtbot.waitUntil(lambda: "Zoë Late" in [model.index(row).data() for row in range(model.rowCount())])
    (latest,) = [row for row in range(model.rowCount()) if model.index(row).data() == "Zoë Late"]
    assert model.index(latest).data(STANDING).state == "to_go"
    person = next(each.id for each in people_of(library, workshop) if each.name == "Zoë Late")
    add_contact(library, Who(network_step, person), "Ada")
    qtbot.waitUntil(lambda: model.index(latest).data(STANDING).state != "to_go")
