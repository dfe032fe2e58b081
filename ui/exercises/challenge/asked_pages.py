"""The pages at the station that are the challenge's own: the plan with the mails one wants, and the log of its days."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout

from facilitator.exercises.challenge.deck import DECKS
from facilitator.exercises.challenge.log import came_name
from facilitator.exercises.challenge.plans import draw_anew, plan_of
from facilitator.exercises.challenge.setup import CAME, MAILS, PERSON, get_settings
from facilitator.exercises.folder import implements
from facilitator.i18n import day_of_week, speaking, tr, tr_content
from facilitator.questionnaires.flow import FieldView, Flow, PageView
from facilitator.questionnaires.model import Value
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Done
from facilitator.workshop.papers import spoken_at
from ui.bridge import LibraryBridge
from ui.entry.page import text, touch_button
from ui.exercises.challenge.plan_table import PlanTable
from ui.exercises.contract import AskedPage
from ui.exercises.hooks import ExerciseUi
from ui.keys import as_latin
from ui.theme.icons import icon
from ui.theme.rows import show_rows
from ui.theme.theme import font
from ui.theme.tokens import METRICS

PLAN, LOG = "plan", "log"
DAY, CARD, CAME_OF_IT = range(3)
_DAY_WIDTH, _CAME_WIDTH = 150, 170


@implements(ExerciseUi.asked_page)
def asked_page(bridge: LibraryBridge, step_id: int, flow: Flow, view: PageView) -> AskedPage | None:
    """The plan and the log."""
    if view.key == PLAN:
        return PlanPage(bridge, step_id, flow, view)
    if view.key == LOG:
        return LogPage(bridge, step_id, flow, view)
    return None


class PlanPage(AskedPage):
    """One's cards on a page, and below it the mails, each to be ticked by its number."""

    def __init__(self, bridge: LibraryBridge, step_id: int, flow: Flow, view: PageView) -> None:
        super().__init__()
        self._library, self._step_id, self._flow = bridge.library, step_id, flow
        settings = get_settings(bridge.library, step_id)
        self._personal = settings.whose == PERSON
        self._is_sure = False
        self._field: FieldView | None = next((each for each in view.fields if each.question.key == MAILS), None)
        whose = flow.participant_id if self._personal else None
        self.table = PlanTable(bridge.library, step_id, whose, self._noted, flow, makes=self._personal)
        self.table.said.connect(self.said)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(METRICS.small)
        column.addWidget(text(_what_to_do(personal=self._personal), "caption"))
        column.addWidget(self.table, 1)
        self.mails = [
            touch_button("", f"challenge-mail-{number}")
            for number in range(len(self._field.choices if self._field else ()))
        ]
        column.addLayout(self._foot())
        if not self._personal:
            self.table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setFocusProxy(self.table)
        bridge.changed.connect(self._follow)
        self._show_mails()

    def enter(self) -> None:
        """Begin at the first card."""
        self.table.setFocus()

    def update_view(self, view: PageView) -> None:
        """Show which mails are wanted now."""
        self._field = next((each for each in view.fields if each.question.key == MAILS), None)
        self._show_mails()

    def tick(self, number: int) -> None:
        """Ask for a mail, or for it no more."""
        if self._field is None or number >= len(self._field.choices):
            return
        value, now = self._field.choices[number].value, list(self._field.values)
        wanted = [each for each in now if each != value] if value in now else [*now, value]
        self._flow.put(MAILS, wanted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit ticks a mail; Enter goes on."""
        event = as_latin(event)
        number = event.key() - Qt.Key.Key_1
        if 0 <= number < len(self.mails):
            self.tick(number)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.next_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _foot(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(METRICS.small)
        if self._field is not None:
            line.addWidget(text(self._field.question.text, "caption"))
            for number, button in enumerate(self.mails):
                button.clicked.connect(lambda _checked=False, number=number: self.tick(number))
                button.setAutoDefault(False)
                line.addWidget(button)
        line.addStretch(1)
        if self._personal:
            for words, picture, name, act in (
                (tr("Another card (R)"), "repeat", "challenge-another", self.table.replace),
                (tr("Draw anew"), "sparkles", "challenge-anew", self._draw_anew),
            ):
                button = touch_button(words, name, "quiet")
                button.setIcon(icon(picture))
                button.setAutoDefault(False)
                button.clicked.connect(lambda _checked=False, act=act: self._and_back(act))
                line.addWidget(button)
        return line

    def _and_back(self, act: Callable[[], object]) -> None:
        if act != self._draw_anew:
            self._is_sure = False
        act()
        self.table.setFocus()

    def _draw_anew(self) -> None:
        self._is_sure = not self._is_sure
        if self._is_sure:
            self.said.emit(tr("Press it once more: all cards are drawn anew, and what you swapped is lost."), "warning")
            return
        self._noted(draw_anew(self._library, self._step_id, self._flow.participant_id, self._flow))
        self.table.read()

    def _noted(self, done: Done[Any]) -> None:
        self._is_sure = False
        self._flow.noted(done)

    def _follow(self, change: Change) -> None:
        mine = change.step_id == self._step_id and change.topic in (Topic.ANSWERS, Topic.SETTINGS)
        if mine and change.origin is not self._flow and change.participant_id in (None, self._flow.participant_id):
            self.table.read()

    def _show_mails(self) -> None:
        if self._field is None:
            return
        for number, (button, choice) in enumerate(zip(self.mails, self._field.choices, strict=True), start=1):
            wanted = choice.value in self._field.values
            button.setText(f"{'✓' if wanted else number}  {choice.label}")
            button.setAccessibleName(tr("{mail}: wanted", mail=choice.label) if wanted else choice.label)


class LogPage(AskedPage):
    """A row a day: 1 done, 2 changed, 3 left; Backspace takes an answer back. Rows may stay open."""

    def __init__(self, bridge: LibraryBridge, step_id: int, flow: Flow, view: PageView) -> None:
        super().__init__()
        self._flow = flow
        self._fields = list(view.fields)
        settings = get_settings(bridge.library, step_id)
        whose = flow.participant_id if settings.whose == PERSON else None
        self._days = plan_of(bridge.library, step_id, whose).days[: len(self._fields)]
        self.table = _LogTable(self)
        self.table.setObjectName("challenge-log")
        self.table.setAccessibleName(tr("What became of your cards"))
        self.table.setColumnCount(3)
        self.table.setRowCount(len(self._fields))
        self.table.setHorizontalHeaderLabels([tr("Day"), tr("Card"), tr("What became of it")])
        show_rows(self.table)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setFont(font(1.1))
        self.table.setColumnWidth(DAY, _DAY_WIDTH)
        self.table.setColumnWidth(CAME_OF_IT, _CAME_WIDTH)
        self.table.horizontalHeader().setStretchLastSection(False)
        self.table.horizontalHeader().setSectionResizeMode(CARD, QHeaderView.ResizeMode.Stretch)
        with speaking(spoken_at(bridge.library, step_id)):
            for row, day in enumerate(self._days):
                when = f"{day.number} · {day_of_week(day.date)}" if day.date is not None else str(day.number)
                for column, words in ((DAY, when), (CARD, tr_content(DECKS, day.card.text)), (CAME_OF_IT, "")):
                    self.table.setItem(row, column, QTableWidgetItem(words))
        line = QHBoxLayout()
        line.setSpacing(METRICS.small)
        for number, came in enumerate(CAME):
            button = touch_button(f"{number + 1}  {came_name(came)}", f"challenge-{came}")
            button.setAutoDefault(False)
            button.clicked.connect(lambda _checked=False, number=number: self.answer(number))
            line.addWidget(button)
        line.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(METRICS.small)
        hint = tr("1 done, 2 changed, 3 left. Changed and left are answers too; what you don’t remember stays open.")
        whole.addWidget(text(hint, "caption"))
        whole.addWidget(self.table, 1)
        whole.addLayout(line)
        self.setFocusProxy(self.table)
        self._show()

    def enter(self) -> None:
        """Begin with the first day that is open."""
        open_ = [row for row, each in enumerate(self._fields) if not each.answers]
        self.table.setCurrentCell(open_[0] if open_ else 0, CARD)
        self.table.setFocus()

    def update_view(self, view: PageView) -> None:
        """Show what is answered now."""
        self._fields = list(view.fields)
        self._show()

    def answer(self, number: int) -> None:
        """Say what became of the current card, and go to the next day."""
        row = self.table.currentRow()
        if 0 <= row < len(self._fields) and self._flow.put(self._fields[row].question.key, [Value(CAME[number])]):
            self.table.setCurrentCell(min(row + 1, len(self._fields) - 1), CARD)
        self.table.setFocus()

    def take_back(self) -> None:
        """Leave the current day open again."""
        row = self.table.currentRow()
        if 0 <= row < len(self._fields):
            self._flow.put(self._fields[row].question.key, [])

    def go_on(self) -> None:
        """To the next page."""
        self.next_wanted.emit()

    def _show(self) -> None:
        for row, each in enumerate(self._fields):
            item = self.table.item(row, CAME_OF_IT)
            chosen = next((value.option for value in each.values if value.option), "")
            if item is not None:
                item.setText(came_name(chosen) if chosen else "")


class _LogTable(QTableWidget):
    """Hands its keys to the page."""

    def __init__(self, page: LogPage) -> None:
        super().__init__(0, 0)
        self._page = page

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See `LogPage`."""
        event = as_latin(event)
        number = event.key() - Qt.Key.Key_1
        if 0 <= number < len(CAME):
            self._page.answer(number)
        elif event.key() == Qt.Key.Key_Backspace:
            self._page.take_back()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._page.go_on()
        else:
            super().keyPressEvent(event)


def _what_to_do(*, personal: bool) -> str:
    if not personal:
        return tr("A card a day, the same for all. Below you choose whether mails remind you.")
    return tr(
        "A card a day. Space takes one up and puts it down, so that two days change places, or drag it; R brings "
        "another card. Below you choose whether mails remind you."
    )
