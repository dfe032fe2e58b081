"""Tables of rows to choose from, all alike."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ui.theme.widgets import WrappedWords


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
    if wraps:
        table.setWordWrap(True)
        table.setItemDelegate(WrappedWords(table))
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
