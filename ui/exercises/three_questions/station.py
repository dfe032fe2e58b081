"""One participant's way through the card: notice, three questions, reading over; and dots while the room votes.

The pages follow the phase: where the facilitator changes it, the station turns to what can be done now.
"""

from PySide6.QtWidgets import QVBoxLayout

from facilitator.exercises.folder import implements
from facilitator.exercises.three_questions.wall import standings
from facilitator.i18n import tr
from facilitator.workshop.roster import get_participant
from facilitator.workshop.standings import State
from ui.bridge import LibraryBridge
from ui.entry.frame import EntryFrame
from ui.exercises.contract import StationFlow
from ui.exercises.hooks import ExerciseUi
from ui.exercises.three_questions.entry.closed import ClosedPage
from ui.exercises.three_questions.entry.notice import NoticePage
from ui.exercises.three_questions.entry.page import CardPage
from ui.exercises.three_questions.entry.partners import PartnersPage
from ui.exercises.three_questions.entry.question import QuestionPage
from ui.exercises.three_questions.entry.read_back import ReadBackPage
from ui.exercises.three_questions.entry.session import CardSession
from ui.exercises.three_questions.entry.vote import VotePage

NOTICE, PARTNERS, READ_BACK, VOTE, CLOSED = "notice", "partners", "read back", "vote", "closed"
QUESTIONS = ("1", "2", "3")


class CardStationFlow(StationFlow):
    """See `ui.exercises.contract.StationFlow`."""

    def __init__(self, bridge: LibraryBridge, step_id: int, participant_id: int) -> None:
        super().__init__()
        library = bridge.library
        self.setObjectName("card-flow")
        self.session = CardSession(bridge, step_id, participant_id, parent=self)
        self._pages: dict[str, CardPage] = {}
        self._at = ""
        self._frame = EntryFrame(get_participant(library, participant_id).name, "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._frame)
        self._frame.back_wanted.connect(self._go_back)
        self._frame.next_wanted.connect(lambda: self.page.try_next())
        self._frame.stop_wanted.connect(self._stop)
        self.session.saved.connect(self._frame.show_saved)
        self.session.failed.connect(self._frame.show_failed)
        self.session.refreshed.connect(self._refresh)
        self.session.gone.connect(self.finished)
        (standing,) = standings(library, step_id, participant_id)
        self._has_begun = standing.state is not State.TO_GO
        path = self._path()
        if path[0] == NOTICE and self._has_begun:
            self._turn_to(READ_BACK if self.session.cards else QUESTIONS[0])
        else:
            self._turn_to(path[0])

    @property
    def page(self) -> CardPage:
        """The page that is shown."""
        return self._pages[self._at]

    def setFocus(self) -> None:  # type: ignore[override]
        """Give the keyboard to the page."""
        self.page.enter()

    # The way

    def _path(self) -> list[str]:
        phase = self.session.setup.phase
        if phase == "collect":
            company = [PARTNERS] if self.session.setup.together != "alone" and not self._has_begun else []
            return [NOTICE, *company, *QUESTIONS, READ_BACK]
        return [VOTE] if phase == "vote" else [CLOSED]

    def _refresh(self) -> None:
        if self._at not in self._path():
            self._turn_to(self._path()[0])
        else:
            self.page.refresh()
            self._show_ways()

    def _go_on(self) -> None:
        path = self._path()
        place = path.index(self._at) if self._at in path else len(path) - 1
        if place == len(path) - 1:
            self.finished.emit()
        else:
            self._turn_to(path[place + 1])

    def _go_back(self) -> None:
        path = self._path()
        place = path.index(self._at) if self._at in path else 0
        if place > 0 and self._keep():
            self._turn_to(path[place - 1])

    def _stop(self) -> None:
        if self._keep():
            self.finished.emit()

    def _keep(self) -> bool:
        page = self.page
        return page.keep() if isinstance(page, QuestionPage) else True

    def _turn_to(self, name: str) -> None:
        self._at = name
        self._has_begun = self._has_begun or name in QUESTIONS
        page = self._pages.get(name)
        if page is None:
            page = self._pages[name] = self._make(name)
            page.go_on.connect(self._go_on)
            page.go_back.connect(self._go_back)
            page.said.connect(lambda *_: self._show_ways())
            self._frame.add(page)
        self._frame.turn_to(page)
        self._frame.say("", "caption")
        page.enter()
        self._show_place()
        self._show_ways()

    def _make(self, name: str) -> CardPage:
        if name in QUESTIONS:
            return QuestionPage(self.session, QUESTIONS.index(name))
        if name == READ_BACK:
            page = ReadBackPage(self.session)
            page.question_wanted.connect(lambda place: self._turn_to(QUESTIONS[place]))
            return page
        return {NOTICE: NoticePage, PARTNERS: PartnersPage, VOTE: VotePage, CLOSED: ClosedPage}[name](self.session)

    def _show_ways(self) -> None:
        path = self._path()
        self._frame.show_ways(self.page.next_text, can_go_back=self._at in path and path.index(self._at) > 0)

    def _show_place(self) -> None:
        labels = dict(zip(QUESTIONS, (prompt.label for prompt in self.session.setup.prompts), strict=True))
        shown = {**labels, READ_BACK: tr("Read it over")}
        at = list(shown).index(self._at) if self._at in shown else None
        self._frame.show_place(list(shown.values()), at)


station_flow = implements(ExerciseUi.station_flow)(CardStationFlow)
