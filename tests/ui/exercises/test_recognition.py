"""Recognition at the station and before the room."""

from datetime import date

from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot
from seated import seated

from facilitator.exercises.recognition.thanks import read_thanks
from facilitator.exercises.registry import exercise
from facilitator.exercises.steps import add_exercise
from facilitator.questionnaires.answers import put, reopen, send
from facilitator.questionnaires.flow import Flow
from facilitator.questionnaires.html import page_of
from facilitator.questionnaires.model import Value
from facilitator.questionnaires.reading import Who, has_sent, read_given
from facilitator.storage.library import Library
from facilitator.workshop.roster import Person, add_people
from facilitator.workshop.workshops import new_workshop
from ui.bridge import LibraryBridge
from ui.exercises.board_view import BoardView
from ui.exercises.registry import exercise_ui
from ui.history import History
from ui.pages.answers_dialog import AnswersDialog
from ui.pages.paper import PaperDialog
from ui.simulated_user import SimulatedUser

KIND = "recognition"
TEAMS = ("North", "South", "West")


def test_thanks_typed_at_the_station_stand_before_the_room_until_one_side_takes_them_back(
    qtbot: QtBot, library: Library, bridge: LibraryBridge
) -> None:
    workshop = new_workshop(library, "Room").value
    cast = [Person(f"Person {number}", team=TEAMS[number % 3]) for number in range(6)]
    ids = list(add_people(library, workshop, cast).value)
    step = add_exercise(library, workshop, KIND).value
    view = exercise_ui(KIND).projector_view("wall", bridge, step)
    qtbot.addWidget(view)
    assert isinstance(view, BoardView)
    assert not view.wall.board.blocks()

    def at_the_station(person: int, *lines: str) -> None:
        flow = exercise_ui(KIND).station_flow(bridge, step, person)
        user = seated(qtbot, flow)
        for line in lines:
            user.type(line)
        assert has_sent(library, Who(step, person)), lines

    at_the_station(ids[1], "\n", "1\n", "\n", "\n", "\n")
    at_the_station(ids[0], "\n", "\n", "\n", "1\n", "the form\n", "it works\n", "1\n", "1\n", "1\n", "\n")
    (thanks,) = read_thanks(library, step)
    assert thanks.is_shown and thanks.to_people
    qtbot.waitUntil(lambda: bool(view.wall.board.blocks()))
    (note,) = view.wall.board.blocks()
    assert "the form" in note.told() and "Person 0" in note.told() and view.rests_on()
    reopen(library, Who(step, ids[1]))
    qtbot.waitUntil(lambda: not view.wall.board.blocks())
    assert not view.rests_on()


def test_the_wall_comes_first_and_figures_are_those_of_every_described_exercise(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, workshop: int
) -> None:
    step = add_exercise(library, workshop, KIND).value
    keys = [view.key for view in exercise_ui(KIND).views()]
    assert keys == ["wall", *(key for key, _ in exercise(KIND).figure_titles())]
    for key in keys:
        view = exercise_ui(KIND).projector_view(key, bridge, step)
        qtbot.addWidget(view)
        view.resize(1280, 720)
        view.show()
        assert not view.grab().isNull()


def test_nobody_agrees_for_somebody_else(qtbot: QtBot, library: Library, bridge: LibraryBridge) -> None:
    """In the window for corrections a consent can be taken back and not given; what is on a sheet is typed in."""
    workshop = new_workshop(library, "Room").value
    (person,) = add_people(library, workshop, [Person("Ada Moor", team="North")]).value
    step = add_exercise(library, workshop, KIND).value
    history, desk = History(bridge), QWidget()
    qtbot.addWidget(desk)
    who = Who(step, person)
    put(library, who, "be_shown", [Value(missing="declined")])
    send(library, who)
    dialog = exercise_ui(KIND).answers_dialog(bridge, step, person, history, desk)
    assert isinstance(dialog, AnswersDialog)
    dialog.show()
    QApplication.processEvents()
    failed: list[str] = []
    dialog.view.flow.failed.connect(failed.append)
    assert dialog.view.flow.go_to("own")
    SimulatedUser(dialog).type("1")
    assert not read_given(library, who).agreed("be_shown")
    assert failed == ["Only they can agree to this themselves, at the station or on a sheet of theirs."]
    put(library, who, "be_shown", [Value(day=date.today())])
    SimulatedUser(dialog).type("2")
    assert not read_given(library, who).agreed("be_shown") and len(failed) == 1
    dialog.done(QDialog.DialogCode.Accepted)
    sheets = PaperDialog(bridge, step, history, desk)
    sheets.open_sheet(person)
    sheets.show()
    QApplication.processEvents()
    SimulatedUser(sheets).type("1")
    assert read_given(library, who).agreed("be_shown")
    sheets.done(QDialog.DialogCode.Accepted)


def test_where_nobody_else_is_there_the_page_says_so(qtbot: QtBot, library: Library, bridge: LibraryBridge) -> None:
    workshop = new_workshop(library, "One").value
    (alone,) = add_people(library, workshop, [Person("Ana Sousa", team="North")]).value
    step = add_exercise(library, workshop, KIND).value
    flow = exercise_ui(KIND).station_flow(bridge, step, alone)
    user = seated(qtbot, flow)
    said: set[str] = set()
    for line in ("\n", "1\n", "\n"):
        user.type(line)
        said |= {label.text() for label in flow.findChildren(QLabel) if label.isVisible()}
    assert {"There is no other team to choose.", "There is nobody else."} <= said
    page = page_of(Flow(library, step, alone), "a_person")
    assert page is not None and "There is nobody else." in page.body
