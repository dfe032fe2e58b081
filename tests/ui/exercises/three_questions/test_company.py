"""Writing in pairs and as a team at the station, and own wordings, through the real windows."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot
from seated import seated
from written_cards import Writer, own_cards

from facilitator.exercises.steps import add_exercise
from facilitator.exercises.three_questions.participants import standings
from facilitator.exercises.three_questions.setup import get_setup
from facilitator.exercises.three_questions.templates import own_wordings
from facilitator.exercises.three_questions.wall import read_wall
from facilitator.storage.library import Library
from facilitator.workshop.roster import people_of
from facilitator.workshop.standings import State
from ui.bridge import LibraryBridge
from ui.exercises.three_questions.operations import CardForm, CardOperations
from ui.exercises.three_questions.settings import SettingsDialog
from ui.exercises.three_questions.station import CardStationFlow
from ui.history import History
from ui.pages.flow_view import FlowView
from ui.pages.page_base import FlowPage
from ui.simulated_user import SimulatedUser


def at_station(qtbot: QtBot, library: Library, step: int, person: int) -> tuple[CardStationFlow, SimulatedUser]:
    flow = CardStationFlow(LibraryBridge(library), step, person)
    return flow, seated(qtbot, flow)


def page_of(flow: CardStationFlow) -> FlowPage:
    view = flow.findChild(FlowView)
    assert view is not None and view.page is not None
    return view.page


def press(window: CardStationFlow | SettingsDialog, name: str) -> QPushButton:
    button = window.findChild(QPushButton, name)
    assert isinstance(button, QPushButton), name
    return button


def test_two_choose_each_other_and_both_are_done(qtbot: QtBot, library: Library, workshop: int) -> None:
    step = add_exercise(library, workshop, "three_questions", options={"together": "pairs"}).value
    first, second, *_ = people_of(library, workshop)
    flow, user = at_station(qtbot, library, step, first.id)
    user.type("\n")
    assert page_of(flow).objectName() == "pages-partners"
    assert page_of(flow).next_text == "Write alone"
    qtbot.mouseClick(press(flow, f"partner-{second.id}"), Qt.MouseButton.LeftButton)
    assert page_of(flow).next_text == "Write with 1 other"
    page_of(flow).try_next()
    user.type("We wait too long\n\n\n\n\n")
    assert page_of(flow).objectName() == "pages-read-over" or standings(library, step)[0].state is State.DONE
    assert [s.state for s in standings(library, step)][:2] == [State.DONE, State.DONE]
    assert [card.signature for card in read_wall(library, step).cards] == [f"{first.name} & {second.name}"]
    # The partner comes later and goes on with the same card, without a word about company.
    other, _ = at_station(qtbot, library, step, second.id)
    assert page_of(other).objectName() == "pages-read-over"
    assert [card.text for card in own_cards(library, Writer(step, second.id))] == ["We wait too long"]


def test_a_third_choice_takes_the_place_of_the_first(qtbot: QtBot, library: Library, workshop: int) -> None:
    step = add_exercise(library, workshop, "three_questions", options={"together": "pairs"}).value
    first, *others = people_of(library, workshop)
    flow, user = at_station(qtbot, library, step, first.id)
    user.type("\n")
    for person in others[:3]:
        qtbot.mouseClick(press(flow, f"partner-{person.id}"), Qt.MouseButton.LeftButton)
    chosen = [person.id for person in others if press(flow, f"partner-{person.id}").isChecked()]
    assert len(chosen) == 2 and others[2].id in chosen


def test_a_team_is_preset_and_who_is_away_is_taken_out(qtbot: QtBot, library: Library, workshop: int) -> None:
    step = add_exercise(library, workshop, "three_questions", options={"together": "teams"}).value
    people = people_of(library, workshop)
    team = [person for person in people if person.team == people[0].team]
    flow, user = at_station(qtbot, library, step, people[0].id)
    user.type("\n")
    away = team[-1]
    qtbot.mouseClick(press(flow, f"partner-{away.id}"), Qt.MouseButton.LeftButton)
    page_of(flow).try_next()
    begun = {s.participant_id for s in standings(library, step) if s.state is not State.TO_GO}
    assert begun == {person.id for person in team} - {away.id}


def test_a_wording_is_kept_found_again_and_forgotten(
    qtbot: QtBot, library: Library, workshop: int, history: History
) -> None:
    step = add_exercise(library, workshop, "three_questions").value
    dialog = SettingsDialog(library, step, history, None)
    qtbot.addWidget(dialog)
    dialog.show()
    question = dialog.findChild(QLineEdit, "prompt-1-question")
    help_ = dialog.findChild(QLineEdit, "prompt-1-help")
    assert question is not None and help_ is not None
    question.setText("What was hard this week?")
    help_.clear()
    dialog.ahead[0].setChecked(True)
    press(dialog, "card-keep").click()
    asked = QApplication.activeModalWidget() or next(
        w for w in QApplication.topLevelWidgets() if w.objectName() == "ask-line"
    )
    SimulatedUser(asked).type("Weekly\n")
    assert [wording.title for wording in own_wordings(library)] == ["Weekly"]
    dialog._save()
    setup = get_setup(library, step)
    assert (setup.prompts[0].question, setup.prompts[0].help) == ("What was hard this week?", "")
    assert setup.prompts[0].looks_ahead
    # In another workshop's step.
    other = add_exercise(library, workshop, "three_questions").value
    second = SettingsDialog(library, other, history, None)
    qtbot.addWidget(second)
    second.templates.setCurrentIndex(second.templates.findData("Weekly"))
    second.templates.activated.emit(second.templates.currentIndex())
    second._save()
    assert get_setup(library, other).prompts[0].question == "What was hard this week?"
    press(second, "card-forget").click()
    assert own_wordings(library) == []
    history.stack.undo()
    assert get_setup(library, other).prompts[0].question != "What was hard this week?"


def test_a_card_is_written_down_for_a_person(qtbot: QtBot, library: Library, workshop: int, history: History) -> None:
    step = add_exercise(library, workshop, "three_questions").value
    person = people_of(library, workshop)[1]
    form = CardForm(CardOperations(library, step, history, None), get_setup(library, step), None)  # type: ignore[arg-type]
    qtbot.addWidget(form)
    form.show()
    author = form.findChild(QComboBox, "card-author")
    assert author is not None
    author.setCurrentIndex(author.findData(person.id))
    form.field.setFocus()
    SimulatedUser(form).type("Spoken aloud\n")
    assert [(card.text, card.signature) for card in read_wall(library, step).cards] == [("Spoken aloud", person.name)]
    history.stack.undo()
    assert read_wall(library, step).cards == ()
