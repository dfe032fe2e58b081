"""A chart of the network exercise on the projector, below a title that says what is seen."""

from collections.abc import Callable, Hashable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout

from facilitator.exercises.network.seen import SeenNetworks
from facilitator.exercises.network.whole.live import LiveRoomNetwork, MappedRoom
from facilitator.exercises.network.whole.told import lists_in_words
from facilitator.i18n import tr, trn
from facilitator.questionnaires.batches import Waiting
from ui.bridge import LibraryBridge, listen
from ui.charts.drawn import DrawnChart
from ui.charts.projector_header import LEFT, ProjectorHeader
from ui.charts.room_map import RoomMap
from ui.exercises.contract import ProjectorView
from ui.theme.theme import tokens_for
from ui.work import run_in_background

_HEADER = 0.165
"""The share of the height that the title takes."""
_MOMENT = 400
"""Milliseconds for which a chart that is not measured yet stays empty: words that flash up disturb more."""


class FramedView(ProjectorView):
    """A chart below a title that says what is seen of the lists that others may see: new ones come together."""

    def __init__(self, chart: RoomMap | DrawnChart, bridge: LibraryBridge, step_id: int) -> None:
        super().__init__()
        self.networks = bridge.models.of(SeenNetworks, step_id)
        listen(self, self.networks.waits, self._tell_waiting)
        self.header = ProjectorHeader()
        self.chart = chart
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(chart, 1)

    @property
    def texts(self) -> list[str]:
        """Every text that may be painted: for whoever must be sure what the room can read."""
        return [*self.header.texts, *self.chart.texts, self.chart.accessibleDescription()]

    def _tell_waiting(self) -> None:
        self.waiting_changed.emit()

    def waiting(self) -> Waiting:
        """Who has answered anew."""
        return self.networks.waiting

    def show_waiting(self) -> None:
        """Show that now."""
        self.networks.show_all()

    def set_text_scale(self, scale: float) -> None:
        """Make whatever is read larger."""
        self.header.text_scale = scale
        self.chart.set_text_scale(scale)
        self._share_height()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The ground of header and chart."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens_for(self).surface))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The header keeps its share of the height, and the chart to the edge at which the title begins."""
        self._share_height()
        if isinstance(self.chart, DrawnChart):
            self.chart.set_least_side(self.width() * LEFT)
        super().resizeEvent(event)

    def _share_height(self) -> None:
        self.header.set_whole(self.height(), _HEADER)


class RoomNetworkView(FramedView):
    """A chart of the measured room; `chosen` are the choices of the console with what they begin with."""

    def __init__(self, chart: RoomMap | DrawnChart, bridge: LibraryBridge, step_id: int, **chosen: str) -> None:
        super().__init__(chart, bridge, step_id)
        self.chosen = chosen
        self.source = LiveRoomNetwork(bridge.library, step_id, run=run_in_background, seen=self.networks)
        self.groups: tuple[str, ...] = ()
        """The groups that are shown, none where there are too few lists."""
        listen(self, self.source.changed, self._show_and_tell)
        if self.source.room is None:
            ask_for_patience(chart, lambda: self.source.room is None)
        self.show_room()

    def set_option(self, key: str, value: str) -> None:
        """Follow a choice made on the console."""
        if key in self.chosen:
            self.chosen[key] = value
            self.show_room()

    def rests_on(self) -> frozenset[Hashable]:
        """Whose lists are counted, and which groups stand apart."""
        room = self.source.room
        if room is None or not self.groups:
            return frozenset()
        return frozenset(self.groups) | room.network.listed

    def is_read(self) -> bool:
        """Whether the room has been measured."""
        return self.source.room is not None

    def _show_and_tell(self) -> None:
        self.show_room()
        self.rests_changed.emit()

    def show_room(self) -> None:
        """Show what has been measured, if anything has."""
        raise NotImplementedError


def ask_for_patience(chart: RoomMap | DrawnChart, is_waiting: Callable[[], bool]) -> None:
    """Let a chart claim nothing before it is measured, and ask for patience where that takes its time."""
    chart.set_empty_text("")

    def ask() -> None:
        if is_waiting():
            chart.set_empty_text(tr("One moment…"))

    # A timer of the chart's: what a `singleShot` calls is kept for ever where the chart goes before its time is up.
    moment = QTimer(chart, singleShot=True, interval=_MOMENT)
    moment.timeout.connect(ask)
    moment.start()


def no_group(room: MappedRoom, by: str) -> str:
    """Why there is nothing of the room's network to see, though there are ties."""
    if room.withheld is None and by not in room.ways:
        return tells_of_few(room.smallest)
    if room.withheld is None:
        return tr("No group is large enough to be shown apart: that takes {count} people.", count=room.smallest)
    return trn(
        "{answered} of {all} has given a list by contact. Who relies on whom is shown from {floor} lists on.",
        "{answered} of {all} have given a list by contact. Who relies on whom is shown from {floor} lists on.",
        room.withheld.answered,
        answered=lists_in_words(room.network, room.smallest),
        all=room.withheld.of,
        floor=room.withheld.floor,
    )


def tells_of_few(fewest: int) -> str:
    """Why nothing is shown by one way of grouping: it is seen beside the others."""
    return tr(
        "Not shown in these groups: beside the other ways of grouping it would tell of fewer than {count} people.",
        count=fewest,
    )
