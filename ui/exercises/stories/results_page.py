"""The stories on the console: how far each is, what is lacking, and the way to the editorial board."""

from PySide6.QtWidgets import (
    QLabel,
    QTableWidget,
    QTableWidgetItem,
)
from shiboken6 import isValid

from facilitator.exercises.folder import implements
from facilitator.exercises.stories.board import Programme, read_programme
from facilitator.exercises.stories.told import Story
from facilitator.i18n import short_day, tr, trn
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
        self.table = self._make_table()
        self.board = icon_button("stories-board", "layout-grid", tr("Editorial board…"), self.open_board)
        self.stage = icon_button("stories-stage", "monitor-up", tr("Show the room"), self._show_the_room)
        self.lay_out(
            tr("Stories"),
            self.page_of(self.says, self.table, left=[self.board], right=self.stage),
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
        self._enable()

    def _summary(self, programme: Programme) -> str:
        if not self._stories:
            day = short_day(programme.erased_on)
            return tr(
                "Nobody has told a story yet. Everything is erased on {day}: if stories are to go out later, choose "
                "another day under File → Data protection before anybody begins.",
                day=day,
            )
        count = trn("{count} story", "{count} stories", len(self._stories))
        return tr("{count}. {said} Enter opens the editorial board.", count=count, said=programme.said)

    def _enable(self) -> None:
        chosen = self.chosen()
        self.stage.setEnabled(chosen is not None and chosen.is_told)
        self.stage.setToolTip("" if chosen is None or chosen.is_told else tr("Only an agreed story is shown."))

    def _show_the_room(self) -> None:
        chosen = self.chosen()
        if chosen is not None:
            self.stage_wanted.emit(STORY, {STORY: str(chosen.id)})


results_page = implements(ExerciseUi.results_page)(StoriesPage)
