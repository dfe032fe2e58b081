"""One participant's way through the card: its questions while cards are collected, dots while the room votes.

What is shown follows the phase: where the facilitator changes it, the station turns to what can be done now.
"""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator.exercises.folder import implements
from facilitator.exercises.three_questions.setup import KIND
from facilitator.workshop.roster import get_participant
from ui.bridge import LibraryBridge
from ui.entry.frame import EntryFrame
from ui.entry.page import Page
from ui.exercises.contract import StationFlow
from ui.exercises.hooks import ExerciseUi
from ui.exercises.registry import exercise_ui
from ui.exercises.three_questions.entry.closed import ClosedPage
from ui.exercises.three_questions.entry.session import CardSession
from ui.exercises.three_questions.entry.vote import VotePage

_COLLECT, _VOTE = "collect", "vote"


class CardStationFlow(StationFlow):
    """See `ui.exercises.contract.StationFlow`."""

    def __init__(self, bridge: LibraryBridge, step_id: int, participant_id: int) -> None:
        super().__init__()
        self.setObjectName("card-flow")
        self._bridge, self._step_id, self._participant_id = bridge, step_id, participant_id
        self.session = CardSession(bridge, step_id, participant_id, parent=self)
        self._phase = self.session.setup.phase
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._shown = self._make()
        self._column.addWidget(self._shown)
        self.session.refreshed.connect(self._follow)
        self.session.gone.connect(self.finished)

    def setFocus(self) -> None:  # type: ignore[override]
        """Give the keyboard to what is shown."""
        self._shown.setFocus()

    def _follow(self) -> None:
        """Turn to what can be done in another phase."""
        if self.session.setup.phase == self._phase:
            return
        self._phase = self.session.setup.phase
        old, self._shown = self._shown, self._make()
        self._column.removeWidget(old)
        old.hide()
        # It may be in the middle of hearing of the same.
        old.setParent(None)
        old.deleteLater()
        self._column.addWidget(self._shown)
        # At once: what is not shown yet takes no keyboard.
        self._shown.show()
        self.setFocus()

    def _make(self) -> QWidget:
        if self._phase == _COLLECT:
            pages = exercise_ui(KIND).supplied(ExerciseUi.station_flow)(
                self._bridge, self._step_id, self._participant_id
            )
            pages.finished.connect(self.finished)
            return pages
        page = (VotePage if self._phase == _VOTE else ClosedPage)(self.session)
        return _OnePage(self, page)


class _OnePage(EntryFrame):
    """A page that is all there is to do."""

    def __init__(self, flow: CardStationFlow, page: Page) -> None:
        super().__init__(get_participant(flow.session.library, flow.session.who.participant_id).name, "card")
        self._page = page
        self.add(page)
        self.next_wanted.connect(page.try_next)
        self.stop_wanted.connect(flow.finished)
        page.go_on.connect(flow.finished)
        page.said.connect(lambda *_: self._show_buttons())
        flow.session.saved.connect(self.show_saved)
        flow.session.failed.connect(self.show_failed)
        flow.session.refreshed.connect(self._refresh)
        self._show_buttons()

    def setFocus(self) -> None:  # type: ignore[override]
        """Give the keyboard to the page."""
        self._page.enter()

    def _refresh(self) -> None:
        self._page.refresh()
        self._show_buttons()

    def _show_buttons(self) -> None:
        self.show_buttons(self._page.next_text, can_go_back=False)


station_flow = implements(ExerciseUi.station_flow)(CardStationFlow)
