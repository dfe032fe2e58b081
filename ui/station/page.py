"""The shape that the station's quiet pages share: one card in the middle, with a heading and what to do."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ui.entry.page import kinetic
from ui.keys import DigitsLine
from ui.speaker import Speaker
from ui.theme.tokens import METRICS
from ui.theme.widgets import Card, Scrolled

_WIDTH = 640


class CardPage(Speaker, QWidget):
    """A card in the middle of the window."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.card = Card()
        self.card.setFixedWidth(_WIDTH)
        self._whole = self.card.column
        self._whole.setContentsMargins(METRICS.huge, METRICS.large, METRICS.huge, METRICS.large)
        self._whole.setSpacing(METRICS.medium)
        inside = QWidget()
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(METRICS.medium)
        self._scrolled = Scrolled(inside)
        kinetic(self._scrolled)
        self._whole.addWidget(self._scrolled)
        self.heading = self.say("title")
        # Between stretches rather than aligned: an aligned card would get the height its text has in one line.
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self.card)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addLayout(line)
        column.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is on the card may be as high as the page leaves it."""
        super().resizeEvent(event)
        others = self._whole.totalMinimumSize() - self._scrolled.minimumSizeHint()
        self._scrolled.set_most(event.size() - QSize(0, max(others.height(), 0)))

    def say(self, role: str = "body", text: str = "") -> QLabel:
        """Add a paragraph."""
        label = QLabel(text)
        label.setProperty("role", role)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        self.column.addWidget(label)
        return label

    def buttons(self) -> QHBoxLayout:
        """Add a row of buttons, which stay in sight where what is above them scrolls."""
        row = QHBoxLayout()
        row.setSpacing(METRICS.small)
        self._whole.addLayout(row)
        return row


def touch_button(text: str, name: str, role: str, act: Callable[[], object]) -> QPushButton:
    """A button big enough for a finger."""
    button = QPushButton(text)
    button.setObjectName(name)
    button.setProperty("role", role)
    button.setProperty("touch", True)
    # Enter presses the button that has the focus, as in a dialog.
    button.setAutoDefault(True)
    button.clicked.connect(lambda: act())
    return button


def digits_field(name: str, label: str, most: int) -> QLineEdit:
    """A field for a few digits, without a menu that could open something."""
    field = DigitsLine()
    field.setObjectName(name)
    field.setAccessibleName(label)
    field.setProperty("touch", True)
    field.setMaxLength(most)
    field.setAlignment(Qt.AlignmentFlag.AlignCenter)
    field.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
    field.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhNoPredictiveText)
    return field
