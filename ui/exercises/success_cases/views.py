"""What the room sees: what may be told of what worked, beside what is counted."""

from collections.abc import Hashable, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout

from facilitator.errors import NotFound
from facilitator.exercises.folder import implements
from facilitator.exercises.success_cases.cases import Case, told
from facilitator.exercises.success_cases.figures import figure_titles
from facilitator.i18n import tr
from facilitator.storage.changes import Change, Topic
from ui.bridge import LibraryBridge
from ui.exercises.contract import ProjectorView, ViewInfo
from ui.exercises.hooks import ExerciseUi
from ui.exercises.registry import exercise_ui
from ui.wall.blocks import Board, Column, Note
from ui.wall.view import WallView

WORKED = "worked"
_KIND = "success_cases"
_SOON = 120
"""Milliseconds after which a change is drawn."""
_TOPICS = (Topic.ANSWERS, Topic.SETTINGS, Topic.ROSTER, Topic.ERASED)


@implements(ExerciseUi.views)
def views() -> Sequence[ViewInfo]:
    """The figures, and what worked."""
    return [*(ViewInfo(key, title) for key, title in figure_titles()), ViewInfo(WORKED, tr("What worked"))]


@implements(ExerciseUi.projector_view)
def projector_view(key: str, bridge: LibraryBridge, step_id: int) -> ProjectorView:
    """One of `views`."""
    if key == WORKED:
        return WorkedView(bridge, step_id)
    return exercise_ui(_KIND).supplied(ExerciseUi.projector_view)(key, bridge, step_id)


class WorkedView(ProjectorView):
    """A card for each result that was marked and may be told: the line, and the fact with who tells it."""

    def __init__(self, bridge: LibraryBridge, step_id: int) -> None:
        super().__init__()
        self._library, self._step_id = bridge.library, step_id
        self.wall = WallView()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.wall)
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self._show_if_there)
        bridge.changed.connect(self._follow)
        self._show()

    def _follow(self, change: Change) -> None:
        if change.topic in _TOPICS and change.step_id in (self._step_id, None):
            self._soon.start()

    def _show_if_there(self) -> None:
        before = self.rests_on()
        try:
            self._show()
        except NotFound:
            # The step is gone, and whoever shows it goes too.
            return
        if self.rests_on() != before:
            self.rests_changed.emit()

    def rests_on(self) -> frozenset[Hashable]:
        """Whose results can be read, and in which words."""
        return self.wall.board.rests_on()

    def set_text_scale(self, scale: float) -> None:
        """Make whatever is read larger."""
        self.wall.set_text_scale(scale)

    def _show(self) -> None:
        notes = tuple(
            Note(each.participant_id, _with_fact(each), each.name) for each in told(self._library, self._step_id)
        )
        self.wall.set_board(
            Board(
                (Column("", blocks=notes),),
                tr("What worked"),
                tr("Each with one fact that backs it, as those agreed who tell it"),
                2,
                tr("No result has been marked that may be told."),
            )
        )
        self.setAccessibleName(self.wall.accessibleName())


def _with_fact(case: Case) -> str:
    """The line and what backs it, in one paragraph as a card has it."""
    line = case.line if case.line.endswith((".", "!", "?", "…")) else f"{case.line}."
    return f"{line} {tr('The fact: {fact}', fact=case.fact)}"
