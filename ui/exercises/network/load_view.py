"""How many of the room are asked for more than they can give: one sentence for the projector."""

from collections.abc import Collection, Hashable

from facilitator.exercises.network.roles.load import RoomLoad, fewest_for_load, room_load
from facilitator.i18n import tr
from facilitator.questionnaires.batches import Waiting, next_seen
from ui.bridge import LibraryBridge
from ui.exercises.board_view import BoardView
from ui.wall.blocks import Board, Column, Note

LOAD = "load"


def load_title() -> str:
    """What the view is called."""
    return tr("Asked for more than one can give")


class LoadView(BoardView):
    """The sentence that may be told; it rests on everybody who has answered, and new answers come together."""

    def __init__(self, bridge: LibraryBridge, step_id: int) -> None:
        self._library = bridge.library
        self._found = RoomLoad(frozenset(), 0, 0)
        self._waiting = Waiting()
        super().__init__(bridge, step_id, self._board)

    def rests_on(self) -> frozenset[Hashable]:
        """Who had answered when it was drawn."""
        return frozenset(self._found.people)

    def waiting(self) -> Waiting:
        """Who has answered since the sentence was told."""
        return self._waiting

    def show_waiting(self) -> None:
        """Tell it of everybody."""
        next_seen(self._library, self._step_id, LOAD, self._everybody)
        self._soon.at_once()

    def _read(self) -> None:
        super()._read()
        self.waiting_changed.emit()

    def _everybody(self, _before: RoomLoad | None) -> RoomLoad:
        return self._of(None)

    def _of(self, among: Collection[int] | None) -> RoomLoad:
        return room_load(self._library, self._step_id, among) or RoomLoad(frozenset(), 0, 0)

    def _next(self, before: RoomLoad | None) -> RoomLoad:
        now, self._waiting = self._everybody(before), Waiting()
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

    def _board(self) -> Board:
        found = self._found = next_seen(self._library, self._step_id, LOAD, self._next)
        notes = (Note(LOAD, found.sentence, whole=True),) if found.answered else ()
        nobody = tr("Nobody has answered yet")
        return Board((Column("", blocks=notes),), load_title(), tr("Each was asked alone"), 1, nobody)
