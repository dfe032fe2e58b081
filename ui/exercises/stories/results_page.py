"""The stories on the console: how far each is, what is lacking, and the way to the editorial board."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QTableWidget, QTableWidgetItem, QWidget
from shiboken6 import isValid

from facilitator.exercises.folder import implements
from facilitator.exercises.stories.board import Programme, keep_for_a_year, read_programme
from facilitator.exercises.stories.told import Story
from facilitator.i18n import short_day, tr, trn
from facilitator.storage.changes import Change, Topic
from ui.bridge import LibraryBridge
from ui.dialogs import icon_button
from ui.exercises.beside_figures import BesideFigures
from ui.exercises.hooks import ExerciseUi
from ui.exercises.stories.board_window import BoardWindow, state_in_words
from ui.exercises.stories.rows import set_up_rows
from ui.exercises.stories.views import STORY
from ui.history import History

WHO, TITLE, STATE, LACKS = range(4)
_KIND = "stories"


class StoriesPage(BesideFigures):
    """A row a story; Enter opens the editorial board at it."""

    def __init__(self, bridge: LibraryBridge, step_id: int, history: History) -> None:
        super().__init__(_KIND, bridge, step_id, history)
        self._bridge = bridge
        self._stories: tuple[Story, ...] = ()
        self._board: BoardWindow | None = None
        self.says = QLabel()
        self.says.setProperty("role", "caption")
        self.says.setWordWrap(True)
        self.keep = icon_button("stories-keep", "calendar", tr("Keep it for a year"), self._keep)
        self.table = self._make_table()
        self.board = icon_button("stories-board", "layout-grid", tr("Editorial board…"), self.open_board)
        self.stage = icon_button("stories-stage", "monitor-up", tr("Show the room"), self._show_the_room)
        top = QWidget()
        line = QHBoxLayout(top)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.says, 1)
        line.addWidget(self.keep)
        self.lay_out(
            tr("Stories"),
            self.page_of(top, self.table, left=[self.board], right=self.stage),
            "stories",
            tr("Values, rounds"),
        )
        self.read()

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
        set_up_rows(table, "stories", tr("Stories"), heads, wraps=True)
        table.itemActivated.connect(lambda _item: self.open_board())
        table.itemSelectionChanged.connect(self._enable)
        return table

    def read(self) -> None:
        """Show what the library holds now."""
        at = self.table.currentRow()
        programme = read_programme(self._library, self._step_id)
        self._stories = programme.stories
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
        self.says.setText(self._summary(programme))
        self.keep.setVisible(not programme.is_kept_for_a_year and not programme.is_promised)
        self._enable()

    def _summary(self, programme: Programme) -> str:
        kept = self._how_long(programme)
        if not self._stories:
            return tr("Nobody has told a story yet. {kept}", kept=kept)
        count = trn("{count} story", "{count} stories", len(self._stories))
        return tr("{count}. {said} Enter opens the editorial board. {kept}", count=count, said=programme.said,
                  kept="" if programme.is_kept_for_a_year else kept).rstrip()  # fmt: skip

    @staticmethod
    def _how_long(programme: Programme) -> str:
        """Until when stories can go out, and what to do if that is no year."""
        day, weeks = short_day(programme.erased_on), programme.weeks_kept
        if programme.is_kept_for_a_year:
            return tr("Stories can go out until everything is erased, on {day}.", day=day)
        until = trn(
            "Everything is erased on {day}: stories can go out for {count} week.",
            "Everything is erased on {day}: stories can go out for {count} weeks.",
            weeks,
            day=day,
        )
        if programme.is_promised:
            return until + " " + tr("People have read that day, so for a year of stories a new workshop is needed.")
        return until + " " + tr("For a year of them keep the workshop for a year, before anybody reads that day.")

    def _keep(self) -> None:
        if self._history.attempt(self, lambda: keep_for_a_year(self._library, self._step_id)) is not None:
            self.read()

    def _follow(self, change: Change) -> None:
        super()._follow(change)
        if change.topic is Topic.WORKSHOPS:
            # The day on which all is erased may be another one.
            self._soon.start()

    def _enable(self) -> None:
        chosen = self.chosen()
        self.stage.setEnabled(chosen is not None and chosen.is_told)
        self.stage.setToolTip("" if chosen is None or chosen.is_told else tr("Only an agreed story is shown."))

    def _show_the_room(self) -> None:
        chosen = self.chosen()
        if chosen is not None:
            self.stage_wanted.emit(STORY, {STORY: str(chosen.id)})


results_page = implements(ExerciseUi.results_page)(StoriesPage)
