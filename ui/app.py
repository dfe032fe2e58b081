"""The start of the program: the library window at once, and the library behind it as soon as it is open.

The window is on the screen, lists the workshops and takes every command before the database, NumPy or the charts are
imported: that happens behind it, and what was asked for meanwhile follows. A workshop that is opened has a window at
once, and its console in it when all that it needs is imported.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QThreadPool, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from facilitator.errors import FacilitatorError, NotSaved
from facilitator.i18n import long_day, spoken, tr
from facilitator.storage.location import Place as LibrariesPlace
from ui.application import Application, make_application
from ui.early_imports import EarlyImports
from ui.garbage import garbage_collector
from ui.library.window import LibraryWindow
from ui.library_file import LibraryFile
from ui.library_place import LibraryPlace
from ui.opening import OpeningWindow
from ui.pending import Pending
from ui.places import Place, place_from_json, put
from ui.stage import own_window
from ui.window_language import language_at, speak_in_windows

if TYPE_CHECKING:
    from facilitator.protection.believed_date import Doubt
    from facilitator.storage.library import Library
    from ui.errors import ErrorWatch
    from ui.importing.arrivals import Arrival
    from ui.open_library import OpenLibrary


_PATIENCE = 0.5
"""Seconds in which another program may finish writing while somebody waits at a window.

What is typed is saved at a pause, and within a second the person knows that it is, or why not.
"""


def run_app(library_path: LibrariesPlace, workshop: str = "", *, named: bool = False) -> int:
    """Open the app on a library, and a workshop of it by id or title, or a file by `as_wanted`; return its exit code.

    Where it is open already, that program comes to the front instead and opens the workshop. Where there is no library
    and somebody `named` it, they are asked.
    """
    # Imported here: a rehearsal opens windows too, and has nobody to hand anything over to.
    from ui.program_log import keep_log
    from ui.single_instance import hand_over

    application = make_application()
    if hand_over(library_path, workshop):
        return 0
    keep_log()
    path: LibrariesPlace | None = library_path
    code, refusal = 0, ""
    while path is not None:
        speak_in_windows(language_at(path))
        program = Program(path)
        program.watch_errors()
        program.listen()
        if isinstance(application, Application):
            application.file_opened.connect(program.open_file)
        program.start(named=named)
        if workshop:
            program.come_forward(workshop)
            workshop = ""
        if refusal:
            program.file.say(refusal)
        try:
            code = application.exec()
        finally:
            program.close()
        path = program.file.goes_on_with
        refusal = program.file.carry_out()
    return code


class Program(QObject):
    """Owns the library window, and what stands behind an open library; `opened` is None until `ready` was emitted."""

    ready = Signal()
    """The library is open and the library window lists it."""
    refused = Signal(object)
    """The library could not be opened; the exception, which a window already shows."""
    _settled = Signal()
    """Nothing is left to be imported or done at this start."""
    _found_damaged = Signal(object)
    """The library that is open is damaged; from the thread that looked at all of it."""
    _kept = Signal(str)
    """What was erased at this start, as was promised; from the thread that did it."""
    _doubted = Signal(object, str)
    """Something waits to be erased by a date that is doubted; what waits, in words."""

    def __init__(self, library_path: LibrariesPlace) -> None:
        super().__init__()
        self.library_path = library_path
        self.errors: ErrorWatch | None = None
        self.opened: OpenLibrary | None = None
        self._library: Pending[OpenLibrary] = Pending()
        # The same once the console is imported as well, so that opening a workshop holds up nobody.
        self._workshops: Pending[OpenLibrary] = Pending()
        self._opening: OpeningWindow | None = None
        # What was to be opened while somebody sat at the station.
        self._files: list[Path] = []
        self._closing = False
        self._imports = EarlyImports(self)
        # Of its own: who waits for pictures of workshops must not wait for a thread that waits for the windows'.
        self._pool = QThreadPool(self)
        self._settled.connect(self._collect_again)
        window = self.window = LibraryWindow()
        place: LibraryPlace
        if isinstance(library_path, Path):
            file = place = LibraryFile(library_path, window, self._front_window)
            self._found_damaged.connect(file.say_damaged)
            window.copies_wanted.connect(file.choose_copy)
            window.check_wanted.connect(file.look_through)
            window.passphrase_wanted.connect(file.choose_passphrase)
            window.lies_in(library_path)
        else:
            # Imported here: who has a library in a file needs nothing of it.
            from ui.library_on_server import LibraryOnServer

            place = LibraryOnServer(library_path, window, self._front_window)
            window.lies_on_server(str(library_path))
        self.file = place
        place.may_open.connect(self._answered)
        place.left.connect(self._leave)
        self._kept.connect(window.notice.tell)
        self._doubted.connect(self._ask_date)
        window.other_wanted.connect(place.choose_library)
        window.workshop_opened.connect(self._open_chosen)
        window.sample_wanted.connect(
            lambda: window.wait_for(self._workshops, lambda library: library.open_sample(window))
        )
        window.samples_wanted.connect(
            lambda: window.wait_for(self._workshops, lambda library: library.choose_sample(window))
        )
        window.import_wanted.connect(
            lambda: window.wait_for(self._workshops, lambda library: library.import_into_new_workshop(window))
        )
        window.brought.connect(self._take_in)
        window.about_wanted.connect(lambda: self._show_about(window))
        window.closed.connect(self._library_window_closed)
        window.copied.connect(place.go_on_with)

    # Start

    def watch_errors(self) -> None:
        """Show what nobody expected instead of dying of it."""
        from ui.errors import ErrorWatch

        self.errors = ErrorWatch(self._front_window)
        self.errors.install()

    def start(self, *, named: bool) -> None:
        """Open the library; ask where it is if there is none though somebody `named` it, or copies of one lie there.

        It was moved or lost then, and is not begun anew unasked: where it had a passphrase, one without would take its
        place.
        """
        if self.file.is_new and (named or self.file.has_copies()):
            self.file.ask_where()
        else:
            self.open()

    def open(self) -> None:
        """Ask for the passphrase, where there is one; then show the library window, and open the library behind it."""
        # Closing one window while another one opens must not end the program.
        QGuiApplication.setQuitOnLastWindowClosed(False)
        if not self.file.asks_first():
            self._open()

    def _answered(self) -> None:
        # What a library says that the windows speak can be read only once it is unlocked.
        if language_at(self.library_path) == spoken():
            self.open()
        else:
            self.file.go_on_with(self.library_path)

    def _open(self) -> None:
        if self.window.isVisible():
            # It was asked for something meanwhile.
            self._list_workshops()
            return
        self._dress()
        put(self.window, self._place("library"))
        # The imports behind the library must not compete with the painting of the window, and of what is in it.
        self._painting = FirstPainting(self.window, self._list_workshops)
        self.window.show()

    def _dress(self) -> None:
        """Show the first window in the colours and the size that were chosen, if any were."""
        kept = self.file.stored_preference("windows.look")
        if kept is not None:
            # Imported here: nobody waits for it who chose nothing.
            from ui.window_look import wear, window_look_from_json

            wear(window_look_from_json(kept))

    def listen(self) -> None:
        """Come to the front where the program is started again with this library."""
        from ui.single_instance import FirstInstance

        FirstInstance(self.library_path, self).asked.connect(self.come_forward)

    def come_forward(self, workshop: str = "") -> None:
        """Show the window in front, and open a workshop by its id or title, or a file, as soon as the library is open.

        While the station is open nothing covers it: who sits there is no facilitator. A file waits until it is left.
        """
        from ui.single_instance import wanted_file

        path = wanted_file(workshop)
        if path is not None:
            self._files.append(path)
            self._workshops.then(lambda _opened: self._open_files())
        if self.opened is not None and self.opened.station is not None:
            return
        if workshop and path is None:
            self._workshops.then(lambda opened: self._open_named(opened, workshop))
        window = self._front_window()
        handle = window.windowHandle()
        if handle is not None and window.isVisible() and not window.isMinimized() and not handle.isExposed():
            # Another program has taken the window itself away; Qt goes on as if it were there.
            handle.destroy()
            window.show()
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.raise_()
        window.activateWindow()

    def open_file(self, path: Path) -> None:
        """Come forward with a file, unless a program for another library has followed this one."""
        from ui.single_instance import as_wanted

        if not self._closing:
            self.come_forward(as_wanted(path))

    def _open_named(self, opened: "OpenLibrary", workshop: str) -> None:
        from facilitator.workshop.workshops import list_workshops

        cards = list_workshops(opened.library)
        found = [card.id for card in cards if workshop == str(card.id)]
        found = found or [card.id for card in cards if workshop == card.title]
        if len(found) == 1:
            opened.open_workshop(found[0])
        else:
            self.window.notice.tell(tr("There is no one workshop “{name}” in this library.", name=workshop))

    def _open_files(self) -> None:
        opened = self.opened
        if opened is None or self._closing or opened.station is not None:
            return
        from facilitator.storage.library_mark import is_library
        from ui.opened_file import offer_library, open_file

        while self._files:
            path, parent = self._files.pop(0), opened.console or self.window
            if is_library(path):
                offer_library(opened, parent, path, self.file.go_on_with)
            else:
                open_file(opened, parent, path)

    def _take_in(self, arrival: "Arrival", meant: int | None) -> None:
        from facilitator.storage.library_mark import is_library

        if len(arrival.paths) == 1 and is_library(arrival.paths[0]):
            self.open_file(arrival.paths[0])
        else:
            self.window.wait_for(self._workshops, lambda library: library.take_in(self.window, arrival, meant))

    def _place(self, name: str) -> Place | None:
        """Where a window was in the last sitting, as the file says before the library is open."""
        return place_from_json(self.file.stored_preference(f"window:{name}"))

    def _list_workshops(self) -> None:
        if self.file.cards() is None and not self.file.is_new:
            # To be upgraded or refused first, or on a server; until then there is nothing to choose from.
            self.window.notice.tell(tr("One moment: the library is being opened."))
            self._library.then(lambda _opened: self.window.notice.hide())
            self._load_in_thread()
            return
        self.window.show_list(lambda search, deleted: self.file.cards(search, deleted=deleted) or [])
        self._painting = FirstPainting(self.window.in_sight, self._load_in_thread)

    def _load_in_thread(self) -> None:
        # A hundred thousand objects are made that all stay: looking through them again and again for garbage would
        # take a fifth of the time, and hold up the window's thread for a tenth of a second each time.
        garbage_collector().rest()
        self._pool.start(self._load)

    def _load(self) -> None:
        try:
            # What the windows need next.
            library_window = ("ui.open_library", "ui.library.operations", "facilitator.workshop.live_listing")
            self._imports.fetch((*library_window, "ui.error_dialog"))
            loaded: object = self.file.open_library(_PATIENCE)
        except Exception as error:  # noqa: BLE001  # shown in the window's thread
            loaded = error
        self._imports.then(partial(self._attach, loaded))

    def _attach(self, loaded: object) -> None:
        if isinstance(loaded, Exception):
            self._collect_again()
            self._leave_opening()
            if not isinstance(loaded, FacilitatorError):
                raise loaded
            if self._closing:
                # Nobody asked for it any more.
                return
            self.window.notice.hide()
            self.file.say_refused(loaded)
            self.refused.emit(loaded)
            return
        if self._closing:
            self._collect_again()
            loaded.close()  # type: ignore[attr-defined]
            return
        if not self.file.speaks_in(loaded):  # type: ignore[arg-type]
            self._collect_again()
            loaded.close()  # type: ignore[attr-defined]
            self.file.go_on_with(self.library_path)
            return
        self._take(loaded)  # type: ignore[arg-type]
        # Only now, or it would hold up what somebody may be waiting for.
        self._pool.start(partial(self._settle, loaded))  # type: ignore[arg-type]

    def _settle(self, library: "Library") -> None:
        """Import what a workshop opens with, erase what was to go by now, and import the rest."""
        from ui.open_library import console_modules, window_modules

        try:
            try:
                self._imports.fetch(console_modules())
            finally:
                # Where that failed, whoever opens a workshop is shown why.
                self._imports.then(self._let_open)
            self._check(library)
            self._tidy(library)
            self._imports.fetch(window_modules())
        finally:
            self._imports.then(self._settled.emit)

    def _check(self, library: "Library") -> None:
        try:
            self.file.check_integrity(library)
        except FacilitatorError as error:
            self._found_damaged.emit(error)

    def _tidy(self, library: "Library") -> None:
        from facilitator.protection.believed_date import doubt_of
        from facilitator.protection.retention import waits_to_be_erased

        today = date.today()
        doubt = doubt_of(library, today)
        waits = "" if doubt is None else waits_to_be_erased(library, today)
        if doubt is not None and waits:
            self._doubted.emit(doubt, waits)
        else:
            self._erase_due(library, today)

    def _ask_date(self, doubt: "Doubt", waits: str) -> None:
        from ui.dialogs import confirm

        if self.opened is None or self.opened.station is not None:
            # Nothing covers the station; it is asked at the next start.
            return
        said = tr(
            "If that is right, what was to be erased by now is erased for good: {what}. If it is not, set the clock "
            "and start again; until then nothing is erased.",
            what=waits,
        )
        erase = partial(self._erase_due, self.opened.library, doubt.today)
        confirm(
            self._front_window(),
            tr("Is today {day}?", day=long_day(doubt.today)),
            f"{doubt.sentence} {said}",
            tr("It is: erase it"),
            lambda: self._pool.start(erase),
            danger=True,
        )

    def _erase_due(self, library: "Library", today: date) -> None:
        from facilitator.protection.believed_date import believe
        from facilitator.protection.retention import erase_all_due, kept_long

        believe(library, today)
        if library.has_rights:
            # Whoever owns a workshop keeps what was promised of it; the others may not.
            with suppress(NotSaved):
                erase_all_due(library, today)
            return
        kept = [*erase_all_due(library, today), *filter(None, [kept_long(library)])]
        if kept:
            self._kept.emit(" ".join(kept))

    def _let_open(self) -> None:
        if self.opened is not None and not self._closing:
            self.window.cards.rest(False)
            self._workshops.come(self.opened)

    def _collect_again(self) -> None:
        # What was imported is never garbage, so it is never looked through either.
        garbage_collector().go_on()

    def use(self, library: "Library") -> None:
        """Give an open library to the windows, from which workshops open from now on."""
        self._take(library)
        self._let_open()

    def _take(self, library: "Library") -> None:
        from ui.open_library import OpenLibrary

        opened = self.opened = OpenLibrary(library, self)
        opened.opened.connect(self.window.hide)
        opened.left.connect(self._console_closed)
        opened.station_left.connect(self._open_files)
        opened.about_wanted.connect(self._show_about)
        opened.quit_wanted.connect(self.quit)
        opened.go_on_with.connect(self.file.go_on_with)
        opened.backups.failed.connect(self.file.say)
        if opened.neighbours is not None and isinstance(self.file, LibraryFile):
            opened.neighbours.met.connect(self.file.warn_of)
            opened.neighbours.lies_badly.connect(self.window.notice.tell)
        # Pictures would be made at the expense of what somebody may be waiting for.
        self.window.cards.rest(True)
        self.window.attach(library, opened.bridge, opened.history)
        self.ready.emit()
        self._library.come(opened)
        if opened.neighbours is not None:
            opened.neighbours.begin()
        if greeting := self.file.greeting():
            self.window.notice.tell(greeting)

    # The windows

    def open_workshop(self, workshop_id: int) -> None:
        """Show the console of a workshop in place of the library window, as soon as the library is open."""
        self._library.then(lambda library: library.open_workshop(workshop_id))

    def _open_chosen(self, workshop_id: int) -> None:
        """Show a window for a workshop at once, and the console in its place when it is there."""
        self._leave_opening()
        opening = self._opening = OpeningWindow(self.window.cards.title_of(workshop_id))
        opening.given_up.connect(self._give_up)
        put(opening, self._place("console"))
        self._painting = FirstPainting(opening, partial(self._fill, opening, workshop_id))
        opening.show()

    def _fill(self, opening: OpeningWindow, workshop_id: int) -> None:
        self._workshops.then(lambda library: self._replace(opening, library, workshop_id))

    def _replace(self, opening: OpeningWindow, library: "OpenLibrary", workshop_id: int) -> None:
        if opening is not self._opening:
            # Closed meanwhile, or another workshop was chosen.
            return
        try:
            library.open_workshop(workshop_id, opening)
        finally:
            self._leave_opening()

    def _give_up(self) -> None:
        self._opening = None
        if not self.window.isVisible():
            self.quit()

    def _leave_opening(self) -> None:
        opening, self._opening = self._opening, None
        if opening is not None:
            opening.leave()

    def _show_about(self, parent: QWidget) -> None:
        from ui.about import about

        about(parent)

    def _front_window(self) -> QWidget:
        console = None if self.opened is None else self.opened.console
        return own_window(QApplication.activeWindow()) or console or self._opening or self.window

    def _library_window_closed(self) -> None:
        if self._opening is None and (self.opened is None or self.opened.console is None):
            self.quit()

    def _console_closed(self) -> None:
        if not self._closing:
            self.window.show()
            self.window.raise_()
            self.window.activateWindow()

    # The end

    def _leave(self) -> None:
        if self.opened is not None and self.file.goes_on_with is not None:
            self.opened.note_left_for(self.file.goes_on_with)
        self.quit()

    def quit(self) -> None:
        """Close all windows and end the event loop."""
        self._closing = True
        try:
            self._leave_opening()
            if self.opened is not None:
                self.opened.close_windows()
            self.window.hide()
        finally:
            # Without a window nobody could end it.
            QApplication.quit()

    def close(self) -> None:
        """Let go of everything: windows first, then what they stand on."""
        self._closing = True
        self._leave_opening()
        if self.opened is not None:
            self.opened.close_windows()
        self.window.close()
        self._imports.end()
        self._pool.waitForDone()
        QThreadPool.globalInstance().waitForDone()
        self._collect_again()
        if self.opened is not None:
            self.opened.close()
            self.opened = None
        if self.errors is not None:
            self.errors.uninstall()


class FirstPainting(QObject):
    """Calls something once, after a window has been painted for the first time."""

    def __init__(self, window: QWidget, then: Callable[[], object]) -> None:
        super().__init__(window)
        self._window = window
        self._then = then
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice the painting."""
        if event.type() == QEvent.Type.Paint:
            self._window.removeEventFilter(self)
            QTimer.singleShot(0, self._then)
        return super().eventFilter(watched, event)
