"""The workshop that is rehearsed, step by step."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from random import Random
from time import monotonic
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QLineEdit, QTableWidget

from facilitator.errors import FacilitatorError
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.registry import exercise
from facilitator.exercises.steps import exercise_steps, offered
from facilitator.i18n import tr, tr_later
from facilitator.rehearsal.people import people as invented_people
from facilitator.reports.compose import Handouts
from facilitator.storage.library import Library, open_library
from facilitator.workshop.agenda import get_step, said_title, steps_of
from facilitator.workshop.pin import check_pin
from facilitator.workshop.roster import Person, people_of, update_person
from facilitator.workshop.standings import Standing, State
from facilitator.workshop.station import change_station
from facilitator.workshop.tables import Participant
from facilitator.workshop.workshops import list_workshops
from ui.app import Program
from ui.console.window import ConsoleWindow
from ui.exercises.contract import Mismatch
from ui.exercises.hooks import ExerciseUi
from ui.exercises.registry import exercise_ui
from ui.library.window import LibraryWindow
from ui.open_library import OpenLibrary
from ui.post.letters_dialog import LettersDialog
from ui.projector.window import ProjectorWindow
from ui.rehearse.tools import (
    Camera,
    alike,
    bring_to_front,
    expect,
    is_shown,
    open_dialog,
    press,
    settle,
    until,
    visible_windows,
    wait,
)
from ui.simulated_user import SimulatedUser
from ui.station.window import StationWindow

W = TypeVar("W")
LAPTOP = (1280, 720)
BEAMER = (1920, 1080)
PIN = "2468"
TITLE = tr_later("Learning across borders")
_CONTROL = Qt.KeyboardModifier.ControlModifier
_BOTH = _CONTROL | Qt.KeyboardModifier.ShiftModifier
_FOR_THE_ROOM = {"b": ("b", _CONTROL), "c": ("c", _BOTH), "f": ("f", _BOTH), "t": ("l", _BOTH), "v": ("v", _BOTH)}
"""What is pressed for the room wherever the keyboard is, by the letter that does for it outside of lists."""
_MOST_SECONDS = 120.0
"""To wait for what is worked on in a thread."""
_NEVER_IDLE = 24 * 3600.0
AGENDA = "half_day"
"""What is played unless an agenda is chosen; all other exercises come after it then."""


class Rehearsal:
    """One dry run. Steps print a line each; a failed one says what was found and the run goes on."""

    def __init__(self, folder: Path, path: Path, people: int, agenda: str = "") -> None:
        self._folder = folder
        self._agenda = agenda or AGENDA
        self._plays_all = not agenda
        self._path = path
        self._cast: list[Person] = invented_people(people)
        self._camera = Camera(folder / "pictures")
        self._program = Program(path)
        self._lines = 0
        self._failed = 0
        self._opening: object = None
        """The page with which the room begins a step."""

    def run(self) -> int:
        """Play every step."""
        self._play(tr("the library opens empty"), self._open_library)
        self._play(tr("a new workshop by its form"), self._new_workshop)
        self._play(tr("the roster typed"), self._type_roster)
        self._play(tr("the projector opens"), self._open_projector)
        self._play(tr("the station opens with a new PIN"), self._open_station)
        if self._plays_all:
            self._play(tr("the other exercises are added"), self._add_the_others)
        for step_id, title in self._exercises():
            self._play(tr("{exercise}: started", exercise=title), partial(self._start, step_id))
            kind = get_step(self._library, step_id).exercise
            is_answered = self._screens(step_id).has(ExerciseUi.station_flow)
            if is_answered:
                self._answered(step_id, title)
            if (self._people or not is_answered) and exercise(kind).has(Exercise.simulate_room):
                self._play(tr("{exercise}: finished together", exercise=title), partial(self._finish, step_id))
            self._play(tr("{exercise}: every view", exercise=title), partial(self._show_every_view, step_id))
        self._play(tr("the facilitator leaves the station by PIN"), self._leave_station)
        self._play(tr("closed and opened again"), self._restart)
        self._play(tr("the PDFs are exported"), self._export)
        self._play(tr("the pages to hang up are made"), self._hang_up)
        self._play(tr("the letters that are due are drafted"), self._draft_letters)
        self._play(tr("back in the library"), self._back)
        self._program.close()
        print(tr("{pictures} pictures in {folder}", pictures=self._camera.taken, folder=self._folder), flush=True)
        return 1 if self._failed else 0

    def _answered(self, step_id: int, title: str) -> None:
        """Play an exercise that people answer at the station."""
        self._play(tr("{exercise}: everybody answers", exercise=title), partial(self._everybody_answers, step_id))
        if self._people and self._screens(step_id).has(ExerciseUi.rehearse_results):
            self._play(tr("{exercise}: what is done with the results", exercise=title), partial(self._decide, step_id))
        self._play(tr("{exercise}: results, views, blank, freeze", exercise=title), self._show_the_room)
        self._play(
            tr("{exercise}: answers cleared and brought back", exercise=title),
            partial(self._clear_and_undo, step_id),
        )

    def _play(self, title: str, step: Callable[[], None]) -> None:
        self._lines += 1
        began = monotonic()
        try:
            step()
        except (Mismatch, LookupError, FacilitatorError) as error:
            self._failed += 1
            print(f"{self._lines:2d}  " + tr("FAILED") + f"  {title}: {error}", flush=True)
        else:
            print(f"{self._lines:2d}  " + tr("ok") + f"  {title} ({monotonic() - began:.1f} s)", flush=True)

    # Before the first exercise

    def _open_library(self) -> None:
        self._program.open()
        until(lambda: self._program.opened is not None, tr("the library to open"))
        self._library_window.resize(*LAPTOP)
        self._camera.shoot(self._library_window, "library", "empty")
        expect([], list_workshops(self._library), tr("workshops in a new library"))

    def _new_workshop(self) -> None:
        press(self._library_window, "n", _CONTROL)
        form = open_dialog()
        title = form.findChild(QLineEdit, "workshop-title")
        if title is None:
            raise LookupError("workshop-title")
        title.selectAll()
        SimulatedUser(form).type(tr(TITLE))
        agenda = form.findChild(QComboBox, "workshop-agenda")
        if agenda is None:
            raise LookupError("workshop-agenda")
        agenda.setCurrentIndex(next(row for row in range(agenda.count()) if agenda.itemData(row).key == self._agenda))
        self._camera.shoot(form, "library", "new")
        SimulatedUser(form).type("\n")
        until(lambda: self._opened.console is not None, tr("the console to open"))
        self._console.resize(*LAPTOP)
        self._camera.shoot(self._console, "console", "new")
        (card,) = list_workshops(self._library)
        expect((tr(TITLE), date.today()), (card.title, card.held_on), tr("the card"))
        self._held_on = card.held_on

    def _type_roster(self) -> None:
        self._console.actions_by_name["people"].trigger()
        roster = open_dialog()
        self._camera.shoot(roster, "roster", "empty")
        user = SimulatedUser(roster)
        for person in self._cast:
            user.type(f"{person.name}\n")
        self._camera.shoot(roster, "roster", "typed")
        roster.close()
        expect([person.name for person in self._cast], [each.name for each in self._people], tr("names on the roster"))
        # The rest of what is known of them is not worth so many keys.
        for known, person in zip(self._people, self._cast, strict=True):
            update_person(self._library, known.id, person)

    def _add_the_others(self) -> None:
        """Put every exercise at the end of the agenda that is not on it."""
        there = {step.exercise for step in steps_of(self._library, self._workshop)}
        for known in offered(self._library):
            if known.kind in there:
                continue
            self._console.agenda.choose(steps_of(self._library, self._workshop)[-1].id)
            press(self._console, "n", _CONTROL)
            form = open_dialog()
            kind = form.findChild(QComboBox, "step-kind")
            if kind is None:
                raise LookupError("step-kind")
            kind.setCurrentIndex(next(row for row in range(kind.count()) if kind.itemData(row)[0] == known.kind))
            SimulatedUser(form).type("\n")
            expect(known.kind, steps_of(self._library, self._workshop)[-1].exercise, tr("the last exercise"))

    def _open_projector(self) -> None:
        press(self._console, "F5")
        until(lambda: self._opened.projector is not None, tr("the projector to open"))
        self._projector.showNormal()
        self._projector.resize(*BEAMER)
        self._camera.shoot(self._projector, "projector", "title")

    def _open_station(self) -> None:
        press(self._console, "t", _CONTROL)
        self._station.keeps_full_screen = False
        self._station.showNormal()
        self._station.resize(*LAPTOP)
        self._camera.shoot(self._station, "station", "choose-pin")
        self._at_station().type(f"{PIN}\n{PIN}\n")
        check_pin(self._library, PIN)
        # Simulated keys go to the fields themselves, where the station does not notice that somebody is there.
        change_station(self._library, idle_seconds=_NEVER_IDLE)
        self._camera.shoot(self._station, "station", "waiting")

    # One exercise

    def _start(self, step_id: int) -> None:
        for _ in range(100):
            current = self._console.current
            if current is not None and current.id == step_id:
                break
            press(self._console, "Right", _CONTROL)
        else:
            raise Mismatch(tr("the step is not reached by going on"))
        name, self._opening = self._name(step_id), self._projector.page
        self._camera.shoot(self._console, "console", f"{name}-nobody-yet")
        self._camera.shoot(self._projector, "projector", f"{name}-prompt")
        self._shoot_station(f"{name}-names")

    def _everybody_answers(self, step_id: int) -> None:
        name = self._name(step_id)
        chance = Random(11)  # noqa: S311  # invented answers, not secrets
        pictured: set[str] = set()
        for number, person in enumerate(self._people, start=1):
            # Somebody of their team may have answered for all of them.
            if self._standing(step_id, person).state is not State.DONE:
                self._answer(step_id, person, number, pictured, chance)
            expect(State.DONE, self._standing(step_id, person).state, tr("how far participant {n} is", n=number))
            if number == 1:
                until(lambda: self._projector.page is not self._opening, tr("the answers to come to the projector"))
                self._camera.shoot(self._projector, "projector", f"{name}-first")
            self._check_projector(step_id)
            if number == len(self._people) // 2:
                self._camera.shoot(self._projector, "projector", f"{name}-half-way")
                self._camera.shoot(self._console, "console", f"{name}-half-way")
        self._shoot_station(f"{name}-names-done")

    def _answer(self, step_id: int, person: Participant, number: int, pictured: set[str], chance: Random) -> None:
        """Let one person answer, and take a picture of each page that has none yet."""
        name, screens = self._name(step_id), self._screens(step_id)
        user = self._at_station()
        user.type(f"{person.name}\n")
        if number == 1:
            self._camera.shoot(self._station, "station", f"{name}-hello")
        user.type("\n")
        for page in screens.rehearse(user, self._library, step_id, person.id, chance):
            if page not in pictured:
                pictured.add(page)
                self._camera.shoot(self._station, "station", f"{name}-{page.replace(' ', '-')}")
        user.type(" ")
        # The pages of whoever is done go now: those of sixty people at once make every key slow.
        wait(0)

    def _decide(self, step_id: int) -> None:
        """What the facilitator does with everybody's answers on the results page, with pictures of the windows."""
        name = self._name(step_id)
        press(self._console, "2", _CONTROL)
        end = monotonic() + _MOST_SECONDS
        for picture in self._screens(step_id).rehearse_results(SimulatedUser(self._console), self._library, step_id):
            if picture:
                self._camera.shoot(open_dialog(), "console", f"{name}-{picture.replace(' ', '-')}")
            elif monotonic() > end:
                raise Mismatch(tr("waited in vain for {what}", what=tr("the results")))
            else:
                wait(20)
        press(self._console, "1", _CONTROL)

    def _leave_the_prompt(self) -> None:
        prompt = self._projector.page
        self._press_for_the_room("v")
        if self._projector.page is prompt:
            raise Mismatch(tr("the projector does not leave the prompt"))

    def _show_the_room(self) -> None:
        if not self._people:
            self._leave_the_prompt()
        current = self._console.current
        name = self._name(current.id) if current is not None else ""
        self._camera.shoot(self._console, "console", f"{name}-people")
        press(self._console, "2", _CONTROL)
        self._camera.shoot(self._console, "console", f"{name}-results")
        press(self._console, "1", _CONTROL)
        # The clock on the projector would make every picture another one.
        self._press_for_the_room("t")
        try:
            self._blank_and_freeze(name)
        finally:
            self._press_for_the_room("t")

    def _blank_and_freeze(self, name: str) -> None:
        """What the room sees stays away while it is blank, and stays as it is while it is frozen."""
        shown = self._after_key("c", f"{name}-next-choice")
        for key, picture, same in (
            ("b", "blank", False),
            ("b", "shown-again", True),
            ("f", "frozen", True),
            ("b", "blank-while-frozen", False),
            ("b", "frozen-again", True),
        ):
            if alike(self._after_key(key, f"{name}-{picture}"), shown) is not same:
                raise Mismatch(tr("the projector is not as it should be: {picture}", picture=picture))
        if not alike(self._after_key("v", f"{name}-frozen-view"), shown):
            raise Mismatch(tr("a frozen projector changed"))
        if alike(self._after_key("f", f"{name}-live-again"), shown):
            raise Mismatch(tr("the projector is still frozen"))

    def _after_key(self, key: str, name: str) -> QImage:
        """What the room sees after a key on the console."""
        self._press_for_the_room(key)
        return self._camera.shoot(self._projector, "projector", name)

    def _press_for_the_room(self, key: str) -> None:
        """Press what the room's key is where a list has the keyboard, in which letters find."""
        press(self._console, *_FOR_THE_ROOM[key])

    def _clear_and_undo(self, step_id: int) -> None:
        if not self._people:
            return
        person = self._people[0]
        self._console.pane.people.choose(person.id)
        before = self._standing(step_id, person)
        self._console.actions_by_name["clear"].trigger()
        expect(State.TO_GO, self._standing(step_id, person).state, tr("a cleared participant"))
        press(self._console, "z", _CONTROL)
        expect(before, self._standing(step_id, person), tr("the same participant after undo"))
        self._console.actions_by_name["correct"].trigger()
        settle()
        dialog = open_dialog()
        self._camera.shoot(dialog, "console", f"{self._name(step_id)}-correct-answers")
        dialog.close()

    def _finish(self, step_id: int) -> None:
        """What the room does with everybody's answers."""
        together = exercise(get_step(self._library, step_id).exercise)
        together.simulate_room(self._library, step_id, Random(7))  # noqa: S311  # as above
        # Changes that follow each other closely are shown once.
        wait(300)
        name = self._name(step_id)
        press(self._console, "2", _CONTROL)
        self._camera.shoot(self._console, "console", f"{name}-finished")
        press(self._console, "1", _CONTROL)

    def _show_every_view(self, step_id: int) -> None:
        """One picture of each, also of those that nobody turned to, and of a room in which nobody has answered."""
        name = self._name(step_id)
        shown = self._console.findChild(QComboBox, "view")
        if shown is None:
            raise LookupError("view")
        # From what to do, which comes first: the views of the step being run come right after it.
        shown.activated.emit(0)
        views = self._screens(step_id).views_of(self._library, step_id)
        for number in range(1, len(views) + 1):
            self._after_key("v", f"{name}-finished-{number}")

    # After the last exercise

    def _leave_station(self) -> None:
        user = self._at_station()
        self._station.close()
        settle()
        self._camera.shoot(self._station, "station", "pin")
        user.type(f"{PIN}\n")
        until(lambda: self._opened.station is None, tr("the station to close"))

    def _restart(self) -> None:
        before = self._measures()
        self._program.close()
        settle()
        self._program = Program(self._path)
        self._program.use(open_library(self._path))
        self._program.open_workshop(self._workshop)
        self._console.resize(*LAPTOP)
        self._camera.shoot(self._console, "console", "opened-again")
        expect(before, self._measures(), tr("the measures after opening again"))

    def _export(self) -> None:
        press(self._console, "e", _CONTROL)
        form = open_dialog()
        folder = form.findChild(QLineEdit, "export-folder")
        if folder is None:
            raise LookupError("export-folder")
        folder.setText(str(self._folder / "pdf"))
        self._camera.shoot(form, "console", "export")
        SimulatedUser(form).click("yes")
        until(lambda: any(each.objectName() == "export-done" for each in visible_windows()), tr("the export to end"))
        done = next(each for each in visible_windows() if each.objectName() == "export-done")
        self._camera.shoot(done, "console", "exported")
        done.close()
        handouts = Handouts(self._library, self._workshop)
        something = sum(handouts.of(person) is not None for person in self._people)
        expect(1 + something, len(list((self._folder / "pdf").glob("*.pdf"))), tr("PDFs"))

    def _hang_up(self) -> None:
        folder = self._folder / "pages"
        # Something else may have been said before.
        there = [*visible_windows()]
        self._console.actions_by_name["posters"].trigger()

        def found() -> list[QDialog]:
            dialogs = (each for each in visible_windows() if isinstance(each, QDialog) and each not in there)
            return [each for each in dialogs if each.objectName() in ("posters", "message")]

        until(lambda: bool(found()), tr("the pages to be found"))
        (form,) = found()
        self._camera.shoot(form, "console", "pages-to-hang-up")
        table = form.findChild(QTableWidget, "posters-list")
        if table is None:
            # It says that there are none.
            form.close()
            return
        least = table.rowCount()
        self._write_into(form, "posters", folder, "posters-done", "pages-made")
        if len(list(folder.rglob("*.pdf"))) < least:
            raise Mismatch(tr("a page to hang up was not made"))

    def _draft_letters(self) -> None:
        folder = self._folder / "drafts"
        self._console.actions_by_name["letters"].trigger()
        letters = open_dialog("letters")
        if not isinstance(letters, LettersDialog):
            raise LookupError("letters")
        until(lambda: letters.is_read, tr("the letters to be read"))
        if letters.list.rowCount():
            letters.list.setCurrentCell(0, 0)
            until(lambda: bool(letters.preview.body.toPlainText()), tr("the words of a letter"))
        self._camera.shoot(letters, "console", "letters")
        due = len(letters.list.chosen)
        if due:
            SimulatedUser(letters).click("letters-drafts")
            self._write_into(open_dialog("drafts"), "drafts", folder, "drafts-done", "letters-drafted")
            expect(due, len(list(folder.glob("*.eml"))), tr("drafts of letters"))
            until(lambda: not letters.list.chosen, tr("none of them to be due twice"))
            self._camera.shoot(letters, "console", "letters-afterwards")
        letters.close()

    def _write_into(self, form: QDialog, field: str, folder: Path, done: str, picture: str) -> None:
        """Choose a folder in a form, take its button, and wait for the window that says it is done."""
        line = form.findChild(QLineEdit, f"{field}-folder")
        if line is None:
            raise LookupError(field)
        line.setText(str(folder))
        SimulatedUser(form).click("yes")
        until(lambda: is_shown(done), tr("the files to be written"))
        window = open_dialog(done)
        self._camera.shoot(window, "console", picture)
        window.close()

    def _back(self) -> None:
        self._program.close()
        self._program = Program(self._path)
        self._program.open()
        until(lambda: self._program.opened is not None, tr("the library to open"))
        self._library_window.resize(*LAPTOP)
        wait(400)
        self._camera.shoot(self._library_window, "library", "workshops")
        (card,) = list_workshops(self._library)
        expect((tr(TITLE), self._held_on, len(self._cast)), (card.title, card.held_on, card.people), tr("the card"))

    # What is there

    @property
    def _opened(self) -> OpenLibrary:
        return _open(self._program.opened, "library")

    @property
    def _library(self) -> Library:
        return self._opened.library

    @property
    def _library_window(self) -> LibraryWindow:
        return self._program.window

    @property
    def _console(self) -> ConsoleWindow:
        return _open(self._opened.console, "console")

    @property
    def _projector(self) -> ProjectorWindow:
        return _open(self._opened.projector, "projector")

    @property
    def _station(self) -> StationWindow:
        return _open(self._opened.station, "station")

    def _shoot_station(self, step: str) -> None:
        """The station as whoever stands before it sees it: behind another window it covers itself."""
        bring_to_front(self._station)
        self._camera.shoot(self._station, "station", step)

    def _at_station(self) -> SimulatedUser:
        bring_to_front(self._station)
        return SimulatedUser(self._station)

    @property
    def _workshop(self) -> int:
        (workshop,) = (card.id for card in list_workshops(self._library))
        return workshop

    def _exercises(self) -> Iterator[tuple[int, str]]:
        """Step and title of every exercise on the agenda."""
        for step, _ in exercise_steps(self._library, self._workshop):
            yield step.id, said_title(step)

    def _screens(self, step_id: int) -> ExerciseUi:
        """The windows' side of the step's exercise."""
        return exercise_ui(get_step(self._library, step_id).exercise)

    def _name(self, step_id: int) -> str:
        """The step's exercise, for the names of pictures."""
        return get_step(self._library, step_id).exercise.replace("_", "-")

    @property
    def _people(self) -> list[Participant]:
        return people_of(self._library, self._workshop)

    def _measures(self) -> list[object]:
        return [found.metrics(self._library, step.id) for step, found in exercise_steps(self._library, self._workshop)]

    def _standing(self, step_id: int, person: Participant) -> Standing:
        kind = get_step(self._library, step_id).exercise
        (found,) = exercise(kind).standings(self._library, step_id, person.id)
        return found

    def _check_projector(self, step_id: int) -> None:
        """Nobody from outside the room may be named on the projector."""
        table = exercise(get_step(self._library, step_id).exercise).export_table(self._library, step_id)
        named = {text for row in table.rows for text in row[1:2] if len(text) > 3} if table is not None else set()
        seen = {label.text() for label in self._projector.findChildren(QLabel) if label.isVisible()}
        if any(name in text for name in named for text in seen):
            raise Mismatch(tr("a contact is named on the projector"))


def _open(window: W | None, name: str) -> W:
    if window is None:
        raise LookupError(name)
    return window
