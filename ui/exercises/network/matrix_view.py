"""Who relies on whom, group by group, on the projector: no group too small to be shown apart, nobody by name."""

from facilitator.exercises.network.whole.measures import OTHERS, mixing
from facilitator.i18n import tr
from facilitator.storage.library import Library
from ui.charts.matrix import MatrixChart
from ui.exercises.network.framed import RoomNetworkView, no_group
from ui.exercises.network.room_network import MappedRoom


def group_matrix(room: MappedRoom, by: str) -> tuple[tuple[str, ...], dict[tuple[str, str], int]]:
    """The groups that may be shown apart and the ties between them; nothing where there are no two."""
    found = mixing(room.network, by, room.smallest)
    if len(found.groups) < 2 or room.withheld is not None:
        return (), {}
    names = {group: tr("Others") if group == OTHERS else group for group in found.groups}
    return tuple(names.values()), {(names[of], names[to]): count for (of, to), count in found.matrix.items()}


class MatrixView(RoomNetworkView):
    """Rows rely on columns; groups under the threshold are counted together."""

    def __init__(self, library: Library, step_id: int, smallest_text: float) -> None:
        self.matrix = MatrixChart(smallest_text=smallest_text)
        super().__init__(self.matrix, library, step_id, by="team")

    def show_room(self) -> None:
        """Draw the matrix."""
        room = self.source.room
        self.header.say(
            tr("Who relies on whom, group by group"),
            tr("A row relies on a column; the darker, the more of the row’s ties"),
        )
        if room is None or not room.measures.ties:
            self.matrix.set_empty_text(tr("The matrix appears once contacts are matched to people in the room."))
            self.matrix.set_matrix((), {})
            return
        self.matrix.set_empty_text(no_group(room))
        self.matrix.set_matrix(*group_matrix(room, self.chosen["by"]))
