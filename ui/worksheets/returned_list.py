"""The list of returned worksheets, with a tick before each that brings anything."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem

from facilitator.i18n import tr
from facilitator.worksheets.returned import Returned, Verdict
from ui.theme.icons import icon
from ui.theme.rows import show_rows
from ui.worksheets.words import paragraph, picture, word

_NAME, _STATE, _WHAT, _FILE = range(4)
_WIDTHS = {_NAME: 210, _STATE: 160, _FILE: 200}
_SHEET = Qt.ItemDataRole.UserRole


class ReturnedList(QTableWidget):
    """One row a file; what is new is ticked, what differs from answers that are there is not until somebody says so.

    Space ticks and unticks the chosen rows.
    """

    ticked_others = Signal()
    """Other files are ticked than before."""
    looked_at = Signal(object)
    """The `Returned` whose row is chosen, or None."""

    def __init__(self) -> None:
        super().__init__(0, 4)
        self.setObjectName("returned-list")
        self.setAccessibleName(tr("Returned worksheets"))
        self.setHorizontalHeaderLabels([tr("Person"), tr("How it stands"), tr("What is on it"), tr("File")])
        show_rows(self)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, width)
        self.horizontalHeader().setSectionResizeMode(_WHAT, QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setMinimumSectionSize(34)
        self.itemChanged.connect(lambda item: self.ticked_others.emit() if item.column() == _NAME else None)
        self.currentCellChanged.connect(lambda *_: self.looked_at.emit(self.current))

    @property
    def current(self) -> Returned | None:
        """The sheet whose row is chosen."""
        return self._at(self.currentRow())

    @property
    def chosen(self) -> list[Returned]:
        """The sheets that are ticked, in the list's order."""
        rows = [row for row in range(self.rowCount()) if self._name(row).checkState() is Qt.CheckState.Checked]
        return [sheet for sheet in map(self._at, rows) if sheet is not None]

    def show_sheets(self, sheets: Sequence[Returned]) -> None:
        """Show these; what was ticked by hand before stays as it was."""
        # A tick was for what was said of the sheet: it may go over answers by now, or be somebody else's.
        by_hand = {_tick_of(sheet): sheet in self.chosen for sheet in self.sheets if sheet.brings}
        keep = self.current.path if self.current is not None else None
        self.blockSignals(True)
        self.setRowCount(len(sheets))
        for row, sheet in enumerate(sheets):
            self._fill(row, sheet, ticked=by_hand.get(_tick_of(sheet), sheet.verdict is Verdict.NEW))
        self.blockSignals(False)
        places = {sheet.path: row for row, sheet in enumerate(sheets)}
        if sheets:
            self.setCurrentCell(places.get(keep, 0) if keep else 0, _NAME)
        self.looked_at.emit(self.current)
        self.ticked_others.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks all chosen rows, or unticks them where all are ticked."""
        if event.key() != Qt.Key.Key_Space:
            super().keyPressEvent(event)
            return
        rows = [self._name(index.row()) for index in self.selectionModel().selectedRows()]
        items = [item for item in rows if item.flags() & Qt.ItemFlag.ItemIsUserCheckable]
        all_ticked = all(item.checkState() is Qt.CheckState.Checked for item in items)
        for item in items:
            item.setCheckState(Qt.CheckState.Unchecked if all_ticked else Qt.CheckState.Checked)

    def _fill(self, row: int, sheet: Returned, *, ticked: bool) -> None:
        name = QTableWidgetItem(sheet.name or "–")
        name.setData(_SHEET, sheet)
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if sheet.brings:
            name.setFlags(flags | Qt.ItemFlag.ItemIsUserCheckable)
            name.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        else:
            name.setFlags(flags)
        state = QTableWidgetItem(icon(*picture(sheet)), word(sheet))
        what, file = QTableWidgetItem(paragraph(sheet)), QTableWidgetItem(sheet.path.name)
        for column, item in enumerate((name, state, what, file)):
            if column != _NAME:
                item.setFlags(flags)
            item.setToolTip(item.text())
            self.setItem(row, column, item)
        name.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join((name.text(), state.text(), what.text())))

    @property
    def sheets(self) -> list[Returned]:
        """All sheets, in the list's order."""
        return [sheet for sheet in map(self._at, range(self.rowCount())) if sheet is not None]

    def _at(self, row: int) -> Returned | None:
        item = self.item(row, _NAME)
        sheet = item.data(_SHEET) if item is not None else None
        return sheet if isinstance(sheet, Returned) else None

    def _name(self, row: int) -> QTableWidgetItem:
        item = self.item(row, _NAME)
        assert item is not None  # noqa: S101  # every row is filled when it is made
        return item


def _tick_of(sheet: Returned) -> tuple[Path, Verdict, int | None]:
    return sheet.path, sheet.verdict, sheet.participant_id
