"""A plan on one page, a row a week: two cards change places by keys or by drag, and one is replaced by another."""

from collections.abc import Callable
from typing import Any, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
)

from facilitator.errors import FacilitatorError
from facilitator.exercises.challenge.deck import DECKS
from facilitator.exercises.challenge.plans import (
    Plan,
    PlanDay,
    candidates,
    make_plan,
    plan_of,
    put_card,
    swap,
)
from facilitator.i18n import speaking, tr, tr_content
from facilitator.storage.library import Done, Library
from facilitator.workshop.papers import spoken_at
from ui.keys import as_latin
from ui.speaker import Speaker
from ui.theme.theme import tokens_for
from ui.wall.text import Paragraph, paragraph

_ACROSS = 5
"""Cards in a row where a week has too few days to be one."""
_FEWEST_ACROSS = 4
_PLACE = Qt.ItemDataRole.UserRole
_LEAST_ROW, _LEAST_COLUMN = 74, 120
_PAD = 6.0
_LARGEST, _SMALLEST = 15, 9
"""Letters of a card, in pixels: as large as its place holds."""


class Face(NamedTuple):
    """What stands on a card of the plan, in the language of the workshop's papers."""

    when: str
    card: str
    kind: str

    @property
    def in_words(self) -> str:
        """All of it in a line."""
        return f"{self.when}: {self.card} ({self.kind})"


class PlanTable(Speaker, QTableWidget):
    """The plan of a participant, or with None that of the room.

    Arrows move, Space takes a card up and puts it down where it changes places with another, R brings another card.
    `note` gets each committed operation. With `makes` the plan is kept from now on, since somebody looks at it.
    """

    said = Signal(str, str)
    """A sentence and its role, "" for what is no longer so."""

    def __init__(
        self,
        library: Library,
        step_id: int,
        participant_id: int | None,
        note: Callable[[Done[Any]], object],
        origin: object = None,
        *,
        makes: bool = False,
    ) -> None:
        super().__init__(0, 0)
        self._library, self._step_id, self._participant_id = library, step_id, participant_id
        self._note, self._origin = note, origin
        self._held: int | None = None
        self._offered: dict[int, list[str]] = {}
        self._dragged: int | None = None
        self.plan = Plan((), 1, is_made=False)
        self.faces: list[Face] = []
        self.setObjectName("challenge-plan")
        self.setAccessibleName(tr("The plan, a card a day"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setItemDelegate(_CardDelegate(self))
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.hide()
            header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setMinimumSectionSize(_LEAST_ROW)
        self.horizontalHeader().setMinimumSectionSize(_LEAST_COLUMN)
        if makes:
            # Before it is read: what a plan leans to takes a while, and once is enough.
            made = make_plan(library, step_id, participant_id, origin)
            if made.value:
                note(made)
        self.read()

    @property
    def held(self) -> int | None:
        """The place of the card that is taken up."""
        return self._held

    @property
    def place(self) -> int:
        """The place of the current card."""
        item = self.currentItem()
        return int(item.data(_PLACE)) if item is not None and item.data(_PLACE) is not None else 0

    def read(self) -> None:
        """Show the plan as it is now."""
        at = self.place
        self.plan = plan_of(self._library, self._step_id, self._participant_id)
        with speaking(spoken_at(self._library, self._step_id)):
            self.faces = [_face(day) for day in self.plan.days]
        across = self.plan.week if self.plan.week >= _FEWEST_ACROSS else _ACROSS
        rows = -(-len(self.plan.days) // across)
        if (self.rowCount(), self.columnCount()) != (rows, across):
            self.clear()
            self.setRowCount(rows)
            self.setColumnCount(across)
        for place in range(rows * across):
            row, column = divmod(place, across)
            item = self.item(row, column)
            if item is None:
                item = QTableWidgetItem()
                self.setItem(row, column, item)
            if place < len(self.plan.days):
                item.setData(_PLACE, place)
                item.setText(self.faces[place].in_words)
                item.setToolTip(self.faces[place].in_words)
            else:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.go_to(min(at, len(self.plan.days) - 1))
        self.viewport().update()

    def go_to(self, place: int) -> None:
        """Make the card of a place the current one."""
        self.setCurrentCell(*divmod(place, max(self.columnCount(), 1)))

    def take_up(self) -> None:
        """Take the current card up, or put the one that is taken up into its place."""
        place = self.place
        if self._held is None:
            if self.plan.days[place].returns:
                self.said.emit(tr("The card that returns keeps its place, so that the day reminds of it."), "warning")
                return
            self._held = place
            self.said.emit(tr("Taken up. Choose another day and press Space; Backspace puts it back."), "caption")
        else:
            held, self._held = self._held, None
            self.swap(held, place)
        self.viewport().update()

    def put_back(self) -> None:
        """Let go of the card that is taken up."""
        self._held = None
        self.said.emit("", "caption")
        self.viewport().update()

    def swap(self, one: int, other: int) -> None:
        """Let two cards change places."""
        if one != other and self._do(
            lambda: swap(self._library, self._step_id, self._participant_id, one, other, self._origin)
        ):
            self.go_to(other)

    def replace(self) -> None:
        """Bring another card for the current day: each press another one, until all that fit were shown."""
        self._held = None
        place = self.place
        shown = self._offered.setdefault(place, [])
        shown.append(self.plan.days[place].card.key)
        fitting = [each.key for each in candidates(self._library, self._step_id, self._participant_id, place)]
        if not fitting:
            self.said.emit(tr("No other card fits this week."), "warning")
            return
        fresh = [key for key in fitting if key not in shown]
        if not fresh:
            shown.clear()
        chosen = (fresh or fitting)[0]
        self._do(lambda: put_card(self._library, self._step_id, self._participant_id, place, chosen, self._origin))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See the class."""
        event = as_latin(event)
        key = event.key()
        if key == Qt.Key.Key_Space:
            self.take_up()
        elif key == Qt.Key.Key_R:
            self.replace()
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Escape) and self._held is not None:
            self.put_back()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or event.text().isdigit():
            # For whoever holds the table: a table itself would search for what is typed.
            event.ignore()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            # Days go on in the next row.
            to = self.place + (1 if key == Qt.Key.Key_Right else -1)
            if 0 <= to < len(self.plan.days):
                self.go_to(to)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to drag the card below the pointer."""
        super().mousePressEvent(event)
        self._dragged = self._place_at(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let the card that was dragged change places with the one below the pointer."""
        dragged, self._dragged = self._dragged, None
        self.viewport().unsetCursor()
        to = self._place_at(event.position())
        super().mouseReleaseEvent(event)
        if dragged is not None and to is not None and to != dragged:
            self._held = None
            self.swap(dragged, to)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show where the card would go."""
        super().mouseMoveEvent(event)
        to = self._place_at(event.position())
        if self._dragged is not None and to not in (None, self._dragged):
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def sizeHint(self) -> QSize:
        """Room for six weeks."""
        return QSize(_LEAST_COLUMN * max(self.columnCount(), 1), _LEAST_ROW * max(self.rowCount(), 1))

    def _place_at(self, point: QPointF) -> int | None:
        item = self.itemAt(point.toPoint())
        found = item.data(_PLACE) if item is not None else None
        return None if found is None else int(found)

    def _do(self, operation: Callable[[], Done[Any]]) -> bool:
        try:
            done = operation()
        except FacilitatorError as error:
            self.said.emit(error.sentence, "warning")
            return False
        self.said.emit("", "caption")
        self._note(done)
        self.read()
        return True


class _CardDelegate(QStyledItemDelegate):
    """Paints a day: when, the card as large as there is room for, and its theme; in words, not by colour alone."""

    def __init__(self, table: PlanTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """A card with its day above and its theme below."""
        place = index.data(_PLACE)
        if place is None:
            return
        day, face, tokens = self._table.plan.days[int(place)], self._table.faces[int(place)], tokens_for(self._table)
        state: Any = option.state
        rect: Any = option.rect
        current, held = bool(state & QStyle.StateFlag.State_Selected), self._table.held == int(place)
        box = QRectF(rect).adjusted(3, 3, -3, -3)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(tokens.raised if day.returns or held else tokens.surface))
        width = 2.5 if current else 1.0
        pen = QPen(QColor(tokens.accent if current or held else tokens.border), width)
        if held:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawRoundedRect(box, 6, 6)
        inner = box.adjusted(_PAD, _PAD - 2, -_PAD, -_PAD + 2)
        small = max(_SMALLEST, min(12, int(inner.height() * 0.15)))
        head = paragraph(face.when, inner.width(), small, most=1)
        head.paint(painter, inner.left(), inner.top(), tokens.muted)
        foot = paragraph(face.kind, inner.width(), small, most=1)
        free = inner.height() - head.height
        words = fitting(face.card, inner.width(), free - foot.height)
        if words is None:
            # The card matters more than its kind, which the tool tip has as well.
            words = fitting(face.card, inner.width(), free) or cut(face.card, inner.width(), free)
        else:
            foot.paint(painter, inner.left(), inner.bottom() - foot.height, tokens.muted)
        words.paint(painter, inner.left(), inner.top() + head.height, tokens.text)
        painter.restore()


def fitting(text: str, width: float, height: float) -> Paragraph | None:
    """The text as large as it fits into so many pixels; None where its smallest letters do not."""
    sizes = range(_LARGEST, _SMALLEST - 1, -1)
    return next((words for pixels in sizes if (words := paragraph(text, width, pixels)).height <= height), None)


def cut(text: str, width: float, height: float) -> Paragraph:
    """The text in the smallest letters, cut with an ellipsis where so many pixels end."""
    lines = int(height / paragraph(text, width, _SMALLEST).line_height)
    return paragraph(text, width, _SMALLEST, most=max(lines, 1))


def _face(day: PlanDay) -> Face:
    about = " · ".join([day.about, tr("every week")] if day.returns else [day.about])
    return Face(day.when, tr_content(DECKS, day.card.text), about)
