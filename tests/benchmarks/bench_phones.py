"""Sixty phones that give twenty answers each within ten seconds, while the projector shows the room.

The phones are a process of their own and speak through real sockets. Told are how long a phone waits for the page that
says "saved", and how long after the commit the projector is painted: with the phones, and with a bare thread that
writes the same answers at the same pace. What follows the name: how many phones, answers and seconds.
"""

import os
import subprocess
import sys
import threading
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import monotonic, perf_counter, sleep

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


def main() -> None:
    phones, answers = (int(each) for each in (*sys.argv[1:3], 60, 20)[:2]) if len(sys.argv) > 2 else (60, 20)
    seconds = float(sys.argv[3]) if len(sys.argv) > 3 else 10.0
    app = QApplication([])
    theme.apply(app, "light")
    for name, run in (("bare thread", _bare), ("phones", _phones)):
        with TemporaryDirectory() as folder:
            library = open_library(Path(folder) / "library.sqlite")
            with serving(library, asks=asking(answers), count=phones) as room:
                projector = Projector(library, room.kind, room.step)
                begun, told = perf_counter(), run(app, room, answers, seconds)
                whole = perf_counter() - begun
                given = sum(sum(1 for _ in each.given) for each in responses(library, room.step) if each.sent)
                print(f"{name:12s} {given} of {phones * answers} answers there, in {whole:.1f} s")
                if told:
                    print(f"{'':12s} saved page      p50 {at(told, 0.5):7.1f} ms   p95 {at(told, 0.95):7.1f} ms")
                took = projector.took
                print(f"{'':12s} commit to paint p50 {at(took, 0.5):7.1f} ms   p95 {at(took, 0.95):7.1f} ms")
                projector.close()
            library.close()


def _bare(app: QApplication, room: Served, answers: int, seconds: float) -> list[float]:
    def write() -> None:
        begun, total = monotonic(), len(room.people) * answers
        for number in range(total):
            sleep(max(0.0, begun + seconds * number / total - monotonic()))
            who = Who(room.step, room.people[number // answers])
            if number % answers == 0:
                begin(room.library, who)
            put(room.library, who, f"q{number % answers}", [Value(number=1 + number % 5)])
            if number % answers == answers - 1:
                send(room.library, who)

    thread = threading.Thread(target=write)
    thread.start()
    while thread.is_alive():
        app.processEvents()
        sleep(0.002)
    _settle(app)
    return []


def _settle(app: QApplication) -> None:
    """The last answers are painted too."""
    until = monotonic() + 1.5
    while monotonic() < until:
        app.processEvents()
        sleep(0.002)


def _phones(app: QApplication, room: Served, _answers: int, seconds: float) -> list[float]:
    words = [sys.executable, __file__, "--phones", room.server.url, str(seconds), *map(str, room.people)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as clients:
        while clients.poll() is None:
            app.processEvents()
            sleep(0.002)
        _settle(app)
        assert clients.stdout is not None and not clients.returncode
        return [float(each) for each in clients.stdout.read().split()]


def be_phones(url: str, seconds: float, people: list[str]) -> None:
    """Answer as all of them at once, and print how long each answer took."""
    took: list[float] = []

    def answer(number: int) -> None:
        random = Random(number)
        phone = Phone(url, f"127.0.20.{number + 1}")
        sleep(random.random())
        phone.get(f"hello?who={people[number]}").submit("open").submit()
        begun, count = monotonic(), 0
        while "was-" in phone.page:
            count += 1
            sleep(max(0.0, begun + seconds * count / 21 - monotonic()) * random.uniform(0.6, 1.0))
            key = phone.page.partition('name="was-')[2].partition('"')[0]
            started = perf_counter()
            phone.submit(**{key: str(random.randint(1, 5))})
            took.append(perf_counter() - started)
        phone.submit()

    threads = [threading.Thread(target=answer, args=(number,)) for number in range(len(people))]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    print(*took)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--phones"]:
        be_phones(sys.argv[2], float(sys.argv[3]), sys.argv[4:])
    else:
        main()
