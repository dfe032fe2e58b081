"""Who hears what is announced."""

from typing import Any

from facilitator.storage.changes import Announcer


def listeners(announcer: Announcer[Any]) -> int:
    """How many listen: of objects that have gone nothing is left."""
    return sum(len(signal) for signal in announcer._signals)
