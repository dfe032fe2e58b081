"""Which screen the facilitator wished for, kept in the library, and what came of the wish, in words."""

from PySide6.QtWidgets import QWidget

from facilitator.i18n import tr
from facilitator.storage.library import Library
from facilitator.workshop.preferences import preference, set_preference
from ui.screens import AS_WINDOW, Placement, Wish, describe, free_screens, screen_under, wish_from_json, wish_to_json

SCREEN = "projector.screen"
"""Preference: the screen wished for the projector."""


def stored_wish(library: Library) -> Wish:
    """The screen wished for, `AUTOMATIC` until one was chosen."""
    return wish_from_json(preference(library, SCREEN))


def store_wish(library: Library, wish: Wish) -> None:
    """Remember the wish for all later sittings."""
    set_preference(library, SCREEN, wish_to_json(wish))


def place_in_words(placement: Placement, console: QWidget) -> str:
    """Where the room looks now, above all when that is not where it was wished."""
    screen = placement.screen
    if screen is not None:
        return tr("Fills {screen}", screen=describe(screen))
    if placement.wish == AS_WINDOW or free_screens(screen_under(console.frameGeometry())):
        return tr("A window; double click it to fill its screen")
    return tr("No second screen: the projector waits as a window and returns by itself")
