"""The list of contacts: type a name, initials or anything else, and Enter; an empty Enter goes on."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QScroller,
    QVBoxLayout,
    QWidget,
)

from facilitator.exercises.network.answers import add_contact, remove_contact, rename_contact
from facilitator.exercises.network.listing import listing
from facilitator.exercises.network.read import ContactView, labels_known_to
from facilitator.exercises.network.setup import STATION_LIMIT
from facilitator.exercises.network.several import add_numbered
from facilitator.i18n import speaking, tr, trn
from facilitator.workshop.roster import people_of
from ui.entry.page import kinetic, text, touch_button
from ui.exercises.network.entry.carried import CarriedNote
from ui.exercises.network.entry.contact_row import ContactRow
from ui.exercises.network.entry.page import EntryPage, Problem
from ui.exercises.network.entry.session import EntrySession
from ui.matching import matches, plain
from ui.theme.tokens import METRICS
from ui.theme.widgets import Card, Scrolled, restyle

_SIDE = 320
_SUGGESTIONS = 3
_LETTERS = 2
"""So many letters are typed before names are suggested."""
_USUAL = 12


class ContactsPage(EntryPage):
    """A field above, the list below it, how long it should be beside it."""

    def __init__(self, session: EntrySession, parent: QWidget | None = None) -> None:
        super().__init__(session, "network-contacts", parent)
        self._known = self._names_to_suggest()
        with speaking(session.language):
            self._told = listing(session.setup)
        self._rows: list[ContactRow] = []
        self._asked_twice = False
        self.field = QLineEdit()
        self.field.setObjectName("network-contact-name")
        self.field.setProperty("touch", True)
        self.field.setMaxLength(120)
        self.field.setPlaceholderText(tr("Initials or name"))
        self.field.setAccessibleName(tr("Name of a contact"))
        self.field.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.field.textEdited.connect(self._edited)
        self.field.installEventFilter(self)
        self._problem = Problem()
        self._add = touch_button(tr("Add"), "network-contact-add")
        self._add.clicked.connect(self._take)
        self._chips = [touch_button("", f"network-suggestion-{number}", "quiet") for number in range(_SUGGESTIONS)]
        self._carried = CarriedNote(session)
        self._carried.add_again.connect(self._bring_back)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(METRICS.medium)
        self._grid.setVerticalSpacing(METRICS.tight)
        self._lay_out()
        self._suggest("")

    def enter(self) -> None:
        """Show the list and wait for a name."""
        self._asked_twice = False
        self._problem.say("")
        self.refresh()
        self.field.setFocus()

    def refresh(self) -> None:
        """Show the list as it is in the library."""
        contacts = self.session.read().contacts
        if [(row.contact_id, row.label) for row in self._rows] != [(one.id, one.label) for one in contacts]:
            self._show(contacts)
        self._count(len(contacts))
        self._carried.show_now()

    def try_next(self) -> None:
        """Go on with a list; ask once more when its length is unusual."""
        if self.field.text().strip():
            self._take()
            return
        setup, count = self.session.setup, len(self._rows)
        if not count:
            self._problem.say(tr("Add at least one person, by name, initials or number."), "error")
            self.field.setFocus()
        elif setup.fewest <= count <= setup.most or self._asked_twice:
            self.go_on.emit()
        else:
            self._asked_twice = True
            self._problem.say(
                trn(
                    "You have {count} person; {fewest} to {most} are usual. Add more, or press “{next}” once more.",
                    "You have {count} people; {fewest} to {most} are usual. Change the list, or press “{next}” once "
                    "more.",
                    count,
                    fewest=setup.fewest,
                    most=setup.most,
                    next=self.next_text,
                )
            )
            self.field.setFocus()

    def keep(self) -> bool:
        """Add the name that is typed; False, with a sentence, when that could not be done."""
        self._take()
        return not self.field.text().strip()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter adds or goes on, Tab takes the first suggestion, Up goes to the list."""
        if watched is self.field and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.try_next()
                return True
            if key == Qt.Key.Key_Tab and self._chips[0].isVisibleTo(self):
                self._chips[0].click()
                return True
            if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self._rows:
                self._rows[-1 if key == Qt.Key.Key_Up else 0].edit.setFocus()
                return True
        return super().eventFilter(watched, event)

    # What is done

    def _take(self) -> None:
        label = " ".join(self.field.text().split())
        if not label:
            self.field.setFocus()
            return
        if any(plain(row.label) == plain(label) for row in self._rows):
            self._problem.say(tr("This name is on your list already. Add a letter to tell the two apart."))
            self.field.selectAll()
            return
        if self.session.commit(add_contact, label) is not None:
            self.field.setText("")
            self._changed()
        self.field.setFocus()

    def _bring_back(self, label: str) -> None:
        if self.session.commit(add_contact, label) is not None:
            self._changed()
        self.field.setFocus()

    def _number(self) -> None:
        missing = min(self.session.setup.most, max(self.session.setup.fewest, _USUAL)) - len(self._rows)
        if missing > 0 and self.session.commit(add_numbered, missing) is not None:
            self._changed()
        self.field.setFocus()

    def _rename(self, row: ContactRow, label: str) -> None:
        self.session.commit(rename_contact, row.contact_id, label)
        self.refresh()

    def _remove(self, row: ContactRow) -> None:
        self._known.add(row.label)
        if self.session.commit(remove_contact, row.contact_id) is not None:
            self._changed()
        self.field.setFocus()

    def _changed(self) -> None:
        self._asked_twice = False
        self._problem.say("")
        self._suggest("")
        self.refresh()
        if self._rows:
            self._area.ensureWidgetVisible(self._rows[-1])

    # What is shown

    def _show(self, contacts: tuple[ContactView, ...]) -> None:
        while len(self._rows) > len(contacts):
            row = self._rows.pop()
            self._grid.removeWidget(row)
            row.hide()
            row.deleteLater()
        for number, contact in enumerate(contacts):
            if number == len(self._rows):
                row = ContactRow(number + 1)
                row.renamed.connect(self._rename)
                row.removed.connect(self._remove)
                row.left.connect(self.field.setFocus)
                self._rows.append(row)
                self._grid.addWidget(row, number // 2, number % 2)
            self._rows[number].show_contact(contact.id, contact.label)
        self._add.setEnabled(len(contacts) < STATION_LIMIT)

    def _count(self, count: int) -> None:
        setup = self.session.setup
        self._number_of.setText(str(count))
        self._people.setText(trn("person", "people", count))
        usual = tr("{fewest} to {most} are usual.", fewest=setup.fewest, most=setup.most)
        role = "caption"
        if count >= STATION_LIMIT:
            usual, role = tr("The list is full: it takes {limit} people.", limit=STATION_LIMIT), "warning"
        elif count > setup.most:
            usual, role = tr("More than the usual {most}. Keep those you rely on most.", most=setup.most), "warning"
        elif 0 < count < setup.fewest:
            usual = trn(
                "{count} more makes the usual {fewest}.", "{count} more make the usual {fewest}.",
                setup.fewest - count, fewest=setup.fewest,
            )  # fmt: skip
        self._hint.setText(usual)
        restyle(self._hint, role)
        usual_length = min(setup.most, max(setup.fewest, _USUAL))
        self._numbers.setEnabled(count < usual_length)
        self._numbers.setText(tr("Numbers 1–{count} instead", count=usual_length))

    def _edited(self, typed: str) -> None:
        self._problem.say("")
        self._suggest(typed)
        self._asked_twice = False

    def _suggest(self, typed: str) -> None:
        found: list[str] = []
        if len(typed.strip()) >= _LETTERS:
            listed = {plain(row.label) for row in self._rows}
            found = [name for name in sorted(self._known) if matches(name, typed) and plain(name) not in listed]
        for number, chip in enumerate(self._chips):
            shown = number < len(found)
            # Hidden ones keep their place, so that nothing jumps while one types.
            chip.setVisible(shown)
            if shown:
                tab = tr("{name}   (Tab)", name=found[number]) if number == 0 else found[number]
                chip.setText(tab.replace("&", "&&"))
                chip.setProperty("suggestion", found[number])
                chip.setAccessibleName(tr("Add {name}", name=found[number]))

    def _take_suggestion(self) -> None:
        self.field.setText(str(self.sender().property("suggestion")))
        self._take()

    def _names_to_suggest(self) -> set[str]:
        who = self.session.who
        people = people_of(self.session.library, self.session.setup.workshop_id)
        own = labels_known_to(self.session.library, who.step_id, who.participant_id)
        return own | {person.name for person in people if person.id != who.participant_id}

    def _lay_out(self) -> None:
        words = text(self._told.short, "title")
        line = QHBoxLayout()
        line.setSpacing(METRICS.small)
        line.addWidget(self.field, 1)
        line.addWidget(self._add)
        chips = QHBoxLayout()
        chips.setSpacing(METRICS.small)
        for chip in self._chips:
            chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            chip.clicked.connect(self._take_suggestion)
            chips.addWidget(chip)
        # In the room of the names that are suggested: there are none while something is wrong.
        chips.addWidget(self._problem, 1)
        holder = QWidget()
        holder.setFixedHeight(METRICS.touch + METRICS.tight)
        holder.setLayout(chips)
        chips.setContentsMargins(0, 0, 0, 0)
        list_holder = QWidget()
        below = QVBoxLayout(list_holder)
        below.setContentsMargins(0, 0, METRICS.small, 0)
        below.addLayout(self._grid)
        below.addStretch(1)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setWidget(list_holder)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        QScroller.grabGesture(self._area.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        left = QVBoxLayout()
        left.setSpacing(METRICS.small)
        left.addWidget(words)
        left.addLayout(line)
        left.addWidget(holder)
        left.addWidget(self._area, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(METRICS.large, METRICS.medium, METRICS.large, METRICS.small)
        row.setSpacing(METRICS.large)
        row.addLayout(left, 1)
        row.addWidget(self._side())

    def _side(self) -> QWidget:
        card = Card()
        self._number_of = QLabel("0")
        self._number_of.setProperty("role", "title")
        self._people = text("")
        self._hint = text("", "caption")
        self._numbers = touch_button("", "network-number-them")
        self._numbers.clicked.connect(self._number)
        count = QHBoxLayout()
        count.addWidget(self._number_of)
        count.addWidget(self._people, 1)
        card.column.addLayout(count)
        card.column.addWidget(self._hint)
        card.column.addWidget(self._carried)
        prompts = text("\n".join(f"· {prompt}" for prompt in self._told.prompts), "caption")
        prompts.setObjectName("network-prompts")
        card.column.addWidget(prompts)
        card.column.addSpacing(METRICS.medium)
        card.column.addWidget(self._numbers)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        column.addStretch(1)
        area = Scrolled(holder)
        area.setFixedWidth(_SIDE)
        kinetic(area)
        return area
