"""Which contacts are people in this room: proposed by likeness, decided by the facilitator, one key each.

Names of contacts stand here, so it is for the facilitator's own screen. Proposing runs in a thread.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from facilitator.errors import Cancelled, FacilitatorError
from facilitator.exercises.network.matching.proposals import Matching, Proposal, read_matching
from facilitator.exercises.network.matching.verdicts import (
    confirm_exact,
    confirm_match,
    forget_verdicts,
    refuse_all,
)
from facilitator.exercises.network.setup import get_setup
from facilitator.i18n import tr
from facilitator.progress import LongWork, Progress
from facilitator.storage.library import Done, Library
from facilitator.workshop.names import Ground
from facilitator.workshop.roster import people_of
from ui.dialogs import Panel
from ui.history import History
from ui.work import Work

_CANDIDATES = 5
_WIDTH, _HEIGHT, _LIST = 860, 560, 340


class MatchingDialog(Panel):
    """A list of open contacts, the likeliest first, and the candidates for the current one on keys 1 to 5."""

    def __init__(self, library: Library, step_id: int, history: History, parent: QWidget | None) -> None:
        super().__init__(parent, tr("Which contacts are people in this room?"), "network-matching")
        self._library, self._step_id, self._history = library, step_id, history
        self._matching = Matching(())
        self._names: dict[int, str] = {}
        self._work: Work | None = None
        self._stale = False
        self.resize(_WIDTH, _HEIGHT)
        self._state = self.say(tr("Comparing names…"), "caption")
        self._state.setObjectName("matching-state")
        self.list = QListWidget()
        self.list.setObjectName("matching-list")
        self.list.setMinimumHeight(_LIST)
        self.list.setAccessibleName(tr("Contacts"))
        self.list.currentRowChanged.connect(lambda _row: self._show_candidates())
        # Digits and letters are verdicts here, not a search in the list.
        self.list.keyboardSearch = lambda _search: None  # type: ignore[method-assign]
        self.list.installEventFilter(self)
        self.setFocusProxy(self.list)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addWidget(self.list, 3)
        columns.addLayout(self._make_side(), 4)
        self.content.addLayout(columns)
        self.problem = self.say("", "error")
        self.problem.setObjectName("problem")
        self.problem.hide()
        self._exact = self.button(tr("Confirm same names"), "matching-exact", "secondary", self._confirm_exact)
        self._undo = self.button(tr("Undo   U"), "matching-undo", "secondary", self._take_back)
        self.button(tr("Close"), "close", "primary", self.accept).setAutoDefault(False)
        self.list.setFocus()
        self._read()

    def _make_side(self) -> QVBoxLayout:
        self._who = QLabel()
        self._who.setProperty("role", "heading")
        self._whose = QLabel()
        self._whose.setProperty("role", "caption")
        for label in (self._who, self._whose):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(self._who)
        column.addWidget(self._whose)
        self._buttons: list[QPushButton] = []
        for number in range(_CANDIDATES):
            button = QPushButton()
            button.setObjectName(f"matching-candidate-{number + 1}")
            button.setStyleSheet("text-align: left;")
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, number=number: self._confirm(number))
            self._buttons.append(button)
            column.addWidget(button)
        self._none = QPushButton(tr("N   None of them, and don’t ask again"))
        self._none.setObjectName("matching-none")
        self._none.setStyleSheet("text-align: left;")
        self._again = QPushButton(tr("D   Decide again"))
        self._again.setObjectName("matching-again")
        self._again.setStyleSheet("text-align: left;")
        for button, act in ((self._none, self._refuse), (self._again, self._forget)):
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, act=act: act())
            column.addWidget(button)
        column.addStretch(1)
        return column

    # Keys

    def eventFilter(self, watched: Any, event: Any) -> bool:
        """The list hands its letters and digits on."""
        if watched is self.list and isinstance(event, QKeyEvent) and event.type() == QKeyEvent.Type.KeyPress:
            return self._act(Qt.Key(event.key()))
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1 to 5 confirm, Enter the first, N none of them, D decides again, U undoes."""
        if not self._act(Qt.Key(event.key())):
            super().keyPressEvent(event)

    def _act(self, key: Qt.Key) -> bool:
        if Qt.Key.Key_1 <= key < Qt.Key.Key_1 + _CANDIDATES:
            self._confirm(key - Qt.Key.Key_1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Y):
            self._confirm(0)
        elif key == Qt.Key.Key_N:
            self._refuse()
        elif key == Qt.Key.Key_D:
            self._forget()
        elif key == Qt.Key.Key_U:
            self._take_back()
        else:
            return False
        return True

    # Verdicts

    @property
    def current(self) -> Proposal | None:
        """The contact that is decided about."""
        item = self.list.currentItem()
        wanted = None if item is None else item.data(Qt.ItemDataRole.UserRole)
        return next((each for each in self._matching.proposals if each.contact_id == wanted), None)

    def _confirm(self, number: int) -> None:
        current = self.current
        if current is not None and current.participant_id is None and number < len(current.candidates):
            person = current.candidates[number].participant_id
            self._do(lambda: confirm_match(self._library, self._step_id, current.contact_id, person))

    def _refuse(self) -> None:
        current = self.current
        if current is not None and current.is_open:
            people = [each.participant_id for each in current.candidates]
            self._do(lambda: refuse_all(self._library, self._step_id, current.contact_id, people))

    def _forget(self) -> None:
        current = self.current
        if current is not None and not current.is_open:
            self._do(lambda: forget_verdicts(self._library, self._step_id, current.contact_id))

    def _confirm_exact(self) -> None:
        self._do(lambda: confirm_exact(self._library, self._step_id))

    def _take_back(self) -> None:
        if self._work is None and self._history.stack.canUndo():
            self._history.stack.undo()
            self._read()

    def _do(self, operation: Callable[[], Done[Any]]) -> None:
        # While names are compared the list is of before: a second key must not decide about somebody else.
        if self._work is not None:
            return
        try:
            self._history.note(operation())
        except FacilitatorError as error:
            self.problem.setText(error.sentence)
            self.problem.show()
        else:
            self.problem.hide()
        self._read()

    # What is proposed

    def _read(self) -> None:
        work = self._work = Work(_proposed(self._library, self._step_id), self)
        work.succeeded.connect(self._take)
        work.failed.connect(self._fail)
        work.start()

    def _take(self, found: tuple[Matching, dict[int, str]]) -> None:
        self._work = None
        row = max(self.list.currentRow(), 0)
        self._matching, self._names = found
        listed = [*self._matching.open, *self._matching.confirmed, *self._matching.unmatched]
        self.list.blockSignals(True)
        self.list.clear()
        for each in listed:
            item = QListWidgetItem(self._told(each))
            item.setData(Qt.ItemDataRole.UserRole, each.contact_id)
            self.list.addItem(item)
        self.list.blockSignals(False)
        self.list.setCurrentRow(min(row, len(self._matching.open) - 1) if self._matching.open else 0)
        self._state.setText(
            tr(
                "{open} to decide · {confirmed} in the room · {others} others. Proposals rest on likeness of names; "
                "you decide, and it is remembered.",
                open=len(self._matching.open),
                confirmed=len(self._matching.confirmed),
                others=len(self._matching.unmatched),
            )
        )
        self._exact.setEnabled(any(_is_same(each) for each in self._matching.open))
        self._undo.setEnabled(self._history.stack.canUndo())
        self._show_candidates()

    def _fail(self, error: Exception) -> None:
        self._work = None
        if isinstance(error, FacilitatorError) and not isinstance(error, Cancelled):
            self.problem.setText(error.sentence)
            self.problem.show()
        elif not isinstance(error, Cancelled):
            raise error

    def _told(self, each: Proposal) -> str:
        if each.participant_id is not None:
            return tr("✓ {label} = {name}", label=each.label, name=self._names.get(each.participant_id, ""))
        return tr("? {label}", label=each.label) if each.is_open else tr("– {label}", label=each.label)

    def _show_candidates(self) -> None:
        current = self.current
        candidates = current.candidates if current is not None else ()
        if current is None:
            self._who.setText(tr("Nothing to decide"))
            self._whose.setText(tr("Contacts appear here once somebody has entered a list by contact."))
        else:
            self._who.setText(current.label)
            self._whose.setText(tr("On the list of {name}", name=current.owner))
        for number, button in enumerate(self._buttons):
            button.setVisible(number < len(candidates))
            if number < len(candidates):
                found = candidates[number]
                said = tr("{name}: {reason}", name=found.name, reason=_reason(found.ground))
                button.setText(f"{number + 1}   {said}".replace("&", "&&"))
                button.setAccessibleName(said)
        self._none.setVisible(bool(candidates))
        self._again.setVisible(current is not None and not current.is_open)

    def reject(self) -> None:
        """Close; what was decided is in the library already."""
        self.accept()


def _is_same(each: Proposal) -> bool:
    return any(found.ground is Ground.SAME for found in each.candidates)


def _reason(ground: Ground) -> str:
    return {
        Ground.SAME: tr("the same name"),
        Ground.SPELLING: tr("the same name in another spelling or order"),
        Ground.SHORT_FORM: tr("a short form of the name"),
        Ground.PARTS: tr("a part of the name"),
        Ground.SIMILAR: tr("a similar name"),
        Ground.INITIALS: tr("the initials"),
    }[ground]


def _proposed(library: Library, step_id: int) -> LongWork[tuple[Matching, dict[int, str]]]:
    yield Progress(0, 1)
    people = people_of(library, get_setup(library, step_id).workshop_id)
    return read_matching(library, step_id), {person.id: person.name for person in people}
