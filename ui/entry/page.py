"""What every page of an entry is: something to do, with a way on and a way back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractScrollArea, QHBoxLayout, QLabel, QPushButton, QScroller, QVBoxLayout, QWidget

from facilitator.i18n import tr
from ui.speaker import Speaker


class Page(Speaker, QWidget):
    """One page. The frame around it shows its buttons and its status, so that they are always in the same place."""

    go_on = Signal()
    """The page is finished with."""
    go_back = Signal()
    """Back to the page before."""
    said = Signal(str, str)
    """A sentence for the status line and its role: "caption", "warning" or "error"."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        # Not by click: a finger on a key that takes no focus would move it from the field to the page.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    @property
    def next_text(self) -> str:
        """The word on the button that goes on."""
        return tr("Next")

    def enter(self) -> None:
        """The page is turned to: show what is in the library and take the keyboard."""
        self.setFocus()

    def refresh(self) -> None:
        """Show what is in the library now: something else changed it."""

    def keep(self) -> bool:
        """Commit what is typed; False, with a sentence, where that could not be done."""
        return True

    def try_next(self) -> None:
        """The person wants to go on."""
        self.go_on.emit()


def text(words: str, role: str = "body") -> QLabel:
    """A label of plain text that wraps."""
    label = QLabel(words)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def touch_button(words: str, name: str, role: str = "secondary") -> QPushButton:
    """A button big enough for a finger."""
    button = QPushButton(words)
    button.setObjectName(name)
    button.setProperty("role", role)
    button.setProperty("touch", True)
    # Enter presses the button that has the focus, as in a dialog.
    button.setAutoDefault(True)
    return button


def centred(holder: QWidget, card: QWidget) -> None:
    """Put a card into the middle of `holder`.

    Between stretches rather than aligned: an aligned card would get the height its text has in one line.
    """
    line = QHBoxLayout()
    line.addStretch(1)
    # As wide as it may be.
    line.addWidget(card, 1000)
    line.addStretch(1)
    column = QVBoxLayout(holder)
    column.addStretch(1)
    column.addLayout(line)
    column.addStretch(1)


def kinetic(area: QAbstractScrollArea) -> None:
    """Let a finger push the content, and let it run on when the finger leaves."""
    QScroller.grabGesture(area.viewport(), QScroller.ScrollerGestureType.TouchGesture)
