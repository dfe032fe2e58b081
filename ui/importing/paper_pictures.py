"""From pictures of filled-in sheets to the window in which they are typed in, with the picture beside."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QComboBox, QWidget

from facilitator.exercises.steps import kind_of
from facilitator.i18n import tr, trn
from facilitator.text_matching import distinct
from facilitator.workshop.agenda import current_step, said_title, steps_of
from facilitator.workshop.tables import AgendaStep
from ui.bridge import LibraryBridge
from ui.dialogs import Dialog, Form, Panel, message
from ui.entry.sheet_pictures import SheetPictures
from ui.exercises.hooks import ExerciseUi
from ui.exercises.registry import exercise_ui
from ui.history import History


def type_in_from(
    parent: QWidget, bridge: LibraryBridge, history: History, workshop_id: int, sources: Sequence[Path | QImage]
) -> None:
    """Open *Enter worksheets from paper* with the pictures beside.

    Where several steps take sheets, ask of which these are.
    """
    library = bridge.library
    every = steps_of(library, workshop_id)
    steps = [step for step in every if exercise_ui(kind_of(library, step)).has(ExerciseUi.paper_dialog)]
    if not steps:
        said = tr("Nothing on this agenda is answered on paper, so a picture of a sheet has no place to be typed in.")
        message(parent, tr("No place for a picture"), said)
    elif len(steps) == 1:
        _open(parent, bridge, history, steps[0], sources)
    else:
        _ask_of_which(parent, bridge, history, steps, current_step(every), sources)


def _ask_of_which(
    parent: QWidget,
    bridge: LibraryBridge,
    history: History,
    steps: Sequence[AgendaStep],
    current: AgendaStep | None,
    sources: Sequence[Path | QImage],
) -> None:
    form = Form(parent, tr("Whose pictures are these?"), "picture-step")
    form.say(
        trn(
            "The picture of a sheet is shown beside the entry of its step, and typed in there.",
            "The pictures of {count} sheets are shown beside the entry of their step, and typed in there.",
            len(sources),
        )
    )
    choice = form.named(QComboBox(), "picture-step-choice", tr("Step"))
    for step, title in zip(steps, distinct(said_title(step) for step in steps), strict=True):
        choice.addItem(title, step)
    ids = [step.id for step in steps]
    choice.setCurrentIndex(ids.index(current.id) if current is not None and current.id in ids else 0)
    form.content.addWidget(choice)
    form.end_with(tr("Go on"), lambda: _open(parent, bridge, history, choice.currentData(), sources))
    choice.setFocus()
    form.open()


def _open(
    parent: QWidget, bridge: LibraryBridge, history: History, step: AgendaStep, sources: Sequence[Path | QImage]
) -> None:
    entry = exercise_ui(kind_of(bridge.library, step)).paper_dialog(bridge, step.id, history, parent)
    # Where nothing can be typed in, a panel says why.
    if isinstance(entry, Dialog) and not isinstance(entry, Panel):
        entry.put_beside(SheetPictures(sources), "entry-beside-picture")
    entry.show()
