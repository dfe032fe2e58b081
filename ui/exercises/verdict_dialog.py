"""One question after the other, each decided by one key: who is this? Candidates come from a thread."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from facilitator.errors import Cancelled, FacilitatorError
from facilitator.i18n import tr, trn
from facilitator.progress import LongWork
from facilitator.storage.library import Done
from facilitator.workshop.names import Ground
from ui.dialogs import Panel
from ui.history import History
from ui.keys import as_latin
from ui.work import Work

_CANDIDATES = 5
_WIDTH, _HEIGHT, _LIST, _NAMES = 860, 560, 340, 250


@dataclass(frozen=True, slots=True)
class Case:
    """Somebody to be decided about. `candidates` are pairs of id and what is said of it, none once it is decided.

    `listed` is the line in the list, `heading` and `caption` stand above the candidates. `can_reopen` says whether
    there is a verdict to take back.
    """

    id: int
    listed: str
    heading: str
    caption: str
    candidates: tuple[tuple[int, str], ...] = ()
    can_reopen: bool = False


@dataclass(frozen=True, slots=True)
class Cases:
    """All of them in the order of the list, the open ones first, and how matters stand in a sentence."""

    all: tuple[Case, ...] = ()
    state: str = ""
    has_certain: bool = False

    @property
    def open(self) -> int:
        """How many are to be decided."""
        return sum(bool(case.candidates) for case in self.all)


class VerdictDialog(Panel):
    """A list of cases, and the candidates for the current one on keys 1 to 5.

    Subclasses say what is proposed and what a verdict does.
    """

    enter_presses_main = False
    has_exact = False
    """Whether the certain ones can be confirmed at once."""

    def __init__(self, heading: str, name: str, history: History, parent: QWidget | None) -> None:
        super().__init__(parent, heading, name, (_WIDTH, _HEIGHT))
        self._history = history
        self._cases = Cases()
        self._work: Work | None = None
        self.undo_with(history)
        self._state = self.say(tr("Comparing names…"), "caption")
        self._state.setObjectName("matching-state")
        self.list = QListWidget()
        self.list.setObjectName("matching-list")
        self.list.setMinimumHeight(_LIST)
        # However much is said of a candidate, whose turn it is can be read.
        self.list.setMinimumWidth(_NAMES)
        self.list.setAccessibleName(tr("Contacts"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
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
        self._exact.setVisible(self.has_exact)
        self._undo = self.button(tr("Undo   U"), "matching-undo", "secondary", self._take_back)
        self.button(tr("Close"), "close", "primary", self.accept)
        self.list.setFocus()
        self._is_stale = False
        # What is decided or taken back, here by its key or in another window.
        history.stack.indexChanged.connect(self._follow)
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
            return self._act(Qt.Key(as_latin(event).key()))
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1 to 5 confirm, Enter the first, N none of them, D decides again, U undoes."""
        event = as_latin(event)
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
    def nothing(self) -> str:
        """What to say while there is nobody to decide about."""
        return ""

    def proposed(self) -> LongWork[Cases]:
        """Read the cases; runs in a thread."""
        raise NotImplementedError

    def confirm(self, case: Case, candidate: int) -> Done[Any]:
        """It is this candidate."""
        raise NotImplementedError

    def refuse(self, case: Case) -> Done[Any]:
        """It is none of the candidates."""
        raise NotImplementedError

    def forget(self, case: Case) -> Done[Any]:
        """Ask again."""
        raise NotImplementedError

    def confirm_certain(self) -> Done[Any]:
        """Confirm all that are certain."""
        raise NotImplementedError

    @property
    def is_reading(self) -> bool:
        """Whether names are being compared."""
        return self._work is not None

    @property
    def current(self) -> Case | None:
        """The case that is decided about."""
        item = self.list.currentItem()
        wanted = None if item is None else item.data(Qt.ItemDataRole.UserRole)
        return next((each for each in self._cases.all if each.id == wanted), None)

    def _confirm(self, number: int) -> None:
        current = self.current
        if current is not None and number < len(current.candidates):
            candidate = current.candidates[number][0]
            self._do(lambda: self.confirm(current, candidate))

    def _refuse(self) -> None:
        current = self.current
        if current is not None and current.candidates:
            # Of whom was not shown nothing is decided.
            shown = replace(current, candidates=current.candidates[:_CANDIDATES])
            self._do(lambda: self.refuse(shown))

    def _forget(self) -> None:
        current = self.current
        if current is not None and current.can_reopen:
            self._do(lambda: self.forget(current))

    def _confirm_exact(self) -> None:
        self._do(self.confirm_certain)

    def _take_back(self) -> None:
        if self._work is None and self._history.stack.canUndo():
            self._history.stack.undo()

    def _do(self, operation: Callable[[], Done[Any]]) -> None:
        # While names are compared the list is of before: a second key must not decide about somebody else.
        if self._work is not None:
            return
        try:
            self._history.note(operation())
        except FacilitatorError as error:
            self.problem.setText(error.sentence)
            self.problem.show()
            self._read()
        else:
            self.problem.hide()

    # What is proposed

    def _follow(self, _index: int) -> None:
        if self._work is None:
            self._read()
        else:
            self._is_stale = True

    def _read(self) -> None:
        work = self._work = Work(self.proposed())
        work.succeeded.connect(self._take)
        work.failed.connect(self._fail)
        work.start()

    def _take(self, found: Cases) -> None:
        self._work = None
        if self._is_stale:
            self._is_stale = False
            self._read()
            return
        row = max(self.list.currentRow(), 0)
        self._cases = found
        self.list.blockSignals(True)
        self.list.clear()
        for each in found.all:
            item = QListWidgetItem(each.listed)
            item.setData(Qt.ItemDataRole.UserRole, each.id)
            item.setToolTip(each.listed)
            self.list.addItem(item)
        self.list.blockSignals(False)
        self.list.setCurrentRow(min(row, max(found.open - 1, 0)))
        self._state.setText(found.state)
        self._exact.setEnabled(found.has_certain)
        self._undo.setEnabled(self._history.stack.canUndo())
        self._show_candidates()

    def _fail(self, error: Exception) -> None:
        self._work = None
        if isinstance(error, FacilitatorError) and not isinstance(error, Cancelled):
            self.problem.setText(error.sentence)
            self.problem.show()
        elif not isinstance(error, Cancelled):
            raise error

    def _show_candidates(self) -> None:
        current = self.current
        candidates = current.candidates if current is not None else ()
        self._who.setText(current.heading if current is not None else tr("Nothing to decide"))
        more = len(candidates) - _CANDIDATES
        caption = [
            current.caption if current is not None else self.nothing,
            trn("{count} more is less alike and asked about after these.",
                "{count} more are less alike and asked about after these.", more) if more > 0 else "",
        ]  # fmt: skip
        self._whose.setText(" · ".join(filter(None, caption)))
        for number, button in enumerate(self._buttons):
            button.setVisible(number < len(candidates))
            if number < len(candidates):
                said = candidates[number][1]
                button.setText(f"{number + 1}   {said}".replace("&", "&&"))
                button.setAccessibleName(said)
        self._none.setVisible(bool(candidates))
        self._again.setVisible(current is not None and current.can_reopen)

    def reject(self) -> None:
        """Close; what was decided is in the library already."""
        self.accept()


def reason(ground: Ground) -> str:
    """Why two names are taken for one person's, in a few words."""
    return {
        Ground.SAME: tr("the same name"),
        Ground.SPELLING: tr("the same name in another spelling or order"),
        Ground.SHORT_FORM: tr("a short form of the name"),
        Ground.PARTS: tr("a part of the name"),
        Ground.SIMILAR: tr("a similar name"),
        Ground.INITIALS: tr("the initials"),
    }[ground]
