"""Who relies on whom, group by group, on the projector: no group too small to be shown apart, nobody by name."""

from facilitator.exercises.network.whole.measures import OTHERS, Mixing, mixing
from facilitator.i18n import tr
from facilitator.storage.library import Library
from ui.charts.matrix import MatrixChart
from ui.exercises.network.framed import RoomNetworkView, no_group
from ui.exercises.network.maps import bases
from ui.exercises.network.room_network import MappedRoom


def show_groups(matrix: MatrixChart, room: MappedRoom, by: str) -> Mixing | None:
    """Fill a matrix with the groups that may be shown apart and the ties between them.

    Returns what is shown; None, and the matrix is empty, where there are no two of them.
    """
    found = mixing(room.network, by, room.smallest)
    if len(found.groups) < 2 or room.withheld is not None:
        matrix.set_matrix((), {})
        return None
    names = {group: tr("Others") if group == OTHERS else group for group in found.groups}
    counts = {(names[of], names[to]): count for (of, to), count in found.matrix.items()}
    notes = {
        names[group]: tr("{lists} of {people} lists", lists=found.lists[group], people=found.sizes[group])
        for group in found.groups
        if found.lists[group] < found.sizes[group]
    }
    unknown = [names[group] for group in found.groups if not found.lists[group]]
    matrix.set_matrix(tuple(names.values()), counts, notes, unknown)
    return found


class MatrixView(RoomNetworkView):
    """Rows rely on columns; groups under the threshold are counted together."""

    def __init__(self, library: Library, step_id: int, smallest_text: float) -> None:
        self.matrix = MatrixChart(smallest_text=smallest_text)
        super().__init__(self.matrix, library, step_id, by="team")

    def show_room(self) -> None:
        """Draw the matrix."""
        room = self.source.room
        title, sentence = (
            tr("Who relies on whom, group by group"),
            tr("A row relies on a column; darker: more of the row’s ties"),
        )
        self.header.say(title, sentence)
        self.groups = ()
        if room is None:
            return
        if not room.measures.ties:
            self.matrix.set_empty_text(tr("The matrix appears once contacts are matched to people in the room."))
            self.matrix.set_matrix((), {})
            return
        self.matrix.set_empty_text(no_group(room))
        found = show_groups(self.matrix, room, self.chosen["by"])
        if found is not None:
            self.groups = found.groups
            self.header.say(title, " · ".join([sentence, *bases(room.measures, found.ungrouped)]))
