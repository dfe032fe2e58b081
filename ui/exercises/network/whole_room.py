"""The room as one network on the facilitator's own screen: the map with names, the matrix, and who is relied on."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from facilitator.exercises.network.seen import SeenNetworks
from facilitator.exercises.network.whole.graph import read_room_network
from facilitator.exercises.network.whole.live import LiveRoomNetwork, MappedRoom
from facilitator.exercises.network.whole.measures import Mixing, RoomMeasures, groupings_beside, mixing
from facilitator.exercises.network.whole.relied_on import relied_on
from facilitator.i18n import decimal, tr, trn
from facilitator.rounding import hundredths
from facilitator.storage.changes import Source
from facilitator.storage.library import Library
from ui.bridge import LibraryBridge, listen
from ui.charts.drawn import DrawnChart
from ui.charts.menu import PictureMenu
from ui.charts.room_map import RoomMap
from ui.exercises.network.framed import ask_for_patience, no_group
from ui.exercises.network.maps import LARGEST_GROUP, bases, by_group, group_map, groupings, named_map
from ui.exercises.network.matrix_view import matrix_chart, matrix_of, show_groups
from ui.folders import folder_of_step
from ui.handbook import terms_button
from ui.work import run_in_background


def _measured(library: Library, step_id: int, /, *, changes: Source) -> LiveRoomNetwork:
    """The model of a step's network, which is measured in a thread: for `facilitator.exercises.models.Models.of`."""
    return LiveRoomNetwork(library, step_id, changes=changes, run=run_in_background)


class WholeRoomPage(QWidget):
    """A page that shows the measured room; it is read when the page is first shown, and kept up from then on."""

    person_chosen = Signal(int)
    """Somebody on it was pointed at, by id."""
    terms: tuple[str, ...] = ("tie", "density", "returned", "concentration", "bridge", "strong_weak")
    """The words below it that are no everyday ones."""

    def __init__(self, bridge: LibraryBridge, step_id: int) -> None:
        super().__init__()
        self._bridge, self._step_id = bridge, step_id
        self.source = bridge.models.of(_measured, step_id)
        listen(self, self.source.changed, self.show_room)
        self.by = QComboBox()
        self.by.setAccessibleName(tr("Groups"))
        for key, _ in groupings():
            self.by.addItem(by_group(key), key)
        self.by.currentIndexChanged.connect(self.show_room)
        self.numbers = QLabel()
        self.numbers.setProperty("role", "caption")
        self.numbers.setWordWrap(True)

    @property
    def grouped_by(self) -> str:
        """What colours and rows follow."""
        return str(self.by.currentData())

    def show_room(self) -> None:
        """Show what has been measured, if anything has."""
        if self.source.room is not None:
            self.fill(self.source.room)

    def networks(self) -> SeenNetworks:
        """The lists that others may see; asked for when there is a picture for them, not before."""
        return self._bridge.models.of(SeenNetworks, self._step_id)

    def room_for_others(self) -> MappedRoom | None:
        """The same as others may see it: of the lists that they were shown."""
        room = self.source.room
        if room is None:
            return None
        network = read_room_network(self._bridge.library, self._step_id, seen=self.networks().seen)
        return replace(room, network=network, ways=groupings_beside(network, room.smallest))

    def fill(self, room: MappedRoom) -> None:
        """Show this."""

    def is_measured(self) -> bool:
        """Whether the room has been measured, so that there is something to be shown."""
        return self.source.room is not None

    def lay_out(self, middle: QWidget) -> None:
        """The page's content with its controls below."""
        below = QHBoxLayout()
        below.setContentsMargins(4, 0, 0, 0)
        below.addWidget(self.numbers, 1)
        words = terms_button(*self.terms)
        words.setObjectName("terms-of-room")
        below.addWidget(words)
        below.addWidget(self.by)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(middle, 1)
        column.addLayout(below)


class MapPage(WholeRoomPage):
    """Who relies on whom, by name."""

    def __init__(self, bridge: LibraryBridge, step_id: int) -> None:
        super().__init__(bridge, step_id)
        self.map = RoomMap()
        self.map.setObjectName("room-map")
        ask_for_patience(self.map, lambda: self.source.room is None)
        self.map.node_chosen.connect(self.person_chosen)
        self.by.setObjectName("map-by")
        folder = partial(folder_of_step, bridge.library, step_id)
        PictureMenu(
            self.map, lambda: tr("Map of the room"), folder, self._map_of_groups, self.is_measured, self.networks
        )
        self.lay_out(self.map)
        self.show_room()

    def _map_of_groups(self) -> RoomMap:
        """What others may see of it: no person, and no group that is too small."""
        chart = RoomMap(largest=LARGEST_GROUP)
        if (room := self.room_for_others()) is not None:
            chart.set_empty_text(no_group(room, self.grouped_by))
            drawn = group_map(room, self.grouped_by)
            # No title stands over it that says what it rests on.
            note = " · ".join([*filter(None, [drawn.note]), *bases(room, drawn.left_out)]) if drawn.nodes else ""
            chart.set_map(drawn.nodes, drawn.links, drawn.places, drawn.legend, note)
        return chart

    def fill(self, room: MappedRoom) -> None:
        """Draw the map."""
        self.map.set_empty_text(tr("The map shows people of the roster. Add them, or let them answer."))
        drawn = named_map(room, self.grouped_by)
        self.map.set_map(drawn.nodes, drawn.links, drawn.places, drawn.legend)
        self.numbers.setText(_in_numbers(room))


class MatrixPage(WholeRoomPage):
    """Who relies on whom, group by group."""

    terms = ("tie", "e_i")

    def __init__(self, bridge: LibraryBridge, step_id: int) -> None:
        super().__init__(bridge, step_id)
        self.matrix = matrix_chart()
        self.matrix.setObjectName("room-matrix")
        ask_for_patience(self.matrix, lambda: self.source.room is None)
        self.by.setObjectName("matrix-by")
        folder = partial(folder_of_step, bridge.library, step_id)
        PictureMenu(
            self.matrix,
            lambda: tr("Who relies on whom"),
            folder,
            self._matrix_for_others,
            self.is_measured,
            self.networks,
        )
        self.lay_out(self.matrix)
        self.show_room()

    def _matrix_for_others(self) -> DrawnChart:
        """What others may see of it: no group that is too small."""
        chart = matrix_chart()
        if (room := self.room_for_others()) is not None:
            chart.set_empty_text(no_group(room, self.grouped_by))
            show_groups(chart, room, self.grouped_by, alone=True)
        return chart

    def fill(self, room: MappedRoom) -> None:
        """Draw the matrix."""
        self.matrix.set_empty_text(
            tr("There are no ties between people with a group yet. Match contacts to people, and give them groups.")
        )
        found = mixing(room.network, self.grouped_by)
        notes = {of: _of_the_row(found, of) for of in found.groups}
        unknown = [of for of in found.groups if not found.lists[of]]
        self.matrix.show_chart(matrix_of(found, dict(zip(found.groups, found.groups, strict=True)), notes, unknown))
        said = [
            tr("Row relies on column; shade is the share of the row."),
            tr(
                "E-I over all {ties}: {value} (−1 all ties inside the group, 1 all outside).",
                ties=trn("{count} tie", "{count} ties", found.ties),
                value=_index(found.ei_all),
            ),
            lists_there(room.measures),
        ]
        if found.ungrouped:
            said.append(without_group(found))
        self.numbers.setText(" ".join(said))


class RankingPage(WholeRoomPage):
    """Who is relied on, in the order of their names, and by how many from the floor on: people are not ranked."""

    def __init__(self, bridge: LibraryBridge, step_id: int) -> None:
        super().__init__(bridge, step_id)
        self.table = QTableWidget(0, 3)
        self.table.setObjectName("room-ranking")
        self.table.setAccessibleName(tr("Who is relied on"))
        heads = [tr("Person"), tr("Group"), tr("Relied on by")]
        self.table.setHorizontalHeaderLabels(heads)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for column in range(2):
            words = self.table.horizontalHeaderItem(column)
            if words is not None:
                words.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.itemSelectionChanged.connect(self._choose)
        self.by.setObjectName("ranking-by")
        self._filling = False
        self.lay_out(self.table)
        self.show_room()

    def fill(self, room: MappedRoom) -> None:
        """List whoever is relied on."""
        network = room.network
        found = relied_on(network)
        self._filling = True
        self.table.setRowCount(len(found))
        for row, (person, count) in enumerate(found):
            texts = (
                person.name,
                network.group_of(person.id, self.grouped_by) or "–",
                str(count) if count >= room.smallest else tr("fewer than {floor}", floor=room.smallest),
            )
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setData(Qt.ItemDataRole.UserRole, person.id)
                if column > 1:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.table.setItem(row, column, item)
        self._filling = False
        self.numbers.setText(_in_numbers(room))

    def _choose(self) -> None:
        item = self.table.currentItem()
        if item is not None and not self._filling:
            self.person_chosen.emit(item.data(Qt.ItemDataRole.UserRole))


def lists_there(found: RoomMeasures) -> str:
    """What the figures of the room rest on, as one sentence."""
    said = trn("{lists} of {count} list is there.", "{lists} of {count} lists are there.", found.people,
               lists=found.lists)  # fmt: skip
    if not found.unfinished:
        return said
    still = trn("{count} of them is not finished.", "{count} of them are not finished.", found.unfinished)
    return f"{said} {still}"


def without_group(found: Mixing) -> str:
    """Who is in no cell of a matrix, as one sentence."""
    return trn(
        "{count} person without a group is left out, with {ties}.",
        "{count} people without a group are left out, with {ties}.",
        found.ungrouped,
        ties=trn("{count} tie", "{count} ties", found.ungrouped_ties),
    )


def _of_the_row(found: Mixing, of: str) -> str:
    index = tr("E-I {value}", value=_index(found.ei_of.get(of)))
    if found.lists[of] == found.sizes[of]:
        return index
    return trn(
        "{index} · {lists} of {count} list",
        "{index} · {lists} of {count} lists",
        found.sizes[of],
        index=index,
        lists=found.lists[of],
    )


def _in_numbers(room: MappedRoom) -> str:
    found = room.measures
    parts = [
        trn("{count} tie", "{count} ties", found.ties)
        if not found.ties
        else trn(
            "{count} tie in {lists} of {people} lists", "{count} ties in {lists} of {people} lists", found.ties,
            lists=found.lists, people=found.people,
        )
    ]  # fmt: skip
    if found.density is not None:
        parts.append(tr("density {value}% of what these can hold", value=hundredths(found.density)))
    if found.reciprocity is not None:
        parts.append(
            tr("{value}% of {count} between two lists returned",
               value=hundredths(found.reciprocity), count=found.mutual)
        )  # fmt: skip
    if found.indegree_gini is not None:
        parts.append(tr("concentration {value}", value=decimal(found.indegree_gini, 2)))
    if found.ties and found.isolates:
        names_nobody = trn("{count} names nobody here and is in no list", "{count} name nobody here and are in no list",
                           len(found.isolates))  # fmt: skip
        parts.append(names_nobody)
    if found.bridges:
        parts.append(
            trn("{count} bridge among those with lists", "{count} bridges among those with lists", len(found.bridges))
        )
    if found.strong or found.weak:
        parts.append(
            tr("{strong} strong, {weak} weak (dashed) of {rated} rated",
               strong=found.strong, weak=found.weak, rated=found.strong + found.weak)
        )  # fmt: skip
    if found.unnamed:
        parts.append(
            trn("{count} not counted where others name them", "{count} not counted where others name them",
                found.unnamed)
        )  # fmt: skip
    if found.unanswered:
        parts.append(trn("{count} without a list yet", "{count} without a list yet", found.unanswered))
    if found.unfinished:
        parts.append(trn("{count} list not finished", "{count} lists not finished", found.unfinished))
    return " · ".join(parts)


def _index(value: float | None) -> str:
    return "–" if value is None else decimal(value, 2)
