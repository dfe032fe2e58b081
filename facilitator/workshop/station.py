"""How the station is set up: its screen, its text, how long it waits, and whether people may add themselves.

It belongs to the library: a facilitator sets their laptop up once.
"""

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import delete
from sqlmodel import Session, col, select

from facilitator.errors import Invalid
from facilitator.i18n import tr
from facilitator.storage.library import Library
from facilitator.workshop.preferences import Preference
from facilitator.workshop.tables import AgendaStep, StationAnswer, StationHome

TEXT_SIZES = (1.0, 1.25, 1.5)
"""Small, usual and large: the station is read standing, at arm's length, so the usual one is larger than elsewhere."""


@dataclass(frozen=True, slots=True)
class StationSettings:
    """The settings, each with its usual value."""

    text: float = TEXT_SIZES[1]
    """Size of the text, as a factor of the system's."""
    idle_seconds: float = 90
    """How long nobody may touch anything before the station asks whether somebody is there."""
    late_arrivals: bool = False
    """Whether somebody who is not on the roster may add themselves."""
    screen: Any = None
    """The screen wished for, as the JSON that the windows write; None is the console's own."""


SETTINGS = Preference("station", StationSettings, StationSettings())


def station_settings(library: Library) -> StationSettings:
    """The settings; whatever can't be read has its usual value."""
    return SETTINGS.get(library)


def change_station(library: Library, **facts: Any) -> StationSettings:
    """Change the given settings and leave the others; returns all. Raises Invalid for a time that is not positive."""
    settings = replace(station_settings(library), **facts)
    if settings.idle_seconds <= 0:
        raise Invalid(tr("The station has to wait a moment before it goes back to the names."))
    SETTINGS.set(library, settings)
    return settings


def is_station(library: Library, workshop_id: int) -> bool:
    """Whether a workshop of this library is a station of another computer's; see `sharing.stations`."""

    def read() -> bool:
        with library.read() as session:
            return session.get(StationHome, workshop_id) is not None

    return library.once(("is a station", workshop_id), read)


def forget_what_came(session: Session, workshop_id: int) -> None:
    """Forget the hashes of what stations brought, within a transaction that takes names out of answers.

    Whoever guesses a name could try by them whether it stood there. What comes from a station again is asked about.
    """
    steps = select(AgendaStep.id).where(AgendaStep.workshop_id == workshop_id)
    session.connection().execute(delete(StationAnswer).where(col(StationAnswer.step_id).in_(steps)))
