"""Questions that are asked of each of several answers, as a table: those down, questions across, a key an answer.

A digit answers and goes on down the column; numbers, days and words are typed into the cell. The legend of the
current question stands beside it.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from facilitator.i18n import tr
from facilitator.questionnaires import model
from facilitator.questionnaires.checking import DECLINED as DASH
from facilitator.questionnaires.flow import FieldView, Flow, PageView
from facilitator.questionnaires.model import Value
from ui.entry.page import text
from ui.keys import as_latin
from ui.pages.fields import choices_of, keys_of, written
from ui.pages.options import OptionButton
from ui.pages.page_base import FlowPage
from ui.speaker import Speaker
from ui.theme.tokens import METRICS
from ui.theme.widgets import Card

_SIDE, _ROW = 320, 44
_MOST_CHOICES = 9
_TYPED = (model.Number, model.Day)


def suits_a_grid(view: PageView) -> bool:
    """Whether every question of the page fits into a cell: one key, a number, a day or a line of words."""
    return view.layout == "grid" and bool(view.fields) and all(_fits(each) for each in view.fields)


class GridPage(FlowPage):
    """See the module."""

    def __init__(self, flow: Flow, view: PageView) -> None:
        super().__init__(flow, view)
        self.table = _Table()
        self.table.setObjectName("pages-grid")
        self.table.setAccessibleName(view.title)
        self.table.answered.connect(self._answer)
        self.table.emptied.connect(lambda: self._put([]))
        self.table.next_wanted.connect(self._to_open_cell)
        self.table.currentCellChanged.connect(lambda *_: self._show_legend())
        self.table.itemChanged.connect(self._typed)
        self._cells: dict[tuple[int, int], FieldView] = {}
        self._is_filling = False
        self._question, self._whose = text("", "heading"), text("", "caption")
        self._legend = QVBoxLayout()
        self._buttons: list[OptionButton] = []
        card = Card()
        card.setFixedWidth(_SIDE)
        card.column.addWidget(self._whose)
        card.column.addWidget(self._question)
        card.column.addLayout(self._legend)
        card.column.addStretch(1)
        line = QHBoxLayout(self)
        line.setContentsMargins(METRICS.large, METRICS.small, METRICS.large, METRICS.small)
        line.setSpacing(METRICS.medium)
        line.addWidget(self.table, 1)
        line.addWidget(card)
        self.update_view(view)

    @property
    def places(self) -> Mapping[tuple[int, int], FieldView]:
        """What is asked in each cell; none where a condition leaves one out."""
        return self._cells

    def enter(self) -> None:
        """Begin with the first open cell."""
        self.table.setFocus()
        row, column = self._open_cell((-1, -1)) or (0, 0)
        self.table.setCurrentCell(row, column)

    def update_view(self, view: PageView) -> bool:
        """Show the table as it is now; the current cell stays where it was."""
        self.view = view
        questions = list(dict.fromkeys(each.question.key for each in view.fields))
        subjects = list(dict.fromkeys(each.about for each in view.fields))
        self._cells = {(subjects.index(each.about), questions.index(each.question.key)): each for each in view.fields}
        heads = [next(each.question.head for each in view.fields if each.question.key == key) for key in questions]
        names = [next(each.subject for each in view.fields if each.about == about) for about in subjects]
        self._is_filling = True
        if (self.table.rowCount(), self.table.columnCount()) != (len(subjects), len(questions)):
            self.table.setRowCount(len(subjects))
            self.table.setColumnCount(len(questions))
        self.table.setHorizontalHeaderLabels(heads)
        self.table.setVerticalHeaderLabels(names)
        for row in range(len(subjects)):
            for column in range(len(questions)):
                self._fill(row, column)
        self._is_filling = False
        self._show_legend()
        return True

    def _fill(self, row: int, column: int) -> None:
        view = self._cells.get((row, column))
        item = self.table.item(row, column)
        if item is None:
            item = QTableWidgetItem()
            item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
            self.table.setItem(row, column, item)
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if view is not None and _is_typed(view):
            flags |= Qt.ItemFlag.ItemIsEditable
        item.setFlags(flags if view is not None else Qt.ItemFlag.NoItemFlags)
        words = self._words(view) if view is not None else ""
        if item.text() != words:
            item.setText(words)

    def _words(self, view: FieldView) -> str:
        if not view.answers:
            return ""
        if _is_typed(view) and not view.values[0].missing:
            return view.values[0].word or written(view.values[0])
        return self.flow.in_words(view.answers[0])

    def _here(self) -> FieldView | None:
        return self._cells.get((self.table.currentRow(), self.table.currentColumn()))

    def _answer(self, key: str) -> None:
        view = self._here()
        if view is None:
            return
        keys = keys_of(view)
        if key.upper() in keys and (key == DASH or not _is_typed(view)):
            self._choose(keys.index(key.upper()))

    def _choose(self, number: int) -> None:
        view = self._here()
        if view is None:
            return
        row, column = self.table.currentRow(), self.table.currentColumn()
        if self._put([choices_of(view)[number].value]) and self.table.rowCount() > row + 1:
            self.table.setCurrentCell(row + 1, column)
        elif self.table.columnCount() > column + 1 and self.table.rowCount() == row + 1:
            self.table.setCurrentCell(0, column + 1)

    def _put(self, values: Sequence[Value]) -> bool:
        view = self._here()
        return view is not None and self.flow.put(view.question.key, values, view.about)

    def _typed(self, item: QTableWidgetItem) -> None:
        view = self._cells.get((item.row(), item.column()))
        if self._is_filling or view is None:
            return
        name = f"{view.spot.about}.{view.question.key}"
        if not self.flow.put_fields(view.spot, {name: item.text()}):
            self._is_filling = True
            self._fill(item.row(), item.column())
            self._is_filling = False
            # Else what was said of it would go with the page.
            self.table.stay()

    def _open_cell(self, after: tuple[int, int]) -> tuple[int, int] | None:
        open_ = sorted(at for at, view in self._cells.items() if not view.answers)
        later = [at for at in open_ if at > after]
        return next(iter(later or open_), None)

    def _to_open_cell(self) -> None:
        here = (self.table.currentRow(), self.table.currentColumn())
        cell = self._open_cell(here)
        if cell is None or cell == here or here == max(self._cells, default=here):
            self.try_next()
        else:
            self.table.setCurrentCell(*cell)

    def _show_legend(self) -> None:
        view = self._here()
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = []
        self._question.setText(view.question.text if view is not None else "")
        self._whose.setText(view.subject if view is not None else "")
        if view is None:
            return
        for number, choice in enumerate(choices_of(view)):
            button = OptionButton(f"pages-code-{number}", keys_of(view)[number], choice.label)
            button.show_mark("✓" if choice.value in view.values else "")
            button.clicked.connect(lambda _checked=False, number=number: self._choose(number))
            self._legend.addWidget(button)
            self._buttons.append(button)
        if _is_typed(view):
            hint = text(tr("Type it, and Enter."), "caption")
            self._question.setText(f"{view.question.text}\n{hint.text()}")


class _Table(Speaker, QTableWidget):
    """Hands over the keys that answer."""

    answered = Signal(str)
    emptied = Signal()
    next_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.AnyKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
        self.verticalHeader().setDefaultSectionSize(_ROW)
        self.setTabKeyNavigation(True)
        self._goes_on = False

    def stay(self) -> None:
        """Do not go on from the cell that is being left."""
        self._goes_on = False

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Enter in a cell goes on once what was typed there is taken up."""
        super().closeEditor(editor, hint)
        if self._goes_on:
            self._goes_on = False
            self.next_wanted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits and the dash answer, Enter goes to the next open cell, Delete empties one."""
        item = self.currentItem()
        typed = item is not None and bool(item.flags() & Qt.ItemFlag.ItemIsEditable)
        event = event if typed else as_latin(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.state() is QAbstractItemView.State.EditingState:
                self._goes_on = True
            else:
                self.next_wanted.emit()
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.emptied.emit()
        elif event.text() and (event.text() == DASH or (event.text().isalnum() and not typed)):
            self.answered.emit(event.text())
        else:
            super().keyPressEvent(event)


def _fits(view: FieldView) -> bool:
    return _is_typed(view) or (
        isinstance(view.question, model.OneOf | model.Scale | model.Consent) and len(choices_of(view)) <= _MOST_CHOICES
    )


def _is_typed(view: FieldView) -> bool:
    question = view.question
    return isinstance(question, _TYPED) or (isinstance(question, model.Text) and question.entries == 1)
