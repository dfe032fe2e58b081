"""Programs with their windows, each with a library of its own, and the dialogs over them."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from facilitator.storage.library import open_library
from facilitator.storage.location import Place
from ui.app import Program
from ui.dialogs import Dialog


def opened(place: Place, programs: list[Program]) -> Program:
    """A program on the library at this place, added to those that a test closes."""
    program = Program(place)
    programs.append(program)
    program.use(open_library(place))
    program.window.show()
    return program


def shown(qtbot: QtBot, parent: QWidget, name: str) -> Dialog:
    """The dialog of this name over a window, once it is there."""
    found: list[Dialog] = []

    def is_there() -> bool:
        found[:] = [each for each in parent.findChildren(Dialog, name) if each.isVisible()]
        return bool(found)

    qtbot.waitUntil(is_there)
    return found[0]


def press(dialog: QWidget, name: str) -> None:
    """Click a button that can be clicked."""
    button = dialog.findChild(QPushButton, name)
    assert button is not None and button.isEnabled()
    button.click()


def choose(qtbot: QtBot, parent: QWidget, path: Path) -> None:
    """Choose a file in the system's window over another one, once it is there."""
    qtbot.waitUntil(lambda: any(each.isVisible() for each in parent.findChildren(QFileDialog)))
    (chooser,) = [each for each in parent.findChildren(QFileDialog) if each.isVisible()]
    chooser.fileSelected.emit(str(path))
    chooser.close()


def text_of(dialog: QWidget) -> str:
    """All that its labels say and that can be seen."""
    return "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())
