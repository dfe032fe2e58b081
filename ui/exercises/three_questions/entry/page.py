"""What every page of the card is: a page that knows whose card it fills."""

from PySide6.QtWidgets import QWidget

from ui.entry.page import Page
from ui.exercises.three_questions.entry.session import CardSession


class CardPage(Page):
    """One page of the entry of `session`."""

    def __init__(self, session: CardSession, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.session = session
