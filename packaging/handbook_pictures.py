"""Makes the few pictures of the handbook and of README from the real windows, on the sample: for maintainers.

`python packaging/handbook_pictures.py` needs no screen. Run it after a change of what the windows look like.
"""

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtWidgets import QApplication, QWidget

from facilitator.exercises.steps import exercise_steps
from facilitator.exercises.templates import start_workshop
from facilitator.rehearsal.sample import add_sample
from facilitator.storage.library import Library, open_library
from facilitator.workshop.pin import set_pin
from facilitator.workshop.readiness import begin_ready
from facilitator.workshop.roster import people_of
from ui.application import make_application
from ui.open_library import OpenLibrary
from ui.simulated_user import SimulatedUser
from ui.theme import motion, theme

W = TypeVar("W")
ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "handbook" / "pictures"
_WINDOW, _WIDTH, _COLORS = (1280, 720), 720, 128
_INITIALS = ("AB", "CK", "DM", "EW", "FT", "GS", "HP", "JO", "KL", "MN", "RV", "SB")


def main() -> None:
    """Write every picture anew."""
    application = make_application()
    theme.apply(application, "light")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        library = open_library(Path(folder) / "library.sqlite")
        set_pin(library, "2468")
        opened = OpenLibrary(library)
        motion.choose(True)
        _ready(opened, library)
        _running(opened, library)
        opened.close_windows()
        QThreadPool.globalInstance().waitForDone()
        opened.close()


def _ready(opened: OpenLibrary, library: Library) -> None:
    workshop = start_workshop(library, "Learning day").value
    begin_ready(library, workshop)
    opened.open_workshop(workshop)
    _keep("ready", _there(opened.console))


def _running(opened: OpenLibrary, library: Library) -> None:
    workshop = add_sample(library)
    step = exercise_steps(library, workshop)[0][0].id
    opened.open_workshop(workshop)
    console = _there(opened.console)
    console.resize(*_WINDOW)
    console.run(step)
    opened.show_projector(True)
    _keep("projector", _there(opened.projector))
    console.actions_by_name["page_results"].trigger()
    _keep("console", console)
    opened.open_station()
    station = _there(opened.station)
    station.placement.close()
    station.showNormal()
    station.resize(*_WINDOW)
    late = people_of(library, workshop)[-3].name
    user = SimulatedUser(station)
    user.type(f"{late}\n\n\n1" + "".join(f"{each}\n" for each in _INITIALS) + "\n" + "11122233412" + "1")
    user.type("1231")
    _keep("station", station)


def _there(window: W | None) -> W:
    """The window, which has just been opened."""
    if window is None:
        raise SystemExit("a window did not open")
    return window


def _keep(name: str, window: QWidget) -> None:
    """Grab a window, and write it small: a palette is enough for letters and lines."""
    window.resize(*_WINDOW)
    for _ in range(5):
        QApplication.processEvents()
    picture = window.grab().toImage().scaledToWidth(_WIDTH, Qt.TransformationMode.SmoothTransformation)
    path = FOLDER / f"{name}.png"
    picture.save(str(path))
    with Image.open(path) as written:
        small = written.convert("RGB").quantize(_COLORS, dither=Image.Dither.NONE)
    small.save(path, optimize=True)
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
