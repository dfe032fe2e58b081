"""The grid in which contacts are rated: people down, questions across, one key an answer.

A digit answers and moves on, by default down the column: one question for everybody in turn keeps one legend in
mind and one key under one finger. Only the cell that changed, and the two that the cursor leaves and enters, are
painted again.
"""

from PySide6.QtCore import QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QPushButton,
    QScroller,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from facilitator.exercises.network.factors import Missing
from facilitator.i18n import tr
from ui.exercises.network.entry.digits import Digits
from ui.exercises.network.entry.rating_model import Index, RatingModel, code_text
from ui.keys import as_latin
from ui.speaker import Speaker
from ui.theme import theme
from ui.theme.lines import share_space, two_lines, two_lines_need
from ui.theme.theme import weight
from ui.theme.tokens import METRICS, Tokens

_ROW = 44
_MOST_NAMES = 240
"""The greatest width of the contacts' labels."""
_NARROWEST = 68
_WORDS_FIT = 112
"""From this width on a cell shows the words of its answer, not only its key."""
_HEADER_LINES = (2, 3)
"""Lines of a question's short name in wide and in narrow columns."""

_TINT_AFTER = 20
"""Milliseconds after which the tint follows to another column."""

_KEYS = {
    Qt.Key.Key_0: Missing.NOT_COMPARABLE,
    Qt.Key.Key_N: Missing.NOT_COMPARABLE,
    Qt.Key.Key_Minus: Missing.DECLINED,
    Qt.Key.Key_P: Missing.DECLINED,
    Qt.Key.Key_Space: Missing.SKIPPED,
    Qt.Key.Key_Period: Missing.SKIPPED,
}


class RatingGrid(Speaker, QTableView):
    """A table that turns keys into answers. It writes nothing: the page does, and then sets the model."""

    answered = Signal(object)
    """A code, a kind of `Missing`, or None to take the answer of the current cell back."""
    same_wanted = Signal()
    """The same answer for the rest of the column."""
    next_wanted = Signal()
    """Enter: to the next open cell, or on when there is none."""
    moved = Signal()
    """The current cell is another one."""

    def __init__(self, model: RatingModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ratings = model
        self.across = False
        """Whether answers go on across; down otherwise."""
        self.tinted = -1
        """The column whose ground is tinted."""
        self.begun = Digits(self._answer_code, self)
        self._tint_soon = QTimer(self, singleShot=True, interval=_TINT_AFTER)
        self._tint_soon.timeout.connect(self._tint)
        self.setObjectName("network-grid")
        self.setAccessibleName(tr("Answers, contacts down and questions across"))
        self.setModel(model)
        self.setItemDelegate(_Cell(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self._across = across = _Header(Qt.Orientation.Horizontal, self)
        self._down = down = _Header(Qt.Orientation.Vertical, self)
        self.setHorizontalHeader(across)
        self.setVerticalHeader(down)
        self.corner = QPushButton(self)
        self.corner.setObjectName("network-direction")
        self.corner.setProperty("role", "quiet")
        self.corner.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.corner.clicked.connect(lambda: self.turn())
        self.turn(across=False)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setDefaultSectionSize(_ROW)
        across.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)

    # The cursor

    @property
    def cell(self) -> tuple[int, int]:
        """Row and column of the current cell; (-1, -1) when there is none."""
        index = self.currentIndex()
        return index.row(), index.column()

    def go_to(self, row: int, column: int) -> None:
        """Make a cell the current one and see to it that it and the one after it are in sight."""
        rows, columns = self.ratings.rowCount(), self.ratings.columnCount()
        if 0 <= row < rows and 0 <= column < columns:
            ahead = (row, column + 1) if self.across else (row + 1, column)
            self.scrollTo(self.ratings.index(*ahead))
            self.setCurrentIndex(self.ratings.index(row, column))

    def step(self, by: int = 1) -> bool:
        """Go one cell on (or back) in the order of answering; False at the end, where the cursor stays."""
        rows, columns = self.ratings.rowCount(), self.ratings.columnCount()
        row, column = self.cell
        at = (row * columns + column if self.across else column * rows + row) + by
        if not 0 <= at < rows * columns:
            return False
        self.go_to(*divmod(at, columns) if self.across else tuple(reversed(divmod(at, rows))))
        return True

    def turn(self, *, across: bool | None = None) -> None:
        """Let answers go on across in place of down, or the other way round."""
        self.across = not self.across if across is None else across
        self.corner.setText(tr("Going across →") if self.across else tr("Going down ↓"))
        self.corner.setAccessibleName(
            tr("Answers go on across: person by person")
            if self.across
            else tr("Answers go on down: question by question")
        )

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Paint the two cells and their headers; the column's ground follows."""
        super().currentChanged(current, previous)
        # A number that was begun belongs to the cell that was left: nobody answers for another one by moving.
        self.begun.drop()
        if current.column() != previous.column():
            for column in (current.column(), previous.column()):
                if column >= 0:
                    self._across.updateSection(column)
            self._tint_soon.start()
        if current.row() != previous.row():
            for row in (current.row(), previous.row()):
                if row >= 0:
                    self._down.updateSection(row)
        self.moved.emit()

    def _tint(self) -> None:
        """Move the tinted ground to the current question: after the answer is painted, so that no key waits for it."""
        before, self.tinted = self.tinted, self.cell[1]
        for column in {before, self.tinted} - {-1}:
            left, width = self.columnViewportPosition(column), self.columnWidth(column)
            self.viewport().update(left, 0, width, self.viewport().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer, move, take back."""
        event = as_latin(event)
        key, held = event.key(), event.modifiers()
        control = bool(held & Qt.KeyboardModifier.ControlModifier)
        shift = bool(held & Qt.KeyboardModifier.ShiftModifier)
        if control or held & Qt.KeyboardModifier.AltModifier:
            self._jump(event)
        elif self._is_digit(key):
            self.begun.press(key - Qt.Key.Key_0, self._most_codes())
            self._show_begun()
        elif self.begun.digit is not None and key in (Qt.Key.Key_Escape, Qt.Key.Key_Backspace):
            self.begun.drop()
            self._show_begun()
        elif self.begun.digit is not None and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.begun.settle()
        elif key == Qt.Key.Key_Equal or (key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and shift):
            self.same_wanted.emit()
        elif key in _KEYS and not shift:
            self.answered.emit(_KEYS[Qt.Key(key)])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.next_wanted.emit()
        elif key == Qt.Key.Key_Backspace:
            self.take_back()
        elif key == Qt.Key.Key_Delete:
            self.answered.emit(None)
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._tab(-1 if key == Qt.Key.Key_Backtab else 1, event)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            _, column = self.cell
            last = key == Qt.Key.Key_End
            self.go_to(self.ratings.rowCount() - 1 if last else 0, column)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A number that was begun is whole when the keyboard goes elsewhere, such as to the button that goes on."""
        self.begun.settle()
        super().focusOutEvent(event)

    def _is_digit(self, key: int) -> bool:
        first = Qt.Key.Key_1 if self.begun.digit is None else Qt.Key.Key_0
        return first <= key <= Qt.Key.Key_9

    def _most_codes(self) -> int:
        _, column = self.cell
        return len(self.ratings.factors[column].codes) if column >= 0 else 0

    def _answer_code(self, code: int) -> None:
        self._show_begun()
        self.answered.emit(code)

    def _show_begun(self) -> None:
        self.viewport().update(self.visualRect(self.currentIndex()))

    def focusNextPrevChild(self, _next: bool) -> bool:
        """Tab moves in the grid; see `keyPressEvent`."""
        return False

    def _jump(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Home:
            self.go_to(0, 0)
        elif event.key() == Qt.Key.Key_End:
            self.go_to(self.ratings.rowCount() - 1, self.ratings.columnCount() - 1)
        else:
            event.ignore()

    def _tab(self, by: int, event: QKeyEvent) -> None:
        """To the next question of the same contact, then to the next contact; out of the grid at its ends."""
        columns = self.ratings.columnCount()
        row, column = self.cell
        at = row * columns + column + by
        if 0 <= at < columns * self.ratings.rowCount():
            self.go_to(*divmod(at, columns))
        else:
            QWidget.focusNextPrevChild(self, by > 0)
            event.accept()

    def take_back(self) -> None:
        """Empty this cell; if it is empty already, the one before it."""
        self.begun.drop()
        row, column = self.cell
        if row < 0:
            return
        if self.ratings.code(row, column) is None and not self.step(-1):
            return
        self.answered.emit(None)

    # How it looks

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width among the questions, as far as they stay legible."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Set the widths for the labels and the room there is."""
        labels = QFontMetrics(self.font())
        widest = max((labels.horizontalAdvance(label) for label in self.ratings.labels), default=0)
        names = max(min(widest + METRICS.large, _MOST_NAMES), self.corner.sizeHint().width())
        self.verticalHeader().setFixedWidth(names)
        space = self.width() - names - self.verticalScrollBar().sizeHint().width() - 4
        widths = [max(width, _NARROWEST) for width in share_space(space, self._needed())]
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)
        lines = _HEADER_LINES[min(widths, default=0) < _WORDS_FIT]
        self.horizontalHeader().setFixedHeight(max(labels.lineSpacing() * lines + METRICS.small, _ROW))
        self.corner.setFixedSize(names, self.horizontalHeader().height())
        self.updateGeometries()

    def _needed(self) -> list[int]:
        """What each column needs for the words of all its answers, whichever are chosen: so none moves at an answer."""
        look = _CellStyle(self.font(), theme.current())
        return [
            max(_WORDS_FIT, look.beside_words + max((look.needed(words) for words in factor.codes), default=0))
            for factor in self.ratings.factors
        ]


class _Header(Speaker, QHeaderView):
    """Labels that wrap, with the current one strong."""

    def __init__(self, orientation: Qt.Orientation, grid: RatingGrid) -> None:
        super().__init__(orientation, grid)
        self._grid = grid

    def sizeHint(self) -> QSize:
        """What `RatingGrid.fit` has fixed."""
        return QSize(self.minimumWidth(), self.minimumHeight())

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint one label."""
        tokens = theme.current()
        across = self.orientation() == Qt.Orientation.Horizontal
        row, column = self._grid.cell
        current = section == (column if across else row)
        painter.save()
        painter.fillRect(rect, QColor(tokens.accent_soft if current else tokens.window))
        font = painter.font()
        font.setWeight(weight(current))
        painter.setFont(font)
        painter.setPen(QColor(tokens.text if current else tokens.muted))
        label = str(self.model().headerData(section, self.orientation()))
        if across:
            box = rect.adjusted(METRICS.tight, 2, -METRICS.tight, -METRICS.tight)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), label)
        else:
            box = rect.adjusted(METRICS.small, 0, -METRICS.small, 0)
            shown = QFontMetrics(font).elidedText(label, Qt.TextElideMode.ElideRight, box.width())
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.setPen(QColor(tokens.border))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(tokens.border))
        painter.restore()


class _CellStyle:
    """Fonts, colours and fitted words of one font in one scheme, made once: a cell is painted at every key."""

    def __init__(self, font: QFont, tokens: Tokens) -> None:
        self.made_for = (font.key(), tokens.scheme)
        self.strong, self.plain = QFont(font), QFont(font)
        self.strong.setWeight(weight())
        self.plain.setPointSizeF(font.pointSizeF() * METRICS.caption)
        self._plain_metrics = QFontMetrics(self.plain)
        self.key_width = QFontMetrics(self.strong).horizontalAdvance("0") + METRICS.small
        self.surface, self.border, self.text = QColor(tokens.surface), QColor(tokens.border), QColor(tokens.text)
        self.tint = QColor(tokens.with_alpha(tokens.accent_soft, 0.55))
        self.muted, self.dot, self.accent = QColor(tokens.muted), QColor(tokens.control), QColor(tokens.accent)
        self._fitted: dict[tuple[str, int], str] = {}

    @property
    def beside_words(self) -> int:
        """What of a cell's width is not for the words of its answer."""
        return METRICS.small + 2 + self.key_width + METRICS.tight + 1

    def needed(self, words: str) -> int:
        """The width for words without dots, on two lines if need be."""
        return two_lines_need(words, self._plain_metrics)

    def fitted(self, words: str, space: QSize) -> str:
        """`words` in two lines where one is too short for them, as far as they fit then."""
        found = self._fitted.get((words, space.width()))
        if found is None:
            most = min(space.height() // self._plain_metrics.lineSpacing(), 2)
            found = "\n".join(two_lines(words, self._plain_metrics, space.width(), most=most))
            self._fitted[words, space.width()] = found
        return found


class _Cell(Speaker, QStyledItemDelegate):
    """One answer: its key strong, its words beside it where there is room."""

    def __init__(self, grid: RatingGrid) -> None:
        super().__init__(grid)
        self._grid = grid
        self._style: _CellStyle | None = None

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the cell in the colours of the theme."""
        tokens = theme.current()
        font: QFont = painter.font()
        look = self._style
        if look is None or look.made_for != (font.key(), tokens.scheme):
            look = self._style = _CellStyle(font, tokens)
        ratings = self._grid.ratings
        row, column = index.row(), index.column()
        area: QRect = option.rect
        current_row, current_column = self._grid.cell
        code = ratings.code(row, column)
        painter.fillRect(area, look.surface)
        if column == self._grid.tinted:
            painter.fillRect(area, look.tint)
        painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), look.border)
        begun = self._grid.begun.digit if (row, column) == (current_row, current_column) else None
        if begun is not None:
            self._answer(painter, area, look, f"{begun}_", tr("Enter, or one more digit"), missing=True)
            painter.setFont(font)
        elif code is None:
            middle = area.center()
            painter.fillRect(QRect(middle.x() - 1, middle.y() - 1, 3, 3), look.dot)
        else:
            self._answer(painter, area, look, *code_text(ratings.factors[column], code), missing=code < 0)
            painter.setFont(font)
        if row == current_row and column == current_column:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.accent, 2.5 if self._grid.hasFocus() else 1.5))
            painter.drawRoundedRect(QRectF(area).adjusted(2, 2, -2, -3), 5, 5)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _answer(self, painter: QPainter, area: QRect, look: _CellStyle, key: str, words: str, *, missing: bool) -> None:
        painter.setFont(look.strong)
        painter.setPen(look.muted if missing else look.text)
        if area.width() < _WORDS_FIT:
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, key)
            return
        left = area.left() + METRICS.small + 2
        key_width = look.key_width * max(len(key), 1) - (METRICS.small if len(key) > 1 else 0)
        painter.drawText(QRect(left, area.top(), key_width, area.height()), Qt.AlignmentFlag.AlignVCenter, key)
        painter.setFont(look.plain)
        painter.setPen(look.muted)
        width = area.right() - left - key_width - METRICS.tight
        rest = QRect(left + key_width, area.top(), width, area.height() - 1)
        painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, look.fitted(words, rest.size()))
