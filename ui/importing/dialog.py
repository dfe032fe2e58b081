"""The window between choosing a table and importing it: what it is taken for, what would change, what is wrong.

Nothing is changed before the person presses Import, and then all of it or nothing. Reading, checking and importing
run in a thread. While one of them runs, only the latest choice waits to be checked after it.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidgetItem,
    QProgressBar,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from facilitator.errors import Cancelled, FacilitatorError
from facilitator.i18n import tr, trn
from facilitator.progress import Progress
from facilitator.sharing.importing import pasted_roster
from facilitator.sharing.tables import read_table
from facilitator.sharing.targets import Kind, Target
from facilitator.storage.library import Done, Library
from facilitator.tabular import Options, Plan, Problem, Table, grouped, left_out
from ui.bridge import LibraryBridge
from ui.dialogs import Dialog
from ui.history import History
from ui.importing.changes import ChangesList
from ui.importing.columns import ColumnsTable
from ui.importing.encodings import EncodingChoice
from ui.importing.message_list import ToldList
from ui.importing.result import closing, in_a_line, say_imported
from ui.importing.which_table import TableChoice
from ui.importing.work import Prepared, carry_out, prepare
from ui.theme.icons import icon
from ui.work import Work


class ImportDialog(Dialog):
    """Preview of one table for one workshop. It is accepted once the table is imported."""

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
        path: Path | None,
        parent: QWidget | None = None,
        *,
        text: str = "",
    ) -> None:
        title = tr("Import “{file}”", file=path.name) if path else tr("Import from the clipboard")
        super().__init__(parent, title, "import", (960, 660))
        self.setMinimumSize(480, 160)
        self._library = library
        self._history = history
        self._workshop_id = workshop_id
        self._path = path
        self._text = text
        self._headings: bool | None = None
        self._table: Table | None = None
        self._target: Target | None = None
        self._mapping: dict[str, str] = {}
        self._renames: set[int] = set()
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
        self._heading = QLabel(self.windowTitle())
        self._heading.setProperty("role", "heading")
        self._heading.setTextFormat(Qt.TextFormat.PlainText)
        self._heading.setWordWrap(True)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._preview_page())
        self._refusal = QLabel()
        self._refusal.setObjectName("import-refusal")
        self._refusal.setProperty("role", "error")
        self._refusal.setTextFormat(Qt.TextFormat.PlainText)
        self._refusal.setWordWrap(True)
        self._refusal.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._refusal.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._pages.addWidget(self._refusal)
        self.content.setSpacing(12)
        self.content.addWidget(self._heading)
        self.content.addWidget(self._pages, 1)
        self._make_foot()

    def _preview_page(self) -> QWidget:
        page = QWidget()
        # Its least size must not bind a window that has nothing to preview.
        page.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(self._choices())
        self.question = QLabel()
        self.question.setObjectName("import-question")
        self.question.setTextFormat(Qt.TextFormat.PlainText)
        self.question.setWordWrap(True)
        self._asking = QFrame()
        self._asking.setProperty("role", "notice")
        QVBoxLayout(self._asking).addWidget(self.question)
        self._asking.hide()
        layout.addWidget(self._asking)
        self.columns = ColumnsTable()
        self.columns.chosen.connect(self._match)
        layout.addWidget(self.columns, 3)
        self.summary = QLabel()
        self.summary.setObjectName("import-summary")
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.summary.setWordWrap(True)
        layout.addWidget(self.summary)
        self._changes_count = QLabel()
        self._changes_count.setObjectName("import-changes-count")
        self._changes_count.setWordWrap(True)
        self.changes = ChangesList()
        self.changes.agreed.connect(self._agree)
        layout.addWidget(self._changes_count)
        layout.addWidget(self.changes, 2)
        self._count = QLabel()
        self._count.setObjectName("import-count")
        self.problems = ToldList("import-problems", tr("What to look at in this table"))
        layout.addWidget(self._count)
        layout.addWidget(self.problems, 2)
        return page

    def _choices(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(16)
        label = QLabel(tr("The rows are"))
        self.target = QComboBox()
        self.target.setObjectName("import-target")
        self.target.setAccessibleName(tr("What the rows are"))
        self.target.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.target.setPlaceholderText(tr("Choose…"))
        self.target.activated.connect(self._choose_target)
        label.setBuddy(self.target)
        self.headings = QCheckBox(tr("The first line holds headings"))
        self.headings.setObjectName("import-headings")
        self.headings.clicked.connect(self._choose_headings)
        self.headings.setVisible(self._path is None)
        self.new_questions = QCheckBox(tr("Columns that match no question become new questions"))
        self.new_questions.setObjectName("import-new-questions")
        self.new_questions.clicked.connect(lambda: self._prepare())
        self.new_questions.hide()
        self.hidden = QCheckBox(tr("Hidden rows and columns too"))
        self.hidden.setObjectName("import-hidden")
        self.hidden.clicked.connect(self._choose_hidden)
        self.repair = QCheckBox(tr("Mend letters"))
        self.repair.setObjectName("import-repair")
        self.repair.clicked.connect(self._choose_hidden)
        self.encoding = EncodingChoice()
        self.encoding.activated.connect(lambda _row: self._choose_hidden())
        self.table = TableChoice()
        self.table.activated.connect(lambda _row: self._choose_table())
        self.hidden.hide()
        self.repair.hide()
        for widget in (
            *(label, self.target, self.headings, self.new_questions, self.hidden, self.repair, self.encoding),
            self.table,
        ):
            row.addWidget(widget)
        row.addStretch(1)
        return row

    def _make_foot(self) -> None:
        self._bar = QProgressBar()
        self._bar.setObjectName("import-progress")
        self._bar.setAccessibleName(tr("Progress"))
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(120)
        self.tools.addWidget(self._bar)
        self._doing = self.status_line("import-doing")
        self._close = self.button(tr("Cancel"), "import-cancel", "secondary", self.reject)
        self.go = self.button(tr("Import"), "import-go", "primary", self._import)
        self.go.setEnabled(False)

    # What the person chooses

    def _choose_target(self, row: int) -> None:
        self._target = self.target.itemData(row)
        # A field of the one means nothing to the other.
        self._mapping.clear()
        self._renames.clear()
        self._prepare()

    def _choose_headings(self, checked: bool) -> None:
        self._headings = checked
        self._table = None
        self._mapping.clear()
        self._renames.clear()
        self._prepare()

    def _choose_hidden(self) -> None:
        self._table = None
        self._prepare()

    def _choose_table(self) -> None:
        # Columns and rows of the one mean nothing in the other.
        self._mapping.clear()
        self._renames.clear()
        self._choose_hidden()

    def _agree(self, row: int, agreed: bool) -> None:
        self._renames = self._renames | {row} if agreed else self._renames - {row}
        self._prepare()

    def _match(self, header: str, key: str) -> None:
        # A field that two columns have is an error that the check names. Taking it from the other one would lose
        # that choice when an arrow key only passes through the entry.
        self._mapping[header] = key
        if not key:
            del self._mapping[header]
        self._prepare()

    # Reading and checking

    def _prepare(self) -> None:
        self.go.setEnabled(False)
        if self._work is not None:
            self._again = True
            return
        options = Options(
            dict(self._mapping), new_questions=self.new_questions.isChecked(), renames=frozenset(self._renames)
        )
        work = prepare(self._library, self._workshop_id, self._reader(), self._target, options)
        self._start(Work(work), self._show)

    def _reader(self) -> Callable[[], Table]:
        table, path = self._table, self._path
        if table is not None:
            return lambda: table
        if path is not None:
            return partial(
                read_table,
                path,
                hidden=self.hidden.isChecked(),
                repair=self.repair.isChecked(),
                encoding=self.encoding.encoding,
                table=self.table.table,
            )
        return partial(pasted_roster, self._text, headings=self._headings)

    def _show(self, result: object) -> None:
        assert isinstance(result, Prepared)  # noqa: S101  # what `prepare` returns
        self._prepared = result
        proposal = result.proposal
        undecided = proposal.target.kind is Kind.UNDECIDED
        # While nobody has said what the rows are, a choice of headings may still tell.
        self._table, self._target = proposal.table, None if undecided else proposal.target
        self._pages.setCurrentIndex(0)
        self._show_targets(result)
        takes_answers = proposal.target.kind is Kind.ANSWERS
        self.new_questions.setVisible(takes_answers)
        self.headings.setChecked(proposal.table.headings)
        new_questions = takes_answers and self.new_questions.isChecked()
        self.columns.show_proposal(proposal, self._mapping, new_questions=new_questions)
        plan = proposal.plan
        self.summary.setText(" ".join(filter(None, (in_a_line(plan.summary), left_out([plan])))))
        self.question.setText(proposal.question)
        self._asking.setVisible(undecided)
        self.summary.setVisible(not undecided)
        self.hidden.setVisible(bool(proposal.table.hides))
        self.repair.setVisible(bool(proposal.table.garbled))
        self.encoding.offer(proposal.table.guessed)
        self.table.offer(proposal.table)
        self._show_changes(plan)
        # What is asked of the person stands beside the choice.
        self._show_problems(grouped(proposal.table.problems) if undecided else plan.causes)
        self.go.setEnabled(not plan.errors)

    def _show_targets(self, result: Prepared) -> None:
        self.target.clear()
        for target in result.targets:
            label = tr("People") if target.kind is Kind.ROSTER else tr("Answers: {step}", step=target.label)
            self.target.addItem(label, target)
        chosen = result.proposal.target
        # Nothing is chosen while the rows can be both: the person has to say.
        self.target.setCurrentIndex(result.targets.index(chosen) if chosen in result.targets else -1)

    def _show_changes(self, plan: Plan) -> None:
        self.changes.show_changes(plan.changes)
        count = trn("{count} change of people on the roster", "{count} changes of people on the roster",
                    len(plan.changes))  # fmt: skip
        asked = trn("{count} waits for your tick", "{count} wait for your tick", len(plan.asked))
        self._changes_count.setText(f"{count} · {asked}" if plan.asked else count)
        self._changes_count.setVisible(bool(plan.changes))

    def _show_problems(self, problems: tuple[Problem, ...]) -> None:
        self.problems.clear()
        errors = sum(problem.error for problem in problems)
        for problem in problems:
            picture = icon("triangle-alert", "danger") if problem.error else icon("info", "muted")
            self.problems.addItem(QListWidgetItem(picture, str(problem)))
        self.problems.setVisible(bool(problems))
        self._count.setVisible(bool(problems))
        self._count.setText(_counted(errors, len(problems) - errors))
        self._count.setProperty("role", "error" if errors else "body")
        self._count.style().polish(self._count)

    # Importing

    def _import(self) -> None:
        if self._prepared is None or self._work is not None:
            return
        self._set_choices_enabled(False)
        # Once it writes there is no half-way out.
        self._close.setEnabled(False)
        self._start(Work(carry_out(self._library, self._prepared.proposal.plan)), self._imported)

    def _imported(self, done: object) -> None:
        assert isinstance(done, Done)  # noqa: S101  # what `carry_out` returns
        assert self._prepared is not None  # noqa: S101  # only what was shown is imported
        self._history.note(done)
        self.accept()
        plan = self._prepared.proposal.plan
        say_imported(self.parentWidget(), plan.summary, left_out([plan]))
        self.imported.emit(closing(plan.summary, ""))

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
        self._prepared = None
        self._refusal.setText(error.sentence)
        self._pages.setCurrentIndex(1)
        if self._table is None:
            width = self.minimumWidth()
            sides = self.contentsMargins().left() + self.contentsMargins().right() + 48
            self.resize(width, max(self.minimumHeight(), self._refusal.heightForWidth(width - sides) + 124))
        self._close.setText(tr("Close"))
        self.go.hide()
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
        for widget in (
            self.target,
            self.headings,
            self.new_questions,
            self.hidden,
            self.repair,
            self.encoding,
            self.table,
            self.columns,
            self.changes,
        ):
            widget.setEnabled(enabled)

    def reject(self) -> None:
        """Leave without importing; a check that runs is let to its end out of sight, an import is waited for."""
        if self._work is None:
            super().reject()
        elif self._close.isEnabled():
            self._leaving = True
            self._work.cancel()
            self.hide()


def table_filter() -> str:
    """The kinds of file that can be imported, for a dialog that chooses one."""
    return ";;".join(
        (
            tr("Tables, exports and worksheets (*.csv *.tsv *.txt *.xlsx *.ods *.vcf *.graphml *.json *.pdf)"),
            tr("All files (*)"),
        )
    )


def _counted(errors: int, remarks: int) -> str:
    parts = []
    if errors:
        parts.append(trn("{count} error to mend first", "{count} errors to mend first", errors))
    if remarks:
        parts.append(trn("{count} remark", "{count} remarks", remarks))
    return " · ".join(parts)
