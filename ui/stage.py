"""What the room sees, as facts: set by the console, shown by the projector, watched by both."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from ui.speaker import Speaker
from ui.theme.tokens import Scheme

PROJECTOR = "projector"
"""The object name of the window that the room sees."""
PROMPT = "prompt"
"""The view that every step has: its title and what to do."""
TIMER = "timer"
"""The other view that every step has: how much of its time is left."""
ACTIONS = "actions"
"""And what the workshop has agreed to do."""
PHONES = "phones"
"""And the address for phones, while they can answer."""
HIGHLIGHT = "highlight"
"""The option of an exercise's view that holds the id of the participant who stands out, or ""."""

TEXT_SCALES = (1.0, 1.2, 1.4)
"""The sizes of text to choose from, as factors of the usual one."""


def own_window(front: QWidget | None) -> QWidget | None:
    """The window in front, or another one where it is the room's: what is said there may name somebody."""
    if front is None or front.window().objectName() != PROJECTOR:
        return front
    others = [each for each in QApplication.topLevelWidgets() if isinstance(each, QMainWindow) and each.isVisible()]
    return others[0] if others else None


@dataclass(frozen=True, slots=True)
class ProjectorLook:
    """How the projector looks in this room: remembered from one sitting to the next."""

    scheme: Scheme = "light"
    text: float = 1.0
    """One of `TEXT_SCALES`."""
    clock: bool = True
    """Whether the time left stands in a corner of every view."""


@dataclass(frozen=True, slots=True)
class Showing:
    """What is on the projector.

    `view` is `PROMPT`, `TIMER`, `ACTIONS`, `PHONES` or the key of one of the exercise's views, and `options` are that
    view's choices. `blank` covers everything with a calm title picture; `frozen` keeps the picture that was there.
    """

    step_id: int | None = None
    view: str = PROMPT
    options: Mapping[str, str] = field(default_factory=dict)
    blank: bool = False
    frozen: bool = False
    look: ProjectorLook = ProjectorLook()
    address: str = ""
    """Where phones can answer, "" for nowhere."""
    network: str = ""
    """How they get into the network, in the facilitator's words."""


@dataclass(frozen=True, slots=True)
class TimeLeft:
    """The time of the step being run, in seconds; `left` is negative once it is over, `planned` 0 without a time."""

    planned: float = 0.0
    left: float = 0.0
    running: bool = False

    @property
    def is_timed(self) -> bool:
        """Whether there is a time to show."""
        return self.planned > 0


class Stage(Speaker, QObject):
    """The one state of the projector. The console changes it; nothing reaches the room that is not in it."""

    changed = Signal(object)
    """The new `Showing`."""
    timed = Signal(object)
    """The new `TimeLeft`, a few times a second while it runs."""
    pictured = Signal(QPixmap)
    """What the projector really painted, scaled down; for the console's thumbnail."""

    waiting = Signal(object)
    """A `facilitator.questionnaires.batches.Waiting`: whose answers the room is not shown yet."""
    waiting_wanted = Signal()
    """The facilitator wants the room to see what waits."""

    dropped = Signal(str)
    """The frozen picture had to go; why, as a text of the code that is said to the facilitator."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._showing = Showing()
        self._time = TimeLeft()
        self.remembered: dict[str, str] = {}
        """The options chosen last, whichever view they were chosen for."""

    @property
    def showing(self) -> Showing:
        """What is on the projector now."""
        return self._showing

    @property
    def time(self) -> TimeLeft:
        """The time left as it was told last."""
        return self._time

    def show(self, **facts: Any) -> None:
        """Change the given facts of `Showing` and leave the others."""
        showing = replace(self._showing, **facts)
        if showing != self._showing:
            self._showing = showing
            self.changed.emit(showing)

    def clear(self) -> None:
        """Show nothing of any workshop; the look of the room stays."""
        self.show(step_id=None, view=PROMPT, options={}, blank=False, frozen=False, address="", network="")
        self.tell_time(TimeLeft())

    def choose(self, option: str, value: str) -> None:
        """Set one option of the current view. Who stands out is forgotten with the view, all others are remembered."""
        if option != HIGHLIGHT:
            self.remembered[option] = value
        self.show(options={**self._showing.options, option: value})

    def dress(self, **facts: Any) -> None:
        """Change the given facts of the `ProjectorLook` and leave the others."""
        self.show(look=replace(self._showing.look, **facts))

    def tell_time(self, time: TimeLeft) -> None:
        """Say how much time is left."""
        if time != self._time:
            self._time = time
            self.timed.emit(time)
