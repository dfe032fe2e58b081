"""Hands that type and click in a window as a person would: for the rehearsal, and for tests."""

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

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


class SimulatedUser:
    """Types into whatever has the keyboard's focus in one window, and counts the keys."""

    def __init__(self, window: QWidget) -> None:
        self.window = window
        self.keys = 0

    def type(self, text: str) -> None:
        """Press the keys of `text` one after the other."""
        for letter in text:
            self.press(letter)

    def press(self, letter: str, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press one key: a character, or one of those in `_KEYS`."""
        target = self.window.focusWidget() or self.window
        self.keys += 1
        if letter in _KEYS:
            QTest.keyClick(target, _KEYS[letter], modifier)
        elif letter.isascii():
            # As a number: the character, with its case.
            QTest.keyClick(target, ord(letter), modifier)
        else:
            # QTest knows the keys of ASCII alone; an input method sends others like this.
            QApplication.sendEvent(target, QKeyEvent(QEvent.Type.KeyPress, 0, modifier, letter))
        QApplication.processEvents()

    def find(self, name: str) -> QWidget:
        """The visible widget of this object name; raises LookupError if there is none."""
        found = [each for each in self.window.findChildren(QWidget, name) if each.isVisible()]
        if not found:
            raise LookupError(f"no visible {name}")
        return found[0]

    def sees(self, name: str) -> bool:
        """Whether a widget of this object name is visible."""
        return any(each.isVisible() for each in self.window.findChildren(QWidget, name))

    def click(self, name: str) -> None:
        """Click into the middle of a widget."""
        widget = self.find(name)
        self.click_at(widget, widget.rect().center())

    def click_at(self, widget: QWidget, at: QPoint) -> None:
        """Click at a place in a widget."""
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at)
        QApplication.processEvents()
