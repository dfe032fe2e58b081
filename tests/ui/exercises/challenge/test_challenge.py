"""The challenge at the station, on the console and before the room."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import pytest
from challenged import KIND, SECRET, Room, challenged
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QTableWidget
from pytestqt.qtbot import QtBot
from seated import seated

from facilitator.exercises.challenge.deck import bundled, own_decks, write_deck
from facilitator.exercises.challenge.figures import THEMES_KEY
from facilitator.exercises.challenge.plans import Plans, begin_days, earlier_plans, make_plan
from facilitator.exercises.challenge.setup import change_settings, get_settings
from facilitator.exercises.steps import add_exercise
from facilitator.i18n import speaking
from facilitator.questionnaires.reading import Who, has_sent, read_given
from facilitator.storage.library import Library
from facilitator.workshop.papers import PaperOptions, keep_paper_options
from facilitator.workshop.roster import Person, add_people, people_of
from facilitator.workshop.workshops import new_workshop
from ui.bridge import LibraryBridge
from ui.exercises.beside_figures import FIGURES
from ui.exercises.board_view import BoardView
from ui.exercises.challenge.asked_pages import LogPage, PlanPage
from ui.exercises.challenge.deck_dialog import DecksDialog
from ui.exercises.challenge.plan_table import cut, fitting
from ui.exercises.challenge.results_page import ChallengePage
from ui.exercises.challenge.settings import SettingsDialog
from ui.exercises.challenge.views import CARD, LINES, CardView
from ui.exercises.contract import AskedPage, StationFlow
from ui.exercises.registry import exercise_ui
from ui.exercises.same_people_dialog import RecognitionDialog
from ui.history import History
from ui.pages.answers_dialog import AnswersDialog
from ui.pages.views import FigureView
from ui.simulated_user import SimulatedUser

UI = exercise_ui(KIND)


@pytest.fixture
def room(library: Library) -> Room:
    return challenged(library)


def at_the_station(qtbot: QtBot, bridge: LibraryBridge, room: Room, person: int) -> tuple[StationFlow, SimulatedUser]:
    flow = UI.station_flow(bridge, room.step, person)
    return flow, seated(qtbot, flow)


def page_of(flow: StationFlow) -> AskedPage:
    return [page for page in flow.findChildren(AskedPage) if page.isVisible()][-1]


def status(flow: StationFlow) -> str:
    label = flow.findChild(QLabel, "pages-status")
    return label.text() if label is not None else ""


def test_a_plan_is_swapped_by_keys_and_by_drag_replaced_and_sent_with_the_mails_that_are_wanted(
    qtbot: QtBot, bridge: LibraryBridge, room: Room
) -> None:
    person = room.people[1]
    flow, user = at_the_station(qtbot, bridge, room, person)
    user.type("\n")
    page = page_of(flow)
    assert isinstance(page, PlanPage)
    before = room.plan(person)
    assert before.is_made and page.table.rowCount() == 5 and page.table.columnCount() == 5
    table = page.table
    # Two days for oneself in different weeks.
    one, other = (
        day.place
        for week in before.weeks[:2]
        for day in week
        if not day.card.needs_somebody and not day.returns and day.place % 5 == 1
    )
    table.setFocus()
    table.go_to(one)
    user.type(" ")
    assert table.held == one and "Taken up" in status(flow)
    for _ in range(other - one):
        QTest.keyClick(table, Qt.Key.Key_Right)
    user.type(" ")
    now = room.plan(person).days
    assert (now[one].card, now[other].card) == (before.days[other].card, before.days[one].card)
    table.go_to(one)
    drag(table, one, other)
    assert room.plan(person).days == before.days
    # What returns keeps its place, by keys and by drag.
    table.go_to(4)
    user.type(" ")
    assert table.held is None and "keeps its place" in status(flow)
    drag(table, 4, 1)
    assert room.plan(person).days == before.days and "keeps its place" in status(flow)
    table.go_to(2)
    shown = set()
    for _ in range(3):
        user.type("r")
        shown.add(room.plan(person).days[2].card.key)
    assert len(shown) == 3 and before.days[2].card.key not in shown
    user.type("23")
    assert read_given(room.library, Who(room.step, person)).options("mails") == ("weekly", "end")
    assert page.mails[1].text().startswith("✓") and page.mails[0].text().startswith("1")
    user.type("2")
    user.type("\n")
    user.type("\n")
    assert has_sent(room.library, Who(room.step, person))
    assert read_given(room.library, Who(room.step, person)).options("mails") == ("end",)


def test_cards_are_read_in_the_language_of_the_papers_and_drawn_anew_at_a_second_press(
    qtbot: QtBot, bridge: LibraryBridge, room: Room
) -> None:
    keep_paper_options(room.library, room.workshop, PaperOptions(language="de"))
    person = room.people[1]
    flow, user = at_the_station(qtbot, bridge, room, person)
    user.type("\n")
    page = page_of(flow)
    assert isinstance(page, PlanPage)
    german = {card.key: card.text for card in bundled("de").cards}
    before = room.plan(person)
    assert [face.card for face in page.table.faces] == [german[day.card.key] for day in before.days]
    view = UI.projector_view(CARD, bridge, room.step)
    qtbot.addWidget(view)
    assert isinstance(view, CardView) and german[view.shown.card.key] in view.texts
    page.table.swap(0, 2)
    changed = room.plan(person)
    assert changed != before
    user.click("challenge-anew")
    assert room.plan(person) == changed and "once more" in status(flow)
    user.click("challenge-anew")
    assert room.plan(person) == before


def drag(table: QTableWidget, one: int, other: int) -> None:
    def middle(place: int) -> QPoint:
        item = table.item(*divmod(place, table.columnCount()))
        assert item is not None
        return table.visualItemRect(item).center()

    QTest.mousePress(table.viewport(), Qt.MouseButton.LeftButton, pos=middle(one))
    QTest.mouseMove(table.viewport(), middle(other))
    QTest.mouseRelease(table.viewport(), Qt.MouseButton.LeftButton, pos=middle(other))


def test_a_swap_that_a_week_does_not_hold_says_why_and_changes_nothing(
    qtbot: QtBot, bridge: LibraryBridge, room: Room
) -> None:
    person = room.people[1]
    flow, user = at_the_station(qtbot, bridge, room, person)
    user.type("\n")
    page = page_of(flow)
    assert isinstance(page, PlanPage)
    plan = room.plan(person)
    week = next(week for week in plan.weeks if sum(day.card.needs_somebody for day in week) == 2)
    other = next(day for day in plan.days if day.card.needs_somebody and day not in week)
    free = next(day for day in week if not (day.card.needs_somebody or day.returns))
    page.table.swap(other.place, free.place)
    assert "more than two cards" in status(flow) and room.plan(person) == plan


def test_the_log_takes_a_key_a_day_and_a_rehearsal_plays_both_ways(
    qtbot: QtBot, bridge: LibraryBridge, room: Room
) -> None:
    flow, user = at_the_station(qtbot, bridge, room, room.people[0])
    names = list(UI.rehearse(user, room.library, room.step, room.people[0], Random(1)))
    assert names == ["notice", "page plan", "read over"]
    begin_days(room.library, room.step)
    flow, user = at_the_station(qtbot, bridge, room, room.people[0])
    names = list(UI.rehearse(user, room.library, room.step, room.people[0], Random(2)))
    assert names == ["notice", "page log", "page learned", "read over"]
    flow, user = at_the_station(qtbot, bridge, room, room.people[1])
    user.type("\n")
    page = page_of(flow)
    assert isinstance(page, LogPage) and page.table.rowCount() == 22
    user.type("132")
    QTest.keyClick(page.table, Qt.Key.Key_Up)
    QTest.keyClick(page.table, Qt.Key.Key_Backspace)
    given = read_given(room.library, Who(room.step, room.people[1]))
    assert [given.options(f"day_0{number}") for number in (1, 2, 3)] == [("done",), ("left",), ()]
    # Read over, the days are counted rather than listed, and there is a way back to them.
    user.type("\n")
    flow.view.flow.go_to("_read_over")  # type: ignore[attr-defined]
    assert flow.view.flow.view().lines[0] == ("What became of it", "2 of 22 answered")  # type: ignore[attr-defined]
    user.click("pages-change-0")
    page = page_of(flow)
    assert isinstance(page, LogPage)
    card = page.table.item(0, 1)
    assert card is not None and card.text() == room.plan(room.people[1]).days[0].card.text


def test_the_room_sees_its_card_with_a_clock_and_nobodys_log(qtbot: QtBot, bridge: LibraryBridge, room: Room) -> None:
    views = {}
    for info in UI.views_of(room.library, room.step):
        view = UI.projector_view(info.key, bridge, room.step)
        qtbot.addWidget(view)
        view.resize(1280, 720)
        view.show()
        views[info.key] = view
    card, themes, lines = views[CARD], views["themes"], views[LINES]
    assert isinstance(card, CardView) and isinstance(themes, FigureView) and isinstance(lines, BoardView)
    assert card.shown == room.plan(None).days[0], "nothing is planned today, and this is the next day"
    assert card.shown.card.text in card.texts and f"{card.shown.card.minutes}:00" in card.texts
    card.set_option("day", "6")
    assert card.shown == room.plan(None).days[6] and "Day 7 of 22" in card.texts[1]
    whole = card.texts[-1]
    card.set_option("timer", "runs")
    qtbot.waitUntil(lambda: card.texts[-1] != whole)
    card.set_option("timer", "waits")
    assert card.texts[-1] == whole
    assert "still to come" in themes.chart.accessibleDescription() or "still to come" in " ".join(themes.texts)
    change_settings(room.library, room.step, replace(get_settings(room.library, room.step), days=5))
    begin_days(room.library, room.step)
    room.log(room.people[0], "left", SECRET)
    room.log(room.people[1], "done", "A question saves an hour", shares=True)
    qtbot.waitUntil(lambda: "2 people have sent" in " ".join(themes.texts))
    qtbot.waitUntil(lambda: "2 people have sent" in lines.wall.board.empty)
    assert "A question saves an hour" not in lines.accessibleName(), "of two it would be known whose line it is"
    for person in room.people[2:5]:
        room.log(person, "left", SECRET)
    qtbot.waitUntil(lambda: "A question saves an hour" in lines.accessibleName())
    for view in views.values():
        said = " ".join((view.accessibleName(), *getattr(view, "texts", ())))
        assert SECRET not in said and "Name" not in said
    assert lines.rests_on() and not card.rests_on()


def test_on_the_console_plans_are_closed_and_opened_again(qtbot: QtBot, bridge: LibraryBridge, room: Room) -> None:
    history = History(bridge)
    page = UI.results_page(bridge, room.step, history)
    assert isinstance(page, ChallengePage)
    qtbot.addWidget(page)
    page.resize(820, 520)
    page.show()
    assert "Plans are made: 22 days" in page.says.text() and not page.earlier.isVisible()
    with qtbot.waitSignal(page.stage_wanted) as wanted:
        page.table.go_to(3)
        page.stage.click()
    assert wanted.args == [CARD, {"day": "3"}]
    page.begin.click()
    asked = next(w for w in QApplication.topLevelWidgets() if w.objectName() == "confirm" and w.isVisible())
    SimulatedUser(asked).click("yes")
    assert get_settings(room.library, room.step).is_looking_back
    qtbot.waitUntil(lambda: not page.begin.isVisible())
    history.stack.undo()
    assert not get_settings(room.library, room.step).is_looking_back
    qtbot.waitUntil(page.begin.isVisible)
    page.table.go_to(0)
    before = room.plan(None)
    page.another.click()
    assert room.plan(None) != before and room.plan(None).is_made
    history.stack.undo()
    assert not room.plan(None).is_made


def test_a_later_step_looks_back_at_the_plans_on_one_click(qtbot: QtBot, bridge: LibraryBridge, room: Room) -> None:
    begin_days(room.library, room.step)
    later = add_exercise(room.library, room.workshop, KIND, options={"looks_back": True}).value
    assert earlier_plans(room.library, later)
    page = UI.results_page(bridge, later, History(bridge))
    assert isinstance(page, ChallengePage)
    qtbot.addWidget(page)
    page.show()
    # Figures of days that nobody planned are nothing to begin with.
    assert page.tabs.currentIndex() != FIGURES
    assert page.earlier.text() == "Look back at the plans of “Shop floor”"
    page.earlier.click()
    opened_again = UI.results_page(bridge, later, History(bridge))
    assert isinstance(opened_again, ChallengePage)
    qtbot.addWidget(opened_again)
    assert opened_again.tabs.currentIndex() == FIGURES
    assert [day.card for day in replace(room, step=later).plan(room.people[0]).days] == [
        day.card for day in room.plan(room.people[0]).days
    ]


def test_who_was_there_is_said_in_the_follow_up_itself_and_looks_back_at_what_they_went_home_with(
    qtbot: QtBot, bridge: LibraryBridge, room: Room
) -> None:
    """Without a network among its steps, by the windows alone, and though nobody had closed the making of plans."""
    library, history = room.library, History(bridge)
    later = new_workshop(library, "Three weeks later", held_on=date(2027, 3, 19)).value
    again = add_people(library, later, [Person(f"Name{number} Family{number}") for number in range(2)]).value
    step = add_exercise(library, later, KIND, options={"looks_back": True}).value
    page = UI.results_page(bridge, step, history)
    assert isinstance(page, ChallengePage)
    qtbot.addWidget(page)
    page.resize(820, 520)
    page.show()
    assert page.tabs.currentIndex() != FIGURES
    assert "asked about days that nobody planned. Say who" in page.says.text() and not page.earlier.isVisible()
    page.again.click()
    dialog = next(each for each in QApplication.topLevelWidgets() if isinstance(each, RecognitionDialog))
    for open_ in (2, 1):
        qtbot.waitUntil(lambda open_=open_: dialog._work is None and dialog._cases.open == open_)
        SimulatedUser(dialog).type("1")
    qtbot.waitUntil(lambda: dialog._work is None and not dialog._cases.open)
    dialog.close()
    assert earlier_plans(library, step) == [], "the step was never run"
    make_plan(library, room.step, room.people[0])
    page.read()
    qtbot.waitUntil(page.earlier.isVisible)
    page.earlier.click()
    plans = Plans(library, step)
    for person, before in zip(again, room.people, strict=False):
        assert [(day.date, day.card) for day in plans.of(person).days] == [
            (day.date, day.card) for day in room.plan(before).days
        ]
    qtbot.waitUntil(lambda: "The days are asked about" in page.says.text())
    assert not page.again.isVisible()
    # What became of the days is what this step is for: the card of a day is the last thing to be shown.
    assert [view.key for view in UI.views_of(library, step)] == [THEMES_KEY, LINES, CARD]
    assert UI.views_of(library, room.step)[0].key == CARD


def test_who_corrects_does_not_open_a_line_that_is_its_writers(qtbot: QtBot, bridge: LibraryBridge, room: Room) -> None:
    change_settings(room.library, room.step, replace(get_settings(room.library, room.step), days=5))
    begin_days(room.library, room.step)
    room.log(room.people[0], "left", SECRET)
    dialog = UI.answers_dialog(bridge, room.step, room.people[0], History(bridge), None)  # type: ignore[arg-type]
    assert isinstance(dialog, AnswersDialog)
    qtbot.addWidget(dialog)
    dialog.show()
    shown = []
    for key in dialog.view.flow.path:
        dialog.view.flow.go_to(key)
        QApplication.processEvents()
        shown += [label.text() for label in dialog.findChildren(QLabel)]
    assert dialog.view.flow.path == ["log", "_read_over"]
    assert SECRET not in " ".join(shown) and "Learned" not in shown and "Shared" not in shown
    # Who has written nothing: what stands on their sheet can be typed in, and be said to be shared.
    sheet = UI.answers_dialog(bridge, room.step, room.people[1], History(bridge), None)  # type: ignore[arg-type]
    assert isinstance(sheet, AnswersDialog)
    qtbot.addWidget(sheet)
    sheet.view.flow.put_entry("learned", "From the sheet")
    assert "learned" in sheet.view.flow.path and sheet.view.flow.go_to("learned")


def test_settings_say_what_they_refuse_and_are_taken_back(qtbot: QtBot, bridge: LibraryBridge, room: Room) -> None:
    history = History(bridge)
    dialog = UI.settings_dialog(room.library, room.step, history, None)  # type: ignore[arg-type]
    assert isinstance(dialog, SettingsDialog)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.off.setText("14 May")
    SimulatedUser(dialog).click("yes")
    assert "“14 May” is no day" in dialog.problem.text()
    dialog.off.setText("2027-03-02; 3.3.2027")
    dialog.days.setValue(10)
    dialog.cue.setText("before the break")
    dialog.weekdays[5].setChecked(True)
    dialog.deck.setCurrentIndex(1)
    SimulatedUser(dialog).click("yes")
    settings = get_settings(room.library, room.step)
    assert (settings.days, settings.cue, settings.week) == (10, "before the break", 6)
    assert settings.days_off == (date(2027, 3, 2), date(2027, 3, 3)) and settings.deck.language == "de"
    # Days stand as everywhere, and are read as they stand.
    for language, shown in (("", "2 Mar 2027, 3 Mar 2027"), ("de", "02.03.2027, 03.03.2027")):
        with speaking(language):
            again = UI.settings_dialog(room.library, room.step, history, None)  # type: ignore[arg-type]
            assert isinstance(again, SettingsDialog)
            again.show()
            assert again.off.text() == shown
            with qtbot.waitSignal(again.destroyed):
                SimulatedUser(again).click("yes")
            assert get_settings(room.library, room.step) == settings
    history.stack.undo()
    assert get_settings(room.library, room.step).days == 22


def test_a_deck_is_made_of_another_and_travels_as_a_file(qtbot: QtBot, library: Library, tmp_path: Path) -> None:
    dialog = DecksDialog(library, bundled(), None)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.table.item(0, 0).setText("x" * 91)  # type: ignore[union-attr]
    assert "the longest has 91 of 90 letters" in dialog.count.text()
    SimulatedUser(dialog).click("yes")
    assert "90" in dialog.problem.text() and own_decks(library) == []
    dialog.table.item(0, 0).setText("Ask the crane driver what can be seen from above.")  # type: ignore[union-attr]
    dialog.write_file(tmp_path / "deck.json")
    with qtbot.waitSignal(dialog.saved) as kept:
        SimulatedUser(dialog).click("yes")
    assert kept.args == ["Learning from each other (ours)"]
    (own,) = own_decks(library)
    assert own.cards[0].text.startswith("Ask the crane driver") and len(own.cards) == len(bundled().cards)
    assert (tmp_path / "deck.json").read_bytes() == write_deck(own)
    again = DecksDialog(library, own, None)
    qtbot.addWidget(again)
    (tmp_path / "bad.json").write_bytes(b"{}")
    again.read_file(tmp_path / "bad.json")
    assert "holds no deck" in again.problem.text()
    again.read_file(tmp_path / "deck.json")
    assert again.cards()[0]["text"] == own.cards[0].text


def test_everybody_on_the_roster_can_be_looked_at(qtbot: QtBot, bridge: LibraryBridge, room: Room) -> None:
    """One whose roster changes while the page is open keeps its plan."""
    flow, user = at_the_station(qtbot, bridge, room, people_of(room.library, room.workshop)[5].id)
    user.type("\n")
    page = page_of(flow)
    assert isinstance(page, PlanPage)
    room.change(cue="before the break")
    QApplication.processEvents()
    assert page.table.plan == room.plan(room.people[5])


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_card_of_the_plan_stays_in_its_place_where_that_is_small(qtbot: QtBot, language: str) -> None:
    for card in bundled(language).cards:
        for width, height in ((102.0, 49.0), (102.0, 11.0), (160.0, 40.0)):
            words = fitting(card.text, width, height) or cut(card.text, width, height)
            assert 0 < words.height <= height + 1
