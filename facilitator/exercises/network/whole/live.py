"""The room's network as it fills: read, measured and laid out in the background, one work at a time.

Each map starts from the places of the last one, so that it stays put when one more person arrives. Whoever shows the
network of a step shares one model, and with it the places.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from facilitator.errors import Cancelled, NotFound, ServerAway
from facilitator.exercises.network.analysis import get_analysis
from facilitator.exercises.network.groups.threshold import Withheld
from facilitator.exercises.network.seen import Seen, SeenNetworks
from facilitator.exercises.network.whole.graph import RoomNetwork, read_room_network
from facilitator.exercises.network.whole.layout import Point, lay_out_room
from facilitator.exercises.network.whole.measures import RoomMeasures, groupings_beside, measure_room
from facilitator.progress import LongWork, Progress, Runner, finish_at_once
from facilitator.storage.changes import Announcer, Change, Source, Topic
from facilitator.storage.library import Library
from facilitator.workshop.agenda import get_step

_SOON = 250
"""Milliseconds in which further answers are gathered before the room is measured again."""


@dataclass(frozen=True)
class MappedRoom:
    """What a map stands on: the network, its measures, a place for everybody and how small a group may be.

    `withheld` says that fewer than that gave a list, so that nothing of it may be shown to others; `ways` are those in
    which they may see it divided, see `groupings_beside`.
    """

    network: RoomNetwork
    measures: RoomMeasures
    places: Mapping[int, Point]
    smallest: int
    ways: frozenset[str]

    @property
    def withheld(self) -> Withheld | None:
        """How many gave a list, where those are too few for others to see anything."""
        lists = self.network.lists
        return Withheld(lists, len(self.network.people), self.smallest) if lists < self.smallest else None


class LiveRoomNetwork:
    """Keeps `room` up to date; None until the first work has ended. Emits `changed` when it is another one.

    It ends with whoever holds it. What goes wrong is raised where the work is handed back, except that the step is gone
    or the work was stopped.
    """

    def __init__(
        self,
        library: Library,
        step_id: int,
        *,
        changes: Source | None = None,
        run: Runner = finish_at_once,
        seen: SeenNetworks | None = None,
    ) -> None:
        """`changes` is what it hears from, the library itself unless a window hands changes on in its own thread.

        With `seen` it is the network of the lists that others may see, and follows these. Raises NotFound when the
        step is gone.
        """
        get_step(library, step_id)
        self._library, self._step_id, self._run, self._seen = library, step_id, run, seen
        self.room: MappedRoom | None = None
        self.changed: Announcer[()] = Announcer()
        self.is_reading = False
        self._is_stale = False
        if seen is not None:
            seen.changed.connect(self._read_soon)
        else:
            (changes or library.changed).connect(self._heard)
        self._read(after_ms=0)

    def _heard(self, change: Change) -> None:
        topics = (Topic.ANSWERS, Topic.ROSTER, Topic.SETTINGS)
        if change.topic in topics and change.step_id in (self._step_id, None):
            self._read_soon()

    def _read_soon(self) -> None:
        self._read(after_ms=_SOON)

    def _read(self, *, after_ms: int) -> None:
        """Read the room, or do so once the work that is under way has ended."""
        self._is_stale = self.is_reading
        if not self.is_reading:
            self.is_reading = True
            self._run(self._begin, self._take, self._fail, after_ms=after_ms)

    def _begin(self) -> LongWork[MappedRoom]:
        # What has changed while it waited is read with the rest.
        self._is_stale = False
        seen = None if self._seen is None else self._seen.seen
        return _mapped(self._library, self._step_id, self.room.places if self.room else None, seen)

    def _take(self, room: MappedRoom) -> None:
        self.is_reading = False
        self.room = room
        self.changed.emit()
        if self._is_stale:
            self._read(after_ms=0)

    def _fail(self, error: Exception) -> None:
        self.is_reading = False
        if not isinstance(error, NotFound | Cancelled | ServerAway):
            raise error


def _mapped(
    library: Library, step_id: int, before: Mapping[int, Point] | None, seen: Seen | None
) -> LongWork[MappedRoom]:
    yield Progress(0, 3)
    network = read_room_network(library, step_id, seen=seen)
    smallest = get_analysis(library, step_id).smallest_group
    yield Progress(1, 3)
    places = lay_out_room(network, before)
    yield Progress(2, 3)
    return MappedRoom(network, measure_room(network), places, smallest, groupings_beside(network, smallest))
