"""What an import changes of people who are on the roster, row by row; a renaming waits for a tick."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem

from facilitator.i18n import tr
from facilitator.tabular import PersonChange
from ui.theme.icons import icon

_ROW = Qt.ItemDataRole.UserRole


class ChangesList(QListWidget):
    """One line a change, old → new. Lines that ask whether somebody is renamed come first, each with a tick."""

    agreed = Signal(int, bool)
    """The row of a renaming, and whether the person agrees to it."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("import-changes")
        self.setAccessibleName(tr("What changes of people on the roster"))
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.itemChanged.connect(self._ticked)
        self.hide()

    def show_changes(self, changes: Sequence[PersonChange]) -> None:
        """Show these; the line with the keyboard's focus keeps it."""
        kept = self.currentRow()
        self.blockSignals(True)
        self.clear()
        for change in sorted(changes, key=lambda each: not each.renames):
            self.addItem(_question(change) if change.renames else QListWidgetItem(icon("info", "muted"), str(change)))
        self.blockSignals(False)
        if self.count():
            self.setCurrentRow(min(max(kept, 0), self.count() - 1))
        self.setVisible(bool(changes))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks the line; Enter is the window's."""
        item = self.currentItem()
        if event.key() == Qt.Key.Key_Space and item is not None and item.flags() & Qt.ItemFlag.ItemIsUserCheckable:
            ticked = item.checkState() is Qt.CheckState.Checked
            item.setCheckState(Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked)
            return
        super().keyPressEvent(event)

    def _ticked(self, item: QListWidgetItem) -> None:
        self.agreed.emit(int(item.data(_ROW)), item.checkState() is Qt.CheckState.Checked)


def _question(change: PersonChange) -> QListWidgetItem:
    others = [f"{label} “{old}” → “{new}”" for label, old, new in change.facts if new != change.new_name]
    more = tr(" Then also: {changes}.", changes=", ".join(others)) if others else ""
    item = QListWidgetItem(
        tr(
            "Row {row}: “{new}” has the address of “{name}”. Tick if it is the same person, who is renamed: “{name}” → "
            "“{new}”, answers included.{more} Without the tick, “{new}” is added as another person.",
            row=change.row,
            name=change.name,
            new=change.new_name,
            more=more,
        )
    )
    item.setData(_ROW, change.row)
    item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(Qt.CheckState.Checked if change.agreed else Qt.CheckState.Unchecked)
    return item
