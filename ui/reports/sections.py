"""The sections of a document with a tick each, in an order that is changed by dragging or by keys."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from facilitator.i18n import tr
from ui.dialogs import icon_button
from ui.theme.widgets import WrappedWords

_KEY = Qt.ItemDataRole.UserRole


class SectionList(QWidget):
    """Ticked ones are in the document, from top to bottom. Alt with an arrow moves the chosen one."""

    changed = Signal()
    """Another choice or another order."""
    usual_wanted = Signal()
    """All sections are wanted, in the order they come in."""

    def __init__(self) -> None:
        super().__init__()
        self.list = _List()
        self.list.setObjectName("report-sections")
        # A long name takes a second line where it is narrow, and nothing is pushed sideways.
        self.list.setWordWrap(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.list.setItemDelegate(WrappedWords(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(tr("Sections"))
        self.list.itemChanged.connect(lambda _item: self.changed.emit())
        self.list.model().rowsMoved.connect(lambda *_: self.changed.emit())
        self.list.move_wanted.connect(self.move_chosen)
        up = icon_button("section-up", "arrow-up", tr("Move up"), lambda: self.move_chosen(-1), "quiet")
        down = icon_button("section-down", "arrow-down", tr("Move down"), lambda: self.move_chosen(1), "quiet")
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(icon_button("section-usual", "rotate-ccw", tr("As usual"), self.usual_wanted.emit, "quiet"))
        row.addStretch(1)
        row.addWidget(up)
        row.addWidget(down)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.list, 1)
        column.addLayout(row)

    @property
    def order(self) -> tuple[str, ...]:
        """The keys from top to bottom."""
        return tuple(str(item.data(_KEY)) for item in self._items())

    @property
    def left_out(self) -> tuple[str, ...]:
        """The keys without a tick."""
        return tuple(str(item.data(_KEY)) for item in self._items() if item.checkState() is Qt.CheckState.Unchecked)

    def show_sections(self, sections: Sequence[tuple[str, str]], left_out: Sequence[str]) -> None:
        """Show sections, as keys and titles, in this order."""
        self.list.blockSignals(True)
        self.list.clear()
        for key, title in sections:
            item = QListWidgetItem(title)
            item.setData(_KEY, key)
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled
                | Qt.ItemFlag.ItemIsSelectable
                | Qt.ItemFlag.ItemIsUserCheckable
                | Qt.ItemFlag.ItemIsDragEnabled
            )
            item.setCheckState(Qt.CheckState.Unchecked if key in left_out else Qt.CheckState.Checked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.blockSignals(False)

    def move_chosen(self, rows: int) -> None:
        """Move the chosen section so many rows down."""
        row = self.list.currentRow()
        wanted = min(max(row + rows, 0), self.list.count() - 1)
        if row < 0 or wanted == row:
            return
        self.list.blockSignals(True)
        item = self.list.takeItem(row)
        self.list.insertItem(wanted, item)
        self.list.setCurrentRow(wanted)
        self.list.blockSignals(False)
        self.changed.emit()

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]


class _List(QListWidget):
    move_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt and an arrow move the chosen row."""
        rows = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if rows is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.move_wanted.emit(rows)
            return
        super().keyPressEvent(event)
