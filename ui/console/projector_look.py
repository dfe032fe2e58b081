"""How the projector looks in this room, by the actions of the console."""

from collections.abc import Callable

from facilitator.storage.library import Library
from ui.console.actions import ActionTable
from ui.screen_preferences import keep_motion
from ui.stage import TEXT_SCALES, ProjectorLook, Showing, Stage
from ui.theme import motion

LOOK_ACTIONS = ("dark", "larger_text", "smaller_text", "room_depth", "room_clock", "screen_numbers")


class ProjectorLookActions:
    """Scheme, text size and clock: each action changes the stage, and shows what is on it."""

    def __init__(self, library: Library, stage: Stage) -> None:
        self._library = library
        self._stage = stage

    def handlers(self) -> dict[str, Callable[[], object]]:
        """What the actions do, by name."""
        return {
            "dark": lambda: self._stage.dress(scheme="light" if self._look.scheme == "dark" else "dark"),
            "larger_text": lambda: self._step_text(1),
            "smaller_text": lambda: self._step_text(-1),
            "room_clock": lambda: self._stage.dress(clock=not self._look.clock),
            "reduce_motion": self._change_motion,
        }

    def show_on(self, actions: ActionTable, showing: Showing) -> None:
        """Tick and enable the actions by what is on the stage."""
        look = showing.look
        actions["dark"].setChecked(look.scheme == "dark")
        actions["room_clock"].setChecked(look.clock)
        actions["reduce_motion"].setChecked(motion.is_reduced())
        actions["larger_text"].setEnabled(look.text < TEXT_SCALES[-1])
        actions["smaller_text"].setEnabled(look.text > TEXT_SCALES[0])

    @property
    def _look(self) -> ProjectorLook:
        return self._stage.showing.look

    def _change_motion(self) -> None:
        reduced = not motion.is_reduced()
        motion.choose(reduced)
        keep_motion(self._library, reduced)

    def _step_text(self, by: int) -> None:
        at = TEXT_SCALES.index(self._look.text) + by
        if 0 <= at < len(TEXT_SCALES):
            self._stage.dress(text=TEXT_SCALES[at])
