"""What stands behind the windows while a library is open: the library itself, undo, and what the room sees.

One object, made once the library is there and gone with it. It alone knows all windows of a workshop.
"""

import logging
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

import ui.exercises
from facilitator.errors import NotFound, NotSaved
from facilitator.exercises.hooks import Exercise
from facilitator.exercises.registry import exercises
from facilitator.i18n import speaking, tr
from facilitator.storage.changes import Change
from facilitator.storage.library import Library
from facilitator.storage.location import Place
from facilitator.workshop.papers import spoken_in
from facilitator.workshop.preferences import Preference
from facilitator.workshop.station import is_station
from ui.backups import Backups
from ui.bridge import LibraryBridge
from ui.early_imports import modules_below
from ui.exercises.hooks import ExerciseUi
from ui.exercises.registry import exercise_ui
from ui.history import History
from ui.importing.arrivals import Arrival, choose_files
from ui.neighbours import Neighbours
from ui.other_library import LAST_SERVER
from ui.recent import note_opened
from ui.screen_preferences import (
    bring_back_motion,
    place_in_words,
    restore_projector_look,
    store_projector_look,
    store_screen,
    stored_screen,
)
from ui.screens import ScreenChoice
from ui.speaker import Speaker
from ui.stage import Stage
from ui.window_look import WINDOW_LOOK, WindowLook, wear

if TYPE_CHECKING:
    # Imported when they are first opened, or before that as `console_modules` and `window_modules`.
    from ui.console.hooks import Hooks
    from ui.console.window import ConsoleWindow
    from ui.projector.window import ProjectorWindow
    from ui.station.strip import ProjectorControl
    from ui.station.window import StationWindow
    from ui.station_host import StationHost

_log = logging.getLogger("facilitator")

_SHOWN_BY_A_CONSOLE = (
    ExerciseUi.views,
    ExerciseUi.results_page,
    ExerciseUi.paper_dialog,
    ExerciseUi.settings_dialog,
)
_ASKED_BY_A_CONSOLE = (Exercise.answer_modes, Exercise.standings)


PROJECTOR_OF = Preference("projector_of", int, 0, personal=True)
"""The workshop whose projector is open, by id, 0 for none: it comes back with a step that is being run."""


SERVER_OF_LAST_TIME = Preference(LAST_SERVER, str, "")
"""The address of the library on a server that was chosen last from this one."""


class OpenLibrary(Speaker, QObject):
    """An open library and the windows of the workshop that is run from it; a window is None while it is closed."""

    opened = Signal()
    """A console is shown in place of the library window."""
    left = Signal()
    """The console was closed."""
    station_left = Signal()
    """The station was closed, so that windows can be shown again."""
    about_wanted = Signal(QWidget)
    quit_wanted = Signal()
    go_on_with = Signal(object)
    """The path of a whole copy of this library, to be opened in its place."""

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.library = library
        self.bridge = LibraryBridge(library, self)
        self.history = History(self.bridge, self)
        self.stage = Stage(self)
        self.console: ConsoleWindow | None = None
        self.projector: ProjectorWindow | None = None
        self._host: StationHost | None = None
        self._leaving = False
        self.backups = Backups(library, self.bridge, self)
        self.neighbours = Neighbours(library.path, self) if library.in_file else None
        restore_projector_look(library, self.stage)
        bring_back_motion(library)
        if WINDOW_LOOK.get(library) != WindowLook():
            wear(WINDOW_LOOK.get(library))
        self.stage.changed.connect(self._keep_look)
        self.stage.changed.connect(self._follow_language)
        self.bridge.changed.connect(self._follow)
        self._watch_screens()

    @property
    def station(self) -> "StationWindow | None":
        """The station of the workshop that is run."""
        return None if self._host is None else self._host.window

    def close(self) -> None:
        """Let the library go; its windows are closed."""
        self.backups.stop()
        if self.neighbours is not None:
            self.neighbours.stop()
        self.bridge.close()
        self.library.close()

    def note_left_for(self, place: Place) -> None:
        """Remember where else a library lies, so that its address need not be typed again."""
        if self.library.in_file and not isinstance(place, Path):
            try:
                SERVER_OF_LAST_TIME.set(self.library, str(place))
            except NotSaved as error:
                _log.warning("the server is not remembered: %s", type(error).__name__)

    # Workshops

    def open_workshop(self, workshop_id: int, at: QWidget | None = None) -> None:
        """Show the console of a workshop, in place of another one's; where the window `at` is, if there is one.

        Of a workshop that is a station of another computer's, the station is what people are to see.
        """
        from ui.console.window import ConsoleWindow

        self.close_windows()
        self.stage.clear()
        console = self.console = ConsoleWindow(
            self.library, self.bridge, self.history, self.stage, workshop_id, self._hooks(workshop_id)
        )
        console.closed.connect(self._console_closed)
        console.set_screens(stored_screen(self.library))
        if at is not None:
            console.setGeometry(at.normalGeometry())
            console.setWindowState(at.windowState())
        console.show()
        note_opened(self.library, workshop_id)
        self.opened.emit()
        if console.current is not None and PROJECTOR_OF.get(self.library) == workshop_id:
            self._open_projector(console)
        if is_station(self.library, workshop_id):
            self.open_station()

    def open_sample(self, parent: QWidget) -> None:
        """Add the sample workshop and open it."""
        from ui.import_actions import add_sample

        add_sample(parent, self.library, self.history, self.open_workshop)

    def choose_sample(self, parent: QWidget) -> None:
        """Let an agenda be chosen, run it on the people of the sample, and open that workshop."""
        from ui.import_actions import choose_sample

        choose_sample(parent, self.library, self.history, self.open_workshop)

    def import_into_new_workshop(self, parent: QWidget) -> None:
        """People and answers belong to a workshop: make one, open it, and choose the file there."""
        from ui.import_actions import new_workshop

        def opened(workshop_id: int) -> None:
            self.open_workshop(workshop_id)
            if self.console is not None:
                self._import(workshop_id, self.console)

        new_workshop(parent, self.library, self.history, opened)

    def take_in(self, parent: QWidget, arrival: Arrival, meant: int | None) -> None:
        """Take in what came to the library window: a whole workshop as a new one, else ask for which one it is."""
        from ui.import_actions import ask_which, new_workshop, take_whole

        def opened(workshop_id: int) -> None:
            self.open_workshop(workshop_id)
            if self.console is not None:
                self._bring(workshop_id, self.console, arrival)

        def into_new() -> None:
            new_workshop(parent, self.library, self.history, opened, arrival.titled)

        if not take_whole(parent, self.library, self.history, arrival, self.open_workshop):
            ask_which(parent, self.library, arrival, meant, opened, into_new)

    def _bring(self, workshop_id: int, parent: QWidget, arrival: Arrival) -> None:
        from ui.importing.taking_in import take_in

        take_in(self.library, self.bridge, self.history, workshop_id, parent, arrival)

    def _console_closed(self) -> None:
        if self.console is not None:
            # A closed console must not go on reading at every answer.
            self.console.deleteLater()
            self.console = None
            self.backups.end()
        self._close_other_windows()
        self.left.emit()

    def close_windows(self) -> None:
        """Close the console and whatever it opened."""
        self._close_other_windows()
        if self.console is not None:
            self.console.close()

    def _close_other_windows(self) -> None:
        self._leaving = True
        if self._host is not None:
            self._host.close()
        if self.projector is not None:
            self.projector.close()
        self._leaving = False

    # What the console asks for

    def _hooks(self, workshop_id: int) -> "Hooks":
        from ui.console.hooks import Hooks

        return Hooks(
            show_projector=self.show_projector,
            choose_screen=self._choose_screen,
            open_station=self.open_station,
            edit_people=partial(self._edit_people, workshop_id),
            import_file=partial(self._import, workshop_id),
            bring=partial(self._bring, workshop_id),
            show_about=self.about_wanted.emit,
            go_on_with=self.go_on_with.emit,
            quit=self.quit_wanted.emit,
            # Later: the console that asks for it goes.
            open_workshop=lambda other: QTimer.singleShot(0, self, partial(self._open_other, other)),
        )

    def _open_other(self, workshop_id: int) -> None:
        self.open_workshop(workshop_id, self.console)

    def _edit_people(self, workshop_id: int, parent: QWidget) -> None:
        from ui.people.dialog import RosterDialog

        RosterDialog(self.library, self.bridge, self.history, workshop_id, parent).open()

    def _import(self, workshop_id: int, parent: QWidget) -> None:
        choose_files(parent, tr("Import people or answers"), partial(self._bring, workshop_id, parent))

    def show_projector(self, yes: bool) -> None:
        """Open or close the projector's window of the workshop that is run."""
        if self.console is not None:
            PROJECTOR_OF.set(self.library, self.console.workshop_id if yes else 0)
        if not yes and self.projector is not None:
            self.projector.close()
        if yes and self.projector is None and self.console is not None:
            self._open_projector(self.console)

    def _open_projector(self, console: "ConsoleWindow") -> None:
        from ui.projector.window import ProjectorWindow

        with speaking(spoken_in(self.library, console.workshop_id)):
            projector = self.projector = ProjectorWindow(
                self.library, self.bridge, self.stage, console.workshop_id, lambda: self.console, lambda: self.station
            )
        projector.closed.connect(self._projector_closed)
        projector.placement.choose(stored_screen(self.library))
        projector.placement.moved.connect(self._say_place)
        projector.placement.reached.connect(console.set_reach)
        projector.open()
        console.set_projector(True)
        console.set_reach(projector.placement.reach)
        self._say_place()
        console.activateWindow()

    def _projector_closed(self) -> None:
        if self.console is not None and not self._leaving:
            PROJECTOR_OF.set(self.library, 0)
        if self.projector is not None:
            self.projector.deleteLater()
            self.projector = None
        if self.console is not None:
            self.console.set_projector(False)

    def open_station(self) -> None:
        """Open the station for the workshop that is run, or bring it to the front."""
        from ui.station_host import StationHost

        if self._host is None:
            self._host = StationHost(self.library, self.bridge, lambda: self.console, self, self._room_control)
            self._host.moved.connect(self._place_projector)
        self._host.open()

    def _room_control(self) -> "ProjectorControl | None":
        from ui.station.strip import ProjectorControl

        console, stage = self.console, self.stage
        if console is None:
            return None
        return ProjectorControl(
            is_shown=lambda: self.projector is not None,
            says=console.projector_panel.says.text,
            is_blank=lambda: stage.showing.blank,
            next_view=console.projector_panel.next_view,
            blank=lambda: stage.show(blank=not stage.showing.blank),
            changed=stage.changed,
        )

    def _follow(self, change: Change) -> None:
        """The station follows the agenda."""
        if self._host is not None and change.topic == "agenda":
            self._host.follow_agenda()
        self._follow_language()

    def _follow_language(self) -> None:
        """What the room reads is in the language of the papers, which may become another one while it is shown.

        A frozen picture stays as it is, and so does the station while somebody is at it.
        """
        if self.console is None or (self.projector is None and self._host is None):
            return
        try:
            language = spoken_in(self.library, self.console.workshop_id)
        except NotFound:
            return
        if self._host is not None:
            self._host.follow_language(language)
        projector = self.projector
        if projector is not None and projector.speaks != language and not self.stage.showing.frozen:
            projector.closed.disconnect(self._projector_closed)
            projector.close()
            projector.deleteLater()
            self._open_projector(self.console)

    def _keep_look(self, _showing: object) -> None:
        store_projector_look(self.library, self.stage)

    # Screens

    def _watch_screens(self) -> None:
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)  # noqa: S101  # there is no window without one
        application.screenAdded.connect(self._screen_added)
        application.screenRemoved.connect(self._screens_changed)
        for screen in application.screens():
            screen.geometryChanged.connect(self._screens_changed)

    def _screen_added(self, screen: QScreen) -> None:
        screen.geometryChanged.connect(self._screens_changed)
        self._screens_changed()

    def _screens_changed(self) -> None:
        if self.console is not None:
            self.console.set_screens(stored_screen(self.library))

    def _choose_screen(self, choice: ScreenChoice) -> None:
        self._remember_screen(choice)
        if self.projector is not None:
            self.projector.placement.choose(choice)

    def _remember_screen(self, choice: ScreenChoice) -> None:
        store_screen(self.library, choice)
        self._screens_changed()

    def _place_projector(self) -> None:
        """A screen that the station takes or leaves may be the projector's."""
        if self.projector is not None:
            self.projector.placement.place()
        if self.station is None:
            self.station_left.emit()

    def _say_place(self) -> None:
        if self.projector is not None and self.console is not None:
            self.console.set_place(place_in_words(self.projector.placement, self.console))


def console_modules() -> Iterator[str]:
    """All modules that a workshop opens with, those of exercises included; some may not be there."""
    yield from ("ui.console.window", "ui.import_actions", "ui.importing.taking_in")
    for exercise in exercises():
        for shown in _SHOWN_BY_A_CONSOLE:
            yield from exercise_ui(exercise.kind).places(shown)
        for asked in _ASKED_BY_A_CONSOLE:
            yield from exercise.places(asked)


def window_modules() -> Iterator[str]:
    """All modules that whatever a workshop opens needs, so that nobody waits for them at the first click."""
    yield from ("ui.station_host", "ui.people.dialog", "ui.projector.window")
    yield from modules_below(ui.exercises.__name__)
