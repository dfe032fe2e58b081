"""Who writes together: chosen before the first word, in teams as the roster has them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from facilitator.exercises.three_questions.cards import begin
from facilitator.i18n import tr, trn
from facilitator.questionnaires.company import MOST_PARTNERS, offered
from ui.entry.page import kinetic, text, touch_button
from ui.exercises.three_questions.entry.page import CardPage
from ui.exercises.three_questions.entry.session import CardSession
from ui.theme.tokens import METRICS

_ACROSS = 3
_WIDTH = 860


class PartnersPage(CardPage):
    """A button per person who may join; those who are chosen stay pressed."""

    def __init__(self, session: CardSession, parent: QWidget | None = None) -> None:
        super().__init__(session, "card-partners", parent)
        self._buttons: dict[int, QPushButton] = {}
        self._grid = QGridLayout()
        self._grid.setSpacing(METRICS.small)
        self._nobody = text(tr("Everybody else has begun already: you write alone."), "caption")
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.addLayout(self._grid)
        inside.addWidget(self._nobody)
        inside.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(holder)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        kinetic(area)
        middle = QWidget()
        middle.setMaximumWidth(_WIDTH)
        column = QVBoxLayout(middle)
        column.setContentsMargins(METRICS.large, METRICS.large, METRICS.large, METRICS.small)
        column.setSpacing(METRICS.small)
        column.addWidget(text(tr("Who writes with you?"), "title"))
        column.addWidget(text(self._said()))
        column.addWidget(area, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(middle, 1, Qt.AlignmentFlag.AlignHCenter)
        middle.setMinimumWidth(_WIDTH)

    @property
    def chosen(self) -> list[int]:
        """The ids of those who are chosen."""
        return [person_id for person_id, button in self._buttons.items() if button.isChecked()]

    @property
    def next_text(self) -> str:
        """Says what going on means."""
        count = len(self.chosen)
        return trn("Write with {count} other", "Write with {count} others", count) if count else tr("Write alone")

    def enter(self) -> None:
        """Offer whoever is free now."""
        self.refresh()
        first = next(iter(self._buttons.values()), None)
        (first or self).setFocus()

    def refresh(self) -> None:
        """Offer whoever is free now; who was chosen stays chosen."""
        session = self.session
        people = offered(session.library, session.writer.step_id, session.writer.participant_id)
        preset = {person.id for person in people} if session.setup.together == "teams" else set()
        if list(self._buttons) == [person.id for person in people]:
            return
        chosen = set(self.chosen) if self._buttons else preset
        while (item := self._grid.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self._buttons = {}
        for place, person in enumerate(people):
            button = touch_button(person.name, f"partner-{person.id}")
            button.setCheckable(True)
            button.setChecked(person.id in chosen)
            button.toggled.connect(lambda checked, person_id=person.id: self._toggled(person_id, checked))
            self._buttons[person.id] = button
            self._grid.addWidget(button, place // _ACROSS, place % _ACROSS)
        self._nobody.setVisible(not people)
        self.said.emit("", "caption")

    def try_next(self) -> None:
        """Note that the notice was read and who writes together, and go on."""
        session = self.session
        if session.make(lambda: begin(session.library, session.writer, self.chosen)) is not None:
            self.go_on.emit()

    def _toggled(self, person_id: int, checked: bool) -> None:
        most = MOST_PARTNERS if self.session.setup.together == "pairs" else len(self._buttons)
        if checked and len(self.chosen) > most:
            # The last choice counts: whoever was chosen before it goes.
            next(b for i, b in self._buttons.items() if i != person_id and b.isChecked()).setChecked(False)
        self.said.emit("", "caption")

    def _said(self) -> str:
        if self.session.setup.together == "teams":
            return tr("These are the others of your team. Take out whoever is not here.")
        return tr("Choose one person, or two where somebody would be left over. You share your cards.")
