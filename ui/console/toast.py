"""A word in the lower bar about what the room sees since just now, with a way back."""

from collections.abc import Sequence
from dataclasses import replace
from time import monotonic

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAction, QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from facilitator.i18n import percent, tr
from ui.announcing import announce
from ui.stage import PHONES, PROMPT, ProjectorLook, Showing, Stage
from ui.theme.tokens import METRICS
from ui.theme.widgets import ElidedLabel

_SHOWN_MS = 8_000
_AT_ONCE = 0.5
"""Seconds in which a change belongs to the one before. Not asked of the timer, which may be off by a twentieth."""
_WORDS_MOVE = (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.Hide)
_CHOSEN = ("step_id", "view", "options", "blank", "frozen", "look")
"""What of a `Showing` somebody chose; where phones answer is as it is."""


class ProjectorToast(QFrame):
    """Hidden until the room is shown something else, and after some seconds. It lies over `bar`, on the words that may
    be covered for so long, and over no button: on as many of them as it needs, in their order, and on whole ones."""

    def __init__(self, stage: Stage, bar: QWidget, words: Sequence[QWidget], action: QAction) -> None:
        """`action` takes back by a key what the button does, while this is to be seen."""
        super().__init__(bar)
        self._action = action
        action.setEnabled(False)
        self._stage = stage
        self._bar, self._over_words = bar, words
        self._now = stage.showing
        self._before = stage.showing
        self._remembered = self._remembered_before = dict(stage.remembered)
        self._changed = 0.0
        self.setObjectName("room-toast")
        self.setProperty("role", "notice")
        self.setAutoFillBackground(True)
        self.words = ElidedLabel()
        self.words.setObjectName("room-toast-words")
        undo = self.undo = QPushButton(tr("Undo"))
        undo.setObjectName("room-toast-undo")
        undo.setAccessibleName(tr("Show the room again what it saw before"))
        undo.setToolTip(action.toolTip())
        # The keyboard stays where somebody is typing.
        undo.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        undo.clicked.connect(self.take_back)
        row = QHBoxLayout(self)
        row.setContentsMargins(METRICS.small, 2, METRICS.tight, 2)
        row.setSpacing(METRICS.tight)
        row.addWidget(self.words, 1)
        row.addWidget(undo)
        # Once the words are where they go: they move one after the other.
        self._settled = QTimer(self, singleShot=True, interval=0)
        self._settled.timeout.connect(self._place)
        self._over = QTimer(self, singleShot=True, interval=_SHOWN_MS)
        self._over.timeout.connect(self.hide)
        for each in (bar, *words):
            each.installEventFilter(self)
        self.hide()

    def follow(self, showing: Showing, words: str, *, seen: bool) -> None:
        """The stage shows something else; `words` say what the room sees now, `seen` whether it sees anything."""
        before, self._now = self._now, showing
        remembered, self._remembered = self._remembered, dict(self._stage.remembered)
        changed = [name for name in _CHOSEN if getattr(before, name) != getattr(showing, name)]
        if not changed:
            return
        if not seen:
            self.hide()
            return
        # Several changes at once, as a step that is run brings, are taken back as one.
        if not self.isVisible() or monotonic() - self._changed > _AT_ONCE:
            self._before, self._remembered_before = before, remembered
        self._changed = monotonic()
        words = _look_in_words(before.look, showing.look) if changed == ["look"] else words
        self.words.setText(words)
        self.show()
        self._place()
        self.raise_()
        announce(self, words)
        self._over.start()

    def take_back(self) -> None:
        """Show the room again what it saw before."""
        before = self._before
        if before.view == PHONES and not self._now.address:
            # They no longer answer.
            before = replace(before, view=PROMPT, options={})
        self._stage.remembered = dict(self._remembered_before)
        self._now = replace(before, address=self._now.address, network=self._now.network)
        self._stage.show(**{name: getattr(before, name) for name in _CHOSEN})
        self.hide()

    def showEvent(self, event: QShowEvent) -> None:
        """Its key works for as long as it is there."""
        self._action.setEnabled(True)
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """And no longer."""
        self._action.setEnabled(False)
        super().hideEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay on the words."""
        done = super().eventFilter(watched, event)
        if event.type() in _WORDS_MOVE and self.isVisible():
            self._settled.start()
        return done

    def _place(self) -> None:
        height = min(self.sizeHint().height(), self._bar.height() - 2)
        wanted = self.words.sizeHint().width() + self.minimumSizeHint().width()
        first, *others = (each.geometry() for each in self._over_words if not each.isHidden())
        # Over all of the words: half a line beside it would be read as part of it. Never narrower than its button.
        left, width = first.left(), max(first.width(), self.minimumSizeHint().width())
        for each in others:
            if width < wanted:
                width = each.right() + 1 - left
        self.setGeometry(left, (self._bar.height() - height) // 2, width, height)


def _look_in_words(before: ProjectorLook, now: ProjectorLook) -> str:
    """What has changed of the projector's look."""
    if now.scheme != before.scheme:
        return tr("The projector is dark now") if now.scheme == "dark" else tr("The projector is light now")
    if now.text != before.text:
        return tr("Text on the projector: {size}", size=percent(now.text))
    return tr("The room sees the time left") if now.clock else tr("The room no longer sees the time left")
