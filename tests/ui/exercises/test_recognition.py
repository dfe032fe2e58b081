"""Recognition at the station and before the room."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitator.exercises.recognition.thanks import read_thanks
from facilitator.exercises.registry import exercise
from facilitator.exercises.steps import add_exercise
from facilitator.questionnaires.answers import Who, has_sent, reopen
from facilitator.storage.library import Library
from facilitator.workshop.roster import Person, add_people
from facilitator.workshop.workshops import new_workshop
from ui.bridge import LibraryBridge
from ui.exercises.board_view import BoardView
from ui.exercises.registry import exercise_ui
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
        qtbot.addWidget(flow)
        flow.resize(1280, 720)
        flow.show()
        flow.setFocus()
        QApplication.processEvents()
        user = SimulatedUser(flow)
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
