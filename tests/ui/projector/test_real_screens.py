"""The projector's window on two real screens (a display split by xrandr) that are unplugged and plugged again."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from forked import ROOT, Forks, started

NEEDED = ("Xvfb", "xrandr", "xprop", "openbox")
MISSING = [name for name in NEEDED if shutil.which(name) is None]

pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")

LAPTOP = [0, 0, 1280, 720]
PROJECTOR = [1280, 0, 1920, 1080]
MIRRORED = "1280/340x720/190+0+0"
LONGEST = 60.0


class Display:
    """A virtual display with a light window manager; monitors come and go by xrandr."""

    def __init__(self) -> None:
        self._processes: list[subprocess.Popen[bytes]] = []
        read, write = os.pipe()
        self._start(["Xvfb", "-displayfd", str(write), "-noreset", "-screen", "0", "3200x1080x24"], pass_fds=(write,))
        os.close(write)
        with os.fdopen(read) as told:
            self.name = ":" + told.readline().strip()
        self.environment = {**os.environ, "DISPLAY": self.name, "QT_QPA_PLATFORM": "xcb"}
        self.xrandr("--setmonitor", "LAPTOP", "1280/340x720/190+0+0", "screen")
        self._start(["openbox"], env=self.environment)
        while b"window id" not in self.ask("xprop", "-root", "_NET_SUPPORTING_WM_CHECK"):
            time.sleep(0.05)

    def _start(self, command: list[str], **options: Any) -> None:
        quiet = subprocess.DEVNULL
        self._processes.append(subprocess.Popen(command, stdout=quiet, stderr=quiet, **options))

    def ask(self, *command: str) -> bytes:
        return subprocess.run(command, env=self.environment, check=True, capture_output=True).stdout

    def xrandr(self, *words: str) -> None:
        self.ask("xrandr", *words)

    def plug(self) -> None:
        self.xrandr("--setmonitor", "PROJECTOR", "1920/530x1080/300+1280+0", "none")

    def mode(self, width: int, height: int) -> None:
        """Another resolution of the projector; so quick that Qt is told nothing, only the window is moved."""
        self.unplug()
        self.xrandr("--setmonitor", "PROJECTOR", f"{width}/530x{height}/300+1280+0", "none")

    def mirror(self) -> None:
        """The projector shows what the laptop shows."""
        self.unplug()
        self.xrandr("--setmonitor", "PROJECTOR", MIRRORED, "none")

    def unplug(self) -> None:
        self.xrandr("--delmonitor", "PROJECTOR")

    def stop(self) -> None:
        for process in reversed(self._processes):
            process.terminate()
            process.wait(60)


class Sitting:
    """The program in a process of its own."""

    def __init__(self, display: Display, folder: Path, forks: Forks | None) -> None:
        environment = {**display.environment, "PYTHONPATH": str(ROOT)}
        script = Path(__file__).with_name("two_screens.py")
        self._process = started(forks, [str(script), str(folder)], environment)

    def until(self, holds: Callable[[Any], bool]) -> Any:
        """Look until `holds`, and return what there is then, or at last."""
        end = time.monotonic() + LONGEST
        while not holds(state := self.ask("look")) and time.monotonic() < end:
            pass
        return state

    def ask(self, word: str, settle: int = 100) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{word} {settle}\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def quit(self) -> int:
        self.ask("quit", 0)
        return self._process.wait(60)

    def stop(self) -> None:
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait(60)


@pytest.fixture
def display() -> Iterator[Display]:
    made = Display()
    yield made
    made.stop()


@pytest.fixture
def sitting(display: Display, sampled: Path, forks: Forks | None) -> Iterator[Sitting]:
    made = Sitting(display, sampled, forks)
    yield made
    made.stop()


def is_on_projector(state: Any) -> bool:
    there = state["projector"]
    return there["area"] == PROJECTOR and there["full"] and there["screen"] == "PROJECTOR"


def overlap(one: list[int], other: list[int]) -> bool:
    return all(one[at] < other[at] + other[at + 2] and other[at] < one[at] + one[at + 2] for at in (0, 1))


def test_the_cable_comes_out_twice_and_the_projector_returns_by_itself(display: Display, sitting: Sitting) -> None:
    display.plug()
    state = sitting.until(lambda state: len(state["screens"]) == 2)
    assert state["screens"] == {"LAPTOP": 1280, "PROJECTOR": 1920}
    sitting.ask("open")
    state = sitting.until(lambda state: state["picture"] and state["console"]["front"])
    assert state["projector"] == {"area": PROJECTOR, "full": True, "screen": "PROJECTOR", "front": False}
    assert state["picture"]
    for _ in range(2):
        display.unplug()
        state = sitting.until(lambda state: not state["projector"]["full"] and state["console"]["front"])
        assert list(state["screens"]) == ["LAPTOP"]
        # It waits as a window on the laptop, behind the console, which keeps the keyboard.
        assert not state["projector"]["full"]
        assert overlap(state["projector"]["area"], LAPTOP)
        assert state["console"]["front"]
        assert stacking(display)[-1].endswith("Facilitator")
        assert state["place"].startswith("No second screen")
        display.plug()
        state = sitting.until(is_on_projector)
        assert state["projector"]["area"] == PROJECTOR
        assert state["projector"]["full"]
        assert state["projector"]["screen"] == "PROJECTOR"
        assert state["place"].startswith("Fills PROJECTOR")
        assert overlap(state["console"]["area"], LAPTOP)
        assert not overlap(state["console"]["area"], PROJECTOR)
    assert sitting.quit() == 0


def test_the_room_is_said_to_see_only_what_a_screen_of_its_own_shows(display: Display, sitting: Sitting) -> None:
    assert sitting.ask("look")["says"].startswith("Ready to show")
    # One screen: the window lies on it, in front of the console or behind it.
    sitting.ask("open")
    state = sitting.until(lambda state: state["says"].startswith("Only in the projector’s window"))
    assert state["says"].startswith("Only in the projector’s window")
    assert "copies this screen" in state["place"]
    display.plug()
    state = sitting.until(lambda state: state["says"].startswith("The room sees"))
    assert is_on_projector(state)
    assert state["says"].startswith("The room sees")
    display.unplug()
    state = sitting.until(lambda state: state["says"].startswith("Only"))
    assert state["says"].startswith("Only in the projector’s window")
    display.plug()
    sitting.until(lambda state: state["says"].startswith("The room sees"))
    # By hand to the laptop's screen, and as a window to the other one; then minimised.
    sitting.ask("by-hand-left")
    state = sitting.until(lambda state: state["says"].startswith("Only"))
    assert state["says"].startswith("Only in the projector’s window")
    sitting.ask("by-hand-right")
    state = sitting.until(lambda state: state["says"].startswith("The room sees"))
    assert state["says"].startswith("The room sees")
    sitting.ask("minimise")
    state = sitting.until(lambda state: "minimised" in state["says"])
    assert "minimised" in state["says"]
    assert sitting.quit() == 0


def test_another_programs_slides_over_the_projector_are_not_said_to_be_ours(display: Display, sitting: Sitting) -> None:
    display.plug()
    sitting.ask("open")
    sitting.until(lambda state: state["says"].startswith("The room sees"))
    program = (
        "import sys; from PySide6.QtCore import *; from PySide6.QtWidgets import *; a = QApplication([]); "
        "w = QLabel('slides'); w.setGeometry(QRect(*map(int, sys.argv[1:5]))); "
        "w.showFullScreen() if sys.argv[5] == 'full' else w.show(); "
        "QTimer.singleShot(1000, lambda: sys.stdin.readline() and w.showMinimized()); a.exec()"
    )

    def over(*words: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-c", program, *words], stdin=subprocess.PIPE, env=display.environment)

    small = over("1400", "100", "400", "300", "window")
    try:
        # A note in a corner leaves the picture to be seen.
        while b"slides" not in b"".join(name.encode() for name in stacking(display)) and len(stacking(display)) < 3:
            time.sleep(0.05)
        state = sitting.ask("look", 1500)
        assert state["says"].startswith("The room sees")
    finally:
        small.kill()
        small.wait(60)
    slides = over("1300", "10", "1800", "1000", "full")
    try:
        state = sitting.until(lambda state: "covered" in state["says"])
        assert "covered" in state["says"] and "The room sees" not in state["says"]
        assert "does not tell" not in state["place"]
        # Minimised, they show the room our picture again.
        assert slides.stdin is not None
        slides.stdin.write(b"\n")
        slides.stdin.flush()
        state = sitting.until(lambda state: state["says"].startswith("The room sees"))
        assert state["says"].startswith("The room sees")
    finally:
        slides.kill()
        slides.wait(60)
    assert sitting.quit() == 0


def test_a_mirrored_screen_is_said_whether_the_projector_is_open_or_not(display: Display, sitting: Sitting) -> None:
    display.plug()
    sitting.until(lambda state: len(state["screens"]) == 2)
    assert not sitting.ask("look")["mirrored"]
    # Qt is told of a monitor's new place only when it went before.
    display.unplug()
    sitting.until(lambda state: len(state["screens"]) == 1)
    display.xrandr("--setmonitor", "PROJECTOR", MIRRORED, "none")
    assert sitting.until(lambda state: state["mirrored"])["mirrored"]
    sitting.ask("open")
    state = sitting.until(lambda state: state["says"].startswith("Only"))
    assert state["mirrored"]
    assert not state["says"].startswith("The room sees")
    display.unplug()
    assert not sitting.until(lambda state: not state["mirrored"])["mirrored"]
    assert sitting.quit() == 0


def test_a_screen_that_is_mirrored_faster_than_qt_is_told_is_said_too(display: Display, sitting: Sitting) -> None:
    display.plug()
    sitting.until(lambda state: len(state["screens"]) == 2)
    sitting.ask("open")
    assert sitting.until(lambda state: state["says"].startswith("The room sees"))["says"].startswith("The room sees")
    display.mirror()
    state = sitting.until(lambda state: state["mirrored"] and not state["says"].startswith("The room sees"))
    assert state["mirrored"] and not state["says"].startswith("The room sees")
    display.unplug()
    display.plug()
    assert not sitting.until(lambda state: not state["mirrored"])["mirrored"]
    assert sitting.quit() == 0


def test_one_screen_gives_a_window_and_a_second_one_is_used_when_it_comes(display: Display, sitting: Sitting) -> None:
    state = sitting.ask("open")
    assert not state["projector"]["full"]
    assert state["projector"]["area"][2] < 1280
    display.plug()
    state = sitting.until(is_on_projector)
    assert state["projector"]["area"] == PROJECTOR
    assert state["projector"]["full"]
    assert sitting.quit() == 0


def test_the_console_on_the_large_screen_sends_the_projector_to_the_other(display: Display, sitting: Sitting) -> None:
    display.plug()
    sitting.until(lambda state: len(state["screens"]) == 2)
    sitting.ask("console-right")
    sitting.ask("open")
    state = sitting.until(lambda state: state["projector"]["area"] == LAPTOP)
    assert state["projector"]["area"] == LAPTOP
    assert state["projector"]["full"]
    assert sitting.quit() == 0


def test_a_console_dragged_onto_the_projectors_screen_is_not_covered(display: Display, sitting: Sitting) -> None:
    display.plug()
    sitting.ask("open")
    state = sitting.until(is_on_projector)
    sitting.ask("console-right")
    # What is said follows the window a moment later: each is waited for.
    state = sitting.until(
        lambda state: (
            state["projector"]["area"] == LAPTOP
            and state["projector"]["full"]
            and state["place"].startswith("Fills LAPTOP")
            and "drag it back" in state["place"]
            and not state["says"].startswith("The room sees")
        )
    )
    assert state["projector"]["full"] and state["place"].startswith("Fills LAPTOP")
    assert "drag it back" in state["place"] and not state["says"].startswith("The room sees")
    sitting.ask("console-left")
    state = sitting.until(
        lambda state: (
            is_on_projector(state)
            and state["says"].startswith("The room sees")
            and "drag it back" not in state["place"]
        )
    )
    assert is_on_projector(state)
    assert state["says"].startswith("The room sees") and "drag it back" not in state["place"]
    # Where that very screen is wished for, the projector waits as a window.
    sitting.ask("wish-PROJECTOR")
    sitting.ask("console-right")
    state = sitting.until(
        lambda state: (
            not state["projector"]["full"]
            and "meant for" in state["place"]
            and not state["says"].startswith("The room sees")
        )
    )
    assert not state["projector"]["full"] and "meant for" in state["place"]
    assert not state["says"].startswith("The room sees")
    sitting.ask("console-left")
    sitting.ask("wish-PROJECTOR")
    assert is_on_projector(sitting.until(is_on_projector))
    assert sitting.quit() == 0


def test_another_resolution_is_filled_again(display: Display, sitting: Sitting) -> None:
    display.plug()
    sitting.ask("open")
    sitting.until(is_on_projector)
    for width, height in ((1024, 768), (1920, 1080), (800, 600)):
        display.mode(width, height)
        area = [1280, 0, width, height]
        state = sitting.until(
            lambda state, area=area: state["projector"]["area"] == area and state["projector"]["full"]
        )
        assert state["projector"]["area"] == area
        assert state["projector"]["full"]
        assert not overlap(state["console"]["area"], state["projector"]["area"])
    assert sitting.quit() == 0


def test_a_mirrored_screen_is_not_filled_over_the_console(display: Display, sitting: Sitting) -> None:
    display.plug()
    sitting.ask("open")
    sitting.until(is_on_projector)
    display.mirror()
    state = sitting.until(lambda state: not state["projector"]["full"] and state["console"]["front"])
    assert not state["projector"]["full"]
    assert state["console"]["front"]
    assert stacking(display)[-1].endswith("Facilitator")
    display.unplug()
    sitting.until(lambda state: len(state["screens"]) == 1)
    display.plug()
    assert is_on_projector(sitting.until(is_on_projector))
    assert sitting.quit() == 0


def test_the_cable_does_not_bring_the_console_over_the_station(display: Display, sitting: Sitting) -> None:
    display.plug()
    sitting.ask("open")
    sitting.until(is_on_projector)
    sitting.ask("station")
    state = sitting.until(lambda state: state["station"] is not None and state["station"]["front"])
    assert state["station"]["area"] == LAPTOP
    sitting.ask("private")
    for _ in range(2):
        display.unplug()
        state = sitting.until(lambda state: not state["projector"]["full"])
        state = sitting.ask("look", 2000)
        # The projector waits as a window on the laptop: behind the station, which people are answering at.
        assert state["station"]["front"]
        assert stacking(display)[-1].startswith("Station")
        assert not state["covered"]
        display.plug()
        assert is_on_projector(sitting.until(is_on_projector))
        state = sitting.until(lambda state: state["station"]["front"])
        assert state["station"]["front"]
    assert sitting.quit() == 0


def test_the_station_has_a_screen_of_its_own_and_returns_to_it(display: Display, sitting: Sitting) -> None:
    display.plug()
    sitting.until(lambda state: len(state["screens"]) == 2)
    sitting.ask("station-on-PROJECTOR")
    sitting.ask("station")
    state = sitting.until(lambda state: state["station"] is not None and state["station"]["area"] == PROJECTOR)
    assert state["station"]["area"] == PROJECTOR
    assert state["station"]["full"]
    # The only other screen is the station's: the projector is a window on the laptop, and does not fill it.
    state = sitting.ask("open", 600)
    assert not state["projector"]["full"]
    assert overlap(state["projector"]["area"], LAPTOP)
    sitting.ask("private")
    for _ in range(2):
        display.unplug()
        state = sitting.until(lambda state: state["station"] is None)
        assert state["station"] is None
        assert "waits for PROJECTOR" in state["station-says"]
        state = sitting.ask("look", 1800)
        assert state["station"] is None
        assert stacking(display)[-1].endswith("Facilitator") or stacking(display)[-1] == "Projector"
        display.plug()
        state = sitting.until(lambda state: state["station"] is not None and state["station"]["area"] == PROJECTOR)
        assert state["station"]["area"] == PROJECTOR
        assert state["station"]["full"]
    display.unplug()
    sitting.until(lambda state: state["station"] is None)
    # Asked for while its screen is gone, it opens here.
    sitting.ask("station")
    state = sitting.until(lambda state: state["station"] is not None and state["station"]["area"] == LAPTOP)
    assert state["station"]["area"] == LAPTOP
    assert sitting.quit() == 0


def test_another_program_in_front_covers_the_station(display: Display, sitting: Sitting) -> None:
    sitting.ask("station")
    sitting.until(lambda state: state["station"] is not None and state["station"]["front"])
    state = sitting.ask("private")
    assert not state["covered"]
    script = "from PySide6.QtWidgets import *; a = QApplication([]); w = QLabel('hello'); w.show(); a.exec()"
    other = subprocess.Popen([sys.executable, "-c", script], env=display.environment)
    try:
        state = sitting.until(lambda state: state["covered"])
        assert state["covered"]
        assert not state["station"]["front"]
    finally:
        other.kill()
        other.wait(60)
    assert sitting.quit() == 0


STORM = (
    # First, while nothing else can have the keyboard.
    "alt+F4",
    *(
        "ctrl+q",
        "ctrl+w",
        "ctrl+n",
        "ctrl+o",
        "ctrl+i",
        "ctrl+e",
        "ctrl+p",
        "ctrl+z",
        "ctrl+shift+z",
        "ctrl+y",
        "ctrl+f",
    ),
    *("ctrl+d", "ctrl+g", "ctrl+t", "ctrl+1", "ctrl+2", "ctrl+Right", "ctrl+Return", "ctrl+shift+b", "ctrl+shift+d"),
    *("F1", "F2", "F5", "F10", "F11", "F12", "Escape", "Menu", "shift+F10", "alt+f", "alt+Return", "alt+Left", "Print"),
    *(
        "alt+Tab",
        "alt+shift+Tab",
        "alt+Escape",
        "ctrl+alt+Right",
        "super+d",
        "super+d",
        "super+e",
        "alt+space",
        "Escape",
    ),
    *("alt+F4", "ctrl+shift+Escape", "ctrl+v", "shift+Insert"),
)
"""What the program, Qt and a window manager have keys for."""


@pytest.mark.skipif(shutil.which("xdotool") is None, reason="not installed: xdotool")
def test_nothing_that_is_pressed_dragged_or_clicked_leads_out_of_the_station(
    display: Display, sitting: Sitting
) -> None:
    sitting.ask("station")
    sitting.until(lambda state: state["station"] is not None and state["station"]["front"])
    windows = sitting.ask("private")["windows"]
    for keys in STORM:
        display.ask("xdotool", "key", "--clearmodifiers", keys)
    for button, x, y in ((3, 400, 300), (2, 640, 360), (4, 300, 300), (5, 300, 300), (1, 2, 2), (3, 2, 2)):
        display.ask("xdotool", "mousemove", str(x), str(y), "click", "--repeat", "2", str(button))
    # By the edges, as one pulls a bar or another window in; and with Alt, as one moves a window.
    for held in ((), ("keydown", "alt")):
        display.ask(
            "xdotool", *held, "mousemove", "640", "1", "mousedown", "1", "mousemove", "640", "600", "mouseup", "1"
        )
        display.ask("xdotool", "keyup", "alt")
    sitting.until(lambda state: state["station"] is not None and state["station"]["front"])
    # A window manager's menu and keys put windows away, this one not.
    display.ask("xdotool", "search", "--onlyvisible", "--name", "^Station", "windowminimize", "%@")
    sitting.ask("look", 500)
    state = sitting.until(lambda state: state["station"] is not None and state["station"]["front"])
    assert state["station"] == {"area": LAPTOP, "full": True, "screen": "LAPTOP", "front": True}
    # No dialog, no menu, no other window: a try to close it asks for the PIN within it.
    assert state["windows"] == windows and not state["pops up"]
    assert sitting.quit() == 0


@pytest.mark.skipif(shutil.which("xdotool") is None, reason="not installed: xdotool")
def test_a_click_on_the_projector_leaves_the_keyboard_to_the_station(display: Display, sitting: Sitting) -> None:
    display.plug()
    sitting.ask("open")
    sitting.until(is_on_projector)
    sitting.ask("station")
    sitting.until(lambda state: state["station"] is not None and state["station"]["front"])
    sitting.ask("private")
    active = display.ask("xdotool", "getactivewindow")
    display.ask("xdotool", "mousemove", str(PROJECTOR[0] + 400), "500", "click", "--repeat", "2", "1")
    # The click takes the keyboard by the window manager: first away from the station, then back.
    sitting.ask("look", 1000)
    state = sitting.until(lambda state: state["station"]["front"])
    assert state["station"]["front"]
    assert display.ask("xdotool", "getactivewindow") == active
    assert not state["covered"]
    assert is_on_projector(state)
    assert sitting.quit() == 0


@pytest.mark.parametrize("scale", ["1.5", "2"])
def test_another_scale_of_the_screens(display: Display, sampled: Path, forks: Forks | None, scale: str) -> None:
    display.plug()
    display.environment["QT_SCREEN_SCALE_FACTORS"] = f"PROJECTOR={scale}"
    sitting = Sitting(display, sampled, forks)
    try:
        sitting.ask("open")
        state = sitting.until(lambda state: state["projector"]["full"] and state["picture"])
        assert state["projector"]["full"]
        left, _, width, height = state["projector"]["area"]
        assert (left, round(width * float(scale)), round(height * float(scale))) == (1280, 1920, 1080)
        display.unplug()
        state = sitting.until(lambda state: not state["projector"]["full"])
        assert not state["projector"]["full"]
        display.plug()
        state = sitting.until(lambda state: state["projector"]["full"])
        assert state["projector"]["full"]
        assert sitting.quit() == 0
    finally:
        sitting.stop()


@pytest.mark.skipif(shutil.which("xdotool") is None, reason="not installed: xdotool")
def test_a_second_start_brings_back_a_window_that_another_program_took_away(display: Display, sampled: Path) -> None:
    """The first program goes on without one, and nobody would find it."""
    command = [sys.executable, "-c", "from ui.cli import main; main()", "--library", str(sampled / "library.sqlite")]
    first = subprocess.Popen(command, cwd=ROOT, env=display.environment)
    try:
        until(lambda: b"Facilitator" in title_of_the_window(display))
        display.ask("xdotool", "search", "--onlyvisible", "--name", "^Facilitator$", "windowclose")
        until(lambda: not title_of_the_window(display))
        assert first.poll() is None
        assert subprocess.run(command, cwd=ROOT, env=display.environment, check=False, timeout=300).returncode == 0
        until(lambda: b"Facilitator" in title_of_the_window(display))
        assert first.poll() is None
    finally:
        first.kill()
        first.wait(60)


def title_of_the_window(display: Display) -> bytes:
    """Of the one that the window manager has, nothing where it has none."""
    windows = display.ask("xprop", "-root", "_NET_CLIENT_LIST").partition(b"#")[2].split(b",")
    window = windows[-1].strip().decode()
    if not window:
        return b""
    done = subprocess.run(
        ["xprop", "-id", window, "_NET_WM_NAME"], env=display.environment, check=False, capture_output=True
    )
    return done.stdout.partition(b"= ")[2]


def until(holds: Callable[[], bool]) -> None:
    """Wait until it does."""
    give_up = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < give_up
        time.sleep(0.05)


def stacking(display: Display) -> list[str]:
    """Titles of the windows, the front one last."""
    windows = display.ask("xprop", "-root", "_NET_CLIENT_LIST_STACKING").decode().partition("#")[2].split(",")
    names = (display.ask("xprop", "-id", window.strip(), "_NET_WM_NAME").decode() for window in windows)
    return [name.partition("= ")[2].strip().strip('"') for name in names]


def test_on_one_screen_it_fills_that_by_hand_and_stays(display: Display, sitting: Sitting) -> None:
    assert sitting.ask("open")["projector"]["full"] is False
    assert sitting.ask("f11", 1200)["projector"]["area"] == LAPTOP
    state = sitting.ask("look", 600)
    assert state["projector"]["full"] and state["projector"]["area"] == LAPTOP
    assert not sitting.ask("f11", 600)["projector"]["full"]
    # A screen that comes takes the projector, as ever: what was done by hand changed no setting.
    display.plug()
    assert is_on_projector(sitting.until(is_on_projector))


def test_a_window_that_is_opened_again_and_again_stays_where_it_was(display: Display, sitting: Sitting) -> None:
    """The window manager's frame is no part of where it stands."""
    sitting.ask("people", 400)
    was = sitting.ask("people-moved", 400)["people"]["area"]
    # Below the frame, which has a title.
    assert was[0] >= 120 and was[1] > 130 and was[2:] == [900, 500]
    for _ in range(3):
        sitting.ask("people-closed", 200)
        assert sitting.ask("people", 400)["people"]["area"] == was
    assert sitting.quit() == 0


def test_where_no_window_can_be_placed_it_is_hidden_until_its_screen_returns(
    display: Display, sitting: Sitting
) -> None:
    """As on Wayland: what comes up without a screen of its own would lie over the console."""
    display.plug()
    sitting.until(lambda state: len(state["screens"]) == 2)
    sitting.ask("open")
    sitting.until(is_on_projector)
    sitting.ask("as-on-wayland")
    display.unplug()
    state = sitting.until(lambda state: state["projector"] is None)
    assert state["projector"] is None and state["console"]["area"][:2] != [0, 0]
    assert "hidden until it is back" in state["place"]
    display.plug()
    back = sitting.until(lambda state: state["projector"] is not None and is_on_projector(state))
    assert is_on_projector(back)
    # Who calls for it gets it as a window.
    display.unplug()
    sitting.until(lambda state: state["projector"] is None)
    sitting.ask("wish-window")
    state = sitting.until(lambda state: state["projector"] is not None)
    assert state["projector"] is not None and not state["projector"]["full"]
    assert sitting.quit() == 0
