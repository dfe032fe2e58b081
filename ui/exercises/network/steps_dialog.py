"""The steps for what stands out in a room, worded anew by the facilitator for all workshops of a library."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from facilitator.exercises.network.steps import findings_with_steps, own_steps, steps_for, word_anew
from facilitator.exercises.network.wording import Words
from facilitator.i18n import tr
from facilitator.storage.library import Library
from ui.dialogs import Form, icon_button
from ui.theme.columns import share_width
from ui.theme.widgets import WrappedWords

_WIDTH, _HEIGHT = 1160, 660
_KEY = Qt.ItemDataRole.UserRole


class StepsDialog(Form):
    """A row per finding: what it is, and a step for people, for a meeting and for how work is set up.

    A step that is emptied is offered no more.
    """

    def __init__(self, library: Library, words: Words, parent: QWidget | None) -> None:
        super().__init__(parent, tr("Steps for what stands out"), "network-steps", (_WIDTH, _HEIGHT))
        self._library, self._words = library, words
        self.say(tr("They are offered where an action is made of what stands out. Empty what does not fit your house."))
        self.table = self.named(QTableWidget(), "steps", tr("Steps"))
        heads = [tr("What stands out"), tr("For people"), tr("For a meeting"), tr("For how work is set up")]
        self.table.setColumnCount(len(heads))
        self.table.setHorizontalHeaderLabels(heads)
        self.table.setItemDelegate(WrappedWords(self.table))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        share_width(self.table, {1: 280, 2: 280, 3: 280}, 0, 160, {1: 165, 2: 165, 3: 165})
        self.table.verticalHeader().hide()
        self.table.setTabKeyNavigation(False)
        for key, sentence in findings_with_steps(words).items():
            self._add(key, sentence, own_steps(library, key, words))
        self.content.addWidget(self.table, 1)
        self.tools.addWidget(icon_button("steps-as-they-came", "undo-2", tr("This row as it came"), self.take_back))
        self.end_with(tr("Keep these steps"), self._keep)

    def take_back(self) -> None:
        """Put the wording that came with the program into the chosen row."""
        row = self.table.currentRow()
        if row >= 0:
            for column, text in enumerate(steps_for(self._key(row), self._words), start=1):
                self._cell(row, column).setText(text)

    def _add(self, key: str, sentence: str, steps: tuple[str, str, str]) -> None:
        row = self.table.rowCount()
        self.table.insertRow(row)
        finding = QTableWidgetItem(sentence)
        finding.setData(_KEY, key)
        finding.setFlags(finding.flags() & ~Qt.ItemFlag.ItemIsEditable)
        self.table.setItem(row, 0, finding)
        for column, text in enumerate(steps, start=1):
            self.table.setItem(row, column, QTableWidgetItem(text))

    def _keep(self) -> None:
        for row in range(self.table.rowCount()):
            typed = tuple(self._cell(row, column).text() for column in (1, 2, 3))
            if typed != own_steps(self._library, self._key(row), self._words):
                word_anew(self._library, self._key(row), typed, self._words)

    def _cell(self, row: int, column: int) -> QTableWidgetItem:
        return self.table.item(row, column) or QTableWidgetItem()

    def _key(self, row: int) -> str:
        return str(self._cell(row, 0).data(_KEY))
