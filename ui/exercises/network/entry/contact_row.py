"""One contact on the list page: its number, its label to edit in place, and a button that takes it off."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from facilitator.i18n import tr
from ui.speaker import Speaker
from ui.theme.icons import icon
from ui.theme.tokens import METRICS


class ContactRow(Speaker, QWidget):
    """Changes are reported, never kept: the page writes them and shows what the library says."""

    renamed = Signal(object, str)
    """This row, and what was typed."""
    removed = Signal(object)
    """This row."""
    left = Signal()
    """Enter or Escape: back to the field for new names."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.contact_id = 0
        self.label = ""
        mark = QLabel(str(number))
        mark.setProperty("role", "caption")
        mark.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        mark.setFixedWidth(METRICS.large + METRICS.tight)
        self.edit = QLineEdit()
        self.edit.setObjectName(f"network-contact-{number}")
        self.edit.setProperty("touch", True)
        self.edit.setMaxLength(120)
        self.edit.setAccessibleName(tr("Contact {number}", number=number))
        self.edit.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.edit.editingFinished.connect(self._edited)
        self.edit.installEventFilter(self)
        remove = QPushButton(icon("x", "muted"), "")
        remove.setProperty("bare", True)
        remove.setObjectName(f"network-remove-{number}")
        remove.setProperty("role", "quiet")
        remove.setProperty("touch", True)
        remove.setFixedWidth(METRICS.touch)
        remove.setAccessibleName(tr("Take contact {number} off the list", number=number))
        remove.setToolTip(tr("Take off the list"))
        remove.clicked.connect(lambda: self.removed.emit(self))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(METRICS.tight)
        row.addWidget(mark)
        row.addWidget(self.edit, 1)
        row.addWidget(remove)

    def show_contact(self, contact_id: int, label: str) -> None:
        """Show what is in the library."""
        self.contact_id, self.label = contact_id, label
        if self.edit.text() != label:
            self.edit.setText(label)
            self.edit.setCursorPosition(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter keeps, Escape takes back, arrows go to the neighbours."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self.edit.setText(self.label)
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
                self.left.emit()
                return True
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
                return True
        return super().eventFilter(watched, event)

    def _edited(self) -> None:
        typed = " ".join(self.edit.text().split())
        if not typed:
            # Nobody is taken off the list by emptying a field: there is a button for it.
            self.edit.setText(self.label)
        elif typed != self.label:
            self.renamed.emit(self, typed)
