"""Looking back on the console: what was promised last time, what became of it, and what was seen."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHeaderView, QLabel, QTableWidget, QTableWidgetItem, QWidget

from facilitator.actions.actions import STATUSES, ActionView, Source, Status, Wording, change_action
from facilitator.actions.flowables import status_name, whose
from facilitator.exercises.three_questions.earlier import (
    Chosen,
    LookBack,
    Promise,
    Reflection,
    candidates,
    choose_earlier,
    chosen_so_far,
    look_back,
    review,
)
from facilitator.exercises.three_questions.wall import Wall
from facilitator.i18n import short_day, tr, trn
from facilitator.storage.library import Done
from ui.actions.words import day_of
from ui.dialogs import ask_line, confirm
from ui.exercises.three_questions.cards_page import tool_button, with_buttons
from ui.exercises.three_questions.operations import CardOperations
from ui.keys import as_latin
from ui.theme.widgets import WrappedWords

WHAT, BECAME = range(2)
_AFRESH = -1
_KEYS: dict[int, Status] = {
    int(Qt.Key.Key_K): "kept",
    int(Qt.Key.Key_C): "changed",
    int(Qt.Key.Key_D): "dropped",
    int(Qt.Key.Key_O): "open",
}


class LastTimePage(QWidget):
    """A row per action and per improvement; K, C, D and O say what became of it, Enter what was seen."""

    def __init__(self, operations: CardOperations) -> None:
        super().__init__()
        self._operations = operations
        self._wall: Wall | None = None
        self._rows: list[ActionView | Promise] = []
        self._offered: dict[int, Reflection] = {}
        self.asks = False
        """Whether nothing is looked back at because the facilitator has not chosen yet, and there is something."""
        self.earlier = QComboBox()
        self.earlier.setObjectName("earlier")
        self.earlier.setAccessibleName(tr("Which reflection to look back at"))
        self.earlier.setPlaceholderText(tr("Choose what to look back at"))
        # Titles and clients may be long: the list is as wide as the page, not the page as wide as the list.
        self.earlier.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.earlier.setMinimumContentsLength(20)
        self.earlier.activated.connect(lambda _row: self._choose())
        self.says = QLabel()
        self.says.setProperty("role", "caption")
        self.says.setWordWrap(True)
        self.table = _Table(self._mark, self.note_seen)
        self.table.itemDoubleClicked.connect(lambda _item: self.note_seen())
        self.table.itemSelectionChanged.connect(self._enable)
        self._buttons = {
            name: tool_button(name, picture, words, keys, act)
            for name, picture, words, keys, act in (
                ("last-seen", "pencil", tr("What was seen…"), "Enter", self.note_seen),
                ("last-again", "flag", tr("Take up again"), "", self.take_up),
            )
        }
        layout = with_buttons(self.table, self._buttons, self.says)
        layout.insertWidget(0, self.earlier)
        self.setLayout(layout)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was promised."""
        return not self._rows

    def show_wall(self, wall: Wall) -> None:
        """Show what was promised before the reflection of this wall."""
        self._wall = wall
        library, step_id = self._operations.library, self._operations.step_id
        promised = look_back(library, step_id)
        chosen = chosen_so_far(library, step_id)
        self._offer(candidates(library, step_id), promised, chosen)
        self.asks = promised is None and bool(self._offered) and chosen is not Chosen.AFRESH
        at = self.table.currentRow()
        self._rows = [*promised.actions, *promised.improvements] if promised else []
        self.table.setRowCount(len(self._rows))
        for row, each in enumerate(self._rows):
            self._fill(row, each)
        self.table.fit_rows()
        if self._rows:
            self.table.setCurrentCell(min(max(at, 0), len(self._rows) - 1), WHAT)
        self.table.setVisible(bool(self._rows))
        if chosen is Chosen.LOST:
            self.says.setText(
                tr(
                    "What was chosen is not shown any more: its workshop is deleted, of another client or no longer "
                    "before this one."
                )
            )
        elif self.asks:
            self.says.setText(
                tr(
                    "Nothing of an earlier workshop is on the projector or on paper until you choose it here. It comes "
                    "by itself only where you confirmed that half of these people were in a workshop of this client."
                )
            )
        elif promised is None:
            self.says.setText(tr("Nothing to look back at: this is the first reflection, or it starts afresh."))
        elif not self._rows:
            self.says.setText(tr("Nothing was promised last time."))
        else:
            self.says.setText(tr("K kept, C changed, D dropped, O open again; Enter notes what was seen."))
        self._enable()

    # What can be done

    def note_seen(self) -> None:
        """Ask what was seen of the chosen row."""
        each = self._chosen()
        if each is None:
            return
        ask_line(
            self._operations.window,
            tr("What was seen"),
            tr("What did you see of “{what}”?", what=_what(each)),
            _seen(each),
            tr("Save"),
            lambda text: self._operations.history.note(self._changed(each, _status(each), text)),
        )

    def take_up(self) -> None:
        """Make an action of this workshop of the chosen row, in the same words."""
        each, wall = self._chosen(), self._wall
        if each is None or wall is None:
            return
        setup = wall.setup
        if isinstance(each, ActionView):
            # Owner and partner are people of the earlier roster: the facilitator names those of this one.
            wording = replace(each.wording, owner_id=None, partner_id=None, due=None, status="open", seen="")
            came_from = f"action {each.id}"
        else:
            wording, came_from = Wording(each.what), f"{each.target.kind} {each.target.id}"
        self._operations.take_up(setup.workshop_id, wording, Source(setup.step_id, came_from), _what(each))

    def _mark(self, status: Status) -> None:
        each = self._chosen()
        if each is not None:
            self._operations.attempt(lambda: self._changed(each, status, _seen(each)))

    def _changed(self, each: ActionView | Promise, status: Status, seen: str) -> Done[None]:
        library = self._operations.library
        if isinstance(each, ActionView):
            return change_action(library, each.id, replace(each.wording, status=status, seen=seen))
        return review(library, self._operations.step_id, each.target, status, seen)

    def _choose(self) -> None:
        chosen = self.earlier.currentData()
        reflection = self._offered.get(chosen)
        if reflection is None or reflection.same_client or reflection.people:
            self._look_back_at(chosen)
            return
        panel = confirm(
            self._operations.window,
            tr("Look back at this one?"),
            tr(
                "Nothing says that “{workshop}” was a workshop of the same client, and nobody here was confirmed to "
                "have been there. What was promised in it will be on the projector and in the summary of this "
                "workshop.",
                workshop=reflection.workshop,
            ),
            tr("Look back at it"),
            lambda: self._look_back_at(chosen),
            danger=True,
        )
        panel.rejected.connect(self._show_choice)

    def _look_back_at(self, chosen: int) -> None:
        operations = self._operations
        operations.attempt(
            lambda: choose_earlier(operations.library, operations.step_id, None if chosen == _AFRESH else chosen)
        )
        self._show_choice()

    def _show_choice(self) -> None:
        """What was turned down must not stand there as chosen."""
        if self._wall is not None:
            self.show_wall(self._wall)

    # What is shown

    def _offer(self, reflections: Sequence[Reflection], promised: LookBack | None, chosen: Chosen) -> None:
        self._offered = {each.step_id: each for each in reflections}
        self.earlier.clear()
        self.earlier.addItem(tr("Start afresh"), _AFRESH)
        own = None if self._wall is None else self._wall.setup.workshop_id
        for each in reflections:
            when = short_day(each.held_on) if each.held_on else ""
            words = ", ".join(part for part in (each.workshop, each.title, when) if part)
            if each.workshop_id != own:
                client = each.client or tr("no client named")
                came = trn("{count} person recognised", "{count} people recognised", each.people)
                words = tr("{reflection} ({client}; {people})", reflection=words, client=client, people=came)
            self.earlier.addItem(tr("Look back at {reflection}", reflection=words), each.step_id)
            self.earlier.setItemData(self.earlier.count() - 1, words, Qt.ItemDataRole.ToolTipRole)
        row = self.earlier.findData(promised.reflection.step_id) if promised else 0
        self.earlier.setCurrentIndex(row if promised or chosen is Chosen.AFRESH or not reflections else -1)
        self.earlier.setVisible(bool(reflections))

    def _fill(self, row: int, each: ActionView | Promise) -> None:
        if isinstance(each, ActionView):
            below = ", ".join(part for part in (whose(each), day_of(each)) if part)
        else:
            below = tr("improvement")
        lines = [_what(each), below, *([f"→ {_seen(each)}"] if _seen(each) else [])]
        self.table.setItem(row, WHAT, QTableWidgetItem("\n".join(lines)))
        box = self.table.cellWidget(row, BECAME)
        if not isinstance(box, QComboBox):
            box = self._status_box(row)
        box.setAccessibleName(tr("What became of “{what}”", what=_what(each)))
        box.setCurrentIndex(box.findData(_status(each)))

    def _status_box(self, row: int) -> QComboBox:
        box = QComboBox()
        box.setObjectName(f"became-{row}")
        for status in STATUSES:
            box.addItem(status_name(status), status)
        box.activated.connect(lambda _row: self._mark_row(row, box))
        self.table.setCellWidget(row, BECAME, box)
        return box

    def _mark_row(self, row: int, box: QComboBox) -> None:
        self.table.setCurrentCell(row, WHAT)
        self._mark(box.currentData())

    def _chosen(self) -> ActionView | Promise | None:
        row = self.table.currentRow()
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def _enable(self) -> None:
        for button in self._buttons.values():
            button.setEnabled(self._chosen() is not None)


class _Table(QTableWidget):
    """The rows; its letters say what became of the one that is chosen."""

    def __init__(self, mark: Callable[[Status], None], edit: Callable[[], None]) -> None:
        super().__init__(0, 2)
        self._mark_with, self._edit_with = mark, edit
        self.setObjectName("last-time")
        self.setAccessibleName(tr("What was promised last time"))
        self.setHorizontalHeaderLabels([tr("What was promised"), tr("Outcome")])
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setItemDelegate(WrappedWords(self))
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        # A timer of its own: what a `singleShot` calls is kept for ever where the table goes before its turn.
        self._fit = QTimer(self, singleShot=True, interval=0)
        self._fit.timeout.connect(self.resizeRowsToContents)
        header = self.horizontalHeader()
        # Anew at every width: what fits into two lines takes three when the scroll bar comes.
        header.sectionResized.connect(lambda *_: self.fit_rows())
        self.setColumnWidth(BECAME, 130)
        header.setSectionResizeMode(WHAT, QHeaderView.ResizeMode.Stretch)

    def fit_rows(self) -> None:
        """Make every row as high as its words, once the columns have their widths."""
        self._fit.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A letter marks the chosen row, Enter notes what was seen."""
        event = as_latin(event)
        status = _KEYS.get(event.key())
        if status is not None and not event.modifiers():
            self._mark_with(status)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._edit_with()
        else:
            super().keyPressEvent(event)


def _what(each: ActionView | Promise) -> str:
    return each.wording.what if isinstance(each, ActionView) else each.what


def _seen(each: ActionView | Promise) -> str:
    return each.wording.seen if isinstance(each, ActionView) else each.seen


def _status(each: ActionView | Promise) -> Status:
    return each.wording.status if isinstance(each, ActionView) else each.status
