"""What the room looks at speaks the language of the workshop's papers, whatever the facilitator's windows speak."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from shutil import copy

import numpy as np
import pytest
from left_over import LeftOver, shown_texts
from numpy.typing import NDArray
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from facilitator.exercises.registry import exercise
from facilitator.exercises.steps import add_exercise, offered
from facilitator.exercises.templates import start_workshop
from facilitator.i18n import SOURCE, speaking, tr
from facilitator.rehearsal.people import people
from facilitator.storage.changes import Announcer
from facilitator.storage.library import Library, open_library
from facilitator.workshop.agenda import run_step, steps_of
from facilitator.workshop.papers import keep_paper_options, paper_options, spoken_in
from facilitator.workshop.pin import set_pin
from facilitator.workshop.roster import add_people, people_of
from facilitator.workshop.station import change_station
from facilitator.workshop.tables import AgendaStep
from facilitator.workshop.workshops import list_workshops
from ui.bridge import Rereading
from ui.exercises.contract import ProjectorView
from ui.exercises.hooks import ExerciseUi
from ui.exercises.registry import exercise_ui
from ui.open_library import OpenLibrary
from ui.projector.window import ProjectorWindow
from ui.simulated_user import SimulatedUser
from ui.speaker import Speaker
from ui.stage import ACTIONS, PROMPT, TIMER
from ui.station.window import StationWindow
from ui.theme import motion
from ui.window_language import speak_in_windows

TAKES_LONG = True
SIZE = (1280, 720)
PIN = "2468"
PEOPLE = 7
"""The floor, somebody who is pictured at the station, and somebody who answers while the room looks."""
VISIBLE = 40
"""So much, of 255, differs where a letter is another one, and not at its edges."""
NEVER = 24 * 3600.0


@pytest.fixture(autouse=True)
def still_and_english_again(qapp: QApplication) -> Iterator[None]:
    motion.choose(True)
    flashes = QApplication.cursorFlashTime()
    QApplication.setCursorFlashTime(0)
    yield
    QApplication.setCursorFlashTime(flashes)
    motion.choose(None)
    speak_in_windows(SOURCE)


@dataclass
class Seen:
    """What stood on one page of the station or the projector, without a picture where that is never twice the same."""

    texts: list[tuple[str, str]]
    left_over: list[str]
    picture: QImage | None = None


class Room:
    """A workshop that is run under windows of one language, and what was seen of it."""

    def __init__(self, qtbot: QtBot, path: Path, windows: str, left_over: LeftOver) -> None:
        speak_in_windows(windows)
        self.qtbot = qtbot
        self.left_over = left_over
        self.library = open_library(path)
        (card,) = list_workshops(self.library)
        self.workshop = card.id
        self.papers = spoken_in(self.library, card.id)
        self.opened = OpenLibrary(self.library)
        self.opened.open_workshop(self.workshop)
        self.opened.show_projector(True)
        self.opened.stage.dress(clock=False)
        self.opened.open_station()
        self.station.placement.close()
        for window in (self.station, self.projector):
            window.showNormal()
            window.resize(*SIZE)
        self.pages: dict[str, Seen] = {}

    @property
    def station(self) -> StationWindow:
        assert self.opened.station is not None
        return self.opened.station

    @property
    def projector(self) -> ProjectorWindow:
        assert self.opened.projector is not None
        return self.opened.projector

    def note(self, name: str, window: QWidget, *, moves: bool = False) -> None:
        QApplication.processEvents()
        shown = [] if moves else [text for text in shown_texts(window) if text[1]]
        image = None if moves else window.grab().toImage()
        self.pages[name] = Seen(shown, list(self.left_over.of(window)), image)

    def walk(self) -> None:
        """Go through every page of the station and every view of the projector, of every exercise."""
        self.note("projector: title", self.projector)
        self.note("station: nothing yet", self.station)
        for step in steps_of(self.library, self.workshop):
            if step.exercise:
                self._step(step)
        self.opened.stage.show(view=ACTIONS, options={})
        self.note("projector: actions", self.projector)
        self.station.close()
        self.note("pin", self.station)

    def _step(self, step: AgendaStep) -> None:
        assert step.id is not None
        kind, stage = step.exercise, self.opened.stage
        run_step(self.library, step.id)
        stage.show(step_id=step.id, view=PROMPT, options={})
        self.note(f"{kind}: prompt", self.projector)
        stage.show(view=TIMER)
        self.note(f"{kind}: time left", self.projector, moves=True)
        *those, last = [person.id for person in people_of(self.library, self.workshop) if person.id is not None]
        if exercise_ui(kind).has(ExerciseUi.station_flow):
            self._at_station(step.id, kind)
            # At once: each answer by itself is seen from who comes last.
            with self.library.change("All answer", logged=False):
                for person in those[1:]:
                    self._simulate(step.id, kind, person)
        with speaking(self.papers):
            exercise(kind).simulate_room(self.library, step.id, Random(7))
        for info in exercise_ui(kind).views_of(self.library, step.id):
            stage.show(view=info.key, options={})
            self._read()
            self.note(f"{kind}: {info.key}", self.projector)
        # Somebody answers while the room looks: nobody's hand is in one of its windows then.
        self._simulate(step.id, kind, last)
        self._read()
        self.note(f"{kind}: one more", self.projector)

    def _simulate(self, step_id: int, kind: str, person: int) -> None:
        """What is invented is of the papers' language, as what people say is of theirs."""
        with speaking(self.papers):
            exercise(kind).simulate(self.library, step_id, person, Random(person))

    def _at_station(self, step_id: int, kind: str) -> None:
        user, person = SimulatedUser(self.station), people_of(self.library, self.workshop)[0]
        assert person.id is not None
        self.note(f"{kind}: names", self.station)
        user.type(f"{person.name}\n")
        self.note(f"{kind}: hello", self.station)
        user.type("\n")
        for page in exercise_ui(kind).rehearse(user, self.library, step_id, person.id, Random(3)):
            self.note(f"{kind}: {page}", self.station)
        self.note(f"{kind}: thanks", self.station)
        user.type(" ")

    def _read(self) -> None:
        """Wait until what the room sees has read what it shows."""
        view = self.projector.page
        self.qtbot.waitUntil(lambda: not any(each.isActive() for each in view.findChildren(Rereading)))
        if isinstance(view, ProjectorView):
            self.qtbot.waitUntil(view.is_read)

    def close(self) -> None:
        self.opened.close_windows()
        self.opened.bridge.close()
        self.library.close()


def left_in(pages: dict[str, Seen]) -> list[tuple[str, list[str]]]:
    """The pages with words of another language, and these."""
    return [(name, each.left_over) for name, each in pages.items() if each.left_over]


class Saying(Speaker, QWidget):
    """Says one word, in every way that there is."""

    def __init__(self) -> None:
        super().__init__()
        self.button = QPushButton(self)
        self.said: list[tuple[str, object]] = []

    @property
    def word(self) -> str:
        return tr("Next")

    def press(self) -> None:
        self.said.append((tr("Next"), None))

    def press_and_see(self, checked: bool = False) -> None:
        self.said.append((tr("Next"), checked))

    def hear(self, number: int) -> None:
        self.said.append((tr("Next"), number))


def seen(qtbot: QtBot, path: Path, windows: str, left_over: LeftOver) -> dict[str, Seen]:
    room = Room(qtbot, path, windows, left_over)
    try:
        room.walk()
    finally:
        room.close()
    return room.pages


def differ(one: QImage | None, other: QImage | None) -> bool:
    """Whether two pictures have other letters or lines; edges of letters are never quite the same twice."""
    if one is None or other is None:
        return one is not other
    first, second = (_coarse(each) for each in (one, other))
    return bool((np.abs(first - second) > VISIBLE).any())


def _coarse(image: QImage) -> NDArray[np.int16]:
    smaller = image.scaled(image.size() / 4, mode=Qt.TransformationMode.SmoothTransformation)
    grey = smaller.convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(grey.constBits(), np.uint8).reshape(grey.height(), grey.bytesPerLine())
    return rows[:, : grey.width()].astype(np.int16)


def of_everything(path: Path, language: str, kinds: Collection[str] = ()) -> None:
    """A workshop with a step of every exercise, or of these kinds, in a language."""
    library = open_library(path)
    with speaking(language):
        workshop = start_workshop(library, "Hafen").value
        add_people(library, workshop, people(PEOPLE))
        there = {step.exercise for step in steps_of(library, workshop)}
        for known in offered(library):
            if known.kind not in there and (not kinds or known.kind in kinds):
                add_exercise(library, workshop, known.kind)
    change_station(library, late_arrivals=True, idle_seconds=NEVER)
    set_pin(library, PIN)
    library.close()


def test_the_room_sees_the_same_whatever_the_windows_speak(qtbot: QtBot, tmp_path: Path, empty_library: Path) -> None:
    """A German workshop under windows of either language: texts, and what is painted without being one."""
    first = Path(copy(empty_library, tmp_path / "first.sqlite"))
    of_everything(first, "de")
    second = Path(copy(first, tmp_path / "second.sqlite"))
    left_over = LeftOver("de")
    alike, other = seen(qtbot, first, "de", left_over), seen(qtbot, second, "en", left_over)
    # What takes the PIN is for the facilitator.
    assert left_in({"pin": alike.pop("pin")}) == []
    assert left_in({"pin": other.pop("pin")}) != []
    assert left_in(alike) == []
    assert {name: each.texts for name, each in other.items()} == {name: each.texts for name, each in alike.items()}
    assert [name for name, each in alike.items() if differ(each.picture, other[name].picture)] == []


def test_an_english_room_reads_no_german_of_the_windows(qtbot: QtBot, tmp_path: Path, empty_library: Path) -> None:
    path = Path(copy(empty_library, tmp_path / "library.sqlite"))
    of_everything(path, "en", kinds=("network", "three_questions", "learning_mix"))
    pages = seen(qtbot, path, "de", LeftOver("de", finds="de"))
    assert left_in({"pin": pages.pop("pin")}) != []
    assert left_in(pages) == []


def test_who_is_called_says_it_in_the_language_it_was_made_in(qtbot: QtBot) -> None:
    """By whatever way: a click, a timer, what is announced, a property, or somebody who speaks another one."""
    with speaking("de"):
        german = Saying()
    english = Saying()
    qtbot.addWidget(german)
    qtbot.addWidget(english)
    told: Announcer[int] = Announcer(int)
    for each in (german, english):
        told.connect(each.hear)
        each.button.clicked.connect(each.press)
        each.button.clicked.connect(each.press_and_see)
        QTimer.singleShot(0, each, each.press)
        with speaking("de"):
            each.button.click()
            each.press_and_see(checked=True)
            assert each.word == {german: "Weiter", english: "Next"}[each]
        each.button.click()
    with speaking("de"):
        told.emit(7)
    qtbot.waitUntil(lambda: len(english.said) == len(german.said) == 7)
    assert {word for word, _ in german.said} == {"Weiter"}
    assert {word for word, _ in english.said} == {"Next"}
    assert [given for _, given in english.said] == [None, False, True, None, False, 7, None]


def test_station_and_projector_follow_another_language_of_the_papers(
    opened: OpenLibrary, library: Library, workshop: int
) -> None:
    set_pin(library, PIN)
    opened.open_workshop(workshop)
    opened.show_projector(True)
    opened.open_station()
    projector, station = opened.projector, opened.station
    assert projector is not None
    assert station is not None
    assert (projector.speaks, station.speaks) == ("en", "en")
    opened.stage.show(frozen=True)
    keep_paper_options(library, workshop, replace(paper_options(library, workshop), language="de"))
    # A frozen picture stays.
    assert opened.projector is projector
    assert opened.station is not None
    assert opened.station.speaks == "de"
    opened.stage.show(frozen=False)
    assert opened.projector is not None
    assert opened.projector.speaks == "de"
    assert opened.projector.isVisible()
    assert not projector.isVisible()
