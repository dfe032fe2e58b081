"""One question of the card: the cards written so far, and a large field for the next one.

What is typed is in the library at every pause, as a card of its own; Enter finishes it and begins another. Enter in
an empty field goes on.
"""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from facilitator.exercises.three_questions.cards import MOST_CARDS
from facilitator.exercises.three_questions.setup import LONGEST, AskedPrompt
from facilitator.i18n import tr
from ui.entry.answer_field import AnswerField, count_words
from ui.entry.entries import Entries
from ui.entry.page import kinetic, restyle, text, touch_button
from ui.exercises.three_questions.entry.page import CardPage
from ui.exercises.three_questions.entry.session import CardSession
from ui.theme.icons import icon
from ui.theme.tokens import METRICS

_WIDTH = 860
_NEARLY_FULL = 20
"""Letters left from which on the count stands out."""


class QuestionPage(CardPage):
    """The question at `place`, from 0."""

    def __init__(self, session: CardSession, place: int, parent: QWidget | None = None) -> None:
        super().__init__(session, f"card-question-{place + 1}", parent)
        self._place = place
        self.question = text("", "title")
        self.help = text("", "caption")
        self.field = AnswerField(LONGEST, "card-answer")
        self.entries = Entries(self.field, "card", self._written, self._write)
        self.entries.rows.setSpacing(METRICS.small)
        self.entries.left.connect(self.try_next)
        self.entries.shown.connect(self._shown)
        self.field.textChanged.connect(self._count)
        self._letters = QLabel()
        self._letters.setObjectName("card-letters")
        self.add = touch_button(tr("Add another"), "card-add")
        self.add.setIcon(icon("plus"))
        self.add.clicked.connect(self._add)
        self._lay_out()

    @property
    def prompt(self) -> AskedPrompt:
        """What is asked here."""
        return self.session.setup.prompts[self._place]

    @property
    def next_text(self) -> str:
        """The word on the button that goes on."""
        return tr("Next") if self._place < 2 else tr("Read it over")

    def enter(self) -> None:
        """Show what is written, ready to type."""
        self.entries.begin_another()
        self.refresh()
        self.field.setFocus()

    def refresh(self) -> None:
        """Show the question and the cards as they are in the library; what is being typed stays."""
        self.question.setText(self.prompt.question)
        self.help.setText(self.prompt.help)
        self.help.setVisible(bool(self.prompt.help))
        self.field.setAccessibleName(self.prompt.question)
        self.entries.forget_gone()
        self.entries.refresh()

    def keep(self) -> bool:
        """Save what is typed; False when that could not be done."""
        return self.entries.keep()

    def try_next(self) -> None:
        """Keep what is typed and go on."""
        if self.keep():
            self.go_on.emit()

    def _written(self) -> list[tuple[int, str]]:
        return [(card.id, card.text) for card in self.session.of_prompt(self.prompt.id)]

    def _write(self, words: str, card_id: int) -> int | None:
        written = self.session.write(self.prompt.id, words, card_id or None)
        if written is not None:
            self.said.emit("", "caption")
        return written

    def _add(self) -> None:
        if self.keep():
            self.entries.begin_another()
        self.field.setFocus()

    def _shown(self) -> None:
        self._count()
        QTimer.singleShot(0, self._area, lambda: self._area.verticalScrollBar().setValue(1_000_000))

    def _count(self) -> None:
        self._letters.setText(count_words(self.field.left, LONGEST))
        restyle(self._letters, "warning" if self.field.left <= _NEARLY_FULL else "caption")
        self.add.setEnabled(bool(self.field.words) and len(self.session.of_prompt(self.prompt.id)) < MOST_CARDS)

    def _lay_out(self) -> None:
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addLayout(self.entries.rows)
        inside.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setWidget(holder)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        kinetic(self._area)
        under = QHBoxLayout()
        under.addWidget(self._letters)
        under.addStretch(1)
        under.addWidget(text(tr("Enter adds another card"), "caption"))
        under.addWidget(self.add)
        middle = QWidget()
        middle.setMaximumWidth(_WIDTH)
        column = QVBoxLayout(middle)
        column.setContentsMargins(METRICS.large, METRICS.large, METRICS.large, METRICS.small)
        column.setSpacing(METRICS.small)
        column.addWidget(self.question)
        column.addWidget(self.help)
        column.addSpacing(METRICS.small)
        column.addWidget(self.field)
        column.addLayout(under)
        column.addWidget(self._area, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addStretch(1)
        whole.addWidget(middle, 100)
        whole.addStretch(1)
