"""The people of the step that is looked at, as they answer."""

from PySide6.QtCore import QObject, Signal

from facilitator.exercises.live_standings import LiveStandings
from facilitator.storage.changes import Source
from facilitator.storage.library import Library
from facilitator.workshop.tables import AgendaStep
from ui.bridge import LibraryBridge, listen
from ui.console.namesakes import told_apart
from ui.console.people import PeoplePanel
from ui.work import run_in_background


def live_standings(library: Library, step_id: int, /, *, changes: Source) -> LiveStandings:
    """Make the model of how far everybody is: for `facilitator.exercises.models.Models.of`."""
    return LiveStandings(library, step_id, changes=changes, run=run_in_background)


class PeopleOfStep(QObject):
    """Shows in a panel how far everybody is in one step, until it is left."""

    changed = Signal()
    """The panel shows something else."""

    def __init__(self, bridge: LibraryBridge, step: AgendaStep, panel: PeoplePanel, parent: QObject) -> None:
        """Raises NotFound when the step is gone."""
        super().__init__(parent)
        self._library, self._workshop_id, self._panel = bridge.library, step.workshop_id, panel
        self._live = bridge.models.of(live_standings, step.id)
        self._has_namesakes = False
        listen(self, self._live.person_changed, self._show_person)
        listen(self, self._live.reset, self._show_everybody)
        self._show_everybody()

    def leave(self) -> None:
        """Another step is looked at: nothing more is shown of this one."""
        self._live.person_changed.disconnect(self._show_person)
        self._live.reset.disconnect(self._show_everybody)
        self.deleteLater()

    def _show_person(self, participant_id: int) -> None:
        standing = self._live.of_person(participant_id)
        if self._has_namesakes or standing is None:
            self._show_everybody()
            return
        self._panel.model.update_standing(standing)
        if self._panel.model.has_namesakes:
            self._show_everybody()
        self.changed.emit()

    def _show_everybody(self) -> None:
        standings = list(self._live.standings)
        chosen = self._panel.chosen_id
        called = told_apart(self._library, self._workshop_id, standings)
        self._has_namesakes = called != standings
        self._panel.model.set_standings(called)
        self._panel.refresh()
        if self._panel.chosen_id != chosen:
            self._panel.choose(chosen)
        self.changed.emit()
