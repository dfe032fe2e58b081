"""One participant's way through the network exercise: notice, way in, list or length, answers, shape.

The frame holds what is the same on every page: whose answers these are, where one is, whether it is saved, the way
back and the way on. Pages are made when they are turned to.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QVBoxLayout,
)

from facilitator.errors import NotFound
from facilitator.exercises.network.answers import choose_entry
from facilitator.i18n import tr
from facilitator.storage.changes import Change
from facilitator.storage.library import Library
from facilitator.workshop.roster import get_participant
from ui.exercises.contract import StationFlow
from ui.exercises.network.entry.contacts import ContactsPage
from ui.exercises.network.entry.length import LengthPage
from ui.exercises.network.entry.notice import NoticePage
from ui.exercises.network.entry.page import EntryPage, restyle, touch_button
from ui.exercises.network.entry.rate import RatePage
from ui.exercises.network.entry.session import EntrySession
from ui.exercises.network.entry.shape import ShapePage
from ui.exercises.network.entry.tally import TallyPage
from ui.exercises.network.entry.ties import TiesPage
from ui.exercises.network.entry.way import WayPage
from ui.theme.icons import icon
from ui.theme.tokens import METRICS
from ui.theme.widgets import ElidedLabel

NOTICE, WAY, CONTACTS, RATE, LENGTH, TALLY, SHAPE = "notice", "way", "contacts", "rate", "length", "tally", "shape"
TIES = "ties"
_MAKE: dict[str, Callable[[EntrySession], EntryPage]] = {
    NOTICE: NoticePage,
    WAY: WayPage,
    CONTACTS: ContactsPage,
    RATE: RatePage,
    LENGTH: LengthPage,
    TALLY: TallyPage,
    TIES: TiesPage,
    SHAPE: ShapePage,
}


class NetworkStationFlow(StationFlow):
    """See `ui.exercises.contract.StationFlow`."""

    def __init__(self, library: Library, step_id: int, participant_id: int) -> None:
        super().__init__()
        self.setObjectName("network-flow")
        self.session = EntrySession(library, step_id, participant_id, parent=self)
        self._pages: dict[str, EntryPage] = {}
        self._at = ""
        self._stack = QStackedWidget()
        self._name = ElidedLabel(get_participant(library, participant_id).name)
        self._steps = QLabel()
        self._steps.setTextFormat(Qt.TextFormat.RichText)
        self._saved = QLabel()
        self._saved.setObjectName("network-saved")
        self._status = QLabel()
        self._status.setObjectName("network-status")
        self._status.setWordWrap(True)
        self._status.setContentsMargins(METRICS.medium, METRICS.small, METRICS.medium, METRICS.small)
        self._status.setTextFormat(Qt.TextFormat.PlainText)
        self._back = touch_button(tr("Back"), "network-back", "quiet")
        self._back.setIcon(icon("arrow-left"))
        self._next = touch_button("", "network-next", "primary")
        self._stop = touch_button(tr("Stop here"), "network-stop", "quiet")
        self._stop.setToolTip(tr("Back to the list of names; your answers are kept"))
        self._lay_out()
        self._back.clicked.connect(self._go_back)
        self._next.clicked.connect(lambda: self.page.try_next())
        self._stop.clicked.connect(self.finished)
        self.session.saved.connect(self._show_saved)
        self.session.failed.connect(self._show_failed)
        self.session.refreshed.connect(lambda: self.page.refresh())
        self._turn_to(self._first())

    @property
    def page(self) -> EntryPage:
        """The page that is shown."""
        return self._pages[self._at]

    def apply(self, change: Change) -> None:
        """Take up a correction by the facilitator; leave when the step is gone."""
        try:
            self.session.apply(change)
        except NotFound:
            self.finished.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on and Escape back, wherever nothing else takes them."""
        focused = QApplication.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if isinstance(focused, QAbstractButton) and focused.isEnabled() and self.isAncestorOf(focused):
                focused.click()
            else:
                self.page.try_next()
        elif event.key() == Qt.Key.Key_Escape:
            self._go_back()
        else:
            super().keyPressEvent(event)

    # The way

    def _path(self) -> list[str]:
        """The pages of this participant, from what is offered and chosen."""
        setup, entry = self.session.setup, self.session.view.entry
        path = [] if self.session.view.accepted_notice else [NOTICE]
        if setup.offers_contact and setup.offers_tally:
            path.append(WAY)
        if NOTICE not in path and self._at == NOTICE:
            path.insert(0, NOTICE)
        tally = entry == "tally" if setup.offers_contact and setup.offers_tally else setup.offers_tally
        ties = (TIES,) if self.session.asks_ties and len(self.session.view.contacts) > 1 else ()
        return [*path, *((LENGTH, TALLY) if tally else (CONTACTS, RATE, *ties)), SHAPE]

    def _first(self) -> str:
        """Where to begin: at the notice, or where one was when one left."""
        view = self.session.view
        if not view.accepted_notice:
            return NOTICE
        path = self._path()
        if not view.entry or (view.entry == "tally") != (TALLY in path):
            return path[0]
        if view.finished:
            return SHAPE
        if TALLY in path:
            return TALLY if view.list_length else LENGTH
        fewest = self.session.setup.fewest
        rated = any(contact.ratings for contact in view.contacts)
        return RATE if rated or len(view.contacts) >= fewest else CONTACTS

    def _go_on(self) -> None:
        path = self._path()
        place = path.index(self._at) if self._at in path else -1
        if self._at == NOTICE and self.session.read().entry:
            # A list carried over from an earlier round has its way in already.
            path = [step for step in self._path() if step != WAY]
        if place == len(path) - 1:
            self.finished.emit()
        else:
            self._turn_to(path[place + 1])

    def _go_back(self) -> None:
        if isinstance(self.page, TallyPage) and self.page.back():
            self._show_next()
            return
        path = self._path()
        place = path.index(self._at) if self._at in path else 0
        if place > 0:
            self._turn_to(path[place - 1])

    def _turn_to(self, name: str) -> None:
        self.session.read()
        if name in (CONTACTS, LENGTH) and not self._has_entry(name):
            return
        self._at = name
        page = self._pages.get(name)
        if page is None:
            page = self._pages[name] = _MAKE[name](self.session)
            page.go_on.connect(self._go_on)
            page.go_back.connect(self._go_back)
            page.said.connect(self._say)
            self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        self._say("", "caption")
        page.enter()
        self._show_steps()
        self._show_next()

    def _has_entry(self, name: str) -> bool:
        """Where only one way in is offered nobody chose it, so it is noted here."""
        entry = "contact" if name == CONTACTS else "tally"
        if self.session.view.entry == entry:
            return True
        return self.session.commit(choose_entry, entry) is not None

    # The frame

    def _say(self, sentence: str, role: str) -> None:
        if sentence != self._status.text():
            self._status.setText(sentence)
        restyle(self._status, role)
        self._show_next()

    def _show_saved(self) -> None:
        if self._saved.text() != self._saved_text():
            self._saved.setText(self._saved_text())
            restyle(self._saved, "success")

    def _show_failed(self, sentence: str) -> None:
        self._saved.setText(tr("Not saved"))
        restyle(self._saved, "error")
        self._say(sentence, "error")

    @staticmethod
    def _saved_text() -> str:
        return tr("Saved ✓")

    def _show_next(self) -> None:
        words = self.page.next_text
        if self._next.text() != words:
            self._next.setText(words)
        path = self._path()
        self._back.setEnabled(self._at in path and path.index(self._at) > 0)

    def _show_steps(self) -> None:
        names = {
            CONTACTS: tr("List"),
            RATE: tr("Answers"),
            LENGTH: tr("List"),
            TALLY: tr("Counts"),
            TIES: tr("Who knows whom"),
            SHAPE: tr("Your shape"),
        }
        shown = [step for step in self._path() if step in names]
        visible = self._at in shown
        parts = [f"<b>{names[step]}</b>" if step == self._at else names[step] for step in shown]
        self._steps.setText(" &nbsp;›&nbsp; ".join(parts) if visible else "")

    def setFocus(self) -> None:  # type: ignore[override]
        """Give the keyboard to the page."""
        self.page.enter()

    def _lay_out(self) -> None:
        self._name.setProperty("role", "heading")
        self._steps.setProperty("role", "caption")
        top = QHBoxLayout()
        top.setContentsMargins(METRICS.large, METRICS.small, METRICS.large, 0)
        top.setSpacing(METRICS.medium)
        top.addWidget(self._name, 3)
        top.addWidget(self._steps)
        right = QHBoxLayout()
        right.addStretch(1)
        right.addWidget(self._saved)
        right.addWidget(self._stop)
        top.addLayout(right, 3)
        bottom = QHBoxLayout()
        bottom.setContentsMargins(METRICS.large, 0, METRICS.large, METRICS.medium)
        bottom.setSpacing(METRICS.medium)
        bottom.addWidget(self._back)
        bottom.addWidget(self._status, 1)
        bottom.addWidget(self._next)
        self._next.setMinimumWidth(220)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(METRICS.small)
        column.addLayout(top)
        column.addWidget(self._stack, 1)
        column.addLayout(bottom)
