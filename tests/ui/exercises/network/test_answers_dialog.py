"""The facilitator corrects a participant's answers; every correction is in the library at once and can be undone."""

import pytest
from listed import list_contacts
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from facilitator.actions.actions import actions_of
from facilitator.exercises.agreement import change_agreement
from facilitator.exercises.network.answers import Who, choose_entry_mode, discard, rate
from facilitator.exercises.network.own_action.answering import keep_own_action, read_own_action
from facilitator.exercises.network.own_action.rows import OwnAction
from facilitator.exercises.network.read import NetworkView, read_network
from facilitator.storage.library import Library
from facilitator.workshop.agenda import remove_step
from facilitator.workshop.roster import people_of
from ui.bridge import LibraryBridge
from ui.exercises.network.answers_dialog import AnswersDialog
from ui.exercises.network.entry.action import ActionPage
from ui.exercises.network.entry.length import LengthPage
from ui.exercises.network.entry.rate import RatePage
from ui.history import History


@pytest.fixture
def who(library: Library, workshop: int, network_step: int) -> Who:
    """A participant with three contacts, all answered with the first code."""
    found = Who(network_step, people_of(library, workshop)[0].id)
    choose_entry_mode(library, found, "contact")
    list_contacts(library, found, ("AB", "CD", "EF"))
    return found


@pytest.fixture
def dialog(qtbot: QtBot, parent: QWidget, bridge: LibraryBridge, who: Who, history: History) -> AnswersDialog:
    made = AnswersDialog(bridge, who.step_id, who.participant_id, history, parent)
    parent.show()
    with qtbot.waitExposed(made):
        made.show()
    return made


def view(library: Library, who: Who) -> NetworkView:
    return read_network(library, who.step_id, who.participant_id)


def test_a_digit_corrects_an_answer_and_undo_takes_it_back(
    qtbot: QtBot, dialog: AnswersDialog, library: Library, who: Who, history: History
) -> None:
    page = dialog.tabs.currentWidget()
    assert isinstance(page, RatePage)
    key = page.ratings.factors[1].key
    page.grid.go_to(2, 1)
    qtbot.keyClick(page.grid, Qt.Key.Key_3)
    assert view(library, who).contacts[2].ratings[key] == 3
    assert page.ratings.code(2, 1) == 3
    history.stack.undo()
    assert view(library, who).contacts[2].ratings[key] == 1
    assert page.ratings.code(2, 1) == 1
    history.stack.redo()
    assert page.ratings.code(2, 1) == 3


def test_another_way_in_can_be_chosen_and_undone(
    dialog: AnswersDialog, library: Library, who: Who, history: History
) -> None:
    dialog.mode.setCurrentIndex(dialog.mode.findData("tally"))
    dialog.mode.activated.emit(dialog.mode.currentIndex())
    assert view(library, who).entry == "tally"
    assert isinstance(dialog.tabs.widget(0), LengthPage)
    history.stack.undo()
    assert view(library, who).entry == "contact"
    assert isinstance(dialog.tabs.widget(1), RatePage)


def test_what_the_participant_does_meanwhile_is_shown(dialog: AnswersDialog, library: Library, who: Who) -> None:
    page = dialog.tabs.currentWidget()
    assert isinstance(page, RatePage)
    first = view(library, who).contacts[0]
    rate(library, who, first.id, page.ratings.factors[0].key, 2)
    assert page.ratings.code(0, 0) == 2
    discard(library, who)
    assert page.ratings.rowCount() == 0


def test_a_removed_step_closes_it(qtbot: QtBot, dialog: AnswersDialog, library: Library, who: Who) -> None:
    remove_step(library, who.step_id)
    assert not dialog.isVisible()


def the_action(dialog: AnswersDialog) -> ActionPage:
    page = dialog.tabs.widget(2)
    assert isinstance(page, ActionPage)
    dialog.tabs.setCurrentWidget(page)
    return page


def test_what_they_are_going_to_do_is_corrected_too(
    qtbot: QtBot, dialog: AnswersDialog, library: Library, workshop: int, who: Who, history: History
) -> None:
    keep_own_action(library, who, OwnAction("Ask the setter"))
    page = the_action(dialog)
    assert page.what.words == "Ask the setter"
    # While it is shown, an answer that changes elsewhere leaves this tab in front.
    rate(library, who, view(library, who).contacts[0].id, "group", 2)
    assert dialog.tabs.currentWidget() is page
    page.what.selectAll()
    qtbot.keyClicks(page.what, "Ask the other setter")
    page.shared.click()
    assert read_own_action(library, who.step_id, who.participant_id) == OwnAction("Ask the other setter", shared=True)
    assert [each.wording.what for each in actions_of(library, workshop)] == ["Ask the other setter"]
    history.stack.undo()
    history.stack.undo()
    assert page.what.words == "Ask the setter" and actions_of(library, workshop) == []
    # Another tab, another way in and the end keep what is typed at that moment.
    qtbot.keyClicks(page.what, " now")
    dialog.tabs.setCurrentIndex(1)
    assert read_own_action(library, who.step_id, who.participant_id).what == "Ask the setter now"
    qtbot.keyClicks(the_action(dialog).what, " and")
    dialog.mode.setCurrentIndex(dialog.mode.findData("tally"))
    dialog.mode.activated.emit(dialog.mode.currentIndex())
    assert read_own_action(library, who.step_id, who.participant_id).what == "Ask the setter now and"
    qtbot.keyClicks(the_action(dialog).what, " then")
    dialog.reject()
    assert not dialog.isVisible()
    assert read_own_action(library, who.step_id, who.participant_id).what == "Ask the setter now and then"


def test_what_is_no_day_keeps_the_window_open(dialog: AnswersDialog, library: Library, who: Who) -> None:
    page = the_action(dialog)
    page.day.setText("soon")
    dialog.tabs.setCurrentIndex(0)
    assert dialog.tabs.currentWidget() is page and page.day.text() == "soon"
    dialog.accept()
    assert dialog.isVisible()
    remove_step(library, who.step_id)
    assert not dialog.isVisible()


def test_under_a_works_agreement_there_is_no_such_tab(
    dialog: AnswersDialog, library: Library, workshop: int, who: Who
) -> None:
    the_action(dialog)
    discard(library, who)
    change_agreement(library, workshop, holds=True)
    assert [dialog.tabs.tabText(at) for at in range(dialog.tabs.count())] == ["Number of people", "Counts"]
