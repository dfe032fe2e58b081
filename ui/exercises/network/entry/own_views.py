"""The pictures of one's own network, one key each: the spider, the bars, and the map of one's contacts."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QStackedLayout, QVBoxLayout, QWidget

from facilitator.charts.star import Star, StarNode
from facilitator.exercises.network.measures import FEW
from facilitator.exercises.network.ties.ego_map import EgoMap
from facilitator.i18n import tr
from ui.charts.drawn import DrawnChart
from ui.charts.own import OwnChart
from ui.entry.page import text, touch_button
from ui.speaker import Speaker
from ui.theme.flow import FlowRow
from ui.theme.tokens import METRICS

SPIDER, BARS, MAP = "spider", "bars", "map"
_LEAST = 150
"""The height of a picture on the lowest screen, where words are long."""


class OwnViews(Speaker, QWidget):
    """One card of pictures; `choose` turns to one of them where it can be drawn."""

    turned = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.chart = OwnChart(caution_below=FEW)
        self.chart.setObjectName("network-own-chart")
        self.map = DrawnChart(
            Star(),
            tr("Your contacts around you"),
            tr("The map needs single contacts: it is drawn for lists entered by contact."),
        )
        self.map.setObjectName("network-ego-map")
        self._n = text("", "caption")
        self._stands_on = ""
        self._wanted = SPIDER
        self._choice = QButtonGroup(self)
        self.buttons = {
            SPIDER: touch_button(tr("Spider   S"), "network-spider"),
            BARS: touch_button(tr("Bars   B"), "network-bars"),
            MAP: touch_button(tr("Your contacts   M"), "network-map"),
        }
        under = FlowRow(spacing=METRICS.small)
        for view, button in self.buttons.items():
            button.setCheckable(True)
            self._choice.addButton(button)
            button.clicked.connect(lambda _checked=False, view=view: self.choose(view))
            under.add(button)
        self._pages = QStackedLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._pages, 1)
        column.addWidget(self._n)
        column.addWidget(under)
        for picture in (self.chart, self.map):
            picture.setMinimumHeight(_LEAST)
        # Within `column` already: without it the first one would be shown as a window of its own, over the station.
        self._pages.addWidget(self.chart)
        self._pages.addWidget(self.map)

    @property
    def view(self) -> str:
        """What is shown now."""
        if self._pages.currentWidget() is self.map:
            return MAP
        return BARS if self.chart.shows_bars else SPIDER

    def say(self, stands_on: str) -> None:
        """What the shape stands on, to be read below it."""
        self._stands_on = stands_on

    def show_map(self, found: EgoMap) -> None:
        """Take up the contacts; without single contacts there is no map to turn to."""
        contacts = [StarNode(each.label, each.x, each.y, each.group) for each in found.contacts]
        self.map.show_chart(Star(contacts, found.ties, found.radii, found.groups))
        self.buttons[MAP].setVisible(bool(contacts))

    def choose(self, view: str) -> None:
        """Turn to a picture."""
        self._wanted = view
        self.settle()

    def toggle_bars(self) -> None:
        """From the spider to the bars, and from anything else back to the spider."""
        self.choose(BARS if self.view == SPIDER else SPIDER)

    def settle(self) -> None:
        """Show what is wanted where it can be drawn, and say so on the buttons."""
        can_map = not self.buttons[MAP].isHidden()
        self.buttons[SPIDER].setVisible(self.chart.can_be_spider)
        self.buttons[BARS].setVisible(self.chart.can_be_spider or can_map)
        wants_map = self._wanted == MAP and can_map
        self._pages.setCurrentWidget(self.map if wants_map else self.chart)
        self.chart.show_bars(self._wanted == BARS)
        self.buttons[self.view].setChecked(True)
        on_map = tr("The nearer the middle, the closer. Lines join those who know each other.")
        self._n.setText(on_map if wants_map else self._stands_on)
        self.turned.emit(self.view)
