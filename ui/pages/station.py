"""The way of a participant at the station."""

from PySide6.QtWidgets import QVBoxLayout

from facilitator.exercises.folder import supplies
from ui.bridge import LibraryBridge
from ui.exercises.contract import StationFlow
from ui.exercises.hooks import ExerciseUi
from ui.pages.flow_view import FlowView


class PagesFlow(StationFlow):
    """See `ui.exercises.contract.StationFlow`."""

    def __init__(self, bridge: LibraryBridge, step_id: int, participant_id: int) -> None:
        super().__init__()
        self.setObjectName("pages-flow")
        self.view = FlowView(bridge, step_id, participant_id)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self.view.finished.connect(self._finish)

    def _finish(self) -> None:
        self.leaves_unsaved = self.view.leaves_unsaved
        self.finished.emit()

    def setFocus(self) -> None:  # type: ignore[override]
        """Give the keyboard to the page."""
        self.view.setFocus()


@supplies(ExerciseUi.station_flow)
def station_flow(folder: ExerciseUi, bridge: LibraryBridge, step_id: int, participant_id: int) -> StationFlow:
    """Pages drawn from the description."""
    return PagesFlow(bridge, step_id, participant_id)
