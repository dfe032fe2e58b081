"""A console on a real library, with the projector beside it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from facilitator.exercises.network.answers import Who, add_contact, choose_entry_mode, finish, rate
from facilitator.exercises.network.setup import get_setup
from facilitator.storage.library import Library
from facilitator.workshop.agenda import run_step
from facilitator.workshop.roster import people_of
from ui.bridge import LibraryBridge
from ui.console.hooks import Hooks
from ui.console.window import ConsoleWindow
from ui.history import History
from ui.projector.window import ProjectorWindow
from ui.stage import Stage

SECRET = "Zyxwvut"
"""Begins every contact's label: it must never be on the projector or in a report."""


@dataclass
class Desk:
    library: Library
    bridge: LibraryBridge
    history: History
    stage: Stage
    workshop: int
    step: int
    console: ConsoleWindow
    asked: list[tuple[str, Any]] = field(default_factory=list)

    def people(self) -> list[int]:
        return [person.id for person in people_of(self.library, self.workshop)]

    def answer(self, participant_id: int, contacts: int = 3, origin: object = None) -> None:
        """Answer everything about some contacts, as at the station."""
        who = Who(self.step, participant_id, origin)
        choose_entry_mode(self.library, who, "contact")
        for number in range(contacts):
            contact = add_contact(self.library, who, f"{SECRET} {number}").value
            for place, factor in enumerate(get_setup(self.library, self.step).active):
                rate(self.library, who, contact, factor.key, 1 + (number + place + participant_id) % len(factor.codes))

    def finish(self, participant_id: int) -> None:
        finish(self.library, Who(self.step, participant_id))

    def leave_lists(self) -> None:
        """Put the keyboard where letters are the console's keys: in a list they find what begins with them."""
        self.console.setFocus()

    def run_network(self) -> None:
        run_step(self.library, self.step)
        self.console.run(self.step)


@pytest.fixture
def desk(qtbot: QtBot, library: Library, workshop: int, network_step: int) -> Iterator[Desk]:
    bridge = LibraryBridge(library)
    history = History(bridge)
    stage = Stage()
    asked: list[tuple[str, Any]] = []

    def asks(name: str) -> Any:
        return lambda *values: asked.append((name, values))

    names = ("show_projector", "wish_screen", "open_station", "edit_people", "import_file", "show_about")
    hooks = Hooks(*(asks(name) for name in (*names, "go_on_with", "quit")))
    console = ConsoleWindow(library, bridge, history, stage, workshop, hooks)
    qtbot.addWidget(console)
    with qtbot.waitExposed(console):
        console.show()
    console.activateWindow()
    yield Desk(library, bridge, history, stage, workshop, network_step, console, asked)
    console.close()
    bridge.close()


@pytest.fixture
def projector(qtbot: QtBot, desk: Desk) -> Iterator[ProjectorWindow]:
    window = ProjectorWindow(desk.library, desk.bridge, desk.stage, desk.workshop, lambda: desk.console)
    qtbot.addWidget(window)
    window.resize(1280, 720)
    with qtbot.waitExposed(window):
        window.show()
    desk.console.set_projector(True)
    yield window
    window.close()
