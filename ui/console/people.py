"""The people of the step in the middle: how far each of them is, and what the facilitator can do for one."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QStackedLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from facilitator.i18n import tr
from facilitator.workshop.standings import Standing, State
from ui.console.people_model import STANDING, PeopleModel, in_words
from ui.theme.icons import icon, paint_icon
from ui.theme.theme import current
from ui.theme.tokens import METRICS

Index = QModelIndex | QPersistentModelIndex

_ICON = 16
_ROW = 36
_EDGE, _GAPS = 12, 10 + 12
"""Free pixels at the ends of a row, and between picture, name and number."""
_NARROWEST, _WIDEST = 260, 310
"""The least width of the list: whose names are longer is cut where the results beside it need theirs."""
_LONG_NAME = 30
"""The length of a long name, in letters."""
_MANY = 12
"""From so many people on there is a field to find one."""


class PersonDelegate(QStyledItemDelegate):
    """Paints a person: a state as picture and colour, the name, and how far they are."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """All rows are equally high, so that a thousand of them cost nothing."""
        return QSize(160, max(_ROW, option.fontMetrics.height() + 14))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        standing: Standing = index.data(STANDING)
        tokens = current()
        self.initStyleOption(option, index)
        option.text = ""
        option.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        area = option.rect.adjusted(_EDGE, 0, -_EDGE, 0)
        name, color = {
            State.DONE: ("circle-check", tokens.success),
            State.BUSY: ("circle-dot", tokens.accent),
            State.TO_GO: ("circle", tokens.muted),
        }[standing.state]
        where = QRectF(area.left(), area.center().y() - _ICON / 2 + 1, _ICON, _ICON)
        paint_icon(painter, name, where, color)
        painter.save()
        metrics = QFontMetrics(option.font)
        detail = _fitting(standing, metrics, area.width() - _ICON - 22)
        width = metrics.horizontalAdvance(detail)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(option.font)
        painter.setPen(QColor(tokens.muted))
        painter.drawText(area, Qt.AlignmentFlag.AlignRight | middle, detail)
        # Who is done steps back: what a facilitator looks for is who is not.
        painter.setPen(QColor(tokens.muted if standing.state is State.DONE else tokens.text))
        space = area.adjusted(_ICON + 10, 0, -width - 12, 0)
        text = metrics.elidedText(standing.name, Qt.TextElideMode.ElideRight, space.width())
        painter.drawText(space, Qt.AlignmentFlag.AlignLeft | middle, text)
        painter.restore()


def _fitting(standing: Standing, metrics: QFontMetrics, space: int) -> str:
    """How far they are; of “17 contacts” the number alone where names would be cut beside the word.

    In a list that is too narrow for a long name in every row, whatever the name: numbers below each other are read.
    """
    detail = standing.detail or in_words(standing.state)
    number, *words = detail.split()
    least = max(metrics.horizontalAdvance(standing.name), _LONG_NAME * metrics.averageCharWidth())
    cut = least + metrics.horizontalAdvance(detail) > space
    return number if cut and number.isdecimal() and len(words) == 1 else detail


class PeopleList(QListView):
    """The people. Return opens the chosen one's answers."""

    correct_wanted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return and Enter open the answers of the chosen person."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.correct_wanted.emit()
        else:
            super().keyPressEvent(event)


class PeoplePanel(QFrame):
    """The list with a field to find somebody, or, with nobody on the roster, the way to people."""

    chosen = Signal(object)
    """The participant's id, or None."""
    correct_wanted = Signal()
    people_wanted = Signal()
    import_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("people")
        self.model = PeopleModel()
        self._found = QSortFilterProxyModel(self)
        self._found.setSourceModel(self.model)
        self._found.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.finder = QLineEdit()
        self.finder.setObjectName("find-person")
        self.finder.setPlaceholderText(tr("Find a person"))
        self.finder.setAccessibleName(tr("Find a person"))
        self.finder.setClearButtonEnabled(True)
        self.finder.textChanged.connect(self._found.setFilterFixedString)
        self.list = self._make_list()
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._filled())
        self._pages.addWidget(self._empty())

    def _make_list(self) -> PeopleList:
        people = PeopleList()
        people.setObjectName("people-list")
        people.setAccessibleName(tr("People and how far they are"))
        people.setModel(self._found)
        people.setItemDelegate(PersonDelegate(people))
        people.setUniformItemSizes(True)
        people.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        people.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        people.correct_wanted.connect(self.correct_wanted)
        people.doubleClicked.connect(lambda _index: self.correct_wanted.emit())
        people.selectionModel().currentChanged.connect(lambda _now, _before: self.chosen.emit(self.chosen_id))
        return people

    def _filled(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 6, 0)
        layout.setSpacing(8)
        layout.addWidget(self.finder)
        layout.addWidget(self.list, 1)
        return page

    def _empty(self) -> QWidget:
        page = QWidget()
        text = QLabel(tr("Nobody is on the roster yet. Type or paste names, or import a file."))
        text.setWordWrap(True)
        text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        text.setProperty("role", "body")
        add = QPushButton(icon("users", "on_accent"), tr("Add people…"))
        add.setObjectName("add-people")
        add.setProperty("role", "primary")
        add.clicked.connect(self.people_wanted)
        fetch = QPushButton(icon("upload"), tr("Import…"))
        fetch.setObjectName("import-people")
        fetch.setProperty("role", "secondary")
        fetch.clicked.connect(self.import_wanted)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(20, 20, 20, 20)
        layout.setSpacing(12)
        layout.addStretch(1)
        layout.addWidget(text)
        for button in (add, fetch):
            layout.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
        return page

    def refresh(self) -> None:
        """The model has changed: show the list, or the way to people."""
        self._pages.setCurrentIndex(0 if self.model.rowCount() else 1)
        self.finder.setVisible(self.model.rowCount() >= _MANY or bool(self.finder.text()))
        self._widen()

    def _widen(self) -> None:
        """Give long names their room: what stands beside the list can do with less."""
        metrics = self.list.fontMetrics()
        rows = (self.model.index(row).data(STANDING) for row in range(self.model.rowCount()))
        widest = max((metrics.horizontalAdvance(each.name) for each in rows), default=0)
        beside = 2 * _EDGE + _ICON + _GAPS + metrics.horizontalAdvance("00") + METRICS.scroll_bar + METRICS.medium
        self.setMinimumWidth(min(max(_NARROWEST, widest + beside), _WIDEST))

    @property
    def chosen_id(self) -> int | None:
        """The participant who is chosen, or None."""
        index = self.list.currentIndex()
        return index.data(STANDING).participant_id if index.isValid() else None

    def choose(self, participant_id: int | None) -> None:
        """Put the choice on a person."""
        index = self._found.mapFromSource(self.model.index(max(self.model.row_of(participant_id), 0)))
        self.list.setCurrentIndex(index if self.model.row_of(participant_id) >= 0 else QModelIndex())
