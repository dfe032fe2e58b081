"""By contact or by tally: asked only when the facilitator offers both."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from facilitator.exercises.network.answers import choose_entry_mode
from facilitator.exercises.network.factors import EntryMode
from facilitator.i18n import tr
from ui.entry.page import text
from ui.exercises.network.entry.page import EntryPage
from ui.exercises.network.entry.session import EntrySession
from ui.keys import as_latin
from ui.theme.icons import icon
from ui.theme.tokens import METRICS

_SIZE = (400, 280)
_PICTURE = 40


class EntryModePage(EntryPage):
    """Two large buttons; 1 and 2 press them."""

    def __init__(self, session: EntrySession, parent: QWidget | None = None) -> None:
        super().__init__(session, "network-way", parent)
        heading = text(tr("How would you like to answer?"), "title")
        heading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.contact = _Choice(
            "list",
            "1",
            tr("One by one"),
            tr("Shows you most."),
            "network-by-contact",
        )
        self.tally = _Choice(
            "tally-5",
            "2",
            tr("Count them"),
            tr("Quickest; no names."),
            "network-by-tally",
        )
        self.contact.clicked.connect(lambda: self._choose("contact"))
        self.tally.clicked.connect(lambda: self._choose("tally"))
        row = QHBoxLayout()
        row.setSpacing(METRICS.large)
        row.addStretch(1)
        row.addWidget(self.contact)
        row.addWidget(self.tally)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setSpacing(METRICS.large)
        column.addStretch(1)
        column.addWidget(heading)
        column.addLayout(row)
        column.addStretch(2)

    def enter(self) -> None:
        """Begin at the way chosen last."""
        chosen = self.tally if self.session.view.entry == "tally" else self.contact
        chosen.setFocus()

    def try_next(self) -> None:
        """Take the one that has the focus, or the way chosen last."""
        if self.tally.hasFocus() or (self.session.view.entry == "tally" and not self.contact.hasFocus()):
            self._choose("tally")
        else:
            self._choose("contact")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by number, move by arrow."""
        event = as_latin(event)
        if event.key() == Qt.Key.Key_1:
            self._choose("contact")
        elif event.key() == Qt.Key.Key_2:
            self._choose("tally")
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            (self.contact if event.key() == Qt.Key.Key_Left else self.tally).setFocus()
        else:
            super().keyPressEvent(event)

    def _choose(self, entry: EntryMode) -> None:
        if self.session.commit(choose_entry_mode, entry) is not None:
            self.session.read()
            self.go_on.emit()


class _Choice(QPushButton):
    """A button with a picture, its key, a heading and a sentence."""

    def __init__(self, picture: str, key: str, title: str, words: str, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(f"{title}. {words}")
        self.setFixedSize(*_SIZE)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        mark = QLabel()
        mark.setPixmap(icon(picture, "accent").pixmap(_PICTURE, _PICTURE))
        cap = QLabel(key)
        cap.setProperty("role", "keycap")
        top = QHBoxLayout()
        top.addWidget(mark)
        top.addStretch(1)
        top.addWidget(cap)
        column = QVBoxLayout(self)
        column.setContentsMargins(METRICS.large, METRICS.large, METRICS.large, METRICS.large)
        column.setSpacing(METRICS.small)
        column.addLayout(top)
        column.addWidget(text(title, "heading"))
        column.addWidget(text(words))
        column.addStretch(1)
        for label in self.findChildren(QLabel):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
