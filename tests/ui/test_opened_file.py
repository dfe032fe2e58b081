"""A file that is opened with the program does what its kind is for, whatever is on the screen, and nothing unasked."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from facilitator.exercises.templates import start_workshop
from facilitator.progress import finish
from facilitator.rehearsal.people import people
from facilitator.sharing.handing_over import hand_over
from facilitator.storage.library import Library, open_library
from facilitator.worksheets.writing import export_worksheets
from facilitator.workshop.agenda import run_step, steps_of
from facilitator.workshop.roster import add_people
from facilitator.workshop.workshops import list_workshops
from ui.app import Program
from ui.dialogs import Dialog
from ui.importing.arrivals import Arrival
from ui.single_instance import FirstInstance, as_wanted, wanted_file
from ui.worksheets.returned import ReturnedDialog

ROOT = Path(__file__).parents[2]


@pytest.fixture
def program(qtbot: QtBot, library: Library, workshop: int) -> Iterator[Program]:
    made = Program(library.path)
    made.use(open_library(library.path))
    made.window.show()
    yield made
    made.close()


def dialogs(program: Program, name: str) -> list[Dialog]:
    console = program.opened.console
    windows: list[QWidget] = [program.window, *([console] if console else [])]
    return [each for window in windows for each in window.findChildren(Dialog, name) if each.isVisible()]


def shown(qtbot: QtBot, program: Program, name: str) -> Dialog:
    qtbot.waitUntil(lambda: bool(dialogs(program, name)))
    return dialogs(program, name)[0]


def text_of(dialog: QWidget) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def form_of(library: Library, workshop: int, folder: Path) -> Path:
    return finish(export_worksheets(library, workshop, folder, fillable=True))[0]


def test_a_path_is_told_from_a_title() -> None:
    for name in ("a b.workshop", "Übung #1, 50 %.pdf", "室.pdf"):
        path = Path("/tmp/somewhere/else") / name
        assert wanted_file(" ".join(as_wanted(path).split())) == path.absolute()
    assert wanted_file("Two days: file it") is wanted_file("7") is wanted_file("") is None


OPENED_BY_THE_SYSTEM = """
import sys
from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QFileOpenEvent
from ui.application import make_application
application = make_application()
application.file_opened.connect(print)
QCoreApplication.sendEvent(application, QFileOpenEvent(QUrl.fromLocalFile(sys.argv[1])))
"""


def test_what_macos_opens_with_the_program_is_heard(tmp_path: Path) -> None:
    # In a process of its own: there is one application in each.
    words = [sys.executable, "-c", OPENED_BY_THE_SYSTEM, str(tmp_path / "a sheet.pdf")]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    assert Path(done.stdout.strip()) == tmp_path / "a sheet.pdf"


def test_a_workshop_is_offered_and_taken_over_only_when_agreed_to(
    qtbot: QtBot, program: Program, library: Library, workshop: int, tmp_path: Path
) -> None:
    file = tmp_path / "handed over.workshop"
    finish(hand_over(library, workshop, file, None))
    program.come_forward(as_wanted(file))
    offered = shown(qtbot, program, "take-over")
    assert "6 people." in text_of(offered)
    assert len(list_workshops(library)) == 1
    offered.findChild(QPushButton, "yes").click()
    shown(qtbot, program, "taken-over").reject()
    assert len(list_workshops(library)) == 2


def test_a_returned_worksheet_opens_in_its_workshop(
    qtbot: QtBot, program: Program, library: Library, workshop: int, tmp_path: Path
) -> None:
    program.open_file(form_of(library, workshop, tmp_path))
    dialog = shown(qtbot, program, "returned")
    assert isinstance(dialog, ReturnedDialog) and dialog.parentWidget() is program.opened.console
    assert program.opened.console.workshop_id == workshop
    qtbot.waitUntil(lambda: dialog._work is None and dialog.list.rowCount() == 1)
    dialog.reject()


def test_a_workshop_that_is_run_is_not_left_for_a_sheet_of_another(
    qtbot: QtBot, program: Program, library: Library, workshop: int, tmp_path: Path
) -> None:
    other = start_workshop(library, "Zweite Runde").value
    add_people(library, other, people(2))
    sheet = form_of(library, other, tmp_path)
    program.open_workshop(workshop)
    run_step(library, steps_of(library, workshop)[0].id)
    qtbot.waitUntil(lambda: program.opened.console.current is not None)
    program.come_forward(as_wanted(sheet))
    assert "“Zweite Runde”" in text_of(shown(qtbot, program, "message"))
    assert program.opened.console.workshop_id == workshop and not dialogs(program, "returned")


def test_at_the_station_a_file_waits_until_it_is_left(
    qtbot: QtBot, program: Program, library: Library, workshop: int, tmp_path: Path
) -> None:
    sheet = form_of(library, workshop, tmp_path)
    program.open_workshop(workshop)
    program.opened.open_station()
    program.come_forward(as_wanted(sheet))
    qtbot.wait(200)
    assert program.opened.station.isVisible() and not dialogs(program, "returned")
    program.opened.station.left.emit()
    shown(qtbot, program, "returned").reject()


def test_another_library_is_offered_and_this_one_left_only_when_agreed_to(
    qtbot: QtBot, program: Program, library: Library, empty_library: Path, tmp_path: Path
) -> None:
    other = Path(shutil.copy(empty_library, tmp_path / "another.sqlite"))
    program.come_forward(as_wanted(library.path))
    assert not dialogs(program, "confirm") and not dialogs(program, "message"), "it is open already"
    program.window.brought.emit(Arrival((other,)), None)
    shown(qtbot, program, "confirm").findChild(QPushButton, "cancel").click()
    assert program.file.goes_on_with is None
    program.come_forward(as_wanted(other))
    shown(qtbot, program, "confirm").findChild(QPushButton, "yes").click()
    assert program.file.goes_on_with == other
    assert Program(other).window.windowTitle() == "another – Facilitator"


def test_a_workshop_that_is_run_is_not_left_for_another_library(
    qtbot: QtBot, program: Program, library: Library, workshop: int, empty_library: Path, tmp_path: Path
) -> None:
    program.open_workshop(workshop)
    run_step(library, steps_of(library, workshop)[0].id)
    qtbot.waitUntil(lambda: program.opened.console.current is not None)
    program.come_forward(as_wanted(Path(shutil.copy(empty_library, tmp_path / "another.sqlite"))))
    assert "another library" in text_of(shown(qtbot, program, "message"))
    assert program.file.goes_on_with is None


@pytest.mark.parametrize("elsewhere", [False, True], ids=["the usual library", "a library of the environment"])
def test_a_library_that_is_double_clicked_is_the_one_that_opens(
    qtbot: QtBot, empty_library: Path, tmp_path: Path, *, elsewhere: bool
) -> None:
    """Where it is open already, its window comes to the front: here this process has it."""
    clicked = Path(shutil.copy(empty_library, tmp_path / "what we did.sqlite"))
    first, asked = FirstInstance(clicked), list[str]()
    first.asked.connect(asked.append)
    places = {key: value for key, value in os.environ.items() if not key.startswith("FACILITATOR_")}
    if elsewhere:
        places["FACILITATOR_LIBRARY"] = str(tmp_path / "elsewhere.sqlite")
    words = [sys.executable, "-c", "from ui.cli import main; main()", "run", str(clicked)]
    second = subprocess.Popen(words, env={**places, "QT_QPA_PLATFORM": "offscreen"}, cwd=ROOT)
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=60_000)
    assert second.returncode == 0 and asked == [""]
    first.close()


@pytest.mark.parametrize(("name", "says"), [("gone.pdf", "There is no file"), ("else.pdf", "no worksheet"),
                                            ("people.csv", "tables"), ("broken.workshop", "")])  # fmt: skip
def test_anything_else_is_said_and_changes_nothing(
    qtbot: QtBot, program: Program, library: Library, tmp_path: Path, name: str, says: str
) -> None:
    if not name.startswith("gone"):
        (tmp_path / name).write_bytes(b"%PDF-1.7 and then nothing")
    program.come_forward(as_wanted(tmp_path / name))
    assert says.lower() in text_of(shown(qtbot, program, "message")).lower()
    assert len(list_workshops(library)) == 1
