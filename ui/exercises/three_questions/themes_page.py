"""Gathering cards into themes on the console: by drag and drop, and by keys for all of it."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QWidget

from facilitator.exercises.three_questions.suggestions import Suggestion, suggestions
from facilitator.exercises.three_questions.wall import CardView, ThemeView, Wall
from facilitator.i18n import tr
from ui.exercises.three_questions.card_tree import CardTree, Thing, card_thing, thing_of
from ui.exercises.three_questions.cards_page import cards_word, tool_button, with_buttons
from ui.exercises.three_questions.operations import CardOperations

LOOSE = -1
"""The id of the heading above the cards of no theme."""


class ThemesPage(QWidget):
    """Themes with their cards, the loose ones first.

    A card dropped on a theme joins it, on another loose card makes a new theme of both, on the loose heading leaves
    its theme; a theme dropped on another one is merged into it.
    """

    def __init__(self, operations: CardOperations) -> None:
        super().__init__()
        self._operations = operations
        self._wall: Wall | None = None
        self._refused: set[frozenset[int]] = set()
        self._suggestion: Suggestion | None = None
        self.tree = ThemeTree(self)
        self.tree.commands = {
            "Ctrl+G": self.gather,
            "Ctrl+M": self.move_to,
            "F2": self.rename,
            "Return": self.rename,
            "Enter": self.rename,
            "Del": self.take_out,
            "Ctrl+Shift+A": self.act,
        }
        self.tree.itemDoubleClicked.connect(lambda *_: self.rename())
        self.tree.itemSelectionChanged.connect(self._enable)
        self._buttons = {
            name: tool_button(name, picture, words, keys, act)
            for name, picture, words, keys, act in (
                ("theme-new", "folder", tr("New theme…"), "Ctrl+G", self.gather),
                ("theme-move", "folder-open", tr("Move to…"), "Ctrl+M", self.move_to),
                ("theme-rename", "pencil", tr("Rename…"), "F2", self.rename),
                ("theme-split", "share-2", tr("Split…"), "", self.split),
                ("theme-out", "undo-2", tr("Take out"), "Delete", self.take_out),
                ("theme-action", "flag", tr("Action…"), "Ctrl+Shift+A", self.act),
            )
        }
        self.setLayout(with_buttons(self.tree, self._buttons, self._make_suggestion()))

    def show_wall(self, wall: Wall) -> None:
        """Show themes and loose cards."""
        self._wall = wall
        series = {prompt.id: place for place, prompt in enumerate(wall.setup.prompts)}
        loose = [card for card in wall.cards if card.theme_id is None]
        groups = [
            (
                Thing("loose", LOOSE, tr("In no theme yet"), right=str(len(loose))),
                [card_thing(card, series[card.prompt_id]) for card in loose],
            )
        ]
        for theme in wall.themes:
            dots = f"● {theme.dots}   " if theme.dots else ""
            head = Thing("theme", theme.id, theme.name, right=dots + cards_word(len(theme.cards)))
            groups.append((head, [card_thing(card, series[card.prompt_id]) for card in theme.cards]))
        self.tree.fill(groups)
        self._suggest()

    # What is chosen

    def cards(self) -> list[CardView]:
        """The chosen cards."""
        ids = {thing.id for thing in self.tree.things("card")}
        return [card for card in self._wall.cards if card.id in ids] if self._wall is not None else []

    def themes(self) -> list[ThemeView]:
        """The chosen themes."""
        ids = {thing.id for thing in self.tree.things("theme")}
        return [theme for theme in self._wall.themes if theme.id in ids] if self._wall is not None else []

    # What can be done

    def gather(self) -> None:
        """Make a new theme of the chosen cards, or merge the chosen themes; an empty theme where nothing is chosen."""
        themes, cards = self.themes(), self.cards()
        if len(themes) > 1:
            self._operations.merge(themes[0].id, [theme.id for theme in themes[1:]])
        else:
            self._operations.gather([card.id for card in cards])

    def move_to(self) -> None:
        """Offer all themes: the chosen cards go into one of them, or the chosen theme is merged into it."""
        if self._wall is None or not (self.cards() or self.themes()):
            return
        menu = QMenu(self)
        menu.setObjectName("theme-menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chosen = {theme.id for theme in self.themes()}
        for theme in self._wall.themes:
            if theme.id not in chosen:
                menu.addAction(theme.name.replace("&", "&&"), partial(self.put_into, theme.id))
        if self.cards():
            menu.addSeparator()
            menu.addAction(tr("No theme"), self.take_out)
            menu.addAction(tr("New theme…"), self.gather)
        item = self.tree.currentItem()
        place = self.tree.visualItemRect(item).bottomLeft() if item is not None else self.tree.rect().center()
        menu.popup(self.tree.viewport().mapToGlobal(place))

    def put_into(self, theme_id: int) -> None:
        """The chosen cards join a theme; chosen themes are merged into it."""
        others = [theme.id for theme in self.themes() if theme.id != theme_id]
        if others:
            self._operations.merge(theme_id, others)
        elif self.cards():
            self._operations.move([card.id for card in self.cards()], theme_id)

    def rename(self) -> None:
        """Another name for the chosen theme, or another text for the chosen card."""
        for theme in self.themes()[:1]:
            self._operations.rename(theme)
            return
        for card in self.cards()[:1]:
            self._operations.correct(card)

    def split(self) -> None:
        """A new theme of the chosen cards of one theme."""
        theme = self._theme_to_split()
        if theme is not None:
            self._operations.split(theme, [card.id for card in self.cards()])

    def take_out(self) -> None:
        """Chosen cards leave their theme; a chosen theme is dissolved. No card is lost by it."""
        themes, cards = self.themes(), [card.id for card in self.cards() if card.theme_id is not None]
        for theme in themes:
            self._operations.dissolve(theme.id)
        if cards and not themes:
            self._operations.move(cards, None)

    def act(self) -> None:
        """Make an action of the chosen theme or card."""
        things: list[ThemeView | CardView] = [*self.themes(), *self.cards()]
        for thing in things[:1]:
            self._operations.make_action(thing)

    def drop(self, target: Thing | None) -> None:
        """What is being dragged, which is what is chosen, was dropped on `target`, or beside everything."""
        cards = [card.id for card in self.cards()]
        if self.themes():
            if target is not None and target.kind == "theme":
                self.put_into(target.id)
        elif target is None:
            self._operations.gather(cards)
        elif target.kind == "theme":
            self._operations.move(cards, target.id)
        elif target.kind == "loose":
            self.take_out()
        elif target.kind == "card" and target.id not in cards:
            self._drop_on_card(cards, target.id)

    def _drop_on_card(self, cards: list[int], target_id: int) -> None:
        wall = self._wall
        target = next((card for card in wall.cards if card.id == target_id), None) if wall is not None else None
        if target is None:
            return
        if target.theme_id is not None:
            self._operations.move(cards, target.theme_id)
        else:
            self._operations.gather([target_id, *cards])

    def _theme_to_split(self) -> ThemeView | None:
        owners = {card.theme_id for card in self.cards()}
        if self._wall is None or len(owners) != 1 or None in owners:
            return None
        theme = next((theme for theme in self._wall.themes if theme.id in owners), None)
        return theme if theme is not None and len(self.cards()) < len(theme.cards) else None

    def _enable(self) -> None:
        themes, cards = self.themes(), self.cards()
        merging = len(themes) > 1
        self._buttons["theme-new"].setText(tr("Merge") if merging else tr("New theme…"))
        for name, on in (
            ("theme-move", bool(themes or cards)),
            ("theme-rename", len(themes) + len(cards) == 1),
            ("theme-split", self._theme_to_split() is not None),
            ("theme-out", bool(themes) or any(card.theme_id is not None for card in cards)),
            ("theme-action", len(themes) + len(cards) == 1),
        ):
            self._buttons[name].setEnabled(on)
        self._buttons["theme-out"].setText(tr("Dissolve") if themes else tr("Take out"))

    # Suggestions

    def _make_suggestion(self) -> QFrame:
        self.proposal = QFrame()
        self.proposal.setObjectName("suggestion")
        self.proposal.setProperty("role", "notice")
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout(self.proposal)
        row.setContentsMargins(10, 6, 6, 6)
        row.addWidget(self._words, 1)
        for name, words, act in (
            ("suggestion-yes", tr("Gather…"), self.accept_suggestion),
            ("suggestion-no", tr("No"), self.refuse_suggestion),
        ):
            button = QPushButton(words)
            button.setObjectName(name)
            button.clicked.connect(lambda _checked=False, act=act: act())
            row.addWidget(button)
        return self.proposal

    def accept_suggestion(self) -> None:
        """Make a theme of the cards that look alike; the facilitator names it."""
        if self._suggestion is not None:
            self._operations.gather(list(self._suggestion.card_ids), self._suggestion.name)

    def refuse_suggestion(self) -> None:
        """Never propose these cards together again in this sitting."""
        if self._suggestion is not None:
            self._refused.add(frozenset(self._suggestion.card_ids))
            self._suggest()

    def _suggest(self) -> None:
        wall = self._wall
        offered = suggestions(wall) if wall is not None and wall.revealed else []
        fresh = [one for one in offered if frozenset(one.card_ids) not in self._refused]
        self._suggestion = fresh[0] if fresh else None
        self.proposal.setVisible(self._suggestion is not None)
        if self._suggestion is not None and wall is not None:
            texts = [card.text for card in wall.cards if card.id in self._suggestion.card_ids]
            self._words.setText(tr("These look alike: {cards}", cards=" · ".join(texts)))


class ThemeTree(CardTree):
    """The tree of a `ThemesPage`, with things to drag."""

    def __init__(self, page: ThemesPage) -> None:
        super().__init__("themes-tree", tr("Themes and their cards"), page)
        self._page = page
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Only what comes from here."""
        if event.source() is self:
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Everywhere is a place: on a theme, on a card, or beside all for a new theme."""
        super().dragMoveEvent(event)
        if event.source() is self:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell the page; the library decides what is shown then."""
        item = self.itemAt(event.position().toPoint())
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        self._page.drop(thing_of(item) if item is not None else None)
