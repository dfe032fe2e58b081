"""What the station says while there is nothing to write and nothing to vote on."""

from PySide6.QtWidgets import QWidget

from facilitator.i18n import tr
from facilitator.questionnaires.reading import read_given
from ui.entry.page import Page, centred, text
from ui.exercises.three_questions.entry.session import CardSession
from ui.theme.tokens import METRICS
from ui.theme.widgets import Card

_WIDTH = 640


class ClosedPage(Page):
    """One's own cards, which can't be changed any more."""

    def __init__(self, session: CardSession, parent: QWidget | None = None) -> None:
        super().__init__("card-closed", parent)
        card = Card()
        card.setFixedWidth(_WIDTH)
        card.column.setContentsMargins(METRICS.huge, METRICS.large, METRICS.huge, METRICS.large)
        card.column.setSpacing(METRICS.medium)
        card.column.addWidget(text(tr("The cards are on the wall"), "title"))
        card.column.addWidget(
            text(
                tr("The room works with them now. The facilitator can open the questions again, or write a card down.")
            )
        )
        for own in read_given(session.library, session.who):
            card.column.addWidget(text(f"•  {own.value.word}"))
        centred(self, card)

    @property
    def next_text(self) -> str:
        """Nothing more to do."""
        return tr("Done")
