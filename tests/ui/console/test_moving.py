"""*These answers belong to…*: said before it is done, done by keys alone, followed by every window, taken back."""

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot
from written_cards import Writer, begin, own_cards, send, write_card

from facilitator.exercises.network.read import read_network
from facilitator.exercises.steps import add_exercise
from facilitator.exercises.three_questions.setup import change_settings, get_setup
from facilitator.post.tables import MailDelivery, MailState
from facilitator.storage.changes import Change, Topic
from facilitator.workshop.roster import Person, add_people, people_of, update_person
from ui.console.moving import MoveDialog
from ui.console.people_model import STANDING
from ui.exercises.registry import exercise_ui

if TYPE_CHECKING:
    from conftest import Desk


def dialog_for(desk: "Desk", person: int) -> MoveDialog:
    """The dialog, as the menu opens it for whoever is chosen."""
    desk.console.pane.people.choose(person)
    desk.console.actions_by_name["move_answers"].trigger()
    found = desk.console.findChild(MoveDialog)
    assert found is not None and found.isVisible()
    return found


def button(dialog: MoveDialog) -> QPushButton:
    found = dialog.findChild(QPushButton, "yes")
    assert found is not None
    return found


def names(desk: "Desk") -> list[str]:
    return [person.name for person in people_of(desk.library, desk.workshop)]


def test_by_keys_alone_and_back_again(qtbot: QtBot, desk: "Desk") -> None:
    desk.run_network()
    first, second, *_ = desk.people()
    desk.answer(first, 3)
    dialog = dialog_for(desk, first)
    assert not button(dialog).isEnabled()
    QTest.keyClicks(dialog.finder, names(desk)[1].split()[0][:4])
    assert dialog.chosen_id == second
    said = dialog.says.text()
    assert names(desk)[0] in said and names(desk)[1] in said and "3 contacts" in said
    assert button(dialog).text() == "Move"
    QTest.keyClick(dialog.finder, Qt.Key.Key_Return)
    assert len(read_network(desk.library, desk.step, second).contacts) == 3
    assert read_network(desk.library, desk.step, first).contacts == ()
    model = desk.console.pane.people.model
    qtbot.waitUntil(lambda: "3" in model.data(model.index(model.row_of(second)), STANDING).detail)
    desk.history.stack.undo()
    assert len(read_network(desk.library, desk.step, first).contacts) == 3
    qtbot.waitUntil(lambda: "3" in model.data(model.index(model.row_of(first)), STANDING).detail)


def test_a_swap_says_both_and_swaps_both(desk: "Desk") -> None:
    desk.run_network()
    first, second, *_ = desk.people()
    desk.answer(first, 3)
    desk.answer(second, 2)
    dialog = dialog_for(desk, first)
    QTest.keyClick(dialog.finder, Qt.Key.Key_Down)
    assert dialog.chosen_id == second
    assert button(dialog).text() == "Swap"
    assert "swapped" in dialog.says.text() and "2 of 2" in dialog.says.text()
    button(dialog).click()
    sizes = [len(read_network(desk.library, desk.step, each).contacts) for each in (first, second)]
    assert sizes == [2, 3]


def test_what_was_answered_meanwhile_is_not_swapped_unseen(desk: "Desk") -> None:
    desk.run_network()
    first, second, *_ = desk.people()
    desk.answer(first, 3)
    dialog = dialog_for(desk, first)
    dialog.choose(second)
    desk.answer(second, 2)
    button(dialog).click()
    assert dialog.isVisible() and "meanwhile" in dialog.problem.text()
    assert len(read_network(desk.library, desk.step, first).contacts) == 3
    assert button(dialog).text() == "Swap"
    button(dialog).click()
    assert len(read_network(desk.library, desk.step, first).contacts) == 2


def test_a_mailed_handout_is_said(desk: "Desk") -> None:
    desk.run_network()
    first, second, *_ = desk.people()
    desk.answer(first, 3)
    with desk.library.change("Mail", Change(Topic.ROSTER, desk.workshop)) as change:
        sent = MailDelivery(participant_id=first, address="a@example.org", state=MailState.SENT.value)
        change.session.add(sent)
    dialog = dialog_for(desk, first)
    dialog.choose(second)
    assert f"handout that {names(desk)[0]} has had by mail" in dialog.notes.text()
    assert names(desk)[1] + " has had" not in dialog.notes.text()


def test_nothing_to_move_is_said(desk: "Desk") -> None:
    desk.run_network()
    first, second, *_ = desk.people()
    dialog = dialog_for(desk, first)
    dialog.choose(second)
    assert "has not answered anything" in dialog.says.text() and not button(dialog).isEnabled()


def test_namesakes_are_told_apart(desk: "Desk") -> None:
    desk.run_network()
    first = desk.people()[0]
    add_people(desk.library, desk.workshop, [Person("Eva Sand", team="Sales"), Person("Eva Sand"), Person("Eva Sand")])
    desk.answer(first, 1)
    dialog = dialog_for(desk, first)
    model = dialog.list.model()
    shown = [model.index(row, 0).data(STANDING).name for row in range(model.rowCount())]
    count = len(people_of(desk.library, desk.workshop))
    assert shown[-3:] == ["Eva Sand, Sales", f"Eva Sand, {count - 1}", f"Eva Sand, {count}"]


def test_no_two_rows_of_people_read_the_same(qtbot: QtBot, desk: "Desk") -> None:
    desk.run_network()
    add_people(desk.library, desk.workshop, [
        Person("Ann Lee", team="Sales", location="Rome"), Person("Ann Lee", team="sales", location="Oslo"),
        Person("Bo Berg", team="Sales"), Person("Bo Berg", team="Sales"), Person("Cy Ek"), Person("Cy Oe"),
    ])  # fmt: skip
    model = desk.console.pane.people.model
    count = len(desk.people())
    said = ["Ann Lee, Rome", "Ann Lee, Oslo", f"Bo Berg, {count - 3}", f"Bo Berg, {count - 2}"]

    def shown() -> list[str]:
        return [model.index(row).data(STANDING).name for row in range(model.rowCount())][-6:]

    qtbot.waitUntil(lambda: shown() == [*said, "Cy Ek", "Cy Oe"])
    # An answer of one of them is read again by itself.
    before = model.index(count - 6).data(STANDING)
    desk.answer(desk.people()[-6], 1)
    qtbot.waitUntil(lambda: model.index(count - 6).data(STANDING) != before)
    assert shown() == [*said, "Cy Ek", "Cy Oe"]
    # One who is renamed becomes a namesake.
    update_person(desk.library, desk.people()[-1], Person("Cy Ek", team="Quality"))
    qtbot.waitUntil(lambda: shown() == [*said, f"Cy Ek, {count - 1}", "Cy Ek, Quality"])


@pytest.mark.parametrize("hidden", [False, True])
def test_cards_too_and_anonymous_ones_are_refused(desk: "Desk", hidden: bool) -> None:
    step = add_exercise(desk.library, desk.workshop, "three_questions").value
    first, second, *_ = desk.people()
    if hidden:
        change_settings(desk.library, step, names="anonymous", dots=3, several=True, together="alone")
    writer = Writer(step, first)
    begin(desk.library, writer)
    write_card(desk.library, writer, get_setup(desk.library, step).prompts[0].id, "A card")
    send(desk.library, writer)
    desk.console.agenda.choose(step)
    desk.console.run(step)
    dialog = dialog_for(desk, first)
    dialog.choose(second)
    if hidden:
        assert "anonymous" in dialog.says.text() and not button(dialog).isEnabled()
        return
    button(dialog).click()
    assert [card.text for card in own_cards(desk.library, Writer(step, second))] == ["A card"]


def test_long_names_wrap_and_sixty_people_scroll(desk: "Desk") -> None:
    desk.run_network()
    long = "Aleksandra Wiśniewska-Kowalczyk von und zu Hohenlohe-Schillingsfürst " * 2
    first = desk.people()[0]
    update_person(desk.library, first, Person(long))
    add_people(desk.library, desk.workshop, [Person(f"{long} {number}") for number in range(60)])
    desk.answer(first, 3)
    dialog = dialog_for(desk, first)
    dialog.choose(desk.people()[-1])
    assert dialog.width() <= 700 and dialog.height() <= 720
    for label in dialog.findChildren(QLabel):
        assert label.wordWrap() or label.width() >= label.sizeHint().width()


def test_open_windows_of_both_follow(qtbot: QtBot, desk: "Desk") -> None:
    desk.run_network()
    first, second, *_ = desk.people()
    desk.answer(first, 3)
    desk.answer(second, 2)
    screens = exercise_ui("network")
    flows = [screens.station_flow(desk.bridge, desk.step, each) for each in (first, second)]
    answers = screens.answers_dialog(desk.bridge, desk.step, first, desk.history, desk.console)
    for window in (*flows, answers):
        qtbot.addWidget(window)
        window.show()
    dialog = dialog_for(desk, first)
    dialog.choose(second)
    button(dialog).click()
    assert [len(flow.session.view.contacts) for flow in flows] == [2, 3]  # type: ignore[attr-defined]
    assert len(answers.session.view.contacts) == 2  # type: ignore[attr-defined]
