"""The middle of the library window: the cards or, where there are none, what to do instead."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from facilitator.i18n import tr
from ui.charts.thumbnail import paint_thumbnail
from ui.library.view import BESIDE
from ui.theme.theme import current
from ui.theme.widgets import EmptyState

_SHAPE = (0.94, 0.62, 0.86, 0.74, 0.55, 0.9)
"""Somebody's, invented."""
_SIZE = 132


class Pages(QStackedWidget):
    """Blank until the library is open. `acts` holds what the buttons of empty pages do."""

    def __init__(self, cards: QWidget, acts: Mapping[str, Callable[[], object]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards = cards
        self._acts = acts
        self._empty: dict[str, EmptyState] = {}
        self.addWidget(QWidget())
        self.addWidget(cards)

    def show_for(self, count: int, *, searching: bool, deleted: bool) -> None:
        """Show the page that fits `count` listed workshops."""
        if count:
            self.setCurrentWidget(self._cards)
            return
        name = "nothing-found" if searching else "bin-empty" if deleted else "no-workshops"
        if name not in self._empty:
            # Made when first needed: most starts need none.
            self._empty[name] = {
                "nothing-found": self._nothing_found,
                "bin-empty": self._bin_empty,
                "no-workshops": self._no_workshops,
            }[name]()
            self._empty[name].setObjectName(name)
            # In the middle of what is above: the cards alone go on into the margin.
            self._empty[name].setContentsMargins(0, 0, BESIDE, 0)
            self.addWidget(self._empty[name])
        self.setCurrentWidget(self._empty[name])

    def _nothing_found(self) -> EmptyState:
        page = EmptyState("search", tr("Nothing found"), tr("No title, client or place holds all of these words."))
        page.add_action(tr("Show all"), self._acts["show_all"], name="show-all")
        return page

    def _bin_empty(self) -> EmptyState:
        text = tr("What you delete stays here for 30 days, in case you want it back.")
        page = EmptyState("trash-2", tr("Nothing was deleted"), text)
        page.add_action(tr("Back to the workshops"), self._acts["deleted"], name="leave-bin")
        return page

    def _no_workshops(self) -> EmptyState:
        text = tr(
            "Make your first workshop: it comes with an agenda and can be running a moment later. Or look around in "
            "the sample, where eighteen people have answered."
        )
        page = EmptyState("presentation", tr("Welcome to Facilitator"), text)
        page.show_above(_Shape())
        page.add_action(tr("New workshop"), self._acts["new"], primary=True, name="first-new")
        page.add_action(tr("Open the sample workshop"), self._acts["sample"], name="first-sample")
        page.add_action(tr("Import a file…"), self._acts["import"], name="first-import")
        return page


class _Shape(QWidget):
    """What it is all about, before there is anything: a shape, as every workshop's card will have one."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(_SIZE, _SIZE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it."""
        painter = QPainter(self)
        paint_thumbnail(painter, QRectF(self.rect()), _SHAPE, current())
        painter.end()
