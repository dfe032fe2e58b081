"""The form in which the facilitator chooses what to export, and the work that follows."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QWidget,
)

from facilitator.errors import Invalid
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.steps import exercise_steps, left_out
from facilitator.files import free_path
from facilitator.i18n import tr
from facilitator.progress import LongWork, Progress
from facilitator.sharing.delimited import USUAL, CsvDialect, csv_dialect_of, table_to_csv
from facilitator.storage.library import Library
from facilitator.tabular import Table
from facilitator.workshop.agenda import said_title
from facilitator.workshop.papers import PaperOptions, keep_paper_options
from facilitator.workshop.workshops import get_workshop
from ui.dialogs import Form, ProgressDialog
from ui.folders import FolderRow, PaperRow, files_written, folder_of, tell_written
from ui.font_warning import warn_of_names
from ui.work import Work

_LMS = "lms"
"""Who took part, which holds no answers."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to write, on which paper and in which language, into which folder.

    `exchange` is the form for other programs, "" for none; `pseudonyms` puts random marks in the place of names there.
    `excel` writes CSV as Excel opens it in that language, `heads` headings of tables in its words.
    """

    folder: Path
    summary: bool
    handouts: bool
    guide: bool
    tables: bool
    exchange: str
    pseudonyms: bool
    options: PaperOptions
    excel: bool = False
    heads: bool = False


class ExportForm(Form):
    """Asks what is wanted; the form is gone when `go_on` is called with it."""

    def __init__(self, parent: QWidget, folder: Path, paper: PaperRow, go_on: Callable[[Wanted], object]) -> None:
        super().__init__(parent, tr("Export"), "export")
        self._go_on = go_on
        self.summary = self._tick("export-summary", tr("Summary of the room (PDF)"))
        self.handouts = self._tick("export-handouts", tr("A handout for each participant (PDF)"))
        self.say(tr("A handout holds its participant’s own contacts: give it to nobody else."), "caption")
        self.guide = self._tick("export-guide", tr("The facilitator’s guide (PDF)"), on=False)
        self.paper = paper
        self.content.addWidget(self.paper)
        self.tables = self._tick("export-tables", tr("All answers as tables (CSV and XLSX)"), on=False)
        self.exchange = self._exchange_row()
        self.pseudonyms = self._tick("export-pseudonyms", tr("Pseudonyms in place of names, in that form"), on=False)
        self.pseudonyms.setEnabled(False)
        self.excel = self._tick("export-excel", tr("CSV as Excel opens it in the papers’ language"), on=False)
        self.excel.setToolTip(tr("With that language’s sign between cells and its decimal sign."))
        self.heads = self._tick("export-heads", tr("Headings of tables in words of the papers’ language"), on=False)
        self.whole = self.say("", "caption")
        self.whole.setObjectName("export-whole")
        self.whole.hide()
        self.exchange.currentIndexChanged.connect(self._say_what_is_in_it)
        self.pseudonyms.toggled.connect(self._say_what_is_in_it)
        self.folder = FolderRow(folder, "export", tr("Export into"), self.paper)
        self.content.addWidget(self.folder)
        self.end_with(tr("Export"), self._taken).setFocus()

    def _tick(self, name: str, text: str, *, on: bool = True) -> QCheckBox:
        box = QCheckBox(text)
        box.setObjectName(name)
        box.setChecked(on)
        self.content.addWidget(box)
        return box

    def _exchange_row(self) -> QComboBox:
        combo = QComboBox()
        combo.setObjectName("export-exchange")
        combo.setAccessibleName(tr("For other programs"))
        for key, text in (
            ("", tr("Nothing")),
            ("csv", tr("Three tables: egos, alters, ties (CSV)")),
            ("xlsx", tr("Workbook with a codebook (XLSX)")),
            ("graphml", tr("Graph for Gephi, igraph, networkx (GraphML)")),
            ("json", tr("The whole workshop (JSON)")),
            (_LMS, tr("Who took part, for a learning platform (CSV)")),
        ):
            combo.addItem(text, key)
        row = QHBoxLayout()
        row.addWidget(QLabel(tr("For other programs")))
        row.addWidget(combo, 1)
        self.content.addLayout(row)
        return combo

    def _say_what_is_in_it(self) -> None:
        from facilitator.sharing.exchange import whole_workshop

        chosen = self.exchange.currentData()
        self.pseudonyms.setEnabled(bool(chosen) and chosen != _LMS)
        is_whole = chosen == "json" and not self.pseudonyms.isChecked()
        self.whole.setText(whole_workshop() if is_whole else "")
        self.whole.setVisible(is_whole)

    def _taken(self) -> None:
        ticked = (box.isChecked() for box in (self.summary, self.handouts, self.guide, self.tables))
        if not (any(ticked) or self.exchange.currentData()):
            raise Invalid(tr("Choose at least one thing to export."))
        folder = self.folder.folder
        if folder is None:
            raise Invalid(tr("Choose a folder to export into."))
        self._go_on(
            Wanted(
                folder=folder,
                summary=self.summary.isChecked(),
                handouts=self.handouts.isChecked(),
                guide=self.guide.isChecked(),
                tables=self.tables.isChecked(),
                exchange=str(self.exchange.currentData()),
                pseudonyms=self.pseudonyms.isChecked() and self.pseudonyms.isEnabled(),
                options=self.paper.options,
                excel=self.excel.isChecked(),
                heads=self.heads.isChecked(),
            )
        )


def export_dialog(parent: QWidget, library: Library, workshop_id: int) -> ExportForm:
    """Open the form; what it starts shows its progress and then offers to open the folder."""

    def go_on(wanted: Wanted) -> None:
        keep_paper_options(library, workshop_id, wanted.options)
        warn_of_names(
            parent, _names_without_font(library, workshop_id), lambda: _export(parent, library, workshop_id, wanted)
        )

    folder = folder_of(get_workshop(library, workshop_id).title)
    form = ExportForm(parent, folder, PaperRow(library, workshop_id), go_on)
    form.open()
    return form


def _names_without_font(library: Library, workshop_id: int) -> LongWork[list[str]]:
    yield Progress(0, 1, tr("Looking at the names"))
    # Imported here: only an export pays for the fonts and the PDF library.
    from facilitator.reports.export import names_without_font

    return names_without_font(library, workshop_id)


def _export(parent: QWidget, library: Library, workshop_id: int, wanted: Wanted) -> None:
    def written(result: object) -> None:
        paths, said = result if isinstance(result, tuple) else ((), ())
        text = "\n\n".join((files_written(len(paths), wanted.folder), *left_out(library, workshop_id), *said))
        tell_written(parent, tr("Export finished"), text, wanted.folder, "export-done")

    ProgressDialog(parent, tr("Exporting"), Work(_exported(library, workshop_id, wanted)), written, keeps=True).begin()


def _exported(library: Library, workshop_id: int, wanted: Wanted) -> LongWork[tuple[list[Path], list[str]]]:
    """Write what is wanted, and return the paths and what is to be said of what is left out.

    All that can refuse is asked before the first file is written.
    """
    from facilitator.reports.export import export_reports
    from facilitator.reports.guide import write_guide
    from facilitator.sharing.exchange import Format, remarks_of, said_withheld, withheld_in_words, write_files
    from facilitator.sharing.exporting import write_table

    steps = exercise_steps(library, workshop_id) if wanted.tables else ()
    found = [(said_title(step), _table_of(library, step.id, exercise, wanted)) for step, exercise in steps]
    tables = [(title, table) for title, table in found if table is not None and table.rows]
    who = wanted.exchange == _LMS
    files = _exchanged(library, workshop_id, wanted) if wanted.exchange and not who else {}
    said = remarks_of((title, table) for title, table in found if table is not None)
    if who:
        # Asked first, as all that can refuse.
        files = {free_path(wanted.folder, tr("Who took part"), ".csv"): _who_took_part(library, workshop_id, wanted)}
    elif wanted.exchange:
        said += withheld_in_words(library, workshop_id, Format(wanted.exchange), pseudonyms=wanted.pseudonyms)
        said += said_withheld(library, workshop_id) if wanted.pseudonyms else []
    written = yield from export_reports(
        library,
        workshop_id,
        wanted.folder,
        summary=wanted.summary,
        handouts=wanted.handouts,
        options=wanted.options,
    )
    if wanted.guide:
        yield Progress(len(written), len(written) + 1, tr("The facilitator’s guide"))
        written.append(write_guide(library, workshop_id, wanted.folder, wanted.options))
    for title, table in tables:
        for suffix in (".csv", ".xlsx"):
            path = free_path(wanted.folder, title, suffix)
            yield Progress(len(written), len(written) + 1, path.name)
            write_table(table, path, dialect=_csv_dialect(wanted))
            written.append(path)
    if files:
        yield Progress(len(written), len(written) + 1, tr("For other programs"))
        written += write_files(files)
    return written, list(dict.fromkeys(said))


def _who_took_part(library: Library, workshop_id: int, wanted: Wanted) -> bytes:
    from facilitator.sharing.attendance import attendance

    return table_to_csv(attendance(library, workshop_id), _csv_dialect(wanted))


def _csv_dialect(wanted: Wanted) -> CsvDialect:
    return csv_dialect_of(wanted.options.language) if wanted.excel else USUAL


def _table_of(library: Library, step_id: int, exercise: Exercise, wanted: Wanted) -> Table | None:
    from facilitator.sharing.headings import in_words

    table = exercise.export_table(library, step_id)
    if table is None or not wanted.heads:
        return table
    return in_words(library, step_id, exercise, table, wanted.options.language)


def _exchanged(library: Library, workshop_id: int, wanted: Wanted) -> dict[Path, bytes | Iterable[bytes]]:
    from facilitator.sharing.exchange import Format, exchange_files

    form = Format(wanted.exchange)
    # CSV makes several files, in a folder of their own; nothing that is there is written over.
    path = free_path(wanted.folder, tr("Data"), "" if form is Format.CSV else form.suffix)
    return exchange_files(
        library,
        workshop_id,
        form,
        path,
        pseudonyms=wanted.pseudonyms,
        dialect=_csv_dialect(wanted),
        heads=wanted.options.language if wanted.heads else "",
    )
