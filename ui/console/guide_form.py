"""The form in which the facilitator puts a page of the guide into their own words, for one workshop."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QPlainTextEdit, QWidget

from facilitator.exercises.guide import (
    FIELDS,
    GuidePage,
    GuideText,
    as_it_came,
    labels,
    reword_before,
    reword_step,
)
from facilitator.i18n import speaking, tr
from facilitator.storage.library import Done, Library
from facilitator.workshop.papers import spoken_in
from ui.dialogs import Form
from ui.history import History

_SHARES = {"say": 4, "ask": 3, "watch": 3, "if_so": 4, "words": 2}
"""How much of the height each field gets."""


class GuideForm(Form):
    """The five fields of a page, a paragraph a line."""

    def __init__(self, parent: QWidget | None, library: Library, history: History, page: GuidePage) -> None:
        super().__init__(parent, tr("Guide: {title}", title=page.title), "guide-form", (760, 620))
        self._library = library
        self._page = page
        self.fields: dict[str, QPlainTextEdit] = {}
        rows = QGridLayout()
        rows.setHorizontalSpacing(14)
        for number, (name, label) in enumerate(labels(page).items()):
            field = self.named(QPlainTextEdit(getattr(page.text, name)), f"guide-{name}", label)
            field.setTabChangesFocus(True)
            self.fields[name] = field
            rows.addWidget(QLabel(label), number, 0, Qt.AlignmentFlag.AlignTop)
            rows.addWidget(field, number, 1)
            rows.setRowStretch(number, _SHARES[name])
        self.content.addLayout(rows)
        self.say(tr("A paragraph a line. It is kept with this workshop, and copied with it."), "caption")
        restore = self.button(tr("As it came"), "guide-restore", "quiet", self._restore)
        restore.setToolTip(tr("Put the program’s own words back into the fields"))
        restore.setEnabled(bool(page.reworded))
        self.end_with(tr("Save"), lambda: history.note(self._save()))
        self.fields["say"].setFocus()

    def _restore(self) -> None:
        with speaking(spoken_in(self._library, self._page.workshop_id)):
            text = as_it_came(self._library, self._page)
        for name, field in self.fields.items():
            field.setPlainText(getattr(text, name))

    def _save(self) -> Done[None]:
        text = GuideText(**{name: self.fields[name].toPlainText() for name in FIELDS})
        if self._page.step is None:
            return reword_before(self._library, self._page.workshop_id, text)
        return reword_step(self._library, self._page.step.id, text)


def edit_guide(parent: QWidget | None, library: Library, history: History, page: GuidePage) -> GuideForm:
    """Open the form of a page; what is saved can be undone."""
    form = GuideForm(parent, library, history, page)
    form.open()
    return form
