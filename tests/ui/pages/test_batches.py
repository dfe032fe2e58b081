"""What is new comes to the room together: nobody who has just got up from the station is known by what appears."""

from collections.abc import Callable
from random import Random

import pytest
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from facilitator.exercises.registry import exercise
from facilitator.exercises.steps import add_exercise, erase_participant
from facilitator.questionnaires.answer_rows import run
from facilitator.questionnaires.counted import FLOOR
from facilitator.questionnaires.reading import responses
from facilitator.questionnaires.setup import close
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Library
from facilitator.workshop.roster import Person, add_people
from facilitator.workshop.workshops import new_workshop
from ui.bridge import LibraryBridge
from ui.console.projector_panel import ProjectorPanel, view_offer
from ui.exercises.board_view import BoardView
from ui.exercises.contract import ProjectorView
from ui.exercises.registry import exercise_ui
from ui.pages.views import FigureView
from ui.projector.window import ProjectorWindow
from ui.stage import Stage

KINDS = [("canvas", "wall"), ("canvas", "grid"), ("composed", "one_word"), ("learning_mix", "mix")]


class Sitting:
    """A step of a kind, people who answer it one after the other, and what the room sees."""

    def __init__(self, qtbot: QtBot, library: Library, bridge: LibraryBridge, kind: str, view: str) -> None:
        self.qtbot, self.library, self.bridge, self.kind, self.key = qtbot, library, bridge, kind, view
        # Each in a team of their own: where teams answer, theirs is one person's answer.
        alone = [Person(f"Nn{number:02}", team=f"Team {number}") for number in range(14)]
        self.workshop = new_workshop(library, "Room").value
        self.ids = list(add_people(library, self.workshop, alone).value)
        options = {"begins_with": "check_in"} if kind == "composed" else {}
        self.step = add_exercise(library, self.workshop, kind, options=options).value
        self.came = 0
        known = [each.key for each in exercise_ui(kind).views_of(library, self.step)]
        self.key = next((each for each in known if each.endswith(self.key)), known[0])
        self.view = self.opened()

    def opened(self) -> ProjectorView:
        view = exercise_ui(self.kind).projector_view(self.key, self.bridge, self.step)
        self.qtbot.addWidget(view)
        view.resize(960, 540)
        view.show()
        return view

    def come(self, count: int) -> None:
        """So many people answer."""
        wanted = self.came + count
        while self.came < wanted:
            done = {person for each in responses(self.library, self.step) for person in each.members}
            free = next(person for person in self.ids if person not in done)
            exercise(self.kind).simulate(self.library, self.step, free, Random(free))
            self.came = sum(len(each.members) for each in responses(self.library, self.step))
        self.settle()

    def settle(self) -> None:
        self.qtbot.wait(200)

    def seen(self, view: ProjectorView | None = None) -> object:
        shown = view or self.view
        if isinstance(shown, BoardView):
            return shown.wall.board
        assert isinstance(shown, FigureView)
        return shown.texts, shown._figure and (shown._figure.sentence, shown._figure.chart)


@pytest.fixture
def sit(qtbot: QtBot, library: Library, bridge: LibraryBridge) -> Callable[[str, str], Sitting]:
    return lambda kind, view: Sitting(qtbot, library, bridge, kind, view)


@pytest.mark.parametrize(("kind", "view"), KINDS)
def test_the_room_sees_new_answers_together_and_never_one_by_one(
    sit: Callable[[str, str], Sitting], kind: str, view: str
) -> None:
    room = sit(kind, view)
    room.come(FLOOR)
    first, people_first = room.seen(), room.came
    assert room.view.rests_on() and room.view.waiting().people == 0
    while room.came < people_first + FLOOR - 1:
        room.come(1)
        new = room.came - people_first
        if new >= FLOOR:
            break
        assert room.seen() == first, "one person's answers are the difference of two pictures"
        assert room.view.waiting() == (new, FLOOR)
        # Neither another look nor another view, made anew, tells what waits.
        assert room.seen(room.opened()) == first
    if room.came < people_first + FLOOR:
        room.come(people_first + FLOOR - room.came)
    assert room.seen() != first and room.view.waiting().people == 0


def test_what_waits_is_shown_when_the_facilitator_asks_or_collecting_is_over(
    sit: Callable[[str, str], Sitting],
) -> None:
    room = sit("canvas", "wall")
    room.come(FLOOR)
    first = room.seen()
    room.come(1)
    assert room.seen() == first
    room.view.show_waiting()
    room.settle()
    second = room.seen()
    assert second != first and room.view.waiting().people == 0
    room.come(1)
    assert room.seen() == second and room.view.waiting().people > 0
    close(room.library, room.step)
    room.settle()
    assert room.seen() != second and room.view.waiting().people == 0


def test_words_that_are_taken_back_go_at_once_and_those_of_others_still_wait(
    sit: Callable[[str, str], Sitting],
) -> None:
    room = sit("composed", "one_word")
    room.come(FLOOR + 2)
    room.view.show_waiting()
    room.settle()
    words = _words(room)
    assert len(words) >= FLOOR
    _answer(room, "zqnew")
    assert _words(room) == words
    writers = [each for each in responses(room.library, room.step) if list(each.given.everywhere("one_word"))]
    gone, erased, *_ = writers
    with room.library.change("Reword") as change:
        run(change.session, "UPDATE answer SET word = 'zqother' WHERE response_id = ? AND word IS NOT NULL", gone.id)
        change.announce(Change(Topic.ANSWERS, room.workshop, room.step, gone.members[0]))
    room.settle()
    assert len(_words(room)) == len(words) - 1 and "zq" not in " ".join(_words(room))
    erase_participant(room.library, erased.members[0])
    room.settle()
    assert len(_words(room)) == len(words) - 2 and "zqnew" not in " ".join(_words(room))


def _answer(room: Sitting, word: str) -> None:
    """Somebody new answers with a word."""
    before = {each.id for each in responses(room.library, room.step)}
    # Marked before the room can read it: in one transaction with what they answered.
    with room.library.change("Answer") as change:
        done = {person for each in responses(room.library, room.step) for person in each.members}
        free = next(person for person in room.ids if person not in done)
        exercise(room.kind).simulate(room.library, room.step, free, Random(free))
        new = next(each for each in responses(room.library, room.step) if each.id not in before)
        run(change.session, "UPDATE answer SET word = ? WHERE response_id = ? AND word IS NOT NULL", word, new.id)
    room.settle()


def _words(room: Sitting) -> list[str]:
    assert isinstance(room.view, FigureView) and room.view._figure is not None
    return sorted(map(str, room.view._figure.words))


def test_the_console_says_who_waits_and_shows_it_by_a_click(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, sit: Callable[[str, str], Sitting]
) -> None:
    room = sit("canvas", "wall")
    stage = Stage()
    window = ProjectorWindow(library, bridge, stage, room.workshop)
    qtbot.addWidget(window)
    panel = ProjectorPanel(stage, *(QAction(name, window, checkable=True) for name in ("projector", "blank", "freeze")))
    qtbot.addWidget(panel)
    offer = view_offer(room.step, exercise_ui("canvas").views()[0])
    panel.set_offers([offer])
    panel.set_projector(True)
    panel.show_offer(offer)
    panel.show()
    window.show()
    room.come(FLOOR)
    assert not panel.waiting.show_now.isVisible()
    room.come(1)
    waits = room.view.waiting().people
    assert panel.waiting.show_now.isVisible()
    assert panel.waiting.words.text().startswith(f"{waits} ") and f"once it is {FLOOR}" in panel.waiting.words.text()
    before = room.seen()
    panel.waiting.show_now.click()
    room.settle()
    assert not panel.waiting.show_now.isVisible() and room.seen() != before
    # A view that keeps nothing back says nothing of it.
    room.come(1)
    assert panel.waiting.show_now.isVisible()
    stage.show(step_id=room.step, view="prompt", options={})
    assert not panel.waiting.show_now.isVisible()
