"""The forms in which a step is added and edited."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QPlainTextEdit, QSizePolicy, QSpinBox, QWidget

from facilitator.exercises.hooks import Beginning
from facilitator.exercises.registry import exercise
from facilitator.exercises.steps import add_exercise, offered
from facilitator.exercises.time_plan import proposed_minutes
from facilitator.i18n import AGENDA, tr, tr_content
from facilitator.storage.library import Done, Library
from facilitator.workshop.agenda import add_step, describe_step, said_title
from facilitator.workshop.tables import AgendaStep, StepKind
from ui.dialogs import Form
from ui.theme.widgets import ElidedCombo


class StepForm(Form):
    """Title, minutes and notes of one step, and what it is for a new one."""

    def __init__(
        self,
        parent: QWidget | None,
        heading: str,
        yes: str,
        take: Callable[["StepForm"], object],
        first: Sequence[tuple[str, QWidget]] = (),
    ) -> None:
        """`first` are the rows above the title."""
        super().__init__(parent, heading, "step-form")
        self.form = QFormLayout()
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self.title = self.named(QLineEdit(), "step-title", tr("Title"))
        self.minutes = self.named(QSpinBox(), "step-minutes", tr("Minutes"))
        self.minutes.setRange(0, 24 * 60)
        self.notes = self.named(QPlainTextEdit(), "step-notes", tr("Notes"))
        self.notes.setTabChangesFocus(True)
        self.notes.setMinimumHeight(96)
        own = ((tr("Title"), self.title), (tr("Minutes"), self.minutes), (tr("Notes"), self.notes))
        for label, field in (*first, *own):
            self.form.addRow(label, field)
        self.content.addLayout(self.form)
        self.end_with(yes, lambda: take(self))
        self.title.setFocus()


def edit_step(
    parent: QWidget | None, library: Library, step: AgendaStep, note: Callable[[Done[None]], object]
) -> StepForm:
    """Open the form of a step; `note` gets what was done."""

    title, notes = said_title(step), tr_content(AGENDA, step.notes)

    def take(form: StepForm) -> None:
        # What came with the program and was left as it is stays its own, and is said in every language.
        written, noted = form.title.text(), form.notes.toPlainText()
        note(
            describe_step(
                library,
                step.id,
                title=step.title if written == title else written,
                minutes=form.minutes.value(),
                notes=step.notes if noted == notes else noted,
            )
        )

    form = StepForm(parent, tr("Edit step"), tr("Save"), take)
    form.title.setText(title)
    form.minutes.setValue(step.minutes)
    form.notes.setPlainText(notes)
    form.title.selectAll()
    form.open()
    return form


def new_step(
    parent: QWidget | None,
    library: Library,
    workshop_id: int,
    note: Callable[[Done[int]], object],
    *,
    after: int | None = None,
) -> StepForm:
    """Open the form of a new step that comes to stand after another one; `note` gets what was done, with its id."""
    kind = QComboBox()
    kind.setObjectName("step-kind")
    kind.setAccessibleName(tr("What it is"))
    kinds = ((StepKind.TALK, tr("Talk")), (StepKind.DEBRIEF, tr("Debrief")), (StepKind.BREAK, tr("Break")))
    for value, label in kinds:
        kind.addItem(label, ("", value.value))
    for known in offered(library):
        kind.addItem(tr("Exercise: {title}", title=known.title), (known.kind, ""))
    kind.setMaxVisibleItems(kind.count())

    beginning = ElidedCombo()
    beginning.setObjectName("step-beginning")
    beginning.setAccessibleName(tr("Begins with"))
    beginning.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    offers: list[Beginning | None] = []

    def take(form: StepForm) -> None:
        exercise_kind, plain_kind = kind.currentData()
        title, minutes, notes = form.title.text(), form.minutes.value(), form.notes.toPlainText()
        if exercise_kind:
            chosen = offers[beginning.currentIndex()] if offers else None
            title = title.strip() or (chosen.title if chosen is not None else "")
            options = chosen.options if chosen is not None else None
            add = partial(add_exercise, library, workshop_id, exercise_kind, title=title, options=options)
        else:
            add = partial(add_step, library, workshop_id, title, kind=StepKind(plain_kind))
        note(add(minutes=minutes, notes=notes, after=after))

    def fill_in() -> None:
        exercise_kind, _ = kind.currentData()
        form.title.setPlaceholderText(exercise(exercise_kind).title if exercise_kind else "")
        form.minutes.setValue(proposed_minutes(library, workshop_id, exercise_kind) if exercise_kind else 10)
        found = exercise(exercise_kind).beginnings(library) if exercise_kind else ()
        offers[:] = [None, *found] if found else []
        beginning.clear()
        beginning.addItems([tr("Nothing yet: I make it in its settings"), *(each.title for each in found)])
        form.form.setRowVisible(beginning, bool(found))

    def propose() -> None:
        chosen = offers[beginning.currentIndex()] if offers else None
        exercise_kind, _ = kind.currentData()
        form.title.setPlaceholderText(exercise(exercise_kind).title if chosen is None else chosen.title)
        if chosen is not None and chosen.minutes is not None:
            form.minutes.setValue(chosen.minutes)

    first = ((tr("What it is"), kind), (tr("Begins with"), beginning))
    form = StepForm(parent, tr("Add step"), tr("Add"), take, first)
    kind.currentIndexChanged.connect(fill_in)
    beginning.activated.connect(propose)
    fill_in()
    form.open()
    return form
