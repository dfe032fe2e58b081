"""The form in which the facilitator chooses which worksheets to make, and the work that follows."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QLabel, QRadioButton, QWidget

from facilitator.errors import Invalid
from facilitator.i18n import tr
from facilitator.progress import LongWork, Progress
from facilitator.storage.library import Library
from facilitator.workshop.papers import PaperOptions, keep_paper_options
from facilitator.workshop.workshops import get_workshop
from ui.dialogs import Form, ProgressDialog
from ui.folders import FolderRow, PaperRow, files_written, folder_of, tell_written
from ui.font_warning import warn_of_names
from ui.work import Work


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which sheets, on which paper and in which language, into which folder."""

    folder: Path
    fillable: bool
    options: PaperOptions


class WorksheetsForm(Form):
    """Asks what is wanted; the form is gone when `go_on` is called with it."""

    def __init__(self, parent: QWidget, folder: Path, paper: PaperRow, go_on: Callable[[Wanted], object]) -> None:
        super().__init__(parent, tr("Worksheets"), "worksheets")
        self.setMinimumWidth(560)
        self._go_on = go_on
        self.say(tr("One for everybody on the roster, with their name, and a blank one."))
        self.fillable = self._way_button(
            "worksheets-fillable",
            tr("To fill in on a computer"),
            tr(
                "PDF forms. Send each one to its person; what comes back is imported with “Import returned worksheets”."
            ),
        )
        self._way_button(
            "worksheets-printed",
            tr("To print"),
            tr("Every sheet, all of them in one file for the printer, and cards of wallet size to cut out."),
        )
        self.fillable.setChecked(True)
        self.paper = paper
        self.content.addWidget(self.paper)
        self.folder = FolderRow(folder, "worksheets", tr("Worksheets into"), self.paper)
        self.content.addWidget(self.folder)
        self.end_with(tr("Make worksheets"), self._taken).setFocus()

    def _way_button(self, name: str, text: str, more: str) -> QRadioButton:
        button = self.named(QRadioButton(text), name, f"{text}. {more}")
        said = QLabel(more)
        said.setProperty("role", "caption")
        said.setWordWrap(True)
        said.setIndent(24)
        self.content.addWidget(button)
        self.content.addWidget(said)
        return button

    def _taken(self) -> None:
        folder = self.folder.folder
        if folder is None:
            raise Invalid(tr("Choose a folder for the worksheets."))
        self._go_on(Wanted(folder, self.fillable.isChecked(), self.paper.options))


def worksheets_form(parent: QWidget, library: Library, workshop_id: int) -> WorksheetsForm:
    """Open the form; what it starts shows its progress and then offers to open the folder."""

    def go_on(wanted: Wanted) -> None:
        keep_paper_options(library, workshop_id, wanted.options)
        names = _names_without_font(library, workshop_id)
        warn_of_names(parent, names, lambda: _make(parent, library, workshop_id, wanted))

    folder = folder_of(get_workshop(library, workshop_id).title) / tr("Worksheets")
    form = WorksheetsForm(parent, folder, PaperRow(library, workshop_id), go_on)
    form.open()
    return form


def _names_without_font(library: Library, workshop_id: int) -> LongWork[list[str]]:
    yield Progress(0, 1, tr("Looking at the names"))
    # Imported here, in the work's thread: the PDF library takes its time.
    from facilitator.worksheets.writing import names_without_font

    return names_without_font(library, workshop_id)


def _make(parent: QWidget, library: Library, workshop_id: int, wanted: Wanted) -> None:
    def made(result: object) -> None:
        paths = list(result) if isinstance(result, list) else []
        said = files_written(len(paths), wanted.folder)
        tell_written(parent, tr("Worksheets are ready"), said, wanted.folder, "worksheets-done")

    work = Work(_written(library, workshop_id, wanted))
    ProgressDialog(parent, tr("Making worksheets"), work, made, keeps=True).begin()


def _written(library: Library, workshop_id: int, wanted: Wanted) -> LongWork[list[Path]]:
    from facilitator.worksheets.writing import export_worksheets

    return (
        yield from export_worksheets(
            library, workshop_id, wanted.folder, fillable=wanted.fillable, options=wanted.options
        )
    )
