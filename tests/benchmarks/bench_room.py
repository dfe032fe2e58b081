"""Twenty-four people who count their network: through one station, two, three, and with their own phones.

People are as quick as `resources/timing/network.json` says, some quicker and some slower; what they do is done for
real: typed into the station's windows, sent to the phones' pages through sockets. At stations people go to whichever is
free, and the seconds of a person are added to those that the program took to take their keys. A second and a third
station are made by a file, and what was answered there is brought back by one, as in a room without a network. Phones
answer at once, at human speed but so many times faster: the program's own time counts as many times as much. What
follows the name: how many people, and how much faster.
"""

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter, sleep

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))

from bench_entry import check, counts
from phone import Phone, served
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from tally_sheet import SHEET

from facilitator.exercises.network.timing import timing
from facilitator.exercises.steps import exercise_steps
from facilitator.exercises.templates import start_workshop
from facilitator.progress import finish
from facilitator.rehearsal.people import people as invented
from facilitator.sharing.handed_file import read_handed
from facilitator.sharing.station_merge import bring_back
from facilitator.sharing.stations import make_station, take_station, write_answers
from facilitator.storage.library import Library, open_library
from facilitator.workshop.agenda import run_step
from facilitator.workshop.pin import set_pin
from facilitator.workshop.roster import Person, add_people
from ui.bridge import LibraryBridge
from ui.simulated_user import SimulatedUser
from ui.station.window import StationWindow
from ui.theme import theme

_CARRIED = 60.0
"""Seconds in which somebody carries a file from one computer to another."""
_FOUND = (20.0, 90.0)
"""Seconds after which the first and the last have their phone out and the page open."""
_ON_GLASS = 1.5
"""On a phone everything takes so many times as long as at a keyboard."""


class Room:
    """A workshop whose people are to count their network."""

    def __init__(self, folder: Path, people: int) -> None:
        self.folder = folder
        self.library = open_library(folder / "library.sqlite")
        set_pin(self.library, "2468")
        self.workshop = start_workshop(self.library, "A room").value
        self.names = [each.name for each in invented(people)]
        self.people = add_people(self.library, self.workshop, [Person(each) for each in self.names]).value
        ((step, _),) = exercise_steps(self.library, self.workshop)
        self.step = step.id
        run_step(self.library, self.step)

    def end(self) -> None:
        """Whoever was promised to be saved is there."""
        for person in self.people:
            check(self.library, self.step, person)
        self.library.close()


class Station:
    """The window of one computer, and when it is free."""

    def __init__(self, library: Library, workshop: int, step: int) -> None:
        self.free_at = 0.0
        self.library, self.workshop = library, workshop
        self._bridge = LibraryBridge(library)
        self._window = StationWindow(library, self._bridge, workshop, step)
        self._window.open(full_screen=False)
        self._window.resize(1280, 720)

    def answer(self, name: str) -> float:
        """One person; how many seconds the program took."""
        user = SimulatedUser(self._window)
        began = perf_counter()
        user.type(name + "\n" + "\n\n2" + "12\n" + counts() + "\n")
        took = perf_counter() - began
        # The thanks leave by themselves, too.
        if not self._window.is_free:
            user.type(" ")
        return took

    def close(self) -> None:
        self._window.release()
        self._window.deleteLater()
        self._bridge.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def seconds_of(people: int) -> list[float]:
    """How long each thinks, reads and types; the same people in all rooms."""
    random = Random(20)
    return [timing().each["tally"] * 60 * random.uniform(0.6, 1.4) for _ in range(people)]


@contextmanager
def stations_of(room: Room, count: int) -> Iterator[list[Station]]:
    """The room's own and as many others as it takes, made by files, each with a library of its own."""
    stations = [Station(room.library, room.workshop, room.step)]
    for number in range(1, count):
        file = finish(make_station(room.library, room.workshop, room.folder / f"station {number}.workshop"))
        library = open_library(room.folder / f"other {number}.sqlite")
        workshop = take_station(library, read_handed(file)).value
        ((step, _),) = exercise_steps(library, workshop)
        run_step(library, step.id)
        stations.append(Station(library, workshop, step.id))
    yield stations
    for each in stations:
        each.close()


def through_stations(folder: Path, people: int, count: int) -> float:
    room = Room(folder, people)
    with stations_of(room, count) as stations:
        for name, seconds in zip(room.names, seconds_of(people), strict=True):
            station = min(stations, key=lambda each: each.free_at)
            station.free_at += seconds + station.answer(name)
        done = max(each.free_at for each in stations)
        for number, each in enumerate(stations[1:]):
            began = perf_counter()
            file = finish(write_answers(each.library, each.workshop, folder / f"back {number}.workshop"))
            finish(bring_back(room.library, read_handed(file)))
            each.library.close()
            done += _CARRIED + perf_counter() - began
    room.end()
    return done


def by_phones(folder: Path, people: int, faster: float) -> float:
    room = Room(folder, people)
    took: list[float] = []
    with served(room.library, room.workshop, room.step) as server:
        begun = perf_counter()

        def answer(at: int, seconds: float) -> None:
            random = Random(at)
            sleep(random.uniform(*_FOUND) / faster)
            phone = Phone(server.url, f"127.0.30.{at + 1}")
            pages = len(SHEET) + 4
            wait = seconds * _ON_GLASS / pages / faster
            phone.choose(room.names[at])
            sleep(wait)
            phone.submit()
            sleep(wait)
            phone.submit(size="12")
            for codes in SHEET.values():
                sleep(wait)
                phone.submit(**{f"n{code}": str(codes.count(code)) for code in sorted(set(codes))})
            while 'action="go"' in phone.page:
                sleep(wait)
                phone.submit()
            took.append((perf_counter() - begun) * faster)

        threads = [threading.Thread(target=answer, args=each) for each in enumerate(seconds_of(people))]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
    if len(took) != people:
        raise SystemExit(f"{people - len(took)} phones did not come to the end")
    room.end()
    return max(took)


def main() -> None:
    """Print one line for each way."""
    people, faster = int((sys.argv[1:2] or ["24"])[0]), float((sys.argv[2:3] or ["10"])[0])
    app = QApplication([])
    theme.apply(app, "light")
    before = timing().before["tally"]
    print(
        f"{people} people, from the first name to the last who is done; {before:g} minutes to talk come first in each"
    )
    for count in (1, 2, 3):
        with TemporaryDirectory() as folder:
            print(f"{count} station(s): {through_stations(Path(folder), people, count) / 60:5.1f} minutes", flush=True)
    with TemporaryDirectory() as folder:
        print(f"phones, {faster:g} times faster: at most {by_phones(Path(folder), people, faster) / 60:.1f} minutes")


if __name__ == "__main__":
    main()
