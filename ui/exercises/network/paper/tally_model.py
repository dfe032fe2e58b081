"""A tally sheet as a table: the length of the list first, then a row of counts for each question."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt

from facilitator.exercises.network.factors import Factor, Missing
from facilitator.exercises.network.read import NetworkView
from facilitator.i18n import tr
from ui.exercises.network.entry.rating_model import Index


class TallyModel(QAbstractTableModel):
    """What the library says. Row 0 holds the length of the list, row 1 the first question."""

    WORDS = Qt.ItemDataRole.UserRole

    def __init__(self) -> None:
        super().__init__()
        self.factors: Sequence[Factor] = ()
        self.view = NetworkView(0)

    def show(self, view: NetworkView, factors: Sequence[Factor]) -> None:
        """Take the counts anew; the cells stay where they are unless the questions changed."""
        if tuple(factors) != tuple(self.factors):
            self.beginResetModel()
            self.factors, self.view = tuple(factors), view
            self.endResetModel()
            return
        self.view = view
        last = self.index(self.rowCount() - 1, self.columnCount() - 1)
        self.dataChanged.emit(self.index(0, 0), last)
        self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, self.rowCount() - 1)

    def answers(self, row: int) -> list[tuple[int, str]]:
        """Code and words of each cell of a row."""
        if row == 0:
            return [(0, tr("people"))]
        factor = self.factors[row - 1]
        cells = [(code, words) for code, words in enumerate(factor.codes, start=1)]
        if factor.not_comparable:
            cells.append((int(Missing.NOT_COMPARABLE), factor.not_comparable))
        return cells

    def number(self, row: int, column: int) -> int | None:
        """What is in a cell, None while it is empty."""
        if row == 0:
            return self.view.list_length or None
        return self.view.tally.get(self.factors[row - 1].key, {}).get(self.answers(row)[column][0])

    def missing(self, row: int) -> int:
        """How many people of the list a question lacks; negative when it has too many."""
        return self.view.list_length - self.view.counted(self.factors[row - 1].key)

    def is_complete(self, row: int) -> bool:
        """Whether there is nothing left to type in a row."""
        return self.view.list_length > 0 if row == 0 else self.view.tally_adds_up(self.factors[row - 1].key)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """The length of the list and the questions."""
        return 0 if parent.isValid() else len(self.factors) + 1

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """As many as the question with most answers has."""
        return 0 if parent.isValid() else max(len(self.answers(row)) for row in range(len(self.factors) + 1))

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Cells that no answer belongs to can't be reached."""
        return super().flags(index) if index.column() < len(self.answers(index.row())) else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The number, the words of the answer, or what a screen reader says."""
        row, column = index.row(), index.column()
        cells = self.answers(row)
        if column >= len(cells):
            return None
        number = self.number(row, column)
        if role == Qt.ItemDataRole.DisplayRole:
            return "" if number is None else str(number)
        if role == self.WORDS:
            return cells[column][1]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            head = self.headerData(row, Qt.Orientation.Vertical)
            told = tr("empty") if number is None else number
            return f"{head}, {cells[column][1]}: {told}"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The short name of each question, with what is still missing."""
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Vertical:
            return None
        if section == 0:
            return tr("On the list")
        label = self.factors[section - 1].label
        missing = self.missing(section)
        if not self.view.counted(self.factors[section - 1].key):
            return label
        return f"✓ {label}" if missing == 0 else f"{label} ({-missing:+d})"
