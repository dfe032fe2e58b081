"""The way of a table into a workshop, as far as the windows around the preview are concerned."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from facilitator.exercises.templates import start_workshop
from facilitator.i18n import tr
from facilitator.storage.library import Library
from ui.bridge import LibraryBridge
from ui.dialogs import ask_line
from ui.history import History
from ui.importing.dialog import ImportDialog, table_filter


def choose_table(parent: QWidget, take: Callable[[Path], object]) -> None:
    """Let the person choose a file; `take` gets it."""
    chosen = QFileDialog(parent, tr("Import people or answers"))
    chosen.setNameFilter(table_filter())
    chosen.setFileMode(QFileDialog.FileMode.ExistingFile)
    chosen.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    chosen.fileSelected.connect(lambda name: take(Path(name)))
    chosen.open()


def preview(
    library: Library, bridge: LibraryBridge, history: History, workshop_id: int, parent: QWidget, path: Path
) -> None:
    """Show what importing the file would do."""
    dialog = ImportDialog(library, bridge, history, workshop_id, path, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def new_workshop(parent: QWidget | None, library: Library, history: History, take: Callable[[int], object]) -> None:
    """Ask for a title and make a workshop to import into; `take` gets its id."""

    def begin(title: str) -> None:
        done = start_workshop(library, title)
        history.note(done)
        take(done.value)

    ask_line(parent, tr("Import into a new workshop"), tr("Title of the workshop"), "", tr("Go on"), begin)
