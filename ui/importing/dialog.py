"""The window between what was brought and its import: what each file is taken for, what would change, what is wrong.

It is the one for files that were chosen, dropped or copied and for pasted text. Nothing is changed before the person
presses Import, and then all of it, nothing, or, where they want that, the rest beside what has an error. Reading,
checking and importing run in a thread. While one of them runs, only the latest choice waits to be checked after it.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QListWidgetItem,
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
from facilitator.progress import Progress
from facilitator.sharing.importing import FileImport, Imported, Proposal
from facilitator.sharing.leaving_aside import Rest
from facilitator.sharing.targets import Kind, Said, Target
from facilitator.storage.library import Library
from facilitator.tabular import Asked, Options, Problem, Table, distinct, grouped, in_window, left_out
from ui.bridge import LibraryBridge
from ui.dialogs import Dialog
from ui.history import History
from ui.importing.aside import AsidePanel
from ui.importing.brought_list import BroughtList, FileRow
from ui.importing.changes import ChangesList
from ui.importing.columns import ColumnsTable
from ui.importing.encodings import EncodingChoice
from ui.importing.message_list import ToldList
from ui.importing.offers import Offers
from ui.importing.result import closing, in_a_line, say_imported, say_not_imported
from ui.importing.which_table import TableChoice
from ui.importing.work import Prepared, Wanted, carry_out, carry_out_rest, prepare
from ui.theme.icons import icon
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
        self._paths = paths
        self._shown = paths[0]
        """The file whose columns are in sight."""
        self._left: set[Path] = set()
        """Files that the person leaves out."""
        self._text = text
        self._headings: bool | None = None
        self._tables: dict[Path, Sequence[Table]] = {}
        self._rows: dict[Path, Said] = {}
        self._asked: set[Path] = set()
        """Files of which it was asked what their rows are."""
        self._mappings: dict[Path, dict[str, str]] = {}
        self._renames: dict[Path, frozenset[int]] = {}
        self._among: dict[Path, str] = {}
        """The table that is meant in files with several."""
        self._seen: dict[Path, tuple[FileImport, ...]] = {}
        """What was last found in each file."""
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
        self._heading = QLabel(self.windowTitle())
        self._heading.setProperty("role", "heading")
        self._heading.setTextFormat(Qt.TextFormat.PlainText)
        self._heading.setWordWrap(True)
        self._pages = QStackedWidget()
        self._preview = self._preview_page()
        self._pages.addWidget(self._preview)
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
        self.files = BroughtList()
        self.files.chosen.connect(self._choose_reading)
        self.files.looked_at.connect(self._look_at)
        self.files.setVisible(len(self._paths) > 1)
        layout.addWidget(self.files)
        self.question = QLabel()
        self.question.setObjectName("import-question")
        self.question.setTextFormat(Qt.TextFormat.PlainText)
        self.question.setWordWrap(True)
        self._asking = QFrame()
        self._asking.setProperty("role", "notice")
        QVBoxLayout(self._asking).addWidget(self.question)
        self._asking.hide()
        self.columns = ColumnsTable()
        self.columns.chosen.connect(self._match)
        self.summary = QLabel()
        self.summary.setObjectName("import-summary")
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.summary.setWordWrap(True)
        self._changes_count = QLabel()
        self._changes_count.setObjectName("import-changes-count")
        self._changes_count.setWordWrap(True)
        self.changes = ChangesList()
        self.changes.agreed.connect(self._agree)
        self.offers = Offers()
        self.offers.changed.connect(self._prepare)
        self._count = QLabel()
        self._count.setObjectName("import-count")
        self.problems = ToldList("import-problems", tr("What to look at in this table"))
        choices, agreed = self._choices(), self._choices_for_all()
        problems: list[QWidget | QLayout] = [self._count, self.problems]
        changes: list[QWidget | QLayout] = [self._changes_count, self.changes, agreed]
        # What is wrong stands before the columns; of several files before those of the one that is looked at.
        one = [choices, self._asking, *problems, self.offers, self.columns, self.summary, *changes]
        several = [self._asking, self.summary, *problems, self.offers, choices, self.columns, *changes]
        for part in several if len(self._paths) > 1 else one:
            if isinstance(part, QWidget):
                layout.addWidget(part, _SHARES.get(type(part), 0))
            else:
                layout.addLayout(part)
        return page

    def _choices(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(16)
        self._rows_of = QLabel()
        self._rows_of.setTextFormat(Qt.TextFormat.PlainText)
        self._rows_of.setProperty("role", "caption")
        self._rows_of.setVisible(len(self._paths) > 1)
        label = QLabel(tr("The rows are"))
        label.setVisible(len(self._paths) == 1)
        self.target = QComboBox()
        self.target.setObjectName("import-target")
        self.target.setAccessibleName(tr("What the rows are"))
        self.target.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.target.setPlaceholderText(tr("Choose…"))
        self.target.activated.connect(self._choose_target)
        self.target.setVisible(len(self._paths) == 1)
        label.setBuddy(self.target)
        self.headings = QCheckBox(tr("The first line holds headings"))
        self.headings.setObjectName("import-headings")
        self.headings.clicked.connect(self._choose_headings)
        self.headings.setVisible(bool(self._text))
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
            self._rows_of,
            label,
            self.target,
            self.headings,
            self.new_questions,
            self.hidden,
            self.repair,
            self.encoding,
            self.table,
        ):
            row.addWidget(widget)
        row.addStretch(1)
        return row

    def _choices_for_all(self) -> QWidget:
        """What can be said of all files at once, where that is asked."""
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.rename = QCheckBox(tr("People whose address stands beside another name are the same ones: rename them"))
        self.rename.setObjectName("import-rename")
        self.missing = QCheckBox(tr("New names are the people of the roster whom a file does not name: rename them"))
        self.missing.setObjectName("import-rename-missing")
        self.taken = QCheckBox(tr("Give people the addresses that are somebody else’s so far"))
        self.taken.setObjectName("import-take-addresses")
        self.declined = QCheckBox(tr("Take in people who said that they don’t take part"))
        self.declined.setObjectName("import-declined")
        self._agrees = {
            Asked.ADDRESS: self.rename,
            Asked.MISSING: self.missing,
            Asked.TAKEN: self.taken,
            Asked.DECLINED: self.declined,
        }
        for box in self._agrees.values():
            box.clicked.connect(lambda: self._prepare())
            box.hide()
            column.addWidget(box)
        self.weight = QSpinBox()
        self.weight.setObjectName("import-least-weight")
        self.weight.setAccessibleName(tr("Least weight of a tie"))
        self.weight.setRange(0, 1_000_000)
        self.weight.valueChanged.connect(lambda: self._prepare())
        self._weights = QWidget()
        row = QHBoxLayout(self._weights)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(QLabel(tr("Leave out ties with a weight below")))
        row.addWidget(self.weight)
        row.addStretch(1)
        self._weights.hide()
        column.addWidget(self._weights)
        return whole

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

    def _choose_target(self, row: int) -> None:
        self._say_rows(self._shown, self.target.itemData(row))

    def _choose_reading(self, row: int, reading: int) -> None:
        path = self._paths[row]
        said = self._readings(path)[reading][1]
        if said is None:
            self._left.add(path)
            self._prepare()
        elif isinstance(said, Proposal):
            self._left.discard(path)
            self._prepare()
        else:
            self._left.discard(path)
            self._say_rows(path, said)

    def _say_rows(self, path: Path, said: Said) -> None:
        self._rows[path] = said
        # A field of the one means nothing to the other.
        self._mappings.pop(path, None)
        self.offers.clear()
        self._renames.pop(path, None)
        self._prepare()

    def _choose_headings(self, checked: bool) -> None:
        self._headings = checked
        self._tables.clear()
        self._mappings.clear()
        self._renames.clear()
        self._prepare()

    def _choose_hidden(self) -> None:
        self._tables.clear()
        self._prepare()

    def _choose_table(self) -> None:
        self._among[self._shown] = self.table.table
        # Columns and rows of the one mean nothing in the other.
        self._mappings.pop(self._shown, None)
        self._renames.pop(self._shown, None)
        self._rows.pop(self._shown, None)
        self._tables.pop(self._shown, None)
        self._prepare()

    def _agree(self, row: int, agreed: bool) -> None:
        before = self._renames.get(self._shown, frozenset())
        self._renames[self._shown] = before | {row} if agreed else before - {row}
        self._prepare()

    def _match(self, header: str, key: str) -> None:
        # A field that two columns have is an error that the check names. Taking it from the other one would lose
        # that choice when an arrow key only passes through the entry.
        mapping = self._mappings.setdefault(self._shown, {})
        mapping[header] = key
        if not key:
            del mapping[header]
        self._prepare()

    def _look_at(self, row: int) -> None:
        if 0 <= row < len(self._paths) and self._prepared is not None:
            self._shown = self._paths[row]
            self._show_file(self._prepared)

    # Reading and checking

    @property
    def _table(self) -> Table | None:
        """The table that is in sight."""
        return next(iter(self._tables.get(self._shown, ())), None)

    def _wanted(self) -> Wanted:
        paths = tuple(path for path in self._paths if path not in self._left)
        agreed = frozenset(asked for asked, box in self._agrees.items() if box.isChecked())
        own = {
            path: self.offers.chosen(
                Options(
                    dict(self._mappings.get(path, {})),
                    new_questions=self.new_questions.isChecked(),
                    least_weight=float(self.weight.value()) or None,
                    renames=self._renames.get(path, frozenset()),
                    hidden=self.hidden.isChecked(),
                    repair=self.repair.isChecked(),
                    encoding=self.encoding.encoding,
                    agreed=agreed,
                    table=self._among.get(path, ""),
                )
            )
            for path in paths
        }
        options = self.offers.chosen(Options(least_weight=float(self.weight.value()) or None))
        rows = {path: said for path, said in self._rows.items() if path in own}
        known = {path: tables for path, tables in self._tables.items() if path in own}
        return Wanted(paths, options, own, rows, known, self._text, self._headings, self._names)

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
        self._tables |= result.tables
        for path in self._paths:
            files = result.of(path)
            if files:
                self._seen[path] = files
            undecided = any(file.proposal.target.kind is Kind.UNDECIDED and file.proposal.question for file in files)
            if undecided:
                self._asked.add(path)
            # While nobody has said what the rows are, a choice of headings may still tell.
            elif len(self._paths) == len(files) == 1 and files[0].proposal.target.kind not in (
                Kind.UNDECIDED,
                Kind.WORKSHOP,
            ):
                self._rows.setdefault(path, files[0].proposal.target)
        if len(self._paths) > 1:
            self._show_files(result)
        tables = [table for tables in result.tables.values() for table in tables]
        self.hidden.setVisible(any(table.hides for table in tables))
        self.repair.setVisible(any(table.garbled for table in tables))
        self.encoding.offer(next((table.guessed for table in tables if table.guessed), ""))
        asked = {change.asked for file in result.files for change in file.proposal.plan.asked}
        for why, box in self._agrees.items():
            box.setVisible(why in asked and len(self._paths) > 1)
        weighed = any(field.weighs for file in result.files for field in file.proposal.fields)
        self._weights.setVisible(weighed and len(self._paths) > 1)
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
        asked = [row for row, path in enumerate(self._paths) if path in self._asked]
        if len(self._paths) > 1:
            wrong = [row for row, path in enumerate(self._paths) if any(map(_has_errors, self._seen[path]))]
            waiting = [row for row, path in enumerate(self._paths) if any(map(_waits, self._seen[path]))]
            self.files.setCurrentCell((*asked, *wrong, *waiting, 0)[0], 0)
        if len(self._paths) > 1 and asked:
            self.files.choice(asked[0]).setFocus()
        elif asked:
            self.target.setFocus()
        elif self.go.isEnabled():
            self.go.setFocus()
        else:
            self.problems.setFocus()

    def _show_files(self, result: Prepared) -> None:
        """What each of the files was taken for, and what comes of it."""
        rows = []
        for path in self._paths:
            files = result.of(path)
            plans = [file.proposal.plan for file in files]
            readings = self._readings(path)
            wrong = any(plan.errors for plan in plans)
            says = " ".join(in_a_line(plan.summary) for plan in plans)
            if path in self._left:
                says = tr("It is left out.")
            elif any(file.proposal.question for file in files):
                says = tr("Say what its rows are.")
            elif wrong:
                causes = [cause for plan in plans for cause in plan.causes if cause.error]
                says = in_window(str(causes[0])) if len(causes) == 1 else _counted(len(causes), 0)
            rows.append(FileRow(self._names[path], tuple(label for label, _ in readings),
                                self._reading_of(path, readings), says, wrong))  # fmt: skip
        self.files.show_rows(rows)

    def _readings(self, path: Path) -> list[tuple[str, Said | Proposal | None]]:
        """What a file can be: everything that takes its table, or that it is what it is; or nothing, to be left out."""
        files = self._seen[path]
        leave: tuple[str, Said | Proposal | None] = (tr("Leave out"), None)
        if not self._tables.get(path):
            proposal = files[0].proposal
            whole = proposal.target.kind is Kind.WORKSHOP
            return [(proposal.target.label if whole else tr("Nothing that can be read"), proposal), leave]
        if len(self._tables[path]) > 1:
            return [(tr("Tables of an export"), files[0].proposal), leave]
        targets = self._prepared.targets if self._prepared is not None else ()
        found: list[tuple[str, Said | Proposal | None]] = []
        among = files[0].proposal.target.among
        found += [(tr("Answers: {step}", step=label), step_id) for step_id, label in among]
        for target in targets:
            if target.kind is Kind.ROSTER:
                found.append((tr("People"), target))
                if path in self._asked:
                    # Whose form is told by the columns.
                    found.append((tr("Answers"), Kind.ANSWERS))
            elif target.step_id not in [step_id for step_id, _ in among]:
                found.append((_named(target), target))
        labels = distinct(label for label, _ in found)
        return [*zip(labels, (said for _, said in found), strict=True), leave]

    def _reading_of(self, path: Path, readings: Sequence[tuple[str, Said | Proposal | None]]) -> int:
        if path in self._left:
            return len(readings) - 1
        said = [each for _, each in readings]
        chosen = self._rows.get(path)
        if chosen is not None and chosen in said:
            return said.index(chosen)
        target = self._seen[path][0].proposal.target
        if target in said:
            return said.index(target)
        return -1 if path in self._asked else 0

    def _show_file(self, result: Prepared) -> None:
        """The columns and changes of the file that is in sight."""
        files = result.of(self._shown)
        self._rows_of.setText(tr("Columns of “{file}”", file=self._names[self._shown]))
        if not files:
            self.columns.hide()
            self._rows_of.hide()
            self.changes.show_changes(())
            self._changes_count.hide()
            self.new_questions.hide()
            return
        proposal = files[0].proposal
        self._show_targets(result, proposal)
        takes_answers = any(file.proposal.target.kind is Kind.ANSWERS for file in result.files)
        self.new_questions.setVisible(takes_answers)
        self.headings.setChecked(proposal.table.headings)
        self.table.offer(proposal.table)
        new_questions = proposal.target.kind is Kind.ANSWERS and self.new_questions.isChecked()
        has_columns = bool(proposal.table.headers)
        if has_columns:
            chosen = self._mappings.get(self._shown, {})
            self.columns.show_proposal(proposal, chosen, new_questions=new_questions)
        self.columns.setVisible(has_columns)
        self._rows_of.setVisible(has_columns and len(self._paths) > 1)
        self._show_changes(files)

    def _show_targets(self, result: Prepared, proposal: Proposal) -> None:
        self.target.clear()
        for target in result.targets:
            self.target.addItem(tr("People") if target.kind is Kind.ROSTER else _named(target), target)
        chosen = proposal.target
        if chosen.kind is Kind.WORKSHOP:
            self.target.addItem(chosen.label, chosen)
        # Nothing is chosen while the rows can be both: the person has to say.
        at = next((row for row in range(self.target.count()) if self.target.itemData(row) == chosen), -1)
        self.target.setCurrentIndex(at)
        self.target.setEnabled(chosen.kind is not Kind.WORKSHOP)

    def _show_what_to_look_at(self, result: Prepared) -> None:
        plans = [file.proposal.plan for file in result.files]
        several = len(self._paths) > 1
        asking = [file for file in result.files if file.proposal.question]
        questions = [
            f"{self._names[file.path]}: {file.proposal.question}" if several else file.proposal.question
            for file in asking
        ]
        self.question.setText("\n".join(questions))
        self._asking.setVisible(bool(asking))
        said = [] if several else [in_a_line(plan.summary) for plan in plans]
        self.summary.setText(" ".join(filter(None, (*said, left_out(plans)))))
        self.summary.setVisible(bool(self.summary.text()) and (several or not asking))
        causes: list[tuple[str, Problem]] = []
        for file in result.files:
            # What is asked of the person stands beside the choice.
            proposal = file.proposal
            found = grouped(proposal.table.problems) if proposal.question else proposal.plan.causes
            causes += [(f"{self._names[file.path]}: " if several else "", cause) for cause in found]
        causes.sort(key=lambda each: each[1].turn)
        self._show_problems(causes)

    def _show_changes(self, files: Sequence[FileImport]) -> None:
        changes = [change for file in files for change in file.proposal.plan.changes]
        waiting = sum(len(file.proposal.plan.asked) for file in files)
        self.changes.show_changes(changes)
        count = trn("{count} change of people on the roster", "{count} changes of people on the roster",
                    len(changes))  # fmt: skip
        asked = trn("{count} waits for your tick", "{count} wait for your tick", waiting)
        self._changes_count.setText(f"{count} · {asked}" if waiting else count)
        self._changes_count.setVisible(bool(changes))

    def _show_problems(self, problems: Sequence[tuple[str, Problem]]) -> None:
        self.problems.clear()
        errors = sum(problem.error for _, problem in problems)
        for file, problem in problems:
            picture = icon("triangle-alert", "danger") if problem.error else icon("info", "muted")
            self.problems.addItem(QListWidgetItem(picture, f"{file}{in_window(str(problem))}"))
        self.problems.setVisible(bool(problems))
        self._count.setVisible(bool(problems))
        self._count.setText(_counted(errors, len(problems) - errors))
        self._count.setProperty("role", "error" if errors else "body")
        self._count.style().polish(self._count)

    # Importing

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
        self._hold_still()
        work = carry_out(self._library, self._workshop_id, self._wanted(), self._prepared)
        self._start(Work(work), self._imported)

    def _import_rest(self) -> None:
        if self._prepared is None or self._work is not None:
            return
        self._hold_still()
        work = carry_out_rest(self._library, self._workshop_id, self._wanted(), self._prepared)
        self._start(Work(work), self._imported_rest)

    def _hold_still(self) -> None:
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
        self._history.note(result.done)
        summary = [sentence for plan in plans for sentence in plan.summary]
        say_imported(self.parentWidget(), summary, result.left_out)
        self.imported.emit(closing(summary, ""))

    def _imported_rest(self, result: object) -> None:
        assert isinstance(result, Rest)  # noqa: S101  # what `carry_out_rest` returns
        self.accept()
        if result.imported.done is None:
            say_not_imported(self.parentWidget(), result.aside)
            return
        self._history.note(result.imported.done)
        summary = [sentence for file in result.imported.files for sentence in file.proposal.plan.summary]
        AsidePanel(self.parentWidget(), closing(summary, result.imported.left_out), result.aside).open()
        self.imported.emit(closing(summary, ""))

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
        if len(self._paths) > 1 and self._prepared is not None:
            # The files stay in sight: one of the choices is why.
            self._show_problems([("", Problem(error.sentence))])
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
        for widget in (
            self.files,
            self.target,
            self.headings,
            self.new_questions,
            self.hidden,
            self.repair,
            self.encoding,
            self.table,
            self.columns,
            self.changes,
            self.offers,
            self.weight,
            *self._agrees.values(),
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


_SHARES: dict[type, int] = {ColumnsTable: 3, ChangesList: 2, ToldList: 2}
"""How height that is over is shared."""


def _has_errors(file: FileImport) -> bool:
    return bool(file.proposal.plan.errors)


def _waits(file: FileImport) -> bool:
    return bool(file.proposal.plan.asked)


def _named(target: Target) -> str:
    return tr("Answers: {step}", step=target.label)


def _counted(errors: int, remarks: int) -> str:
    parts = []
    if errors:
        parts.append(trn("{count} error to mend first", "{count} errors to mend first", errors))
    if remarks:
        parts.append(trn("{count} remark", "{count} remarks", remarks))
    return " · ".join(parts)
