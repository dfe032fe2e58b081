"""Where the letter is written: once for all, with placeholders for what differs from person to person."""

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QSyntaxHighlighter, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QPlainTextEdit, QToolButton, QVBoxLayout, QWidget

from facilitator.errors import FacilitatorError
from facilitator.i18n import tr
from facilitator.post.letters import PLACEHOLDERS, Letter, check
from ui.folders import language_combo
from ui.theme.icons import icon
from ui.theme.theme import current

_PLACEHOLDER = re.compile(r"(?<!\{)\{(\w+)\}(?!\})")


def placeholder_names() -> dict[str, str]:
    """What people call what a placeholder stands for."""
    return {
        "first_name": tr("First name"),
        "name": tr("Whole name"),
        "workshop": tr("Title of the workshop"),
        "date": tr("Date of the workshop"),
        "follow_up": tr("Date of the follow-up"),
        "place": tr("Place"),
        "facilitator": tr("Your name, as the facilitator"),
        "client": tr("Client"),
    }


class LetterEditor(QWidget):
    """Subject and body, their language, a menu of placeholders, and a line that says what is wrong with them."""

    changed = Signal()

    def __init__(self, letter: Letter, original: Letter, language: str) -> None:
        super().__init__()
        self.language = language_combo("mail-language")
        self.language.setCurrentIndex(max(0, self.language.findData(language)))
        self._original = original
        self.subject = QLineEdit(letter.subject)
        self.subject.setObjectName("mail-subject")
        self.subject.setAccessibleName(tr("Subject"))
        self.body = QPlainTextEdit(letter.body)
        self.body.setObjectName("mail-body")
        self.body.setAccessibleName(tr("Letter"))
        self.body.setTabChangesFocus(True)
        self._colors = _Placeholders(self.body.document())
        self.problem = QLabel()
        self.problem.setObjectName("mail-problem")
        self.problem.setProperty("role", "error")
        self.problem.setWordWrap(True)
        self.insert = self._insert_button()
        self.restore = QToolButton()
        self.restore.setObjectName("mail-restore")
        self.restore.setIcon(icon("rotate-ccw"))
        self.restore.setToolTip(tr("Back to the letter that comes with the program"))
        self.restore.setAccessibleName(self.restore.toolTip())
        self.restore.setProperty("role", "quiet")
        self.restore.clicked.connect(lambda: self._restore())
        self._lay_out()
        self.subject.textChanged.connect(self._refresh)
        self.body.textChanged.connect(self._refresh)
        self._refresh()

    def _lay_out(self) -> None:
        heading = QLabel(tr("Letter"))
        heading.setProperty("role", "heading")
        top = QHBoxLayout()
        top.addWidget(heading, 1)
        if self.language.count() > 1:
            top.addWidget(self.language)
        top.addWidget(self.restore)
        top.addWidget(self.insert)
        line = QHBoxLayout()
        label = QLabel(tr("Subject"))
        label.setBuddy(self.subject)
        line.addWidget(label)
        line.addWidget(self.subject, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(top)
        layout.addLayout(line)
        layout.addWidget(self.body, 1)
        layout.addWidget(self.problem)

    def _insert_button(self) -> QToolButton:
        button = QToolButton()
        button.setObjectName("mail-insert")
        button.setText(tr("Insert placeholder"))
        button.setIcon(icon("plus"))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        names = placeholder_names()
        for placeholder in sorted(PLACEHOLDERS, key=list(names).index):
            action = menu.addAction(tr("{name}  {{{placeholder}}}", name=names[placeholder], placeholder=placeholder))
            action.setObjectName(f"insert-{placeholder}")
            action.triggered.connect(lambda _checked=False, placeholder=placeholder: self.add(placeholder))
        button.setMenu(menu)
        return button

    @property
    def letter(self) -> Letter:
        """What is written now."""
        return Letter(self.subject.text(), self.body.toPlainText())

    @property
    def is_right(self) -> bool:
        """Whether it can be filled in."""
        return not self.problem.text()

    def add(self, placeholder: str) -> None:
        """Put a placeholder where the cursor is, in the subject if that was written in last."""
        text = f"{{{placeholder}}}"
        if self.subject.hasFocus():
            self.subject.insert(text)
        else:
            self.body.insertPlainText(text)
            self.body.setFocus()

    def begin_with(self, letter: Letter, original: Letter) -> None:
        """Show another letter; `original` is what it can be set back to."""
        self._original = original
        self.subject.setText(letter.subject)
        self.body.setPlainText(letter.body)
        self._refresh()

    def _restore(self) -> None:
        self.subject.selectAll()
        self.subject.insert(self._original.subject)
        # By the cursor, so that Ctrl+Z brings one's own words back.
        cursor = self.body.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(self._original.body)

    def _refresh(self) -> None:
        try:
            check(self.letter)
        except FacilitatorError as error:
            self.problem.setText(error.sentence)
        else:
            self.problem.clear()
        self.problem.setVisible(bool(self.problem.text()))
        self.restore.setEnabled(self.letter != self._original)
        self.changed.emit()


class _Placeholders(QSyntaxHighlighter):
    """Colours what will be filled in, and what is in braces and will not be."""

    def highlightBlock(self, text: str) -> None:
        """Colour one line."""
        for found in _PLACEHOLDER.finditer(text):
            look = QTextCharFormat()
            look.setForeground(QColor(current().accent if found[1] in PLACEHOLDERS else current().danger))
            self.setFormat(found.start(), len(found[0]), look)
