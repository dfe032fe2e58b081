"""Worksheets from paper, typed in by the facilitator without a mouse."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from facilitator.exercises.network.answers import Who, rate
from facilitator.exercises.network.factors import Factor, Missing
from facilitator.exercises.network.read import NetworkView, read_network, standings
from facilitator.exercises.network.setup import change_factors, get_setup
from facilitator.storage.library import Library
from facilitator.workshop.agenda import remove_step
from facilitator.workshop.roster import people_of, remove_people
from facilitator.workshop.standings import State
from ui.bridge import LibraryBridge
from ui.exercises.hooks import ExerciseUi
from ui.exercises.network.entry.digits import Digits
from ui.exercises.network.paper.window import RapidEntry
from ui.exercises.registry import exercise_ui
from ui.history import History
from ui.simulated_user import SimulatedUser


@pytest.fixture
def history(bridge: LibraryBridge) -> History:
    return History(bridge)


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def user(qtbot: QtBot, parent: QWidget, bridge: LibraryBridge, network_step: int, history: History) -> SimulatedUser:
    assert exercise_ui("network").has(ExerciseUi.paper_dialog)
    window = exercise_ui("network").paper_dialog(bridge, network_step, history, parent)
    with qtbot.waitExposed(window):
        window.show()
    return SimulatedUser(window)


def window_of(user: SimulatedUser) -> RapidEntry:
    assert isinstance(user.window, RapidEntry)
    return user.window


def by_tally(user: SimulatedUser) -> None:
    way = window_of(user).way
    way.setCurrentIndex(1)
    way.activated.emit(1)


def view(library: Library, workshop: int, step: int, at: int = 0) -> NetworkView:
    return read_network(library, step, people_of(library, workshop)[at].id)


def codes(found: NetworkView, factors: tuple[Factor, ...]) -> list[list[int | None]]:
    return [[contact.ratings.get(factor.key) for factor in factors] for contact in found.contacts]


def test_sheets_by_contact_one_after_the_other(
    user: SimulatedUser, library: Library, workshop: int, network_step: int
) -> None:
    factors = get_setup(library, network_step).active
    chance = Random(4)
    for at in range(2):
        typed = [[chance.randint(1, len(factor.codes)) for factor in factors] for _ in range(12)]
        before = user.keys
        user.type("\n" + "".join(str(code) for row in typed for code in row) + "\n")
        assert user.keys - before == 12 * len(factors) + 2
        found = view(library, workshop, network_step, at)
        assert codes(found, factors) == typed
        assert [contact.label for contact in found.contacts] == [str(number) for number in range(1, 13)]
        assert found.finished
    states = [standing.state for standing in standings(library, network_step)]
    assert states == [State.DONE, State.DONE] + [State.TO_GO] * 4
    assert "4 sheets to go" in window_of(user).status.text()


def test_letters_name_the_row_and_marks_say_why_there_is_no_answer(
    user: SimulatedUser, library: Library, workshop: int, network_step: int
) -> None:
    user.type("khai\nAnna B1" + "2- 01" + "Cy\b\bDé3")
    (found,) = [
        view(library, workshop, network_step, at)
        for at in range(6)
        if view(library, workshop, network_step, at).contacts
    ]
    assert [contact.label for contact in found.contacts] == ["Anna B", "Dé"]
    first, second = codes(found, get_setup(library, network_step).active)
    assert first == [1, 2, Missing.DECLINED, Missing.SKIPPED, Missing.NOT_COMPARABLE, 1]
    assert second == [3, None, None, None, None, None]
    assert not found.finished


def test_backspace_takes_back_and_a_row_without_answers_goes(
    user: SimulatedUser, library: Library, workshop: int, network_step: int
) -> None:
    user.type("\n11")
    user.type("\b")
    assert codes(view(library, workshop, network_step), get_setup(library, network_step).active)[0][:2] == [1, None]
    user.type("\b")
    assert view(library, workshop, network_step).contacts == ()
    user.type("3")
    assert codes(view(library, workshop, network_step), get_setup(library, network_step).active)[0][0] == 3


def test_every_key_can_be_undone_here(
    user: SimulatedUser, library: Library, workshop: int, network_step: int, history: History
) -> None:
    user.type("\n12")
    history.stack.undo()
    factors = get_setup(library, network_step).active
    assert codes(view(library, workshop, network_step), factors)[0][:2] == [1, None]
    user.type("4")
    assert codes(view(library, workshop, network_step), factors)[0][1] == 4
    while history.stack.canUndo():
        history.stack.undo()
    assert view(library, workshop, network_step) == NetworkView(people_of(library, workshop)[0].id)


def test_open_answers_are_asked_for_once(
    user: SimulatedUser, library: Library, workshop: int, network_step: int
) -> None:
    user.type("\n11→11")
    user.type("\n")
    assert "open" in window_of(user).status.text()
    assert not view(library, workshop, network_step).finished
    user.type("\n")
    assert view(library, workshop, network_step).finished


def test_a_wrong_digit_says_so_and_writes_nothing(
    user: SimulatedUser, library: Library, workshop: int, network_step: int
) -> None:
    user.type("\n7")
    assert "no answer 7" in window_of(user).status.text()
    assert view(library, workshop, network_step).contacts == ()


@pytest.mark.parametrize(
    ("keys", "counts"),
    [
        ("7311", [7, 3, 1, 1]),
        ("12", [12]),
        ("93", [9, 3]),
        ("1 110", [1, 11]),
        ("192", [1, 9, 2]),
        ("012", [0, 12]),
        ("3=", [3, 9]),
        ("1 1 10", [1, 1, 10]),
        ("75\b5", [7, 5]),
    ],
)
def test_counts_move_on_by_themselves(
    user: SimulatedUser, library: Library, workshop: int, network_step: int, keys: str, counts: list[int]
) -> None:
    by_tally(user)
    user.type("\n12" + keys)
    first = get_setup(library, network_step).active[0]
    found = view(library, workshop, network_step)
    assert found.list_length == 12
    kept = found.tally.get(first.key, {})
    assert [kept.get(code, 0) for code in range(1, len(counts) + 1)] == counts
    assert sum(kept.values()) == 12
    row, _ = window_of(user).sheet.grid.cell  # type: ignore[union-attr]
    assert row == 2


def test_a_whole_tally_sheet(user: SimulatedUser, library: Library, workshop: int, network_step: int) -> None:
    by_tally(user)
    user.type("\n12" + "7311" + "6411" + "0245" + "1" + "25221" + "192" + "831" + "\n")
    found = view(library, workshop, network_step)
    assert found.finished
    assert {key: list(counts.values()) for key, counts in found.tally.items()} == {
        "group": [7, 3, 1, 1],
        "proximity": [6, 4, 1, 1],
        "interaction": [0, 2, 4, 5, 1],
        "time_known": [2, 5, 2, 2, 1],
        "hierarchy": [1, 9, 2],
        "function": [8, 3, 1],
    }
    assert user.keys == 28


def test_whoever_is_missing_is_asked_for_and_left_out_on_purpose(
    user: SimulatedUser, library: Library, workshop: int, network_step: int
) -> None:
    by_tally(user)
    user.type("\n12" + "5311")
    assert "2 people are missing" in window_of(user).status.text()
    user.type("\n")
    assert view(library, workshop, network_step).tally["group"][Missing.SKIPPED] == 2
    user.type("↑5\n\n\n")
    user.type("9")
    assert view(library, workshop, network_step).counted("group") <= 12


def test_nobody_is_counted_before_the_list_has_a_length(
    user: SimulatedUser, library: Library, workshop: int, network_step: int
) -> None:
    by_tally(user)
    user.type("\n↓5")
    assert view(library, workshop, network_step).tally == {}
    assert "on the list" in window_of(user).status.text()


def test_a_sheet_with_answers_opens_in_its_own_way_and_escape_leaves_it(
    user: SimulatedUser, library: Library, workshop: int, network_step: int
) -> None:
    user.type("\n11111\x1b")
    by_tally(user)
    user.type("alek\n")
    assert window_of(user).way.currentData() == "contact"
    user.type("\x1b")
    assert window_of(user).isVisible()
    user.type("\x1b")
    assert not isValid(user.window)


def test_changes_from_elsewhere_are_shown(
    user: SimulatedUser, library: Library, workshop: int, network_step: int
) -> None:
    user.type("\n11111")
    person = people_of(library, workshop)[0]
    contact = view(library, workshop, network_step).contacts[0].id
    rate(library, Who(network_step, person.id), contact, "group", 3)
    assert window_of(user).sheet.model.code(0, 0) == 3  # type: ignore[union-attr]
    remove_people(library, [person.id])
    assert window_of(user).sheet is None
    remove_step(library, network_step)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not isValid(user.window)


def test_questions_with_more_than_nine_answers(
    user: SimulatedUser, library: Library, workshop: int, network_step: int
) -> None:
    many = Factor("city", "City", "Which city?", "nominal", tuple(f"City {number}" for number in range(1, 13)))
    change_factors(library, network_step, [many])
    user.type("\n12" + "13" + "9")
    user.press("1")
    user.press("\n")
    found = [contact.ratings["city"] for contact in view(library, workshop, network_step).contacts]
    assert found == [12, 1, 3, 9, 1]


@given(st.lists(st.integers(1, 30), min_size=1, max_size=20), st.integers(10, 30))
def test_numbers_typed_with_a_key_after_each_doubtful_one_come_out_as_meant(numbers: list[int], most: int) -> None:
    app = QApplication.instance() or QApplication([])
    assert app is not None
    wanted = [min(number, most) for number in numbers]
    taken: list[int] = []
    digits = Digits(taken.append)
    for number in wanted:
        for letter in str(number):
            digits.press(int(letter), most)
        digits.settle()
    assert taken == wanted


def test_control_z_works_in_the_window(user: SimulatedUser, library: Library, workshop: int, network_step: int) -> None:
    user.type("\n1")
    user.window.activateWindow()
    user.press("z", Qt.KeyboardModifier.ControlModifier)
    assert view(library, workshop, network_step).contacts == ()
