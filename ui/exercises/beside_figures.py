"""A results page on which something of an exercise's own stands beside the figures of every described one."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from facilitator.i18n import tr
from facilitator.storage.changes import Change, Topic
from ui.bridge import LibraryBridge, Rereading
from ui.exercises.contract import ResultsPage
from ui.exercises.hooks import ExerciseUi
from ui.exercises.registry import exercise_ui
from ui.history import History
from ui.theme.flow import FlowRow

OWN, FIGURES = range(2)
_TOPICS = (Topic.ANSWERS, Topic.SETTINGS, Topic.ROSTER, Topic.ERASED)


class BesideFigures(ResultsPage):
    """Two tabs: what `lay_out` is given, and the figures. `read` is called when something of the step has changed."""

    def __init__(self, kind: str, bridge: LibraryBridge, step_id: int, history: History) -> None:
        super().__init__()
        self._library, self._step_id, self._history = bridge.library, step_id, history
        self.figures = exercise_ui(kind).supplied(ExerciseUi.results_page)(bridge, step_id, history)
        self.figures.stage_wanted.connect(self.stage_wanted)
        self.figures.person_chosen.connect(self.person_chosen)
        self.tabs = QTabBar()
        self._soon = Rereading(self, self.read)
        bridge.changed.connect(self._follow)

    def lay_out(self, title: str, page: QWidget, name: str, figures: str = "") -> None:
        """Put the page and the figures on their tabs, each with its title; `name` begins the object's."""
        self.tabs.setObjectName(f"{name}-tabs")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.addTab(title)
        self.tabs.addTab(figures or tr("Figures"))
        pages = QStackedWidget()
        pages.addWidget(page)
        pages.addWidget(self.figures)
        self.tabs.currentChanged.connect(pages.setCurrentIndex)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.tabs)
        column.addWidget(pages, 1)

    def page_of(self, *parts: QWidget, left: Sequence[QWidget], right: QWidget) -> QWidget:
        """A page of its own parts below each other, the second of which grows; below them its buttons."""
        page = QWidget()
        foot = FlowRow(*left)
        foot.add_spring()
        foot.add(right)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for place, part in enumerate(parts):
            column.addWidget(part, int(place == 1))
        # At the foot also while there is no table yet, which would take the room above.
        column.addWidget(foot, 0, Qt.AlignmentFlag.AlignBottom)
        return page

    def read(self) -> None:
        """Show what the library holds now. Raises NotFound for a step that is gone."""

    def _follow(self, change: Change) -> None:
        if change.topic in _TOPICS and change.step_id in (self._step_id, None):
            self._soon.start()
