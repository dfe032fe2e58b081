"""The last page: one thing to do, typed for oneself. Enter in the empty page passes it."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from facilitator.exercises.network.own_action.answering import keep_own_action, read_own_action, share_own_action
from facilitator.exercises.network.own_action.asking import asked_for, read_a_day
from facilitator.exercises.network.own_action.rows import LONGEST, LONGEST_ROLE, OwnAction
from facilitator.i18n import short_day, speaking, tr
from ui.entry.answer_field import AnswerField
from ui.entry.page import kinetic, text
from ui.exercises.network.entry.page import EntryPage
from ui.exercises.network.entry.session import EntrySession
from ui.theme.tokens import METRICS
from ui.theme.widgets import Card, Tick

_WIDTH = 900
_DAY_WIDTH = 190
_LONGEST_DAY = 20
"""Letters of a day with the name of its month, in any language."""


class ActionPage(EntryPage):
    """What, on which day, with whom and how it will be seen; a tick puts it among the room's actions."""

    lines = 2
    """Of the two fields for a sentence."""

    def __init__(self, session: EntrySession, parent: QWidget | None = None) -> None:
        super().__init__(session, "network-action", parent)
        with speaking(session.language):
            self.asked = asked_for()
        self.setAccessibleName(self.asked.title)
        self._stored = OwnAction()
        self.what = AnswerField(LONGEST, "network-action-what", lines=self.lines)
        self.sign = AnswerField(LONGEST, "network-action-sign", lines=self.lines)
        self.day = _Line("network-action-day", _LONGEST_DAY)
        self.partner = _Line("network-action-partner", LONGEST_ROLE)
        self.day.setFixedWidth(_DAY_WIDTH)
        self.day.setPlaceholderText(self.asked.how_day)
        self._rest: QWidget | None = None
        self.shared = Tick(self.asked.shared)
        self.shared.setObjectName("network-action-shared")
        self.shared.setProperty("touch", True)
        self.shared.clicked.connect(self._share)
        for field, words in (
            (self.what, self.asked.what),
            (self.day, self.asked.day),
            (self.partner, self.asked.partner),
            (self.sign, self.asked.sign),
        ):
            field.setAccessibleName(words)
        for answer in (self.what, self.sign):
            answer.paused.connect(self.keep)
            answer.textChanged.connect(self._offer_tick)
        for line in (self.day, self.partner):
            line.editingFinished.connect(self.keep)
        self.what.entered.connect(self._after_what)
        self.day.entered.connect(lambda: self._go_to(self.partner))
        self.partner.entered.connect(lambda: self._go_to(self.sign))
        self.sign.entered.connect(self.try_next)
        self.lay_out()

    def enter(self) -> None:
        """Show what was written, ready to type."""
        self.refresh()
        self.what.setFocus()

    def refresh(self) -> None:
        """Show what is in the library; what is being typed stays."""
        found = read_own_action(self.session.library, self.session.who.step_id, self.session.who.participant_id)
        if (self.what.words, self.sign.words) == (self._stored.what, self._stored.sign):
            self.what.show_words(found.what)
            self.sign.show_words(found.sign)
        if (self.day.text(), self.partner.text()) == (_written(self._stored.day), self._stored.partner):
            self.day.setText(_written(found.day))
            self.partner.setText(found.partner)
        self._stored = found
        self._offer_tick()

    def try_next(self) -> None:
        """Keep what is typed and end."""
        if self.keep():
            self.go_on.emit()

    def _after_what(self) -> None:
        if self.what.words or self._stored:
            self._go_to(self.day)
        else:
            self.try_next()

    def _go_to(self, field: QWidget) -> None:
        if self.keep():
            field.setFocus()
            self.show_field(field)

    def show_field(self, field: QWidget) -> None:
        """Make sure that a field is seen."""
        self._area.ensureWidgetVisible(field)

    def keep(self) -> bool:
        """Commit what is typed; False, with a sentence, when that could not be done."""
        self.what.settle()
        self.sign.settle()
        written = self.day.text().strip()
        day = self._stored.day if written == _written(self._stored.day) else read_a_day(written, date.today())
        if written and day is None:
            self.said.emit(tr("“{text}” is no day. Write it as day.month., such as 2.12.", text=written), "warning")
            return False
        self.said.emit("", "caption")
        typed = OwnAction(self.what.words, day, " ".join(self.partner.text().split()), self.sign.words)
        if typed == OwnAction(self._stored.what, self._stored.day, self._stored.partner, self._stored.sign):
            return True
        if self.session.commit(keep_own_action, typed) is None:
            return False
        self._stored = read_own_action(self.session.library, self.session.who.step_id, self.session.who.participant_id)
        if written:
            self.day.setText(_written(day))
        self._offer_tick()
        return True

    def _share(self, agrees: bool) -> None:
        if (agrees and not self.keep()) or self.session.commit(share_own_action, agrees) is None:
            self.shared.setChecked(not agrees)
            return
        self.refresh()
        if not agrees:
            # What may not stand among the room's actions can be kept as soon as it no longer stands there.
            self.keep()

    def _offer_tick(self) -> None:
        if self._rest is not None:
            self._rest.setVisible(bool(self.what.words or self._stored))
        self.shared.setEnabled(bool(self.what.words))
        self.shared.setChecked(self._stored.shared and bool(self.what.words))

    def lay_out(self) -> None:
        """Put the fields below each other, in large letters."""
        card = Card()
        card.setMaximumWidth(_WIDTH)
        column = card.column
        column.setContentsMargins(METRICS.large, METRICS.small, METRICS.large, METRICS.small)
        column.setSpacing(METRICS.small)
        column.addWidget(text(self.asked.title, "title"))
        column.addWidget(text(self.asked.what, "heading"))
        column.addWidget(self.what)
        self._rest = QWidget()
        # What follows from an action comes with it, and finds its room kept.
        kept = self._rest.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self._rest.setSizePolicy(kept)
        column.addWidget(self._rest)
        column = QVBoxLayout(self._rest)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(METRICS.small)
        line = QHBoxLayout()
        line.setSpacing(METRICS.large)
        for field, words, share in ((self.day, self.asked.day, 0), (self.partner, self.asked.partner, 1)):
            part = QVBoxLayout()
            part.setSpacing(METRICS.tight)
            part.addWidget(text(words, "heading"))
            part.addWidget(field)
            line.addLayout(part, share)
        column.addLayout(line)
        column.addWidget(text(self.asked.sign, "heading"))
        column.addWidget(self.sign)
        column.addWidget(self.shared)
        column.addWidget(text(self.asked.until_then, "caption"))
        holder = QWidget()
        beside = QHBoxLayout(holder)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addStretch(1)
        beside.addWidget(card, 100, Qt.AlignmentFlag.AlignVCenter)
        beside.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setWidget(holder)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        kinetic(self._area)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(METRICS.large, 0, METRICS.large, 0)
        whole.addWidget(self._area)


class _Line(QLineEdit):
    """A line whose Enter goes to the next field rather than to the next page."""

    entered = Signal()

    def __init__(self, name: str, longest: int) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setMaxLength(longest)
        self.setProperty("touch", True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter ends the line."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)


def _written(day: date | None) -> str:
    return "" if day is None else short_day(day)
