"""All that was written, to be read once more before it is handed in."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from facilitator.exercises.three_questions.cards import send
from facilitator.i18n import tr, trn
from ui.entry.page import kinetic, text, touch_button
from ui.exercises.three_questions.entry.page import CardPage
from ui.exercises.three_questions.entry.session import CardSession
from ui.theme.icons import icon
from ui.theme.tokens import METRICS
from ui.theme.widgets import Card

_WIDTH = 860


class ReadBackPage(CardPage):
    """Three short lists with a way back to each; going on sends."""

    question_wanted = Signal(int)
    """Back to the question at this place."""

    def __init__(self, session: CardSession, parent: QWidget | None = None) -> None:
        super().__init__(session, "card-read-back", parent)
        self._holder = QWidget()
        self._column = QVBoxLayout(self._holder)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self._holder)
        area.setMaximumWidth(_WIDTH)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        kinetic(area)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addStretch(1)
        whole.addWidget(area, 100)
        whole.addStretch(1)

    @property
    def next_text(self) -> str:
        """How much is sent."""
        cards = len(self.session.cards)
        return trn("Send {count} card", "Send {count} cards", cards) if cards else tr("Finish without a card")

    def enter(self) -> None:
        """Show everything."""
        self.refresh()
        self.setFocus()

    def refresh(self) -> None:
        """Show what is in the library."""
        while (item := self._column.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.setParent(None)
                old.deleteLater()
        self._column.setContentsMargins(METRICS.large, METRICS.medium, METRICS.large, METRICS.medium)
        self._column.setSpacing(METRICS.medium)
        self._column.addWidget(text(tr("Read it over"), "title"))
        self._column.addWidget(text(self._who_sees(), "body"))
        for place, prompt in enumerate(self.session.setup.prompts):
            self._column.addWidget(self._section(place, prompt.label, prompt.id))
        self._column.addStretch(1)

    def try_next(self) -> None:
        """Hand it in."""
        if self.session.make(lambda: send(self.session.library, self.session.writer)) is not None:
            self.session.read()
            self.go_on.emit()

    def _section(self, place: int, label: str, prompt_id: int) -> QWidget:
        card = Card()
        head = QHBoxLayout()
        head.addWidget(text(label, "heading"), 1)
        change = touch_button(tr("Change"), f"card-change-{place + 1}", "quiet")
        change.setIcon(icon("pencil"))
        change.setAccessibleName(tr("Change {question}", question=label))
        change.clicked.connect(lambda: self.question_wanted.emit(place))
        head.addWidget(change)
        card.column.addLayout(head)
        written = self.session.of_prompt(prompt_id)
        for own in written:
            card.column.addWidget(text(f"•  {own.text}"))
        if not written:
            card.column.addWidget(text(tr("Nothing written"), "caption"))
        return card

    def _who_sees(self) -> str:
        setup = self.session.setup
        if setup.anonymous:
            return tr("The room will read these cards without any name.")
        if self.session.signature:
            return tr("The room will read these cards with “{names}” below them.", names=self.session.signature)
        return {
            "signed": tr("The room will read these cards with your name."),
            "initials": tr("The room will read these cards with your initials."),
        }[setup.names]
