"""What the room sees beyond the shapes: its own network, groups side by side, before and after.

Nothing here ever reads a contact's name: maps show groups, and groups that are too small are shown together or not at
all. Who is who on a map, even by initials, is for the facilitator's own screen.
"""

from collections.abc import Hashable, Sequence

from facilitator.charts.groups import Group, GroupPanels, Spread
from facilitator.charts.paired import Paired, PairedRow
from facilitator.exercises.network.groups.compare import GroupBand, compare_after, groupings_of
from facilitator.exercises.network.groups.threshold import Withheld
from facilitator.exercises.network.live import ShownRoom
from facilitator.exercises.network.room import fine_from
from facilitator.exercises.network.rounds.paired import PairedChange
from facilitator.exercises.network.rounds.shown import ShownChange, read_shown_change
from facilitator.exercises.network.seen import Seen
from facilitator.i18n import tr
from facilitator.progress import LongWork, Progress
from facilitator.storage.library import Library
from ui.bridge import LibraryBridge, Rereading, listen
from ui.charts.drawn import DrawnChart
from ui.charts.room_map import RoomMap
from ui.exercises.contract import Choice, ProjectorView, ViewInfo
from ui.exercises.network.framed import FramedView, RoomNetworkView, ask_for_patience, no_group, tells_of_few
from ui.exercises.network.maps import LARGEST_GROUP, bases, by_group, group_map, groupings
from ui.exercises.network.matrix_view import MatrixView
from ui.exercises.network.shapes import shape_names
from ui.work import Work

MAP, MATRIX, GROUPS, BEFORE_AFTER = "network_map", "network_matrix", "groups", "before_after"
_SMALLEST_TEXT = 0.04
_SOON = 150
_MOST_GROUPS = 7
"""Beside everybody; more take a page of their own."""
_PAGES = 3
"""Of groups of five people, as many as rooms of a hundred have."""


def network_views() -> tuple[ViewInfo, ...]:
    """These views with their choices."""
    by = Choice("by", tr("Groups"), groupings())
    shape = Choice("shape", tr("Shape"), shape_names())
    page = Choice("page", tr("Page"), tuple((str(number), str(number)) for number in range(1, _PAGES + 1)))
    return (
        ViewInfo(MAP, tr("The room as a network"), (by,)),
        ViewInfo(MATRIX, tr("Who relies on whom, by group"), (by,)),
        ViewInfo(GROUPS, tr("Groups side by side"), (by, shape, page)),
        ViewInfo(BEFORE_AFTER, tr("Before and after"), (shape,)),
    )


class MapView(RoomNetworkView):
    """Who relies on whom: groups with their numbers of people."""

    def __init__(self, bridge: LibraryBridge, step_id: int) -> None:
        self.map = RoomMap(smallest_text=_SMALLEST_TEXT, largest=LARGEST_GROUP)
        super().__init__(self.map, bridge, step_id, by="team")

    def show_room(self) -> None:
        """Draw the map."""
        room = self.source.room
        title, sentence = tr("Who relies on whom"), tr("Arrows lead to whoever is relied on; thicker: more often")
        self.header.say(title, sentence)
        self.groups = ()
        if room is None:
            return
        if not room.measures.ties:
            self.map.set_empty_text(tr("The map appears once contacts are matched to people in the room."))
            self.map.set_map((), (), {})
            return
        drawn = group_map(room, self.chosen["by"])
        self.map.set_empty_text(no_group(room, self.chosen["by"]))
        if drawn.nodes:
            self.groups = tuple(node.label for node in drawn.nodes)
            self.header.say(title, " · ".join([sentence, *bases(room, drawn.left_out)]))
        self.map.set_map(drawn.nodes, drawn.links, drawn.places, drawn.legend, drawn.note)


class GroupsView(FramedView):
    """Medians and middle halves of the groups, the whole room first."""

    def __init__(self, bridge: LibraryBridge, step_id: int) -> None:
        nothing = tr("There is nothing to compare yet.")
        self.panels = DrawnChart(GroupPanels(), tr("Groups side by side"), nothing, smallest_text=_SMALLEST_TEXT)
        super().__init__(self.panels, bridge, step_id)
        self._library, self._step_id = bridge.library, step_id
        self._by, self._shape, self._page = "team", "diversity", 1
        self._room = ShownRoom(self._library, step_id, self.networks)
        self._rests: frozenset[Hashable] = frozenset()
        self._soon = Rereading(self, self._show, soon=_SOON)
        listen(self, self._room.reset, self._show_soon)
        self._show()

    def rests_on(self) -> frozenset[Hashable]:
        """Who is in it, and which groups are shown on which axes, and how finely."""
        return self._rests

    def _show_soon(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def set_option(self, key: str, value: str) -> None:
        """Follow a choice made on the console."""
        if key == "by" and value in dict(groupings()):
            self._by = value
        elif key == "shape":
            self._shape = value
        elif key == "page" and value.isdecimal():
            self._page = int(value)
        else:
            return
        self._show()

    def _show(self) -> None:
        room = self._room
        if self._by not in groupings_of(self._library, room.setup.workshop_id):
            self._by = "team"
        found = compare_after(self._library, room, self._by, self._shape, room.floor)  # type: ignore[arg-type]
        label = dict(shape_names())[self._shape]
        panels = [_panel(group.name, group) for group in found.groups] if found.tells else []
        if panels and found.others is not None:
            panels.append(_panel(tr("Others"), found.others))
        begin, end = self._range(len(panels))
        title = tr("{shape} {by_group}", shape=label, by_group=by_group(self._by))
        if end - begin < len(panels):
            where = tr("{begin} to {end} of {count}", begin=begin + 1, end=end, count=len(panels))
            title = tr("{title}: {where}", title=title, where=where)
        self.header.say(
            title,
            tr(
                "Point: median, half lie below it. Bar: the middle half of them, from {count} people on. "
                "Dashed: everybody",
                count=fine_from(room.floor),
            ),
        )
        shown = room.shown(self._shape)
        if isinstance(shown, Withheld):
            self.panels.set_empty_text(f"{shown.count}. {shown.reason}")
        elif found.groups and not found.tells:
            self.panels.set_empty_text(tells_of_few(found.smallest))
        else:
            self.panels.set_empty_text(
                tr("A group is shown from {count} people on. No group is large enough yet.", count=found.smallest)
            )
        everybody = _panel(tr("Everybody"), found.whole)
        shown_panels = (everybody, *panels[begin:end]) if panels else ()
        self._rests = _behind(shown_panels) | (frozenset(room.shapes(self._shape)) if panels else frozenset())
        self.rests_changed.emit()
        self.panels.show_chart(GroupPanels(found.labels, shown_panels))

    def _range(self, groups: int) -> tuple[int, int]:
        """The groups of the page that is chosen, or of the last one there is."""
        page = min(self._page, max(1, -(-groups // _MOST_GROUPS)))
        return (page - 1) * _MOST_GROUPS, min(page * _MOST_GROUPS, groups)


class BeforeAfterView(FramedView):
    """How the same people changed between two rounds; computed in a thread, since an interval takes its time."""

    def __init__(self, bridge: LibraryBridge, step_id: int) -> None:
        nothing = tr("There is nothing to compare yet.")
        self.rows = DrawnChart(Paired(), tr("Before and after"), nothing, smallest_text=_SMALLEST_TEXT)
        super().__init__(self.rows, bridge, step_id)
        self._library, self._step_id = bridge.library, step_id
        self._shape = "diversity"
        self._found: ShownChange | None = None
        self._is_read = False
        self._work: Work | None = None
        self._stale = False
        self._soon = Rereading(self, self._read, soon=_SOON)
        listen(self, self.networks.changed, self._read_soon)
        ask_for_patience(self.rows, lambda: not self._is_read)
        self._show()
        self._read()

    def _read_soon(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def set_option(self, key: str, value: str) -> None:
        """Follow a choice made on the console."""
        if key == "shape":
            self._shape = value
            self._show()

    def rests_on(self) -> frozenset[Hashable]:
        """How many people are behind what is shown of each question, since who they are is known to nobody here."""
        found = self._found
        axes = found.change.shapes[self._shape] if found is not None else ()
        rests: set[Hashable] = set()
        for axis in axes:
            if (shown := axis.points) is not None:
                rests |= {(axis.key, shown.before is not None, number) for number in range(axis.n)}
        return frozenset(rests)

    def is_read(self) -> bool:
        """Whether both times have been compared."""
        return self._is_read

    def _read(self) -> None:
        if self._work is not None:
            self._stale = True
            return
        self._work = Work(_changed(self._library, self._step_id, self.networks.seen))
        self._work.succeeded.connect(self._take)
        self._work.failed.connect(self._fail)
        self._work.start()

    def _take(self, found: ShownChange | Withheld | None) -> None:
        self._work, self._is_read = None, True
        # Few people's mean would tell of one of them.
        self._found = found if isinstance(found, ShownChange) else None
        self.rows.set_empty_text(
            tr("{n} done both times. The comparison is shown from {count} people on.",
               n=found.answered, count=found.floor)
            if isinstance(found, Withheld)
            else tr("Nobody has finished a second round yet.")
        )  # fmt: skip
        self._show()
        self.rests_changed.emit()
        if self._stale:
            self._stale = False
            self._read()

    def _fail(self, error: Exception) -> None:
        self._work = None
        raise error

    def _show(self) -> None:
        label = dict(shape_names())[self._shape]
        found = self._found
        title = tr("{shape}: before and now", shape=label)
        change = found.change if found is not None else None
        if change is not None and change.waiting:
            title = tr("{title}, {people} of {all} people", title=title, people=change.people,
                       all=change.people + change.waiting)  # fmt: skip
        said = tr(
            "Points: means of the same n people. Beside them: the change and how exactly it is known (95% interval)"
        )
        if found is not None and found.levels_withheld:
            said = tr(
                "The change of n people and how exactly it is known (95% interval). Means only where they give "
                "nobody away"
            )
        self.header.say(title, said)
        axes = change.shapes[self._shape] if change is not None else ()
        self.rows.show_chart(Paired([_row(axis) for axis in axes if axis.n or self._shape == "diversity"]))


def make_view(key: str, bridge: LibraryBridge, step_id: int) -> ProjectorView | None:
    """The view of this key, None for one of somebody else's."""
    if key == MAP:
        return MapView(bridge, step_id)
    if key == MATRIX:
        return MatrixView(bridge, step_id, _SMALLEST_TEXT)
    if key == GROUPS:
        return GroupsView(bridge, step_id)
    return BeforeAfterView(bridge, step_id) if key == BEFORE_AFTER else None


def _row(axis: PairedChange) -> PairedRow:
    shown = axis.points
    if shown is None:
        return PairedRow(axis.label, axis.n, None, None, None, None, None)
    means = None if shown.before is None or shown.after is None else (shown.before, shown.after)
    return PairedRow(axis.label, axis.n, axis.before, axis.after, shown.change, shown.low, shown.high, means)


def _panel(title: str, band: GroupBand) -> Group:
    axes = tuple(
        Spread(
            axis.median,
            axis.q1 if axis.has_band else None,
            axis.q3 if axis.has_band else None,
            axis.n if axis.n != band.n else None,
        )
        for axis in band.axes
    )
    return Group(title, band.n, axes)


def _behind(panels: Sequence[Group]) -> frozenset[Hashable]:
    """Which panels show which axes, and which of these to the point."""
    return frozenset(
        (panel.name, at, spread.q1 is not None)
        for panel in panels
        for at, spread in enumerate(panel.axes)
        if spread.median is not None
    )


def _changed(library: Library, step_id: int, seen: Seen) -> LongWork[ShownChange | Withheld | None]:
    yield Progress(0, 1)
    return read_shown_change(library, step_id, seen)
