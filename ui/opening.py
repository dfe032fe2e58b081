"""The window that stands for a workshop's console from the click that opens it until the console is there."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QLabel, QMainWindow, QWidget

from facilitator.i18n import tr
from ui.places import PlaceKeeper
from ui.screens import LEAST


class OpeningWindow(QMainWindow):
    """Where and as large as the console will be; imports nothing of it, and so it is painted at once."""

    given_up = Signal()
    """The person closed it before the console was there."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("opening")
        self.setWindowTitle(tr("{title} – Facilitator", title=title) if title else "Facilitator")
        self.resize(1280, 720)
        self.setMinimumSize(*LEAST)
        says = QLabel(tr("Opening “{title}”…", title=title) if title else tr("Opening the workshop…"))
        says.setProperty("role", "heading")
        says.setAlignment(Qt.AlignmentFlag.AlignCenter)
        says.setWordWrap(True)
        says.setTextFormat(Qt.TextFormat.PlainText)
        self.setCentralWidget(says)
        self._done = False
        PlaceKeeper(self)

    def leave(self) -> None:
        """The console is there, or will not come."""
        self._done = True
        self.close()
        self.deleteLater()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closed by the person: say so."""
        super().closeEvent(event)
        if not self._done:
            self._done = True
            self.given_up.emit()
            self.deleteLater()
