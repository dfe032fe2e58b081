"""Two at once: a second start raises the first window, and another computer's program is recognised."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from shutil import copyfile

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from facilitator.exercises.templates import start_workshop
from facilitator.storage.library import Library, open_library
from facilitator.storage.neighbours import SignOfLife, carried_by, where_it_lies
from ui.app import Program
from ui.dialogs import Panel
from ui.single_instance import FirstInstance, hand_over

ROOT = Path(__file__).parents[2]


@pytest.fixture
def program(qtbot: QtBot, library: Library, workshop: int) -> Iterator[Program]:
    made = Program(library.path)
    made.listen()
    made.use(open_library(library.path))
    made.window.show()
    yield made
    made.close()


def start_again(qtbot: QtBot, library: Path, wanted: str = "") -> bool:
    """What a second program does, to which this one has to answer meanwhile; whether one answered."""
    script = (
        "import sys; from pathlib import Path; from PySide6.QtCore import QCoreApplication; "
        "application = QCoreApplication([]); from ui.single_instance import hand_over; "
        "sys.exit(0 if hand_over(Path(sys.argv[1]), sys.argv[2]) else 3)"
    )
    second = subprocess.Popen([sys.executable, "-c", script, str(library), wanted], cwd=ROOT)
    qtbot.waitUntil(lambda: second.poll() is not None)
    assert second.returncode in (0, 3)
    return second.returncode == 0


def test_a_second_start_raises_the_first_window_and_hands_over(
    qtbot: QtBot, program: Program, library: Library, workshop: int, tmp_path: Path
) -> None:
    other = start_workshop(library, "Zweite Runde").value
    program.window.showMinimized()
    (tmp_path / "same").symlink_to(library.path)
    assert start_again(qtbot, tmp_path / "same")
    assert not program.window.isMinimized()
    assert start_again(qtbot, library.path, str(workshop))
    qtbot.waitUntil(lambda: program.opened.console is not None)
    assert program.opened.console.workshop_id == workshop
    assert start_again(qtbot, library.path, "Zweite  Runde")
    qtbot.waitUntil(lambda: program.opened.console.workshop_id == other)
    # Nothing covers the station: who sits at it is no facilitator.
    program.opened.open_station()
    assert start_again(qtbot, library.path, str(workshop))
    assert program.opened.console.workshop_id == other and program.opened.station.isVisible()


def test_another_library_is_another_program(qtbot: QtBot, program: Program, tmp_path: Path) -> None:
    assert not hand_over(tmp_path / "another.sqlite")


def test_the_name_of_one_that_was_killed_is_taken_over(qtbot: QtBot, tmp_path: Path) -> None:
    first = FirstInstance(tmp_path / "a.sqlite")
    # A program that is killed leaves its socket behind; a file at that place stands for it.
    place = Path(first._server.fullServerName())
    first.close()
    place.write_bytes(b"")
    asked: list[str] = []
    second = FirstInstance(tmp_path / "a.sqlite")
    second.asked.connect(asked.append)
    assert start_again(qtbot, tmp_path / "a.sqlite", "7")
    assert asked == ["7"]
    second.close()


def test_a_library_that_is_open_on_another_computer_is_warned_of(qtbot: QtBot, library: Library, workshop: int) -> None:
    there = SignOfLife(library.path, "seminar-laptop-2")
    there.renew()
    program = Program(library.path)
    program.use(open_library(library.path))
    (panel,) = program.window.findChildren(Panel, "open-elsewhere")
    assert "“seminar-laptop-2”" in program.opened.neighbours._sign.others()[0].__str__()
    panel.findChild(QPushButton, "go-on").click()
    program.opened.neighbours.check()
    assert len(program.window.findChildren(Panel, "open-elsewhere")) <= 1
    here = [path for path in library.path.parent.glob(".*.open-*") if "seminar" not in path.name]
    assert len(here) == 1 and here[0].stat().st_mode & 0o077 == 0
    program.close()
    assert not here[0].exists()
    there.end()
    assert not list(library.path.parent.glob(".*.open-*"))


def test_signs_of_life_grow_old_and_may_be_damaged(tmp_path: Path) -> None:
    library = tmp_path / "l.sqlite"
    here, there = SignOfLife(library, "here"), SignOfLife(library, "there")
    there.renew()
    assert [each.computer for each in here.others()] == ["there"]
    assert here.others(datetime.now().astimezone() + timedelta(minutes=11)) == []
    next(tmp_path.glob(".*")).write_text('{"computer": "the', encoding="utf-8")
    assert here.others() == []
    for content in ('{"computer": 3, "at": 4}', "[]", '{"at": "2026-01-01"}'):
        next(tmp_path.glob(".*")).write_text(content, encoding="utf-8")
        assert here.others() == []


def test_a_folder_that_is_carried_to_other_computers_is_recognised(tmp_path: Path) -> None:
    for name, carrier in (("Dropbox", "Dropbox"), ("OneDrive - Kestrel AG", "OneDrive"), ("Nextcloud2", "Nextcloud")):
        folder = tmp_path / name / "work"
        folder.mkdir(parents=True)
        assert carried_by(folder / "library.sqlite") == carrier
        assert carrier in where_it_lies(folder / "library.sqlite")
    shared = tmp_path / "plain"
    shared.mkdir()
    assert where_it_lies(shared / "library.sqlite", "ext4") == ""
    assert "on another computer (cifs)" in where_it_lies(shared / "library.sqlite", "cifs")
    (shared / ".stfolder").mkdir()
    assert carried_by(shared / "deep" / "library.sqlite") == "Syncthing"


def test_a_library_in_a_folder_that_is_carried_is_warned_of(qtbot: QtBot, library: Library) -> None:
    library.close()
    folder = library.path.parent / "Dropbox"
    folder.mkdir()
    program = Program(Path(copyfile(library.path, folder / "library.sqlite")))
    program.use(open_library(program.library_path))
    assert not program.window.notice.isHidden()
    assert "Dropbox" in program.window.notice.findChild(QLabel, "undo-text").text()
    program.close()
