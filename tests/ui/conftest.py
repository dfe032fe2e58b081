"""What tests of windows share: a look, a bridge, and hands that type as a person would."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from facilitator.storage.library import Library
from facilitator.workshop.pin import set_pin
from ui.bridge import LibraryBridge
from ui.station.window import StationWindow

PIN = "2468"
_KEYS = {
    "\n": Qt.Key.Key_Return,
    "\t": Qt.Key.Key_Tab,
    "\b": Qt.Key.Key_Backspace,
    "\x1b": Qt.Key.Key_Escape,
    "↑": Qt.Key.Key_Up,
    "↓": Qt.Key.Key_Down,
    "←": Qt.Key.Key_Left,
    "→": Qt.Key.Key_Right,
}


class Hands:
    """Types into whatever has the keyboard's focus in one window, and counts the keys."""

    def __init__(self, window: QWidget) -> None:
        self.window = window
        self.keys = 0

    def type(self, text: str) -> None:
        for letter in text:
            self.press(letter)

    def press(self, letter: str, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        target = self.window.focusWidget() or self.window
        self.keys += 1
        if letter in _KEYS:
            QTest.keyClick(target, _KEYS[letter], modifier)
        elif letter.isascii():
            QTest.keyClick(target, letter, modifier)
        else:
            QApplication.sendEvent(target, QKeyEvent(QEvent.Type.KeyPress, 0, modifier, letter))
        QApplication.processEvents()

    def find(self, name: str) -> QWidget:
        found = [each for each in self.window.findChildren(QWidget, name) if each.isVisible()]
        assert found, f"no visible {name}"
        return found[0]

    def sees(self, name: str) -> bool:
        return any(each.isVisible() for each in self.window.findChildren(QWidget, name))

    def click(self, name: str) -> None:
        widget = self.find(name)
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=widget.rect().center())
        QApplication.processEvents()

    def click_at(self, widget: QWidget, at: QPoint) -> None:
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at)
        QApplication.processEvents()


class Station(Hands):
    """The station's window with hands on it."""

    window: StationWindow

    def take_name(self, letters: str) -> None:
        self.type(letters + "\n")

    def begin(self, letters: str, digits: str = "") -> None:
        """From the list of names past the privacy notice."""
        self.take_name(letters)
        self.type(digits or "\n")
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
def bridge(library: Library, qapp: QApplication) -> Iterator[LibraryBridge]:
    made = LibraryBridge(library)
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
