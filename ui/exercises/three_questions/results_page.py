"""The card on the console: phases above, then cards, themes and votes, each with what can be done to it."""

from PySide6.QtWidgets import QPushButton, QStackedWidget, QTabBar, QVBoxLayout

from facilitator.errors import FacilitatorError
from facilitator.exercises.folder import implements
from facilitator.exercises.three_questions.live_wall import LiveWall
from facilitator.exercises.three_questions.setup import Phase, change_phase
from facilitator.exercises.three_questions.wall import Wall, without_closed
from facilitator.i18n import tr, trn
from ui.bridge import LibraryBridge, listen
from ui.dialogs import confirm, refused
from ui.exercises.contract import ResultsPage
from ui.exercises.hooks import ExerciseUi
from ui.exercises.three_questions.cards_page import CardsPage
from ui.exercises.three_questions.last_time_page import LastTimePage
from ui.exercises.three_questions.operations import CardOperations
from ui.exercises.three_questions.over_time_page import OverTimePage
from ui.exercises.three_questions.phases_bar import PhasesBar
from ui.exercises.three_questions.projector_views import CARD, WALL
from ui.exercises.three_questions.themes_page import ThemesPage
from ui.exercises.three_questions.votes_page import VotesPage
from ui.exercises.three_questions.wall_export import ExportMenu
from ui.history import History
from ui.theme.icons import icon

LAST, CARDS, THEMES, VOTES, TIME = range(5)
_TAB_OF: dict[Phase, int] = {"collect": CARDS, "reveal": CARDS, "gather": THEMES, "vote": VOTES, "decide": VOTES}


class CardResults(ResultsPage):
    """See `ui.exercises.contract.ResultsPage`."""

    def __init__(self, bridge: LibraryBridge, step_id: int, history: History) -> None:
        super().__init__()
        library = self._library = bridge.library
        self._step_id = step_id
        self._operations = CardOperations(library, step_id, history, self)
        self._alone = 0
        export = QPushButton(icon("download"), tr("Export"))
        export.setObjectName("wall-export")
        export.setProperty("role", "quiet")
        export.setMenu(ExportMenu(library, step_id, export))
        self.phases = PhasesBar(export)
        self.phases.wanted.connect(self._want_phase)
        self.cards = CardsPage(self._operations)
        self.cards.shown_alone.connect(self._show_alone)
        self.themes = ThemesPage(self._operations)
        self.votes = VotesPage(self._operations)
        self.tabs = QTabBar()
        self.tabs.setObjectName("results-tabs")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.last_time = LastTimePage(self._operations)
        self.over_time = OverTimePage(self._operations)
        for label in (tr("Last time"), tr("Cards"), tr("Themes"), tr("Votes"), tr("Over time")):
            self.tabs.addTab(label)
        self._pages = QStackedWidget()
        for page in (self.last_time, self.cards, self.themes, self.votes, self.over_time):
            self._pages.addWidget(page)
        self.tabs.currentChanged.connect(self._turn)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.phases)
        column.addWidget(self.tabs)
        column.addWidget(self._pages, 1)
        self._live = bridge.models.of(LiveWall, step_id)
        listen(self, self._live.changed, self._show)
        listen(self, self._live.elsewhere, self._look_back)
        self._show()
        self.last_time.show_wall(self._wall)
        back = self.last_time.asks or not self.last_time.is_empty
        opens = LAST if back and not self._wall.cards else _TAB_OF[self._wall.setup.phase]
        self.tabs.setCurrentIndex(opens)
        self._turn(opens)

    @property
    def _wall(self) -> Wall:
        return self._live.wall

    def _turn(self, tab: int) -> None:
        self._pages.setCurrentIndex(tab)
        self._look_back()

    def _look_back(self) -> None:
        """Read the earlier reflections only while they are looked at: there may be many."""
        if self.tabs.currentIndex() == LAST:
            self.last_time.show_wall(self._wall)
        elif self.tabs.currentIndex() == TIME:
            self.over_time.show_row()

    def _show(self) -> None:
        self.phases.show_wall(self._wall)
        self.cards.show_wall(self._wall)
        for page in (self.themes, self.votes):
            page.show_wall(without_closed(self._wall))
        self._look_back()

    # Phases

    def _want_phase(self, phase: Phase) -> None:
        setup = self._wall.setup
        self.phases.show_wall(self._wall)
        if phase == setup.phase:
            return
        if setup.phase != "collect" or not (setup.anonymous or self._wall.drafts):
            self._change_phase(phase)
            return
        warning = []
        if self._wall.drafts:
            warning.append(
                trn(
                    "{count} card is written and not sent: it will not be on the wall.",
                    "{count} cards are written and not sent: they will not be on the wall.",
                    self._wall.drafts,
                )
            )
        if setup.anonymous:
            warning.append(
                tr("The cards are anonymous: from now on nobody can change theirs, and what is not sent is erased.")
            )
        confirm(
            self, tr("Close the questions?"), " ".join(warning), tr("Close them"), lambda: self._change_phase(phase)
        )

    def _change_phase(self, phase: Phase) -> None:
        try:
            change_phase(self._library, self._step_id, phase)
        except FacilitatorError as error:
            refused(self, error)
        self.tabs.setCurrentIndex(_TAB_OF[phase])
        view = {"gather": "themes", "vote": "votes", "decide": "votes"}.get(phase, WALL)
        self.stage_wanted.emit(view, {CARD: ""})

    def _show_alone(self, card_id: int) -> None:
        """Show one card to the room; the same one again brings the whole wall back."""
        self._alone = 0 if card_id == self._alone else card_id
        self.stage_wanted.emit(WALL, {CARD: str(self._alone or "")})


results_page = implements(ExerciseUi.results_page)(CardResults)
