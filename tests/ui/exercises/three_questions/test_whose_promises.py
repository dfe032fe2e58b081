"""What was promised elsewhere is in no window before the facilitator has said yes: console, projector, station."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from facilitator.actions.actions import actions_of
from facilitator.exercises.steps import add_exercise, recognise, tell_apart
from facilitator.exercises.three_questions.earlier import look_back
from facilitator.exercises.three_questions.simulation import simulate, simulate_room
from facilitator.rehearsal.people import people
from facilitator.storage.library import Library
from facilitator.workshop.roster import add_people, people_of
from facilitator.workshop.workshops import delete_workshop, describe_workshop, new_workshop
from ui.bridge import LibraryBridge
from ui.console.pictures import pictures_dialog
from ui.dialogs import Panel
from ui.exercises.contract import ResultsPage
from ui.exercises.registry import exercise_ui
from ui.exercises.three_questions.projector_views import LAST, TIME, CardsView
from ui.exercises.three_questions.results_page import LAST as LAST_TAB
from ui.exercises.three_questions.results_page import CardResults
from ui.history import History
from ui.projector.window import ProjectorWindow
from ui.simulated_user import SimulatedUser
from ui.stage import Stage
from ui.station.window import StationWindow

HELD = date(2026, 5, 4)


@dataclass
class Room:
    library: Library
    first: int
    second: int
    step: int
    earlier_step: int
    page: CardResults
    projector: ProjectorWindow
    stage: Stage
    station: StationWindow

    def recognise(self) -> None:
        """Confirm everybody, one by one."""
        for now, before in self.pairs():
            recognise(self.library, now, before)

    def pairs(self) -> list[tuple[int, int]]:
        """Who is here, each with their namesake of last time."""
        here, there = people_of(self.library, self.second), people_of(self.library, self.first)
        return [(now.id, before.id) for now, before in zip(here, there, strict=True)]

    def reads(self) -> str:
        """Everything that the room can read of last time and over time, and at the station."""
        found = []
        for view in (LAST, TIME):
            self.stage.show(step_id=self.step, view=view, options={})
            # Views that were shown before are gone only once Qt deletes them.
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            QApplication.processEvents()
            found.append(self.projector.accessibleName())
            found += [each.accessibleName() for each in self.projector.findChildren(QWidget) if each.isVisible()]
        found += [label.text() for label in self.station.findChildren(QLabel)]
        return " ".join(" ".join(found).split())

    def sees_promises(self) -> bool:
        """Whether any of what was promised can be read, or only that there is nothing."""
        text = self.reads()
        seen = [self.promised in text, "4 May 2026" in text]
        assert len(set(seen)) == 1, text
        opens = exercise_ui("three_questions").opening_view(self.library, self.step)  # type: ignore[attr-defined]
        assert (opens == LAST) == seen[0] == (self.page.last_time.table.rowCount() > 0)
        return seen[0]

    @property
    def promised(self) -> str:
        """The words of the first action of last time."""
        return " ".join(actions_of(self.library, self.first)[0].wording.what.split())

    def choose(self, words: str) -> None:
        """Choose an entry of the list as a person does."""
        box = self.page.last_time.earlier
        (row,) = [row for row in range(box.count()) if words in box.itemText(row)]
        box.setCurrentIndex(row)
        box.activated.emit(row)


@pytest.fixture
def room(qtbot: QtBot, library: Library, bridge: LibraryBridge) -> Iterator[Room]:
    made = []
    for day, title in ((HELD, "Team"), (HELD + timedelta(days=14), "Team again")):
        workshop = new_workshop(library, title, held_on=day, client="Acme").value
        add_people(library, workshop, people(8))
        made.append((workshop, add_exercise(library, workshop, "three_questions").value))
    (first, earlier_step), (second, step) = made
    for number, person in enumerate(people_of(library, first)):
        simulate(library, earlier_step, person.id, Random(number))
    simulate_room(library, earlier_step, Random(2))
    page: ResultsPage = CardResults(bridge, step, History(bridge))
    assert isinstance(page, CardResults)
    stage = Stage()
    projector = ProjectorWindow(library, bridge, stage, second)
    station = StationWindow(library, bridge, second, step)
    for window in (page, projector, station):
        qtbot.addWidget(window)
        window.resize(900, 640)
    page.show()
    projector.show()
    station.open(full_screen=False)
    QApplication.processEvents()
    yield Room(library, first, second, step, earlier_step, page, projector, stage, station)
    station.release()


def test_namesakes_bring_nothing_and_the_page_asks(room: Room) -> None:
    assert not room.sees_promises()
    page = room.page
    assert page.tabs.currentIndex() == LAST_TAB
    box = page.last_time.earlier
    assert box.currentIndex() == -1
    assert [box.itemText(row) for row in range(box.count())][1:] == [
        "Look back at Team, Three Question Card, 4 May 2026 (Acme; 0 people recognised)"
    ]
    assert "until you choose it here" in page.last_time.says.text()


def test_it_shows_once_it_is_confirmed_and_goes_with_a_refusal(room: Room) -> None:
    room.recognise()
    assert room.sees_promises()
    for now, before in room.pairs()[:5]:
        tell_apart(room.library, now, [before])
    assert not room.sees_promises()


def test_it_shows_once_it_is_chosen_and_goes_when_it_is_not(room: Room) -> None:
    room.choose("Team,")
    assert room.sees_promises()
    room.choose("Start afresh")
    assert not room.sees_promises()


def test_it_goes_from_the_screen_when_the_client_is_mended_or_the_workshop_deleted(room: Room) -> None:
    room.choose("Team,")
    assert room.sees_promises()
    done = describe_workshop(room.library, room.first, client="Beta")
    assert not room.sees_promises()
    assert "not shown any more" in room.page.last_time.says.text()
    assert room.page.last_time.earlier.count() == 0 or not room.page.last_time.earlier.isVisible()
    done.undo()
    assert room.sees_promises()
    delete_workshop(room.library, room.first)
    assert not room.sees_promises()


def test_where_no_client_is_named_it_is_asked_again(room: Room) -> None:
    describe_workshop(room.library, room.first, client="")
    room.choose("no client named")
    assert look_back(room.library, room.step) is None
    asked = next(w for w in QApplication.topLevelWidgets() if isinstance(w, Panel) and w.isVisible())
    assert "“Team”" in " ".join(label.text() for label in asked.findChildren(QLabel))
    SimulatedUser(asked).click("cancel")
    assert room.page.last_time.earlier.currentIndex() == -1
    assert not room.sees_promises()
    room.choose("no client named")
    asked = next(w for w in QApplication.topLevelWidgets() if isinstance(w, Panel) and w.isVisible())
    SimulatedUser(asked).click("yes")
    assert room.sees_promises()


@pytest.mark.parametrize("how", ["refused", "deleted"])
def test_what_may_not_be_shown_any_more_leaves_a_frozen_picture_and_an_open_window(
    qtbot: QtBot, room: Room, how: str
) -> None:
    room.recognise()
    pictures = pictures_dialog(None, LibraryBridge(room.library), room.second)
    qtbot.addWidget(pictures)
    (row,) = [row for row in range(pictures.list.count()) if "Last time" in pictures.list.item(row).text()]
    pictures.list.setCurrentRow(row)
    slide = pictures.view
    assert isinstance(slide, CardsView) and room.promised in " ".join(slide.accessibleName().split())
    room.stage.show(step_id=room.step, view=LAST, options={})
    room.stage.show(frozen=True)
    frozen = room.projector.grab().toImage()
    if how == "deleted":
        delete_workshop(room.library, room.first)
    else:
        for now, before in room.pairs():
            tell_apart(room.library, now, [before])
    QApplication.processEvents()
    assert not room.stage.showing.frozen and room.projector.grab().toImage() != frozen
    assert not room.sees_promises()
    assert " ".join(slide.accessibleName().split()) == "What we said last time"
    pictures.reject()
