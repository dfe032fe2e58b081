"""The mails that have a day to go, by day: to whom, what, and how each stands."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QTableWidget, QTableWidgetItem

from facilitator.i18n import short_day, tr
from facilitator.post.dated import DatedLetter, LetterId, Stand, stand_in_words
from ui.theme.columns import share_width
from ui.theme.icons import icon
from ui.theme.rows import show_rows
from ui.theme.theme import current, weight

DAY, WHO, WHAT, STATE = range(4)
_WIDTHS = {DAY: 130, WHO: 165, WHAT: 150}
_LEAST = {DAY: 128, WHO: 90, WHAT: 90}
_LEAST_STATE = 110
_LETTER = Qt.ItemDataRole.UserRole
_TALLEST = 3
"""Lines of a cell: a server's refusal can be long; the tool tip and the preview have the whole of it."""

_PICTURES = {
    Stand.DUE: ("circle", "control"),
    Stand.PUT_OFF: ("clock", "muted"),
    Stand.REFUSED: ("triangle-alert", "danger"),
    Stand.LATER: ("calendar", "muted"),
    Stand.WAITS: ("clock", "muted"),
    Stand.UNKNOWN: ("circle-help", "warning"),
    Stand.NO_ADDRESS: ("triangle-alert", "warning"),
    Stand.STOPPED: ("minus", "control"),
    Stand.SENT: ("circle-check", "success"),
    Stand.DRAFTED: ("file-text", "success"),
}


class LettersList(QTableWidget):
    """One row a mail; what can go now is ticked. Space ticks and unticks the chosen rows."""

    ticked_others = Signal()
    """Other mails are ticked than before."""
    looked_at = Signal(object)
    """The `DatedLetter` whose row is chosen, or None."""

    def __init__(self) -> None:
        super().__init__(0, 4)
        self._unticked: set[LetterId] = set()
        self._sending = False
        self.setObjectName("letters-list")
        self.setAccessibleName(tr("Letters by day"))
        self.setHorizontalHeaderLabels([tr("Day"), tr("To"), tr("What"), tr("How it stands")])
        show_rows(self)
        rows = self.verticalHeader()
        rows.setMinimumSectionSize(34)
        rows.setMaximumSectionSize(_TALLEST * self.fontMetrics().lineSpacing() + 12)
        share_width(self, _WIDTHS, STATE, _LEAST_STATE, _LEAST)
        self.itemChanged.connect(self._note_tick)
        self.currentCellChanged.connect(lambda *_: self.looked_at.emit(self.current))

    @property
    def letters(self) -> list[DatedLetter]:
        """All that are shown, in the list's order."""
        return [letter for letter in map(self._at, range(self.rowCount())) if letter is not None]

    @property
    def current(self) -> DatedLetter | None:
        """The mail whose row is chosen."""
        return self._at(self.currentRow())

    @property
    def chosen(self) -> list[DatedLetter]:
        """The mails that are ticked."""
        return [each for each in self.letters if each.can_go and each.id not in self._unticked]

    def show_letters(self, letters: Sequence[DatedLetter]) -> None:
        """Show these; what was unticked by hand stays so."""
        keep = self.current.id if self.current is not None else None
        self.blockSignals(True)
        self.setRowCount(len(letters))
        before = ""
        for row, letter in enumerate(letters):
            day = short_day(letter.day)
            self._fill(row, letter, first=day != before)
            before = day
        self.blockSignals(False)
        places = {letter.id: row for row, letter in enumerate(letters)}
        if letters:
            self.setCurrentCell(places.get(keep, 0) if keep else 0, DAY)
        self.looked_at.emit(self.current)
        self.ticked_others.emit()

    def set_sending(self, yes: bool) -> None:
        """While mails go out nothing is ticked or unticked, and what is on its way is called that."""
        self._sending = yes
        self.show_letters(self.letters)

    def state_of(self, letter: DatedLetter) -> str:
        """How a mail stands, in words."""
        if self._sending and letter.stand is Stand.UNKNOWN:
            return tr("Being sent")
        return stand_in_words(letter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks all chosen rows, or unticks them where all are ticked."""
        if event.key() != Qt.Key.Key_Space:
            super().keyPressEvent(event)
            return
        items = [self.item(index.row(), DAY) for index in self.selectionModel().selectedRows()]
        able = [item for item in items if item is not None and item.flags() & Qt.ItemFlag.ItemIsUserCheckable]
        all_ticked = all(item.checkState() is Qt.CheckState.Checked for item in able)
        for item in able:
            item.setCheckState(Qt.CheckState.Unchecked if all_ticked else Qt.CheckState.Checked)

    def _fill(self, row: int, letter: DatedLetter, *, first: bool) -> None:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        day = QTableWidgetItem(short_day(letter.day))
        day.setData(_LETTER, letter)
        day.setFlags(flags)
        if letter.can_go:
            ticked = letter.id not in self._unticked
            day.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
            day.setFlags(flags if self._sending else flags | Qt.ItemFlag.ItemIsUserCheckable)
        font = day.font()
        font.setWeight(weight(first))
        day.setFont(font)
        who = QTableWidgetItem(letter.mail.to.name)
        what = QTableWidgetItem(letter.mail.about)
        state = QTableWidgetItem(icon(*_PICTURES[letter.stand]), self.state_of(letter))
        if letter.stand is Stand.REFUSED:
            state.setForeground(QColor(current().danger))
        for column, item in enumerate((day, who, what, state)):
            if column != DAY:
                item.setFlags(flags)
            item.setToolTip(item.text())
            self.setItem(row, column, item)
        spoken = ", ".join((day.text(), who.text(), what.text(), state.text()))
        day.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)

    def _note_tick(self, item: QTableWidgetItem) -> None:
        letter = self._at(item.row())
        if item.column() != DAY or letter is None:
            return
        if item.checkState() is Qt.CheckState.Checked:
            self._unticked.discard(letter.id)
        else:
            self._unticked.add(letter.id)
        self.ticked_others.emit()

    def _at(self, row: int) -> DatedLetter | None:
        item = self.item(row, DAY)
        letter = item.data(_LETTER) if item is not None else None
        return letter if isinstance(letter, DatedLetter) else None
