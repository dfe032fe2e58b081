"""How long a person waits for the library window, beside a bare PySide6 main window started in the same run.

Each start is a process of its own, timed from before it is made until its window is painted, bare and ours by turns;
ours by the console script, as from a menu.
The second figure is a library of 2,000 workshops: until its cards are painted and the window takes a key. The third
one is until the library behind them is open as well, and the fourth until a chosen workshop opens at once.

Meanwhile a key is pressed every 50 ms, and the longest that one of them waited until the cards were painted anew is
told. Each second start opens a workshop as soon as it is listed instead: how long until its window is painted, and
until the console is in it.
"""

import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

WORKSHOPS = 2_000
IN_SIGHT = 30
REPEATS = 15
SIZE = (1120, 720)
GOALS = {
    "window painted": 2.0,
    "2,000 workshops listed": 3.0,
    "and the library open": None,
    "and all imported": None,
}
MOST_MS = 100
"""Milliseconds that nobody who presses something should wait for an answer."""

BARE = f"""
import sys, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, self.say)
    def say(self):
        print(time.time(), flush=True)
        QApplication.quit()
app = QApplication(sys.argv[:1])
window = Window()
window.resize{SIZE}
window.show()
app.exec()
"""

OURS = """
import sys, time
from pathlib import Path
from facilitator.storage import location
from ui.cli import main
path, workshops = Path(sys.argv[1]), int(sys.argv[2])
# As a menu starts it, without a word.
del sys.argv[1:]
said = []
def say():
    said.append(time.time())
def usual_path():
    # What is needed to look on is imported by now.
    global ui, Qt, QEvent, QKeyEvent
    import ui.app
    from PySide6.QtCore import QEvent, Qt
    from PySide6.QtGui import QKeyEvent
    class Watched(ui.app.Program):
        def open(self):
            super().open()
            watch(self)
    ui.app.Program = Watched
    return path
location.usual_path = usual_path
def watch(made):
    global program, view, listing
    program, view, listing = made, made.window.view, made.window.show_list
    program.window.show_list = show_list
    ui.app.FirstPainting(program.window, say)
def show_list(search):
    listing(search)
    ui.app.FirstPainting(view.viewport(), usable)
def press(key):
    event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
    ui.app.QApplication.sendEvent(view, event)
def usable():
    before = program.window.chosen_id
    assert program.window.cards.rowCount() == workshops
    press(Qt.Key.Key_Down)
    assert program.window.chosen_id != before
    say()
    begin()
"""

PRESSING = """
waits = []
due = 0.0
def begin():
    global pause
    pause = ui.app.QTimer(program, singleShot=True, timerType=Qt.TimerType.PreciseTimer, interval=50)
    pause.timeout.connect(wait)
    program.ready.connect(say)
    program._settled.connect(done)
    again()
def again():
    global due
    due = time.time() + 0.05
    pause.start()
def wait():
    press(Qt.Key.Key_Up if len(waits) % 2 else Qt.Key.Key_Down)
    view.viewport().repaint()
    waits.append(time.time() - due)
    again()
def done():
    print(*said, time.time(), time.time() + max(waits), flush=True)
    ui.app.QApplication.quit()
main()
"""

OPENING = """
seen = {}
def begin():
    global looking_on
    class Watch(ui.app.QObject):
        def eventFilter(self, watched, event):
            if event.type() == QEvent.Type.Paint and watched.objectName() in ("opening", "console"):
                seen.setdefault(watched.objectName(), time.time())
                if "console" in seen:
                    ui.app.QApplication.instance().removeEventFilter(self)
                    ui.app.QTimer.singleShot(0, done)
            return False
    looking_on = Watch(program)
    ui.app.QApplication.instance().installEventFilter(looking_on)
    program.window._open()
def done():
    print(said[-1], seen["opening"], seen["console"], flush=True)
    ui.app.QApplication.quit()
main()
"""


def main() -> None:
    """Print the figures."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "library.sqlite"
        fill(path)
        bare: list[float] = []
        ours: list[list[float]] = []
        waited: list[float] = []
        shown: list[float] = []
        filled: list[float] = []
        for turn in range(REPEATS + 2):
            (bare_time,) = start(BARE)
            *moments, end, longest = start(OURS + PRESSING, str(path), str(WORKSHOPS))
            listed, opening, console = start(OURS + OPENING, str(path), str(WORKSHOPS))
            # The first two fill the caches of the disk and of the fonts.
            if turn >= 2:
                bare.append(bare_time)
                ours.append([*moments, end])
                waited.append(longest - end)
                shown.append(opening - listed)
                filled.append(console - listed)
    print(f"{REPEATS} starts each, medians, {os.environ['QT_QPA_PLATFORM']}, library of {WORKSHOPS:,} workshops")
    print(f"{'bare main window':24s} {median(bare) * 1000:6.0f} ms")
    for (name, goal), times in zip(GOALS.items(), zip(*ours, strict=True), strict=True):
        wanted = "" if goal is None else f" (goal ≤ {goal:g} ×)"
        print(f"{name:24s} {median(times) * 1000:6.0f} ms   {median(times) / median(bare):4.2f} ×{wanted}")
    for name, times in (("longest wait of a key", waited), ("a workshop's window", shown)):
        print(
            f"{name:24s} {median(times) * 1000:6.0f} ms   {median(times) / median(bare):4.2f} × (goal ≤ {MOST_MS} ms)"
        )
    print(f"{'its console in it':24s} {median(filled) * 1000:6.0f} ms   {median(filled) / median(bare):4.2f} ×")


def start(code: str, *arguments: str) -> list[float]:
    """Seconds from the making of a process to each moment that it prints."""
    began = time()
    # Ours keeps its compiled modules from start to start, as it does for whoever uses it.
    ours = ("PYTHONDONTWRITEBYTECODE", "FACILITATOR_LIBRARY", "FACILITATOR_PASSPHRASE_FILE")
    environment = {key: value for key, value in os.environ.items() if key not in ours}
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode or not done.stdout:
        raise SystemExit(done.stderr)
    return [float(moment) - began for moment in done.stdout.split()]


def fill(path: Path) -> None:
    """A library of `WORKSHOPS` workshops with some people each."""
    from datetime import date, timedelta

    from facilitator.exercises.templates import start_workshop
    from facilitator.rehearsal.people import people
    from facilitator.storage.library import open_library
    from facilitator.workshop.roster import add_people
    from facilitator.workshop.workshops import new_workshop

    library = open_library(path)
    began = perf_counter()
    team = people(4)
    with library.change("Fill"):
        for number in range(WORKSHOPS):
            day = date(2026, 1, 1) - timedelta(days=number)
            # Those in sight have an agenda, which their pictures are looked for in.
            make = start_workshop if number < IN_SIGHT else new_workshop
            workshop_id = make(library, f"Workshop {number}", client="Nordwind", held_on=day).value
            add_people(library, workshop_id, team)
    library.close()
    print(f"filled in {perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
