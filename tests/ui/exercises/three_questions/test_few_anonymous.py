"""Anonymous cards of one or two people are no secret: the console says so before they are revealed."""

from random import Random

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from written_cards import Writer, send, simulate, write_card

from facilitator.exercises.steps import add_exercise
from facilitator.exercises.three_questions.setup import change_phase, get_setup
from facilitator.exercises.three_questions.wall import read_wall
from facilitator.storage.library import Library
from facilitator.workshop.roster import people_of
from ui.bridge import LibraryBridge
from ui.exercises.registry import exercise_ui
from ui.exercises.three_questions.results_page import CardResults
from ui.history import History


@pytest.mark.parametrize(("names", "warned"), [("anonymous", True), ("signed", False)])
def test_it_is_said_until_three_have_sent(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, workshop: int, names: str, warned: bool
) -> None:
    step = add_exercise(library, workshop, "three_questions", options={"names": names}).value
    page = CardResults(bridge, step, History(bridge))
    qtbot.addWidget(page)
    says = page.findChild(QLabel, "phase-says")
    assert says is not None
    seen = {read_wall(library, step).sent: "wait for more" in says.text()}
    for number, person in enumerate(people_of(library, workshop)):
        simulate(library, step, person.id, Random(number))
        seen[read_wall(library, step).sent] = "wait for more" in says.text()
    assert {1, 2, 3} & set(seen)
    assert all(said == (warned and 0 < sent < 3) for sent, said in seen.items())


def test_what_came_after_the_cards_were_read_is_said_here_and_at_the_station(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, workshop: int
) -> None:
    step = add_exercise(library, workshop, "three_questions", options={"names": "anonymous"}).value
    page = CardResults(bridge, step, History(bridge))
    qtbot.addWidget(page)
    says = page.findChild(QLabel, "phase-says")
    assert says is not None
    people = [person.id for person in people_of(library, workshop)]

    def notice() -> str:
        # Of somebody who has not begun: to others it is not shown again.
        read = exercise_ui("three_questions").station_flow(bridge, step, people[4])
        qtbot.addWidget(read)
        return " ".join(label.text() for label in read.findChildren(QLabel))

    for person in people[:3]:
        simulate(library, step, person, Random(person))
    assert "have handed in again" not in notice()
    change_phase(library, step, "reveal")
    change_phase(library, step, "collect")
    assert "stays closed until at least 3 people have handed in again" in notice()
    write_card(library, Writer(step, people[3]), get_setup(library, step).prompts[0].id, "Late")
    send(library, Writer(step, people[3]))
    for phase in ("reveal", "gather", "collect"):
        assert "1 card came after the others had been read" in says.text()
        assert "after 3 people have handed in since" in says.text()
        change_phase(library, step, phase)  # type: ignore[arg-type]
    for person in people[:2]:
        send(library, Writer(step, person))
    change_phase(library, step, "reveal")
    assert "came after" not in says.text()
