"""The window of rapid entry: whose sheet it is, then the sheet, then the next one; the hands stay on the keys.

Every key is committed at once and can be undone, so a sheet that is interrupted is continued where it was.
"""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from facilitator.errors import NotFound
from facilitator.exercises.folder import implements
from facilitator.exercises.network.answers import choose_entry_mode, finish
from facilitator.exercises.network.factors import EntryMode
from facilitator.exercises.network.read import standings
from facilitator.exercises.network.setup import get_setup
from facilitator.i18n import tr, trn
from facilitator.storage.changes import Change, Topic
from facilitator.workshop.standings import Standing, State
from ui.bridge import LibraryBridge
from ui.dialogs import Dialog
from ui.exercises.hooks import ExerciseUi
from ui.exercises.network.entry.session import EntrySession
from ui.exercises.network.paper.action import ActionStrip
from ui.exercises.network.paper.contacts import ContactSheet
from ui.exercises.network.paper.tally import TallySheet
from ui.history import History
from ui.matching import found_among
from ui.theme.icons import icon
from ui.theme.tokens import METRICS
from ui.theme.widgets import ElidedLabel, EmptyState

_SIDE = 270
_HEARD = (Topic.ANSWERS, Topic.ROSTER, Topic.SETTINGS, Topic.AGENDA)
_PICTURES = {
    State.DONE: ("circle-check", "success"),
    State.BUSY: ("circle-dot", "accent"),
    State.TO_GO: ("circle", "muted"),
}


class RapidEntry(Dialog):
    """Names on the left, the sheet of one of them beside it."""

    enter_presses_main = False

    def __init__(self, bridge: LibraryBridge, step_id: int, history: History, parent: QWidget | None) -> None:
        super().__init__(parent, tr("Enter worksheets from paper"), "rapid-entry", (1180, 760))
        self._bridge, self._library = bridge, bridge.library
        self._step_id, self._history = step_id, history
        self._people: list[Standing] = []
        self.sheet: ContactSheet | TallySheet | None = None
        self.action: ActionStrip | None = None
        """What the owner of the sheet is going to do, where that is asked."""
        self._session: EntrySession | None = None
        self._participant: int | None = None
        self.mode = self._make_mode()
        self.finder = self._make_finder()
        self.list = QListWidget()
        self.list.setObjectName("rapid-people")
        self.list.setAccessibleName(tr("Whose sheets are in"))
        self.list.itemActivated.connect(lambda _item: self._take())
        self.list.itemClicked.connect(lambda _item: self._take())
        self.name = ElidedLabel()
        self.name.setProperty("role", "title")
        self.question = QLabel()
        self.question.setObjectName("rapid-question")
        self.question.setWordWrap(True)
        self.status = self.status_line("rapid-status")
        self.keys = QLabel()
        self.keys.setProperty("role", "caption")
        self.keys.setWordWrap(True)
        self._holder = QVBoxLayout()
        self._empty = EmptyState(
            "clipboard-list",
            tr("Whose sheet is it?"),
            tr("Type the first letters of the name and press Enter."),
        )
        self._holder.addWidget(self._empty)
        self._lay_out()
        self.undo_with(history)
        QShortcut(QKeySequence(Qt.Key.Key_F2), self, self._turn_to_action)
        self.follow(bridge, self._follow, *_HEARD, step_id=step_id)
        self._read_people()
        self._ask_whose()

    # Whose sheet

    def _ask_whose(self) -> None:
        """Wait for a name; Enter alone takes the next person without answers."""
        self._drop_sheet()
        self.finder.setText("")
        self._show_people()
        self.finder.setFocus()

    def _show_people(self) -> None:
        typed = self.finder.text()
        self.list.clear()
        for person in found_among(self._people, typed, lambda each: each.name):
            item = QListWidgetItem(icon(*_PICTURES[person.state]), person.name)
            item.setData(Qt.ItemDataRole.UserRole, person.participant_id)
            item.setData(Qt.ItemDataRole.AccessibleDescriptionRole, person.detail)
            self.list.addItem(item)
        chosen = self._participant if self.sheet is not None else None
        rows = range(self.list.count())
        states = {person.participant_id: person.state for person in self._people}
        ids = [self.list.item(row).data(Qt.ItemDataRole.UserRole) for row in rows]
        open_rows = [row for row in rows if states[ids[row]] is not State.DONE]
        first = 0 if typed.strip() else (open_rows[0] if open_rows else -1)
        self.list.setCurrentRow(ids.index(chosen) if chosen in ids else first)

    def _take(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self._open(int(item.data(Qt.ItemDataRole.UserRole)))

    def _open(self, participant_id: int) -> None:
        if not self._keep_action():
            return
        self._drop_sheet()
        try:
            session = EntrySession(self._bridge, self._step_id, participant_id, self._history.note, self)
        except NotFound:
            self.reject()
            return
        self._session, self._participant = session, participant_id
        session.failed.connect(lambda sentence: self.show_status(sentence, "error"))
        session.refreshed.connect(self._refresh)
        session.gone.connect(self._leave)
        self._make_sheet()

    def _make_sheet(self) -> None:
        session = self._session
        if session is None:
            return
        mode: EntryMode = self._mode_of(session)
        self.mode.setCurrentIndex(self.mode.findData(mode))
        if session.view.entry != mode and session.commit(choose_entry_mode, mode) is None:
            return
        session.read()
        sheet: ContactSheet | TallySheet = ContactSheet(session) if mode == "contact" else TallySheet(session)
        self.sheet = sheet
        self._empty.hide()
        self._holder.addWidget(sheet, 1)
        sheet.said.connect(self.show_status)
        sheet.finished.connect(self._finish)
        sheet.grid.selectionModel().currentChanged.connect(lambda _now, _before: self._show_question())
        if session.asks_action:
            self._show_action(session)
        person = next(one for one in self._people if one.participant_id == self._participant)
        self.name.setText(person.name)
        self.show_status(
            tr("There are answers already: what you type changes them.") if person.state is State.DONE else "",
            "warning",
        )
        self._show_people()
        self._show_question()
        self.keys.setText(_keys_of(mode, self.action is not None))
        sheet.enter()

    def _show_action(self, session: EntrySession) -> None:
        self.action = ActionStrip(session)
        self._holder.addWidget(self.action)
        self.action.refresh()
        self.action.said.connect(self.show_status)
        self.action.go_on.connect(self._turn_to_action)

    def _turn_to_action(self) -> None:
        """From the numbers to what the person is going to do, and back."""
        if self.sheet is None or self.action is None:
            return
        if not self.action.isAncestorOf(self.focusWidget() or self):
            self.action.enter()
        elif self.action.keep():
            self.sheet.grid.setFocus()

    def _keep_action(self) -> bool:
        """Whether all that was typed of it is in the library; else the sentence is there, and so is what was typed."""
        return self.action is None or self.action.keep()

    def _mode_of(self, session: EntrySession) -> EntryMode:
        """The way in of answers there are; else the one chosen here."""
        if session.view.size and session.view.entry:
            return "tally" if session.view.entry == "tally" else "contact"
        return "tally" if self.mode.currentData() == "tally" else "contact"

    def _turn(self) -> None:
        """The facilitator chose the other kind of sheet."""
        session, mode = self._session, self.mode.currentData()
        if session is None:
            self.finder.setFocus()
        elif self._keep_action() and session.commit(choose_entry_mode, mode) is not None:
            session.read()
            self._drop_sheet(keep_session=True)
            self._make_sheet()

    def _finish(self) -> None:
        session = self._session
        if session is None or not self._keep_action() or session.commit(finish) is None:
            return
        name, size = self.name.text(), session.read().size
        self._read_people()
        self._ask_whose()
        left = sum(person.state is not State.DONE for person in self._people)
        more = trn("{count} sheet to go.", "{count} sheets to go.", left) if left else tr("Everybody is in.")
        told = trn("{name}: {count} contact saved.", "{name}: {count} contacts saved.", size, name=name)
        self.show_status(f"{told} {more}", "success")

    def _drop_sheet(self, *, keep_session: bool = False) -> None:
        if self.sheet is not None:
            self._holder.removeWidget(self.sheet)
            self.sheet.hide()
            self.sheet.deleteLater()
            self.sheet = None
        if self.action is not None:
            self._holder.removeWidget(self.action)
            self.action.hide()
            self.action.deleteLater()
            self.action = None
        if self._session is not None and not keep_session:
            self._session.deleteLater()
            self._session = self._participant = None
        self._empty.show()
        for label in (self.name, self.question, self.keys):
            label.setText("")
        self.show_status("", "caption")

    # What is shown

    def _show_question(self) -> None:
        if self.sheet is None:
            return
        question, codes = self.sheet.legend
        words = "   ".join(f"{number} {text}" for number, text in enumerate(codes, start=1))
        self.question.setText(f"{question}\n{words}" if words else question)

    def _read_people(self) -> None:
        self._people = standings(self._library, self._step_id)

    def _follow(self, change: Change) -> None:
        if change.participant_id is not None and change.participant_id == self._participant:
            return
        try:
            self._read_people()
        except NotFound:
            self._leave()
            return
        if self._participant not in [None, *(person.participant_id for person in self._people)]:
            self._ask_whose()
        self._show_people()

    def _refresh(self) -> None:
        if self.sheet is not None:
            self.sheet.refresh()
        if self.action is not None:
            self.action.refresh()

    def done(self, result: int) -> None:
        """Close, once everything that was typed is kept."""
        if self._keep_action():
            super().done(result)

    def _leave(self) -> None:
        """The step or the person is gone: nothing can be kept any more."""
        self.action = None
        self.reject()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down choose among the names while letters are typed; Enter takes one."""
        if watched is self.finder and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take()
                return True
            if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                row = self.list.currentRow() + (1 if key == Qt.Key.Key_Down else -1)
                self.list.setCurrentRow(min(max(row, 0), self.list.count() - 1))
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the sheet, which stays as it is; a second one closes the window."""
        if event.key() == Qt.Key.Key_Escape and self.sheet is not None:
            if self._keep_action():
                self._read_people()
                self._ask_whose()
        else:
            super().keyPressEvent(event)

    # The parts

    def _make_mode(self) -> QComboBox:
        setup = get_setup(self._library, self._step_id)
        mode = QComboBox()
        mode.setObjectName("rapid-way")
        mode.setAccessibleName(tr("Kind of sheet"))
        mode.addItem(tr("Sheets by contact"), "contact")
        mode.addItem(tr("Tally sheets"), "tally")
        mode.setCurrentIndex(0 if setup.offers_contact else 1)
        mode.activated.connect(lambda _row: self._turn())
        return mode

    def _make_finder(self) -> QLineEdit:
        finder = QLineEdit()
        finder.setObjectName("rapid-find")
        finder.setPlaceholderText(tr("Whose sheet? First letters, Enter"))
        finder.setAccessibleName(tr("Whose sheet"))
        finder.textEdited.connect(lambda _text: self._show_people())
        finder.installEventFilter(self)
        return finder

    def _lay_out(self) -> None:
        side = QVBoxLayout()
        side.setSpacing(METRICS.small)
        side.addWidget(self.mode)
        side.addWidget(self.finder)
        side.addWidget(self.list, 1)
        left = QWidget()
        left.setFixedWidth(_SIDE)
        left.setLayout(side)
        side.setContentsMargins(0, 0, 0, 0)
        card = QFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(METRICS.medium, METRICS.medium, METRICS.medium, METRICS.medium)
        inside.setSpacing(METRICS.small)
        inside.addWidget(self.name)
        inside.addWidget(self.question)
        inside.addLayout(self._holder, 1)
        inside.addWidget(self.keys)
        self.button(tr("Close"), "rapid-close", "secondary", self.accept)
        across = QHBoxLayout()
        across.setSpacing(METRICS.medium)
        across.addWidget(left)
        across.addWidget(card, 1)
        self.content.addLayout(across, 1)


paper_dialog = implements(ExerciseUi.paper_dialog)(RapidEntry)


def _keys_of(mode: EntryMode, asks_action: bool) -> str:
    keys = (
        tr(
            "Digits count and move on by themselves · Space: next number · =: all the others · Backspace takes back · "
            "Enter at the end: next sheet · Esc: another name"
        )
        if mode == "tally"
        else tr(
            "Digits answer and move on · letters name the contact · 0 can’t compare · − not said · Space left out · "
            "=: as above · Backspace takes back · Enter in the empty row: next sheet · Esc: another name"
        )
    )
    return tr("{keys} · F2: one thing to do, and back", keys=keys) if asks_action else keys
