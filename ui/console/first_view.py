"""What the room sees of a step by itself, as long as nobody chooses a view."""

from facilitator.exercises.steps import exercise_in, kind_of
from facilitator.storage.library import Library
from facilitator.workshop.standings import State
from facilitator.workshop.tables import AgendaStep
from ui.console.projector_panel import ProjectorPanel, view_offer
from ui.exercises.registry import exercise_ui
from ui.stage import PROMPT, Showing, Stage


class FirstView:
    """Brings the room to a step that is run, and its answers once somebody is done."""

    def __init__(self, library: Library, stage: Stage, room: ProjectorPanel) -> None:
        self._library, self._stage, self._room = library, stage, room
        self._waiting: tuple[int, str] | None = None
        """The step and view that are shown by themselves: the answers come in their place, unless a view is chosen."""

    def show(self, step: AgendaStep | None) -> None:
        """Bring the room to a step: its first view once somebody has answered, else what it opens with."""
        if step is None:
            self._stage.show(step_id=None, view=PROMPT, options={})
            return
        screens = exercise_ui(kind_of(self._library, step))
        views = screens.views_of(self._library, step.id)
        answered = bool(views) and self._is_anybody(step, State.BUSY, State.DONE)
        key = views[0].key if answered else screens.opening_view(self._library, step.id) or PROMPT
        view = next((view for view in views if view.key == key), None)
        if view is None:
            self._stage.show(step_id=step.id, view=PROMPT, options={})
        else:
            self._room.show_offer(view_offer(step.id, view))
        self._waiting = (step.id, key) if views and not answered else None

    def stay(self) -> None:
        """What the room sees was chosen: nothing comes in its place by itself."""
        self._waiting = None

    def follow(self, showing: Showing) -> None:
        """Another view than the one that was brought is one that was chosen."""
        if (showing.step_id, showing.view) != self._waiting:
            self.stay()

    def bring_answers(self, step: AgendaStep | None, answered: int | None) -> None:
        """Something was answered in a step, None for any: the first who is done brings the view that grows with it."""
        if self._waiting is None or answered not in (self._waiting[0], None):
            return
        if step is not None and self._is_anybody(step, State.DONE):
            self.stay()
            view = exercise_ui(kind_of(self._library, step)).views_of(self._library, step.id)[0]
            self._room.show_offer(view_offer(step.id, view))

    def _is_anybody(self, step: AgendaStep, *states: State) -> bool:
        standings = exercise_in(self._library, step.exercise).standings(self._library, step.id)
        return any(standing.state in states for standing in standings)
