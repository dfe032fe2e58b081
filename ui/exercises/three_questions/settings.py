"""How a step runs the card: its three questions, whose names stand on the cards, and the dots."""

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)

from facilitator.exercises.folder import implements
from facilitator.exercises.three_questions.setup import (
    CONTEXT,
    MOST_DOTS,
    NAMES,
    Setup,
    change_prompts,
    change_settings,
    get_setup,
)
from facilitator.exercises.three_questions.templates import (
    CardTemplate,
    Prompt,
    forget_wording,
    keep_wording,
    load_template,
    own_wordings,
    template_names,
)
from facilitator.i18n import tr, tr_content
from facilitator.questionnaires.model import Names
from facilitator.storage.library import Library
from ui.dialogs import Form, ask_line
from ui.exercises.hooks import ExerciseUi
from ui.history import History
from ui.theme.icons import icon
from ui.theme.layouts import parts_of
from ui.theme.widgets import one_column


def names_in_words(names: Names) -> str:
    """What the choice means, in a few words."""
    return {
        "signed": tr("Signed: the full name stands on the card"),
        "initials": tr("Initials stand on the card; you can see whose it is"),
        "anonymous": tr("Anonymous: no author, not even in the file"),
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
        self.templates.activated.connect(lambda _row: self._take_template())
        self.keep = QPushButton(icon("save"), tr("Keep this wording…"))
        self.keep.setObjectName("card-keep")
        self.keep.setAutoDefault(False)
        self.keep.clicked.connect(self._ask_to_keep)
        self.forget = QPushButton(icon("trash-2"), "")
        self.forget.setProperty("bare", True)
        self.forget.setObjectName("card-forget")
        self.forget.setAutoDefault(False)
        self.forget.setToolTip(tr("Keep this wording no longer"))
        self.forget.setAccessibleName(tr("Keep this wording no longer"))
        self.forget.clicked.connect(self._forget)
        line = QHBoxLayout()
        line.addWidget(self.templates, 1)
        line.addWidget(self.keep)
        line.addWidget(self.forget)
        self.content.addLayout(line)
        self._list_templates()
        rows = QFormLayout()
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        rows.setVerticalSpacing(4)
        self.fields: list[tuple[QLineEdit, QLineEdit, QLineEdit]] = []
        self.ahead: list[QCheckBox] = []
        for number, prompt in enumerate(self._setup.prompts, start=1):
            label = self.named(QLineEdit(prompt.label), f"prompt-{number}-label", tr("Heading {n}", n=number))
            question = self.named(QLineEdit(prompt.question), f"prompt-{number}-question", tr("Question {n}", n=number))
            help_ = self.named(QLineEdit(prompt.help), f"prompt-{number}-help", tr("Help {n}", n=number))
            ahead = self.named(
                QCheckBox(tr("Looked at again next time")),
                f"prompt-{number}-ahead",
                tr("Look at the answers to question {n} again next time", n=number),
            )
            ahead.setChecked(prompt.looks_ahead)
            self.fields.append((label, question, help_))
            self.ahead.append(ahead)
            head = QHBoxLayout()
            head.addWidget(label, 1)
            head.addWidget(ahead)
            rows.addRow(tr("Heading {n} on the wall", n=number), head)
            rows.addRow(tr("Question"), question)
            rows.addRow(tr("Help below it"), help_)
        self.content.addLayout(rows)
        self.names = self.named(QComboBox(), "card-names", tr("Whose names stand on the cards"))
        for names in NAMES:
            self.names.addItem(names_in_words(names), names)
        self.names.setCurrentIndex(self.names.findData(self._setup.names))
        self.together = self.named(QComboBox(), "card-together", tr("Who writes together"))
        for together, words in (
            ("alone", tr("Everybody writes alone")),
            ("pairs", tr("In pairs, chosen at the station")),
            ("teams", tr("As teams, as on the roster")),
        ):
            self.together.addItem(words, together)
        self.together.setCurrentIndex(self.together.findData(self._setup.together))
        self.dots = self.named(QSpinBox(), "card-dots", tr("Dots a person"))
        self.dots.setRange(1, MOST_DOTS)
        self.dots.setValue(self._setup.dots)
        self.several = self.named(
            QCheckBox(tr("Several dots may lie on the same thing")), "card-several", tr("Several dots on one thing")
        )
        self.several.setChecked(self._setup.several)
        below = QFormLayout()
        below.addRow(tr("Names"), self.names)
        below.addRow(tr("Company"), self.together)
        dots = QHBoxLayout()
        dots.addWidget(self.dots, 1)
        dots.addWidget(self.several, 2)
        below.addRow(tr("Dots a person"), dots)
        self.content.addLayout(below)
        one_column(each for form in (rows, below) for each in parts_of(form).values() if isinstance(each, QLabel))
        self.end_with(tr("Save"), self._save)
        self.fields[0][1].setFocus()

    def _list_templates(self, chosen: str = "") -> None:
        self._wordings = {title: wording.prompts for title, wording in self._known_wordings()}
        own = {wording.title for wording in own_wordings(self._library)}
        self.templates.clear()
        self.templates.addItem(tr("Start from a wording…"), "")
        for title in self._wordings:
            # Of its own words nothing is translated.
            shown = title if title in own else tr_content(CONTEXT, title)
            self.templates.addItem(icon("star") if title in own else QIcon(), shown, title)
        self.templates.setCurrentIndex(max(0, self.templates.findData(chosen)))
        self.forget.setEnabled(chosen in own)

    def _known_wordings(self) -> list[tuple[str, CardTemplate]]:
        bundled = [load_template(name) for name in template_names()]
        return [(each.title, each) for each in (*bundled, *own_wordings(self._library))]

    def _take_template(self) -> None:
        title = self.templates.currentData()
        self.forget.setEnabled(title in {wording.title for wording in own_wordings(self._library)})
        if not title:
            return
        self._template = title
        for fields, ahead, prompt in zip(self.fields, self.ahead, self._wordings[title], strict=True):
            for field, words in zip(fields, (prompt.label, prompt.question, prompt.help), strict=True):
                field.setText(tr_content(CONTEXT, words))
            ahead.setChecked(prompt.looks_ahead)

    def _ask_to_keep(self) -> None:
        ask_line(
            self,
            tr("Keep this wording"),
            tr("A name for it, to be found in other workshops"),
            self._template,
            tr("Keep"),
            self._keep,
        )

    def _keep(self, title: str) -> None:
        first, second, third = self._prompts()
        keep_wording(self._library, title, (first, second, third))
        self._list_templates(title.strip())

    def _forget(self) -> None:
        forget_wording(self._library, self.templates.currentData())
        self._list_templates()

    def _prompts(self) -> list[Prompt]:
        return [
            Prompt.model_construct(
                label=label.text(), question=question.text(), help=help_.text(), looks_ahead=ahead.isChecked()
            )
            for (label, question, help_), ahead in zip(self.fields, self.ahead, strict=True)
        ]

    def _save(self) -> None:
        prompts = self._prompts()
        before = [
            Prompt.model_construct(
                label=each.label, question=each.question, help=each.help, looks_ahead=each.looks_ahead
            )
            for each in self._setup.prompts
        ]
        names, together = self.names.currentData(), self.together.currentData()
        dots, several = self.dots.value(), self.several.isChecked()
        setup = self._setup
        if (names, dots, several, together) != (setup.names, setup.dots, setup.several, setup.together):
            self._history.note(
                change_settings(
                    self._library, self._step_id, names=names, dots=dots, several=several, together=together
                )
            )
            # What could be saved is saved: a refusal of the questions must not save it twice.
            self._setup = get_setup(self._library, self._step_id)
        if prompts != before:
            self._history.note(change_prompts(self._library, self._step_id, prompts, self._template))


settings_dialog = implements(ExerciseUi.settings_dialog)(SettingsDialog)
