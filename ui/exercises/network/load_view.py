"""How many of the room are asked for more than they can give: one sentence for the projector."""

from collections.abc import Hashable
from functools import partial

from facilitator.exercises.network.roles.load import RoomLoad, room_load
from facilitator.i18n import tr
from facilitator.storage.library import Library
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
        super().__init__(bridge, step_id, partial(_board, bridge.library, step_id))

    def rests_on(self) -> frozenset[Hashable]:
        """Who has answered."""
        found = room_load(self._library, self._step_id)
        return frozenset() if found is None else frozenset(found.people)


def _board(library: Library, step_id: int) -> Board:
    found = room_load(library, step_id) or RoomLoad(frozenset(), 0, 0)
    notes = (Note(LOAD, found.sentence, whole=True),) if found.answered else ()
    nobody = tr("Nobody has answered yet")
    return Board((Column("", blocks=notes),), load_title(), tr("Each was asked alone"), 1, nobody)
