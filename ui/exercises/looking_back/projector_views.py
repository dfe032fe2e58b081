"""The run chart and the list of what was agreed, for the room."""

from collections.abc import Hashable
from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout

from facilitator.actions.figures import run_figure
from facilitator.charts.run import RunChart
from facilitator.exercises.looking_back.followed import Followed, followed
from facilitator.i18n import speaking, tr
from facilitator.storage.changes import Change, Topic
from facilitator.workshop.papers import spoken_in
from ui.actions.board import actions_board
from ui.bridge import LibraryBridge, Rereading
from ui.charts.drawn import DrawnChart
from ui.charts.projector_header import LEFT, ProjectorHeader
from ui.exercises.contract import ProjectorView
from ui.wall.view import WallView

AGREED, CHART, WHICH = "agreed", "chart", "which"
_HEADER = 0.165
"""The share of the height that the title takes."""
_SMALLEST_TEXT = 0.03 / (1 - _HEADER)
_TOPICS = (Topic.ACTIONS, Topic.SETTINGS, Topic.ROSTER, Topic.WORKSHOPS, Topic.ERASED)


class LookingBack(ProjectorView):
    """What both views share: they read anew what the step follows, soon after it has changed."""

    def __init__(self, bridge: LibraryBridge, step_id: int) -> None:
        super().__init__()
        self._library, self._step_id = bridge.library, step_id
        self._followed: Followed | None = None
        self._soon = Rereading(self, self._read)
        bridge.changed.connect(self._follow)

    def _follow(self, change: Change) -> None:
        if change.topic in _TOPICS:
            # Readings are typed one after the other, and drawn once.
            self._soon.start()

    def _read(self) -> None:
        self._followed = followed(self._library, self._step_id)
        before = self.rests_on()
        self._show(self._followed)
        if self.rests_on() != before:
            self.rests_changed.emit()

    def _show(self, found: Followed) -> None:
        raise NotImplementedError


class RunChartView(LookingBack):
    """One chart below what is read and what may be said, in the language of the workshop's papers."""

    def __init__(self, bridge: LibraryBridge, step_id: int) -> None:
        super().__init__(bridge, step_id)
        self._which, self._shown = 1, 0
        self.header = ProjectorHeader()
        self.chart = DrawnChart(RunChart(), "", "", smallest_text=_SMALLEST_TEXT)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self.chart, 1)
        self._soon.at_once()

    @property
    def texts(self) -> list[str]:
        """Every text that may be painted."""
        return [*self.header.texts, *self.chart.texts, self.chart.accessibleDescription()]

    def set_option(self, key: str, value: str) -> None:
        """Show the chart of this number; behind the last one comes the first."""
        if key == WHICH and value.isdecimal():
            self._which = int(value)
            if self._followed is not None:
                self._show(self._followed)

    def set_text_scale(self, scale: float) -> None:
        """Make whatever is read larger."""
        self.header.text_scale = scale
        self.chart.set_text_scale(scale)
        self._share_height()

    def rests_on(self) -> frozenset[Hashable]:
        """The indicator that is shown."""
        return frozenset({self._shown}) if self._shown else frozenset()

    def resizeEvent(self, event: object) -> None:
        """The header keeps its share of the height."""
        self._share_height()
        super().resizeEvent(event)  # type: ignore[arg-type]

    def _share_height(self) -> None:
        self.header.set_whole(self.height(), _HEADER)
        self.chart.set_least_side(self.width() * LEFT)

    def _show(self, found: Followed) -> None:
        if not found.findings:
            self._shown = 0
            self.header.say(tr("What can be seen"), "")
            self.chart.set_empty_text(tr("No indicator has been agreed on yet."))
            self.chart.show_chart(RunChart())
            return
        finding = found.findings[(self._which - 1) % len(found.findings)]
        self._shown = finding.indicator.id
        with speaking(spoken_in(self._library, finding.indicator.workshop_id)):
            figure = run_figure(finding)
            self.header.say(figure.title, figure.sentence if finding.points else "")
            self.chart.set_empty_text(figure.empty)
            self.chart.show_chart(figure.chart)


class AgreedView(LookingBack):
    """What was agreed, a row each, on as many pages as it takes."""

    def __init__(self, bridge: LibraryBridge, step_id: int) -> None:
        super().__init__(bridge, step_id)
        self.wall = WallView()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.wall)
        self._soon.at_once()

    def rests_on(self) -> frozenset[Hashable]:
        """What was agreed, and by whom."""
        return self.wall.board.rests_on()

    def names_people(self) -> bool:
        """Whether it says by whom."""
        agreed = () if self._followed is None else self._followed.actions
        return any(action.owner or action.partner for action in agreed)

    def set_text_scale(self, scale: float) -> None:
        """Make whatever is read larger."""
        self.wall.set_text_scale(scale)

    def _show(self, found: Followed) -> None:
        board = actions_board(found.actions)
        words = tr("Who does what until when, and what was seen")
        self.wall.set_board(replace(board, title=tr("What we agreed"), sentence=words))
        self.setAccessibleName(self.wall.accessibleName())
