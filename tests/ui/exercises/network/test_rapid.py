"""Worksheets from paper, typed in by the facilitator without a mouse."""

from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid
from unwritable import unwritable

from facilitator.actions.actions import actions_of
from facilitator.exercises.agreement import change_agreement
from facilitator.exercises.network.answers import Who, rate
from facilitator.exercises.network.factors import Factor, Missing
from facilitator.exercises.network.own_action.answering import keep_own_action, read_own_action
from facilitator.exercises.network.own_action.rows import OwnAction
from facilitator.exercises.network.read import NetworkView, read_network, standings
from facilitator.exercises.network.setup import change_factors, get_setup
from facilitator.exercises.registry import exercise
from facilitator.storage.library import Library
from facilitator.workshop.agenda import remove_step
from facilitator.workshop.roster import people_of, remove_people
from facilitator.workshop.standings import State
from ui.bridge import LibraryBridge
from ui.exercises.hooks import ExerciseUi
from ui.exercises.network.entry.digits import Digits
from ui.exercises.network.paper.contacts import RapidGrid
from ui.exercises.network.paper.window import RapidEntry
from ui.exercises.registry import exercise_ui
from ui.history import History
from ui.simulated_user import SimulatedUser


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
    way = window_of(user).mode
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


def test_letters_that_could_not_be_saved_stay_and_go_along_with_the_next(
    user: SimulatedUser, library: Library, workshop: int, network_step: int
) -> None:
    def labels() -> list[str]:
        return [each.label for each in view(library, workshop, network_step).contacts]

    user.type("alek\n")
    user.type("an")
    grid = window_of(user).findChild(RapidGrid)
    with unwritable(library):
        user.type("na")
        assert labels() == ["an"] and grid.model().label(0) == "anna"
        # A digit does not pass over them.
        user.type("2")
        assert view(library, workshop, network_step).contacts[0].ratings == {}
    user.type("2")
    assert labels() == ["anna"] and list(view(library, workshop, network_step).contacts[0].ratings.values()) == [2]
    grid.go_to(1, 0)
    with unwritable(library):
        user.type("bo\b\b")
        assert grid.model().label(1) == "2: new"
        user.type("ci")
    user.type("\n")
    assert labels() == ["anna", "ci"] and grid.model().unsaved is None


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
    assert window_of(user).mode.currentData() == "contact"
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


def turn(user: SimulatedUser) -> None:
    user.window.activateWindow()
    QTest.keyClick(user.window.focusWidget(), Qt.Key.Key_F2)


def test_what_stands_below_the_counts_is_typed_too(
    user: SimulatedUser, library: Library, workshop: int, network_step: int, history: History
) -> None:
    first, second, *_ = people_of(library, workshop)
    by_tally(user)
    user.type("\n12" + "12" * 6)
    turn(user)
    user.type("Ask the setter\n2.3.2027\na setter\nOne thing less goes wrong")
    user.click("network-action-shared")
    # What is typed is kept before the next sheet, and behind the last field the numbers have the keyboard again.
    window_of(user).action.sign.setFocus()  # type: ignore[union-attr]
    user.type("\n")
    assert user.window.focusWidget() is window_of(user).sheet.grid  # type: ignore[union-attr]
    user.type("\n")
    assert "5 sheets to go" in window_of(user).status.text()
    found = read_own_action(library, network_step, first.id)
    assert found == OwnAction("Ask the setter", date(2027, 3, 2), "a setter", "One thing less goes wrong", shared=True)
    [joined] = actions_of(library, workshop)
    assert joined.owner == first.name
    # The next one has nothing of it, and a sheet without it takes no key more.
    user.type("\n12")
    assert window_of(user).action.what.words == ""  # type: ignore[union-attr]
    user.type("12" * 6 + "\n")
    assert not read_own_action(library, network_step, second.id)
    user.type("alek\n")
    assert window_of(user).action.what.words == "Ask the setter"  # type: ignore[union-attr]
    while history.stack.canUndo():
        history.stack.undo()
    assert not read_own_action(library, network_step, first.id) and actions_of(library, workshop) == []
    assert window_of(user).action.what.words == ""  # type: ignore[union-attr]


def test_what_is_no_day_keeps_the_sheet_and_what_was_typed(
    user: SimulatedUser, library: Library, workshop: int, network_step: int
) -> None:
    person = people_of(library, workshop)[0].id
    user.type("\n111111")
    turn(user)
    user.type("Ask the setter\nsoon")
    for leave in (lambda: user.type("\x1b"), lambda: user.click("rapid-close"), lambda: by_tally(user)):
        leave()
        assert "“soon” is no day" in window_of(user).status.text()
        assert window_of(user).action.day.text() == "soon"  # type: ignore[union-attr]
    window_of(user).action.day.setText("")  # type: ignore[union-attr]
    # Typed and left at once, without Enter: it is kept.
    window_of(user).action.sign.setFocus()  # type: ignore[union-attr]
    user.type("Seen")
    user.click("rapid-close")
    assert read_own_action(library, network_step, person) == OwnAction("Ask the setter", sign="Seen")


def test_who_is_removed_meanwhile_takes_their_sheet_along(
    user: SimulatedUser, library: Library, workshop: int, network_step: int
) -> None:
    person = people_of(library, workshop)[0].id
    user.type("\n111111")
    turn(user)
    user.type("Ask")
    remove_people(library, [person])
    assert window_of(user).action is None
    user.type("\n1")
    remove_step(library, network_step)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not isValid(user.window)


def test_under_a_works_agreement_the_sheet_asks_for_counts_alone(
    qtbot: QtBot, parent: QWidget, bridge: LibraryBridge, library: Library, workshop: int, network_step: int
) -> None:
    keep_own_action(library, Who(network_step, people_of(library, workshop)[0].id), OwnAction("Ask"))
    exercise("network").discard(library, network_step, people_of(library, workshop)[0].id)
    change_agreement(library, workshop, holds=True)
    window = exercise_ui("network").paper_dialog(bridge, network_step, History(bridge), parent)
    with qtbot.waitExposed(window):
        window.show()
    keys = SimulatedUser(window)
    keys.type("\n12")
    assert window_of(keys).sheet is not None and window_of(keys).action is None
    assert "F2" not in window_of(keys).keys.text()
