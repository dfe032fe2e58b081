"""How the program's own windows look, as the person chose: their colours and the size of their text.

Kept in the library, and read without it at a start, since the first window stands before the library is open. The
projector and the station have sizes of their own.
"""

import json
from dataclasses import dataclass
from typing import Literal

from PySide6.QtWidgets import QApplication

from facilitator.storage.library import Library
from facilitator.workshop.preferences import Preference
from ui.theme import theme

Wish = Literal["system", "light", "dark"]
TEXT_SIZES = (1.0, 1.25, 1.5)
"""Usual, larger and largest, as factors of the system's own size."""
KEY = "windows.look"


@dataclass(frozen=True, slots=True)
class WindowLook:
    """Colours, and the size of the text."""

    scheme: Wish = "system"
    text: float = TEXT_SIZES[0]


WINDOW_LOOK: Preference[WindowLook] = Preference(KEY, WindowLook, WindowLook(), personal=True)


def window_look_from_json(text: str | None) -> WindowLook:
    """What a library keeps, read without it; as usual for nothing and for what can't be read."""
    try:
        kept = WindowLook(**json.loads(text or ""))
    except (ValueError, TypeError):
        return WindowLook()
    known = kept.scheme in ("system", "light", "dark") and kept.text in TEXT_SIZES
    return kept if known else WindowLook()


def wear(look: WindowLook) -> None:
    """Dress all windows in it."""
    application = QApplication.instance()
    if isinstance(application, QApplication):
        theme.apply(application, look.scheme)
        theme.set_text(application, look.text)


def keep_window_look(library: Library, look: WindowLook) -> None:
    """Wear it from now on."""
    if look != WINDOW_LOOK.get(library):
        WINDOW_LOOK.set(library, look)
    wear(look)
