"""The facilitator's own decks: a copy of one to begin with, cards in a table, and decks as files."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from facilitator.errors import FacilitatorError
from facilitator.exercises.challenge.deck import (
    LONGEST,
    TAGS,
    THEMES,
    Card,
    Deck,
    Gap,
    Tag,
    bundled,
    decks,
    keep_deck,
    own_decks,
    read_path,
    remove_deck,
    tag_name,
    theme_name,
    write_deck,
)
from facilitator.i18n import languages, tr, trn
from facilitator.questionnaires.model import read_record
from facilitator.sharing.tables import write_file
from facilitator.storage.library import Library
from facilitator.text_matching import caseless
from ui.dialogs import Form, icon_button
from ui.file_dialogs import ask_for_file, ask_where_to_write, documents
from ui.theme.columns import share_width
from ui.theme.widgets import ElidedCombo, WrappedWords

TEXT, THEME, GAP, MINUTES = range(4)
_FIRST_TAG = 4
_WIDTH, _HEIGHT = 1160, 660
_KEY = Qt.ItemDataRole.UserRole


class DecksDialog(Form):
    """A deck as a table: what it says, its theme, the gap it closes, minutes, and how it can be done.

    What is kept is kept under its title; plans that were made before stay as they are.
    """

    saved = Signal(str)
    """A deck was kept, or read from a file, under this title."""

    def __init__(self, library: Library, deck: Deck, parent: QWidget | None) -> None:
        super().__init__(parent, tr("Own decks"), "challenge-decks-dialog", (_WIDTH, _HEIGHT))
        self._library, self._gaps = library, deck.gaps
        self.decks = self.named(QComboBox(), "deck-chosen", tr("Begin with"))
        self.title = self.named(QLineEdit(), "deck-title", tr("Title"))
        self.title.setMaxLength(80)
        self.table = self.named(QTableWidget(), "deck-cards", tr("Cards"))
        heads = [tr("Card"), tr("Theme"), tr("Brings nearer"), tr("Minutes"), *(tag_name(tag) for tag in TAGS)]
        self.table.setColumnCount(len(heads))
        self.table.setHorizontalHeaderLabels(heads)
        self.table.setTabKeyNavigation(False)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setItemDelegate(WrappedWords(self.table))
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        tags = dict.fromkeys(range(_FIRST_TAG, len(heads)), 86)
        share_width(self.table, {THEME: 140, GAP: 206, MINUTES: 70, **tags}, TEXT, 230, {THEME: 132, GAP: 140})
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.count = self._lay_out()
        self.table.itemChanged.connect(lambda _item: self._count())
        self._offer(deck.title)
        self.show_deck(deck)
        self.decks.activated.connect(self._choose)
        self.end_with(tr("Keep this deck"), self._keep)

    def show_deck(self, deck: Deck) -> None:
        """Show the cards of a deck; a bundled one gets a title of its own once it is changed."""
        self._gaps = deck.gaps
        is_bundled = caseless(deck.title) in {caseless(bundled(each).title) for each in languages()}
        self.title.setText(tr("{title} (ours)", title=deck.title) if is_bundled else deck.title)
        self.table.setRowCount(0)
        for card in deck.cards:
            self._add_row(card)
        self._count()

    def cards(self) -> list[dict[str, object]]:
        """The cards as they stand in the table; a row without words is none."""
        found: list[dict[str, object]] = []
        taken: set[str] = set()
        for row in range(self.table.rowCount()):
            words = self._cell(row, TEXT).text().strip()
            if not words:
                continue
            key = str(self._cell(row, TEXT).data(_KEY) or "")
            number = row + 1
            while not key or key in taken:
                key, number = f"own_{number}", number + 1
            taken.add(key)
            found.append(
                {
                    "key": key,
                    "text": words,
                    "theme": self._choice(row, THEME),
                    "gap": self._choice(row, GAP),
                    "minutes": self._cell(row, MINUTES).text().strip() or "5",
                    "tags": [tag for at, tag in enumerate(TAGS) if self._is_ticked(row, _FIRST_TAG + at)],
                }
            )
        return found

    def read_file(self, path: Path) -> None:
        """Take a deck from a file in; it is kept at once, and refused as a whole where something is wrong."""
        try:
            deck = read_path(path)
            keep_deck(self._library, deck)
        except FacilitatorError as error:
            self._problem(error.sentence)
            return
        self._offer(deck.title)
        self.show_deck(deck)
        self.saved.emit(deck.title)

    def write_file(self, path: Path) -> None:
        """Hand the deck on as a file, as it stands in the table."""
        try:
            write_file(path, write_deck(self._deck()), overwrite=True)
        except FacilitatorError as error:
            self._problem(error.sentence)

    def _lay_out(self) -> QLineEdit:
        top = QHBoxLayout()
        top.addWidget(self.decks, 1)
        top.addWidget(self.title, 1)
        top.addWidget(icon_button("deck-remove", "trash-2", tr("Remove"), self._remove))
        self.content.addLayout(top)
        self.content.addWidget(self.table, 1)
        count = self.named(QLineEdit(), "deck-count", tr("What the deck has"))
        count.setReadOnly(True)
        count.setFrame(False)
        foot = QHBoxLayout()
        foot.addWidget(icon_button("deck-add", "plus", tr("Add card"), self._add))
        foot.addWidget(icon_button("deck-delete", "minus", tr("Remove card"), self._delete))
        foot.addWidget(count, 1)
        foot.addWidget(icon_button("deck-read", "file-up", tr("From a file…"), self._choose_file))
        foot.addWidget(icon_button("deck-write", "file-down", tr("As a file…"), self._choose_target))
        self.content.addLayout(foot)
        return count

    def _offer(self, chosen: str) -> None:
        self.decks.clear()
        for each in decks(self._library):
            self.decks.addItem(each.title, each.title)
        self.decks.setCurrentIndex(max(0, self.decks.findData(chosen)))

    def _choose(self, row: int) -> None:
        self.show_deck(decks(self._library)[row])

    def _remove(self) -> None:
        title = str(self.decks.currentData())
        if title in {each.title for each in own_decks(self._library)}:
            remove_deck(self._library, title)
            self._offer("")
            self.show_deck(decks(self._library)[0])
            self.saved.emit("")
        else:
            self._problem(tr("“{title}” came with the program and stays.", title=title))

    def _add(self) -> None:
        self._add_row(None)
        last = self.table.rowCount() - 1
        self.table.setCurrentCell(last, TEXT)
        self.table.editItem(self._cell(last, TEXT))

    def _delete(self) -> None:
        rows = {index.row() for index in self.table.selectedIndexes()} or {self.table.currentRow()}
        for row in sorted(rows, reverse=True):
            self.table.removeRow(row)
        self._count()

    def _add_row(self, card: Card | None) -> None:
        row = self.table.rowCount()
        self.table.insertRow(row)
        words = QTableWidgetItem(card.text if card else "")
        words.setData(_KEY, card.key if card else "")
        self.table.setItem(row, TEXT, words)
        self.table.setItem(row, MINUTES, QTableWidgetItem(str(card.minutes if card else 5)))
        themes, gaps = ElidedCombo(), ElidedCombo()
        for theme in THEMES:
            themes.addItem(theme_name(theme), theme)
        for gap in self._gaps:
            gaps.addItem(gap.label, gap.key)
        themes.setAccessibleName(tr("Theme"))
        gaps.setAccessibleName(tr("Brings nearer"))
        themes.setCurrentIndex(max(0, themes.findData(card.theme if card else THEMES[0])))
        gaps.setCurrentIndex(max(0, gaps.findData(card.gap if card else "")))
        self.table.setCellWidget(row, THEME, themes)
        self.table.setCellWidget(row, GAP, gaps)
        tags: tuple[Tag, ...] = card.tags if card else ("alone", "no_pc")
        for at, tag in enumerate(TAGS):
            tick = QTableWidgetItem()
            tick.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable)
            tick.setCheckState(Qt.CheckState.Checked if tag in tags else Qt.CheckState.Unchecked)
            self.table.setItem(row, _FIRST_TAG + at, tick)

    def _count(self) -> None:
        rows = range(self.table.rowCount())
        texts = [item.text() for row in rows if (item := self.table.item(row, TEXT)) is not None]
        longest = max(map(len, texts), default=0)
        said = trn(
            "{count} card; it has {longest} of {most} letters",
            "{count} cards; the longest has {longest} of {most} letters",
            len(texts),
            longest=longest,
            most=LONGEST,
        )
        self.count.setText(said)

    def _deck(self) -> Deck:
        gaps: tuple[Gap, ...] = self._gaps
        values = {
            "title": self.title.text().strip(),
            "gaps": [gap.model_dump() for gap in gaps],
            "cards": self.cards(),
        }
        return read_record(Deck, values, tr("The deck"))

    def _keep(self) -> None:
        deck = self._deck()
        keep_deck(self._library, deck)
        self.saved.emit(deck.title)

    def _problem(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.show()

    def _cell(self, row: int, column: int) -> QTableWidgetItem:
        item = self.table.item(row, column)
        assert item is not None  # noqa: S101  # every cell of a row is made with it
        return item

    def _choice(self, row: int, column: int) -> str:
        box = self.table.cellWidget(row, column)
        return str(box.currentData()) if isinstance(box, QComboBox) else ""

    def _is_ticked(self, row: int, column: int) -> bool:
        return self._cell(row, column).checkState() is Qt.CheckState.Checked

    def _choose_file(self) -> None:
        ask_for_file(self, tr("A deck from a file"), self.read_file, tr("Decks (*.json)"))

    def _choose_target(self) -> None:
        ask_where_to_write(self, tr("Hand on as a file"), documents() / "deck.json", self.write_file)
