"""The files that came in together: what each was taken for, with the other readings to choose, and what comes of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
)

from facilitator.i18n import tr
from ui.theme.icons import icon

_MOST_ROWS = 4
"""So many files are in sight; the others are scrolled to."""
_HEIGHT = 44


@dataclass(frozen=True, slots=True)
class FileRow:
    """One file. `readings` are what it can be, `chosen` the place of the one it was taken for, -1 where that is asked.

    `says` is what comes of it, `wrong` whether something stands in its way.
    """

    name: str
    readings: tuple[str, ...]
    chosen: int
    says: str
    wrong: bool = False


class _Names(QStyledItemDelegate):
    """Files of one study differ at the end of their names: what does not fit is left out of the middle."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        option.textElideMode = Qt.TextElideMode.ElideMiddle


class BroughtList(QTableWidget):
    """One row a file, what is to be looked at first."""

    chosen = Signal(int, int)
    """The row of a file, and the place of the reading that the person chose."""
    looked_at = Signal(int)
    """The row of the file whose columns are to be shown."""

    def __init__(self) -> None:
        super().__init__(0, 3)
        self.setObjectName("import-files-list")
        self.setAccessibleName(tr("Files, and what each was taken for"))
        self.setHorizontalHeaderLabels([tr("File"), tr("Taken for"), tr("What comes of it")])
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setSectionsClickable(False)
        self.verticalHeader().hide()
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setColumnWidth(0, 220)
        self.setItemDelegateForColumn(0, _Names(self))
        self.setColumnWidth(1, 260)
        self._shown: tuple[tuple[str, tuple[str, ...]], ...] = ()
        self.currentCellChanged.connect(lambda row, *_: self.looked_at.emit(row))

    def choice(self, row: int) -> QComboBox:
        """The choice of a file's reading."""
        widget = self.cellWidget(row, 1)
        assert isinstance(widget, QComboBox)  # noqa: S101  # made below
        return widget

    def show_rows(self, rows: Sequence[FileRow]) -> None:
        """Show these; choices that are there already keep the keyboard's focus."""
        self.blockSignals(True)
        shape = tuple((row.name, row.readings) for row in rows)
        if [name for name, _ in shape] != [name for name, _ in self._shown]:
            self._make(rows)
        for place, row in enumerate(rows):
            choice = self.choice(place)
            if [choice.itemText(each) for each in range(choice.count())] != list(row.readings):
                choice.clear()
                choice.addItems(list(row.readings))
            choice.setCurrentIndex(row.chosen)
            choice.setEnabled(len(row.readings) > 1)
            choice.setToolTip(choice.currentText())
            picture = icon("triangle-alert", "danger") if row.wrong else icon("circle-check", "success")
            said = QTableWidgetItem(picture, row.says)
            said.setToolTip(row.says)
            self.setItem(place, 2, said)
        self._shown = shape
        self.blockSignals(False)

    def _make(self, rows: Sequence[FileRow]) -> None:
        self.setRowCount(0)
        self.setRowCount(len(rows))
        for place, row in enumerate(rows):
            named = QTableWidgetItem(row.name)
            named.setToolTip(row.name)
            self.setItem(place, 0, named)
            choice = QComboBox()
            choice.setObjectName(f"import-rows-{row.name}")
            choice.setAccessibleName(tr("What the rows of “{file}” are", file=row.name))
            choice.setPlaceholderText(tr("Choose…"))
            choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            choice.setMinimumContentsLength(8)
            choice.activated.connect(lambda reading, at=place: self.chosen.emit(at, reading))
            choice.installEventFilter(self)
            self.setCellWidget(place, 1, choice)
            self.setRowHeight(place, _HEIGHT)
        shown = min(len(rows), _MOST_ROWS)
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + shown * _HEIGHT + 4)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A turn of the wheel scrolls the files; who comes to a choice by the keyboard looks at its file."""
        if isinstance(watched, QComboBox):
            if event.type() == QEvent.Type.Wheel:
                event.ignore()
                return True
            if event.type() == QEvent.Type.FocusIn:
                self.setCurrentCell(self._row_of(watched), 0)
        return super().eventFilter(watched, event)

    def _row_of(self, choice: QComboBox) -> int:
        return next(row for row in range(self.rowCount()) if self.cellWidget(row, 1) is choice)
