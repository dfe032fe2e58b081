"""Rows to choose from, all alike: of tables, and lines with a tick."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QListWidgetItem, QTableView

from ui.theme.widgets import KeyboardInSight, WrappedWords


def show_rows(table: QTableView, *, wraps: bool = True) -> None:
    """Let a table show whole rows: no grid, no numbers, heads at the left, no editing in place, and Tab leaves it.

    With `wraps`, each row is as tall as its words. Call it before the heads get alignments of their own.
    """
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    table.verticalHeader().hide()
    KeyboardInSight(table, lambda field: table.scrollTo(table.indexAt(field.pos())))
    if wraps:
        table.setWordWrap(True)
        table.setItemDelegate(WrappedWords(table))
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)


def ticked_line(words: str, key: object, *, ticked: bool) -> QListWidgetItem:
    """A line of a list with a tick, which Space sets and takes away; `key` is its data for the role `UserRole`."""
    line = QListWidgetItem(words)
    line.setData(Qt.ItemDataRole.UserRole, key)
    line.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
    line.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
    return line
