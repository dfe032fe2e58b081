"""What can be said of the table that is in sight: what its rows are, and how it is read."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QSizePolicy, QWidget

from facilitator.i18n import tr
from facilitator.import_plans import Arranged, Options
from facilitator.sharing.proposals import Proposal
from facilitator.sharing.targets import Kind, Target
from facilitator.tabular import Table
from ui.importing.previewed import rows_of
from ui.theme.widgets import ElidedLabel

_ENCODINGS = ("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "mac_roman", "shift_jis", "gb18030", "big5", "euc_kr")

_NAME = 160
"""Pixels in which a file's name can be told from another one's."""


class TableChoices(QWidget):
    """One row, in which each choice stands where there is something to choose."""

    target_chosen = Signal(object)
    """What the rows are: a `Target`."""
    headings_chosen = Signal(bool)
    """Whether the first line holds headings."""
    table_chosen = Signal(str)
    """The name of the table that is meant."""
    read_otherwise = Signal()
    """The files are to be read with or without what is hidden, or with other letters."""
    changed = Signal()
    """Something else becomes of columns that match no question."""

    def __init__(self, *, several: bool, pasted: bool) -> None:
        """Of `several` files their list says what the rows are; only `pasted` text may have no headings."""
        super().__init__()
        # Height that is over goes to tables and lists.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._several = several
        # Files of one study differ at the end of their names.
        self._columns_of = ElidedLabel(elided=Qt.TextElideMode.ElideMiddle)
        self._columns_of.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._columns_of.setMinimumWidth(_NAME)
        self._columns_of.setProperty("role", "caption")
        label = QLabel(tr("The rows are"))
        self.target = QComboBox()
        self.target.setObjectName("import-target")
        self.target.setAccessibleName(tr("What the rows are"))
        self.target.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.target.setPlaceholderText(tr("Choose…"))
        self.target.activated.connect(lambda row: self.target_chosen.emit(self.target.itemData(row)))
        label.setBuddy(self.target)
        self.headings = _tick("import-headings", tr("The first line holds headings"))
        self.headings.clicked.connect(self.headings_chosen)
        self.new_questions = _tick("import-new-questions", tr("Columns that match no question become new questions"))
        self.new_questions.clicked.connect(lambda: self.changed.emit())
        self._hidden = _tick("import-hidden", tr("Hidden rows and columns too"))
        self._hidden.clicked.connect(lambda: self.read_otherwise.emit())
        self._struck = _tick("import-struck", tr("Struck-through rows too"))
        self._struck.clicked.connect(lambda: self.read_otherwise.emit())
        self._arranged = _tick("import-arranged", "")
        self._arranged.clicked.connect(lambda: self.read_otherwise.emit())
        self._arrangement: Arranged | None = None
        self._repair = _tick("import-repair", tr("Mend letters"))
        self._repair.clicked.connect(lambda: self.read_otherwise.emit())
        self.encoding = EncodingChoice()
        self.encoding.activated.connect(lambda _row: self.read_otherwise.emit())
        self.table = TableChoice()
        self.table.activated.connect(lambda _row: self.table_chosen.emit(self.table.table))
        self.controls: tuple[QWidget, ...] = (
            self.target,
            self.headings,
            self.new_questions,
            self._hidden,
            self._struck,
            self._arranged,
            self._repair,
            self.encoding,
            self.table,
        )
        """What is held still while something runs."""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        for widget in (self._columns_of, label, *self.controls):
            row.addWidget(widget)
        row.addStretch(1)
        self._columns_of.setVisible(several)
        label.setVisible(not several)
        self.target.setVisible(not several)
        self.headings.setVisible(pasted)

    @property
    def options(self) -> Options:
        """What is chosen here of how files are read, and of their columns."""
        return Options(
            new_questions=self.new_questions.isChecked(),
            hidden=self._hidden.isChecked(),
            struck=self._struck.isChecked(),
            repair=self._repair.isChecked(),
            encoding=self.encoding.encoding,
            arranged=self._arrangement if self._arranged.isChecked() else None,
        )

    def show_tables(self, tables: Sequence[Table]) -> None:
        """Offer the ways to read these, the tables of all files."""
        self._hidden.setVisible(any(table.hides for table in tables))
        self._struck.setVisible(any(table.strikes for table in tables))
        offered = next((table.arranged for table in tables if table.arranged), "")
        self._arranged.setVisible(bool(offered))
        if offered:
            self._arrangement = Arranged(offered)
            self._arranged.setText(_arranged_in_words(self._arrangement))
        self._repair.setVisible(any(table.garbled for table in tables))
        self.encoding.offer(next((table.guessed for table in tables if table.guessed), ""))

    def show_proposal(
        self, name: str, proposal: Proposal | None, targets: Sequence[Target], *, takes_answers: bool
    ) -> None:
        """Show what the rows of the file `name` are, None where nothing is to be seen of it.

        `takes_answers` says whether any of the files brings answers, whose columns may become questions.
        """
        self._columns_of.setText(tr("Columns of “{file}”", file=name))
        has_columns = proposal is not None and bool(proposal.table.headers)
        self._columns_of.setVisible(self._several and has_columns)
        self.new_questions.setVisible(proposal is not None and takes_answers)
        if proposal is not None:
            self._show_targets(proposal.target, targets)
            self.headings.setChecked(proposal.table.headings)
            self.table.offer(proposal.table)
        # An empty row would keep its distance to those above and below.
        self.setVisible(any(not each.isHidden() for each in (self._columns_of, *self.controls)))

    def _show_targets(self, chosen: Target, targets: Sequence[Target]) -> None:
        self.target.clear()
        for target in targets:
            self.target.addItem(rows_of(target), target)
        if chosen.kind is Kind.WORKSHOP:
            self.target.addItem(chosen.label, chosen)
        # Nothing is chosen while the rows can be both: the person has to say.
        at = next((row for row in range(self.target.count()) if self.target.itemData(row) == chosen), -1)
        self.target.setCurrentIndex(at)
        self.target.setEnabled(chosen.kind is not Kind.WORKSHOP)


class TableChoice(QComboBox):
    """The table that is meant in a file with several; hidden for other files.

    `table` is the one that the person chose, "" for the likeliest.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("import-table")
        self.setAccessibleName(tr("Table of the file"))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(14)
        self.hide()

    @property
    def table(self) -> str:
        """The name of the table that the person chose, "" where they left it to the program."""
        return str(self.currentData() or "")

    def offer(self, read: Table) -> None:
        """Show which tables there are in the file that is looked at, and which of them was read."""
        self.setVisible(bool(read.among))
        if tuple(self.itemData(row) for row in range(self.count())) != read.among:
            self.clear()
            for name in read.among:
                self.addItem(tr("Table: {name}", name=name), name)
        self.setCurrentIndex(self.findData(read.name))


def _arranged_in_words(arranged: Arranged) -> str:
    words = {
        Arranged.BELOW: tr("Empty cells mean what stands above"),
        Arranged.SHEETS: tr("Each sheet is one person"),
        Arranged.COLUMNS: tr("Each column is one person"),
    }
    return words[arranged]


def _tick(name: str, words: str) -> QCheckBox:
    tick = QCheckBox(words)
    tick.setObjectName(name)
    tick.hide()
    return tick


class EncodingChoice(QComboBox):
    """The choice of the encoding of texts that do not say theirs, shown once that of a file was assumed.

    `encoding` is the one that was chosen, "" for the assumed one.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("import-encoding")
        self.setAccessibleName(tr("Encoding of letters"))
        self.hide()

    @property
    def encoding(self) -> str:
        """The name of the encoding that the person chose, "" where they left it to the program."""
        return str(self.currentData() or "")

    def offer(self, guessed: str) -> None:
        """Show what was assumed of a file, "" if nothing was; a choice that was made stays."""
        if not guessed or self.encoding:
            return
        self.clear()
        self.addItem(tr("Letters: {encoding} (assumed)", encoding=guessed), "")
        for name in _ENCODINGS:
            if name != guessed:
                self.addItem(tr("Letters: {encoding}", encoding=name), name)
        self.show()
