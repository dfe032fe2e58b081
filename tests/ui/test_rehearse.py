"""A rehearsal as a facilitator starts it: another process, no screen, a folder that has its pictures afterwards."""

from pathlib import Path

import pytest
from command_line import facilitator
from pypdf import PdfReader
from watching import Watched, watched

from facilitator.exercises.registry import exercises
from facilitator.storage.library import open_library
from facilitator.workshop.workshops import list_workshops

ON_ITS_AGENDA = ("network", "three_questions")
"""Exercises that have another title there."""


@pytest.fixture(scope="module")
def dry(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Watched]:
    """A rehearsal of two people, by a program that may open no connection: its folder, and how it went."""
    folder = tmp_path_factory.mktemp("rehearsal")
    return folder / "dry", watched(folder, ("rehearse", "-o", folder / "dry", "--people", 2, "--agenda", "half_day"))


def test_a_whole_workshop_is_played_and_pictured(dry: tuple[Path, Watched]) -> None:
    folder, run = dry
    assert run.ends[0][0] == 0, run.stdout + run.stderr
    assert "FAILED" not in run.stdout
    assert run.stderr == ""
    pictures = sorted(path.name for path in (folder / "pictures").glob("*.png"))
    assert {name.split("-")[1] for name in pictures} == {"library", "console", "roster", "projector", "station"}
    assert sum("projector-three-questions-finished" in name for name in pictures) == 5
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


def test_an_empty_room_is_rehearsed_too_with_every_exercise_there_is(tmp_path: Path) -> None:
    run = watched(tmp_path, ("rehearse", "-o", tmp_path / "nobody", "--people", 0))
    assert run.ends == [(0, "")], run.stdout + run.stderr
    assert len(list((tmp_path / "nobody" / "pdf").glob("*.pdf"))) == 1
    assert all(f"{each.title}: started" in run.stdout for each in exercises() if each.kind not in ON_ITS_AGENDA)
