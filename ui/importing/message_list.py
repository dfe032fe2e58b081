"""A list of sentences, each shown to its end."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem

from ui.theme.widgets import WrappedWords

_IN_SIGHT = 4


class ToldList(QListWidget):
    """Sentences with a sign in front; long ones are wrapped, never cut off."""

    def __init__(self, name: str, accessible: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(accessible)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setItemDelegate(WrappedWords(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMinimumHeight(84)

    def show_lines(self, lines: Sequence[QListWidgetItem]) -> None:
        """Show these in place of those before, without a signal; the line with the keyboard's focus keeps it."""
        kept = self.currentRow()
        self.blockSignals(True)
        self.clear()
        for line in lines:
            self.addItem(line)
        self.blockSignals(False)
        if self.count():
            self.setCurrentRow(min(max(kept, 0), self.count() - 1))

    def sizeHint(self) -> QSize:
        """As high as its sentences, up to some of them."""
        lines = sum(self.sizeHintForRow(row) for row in range(min(self.count(), _IN_SIGHT)))
        return QSize(super().sizeHint().width(), max(self.minimumHeight(), lines + 2 * self.frameWidth()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew for the new width."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
