"""How many of the room are asked for more than they can give: one sentence for the projector."""

from collections.abc import Hashable

from facilitator.exercises.network.roles.seen_load import SeenLoad
from facilitator.i18n import tr
from facilitator.questionnaires.batches import Waiting
from ui.bridge import LibraryBridge, listen
from ui.exercises.board_view import BoardView
from ui.wall.blocks import Board, Column, Note

LOAD = "load"


def load_title() -> str:
    """What the view is called."""
    return tr("Asked for more than one can give")


class LoadView(BoardView):
    """The sentence that may be told; it rests on everybody who has answered, and new answers come together."""

    def __init__(self, bridge: LibraryBridge, step_id: int) -> None:
        self._load = bridge.models.of(SeenLoad, step_id)
        super().__init__(bridge, step_id, self._board)
        listen(self, self._load.changed, self._read_soon)

    def rests_on(self) -> frozenset[Hashable]:
        """Who had answered when it was drawn."""
        return frozenset(self._drawn.people)

    def waiting(self) -> Waiting:
        """Who has answered since the sentence was told."""
        return self._load.waiting

    def show_waiting(self) -> None:
        """Tell it of everybody."""
        self._load.show_all()
        self._soon.at_once()

    def _read_soon(self) -> None:
        self._soon.start()

    def _read(self) -> None:
        super()._read()
        self.waiting_changed.emit()

    def _board(self) -> Board:
        found = self._drawn = self._load.seen
        notes = (Note(LOAD, found.sentence, whole=True),) if found.answered else ()
        nobody = tr("Nobody has answered yet")
        return Board((Column("", blocks=notes),), load_title(), tr("Each was asked alone"), 1, nobody)
