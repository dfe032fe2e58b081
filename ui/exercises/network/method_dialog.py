"""How the measures work: a sentence for participants; formula, source and what few people do to it for researchers."""

from html import escape

from PySide6.QtWidgets import QCheckBox, QTextBrowser, QWidget

from facilitator.exercises.folder import implements
from facilitator.exercises.network.method import MeasureNote, MethodNote, method_note
from facilitator.i18n import tr
from ui.dialogs import Panel
from ui.exercises.hooks import ExerciseUi
from ui.theme import theme

_WIDTH, _HEIGHT = 760, 600


class MethodDialog(Panel):
    """One page to read and to search with the eye; the formulas can be put away."""

    def __init__(self, parent: QWidget | None) -> None:
        note = method_note()
        super().__init__(parent, note.title, "network-method", (_WIDTH, _HEIGHT))
        self._note: MethodNote = note
        self.formulas = QCheckBox(tr("Formulas, sources and measures for researchers"))
        self.formulas.setObjectName("method-formulas")
        self.formulas.toggled.connect(self._show)
        self.text = QTextBrowser()
        self.text.setObjectName("method-text")
        self.text.setAccessibleName(note.title)
        self.content.addWidget(self.formulas)
        self.content.addWidget(self.text, 1)
        self.button(tr("Close"), "close", "primary", self.accept)
        self._show()
        self.text.setFocus()

    def _show(self) -> None:
        note, all_of_it = self._note, self.formulas.isChecked()
        parts = [f"<p>{escape(paragraph)}</p>" for paragraph in note.lead]
        if all_of_it:
            parts.append(f"<p><i>{escape(note.symbols)}</i></p>")
        parts += [_measure(each, formulas=all_of_it) for each in note.measures if each.shown or all_of_it]
        if all_of_it:
            parts.append(_list(tr("Where others count differently"), note.differences))
        parts.append(_list(tr("Where it comes from"), note.credits))
        if all_of_it:
            parts.append(_list(tr("References"), note.references))
        tokens = theme.current()
        style = f"<style>h3 {{ color: {tokens.text}; }} .fine {{ color: {tokens.muted}; }}</style>"
        self.text.setHtml(style + "".join(parts))


method_dialog = implements(ExerciseUi.method_dialog)(MethodDialog)


def _measure(note: MeasureNote, *, formulas: bool) -> str:
    told = f"<h3>{escape(note.name)}</h3><p>{escape(note.sentence)}</p>"
    few = tr("With few: {words}", words=note.small)
    if not formulas:
        return f"{told}<p class='fine'>{escape(few)}</p>"
    lines = (tr("Formula: {formula}", formula=note.formula), few, tr("Source: {source}", source=note.source))
    return told + "<p class='fine'>" + "<br>".join(escape(line) for line in lines) + "</p>"


def _list(heading: str, lines: tuple[str, ...]) -> str:
    if not lines:
        return ""
    return f"<h3>{escape(heading)}</h3><ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>"
