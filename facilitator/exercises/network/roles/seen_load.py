"""What the room was told of how many are asked for more than they can give: new answers come to it together."""

from collections.abc import Collection

from facilitator.exercises.network.roles.load import RoomLoad, fewest_for_load, room_load
from facilitator.questionnaires.batches import ShownTogether, Waiting
from facilitator.storage.changes import Change, Source, Topic
from facilitator.storage.library import Library

SAID_LOAD = "load"
"""What is remembered of it."""


class SeenLoad(ShownTogether[RoomLoad]):
    """What the room may read of it."""

    def __init__(self, library: Library, step_id: int, *, changes: Source | None = None) -> None:
        """`changes` is what it hears from, the library itself unless a window hands changes on in its own thread."""
        super().__init__(library, step_id, SAID_LOAD)
        (changes or library.changed).connect(self._heard)

    def _heard(self, change: Change) -> None:
        if change.topic is not Topic.PREFERENCES and change.step_id in (self._step_id, None):
            self._follow()

    def _all(self) -> RoomLoad:
        return self._of(None)

    def _of(self, among: Collection[int] | None) -> RoomLoad:
        return room_load(self._library, self._step_id, among) or RoomLoad(frozenset(), 0, 0)

    def _after(self, before: RoomLoad | None) -> RoomLoad:
        now, self._waiting = self._all(), Waiting()
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
