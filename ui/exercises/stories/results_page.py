"""The stories on the console: how far each is, what is lacking, and the way to the editorial board."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QStackedWidget,
    QTabBar,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from facilitator.errors import NotFound
from facilitator.exercises.folder import implements
from facilitator.exercises.stories.board import read_programme
from facilitator.exercises.stories.told import Story, read_stories
from facilitator.i18n import short_day, tr, trn
from facilitator.storage.changes import Change, Topic
from ui.bridge import LibraryBridge
from ui.dialogs import icon_button
from ui.exercises.contract import ResultsPage
from ui.exercises.hooks import ExerciseUi
from ui.exercises.registry import exercise_ui
from ui.exercises.stories.board_window import BoardWindow, state_in_words
from ui.exercises.stories.rows import set_up_rows
from ui.exercises.stories.views import STORY
from ui.history import History
from ui.theme.widgets import WrappedWords

WHO, TITLE, STATE, LACKS = range(4)
_KIND = "stories"
_SOON = 120
"""Milliseconds in which further changes are gathered before the list is read again."""
_TOPICS = (Topic.ANSWERS, Topic.SETTINGS, Topic.ROSTER, Topic.ERASED)


class StoriesPage(ResultsPage):
    """A row a story; Enter opens the editorial board at it."""

    def __init__(self, bridge: LibraryBridge, step_id: int, history: History) -> None:
        super().__init__()
        self._bridge, self._step_id, self._history = bridge, step_id, history
        self._stories: list[Story] = []
        self._board: BoardWindow | None = None
        self.says = QLabel()
        self.says.setProperty("role", "caption")
        self.says.setWordWrap(True)
        self.table = self._make_table()
        self.board = icon_button("stories-board", "layout-grid", tr("Editorial board…"), self.open_board)
        self.stage = icon_button("stories-stage", "monitor-up", tr("Show the room"), self._show_the_room)
        self.figures = exercise_ui(_KIND).supplied(ExerciseUi.results_page)(bridge, step_id, history)
        self.figures.stage_wanted.connect(self.stage_wanted)
        self.figures.person_chosen.connect(self.person_chosen)
        self.tabs = QTabBar()
        self.tabs.setObjectName("stories-tabs")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.addTab(tr("Stories"))
        self.tabs.addTab(tr("Values, rounds"))
        pages = QStackedWidget()
        pages.addWidget(self._list_page())
        pages.addWidget(self.figures)
        self.tabs.currentChanged.connect(pages.setCurrentIndex)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.tabs)
        column.addWidget(pages, 1)
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self._read_if_there)
        bridge.changed.connect(self._follow)
        self._read()

    def open_board(self) -> BoardWindow:
        """The editorial board, at the chosen story."""
        if self._board is None or not isValid(self._board) or not self._board.isVisible():
            self._board = BoardWindow(self._bridge, self._step_id, self._history, self.window())
            self._board.stage_wanted.connect(self.stage_wanted)
            self._board.show()
        self._board.raise_()
        chosen = self.chosen()
        if chosen is not None:
            self._board.choose(chosen.id)
        return self._board

    def chosen(self) -> Story | None:
        """The story of the current row."""
        row = self.table.currentRow()
        return self._stories[row] if 0 <= row < len(self._stories) else None

    def _make_table(self) -> QTableWidget:
        table = QTableWidget()
        heads = ((tr("Told by"), 130), (tr("Headline"), 170), (tr("State"), 92), (tr("What is lacking"), None))
        set_up_rows(table, "stories", tr("Stories"), heads)
        table.setWordWrap(True)
        table.setItemDelegate(WrappedWords(table))
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        table.itemActivated.connect(lambda _item: self.open_board())
        table.itemSelectionChanged.connect(self._enable)
        return table

    def _list_page(self) -> QWidget:
        page = QWidget()
        foot = QHBoxLayout()
        foot.addWidget(self.board)
        foot.addStretch(1)
        foot.addWidget(self.stage)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.says)
        column.addWidget(self.table, 1)
        column.addLayout(foot)
        return page

    def _follow(self, change: Change) -> None:
        if change.topic in _TOPICS and change.step_id in (self._step_id, None):
            self._soon.start()

    def _read_if_there(self) -> None:
        try:
            self._read()
        except NotFound:
            # The step is gone, and this page goes with it.
            return

    def _read(self) -> None:
        at = self.table.currentRow()
        self._stories = read_stories(self._bridge.library, self._step_id)
        self.table.setRowCount(len(self._stories))
        for row, each in enumerate(self._stories):
            lacking = "" if each.is_told else " ".join(each.why_not)
            for column, text in (
                (WHO, each.teller), (TITLE, each.title), (STATE, state_in_words(each)), (LACKS, lacking)
            ):  # fmt: skip
                item = QTableWidgetItem(text)
                item.setToolTip(text if len(text) > 30 else "")
                self.table.setItem(row, column, item)
        if self._stories:
            self.table.setCurrentCell(min(max(at, 0), len(self._stories) - 1), TITLE)
        self.table.setVisible(bool(self._stories))
        self.says.setText(self._summary())
        self._enable()

    def _summary(self) -> str:
        if not self._stories:
            day = short_day(read_programme(self._bridge.library, self._step_id).erased_on)
            return tr(
                "Nobody has told a story yet. Everything is erased on {day}: if stories are to go out later, choose "
                "another day under File → Data protection before anybody begins.",
                day=day,
            )
        count = trn("{count} story", "{count} stories", len(self._stories))
        said = read_programme(self._bridge.library, self._step_id).said
        return tr("{count}. {said} Enter opens the editorial board.", count=count, said=said)

    def _enable(self) -> None:
        chosen = self.chosen()
        self.stage.setEnabled(chosen is not None and chosen.is_told)
        self.stage.setToolTip("" if chosen is None or chosen.is_told else tr("Only an agreed story is shown."))

    def _show_the_room(self) -> None:
        chosen = self.chosen()
        if chosen is not None:
            self.stage_wanted.emit(STORY, {STORY: str(chosen.id)})


results_page = implements(ExerciseUi.results_page)(StoriesPage)
