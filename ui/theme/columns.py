"""Columns of a table that share what width there is."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QHeaderView, QTableView


def share_width(
    table: QTableView, wished: Mapping[int, int], rest: int, least_rest: int, least: Mapping[int, int] | None = None
) -> None:
    """Give columns their wished widths and `rest` what is left, at least `least_rest`; all in pixels.

    A column is as wide as its head at least, unless it is pulled narrower by hand. Where that is too much, the others
    become narrower, each down to `least` or else to its head; only after that the table scrolls. A width that is pulled
    by hand is wished from then on.
    """
    _Sharing(table, wished, rest, least_rest, least or {})


class _Sharing(QObject):
    def __init__(
        self, table: QTableView, wished: Mapping[int, int], rest: int, least_rest: int, least: Mapping[int, int]
    ) -> None:
        super().__init__(table)
        self._table, self._wished, self._least = table, dict(wished), least
        self._pulled: set[int] = set()
        self._rest, self._least_rest = rest, least_rest
        self._shares = False
        # Rows follow once, however many columns have changed.
        self._rows = QTimer(self, singleShot=True, interval=0)
        self._rows.timeout.connect(table.resizeRowsToContents)
        header = table.horizontalHeader()
        header.setStretchLastSection(False)
        header.sectionResized.connect(self._note)
        table.viewport().installEventFilter(self)
        self._share()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Share anew when the table has another width."""
        if event.type() == QEvent.Type.Resize:
            self._share()
        return super().eventFilter(watched, event)

    def _note(self, column: int, _before: int, width: int) -> None:
        if not self._shares and column in self._wished:
            self._wished[column] = width
            self._pulled.add(column)
            self._share()

    def _share(self, *, again: bool = False) -> None:
        if self._shares:
            # Columns that are too wide for a moment bring a scroll bar, and with it another height.
            return
        header, free = self._table.horizontalHeader(), self._table.viewport().width()
        heads = {column: header.sectionSizeHint(column) for column in self._wished}
        wished = {
            column: width if column in self._pulled else max(width, heads[column])
            for column, width in self._wished.items()
        }
        floors = {column: min(width, self._least.get(column, heads[column])) for column, width in wished.items()}
        slack = sum(wished.values()) - sum(floors.values())
        lacking = min(max(sum(wished.values()) + self._least_rest - free, 0), slack)
        given = {
            column: width - (-(-lacking * (width - floors[column]) // slack) if slack else 0)
            for column, width in wished.items()
        }
        given[self._rest] = max(self._least_rest, free - sum(given.values()))
        self._shares = True
        for column, width in given.items():
            header.resizeSection(column, width)
        self._shares = False
        if self._table.viewport().width() != free and not again:
            self._share(again=True)
        if self._table.verticalHeader().sectionResizeMode(0) == QHeaderView.ResizeMode.ResizeToContents:
            self._rows.start()
