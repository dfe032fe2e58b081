"""The life of the station's window beside the others: opened on its screen, following the agenda, let go."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from facilitator.exercises.steps import usable_steps
from facilitator.i18n import speaking
from facilitator.storage.library import Library
from facilitator.workshop.agenda import answered_step
from facilitator.workshop.papers import spoken_in
from ui.bridge import LibraryBridge
from ui.console.window import ConsoleWindow
from ui.exercises.hooks import ExerciseUi
from ui.exercises.registry import exercise_ui
from ui.screen_preferences import station_in_words
from ui.speaker import Speaker
from ui.station.strip import ProjectorControl
from ui.station.window import StationWindow


class StationHost(Speaker, QObject):
    """Holds the station of the workshop that is run; `window` is None while it is closed."""

    moved = Signal()
    """The station took a screen, left one, or was closed."""

    def __init__(
        self,
        library: Library,
        bridge: LibraryBridge,
        console: Callable[[], ConsoleWindow | None],
        parent: QObject,
        room: Callable[[], ProjectorControl | None] = lambda: None,
    ) -> None:
        """`room` makes what can be done about the room from the station, None where nothing can."""
        super().__init__(parent)
        self._library, self._bridge, self._console, self._room = library, bridge, console, room
        self.window: StationWindow | None = None

    def open(self) -> None:
        """Open the station, or bring it to the front; here, if the screen it waits for is gone."""
        console = self._console()
        if console is None:
            return
        window = self.window
        if window is None:
            with speaking(spoken_in(self._library, console.workshop_id)):
                window = self.window = StationWindow(
                    self._library, self._bridge, console.workshop_id, self._step(), self._console, self._room()
                )
            window.left.connect(self._left)
            window.placement.moved.connect(self._say)
            window.open()
        elif window.placement.waits:
            window.placement.choose(None)
        if window.isVisible():
            window.raise_()
            window.activateWindow()
        self._say()

    def follow_agenda(self) -> None:
        """Another step is being run."""
        if self.window is not None:
            self.window.set_step(self._step())

    def follow_language(self, language: str) -> None:
        """The room's language is another one: a window that speaks it takes the place of this, once nobody is at it."""
        if self.window is not None and self.window.is_free and self.window.speaks != language:
            self.close()
            self.open()

    def close(self) -> None:
        """Let the window go, without asking for the PIN."""
        window, self.window = self.window, None
        if window is not None:
            window.release()
            window.deleteLater()

    def _left(self) -> None:
        self.close()
        console = self._console()
        if console is not None:
            console.set_station("")
            console.raise_()
            console.activateWindow()
        self.moved.emit()

    def _say(self) -> None:
        console = self._console()
        if self.window is not None and console is not None:
            console.set_station(station_in_words(self.window.placement))
        self.moved.emit()

    def _step(self) -> int | None:
        console = self._console()
        if console is None:
            return None
        # A step in which nobody answers anything leaves the station where it was.
        steps = usable_steps(self._library, console.workshop_id)
        step = answered_step([each for each in steps if exercise_ui(each.exercise).has(ExerciseUi.station_flow)])
        return None if step is None else step.id
