"""The window between what was brought and its import: what each file is taken for, what would change, what is wrong.

It is the one for files that were chosen, dropped or copied and for pasted text. Nothing is changed before the person
presses Import, and then all of it, nothing, or, where they want that, the rest beside what has an error. Reading,
checking and importing run in a thread. While one of them runs, only the latest choice waits to be checked after it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from facilitator.errors import Cancelled, FacilitatorError
from facilitator.i18n import tr, trn
from facilitator.import_plans import Options, left_out, metadata_in
from facilitator.progress import Progress
from facilitator.sharing.importing import Imported
from facilitator.sharing.leaving_aside import Rest
from facilitator.sharing.proposals import Proposal
from facilitator.sharing.targets import Kind, Said
from facilitator.storage.library import Library
from facilitator.tabular import Problem, Table, grouped, in_window
from ui.bridge import LibraryBridge
from ui.dialogs import Dialog
from ui.history import History
from ui.importing.aside import AsidePanel
from ui.importing.brought_list import BroughtList
from ui.importing.changes import ChangesList
from ui.importing.choices_for_all import ChoicesForAll
from ui.importing.columns import ColumnsTable
from ui.importing.offers import Offers
from ui.importing.previewed import PreviewedFile
from ui.importing.problems_list import ProblemsList
from ui.importing.result import closing, in_a_line, say_imported, say_not_imported
from ui.importing.table_choices import TableChoices
from ui.importing.work import Prepared, Wanted, carry_out, carry_out_rest, prepare
from ui.theme.widgets import put_last
from ui.work import Work


class ImportDialog(Dialog):
    """Preview of files, or of a pasted text, for one workshop. It is accepted once they are imported."""

    # In a choice Enter must not start anything.
    enter_presses_main = False

    imported = Signal(str)
    """What was imported, in a sentence."""

    def __init__(
        self,
        library: Library,
        bridge: LibraryBridge,
        history: History,
        workshop_id: int,
        path: Path | Sequence[Path] | None,
        parent: QWidget | None = None,
        *,
        text: str = "",
        names: Mapping[Path, str] | None = None,
    ) -> None:
        """Preview a file, several of them, or a text; `names` are what files are called, where their name says less."""
        paths = (Path(tr("clipboard")),) if path is None else (path,) if isinstance(path, Path) else tuple(path)
        self._names = {each: (names or {}).get(each, each.name) for each in paths}
        title = tr("Import “{file}”", file=self._names[paths[0]])
        if len(paths) > 1:
            title = trn("Import {count} file", "Import {count} files", len(paths))
        super().__init__(parent, title if path else tr("Import from the clipboard"), "import", (960, 660))
        self.setMinimumSize(480, 160)
        self._library = library
        self._history = history
        self._workshop_id = workshop_id
        self._text = text
        self._headings: bool | None = None
        self._files = [PreviewedFile(each, self._names[each]) for each in paths]
        self._several = len(paths) > 1
        self._shown = self._files[0]
        """The file whose columns are in sight."""
        self._looked = False
        self._prepared: Prepared | None = None
        self._work: Work | None = None
        self._again = False
        self._leaving = False
        self._lay_out()
        self._prepare()

    @classmethod
    def from_text(
        cls,
        library: Library,
        bridge: LibraryBridge,
        history: History,
        workshop_id: int,
        text: str,
        parent: QWidget | None = None,
    ) -> "ImportDialog":
        """The preview of a pasted text."""
        return cls(library, bridge, history, workshop_id, None, parent, text=text)

    # What it looks like

    def _lay_out(self) -> None:
        heading = _sentence()
        heading.setText(self.windowTitle())
        heading.setProperty("role", "heading")
        self._preview = self._preview_page()
        self._refusal = _sentence("import-refusal")
        self._refusal.setProperty("role", "error")
        self._refusal.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._refusal.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._preview)
        self._pages.addWidget(self._refusal)
        self.content.setSpacing(12)
        self.content.addWidget(heading)
        self.content.addWidget(self._pages, 1)
        self._make_foot()

    def _preview_page(self) -> QWidget:
        page = QWidget()
        # Its least size must not bind a window that has nothing to preview.
        page.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._make_parts()
        problems: tuple[QWidget, ...] = (self.problems.heading, self.problems)
        changes: tuple[QWidget, ...] = (self.changes.heading, self.changes, self.for_all)
        # What is wrong stands before the columns; of several files before those of the one that is looked at.
        one = (self.choices, self._asking, *problems, self.offers, self.columns, self.summary, *changes)
        several = (self._asking, self.summary, *problems, self.offers, self.choices, self.columns, *changes)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        for part in (self.files, *(several if self._several else one)):
            layout.addWidget(part, _SHARES.get(type(part), 0))
        self.files.setVisible(self._several)
        return page

    def _make_parts(self) -> None:
        self.files = BroughtList()
        self.files.chosen.connect(self._choose_reading)
        self.files.looked_at.connect(self._look_at)
        self.question = _sentence("import-question")
        self._asking = QFrame()
        self._asking.setProperty("role", "notice")
        QVBoxLayout(self._asking).addWidget(self.question)
        self._asking.hide()
        self.choices = TableChoices(several=self._several, pasted=bool(self._text))
        self.choices.target_chosen.connect(self._choose_target)
        self.choices.headings_chosen.connect(self._choose_headings)
        self.choices.read_otherwise.connect(self._read_again)
        self.choices.table_chosen.connect(self._choose_table)
        self.choices.changed.connect(self._prepare)
        self.columns = ColumnsTable()
        self.columns.chosen.connect(self._match)
        self.summary = _sentence("import-summary")
        self.problems = ProblemsList()
        self.offers = Offers()
        self.offers.changed.connect(self._prepare)
        self.changes = ChangesList()
        self.changes.agreed.connect(self._agree)
        self.for_all = ChoicesForAll()
        self.for_all.changed.connect(self._prepare)

    def _make_foot(self) -> None:
        self._bar = QProgressBar()
        self._bar.setObjectName("import-progress")
        self._bar.setAccessibleName(tr("Progress"))
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(120)
        self.tools.addWidget(self._bar)
        self.rest = self.tool(tr("Import the rest"), "import-rest", "", self._import_rest)
        self.rest.setToolTip(tr("Imports what has no error, and lists what was left out."))
        self.rest.hide()
        self._doing = self.status_line("import-doing")
        self._close = self.button(tr("Cancel"), "import-cancel", "secondary", self.reject)
        self.go = self.button(tr("Import"), "import-go", "primary", self._import)
        self.go.setEnabled(False)

    # What the person chooses

    def _choose_target(self, said: Said) -> None:
        self._say_rows(self._shown, said)

    def _choose_reading(self, row: int, reading: int) -> None:
        file = self._files[row]
        targets = self._prepared.targets if self._prepared is not None else ()
        said = file.readings(targets)[reading][1]
        file.left_out = said is None
        if said is None or isinstance(said, Proposal):
            self._prepare()
        else:
            self._say_rows(file, said)

    def _say_rows(self, file: PreviewedFile, said: Said) -> None:
        file.say_rows(said)
        self.offers.clear()
        self._prepare()

    def _choose_headings(self, checked: bool) -> None:
        self._headings = checked
        for file in self._files:
            file.say_headings()
        self._prepare()

    def _read_again(self) -> None:
        for file in self._files:
            file.tables = None
        self._prepare()

    def _choose_table(self, name: str) -> None:
        self._shown.say_table(name)
        self._prepare()

    def _agree(self, row: int, agreed: bool) -> None:
        self._shown.agree(row, agreed)
        self._prepare()

    def _match(self, header: str, key: str) -> None:
        self._shown.match(header, key)
        self._prepare()

    def _look_at(self, row: int) -> None:
        if 0 <= row < len(self._files) and self._prepared is not None:
            self._shown = self._files[row]
            self._show_file(self._prepared)

    # Reading and checking

    @property
    def _table(self) -> Table | None:
        """The table that is in sight."""
        return self._shown.table

    def _wanted(self) -> Wanted:
        files = [file for file in self._files if not file.left_out]
        least = self.for_all.least_weight
        for_all = replace(self.offers.chosen(self.choices.options), least_weight=least, agreed=self.for_all.agreed)
        return Wanted(
            tuple(file.path for file in files),
            self.offers.chosen(Options(least_weight=least)),
            {file.path: file.options(for_all) for file in files},
            {file.path: file.rows for file in files if file.rows is not None},
            {file.path: file.tables for file in files if file.tables is not None},
            self._text,
            self._headings,
            self._names,
        )

    def _prepare(self) -> None:
        self.go.setEnabled(False)
        self.rest.setEnabled(False)
        if self._work is not None:
            self._again = True
            return
        wanted = self._wanted()
        if wanted.paths:
            self._start(Work(prepare(self._library, self._workshop_id, wanted)), self._show)
        elif self._prepared is not None:
            self._show(Prepared((), self._prepared.targets, {}, rest=False))

    def _show(self, result: object) -> None:
        assert isinstance(result, Prepared)  # noqa: S101  # what `prepare` returns
        self._prepared = result
        # What is previewed is scrolled where the window is lower, and never squeezed.
        self._preview.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._pages.setCurrentIndex(0)
        for file in self._files:
            file.take(result, alone=not self._several)
        if self._several:
            self.files.show_rows([file.row(result) for file in self._files])
            self.for_all.show_for(result.files)
        self.choices.show_tables([table for tables in result.tables.values() for table in tables])
        self.offers.show_offers(result.offers)
        self._show_file(result)
        self._show_what_to_look_at(result)
        self.go.setEnabled(bool(result.files) and not result.failed)
        self.rest.setVisible(result.rest)
        self.rest.setEnabled(result.rest)
        if not self._looked:
            self._looked = True
            self._begin()

    def _begin(self) -> None:
        """Put the keyboard where the person goes on: at what is asked, else at the button, so that Enter imports."""
        asked = [row for row, file in enumerate(self._files) if file.asked]
        if self._several:
            wrong = [row for row, file in enumerate(self._files) if file.has_errors]
            waiting = [row for row, file in enumerate(self._files) if file.waits]
            self.files.setCurrentCell((*asked, *wrong, *waiting, 0)[0], 0)
        if self._several and asked:
            self.files.choice(asked[0]).setFocus()
        elif asked:
            self.choices.target.setFocus()
        elif self.go.isEnabled():
            self.go.setFocus()
        else:
            self.problems.setFocus()

    def _show_file(self, result: Prepared) -> None:
        """The columns and changes of the file that is in sight."""
        files = result.of(self._shown.path)
        proposal = files[0].proposal if files else None
        takes_answers = any(file.proposal.target.kind is Kind.ANSWERS for file in result.files)
        self.choices.show_proposal(self._shown.name, proposal, result.targets, takes_answers=takes_answers)
        if proposal is not None and proposal.table.headers:
            new_questions = proposal.target.kind is Kind.ANSWERS and self.choices.new_questions.isChecked()
            self.columns.show_proposal(proposal, self._shown.mapping, new_questions=new_questions)
        self.columns.setVisible(proposal is not None and bool(proposal.table.headers))
        self.changes.show_changes([change for file in files for change in file.proposal.plan.changes])

    def _show_what_to_look_at(self, result: Prepared) -> None:
        plans = [file.proposal.plan for file in result.files]
        asking = [file for file in result.files if file.proposal.question]
        questions = [
            f"{self._names[file.path]}: {file.proposal.question}" if self._several else file.proposal.question
            for file in asking
        ]
        self.question.setText("\n".join(questions))
        self._asking.setVisible(bool(asking))
        said = [] if self._several else [in_a_line(plan.summary) for plan in plans]
        self.summary.setText(" ".join(filter(None, (*said, metadata_in(plans), left_out(plans)))))
        self.summary.setVisible(bool(self.summary.text()) and (self._several or not asking))
        causes: list[tuple[str, Problem]] = []
        for file in result.files:
            # What is asked of the person stands beside the choice.
            proposal = file.proposal
            found = grouped(proposal.table.problems) if proposal.question else proposal.plan.causes
            causes += [(self._names[file.path] if self._several else "", cause) for cause in found]
        causes.sort(key=lambda each: each[1].turn)
        self.problems.show_problems(causes)

    # Importing

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab comes to the columns before what changes, though they are made anew for each file that is looked at."""
        put_last([self.changes, self.for_all], self._preview)
        return super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter imports, but in a choice or a number, where it ends what is chosen."""
        focused = self.focusWidget()
        choosing = isinstance(focused, (QComboBox, QSpinBox, QPushButton))
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not choosing and self.go.isVisible():
            self.go.click()
            return
        super().keyPressEvent(event)

    def _import(self) -> None:
        if self._prepared is None or self._work is not None:
            return
        self._lock()
        work = carry_out(self._library, self._workshop_id, self._wanted(), self._prepared)
        self._start(Work(work), self._imported)

    def _import_rest(self) -> None:
        if self._prepared is None or self._work is not None:
            return
        self._lock()
        work = carry_out_rest(self._library, self._workshop_id, self._wanted(), self._prepared)
        self._start(Work(work), self._imported_rest)

    def _lock(self) -> None:
        self._set_choices_enabled(False)
        # Once it writes there is no half-way out.
        self._close.setEnabled(False)

    def _imported(self, result: object) -> None:
        assert isinstance(result, Imported)  # noqa: S101  # what `carry_out` returns
        plans = [file.proposal.plan for file in result.files]
        self.accept()
        if result.done is None:
            # The files or the library are no longer as they were shown.
            causes = [str(each) for plan in plans for each in plan.causes if each.error]
            say_not_imported(self.parentWidget(), list(map(in_window, causes)))
            return
        self._history.note(result.done, into=self._workshop_id)
        summary = [sentence for plan in plans for sentence in plan.summary]
        say_imported(self.parentWidget(), summary, result)
        self.imported.emit(closing(summary, result.metadata))

    def _imported_rest(self, result: object) -> None:
        assert isinstance(result, Rest)  # noqa: S101  # what `carry_out_rest` returns
        self.accept()
        if result.imported.done is None:
            say_not_imported(self.parentWidget(), result.aside)
            return
        self._history.note(result.imported.done, into=self._workshop_id)
        summary = [sentence for file in result.imported.files for sentence in file.proposal.plan.summary]
        AsidePanel(
            self.parentWidget(), closing(summary, result.imported.metadata, result.imported.left_out), result.aside
        ).open()
        self.imported.emit(closing(summary, result.imported.metadata))

    # The thread

    def _start(self, work: Work, succeeded: Callable[[object], None]) -> None:
        self._work = work
        self._succeeded = succeeded
        self._bar.show()
        self.go.setEnabled(False)
        work.progressed.connect(self._show_progress)
        work.succeeded.connect(self._succeed)
        work.failed.connect(self._fail)
        work.start()

    def _show_progress(self, progress: Progress) -> None:
        self._doing.setText(progress.label)

    def _succeed(self, result: object) -> None:
        if self._ended():
            self._succeeded(result)

    def _fail(self, error: Exception) -> None:
        if not self._ended() or isinstance(error, Cancelled):
            return
        if not isinstance(error, FacilitatorError):
            raise error
        if self._several and self._prepared is not None:
            # The files stay in sight: one of the choices is why.
            self.problems.show_problems([("", Problem(error.sentence))])
            return
        self._prepared = None
        self._preview.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._refusal.setText(in_window(error.sentence))
        self._pages.setCurrentIndex(1)
        if self._table is None:
            width = self.minimumWidth()
            sides = self.contentsMargins().left() + self.contentsMargins().right() + 48
            self.resize(width, max(self.minimumHeight(), self._refusal.heightForWidth(width - sides) + 124))
        self._close.setText(tr("Close"))
        self.go.hide()
        self.rest.hide()
        self._close.setFocus()

    def _ended(self) -> bool:
        """Tidy up after a work; whether its result is still wanted."""
        self._work = None
        self._bar.hide()
        self._doing.clear()
        self._set_choices_enabled(True)
        self._close.setEnabled(True)
        if self._leaving:
            super().reject()
            return False
        if self._again:
            self._again = False
            self._prepare()
            return False
        return True

    def _set_choices_enabled(self, enabled: bool) -> None:
        controls = (*self.choices.controls, *self.for_all.controls)
        for widget in (self.files, *controls, self.columns, self.changes, self.offers):
            widget.setEnabled(enabled)

    def reject(self) -> None:
        """Leave without importing; a check that runs is let to its end out of sight, an import is waited for."""
        if self._work is None:
            super().reject()
        elif self._close.isEnabled():
            self._leaving = True
            self._work.cancel()
            self.hide()


_SHARES: dict[type, int] = {ColumnsTable: 3, ChangesList: 2, ProblemsList: 2}
"""How height that is over is shared."""


def _sentence(name: str = "") -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
