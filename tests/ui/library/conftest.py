"""A library window with its library attached."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitator.exercises.templates import start_workshop
from facilitator.storage.library import Library
from ui.app import Program
from ui.bridge import LibraryBridge
from ui.history import History
from ui.library.window import LibraryWindow


@pytest.fixture
def programs(qtbot: QtBot) -> Iterator[list[Program]]:
    """Programs that a test has begun, which end with it."""
    made: list[Program] = []
    yield made
    for each in made:
        each.close()


@pytest.fixture
def three(library: Library) -> list[int]:
    """Three workshops, the newest first."""
    return [
        start_workshop(library, title, client=client, place=place, held_on=date(2026, month, 3)).value
        for title, client, place, month in (
            ("Autumn learning day", "Nordwind", "Oslo", 9),
            ("Summer school", "Acme", "Łódź", 6),
            ("Spring kick-off", "Nordwind", "Porto", 3),
        )
    ]


@pytest.fixture
def opened(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, history: History
) -> Iterator[Callable[[], LibraryWindow]]:
    def make() -> LibraryWindow:
        window = LibraryWindow()
        qtbot.addWidget(window)
        window.resize(1280, 720)
        window.show()
        qtbot.waitExposed(window)
        window.attach(library, bridge, history)
        QApplication.processEvents()
        return window

    yield make
    # Pictures that are being computed still read the library.
    QThreadPool.globalInstance().waitForDone()
    QApplication.processEvents()
