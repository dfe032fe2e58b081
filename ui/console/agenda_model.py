"""The agenda as Qt's views want it: the steps in order, read anew at each change, moved by dragging."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractListModel, QByteArray, QMimeData, QModelIndex, QPersistentModelIndex, Qt, Signal

from facilitator.i18n import AGENDA, tr, tr_content, trn
from facilitator.workshop.agenda import said_title
from facilitator.workshop.tables import AgendaStep

Index = QModelIndex | QPersistentModelIndex

STEP = Qt.ItemDataRole.UserRole + 1
TIME = Qt.ItemDataRole.UserRole + 2
"""How long it takes, short: the planned minutes, or for a step that is over "taken / planned"."""
HIDDEN = Qt.ItemDataRole.UserRole + 3
"""Why the step can't be run here, in a sentence; "" for all others."""
_MIME = "application/x-facilitator-step"
_ROOT = QModelIndex()


class AgendaModel(QAbstractListModel):
    """One row per step. A drop says the wished order and moves nothing itself: the library does."""

    reordered = Signal(object)
    """The ids of all steps in the wished order."""

    def __init__(self) -> None:
        super().__init__()
        self.steps: list[AgendaStep] = []
        self._taken: Mapping[int, float] = {}
        self._hidden: Mapping[int, str] = {}

    def set_steps(
        self, steps: Sequence[AgendaStep], taken: Mapping[int, float], hidden: Mapping[int, str] | None = None
    ) -> None:
        """Show these steps; `taken` holds the minutes for which those that are over were run, by id.

        `hidden` holds why some can't be run here, by id.
        """
        self._taken, self._hidden = taken, hidden or {}
        if [step.id for step in steps] == [step.id for step in self.steps]:
            self.steps = list(steps)
            self.dataChanged.emit(self.index(0), self.index(max(len(self.steps) - 1, 0)))
            return
        self.beginResetModel()
        self.steps = list(steps)
        self.endResetModel()

    def row_of(self, step_id: int | None) -> int:
        """The row of a step, or -1."""
        return next((row for row, step in enumerate(self.steps) if step.id == step_id), -1)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """The number of steps."""
        return 0 if parent.isValid() else len(self.steps)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What is shown and read out of one step."""
        if not index.isValid():
            return None
        step = self.steps[index.row()]
        if role == STEP:
            return step
        if role == Qt.ItemDataRole.DisplayRole:
            return said_title(step)
        if role == TIME:
            return (
                f"{step.minutes}′" if step.id not in self._taken else f"{round(self._taken[step.id])} / {step.minutes}′"
            )
        hidden = self._hidden.get(step.id, "")
        if role == HIDDEN:
            return hidden
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, (said_title(step), *self._minutes(step), state_of(step), hidden)))
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(
                filter(None, (said_title(step), ", ".join(self._minutes(step)), hidden, tr_content(AGENDA, step.notes)))
            )
        return None

    def _minutes(self, step: AgendaStep) -> list[str]:
        said = [trn("{count} minute", "{count} minutes", step.minutes)]
        if step.id in self._taken:
            said.append(trn("took {count} minute", "took {count} minutes", round(self._taken[step.id])))
        return said

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Steps can be dragged; between them something can be dropped."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled

    def supportedDropActions(self) -> Qt.DropAction:
        """Steps are moved, not copied."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """A step of this window only."""
        return [_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The row that is dragged."""
        data = QMimeData()
        data.setData(_MIME, QByteArray(str(indexes[0].row()).encode()))
        return data

    def dropMimeData(self, data: QMimeData, _action: Qt.DropAction, row: int, _column: int, parent: Index) -> bool:
        """Ask for the new order. Returns False so that the view does not remove a row on its own."""
        if data.hasFormat(_MIME):
            source = int(bytes(data.data(_MIME).data()))
            target = row if row >= 0 else (parent.row() if parent.isValid() else len(self.steps))
            self.move(source, target - 1 if target > source else target)
        return False

    def move(self, source: int, target: int) -> None:
        """Ask for the step in row `source` to come to stand in row `target`."""
        order = [step.id for step in self.steps]
        if source == target or not 0 <= target < len(order):
            return
        order.insert(target, order.pop(source))
        self.reordered.emit(order)


def state_of(step: AgendaStep) -> str:
    """How far a step is, in words."""
    if step.started_at and not step.ended_at:
        return tr("being run")
    return tr("done") if step.ended_at else tr("to come")
