"""All cards by column on the console: correct, hide, show one alone, and make an action of one."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from facilitator.exercises.three_questions.wall import CardView, Wall, without_closed
from facilitator.i18n import tr, trn
from ui.exercises.three_questions.card_tree import CardTree, Thing, card_thing
from ui.exercises.three_questions.operations import CardOperations
from ui.theme.icons import icon


class CardsPage(QWidget):
    """The facilitator sees every card that was sent, whatever the phase; anonymous ones once collecting ends."""

    shown_alone = Signal(int)
    """The room is to see one card alone."""

    def __init__(self, operations: CardOperations) -> None:
        super().__init__()
        self._operations = operations
        self._wall: Wall | None = None
        self.tree = CardTree("cards-tree", tr("Cards by question"))
        self.tree.commands = {
            "F2": self.correct,
            "Return": self.correct,
            "Enter": self.correct,
            "Del": self.hide_or_show,
            "Ins": self.add,
            "Ctrl+Shift+A": self.act,
            "Space": self.alone,
        }
        self.tree.itemDoubleClicked.connect(lambda *_: self.correct())
        self.tree.itemSelectionChanged.connect(self._enable)
        self._buttons = {
            name: tool_button(name, picture, words, keys, act)
            for name, picture, words, keys, act in (
                ("card-add", "plus", tr("Write down…"), "Insert", self.add),
                ("card-correct", "pencil", tr("Correct…"), "F2", self.correct),
                ("card-hide", "eye-off", tr("Hide"), "Delete", self.hide_or_show),
                ("card-alone", "presentation", tr("Show alone"), "Space", self.alone),
                ("card-action", "flag", tr("Action…"), "Ctrl+Shift+A", self.act),
            )
        }
        self.setLayout(with_buttons(self.tree, self._buttons))

    def show_wall(self, wall: Wall) -> None:
        """Show all cards, or how many there are while nobody may read them."""
        self._wall = wall
        readable = without_closed(wall)
        self.tree.fill(
            [
                (
                    Thing("prompt", prompt.id, prompt.label, right=str(len(wall.of_prompt(prompt.id)))),
                    [card_thing(card, series) for card in readable.cards if card.prompt_id == prompt.id],
                )
                for series, prompt in enumerate(wall.setup.prompts)
            ]
        )

    def chosen(self) -> list[CardView]:
        """The cards that are selected."""
        ids = {thing.id for thing in self.tree.things("card")}
        return [card for card in self._wall.cards if card.id in ids] if self._wall is not None else []

    def add(self) -> None:
        """Write a card down for somebody, below the question that is chosen."""
        cards, heads = self.chosen(), self.tree.things("prompt")
        self._operations.add_cards(cards[0].prompt_id if cards else heads[0].id if heads else None)

    def correct(self) -> None:
        """Mend the first chosen card."""
        for card in self.chosen()[:1]:
            self._operations.correct(card)

    def hide_or_show(self) -> None:
        """Take the chosen cards off the wall, or put them back."""
        if self.chosen():
            self._operations.hide(self.chosen())

    def alone(self) -> None:
        """Show the first chosen card to the room, large."""
        for card in self.chosen()[:1]:
            self.shown_alone.emit(card.id)

    def act(self) -> None:
        """Make an action of the first chosen card."""
        for card in self.chosen()[:1]:
            self._operations.make_action(card)

    def _enable(self) -> None:
        chosen = self.chosen()
        for name in ("card-correct", "card-hide", "card-alone", "card-action"):
            self._buttons[name].setEnabled(bool(chosen))
        off = bool(chosen) and all(card.hidden for card in chosen)
        self._buttons["card-hide"].setText(tr("Put back") if off else tr("Hide"))


def tool_button(name: str, picture: str, words: str, keys: str, act: Callable[[], object]) -> QPushButton:
    """A button below a tree that says its key."""
    button = QPushButton(icon(picture), words)
    button.setObjectName(name)
    button.setProperty("role", "quiet")
    native = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
    button.setToolTip(tr("{what} ({keys})", what=words, keys=native) if keys else words)
    button.clicked.connect(lambda: act())
    return button


def with_buttons(tree: QWidget, buttons: dict[str, QPushButton], above: QWidget | None = None) -> QVBoxLayout:
    """A tree with what can be done to it in rows below."""
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    if above is not None:
        column.addWidget(above)
    column.addWidget(tree, 1)
    shown = list(buttons.values())
    for start in range(0, len(shown), 3):
        row = QHBoxLayout()
        row.setSpacing(2)
        for button in shown[start : start + 3]:
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
    return column


def cards_word(count: int) -> str:
    """A number of cards."""
    return trn("{count} card", "{count} cards", count)
