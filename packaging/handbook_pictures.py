"""Makes the few pictures of the handbook and of README from the real windows, on the sample: for maintainers.

Those of the English handbook, which are README's too, lie in `pictures`, those of another one beside its chapters.

`python packaging/handbook_pictures.py` needs no screen. Run it after a change of what the windows look like; with
`check` it writes nothing and says which of the kept pictures no longer show what the windows do.
"""

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image, ImageChops
from PySide6.QtCore import QEventLoop, Qt, QThreadPool
from PySide6.QtWidgets import QApplication, QWidget

from facilitator.exercises.steps import exercise_steps
from facilitator.exercises.templates import start_workshop
from facilitator.handbook import handbook_languages
from facilitator.i18n import SOURCE, spoken
from facilitator.rehearsal.sample import add_sample, sample_workshop
from facilitator.storage.library import Library, open_library
from facilitator.workshop.pin import set_pin
from facilitator.workshop.readiness import begin_ready
from facilitator.workshop.roster import people_of
from facilitator.workshop.workshops import rename_workshop
from ui.application import make_application
from ui.library.window import LibraryWindow
from ui.open_library import OpenLibrary
from ui.simulated_user import SimulatedUser
from ui.theme import motion, theme
from ui.window_language import speak_in_windows

W = TypeVar("W")
ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "handbook" / "pictures"
_WINDOW, _WIDTH, _COLORS = (1280, 720), 720, 192
_SEEN, _MUCH = 48, 0.01
"""By so much of 255 a pixel is another one; so many of all pixels make another picture: times and dates are fewer."""
_GERMAN = {
    "Learning day": "Lerntag",
    "Maintenance, second shift": "Instandhaltung, zweite Schicht",
    "How the new office learns": "Wie das neue Büro lernt",
    "Autumn school": "Herbstschule",
}
_TURNS = 12
"""So often the pictures on the cards are waited for: one is asked for when another one has come."""
_INITIALS = ("AB", "CK", "DM", "EW", "FT", "GS", "HP", "JO", "KL", "MN", "RV", "SB")


def main(*asked: str) -> None:
    """Write every picture anew, or with "check" exit by what is out of date."""
    application = make_application()
    theme.apply(application, "light")
    old = []
    for language in handbook_languages():
        speak_in_windows(language)
        folder = FOLDER if language == SOURCE else FOLDER.parent / language
        if asked == ("check",):
            with TemporaryDirectory() as made:
                _make(Path(made))
                old += [f"{folder.name}/{name}" for name in outdated(folder, Path(made))]
            continue
        folder.mkdir(parents=True, exist_ok=True)
        _make(folder)
        for path in sorted(folder.glob("*.png")):
            print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1024} KB")
    if old:
        raise SystemExit(f"no longer what the windows look like: {', '.join(old)}; run {Path(__file__).name}")


def outdated(kept: Path, made: Path) -> list[str]:
    """The names of the pictures of a folder that another one has not, or shows otherwise."""
    return sorted(path.name for path in made.iterdir() if _differs(kept / path.name, path))


def _differs(kept: Path, made: Path) -> bool:
    if not kept.is_file():
        return True
    with Image.open(kept) as one, Image.open(made) as other:
        if one.size != other.size:
            return True
        counts = ImageChops.difference(one.convert("L"), other.convert("L")).histogram()
    return sum(counts[_SEEN:]) > _MUCH * sum(counts)


def _make(pictures: Path) -> None:
    """Write every picture into a folder."""
    with TemporaryDirectory() as folder:
        library = open_library(Path(folder) / "library.sqlite")
        set_pin(library, "2468")
        opened = OpenLibrary(library)
        motion.choose(True)
        _ready(opened, library, pictures)
        _running(opened, library, pictures)
        _listing(opened, library, pictures)
        opened.close_windows()
        QThreadPool.globalInstance().waitForDone()
        opened.close()


def _ready(opened: OpenLibrary, library: Library, pictures: Path) -> None:
    workshop = start_workshop(library, _title("Learning day")).value
    begin_ready(library, workshop)
    opened.open_workshop(workshop)
    _keep(pictures / "ready.png", _there(opened.console))


def _running(opened: OpenLibrary, library: Library, pictures: Path) -> None:
    workshop = add_sample(library)
    step = exercise_steps(library, workshop)[0][0].id
    opened.open_workshop(workshop)
    console = _there(opened.console)
    console.resize(*_WINDOW)
    console.run(step)
    opened.show_projector(True)
    _keep(pictures / "projector.png", _there(opened.projector))
    console.actions_by_name["page_results"].trigger()
    while console.projector_panel.thumbnail.picture.isNull():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    _keep(pictures / "console.png", console)
    opened.open_station()
    station = _there(opened.station)
    station.placement.close()
    station.showNormal()
    station.resize(*_WINDOW)
    late = people_of(library, workshop)[-3].name
    user = SimulatedUser(station)
    user.type(f"{late}\n\n\n1" + "".join(f"{each}\n" for each in _INITIALS) + "\n" + "11122233412" + "1")
    user.type("1231")
    _keep(pictures / "station.png", station)


def _listing(opened: OpenLibrary, library: Library, pictures: Path) -> None:
    for title, people in (("Maintenance, second shift", 9), ("How the new office learns", 30), ("Autumn school", 14)):
        rename_workshop(library, sample_workshop(library, count=people, seed=people).value, _title(title))
    window = LibraryWindow()
    window.attach(library, opened.bridge, opened.history)
    window.show()
    for _ in range(_TURNS):
        QThreadPool.globalInstance().waitForDone()
        QApplication.processEvents()
    _keep(pictures / "library.png", window)
    window.close()


def _title(title: str) -> str:
    """An invented title in the language that is spoken."""
    return _GERMAN[title] if spoken() == "de" else title


def _there(window: W | None) -> W:
    """The window, which has just been opened."""
    if window is None:
        raise SystemExit("a window did not open")
    return window


def _keep(path: Path, window: QWidget) -> None:
    """Grab a window, and write it small: a palette is enough for letters and lines."""
    window.resize(*_WINDOW)
    for _ in range(5):
        QApplication.processEvents()
    picture = window.grab().toImage().scaledToWidth(_WIDTH, Qt.TransformationMode.SmoothTransformation)
    picture.save(str(path))
    with Image.open(path) as written:
        # Rare colours, such as that of a tick, are kept as well.
        small = written.convert("RGB").quantize(_COLORS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    small.save(path, optimize=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
