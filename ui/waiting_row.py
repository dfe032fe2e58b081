"""The line that says how many answers others are not shown yet, with a button that shows them now."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from facilitator.i18n import tr
from ui.theme.tokens import METRICS


class WaitingRow(QWidget):
    """There only while it says something. `name` begins the names of its `words` and of its button `show_now`."""

    def __init__(self, name: str, show: Callable[[], object]) -> None:
        super().__init__()
        self.words = QLabel()
        self.words.setObjectName(f"{name}waiting")
        self.words.setWordWrap(True)
        self.show_now = QToolButton()
        self.show_now.setObjectName(f"{name}show-waiting")
        self.show_now.setText(tr("Show now"))
        self.show_now.setProperty("role", "secondary")
        self.show_now.clicked.connect(lambda: show())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(METRICS.small)
        row.addWidget(self.words, 1)
        row.addWidget(self.show_now)
        self.hide()

    def say(self, sentence: str) -> None:
        """Show this, or with "" nothing."""
        self.words.setText(sentence)
        self.setVisible(bool(sentence))
