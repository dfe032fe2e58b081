"""The editorial board by keys and by drag, its readers, and what the room sees of it."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid
from storytelling import House

from facilitator.exercises.stories.board import read_programme, tick
from facilitator.exercises.stories.readers import readers
from facilitator.exercises.stories.told import Said, State, read_story
from facilitator.questionnaires.model import Value
from facilitator.storage.library import Library
from facilitator.workshop.data_protection import note_reading
from ui.bridge import LibraryBridge
from ui.exercises.registry import exercise_ui
from ui.exercises.stories.board_window import BoardWindow, StoryList
from ui.exercises.stories.results_page import StoriesPage
from ui.exercises.stories.views import NEXT, STORY, StoryView
from ui.history import History
from ui.simulated_user import SimulatedUser

KIND = "stories"


class Board(SimulatedUser):
    """The page of the console with its window open."""

    def __init__(self, qtbot: QtBot, bridge: LibraryBridge, house: House) -> None:
        self.house, self.qtbot = house, qtbot
        self.history = History(bridge)
        page = exercise_ui(KIND).results_page(bridge, house.step, self.history)
        assert isinstance(page, StoriesPage)
        self.page = page
        qtbot.addWidget(page)
        page.resize(760, 520)
        page.show()
        self.board: BoardWindow = page.open_board()
        super().__init__(self.board)

    def state(self, story: int) -> State:
        return read_story(self.house.library, self.house.step, story).state

    def weeks(self) -> dict[int, int]:
        return {week: each.id for week, each in read_programme(self.house.library, self.house.step).by_week.items()}

    def shown(self) -> list[str]:
        return [self.board.weeks.item(row).text().split("\n")[1] for row in range(4)]

    def drop(self, story: int, target: StoryList, row: int | None) -> None:
        source = self.board.waiting
        item = next(source.item(at) for at in range(source.count()) if source.item(at).data(Qt.ItemDataRole.UserRole)
                    == story)  # fmt: skip
        place = QPointF(target.visualItemRect(target.item(row)).center()) if row is not None else QPointF(4, 4)
        data = source.mimeData([item])
        left = Qt.MouseButton.LeftButton
        target.dropEvent(QDropEvent(place, Qt.DropAction.MoveAction, data, left, Qt.KeyboardModifier.NoModifier))


@pytest.fixture
def house(library: Library) -> House:
    return House(library)


def asked(name: str) -> QWidget:
    return next(w for w in QApplication.topLevelWidgets() if w.objectName() == name and w.isVisible())


def test_enter_agrees_and_plans_and_arrows_move(qtbot: QtBot, house: House, bridge: LibraryBridge) -> None:
    one, two = house.tell(0, headline="One"), house.tell(1, headline="Two")
    board = Board(qtbot, bridge, house)
    board.board.choose(one)
    board.board.waiting.setFocus()
    for story in (one, two):
        board.board.choose(story)
        QTest.keyClick(board.board.waiting, Qt.Key.Key_Return)
        assert board.state(story) is State.AGREED
        qtbot.waitUntil(lambda: board.board.programme.waiting[0].is_told)
        QTest.keyClick(board.board.waiting, Qt.Key.Key_Return)
        assert board.state(story) is State.PLANNED
        qtbot.waitUntil(lambda story=story: story in {each.id for each in board.board.programme.by_week.values()})
    assert board.weeks() == {1: one, 2: two}
    assert board.board.says.text() == "Stories for 2 weeks left."
    board.board.choose(two)
    board.board.weeks.setFocus()
    QTest.keyClick(board.board.weeks, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert board.weeks() == {1: two, 2: one}
    board.history.stack.undo()
    assert board.weeks() == {1: one, 2: two}
    qtbot.waitUntil(lambda: board.shown()[0] == "One (Ada Moor)")
    board.board.choose(one)
    QTest.keyClick(board.board.weeks, Qt.Key.Key_Delete)
    assert board.weeks() == {2: two}
    qtbot.waitUntil(lambda: board.shown()[0].endswith("a gap"))
    assert board.board.gaps.text() == "Week 1 has no story. Nothing goes out before the first day is set."
    board.board.close_gaps.click()
    assert board.weeks() == {1: two}


def test_a_story_is_dropped_into_a_week(qtbot: QtBot, house: House, bridge: LibraryBridge) -> None:
    one = house.planned(0, headline="One")
    two = house.tell(1, headline="Two")
    board = Board(qtbot, bridge, house)
    board.drop(two, board.board.weeks, 0)
    panel = asked("message")
    assert board.weeks() == {1: one}, "it is not agreed"
    SimulatedUser(panel).click("ok")
    board.board.choose(two)
    board.click("stories-agree")
    qtbot.waitUntil(lambda: board.board.waiting.item(0).text().endswith("agreed"))
    board.drop(two, board.board.weeks, 0)
    assert board.weeks() == {1: two, 2: one}
    board.history.stack.undo()
    assert board.weeks() == {1: one}


def test_who_is_in_it_is_ticked_by_a_key_and_blocks_until_then(
    qtbot: QtBot, house: House, bridge: LibraryBridge
) -> None:
    told = house.tell(0, "Ben Ruiz and a certain Lind helped.", headline="Helped")
    board = Board(qtbot, bridge, house)
    pane = board.board.reading
    assert pane.named.rowCount() == 2 and not pane.agree.isEnabled()
    assert "Ben Ruiz is in it and has not read it" in pane.lacking.text()
    pane.named.setFocus()
    pane.named.setCurrentCell(0, 0)
    QTest.keyClick(pane.named, Qt.Key.Key_E)
    SimulatedUser(asked("message")).click("ok")
    QTest.keyClick(pane.named, Qt.Key.Key_A)
    assert "has read it and agrees" in pane.named.item(0, 2).text()
    pane.named.setCurrentCell(1, 0)
    QTest.keyClick(pane.named, Qt.Key.Key_E)
    assert pane.agree.isEnabled() and "can’t be called back" in pane.lacking.text()
    board.click("stories-agree")
    assert board.state(told) is State.AGREED
    pane.named.setCurrentCell(0, 0)
    QTest.keyClick(pane.named, Qt.Key.Key_Backspace)
    assert board.state(told) is State.DRAFT
    with qtbot.waitSignal(board.page.stage_wanted) as wanted:
        tick(house.library, house.step, told, house.people[1], Said.AGREES)
        pane.show_story(told)
        pane.stage.click()
    assert wanted.args == [STORY, {STORY: str(told)}]


def test_a_story_is_withdrawn_and_erased_after_a_question(qtbot: QtBot, house: House, bridge: LibraryBridge) -> None:
    told = house.planned(0)
    board = Board(qtbot, bridge, house)
    board.click("stories-withdraw")
    SimulatedUser(asked("confirm")).click("yes")
    assert board.state(told) is State.WITHDRAWN
    board.click("stories-erase")
    SimulatedUser(asked("confirm")).click("yes")
    qtbot.waitUntil(lambda: board.board.waiting.count() == 0)
    assert not board.history.stack.canUndo()


def test_readers_join_leave_and_are_told_what_comes(qtbot: QtBot, house: House, bridge: LibraryBridge) -> None:
    house.planned(0, headline="One")
    house.wants(1)
    board = Board(qtbot, bridge, house)
    board.board.begins.setFocus()
    board.board.begins.setDate(board.board.begins.date().addDays(7))
    board.type("\n")
    assert read_programme(house.library, house.step).begins == board.board.begins.date().toPython()
    board.board.tabs.setCurrentIndex(1)
    page = board.board.readers
    qtbot.waitUntil(lambda: page.take.text() == "Take 1 who asked")
    board.click("readers-take")
    form = SimulatedUser(page.ask_for_reader())
    form.type("Ona Far\tona@example.net\n")
    qtbot.waitUntil(lambda: page.table.rowCount() == 2)
    assert {page.table.item(row, 0).text() for row in range(2)} == {"Ben Ruiz", "Ona Far"}
    assert page.table.item(0, 5).text().startswith("Story 1: One")
    page.table.setCurrentCell(0, 0)
    board.click("readers-leave")
    qtbot.waitUntil(lambda: page.table.item(0, 5).text() == "has left")
    assert [each.left for each in readers(house.library, house.step)] == [True, False]
    board.history.stack.undo()
    assert [each.left for each in readers(house.library, house.step)] == [False, False]


def test_the_room_sees_one_story_and_only_while_it_may(qtbot: QtBot, house: House, bridge: LibraryBridge) -> None:
    house.tell(0, "Not agreed to.", agrees=False)
    view = exercise_ui(KIND).projector_view(STORY, bridge, house.step)
    assert isinstance(view, StoryView)
    qtbot.addWidget(view)
    view.resize(1280, 720)
    view.show()
    assert "Not agreed" not in view.accessibleName() and view.rests_on() == frozenset()
    one = house.planned(1, headline="Drawing", did="I drew it badly. " + "And so on. " * 40)
    qtbot.waitUntil(lambda: "I drew it badly." in view.accessibleName())
    assert "Drawing" in view.accessibleName() and view.wall.pages == 1
    smallest, title = view.wall.letters
    assert smallest >= 0.03 * 720 and title >= 0.05 * 720
    two = house.planned(2, headline="Asking")
    view.set_option(STORY, str(two))
    assert "Asking" in view.accessibleName() and "Drawing" not in view.accessibleName()
    with qtbot.waitSignal(view.rests_changed):
        house.answer(2, "agree", Value(missing="declined"))
    assert "Asking" not in view.accessibleName() and view.rests_on() == frozenset()
    view.set_option(STORY, NEXT)
    assert "Drawing" in view.accessibleName()
    (first, *_) = exercise_ui(KIND).views_of(house.library, house.step)
    assert [value for value, _ in first.choices[0].values] == [NEXT, str(one)]


def test_a_board_that_was_closed_opens_again(qtbot: QtBot, house: House, bridge: LibraryBridge) -> None:
    board = Board(qtbot, bridge, house)
    board.click("stories-board-close")
    qtbot.waitUntil(lambda: not isValid(board.board))
    assert board.page.open_board().isVisible()


def test_the_page_says_for_how_long_stories_can_go_out_and_keeps_them_for_a_year(
    qtbot: QtBot, house: House, bridge: LibraryBridge
) -> None:
    history = History(bridge)
    page = exercise_ui(KIND).results_page(bridge, house.step, history)
    assert isinstance(page, StoriesPage)
    qtbot.addWidget(page)
    page.resize(760, 520)
    page.show()
    assert "stories can go out for 13 weeks" in page.says.text() and page.keep.isVisible()
    qtbot.mouseClick(page.keep, Qt.MouseButton.LeftButton)
    assert "Stories can go out until everything is erased" in page.says.text() and not page.keep.isVisible()
    history.stack.undo()
    qtbot.waitUntil(page.keep.isVisible)
    note_reading(house.library, house.people[0], "1", "en")
    page.read()
    assert "People have read that day" in page.says.text() and not page.keep.isVisible()
