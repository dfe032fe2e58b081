"""The form in which the facilitator chooses which pages to hang up are written, in which sizes."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from facilitator.documents.section import Leaf
from facilitator.errors import Invalid
from facilitator.i18n import tr, trn
from facilitator.progress import LongWork, Progress
from facilitator.storage.library import Library
from facilitator.workshop.agenda import said_title
from facilitator.workshop.papers import PaperOptions, keep_paper_options
from facilitator.workshop.workshops import get_workshop
from ui.dialogs import Form, ProgressDialog, message
from ui.folders import FolderRow, PaperRow, files_written, folder_of, tell_written
from ui.font_warning import warn_of_names
from ui.theme.rows import show_rows
from ui.theme.widgets import ElidedCombo
from ui.work import Work

if TYPE_CHECKING:
    from facilitator.worksheets.posters import StepPoster

_PAGE, _STEP, _SIZE = range(3)
_KEY = Qt.ItemDataRole.UserRole
_ROWS = 8
"""Rows that are seen without scrolling."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which pages by their keys, each in its size, in which language, into which folder."""

    folder: Path
    pages: Mapping[str, Leaf | None]
    options: PaperOptions


class PostersForm(Form):
    """Asks which pages and where to; the form is gone when `go_on` is called with it."""

    def __init__(
        self,
        parent: QWidget,
        found: "Sequence[StepPoster]",
        folder: Path,
        paper: PaperRow,
        go_on: Callable[[Wanted], object],
    ) -> None:
        super().__init__(parent, tr("Pages to hang up"), "posters")
        self.setMinimumWidth(680)
        self._go_on = go_on
        self.say(tr("To hang up, to cut out or to hand round. Each is a PDF with what is there now."))
        self.table = self._table(found)
        self.content.addWidget(self.table, 1)
        self.paper = paper
        self.content.addWidget(self.paper)
        self.folder = FolderRow(folder, "posters", tr("Pages into"), self.paper)
        self.content.addWidget(self.folder)
        self.end_with(tr("Make pages"), self._taken)
        self.table.setFocus()

    def _table(self, found: "Sequence[StepPoster]") -> QTableWidget:
        people = Counter(each.key for each in found)
        # One row for the pages that each person has one of.
        found = list({each.key: each for each in found}.values())
        table = self.named(QTableWidget(len(found), 3), "posters-list", tr("Pages to hang up"))
        table.setHorizontalHeaderLabels([tr("Page"), tr("Step"), tr("Size")])
        show_rows(table, wraps=False)
        table.horizontalHeader().setSectionResizeMode(_PAGE, QHeaderView.ResizeMode.Stretch)
        table.setColumnWidth(_STEP, 190)
        table.setColumnWidth(_SIZE, 180)
        for row, each in enumerate(found):
            title = each.poster.title
            if people[each.key] > 1:
                title = trn("{title}, for {count} person", "{title}, for {count} people", people[each.key], title=title)
            page = QTableWidgetItem(title)
            page.setData(_KEY, each.key)
            page.setFlags(page.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            page.setCheckState(Qt.CheckState.Checked)
            page.setToolTip(title)
            step = QTableWidgetItem(said_title(each.step))
            step.setToolTip(said_title(each.step))
            table.setItem(row, _PAGE, page)
            table.setItem(row, _STEP, step)
            if each.sizes:
                table.setCellWidget(row, _SIZE, _sizes(each))
            else:
                table.setItem(row, _SIZE, QTableWidgetItem(tr("As documents")))
        table.resizeRowsToContents()
        for row in range(len(found)):
            # As high as the boxes, whatever a row has: or they would stand over each other's frames.
            table.setRowHeight(row, max(table.rowHeight(row), _sizes_height(table)))
        high = sum(table.rowHeight(row) for row in range(min(len(found), _ROWS)))
        table.setMinimumHeight(high + table.horizontalHeader().sizeHint().height() + 4)
        return table

    def _taken(self) -> None:
        pages: dict[str, Leaf | None] = {}
        for row in range(self.table.rowCount()):
            item, sizes = self.table.item(row, _PAGE), self.table.cellWidget(row, _SIZE)
            if item is not None and item.checkState() is Qt.CheckState.Checked:
                pages[str(item.data(_KEY))] = Leaf(sizes.currentData()) if isinstance(sizes, QComboBox) else None
        if not pages:
            raise Invalid(tr("Choose at least one page."))
        folder = self.folder.folder
        if folder is None:
            raise Invalid(tr("Choose a folder for the pages."))
        self._go_on(Wanted(folder, pages, self.paper.options))


def _sizes_height(table: QTableWidget) -> int:
    boxes = [table.cellWidget(row, _SIZE) for row in range(table.rowCount())]
    return max((box.sizeHint().height() for box in boxes if box is not None), default=0) + 2


def _sizes(found: "StepPoster") -> QComboBox:
    combo = ElidedCombo()
    combo.setObjectName(f"posters-size-{found.key}")
    combo.setAccessibleName(tr("Size of “{page}”", page=found.poster.title))
    words = {
        Leaf.A4: tr("A4 upright"),
        Leaf.A4_LYING: tr("A4 landscape"),
        Leaf.A3: tr("A3 upright"),
        Leaf.A3_LYING: tr("A3 landscape"),
    }
    for leaf in found.sizes:
        combo.addItem(words[leaf], leaf.value)
    return combo


def posters_form(parent: QWidget, library: Library, workshop_id: int) -> None:
    """Open the form once it is known which pages there are; what it starts shows its progress."""

    def go_on(wanted: Wanted) -> None:
        keep_paper_options(library, workshop_id, wanted.options)
        names = _names_without_font(library, workshop_id, wanted)
        warn_of_names(parent, names, lambda: _make(parent, library, workshop_id, wanted))

    def found(result: object) -> None:
        pages = list(result) if isinstance(result, list) else []
        if not pages:
            message(
                parent,
                tr("No pages to hang up"),
                tr("No step of this workshop has pages to hang up. Add · Embed · Extract · Share has a canvas."),
            )
            return
        folder = folder_of(get_workshop(library, workshop_id).title) / tr("Pages to hang up")
        PostersForm(parent, pages, folder, PaperRow(library, workshop_id), go_on).open()

    ProgressDialog(parent, tr("Looking for pages"), Work(_found(library, workshop_id)), found).begin()


def _found(library: Library, workshop_id: int) -> "LongWork[list[StepPoster]]":
    yield Progress(0, 1)
    # Imported here, in the work's thread: the PDF library takes its time.
    from facilitator.worksheets.posters import posters_of

    return posters_of(library, workshop_id)


def _names_without_font(library: Library, workshop_id: int, wanted: Wanted) -> LongWork[list[str]]:
    yield Progress(0, 1, tr("Looking at the names"))
    from facilitator.worksheets.posters import names_without_font, posters_of

    return names_without_font(each for each in posters_of(library, workshop_id) if each.key in wanted.pages)


def _make(parent: QWidget, library: Library, workshop_id: int, wanted: Wanted) -> None:
    def made(result: object) -> None:
        paths = list(result) if isinstance(result, list) else []
        said = files_written(len(paths), wanted.folder)
        tell_written(parent, tr("Pages are ready"), said, wanted.folder, "posters-done")

    ProgressDialog(parent, tr("Making pages"), Work(_written(library, workshop_id, wanted)), made, keeps=True).begin()


def _written(library: Library, workshop_id: int, wanted: Wanted) -> LongWork[list[Path]]:
    from facilitator.worksheets.posters import export_posters

    return (yield from export_posters(library, workshop_id, wanted.folder, wanted.pages, wanted.options))
