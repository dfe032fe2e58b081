"""One participant's way through the network exercise: notice, way in, list or length, answers, shape, one thing to do.

Pages are made when they are turned to; the frame around them is `ui.entry.frame`.
"""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout

from facilitator.exercises.folder import implements
from facilitator.exercises.network.answers import choose_entry_mode
from facilitator.i18n import tr
from facilitator.workshop.roster import get_participant
from ui.bridge import LibraryBridge
from ui.entry.frame import EntryFrame
from ui.exercises.contract import StationFlow
from ui.exercises.hooks import ExerciseUi
from ui.exercises.network.entry.action import ActionPage
from ui.exercises.network.entry.contacts import ContactsPage
from ui.exercises.network.entry.length import LengthPage
from ui.exercises.network.entry.mode import EntryModePage
from ui.exercises.network.entry.notice import NoticePage
from ui.exercises.network.entry.page import EntryPage
from ui.exercises.network.entry.rate import RatePage
from ui.exercises.network.entry.session import EntrySession
from ui.exercises.network.entry.shape import ShapePage
from ui.exercises.network.entry.tally import TallyPage
from ui.exercises.network.entry.ties import TiesPage

NOTICE, WAY, CONTACTS, RATE, LENGTH, TALLY, SHAPE = "notice", "way", "contacts", "rate", "length", "tally", "shape"
TIES, ACTION = "ties", "action"
_MAKE: dict[str, Callable[[EntrySession], EntryPage]] = {
    NOTICE: NoticePage,
    WAY: EntryModePage,
    CONTACTS: ContactsPage,
    RATE: RatePage,
    LENGTH: LengthPage,
    TALLY: TallyPage,
    TIES: TiesPage,
    SHAPE: ShapePage,
    ACTION: ActionPage,
}


class NetworkStationFlow(StationFlow):
    """See `ui.exercises.contract.StationFlow`."""

    def __init__(self, bridge: LibraryBridge, step_id: int, participant_id: int) -> None:
        super().__init__()
        self.setObjectName("network-flow")
        self.session = EntrySession(bridge, step_id, participant_id, parent=self)
        self._pages: dict[str, EntryPage] = {}
        self._at = ""
        self._frame = EntryFrame(get_participant(bridge.library, participant_id).name, "network")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._frame)
        self._frame.back_wanted.connect(self._go_back)
        self._frame.next_wanted.connect(lambda: self.page.try_next())
        self._frame.stop_wanted.connect(lambda: self.leave(kept=self.page.keep()))
        self.session.saved.connect(self._frame.show_saved)
        self.session.failed.connect(self._frame.show_failed)
        self.session.refreshed.connect(lambda: self.page.refresh())
        self.session.gone.connect(self.finished)
        self._turn_to(self._first())

    @property
    def page(self) -> EntryPage:
        """The page that is shown."""
        return self._pages[self._at]

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
        ties = (TIES,) if self.session.analysis.asks_ties and len(self.session.view.contacts) > 1 else ()
        action = (ACTION,) if self.session.asks_action_now else ()
        return [*path, *((LENGTH, TALLY) if tally else (CONTACTS, RATE, *ties)), SHAPE, *action]

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
            page.said.connect(lambda *_: self._show_next())
            self._frame.add(page)
        self._frame.turn_to(page)
        self._frame.say("", "caption")
        self._show_next()
        page.enter()
        self._show_steps()
        self._show_next()

    def _has_entry(self, name: str) -> bool:
        """Where only one way in is offered nobody chose it, so it is noted here."""
        entry = "contact" if name == CONTACTS else "tally"
        if self.session.view.entry == entry:
            return True
        return self.session.commit(choose_entry_mode, entry) is not None

    # The frame

    def _show_next(self) -> None:
        path = self._path()
        place = path.index(self._at) if self._at in path else len(path)
        self.page.leads_to = self._leads_to(path[place + 1 :])
        self._frame.show_buttons(self.page.next_text, can_go_back=0 < place < len(path))

    @staticmethod
    def _leads_to(rest: list[str]) -> str:
        """The words for the page that comes first of `rest`."""
        words = {
            CONTACTS: tr("To my list"),
            LENGTH: tr("To my list"),
            RATE: tr("Answer for each"),
            TALLY: tr("Count them"),
            TIES: tr("Who knows whom"),
            SHAPE: tr("Show my shape"),
            ACTION: tr("One thing to do"),
        }
        return words.get(rest[0], "") if rest else tr("Done")

    def _show_steps(self) -> None:
        names = {
            CONTACTS: tr("List"),
            RATE: tr("Answers"),
            LENGTH: tr("List"),
            TALLY: tr("Counts"),
            TIES: tr("Who knows whom"),
            SHAPE: tr("Your shape"),
            ACTION: tr("One thing to do"),
        }
        shown = [step for step in self._path() if step in names]
        at = shown.index(self._at) if self._at in shown else None
        self._frame.show_place([names[step] for step in shown], at)

    def setFocus(self) -> None:  # type: ignore[override]
        """Give the keyboard to the page."""
        self.page.enter()


station_flow = implements(ExerciseUi.station_flow)(NetworkStationFlow)
