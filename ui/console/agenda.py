"""The left column: the steps of the workshop, and which of them is being run."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from facilitator.i18n import tr
from facilitator.workshop.agenda import said_title
from facilitator.workshop.tables import AgendaStep
from ui.console.agenda_model import HIDDEN, STEP, TIME, AgendaModel
from ui.theme.icons import icon, paint_icon
from ui.theme.lines import two_lines
from ui.theme.theme import current

Index = QModelIndex | QPersistentModelIndex

_ICON = 16
_ROW = 44
_MARK = 4
_PASSED = 3
"""The height of the line that tells how much of its time a step has taken."""
"""The width of the bar at the chosen step while the list has the keyboard."""


class StepDelegate(QStyledItemDelegate):
    """Paints a step: its state, its title and its minutes."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Every row is as high as a comfortable target."""
        return QSize(120, max(_ROW, option.fontMetrics.height() * 2))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        step: AgendaStep = index.data(STEP)
        tokens = current()
        self.initStyleOption(option, index)
        option.text = ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        if option.widget.hasFocus() and option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect.adjusted(0, 0, _MARK - option.rect.width(), 0), QColor(tokens.accent))
        running = bool(step.started_at and not step.ended_at)
        area = option.rect.adjusted(14, 0, -14, 0)
        hidden = bool(index.data(HIDDEN))
        name = "play" if running else "check" if step.ended_at else "eye-off" if hidden else "circle"
        where = QRectF(area.left(), area.center().y() - _ICON / 2 + 1, _ICON, _ICON)
        paint_icon(painter, name, where, tokens.accent if running else tokens.muted)
        painter.save()
        minutes = str(index.data(TIME))
        width = QFontMetrics(option.font).horizontalAdvance(minutes)
        painter.setFont(option.font)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor(tokens.muted))
        painter.drawText(area, Qt.AlignmentFlag.AlignRight | middle, minutes)
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold if running else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(QColor(tokens.muted if step.ended_at or hidden else tokens.text))
        title = area.adjusted(_ICON + 10, 0, -width - 8, 0)
        lines = two_lines(said_title(step), QFontMetrics(font), title.width())
        painter.drawText(title, Qt.AlignmentFlag.AlignLeft | middle, "\n".join(lines))
        if running and isinstance(option.widget, AgendaList):
            whole = QRectF(title.left(), option.rect.bottom() - _PASSED, area.right() - title.left(), _PASSED)
            painter.fillRect(whole, QColor(tokens.border))
            whole.setWidth(whole.width() * option.widget.passed)
            painter.fillRect(whole, QColor(tokens.accent if option.widget.passed < 1 else tokens.warning))
        painter.restore()


class AgendaList(QListView):
    """The steps. Return starts the chosen one; so does a double click."""

    start_wanted = Signal(int)

    passed = 0.0
    """The share of its minutes that the step being run has taken."""

    def show_passed(self, share: float) -> None:
        """Show it as a line below the step; painted anew where it is a pixel longer."""
        share = min(max(share, 0.0), 1.0)
        if round(share * self.width()) != round(self.passed * self.width()):
            self.passed = share
            self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return and Enter start the chosen step."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.start_wanted.emit(self.currentIndex().data(STEP).id)
        else:
            super().keyPressEvent(event)


class AgendaPanel(QFrame):
    """The agenda with the button that adds a step. Choosing a step looks at it; starting it moves the room."""

    chosen = Signal(int)
    """Look at this step, by id."""
    start_wanted = Signal(int)
    """Run this step, by id."""
    add_wanted = Signal()
    time_wanted = Signal()
    """Plan people, stations and minutes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("agenda")
        self.setProperty("role", "side")
        self.model = AgendaModel()
        self.list = AgendaList()
        self.list.setObjectName("agenda-list")
        self.list.setAccessibleName(tr("Agenda"))
        self.list.setModel(self.model)
        self.list.setItemDelegate(StepDelegate(self.list))
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setDragDropOverwriteMode(False)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setProperty("role", "plain")
        # Of a low window it gives way first: it scrolls, and what is said below it does not.
        self.list.setMinimumHeight(_ROW)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.list.start_wanted.connect(self.start_wanted)
        self.list.doubleClicked.connect(lambda index: self.start_wanted.emit(index.data(STEP).id))
        self.list.selectionModel().currentChanged.connect(self._say_chosen)
        heading = QLabel(tr("Agenda"))
        heading.setProperty("role", "heading")
        self._sum = QLabel()
        self._sum.setProperty("role", "caption")
        top = QHBoxLayout()
        top.setContentsMargins(14, 12, 14, 4)
        top.addWidget(heading)
        top.addStretch(1)
        top.addWidget(self._sum)
        self.add = QPushButton(icon("plus"), tr("Add step"))
        self.add.setObjectName("add-step")
        self.add.setProperty("role", "quiet")
        self.add.clicked.connect(self.add_wanted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 8)
        layout.setSpacing(4)
        layout.addLayout(top)
        layout.addWidget(self.list, 1)
        # Aligned with the heading, and away from the edges as everything that has a ground of its own.
        beside = QHBoxLayout()
        beside.setContentsMargins(8, 4, 8, 0)
        beside.addWidget(self._make_fit())
        layout.addLayout(beside)
        layout.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)

    def _make_fit(self) -> QWidget:
        """Says that the minutes won't suffice, and leads to where they are set; hidden while they do."""
        self.fit = QLabel()
        self.fit.setObjectName("time-fit")
        self.fit.setProperty("role", "warning")
        self.fit.setTextFormat(Qt.TextFormat.PlainText)
        self.fit.setWordWrap(True)
        self.set_time = QPushButton(icon("clock"), tr("Set the time…"))
        self.set_time.setObjectName("set-time")
        self.set_time.setProperty("role", "quiet")
        self.set_time.clicked.connect(self.time_wanted)
        self._fit_box = QFrame()
        self._fit_box.setProperty("role", "warning")
        column = QVBoxLayout(self._fit_box)
        column.setContentsMargins(0, 4, 0, 6)
        column.setSpacing(0)
        column.addWidget(self.fit)
        column.addWidget(self.set_time, 0, Qt.AlignmentFlag.AlignLeft)
        self._fit_box.hide()
        return self._fit_box

    def say_fit(self, sentence: str) -> None:
        """Say by how much the minutes won't suffice; "" when they do."""
        self.fit.setText(sentence)
        self._fit_box.setVisible(bool(sentence))

    def set_steps(
        self,
        steps: Sequence[AgendaStep],
        taken: Mapping[int, float],
        chosen: int | None,
        hidden: Mapping[int, str] | None = None,
    ) -> None:
        """Show these steps with one of them chosen; `taken` is how many minutes those that are over have taken.

        Those that can't be run here stand back; `hidden` holds why, by id.
        """
        self.model.set_steps(steps, taken, hidden)
        minutes = sum(step.minutes for step in steps)
        self._sum.setText(tr("{minutes} min", minutes=minutes) if minutes else "")
        self.choose(chosen)

    def choose(self, step_id: int | None) -> None:
        """Put the choice on a step."""
        row = self.model.row_of(step_id)
        self.list.setCurrentIndex(self.model.index(row) if row >= 0 else QModelIndex())

    @property
    def chosen_id(self) -> int | None:
        """The chosen step, or None."""
        step = self.chosen_step
        return None if step is None else step.id

    @property
    def chosen_step(self) -> AgendaStep | None:
        """The chosen step's facts, or None."""
        index = self.list.currentIndex()
        return index.data(STEP) if index.isValid() else None

    def move_chosen(self, rows: int) -> None:
        """Ask for the chosen step to stand so many rows lower, or higher if negative."""
        row = self.list.currentIndex().row()
        if row >= 0:
            self.model.move(row, row + rows)

    def _say_chosen(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(index.data(STEP).id)
