"""The frame around the pages of an entry at the station.

It holds what is the same on every page: whose answers these are, where one is, whether it is saved, the way back and
the way on.
"""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from facilitator.i18n import tr
from ui.announcing import announce, announce_page
from ui.entry.page import Page, touch_button
from ui.entry.typing_watch import TypingWatch
from ui.speaker import Speaker
from ui.theme.icons import icon
from ui.theme.theme import weight
from ui.theme.tokens import METRICS
from ui.theme.widgets import ElidedLabel, put_last, restyle

_QUIET_EDGE = METRICS.large - 15
"""The margin beside a quiet button: its words stand on the edge of everything else, its ground a padding outside."""


class EntryFrame(Speaker, QWidget):
    """Name, place, "saved" and the buttons. `prefix` begins the object names of its parts."""

    back_wanted = Signal()
    next_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self, name: str, prefix: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stack = QStackedWidget()
        self._name = ElidedLabel(name)
        self._steps = QLabel()
        self._place: tuple[tuple[str, ...], int | None] = ((), None)
        self._steps.setTextFormat(Qt.TextFormat.RichText)
        self._saved = QLabel()
        self._saved.setObjectName(f"{prefix}-saved")
        self._said_saved, self._has_failed = "", False
        self._why_failed = ""
        self._typing = TypingWatch(self)
        self._typing.waits.connect(self._show_waiting)
        self._status = QLabel()
        self._status.setObjectName(f"{prefix}-status")
        self._status.setWordWrap(True)
        self._status.setContentsMargins(METRICS.medium, METRICS.small, METRICS.medium, METRICS.small)
        self._status.setTextFormat(Qt.TextFormat.PlainText)
        self._back = touch_button(tr("Back"), f"{prefix}-back", "quiet")
        self._back.setIcon(icon("arrow-left"))
        self._next = touch_button("", f"{prefix}-next", "primary")
        self._stop = touch_button(tr("Stop here"), f"{prefix}-stop", "quiet")
        self._stop.setToolTip(tr("Back to the list of names; your answers are kept"))
        self._lay_out()
        self._back.clicked.connect(self.back_wanted)
        self._next.clicked.connect(self.next_wanted)
        self._stop.clicked.connect(self.stop_wanted)

    def add(self, page: Page) -> None:
        """Take a page into the frame; what it says is shown beside the buttons."""
        page.said.connect(self.say)
        self._stack.addWidget(page)

    def turn_to(self, page: Page) -> None:
        """Show one of the pages that were added."""
        other = self._stack.currentWidget() is not page
        self._stack.setCurrentWidget(page)
        if other and self.isVisible():
            announce_page(page)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab comes to the page before what is below it, though pages come later."""
        put_last([self._back, self._next], self)
        return super().focusNextPrevChild(forward)

    def show_name(self, name: str) -> None:
        """Say whose answers these are, where that is told otherwise from now on."""
        if name != self._name.text():
            self._name.setText(name)

    def say(self, sentence: str, role: str) -> None:
        """Show a sentence in the status line."""
        if sentence != self._status.text():
            self._status.setText(sentence)
            announce(self._status, sentence)
        restyle(self._status, role)

    def show_saved(self) -> None:
        """Say that what was typed is in the library."""
        self._typing.settle()
        if self._has_failed and self._status.text() == self._why_failed:
            # Nobody reads why it was not beside the word that it is.
            self.say("", "caption")
        self._has_failed = False
        words = tr("Saved ✓")
        if self._saved.text() != words:
            self._saved.setText(words)
            restyle(self._saved, "success")
        self._said_saved = words

    def _show_waiting(self, waits: bool) -> None:
        # Nothing is called saved from the first key on that is not.
        if not self._has_failed:
            self._saved.setText("" if waits else self._said_saved)

    def show_failed(self, sentence: str) -> None:
        """Say that it is not, and why."""
        self._has_failed, self._why_failed = True, sentence
        self._saved.setText(tr("Not saved"))
        restyle(self._saved, "error")
        self.say(sentence, "error")

    def show_buttons(self, on: str, *, can_go_back: bool) -> None:
        """Put the word on the button that goes on."""
        if self._next.text() != on:
            self._next.setText(on)
        self._back.setEnabled(can_go_back)

    def show_place(self, names: Sequence[str], at: int | None) -> None:
        """The pages as a line of words with the one that is shown in bold; nothing where `at` is None.

        Where the name of whoever answers would have to give way, the number of the page stands there instead.
        """
        self._place = (tuple(names), at)
        self._write_place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As much of the way as there is room for."""
        super().resizeEvent(event)
        self._write_place()

    def _write_place(self) -> None:
        names, at = self._place
        self._steps.setText(self._in_words(names, at))
        if at is None or len(names) < 2:
            return
        line = (self._name, self._steps, self._saved, self._stop)
        needed = sum(each.sizeHint().width() + METRICS.medium for each in line) + METRICS.large + _QUIET_EDGE
        if needed > self.width():
            self._steps.setText(self._in_words([tr("Page {at} of {count}", at=at + 1, count=len(names))], 0))

    def _in_words(self, names: Sequence[str], at: int | None) -> str:
        # Of a bolder weight there is no face, and Qt would smear it.
        strong = f'<span style="font-weight: {int(weight())}">{{}}</span>'
        words = [strong.format(escape(name)) if place == at else escape(name) for place, name in enumerate(names)]
        return " &nbsp;›&nbsp; ".join(words) if at is not None else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on and Escape back, wherever nothing else takes them."""
        focused = QApplication.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # What was ticked by the mouse must not be taken back by going on: Space ticks.
            if (
                isinstance(focused, QAbstractButton)
                and not isinstance(focused, QCheckBox)
                and focused.isEnabled()
                and self.isAncestorOf(focused)
            ):
                focused.click()
            else:
                self.next_wanted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.back_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        self._name.setProperty("role", "heading")
        self._steps.setProperty("role", "caption")
        top = QHBoxLayout()
        top.setContentsMargins(METRICS.large, METRICS.small, _QUIET_EDGE, 0)
        top.setSpacing(METRICS.medium)
        top.addWidget(self._name, 3)
        top.addWidget(self._steps)
        right = QHBoxLayout()
        right.addStretch(1)
        right.addWidget(self._saved)
        right.addWidget(self._stop)
        top.addLayout(right, 3)
        bottom = QHBoxLayout()
        bottom.setContentsMargins(_QUIET_EDGE, 0, METRICS.large, METRICS.medium)
        bottom.setSpacing(METRICS.medium)
        bottom.addWidget(self._back)
        bottom.addWidget(self._status, 1)
        bottom.addWidget(self._next)
        self._next.setMinimumWidth(220)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(METRICS.small)
        column.addLayout(top)
        column.addWidget(self._stack, 1)
        column.addLayout(bottom)
