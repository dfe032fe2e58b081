"""The house's pages carry the card: at the station by the phase, in a correction, and for sheets that are typed in."""

from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from written_cards import Writer, begin, own_cards, reopen, send, write_card

from facilitator.exercises.steps import add_exercise
from facilitator.exercises.three_questions.participants import standings
from facilitator.exercises.three_questions.setup import change_phase, get_setup
from facilitator.exercises.three_questions.themes import make_theme
from facilitator.exercises.three_questions.wall import read_wall
from facilitator.storage.library import Library
from facilitator.workshop.data_protection import protection_of
from facilitator.workshop.roster import people_of
from facilitator.workshop.standings import State
from ui.bridge import LibraryBridge
from ui.exercises.registry import exercise_ui
from ui.exercises.three_questions.entry.closed import ClosedPage
from ui.exercises.three_questions.entry.vote import VotePage
from ui.history import History
from ui.pages.answers_dialog import AnswersDialog
from ui.pages.fields import CardsField
from ui.pages.flow_view import FlowView
from ui.pages.paper import PaperDialog
from ui.simulated_user import SimulatedUser


def shown(qtbot: QtBot, window: QWidget) -> SimulatedUser:
    qtbot.addWidget(window)
    window.resize(1280, 720)
    window.show()
    window.setFocus()
    QApplication.processEvents()
    return SimulatedUser(window)


def said(window: QWidget) -> str:
    return "\n".join(label.text() for label in window.findChildren(QLabel) if label.isVisibleTo(window))


def test_the_station_turns_with_the_phase(qtbot: QtBot, library: Library, bridge: LibraryBridge, workshop: int) -> None:
    step = add_exercise(library, workshop, "three_questions").value
    person = people_of(library, workshop)[0]
    flow = exercise_ui("three_questions").station_flow(bridge, step, person.id)
    user = shown(qtbot, flow)
    user.type("\n")
    field = flow.findChild(CardsField)
    assert field is not None and not field.add.isEnabled()
    user.type("We wait too long")
    assert "16 of 160 letters" in said(flow)
    field.add.click()
    assert [card.text for card in own_cards(library, Writer(step, person.id))] == ["We wait too long"]
    user.type("\n")
    assert "Improvements" in said(flow)
    change_phase(library, step, "reveal")
    assert flow.findChild(ClosedPage) is not None and "We wait too long" in said(flow)
    change_phase(library, step, "collect")
    assert flow.findChild(ClosedPage) is None and flow.findChild(CardsField) is not None
    user.type("\n\n")
    button = flow.findChild(QPushButton, "pages-next")
    assert button is not None and button.text() == "Send 1 card"
    with qtbot.waitSignal(flow.finished):
        user.type("\n")
    make_theme(library, step, "Waiting", [card.id for card in read_wall(library, step).cards])
    change_phase(library, step, "vote")
    vote = flow.findChild(VotePage)
    assert vote is not None and "Waiting" in said(flow)
    user.type("+")
    assert vote.left == 2 and "2 dots left" in said(flow)
    with qtbot.waitSignal(flow.finished):
        user.click("card-next")


def test_that_a_notice_was_read_is_kept(qtbot: QtBot, library: Library, bridge: LibraryBridge, workshop: int) -> None:
    step = add_exercise(library, workshop, "three_questions").value
    person = people_of(library, workshop)[0]
    before = protection_of(library, workshop)
    flow = exercise_ui("three_questions").station_flow(bridge, step, person.id)
    shown(qtbot, flow).type("\n")
    assert protection_of(library, workshop) != before


def test_a_correction_shows_what_was_sent_and_no_draft(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, workshop: int, history: History
) -> None:
    step = add_exercise(library, workshop, "three_questions").value
    person = people_of(library, workshop)[0]
    who, first = Writer(step, person.id), get_setup(library, step).prompts[0]
    begin(library, who)
    write_card(library, who, first.id, "A tpyo")
    send(library, who)
    reopen(library, who)
    write_card(library, who, first.id, "A thought of mine")
    dialog = exercise_ui("three_questions").answers_dialog(bridge, step, person.id, history, None)  # type: ignore[arg-type]
    assert isinstance(dialog, AnswersDialog)
    user = shown(qtbot, dialog)
    assert "A tpyo" in said(dialog) and "A thought of mine" not in said(dialog)
    assert "belong to their writer alone: 1." in said(dialog)
    user.click("pages-change-0")
    assert "A thought of mine" not in said(dialog)
    user.click("field-prompt_1-edit-1")
    field = dialog.findChild(CardsField)
    assert field is not None
    field.field.show_words("")
    user.type("A typo")
    dialog.accept()
    assert [(card.text, card.sent) for card in own_cards(library, who)] == [
        ("A typo", True),
        ("A thought of mine", False),
    ]
    assert standings(library, step, person.id)[0].state is State.BUSY
    assert [card.text for card in read_wall(library, step).cards] == ["A typo"]
    history.stack.undo()
    assert [card.text for card in read_wall(library, step).cards] == ["A tpyo"]


def test_a_sheet_is_typed_in_while_the_room_looks_at_the_wall(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, workshop: int, history: History
) -> None:
    step = add_exercise(library, workshop, "three_questions").value
    person = people_of(library, workshop)[1]
    change_phase(library, step, "gather")
    dialog = exercise_ui("three_questions").paper_dialog(bridge, step, history, None)  # type: ignore[arg-type]
    assert isinstance(dialog, PaperDialog)
    user = shown(qtbot, dialog)
    dialog.open_sheet(person.id)
    assert dialog.findChild(FlowView) is not None
    user.type("From paper\n\n\n\n\n")
    assert [(card.text, card.signature) for card in read_wall(library, step).cards] == [("From paper", person.name)]
    assert standings(library, step, person.id)[0].state is State.DONE


def test_whose_anonymous_cards_are_nobody_can_tell(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, workshop: int, history: History
) -> None:
    step = add_exercise(library, workshop, "three_questions", options={"names": "anonymous"}).value
    person = people_of(library, workshop)[0]
    write_card(library, Writer(step, person.id), get_setup(library, step).prompts[0].id, "A secret")
    send(library, Writer(step, person.id))
    dialog = exercise_ui("three_questions").answers_dialog(bridge, step, person.id, history, None)  # type: ignore[arg-type]
    shown(qtbot, dialog)
    assert "Correct a card under Results, Cards" in said(dialog) and "A secret" not in said(dialog)
