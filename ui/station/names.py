"""The list of names: the station's first page, and the one it always comes back to."""

from math import ceil

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPainterPath, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QScroller,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from facilitator.i18n import tr, trn
from facilitator.workshop.standings import State
from ui.speaker import Speaker
from ui.station.people import ListedPerson, PeopleModel
from ui.theme import theme
from ui.theme.flow import FlowRow
from ui.theme.icons import icon, paint_icon
from ui.theme.lines import two_lines
from ui.theme.tokens import METRICS
from ui.theme.widgets import ElidedLabel, EmptyState

_TALLEST = 1.6
"""How many times as tall as it has to be a name is where there are few."""
_NARROWEST = 21
"""The least width of a name's tile, in heights of a line: a long name fits on two lines."""
_MARK = 22
_SEARCH = 420
_SLACK = 2
"""Pixels that a row of tiles is narrower than the room for it: a full one must not wrap early."""
LARGER = 1.3
"""What "larger text" adds for one person to the size that the facilitator chose."""


class NamesPage(Speaker, QWidget):
    """Pick your name: by touch, mouse, arrows, or by typing its first letters and Enter."""

    chosen = Signal(object)
    """The `people.Entry` that was picked."""
    leave_wanted = Signal()
    """The facilitator wants to leave the station."""
    room_wanted = Signal()
    """The facilitator wants to choose what the room sees."""
    newcomer = Signal(str)
    """Somebody is not on the list; what they searched for."""
    text_wanted = Signal(bool)
    """Larger text for whoever comes now, or the usual one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("station-names-page")
        self.model = PeopleModel()
        self._heading = QLabel(tr("Pick your name"))
        self._heading.setProperty("role", "title")
        self._title = ""
        self._about = ElidedLabel()
        self._about.setProperty("role", "caption")
        self.search = self._search_field()
        self.list = self._list()
        self._nobody = EmptyState(
            "users",
            tr("Nobody is on the list yet"),
            tr("As soon as your facilitator has added the people of this workshop, their names appear here."),
        )
        self._no_match = EmptyState(
            "search", tr("No name begins like this"), tr("Delete a letter, or clear the field to see everybody.")
        )
        self._body = QStackedWidget()
        for page in (self.list, self._nobody, self._no_match):
            self._body.addWidget(page)
        self.leave = self._secondary_button(tr("For the facilitator"), "station-leave", "lock")
        self.leave.clicked.connect(self.leave_wanted)
        self._room = self._secondary_button(tr("Projector"), "station-room", "presentation")
        self._room.clicked.connect(self.room_wanted)
        self._room.hide()
        self._may_add = False
        self._add = self._secondary_button(tr("I am not on the list"), "station-newcomer", "user-plus")
        self._add.clicked.connect(self._say_newcomer)
        self._missing = self._no_match.add_action(
            tr("I am not on the list"), self._say_newcomer, primary=True, name="station-newcomer-here"
        )
        self._missing.setProperty("touch", True)
        self.larger = self._secondary_button(tr("Larger text"), "station-larger-text", "plus")
        self.larger.setCheckable(True)
        # Before the text grows: its row keeps the room it has.
        self.larger.toggled.connect(self._hold_buttons)
        self.larger.toggled.connect(self.text_wanted)
        self.allow_newcomers(False)
        self._lay_out()

    def allow_newcomers(self, yes: bool) -> None:
        """Let somebody who is not on the list add themselves, or not."""
        self._may_add = yes
        self._add.setVisible(yes)
        self._missing.setVisible(yes)

    def offer_room(self, yes: bool) -> None:
        """Let the facilitator choose what the room sees from here, or not."""
        self._room.setVisible(yes)

    def _hold_buttons(self, held: bool) -> None:
        for button in self.findChildren(_Steady):
            button.hold(held)

    def _say_newcomer(self) -> None:
        self.newcomer.emit(self.search.text())

    @staticmethod
    def _secondary_button(words: str, name: str, picture: str) -> QPushButton:
        button = _Steady(icon(picture, "muted"), words)
        button.setObjectName(name)
        button.setProperty("role", "quiet")
        button.setProperty("touch", True)
        button.setAutoDefault(True)
        return button

    def show_people(self, everybody: list[ListedPerson], step_title: str) -> None:
        """Show the roster as it is now."""
        self._title = step_title
        self.model.show(everybody)
        self.list.share_room(len(everybody))
        self._show_count()
        self._settle()

    def mark(self, participant_id: int, state: State) -> None:
        """Show how far one person is now."""
        self.model.mark(participant_id, state)
        self._show_count()

    def _show_count(self) -> None:
        everybody = self.model.everybody
        done = sum(entry.state is State.DONE for entry in everybody)
        said = trn("{done} of {count} person is done", "{done} of {count} people are done", len(everybody), done=done)
        self._about.setText(" · ".join(filter(None, (self._title, said if everybody else ""))))

    def start_again(self) -> None:
        """Forget what was typed and be ready for the next person."""
        self.search.setText("")
        self.larger.setChecked(False)
        self.list.scrollToTop()
        self._settle()
        self.search.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let arrows move in the list while the search field keeps the focus."""
        if watched is self.search and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            sideways = key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and not self.search.text()
            if sideways or key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
                self._move(event)
                return True
            if key == Qt.Key.Key_Escape:
                self.search.setText("")
                return True
        return super().eventFilter(watched, event)

    def _move(self, event: QKeyEvent) -> None:
        if self.list.currentIndex().isValid():
            self.list.keyPressEvent(event)
        else:
            self.list.setCurrentIndex(self.model.index(0))

    def _searched(self, typed: str) -> None:
        self.model.search(typed)
        self._settle()

    def _settle(self) -> None:
        found = self.model.rowCount()
        page = self.list if found else (self._no_match if self.model.total else self._nobody)
        self._body.setCurrentWidget(page)
        self.search.setEnabled(self.model.total > 0 or self._may_add)
        # Enter takes the first match, so it is shown as the one that Enter takes. Without a search nobody is.
        first = self.model.index(0) if found and self.search.text().strip() else QModelIndex()
        self.list.setCurrentIndex(first)

    def _take_current(self) -> None:
        self._take(self.list.currentIndex())

    def _take(self, index: QModelIndex) -> None:
        person = self.model.person_at(index)
        if person is not None:
            self.chosen.emit(person)

    def _search_field(self) -> QLineEdit:
        field = _Search()
        field.setObjectName("station-search")
        field.setProperty("touch", True)
        field.setPlaceholderText(tr("Type the first letters, or tap your name"))
        field.setAccessibleName(tr("Search your name"))
        field.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        field.setMaxLength(80)
        field.textChanged.connect(self._searched)
        field.returnPressed.connect(self._take_current)
        field.installEventFilter(self)
        return field

    def _list(self) -> "_Tiles":
        view = _Tiles()
        view.setObjectName("station-names")
        view.setAccessibleName(tr("Names"))
        view.setModel(self.model)
        view.clicked.connect(self._take)
        view.picked.connect(self._take_current)
        return view

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(METRICS.large)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._about)
        words.addWidget(self._heading)
        top.addLayout(words, 1)
        self.search.setMinimumWidth(_SEARCH)
        top.addWidget(self.search, 0, Qt.AlignmentFlag.AlignBottom)
        # Tiles begin and end where what is above them does: their own gaps, and the scroll bar, are in the margin.
        beside = METRICS.tight + METRICS.scroll_bar + _SLACK
        top.setContentsMargins(METRICS.tight, 0, beside, 0)
        bottom = FlowRow(self._add)
        bottom.add_spring()
        for button in (self.larger, self._room, self.leave):
            bottom.add(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(METRICS.huge - METRICS.tight, METRICS.large, METRICS.huge - beside, METRICS.small)
        column.setSpacing(METRICS.medium)
        column.addLayout(top)
        column.addWidget(self._body, 1)
        below = QHBoxLayout()
        # The words of the last button end there, too.
        below.setContentsMargins(METRICS.tight, 0, beside - METRICS.medium, 0)
        below.addWidget(bottom)
        column.addLayout(below)


class _Steady(QPushButton):
    """A button with room for its words in larger text from the beginning: nothing moves under the finger."""

    _held: QSize | None = None

    def hold(self, held: bool) -> None:
        """Keep the size from now on, or no longer."""
        self._held = self.sizeHint() if held else None
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """What larger words will need."""
        if self._held is not None:
            return super().sizeHint().expandedTo(self._held)
        words = self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, self.text()) * (LARGER - 1)
        return super().sizeHint() + QSize(ceil(words.width()) + METRICS.tight, 0)


class _Search(QLineEdit):
    """As wide as what it says while it is empty, where there is room."""

    def sizeHint(self) -> QSize:
        """The room that its words need, at the size of the text that was chosen."""
        hint = super().sizeHint()
        said = self.fontMetrics().horizontalAdvance(self.placeholderText()) + 2 * METRICS.large
        return hint.expandedTo(QSize(max(_SEARCH, said), 0))


class _Tiles(QListView):
    """Names as tiles in as many columns as fit."""

    picked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._everybody = 0
        self.setViewMode(QListView.ViewMode.ListMode)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setProperty("role", "plain")
        self.setItemDelegate(_Tile(self))
        self.setMouseTracking(True)
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pick with Enter or Space; anything else as in any list."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.picked.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """There is another room to be shared."""
        super().resizeEvent(event)
        self.share_room(self._everybody)

    def share_room(self, everybody: int) -> None:
        """Share the width among the columns, and the height that a small room leaves free among its rows.

        Whatever is searched for: nothing that one is about to tap grows meanwhile.
        """
        self._everybody = everybody
        line = QFontMetrics(self.font()).height()
        # Qt keeps room for a scroll bar whether it is there or not.
        room = self.maximumViewportSize().width() - METRICS.scroll_bar - _SLACK
        columns = max(1, room // max(line * _NARROWEST * 2 // 3, 1))
        least = max(METRICS.touch + METRICS.small, line * 2 + METRICS.large)
        rows = max(1, -(-everybody // columns))
        high = min(self.maximumViewportSize().height() // rows, round(least * _TALLEST))
        self.setGridSize(QSize(room // columns, max(least, high)))
        # At once: Qt would wait a tenth of a second, in which the tiles are as wide as before.
        self.doItemsLayout()


class _Tile(Speaker, QStyledItemDelegate):
    """Paints one name, on two lines where it is long, with its mark at the right end."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint the tile in the colours of the theme."""
        tokens = theme.current()
        entry: ListedPerson = index.data(PeopleModel.ENTRY)
        state: QStyle.StateFlag = option.state
        gap = METRICS.tight
        area: QRect = option.rect.adjusted(gap, gap, -gap, -gap)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(area).adjusted(1, 1, -1, -1), METRICS.radius, METRICS.radius)
        # Who is done steps back, so that those who look for themselves find fewer.
        done = entry.state is State.DONE
        ground = tokens.window if done else tokens.surface
        painter.setPen(QPen(QColor(tokens.accent if chosen else tokens.border), 2 if chosen else 1))
        painter.setBrush(QColor(tokens.accent_soft if chosen else tokens.raised if hovered else ground))
        painter.drawPath(shape)
        words = area.adjusted(METRICS.medium, METRICS.tight, -METRICS.medium, -METRICS.tight)
        if entry.state is not State.TO_GO:
            words.setRight(words.right() - _MARK - METRICS.small)
            name, color = ("circle-check", tokens.success) if done else ("circle-dot", tokens.muted)
            box = QRectF(area.right() - METRICS.medium - _MARK, area.center().y() - _MARK / 2 + 1, _MARK, _MARK)
            paint_icon(painter, name, box, color)
        color = tokens.muted if done and not chosen else tokens.text
        self._words(painter, words, entry, QFontMetrics(option.font), color, tokens.muted)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As large as the view shares out."""
        view = self.parent()
        return view.gridSize() if isinstance(view, QListView) else super().sizeHint(option, index)

    def _words(
        self, painter: QPainter, area: QRect, entry: ListedPerson, metrics: QFontMetrics, text: str, muted: str
    ) -> None:
        lines = [(line, text) for line in two_lines(entry.name, metrics, area.width(), most=1 if entry.detail else 2)]
        if entry.detail:
            lines.append((metrics.elidedText(entry.detail, Qt.TextElideMode.ElideRight, area.width()), muted))
        top = area.center().y() - metrics.height() * len(lines) / 2
        for number, (line, color) in enumerate(lines):
            painter.setPen(QColor(color))
            box = QRectF(area.left(), top + number * metrics.height(), area.width(), metrics.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, line)
