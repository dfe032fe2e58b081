"""What the pages of one entry share: whose answers, what is in the library, and how a change gets there.

Pages call `commit` with an operation. It is one transaction; only after its commit does anybody say "saved". When it
fails, the sentence goes to whoever listens to `failed` and the page keeps what was typed.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from facilitator.exercises.network.analysis import get_analysis
from facilitator.exercises.network.answers import Who
from facilitator.exercises.network.factors import Factor
from facilitator.exercises.network.own_action.asking import is_asked
from facilitator.exercises.network.read import NetworkView, read_network
from facilitator.exercises.network.setup import Setup, get_setup
from facilitator.i18n import speaking
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Done
from facilitator.workshop.papers import spoken_in
from ui.bridge import LibraryBridge
from ui.entry.session import Session


class EntrySession(Session):
    """One participant's network while it is entered. Raises NotFound when the step is gone.

    `language` is that of the workshop's papers: questions and prompts are in it, whatever that of the windows.
    """

    def __init__(
        self,
        bridge: LibraryBridge,
        step_id: int,
        participant_id: int,
        note: Callable[[Done[Any]], object] | None = None,
        parent: QObject | None = None,
    ) -> None:
        """`note` gets every committed operation, for those who can undo."""
        super().__init__(bridge, note, parent)
        library = self.library
        self.who = Who(step_id, participant_id, origin=self)
        self.language = spoken_in(library, get_setup(library, step_id).workshop_id)
        self.setup: Setup = self._read_setup()
        self.analysis = get_analysis(library, step_id)
        self.asks_action = is_asked(library, step_id)
        self.view: NetworkView = read_network(library, step_id, participant_id)
        self._came_back = self.view.finished

    @property
    def asks_action_now(self) -> bool:
        """Whether one thing to do is asked for at this turn: some steps ask for it once somebody comes back."""
        return self.asks_action and (self._came_back or not self.analysis.action_later)

    @property
    def factors(self) -> tuple[Factor, ...]:
        """The questions that are asked on the way in that was chosen, in order."""
        return self.setup.asked(self.view.entry)

    def _read_setup(self) -> Setup:
        """The questions in the language of the participants, as far as they came with the program."""
        with speaking(self.language):
            return get_setup(self.library, self.who.step_id)

    def commit(self, operation: Callable[..., Done[Any]], *values: Any) -> Done[Any] | None:
        """Do `operation(library, who, *values)`; what it returned, or None when it could not be done."""
        return self.make(lambda: operation(self.library, self.who, *values))

    def read(self) -> NetworkView:
        """Read the answers anew, and keep them in `view`."""
        self.view = read_network(self.library, self.who.step_id, self.who.participant_id)
        return self.view

    def take_up(self, change: Change) -> None:
        """See `ui.entry.session.Session.take_up`."""
        if change.origin is self or change.step_id not in (self.who.step_id, None):
            return
        if change.participant_id not in (self.who.participant_id, None):
            return
        if change.topic in (Topic.ANSWERS, Topic.SETTINGS, Topic.AGENDA):
            self.setup = self._read_setup()
            self.analysis = get_analysis(self.library, self.who.step_id)
            self.asks_action = is_asked(self.library, self.who.step_id)
            self.read()
            self.refreshed.emit()
