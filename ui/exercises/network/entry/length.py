"""How many people are on the list on paper: the first number of a tally, and the sum that all others must give."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from facilitator.exercises.network.answers import set_list_length
from facilitator.exercises.network.setup import STATION_LIMIT
from facilitator.i18n import tr, trn
from ui.entry.page import centred, text
from ui.exercises.network.entry.number_field import NumberField
from ui.exercises.network.entry.page import EntryPage
from ui.exercises.network.entry.session import EntrySession
from ui.keypad import Keypad
from ui.theme.tokens import METRICS
from ui.theme.widgets import Card, restyle

_WIDTH = 560


class LengthPage(EntryPage):
    """One number."""

    def __init__(self, session: EntrySession, parent: QWidget | None = None) -> None:
        super().__init__(session, "network-length", parent)
        self._asked_twice = False
        self.field = NumberField("network-list-length", tr("Number of people on your list"))
        self.field.entered.connect(self.try_next)
        self.field.numbered.connect(self._typed)
        self._hint = text("", "caption")
        self._hint.setObjectName("network-length-hint")
        card = Card()
        card.setFixedWidth(_WIDTH)
        card.column.setContentsMargins(METRICS.huge, METRICS.small, METRICS.huge, METRICS.small)
        card.column.setSpacing(METRICS.small)
        card.column.addWidget(text(tr("How many people are on your list?"), "title"))
        card.column.addWidget(text(tr("Your list stays with you: only counts are typed."), "caption"))
        line = QHBoxLayout()
        line.addWidget(self.field)
        line.addSpacing(METRICS.medium)
        line.addWidget(self._hint, 1)
        card.column.addLayout(line)
        card.column.addWidget(Keypad("network-length-keypad"))
        centred(self, card)

    def enter(self) -> None:
        """Show the length there is, ready to be typed over."""
        self._asked_twice = False
        self.refresh()
        self.field.setFocus()
        self.field.selectAll()

    def refresh(self) -> None:
        """Show what is in the library."""
        self.field.show_number(self.session.read().list_length or None)
        self._say_usual()

    def _say_usual(self) -> None:
        setup = self.session.setup
        self._say(tr("{fewest} to {most} are usual.", fewest=setup.fewest, most=setup.most), "caption")

    def _say(self, sentence: str, role: str) -> None:
        """Beside the number."""
        self._hint.setText(sentence)
        restyle(self._hint, role)

    def try_next(self) -> None:
        """Go on with a list; ask once more when its length is unusual."""
        setup, size = self.session.setup, self.field.number or 0
        if not 1 <= size <= STATION_LIMIT:
            self._say(tr("Type a number from 1 to {limit}.", limit=STATION_LIMIT), "error")
            self.field.setFocus()
        elif setup.fewest <= size <= setup.most or self._asked_twice:
            self.session.read()
            self.go_on.emit()
        else:
            self._asked_twice = True
            self._say(
                trn(
                    "{fewest} to {most} are usual. Press “{next}” once more to keep {count} person.",
                    "{fewest} to {most} are usual. Press “{next}” once more to keep {count} people.",
                    size,
                    fewest=setup.fewest,
                    most=setup.most,
                    next=self.next_text,
                ),
                "warning",
            )

    def _typed(self, size: object) -> None:
        self._asked_twice = False
        self._say_usual()
        self.session.commit(set_list_length, size if isinstance(size, int) else 0)
