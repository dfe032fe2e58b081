"""Sixty phones that give twenty answers each, within ten seconds and as fast as they go, while the projector shows all.

The phones are a process of their own and speak through real sockets, each keeping its connection and asking as the
script of the pages does in browsers. Told are how long a phone waits for the page that says "saved", how long after the
commit the projector is painted, and how much processor time an answer takes here, windows included, and of the phones
themselves, which take theirs from the same machine: with the phones, and with a bare thread that writes the same
answers at the same pace. What follows the name: how many phones, answers and seconds.
"""

import os
import re
import subprocess
import sys
import threading
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import monotonic, perf_counter, process_time, sleep
from typing import NamedTuple
from urllib.parse import urlencode

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))

from phone import Phone, Served, serving
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from facilitator.questionnaires.answers import begin, put, send
from facilitator.questionnaires.model import Page, Questionnaire, Scale, Value
from facilitator.questionnaires.reading import Who, responses
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Library, open_library
from ui.bridge import LibraryBridge
from ui.exercises.registry import exercise_ui
from ui.garbage import garbage_collector
from ui.theme import theme


def asking(answers: int) -> Questionnaire:
    """So many scales, each on a page of its own."""
    keys = [f"q{number}" for number in range(answers)]
    scales = (Scale(key=key, text=f"How is {key}?", labels=tuple("ABCDE"), required=True) for key in keys)
    pages = tuple(Page(key=f"page_{key}", questions=(key,)) for key in keys)
    return Questionnaire(title="Many", questions=tuple(scales), pages=pages)


class Projector(QObject):
    """What the room sees, and how long after each commit it was painted."""

    def __init__(self, library: Library, kind: str, step: int) -> None:
        super().__init__()
        self.took: list[float] = []
        self._committed: list[float] = []
        self.bridge = LibraryBridge(library)
        library.changed.connect(self._note)
        screens = exercise_ui(kind)
        self.view = screens.projector_view(screens.views_of(library, step)[0].key, self.bridge, step)
        self.view.resize(1920, 1080)
        self.view.show()
        # What is not sent yet changes nothing that is seen: it is painted all the same.
        self.bridge.changed.connect(self._paint)
        for each in (self.view, *self.view.findChildren(QObject)):
            each.installEventFilter(self)
        QApplication.processEvents()
        self.took.clear()

    def _paint(self, _change: Change) -> None:
        self.view.update()

    def _note(self, change: Change) -> None:
        if change.topic is Topic.ANSWERS:
            self._committed.append(perf_counter())

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            waited, self._committed = self._committed, []
            self.took += [perf_counter() - each for each in waited]
        return False

    def close(self) -> None:
        self.bridge.changed.disconnect(self._paint)
        self.view.close()
        self.view.deleteLater()
        self.bridge.close()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def at(times: list[float], share: float) -> float:
    """In milliseconds."""
    return sorted(times)[min(int(len(times) * share), len(times) - 1)] * 1000 if times else float("nan")


SCRIPT = {"Content_Type": "application/x-www-form-urlencoded", "Prefer": "return=representation"}
"""What the script of the pages tells: the page that follows comes as the answer."""


class Told(NamedTuple):
    """Of one run, in seconds: from the first answer to the last, each wait for a page, the phones' processor time."""

    whole: float
    waits: list[float]
    processor: float


def main() -> None:
    phones, answers = (int(each) for each in sys.argv[1:3]) if len(sys.argv) > 2 else (60, 20)
    seconds = float(sys.argv[3]) if len(sys.argv) > 3 else 10.0
    app = QApplication([])
    theme.apply(app, "light")
    # As in the program: what stays is never searched for garbage, and all else in the windows' thread.
    garbage = garbage_collector()
    garbage.start()
    print(f"{phones} phones with {answers} answers each")
    bare = 0.0
    for name, run, within in (
        (f"a bare thread in {seconds:.0f} s", _bare, seconds),
        (f"the phones in {seconds:.0f} s", _phones, seconds),
        ("a bare thread as fast as it goes", _bare, 0.0),
        ("the phones as fast as they go", _phones, 0.0),
    ):
        garbage.rest()
        with TemporaryDirectory() as folder:
            library = open_library(Path(folder) / "library.sqlite")
            with serving(library, asks=asking(answers), count=phones) as room:
                projector = Projector(library, room.kind, room.step)
                garbage.go_on()
                begun = process_time()
                told = run(app, room, answers, within)
                processor = process_time() - begun
                count = phones * answers
                there = sum(sum(1 for _ in each.given) for each in responses(library, room.step) if each.sent)
                print(f"{name:34s} {there} of {count} answers there, in {told.whole:.1f} s")
                if told.waits:
                    print(f"{'':34s} saved page      {_spread(told.waits)}")
                beside = at(projector.took, 0.95) / bare if run is _phones and bare else 0.0
                bare = at(projector.took, 0.95) if run is _bare else bare
                more = f", {beside:.1f} × the bare thread's" if beside else ""
                print(f"{'':34s} commit to paint {_spread(projector.took)}{more}")
                theirs = f", and {told.processor / count * 1000:.2f} of the phones themselves" if told.waits else ""
                print(f"{'':34s} processor       {processor / count * 1000:.2f} ms an answer{theirs}")
                projector.close()
            library.close()


def _spread(times: list[float]) -> str:
    return f"p50 {at(times, 0.5):7.1f} ms   p95 {at(times, 0.95):7.1f} ms"


def _bare(app: QApplication, room: Served, answers: int, seconds: float) -> Told:
    begun = monotonic()

    def write() -> None:
        # At the moments at which the phones are pressed, which come together by chance.
        moments = [Random(number) for number in range(len(room.people))]
        pressed = sorted(
            (pressed_at(seconds, answer, answers, moments[number]), number, answer)
            for number in range(len(room.people))
            for answer in range(answers)
        )
        for moment, number, answer in pressed:
            sleep(max(0.0, begun + moment - monotonic()))
            who = Who(room.step, room.people[number])
            if answer == 0:
                begin(room.library, who)
            put(room.library, who, f"q{answer}", [Value(number=1 + answer % 5)])
            if answer == answers - 1:
                send(room.library, who)

    thread = threading.Thread(target=write)
    thread.start()
    while thread.is_alive():
        _go_on(app)
    whole = monotonic() - begun
    _settle(app)
    return Told(whole, [], 0.0)


def pressed_at(seconds: float, answer: int, answers: int, moments: Random) -> float:
    """When somebody presses for the answer of this number, in seconds after the beginning; each has own `moments`."""
    return seconds * (answer + moments.random()) / answers


def _go_on(app: QApplication) -> None:
    """As the loop of a program does, which wakes when there is something."""
    app.processEvents()
    sleep(0.002)


def _settle(app: QApplication) -> None:
    """The last answers are painted too."""
    until = monotonic() + 1.5
    while monotonic() < until:
        _go_on(app)


def _phones(app: QApplication, room: Served, answers: int, seconds: float) -> Told:
    about = map(str, (seconds, answers, *room.people))
    words = [sys.executable, __file__, "--phones", room.server.url, *about]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as clients:
        while clients.poll() is None:
            _go_on(app)
        _settle(app)
        assert clients.stdout is not None and not clients.returncode
        whole, processor, *waits = map(float, clients.stdout.read().split())
    return Told(whole, waits, processor)


def be_phones(url: str, seconds: float, answers: int, people: list[str]) -> None:
    """Answer as all of them at once, and print how long all of it took, what it cost here, and how long each waited."""
    # Their processors are not this computer's: they get what it leaves.
    os.nice(19)
    waits: list[float] = []
    all_there = threading.Barrier(len(people) + 1)

    def answer(number: int) -> None:
        random, moments = Random(f"{number}"), Random(number)
        phone = Phone(url, f"127.0.20.{number + 1}", keeps_connection=True)
        sleep(2 * random.random())
        phone.get(f"hello?who={people[number]}").submit("open").submit()
        all_there.wait()
        begun, count = monotonic(), 0
        while "was-" in phone.page:
            # Read by a pattern: what a browser does with a page costs this computer nothing.
            hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', phone.page))
            key = next(name for name in hidden if name.startswith("was-")).removeprefix("was-")
            sleep(max(0.0, begun + pressed_at(seconds, count, answers, moments) - monotonic()))
            started = perf_counter()
            body = urlencode(hidden | {key: str(random.randint(1, 5)), "does": "next"}).encode()
            phone.raw("POST", "go", body, **SCRIPT)
            waits.append(perf_counter() - started)
            count += 1
        phone.submit()

    threads = [threading.Thread(target=answer, args=(number,)) for number in range(len(people))]
    for each in threads:
        each.start()
    all_there.wait()
    begun, before = monotonic(), process_time()
    for each in threads:
        each.join()
    print(monotonic() - begun, process_time() - before, *waits)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--phones"]:
        be_phones(sys.argv[2], float(sys.argv[3]), int(sys.argv[4]), sys.argv[5:])
    else:
        main()
