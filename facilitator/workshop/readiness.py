"""What of *Get ready* is remembered: whether a workshop opens on it, and what was opened from it."""

from dataclasses import dataclass

from facilitator.storage.library import Library
from facilitator.workshop.preferences import Preference


@dataclass(frozen=True, slots=True)
class Readiness:
    """Of a workshop: whether it opens on the list, and the keys of the lines that were opened."""

    shown: bool = False
    opened: tuple[str, ...] = ()


READY: Preference[Readiness] = Preference("ready", Readiness, Readiness())
"""Of a workshop, by its id."""


def begin_ready(library: Library, workshop_id: int) -> None:
    """Let a new workshop open on the list until its first step is run, or until somebody closes it."""
    READY.set(library, Readiness(shown=True), workshop_id)
