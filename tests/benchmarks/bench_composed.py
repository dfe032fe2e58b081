"""From one more answer to own questions, committed, to the painted figure at 1920×1080, beside the network's overlay.

60 people have answered a questionnaire that was composed: three scales, a choice, several choices and a ranking. Before
each measurement somebody answers anew. Ours begins where the overlay's does, with what that person answered at hand:
the room's answers are put together with it at once (in a workshop those of several people are, which is less), the
figure is made anew, and it ends when chart and title are painted. That it is read from the disk is printed apart. The
peers are the overlay of a room of 60 people that takes up one person's new shape, and the copying of one ready picture
of that size; they take turns in one run. Within the overlay's bounds is what takes no longer than the overlay does.
Times are the processor's, of all threads.

Run with `python3 packaging/bootstrap.py bench`.
"""

import os
import random
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parent))

from bench_overlay import SIZE, blitting, overlay, p50, p95, report, shown
from PySide6.QtWidgets import QApplication, QWidget

from facilitator.described.editing import ask
from facilitator.exercises.registry import exercise
from facilitator.exercises.steps import add_exercise
from facilitator.questionnaires.answers import put, send
from facilitator.questionnaires.live import LiveAnswers
from facilitator.questionnaires.model import Questionnaire, Value
from facilitator.questionnaires.reading import Who
from facilitator.questionnaires.setup import get_setup
from facilitator.rehearsal.people import people
from facilitator.storage.library import Library, open_library
from facilitator.workshop.roster import add_people
from facilitator.workshop.workshops import new_workshop
from ui.bridge import LibraryBridge
from ui.exercises.registry import exercise_ui
from ui.pages.views import FigureView
from ui.theme import theme

PEOPLE = 60
ROUNDS, BLOCKS = 60, 6
KIND = "composed"
SCALES = ("trust", "time", "help")
OPTIONS = ("plan", "shift", "tools", "people", "place")
_chance = random.Random(11)


def questions() -> Questionnaire:
    options = [{"key": key, "label": key.capitalize()} for key in OPTIONS]
    asked: list[dict[str, object]] = [
        {"kind": "scale", "key": key, "text": f"How much {key}?", "labels": ["none", "little", "some", "much", "all"]}
        for key in SCALES
    ]
    asked.append({"kind": "one_of", "key": "first", "text": "What first?", "options": options})
    asked.append({"kind": "several_of", "key": "also", "text": "What also?", "options": options})
    asked.append({"kind": "rank", "key": "order", "text": "In which order?", "options": options})
    return Questionnaire.model_validate({"title": "How we work", "questions": asked})


def answer(library: Library, who: Who) -> None:
    """Answer everything, or answer it anew, and send."""
    for key in SCALES:
        put(library, who, key, [Value(number=float(_chance.randint(1, 5)))])
    put(library, who, "first", [Value(_chance.choice(OPTIONS))])
    put(library, who, "also", [Value(each) for each in _chance.sample(OPTIONS, 2)])
    put(library, who, "order", [Value(each) for each in _chance.sample(OPTIONS, len(OPTIONS))])
    send(library, who, lambda given: ())


Measured = tuple[QWidget, Callable[[int], object], Callable[[int], None]]
"""A widget, what goes before each turn, and the step whose time is taken."""


def composed(library: Library, app: QApplication, key: str, ids: list[int], step: int) -> Measured:
    """The view of one figure, and taking up that somebody has answered anew."""
    view = exercise_ui(KIND).projector_view(key, LibraryBridge(library), step)
    assert isinstance(view, FigureView)
    shown(app, view)
    view.hide()
    live = view._live

    def answer_anew(turn: int) -> None:
        answer(library, Who(step, ids[turn % len(ids)]))
        live._live._refresh()

    def take_up(_turn: int) -> None:
        live.show_all()
        view._soon.stop()
        view._show()
        view.chart.viewport().repaint()

    return view, answer_anew, take_up


def read(library: Library, ids: list[int], step: int) -> Measured:
    """Reading what one person has answered, without any painting."""
    live = LiveAnswers(library, step)
    return QWidget(), lambda _: None, lambda turn: live._read_person(ids[turn % len(ids)])


def peer(widget: QWidget, act: Callable[[int], None]) -> Measured:
    return widget, lambda _: None, act


def timed(app: QApplication, measured: Measured, rounds: int) -> list[float]:
    """Milliseconds of the processor, after a few turns to warm up; what is left for idle time is not counted."""
    _, prepare, act = measured
    times = []
    for turn in range(rounds + 3):
        prepare(turn)
        app.processEvents()
        start = process_time()
        act(turn)
        times.append((process_time() - start) * 1000)
    return times[3:]


def main() -> int:
    """Print the table of times and ratios."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply(app, "light")
    with TemporaryDirectory() as folder:
        library = open_library(Path(folder) / "library.sqlite")
        workshop = new_workshop(library, "Sixty").value
        ids = list(add_people(library, workshop, people(PEOPLE)).value)
        step = add_exercise(library, workshop, KIND).value
        ask(library, step, questions())
        for person in ids:
            answer(library, Who(step, person))
        keys = list(exercise(KIND).figures(library, step))
        assert get_setup(library, step).questionnaire.title == "How we work"
        steps = {"blit of one ready pixmap": peer(*blitting()), "overlay": peer(*overlay(app, PEOPLE))}
        steps |= {f"own questions, {key}": composed(library, app, key, ids, step) for key in keys}
        steps["reading one person's answers"] = read(library, ids, step)
        times: dict[str, list[float]] = {name: [] for name in steps}
        for _ in range(BLOCKS):
            for name, measured in steps.items():
                # Alone on the screen: another window's animation would be counted as this one's.
                shown(app, measured[0])
                times[name] += timed(app, measured, ROUNDS // BLOCKS)
                measured[0].hide()
        library.close()
    blit = times.pop("blit of one ready pixmap")
    print(f"{PEOPLE} people, {SIZE[0]}×{SIZE[1]}: blit p50 {p50(blit):.2f} ms   p95 {p95(blit):.2f} ms")
    overlays = times["overlay"]
    for name, spent in times.items():
        report(name, spent, blit)
        if spent is not overlays:
            ratio = p95(spent) / p95(overlays), p50(spent) / p50(overlays)
            print(f"{'':44s} {ratio[0]:6.2f} × overlay (p95), {ratio[1]:6.2f} × (p50)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
