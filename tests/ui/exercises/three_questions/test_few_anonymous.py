"""Anonymous cards of one or two people are no secret: the console says so before they are revealed."""

from random import Random

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from facilitator.exercises.steps import add_exercise
from facilitator.exercises.three_questions.simulation import simulate
from facilitator.exercises.three_questions.wall import read_wall
from facilitator.storage.library import Library
from facilitator.workshop.roster import people_of
from ui.bridge import LibraryBridge
from ui.exercises.three_questions.results_page import CardResults
from ui.history import History


@pytest.mark.parametrize(("names", "warned"), [("anonymous", True), ("signed", False)])
def test_it_is_said_until_three_have_sent(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, workshop: int, names: str, warned: bool
) -> None:
    step = add_exercise(library, workshop, "three_questions", options={"names": names}).value
    page = CardResults(library, step, History(bridge))
    qtbot.addWidget(page)
    bridge.changed.connect(page.apply)
    says = page.findChild(QLabel, "phase-says")
    assert says is not None
    seen = {read_wall(library, step).sent: "wait for more" in says.text()}
    for number, person in enumerate(people_of(library, workshop)):
        simulate(library, step, person.id, Random(number))
        seen[read_wall(library, step).sent] = "wait for more" in says.text()
    assert {1, 2, 3} & set(seen)
    assert all(said == (warned and 0 < sent < 3) for sent, said in seen.items())
