"""One live room per step for all widgets that show it, however many windows they are in.

The room belongs to those who use it: the first one makes it, and it goes when the last one has gone. Each of them
hands over every change it hears; the first to do so lets the room take it up, the others learn what came of it.
"""

from collections import deque
from enum import Enum
from weakref import WeakValueDictionary

from facilitator.exercises.network.live import Room
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Library
from ui.exercises.network.kept_up import KeptUp


class Concerns(Enum):
    """Whom a change of the room was about."""

    NOBODY = 0
    ONE = 1
    ALL = 2


class SharedRoom:
    """A `Room` that takes up each change once. Get one with `shared_room`."""

    def __init__(self, library: Library, step_id: int, *, finished_only: bool = False) -> None:
        self.room = Room(library, step_id, finished_only=finished_only)
        self.kept_up = KeptUp(library, step_id)
        self._taken_up: deque[tuple[Change, Concerns]] = deque(maxlen=64)

    def apply(self, change: Change) -> Concerns:
        """Take up a committed change, if nobody else has handed in the same one, and say whom it was about."""
        for known, concerns in self._taken_up:
            # Two answers to the same question are equal changes, and both count.
            if known is change:
                return concerns
        concerns = Concerns.NOBODY
        if self.room.apply(change):
            one = change.topic is Topic.ANSWERS and change.participant_id is not None
            concerns = Concerns.ONE if one else Concerns.ALL
        self._taken_up.appendleft((change, concerns))
        self.kept_up.take_up(change)
        return concerns


_rooms: "WeakValueDictionary[tuple[int, int, bool], SharedRoom]" = WeakValueDictionary()


def shared_room(library: Library, step_id: int, *, finished_only: bool = False) -> SharedRoom:
    """The room of a step, made if nobody shows it as it is now; see `Room` for `finished_only`.

    Raises NotFound when the step is gone.
    """
    # The room holds the library, so the id of a library in this dictionary is never given to another one.
    key = (id(library), step_id, finished_only)
    room = _rooms.get(key)
    if room is None or room.kept_up.is_behind:
        room = _rooms[key] = SharedRoom(library, step_id, finished_only=finished_only)
    return room
