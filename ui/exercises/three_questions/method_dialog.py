"""How the card works, to read: the phases, the dots, what looks alike, and what anonymous means here."""

from html import escape

from PySide6.QtWidgets import QTextBrowser, QWidget

from facilitator.exercises.content_file import ExerciseContent, read_content
from facilitator.exercises.folder import implements
from facilitator.i18n import tr
from facilitator.resources import resource
from ui.dialogs import Panel
from ui.exercises.hooks import ExerciseUi

_WIDTH, _HEIGHT = 700, 540


class _Part(ExerciseContent):
    title: str
    text: str


class _Method(ExerciseContent):
    title: str
    language: str
    parts: tuple[_Part, ...]


class MethodDialog(Panel):
    """One page to read; its text is `resources/method/three_questions.json`."""

    def __init__(self, parent: QWidget | None) -> None:
        method = read_content(resource("method", "three_questions.json"), _Method)
        super().__init__(parent, tr(method.title), "card-method", (_WIDTH, _HEIGHT))
        self.text = QTextBrowser()
        self.text.setObjectName("method-text")
        self.text.setAccessibleName(tr(method.title))
        self.text.setHtml(
            "".join(f"<h3>{escape(tr(part.title))}</h3><p>{escape(tr(part.text))}</p>" for part in method.parts)
        )
        self.content.addWidget(self.text, 1)
        self.button(tr("Close"), "close", "primary", self.accept)
        self.text.setFocus()


method_dialog = implements(ExerciseUi.method_dialog)(MethodDialog)
