"""The form in which the facilitator puts a page of the guide into their own words, for one workshop."""

from PySide6.QtWidgets import QFormLayout, QPlainTextEdit, QWidget

from facilitator.exercises.guide import (
    FIELDS,
    GuidePage,
    GuideText,
    as_it_came,
    guide_language,
    labels,
    reword_before,
    reword_step,
)
from facilitator.i18n import speaking, tr
from facilitator.storage.library import Done, Library
from ui.dialogs import Form
from ui.history import History

_HEIGHTS = {"say": 104, "ask": 84, "watch": 70, "if_so": 84, "words": 52}


class GuideForm(Form):
    """The five fields of a page, a paragraph a line."""

    def __init__(self, parent: QWidget | None, library: Library, history: History, page: GuidePage) -> None:
        super().__init__(parent, tr("Guide: {title}", title=page.title), "guide-form")
        self._library = library
        self._page = page
        self.resize(720, 600)
        self.fields: dict[str, QPlainTextEdit] = {}
        rows = QFormLayout()
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        for name, label in labels().items():
            field = self.named(QPlainTextEdit(getattr(page.text, name)), f"guide-{name}", label)
            field.setTabChangesFocus(True)
            field.setMinimumHeight(_HEIGHTS[name])
            self.fields[name] = field
            rows.addRow(label, field)
        self.content.addLayout(rows)
        self.say(tr("A paragraph a line. It is kept with this workshop, and copied with it."), "caption")
        restore = self.button(tr("As it came"), "guide-restore", "quiet", self._restore)
        restore.setToolTip(tr("Put the program’s own words back into the fields"))
        restore.setEnabled(bool(page.reworded))
        self.end_with(tr("Save"), lambda: history.note(self._save()))
        self.fields["say"].setFocus()

    def _restore(self) -> None:
        with speaking(guide_language(self._library, self._page.workshop_id)):
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
