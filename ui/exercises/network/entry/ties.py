"""The optional grid after the answers: which of one's contacts know each other. Saved at every tick; may be skipped."""

from collections.abc import Sequence
from itertools import combinations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QScroller, QVBoxLayout, QWidget

from facilitator.exercises.network.read import ContactView
from facilitator.exercises.network.ties.answering import clear_ties, nobody_knows_anybody, set_tie, set_ties
from facilitator.i18n import tr, trn
from ui.entry.page import kinetic, text, touch_button
from ui.exercises.network.entry.key_button import KeyButton
from ui.exercises.network.entry.page import EntryPage
from ui.exercises.network.entry.session import EntrySession
from ui.exercises.network.entry.tie_grid import CELL, TieGrid
from ui.keys import as_latin
from ui.theme.tokens import METRICS
from ui.theme.widgets import Card, ElidedLabel, Scrolled

_SIDE = 340
_GROUP_KEYS = (Qt.Key.Key_A, Qt.Key.Key_B, Qt.Key.Key_C, Qt.Key.Key_D, Qt.Key.Key_F, Qt.Key.Key_G, Qt.Key.Key_H)


class TiesPage(EntryPage):
    """The half matrix, what the current cell asks in words, and groups in which everyone knows everyone."""

    def __init__(self, session: EntrySession, parent: QWidget | None = None) -> None:
        super().__init__(session, "network-ties", parent)
        self._contacts: tuple[ContactView, ...] = ()
        self._marked: set[int] = set()
        self._groups: list[tuple[str, list[int]]] = []
        self.grid = TieGrid()
        self.grid.toggled.connect(self._toggle)
        self.grid.mark_wanted.connect(self._mark)
        self.grid.moved.connect(self._show_cell)
        self.setFocusProxy(self.grid)
        self._pair = ElidedLabel()
        self._pair.setProperty("role", "heading")
        self._pair.setObjectName("network-tie-pair")
        self._count = text("", "caption")
        self._count.setObjectName("network-tie-count")
        self._group_buttons = [
            KeyButton(chr(key), "", f"network-tie-group-{number}") for number, key in enumerate(_GROUP_KEYS)
        ]
        self._everyone = KeyButton("E", "", "network-tie-everyone")
        self._nobody = touch_button(tr("Nobody knows anybody"), "network-tie-nobody", "secondary")
        self._clear = touch_button(tr("Take it all back"), "network-tie-clear", "quiet")
        for number, button in enumerate(self._group_buttons):
            button.clicked.connect(lambda _checked=False, number=number: self._whole_group(number))
        self._everyone.clicked.connect(self._all_marked)
        self._nobody.clicked.connect(self._say_nobody)
        self._clear.clicked.connect(self._take_back)
        self._lay_out()

    @property
    def next_text(self) -> str:
        """It may be left out."""
        return tr("Skip this") if self.session.view.ties is None else super().next_text

    def enter(self) -> None:
        """Show the grid and take the keyboard."""
        self.refresh()
        self.grid.setFocus()
        self._show_cell()

    def refresh(self) -> None:
        """Show what is in the library."""
        view = self.session.read()
        self._contacts = view.contacts
        self._marked &= set(range(len(view.contacts)))
        places = {contact.id: place for place, contact in enumerate(view.contacts)}
        self.grid.set_contacts([contact.label for contact in view.contacts])
        ties = view.ties or frozenset()
        ticked = {tuple(sorted((places[low], places[high]))) for low, high in ties}
        self.grid.set_ticks(ticked, self._marked)  # type: ignore[arg-type]  # two places each
        self._find_groups(view.contacts)
        pairs = len(view.contacts) * (len(view.contacts) - 1) // 2
        self._count.setText(
            tr("Tick only pairs you know of.")
            if view.ties is None
            else tr("{ticked} of {pairs} pairs know each other.", ticked=len(ticked), pairs=pairs)
        )
        self._everyone.setEnabled(len(self._marked) >= 2)
        self._everyone.say(
            trn("{count} marked: everyone knows each other", "{count} marked: everyone knows each other",
                len(self._marked))
            if len(self._marked) >= 2
            else tr("Mark names first")
        )  # fmt: skip
        self._nobody.setVisible(view.ties is None)
        self._clear.setVisible(view.ties is not None)
        self.said.emit(tr("Arrows move, Space ticks, M marks."), "caption")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters for the groups, E for those marked."""
        event = as_latin(event)
        shown = {key: number for number, key in enumerate(_GROUP_KEYS[: len(self._groups)])}
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            super().keyPressEvent(event)
        elif event.key() in shown:
            self._whole_group(shown[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_E and len(self._marked) >= 2:
            self._all_marked()
        else:
            super().keyPressEvent(event)

    # What is done

    def _toggle(self, column: int, row: int) -> None:
        one, other = self._contacts[column].id, self._contacts[row].id
        known = (min(one, other), max(one, other)) in (self.session.view.ties or ())
        if self.session.commit(set_tie, one, other, not known) is not None:
            self.refresh()

    def _mark(self, place: int) -> None:
        self._marked ^= {place}
        self.refresh()

    def _all_marked(self) -> None:
        self._tie_all([self._contacts[place].id for place in sorted(self._marked)])
        self._marked.clear()
        self.refresh()
        self.grid.setFocus()

    def _whole_group(self, number: int) -> None:
        if number < len(self._groups):
            self._tie_all(self._groups[number][1])
            self.refresh()

    def _tie_all(self, contact_ids: Sequence[int]) -> None:
        """Everyone in it knows each other, or, once that is so, not any more."""
        pairs = list(combinations(sorted(contact_ids), 2))
        knows = not set(pairs) <= (self.session.view.ties or frozenset())
        self.session.commit(set_ties, pairs, knows)

    def _say_nobody(self) -> None:
        if self.session.commit(nobody_knows_anybody) is not None:
            self.refresh()
            self.grid.setFocus()

    def _take_back(self) -> None:
        if self.session.commit(clear_ties) is not None:
            self.refresh()
            self.grid.setFocus()

    # What is shown

    def _find_groups(self, contacts: Sequence[ContactView]) -> None:
        """The answers of the question about teams that two or more contacts share."""
        factor = next((each for each in self.session.factors if each.internal is not None), None)
        self._groups = []
        for code, label in enumerate(factor.codes if factor else (), start=1):
            members = [contact.id for contact in contacts if factor and contact.ratings.get(factor.key) == code]
            if len(members) >= 2:
                self._groups.append((label, members))
        ties = self.session.view.ties or frozenset()
        for number, button in enumerate(self._group_buttons):
            button.setVisible(number < len(self._groups))
            if number < len(self._groups):
                label, members = self._groups[number]
                button.say(tr("{group} ({count})", group=label, count=len(members)))
                button.setChecked(set(combinations(sorted(members), 2)) <= ties)

    def _show_cell(self) -> None:
        if len(self._contacts) < 2:
            self._pair.setText("")
            return
        column, row = self.grid.cell
        one, other = self._contacts[row].label, self._contacts[column].label
        self._pair.setText(tr("Does {one} know {other}?", one=one, other=other))
        box = self.grid.rect_of(column, row)
        self._area.ensureVisible(box.center().x(), box.center().y(), self.grid.names + CELL, CELL * 2)

    def _lay_out(self) -> None:
        self._area = QScrollArea()
        self._area.setWidget(self.grid)
        self._area.setCornerWidget(QWidget())
        for bar in (self._area.horizontalScrollBar(), self._area.verticalScrollBar()):
            bar.valueChanged.connect(self.grid.update)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        QScroller.grabGesture(self._area.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        left = QVBoxLayout()
        left.setSpacing(METRICS.small)
        left.addWidget(text(tr("Who knows whom?"), "title"))
        left.addWidget(self._pair)
        left.addWidget(self._area, 1)
        card = Card()
        card.setFixedWidth(_SIDE)
        groups = QWidget()
        inside = QVBoxLayout(groups)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(METRICS.small)
        for button in (*self._group_buttons, self._everyone):
            inside.addWidget(button)
        inside.addStretch(1)
        scrolled = Scrolled(groups)
        kinetic(scrolled)
        card.column.addWidget(text(tr("All of them know each other"), "heading"))
        card.column.addWidget(scrolled, 1)
        card.column.addWidget(self._count)
        card.column.addWidget(self._nobody)
        card.column.addWidget(self._clear)
        for push in (self._nobody, self._clear):
            push.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(METRICS.large, METRICS.small, METRICS.large, METRICS.small)
        row.setSpacing(METRICS.large)
        row.addLayout(left, 1)
        row.addWidget(card)
