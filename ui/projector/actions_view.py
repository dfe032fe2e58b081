"""The workshop's actions on the projector: a view of the house, for every step."""

from collections.abc import Hashable

from PySide6.QtWidgets import QVBoxLayout

from facilitator.actions.actions import actions_of
from facilitator.errors import NotFound
from facilitator.storage.changes import Change, Topic
from ui.actions.board import actions_board
from ui.bridge import LibraryBridge
from ui.exercises.contract import ProjectorView
from ui.wall.view import WallView


class ActionsView(ProjectorView):
    """What was agreed, a row each, on as many pages as it takes."""

    def __init__(self, bridge: LibraryBridge, workshop_id: int) -> None:
        super().__init__()
        self._library, self._workshop_id = bridge.library, workshop_id
        self.wall = WallView()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.wall)
        bridge.changed.connect(self._follow)
        self._show()

    def _follow(self, change: Change) -> None:
        if change.workshop_id in (self._workshop_id, None) and change.topic in (Topic.ACTIONS, Topic.ROSTER):
            self._show()
            self.rests_changed.emit()

    def rests_on(self) -> frozenset[Hashable]:
        """What was agreed, and by whom."""
        return self.wall.board.rests_on()

    def set_text_scale(self, scale: float) -> None:
        """Make whatever is read larger."""
        self.wall.set_text_scale(scale)

    def _show(self) -> None:
        try:
            self.wall.set_board(actions_board(actions_of(self._library, self._workshop_id)))
        except NotFound:
            return
        self.setAccessibleName(self.wall.accessibleName())
