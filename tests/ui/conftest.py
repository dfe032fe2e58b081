"""What tests of windows share: a look, a bridge, and hands that type as a person would."""

import gc
from collections.abc import Iterator

import pytest
import shiboken6
from patient import PATIENCE, PatientBot
from PySide6.QtCore import QCoreApplication, QEvent, QThreadPool
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from facilitator.storage.library import Library
from facilitator.workshop.pin import set_pin
from ui.bridge import LibraryBridge
from ui.garbage import garbage_collector
from ui.history import History
from ui.open_library import OpenLibrary
from ui.projector.window import ProjectorWindow
from ui.simulated_user import SimulatedUser
from ui.stage import Stage
from ui.station.window import StationWindow
from ui.theme import motion, theme
from ui.theme.layouts import forget_items_of_layouts

PIN = "2468"
_OFTEN = gc.get_threshold()[0]
"""New objects between two searches for garbage as Python itself has it, before `tests/conftest.py` changes it."""


class Station(SimulatedUser):
    """The station's window with hands on it."""

    window: StationWindow

    def take_name(self, letters: str) -> None:
        self.type(letters + "\n")

    def begin(self, letters: str) -> None:
        """From the list of names past the privacy notice."""
        self.take_name(letters)
        self.type("\n")
        self.type("\n")

    @property
    def texts(self) -> str:
        """Every text that is on the screen now."""
        seen = []
        for widget in self.window.findChildren(QWidget):
            if widget.isVisible() and hasattr(widget, "text") and isinstance(widget.text(), str):
                seen.append(widget.text())
        return "\n".join(seen)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    return PatientBot(request)


@pytest.fixture(autouse=True)
def ends_as_in_the_program(qapp: QApplication) -> Iterator[None]:
    """A window that a test lets go would otherwise end in whichever thread of the pool is at work by then.

    One that it does not let go ends here: thousands would be polished, and their timers run, in all tests that follow.
    """
    forget_items_of_layouts()
    seldom, *others = gc.get_threshold()
    gc.set_threshold(_OFTEN, *others)
    garbage_collector().start()
    yield
    # What is still read for a window is brought to it before it goes.
    QThreadPool.globalInstance().waitForDone(PATIENCE)
    QApplication.processEvents()
    for window in QApplication.topLevelWidgets():
        if shiboken6.isValid(window) and window.parent() is None:
            window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    garbage_collector().stop()
    gc.collect(1)
    gc.set_threshold(seldom, *others)


@pytest.fixture(autouse=True)
def motion_as_usual() -> Iterator[None]:
    yield
    motion.choose(None)


@pytest.fixture
def bridge(library: Library, qapp: QApplication) -> Iterator[LibraryBridge]:
    made = LibraryBridge(library)
    yield made
    made.close()


@pytest.fixture
def history(bridge: LibraryBridge) -> History:
    return History(bridge)


@pytest.fixture
def light(qapp: QApplication) -> Iterator[None]:
    """The light look, whichever others a test tries."""
    theme.apply(qapp, "light")
    yield
    theme.apply(qapp, "light")


@pytest.fixture
def opened(library: Library, qapp: QApplication) -> Iterator[OpenLibrary]:
    """What stands behind the windows of an open library."""
    made = OpenLibrary(library)
    yield made
    made.close_windows()
    made.bridge.close()


@pytest.fixture
def stage() -> Stage:
    return Stage()


@pytest.fixture
def window(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, workshop: int, stage: Stage
) -> Iterator[ProjectorWindow]:
    """What the room sees of the stage."""
    made = ProjectorWindow(library, bridge, stage, workshop)
    qtbot.addWidget(made)
    made.resize(1280, 720)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close()


@pytest.fixture
def station(library: Library, bridge: LibraryBridge, workshop: int, network_step: int) -> Iterator[Station]:
    """The station open on the network step, its PIN chosen."""
    set_pin(library, PIN)
    window = StationWindow(library, bridge, workshop, network_step)
    window.open(full_screen=False)
    window.resize(1280, 720)
    QApplication.processEvents()
    yield Station(window)
    if window.isVisible():
        window.release()
    window.deleteLater()


@pytest.fixture
def parent(qtbot: QtBot) -> QMainWindow:
    """A window to open others over."""
    window = QMainWindow()
    qtbot.addWidget(window)
    window.resize(1280, 720)
    window.show()
    return window
