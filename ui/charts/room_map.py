"""The map of a room that stays put: from old to new places it eases. Whoever is pressed is chosen."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import hypot

from PySide6.QtCore import QEasingCurve, QPointF, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from facilitator.charts.drawing import Item, Point
from facilitator.charts.frame import Frame
from facilitator.charts.room_map import Link, NetworkMap, Node, in_plot
from facilitator.i18n import tr
from ui.charts.drawn import DrawnChart
from ui.pictures import is_exporting
from ui.theme.motion import is_reduced
from ui.theme.tokens import METRICS

_EASED = 2500
"""Ties up to which a new map eases in."""
_REACH = 6
"""Around a node, within which a press is meant for it."""


class RoomMap(DrawnChart):
    """Call `set_map`. `largest` is the radius of the heaviest node, as a share of the plot's side."""

    node_chosen = Signal(int)
    chart: NetworkMap

    def __init__(self, parent: QWidget | None = None, *, smallest_text: float = 0.0, largest: float = 0.035) -> None:
        self._from: dict[int, Point] = {}
        self._share = 1.0
        empty = NetworkMap(largest=largest)
        super().__init__(empty, tr("Map of the room"), tr("No ties yet."), smallest_text=smallest_text, parent=parent)
        self._animation = QVariantAnimation(self, startValue=0.0, endValue=1.0, duration=METRICS.ease_ms * 2)
        self._animation.setEasingCurve(QEasingCurve.Type.InOutCubic)
        self._animation.valueChanged.connect(self._ease)
        self.setMinimumSize(280, 240)

    def set_map(
        self,
        nodes: Sequence[Node],
        links: Sequence[Link],
        places: Mapping[int, Point],
        legend: Sequence[tuple[int | None, str]] = (),
        note: str = "",
    ) -> None:
        """Show this map; whoever was on the last one moves from there."""
        now = self._now()
        self._from = {node.id: now.get(node.id, places[node.id]) for node in nodes}
        self._animation.stop()
        moves = any(self._from[node.id] != places[node.id] for node in nodes)
        eases = moves and self.isVisible() and not is_reduced() and len(links) <= _EASED
        self._share = 0.0 if eases else 1.0
        shown = replace(self.chart, nodes=nodes, links=links, places=places, legend=legend, note=note, _named={})
        self.show_chart(shown)
        if eases:
            self._animation.start()

    def set_highlight(self, node: int | None) -> None:
        """Make one node and its ties stand out, or none."""
        self.show_chart(replace(self.chart, lit=node, _named={}))

    @property
    def texts(self) -> list[str]:
        """Every text that may be painted: for whoever must be sure what the room can read."""
        return [*super().texts, self.chart.unnamed(self.frame())]

    def place_of(self, node: int) -> QPointF:
        """Where a node is painted now, in the widget's coordinates."""
        frame = self.frame()
        return self.margin() + QPointF(*in_plot(self._now()[node], self.chart.plot(frame)))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the node that is pressed; another button than the left one has a menu of its own."""
        plot = self.chart.plot(self.frame())
        for node in self.chart.nodes if event.button() is Qt.MouseButton.LeftButton else ():
            at = self.place_of(node.id) - event.position()
            if hypot(at.x(), at.y()) <= self.chart.radius(node, plot) + _REACH:
                self.node_chosen.emit(node.id)
                return
        event.ignore()

    def items(self, frame: Frame) -> list[Item]:
        """The map on its way."""
        return self.chart.items(frame, self._now(), shuffled=is_exporting())

    def _ease(self, share: object) -> None:
        self._share = float(share)  # type: ignore[arg-type]
        self.lay_out_anew()

    def _now(self) -> dict[int, Point]:
        """Where the nodes are."""

        def between(start: Point, end: Point) -> Point:
            return start[0] + (end[0] - start[0]) * self._share, start[1] + (end[1] - start[1]) * self._share

        return {node: between(start, self.chart.places[node]) for node, start in self._from.items()}
