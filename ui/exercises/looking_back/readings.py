"""All readings in one table: days down, indicators across; a number and Enter, and the next day is ready."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFont, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QWidget,
)

from facilitator.actions.findings import Finding, wanted_name
from facilitator.actions.indicators import Reading, put_reading
from facilitator.errors import FacilitatorError
from facilitator.i18n import INDICATORS, number, number_in, short_day, speaking, tr, tr_content
from facilitator.storage.library import Library
from ui.history import History
from ui.theme.theme import current
from ui.typed_again import TypedAgain

Index = QModelIndex | QPersistentModelIndex

_COLUMN, _HEAD_LINES = 126, 4
_WORD = 12
"""Letters of a word that fit into a column."""
_NOTED = " *"
"""Behind a value whose day has a note."""


class ReadingsModel(QAbstractTableModel):
    """Each value is committed as it is entered. `refused` says what could not be taken."""

    refused = Signal(str)
    accepted = Signal()

    def __init__(self, library: Library, history: History, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library, self._history = library, history
        self._findings: list[Finding] = []
        self._days: list[date] = []
        self._values: list[dict[date, Reading]] = []
        self.language = ""

    def show_findings(self, findings: Sequence[Finding], days: Sequence[date], *, quietly: bool) -> None:
        """Show these. Where the same are shown already, values alone change; `quietly` while a cell is written in."""
        before = [each.indicator.id for each in self._findings], [each.indicator.about for each in self._findings]
        now = [each.indicator.id for each in findings], [each.indicator.about for each in findings]
        anew = before != now or self._days != list(days)
        if anew:
            self.beginResetModel()
        self._findings, self._days = list(findings), list(days)
        self._values = [{each.day: each for each in finding.indicator.readings} for finding in findings]
        if anew:
            self.endResetModel()
        elif not quietly and self._days and self._findings:
            last = self.index(len(self._days) - 1, len(self._findings) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def finding_at(self, column: int) -> Finding | None:
        """The indicator of a column."""
        return self._findings[column] if 0 <= column < len(self._findings) else None

    def day_at(self, row: int) -> date | None:
        """The day of a row."""
        return self._days[row] if 0 <= row < len(self._days) else None

    def reading_at(self, index: Index) -> Reading | None:
        """What is entered in a cell."""
        day = self.day_at(index.row())
        return self._values[index.column()].get(day) if day is not None and index.isValid() else None

    def first_open(self, column: int) -> int:
        """The first row of a column without a reading, else the last."""
        rows = range(len(self._days))
        return next((row for row in rows if self._days[row] not in self._values[column]), max(len(rows) - 1, 0))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        """A row per day."""
        return 0 if parent.isValid() else len(self._days)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # as above
        """A column per indicator."""
        return 0 if parent.isValid() else len(self._findings)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every cell can be written in."""
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The value in the language of the workshop; the note as a tip."""
        reading = self.reading_at(index)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.BackgroundRole:
            day, finding = self.day_at(index.row()), self.finding_at(index.column())
            if day is not None and finding is not None and finding.day == day:
                return QBrush(QColor(current().accent_soft))
            return None
        if reading is None:
            return "" if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole) else None
        with speaking(self.language):
            written = number(reading.value)
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{written}{_NOTED}" if reading.note else written
        if role == Qt.ItemDataRole.EditRole:
            return written
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return reading.note
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What is read with its unit; the day, and which is that of the workshop."""
        if orientation == Qt.Orientation.Vertical:
            day = self._days[section]
            held = any(each.day == day for each in self._findings)
            if role == Qt.ItemDataRole.DisplayRole:
                with speaking(self.language):
                    said = short_day(day)
                return tr("{day}, workshop", day=said) if held else said
            if role == Qt.ItemDataRole.FontRole and held:
                font = QFont()
                font.setWeight(QFont.Weight.DemiBold)
                return font
            return None
        about = self._findings[section].indicator.about
        if role == Qt.ItemDataRole.DisplayRole:
            what = _breakable(tr_content(INDICATORS, about.what))
            return f"{what}\n{tr_content(INDICATORS, about.unit)}" if about.unit else what
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(part for part in (about.what, wanted_name(about.wanted), about.source) if part)
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take a number, and behind it in the same cell what else happened; nothing removes the reading."""
        finding, day = self.finding_at(index.column()), self.day_at(index.row())
        if role != Qt.ItemDataRole.EditRole or finding is None or day is None:
            return False
        text = " ".join(str(value).split())
        before = self.reading_at(index)
        found, note = self._read(text)
        if text and found is None:
            self.refused.emit(tr("“{text}” is no number. The reading stays as it was.", text=text))
            return False
        if found == (before.value if before else None) and note is None:
            self.accepted.emit()
            return True
        try:
            self._history.note(put_reading(self._library, finding.indicator.id, day, found, note=note))
        except FacilitatorError as error:
            self.refused.emit(error.sentence)
            return False
        values = self._values[index.column()]
        if found is None:
            values.pop(day, None)
        else:
            values[day] = Reading(day, found, (before.note if before else "") if note is None else note)
        self.accepted.emit()
        return True

    def put_note(self, index: Index, note: str) -> None:
        """Keep what else happened on the day of a reading. Raises as `put_reading` does."""
        finding, reading = self.finding_at(index.column()), self.reading_at(index)
        if finding is not None and reading is not None:
            done = put_reading(self._library, finding.indicator.id, reading.day, reading.value, note=note)
            self._history.note(done)

    def _read(self, text: str) -> tuple[float | None, str | None]:
        with speaking(self.language):
            found = number_in(text)
            if found is not None:
                return found, None
            head, _, rest = text.partition(" ")
            return number_in(head), rest or None


def _breakable(text: str) -> str:
    """The text with places at which a word that is wider than a column may be broken."""
    return " ".join("\u200b".join(word[at : at + _WORD] for at in range(0, len(word), _WORD)) for word in text.split())


class _Cell(TypedAgain):
    """Knows whether a cell was left by Enter."""

    entered = False

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter commits and goes on."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self.entered = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        return super().eventFilter(editor, event)


class ReadingsTable(QTableView):
    """Enter goes down, and from the last day to the first one of the next indicator; Delete empties a cell."""

    def __init__(self, model: ReadingsModel) -> None:
        super().__init__()
        self.setObjectName("readings")
        self.setAccessibleName(tr("Readings"))
        self._readings = model
        self._taken = True
        model.accepted.connect(lambda: self._take(True))
        model.refused.connect(lambda _sentence: self._take(False))
        self.setModel(model)
        self._cell = _Cell(self, model)
        self.setItemDelegate(self._cell)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        header = self.horizontalHeader()
        header.setDefaultSectionSize(_COLUMN)
        # Qt takes flags for text here too: what is read may need several lines.
        wrapped = Qt.AlignmentFlag(Qt.TextFlag.TextWordWrap.value)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom | wrapped)
        header.setTextElideMode(Qt.TextElideMode.ElideNone)
        header.setFixedHeight(_HEAD_LINES * self.fontMetrics().lineSpacing() + 12)
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(26)
        self.setTabKeyNavigation(False)

    @property
    def is_written_in(self) -> bool:
        """Whether a cell is open."""
        return self.state() is QAbstractItemView.State.EditingState

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Go on after Enter, unless what was written was refused."""
        super().closeEditor(editor, hint)
        entered, self._cell.entered = self._cell.entered, False
        if entered and self._taken:
            self.go_on()

    def go_on(self) -> None:
        """The next day, or the first one of the next indicator."""
        here = self.currentIndex()
        row, column = here.row() + 1, here.column()
        if row >= self._readings.rowCount():
            row, column = 0, column + 1
        if column < self._readings.columnCount():
            self.setCurrentIndex(self._readings.index(row, column))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter without writing goes on too; Delete empties."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.is_written_in:
            self.go_on()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not self.is_written_in:
            self._readings.setData(self.currentIndex(), "")
        else:
            super().keyPressEvent(event)

    def _take(self, taken: bool) -> None:
        self._taken = taken
