"""Tables of rows to choose from, all alike."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QTableWidget

from ui.theme.columns import share_width

_LEAST, _LEAST_REST = 84, 150


def set_up_rows(table: QTableWidget, name: str, says: str, columns: Sequence[tuple[str, int | None]]) -> None:
    """Let a table show rows of which one is chosen: columns by their heads and widths, one without takes the rest."""
    table.setObjectName(name)
    table.setAccessibleName(says)
    table.setColumnCount(len(columns))
    table.setHorizontalHeaderLabels([head for head, _ in columns])
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    header = table.horizontalHeader()
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    wished = {place: width for place, (_, width) in enumerate(columns) if width is not None}
    rest = next(place for place, (_, width) in enumerate(columns) if width is None)
    least = {place: max(_LEAST, header.sectionSizeHint(place)) for place in wished}
    share_width(table, wished, rest, _LEAST_REST, least)
