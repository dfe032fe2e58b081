"""Importing what has no columns to match: several files at once, an exported graph, a whole workshop.

What would come of it is shown first; nothing is changed before the person agrees, and all of it is one undo.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidgetItem,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from facilitator.errors import FacilitatorError
from facilitator.i18n import tr, trn
from facilitator.progress import LongWork, Progress
from facilitator.sharing.importing import Imported, Proposal, import_files
from facilitator.sharing.targets import Kind, Said
from facilitator.storage.backups import BEFORE_IMPORT
from facilitator.storage.library import Library
from facilitator.tabular import Asked, Options, PersonChange, Problem
from ui.dialogs import Panel, ProgressDialog
from ui.history import History
from ui.importing.encodings import EncodingChoice
from ui.importing.message_list import ToldList
from ui.importing.result import say_imported, say_not_imported
from ui.theme.icons import icon
from ui.work import Work

EXCHANGED = (".graphml", ".json")
"""Files that are imported as a whole."""
_SAID = 130
"""The most of the height that is for what would come in: seven lines."""


class FilesDialog(Panel):
    """What several files would bring, with a button that brings it."""

    # In a choice Enter must not start anything.
    enter_presses_main = False

    def __init__(
        self, library: Library, history: History, workshop_id: int, paths: Sequence[Path], parent: QWidget
    ) -> None:
        super().__init__(parent, tr("Import"), "import-files")
        self.setMinimumWidth(720)
        self._library = library
        self._history = history
        self._workshop_id = workshop_id
        self._paths = list(paths)
        self._work: Work | None = None
        self._asked_again = False
        self._rows: dict[Path, Said] = {}
        self._asked: dict[Path, QComboBox] = {}
        self._said = QLabel()
        self._said.setObjectName("import-files-said")
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        self._said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._said.setWordWrap(True)
        self._lines = QScrollArea()
        self._lines.setWidgetResizable(True)
        self._lines.setFrameShape(QFrame.Shape.NoFrame)
        self._lines.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._lines.setWidget(self._said)
        self.content.addWidget(self._lines)
        self._tell(tr("Reading"))
        self._problems = self._list("import-files-problems", tr("What to look at in these files"))
        self._choices = QVBoxLayout()
        self.content.addLayout(self._choices)
        self._changes = self._list("import-files-changes", tr("What changes of people on the roster"))
        self.rename = QCheckBox(tr("People whose address stands beside another name are the same ones: rename them"))
        self.rename.setObjectName("import-rename")
        self.rename.clicked.connect(self._look)
        self.hidden = QCheckBox(tr("Hidden rows and columns too"))
        self.hidden.setObjectName("import-hidden")
        self.hidden.clicked.connect(self._look)
        self.repair = QCheckBox(tr("Mend letters"))
        self.repair.setObjectName("import-repair")
        self.repair.clicked.connect(self._look)
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
        for box in (self.missing, self.taken, self.declined):
            box.clicked.connect(self._look)
        for box in (*self._agrees.values(), self.hidden, self.repair):
            self.content.addWidget(box)
            box.hide()
        self.encoding = EncodingChoice()
        self.encoding.activated.connect(lambda _row: self._look())
        self.content.addWidget(self.encoding)
        self.weight = QSpinBox()
        self.weight.setObjectName("import-least-weight")
        self.weight.setAccessibleName(tr("Least weight of a tie"))
        self.weight.setRange(0, 1_000_000)
        self.weight.valueChanged.connect(self._look)
        row = QHBoxLayout()
        row.addWidget(QLabel(tr("Leave out ties with a weight below")))
        row.addWidget(self.weight)
        row.addStretch(1)
        self._weights = QWidget()
        self._weights.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        self._weights.setVisible(any(path.suffix.lower() not in EXCHANGED for path in self._paths))
        self.content.addWidget(self._weights)
        self.button(tr("Cancel"), "cancel", "secondary", self.reject)
        self._go = self.button(tr("Import"), "yes", "primary", self._import)
        self._look()

    def _list(self, name: str, accessible: str) -> ToldList:
        made = ToldList(name, accessible)
        self.content.addWidget(made, 1)
        made.hide()
        return made

    # What would come of it

    def _look(self) -> None:
        """Try it out, and take it back, in a thread."""
        self._go.setEnabled(False)
        if self._work is not None:
            self._asked_again = True
            return
        self._work = Work(self._importing(dry_run=True))
        self._work.succeeded.connect(self._show)
        self._work.failed.connect(self._refuse)
        self._work.start()

    def _importing(self, *, dry_run: bool) -> LongWork[Imported]:
        options = Options(
            least_weight=float(self.weight.value()) or None,
            renames=None if self.rename.isChecked() else frozenset(),
            agreed=frozenset(
                asked for asked in (Asked.MISSING, Asked.TAKEN, Asked.DECLINED) if self._agrees[asked].isChecked()
            ),
            hidden=self.hidden.isChecked(),
            repair=self.repair.isChecked(),
            encoding=self.encoding.encoding,
        )
        return _imported(self._library, self._workshop_id, self._paths, options, dry_run, dict(self._rows))

    def _ask(self, path: Path, proposal: Proposal) -> None:
        """Let the person say what the rows of a file are that can be read in two ways; nothing is chosen for them."""
        said = QLabel(f"{path.name}: {proposal.question}")
        said.setTextFormat(Qt.TextFormat.PlainText)
        said.setWordWrap(True)
        choice = QComboBox()
        choice.setObjectName(f"import-rows-{path.name}")
        choice.setAccessibleName(tr("What the rows of “{file}” are", file=path.name))
        choice.setPlaceholderText(tr("Choose…"))
        choices: list[tuple[str, Said]] = [(tr("People"), Kind.ROSTER), (tr("Answers"), Kind.ANSWERS)]
        if proposal.target.among:
            choices = [(tr("Answers: {step}", step=label), step_id) for step_id, label in proposal.target.among]
        for label, _ in choices:
            choice.addItem(label)
        choice.setCurrentIndex(-1)
        choice.activated.connect(lambda row: self._choose(path, choices[row][1]))
        for widget in (said, choice):
            self._choices.addWidget(widget)
            widget.show()
        # A window that is open already makes no room for the lines of a text by itself.
        said.setMinimumHeight(said.heightForWidth(self.contentsRect().width() - 48))
        self._asked[path] = choice

    def _choose(self, path: Path, said: Said) -> None:
        self._rows[path] = said
        self._look()

    def _show(self, outcome: Imported) -> None:
        if self._looks_again():
            return
        sentences = [
            f"{file.path.name}: {sentence}" for file in outcome.files for sentence in file.proposal.plan.summary
        ]
        sentences += [outcome.left_out] if outcome.left_out else []
        self._tell("\n".join(sentences) or tr("Nothing new would come of it."))
        causes = [
            (file.path.name, cause)
            for file in outcome.files
            for cause in file.proposal.plan.causes
            # What is asked of the person stands beside the choice.
            if not (cause.error and file.proposal.question)
        ]
        causes.sort(key=lambda each: each[1].turn)
        _fill(self._problems, causes)
        _fill(self._changes, [(file.path.name, each) for file in outcome.files for each in file.proposal.plan.changes])
        for file in outcome.files:
            if file.proposal.question and file.path not in self._asked:
                self._ask(file.path, file.proposal)
        asked = {change.asked for change in outcome.asked}
        for why, box in self._agrees.items():
            box.setVisible(why in asked)
        self.hidden.setVisible(any(file.proposal.table.hides for file in outcome.files))
        self.repair.setVisible(any(file.proposal.table.garbled for file in outcome.files))
        self.encoding.offer(next((name for file in outcome.files if (name := file.proposal.table.guessed)), ""))
        self.fit()
        self._go.setEnabled(not outcome.failed)
        undecided = [choice for choice in self._asked.values() if choice.currentIndex() < 0]
        # Not the number above, which a key that is pressed by the way would change.
        (undecided[0] if undecided else self._go if self._go.isEnabled() else self._problems).setFocus()

    def _refuse(self, error: Exception) -> None:
        if self._looks_again():
            return
        if not isinstance(error, FacilitatorError):
            raise error
        self._lines.hide()
        self._problems.clear()
        self._problems.addItem(QListWidgetItem(icon("triangle-alert", "danger"), error.sentence))
        self._problems.show()

    def _tell(self, words: str) -> None:
        """Say what would come of it; many files are scrolled, so that the buttons stay on the screen."""
        self._said.setText(words)
        wide = self.minimumWidth() - self._column.contentsMargins().left() - self._column.contentsMargins().right()
        self._lines.setFixedHeight(min(self._said.heightForWidth(wide), _SAID))
        self._lines.show()

    def _looks_again(self) -> bool:
        self._work = None
        again, self._asked_again = self._asked_again, False
        if again:
            self._look()
        return again

    # Doing it

    def _import(self) -> None:
        history, parent = self._history, self.parentWidget()

        def imported(result: object) -> None:
            assert isinstance(result, Imported)  # noqa: S101  # what `_imported` returns
            if result.done is None:
                # The files or the library are no longer as they were shown.
                causes = [each for file in result.files for each in file.proposal.plan.causes]
                say_not_imported(parent, [str(each) for each in causes if each.error])
                return
            history.note(result.done)
            summary = [sentence for file in result.files for sentence in file.proposal.plan.summary]
            say_imported(parent, summary, result.left_out)

        work = Work(self._importing(dry_run=False))
        self.accept()
        ProgressDialog(parent, tr("Importing"), work, imported).begin()


def _fill(shown: ToldList, lines: Iterable[tuple[str, Problem | PersonChange]]) -> None:
    shown.clear()
    for file, each in lines:
        wrong = isinstance(each, Problem) and each.error
        picture = icon("triangle-alert", "danger") if wrong else icon("info", "muted")
        shown.addItem(QListWidgetItem(picture, f"{file}: {each}"))
    shown.setVisible(shown.count() > 0)


def _imported(
    library: Library,
    workshop_id: int,
    paths: Sequence[Path],
    options: Options,
    dry_run: bool,
    rows: Mapping[Path, Said],
) -> LongWork[Imported]:
    yield Progress(0, 1, trn("Reading {count} file", "Reading {count} files", len(paths)))
    if not dry_run:
        yield from library.back_up(BEFORE_IMPORT)
    return import_files(library, workshop_id, paths, options, dry_run, rows)
