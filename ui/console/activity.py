"""The log of the workshop, newest first: what was done, in which step, about whom of the room, and when."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from facilitator.i18n import AGENDA, short_moment, tr, tr_content, trn
from facilitator.storage.library import Library
from facilitator.workshop.activity import MOST, LogLine, activity_of
from ui.dialogs import Panel

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


_LOOKED_AT = 60
"""So many lines are measured for the widths of the columns."""


class ActivityModel(QAbstractTableModel):
    """One row per line of the log. Columns: when, what, step, person."""

    def __init__(self, entries: list[LogLine]) -> None:
        super().__init__()
        self._entries = entries
        self._heads = (tr("When"), tr("What"), tr("Step"), tr("Person"))

    def rowCount(self, parent: Index = _ROOT) -> int:
        """The number of lines."""
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """The number of columns."""
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The heads of the columns."""
        across = orientation == Qt.Orientation.Horizontal
        return self._heads[section] if across and role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of one cell."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        entry = self._entries[index.row()]
        return (
            short_moment(entry.latest_at, seconds=True),
            _what(entry),
            tr_content(AGENDA, entry.step),
            entry.participant,
        )[index.column()]


def _what(entry: LogLine) -> str:
    if entry.times == 1:
        return entry.label
    return trn("{label}, {count} time", "{label}, {count} times", entry.times, label=entry.label)


def activity_log(parent: QWidget, library: Library, workshop_id: int) -> Panel:
    """Open the log; Escape closes it."""
    panel = Panel(parent, tr("What was done"), "activity-log", (840, 520))
    panel.say(
        tr("Since the workshop was made. Contacts are never named here, nor is what anybody answered."), "caption"
    )
    table = QTableView()
    table.setObjectName("activity")
    table.setAccessibleName(tr("What was done"))
    lines = activity_of(library, workshop_id)
    if len(lines) == MOST:
        panel.say(tr("These are the latest {count} lines; there may be earlier ones.", count=MOST), "caption")
    model = ActivityModel(lines)
    model.setParent(table)
    table.setModel(model)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
    table.verticalHeader().hide()
    # What was done is the longest; the others are as wide as they need.
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    table.horizontalHeader().setResizeContentsPrecision(_LOOKED_AT)
    table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    panel.content.addWidget(table, 1)
    panel.button(tr("Close"), "close", "primary", panel.accept)
    table.setFocus()
    panel.open()
    return panel
