"""What the facilitator chose for the projector, kept in the library, and what came of the choice, in words."""

import logging
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtWidgets import QWidget

from facilitator.errors import NotSaved
from facilitator.i18n import tr
from facilitator.storage.library import Library
from facilitator.workshop.preferences import Preference
from facilitator.workshop.station import StationSettings
from ui import stacking
from ui.kiosk import KioskPlacement
from ui.places import Place
from ui.screens import (
    AS_WINDOW,
    Placement,
    ScreenChoice,
    ScreenIdentity,
    describe,
    free_screens,
    screen_choice_from_json,
    screen_choice_to_json,
    screen_of,
)
from ui.stage import TEXT_SCALES, ProjectorLook, Stage
from ui.theme import motion
from ui.theme.tokens import Scheme

_log = logging.getLogger("facilitator")

SCREEN: Preference[Any] = Preference("projector.screen", Any, None, personal=True)
"""The screen chosen for the projector, as `screen_choice_to_json` writes it."""
SOUND = Preference("timer_sound", bool, False, personal=True)
"""Whether the end of a step can be heard."""
MOTION: Preference[bool | None] = Preference("reduced_motion", bool | None, None, personal=True)
"""Whether shapes appear at once; None leaves it to the system."""


PLACE: Preference[Place | None] = Preference("window", Place | None, None, personal=True)
"""Where a window was when it was last closed, by the window's name. Also read without the database, at a start."""


@dataclass(frozen=True, slots=True)
class StoredPlaces:
    """The places of windows as a library remembers them: see `ui.places.Places`."""

    library: Library

    def get(self, name: str) -> Place | None:
        """The place of a window."""
        return PLACE.get(self.library, name)

    def set(self, name: str, place: Place) -> None:
        """Remember it, unless nothing can be saved: no window stays open for that, nor the program."""
        try:
            PLACE.set(self.library, place, name)
        except NotSaved as error:
            _log.warning("the place of a window is not remembered: %s", type(error).__name__)


@dataclass(frozen=True, slots=True)
class StoredLook:
    """How the projector looks, and the choices of its views."""

    scheme: Scheme = "light"
    text: float = 1.0
    clock: bool = True
    options: dict[str, str] = field(default_factory=dict)


LOOK = Preference("projector.look", StoredLook, StoredLook(), personal=True)


def stored_screen(library: Library) -> ScreenChoice:
    """The chosen screen, `AUTOMATIC` until one was chosen."""
    return screen_choice_from_json(SCREEN.get(library))


def store_screen(library: Library, choice: ScreenChoice) -> None:
    """Remember the choice for all later sittings."""
    SCREEN.set(library, screen_choice_to_json(choice))


def place_in_words(placement: Placement, console: QWidget) -> str:
    """Where the room looks now, above all when that is not where it was chosen."""
    screen = placement.screen
    if screen is not None:
        said = [tr("Fills {screen}", screen=describe(screen))]
        if placement.has_given_way:
            said.append(tr("This window came onto the screen that it was on: drag it back if the room looks there."))
        if not stacking.is_told():
            said.append(tr("This computer does not tell whether another program lies over it."))
        return said[0] if not said[1:] else f"{said[0]}. {' '.join(said[1:])}"
    if placement.is_away:
        return tr("Its screen is gone. The projector is hidden until it is back, and then fills it again by itself.")
    if placement.has_given_way:
        return tr("A window: this one is on the screen that the projector is meant for. Drag it to the other screen.")
    if placement.choice == AS_WINDOW or free_screens(screen_of(console)):
        return tr("A window; double click it to fill its screen")
    return tr(
        "No second screen: the projector waits as a window and returns by itself. On a projector that copies this "
        "screen the room sees this window."
    )


def restore_projector_look(library: Library, stage: Stage) -> None:
    """Dress the projector as it was in the last sitting; whatever can't be read is as usual."""
    kept = LOOK.get(library)
    text = kept.text if kept.text in TEXT_SCALES else ProjectorLook().text
    stage.dress(scheme=kept.scheme, text=text, clock=kept.clock)
    stage.remembered.update(kept.options)


def store_projector_look(library: Library, stage: Stage) -> None:
    """Remember for later sittings how the projector looks, if that has changed."""
    look = stage.showing.look
    kept = StoredLook(look.scheme, look.text, look.clock, dict(stage.remembered))
    if kept != LOOK.get(library):
        LOOK.set(library, kept)


def bring_back_motion(library: Library) -> None:
    """Let things move as the person chose, else as the system says."""
    motion.choose(MOTION.get(library))


def keep_motion(library: Library, reduced: bool) -> None:
    """Remember the person's wish for motion; one that is the system's own is left to the system."""
    MOTION.set(library, None if reduced == motion.is_reduced_by_system() else reduced)


def station_screen(settings: StationSettings) -> ScreenIdentity | None:
    """The screen chosen for the station, None for the console's own."""
    choice = screen_choice_from_json(settings.screen)
    return choice if isinstance(choice, ScreenIdentity) else None


def station_in_words(placement: KioskPlacement) -> str:
    """Where the station is, above all when it waits for its screen."""
    target = placement.target
    if target is None and placement.choice is not None:
        return tr("waits for {screen}; open it here if you like", screen=placement.choice.label)
    label = "" if target is None else ScreenIdentity.of(target).label
    return tr("open on {screen}", screen=label) if label else tr("open")
