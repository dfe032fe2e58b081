"""The second reflection on the console and on the projector: it opens with what the first one promised."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitator.actions.actions import STATUSES, actions_of
from facilitator.exercises.steps import add_exercise, duplicate_workshop, exercise_steps, recognise
from facilitator.exercises.three_questions.earlier import look_back
from facilitator.exercises.three_questions.over_time import Sitting
from facilitator.exercises.three_questions.simulation import simulate, simulate_room
from facilitator.rehearsal.people import people
from facilitator.storage.library import Library
from facilitator.workshop.roster import add_people, people_of
from facilitator.workshop.workshops import describe_workshop, new_workshop
from ui.actions.form import ActionForm
from ui.bridge import LibraryBridge
from ui.exercises.registry import exercise_ui
from ui.exercises.three_questions.look_back_boards import over_time_board
from ui.exercises.three_questions.projector_views import LAST, TIME, CardsView
from ui.exercises.three_questions.results_page import LAST as LAST_TAB
from ui.exercises.three_questions.results_page import TIME as TIME_TAB
from ui.exercises.three_questions.results_page import CardResults
from ui.history import History
from ui.simulated_user import SimulatedUser
from ui.wall.blocks import Row

HELD = date(2026, 5, 4)


@pytest.fixture
def second_step(library: Library) -> int:
    """The step of a team of eight that reflected a fortnight ago."""
    workshop = new_workshop(library, "Team", held_on=HELD, client="Acme").value
    add_people(library, workshop, people(8))
    step = add_exercise(library, workshop, "three_questions").value
    for number, person in enumerate(people_of(library, workshop)):
        simulate(library, step, person.id, Random(number))
    simulate_room(library, step, Random(2))
    again = duplicate_workshop(library, workshop).value
    describe_workshop(library, again, title="Team again", held_on=HELD + timedelta(days=14))
    for now, before in zip(people_of(library, again), people_of(library, workshop), strict=True):
        recognise(library, now.id, before.id)
    ((found, _),) = exercise_steps(library, again)
    return found.id


@pytest.fixture
def results(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, second_step: int
) -> Iterator[tuple[CardResults, History]]:
    history = History(bridge)
    page = CardResults(bridge, second_step, history)
    qtbot.addWidget(page)
    page.resize(620, 560)
    page.show()
    QApplication.processEvents()
    yield page, history


def test_it_opens_with_last_time_and_letters_say_what_became_of_it(
    library: Library, second_step: int, results: tuple[CardResults, History]
) -> None:
    page, history = results
    assert page.tabs.currentIndex() == LAST_TAB
    table = page.last_time.table
    user = SimulatedUser(table)
    table.setFocus()
    table.setCurrentCell(0, 0)
    user.type("k")
    promised = look_back(library, second_step)
    assert promised is not None and promised.actions[0].wording.status == "kept"
    assert table.currentRow() == 0
    last = table.rowCount() - 1
    table.setCurrentCell(last, 0)
    user.type("d")
    promised = look_back(library, second_step)
    assert promised is not None and promised.improvements[-1].status == "dropped"
    user.type("\n")
    asked = next(w for w in QApplication.topLevelWidgets() if w.objectName() == "ask-line" and w.isVisible())
    SimulatedUser(asked).type("Nobody had the time\n")
    item = table.item(last, 0)
    assert item is not None and item.text().endswith("→ Nobody had the time")
    for _ in range(3):
        history.stack.undo()
    promised = look_back(library, second_step)
    assert promised is not None
    assert {each.status for each in promised.improvements} == {"open"}
    assert {each.wording.status for each in promised.actions} == {"open"}


def test_an_action_is_taken_up_again_by_somebody_of_today(
    library: Library, second_step: int, results: tuple[CardResults, History]
) -> None:
    page, _ = results
    page.last_time.table.setCurrentCell(0, 0)
    page.last_time.take_up()
    form = next(w for w in QApplication.topLevelWidgets() if isinstance(w, ActionForm) and w.isVisible())
    promised = look_back(library, second_step)
    assert promised is not None
    assert form.what.toPlainText() == promised.actions[0].wording.what
    form.owner.setCurrentIndex(2)
    owner = form.owner.currentText()
    SimulatedUser(form).click("yes")
    workshop = promised.reflection.workshop_id
    (made,) = actions_of(library, workshop + 1)
    assert (made.wording.what, made.owner, made.wording.status) == (promised.actions[0].wording.what, owner, "open")


def test_starting_afresh_and_over_time(library: Library, results: tuple[CardResults, History]) -> None:
    page, _ = results
    page.tabs.setCurrentIndex(TIME_TAB)
    assert page.over_time.sittings.rowCount() == 2
    page.tabs.setCurrentIndex(LAST_TAB)
    assert page.last_time.table.rowCount() > 0
    page.last_time.earlier.setCurrentIndex(0)
    page.last_time.earlier.activated.emit(0)
    assert page.last_time.table.rowCount() == 0
    page.tabs.setCurrentIndex(TIME_TAB)
    assert page.over_time.sittings.rowCount() == 1


def test_the_room_sees_what_was_promised_and_follows(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, second_step: int, results: tuple[CardResults, History]
) -> None:
    page, _ = results
    assert exercise_ui("three_questions").opening_view(library, second_step) == LAST  # type: ignore[attr-defined]
    view = CardsView(LAST, bridge, second_step)
    qtbot.addWidget(view)
    view.resize(1280, 720)
    view.show()
    assert "kept" not in view.accessibleName()
    page.last_time.table.setCurrentCell(0, 0)
    page.last_time.table.setFocus()
    SimulatedUser(page.last_time.table).type("k")
    assert "kept" in view.accessibleName()
    over_time = CardsView(TIME, bridge, second_step)
    qtbot.addWidget(over_time)
    assert "2 reflections" in over_time.accessibleName() or "over time" in over_time.accessibleName().lower()


def test_what_was_just_agreed_is_not_told_as_not_kept() -> None:
    def told(**became: int) -> str:
        actions = {status: became.get(status, 0) for status in STATUSES}
        (column,) = over_time_board([Sitting(1, "Now", HELD, 3, 2, (), actions)]).columns
        return "\n".join(row.detail for row in column.blocks if isinstance(row, Row))

    assert told() == "no action agreed"
    assert told(open=1) == "1 action agreed"
    assert told(open=2) == "2 actions agreed"
    assert told(open=1, kept=1) == "1 of 2 actions kept"
    assert told(dropped=2) == "0 of 2 actions kept"
