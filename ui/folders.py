"""Asking where to write, on which paper and in which language, and where such folders are by default."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)

from facilitator.files import usable_name
from facilitator.i18n import language_name, languages, tr, trn
from facilitator.storage.library import Library
from facilitator.workshop.agenda import get_step
from facilitator.workshop.papers import PaperOptions, paper_options
from facilitator.workshop.workshops import get_workshop
from ui.dialogs import message, tell
from ui.file_dialogs import ask_for_folder, documents
from ui.stage import own_window
from ui.theme.tokens import METRICS
from ui.theme.widgets import one_column


class FolderRow(QWidget):
    """A labelled line for a folder, to type in or to choose. `name` begins the object names.

    In a window that has a `PaperRow` as well it begins below what that asks.
    """

    def __init__(self, folder: Path, name: str, asks: str, paper: "PaperRow | None" = None) -> None:
        super().__init__()
        self._asks = asks
        self.line = QLineEdit(str(folder))
        self.line.setObjectName(f"{name}-folder")
        self.line.setAccessibleName(tr("Folder"))
        label = QLabel(tr("Folder"))
        label.setBuddy(self.line)
        choose = QPushButton(tr("Choose…"))
        choose.setObjectName(f"{name}-choose")
        choose.setAutoDefault(False)
        choose.clicked.connect(self._choose)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(METRICS.small)
        if paper is not None:
            one_column((*paper.labels, label))
        row.addWidget(label)
        row.addWidget(self.line, 1)
        row.addWidget(choose)

    @property
    def folder(self) -> Path | None:
        """What is in the line; None where that is nothing."""
        text = self.line.text().strip()
        return Path(text) if text else None

    def _choose(self) -> None:
        ask_for_folder(self, self._asks, lambda chosen: self.line.setText(str(chosen)), self.folder)


class PaperRow(QWidget):
    """On which paper and in which language a workshop's papers are; the language where there is more than one."""

    changed = Signal()

    def __init__(self, library: Library, workshop_id: int) -> None:
        super().__init__()
        self._library, self._workshop_id = library, workshop_id
        self._group = QButtonGroup(self)
        sizes = QHBoxLayout()
        for number, (name, text) in enumerate((("a4", tr("A4")), ("letter", tr("US Letter")))):
            button = QRadioButton(text)
            button.setObjectName(f"paper-{name}")
            self._group.addButton(button, number)
            sizes.addWidget(button)
        sizes.addStretch(1)
        self.language = language_combo("paper-language")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(METRICS.small)
        grid.setColumnStretch(1, 1)
        self.labels = [QLabel(tr("Paper"))]
        grid.addWidget(self.labels[0], 0, 0)
        grid.addLayout(sizes, 0, 1)
        if self.language.count() > 1:
            label = QLabel(tr("Language"))
            label.setBuddy(self.language)
            self.labels.append(label)
            grid.addWidget(label, 1, 0)
            grid.addWidget(self.language, 1, 1, Qt.AlignmentFlag.AlignLeft)
        self.show_stored()
        self._group.idClicked.connect(lambda _number: self.changed.emit())
        self.language.activated.connect(lambda _row: self.changed.emit())

    def show_stored(self) -> None:
        """Show what the workshop keeps."""
        kept = paper_options(self._library, self._workshop_id)
        self._group.button(int(kept.paper == "letter")).setChecked(True)
        spoken = kept.spoken(get_workshop(self._library, self._workshop_id))
        self.language.setCurrentIndex(max(0, self.language.findData(spoken)))

    @property
    def options(self) -> PaperOptions:
        """What the workshop keeps, with what is chosen here."""
        return self.choose(paper_options(self._library, self._workshop_id))

    def choose(self, options: PaperOptions) -> PaperOptions:
        """The options with what is chosen here."""
        paper = "letter" if self._group.checkedId() == 1 else "a4"
        return replace(options, paper=paper, language=str(self.language.currentData()))


def language_combo(name: str) -> QComboBox:
    """The languages that there are texts in, by the names their speakers have for them."""
    combo = QComboBox()
    combo.setObjectName(name)
    combo.setAccessibleName(tr("Language of the papers"))
    for tag in languages():
        combo.addItem(language_name(tag), tag)
    return combo


def folder_of(title: str) -> Path:
    """Where the papers of a workshop of this title go unless somebody wants otherwise."""
    return documents() / "Facilitator" / (usable_name(title) or "workshop")


def folder_of_step(library: Library, step_id: int) -> Path:
    """The same of the workshop that a step belongs to."""
    return folder_of(get_workshop(library, get_step(library, step_id).workshop_id).title)


def open_folder(folder: Path) -> None:
    """Show a folder in the system's own file manager."""
    open_outside(QUrl.fromLocalFile(str(folder)))


def open_outside(place: QUrl) -> None:
    """Show a folder or a page in the system's own program for it; where there is none, say where it is."""
    if not QDesktopServices.openUrl(place):
        message(
            own_window(QApplication.activeWindow()),
            tr("No program opens it here"),
            tr("It is at {place}.", place=place.toLocalFile() or place.toString()),
        )


def files_written(count: int, folder: Path) -> str:
    """That so many files are in a folder now."""
    return trn("{count} file was written to {folder}.", "{count} files were written to {folder}.", count, folder=folder)


def tell_written(parent: QWidget | None, heading: str, text: str, folder: Path, name: str) -> None:
    """Say that something was written, and offer to show the folder that it is in."""
    tell(parent, heading, text, (tr("Open folder"), lambda: open_folder(folder)), name)
