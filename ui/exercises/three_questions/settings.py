"""How a step runs the card: its three questions, whose names stand on the cards, and the dots."""

from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLineEdit, QSpinBox, QWidget

from facilitator.exercises.three_questions.setup import (
    MOST_DOTS,
    NAMES,
    Names,
    Setup,
    change_prompts,
    change_settings,
    get_setup,
)
from facilitator.exercises.three_questions.templates import Prompt, load_template, template_names
from facilitator.i18n import tr
from facilitator.storage.library import Library
from ui.dialogs import Form
from ui.history import History


def names_in_words(names: Names) -> str:
    """What the choice means, in a few words."""
    return {
        "signed": tr("Signed: the full name stands on the card"),
        "initials": tr("Initials stand on the card; you can see whose it is"),
        "anonymous": tr("Anonymous: nobody can tell, not even the file"),
    }[names]


class SettingsDialog(Form):
    """Nothing is written before it is saved, and what was saved can be undone."""

    def __init__(self, library: Library, step_id: int, history: History, parent: QWidget | None) -> None:
        super().__init__(parent, tr("Exercise settings"), "card-settings")
        self.setMinimumWidth(720)
        self._library, self._step_id, self._history = library, step_id, history
        self._setup: Setup = get_setup(library, step_id)
        self._template = ""
        self.templates = self.named(QComboBox(), "card-template", tr("Start from a wording"))
        self.templates.addItem(tr("Start from a wording…"), "")
        for name in template_names():
            self.templates.addItem(load_template(name).title, name)
        self.templates.activated.connect(lambda _row: self._take_template())
        self.content.addWidget(self.templates)
        rows = QFormLayout()
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        rows.setVerticalSpacing(4)
        self.fields: list[tuple[QLineEdit, QLineEdit, QLineEdit]] = []
        for number, prompt in enumerate(self._setup.prompts, start=1):
            label = self.named(QLineEdit(prompt.label), f"prompt-{number}-label", tr("Heading {n}", n=number))
            question = self.named(QLineEdit(prompt.question), f"prompt-{number}-question", tr("Question {n}", n=number))
            help_ = self.named(QLineEdit(prompt.help), f"prompt-{number}-help", tr("Help {n}", n=number))
            self.fields.append((label, question, help_))
            rows.addRow(tr("Heading {n} on the wall", n=number), label)
            rows.addRow(tr("Question"), question)
            rows.addRow(tr("Help below it"), help_)
        self.content.addLayout(rows)
        self.names = self.named(QComboBox(), "card-names", tr("Whose names stand on the cards"))
        for names in NAMES:
            self.names.addItem(names_in_words(names), names)
        self.names.setCurrentIndex(self.names.findData(self._setup.names))
        self.dots = self.named(QSpinBox(), "card-dots", tr("Dots a person"))
        self.dots.setRange(1, MOST_DOTS)
        self.dots.setValue(self._setup.dots)
        self.several = self.named(
            QCheckBox(tr("Several dots may lie on the same thing")), "card-several", tr("Several dots on one thing")
        )
        self.several.setChecked(self._setup.several)
        below = QFormLayout()
        below.addRow(tr("Names"), self.names)
        below.addRow(tr("Dots a person"), self.dots)
        below.addRow("", self.several)
        self.content.addLayout(below)
        self.end_with(tr("Save"), self._save)
        self.fields[0][1].setFocus()

    def _take_template(self) -> None:
        name = self.templates.currentData()
        if not name:
            return
        self._template = name
        for fields, prompt in zip(self.fields, load_template(name).prompts, strict=True):
            for field, words in zip(fields, (prompt.label, prompt.question, prompt.help), strict=True):
                field.setText(words)

    def _save(self) -> None:
        prompts = [
            Prompt(label=label.text(), question=question.text(), help=help_.text())
            for label, question, help_ in self.fields
        ]
        before = [Prompt(label=each.label, question=each.question, help=each.help) for each in self._setup.prompts]
        names: Names = self.names.currentData()
        wanted = names, self.dots.value(), self.several.isChecked()
        if wanted != (self._setup.names, self._setup.dots, self._setup.several):
            self._history.note(
                change_settings(self._library, self._step_id, names=names, dots=wanted[1], several=wanted[2])
            )
            # What could be saved is saved: a refusal of the questions must not save it twice.
            self._setup = get_setup(self._library, self._step_id)
        if prompts != before:
            self._history.note(change_prompts(self._library, self._step_id, prompts, self._template))
