"""What the pages of one card share while nobody writes: whose it is, and how the step is set up."""

from PySide6.QtCore import QObject

from facilitator.exercises.three_questions.setup import Setup, get_setup
from facilitator.questionnaires.reading import Who
from facilitator.storage.changes import Change, Topic
from ui.bridge import LibraryBridge
from ui.entry.session import Session


class CardSession(Session):
    """One participant at the station. Raises NotFound when the step is gone."""

    def __init__(self, bridge: LibraryBridge, step_id: int, participant_id: int, parent: QObject | None = None) -> None:
        super().__init__(bridge, parent=parent)
        self.who = Who(step_id, participant_id, origin=self)
        self.setup: Setup = get_setup(self.library, step_id)

    def take_up(self, change: Change) -> None:
        """See `ui.entry.session.Session.take_up`."""
        if change.origin is self or change.step_id not in (self.who.step_id, None):
            return
        if change.participant_id not in (self.who.participant_id, None):
            return
        if change.topic in (Topic.ANSWERS, Topic.SETTINGS, Topic.AGENDA):
            self.setup = get_setup(self.library, self.who.step_id)
            self.refreshed.emit()
