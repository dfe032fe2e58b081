"""The bar that says what was just done and takes it back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from facilitator.i18n import tr
from ui.theme.widgets import ElidedLabel


class UndoBar(QFrame):
    """Hidden until it has something to say."""

    undone = Signal()
    """The person wants it back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("undo-bar")
        self.setProperty("role", "notice")
        self._label = ElidedLabel()
        self._label.setObjectName("undo-text")
        take_back = QPushButton(tr("Undo"))
        take_back.setObjectName("undo-button")
        take_back.setAccessibleName(tr("Undo what was just done"))
        take_back.clicked.connect(self.undone)
        self._take_back = take_back
        close = QPushButton(tr("Dismiss"))
        close.setObjectName("undo-dismiss")
        close.setProperty("role", "quiet")
        close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 8, 6)
        row.addWidget(self._label, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(take_back)
        row.addWidget(close)
        self.hide()

    def say(self, text: str) -> None:
        """Show the bar."""
        self._label.setText(text)
        self._take_back.show()
        self.show()

    def tell(self, text: str) -> None:
        """Show something that can't be taken back."""
        self._label.setText(text)
        self._take_back.hide()
        self.show()
