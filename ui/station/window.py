"""The station's window: names, then one person's way through the exercise, then names again.

It speaks the language it was made in, the room's; what takes the PIN is the facilitator's, and speaks as the console.
It knows no exercise: whatever step it is given, the pages come from the registry. Nothing of a person outlives their
turn: their flow is destroyed before the list of names is shown. It can be left with the facilitator's PIN only; what
no program can prevent (the system's own shortcuts) is left to the system's kiosk mode.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QClipboard, QCloseEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from facilitator.errors import NotFound
from facilitator.exercises.steps import kind_of
from facilitator.i18n import as_asked_for, tr, tr_later
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Library
from facilitator.workshop.agenda import get_step
from facilitator.workshop.own_code import forgive, has_code
from facilitator.workshop.pin import has_pin
from facilitator.workshop.roster import people_of
from facilitator.workshop.standings import Standing, State
from facilitator.workshop.station import station_settings
from ui.announcing import announce_page
from ui.bridge import LibraryBridge
from ui.exercises.contract import StationFlow
from ui.exercises.registry import exercise_ui
from ui.kiosk import KioskPlacement
from ui.lost_banner import LostBanner
from ui.screen_preferences import station_screen
from ui.screens import LEAST
from ui.speaker import Speaker
from ui.station.hello import HelloPage
from ui.station.names import LARGER, NamesPage
from ui.station.newcomer import NewcomerPage
from ui.station.people import ListedPerson, everybody_of, standing_of
from ui.station.pin_page import AskPinPage, ChoosePinPage
from ui.station.strip import ProjectorControl, ProjectorStrip
from ui.station.waiting_pages import CoverPage, StillTherePage, ThanksPage, WaitPage
from ui.theme import theme
from ui.theme.stylesheet import stylesheet
from ui.theme.tokens import METRICS

_COPIED_TO = (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection)
_INPUT = (
    *(QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel),
    *(QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate),
)


class StationWindow(Speaker, QWidget):
    """The kiosk of one workshop. Call `open`; `left` says that the facilitator let it go."""

    left = Signal()

    def __init__(
        self,
        library: Library,
        bridge: LibraryBridge,
        workshop_id: int,
        step_id: int | None = None,
        console: Callable[[], QWidget | None] = lambda: None,
        room: ProjectorControl | None = None,
    ) -> None:
        """`console` tells which window's screen is "this screen"; `room` what can be done of the room from there."""
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("station")
        self.setWindowTitle(tr("Station"))
        self.setAutoFillBackground(True)
        self.setMinimumSize(*LEAST)
        self._library = library
        self._settings = station_settings(library)
        self._bridge = bridge
        self._workshop_id = workshop_id
        self.placement = KioskPlacement(self, console)
        self.keeps_full_screen = False
        """Whether it fills its screen again after a shortcut of the system."""
        self._step_id = step_id
        self._flow: StationFlow | None = None
        self._person: ListedPerson | None = None
        self._may_close = False
        self._room = room
        with as_asked_for(""):
            self._strip: ProjectorStrip | None = None if room is None else ProjectorStrip(room)
        self._make_pages()
        self._dress()
        theme.changed().connect(self._dress)
        self._had_keyboard: QWidget | None = None
        self._idle = QTimer(self, singleShot=True)
        self._idle.timeout.connect(self._ask_if_there)
        bridge.changed.connect(self._apply)
        self._show_names()

    # For whoever opens it

    @property
    def step_id(self) -> int | None:
        """The step that the next person will answer."""
        return self._step_id

    @property
    def page(self) -> QWidget | None:
        """The page that is shown now: one of the station's own, or the exercise's flow."""
        return self._pages.currentWidget()

    @property
    def is_free(self) -> bool:
        """Whether nobody is at it: it shows the names, or that there is nothing to do yet."""
        return self.page in (self._names, self._wait)

    def set_step(self, step_id: int | None) -> None:
        """Run another step, or none. Whoever is answering finishes first."""
        self._step_id = step_id
        if self._flow is None:
            self._show_names()

    def open(self, *, full_screen: bool = True) -> None:
        """Show the window, full screen on the screen of the settings unless it is to be an ordinary window.

        At the first use of a station in this library the PIN is chosen first.
        """
        if full_screen:
            self.keeps_full_screen = True
            self.placement.choose(station_screen(self._settings))
            self.placement.open()
        else:
            self.show()
        self.winId()
        self.windowHandle().installEventFilter(self)
        if not has_pin(self._library):
            self._turn_to(self._choose_pin)
            self._choose_pin.begin()
        self.activateWindow()
        self.raise_()

    def release(self) -> None:
        """Close without the PIN: for the program's own end. A second time, nothing happens."""
        if self._may_close:
            return
        self._may_close = True
        self.placement.close()
        self._forget_person()
        self._bridge.changed.disconnect(self._apply)
        theme.changed().disconnect(self._dress)
        self.close()

    # The way of one person

    def _show_names(self) -> None:
        self._forget_person()
        if self._step_id is None:
            self._turn_to(self._wait)
            return
        try:
            self._read_people()
        except NotFound:
            self._step_id = None
            self._turn_to(self._wait)
            return
        self._turn_to(self._names)
        covers = self.placement.choice is None
        self._names.offer_room(self._room is not None and self._room.is_shown() and covers)
        self._names.start_again()

    def _read_people(self) -> None:
        if self._step_id is not None:
            title, everybody = everybody_of(self._library, self._workshop_id, self._step_id)
            self._names.show_people(everybody, title)

    def _welcome(self, typed: str) -> None:
        self._turn_to(self._newcomer)
        self._newcomer.begin(typed)
        self._wake()

    def _greet_newcomer(self, participant_id: int) -> None:
        try:
            self._read_people()
        except NotFound:
            self._show_names()
            return
        entry = self._names.model.find(participant_id)
        if entry is not None:
            self._greet(entry)

    def _greet(self, entry: ListedPerson) -> None:
        if self._strip is not None:
            self._strip.lock()
        self._turn_to(self._hello)
        self._person = entry
        self._hello.greet(entry)
        self._wake()

    def _begin(self, entry: ListedPerson) -> None:
        step_id = self._step_id
        try:
            if step_id is None:
                raise NotFound(tr("This step is no longer on the agenda."))
            kind = kind_of(self._library, get_step(self._library, step_id))
            flow = exercise_ui(kind).station_flow(self._bridge, step_id, entry.participant_id)
        except NotFound:
            self._show_names()
            return
        self._person, self._flow = entry, flow
        flow.finished.connect(self._finished)
        self._pages.addWidget(flow)
        self._turn_to(flow)
        flow.setFocus()
        self._wake()

    def _finished(self) -> None:
        person, flow = self._person, self._flow
        # Nobody is told that all is kept where it is not.
        is_permanent = flow is not None and not flow.leaves_unsaved and not self._bridge.watch.sentence
        self._forget_person()
        if not is_permanent:
            self._show_names()
            return
        standing = self._standing(person.participant_id) if person is not None else None
        state = standing.state if standing is not None else None
        if person is not None and (state is State.DONE or (state is State.BUSY and self._may_need_digits(person))):
            # First what it says, which is read aloud when it comes.
            may_choose = not person.lets_in_guests
            self._thanks.thank(person.participant_id, done=state is State.DONE, may_choose=may_choose)
            self._turn_to(self._thanks)
        else:
            self._show_names()

    def _standing(self, participant_id: int) -> Standing | None:
        try:
            return None if self._step_id is None else standing_of(self._library, self._step_id, participant_id)
        except NotFound:
            return None

    def _outstays(self, person: ListedPerson) -> bool:
        """Whether it is over what somebody came in for, and what is asked now they have not shown to be theirs."""
        if not person.lets_in_guests:
            return False
        standing = self._standing(person.participant_id)
        return standing is None or not standing.hides_more

    def _may_need_digits(self, person: ListedPerson) -> bool:
        """Whether somebody who stops half way leaves answers that nothing of theirs would open."""
        may_choose = not person.lets_in_guests and not has_code(self._library, person.participant_id)
        return may_choose and self._is_on_roster(person)

    def _forget_person(self) -> None:
        self._idle.stop()
        self._still_there.stop()
        self._thanks.stop()
        self._hello.forget()
        self._newcomer.forget()
        self._copies.forget()
        self._person = self._had_keyboard = None
        flow, self._flow = self._flow, None
        if flow is not None:
            flow.finished.disconnect(self._finished)
            flow.hide()
            self._pages.removeWidget(flow)
            # Out of the window at once; it may be in the middle of telling us that it has finished.
            flow.setParent(None)
            flow.deleteLater()

    # The facilitator

    def _ask_to_leave(self) -> None:
        self._turn_to(self._ask_pin)
        self._ask_pin.ask(tr_later("Type the PIN to leave the station."), self._leave)
        self._wake()

    def _ask_for_room(self) -> None:
        self._turn_to(self._ask_pin)
        self._ask_pin.ask(tr_later("Type the PIN to choose what the room sees."), self._open_strip)
        self._wake()

    def _open_strip(self) -> None:
        self._show_names()
        if self._strip is not None:
            self._strip.unlock()

    def _ask_to_open(self, entry: ListedPerson) -> None:
        def opened() -> None:
            forgive(self._library, entry.participant_id)
            self._begin(entry)

        self._turn_to(self._ask_pin)
        self._ask_pin.ask(tr_later("Type the PIN to open the answers of {name}."), opened, name=entry.name)
        self._wake()

    def _leave(self) -> None:
        self.release()
        self.left.emit()

    # Nobody there

    def _wake(self) -> None:
        """Somebody is here: count the idle time from now on."""
        if self.page not in (self._names, self._wait, self._thanks, self._choose_pin):
            self._idle.start(round(1000 * self._settings.idle_seconds))

    def _ask_if_there(self) -> None:
        self._had_keyboard = self.focusWidget()
        self._still_there.setGeometry(self.rect())
        self._still_there.begin()

    def _here(self) -> None:
        """Go on where one was: what is typed next belongs to the same question."""
        self._wake()
        before, self._had_keyboard = self._had_keyboard or self.focusWidget(), None
        if self._flow is not None:
            if before is not None and isValid(before) and before.isVisible() and self._flow.isAncestorOf(before):
                before.setFocus()
            else:
                self._flow.setFocus()
        elif self.page is self._hello:
            self._hello.take_keys()

    # What changes meanwhile

    def _apply(self, change: Change) -> None:
        if change.topic is Topic.PREFERENCES:
            self._take_up_settings()
            if self.page is self._hello:
                self._hello.look_for_permission()
            return
        if change.workshop_id not in (self._workshop_id, None):
            return
        if change.topic is Topic.SETTINGS and self._person is not None and self._outstays(self._person):
            self._show_names()
        elif self._flow is not None:
            if change.topic is Topic.ROSTER and not (self._person and self._is_on_roster(self._person)):
                self._show_names()
        elif self.page in (self._names, self._wait):
            self._refresh(change)

    def _take_up_settings(self) -> None:
        before, self._settings = self._settings, station_settings(self._library)
        if self._settings == before:
            return
        self._names.allow_newcomers(self._settings.late_arrivals)
        if self._settings.text != before.text:
            self._dress()
        if self._settings.screen != before.screen and self.keeps_full_screen:
            self.placement.choose(station_screen(self._settings))

    def _refresh(self, change: Change) -> None:
        one = change.participant_id if change.topic is Topic.ANSWERS else None
        try:
            if one is not None and self._step_id is not None:
                standing = standing_of(self._library, self._step_id, one) if change.step_id == self._step_id else None
                if standing is not None:
                    self._names.mark(one, standing.state)
            elif change.topic in (Topic.ANSWERS, Topic.ROSTER, Topic.AGENDA, Topic.SETTINGS, Topic.ERASED):
                self._read_people()
        except NotFound:
            self._show_names()

    def _is_on_roster(self, person: ListedPerson) -> bool:
        return any(one.id == person.participant_id for one in people_of(self._library, self._workshop_id))

    # In front or not

    def _uncover(self) -> None:
        if not self._cover.isHidden():
            self._cover.hide()
            self.activateWindow()
            self._here()

    # What Qt calls

    def changeEvent(self, event: QEvent) -> None:
        """Notice who has the front, and fill the screen again after a shortcut of the system."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange:
            self._uncover() if self.isActiveWindow() else self._cover.cover_if_hidden()
        elif event.type() == QEvent.Type.WindowStateChange and not self._may_close:
            self._again.start()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stay, unless the facilitator let it go: Alt+F4 and the like ask for the PIN."""
        if self._may_close:
            self._idle.stop()
            super().closeEvent(event)
            return
        event.ignore()
        if self.page in (self._names, self._wait):
            self._ask_to_leave()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep everything covered that is covered."""
        super().resizeEvent(event)
        self._still_there.setGeometry(self.rect())
        self._cover.setGeometry(self.rect())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice that somebody is here, by whatever they touch."""
        if event.type() in _INPUT and self._idle.isActive():
            self._idle.start()
        return super().eventFilter(watched, event)

    def _fill_again(self) -> None:
        if self.keeps_full_screen:
            self.placement.place()

    # How it looks

    def _dress(self) -> None:
        """Put on the theme in the station's text size."""
        points = theme.system_points() * self._settings.text * (LARGER if self._names.larger.isChecked() else 1.0)
        self.setStyleSheet(stylesheet(theme.current(), METRICS, points) + f"QWidget {{ font-size: {points}pt; }}")

    # Pages

    def _turn_to(self, page: QWidget) -> None:
        other = self.page is not page
        self._pages.setCurrentWidget(page)
        if other and self.isVisible():
            announce_page(page)

    def _make_pages(self) -> None:
        self._pages = QStackedWidget()
        self._wait, self._names = WaitPage(), NamesPage()
        self._hello = HelloPage(self._library)
        with as_asked_for(""):
            self._ask_pin, self._choose_pin = AskPinPage(self._library), ChoosePinPage(self._library)
        self._thanks = ThanksPage(self._library)
        self._newcomer = NewcomerPage(self._library, self._workshop_id)
        self._names.allow_newcomers(self._settings.late_arrivals)
        own = (self._wait, self._names, self._hello, self._ask_pin, self._choose_pin, self._thanks, self._newcomer)
        for page in own:
            self._pages.addWidget(page)
        self._still_there = StillTherePage(self)
        self._still_there.hide()
        self._cover = CoverPage(self)
        self._cover.uncovered.connect(self._uncover)
        self._again = QTimer(self, singleShot=True, interval=0)
        self._again.timeout.connect(self._fill_again)
        self._copies = _Copies(self)
        _Unlearned(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(LostBanner(self._bridge, for_facilitator=False))
        if self._strip is not None:
            column.addWidget(self._strip)
            self._strip.closed.connect(self._names.search.setFocus)
        column.addWidget(self._pages)
        self._names.room_wanted.connect(self._ask_for_room)
        self._wait.leave_wanted.connect(self._ask_to_leave)
        self._names.leave_wanted.connect(self._ask_to_leave)
        self._names.chosen.connect(self._greet)
        self._names.newcomer.connect(self._welcome)
        self._names.text_wanted.connect(lambda _larger: self._dress())
        self._newcomer.added.connect(self._greet_newcomer)
        self._newcomer.cancelled.connect(self._show_names)
        self._hello.opened.connect(self._begin)
        self._hello.refused.connect(self._show_names)
        self._hello.facilitator_wanted.connect(self._ask_to_open)
        self._ask_pin.cancelled.connect(self._show_names)
        self._choose_pin.chosen.connect(self._show_names)
        # A station nobody can leave would be a trap: without a PIN it isn't opened.
        self._choose_pin.cancelled.connect(self._leave)
        self._thanks.over.connect(self._show_names)
        self._still_there.here.connect(self._here)
        self._still_there.gone.connect(self._show_names)


class _Copies(QObject):
    """Empties the clipboard, and the selection where there is one, of what came from one window.

    What one person copied at the station must not be pasted by the next one.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._copied: dict[QClipboard.Mode, str] = {}
        QGuiApplication.clipboard().changed.connect(self._note)

    def forget(self) -> None:
        """Empty what was copied here; what others copied stays."""
        clipboard = QGuiApplication.clipboard()
        copied, self._copied = self._copied, {}
        for mode in _COPIED_TO:
            # Asking who owns it says nothing on some systems; what is in it does.
            if mode in copied and clipboard.text(mode) == copied[mode]:
                clipboard.clear(mode)

    def _note(self, mode: QClipboard.Mode) -> None:
        if mode in _COPIED_TO and self._window.isActiveWindow():
            self._copied[mode] = QGuiApplication.clipboard().text(mode)


class _Unlearned(QObject):
    """Tells input methods, such as keyboards on the screen, to learn nothing of what is typed in one window.

    They may keep words beyond the end of the program, and offer those of one person to the next.
    """

    _HINTS = Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        application = QApplication.instance()
        assert isinstance(application, QApplication)  # noqa: S101  # there is no window without one
        application.focusChanged.connect(self._tell)

    def _tell(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and now.window() is self._window:
            now.setInputMethodHints(now.inputMethodHints() | self._HINTS)
