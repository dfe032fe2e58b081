"""What the facilitator can do for one person in one exercise."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from facilitator.errors import FacilitatorError, NotFound
from facilitator.exercises.registry import exercise
from facilitator.exercises.steps import kind_of
from facilitator.i18n import tr
from facilitator.storage.library import Done, Library
from facilitator.workshop.agenda import get_step
from facilitator.workshop.agreement import under_agreement
from facilitator.workshop.consent import name_for_room
from facilitator.workshop.own_code import allow_once
from facilitator.workshop.tables import AgendaStep
from ui.bridge import LibraryBridge
from ui.console.moving import MoveDialog
from ui.dialogs import refused
from ui.exercises.registry import exercise_ui
from ui.folders import folder_of_step
from ui.history import History
from ui.protection import write_access
from ui.stage import HIGHLIGHT, Stage


class PersonActions:
    """Acts on the person who is chosen in the middle of the console."""

    def __init__(self, bridge: LibraryBridge, history: History, stage: Stage, window: QWidget) -> None:
        self._bridge, self._library = bridge, bridge.library
        self._history = history
        self._stage = stage
        self._window = window
        self._step: AgendaStep | None = None
        self.participant_id: int | None = None

    def look_at(self, step: AgendaStep | None, participant_id: int | None) -> None:
        """The step in the middle and the person chosen there, or None."""
        has_answers = step is not None and bool(kind_of(self._library, step))
        self._step = step if has_answers else None
        self.participant_id = participant_id if has_answers else None

    def write_access(self) -> None:
        """Write everything that is kept of the chosen person into the workshop's folder."""
        if self._step is not None and self.participant_id is not None:
            folder = folder_of_step(self._library, self._step.id)
            write_access(self._window, self._library, self.participant_id, folder)

    @property
    def can_stand_out(self) -> bool:
        """Whether the room may see the chosen person stand out: nobody may under a works agreement."""
        step = self._step
        return (
            step is not None
            and self.participant_id is not None
            and not under_agreement(self._library, step.workshop_id)
        )

    @property
    def is_highlighted(self) -> bool:
        """Whether the room sees this person stand out."""
        chosen = self._stage.showing.options.get(HIGHLIGHT)
        return self.participant_id is not None and chosen == str(self.participant_id)

    def highlight(self) -> None:
        """Let the person stand out on the projector, by name only with their consent, or take that back."""
        value = "" if self.is_highlighted or self.participant_id is None else str(self.participant_id)
        self._stage.choose(HIGHLIGHT, value)

    @property
    def name_for_room(self) -> str:
        """The name that the room would read beside the chosen person's shape, "" without their consent."""
        if self._step is None or self.participant_id is None:
            return ""
        return _name(self._library, self._step.id, self.participant_id)

    def who_stands_out(self) -> str:
        """Who stands out on the projector, in the words that the room reads; "" for nobody."""
        showing = self._stage.showing
        chosen = showing.options.get(HIGHLIGHT)
        if not chosen or showing.step_id is None:
            return ""
        try:
            workshop_id = get_step(self._library, showing.step_id).workshop_id
        except NotFound:
            return ""
        if under_agreement(self._library, workshop_id):
            return ""
        return _name(self._library, showing.step_id, int(chosen)) or tr("a participant, without a name")

    def correct(self) -> None:
        """Open the person's answers."""
        if self._step is None or self.participant_id is None:
            return
        try:
            screens = exercise_ui(self._step.exercise)
            dialog = screens.answers_dialog(
                self._bridge, self._step.id, self.participant_id, self._history, self._window
            )
        except FacilitatorError as error:
            refused(self._window, error)
        else:
            dialog.show()

    def move(self) -> None:
        """Ask whose answers these really are."""
        if self._step is None or self.participant_id is None:
            return
        try:
            dialog = MoveDialog(self._library, self._step, self.participant_id, self._history, self._window)
        except FacilitatorError as error:
            refused(self._window, error)
        else:
            dialog.open()

    def reopen(self) -> None:
        """Let somebody who is done go on, and open their answers at the station once without their digits."""
        if self._step is not None and self.participant_id is not None:
            allow_once(self._library, self.participant_id)
            self._note(exercise(self._step.exercise).reopen, self._step.id, self.participant_id)

    def clear(self) -> None:
        """Take back everything the person answered; undo brings it back."""
        if self._step is not None and self.participant_id is not None:
            self._note(exercise(self._step.exercise).discard, self._step.id, self.participant_id)

    def _note(self, operation: Callable[[Library, int, int], Done[None]], step_id: int, participant_id: int) -> None:
        self._history.attempt(self._window, lambda: operation(self._library, step_id, participant_id))


def _name(library: Library, step_id: int, participant_id: int) -> str:
    try:
        return name_for_room(library, step_id, participant_id)
    except NotFound:
        return ""
