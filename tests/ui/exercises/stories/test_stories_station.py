"""Told at the station: the words are counted, somebody else types, and who is in a story reads it first."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from storytelling import House

from facilitator.exercises.stories.told import Said, State, read_story
from facilitator.questionnaires.asking import Place
from facilitator.questionnaires.model import Value
from facilitator.questionnaires.reading import has_sent
from facilitator.storage.library import Library
from ui.bridge import LibraryBridge
from ui.exercises.contract import StationFlow
from ui.exercises.registry import exercise_ui
from ui.exercises.stories.station import StoriesFlow
from ui.pages.page import QuestionsPage
from ui.pages.station import PagesFlow
from ui.simulated_user import SimulatedUser


@pytest.fixture
def house(library: Library) -> House:
    return House(library)


def flow_of(qtbot: QtBot, bridge: LibraryBridge, house: House, person: int) -> StationFlow:
    flow = exercise_ui("stories").station_flow(bridge, house.step, house.people[person])
    qtbot.addWidget(flow)
    flow.resize(1280, 720)
    flow.show()
    flow.setFocus()
    return flow


def test_the_words_are_counted_as_they_are_typed_and_the_151st_is_refused(
    qtbot: QtBot, house: House, bridge: LibraryBridge
) -> None:
    flow = flow_of(qtbot, bridge, house, 0)
    assert isinstance(flow, PagesFlow)
    user = SimulatedUser(flow)
    user.type("\n1\n")
    page = flow.view.page
    assert isinstance(page, QuestionsPage) and page.count.text() == "0 of 150 words"
    user.type("w " * 100 + "\n")
    user.type("h " * 48)
    assert page.count.text() == "148 of 150 words"
    user.type("\none two three\n")
    assert page.count.text() == "151 of 150 words: take out 1 word, here or in another answer"
    assert page.count.property("role") == "error"
    assert flow.view.frame._saved.text() == "Not saved" and "take out 1 word" in flow.view.frame._status.text()
    assert flow.view.flow.given.of("did") == ()
    # What is typed stays, to be shortened.
    assert page.fields[Place("did")].texts() == ["one two three"]
    for _ in range(6):
        user.type("\b")
    assert page.count.text() == "150 of 150 words" and page.count.property("role") == "caption"
    user.type("\n")
    assert [value.word for value in flow.view.flow.given.values("did")] == ["one two"]
    assert flow.view.frame._saved.text() == "Saved ✓"


def test_somebody_else_types_and_the_teller_sends(qtbot: QtBot, house: House, bridge: LibraryBridge) -> None:
    flow = flow_of(qtbot, bridge, house, 0)
    assert isinstance(flow, PagesFlow)
    user = SimulatedUser(flow)
    user.type("\n2")
    assert "typist" in {place.question for place in flow.view.page.fields}  # type: ignore[union-attr]
    user.type("\n1\n")
    assert flow.view.frame._name.text() == "Ada Moor · Ben Ruiz types"
    for words in ("I plan.", "It looked right.", "I asked.", "Ask first.", "Planners", "Asking first"):
        user.type(f"{words}\n")
    user.type("5\n")
    user.type("1\n")
    user.type("1\n\n1\n")
    user.type("1\n")
    assert flow.view.flow.at == "_read_over"
    assert "Ben Ruiz reads it out to Ada Moor" in flow.view.page.view.text  # type: ignore[union-attr]
    with qtbot.waitSignal(flow.finished):
        user.type("\n")
    assert has_sent(house.library, house.who(0)) and not has_sent(house.library, house.who(1))
    told = read_story(house.library, house.step, house.id_of(0))
    assert (told.teller, told.headline, told.circle) == ("Ada Moor", "Asking first", "house")
    assert told.why_not == () and told.until is not None and told.until.year == date.today().year + 1


def test_who_is_in_a_story_reads_it_first_and_says_so_by_a_key(
    qtbot: QtBot, house: House, bridge: LibraryBridge
) -> None:
    told = house.tell(0, "I asked our planner.", headline="Asking", named=[1])
    assert isinstance(flow_of(qtbot, bridge, house, 1), PagesFlow), "a name without answers opens without digits"
    house.wants(1)
    flow = flow_of(qtbot, bridge, house, 1)
    assert isinstance(flow, StoriesFlow) and flow.page is not None
    assert "I asked our planner." in {each.text() for each in flow.page.findChildren(QLabel)}
    QTest.keyClick(flow.page, Qt.Key.Key_2)
    assert _said(house, told) is Said.DECLINES
    QTest.keyClick(flow.page, Qt.Key.Key_1)
    assert _said(house, told) is Said.AGREES and flow.frame._saved.text() == "Saved ✓"
    QTest.keyClick(flow.page, Qt.Key.Key_Backspace)
    assert _said(house, told) is None
    house.answer(0, "did", Value(word="I asked our planner twice."))
    QTest.keyClick(flow.page, Qt.Key.Key_1)
    assert _said(house, told) is None and "read it once more" in flow.frame._status.text()
    assert "I asked our planner twice." in {each.text() for each in flow.page.findChildren(QLabel)}
    QTest.keyClick(flow.page, Qt.Key.Key_1)
    assert _said(house, told) is Said.AGREES
    QTest.keyClick(flow.page, Qt.Key.Key_Backspace)
    assert _said(house, told) is None
    QTest.keyClick(flow.page, Qt.Key.Key_Return)
    assert flow.findChild(PagesFlow) is not None
    again = flow_of(qtbot, bridge, house, 1)
    assert isinstance(again, StoriesFlow) and again.page is not None
    QTest.keyClick(again.page, Qt.Key.Key_1)
    assert _said(house, told) is Said.AGREES
    assert read_story(house.library, house.step, told).state is State.DRAFT
    # Who is in none goes straight to the own story.
    house.wants(2)
    assert isinstance(flow_of(qtbot, bridge, house, 2), PagesFlow)


def test_what_was_said_is_still_marked_when_the_story_is_turned_back_to(
    qtbot: QtBot, house: House, bridge: LibraryBridge
) -> None:
    first = house.tell(0, "I asked our planner.", headline="Asking", named=[1])
    house.tell(2, "I asked at the gate.", headline="The gate", named=[1])
    house.wants(1)
    flow = flow_of(qtbot, bridge, house, 1)
    assert isinstance(flow, StoriesFlow) and flow.page is not None
    shown = flow._stories[0].id
    QTest.keyClick(flow.page, Qt.Key.Key_1)
    flow.frame.next_wanted.emit()
    flow.frame.back_wanted.emit()
    assert flow.page.buttons[Said.AGREES].text().endswith("✓")
    QTest.keyClick(flow.page, Qt.Key.Key_Backspace)
    assert _said(house, shown) is None and shown in (first, house.id_of(2))


def _said(house: House, story: int) -> Said | None:
    return read_story(house.library, house.step, story).named[0].said
