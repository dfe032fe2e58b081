"""The first rows of a table, and above each column what it is imported as."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QTableWidget, QTableWidgetItem, QWidget

from facilitator.i18n import tr
from facilitator.sharing.proposals import Proposal
from facilitator.sharing.targets import Kind
from facilitator.tabular import IGNORE, NEW_QUESTION, Problem, in_window
from ui.theme.icons import icon

_LEAST_WIDTH = 176
_MOST_WIDTH = 280
_LONGEST_CELL = 200


class ColumnsTable(QTableWidget):
    """Columns of the file side by side. Its first row holds the choices, the others the samples."""

    chosen = Signal(str, str)
    """A header, and the key of the field that the person chose for it; `IGNORE` and `NEW_QUESTION` are two of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import-columns")
        self.setAccessibleName(tr("First rows of the table"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        # Tab goes from choice to choice and then on to the buttons.
        self.setTabKeyNavigation(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWordWrap(False)
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.verticalHeader().setSectionsClickable(False)
        self._headers: tuple[str, ...] = ()
        self._choices: list[QComboBox] = []
        self._offered: tuple[tuple[str, str], ...] = ()

    def choice(self, header: str) -> QComboBox:
        """The choice above a column."""
        return self._choices[self._headers.index(header)]

    def show_proposal(self, proposal: Proposal, chosen: Mapping[str, str], *, new_questions: bool) -> None:
        """Show how a table would be imported, and what the person chose, even if it can't be done.

        Choices that are there already keep the keyboard's focus.
        """
        table = proposal.table
        if table.headers != self._headers or self.rowCount() != len(proposal.samples) + 1:
            self._make(proposal)
        self._fill(proposal)
        offered = _offers(proposal)
        undecided = proposal.target.kind is Kind.UNDECIDED
        for header, choice in zip(self._headers, self._choices, strict=True):
            if offered != self._offered:
                choice.clear()
                for key, label in offered:
                    choice.addItem(label, key)
            key = chosen.get(header) or proposal.mapping.get(header, "")
            if not key and (new_questions or header in table.asked):
                key = NEW_QUESTION
            # A roster leaves out what it does not know; of answers, the person has to say what becomes of it.
            left_out = not key and proposal.target.kind is Kind.ROSTER
            choice.setCurrentIndex(choice.findData(IGNORE if left_out else key))
            # What a column means depends on what the rows are.
            choice.setEnabled(not undecided)
        self._offered = offered

    def _make(self, proposal: Proposal) -> None:
        self._headers = proposal.table.headers
        self._choices.clear()
        self._offered = ()
        self.clear()
        self.setColumnCount(len(self._headers))
        self.setRowCount(len(proposal.samples) + 1)
        self.setHorizontalHeaderLabels(list(self._headers))
        for column, header in enumerate(self._headers):
            choice = QComboBox()
            choice.setObjectName(f"column-{header}")
            choice.setAccessibleName(tr("Import the column “{column}” as", column=header))
            choice.setPlaceholderText(tr("Choose…"))
            choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            choice.setMinimumContentsLength(8)
            choice.activated.connect(lambda _row, at=column: self._choose(at))
            choice.installEventFilter(self)
            self.setCellWidget(0, column, choice)
            self._choices.append(choice)

    def _fill(self, proposal: Proposal) -> None:
        table = proposal.table
        wrong = _by_row(proposal.plan.problems)
        # Rows that have a problem first, since these are to be looked at; else as in the file.
        turn = {place: (not any(each.error for each in wrong.get(number, ())), number not in wrong)
                for place, number in enumerate(table.numbers)}  # fmt: skip
        places = sorted(turn, key=lambda place: turn[place])[: len(proposal.samples)]
        self.setVerticalHeaderLabels([tr("Import as"), *(str(table.numbers[place]) for place in places)])
        for row, place in enumerate(places, start=1):
            problems = wrong.get(table.numbers[place], [])
            _mark(self.verticalHeaderItem(row), [each for each in problems if not each.column])
            for column, text in enumerate(table.rows[place]):
                item = QTableWidgetItem(text[:_LONGEST_CELL])
                _mark(item, [each for each in problems if self._headers[column] in (each.column, *each.columns)])
                self.setItem(row, column, item)
        self.resizeColumnsToContents()
        for column in range(self.columnCount()):
            self.setColumnWidth(column, min(max(self.columnWidth(column), _LEAST_WIDTH), _MOST_WIDTH))
        self.resizeRowToContents(0)
        self.setRowHeight(0, max(self.rowHeight(0), 44))

    def _choose(self, column: int) -> None:
        self.chosen.emit(self._headers[column], self._choices[column].currentData())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A turn of the wheel scrolls the table; it must not change what a column means. Focus brings it in sight."""
        if event.type() == QEvent.Type.Wheel and watched in self._choices:
            event.ignore()
            return True
        if event.type() == QEvent.Type.FocusIn and watched in self._choices:
            self.scrollTo(self.model().index(0, self._choices.index(watched)))
        return super().eventFilter(watched, event)


def _by_row(problems: Sequence[Problem]) -> dict[int, list[Problem]]:
    found: dict[int, list[Problem]] = {}
    for problem in problems:
        for number in problem.numbers:
            found.setdefault(number, []).append(problem)
    return found


def _mark(item: QTableWidgetItem, problems: Sequence[Problem]) -> None:
    """Put a sign on a cell or in front of a row that something is wrong with, and why where the mouse rests."""
    if problems:
        wrong = any(each.error for each in problems)
        item.setIcon(icon("triangle-alert", "danger") if wrong else icon("info", "muted"))
        item.setToolTip("\n".join(dict.fromkeys(in_window(each.sentence) for each in problems)))


def _offers(proposal: Proposal) -> tuple[tuple[str, str], ...]:
    """Keys and labels to choose from: first what a column that nothing fits can become."""
    first = [(field.key, field.label) for field in proposal.fields if field.many]
    fields = [(field.key, field.label) for field in proposal.fields if not field.many]
    return (*first, (IGNORE, tr("Leave out")), *fields)
