"""One story as the editorial board reads it: its words, who is in it and what they said, and what can be done."""

from collections.abc import Callable
from html import escape
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from facilitator.errors import FacilitatorError, NotFound
from facilitator.exercises.stories.board import (
    agree,
    back_to_draft,
    erase,
    plan,
    read_again,
    set_retold,
    tick,
    withdraw,
)
from facilitator.exercises.stories.told import Named, Said, Story, how_far, read_story
from facilitator.i18n import short_day, tr, tr_as, trn
from facilitator.questionnaires.setup import get_setup
from facilitator.storage.library import Done
from ui.bridge import LibraryBridge
from ui.dialogs import confirm, icon_button, refused
from ui.exercises.registry import exercise_ui
from ui.exercises.stories.rows import set_up_rows
from ui.exercises.stories.views import STORY
from ui.history import History
from ui.keys import as_latin

NAME, HOW, SAYS = range(3)
_KIND = "stories"


class ReadingPane(QWidget):
    """Shows one story of a step; what is done to it can be undone, but for erasing."""

    stage_wanted = Signal(str, object)

    def __init__(self, bridge: LibraryBridge, step_id: int, history: History) -> None:
        super().__init__()
        self._bridge, self._library, self._step_id, self._history = bridge, bridge.library, step_id, history
        self.story: Story | None = None
        self.words = QTextBrowser()
        self.words.setObjectName("stories-words")
        self.words.setAccessibleName(tr("The story"))
        self.words.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.named = _NamedTable(self._say)
        self.lacking = QLabel()
        self.lacking.setObjectName("stories-lacking")
        self.lacking.setWordWrap(True)
        self.agree = icon_button("stories-agree", "check", tr_as("button", "Agreed"), self._agree, "primary")
        self.plan = icon_button("stories-plan", "calendar", tr("Plan"), self._plan)
        self.draft = icon_button("stories-draft", "undo-2", tr("Draft again"), self._back_to_draft)
        self.read = icon_button("stories-read", "eye", tr("I have read it once more"), self._read_again)
        self.correct = icon_button("stories-correct", "pencil", tr("Correct…"), self._correct)
        self.stage = icon_button("stories-show", "monitor-up", tr("Show the room"), self._show_the_room)
        self.withdraw = icon_button("stories-withdraw", "eye-off", tr("Withdraw…"), self._withdraw)
        self.erase = icon_button("stories-erase", "trash-2", tr("Erase…"), self._ask_to_erase, "danger")
        self.retold = QComboBox()
        self.retold.setObjectName("stories-retold")
        self.retold.setAccessibleName(tr("Told again in a meeting?"))
        for label, value in ((tr("nobody has asked yet"), None), (tr("yes"), True), (tr("no"), False)):
            self.retold.addItem(label, value)
        self.retold.activated.connect(lambda _row: self._set_retold())
        self._named_hint = QLabel(
            tr("Who is in it: A agrees, N does not agree, E somebody else is meant, Backspace takes it back.")
        )
        self._named_hint.setProperty("role", "caption")
        self._named_hint.setWordWrap(True)
        self._lay_out()
        self._show()

    def _lay_out(self) -> None:
        first, second = QHBoxLayout(), QHBoxLayout()
        for button in (self.agree, self.plan, self.read, self.draft, self.stage):
            first.addWidget(button)
        first.addStretch(1)
        asked = QLabel(tr("Told again in a meeting?"))
        asked.setBuddy(self.retold)
        second.addWidget(asked)
        second.addWidget(self.retold)
        second.addStretch(1)
        for button in (self.correct, self.withdraw, self.erase):
            second.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 0, 0, 0)
        column.addWidget(self.words, 3)
        column.addWidget(self._named_hint)
        column.addWidget(self.named, 1)
        column.addWidget(self.lacking)
        column.addLayout(first)
        column.addLayout(second)

    def show_story(self, story_id: int) -> None:
        """Show a story as it is now; nothing for one that is not there."""
        try:
            self.show_read(read_story(self._library, self._step_id, story_id))
        except NotFound:
            self.show_read(None)

    def show_read(self, story: Story | None) -> None:
        """Show a story that was read just now."""
        self.story = story
        self._show()

    def _show(self) -> None:
        story = self.story
        self.words.setHtml(_html(story) if story is not None else escape(tr("Nobody has told a story yet.")))
        named = story.named if story is not None else ()
        self.named.fill(named)
        for widget in (self.named, self._named_hint):
            widget.setVisible(bool(named))
        self.lacking.setText("" if story is None else _lacking(story))
        self.lacking.setVisible(bool(self.lacking.text()))
        is_there = story is not None and not story.is_withdrawn
        told = story is not None and story.is_told
        self.agree.setVisible(is_there and not told)
        self.agree.setEnabled(is_there and story is not None and not story.why_not)
        self.plan.setVisible(told and story is not None and story.week is None)
        self.read.setVisible(story is not None and story.to_be_read)
        self.draft.setVisible(told)
        self.stage.setEnabled(told)
        self.correct.setEnabled(is_there and story is not None and self._is_of_now(story))
        self.retold.setEnabled(story is not None)
        self.retold.setCurrentIndex(max(self.retold.findData(story.retold), 0) if story is not None else 0)
        self.withdraw.setEnabled(story is not None)
        self.withdraw.setText(tr("Withdraw…") if is_there or story is None else tr("Not withdrawn any more"))
        self.erase.setVisible(story is not None and story.is_withdrawn)

    def _is_of_now(self, story: Story) -> bool:
        return story.round == get_setup(self._library, self._step_id).round

    # What is done

    def _attempt(self, act: Callable[[int], Done[Any]]) -> None:
        story = self.story
        if story is not None:
            self._history.attempt(self.window(), lambda: act(story.id))
            self.show_story(story.id)

    def _say(self, participant_id: int, said: Said | None) -> None:
        self._attempt(lambda story: tick(self._library, self._step_id, story, participant_id, said))

    def _agree(self) -> None:
        self._attempt(lambda story: agree(self._library, self._step_id, story))

    def _plan(self) -> None:
        self._attempt(lambda story: plan(self._library, self._step_id, story))

    def _back_to_draft(self) -> None:
        self._attempt(lambda story: back_to_draft(self._library, self._step_id, story))

    def _read_again(self) -> None:
        self._attempt(lambda story: read_again(self._library, self._step_id, story))

    def _set_retold(self) -> None:
        value = self.retold.currentData()
        if self.story is not None and value != self.story.retold:
            self._attempt(lambda story: set_retold(self._library, self._step_id, story, value))

    def _show_the_room(self) -> None:
        if self.story is not None:
            self.stage_wanted.emit(STORY, {STORY: str(self.story.id)})

    def _correct(self) -> None:
        if self.story is not None:
            window = exercise_ui(_KIND).answers_dialog(
                self._bridge, self._step_id, self.story.teller_id, self._history, self.window()
            )
            window.show()

    def _withdraw(self) -> None:
        story = self.story
        if story is None:
            return
        if story.is_withdrawn:
            self._attempt(lambda each: withdraw(self._library, self._step_id, each, False))
            return
        went = tr(" It went out on {day}, and that can’t be called back.", day=short_day(story.sent_on)) if (
            story.sent_on is not None) else ""  # fmt: skip
        confirm(
            self.window(),
            tr("Withdraw this story?"),
            tr("It is in no later mail, booklet, export or picture for the room, and loses its week.") + went,
            tr("Withdraw"),
            lambda: self._attempt(lambda each: withdraw(self._library, self._step_id, each)),
        )

    def _ask_to_erase(self) -> None:
        story = self.story
        if story is None:
            return

        def go() -> None:
            try:
                erase(self._library, self._step_id, story.id)
            except FacilitatorError as error:
                refused(self.window(), error)

        confirm(
            self.window(),
            tr("Erase this story for good?"),
            tr("Nothing of it stays in the file, and nothing can be undone any more, whatever was done before."),
            tr("Erase"),
            go,
            danger=True,
        )


class _NamedTable(QTableWidget):
    """Who is in a story; a key says what they said."""

    def __init__(self, say: Callable[[int, Said | None], object]) -> None:
        super().__init__()
        self._say = say
        self._people: tuple[Named, ...] = ()
        heads = ((tr("Name"), 160), (tr("How"), 170), (tr("What they say to this text"), None))
        set_up_rows(self, "stories-named", tr("Who is in it"), heads)
        self.itemDoubleClicked.connect(lambda _item: self._take(Said.AGREES))

    def fill(self, people: tuple[Named, ...]) -> None:
        """Show these."""
        at, self._people = self.currentRow(), people
        self.setRowCount(len(people))
        for row, each in enumerate(people):
            for column, text in ((NAME, each.name), (HOW, _how(each)), (SAYS, _said(each))):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.setItem(row, column, item)
        if people:
            self.setCurrentCell(min(max(at, 0), len(people) - 1), NAME)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A, N and E say what somebody said; Backspace takes it back."""
        event = as_latin(event)
        keys = {
            Qt.Key.Key_A: Said.AGREES,
            Qt.Key.Key_Space: Said.AGREES,
            Qt.Key.Key_N: Said.DECLINES,
            Qt.Key.Key_E: Said.SOMEBODY_ELSE,
        }
        key = Qt.Key(event.key())
        if key in keys:
            self._take(keys[key])
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self._take(None)
        else:
            super().keyPressEvent(event)

    def _take(self, said: Said | None) -> None:
        row = self.currentRow()
        if 0 <= row < len(self._people):
            self._say(self._people[row].participant_id, said)


def _how(named: Named) -> str:
    if named.by_teller:
        return tr("named by the teller")
    return tr("their name") if named.in_text else tr("a part of their name")


def _said(named: Named) -> str:
    if named.said is None or named.day is None:
        return tr("not asked yet")
    words = {
        Said.AGREES: tr("has read it and agrees, {day}"),
        Said.DECLINES: tr("does not agree, {day}"),
        Said.SOMEBODY_ELSE: tr("somebody else is meant, {day}"),
    }[named.said]
    return words.format(day=short_day(named.day))


def _lacking(story: Story) -> str:
    if story.is_withdrawn:
        return tr("Withdrawn: it is told nowhere.")
    if story.why_not:
        return tr("Lacking: {what}", what=" ".join(story.why_not))
    return (
        "" if story.is_told else tr("Everybody has agreed. Read it once more: a mail once sent can’t be called back.")
    )


def _html(story: Story) -> str:
    parts = "".join(
        f"<p><small>{escape(head)}</small><br>{escape(words).replace(chr(10), '<br>')}</p>"
        for _, head, words in story.parts
    )
    until = tr("until {day}", day=short_day(story.until)) if story.until is not None else tr("no consent")
    facts = " · ".join(
        filter(
            None,
            (
                story.teller,
                story.value,
                trn("{count} word", "{count} words", story.words),
                how_far(story.circle) if story.circle else "",
                until,
            ),
        )
    )
    return f"<h3>{escape(story.title)}</h3><p><small>{escape(facts)}</small></p>{parts}"
