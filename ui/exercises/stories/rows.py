"""Tables of rows of which one is chosen, with columns of which one takes the rest."""

from collections.abc import Sequence

from PySide6.QtWidgets import QAbstractItemView, QTableWidget

from ui.theme.columns import share_width
from ui.theme.rows import show_rows

_LEAST, _LEAST_REST = 84, 150


def set_up_rows(
    table: QTableWidget, name: str, says: str, columns: Sequence[tuple[str, int | None]], *, wraps: bool = False
) -> None:
    """Let a table show rows of which one is chosen: columns by their heads and widths, one without takes the rest."""
    table.setObjectName(name)
    table.setAccessibleName(says)
    table.setColumnCount(len(columns))
    table.setHorizontalHeaderLabels([head for head, _ in columns])
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    show_rows(table, wraps=wraps)
    wished = {place: width for place, (_, width) in enumerate(columns) if width is not None}
    rest = next(place for place, (_, width) in enumerate(columns) if width is None)
    least = {place: max(_LEAST, table.horizontalHeader().sectionSizeHint(place)) for place in wished}
    share_width(table, wished, rest, _LEAST_REST, least)
