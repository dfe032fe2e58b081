"""What the console asks of the program: the other windows, which it does not know."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from ui.importing.arrivals import Arrival
from ui.screens import ScreenChoice


@dataclass(frozen=True, slots=True)
class Hooks:
    """Functions of whoever owns the windows. Those that open something over the console get it as the parent."""

    show_projector: Callable[[bool], None]
    """Open or close the projector's window."""
    choose_screen: Callable[[ScreenChoice], None]
    """Choose the projector's screen, and remember it."""
    open_station: Callable[[], None]
    edit_people: Callable[[QWidget], None]
    import_file: Callable[[QWidget], None]
    show_about: Callable[[QWidget], None]
    go_on_with: Callable[[Path], None]
    """Close everything and open a whole copy of the library."""
    quit: Callable[[], None]
    open_workshop: Callable[[int], None] = lambda _workshop_id: None
    """Open another workshop in place of this one."""
    bring: Callable[[QWidget, Arrival], object] = lambda _parent, _arrival: None
    """Take in what was dropped or pasted."""
