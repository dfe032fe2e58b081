"""The ratings of one list as a table: contacts down, questions across."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from facilitator.exercises.network.factors import Factor, Missing
from facilitator.exercises.network.read import NetworkView
from facilitator.i18n import tr
from ui.speaker import Speaker

Index = QModelIndex | QPersistentModelIndex


def code_text(factor: Factor, code: int | None) -> tuple[str, str]:
    """An answer as the key that gives it and its words; both empty for a question that is still open."""
    if code is None:
        return "", ""
    if code == Missing.NOT_COMPARABLE:
        return "0", factor.not_comparable or tr("Not comparable")
    if code == Missing.DECLINED:
        return "–", tr("Prefer not to say")
    if code == Missing.SKIPPED:
        return "·", tr("Left out")
    return str(code), factor.codes[code - 1] if code <= len(factor.codes) else ""


class RatingModel(Speaker, QAbstractTableModel):
    """What the library says; the page sets a cell only after its commit."""

    def __init__(self) -> None:
        super().__init__()
        self.factors: Sequence[Factor] = ()
        self.ids: list[int] = []
        self.labels: list[str] = []
        self._codes: list[dict[str, int]] = []

    def show(self, view: NetworkView, factors: Sequence[Factor]) -> None:
        """Take the answers anew."""
        self.beginResetModel()
        self.factors = factors
        self.ids = [contact.id for contact in view.contacts]
        self.labels = [contact.label for contact in view.contacts]
        self._codes = [dict(contact.ratings) for contact in view.contacts]
        self.endResetModel()

    def label(self, row: int) -> str:
        """What stands at the head of a row."""
        return self.labels[row]

    def code(self, row: int, column: int) -> int | None:
        """The answer in a cell, None while it is open."""
        return self._codes[row].get(self.factors[column].key)

    def set_code(self, row: int, column: int, code: int | None) -> None:
        """Show what was just committed: this one cell is painted again."""
        key = self.factors[column].key
        if code is None:
            self._codes[row].pop(key, None)
        else:
            self._codes[row][key] = code
        index = self.index(row, column)
        self.dataChanged.emit(index, index)

    def add_codes(self) -> None:
        """One more contact, with nothing answered yet."""
        self._codes.append({})

    def open_cells(self) -> list[tuple[int, int]]:
        """The cells without an answer, question by question."""
        return [
            (row, column)
            for column in range(len(self.factors))
            for row in range(len(self.ids))
            if self.code(row, column) is None
        ]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """The number of contacts."""
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """The number of questions."""
        return 0 if parent.isValid() else len(self.factors)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The key of the answer, or what a screen reader says."""
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return code_text(self.factors[column], self.code(row, column))[0]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            _, words = code_text(self.factors[column], self.code(row, column))
            told = words or tr("open")
            return f"{self.label(row)}, {self.factors[column].label}: {told}"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The contacts' labels and the questions' short names."""
        if role == Qt.ItemDataRole.DisplayRole:
            return self.factors[section].label if orientation == Qt.Orientation.Horizontal else self.label(section)
        return None
