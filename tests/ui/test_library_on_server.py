"""The windows over a library on a server: what others write, a server that is away, and what only a file has."""

import os
from collections.abc import Iterator
from dataclasses import replace

import pytest
from keyring_in_memory import KeyringInMemory, keyring_of_the_test
from library_server import PASSWORD, LibraryServer
from line_to_server import BreakingLine, breaking_line
from prepared import workshop_of_six
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from facilitator.exercises.network.answers import Who, add_contact, contacts_of
from facilitator.exercises.steps import add_exercise
from facilitator.storage.library import Library, open_library
from facilitator.storage.server.address import ServerAddress
from facilitator.workshop.agenda import run_step
from facilitator.workshop.roster import Person, add_people, people_of
from facilitator.workshop.workshops import list_workshops, rename_workshop
from ui.app import Program
from ui.console.people_model import STANDING
from ui.simulated_user import SimulatedUser

__all__ = ["keyring_of_the_test"]


@pytest.fixture
def line(server: LibraryServer) -> Iterator[BreakingLine]:
    """What the program's connections go over."""
    with breaking_line(server.port) as made:
        yield made


@pytest.fixture
def elsewhere(address: ServerAddress) -> Iterator[Library]:
    """The library as another program has it open."""
    opened = open_library(address)
    yield opened
    opened.close()


@pytest.fixture
def room(elsewhere: Library) -> tuple[int, int]:
    """A workshop with people and a step of the network, by their ids."""
    workshop = workshop_of_six(elsewhere)
    return workshop, add_exercise(elsewhere, workshop, "network").value
