"""What the room was told of how many are asked for more than they can give: new answers come to it together."""

from collections.abc import Collection

from facilitator.exercises.network.roles.load import RoomLoad, fewest_for_load, room_load
from facilitator.questionnaires.batches import Waiting, next_seen
from facilitator.storage.changes import Announcer, Change, Source, Topic
from facilitator.storage.library import Library

SAID_LOAD = "load"
"""What is remembered of it."""


class SeenLoad:
    """What the room may read of it, `seen`, and who is `waiting`. Emits `changed` when either may be another.

    It ends with whoever holds it; views that are made anew go on from what was told last.
    """

    def __init__(self, library: Library, step_id: int, *, changes: Source | None = None) -> None:
        """`changes` is what it hears from, the library itself unless a window hands changes on in its own thread."""
        self._library, self._step_id = library, step_id
        self.changed: Announcer[()] = Announcer()
        self._is_read = False
        self._seen: RoomLoad
        self._waiting = Waiting()
        (changes or library.changed).connect(self._heard)

    @property
    def seen(self) -> RoomLoad:
        """What is told now."""
        self._read()
        return self._seen

    @property
    def waiting(self) -> Waiting:
        """Who has answered, or answered otherwise, since then."""
        self._read()
        return self._waiting

    def show_all(self) -> None:
        """Tell it of everybody, on the facilitator's own decision."""
        next_seen(self._library, self._step_id, SAID_LOAD, lambda _: self._of(None))
        self._is_read = False
        self.changed.emit()

    def _heard(self, change: Change) -> None:
        if change.topic is not Topic.PREFERENCES and change.step_id in (self._step_id, None):
            self._is_read = False
            self.changed.emit()

    def _read(self) -> None:
        if not self._is_read:
            self._seen = next_seen(self._library, self._step_id, SAID_LOAD, self._next)
            self._is_read = True

    def _of(self, among: Collection[int] | None) -> RoomLoad:
        return room_load(self._library, self._step_id, among) or RoomLoad(frozenset(), 0, 0)

    def _next(self, before: RoomLoad | None) -> RoomLoad:
        now, self._waiting = self._of(None), Waiting()
        if before is None or before.answered < fewest_for_load(now.floor) or before.floor != now.floor:
            return now
        new = len(now.people - before.people)
        if new >= now.floor:
            return now
        # Whoever takes their answer back goes at once, and brings nobody along who waits.
        stay = before if before.people <= now.people else self._of(before.people)
        if now != stay:
            # Also where somebody says otherwise now: the number would tell what.
            self._waiting = Waiting(max(new, 1), now.floor)
        return stay
