"""What the facilitator does with the agenda: each is one operation that can be taken back."""

from PySide6.QtWidgets import QMainWindow

from facilitator.exercises.steps import duplicate_step
from facilitator.exercises.templates import save_as_template
from facilitator.i18n import tr
from facilitator.storage.library import Done, Library
from facilitator.workshop.agenda import end_workshop, order_steps, remove_step, run_step
from facilitator.workshop.tables import AgendaStep
from facilitator.workshop.workshops import get_workshop
from ui.console.agenda import AgendaPanel
from ui.console.steps import edit_step, new_step
from ui.dialogs import ask_line
from ui.history import History


class AgendaActions:
    """Acts on the step that is chosen in the agenda; `window` is what questions are asked over."""

    def __init__(
        self, library: Library, history: History, workshop_id: int, agenda: AgendaPanel, window: QMainWindow
    ) -> None:
        self._library = library
        self._history = history
        self._workshop_id = workshop_id
        self._agenda = agenda
        self._window = window

    def run(self, step_id: int) -> bool:
        """Run a step; False if that was refused."""
        return self._history.attempt(self._window, lambda: run_step(self._library, step_id)) is not None

    def end(self) -> None:
        """Leave the step being run without starting another one."""
        self._history.attempt(self._window, lambda: end_workshop(self._library, self._workshop_id))

    def add(self) -> None:
        """Ask for a new step; it comes to stand after the chosen one."""

        def added(done: Done[int]) -> None:
            self._history.note(done)
            self._agenda.choose(done.value)

        new_step(self._window, self._library, self._workshop_id, added, after=self._agenda.chosen_id)

    def edit(self) -> None:
        """Ask for the facts of the chosen step."""
        step = self._chosen
        if step is not None:
            edit_step(self._window, self._library, step, self._history.note)

    def duplicate(self) -> None:
        """Put a copy of the chosen step, without its answers, behind it."""
        step = self._chosen
        if step is not None:
            done = self._history.attempt(self._window, lambda: duplicate_step(self._library, step.id))
            if done is not None:
                self._agenda.choose(done.value)

    def remove(self) -> None:
        """Take the chosen step off the agenda, with its answers."""
        step = self._chosen
        if step is not None:
            self._history.attempt(self._window, lambda: remove_step(self._library, step.id))

    def reorder(self, step_ids: list[int]) -> None:
        """Put the agenda into this order."""
        self._history.attempt(self._window, lambda: order_steps(self._library, self._workshop_id, step_ids))

    def save_as_template(self) -> None:
        """Ask for a title and keep this agenda with its settings for other workshops."""

        def take(title: str) -> None:
            self._history.note(save_as_template(self._library, self._workshop_id, title))

        title = get_workshop(self._library, self._workshop_id).title
        ask_line(
            self._window, tr("Keep this agenda as a template"), tr("Name of the template"), title, tr("Keep"), take
        )

    @property
    def _chosen(self) -> AgendaStep | None:
        return self._agenda.chosen_step
