"""A rehearsal as a facilitator starts it: another process, no screen, a folder that has its pictures afterwards."""

import os
import subprocess
import sys
from pathlib import Path

from pypdf import PdfReader

from facilitator.workshop.workshops import list_workshops

MAIN = "from ui.cli import main; main()"


def _rehearse(folder: Path, people: int) -> subprocess.CompletedProcess[str]:
    surroundings = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return subprocess.run(
        [sys.executable, "-c", MAIN, "rehearse", "-o", str(folder), "--people", str(people)],
        capture_output=True,
        text=True,
        env=surroundings,
        timeout=300,
        check=False,
    )


def test_a_whole_workshop_is_played_and_pictured(tmp_path: Path) -> None:
    from facilitator.storage.library import open_library

    run = _rehearse(tmp_path / "dry", 2)

    assert run.returncode == 0, run.stdout + run.stderr
    assert "FAILED" not in run.stdout
    assert run.stderr == ""
    pictures = sorted(path.name for path in (tmp_path / "dry" / "pictures").glob("*.png"))
    assert {name.split("-")[1] for name in pictures} == {"library", "console", "roster", "projector", "station"}
    assert sum("projector-three-questions-finished" in name for name in pictures) == 5
    assert len(list((tmp_path / "dry" / "pdf").glob("*.pdf"))) == 3
    for path in (tmp_path / "dry" / "pdf").glob("*.pdf"):
        assert PdfReader(path).pages
    library = open_library(tmp_path / "dry" / "library.sqlite")
    assert [card.people for card in list_workshops(library)] == [2]
    library.close()

    again = _rehearse(tmp_path / "dry", 2)
    assert again.returncode == 1
    assert "holds a rehearsal already" in again.stderr
    assert again.stdout == ""


def test_an_empty_room_is_rehearsed_too(tmp_path: Path) -> None:
    run = _rehearse(tmp_path / "nobody", 0)
    assert run.returncode == 0, run.stdout + run.stderr
    assert len(list((tmp_path / "nobody" / "pdf").glob("*.pdf"))) == 1
