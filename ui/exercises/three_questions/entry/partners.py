"""Who writes together: chosen before the first word, in teams as the roster has them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from facilitator.exercises.three_questions.cards import begin
from facilitator.i18n import tr, trn
from facilitator.questionnaires.partner_choice import MOST_PARTNERS, offered
from ui.entry.page import kinetic, text
from ui.entry.partners import Partners
from ui.exercises.three_questions.entry.page import CardPage
from ui.exercises.three_questions.entry.session import CardSession
from ui.theme.tokens import METRICS

_WIDTH = 860


class PartnersPage(CardPage):
    """Everybody who may join, to be chosen."""

    def __init__(self, session: CardSession, parent: QWidget | None = None) -> None:
        super().__init__(session, "card-partners", parent)
        self._partners = Partners(MOST_PARTNERS if session.setup.together == "pairs" else None)
        self._partners.changed.connect(lambda: self.said.emit("", "caption"))
        self._nobody = text(tr("Everybody else has begun already: you write alone."), "caption")
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.addWidget(self._partners)
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
        return self._partners.chosen

    @property
    def next_text(self) -> str:
        """Says what going on means."""
        count = len(self.chosen)
        return trn("Write with {count} other", "Write with {count} others", count) if count else tr("Write alone")

    def enter(self) -> None:
        """Offer whoever is free now."""
        self.refresh()
        if not self._partners.take_keyboard():
            self.setFocus()

    def refresh(self) -> None:
        """Offer whoever is free now; who was chosen stays chosen."""
        session = self.session
        people = offered(session.library, session.writer.step_id, session.writer.participant_id)
        preset = {person.id for person in people} if session.setup.together == "teams" else set()
        self._partners.offer([(person.id, person.name) for person in people], preset)
        self._nobody.setVisible(not people)

    def try_next(self) -> None:
        """Note that the notice was read and who writes together, and go on."""
        session = self.session
        if session.make(lambda: begin(session.library, session.writer, self.chosen)) is not None:
            self.go_on.emit()

    def _said(self) -> str:
        if self.session.setup.together == "teams":
            return tr("These are the others of your team. Take out whoever is not here.")
        return tr("Choose one person, or two where somebody would be left over. You share your cards.")
