"""The window in which the facilitator corrects one participant's cards, where the step lets anybody know them."""

from PySide6.QtWidgets import QWidget

from facilitator.exercises.folder import implements
from facilitator.exercises.three_questions.cards import Writer, own_cards
from facilitator.exercises.three_questions.setup import get_setup
from facilitator.exercises.three_questions.wall import CardView
from facilitator.i18n import tr
from facilitator.workshop.roster import get_participant
from ui.bridge import LibraryBridge
from ui.dialogs import Panel
from ui.exercises.hooks import ExerciseUi
from ui.exercises.three_questions.card_tree import CardTree, Thing, card_thing
from ui.exercises.three_questions.operations import CardOperations
from ui.history import History


class AnswersDialog(Panel):
    """The cards that were sent: Enter corrects one, Delete takes it off the wall or puts it back."""

    enter_presses_main = False

    def __init__(
        self, bridge: LibraryBridge, step_id: int, participant_id: int, history: History, parent: QWidget | None
    ) -> None:
        library = self._library = bridge.library
        name = get_participant(library, participant_id).name
        super().__init__(parent, tr("Cards of {name}", name=name), "card-answers", (640, 460))
        self._writer = Writer(step_id, participant_id)
        self._operations = CardOperations(library, step_id, history, self)
        self._anonymous = get_setup(library, step_id).anonymous
        self.says = self.say("", "caption")
        self.tree = CardTree("answers-tree", tr("Cards"))
        self.tree.commands = {"F2": self.correct, "Return": self.correct, "Enter": self.correct, "Del": self.hide_card}
        self.tree.itemDoubleClicked.connect(lambda *_: self.correct())
        self.content.addWidget(self.tree, 1)
        self.tree.setVisible(not self._anonymous)
        if not self._anonymous:
            for words, name_, act in (
                (tr("Correct…"), "answers-correct", self.correct),
                (tr("Hide or put back"), "answers-hide", self.hide_card),
            ):
                self.button(words, name_, "secondary", act)
        self.button(tr("Done"), "answers-done", "primary", self.accept)
        self.undo_with(history)
        self.follow(bridge, lambda _change: self._fill(), step_id=step_id)
        self._fill()

    def correct(self) -> None:
        """Mend the chosen card."""
        for card in self._chosen()[:1]:
            self._operations.correct(card)

    def hide_card(self) -> None:
        """Take the chosen cards off the wall, or put them back."""
        if self._chosen():
            self._operations.hide(self._chosen())

    def _chosen(self) -> list[CardView]:
        ids = {thing.id for thing in self.tree.things("card")}
        return [card for card in self._operations.wall().cards if card.id in ids]

    def _fill(self) -> None:
        if self._anonymous:
            self.says.setText(
                tr("These cards are anonymous: nobody can tell which are whose. Correct a card under Results, Cards.")
            )
            return
        wall = self._operations.wall()
        own = own_cards(self._library, self._writer)
        sent = {card.id for card in own if card.sent}
        drafts = len(own) - len(sent)
        self.says.setText(
            tr("Cards that are not sent yet belong to their writer alone: {count}.", count=drafts)
            if drafts
            else tr("Enter corrects a card, Delete takes it off the wall or puts it back.")
        )
        self.tree.fill(
            [
                (
                    Thing("prompt", prompt.id, prompt.label),
                    [card_thing(c, series) for c in wall.cards if c.prompt_id == prompt.id and c.id in sent],
                )
                for series, prompt in enumerate(wall.setup.prompts)
            ]
        )
        first = next((item for item in self.tree.all_items() if item.parent() is not None), None)
        if first is not None and self.tree.currentItem() is None:
            self.tree.setCurrentItem(first)


answers_dialog = implements(ExerciseUi.answers_dialog)(AnswersDialog)
