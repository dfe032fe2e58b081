"""Start-up and the life of the windows. This module alone knows all of them.

The library window is on the screen, and lists the workshops, before the database, NumPy or the charts are imported:
the library is opened in a thread behind it, and everything else when it is first wanted.
"""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThreadPool, Signal
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QApplication, QWidget

from facilitator.errors import FacilitatorError
from facilitator.i18n import tr
from ui.application import make_application
from ui.first_painting import FirstPainting

if TYPE_CHECKING:
    from facilitator.storage.changes import Change
    from facilitator.storage.library import Library
    from ui.bridge import LibraryBridge
    from ui.console.hooks import Hooks
    from ui.console.window import ConsoleWindow
    from ui.errors import ErrorWatch
    from ui.history import History
    from ui.hosting import StationHost
    from ui.library.window import LibraryWindow
    from ui.projector.window import ProjectorWindow
    from ui.screens import Wish
    from ui.stage import Stage
    from ui.station.window import StationWindow


def run_app(library_path: Path) -> int:
    """Open the app on a library and return its exit code when the last window is closed."""
    application = make_application()
    program = Program(library_path)
    program.watch_errors()
    program.open()
    try:
        return application.exec()
    finally:
        program.close()


class Program(QObject):
    """Owns the library and the windows.

    The windows are None while they are closed; `library` is None until `ready` was emitted.
    """

    ready = Signal()
    """The library is open and the library window lists it."""
    refused = Signal(object)
    """The library could not be opened; the exception, which a window already shows."""
    _opened = Signal(object)

    def __init__(self, library_path: Path) -> None:
        super().__init__()
        self.library_path = library_path
        self.library: Library | None = None
        self.errors: ErrorWatch | None = None
        self.window: LibraryWindow | None = None
        self.console: ConsoleWindow | None = None
        self.projector: ProjectorWindow | None = None
        self._host: StationHost | None = None
        self._bridge: LibraryBridge | None = None
        self._history: History | None = None
        self._stage: Stage | None = None
        self._closing = False
        self._chosen: int | None = None
        self._opened.connect(self._attach)

    # Start

    def watch_errors(self) -> None:
        """Show what nobody expected instead of dying of it."""
        from ui.errors import ErrorWatch

        self.errors = ErrorWatch(self._front_window)
        self.errors.install()

    def open(self) -> None:
        """Show the library window, then open the library behind it."""
        from ui.library.window import LibraryWindow

        # Closing one window while another one opens must not end the program.
        QGuiApplication.setQuitOnLastWindowClosed(False)
        window = self.window = LibraryWindow()
        window.workshop_opened.connect(self.open_workshop)
        window.sample_wanted.connect(self.open_sample)
        window.import_wanted.connect(self._import_into_new_workshop)
        window.about_wanted.connect(lambda: self._show_about(window))
        window.closed.connect(self._library_window_closed)
        # The imports behind the library must not compete with the painting of the window, and of what is in it.
        self._painting = FirstPainting(window, self._list_workshops)
        window.show()

    def _list_workshops(self) -> None:
        from facilitator.workshop.listing import cards_at

        if self.window is None or not cards_at(self.library_path):
            self._open_library_in_thread()
            return
        self.window.show_list(lambda search: cards_at(self.library_path, search) or [])
        self._painting = FirstPainting(self.window.view.viewport(), self._open_library_in_thread)

    def _open_library_in_thread(self) -> None:
        QThreadPool.globalInstance().start(self._open_library)

    def _open_library(self) -> None:
        from facilitator.storage.library import open_library
        from facilitator.workshop.workshops import empty_bin

        try:
            library = open_library(self.library_path)
        except Exception as error:  # noqa: BLE001  # shown in the window's thread
            self._opened.emit(error)
            return
        self._opened.emit(library)
        empty_bin(library)

    def _attach(self, opened: object) -> None:
        if isinstance(opened, FacilitatorError):
            self._say_refused(opened)
            return
        if isinstance(opened, Exception):
            raise opened
        if self._closing:
            opened.close()  # type: ignore[attr-defined]
            return
        self.use(opened)  # type: ignore[arg-type]

    def use(self, library: "Library") -> None:
        """Give an open library to the windows."""
        from ui.bridge import LibraryBridge
        from ui.history import History
        from ui.stage import Stage
        from ui.wishes import bring_back_look, bring_back_motion

        self.library = library
        self._bridge = LibraryBridge(library, self)
        self._history = History(self._bridge, self)
        self._stage = Stage(self)
        bring_back_look(library, self._stage)
        bring_back_motion(library)
        self._stage.changed.connect(self._keep_look)
        self._bridge.changed.connect(self._apply)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)  # noqa: S101  # there is no window without one
        application.screenAdded.connect(self._screen_added)
        application.screenRemoved.connect(self._screens_changed)
        for screen in application.screens():
            screen.geometryChanged.connect(self._screens_changed)
        if self.window is not None:
            self.window.attach(library, self._bridge, self._history)
        self.ready.emit()
        if self._chosen is not None:
            self.open_workshop(self._chosen)

    def _say_refused(self, error: FacilitatorError) -> None:
        from ui.dialogs import message

        panel = message(self.window, tr("This library can’t be opened"), error.sentence)
        panel.finished.connect(self.quit)
        self.refused.emit(error)

    # The library window

    def open_workshop(self, workshop_id: int) -> None:
        """Show the console of a workshop in place of the library window."""
        if self.library is None or self._bridge is None or self._history is None or self._stage is None:
            # Chosen from the list while the library is still being opened.
            self._chosen = workshop_id
            return
        from ui.console.window import ConsoleWindow

        self._close_workshop_windows()
        self._close_console()
        self._stage.clear()
        self.console = ConsoleWindow(
            self.library, self._bridge, self._history, self._stage, workshop_id, self._hooks(workshop_id)
        )
        self.console.closed.connect(self._console_closed)
        self.console.set_screens(self._wish())
        self.console.show()
        if self.window is not None:
            self.window.hide()

    def open_sample(self) -> None:
        """Add the sample workshop and open it."""
        from ui.bringing_in import add_sample

        if self.library is not None and self._history is not None:
            add_sample(self.window, self.library, self._history, self.open_workshop)

    def _library_window_closed(self) -> None:
        if self.console is None:
            self.quit()

    def _console_closed(self) -> None:
        if self.console is not None:
            # A closed console must not go on reading at every answer.
            self.console.deleteLater()
            self.console = None
        self._close_workshop_windows()
        if self.window is not None and not self._closing:
            self.window.show()
            self.window.raise_()
            self.window.activateWindow()

    # What the console asks for

    def _hooks(self, workshop_id: int) -> "Hooks":
        from ui.console.hooks import Hooks

        return Hooks(
            show_projector=self.show_projector,
            wish_screen=self._wish_screen,
            open_station=self.open_station,
            edit_people=lambda parent: self._edit_people(parent, workshop_id),
            import_file=lambda parent: self._import(parent, workshop_id),
            show_about=self._show_about,
            back_to_library=self._close_console,
            quit=self.quit,
        )

    def show_projector(self, yes: bool) -> None:
        """Open or close the projector's window of the workshop that is run."""
        if not yes:
            if self.projector is not None:
                self.projector.close()
            return
        if self.projector is not None or self.console is None:
            return
        if self.library is None or self._bridge is None or self._stage is None:
            return
        from ui.projector.window import ProjectorWindow

        console = self.console
        projector = ProjectorWindow(
            self.library, self._bridge, self._stage, console.workshop_id, lambda: self.console, lambda: self.station
        )
        self.projector = projector
        projector.closed.connect(self._projector_closed)
        projector.placement.choose(self._wish())
        projector.placement.wished.connect(self._remember_wish)
        projector.placement.moved.connect(self._say_place)
        projector.placement.reached.connect(console.set_reach)
        projector.open()
        console.set_projector(True)
        console.set_reach(projector.placement.reach)
        self._say_place()
        console.activateWindow()

    def _projector_closed(self) -> None:
        if self.projector is not None:
            self.projector.deleteLater()
            self.projector = None
        if self.console is not None:
            self.console.set_projector(False)

    @property
    def station(self) -> "StationWindow | None":
        """The station of the workshop that is run."""
        return None if self._host is None else self._host.window

    def open_station(self) -> None:
        """Open the station for the workshop that is run, or bring it to the front."""
        if self.library is None or self._bridge is None or self.console is None:
            return
        from ui.hosting import StationHost

        if self._host is None:
            self._host = StationHost(self.library, self._bridge, lambda: self.console, self)
            self._host.moved.connect(self._place_projector)
        self._host.open()

    def _apply(self, change: "Change") -> None:
        """The station follows the agenda."""
        if self._host is not None and change.topic == "agenda":
            self._host.follow_agenda()

    def _place_projector(self) -> None:
        """A screen that the station takes or leaves may be the projector's."""
        if self.projector is not None:
            self.projector.placement.place()

    def _close_station(self) -> None:
        if self._host is not None:
            self._host.close()

    def _edit_people(self, parent: QWidget, workshop_id: int) -> None:
        if self.library is None or self._bridge is None or self._history is None:
            return
        from ui.people.dialog import RosterDialog

        RosterDialog(self.library, self._bridge, self._history, workshop_id, parent).open()

    def _import(self, parent: QWidget, workshop_id: int) -> None:
        from ui.bringing_in import choose_files, preview

        if self.library is not None and self._bridge is not None and self._history is not None:
            choose_files(parent, partial(preview, self.library, self._bridge, self._history, workshop_id, parent))

    def _import_into_new_workshop(self) -> None:
        """People and answers belong to a workshop: make one, open it, and choose the file there."""
        from ui.bringing_in import new_workshop

        if self.library is not None and self._history is not None:
            new_workshop(self.window, self.library, self._history, self._open_and_import)

    def _open_and_import(self, workshop_id: int) -> None:
        self.open_workshop(workshop_id)
        if self.console is not None:
            self._import(self.console, workshop_id)

    def _show_about(self, parent: QWidget) -> None:
        from ui.about import about

        about(parent)

    # Screens

    def _wish(self) -> "Wish":
        from ui.wishes import stored_wish

        assert self.library is not None  # noqa: S101  # asked for only while a workshop is open
        return stored_wish(self.library)

    def _wish_screen(self, wish: "Wish") -> None:
        self._remember_wish(wish)
        if self.projector is not None:
            self.projector.placement.choose(wish)

    def _remember_wish(self, wish: "Wish") -> None:
        from ui.wishes import store_wish

        if self.library is not None:
            store_wish(self.library, wish)
        self._screens_changed()

    def _keep_look(self, _showing: object) -> None:
        from ui.wishes import keep_look

        if self.library is not None and self._stage is not None:
            keep_look(self.library, self._stage)

    def _say_place(self) -> None:
        from ui.wishes import place_in_words

        if self.projector is not None and self.console is not None:
            self.console.set_place(place_in_words(self.projector.placement, self.console))

    def _screen_added(self, screen: QScreen) -> None:
        screen.geometryChanged.connect(self._screens_changed)
        self._screens_changed()

    def _screens_changed(self) -> None:
        if self.console is not None:
            self.console.set_screens(self._wish())

    # The end

    def _front_window(self) -> QWidget | None:
        return QApplication.activeWindow() or self.console or self.window

    def _close_console(self) -> None:
        if self.console is not None:
            self.console.close()

    def _close_workshop_windows(self) -> None:
        self._close_station()
        if self.projector is not None:
            self.projector.close()

    def quit(self) -> None:
        """Close all windows and end the event loop."""
        self._closing = True
        self._close_workshop_windows()
        self._close_console()
        if self.window is not None:
            self.window.hide()
        QApplication.quit()

    def close(self) -> None:
        """Let go of everything: windows first, then what they stand on."""
        self._closing = True
        self._close_workshop_windows()
        self._close_console()
        if self.window is not None:
            self.window.close()
            self.window = None
        QThreadPool.globalInstance().waitForDone()
        if self._bridge is not None:
            self._bridge.close()
            self._bridge = None
        if self.library is not None:
            self.library.close()
            self.library = None
        if self.errors is not None:
            self.errors.uninstall()
