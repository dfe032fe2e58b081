"""Rights to single workshops in the windows: who has none does not see it, a reader is told so, an owner gives them."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from command_line import facilitator
from library_server import PASSWORD, LibraryServer
from prepared import workshop_of_six
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from facilitator.exercises.steps import exercise_steps
from facilitator.storage.library import open_library
from facilitator.storage.server.address import ServerAddress
from facilitator.workshop.agenda import current_step, steps_of
from facilitator.workshop.rights import Right, rights_of
from facilitator.workshop.workshops import get_workshop
from ui.app import Program
from ui.library.rights import RightsForm


@pytest.fixture
def people(server: LibraryServer, address: ServerAddress) -> Iterator[list[ServerAddress]]:
    """Anna and Ben, who work with a library in which rights hold."""
    server.run("CREATE ROLE facilitators")
    for name in ("anna", "ben"):
        server.run(f"CREATE ROLE {name} LOGIN PASSWORD '{PASSWORD}' IN ROLE facilitators")
    facilitator("server-rights", address, "facilitators")
    yield [replace(address, user=name) for name in ("anna", "ben")]
    server.run("DROP OWNED BY facilitators, anna, ben", address.database)
    for name in ("anna", "ben", "facilitators"):
        server.run(f"DROP ROLE {name}")


@pytest.fixture
def programs(qtbot: QtBot, people: list[ServerAddress]) -> Iterator[list[Program]]:
    """Anna's program, with a workshop of hers, and Ben's."""
    library = open_library(people[0])
    workshop_of_six(library)
    library.close()
    made = []
    for each in people:
        program = Program(each)
        program.watch_errors()
        made.append(program)
        with qtbot.waitSignal(program._settled):
            program.open()
    yield made
    for program in reversed(made):
        program.close()


def give(program: Program, right: Right) -> None:
    """Give Ben a right by the form, as the facilitator does."""
    program.window.actions_by_name["rights"].trigger()
    form = [each for each in program.window.findChildren(RightsForm) if each.isVisible()][-1]
    choice = form.choices["ben"]
    choice.setCurrentIndex(choice.findData(right))
    yes = form.findChild(QPushButton, "yes")
    assert yes is not None
    yes.click()
    assert not form.isVisible()


def test_an_owner_gives_and_takes_rights_and_the_other_sees_it(
    qtbot: QtBot, programs: list[Program], people: list[ServerAddress]
) -> None:
    anna, ben = programs
    assert anna.opened is not None and ben.opened is not None
    workshop = anna.window.chosen_id
    assert workshop is not None
    assert ben.window.cards.rowCount() == 0 and ben.window.actions_by_name["rights"].isVisible()
    give(anna, Right.READER)
    qtbot.waitUntil(lambda: ben.window.cards.rowCount() == 1)
    ben.open_workshop(workshop)
    console = ben.opened.console
    assert console is not None
    note = console.findChild(QLabel, "read-only")
    assert note is not None and note.isVisibleTo(console)
    step = next(step.id for step, each in exercise_steps(ben.opened.library, workshop) if each.kind == "network")
    console.agenda.choose(step)
    console.run(step)
    assert current_step(steps_of(anna.opened.library, workshop)) is None
    ben.window.actions_by_name["rights"].trigger()
    form = ben.window.findChild(RightsForm)
    assert form is not None and form.findChild(QPushButton, "yes") is None
    assert not any(choice.isEnabled() for choice in form.choices.values())
    form.close()
    give(anna, Right.CO_FACILITATOR)
    qtbot.waitUntil(lambda: not note.isVisibleTo(console))
    console.run(step)
    assert current_step(steps_of(anna.opened.library, workshop)) is not None
    give(anna, Right.NONE)
    # What is open of it closes: it is not there any more.
    qtbot.waitUntil(lambda: ben.opened.console is None)  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: ben.window.cards.rowCount() == 0)


def test_they_are_given_by_a_command_as_well(people: list[ServerAddress], programs: list[Program]) -> None:
    anna, ben = people
    said = facilitator("rights", 1, "--give", "ben=co_facilitator", "--library", anna).stdout
    assert [line.split() for line in said.splitlines()[1:]] == [["anna", "owner"], ["ben", "co_facilitator"]]
    assert "you may only read it" in facilitator("rights", 1, "--give", "ben=owner", "--library", ben, code=1).stderr
    assert "NAME=RIGHT" in facilitator("rights", 1, "--give", "ben=king", "--library", anna, code=1).stderr
    library = open_library(ben)
    assert rights_of(library, 1)["ben"] is Right.CO_FACILITATOR and get_workshop(library, 1).title
    library.close()
