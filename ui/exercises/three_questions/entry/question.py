"""One question of the card: the cards written so far, and a large field for the next one.

What is typed is in the library at every pause, as a card of its own; Enter finishes it and begins another. Enter in
an empty field goes on.
"""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from facilitator.exercises.three_questions.cards import MOST_CARDS, OwnCard
from facilitator.exercises.three_questions.setup import LONGEST, AskedPrompt
from facilitator.i18n import tr
from ui.entry.answer_field import AnswerField, count_words
from ui.entry.page import kinetic, restyle, text, touch_button
from ui.exercises.three_questions.entry.page import CardPage
from ui.exercises.three_questions.entry.session import CardSession
from ui.theme.icons import icon
from ui.theme.tokens import METRICS
from ui.theme.widgets import Card

_WIDTH = 860
_NEARLY_FULL = 20
"""Letters left from which on the count stands out."""


class QuestionPage(CardPage):
    """The question at `place`, from 0."""

    def __init__(self, session: CardSession, place: int, parent: QWidget | None = None) -> None:
        super().__init__(session, f"card-question-{place + 1}", parent)
        self._place = place
        self._card_id: int | None = None
        self._saved = ""
        self.question = text("", "title")
        self.help = text("", "caption")
        self.field = AnswerField(LONGEST, "card-answer")
        self.field.paused.connect(self._save)
        self.field.entered.connect(self._entered)
        self.field.up_wanted.connect(self._edit_last)
        self.field.textChanged.connect(self._count)
        self._letters = QLabel()
        self._letters.setObjectName("card-letters")
        self.add = touch_button(tr("Add another"), "card-add")
        self.add.setIcon(icon("plus"))
        self.add.clicked.connect(self._add)
        self._list = QVBoxLayout()
        self._list.setSpacing(METRICS.small)
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
        self._begin_another()
        self.refresh()
        self.field.setFocus()

    def refresh(self) -> None:
        """Show the question and the cards as they are in the library; what is being typed stays."""
        self.question.setText(self.prompt.question)
        self.help.setText(self.prompt.help)
        self.help.setVisible(bool(self.prompt.help))
        self.field.setAccessibleName(self.prompt.question)
        known = {card.id for card in self.session.cards}
        if self._card_id is not None and self._card_id not in known:
            self._card_id, self._saved = None, ""
        self._fill()
        self._count()

    def keep(self) -> bool:
        """Save what is typed; False when that could not be done."""
        return self._save()

    def try_next(self) -> None:
        """Keep what is typed and go on."""
        if self._save():
            self.go_on.emit()

    # Writing

    def _entered(self) -> None:
        if self.field.words:
            self._add()
        else:
            self.try_next()

    def _add(self) -> None:
        if self._save():
            self._begin_another()
            self._fill()
        self.field.setFocus()

    def _save(self) -> bool:
        self.field.settle()
        words = self.field.words
        if words == self._saved:
            return True
        written = self.session.write(self.prompt.id, words, self._card_id)
        if written is None:
            return False
        self.said.emit("", "caption")
        self._card_id, self._saved = (written or None), words
        self._fill()
        return True

    def _begin_another(self) -> None:
        self._card_id, self._saved = None, ""
        self.field.show_words("")
        self._count()

    def _edit(self, card: OwnCard) -> None:
        if self._save():
            self._card_id, self._saved = card.id, card.text
            self.field.show_words(card.text)
            self._fill()
            self._count()
            self.field.setFocus()

    def _edit_last(self) -> None:
        others = [card for card in self.session.of_prompt(self.prompt.id) if card.id != self._card_id]
        if others:
            self._edit(others[-1])

    def _remove(self, card: OwnCard) -> None:
        if self.session.write(self.prompt.id, "", card.id) is not None:
            if card.id == self._card_id:
                self._begin_another()
            self._fill()
        self.field.setFocus()

    # What is shown

    def _count(self) -> None:
        self._letters.setText(count_words(self.field.left, LONGEST))
        restyle(self._letters, "warning" if self.field.left <= _NEARLY_FULL else "caption")
        self.add.setEnabled(bool(self.field.words) and len(self.session.of_prompt(self.prompt.id)) < MOST_CARDS)

    def _fill(self) -> None:
        """List the cards but the one in the field."""
        while (item := self._list.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.setParent(None)
                old.deleteLater()
        for number, card in enumerate(self.session.of_prompt(self.prompt.id)):
            if card.id != self._card_id:
                self._list.addWidget(self._row(number, card))
        QTimer.singleShot(0, self._area, lambda: self._area.verticalScrollBar().setValue(1_000_000))

    def _row(self, number: int, card: OwnCard) -> QWidget:
        row = Card()
        row.column.setContentsMargins(METRICS.medium, METRICS.tight, METRICS.tight, METRICS.tight)
        line = QHBoxLayout()
        words = text(card.text)
        words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        line.addWidget(words, 1)
        for name, picture, says, act in (
            ("edit", "pencil", tr("Change this card"), self._edit),
            ("remove", "trash-2", tr("Remove this card"), self._remove),
        ):
            button = touch_button("", f"card-{name}-{number}", "quiet")
            button.setIcon(icon(picture))
            button.setAccessibleName(f"{says}: {card.text}")
            button.setToolTip(says)
            button.clicked.connect(lambda _checked=False, act=act, card=card: act(card))
            line.addWidget(button)
        row.column.addLayout(line)
        return row

    def _lay_out(self) -> None:
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addLayout(self._list)
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
