"""Taking the names of contacts out of a finished workshop."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from facilitator.exercises.network.read import read_network
from ui.dialogs import Panel

if TYPE_CHECKING:
    from conftest import Desk


def test_contact_names_go_for_good_and_the_answers_stay(qtbot: QtBot, desk: "Desk") -> None:
    desk.run_network()
    person = desk.people()[0]
    desk.answer(person, 3)
    before = read_network(desk.library, desk.step, person)
    desk.console.actions_by_name["strip_names"].trigger()
    question = desk.console.findChild(Panel, "confirm")
    assert question is not None
    yes = question.findChild(QPushButton, "yes")
    assert yes is not None
    yes.click()
    qtbot.waitUntil(
        lambda: [c.label for c in read_network(desk.library, desk.step, person).contacts] == ["1", "2", "3"]
    )
    after = read_network(desk.library, desk.step, person)
    assert [contact.ratings for contact in after.contacts] == [contact.ratings for contact in before.contacts]
    qtbot.waitUntil(lambda: not desk.history.stack.canUndo())
    assert b"Zyxwvut" not in desk.library.path.read_bytes()
