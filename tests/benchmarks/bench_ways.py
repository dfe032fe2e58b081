"""From an answer to the projector's picture: given at the station, on a phone, and to a library on a server.

The station's answer is a key in its window. The phone's goes through a socket to the page of this program. On the
server it is another program's, of which this one is told. Each of them is over once the projector of this program has
painted it, one after the other, so that none waits for another. What follows the name: how many answers a way.
"""

import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, sleep

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))

from bench_phones import Projector, asking, at
from library_server import library_server
from phone import serving
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from facilitator.questionnaires.answers import begin, put
from facilitator.questionnaires.model import Value
from facilitator.questionnaires.reading import Who
from facilitator.storage.library import open_library
from facilitator.storage.server.library import open_server_library
from facilitator.workshop.pin import set_pin
from ui.bridge import LibraryBridge
from ui.simulated_user import SimulatedUser
from ui.station.window import StationWindow
from ui.theme import theme

_PATIENCE = 30.0
_QUIET = 0.1
"""Seconds between two answers."""


def painted(projector: Projector, gives: Callable[[], object]) -> float:
    """How long it took from before an answer is given until the projector shows what it changed."""
    quiet = perf_counter() + _QUIET
    while perf_counter() < quiet:
        # Nothing of the answer before is still to be painted.
        QApplication.processEvents()
    seen, began = len(projector.took), perf_counter()
    gives()
    while len(projector.took) == seen:
        QApplication.processEvents()
        if perf_counter() - began > _PATIENCE:
            raise SystemExit("the projector shows nothing of an answer")
        sleep(0.0005)
    return perf_counter() - began


@contextmanager
def on_file(answers: int) -> Iterator[tuple[Projector, object]]:
    with TemporaryDirectory() as folder:
        library = open_library(Path(folder) / "library.sqlite")
        set_pin(library, "2468")
        with serving(library, asks=asking(answers), count=24) as room:
            projector = Projector(library, room.kind, room.step)
            yield projector, room
            projector.close()
        library.close()


def at_the_station(answers: int) -> list[float]:
    with on_file(answers) as (projector, room):
        bridge = LibraryBridge(room.library)
        window = StationWindow(room.library, bridge, room.workshop, room.step)
        window.open(full_screen=False)
        user = SimulatedUser(window)
        user.type(room.names[0] + "\n\n\n")
        took = []
        for number in range(answers):
            took.append(painted(projector, lambda key=str(1 + number % 5): user.type(key)))
            user.type("\n")
        window.release()
        window.deleteLater()
        bridge.close()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return took


def on_a_phone(answers: int) -> list[float]:
    with on_file(answers) as (projector, room):
        phone = room.phone().get(f"hello?who={room.people[0]}").submit("open").submit()
        took = []
        for number in range(answers):
            key = phone.page.partition('name="was-')[2].partition('"')[0]
            sent = threading.Thread(target=phone.submit, kwargs={key: str(1 + number % 5)})
            took.append(painted(projector, sent.start))
            sent.join()
    return took


def on_a_server(answers: int) -> list[float]:
    with library_server(durable=True) as server:
        address = server.new_library()
        other = open_library(address)
        with serving(other, asks=asking(answers), count=24) as room:
            who = Who(room.step, room.people[0])
            begin(other, who)
            library = open_server_library(address, for_windows=True)
            projector = Projector(library, room.kind, room.step)
            took = []
            for number in range(answers):
                words = (other, who, f"q{number}", [Value(number=1 + number % 5)])
                given = threading.Thread(target=put, args=words)
                took.append(painted(projector, given.start))
                given.join()
            projector.close()
            library.close()
        other.close()
    return took


def main() -> None:
    """Print one line for each way."""
    answers = int((sys.argv[1:2] or ["40"])[0])
    app = QApplication([])
    theme.apply(app, "light")
    for what, way in (("the station", at_the_station), ("a phone", on_a_phone), ("another program", on_a_server)):
        took = way(answers)
        print(
            f"from {what:16s} to the projector: p50 {at(took, 0.5):6.1f} ms, p95 {at(took, 0.95):6.1f} ms", flush=True
        )


if __name__ == "__main__":
    main()
