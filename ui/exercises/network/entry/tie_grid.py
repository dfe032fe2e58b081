"""Half a matrix to tick: does this contact know that one? One cell a pair, big enough for a finger.

Rows are the contacts from the second on, columns all but the last, so that every pair has one cell. Only the numbers
stand above the columns; the page says the two names of the current cell in words.
"""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from facilitator.i18n import tr
from ui.keys import as_latin
from ui.speaker import Speaker
from ui.theme import theme
from ui.theme.theme import weight
from ui.theme.tokens import METRICS

CELL = 44
"""The least that a finger hits."""
_HEAD = 30
_MOST_NAMES = 220
"""The greatest width of the contacts' names: with long ones the cells still fit beside them."""
_DIGITS_MS = 900
"""How long a first digit waits for a second one."""

Pair = tuple[int, int]
"""Two places in the list, the lower first."""


class TieGrid(Speaker, QWidget):
    """Shows ticks and turns keys, mouse and fingers into wishes. It writes nothing: the page does."""

    toggled = Signal(int, int)
    """The tick of a pair of places is to change."""
    mark_wanted = Signal(int)
    """A contact, by place, joins or leaves the group that is being put together."""
    moved = Signal()
    """The current cell is another one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("network-tie-grid")
        self.setAccessibleName(tr("Who knows whom"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._labels: tuple[str, ...] = ()
        self.names = 0
        """The width of the contacts' names with their numbers."""
        self._ticked: frozenset[Pair] = frozenset()
        self._marked: frozenset[int] = frozenset()
        self.cell: Pair = (0, 1)
        """The current pair; there is none while there are fewer than two contacts."""
        self._digits = ""
        self._digits_end = QTimer(self, singleShot=True, interval=_DIGITS_MS)
        self._digits_end.timeout.connect(self._forget_digits)

    def set_contacts(self, labels: Sequence[str]) -> None:
        """Ask about these people, in this order."""
        if tuple(labels) != self._labels:
            self._labels = tuple(labels)
            last = max(len(labels) - 1, 1)
            self.cell = (min(self.cell[0], last - 1), min(self.cell[1], last))
            self._fit()
        self.update()

    def set_ticks(self, ticked: Collection[Pair], marked: Collection[int] = ()) -> None:
        """Show who knows whom, and whom the group that is being put together holds."""
        self._ticked, self._marked = frozenset(ticked), frozenset(marked)
        self._describe()
        self.update()

    @property
    def can_move(self) -> bool:
        """Whether there is any pair."""
        return len(self._labels) >= 2

    def go_to(self, column: int, row: int) -> None:
        """Make a pair the current one; places that make none are brought to the nearest that do."""
        if not self.can_move:
            return
        row = max(1, min(row, len(self._labels) - 1))
        column = max(0, min(column, row - 1))
        if (column, row) != self.cell:
            self.cell = column, row
            self._describe()
            self.update()
        self.moved.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Names need another width in other letters."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        self.names = min(_MOST_NAMES, self._needed_by_names())
        self.setFixedSize(self.sizeHint())

    def _needed_by_names(self) -> int:
        font = self.font()
        font.setWeight(weight())
        metrics = QFontMetrics(font)
        # The number in front, and what is left free around the two: see `_paint_name`.
        beside = metrics.horizontalAdvance("00") + METRICS.medium + METRICS.small + 8
        return beside + max(map(metrics.horizontalAdvance, self._labels), default=0)

    def rect_of(self, column: int, row: int) -> QRect:
        """Where the cell of a pair is."""
        return QRect(self.names + column * CELL, _HEAD + (row - 1) * CELL, CELL, CELL)

    def sizeHint(self) -> QSize:
        """All rows and columns."""
        cells = max(len(self._labels) - 1, 0)
        return QSize(self.names + cells * CELL + METRICS.small, _HEAD + cells * CELL + METRICS.small)

    # What is done

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, Space ticks, digits go to a contact's row, M marks for a group."""
        event = as_latin(event)
        column, row = self.cell
        moves = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
        key = event.key()
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            super().keyPressEvent(event)
        elif key in moves and self.can_move:
            self._step(*moves[Qt.Key(key)])
        elif key == Qt.Key.Key_Space and self.can_move:
            self.toggled.emit(column, row)
        elif Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
            self._jump(str(key - Qt.Key.Key_0))
        elif key == Qt.Key.Key_Home:
            self.go_to(0, row)
        elif key == Qt.Key.Key_End:
            self.go_to(row - 1, row)
        elif key == Qt.Key.Key_M and self.can_move:
            self.mark_wanted.emit(row)
        else:
            super().keyPressEvent(event)

    def _step(self, across: int, down: int) -> None:
        """One cell on; past the end of a row the next one begins, as when reading."""
        column, row = self.cell[0] + across, self.cell[1] + down
        if across > 0 and column >= row and row < len(self._labels) - 1:
            column, row = 0, row + 1
        elif across < 0 and column < 0 and row > 1:
            row -= 1
            column = row - 1
        self.go_to(column, row)

    def _jump(self, digit: str) -> None:
        typed = self._digits + digit
        if not 1 <= int(typed) <= len(self._labels):
            typed = digit
        if not 1 <= int(typed) <= len(self._labels):
            return
        self._digits = typed
        self._digits_end.start()
        place = int(typed) - 1
        # The first contact has no row of its own: its column holds all its pairs.
        self.go_to(0, place or 1)

    def _forget_digits(self) -> None:
        self._digits = ""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A cell is ticked where it is pressed; a name joins the group."""
        at = event.position().toPoint()
        row, column = (at.y() - _HEAD) // CELL + 1, (at.x() - self.names) // CELL
        if event.button() != Qt.MouseButton.LeftButton:
            return
        seen = self._seen()
        if at.y() - seen.y() < _HEAD:
            if at.x() - seen.x() < self.names and not seen.y():
                self.mark_wanted.emit(0)
        elif at.x() - seen.x() < self.names:
            if row < len(self._labels):
                self.mark_wanted.emit(row)
        elif 1 <= row < len(self._labels) and 0 <= column < row:
            self.go_to(column, row)
            self.toggled.emit(column, row)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows that are asked for."""
        tokens, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        column, row = self.cell
        seen = self._seen()
        for down in range(1, len(self._labels)):
            if QRectF(0, _HEAD + (down - 1) * CELL, self.width(), CELL).intersects(QRectF(event.rect())):
                for across in range(down):
                    self._paint_cell(painter, across, down, in_line=across == column or down == row)
        if self.can_move and self.hasFocus():
            painter.setPen(QPen(QColor(tokens.accent), 3))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(_rounded(QRectF(self.rect_of(*self.cell)).adjusted(2, 2, -2, -2)))
        # Names and numbers stay in sight when a long list is scrolled.
        ground = QColor(tokens.window)
        painter.fillRect(seen.x(), 0, self.names, self.height(), ground)
        for down in range(1, len(self._labels)):
            box = QRectF(seen.x(), _HEAD + (down - 1) * CELL, self.names, CELL)
            self._paint_name(painter, down, box, current=down == row)
        painter.fillRect(0, seen.y(), self.width(), _HEAD, ground)
        for place in range(len(self._labels) - 1):
            self._paint_head(painter, place, seen.y(), current=place == column)
        painter.fillRect(seen.x(), seen.y(), self.names, _HEAD, ground)
        if self._labels and not seen.y():
            self._paint_name(painter, 0, QRectF(seen.x(), 0, self.names, _HEAD), current=column == 0)
        painter.end()

    def _seen(self) -> QPoint:
        """The corner of what is in sight."""
        return self.visibleRegion().boundingRect().topLeft()

    def _paint_head(self, painter: QPainter, place: int, top: int, *, current: bool) -> None:
        tokens, font = theme.current(), self.font()
        font.setWeight(weight(current))
        painter.setFont(font)
        painter.setPen(QColor(tokens.accent if current else tokens.muted))
        box = QRectF(self.names + place * CELL, top, CELL, _HEAD)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(place + 1))

    def _paint_name(self, painter: QPainter, place: int, box: QRectF, *, current: bool) -> None:
        tokens, font, marked = theme.current(), self.font(), place in self._marked
        if marked:
            painter.fillRect(box.adjusted(0, 2, -4, -2), QColor(tokens.accent_soft))
        font.setWeight(weight(current or marked))
        painter.setFont(font)
        painter.setPen(QColor(tokens.accent if marked else tokens.text))
        metrics = QFontMetricsF(font)
        number = box.adjusted(4, 0, 0, 0)
        number.setWidth(metrics.horizontalAdvance("00") + 6)
        painter.drawText(number, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), str(place + 1))
        words = box.adjusted(number.width() + METRICS.medium - 4, 0, -METRICS.small, 0)
        shown = metrics.elidedText(self._labels[place], Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)

    def _paint_cell(self, painter: QPainter, across: int, down: int, *, in_line: bool) -> None:
        tokens = theme.current()
        ticked = (across, down) in self._ticked
        box = QRectF(self.rect_of(across, down)).adjusted(2, 2, -2, -2)
        ground = tokens.accent if ticked else tokens.raised if in_line else tokens.surface
        painter.setPen(QPen(QColor(tokens.accent if ticked else tokens.control), 1))
        painter.setBrush(QColor(ground))
        painter.drawPath(_rounded(box))
        if ticked:
            pen = QPen(QColor(tokens.on_accent), 3)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            middle, size = box.center(), box.width() * 0.2
            tick = QPainterPath(QPointF(middle.x() - size, middle.y()))
            tick.lineTo(middle.x() - size * 0.25, middle.y() + size * 0.75)
            tick.lineTo(middle.x() + size * 1.1, middle.y() - size * 0.8)
            painter.drawPath(tick)

    def focusInEvent(self, event: object) -> None:
        """Show where the keys go."""
        super().focusInEvent(event)  # type: ignore[arg-type]
        self.update()

    def focusOutEvent(self, event: object) -> None:
        """The keys go elsewhere."""
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self.update()

    def _describe(self) -> None:
        if not self.can_move:
            return
        one, other = (self._labels[place] for place in self.cell)
        said = tr("know each other") if self.cell in self._ticked else tr("don’t know each other, as far as you know")
        self.setAccessibleDescription(tr("{one} and {other} {said}", one=one, other=other, said=said))


def _rounded(box: QRectF) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(box, 6, 6)
    return path
