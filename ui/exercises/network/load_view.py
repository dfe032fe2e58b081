"""How many of the room are asked for more than they can give: one sentence for the projector."""

from collections.abc import Hashable

from facilitator.exercises.network.roles.load import RoomLoad, room_load
from facilitator.i18n import tr
from ui.bridge import LibraryBridge
from ui.exercises.board_view import BoardView
from ui.wall.blocks import Board, Column, Note

LOAD = "load"


def load_title() -> str:
    """What the view is called."""
    return tr("Asked for more than one can give")


class LoadView(BoardView):
    """The sentence that may be told; it rests on everybody who has answered."""

    def __init__(self, bridge: LibraryBridge, step_id: int) -> None:
        self._library = bridge.library
        self._found = RoomLoad(frozenset(), 0, 0)
        super().__init__(bridge, step_id, self._board)

    def rests_on(self) -> frozenset[Hashable]:
        """Who had answered when it was drawn."""
        return frozenset(self._found.people)

    def _board(self) -> Board:
        found = self._found = room_load(self._library, self._step_id) or RoomLoad(frozenset(), 0, 0)
        notes = (Note(LOAD, found.sentence, whole=True),) if found.answered else ()
        nobody = tr("Nobody has answered yet")
        return Board((Column("", blocks=notes),), load_title(), tr("Each was asked alone"), 1, nobody)
