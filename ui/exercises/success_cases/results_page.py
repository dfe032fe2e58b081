"""The lines on the console: which are cases, which fact backs each, and which may be told; beside them the figures."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
)

from facilitator.exercises.folder import implements
from facilitator.exercises.success_cases.cases import NOT_YET, NOTHING, RESULT, Case, cases, mark, say_fact
from facilitator.i18n import tr, trn
from ui.bridge import LibraryBridge
from ui.dialogs import ask_line, icon_button
from ui.exercises.beside_figures import BesideFigures
from ui.exercises.hooks import ExerciseUi
from ui.exercises.success_cases.views import WORKED
from ui.history import History
from ui.theme.columns import share_width
from ui.theme.rows import show_rows

MARK, WHO, CAME, SAYS, FACT, TOLD = range(6)
_KIND = "success_cases"
_MOST_SAID = 2


class CasesPage(BesideFigures):
    """A row a line; Space marks it, Enter writes the fact that backs it."""

    def __init__(self, bridge: LibraryBridge, step_id: int, history: History) -> None:
        super().__init__(_KIND, bridge, step_id, history)
        self._cases: list[Case] = []
        self._is_filling = False
        self.table = self._make_table()
        self.says = QLabel()
        self.says.setProperty("role", "caption")
        self.says.setWordWrap(True)
        self.fact = icon_button("cases-fact", "pencil", tr("Fact…"), self.ask_fact)
        self.stage = icon_button("cases-stage", "monitor-up", tr("Show the room"), self._show_the_room)
        self.lay_out(tr("Cases"), self.page_of(self.says, self.table, left=[self.fact], right=self.stage), "cases")
        self.read()

    def _make_table(self) -> QTableWidget:
        table = _Table(self.ask_fact)
        table.setColumnCount(6)
        table.setObjectName("cases")
        table.setAccessibleName(tr("Cases"))
        heads = [tr("Case"), tr("Who"), tr("What came of it"), tr("In their words"), tr("Fact"), tr("Told")]
        table.setHorizontalHeaderLabels(heads)
        show_rows(table)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        share_width(table, {MARK: 48, WHO: 110, CAME: 110, FACT: 130, TOLD: 60}, SAYS, 150, {WHO: 110, FACT: 100})
        table.itemChanged.connect(self._marked)
        table.itemSelectionChanged.connect(self._enable)
        return table

    def read(self) -> None:
        """Show what the library holds now."""
        at = self.table.currentRow()
        self._cases = cases(self._library, self._step_id)
        self._is_filling = True
        self.table.setRowCount(len(self._cases))
        for row, each in enumerate(self._cases):
            self._fill(row, each)
        if self._cases:
            self.table.setCurrentCell(min(max(at, 0), len(self._cases) - 1), SAYS)
        self._is_filling = False
        self.table.setVisible(bool(self._cases))
        self.says.setText(self._summary())
        self._enable()

    def _fill(self, row: int, case: Case) -> None:
        ticked = QTableWidgetItem()
        ticked.setFlags(ticked.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        ticked.setCheckState(Qt.CheckState.Checked if case.marked else Qt.CheckState.Unchecked)
        self.table.setItem(row, MARK, ticked)
        came = {RESULT: tr("a result"), NOTHING: tr("nothing to see yet"), NOT_YET: tr("not yet")}.get(case.came, "")
        says = "\n".join(part for part in (case.line, case.obstacle) if part)
        told = tr("yes") if case.may_be_told else (tr("no") if case.why_not else "")
        for column, text in ((WHO, case.name), (CAME, came), (SAYS, says), (FACT, case.fact), (TOLD, told)):
            item = QTableWidgetItem(text)
            item.setToolTip(case.why_not if column == TOLD else text if len(text) > 30 else "")
            self.table.setItem(row, column, item)

    def _summary(self) -> str:
        if not self._cases:
            return tr("Nobody has sent a line yet.")
        words = tr("Space marks a case, Enter writes the fact that backs it. Three that worked, three that got stuck.")
        lacking = [each.why_not for each in self._cases if each.why_not]
        more = len(lacking) - _MOST_SAID
        rest = [trn("{count} more is not told.", "{count} more are not told.", more)] if more > 0 else []
        return " ".join([words, *lacking[:_MOST_SAID], *rest])

    def _enable(self) -> None:
        chosen = self.chosen()
        self.fact.setEnabled(chosen is not None and chosen.came == RESULT)

    def chosen(self) -> Case | None:
        """The case of the current row."""
        row = self.table.currentRow()
        return self._cases[row] if 0 <= row < len(self._cases) else None

    def _marked(self, item: QTableWidgetItem) -> None:
        if self._is_filling or item.column() != MARK:
            return
        case, marked = self._cases[item.row()], item.checkState() is Qt.CheckState.Checked
        self._history.attempt(self, lambda: mark(self._library, self._step_id, case.participant_id, marked))

    def ask_fact(self) -> None:
        """Ask for the fact that backs the chosen result."""
        case = self.chosen()
        if case is None or case.came != RESULT:
            return
        ask_line(
            self, tr("One fact that backs it"), tr("A number, or something that others have noticed"), case.fact,
            tr("Save"),
            lambda fact: self._history.note(say_fact(self._library, self._step_id, case.participant_id, fact)),
        )  # fmt: skip

    def _show_the_room(self) -> None:
        self.stage_wanted.emit(WORKED, {})


class _Table(QTableWidget):
    """Space marks the row wherever the cursor is in it, Enter asks."""

    def __init__(self, ask: Callable[[], object]) -> None:
        super().__init__(0, 0)
        self._ask = ask

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See the class."""
        item = self.item(self.currentRow(), MARK)
        if event.key() == Qt.Key.Key_Space and item is not None:
            on = item.checkState() is Qt.CheckState.Checked
            item.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._ask()
        else:
            super().keyPressEvent(event)


results_page = implements(ExerciseUi.results_page)(CasesPage)
