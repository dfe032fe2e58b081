"""What the facilitator does with cards on the console: each act asks for what it needs and can be undone."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from facilitator.actions.actions import Source, Wording
from facilitator.exercises.three_questions.cards import add_for_room, correct_card, hide_card
from facilitator.exercises.three_questions.setup import LONGEST, Setup
from facilitator.exercises.three_questions.themes import (
    dissolve_theme,
    make_theme,
    merge_themes,
    move_cards,
    rename_theme,
    split_theme,
)
from facilitator.exercises.three_questions.wall import CardView, ThemeView, Wall, read_wall
from facilitator.i18n import tr, trn
from facilitator.storage.library import Done, Library
from facilitator.workshop.roster import people_of
from ui.actions.form import ActionForm, new_action
from ui.dialogs import Form, Panel, ask_line
from ui.entry.answer_field import AnswerField, count_words
from ui.history import History


class CardOperations:
    """Acts on one step's wall, over one window."""

    def __init__(self, library: Library, step_id: int, history: History, window: QWidget) -> None:
        self.library, self.step_id, self.history, self.window = library, step_id, history, window

    def wall(self) -> Wall:
        """The wall as it is now."""
        return read_wall(self.library, self.step_id)

    def attempt(self, operation: Callable[[], Done[Any]]) -> bool:
        """Do something that can be undone; a refusal is shown."""
        return self.history.attempt(self.window, operation) is not None

    # Cards

    def correct(self, card: CardView) -> Panel:
        """Ask for the card's text anew."""
        return ask_line(
            self.window,
            tr("Correct a card"),
            tr("What stands on the card, {most} letters at most", most=LONGEST),
            card.text,
            tr("Correct"),
            lambda text: self.history.note(correct_card(self.library, self.step_id, card.id, text)),
        )

    def hide(self, cards: Sequence[CardView]) -> None:
        """Take cards off the wall; when all of them are off already, put them back."""
        hidden = not all(card.hidden for card in cards)
        for card in cards:
            if card.hidden != hidden:
                self.attempt(lambda card=card: hide_card(self.library, self.step_id, card.id, hidden))  # type: ignore[misc]

    def add_cards(self, prompt_id: int | None = None) -> "CardForm":
        """Open the form in which the facilitator writes cards down for people."""
        form = CardForm(self, self.wall().setup, prompt_id)
        form.open()
        return form

    # Themes

    def gather(self, card_ids: Sequence[int], suggested: str = "") -> Panel:
        """Ask for the name of a new theme of these cards."""
        count = trn("{count} card goes into it", "{count} cards go into it", len(card_ids))
        return ask_line(
            self.window,
            tr("New theme"),
            tr("What do these cards have in common? {count}.", count=count),
            suggested,
            tr("Make theme"),
            lambda name: self.history.note(make_theme(self.library, self.step_id, name, card_ids)),
        )

    def move(self, card_ids: Sequence[int], theme_id: int | None) -> bool:
        """Put cards into a theme, or out of theirs."""
        return self.attempt(lambda: move_cards(self.library, self.step_id, card_ids, theme_id))

    def rename(self, theme: ThemeView) -> Panel:
        """Ask for another name of a theme."""
        return ask_line(
            self.window,
            tr("Rename theme"),
            tr("Name of the theme"),
            theme.name,
            tr("Rename"),
            lambda name: self.history.note(rename_theme(self.library, self.step_id, theme.id, name)),
        )

    def merge(self, theme_id: int, others: Sequence[int]) -> bool:
        """Make one theme of several; it keeps the name of `theme_id`."""
        return self.attempt(lambda: merge_themes(self.library, self.step_id, theme_id, others))

    def split(self, theme: ThemeView, card_ids: Sequence[int]) -> Panel:
        """Ask for the name of a theme that takes these cards out of `theme`."""
        return ask_line(
            self.window,
            tr("Split theme"),
            trn(
                "Name of the new theme, which takes {count} card out of “{name}”",
                "Name of the new theme, which takes {count} cards out of “{name}”",
                len(card_ids),
                name=theme.name,
            ),
            "",
            tr("Split"),
            lambda name: self.history.note(split_theme(self.library, self.step_id, theme.id, card_ids, name)),
        )

    def dissolve(self, theme_id: int) -> bool:
        """Take a theme away; its cards stay."""
        return self.attempt(lambda: dissolve_theme(self.library, self.step_id, theme_id))

    # Actions

    def make_action(self, thing: ThemeView | CardView) -> ActionForm:
        """Open the form of a new action that comes from a theme or a card."""
        theme = isinstance(thing, ThemeView)
        words = thing.name if isinstance(thing, ThemeView) else thing.text
        source = Source(self.step_id, f"{'theme' if theme else 'card'} {thing.id}")
        workshop = self.wall().setup.workshop_id
        return new_action(self.window, self.library, workshop, self.history, about=words, source=source)

    def take_up(self, workshop_id: int, wording: Wording, source: Source, about: str) -> ActionForm:
        """Open the form of a new action that says what an earlier one said."""
        return new_action(
            self.window, self.library, workshop_id, self.history, about=about, source=source, wording=wording
        )


class CardForm(Form):
    """Cards written down for the room, one after the other: the form stays open until it is closed."""

    def __init__(self, operations: CardOperations, setup: Setup, prompt_id: int | None) -> None:
        super().__init__(operations.window, tr("Write a card down"), "card-form")
        self._operations = operations
        self.say(tr("The card stands on the wall at once."), "caption")
        self.prompt = self.named(QComboBox(), "card-prompt", tr("Question"))
        for prompt in setup.prompts:
            self.prompt.addItem(prompt.label, prompt.id)
        self.prompt.setCurrentIndex(max(0, self.prompt.findData(prompt_id)))
        self.author = self.named(QComboBox(), "card-author", tr("Whose card it is"))
        self.author.addItem(tr("Of the room, without a name"), None)
        for person in people_of(operations.library, setup.workshop_id) if not setup.anonymous else ():
            self.author.addItem(person.name, person.id)
        self.author.setVisible(not setup.anonymous)
        self.field = AnswerField(LONGEST, "card-text")
        self.field.setAccessibleName(tr("What stands on the card"))
        self._letters = QLabel(count_words(LONGEST, LONGEST))
        self._letters.setProperty("role", "caption")
        self.field.textChanged.connect(lambda: self._letters.setText(count_words(self.field.left, LONGEST)))
        self.field.entered.connect(self._take)
        self.content.addWidget(self.prompt)
        self.content.addWidget(self.author)
        self.content.addWidget(self.field)
        self.content.addWidget(self._letters)
        self.said = self.say("", "success")
        self.problem = self.say("", "error")
        self.problem.setObjectName("problem")
        self.said.hide()
        self.problem.hide()
        self.button(tr("Close"), "cancel", "secondary", self.accept)
        self.add = self.button(tr("Put on the wall"), "yes", "primary", self._take)
        self.field.setFocus()

    def _take(self) -> None:
        operations, words = self._operations, self.field.words
        taken = operations.attempt(
            lambda: add_for_room(
                operations.library, operations.step_id, self.prompt.currentData(), words, self.author.currentData()
            )
        )
        if taken:
            self.said.setText(tr("On the wall: {words}", words=words))
            self.said.show()
            self.field.show_words("")
            self._letters.setText(count_words(LONGEST, LONGEST))
        self.field.setFocus()
