"""Who is done, who is at it and who is still to go, kept up one participant at a time."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from facilitator.i18n import tr, trn
from facilitator.text_matching import caseless
from facilitator.workshop.standings import Standing, State

Index = QModelIndex | QPersistentModelIndex

STANDING = Qt.ItemDataRole.UserRole + 1
_ROOT = QModelIndex()


class PeopleModel(QAbstractListModel):
    """One row per person, in the roster's order."""

    def __init__(self) -> None:
        super().__init__()
        self._standings: list[Standing] = []

    @property
    def has_namesakes(self) -> bool:
        """Whether two rows read the same."""
        return len({caseless(standing.name) for standing in self._standings}) < len(self._standings)

    def set_standings(self, standings: Sequence[Standing]) -> None:
        """Show these people; when they are the same people as before, choice and scroll position stay."""
        before = [standing.participant_id for standing in self._standings]
        if before == [standing.participant_id for standing in standings]:
            self._standings = list(standings)
            if standings:
                self.dataChanged.emit(self.index(0), self.index(len(standings) - 1))
            return
        self.beginResetModel()
        self._standings = list(standings)
        self.endResetModel()

    def update_standing(self, standing: Standing) -> None:
        """One person has answered something."""
        row = self.row_of(standing.participant_id)
        if row >= 0:
            self._standings[row] = standing
            self.dataChanged.emit(self.index(row), self.index(row))

    def row_of(self, participant_id: int | None) -> int:
        """The row of a participant, or -1."""
        rows = (row for row, standing in enumerate(self._standings) if standing.participant_id == participant_id)
        return next(rows, -1)

    def how_many(self, *states: State) -> int:
        """How many people are as far as one of these."""
        return sum(standing.state in states for standing in self._standings)

    def counts(self) -> str:
        """How many people are how far, as a sentence."""
        states = Counter(standing.state for standing in self._standings)
        parts = (
            tr("{count} done", count=states[State.DONE]),
            tr("{count} at it", count=states[State.BUSY]),
            trn("{count} to go", "{count} to go", states[State.TO_GO]),
        )
        people = trn("{count} person", "{count} people", len(self._standings))
        # Broken between the parts and in none of them; no line begins with the dot.
        whole = "\N{NO-BREAK SPACE}· ".join(part.replace(" ", "\N{NO-BREAK SPACE}") for part in parts)
        return f"{people}: {whole}" if self._standings else people

    def rowCount(self, parent: Index = _ROOT) -> int:
        """The number of people."""
        return 0 if parent.isValid() else len(self._standings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What is shown and read out of one person."""
        if not index.isValid():
            return None
        standing = self._standings[index.row()]
        if role == STANDING:
            return standing
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return standing.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(text for text in (standing.name, in_words(standing.state), standing.detail) if text)
        return None


def in_words(state: State) -> str:
    """How far somebody is."""
    return {State.DONE: tr("done"), State.BUSY: tr("at it"), State.TO_GO: tr("to go")}[state]
