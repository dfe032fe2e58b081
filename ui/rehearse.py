"""A dry run: a whole workshop through the real windows, by simulated keys, with a picture of every step.

It is a smoke test (each step is checked against the library and the windows), the source of the README's pictures,
and what a facilitator runs before the day. Everything is made in one folder: the library, `pictures/` and `pdf/`.
"""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from random import Random
from time import monotonic
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QWidget

from facilitator.errors import FacilitatorError, Invalid
from facilitator.exercises.contract import Standing, State
from facilitator.exercises.registry import exercise
from facilitator.exercises.steps import exercise_steps
from facilitator.i18n import tr
from facilitator.rehearsal.people import people as invented_people
from facilitator.storage.library import Library, open_library
from facilitator.workshop.pin import check_pin
from facilitator.workshop.roster import Person, people_of
from facilitator.workshop.tables import Participant
from facilitator.workshop.workshops import list_workshops
from ui.app import Program
from ui.application import make_application
from ui.console.window import ConsoleWindow
from ui.exercises.contract import Mismatch
from ui.exercises.registry import exercise_ui
from ui.hands import Hands
from ui.projector.window import ProjectorWindow
from ui.station.window import StationWindow

W = TypeVar("W", bound=QWidget)
LAPTOP = (1280, 720)
BEAMER = (1920, 1080)
PIN = "2468"
TITLE = "Learning across borders"
_PATIENCE = 20.0
"""Seconds to wait for what a window does in a thread."""


def rehearse(folder: Path, people: int) -> int:
    """Play the workshop with `people` participants; 0 if all went as it should, 1 otherwise.

    Raises Invalid when the folder already holds a library.
    """
    path = folder / "library.sqlite"
    if path.exists():
        raise Invalid(tr("{folder} holds a rehearsal already. Choose another folder.", folder=folder))
    folder.mkdir(parents=True, exist_ok=True)
    make_application()
    return Rehearsal(folder, path, people).run()


class Rehearsal:
    """One dry run. Steps print a line each; a failed one says what was found and the run goes on."""

    def __init__(self, folder: Path, path: Path, people: int) -> None:
        self._folder = folder
        self._path = path
        self._cast: list[Person] = invented_people(people)
        self._pictures = 0
        self._failed = 0
        self._program = Program(path)

    def run(self) -> int:
        """Play every step."""
        steps: tuple[tuple[str, Callable[[], None]], ...] = (
            (tr("the library opens empty"), self._open_library),
            (tr("a new workshop by its form"), self._new_workshop),
            (tr("the roster typed"), self._type_roster),
            (tr("the projector opens"), self._open_projector),
            (tr("the exercise is started"), self._start_exercise),
            (tr("the station opens with a new PIN"), self._open_station),
            (tr("everybody answers at the station"), self._everybody_answers),
            (tr("the facilitator leaves the station by PIN"), self._leave_station),
            (tr("results, views, blank and freeze"), self._show_the_room),
            (tr("an answer cleared and brought back"), self._clear_and_undo),
            (tr("closed and opened again"), self._restart),
            (tr("the PDFs are exported"), self._export),
            (tr("back in the library"), self._back),
        )
        for number, (title, step) in enumerate(steps, start=1):
            began = monotonic()
            try:
                step()
            except (Mismatch, LookupError, FacilitatorError) as error:
                self._failed += 1
                print(f"{number:2d}  {tr('FAILED')}  {title}: {error}", flush=True)
            else:
                print(f"{number:2d}  {tr('ok')}  {title} ({monotonic() - began:.1f} s)", flush=True)
        self._program.close()
        print(tr("{pictures} pictures in {folder}", pictures=self._pictures, folder=self._folder), flush=True)
        return 1 if self._failed else 0

    # Steps

    def _open_library(self) -> None:
        self._program.open()
        self._until(lambda: self._program.library is not None, tr("the library to open"))
        assert self._program.window is not None  # noqa: S101  # opened two lines above
        self._program.window.resize(*LAPTOP)
        self._shoot(self._program.window, "library", "empty")
        self._expect([], list_workshops(self._library), tr("workshops in a new library"))

    def _new_workshop(self) -> None:
        assert self._program.window is not None  # noqa: S101  # the step before opened it
        self._press(self._program.window, "n", Qt.KeyboardModifier.ControlModifier)
        form = self._dialog(self._program.window)
        title = form.findChild(QLineEdit, "workshop-title")
        if title is None:
            raise LookupError("workshop-title")
        title.selectAll()
        Hands(form).type(TITLE)
        self._shoot(form, "library", "new")
        Hands(form).type("\n")
        self._until(lambda: self._program.console is not None, tr("the console to open"))
        self._console.resize(*LAPTOP)
        self._shoot(self._console, "console", "new")
        self._expect([TITLE], [card.title for card in list_workshops(self._library)], tr("workshops"))

    def _type_roster(self) -> None:
        self._console.actions_by_name["people"].trigger()
        roster = self._dialog(self._console)
        self._shoot(roster, "roster", "empty")
        hands = Hands(roster)
        for person in self._cast:
            hands.type(f"{person.name}\n")
        self._shoot(roster, "roster", "typed")
        roster.close()
        self._expect([person.name for person in self._cast], [p.name for p in self._people], tr("names on the roster"))

    def _open_projector(self) -> None:
        self._console.actions_by_name["projector"].trigger()
        self._until(lambda: self._program.projector is not None, tr("the projector to open"))
        self._projector.showNormal()
        self._projector.resize(*BEAMER)
        self._shoot(self._projector, "projector", "title")

    def _start_exercise(self) -> None:
        for _ in range(100):
            self._press(self._console, "Right", Qt.KeyboardModifier.ControlModifier)
            current = self._console.current
            if current is not None and current.exercise:
                break
        else:
            raise Mismatch(tr("no step of the agenda runs an exercise"))
        self._shoot(self._console, "console", "nobody-yet")
        self._shoot(self._projector, "projector", "prompt")

    def _open_station(self) -> None:
        self._press(self._console, "t", Qt.KeyboardModifier.ControlModifier)
        station = self._station
        station.keeps_full_screen = False
        station.showNormal()
        station.resize(*LAPTOP)
        self._shoot(station, "station", "choose-pin")
        Hands(station).type(f"{PIN}\n{PIN}\n")
        check_pin(self._library, PIN)
        self._shoot(station, "station", "names")

    def _everybody_answers(self) -> None:
        _, kind, step_id = self._exercise
        chance = Random(11)  # noqa: S311  # invented answers, not secrets
        pictured: set[str] = set()
        for number, person in enumerate(self._people, start=1):
            hands = Hands(self._station)
            hands.type(f"{person.name}\n")
            if number == 1:
                self._shoot(self._station, "station", "hello")
            hands.type("\n")
            for page in exercise_ui(kind).rehearse(hands, self._library, step_id, person.id, chance):
                if page not in pictured:
                    pictured.add(page)
                    self._shoot(self._station, "station", page.replace(" ", "-"))
                if number == 1 and page == "shape":
                    # From the prompt to the first view, as the facilitator would.
                    self._press(self._console, "v")
                    self._shoot(self._projector, "projector", "first-shape")
                    self._station.activateWindow()
            hands.type(" ")
            self._expect(State.DONE, self._standing(person).state, tr("how far participant {n} is", n=number))
            self._check_projector(kind, step_id)
            if number == len(self._people) // 2:
                self._shoot(self._projector, "projector", "half-way")
                self._shoot(self._console, "console", "half-way")
        self._shoot(self._projector, "projector", "everybody")
        self._shoot(self._station, "station", "names-done")

    def _leave_station(self) -> None:
        hands = Hands(self._station)
        self._station.close()
        self._settle()
        self._shoot(self._station, "station", "pin")
        hands.type(f"{PIN}\n")
        self._until(lambda: self._program.station is None, tr("the station to close"))

    def _show_the_room(self) -> None:
        self._shoot(self._console, "console", "people")
        self._press(self._console, "2", Qt.KeyboardModifier.ControlModifier)
        self._shoot(self._console, "console", "results")
        for key, name in (
            ("c", "next-choice"),
            ("b", "blank"),
            ("b", "shown-again"),
            ("f", "frozen"),
            ("f", "live-again"),
        ):
            self._press(self._console, key)
            self._shoot(self._projector, "projector", name)
        self._press(self._console, "1", Qt.KeyboardModifier.ControlModifier)

    def _clear_and_undo(self) -> None:
        if not self._people:
            return
        person = self._people[0]
        self._console.pane.people.choose(person.id)
        before = self._standing(person)
        self._console.actions_by_name["clear"].trigger()
        self._expect(State.TO_GO, self._standing(person).state, tr("a cleared participant"))
        self._press(self._console, "z", Qt.KeyboardModifier.ControlModifier)
        self._expect(before, self._standing(person), tr("the same participant after undo"))
        self._console.actions_by_name["correct"].trigger()
        self._settle()
        dialog = self._dialog(self._console)
        self._shoot(dialog, "console", "correct-answers")
        dialog.close()

    def _restart(self) -> None:
        workshop, kind, step_id = self._exercise
        before = exercise(kind).metrics(self._library, step_id)
        self._program.close()
        self._settle()
        self._program = Program(self._path)
        self._program.use(open_library(self._path))
        self._program.open_workshop(workshop)
        self._console.resize(*LAPTOP)
        self._shoot(self._console, "console", "opened-again")
        self._expect(before, exercise(kind).metrics(self._library, step_id), tr("the measures after opening again"))

    def _export(self) -> None:
        self._press(self._console, "e", Qt.KeyboardModifier.ControlModifier)
        form = self._dialog(self._console)
        folder = form.findChild(QLineEdit, "export-folder")
        if folder is None:
            raise LookupError("export-folder")
        folder.setText(str(self._folder / "pdf"))
        self._shoot(form, "console", "export")
        Hands(form).click("yes")
        expected = 1 + len(self._people)
        self._until(
            lambda: (
                len(list((self._folder / "pdf").glob("*.pdf"))) == expected
                and any(
                    isinstance(w, QDialog) and w.isVisible() and w.objectName() == "confirm" for w in self._windows()
                )
            ),
            tr("{count} PDFs", count=expected),
        )
        done = self._dialog(self._console)
        self._shoot(done, "console", "exported")
        done.close()

    def _back(self) -> None:
        self._program.close()
        self._program = Program(self._path)
        self._program.open()
        self._until(lambda: self._program.library is not None, tr("the library to open"))
        assert self._program.window is not None  # noqa: S101  # opened two lines above
        self._program.window.resize(*LAPTOP)
        QTest.qWait(400)
        self._shoot(self._program.window, "library", "workshops")
        (card,) = list_workshops(self._library)
        self._expect((TITLE, date.today(), len(self._cast)), (card.title, card.held_on, card.people), tr("the card"))

    # What is there

    @property
    def _library(self) -> Library:
        if self._program.library is None:
            raise LookupError("library")
        return self._program.library

    @property
    def _console(self) -> ConsoleWindow:
        return _open(self._program.console, "console")

    @property
    def _projector(self) -> ProjectorWindow:
        return _open(self._program.projector, "projector")

    @property
    def _station(self) -> StationWindow:
        return _open(self._program.station, "station")

    @property
    def _exercise(self) -> tuple[int, str, int]:
        """Workshop, kind and step of the first exercise on the agenda."""
        (workshop,) = (card.id for card in list_workshops(self._library))
        step, found = exercise_steps(self._library, workshop)[0]
        return workshop, found.kind, step.id

    @property
    def _people(self) -> list[Participant]:
        return people_of(self._library, self._exercise[0])

    def _standing(self, person: Participant) -> Standing:
        _, kind, step_id = self._exercise
        (found,) = exercise(kind).standings(self._library, step_id, person.id)
        return found

    def _check_projector(self, kind: str, step_id: int) -> None:
        """Nobody from outside the room may be named on the projector."""
        seen = {label.text() for label in self._projector.findChildren(QLabel) if label.isVisible()}
        table = exercise(kind).export_table(self._library, step_id)
        named = {text for row in table.rows for text in row[1:2] if len(text) > 3} if table is not None else set()
        if any(name in text for name in named for text in seen):
            raise Mismatch(tr("a contact is named on the projector"))

    # How it is done

    def _press(self, window: QWidget, key: str, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        window.activateWindow()
        self._settle()
        QTest.keyClick(window, getattr(Qt.Key, f"Key_{key.upper() if len(key) == 1 else key}"), modifier)
        self._settle()

    def _dialog(self, window: QWidget) -> QDialog:
        """The dialog that is open over a window."""
        self._until(lambda: any(isinstance(w, QDialog) for w in self._windows()), tr("a window over the other one"))
        return next(w for w in self._windows() if isinstance(w, QDialog))

    def _windows(self) -> Iterator[QWidget]:
        return (w for w in QApplication.topLevelWidgets() if w.isVisible())

    def _settle(self) -> None:
        for _ in range(3):
            QApplication.processEvents()

    def _until(self, done: Callable[[], bool], what: str) -> None:
        end = monotonic() + _PATIENCE
        while not done():
            if monotonic() > end:
                raise Mismatch(tr("waited in vain for {what}", what=what))
            QTest.qWait(20)

    def _expect(self, wanted: object, found: object, what: str) -> None:
        if wanted != found:
            raise Mismatch(tr("{what}: expected {wanted}, found {found}", what=what, wanted=wanted, found=found))

    def _shoot(self, window: QWidget, name: str, step: str) -> None:
        QTest.qWait(350 if name == "projector" else 60)
        self._pictures += 1
        folder = self._folder / "pictures"
        folder.mkdir(exist_ok=True)
        window.grab().save(str(folder / f"{self._pictures:02d}-{name}-{step}.png"))


def _open(window: W | None, name: str) -> W:
    if window is None:
        raise LookupError(name)
    return window
