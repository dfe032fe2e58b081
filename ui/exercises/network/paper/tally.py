"""A sheet by tally: the length of the list, then the counts of each question, with as few keys as the sums allow.

A count that can't grow any more, because another digit would exceed the list, moves on by itself; a question that
adds up moves on to the next one, so zeros at its end need no key.
"""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPainterPath, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from facilitator.exercises.network.answers import set_list_length, set_tally
from facilitator.exercises.network.factors import Missing
from facilitator.exercises.network.setup import STATION_LIMIT
from facilitator.exercises.network.several import set_counts
from facilitator.i18n import tr, trn
from ui.exercises.network.entry.rating_model import Index
from ui.exercises.network.entry.session import EntrySession
from ui.exercises.network.paper.tally_model import TallyModel
from ui.keys import as_latin
from ui.theme import theme
from ui.theme.theme import weight
from ui.theme.tokens import METRICS

_ROW = 62
_NAMES = 200
_ON = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_Comma)
_BACK = (Qt.Key.Key_Left, Qt.Key.Key_Backtab)


class TallyGrid(QTableView):
    """A table that turns keys into numbers and moves; the sheet does the rest."""

    digit = Signal(int)
    on = Signal(bool)
    """On to the next cell; true for Enter, which may finish the sheet."""
    rest = Signal()
    cleared = Signal()

    def __init__(self, model: TallyModel) -> None:
        super().__init__()
        self.setObjectName("rapid-tally")
        self.setAccessibleName(tr("Counts, questions down and answers across"))
        self.setModel(model)
        self.setItemDelegate(_Cell(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().hide()
        down = self.verticalHeader()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setDefaultSectionSize(_ROW)
        down.setFixedWidth(_NAMES)
        down.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    @property
    def cell(self) -> tuple[int, int]:
        """Row and column of the cursor."""
        index = self.currentIndex()
        return index.row(), index.column()

    def go_to(self, row: int, column: int) -> None:
        """Put the cursor into a cell."""
        self.setCurrentIndex(self.model().index(row, column))
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Numbers, moves, and the rest of a question."""
        event = as_latin(event)
        key = event.key()
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            event.ignore()
        elif Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
            self.digit.emit(key - Qt.Key.Key_0)
        elif key in _ON:
            self.on.emit(key in (Qt.Key.Key_Return, Qt.Key.Key_Enter))
        elif key in (Qt.Key.Key_Equal, Qt.Key.Key_R):
            self.rest.emit()
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.cleared.emit()
        elif key in _BACK:
            row, column = self.cell
            self.go_to(*((row, column - 1) if column > 0 else (max(row - 1, 0), 0)))
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, _next: bool) -> bool:
        """Tab moves in the table."""
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width among the answers."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Set the widths for the room there is."""
        columns = max(self.model().columnCount(), 1)
        room = self.width() - _NAMES - self.verticalScrollBar().sizeHint().width() - 4
        for column in range(columns):
            self.setColumnWidth(column, max(room // columns, 84))


class _Cell(QStyledItemDelegate):
    """The number strong, the words of its answer under it."""

    def __init__(self, grid: TallyGrid) -> None:
        super().__init__(grid)
        self._grid = grid

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        words = index.data(TallyModel.WORDS)
        if words is None:
            return
        tokens = theme.tokens_for(self._grid)
        area = option.rect.adjusted(3, 3, -3, -3)
        current = (index.row(), index.column()) == self._grid.cell
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QPainterPath()
        frame.addRoundedRect(QRectF(area), 6, 6)
        strong = current and self._grid.hasFocus()
        painter.setPen(QPen(QColor(tokens.accent if current else tokens.border), 2.5 if strong else 1))
        painter.setBrush(QColor(tokens.surface))
        painter.drawPath(frame)
        font = painter.font()
        small = painter.font()
        font.setWeight(weight())
        font.setPointSizeF(font.pointSizeF() * METRICS.heading)
        painter.setFont(font)
        painter.setPen(QColor(tokens.text))
        half = area.height() // 2
        painter.drawText(area.adjusted(8, 3, -8, -half), Qt.AlignmentFlag.AlignLeft, str(index.data() or ""))
        small.setPointSizeF(small.pointSizeF() * METRICS.caption)
        painter.setFont(small)
        painter.setPen(QColor(tokens.muted))
        shown = QFontMetrics(small).elidedText(words, Qt.TextElideMode.ElideRight, area.width() - 16)
        below = area.adjusted(8, half, -8, -4)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, shown)
        painter.restore()


class TallySheet(QWidget):
    """Says when the sheet is finished; each key is committed before it is shown."""

    finished = Signal()
    said = Signal(str, str)

    def __init__(self, session: EntrySession) -> None:
        super().__init__()
        self.session = session
        self.model = TallyModel()
        self.grid = TallyGrid(self.model)
        self._going_on = False
        """Whether the number in the cell may get one more digit."""
        self._asked_twice = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.grid)
        self.grid.digit.connect(self._digit)
        self.grid.on.connect(self._go_on)
        self.grid.rest.connect(self._put_rest)
        self.grid.cleared.connect(self._clear)
        self.grid.selectionModel().currentChanged.connect(self._left)
        self.refresh()

    def enter(self) -> None:
        """Take the keyboard at the first row that is not complete."""
        rows = range(self.model.rowCount())
        self.grid.go_to(next((row for row in rows if not self.model.is_complete(row)), 0), 0)
        self.grid.setFocus()

    def refresh(self) -> None:
        """Show what is in the library."""
        self.model.show(self.session.read(), self.session.setup.active)
        self.grid.fit()
        self.grid.viewport().update()

    @property
    def legend(self) -> tuple[str, tuple[str, ...]]:
        """The current question and the words of its answers, code 1 first."""
        row, _ = self.grid.cell
        if row < 1:
            return tr("How many people are on the list?"), ()
        factor = self.session.setup.active[row - 1]
        return factor.question, factor.codes

    # Keys

    def _left(self) -> None:
        self._going_on = False
        self._asked_twice = False

    def _digit(self, digit: int) -> None:
        row, column = self.grid.cell
        if row < 0:
            return
        most = STATION_LIMIT if row == 0 else self._still_free(row, column)
        if row > 0 and not self.model.view.list_length:
            self.said.emit(tr("Type first how many people are on the list."), "warning")
            self.grid.go_to(0, 0)
            return
        before = self.model.number(row, column) if self._going_on else None
        if before is not None and before * 10 + digit <= most:
            self._put(row, column, before * 10 + digit)
            self._advance(row, column)
            return
        if before is not None:
            # Another digit would be too many people: the number was whole, and this one belongs to the next cell.
            self._advance(row, column)
            self._digit(digit)
            return
        if digit > most:
            self.said.emit(
                trn(
                    "Only {count} of {size} is left in this question.",
                    "Only {count} of {size} are left in this question.",
                    most, size=self.model.view.list_length,
                ),
                "warning",
            )  # fmt: skip
        elif self._put(row, column, digit):
            self._going_on = digit > 0 and digit * 10 <= most
            if not self._going_on and (row or digit):
                self._advance(row, column)

    def _still_free(self, row: int, column: int) -> int:
        """How many people of the list the other cells of a question leave for this one."""
        left_out = self._counts(row).get(int(Missing.SKIPPED), 0)
        return self.model.missing(row) + (self.model.number(row, column) or 0) + left_out

    def _counts(self, row: int) -> dict[int, int]:
        return dict(self.model.view.tally.get(self.model.factors[row - 1].key, {}))

    def _put(self, row: int, column: int, number: int | None) -> bool:
        if row == 0:
            done = self.session.commit(set_list_length, number or 0)
        else:
            code, _ = self.model.answers(row)[column]
            counts: dict[int, int | None] = {code: number}
            if int(Missing.SKIPPED) in self._counts(row):
                # Whoever was left out is counted anew with the rest of the question.
                counts[int(Missing.SKIPPED)] = None
            done = self.session.commit(set_counts, self.model.factors[row - 1].key, counts)
        if done is None:
            return False
        self.said.emit("", "caption")
        self.refresh()
        return True

    def _advance(self, row: int, column: int) -> None:
        self._going_on = False
        if self.model.is_complete(row):
            self._next_row(row)
        elif column + 1 < len(self.model.answers(row)):
            self.grid.go_to(row, column + 1)
        else:
            self._ask(row)

    def _next_row(self, row: int) -> None:
        rows = [*range(row + 1, self.model.rowCount()), *range(row)]
        following = next((each for each in rows if not self.model.is_complete(each)), None)
        if following is not None:
            self.grid.go_to(following, 0)
        else:
            self.said.emit(tr("Everything adds up. Enter goes to the next sheet."), "success")

    def _go_on(self, enter: bool) -> None:
        row, column = self.grid.cell
        everything = all(self.model.is_complete(each) for each in range(self.model.rowCount()))
        if enter and everything:
            self.finished.emit()
        elif self._asked_twice and enter and row > 0:
            self._leave_out(row)
        elif row == 0 and not self.model.view.list_length:
            self.said.emit(tr("Type how many people are on the list."), "warning")
        else:
            self._advance(row, column)

    def _ask(self, row: int) -> None:
        self._asked_twice = True
        missing = self.model.missing(row)
        if missing < 0:
            self.said.emit(
                trn(
                    "{count} person too many. Correct a number.", "{count} people too many. Correct a number.", -missing
                ),
                "error",
            )
            self._asked_twice = False
            return
        self.said.emit(
            trn(
                "{count} person is missing. Enter leaves them out; = puts them here.",
                "{count} people are missing. Enter leaves them out; = puts them here.",
                missing,
            ),
            "warning",
        )

    def _leave_out(self, row: int) -> None:
        key, missing = self.model.factors[row - 1].key, self.model.missing(row)
        already = self._counts(row).get(int(Missing.SKIPPED), 0)
        if self.session.commit(set_tally, key, int(Missing.SKIPPED), already + missing) is not None:
            self.refresh()
            self._next_row(row)

    def _put_rest(self) -> None:
        """Everybody who is left belongs into this cell."""
        row, column = self.grid.cell
        if row > 0 and self.model.view.list_length and self._put(row, column, self._still_free(row, column)):
            self._advance(row, column)

    def _clear(self) -> None:
        """Empty this cell; if it is empty already, the one before it."""
        row, column = self.grid.cell
        if self.model.number(row, column) is None and (row, column) != (0, 0):
            row, column = (row, column - 1) if column else (row - 1, self._last_filled(row - 1))
            self.grid.go_to(row, column)
        if self.model.number(row, column) is not None:
            self._put(row, column, None)
        self._going_on = False

    def _last_filled(self, row: int) -> int:
        filled = [
            column for column in range(len(self.model.answers(row))) if self.model.number(row, column) is not None
        ]
        return filled[-1] if filled else 0
