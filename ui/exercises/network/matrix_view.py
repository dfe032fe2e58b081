"""Who relies on whom, group by group, on the projector: no group too small to be shown apart, nobody by name."""

from collections.abc import Collection, Mapping

from facilitator.charts.matrix import HIDDEN, Matrix
from facilitator.exercises.network.whole.live import MappedRoom
from facilitator.exercises.network.whole.measures import LEAST, OTHERS, Mixing, mixing, shown_members
from facilitator.exercises.network.whole.told import ToldCells, lists_in_words, told_cells
from facilitator.i18n import tr, trn
from ui.bridge import LibraryBridge
from ui.charts.drawn import DrawnChart
from ui.exercises.network.framed import RoomNetworkView, no_group
from ui.exercises.network.maps import bases


def matrix_chart(smallest_text: float = 0.0) -> DrawnChart:
    """A widget for `matrix_of`."""
    name = tr("Who relies on whom, group by group")
    return DrawnChart(Matrix(), name, tr("No ties yet."), smallest_text=smallest_text)


def matrix_of(
    found: Mixing,
    names: Mapping[str, str],
    notes: Mapping[str, str],
    unknown: Collection[str] = (),
    cells: ToldCells | None = None,
    foot: str = "",
) -> Matrix:
    """The groups of `names` and what these are called, with what stands behind their rows and below them.

    `cells` are those that others may read; without them it is for the facilitator's own screen.
    """
    counts = found.matrix if cells is None else cells.counts
    places = {group: at for at, group in enumerate(names)}
    return Matrix(
        tuple(names.values()),
        {(places[of], places[to]): count for (of, to), count in counts.items()},
        notes=[notes.get(group, "") for group in names],
        unknown=frozenset(places[group] for group in unknown),
        heading=tr("is relied on by the row’s group"),
        hidden=frozenset((places[of], places[to]) for of, to in (cells.hidden if cells is not None else ())),
        foot=foot,
    )


def show_groups(matrix: DrawnChart, room: MappedRoom, by: str, *, alone: bool = False) -> Mixing | None:
    """Fill a matrix with the groups that may be shown apart and the ties between them.

    `alone` has it say below what its marks mean and what it rests on, where no title stands over it that says so.
    Returns what is shown; None, and the matrix is empty, where there are no two of them or others may not see them.
    """
    found = mixing(room.network, by, room.smallest)
    if len(found.groups) < 2 or room.withheld is not None or by not in room.ways:
        matrix.show_chart(Matrix())
        return None
    names = {group: tr("Others") if group == OTHERS else group for group in found.groups}
    members = shown_members(room.network, by, room.smallest)
    notes = {
        group: trn(
            "{lists} of {count} list",
            "{lists} of {count} lists",
            found.sizes[group],
            lists=lists_in_words(room.network, room.smallest, members[group]),
        )
        for group in found.groups
        if found.lists[group] < found.sizes[group]
    }
    unknown = [group for group in found.groups if not found.lists[group]]
    foot = " · ".join([*few_ties(found), *bases(room, found.ungrouped)]) if alone else ""
    matrix.show_chart(matrix_of(found, names, notes, unknown, told_cells(found), foot))
    return found


def few_ties(found: Mixing) -> list[str]:
    """What the mark in place of a count means, where there is one."""
    few = tr("{hidden}: fewer than {least}, all but so few, or it would tell such a number", hidden=HIDDEN, least=LEAST)
    return [few] if told_cells(found).hidden else []


class MatrixView(RoomNetworkView):
    """Rows rely on columns; groups under the threshold are counted together."""

    def __init__(self, bridge: LibraryBridge, step_id: int, smallest_text: float) -> None:
        self.matrix = matrix_chart(smallest_text)
        super().__init__(self.matrix, bridge, step_id, by="team")

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
            self.matrix.show_chart(Matrix())
            return
        self.matrix.set_empty_text(no_group(room, self.chosen["by"]))
        found = show_groups(self.matrix, room, self.chosen["by"])
        if found is not None:
            self.groups = found.groups
            said = [sentence, *few_ties(found), *bases(room, found.ungrouped)]
            self.header.say(title, " · ".join(said))
