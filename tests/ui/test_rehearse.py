"""A rehearsal as a facilitator starts it: another process, no screen, a folder that has its pictures afterwards."""

import json
import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from command_line import facilitator
from content_uses import edited_content
from pypdf import PdfReader
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from storytelling import House
from watching import Watched, watched

from facilitator.exercises.registry import exercises
from facilitator.exercises.stories.board import begin_on
from facilitator.exercises.stories.readers import add_reader
from facilitator.storage.library import Library, open_library
from facilitator.workshop.workshops import list_workshops
from ui.exercises.hooks import ExerciseUi
from ui.exercises.registry import exercise_ui
from ui.rehearse.run import Rehearsal
from ui.rehearse.tools import Camera

ON_ITS_AGENDA = ("network", "three_questions")
"""Exercises that have another title there."""


TRACE = ("strace", "--follow-forks", "--seccomp-bpf", "--quiet=all", "--trace=%network,execve")
"""The system's own account of what is asked of the network."""


def can_be_traced() -> bool:
    """Whether there is a strace here that may look at other programs."""
    return bool(shutil.which("strace")) and not subprocess.run([*TRACE, "true"], capture_output=True).returncode


PLANTED = "Zwq"
"""Begins every name of the rehearsed, of whom they name, and their addresses, in whatever way they are written."""


def plant(folder: Path) -> Path:
    """Content files in which everybody is called so."""
    with edited_content(folder) as copy:
        path = copy / "samples" / "people.json"
    cast = json.loads(path.read_text(encoding="utf-8"))
    for each in cast["featured"]:
        each["name"] = " ".join(f"{PLANTED}{part.lower()}" for part in each["name"].split())
    for group in cast["groups"]:
        for part, names in group.items():
            group[part] = [f"{PLANTED}{name.lower()}" for name in names]
    path.write_text(json.dumps(cast, ensure_ascii=False), encoding="utf-8")
    return copy


@pytest.fixture(scope="module")
def dry(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Watched]:
    """A rehearsal of two people, by a program that may open no connection: its folder, and how it went.

    Its home and its folder for temporary files are beside it, and what it asks of the network is written down. The
    names in it are planted.
    """
    folder = tmp_path_factory.mktemp("rehearsal")
    homes = {name: folder / name.lower() for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME")}
    for home in homes.values():
        home.mkdir()
    under = (*TRACE, f"--output={folder / 'calls.txt'}") if can_be_traced() else ()
    command = ("rehearse", "-o", folder / "dry", "--people", 2, "--agenda", "half_day")
    changed = {name: str(home) for name, home in homes.items()}
    content = plant(tmp_path_factory.mktemp("content"))
    return folder / "dry", watched(folder, command, under=under, RESOURCES=str(content), **changed)


def test_a_whole_workshop_is_played_and_pictured(dry: tuple[Path, Watched]) -> None:
    folder, run = dry
    assert run.ends[0][0] == 0, run.stdout + run.stderr
    assert "FAILED" not in run.stdout
    assert run.stderr == ""
    pictures = sorted(path.name for path in (folder / "pictures").glob("*.png"))
    assert {name.split("-")[1] for name in pictures} == {"library", "console", "roster", "projector", "station"}
    assert sum("projector-three-questions-finished" in name for name in pictures) == 5
    assert any(name.endswith("console-network-contacts-to-match.png") for name in pictures)
    # Nothing of this agenda is mailed on a day or hung up: both windows say so.
    assert sum(name.endswith(("console-letters.png", "console-pages-to-hang-up.png")) for name in pictures) == 2
    assert len(list((folder / "pdf").glob("*.pdf"))) == 3
    for path in (folder / "pdf").glob("*.pdf"):
        assert PdfReader(path).pages
    library = open_library(folder / "library.sqlite")
    assert [card.people for card in list_workshops(library)] == [2]
    library.close()

    again = facilitator("rehearse", "-o", folder, "--people", 2, code=1, environment={"QT_QPA_PLATFORM": "offscreen"})
    assert "holds a rehearsal already" in again.stderr
    assert again.stdout == ""


def test_a_rehearsal_opens_no_connection(dry: tuple[Path, Watched]) -> None:
    """The whole workshop through the real windows: library, console, projector, station, papers."""
    folder, run = dry
    assert run.ends == [(0, "")]
    assert any((folder / "pdf").glob("*.pdf"))


def test_the_system_knows_of_no_connection_either(dry: tuple[Path, Watched]) -> None:
    """Of sockets there are those of this computer alone: neither Python's nor Qt's may lead to the network."""
    calls = dry[0].with_name("calls.txt")
    if not calls.exists():
        pytest.skip("there is no strace here that may look at other programs")
    lines = calls.read_text().splitlines()
    # The first line is the start of the program itself: it was looked at.
    assert "execve(" in lines[0] and not [line for line in lines if "AF_INET" in line]


def test_who_took_part_is_named_in_the_library_and_its_papers_alone(dry: tuple[Path, Watched]) -> None:
    """Logs, temporary files, caches, settings and what was printed name neither participants nor their contacts.

    Nor those whose answers were cleared on the way: everybody has a name that was planted.
    """
    folder, run = dry
    with closing(sqlite3.connect(folder / "library.sqlite")) as library:
        names = [name for (name,) in library.execute("SELECT name FROM participant")]
        contacts = [label for (label,) in library.execute("SELECT label FROM network_contact")]
    assert len(names) == 2 and all(name.startswith(PLANTED) for name in names)
    assert any(label.startswith(PLANTED) for label in contacts)
    home = folder.parent
    files = [path for path in home.rglob("*") if path.is_file() and not path.is_relative_to(folder)]
    # What is logged is printed as well.
    said = {"printed": run.stdout.encode() + run.stderr.encode()} | {str(path): path.read_bytes() for path in files}
    # Whatever case, escapes or accents they are written with, these letters are in it.
    marks = [PLANTED.lower().encode(coding) for coding in ("ascii", "utf-16-le")]
    assert [where for where, held in said.items() if any(mark in held.lower() for mark in marks)] == []
    named = [path for path in home.rglob("*") if PLANTED.lower() in path.name.lower()]
    assert named and all(path.parent == folder / "pdf" for path in named)
    # Beside the library there is what is the library's.
    assert {path.name.partition("-")[0] for path in folder.iterdir()} <= {
        "library.sqlite",
        "backups",
        "pictures",
        "pdf",
    }
    private = [path for path in folder.iterdir() if path.name.startswith(("library", "backups"))]
    assert os.name == "nt" or not [path.name for path in private if path.stat().st_mode & 0o077]


def test_an_empty_room_is_rehearsed_too_with_every_exercise_there_is(tmp_path: Path) -> None:
    run = watched(tmp_path, ("rehearse", "-o", tmp_path / "nobody", "--people", 0))
    assert run.ends == [(0, "")], run.stdout + run.stderr
    assert len(list((tmp_path / "nobody" / "pdf").glob("*.pdf"))) == 1
    assert all(f"{each.title}: started" in run.stdout for each in exercises() if each.kind not in ON_ITS_AGENDA)
    pictures = [path.name for path in (tmp_path / "nobody" / "pictures").glob("*.png")]
    for each in exercises():
        shown = [name for name in pictures if f"projector-{each.kind.replace('_', '-')}-finished-" in name]
        assert bool(shown) == bool(exercise_ui(each.kind).has(ExerciseUi.views)), each.kind
    assert list((tmp_path / "nobody" / "pages").glob("*.pdf")), "the canvas is hung up empty, too"


def test_what_looks_as_it_did_before_has_the_picture_of_then(qtbot: QtBot, tmp_path: Path) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    label.resize(200, 100)
    label.show()
    camera = Camera(tmp_path / "pictures")
    for words in ("blank", "shown", "blank", "shown", "else"):
        label.setText(words)
        camera.shoot(label, "projector", words)
    files = sorted((tmp_path / "pictures").iterdir())
    blank, shown, blank_again, shown_again, other = (QImage(str(path)) for path in files)
    assert blank == blank_again != shown == shown_again != other
    assert blank.size() == label.size() and other not in (blank, shown)


def test_pages_are_made_and_due_letters_drafted(qtbot: QtBot, library: Library, tmp_path: Path) -> None:
    """As a rehearsal plays the two windows, on stories of which one is due."""
    house = House(library)
    house.planned(0, headline="One", where="house")
    add_reader(library, house.step, "Nia Holm", "nia@example.org", "house", date.today())
    begin_on(library, house.step, date.today())
    played = Rehearsal(tmp_path, library.path, 0)
    played._program.use(open_library(library.path))
    played._program.open_workshop(house.workshop)
    played._hang_up()
    played._draft_letters()
    played._program.close()
    taken = sorted(path.name.split("-", 1)[1] for path in (tmp_path / "pictures").glob("*.png"))
    assert taken == [
        "console-letters-afterwards.png",
        "console-letters-drafted.png",
        "console-letters.png",
        "console-pages-made.png",
        "console-pages-to-hang-up.png",
    ]
    assert all(PdfReader(path).pages for path in (tmp_path / "pages").glob("*.pdf"))
    (draft,) = (tmp_path / "drafts").glob("*.eml")
    assert b"nia@example.org" in draft.read_bytes()
