"""What comes into the library from outside: a table through its preview, or the sample workshop."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QWidget

from facilitator.exercises.templates import start_workshop, templates
from facilitator.i18n import tr
from facilitator.progress import LongWork, Progress
from facilitator.storage.library import Done, Library
from ui.bridge import LibraryBridge
from ui.dialogs import Form, ProgressDialog, ask_line
from ui.history import History
from ui.importing.dialog import ImportDialog, table_filter
from ui.importing.files import EXCHANGED, FilesDialog
from ui.work import Work


def choose_files(parent: QWidget, take: Callable[[list[Path]], object]) -> None:
    """Let the person choose files; `take` gets them."""
    chosen = QFileDialog(parent, tr("Import people or answers"))
    chosen.setNameFilter(table_filter())
    chosen.setFileMode(QFileDialog.FileMode.ExistingFiles)
    chosen.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    chosen.filesSelected.connect(lambda names: take([Path(name) for name in names]))
    chosen.open()


def preview(
    library: Library, bridge: LibraryBridge, history: History, workshop_id: int, parent: QWidget, paths: list[Path]
) -> None:
    """Show what importing the files would do: a table with its columns to be matched, worksheets, or files as a whole.

    Worksheets go by themselves; tables that were chosen with them are left for another time.
    """
    dialog: QDialog
    if any(path.suffix.lower() == ".pdf" for path in paths):
        from ui.worksheets.returned import look_at_returned

        look_at_returned(parent, library, history, workshop_id, paths)
        return
    if len(paths) == 1 and paths[0].suffix.lower() not in EXCHANGED:
        dialog = ImportDialog(library, bridge, history, workshop_id, paths[0], parent)
    else:
        dialog = FilesDialog(library, history, workshop_id, paths, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def new_workshop(parent: QWidget | None, library: Library, history: History, take: Callable[[int], object]) -> None:
    """Ask for a title and make a workshop to import into; `take` gets its id."""

    def begin(title: str) -> None:
        done = start_workshop(library, title)
        history.note(done)
        take(done.value)

    ask_line(parent, tr("Import into a new workshop"), tr("Title of the workshop"), "", tr("Go on"), begin)


def add_sample(
    parent: QWidget | None, library: Library, history: History, then: Callable[[int], object], agenda: str = ""
) -> ProgressDialog:
    """Add the sample workshop, or its people with another `agenda`; `then` gets its id."""

    def added(done: object) -> None:
        assert isinstance(done, Done)  # noqa: S101  # what the work returns
        history.note(done)
        then(done.value)

    dialog = ProgressDialog(parent, tr("Sample workshop"), Work(_sample(library, agenda)), added)
    dialog.begin()
    return dialog


def choose_sample(parent: QWidget | None, library: Library, history: History, then: Callable[[int], object]) -> Form:
    """Open the form in which an agenda is chosen for the people of the sample; `then` gets the workshop's id."""
    form = Form(parent, tr("Try an agenda on the sample’s people"), "sample-form")
    form.say(tr("The invented people of the sample have run it and answered everything. It is a workshop of its own."))
    agendas = form.named(QComboBox(), "sample-agenda", tr("Agenda"))
    for template in templates(library):
        if not template.own:
            agendas.addItem(template.title, template.key)
    form.content.addWidget(agendas)
    form.end_with(tr("Open it"), lambda: add_sample(parent, library, history, then, agendas.currentData()))
    agendas.setFocus()
    form.open()
    return form


def _sample(library: Library, agenda: str) -> LongWork[Done[int]]:
    from facilitator.rehearsal.sample import sample_workshop

    yield Progress(0, 1, tr("Making up people and their answers"))
    return sample_workshop(library, template=agenda)
