"""The fields of the builder's forms that are more than a line: words, rows of words, and a condition."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from facilitator.i18n import tr
from facilitator.questionnaires import model
from facilitator.questionnaires.model import CONSENTED, Option, Question, Questionnaire
from ui.dialogs import icon_button

LINES = 2
"""Lines of a field for words, unless it says otherwise."""
_ROWS = 6
_KEY = Qt.ItemDataRole.UserRole


class WordsField(QPlainTextEdit):
    """Words over several lines on the screen, none of which is a line of its own."""

    left = Signal()
    """They are finished with: by the keyboard or the mouse."""

    def __init__(self, words: str, lines: int = LINES) -> None:
        super().__init__(words)
        self._lines = lines
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """So many lines."""
        return QSize(super().sizeHint().width(), self.fontMetrics().lineSpacing() * self._lines + 20)

    def minimumSizeHint(self) -> QSize:
        """No fewer."""
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    @property
    def words(self) -> str:
        """What is written."""
        return " ".join(self.toPlainText().split())

    def showEvent(self, event: QShowEvent) -> None:
        """The style has another least height for fields of a single line."""
        super().showEvent(event)
        self.setMinimumHeight(self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter finishes."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """So does going elsewhere."""
        super().focusOutEvent(event)
        self.left.emit()


class RowsTable(QWidget):
    """Words in rows to be edited, added, removed and put in another order; several lines can be pasted at once."""

    edited = Signal()

    def __init__(
        self, name: str, heads: Sequence[str], rows: Sequence[tuple[str, Sequence[str], bool]], *, ticks: bool
    ) -> None:
        super().__init__()
        self._ticks = ticks
        self.table = QTableWidget(0, len(heads))
        self.table.setObjectName(f"{name}-table")
        self.table.setAccessibleName(heads[0])
        self.table.setHorizontalHeaderLabels(list(heads))
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setStretchLastSection(len(heads) == 1)
        self.table.setTabKeyNavigation(False)
        self.table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.table.setEditTriggers(
            QTableWidget.EditTrigger.DoubleClicked
            | QTableWidget.EditTrigger.EditKeyPressed
            | QTableWidget.EditTrigger.AnyKeyPressed
        )
        for key, words, shown in rows:
            self._insert(self.table.rowCount(), key, words, shown)
        if len(heads) > 1:
            self.table.setColumnWidth(0, 380)
            self.table.horizontalHeader().setStretchLastSection(True)
        self.table.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 14)
        shown_rows = min(max(len(rows), 3), _ROWS)
        self.table.setMinimumHeight((shown_rows + 1) * (self.fontMetrics().height() + 14) + 8)
        self.table.itemChanged.connect(lambda _item: self.edited.emit())
        self.table.installEventFilter(self)
        line = QHBoxLayout()
        for ending, picture, words, act in (
            ("add", "plus", tr("Add"), self.add_row),
            ("remove", "minus", tr("Remove"), self.remove_row),
            ("up", "arrow-up", tr("Further up"), lambda: self.move_row(-1)),
            ("down", "arrow-down", tr("Further down"), lambda: self.move_row(1)),
        ):
            line.addWidget(icon_button(f"{name}-{ending}", picture, words, act))
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)
        column.addLayout(line)

    def rows(self) -> list[tuple[str, list[str], bool]]:
        """The key of each row, its words, and whether it is ticked; rows without words are left out."""
        found = []
        for row in range(self.table.rowCount()):
            first = self._item(row, 0)
            words = [self._item(row, column).text().strip() for column in range(self.table.columnCount())]
            if words[0]:
                found.append((str(first.data(_KEY) or ""), words, first.checkState() is not Qt.CheckState.Unchecked))
        return found

    def add_row(self) -> None:
        """Begin a new row below the current one."""
        row = self.table.currentRow() + 1 if self.table.currentRow() >= 0 else self.table.rowCount()
        with QSignalBlocker(self.table):
            self._insert(row, "", [""] * self.table.columnCount(), True)
        self.table.setCurrentCell(row, 0)
        self.table.setFocus()
        self.table.editItem(self._item(row, 0))

    def remove_row(self) -> None:
        """Take the current row away."""
        if self.table.currentRow() >= 0:
            self.table.removeRow(self.table.currentRow())
            self.edited.emit()

    def move_row(self, by: int) -> None:
        """Move the current row."""
        row, column = self.table.currentRow(), max(self.table.currentColumn(), 0)
        target = row + by
        if row < 0 or not 0 <= target < self.table.rowCount():
            return
        with QSignalBlocker(self.table):
            for place in range(self.table.columnCount()):
                here, there = self.table.takeItem(row, place), self.table.takeItem(target, place)
                self.table.setItem(target, place, here)
                self.table.setItem(row, place, there)
        self.table.setCurrentCell(target, column)
        self.edited.emit()

    def paste(self, text: str) -> None:
        """Add a row for each line."""
        lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
        row = self.table.currentRow() + 1 if self.table.currentRow() >= 0 else self.table.rowCount()
        with QSignalBlocker(self.table):
            for line in reversed(lines):
                self._insert(row, "", [line, *[""] * (self.table.columnCount() - 1)], True)
        if lines:
            self.edited.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Delete removes a row, Alt and an arrow moves it, Insert adds one, and lines can be pasted."""
        if watched is self.table and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
            acts: dict[int, Callable[[], None]] = {Qt.Key.Key_Delete: self.remove_row, Qt.Key.Key_Insert: self.add_row}
            if alt:
                acts = {Qt.Key.Key_Up: lambda: self.move_row(-1), Qt.Key.Key_Down: lambda: self.move_row(1)}
            if event.matches(QKeySequence.StandardKey.Paste):
                self.paste(QApplication.clipboard().text())
                return True
            if event.key() in acts:
                acts[event.key()]()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if self.table.currentRow() == self.table.rowCount() - 1:
                    self.add_row()
                else:
                    self.table.setCurrentCell(self.table.currentRow() + 1, 0)
                return True
        return super().eventFilter(watched, event)

    def _item(self, row: int, column: int) -> QTableWidgetItem:
        item = self.table.item(row, column)
        assert item is not None  # noqa: S101  # every cell is made with its row
        return item

    def _insert(self, row: int, key: str, words: Sequence[str], shown: bool) -> None:
        self.table.insertRow(row)
        for column, text in enumerate(words):
            item = QTableWidgetItem(text)
            if column == 0:
                item.setData(_KEY, key)
                if self._ticks:
                    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                    item.setCheckState(Qt.CheckState.Checked if shown else Qt.CheckState.Unchecked)
            self.table.setItem(row, column, item)


class ConditionField(QWidget):
    """Under which answers of an earlier question something is asked, or always."""

    edited = Signal()

    def __init__(self, asked: Questionnaire, earlier: Sequence[Question], condition: model.Condition | None) -> None:
        super().__init__()
        self._asked = asked
        self.question = QComboBox()
        self.question.setObjectName("builder-condition")
        self.question.setAccessibleName(tr("Asked if"))
        self.question.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.question.setMinimumContentsLength(20)
        self.question.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.question.addItem(tr("Always"), "")
        for each in earlier:
            self.question.addItem(tr("Only if “{question}” is answered with …", question=each.head), each.key)
        self.options = QListWidget()
        self.options.setObjectName("builder-condition-options")
        self.options.setAccessibleName(tr("Any of these answers"))
        self.options.setMaximumHeight(120)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.question)
        column.addWidget(self.options)
        chosen = condition.question if condition is not None else ""
        self.question.setCurrentIndex(max(0, self.question.findData(chosen)))
        self._fill(condition.any_of if condition is not None else ())
        self.question.activated.connect(lambda _at: self._choose())
        self.options.itemChanged.connect(lambda _item: self.edited.emit())

    @property
    def condition(self) -> dict[str, Any] | None:
        """What is chosen; None for always, and while no answer is ticked."""
        key = self.question.currentData()
        items = [item for at in range(self.options.count()) if (item := self.options.item(at)) is not None]
        ticked = [item.data(_KEY) for item in items if item.checkState() is Qt.CheckState.Checked]
        return {"question": key, "any_of": ticked} if key and ticked else None

    def _choose(self) -> None:
        key = self.question.currentData()
        # The first answer, so that there is a condition at once.
        first = (
            [CONSENTED]
            if isinstance(self._asked.find(key), model.Consent)
            else [option.key for option in (self._asked.options(key) if key else ())]
        )
        self._fill(first[:1])
        self.edited.emit()

    def _fill(self, ticked: Sequence[str]) -> None:
        key = self.question.currentData()
        options: Sequence[Option] = self._asked.options(key) if key else ()
        if isinstance(self._asked.find(key), model.Consent):
            options = [Option(key=CONSENTED, label=tr("Agreed"))]
        with QSignalBlocker(self.options):
            self.options.clear()
            for option in options:
                item = QListWidgetItem(option.label)
                item.setData(_KEY, option.key)
                item.setCheckState(Qt.CheckState.Checked if option.key in ticked else Qt.CheckState.Unchecked)
                self.options.addItem(item)
        self.options.setVisible(bool(options))
