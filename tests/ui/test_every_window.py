"""No window is larger than the screen it is on, whichever that is: content scrolls, buttons never."""

import json
import os
import subprocess
import sys
from pathlib import Path
from shutil import copy

import pytest
from prepared import add_sample
from seals import real_seals

from facilitator.i18n import speaking
from facilitator.storage.library import open_library
from facilitator.workshop.pin import set_pin
from ui.window_look import WINDOW_LOOK, WindowLook

ROOT = Path(__file__).parents[2]
FULL_HD_TWICE = (960, 540, 2.0)
"""What Full HD leaves at 200 %, in the program's own pixels, and how many of the screen's one of them is."""
SIZES = (FULL_HD_TWICE, (1093, 614, 1.25), (1280, 720, 1.0))
"""That, 1366 × 768 at 125 %, and a small screen at 100 %."""


def run_everywhere(folder: Path, *more: str, sizes: tuple[tuple[int, int, float], ...] = SIZES) -> dict[str, list[str]]:
    """What is missing and what is wrong with each window on screens of these sizes."""
    left, screens = 0, []
    for width, height, ratio in sizes:
        size = {"x": left, "y": 0, "width": width, "height": height, "logicalDpi": 96, "logicalBaseDpi": 96}
        screens.append({"name": f"{width}x{height}", **size, "dpr": ratio})
        left += width
    config = folder / "screens.json"
    config.write_text(json.dumps({"synchronousWindowSystemEvents": True, "screens": screens}))
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("every_window.py")), str(folder), *more],
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests" / "tools"))),
            "QT_QPA_PLATFORM": f"offscreen:configfile={config}",
            "XDG_DOCUMENTS_DIR": str(folder),
        },
        capture_output=True,
        text=True,
        timeout=900,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, list[str]] = json.loads(done.stdout.splitlines()[-1])
    return found


def _with_sample(folder: Path, empty: Path, look: WindowLook | None = None) -> Path:
    """The folder, with a library in it that holds the sample."""
    library = open_library(Path(copy(empty, folder / "library.sqlite")))
    add_sample(library, count=18)
    with real_seals():
        set_pin(library, "2468")
    WINDOW_LOOK.set(library, look or WindowLook())
    library.close()
    return folder


@pytest.fixture
def folder(tmp_path: Path, empty_library: Path) -> Path:
    return _with_sample(tmp_path, empty_library)


def test_every_window_fits_every_screen_with_all_its_buttons(folder: Path) -> None:
    found = run_everywhere(folder)
    assert found["missing"] == [], "each needs an entry in OPENERS of every_window.py"
    assert found["problems"] == []


def test_words_a_third_longer_than_the_english_ones_fit_as_well(folder: Path) -> None:
    """Whatever the language: every vowel is written twice."""
    assert run_everywhere(folder, "longer", sizes=(FULL_HD_TWICE,))["problems"] == []


def test_german_windows_fit_as_well_and_nothing_in_them_is_english(tmp_path: Path, empty_library: Path) -> None:
    """In dark colours, so that each word is seen beside what is under it in both looks: those above are light."""
    with speaking("de"):
        folder = _with_sample(tmp_path, empty_library, WindowLook("dark"))
    assert run_everywhere(folder, "german", sizes=(FULL_HD_TWICE,))["problems"] == []
