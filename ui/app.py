"""The start of the program: the library window at once, and the library behind it as soon as it is open.

The window is on the screen, lists the workshops and takes every command before the database, NumPy or the charts are
imported: that happens in a thread behind it, and what was asked for meanwhile follows.
"""

from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThreadPool, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from facilitator.errors import FacilitatorError
from facilitator.i18n import tr
from facilitator.workshop.listing import cards_at
from ui.application import make_application
from ui.first_painting import FirstPainting
from ui.later import Later
from ui.library.window import LibraryWindow

if TYPE_CHECKING:
    from facilitator.storage.library import Library
    from ui.errors import ErrorWatch
    from ui.open_library import OpenLibrary


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
    """Owns the library window, and what stands behind an open library; `opened` is None until `ready` was emitted."""

    ready = Signal()
    """The library is open and the library window lists it."""
    refused = Signal(object)
    """The library could not be opened; the exception, which a window already shows."""
    _loaded = Signal(object)
    _kept = Signal(str)
    """What was erased at this start, as was promised; from the thread that did it."""

    def __init__(self, library_path: Path) -> None:
        super().__init__()
        self.library_path = library_path
        self.errors: ErrorWatch | None = None
        self.opened: OpenLibrary | None = None
        self._library: Later[OpenLibrary] = Later()
        self._closing = False
        self._loaded.connect(self._attach)
        window = self.window = LibraryWindow()
        self._kept.connect(window.notice.tell)
        window.workshop_opened.connect(self.open_workshop)
        window.sample_wanted.connect(lambda: self._library.then(lambda library: library.open_sample(window)))
        window.import_wanted.connect(
            lambda: self._library.then(lambda library: library.import_into_new_workshop(window))
        )
        window.about_wanted.connect(lambda: self._show_about(window))
        window.closed.connect(self._library_window_closed)

    # Start

    def watch_errors(self) -> None:
        """Show what nobody expected instead of dying of it."""
        from ui.errors import ErrorWatch

        self.errors = ErrorWatch(self._front_window)
        self.errors.install()

    def open(self) -> None:
        """Show the library window, then open the library behind it."""
        # Closing one window while another one opens must not end the program.
        QGuiApplication.setQuitOnLastWindowClosed(False)
        # The imports behind the library must not compete with the painting of the window, and of what is in it.
        self._painting = FirstPainting(self.window, self._list_workshops)
        self.window.show()

    def _list_workshops(self) -> None:
        is_new = not self.library_path.exists()
        if cards_at(self.library_path) is None and not is_new:
            # To be upgraded or refused first; until then there is nothing to choose from.
            self._load_in_thread()
            return
        self.window.show_list(lambda search: cards_at(self.library_path, search) or [])
        self._painting = FirstPainting(self.window.in_sight, self._load_in_thread)

    def _load_in_thread(self) -> None:
        QThreadPool.globalInstance().start(self._load)

    def _load(self) -> None:
        from facilitator.storage.library import open_library

        # What the window's own thread needs next, which must not stand still for it.
        for name in ("ui.open_library", "ui.library.operations"):
            import_module(name)
        try:
            library = open_library(self.library_path)
        except Exception as error:  # noqa: BLE001  # shown in the window's thread
            self._loaded.emit(error)
            return
        self._loaded.emit(library)

    def _attach(self, loaded: object) -> None:
        if isinstance(loaded, FacilitatorError):
            self._say_refused(loaded)
            return
        if isinstance(loaded, Exception):
            raise loaded
        if self._closing:
            loaded.close()  # type: ignore[attr-defined]
            return
        self.use(loaded)  # type: ignore[arg-type]
        # Only now, or it would hold up what somebody may be waiting for.
        QThreadPool.globalInstance().start(partial(self._tidy, loaded))  # type: ignore[arg-type]

    def _tidy(self, library: "Library") -> None:
        """Erase what was to go by now, and import what a workshop opens with."""
        from facilitator.protection.retention import keep_promises
        from facilitator.workshop.workshops import empty_bin
        from ui.open_library import import_windows

        empty_bin(library)
        kept = keep_promises(library)
        if kept:
            self._kept.emit(" ".join(kept))
        import_windows()

    def use(self, library: "Library") -> None:
        """Give an open library to the windows."""
        from ui.open_library import OpenLibrary

        opened = self.opened = OpenLibrary(library, self)
        opened.opened.connect(self.window.hide)
        opened.left.connect(self._console_closed)
        opened.about_wanted.connect(self._show_about)
        opened.quit_wanted.connect(self.quit)
        self.window.attach(library, opened.bridge, opened.history)
        self.ready.emit()
        self._library.come(opened)

    def _say_refused(self, error: FacilitatorError) -> None:
        from ui.dialogs import message

        panel = message(self.window, tr("This library can’t be opened"), error.sentence)
        panel.finished.connect(self.quit)
        self.refused.emit(error)

    # The windows

    def open_workshop(self, workshop_id: int) -> None:
        """Show the console of a workshop in place of the library window, as soon as the library is open."""
        self._library.then(lambda library: library.open_workshop(workshop_id))

    def _show_about(self, parent: QWidget) -> None:
        from ui.about import about

        about(parent)

    def _front_window(self) -> QWidget:
        console = None if self.opened is None else self.opened.console
        return QApplication.activeWindow() or console or self.window

    def _library_window_closed(self) -> None:
        if self.opened is None or self.opened.console is None:
            self.quit()

    def _console_closed(self) -> None:
        if not self._closing:
            self.window.show()
            self.window.raise_()
            self.window.activateWindow()

    # The end

    def quit(self) -> None:
        """Close all windows and end the event loop."""
        self._closing = True
        if self.opened is not None:
            self.opened.close_windows()
        self.window.hide()
        QApplication.quit()

    def close(self) -> None:
        """Let go of everything: windows first, then what they stand on."""
        self._closing = True
        if self.opened is not None:
            self.opened.close_windows()
        self.window.close()
        QThreadPool.globalInstance().waitForDone()
        if self.opened is not None:
            self.opened.close()
            self.opened = None
        if self.errors is not None:
            self.errors.uninstall()
