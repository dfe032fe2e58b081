"""What every page of the network's entry is: a page that knows whose network it fills."""

from PySide6.QtWidgets import QWidget

from ui.entry.page import Page
from ui.exercises.network.entry.session import EntrySession


class EntryPage(Page):
    """One page of the entry of `session`."""

    def __init__(self, session: EntrySession, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.session = session
