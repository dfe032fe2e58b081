"""The window in which the facilitator corrects one participant's answers, on the same pages as at the station.

Every correction is committed at once and can be undone, here or on the console.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QTabWidget, QWidget

from facilitator.exercises.folder import implements
from facilitator.exercises.network.answers import choose_entry_mode
from facilitator.i18n import tr
from facilitator.workshop.roster import get_participant
from ui.bridge import LibraryBridge
from ui.dialogs import Dialog
from ui.exercises.hooks import ExerciseUi
from ui.exercises.network.entry.action import ActionPage
from ui.exercises.network.entry.contacts import ContactsPage
from ui.exercises.network.entry.length import LengthPage
from ui.exercises.network.entry.page import EntryPage
from ui.exercises.network.entry.rate import RatePage
from ui.exercises.network.entry.session import EntrySession
from ui.exercises.network.entry.tally import TallyPage
from ui.history import History


class AnswersDialog(Dialog):
    """Tabs for each way in: who is on the list or how long it is, the answers, and what the person is going to do."""

    enter_presses_main = False

    def __init__(
        self, bridge: LibraryBridge, step_id: int, participant_id: int, history: History, parent: QWidget | None
    ) -> None:
        name = get_participant(bridge.library, participant_id).name
        super().__init__(parent, tr("Answers of {name}", name=name), "network-answers", (1120, 620))
        self.session = EntrySession(bridge, step_id, participant_id, history.note, self)
        self.session.gone.connect(self._leave)
        self._action: ActionPage | None = None
        self.mode = self._make_mode()
        self.tabs = QTabWidget()
        self.tabs.setObjectName("answers-tabs")
        self.tabs.currentChanged.connect(lambda _tab: self._turned())
        self.status_line("answers-status")
        self.undo_with(history)
        self._lay_out(name)
        self.session.failed.connect(lambda sentence: self.show_status(sentence, "error"))
        self.session.saved.connect(lambda: self.show_status(tr("Saved")))
        self.session.refreshed.connect(self._refresh)
        self._make_tabs()

    def _make_mode(self) -> QComboBox:
        mode = QComboBox()
        mode.setObjectName("answers-way")
        mode.setAccessibleName(tr("Way in"))
        mode.addItem(tr("By contact"), "contact")
        mode.addItem(tr("By tally"), "tally")
        mode.activated.connect(lambda _row: self._choose_mode())
        return mode

    def _lay_out(self, name: str) -> None:
        heading = QLabel(name)
        heading.setProperty("role", "title")
        heading.setTextFormat(Qt.TextFormat.PlainText)
        top = QHBoxLayout()
        top.addWidget(heading, 1)
        top.addWidget(self.mode)
        self.content.setSpacing(10)
        self.content.addLayout(top)
        self.content.addWidget(self.tabs, 1)
        self.button(tr("Done"), "answers-done", "primary", self.accept)

    # The pages

    @property
    def _entry_mode(self) -> str:
        offered = "contact" if self.session.setup.offers_contact else "tally"
        return self.session.view.entry or offered

    def _make_tabs(self) -> None:
        if self._action is not None:
            self._action.keep()
        self.mode.setCurrentIndex(self.mode.findData(self._entry_mode))
        self.tabs.blockSignals(True)
        while self.tabs.count():
            page = self.tabs.widget(0)
            self.tabs.removeTab(0)
            if page is not None:
                page.deleteLater()
        pages: tuple[tuple[str, Callable[[EntrySession], EntryPage]], ...] = (
            ((tr("Number of people"), LengthPage), (tr("Counts"), TallyPage))
            if self._entry_mode == "tally"
            else ((tr("Contacts"), ContactsPage), (tr("Answers"), RatePage))
        )
        self._action = None
        if self.session.asks_action:
            pages = (*pages, (tr("One thing to do"), ActionPage))
        for label, kind in pages:
            page = kind(self.session)
            page.said.connect(self.show_status)
            page.go_on.connect(self._go_on)
            page.go_back.connect(lambda: self.tabs.setCurrentIndex(0))
            self.tabs.addTab(page, label)
            if isinstance(page, ActionPage):
                self._action = page
                page.shared.setToolTip(tr("Only where the person has ticked it, or says so now: it is theirs."))
        answered = self.session.view.size > 0
        self.tabs.setCurrentIndex(1 if answered else 0)
        self.tabs.blockSignals(False)
        self._enter()

    def _turned(self) -> None:
        """Another tab: what was typed on the one before is kept, or it stays there with a sentence."""
        if self._action is not None and self.tabs.currentWidget() is not self._action and not self._action.keep():
            self.tabs.setCurrentWidget(self._action)
            return
        self._enter()

    def done(self, result: int) -> None:
        """Close, once everything that was typed is kept."""
        if self._action is None or self._action.keep():
            super().done(result)

    def _leave(self) -> None:
        """The step or the person is gone: nothing can be kept any more."""
        self._action = None
        self.reject()

    def _enter(self) -> None:
        page = self.tabs.currentWidget()
        if isinstance(page, EntryPage):
            self.session.read()
            page.enter()

    def _go_on(self) -> None:
        if self.tabs.currentIndex() + 1 < self.tabs.count():
            self.tabs.setCurrentIndex(self.tabs.currentIndex() + 1)

    def _choose_mode(self) -> None:
        if self.session.commit(choose_entry_mode, self.mode.currentData()) is not None:
            self.session.read()
            self._make_tabs()

    # What has changed

    def _refresh(self) -> None:
        page = self.tabs.currentWidget()
        first = self.tabs.widget(0)
        fits = isinstance(first, LengthPage) == (self._entry_mode == "tally")
        fits = fits and (self._action is not None) == self.session.asks_action
        if not fits:
            self._make_tabs()
        elif isinstance(page, EntryPage):
            page.refresh()


answers_dialog = implements(ExerciseUi.answers_dialog)(AnswersDialog)
