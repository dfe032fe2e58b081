"""The network exercise on the facilitator's screen: the live spider and the numbers behind it."""

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QListWidget,
    QPushButton,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from facilitator.exercises.network.insights import RoomInsight, thresholds_are_ours
from facilitator.exercises.network.room import AxisSummary
from facilitator.exercises.network.seen import SeenNetworks
from facilitator.handbook import terms
from facilitator.i18n import spoken, tr, trn
from facilitator.rounding import hundredths as points
from ui.bridge import LibraryBridge
from ui.charts.menu import PictureMenu
from ui.charts.view import ChartView
from ui.exercises.contract import ResultsPage
from ui.exercises.network.shapes import RoomShapes, shape_names
from ui.folders import folder_of_step
from ui.handbook import terms_button
from ui.theme.icons import icon
from ui.theme.widgets import Segments, WrappedWords

_WIDE = 700
"""From this width on the table stands beside the chart; below it there is the chart alone."""
_TABLE = 340
_SMALLEST = 0.016
_TERMS = ("diversity", "strength", "further_out", "median", "middle_half", "n", "floor")
"""What stands on this page and is explained from it."""
_SOON = 100
"""Milliseconds in which further answers are gathered before the numbers are written again."""


class NetworkResults(ResultsPage):
    """Chart and table of one shape, and how the person chosen in the list stands in it."""

    action_wanted = Signal(object)
    """The facilitator wants to make an action of a `RoomInsight`."""

    def __init__(self, bridge: LibraryBridge, step_id: int) -> None:
        super().__init__()
        self._said: list[RoomInsight] = []
        self._bridge, self._step_id = bridge, step_id
        self.shapes = RoomShapes(bridge, step_id, smallest_text=_SMALLEST)
        for chart in (self.shapes.overlay, self.shapes.bars):
            for_others = partial(self._for_others, is_spider=chart is self.shapes.overlay)
            folder = partial(folder_of_step, bridge.library, step_id)
            PictureMenu(chart, self._title, folder, for_others, together=self._networks)
        self.table = self._make_table()
        self._sayings = self._make_sayings()
        self._act = QPushButton(icon("flag"), tr("Make an action…"))
        self._act.setObjectName("insight-action")
        self._act.setToolTip(tr("Agree on something to do about what is chosen here"))
        self._act.clicked.connect(self._want_action)
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self._fill_table)
        self.shapes.changed.connect(self._fill_soon)
        self._bases = QLabel()
        self._bases.setObjectName("room-insights-bases")
        self._bases.setWordWrap(True)
        self._bases.setProperty("role", "caption")
        self._beside = self._table_with_note()
        card = QFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(8, 8, 8, 8)
        inside.addLayout(self._make_choice())
        inside.addWidget(self.shapes, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(card, 3)
        layout.addWidget(self._beside, 2)
        self._fill_table()

    def _networks(self) -> SeenNetworks:
        return self._bridge.models.of(SeenNetworks, self._step_id)

    def _for_others(self, *, is_spider: bool) -> ChartView:
        """The chart as others may see it: nobody's own line, of the lists that they were shown."""
        shapes = RoomShapes(self._bridge, self._step_id, smallest_text=_SMALLEST)
        shapes.set_shape(self.shapes.shape)
        shapes.set_bars(not is_spider)
        shapes.set_together()
        shapes.set_together_only(self._networks())
        shapes.stop()
        chart: ChartView = shapes.overlay if is_spider else shapes.bars
        chart.setParent(None)
        shapes.deleteLater()
        return chart

    def _title(self) -> str:
        """What a picture of the chart is called."""
        return dict(shape_names())[self.shapes.shape]

    def _make_choice(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        self._choice = QButtonGroup(self)
        segments = Segments()
        segments.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        for shape, label in shape_names():
            button = QPushButton(label)
            button.setObjectName(f"shape-{shape}")
            segments.add(button)
            button.setChecked(shape == self.shapes.shape)
            button.toggled.connect(lambda on, shape=shape: self._set_shape(shape) if on else None)
            self._choice.addButton(button)
        row.addWidget(segments)
        words = terms_button(*_TERMS)
        words.setObjectName("terms-of-shapes")
        row.addWidget(words)
        row.addStretch(1)
        bars = QPushButton(icon("chart-bar"), tr("Bars"))
        bars.setObjectName("bars")
        bars.setCheckable(True)
        bars.toggled.connect(self.shapes.set_bars)
        row.addWidget(bars)
        return row

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(0, 4)
        table.setObjectName("room-table")
        table.setAccessibleName(tr("The room’s measures"))
        table.setHorizontalHeaderLabels([tr("Question"), tr("Median"), tr("Middle half"), tr("People")])
        for column, key in enumerate(("median", "middle_half", "n"), start=1):
            head = table.horizontalHeaderItem(column)
            if head is not None:
                head.setToolTip(terms(spoken(), key)[0].text)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setWordWrap(True)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        question = table.horizontalHeaderItem(0)
        if question is not None:
            question.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return table

    def _table_with_note(self) -> QWidget:
        note = QLabel(
            tr("Values run from 0 to 100. Median and middle half are taken per question: nobody has this very shape.")
        )
        note.setWordWrap(True)
        note.setProperty("role", "caption")
        beside = QWidget()
        beside.setMinimumWidth(_TABLE)
        column = QVBoxLayout(beside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table, 3)
        column.addWidget(note)
        column.addWidget(self._sayings, 2)
        column.addWidget(self._bases)
        column.addWidget(self._act, 0, Qt.AlignmentFlag.AlignRight)
        return beside

    def _make_sayings(self) -> QListWidget:
        sayings = QListWidget()
        sayings.setObjectName("room-insights")
        sayings.setAccessibleName(tr("What stands out in the room"))
        sayings.setWordWrap(True)
        sayings.setItemDelegate(WrappedWords(sayings))
        # Filled while it is narrow or hidden, its lines are broken anew when it gets its width.
        sayings.setResizeMode(QListWidget.ResizeMode.Adjust)
        sayings.setTextElideMode(Qt.TextElideMode.ElideNone)
        sayings.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        # Return or a double click on a line does what the button does.
        sayings.itemActivated.connect(lambda _item: self._want_action())
        sayings.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return sayings

    def _set_shape(self, shape: str) -> None:
        self.shapes.set_shape(shape)
        self._fill_table()

    def _fill_table(self) -> None:
        summary = self.shapes.summary()
        self.table.setRowCount(len(summary))
        for row, (label, axis) in enumerate(summary):
            for column, text in enumerate((label, _hundredths(axis.median), _middle_half(axis), str(axis.n))):
                item = QTableWidgetItem(text)
                if column:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.table.setItem(row, column, item)
        # As high as its rows: what is left is for what stands out.
        rows = self.table.horizontalHeader().height() + self.table.verticalHeader().length()
        self.table.setMaximumHeight(rows + 2 * self.table.frameWidth())
        said, unsaid = self.shapes.findings()
        if said != self._said:
            chosen = self._said[self._sayings.currentRow()].key if self._sayings.currentRow() >= 0 else ""
            self._said = said
            self._sayings.clear()
            self._sayings.addItems([one.sentence for one in said])
            self._sayings.setCurrentRow(next((row for row, one in enumerate(said) if one.key == chosen), 0))
        for widget in (self._sayings, self._act):
            widget.setVisible(bool(said))
        self._tell_bases(unsaid)

    def _tell_bases(self, unsaid: int) -> None:
        """On whom what stands out rests where it is not everybody, and how many themes are not there."""
        words = []
        if any(one.of != self.shapes.people for one in self._said):
            words.append(tr("A sentence counts those of whom it can be judged, who rated enough contacts."))
        if unsaid:
            words.append(trn("And {count} more theme that is less widespread.",
                             "And {count} more themes that are less widespread.", unsaid))  # fmt: skip
        if self._said:
            words.append(thresholds_are_ours())
        self._bases.setText(" ".join(words))
        self._bases.setVisible(bool(words))

    def _want_action(self) -> None:
        row = self._sayings.currentRow()
        if 0 <= row < len(self._said):
            self.action_wanted.emit(self._said[row])

    def _fill_soon(self) -> None:
        """The chart follows at once, the numbers a moment later."""
        if not self._soon.isActive():
            self._soon.start()

    def highlight(self, participant_id: int | None) -> None:
        """Make one participant stand out."""
        self.shapes.overlay.set_highlight(participant_id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The table needs room beside the chart."""
        super().resizeEvent(event)
        self._beside.setVisible(self.width() >= _WIDE)


def _hundredths(value: float | None) -> str:
    return "–" if value is None else str(points(value))


def _middle_half(axis: AxisSummary) -> str:
    if not axis.has_band or axis.q1 is None or axis.q3 is None:
        return "–"
    return f"{points(axis.q1)}–{points(axis.q3)}"
