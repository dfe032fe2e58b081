"""Keys as a Latin keyboard with digits in its top row has them, for pages where single keys answer.

French and Czech keyboards have digits only with Shift, Arabic and Indian ones type digits of their own, and letters of
shortcuts are not on Cyrillic, Greek, Hebrew and Arabic keyboards: there the key at the same place counts. Which key of
the top row was pressed is told by its place; "-" is an answer on most keyboards, and a 6 on a French one.
"""

import sys
import unicodedata

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_TOP_ROW = {
    **dict(zip("&é\"'(§è_çà", (1, 2, 3, 4, 5, 6, 7, 8, 9, 0), strict=True)),
    **dict(zip("ěščřžýáíľť", (2, 3, 4, 5, 6, 7, 8, 9, 2, 5), strict=True)),
}
"""What the top row of French, Belgian, Czech and Slovak keyboards types without Shift, as far as nobody else does."""
_FIRST_CODE = {"win32": 2}.get(sys.platform, 10)
"""The code of the top row's first key: of the keyboard itself on Windows, as X11 and Wayland count elsewhere."""
_ON_MAC = {18: 1, 19: 2, 20: 3, 21: 4, 23: 5, 22: 6, 26: 7, 28: 8, 25: 9, 29: 0}
_LAYOUTS = (
    ("йцукенгшщзфывапролдячсмитьіы", "qwertyuiopasdfghjklzxcvbnmss"),
    ("ςερτυθιοπασδφγηξκλζχψωβνμ", "wertyuiopasdfghjklzxcvbnm"),
    ("קראטוןםפשדגכעיחלךזסבהנמצ", "ertyuiopasdfghjklzxcvbnm"),
    ("ضصثقفغعهخحشسيبلاتنمئءؤرىة", "qwertyuiopasdfghjklzxcvnm"),
)
_LETTERS = {foreign: latin for layout in _LAYOUTS for foreign, latin in zip(*layout, strict=True)}


def as_latin(event: QKeyEvent) -> QKeyEvent:
    """The event that the same key gives on a Latin keyboard with digits; the event itself where that is no other."""
    if event.modifiers() & _HELD:
        return event
    digit, text = _digit(event), event.text()
    if digit is not None:
        key = Qt.Key(Qt.Key.Key_0 + digit)
        return event if event.key() == key and text == str(digit) else _as_event(event, key, str(digit))
    letter = _LETTERS.get(text.lower()) if text else None
    if letter is None:
        return event
    return _as_event(event, Qt.Key(ord(letter.upper())), letter.upper() if text != text.lower() else letter)


class DigitsLine(QLineEdit):
    """A field for digits, of any keyboard and script; what is typed is written in those of ASCII."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Write the digit that the key means."""
        super().keyPressEvent(as_latin(event))


def digits_in(text: str) -> str:
    """The decimal digits in a text, of any script, as those of ASCII; anything else is left out."""
    return "".join(str(unicodedata.decimal(sign)) for sign in text if sign.isdecimal())


def _digit(event: QKeyEvent) -> int | None:
    text = event.text()
    if len(text) == 1 and text.isdecimal():
        return unicodedata.decimal(text)
    if event.modifiers() & Qt.KeyboardModifier.ShiftModifier or len(text) != 1 or not text.isprintable():
        return None
    if sys.platform == "darwin":
        place = _ON_MAC.get(event.nativeVirtualKey()) if event.nativeVirtualKey() else None
    else:
        number = event.nativeScanCode() - _FIRST_CODE + 1
        place = number % 10 if 1 <= number <= 10 else None
    return _TOP_ROW.get(text.lower()) if place is None else place


def _as_event(event: QKeyEvent, key: Qt.Key, text: str) -> QKeyEvent:
    return QKeyEvent(event.type(), key, event.modifiers(), text, event.isAutoRepeat(), event.count())
