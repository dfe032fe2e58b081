"""What every page of the network's entry is: a page that knows whose network it fills."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from ui.entry.page import Page
from ui.exercises.network.entry.session import EntrySession
from ui.theme.widgets import restyle


class EntryPage(Page):
    """One page of the entry of `session`."""

    def __init__(self, session: EntrySession, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.session = session
        self.leads_to = ""
        """What the button that goes on says, set by whoever turns the pages; "" where nothing follows yet."""

    @property
    def next_text(self) -> str:
        """Where one gets to by it."""
        return self.leads_to or super().next_text


class Problem(QLabel):
    """What is wrong with what was typed, to stand beside the field."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("network-problem")
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.hide()

    def say(self, sentence: str, role: str = "warning") -> None:
        """Show a sentence in the colour of its role; "" takes it away."""
        self.setText(sentence)
        self.setAccessibleName(sentence)
        restyle(self, role)
        self.setVisible(bool(sentence))
