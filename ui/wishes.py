"""What the facilitator wished for the projector, kept in the library, and what came of the wish, in words."""

from typing import Any, get_args

from PySide6.QtWidgets import QWidget

from facilitator.i18n import tr
from facilitator.storage.library import Library
from facilitator.workshop.preferences import preference, set_preference
from facilitator.workshop.station import StationSettings
from ui.kiosk import KioskPlacement
from ui.screens import (
    AS_WINDOW,
    Placement,
    ScreenIdentity,
    Wish,
    describe,
    free_screens,
    screen_under,
    wish_from_json,
    wish_to_json,
)
from ui.stage import TEXT_SCALES, Look, Stage
from ui.theme import motion
from ui.theme.tokens import Scheme

SCREEN = "projector.screen"
"""Preference: the screen wished for the projector."""
MOTION = "reduced_motion"
"""Preference: whether shapes appear at once, if the person chose."""
LOOK = "projector.look"
"""Preference: scheme, text and clock of the projector, and the choices of its views."""


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
    return tr(
        "No second screen: the projector waits as a window and returns by itself. On a projector that copies this "
        "screen the room sees this window."
    )


def bring_back_look(library: Library, stage: Stage) -> None:
    """Dress the projector as it was in the last sitting; whatever can't be read is as usual."""
    stored = preference(library, LOOK, {})
    if not isinstance(stored, dict):
        return
    usual = Look()
    scheme, text, options = stored.get("scheme"), stored.get("text"), stored.get("options")
    stage.dress(
        scheme=scheme if scheme in get_args(Scheme) else usual.scheme,
        text=text if text in TEXT_SCALES else usual.text,
        clock=bool(stored.get("clock", usual.clock)),
    )
    if isinstance(options, dict):
        stage.remembered.update({str(key): str(value) for key, value in options.items()})


def keep_look(library: Library, stage: Stage) -> None:
    """Remember for later sittings how the projector looks, if that has changed."""
    look = stage.showing.look
    kept: dict[str, Any] = {
        "scheme": look.scheme,
        "text": look.text,
        "clock": look.clock,
        "options": dict(stage.remembered),
    }
    if kept != preference(library, LOOK):
        set_preference(library, LOOK, kept)


def bring_back_motion(library: Library) -> None:
    """Let things move as the person chose, else as the system says."""
    chosen = preference(library, MOTION)
    motion.choose(chosen if isinstance(chosen, bool) else None)


def keep_motion(library: Library, reduced: bool) -> None:
    """Remember the person's wish for motion; one that is the system's own is left to the system."""
    set_preference(library, MOTION, None if reduced == motion.is_reduced_by_system() else reduced)


def station_wish(settings: StationSettings) -> ScreenIdentity | None:
    """The screen wished for the station, None for the console's own."""
    wish = wish_from_json(settings.screen)
    return wish if isinstance(wish, ScreenIdentity) else None


def station_in_words(placement: KioskPlacement) -> str:
    """Where the station is, above all when it waits for its screen."""
    target = placement.target
    if target is None and placement.wish is not None:
        return tr("waits for {screen}; open it here if you like", screen=placement.wish.label)
    label = "" if target is None else ScreenIdentity.of(target).label
    return tr("open on {screen}", screen=label) if label else tr("open")
