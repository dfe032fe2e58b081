"""A word at the lower edge about what the room sees since just now, with a way back."""

from dataclasses import fields
from time import monotonic

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from facilitator.i18n import tr
from ui.stage import Showing, Stage

_SHOWN_MS = 8_000
_AT_ONCE = 0.5
"""Seconds in which a change belongs to the one before. Not asked of the timer, which may be off by a twentieth."""
_FROM_BELOW = 64
_SEEN = tuple(each.name for each in fields(Showing) if each.name != "look")
"""What of a `Showing` the room reads; how that looks is changed in front of everybody, on purpose."""


class RoomToast(QFrame):
    """Hidden until the room is shown something else, and after some seconds."""

    def __init__(self, stage: Stage, window: QWidget) -> None:
        super().__init__(window)
        self._stage = stage
        self._window = window
        self._now = stage.showing
        self._before = stage.showing
        self._changed = 0.0
        self.setObjectName("room-toast")
        self.setProperty("role", "notice")
        self.setAutoFillBackground(True)
        self.words = QLabel()
        self.words.setObjectName("room-toast-words")
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        undo = self.undo = QPushButton(tr("Undo"))
        undo.setObjectName("room-toast-undo")
        undo.setAccessibleName(tr("Show the room again what it saw before"))
        # The keyboard stays where somebody is typing.
        undo.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        undo.clicked.connect(self.take_back)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 8, 6)
        row.setSpacing(12)
        row.addWidget(self.words)
        row.addWidget(undo)
        self._over = QTimer(self, singleShot=True, interval=_SHOWN_MS)
        self._over.timeout.connect(self.hide)
        window.installEventFilter(self)
        self.hide()

    def follow(self, showing: Showing, words: str, *, seen: bool) -> None:
        """The stage shows something else; `words` say what the room sees now, `seen` whether it sees anything."""
        before, self._now = self._now, showing
        if all(getattr(before, name) == getattr(showing, name) for name in _SEEN):
            return
        if not seen:
            self.hide()
            return
        # Several changes at once, as a step that is run brings, are taken back as one.
        if not self.isVisible() or monotonic() - self._changed > _AT_ONCE:
            self._before = before
        self._changed = monotonic()
        self.words.setText(words)
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        self._over.start()

    def take_back(self) -> None:
        """Show the room again what it saw before."""
        before = self._before
        self._now = before
        self._stage.show(**{name: getattr(before, name) for name in _SEEN})
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the lower edge of the window."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        self.setMaximumWidth(self._window.width() - 32)
        self.move((self._window.width() - self.width()) // 2, self._window.height() - self.height() - _FROM_BELOW)
