"""What the console shows of the network exercise: shapes, and the room as one network; with what belongs to it."""

from contextlib import suppress
from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from facilitator.actions.actions import Source, Wording
from facilitator.errors import NotFound
from facilitator.exercises.folder import implements
from facilitator.exercises.network.analysis import get_analysis
from facilitator.exercises.network.insights import RoomInsight
from facilitator.exercises.network.setup import get_setup
from facilitator.exercises.network.steps import steps_for
from facilitator.i18n import tr
from facilitator.storage.changes import Change, Topic
from ui.actions.form import new_action
from ui.bridge import LibraryBridge
from ui.exercises.contract import ResultsPage
from ui.exercises.hooks import ExerciseUi
from ui.exercises.network.matching_dialog import MatchingDialog
from ui.exercises.network.results import NetworkResults
from ui.exercises.network.roles_page import RolesPage
from ui.exercises.network.rounds_dialog import RoundsDialog
from ui.exercises.network.shapes import RoomShapes
from ui.exercises.network.whole_room import MapPage, MatrixPage, RankingPage, WholeRoomPage
from ui.history import History
from ui.theme.icons import icon

_WIDE = 560
"""From this width on the buttons beside the tabs have words."""
SHAPES, MAP, MATRIX, RANKING, ROLES = range(5)
_PAGES: dict[int, type[WholeRoomPage]] = {MAP: MapPage, MATRIX: MatrixPage, RANKING: RankingPage, ROLES: RolesPage}


class NetworkResultsPages(ResultsPage):
    """Pages under tabs; those that need the whole network are made when they are first turned to."""

    def __init__(self, bridge: LibraryBridge, step_id: int, history: History) -> None:
        super().__init__()
        self._bridge, self._library = bridge, bridge.library
        self._step_id, self._history = step_id, history
        self.shown = NetworkResults(bridge, step_id)
        self.shown.action_wanted.connect(self._make_action)
        self.tabs = QTabBar()
        self.tabs.setObjectName("results-tabs")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for label in (tr("Shapes"), tr("Map"), tr("Matrix"), tr("Relied on"), tr("Parts")):
            self.tabs.addTab(label)
        self._offer_roles()
        bridge.changed.connect(self._follow)
        self.tabs.currentChanged.connect(self.turn_to)
        self._pages_made: dict[int, WholeRoomPage] = {}
        self._pages = QStackedWidget()
        self._pages.addWidget(self.shown)
        match = self._button("user-check", tr("Match…"), "match-contacts", MatchingDialog)
        match.setToolTip(tr("Say which contacts are people in this room"))
        rounds = self._button("repeat", tr("Rounds…"), "rounds", RoundsDialog)
        rounds.setToolTip(tr("Ask again after some weeks, beside the earlier answers"))
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addWidget(self.tabs, 1)
        top.addWidget(match)
        top.addWidget(rounds)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self._pages, 1)

    def _button(
        self, picture: str, words: str, name: str, opens: type[MatchingDialog] | type[RoundsDialog]
    ) -> QPushButton:
        button = QPushButton(icon(picture), words)
        button.setObjectName(name)
        button.setAccessibleName(words)
        button.clicked.connect(partial(self._open, opens))
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow the tabs keep their room, and the buttons are pictures alone."""
        super().resizeEvent(event)
        for name in ("match-contacts", "rounds"):
            button = self.findChild(QPushButton, name)
            if button is not None:
                button.setText(button.accessibleName() if self.width() >= _WIDE else "")
                button.setProperty("bare", not button.text())
                button.style().polish(button)

    @property
    def page(self) -> QWidget | None:
        """The page that is shown."""
        return self._pages.currentWidget()

    @property
    def shapes(self) -> RoomShapes:
        """The room's shapes, whichever page is shown."""
        return self.shown.shapes

    def turn_to(self, tab: int) -> None:
        """Show the page of a tab."""
        if tab == SHAPES:
            self._pages.setCurrentWidget(self.shown)
            return
        if tab not in self._pages_made:
            made = _PAGES[tab](self._bridge, self._step_id)
            made.person_chosen.connect(self.person_chosen)
            self._pages_made[tab] = made
            self._pages.addWidget(made)
        self._pages.setCurrentWidget(self._pages_made[tab])

    def _offer_roles(self) -> None:
        """Where parts are not shown there is no tab for them."""
        shown = get_analysis(self._library, self._step_id).shows_roles
        if not shown and self.tabs.currentIndex() == ROLES:
            self.tabs.setCurrentIndex(SHAPES)
        self.tabs.setTabVisible(ROLES, shown)

    def _follow(self, change: Change) -> None:
        if change.topic is Topic.SETTINGS and change.step_id in (self._step_id, None):
            with suppress(NotFound):
                self._offer_roles()

    def highlight(self, participant_id: int | None) -> None:
        """Make one participant stand out."""
        self.shown.highlight(participant_id)
        page = self._pages_made.get(MAP)
        if isinstance(page, MapPage):
            page.map.set_highlight(participant_id)

    def _make_action(self, insight: RoomInsight) -> None:
        """Open the form of an action that comes from what stands out, worded as the step that is suggested for it."""
        setup = get_setup(self._library, self._step_id)
        new_action(
            self,
            self._library,
            setup.workshop_id,
            self._history,
            about=insight.sentence,
            source=Source(self._step_id, f"insight {insight.key}"),
            wording=Wording(insight.step),
            suggested=steps_for(insight.key, setup.words, self._library),
        )

    def _open(self, dialog: type[MatchingDialog] | type[RoundsDialog], _checked: bool = False) -> None:
        dialog(self._library, self._step_id, self._history, self).open()


results_page = implements(ExerciseUi.results_page)(NetworkResultsPages)
