"""The room's network for whoever shows it: read, measured and laid out in a thread, one work at a time.

Each map starts from the places of the last one, so that it stays put when one more person arrives. Console and
projector share one of these per step, and with it the places.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from weakref import WeakValueDictionary

from PySide6.QtCore import QObject, QTimer, Signal

from facilitator.errors import Cancelled, NotFound
from facilitator.exercises.network.analysis import get_analysis
from facilitator.exercises.network.groups.threshold import Withheld
from facilitator.exercises.network.whole.graph import RoomNetwork, read_room_network
from facilitator.exercises.network.whole.layout import Point, lay_out_room
from facilitator.exercises.network.whole.measures import RoomMeasures, measure_room
from facilitator.progress import LongWork, Progress
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Library
from ui.exercises.network.kept_up import KeptUp
from ui.work import Work

_SOON = 250
"""Milliseconds in which further answers are gathered before the room is measured again."""


@dataclass(frozen=True)
class MappedRoom:
    """What a map stands on: the network, its measures, a place for everybody and how small a group may be.

    `withheld` says that fewer than that gave a list, so that nothing of it may be shown to others.
    """

    network: RoomNetwork
    measures: RoomMeasures
    places: Mapping[int, Point]
    smallest: int

    @property
    def withheld(self) -> Withheld | None:
        """How many gave a list, where those are too few for others to see anything."""
        lists = self.network.lists
        return Withheld(lists, len(self.network.people), self.smallest) if lists < self.smallest else None


class RoomNetworkSource(QObject):
    """Keeps `room` up to date while anybody holds it; None until the first work has ended."""

    ready = Signal()
    """`room` is another one."""

    def __init__(self, library: Library, step_id: int) -> None:
        super().__init__()
        self._library, self._step_id = library, step_id
        self.room: MappedRoom | None = None
        self.kept_up = KeptUp(library, step_id)
        self._work: Work | None = None
        self._stale = False
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self.read)

    def apply(self, change: Change) -> None:
        """Take up a committed change a moment later."""
        self.kept_up.take_up(change)
        topics = (Topic.ANSWERS, Topic.ROSTER, Topic.SETTINGS)
        if change.topic in topics and change.step_id in (self._step_id, None) and not self._soon.isActive():
            self._soon.start()

    def read(self) -> None:
        """Read the room now, or as soon as the work that is under way has ended."""
        if self._work is not None:
            self._stale = True
            return
        before = self.room.places if self.room else None
        self._work = Work(_mapped(self._library, self._step_id, before))
        self._work.succeeded.connect(self._take)
        self._work.failed.connect(self._fail)
        self._work.start()

    def _take(self, room: MappedRoom) -> None:
        self._work = None
        self.room = room
        self.ready.emit()
        self._go_on()

    def _fail(self, error: Exception) -> None:
        self._work = None
        if not isinstance(error, NotFound | Cancelled):
            raise error

    def _go_on(self) -> None:
        if self._stale:
            self._stale = False
            self.read()


def _mapped(library: Library, step_id: int, before: Mapping[int, Point] | None) -> LongWork[MappedRoom]:
    yield Progress(0, 3)
    network = read_room_network(library, step_id)
    smallest = get_analysis(library, step_id).smallest_group
    yield Progress(1, 3)
    places = lay_out_room(network, before)
    yield Progress(2, 3)
    return MappedRoom(network, measure_room(network), places, smallest)


_sources: "WeakValueDictionary[tuple[int, int], RoomNetworkSource]" = WeakValueDictionary()


def room_network(library: Library, step_id: int) -> RoomNetworkSource:
    """The source of a step, made and set to work if nobody shows it as it is now."""
    # A source holds its library, so the id of a library in this dictionary is never given to another one.
    key = (id(library), step_id)
    found = _sources.get(key)
    if found is None or found.kept_up.is_behind:
        found = _sources[key] = RoomNetworkSource(library, step_id)
        found.read()
    return found
