"""Which screen is which, and how a window gets onto one and stays there while cables come and go.

The chosen screen is kept apart from where the window is now. A window goes onto a screen by geometry first and full
screen second, since a window system may ignore the other order. After a screen went and came back, Qt may say that
an untouched full-screen window is on the laptop although its geometry is the projector's: so nothing here trusts one
of the two alone.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from enum import Enum, StrEnum
from typing import Any

from PySide6.QtCore import QEvent, QObject, QRect, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from facilitator.i18n import tr
from ui import stacking

AUTOMATIC = "automatic"
"""The choice of whichever screen the console is not on."""
AS_WINDOW = "window"
"""The choice of an ordinary window, moved by hand."""

TITLE_BAR = 40
"""What a window needs of a screen's height beside its own."""
LEAST = (860, 480)
"""The least width and height of the large windows: what a screen of 960 × 540 leaves, the smallest there is."""
_SETTLING = 250
"""Milliseconds in which a change of screens brings more events of its own."""
_LATE = 1500
"""Milliseconds after which a window manager has moved what it moves."""
_MOST_RETURNS = 4
"""So often in a row the window goes back by itself; moved away once more, it waits as a window."""
_CALM = 5000
"""Milliseconds without a return after which it may go back as often again."""
_LOOKS = 1000
"""Milliseconds between two looks for what nobody tells: another program's window in front."""
_CHANGES_WHO_SEES = (
    QEvent.Type.Expose,
    QEvent.Type.Hide,
    QEvent.Type.Move,
    QEvent.Type.Resize,
    QEvent.Type.Show,
    QEvent.Type.WindowStateChange,
)


@dataclass(frozen=True, slots=True)
class ScreenIdentity:
    """What makes a screen recognisable when it comes back, whatever its place on the desktop."""

    name: str
    manufacturer: str = ""
    model: str = ""
    serial: str = ""

    @classmethod
    def of(cls, screen: QScreen) -> "ScreenIdentity":
        """The identity of a connected screen."""
        return cls(screen.name(), screen.manufacturer(), screen.model(), screen.serialNumber())

    @property
    def label(self) -> str:
        """What a person would call the screen."""
        made = f"{self.manufacturer} {self.model}".strip()
        return f"{made} ({self.name})" if made else self.name

    def likeness(self, other: "ScreenIdentity") -> int:
        """How surely both are the same screen: 0 for another one, more for surer.

        A serial number decides; without one the make has to fit, and the connector's name settles the rest.
        """
        if self.serial and other.serial:
            return 4 if (self.model, self.serial) == (other.model, other.serial) else 0
        if (self.manufacturer, self.model) != (other.manufacturer, other.model):
            return 0
        if self.name == other.name:
            return 3
        return 1 if self.model else 0

    def find(self, screens: Sequence[QScreen]) -> QScreen | None:
        """The screen of this identity among those connected, or None."""
        best = max(screens, key=lambda screen: self.likeness(ScreenIdentity.of(screen)), default=None)
        return best if best is not None and self.likeness(ScreenIdentity.of(best)) else None


class Reach(StrEnum):
    """Who can see a window where it is now, as far as a program can tell."""

    ROOM = "room"
    """It lies on a screen of its own, apart from the console's."""
    HERE = "here"
    """It lies on the console's screen, wholly or in part, or on the station's."""
    NOBODY = "nobody"
    """It is closed or minimised, or covered as far as this computer tells."""


ScreenChoice = ScreenIdentity | str
"""The chosen screen: one of them, `AUTOMATIC` or `AS_WINDOW`."""


def screen_choice_to_json(choice: ScreenChoice) -> Any:
    """The choice as a JSON value for the preferences."""
    return asdict(choice) if isinstance(choice, ScreenIdentity) else choice


def screen_choice_from_json(value: Any) -> ScreenChoice:
    """The choice of a stored JSON value; `AUTOMATIC` for anything that can't be read."""
    if isinstance(value, dict) and isinstance(value.get("name"), str):
        known = {key: str(value.get(key, "")) for key in ("name", "manufacturer", "model", "serial")}
        return ScreenIdentity(**known)
    return AS_WINDOW if value == AS_WINDOW else AUTOMATIC


def screen_under(area: QRect) -> QScreen:
    """The screen on which most of `area` lies; the primary one for an area on none."""

    def shared(screen: QScreen) -> int:
        common = screen.geometry().intersected(area)
        return common.width() * common.height() if common.isValid() else 0

    best = max(QGuiApplication.screens(), key=shared, default=QGuiApplication.primaryScreen())
    return best if shared(best) else QGuiApplication.primaryScreen()


def free_screens(console: QScreen, taken: Sequence[QScreen] = ()) -> list[QScreen]:
    """The screens that show something else than the console's or those `taken`: a mirrored one does not count."""
    others = (console, *taken)
    return [
        screen
        for screen in QGuiApplication.screens()
        if not any(screen is other or screen.geometry().intersects(other.geometry()) for other in others)
    ]


def is_mirrored(screen: QScreen) -> bool:
    """Whether another screen shows the same part of the desktop as this one.

    A system that hands mirrored screens out as one can't be told from a single screen.
    """
    others = (each for each in QGuiApplication.screens() if each is not screen)
    return any(each.geometry().intersects(screen.geometry()) for each in others)


def is_seen_mirrored(window: QWidget) -> bool:
    """Whether another screen shows what lies on that of a window, as Qt tells or, where that was not told, the system.

    Qt does not hear of a monitor that was put over another one without being away first.
    """
    handle = window.windowHandle()
    shown = stacking.monitors_of(int(window.winId())) if handle is not None and handle.isVisible() else None
    return is_mirrored(screen_of(window)) or (shown is not None and len(shown) > 1)


def target_screen(choice: ScreenChoice, console: QScreen, taken: Sequence[QScreen] = ()) -> QScreen | None:
    """Where the choice leads now: a screen to fill, or None where an ordinary window has to do.

    The console's own screen is never filled, nor one that is `taken` by the station, even if it is chosen: what
    people work in would be covered.
    """
    free = free_screens(console, taken)
    if choice == AS_WINDOW or not free:
        return None
    if isinstance(choice, ScreenIdentity):
        found = choice.find(QGuiApplication.screens())
        # A screen that is gone may only sleep; meanwhile another free one serves the room better than none.
        return (found if found in free else None) if found is not None else free[0]
    return free[0]


def fills_screen(window: QWidget, screen: QScreen) -> bool:
    """Whether a window is shown on this screen and fills it."""
    handle = window.windowHandle()
    there = handle is not None and handle.screen() is screen and window.geometry() == screen.geometry()
    return there and window.isFullScreen() and window.isVisible()


def fill_screen(window: QWidget, screen: QScreen) -> None:
    """Show a window in full on this screen, wherever it was."""
    if window.isFullScreen():
        window.showNormal()
    window.winId()
    window.windowHandle().setScreen(screen)
    window.setGeometry(screen.geometry())
    window.showFullScreen()
    # Said again after the window exists: some window managers choose the screen when it is first shown.
    window.windowHandle().setScreen(screen)
    window.setGeometry(screen.geometry())


class _Hand(Enum):
    """What was done at the window itself, beside the choice."""

    NONE = "none"
    FILL = "fill"
    WINDOW = "window"


class Placement(QObject):
    """Keeps one window on the chosen screen, or as a window beside the console while there is no such screen."""

    moved = Signal()
    """The window was put somewhere, or the screens to choose from changed."""
    reached = Signal(object)
    """Others see the window than before: a `Reach`."""

    def __init__(
        self,
        window: QWidget,
        console: Callable[[], QWidget | None],
        station: Callable[[], QWidget | None] = lambda: None,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._console = console
        self._station = station
        self._choice: ScreenChoice = AUTOMATIC
        self._hand = _Hand.NONE
        self._by_hand = QRect()
        self._reach = Reach.NOBODY
        self._left: QScreen | None = None
        self._console_came = False
        self.places_windows = may_place_windows()
        """Whether the window can wait as a window beside the console; else it is hidden while its screen is gone."""
        self._is_away = False
        # A timer of its own: what a `singleShot` calls is kept for ever where the window goes before its turn.
        self._after_qt = QTimer(self, singleShot=True, interval=0)
        self._after_qt.timeout.connect(self._tell_reach)
        self._settling = QTimer(self, singleShot=True, interval=_SETTLING)
        self._settling.timeout.connect(lambda: self.place())
        self._keyboard = QTimer(self, singleShot=True, interval=_SETTLING)
        self._keyboard.timeout.connect(self._return_keyboard)
        self._late = QTimer(self, singleShot=True, interval=_LATE)
        self._late.timeout.connect(lambda: self.place())
        self._returns = 0
        self._calm = QTimer(self, singleShot=True, interval=_CALM)
        self._calm.timeout.connect(self._forget_returns)
        self._looks = QTimer(self, interval=_LOOKS)
        self._looks.timeout.connect(self._tell_reach)
        window.installEventFilter(self)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)  # noqa: S101  # there is no window without one
        application.screenAdded.connect(self._screen_added)
        application.screenRemoved.connect(self._screens_changed)
        application.primaryScreenChanged.connect(self._screens_changed)
        for screen in application.screens():
            self._watch(screen)

    @property
    def choice(self) -> ScreenChoice:
        """The chosen screen, connected or not."""
        return self._choice

    def choose(self, choice: ScreenChoice) -> None:
        """Choose another screen and go there."""
        self._choice = choice
        self._hand = _Hand.NONE
        if self._window.isVisible() or self._is_away:
            self.place(asked=True)

    def toggle(self) -> None:
        """Fill the screen that the window is on, whichever that is, or become a window again.

        It was done by hand, so it holds until the screens change or another one is chosen; the choice stays as it is.
        From over the console it goes back to the screen that the choice leads to, where there is one: never over it.
        """
        self._hand = _Hand.NONE
        back = self._target() if screen_of(self._window) is self._console_screen() else None
        if self._window.isFullScreen():
            self._hand = _Hand.WINDOW
            self._wait(asked=True)
        elif back is not None:
            self._fill(back)
        else:
            self._hand = _Hand.FILL
            self._fill(screen_of(self._window))
        self._watch_what_is_seen()
        self.moved.emit()

    @property
    def is_station_open(self) -> bool:
        """Whether people who are strangers to it are at this computer."""
        station = self._station()
        return station is not None and station.isVisible()

    def return_keyboard_to_station(self) -> None:
        """Whoever clicks on the projector while people answer here goes on typing at the station."""
        if self.is_station_open and self._front() is self._station():
            self._keyboard.start()

    @property
    def screen(self) -> QScreen | None:
        """The screen that the window fills now, None while it is an ordinary window."""
        if not (self._window.isVisible() and self._window.isFullScreen()):
            return None
        return screen_under(self._window.geometry()) if may_place_windows() else self._window.screen()

    @property
    def reach(self) -> Reach:
        """Who can see the window now."""
        window, handle = self._window, self._window.windowHandle()
        if handle is None or not handle.isExposed() or window.isMinimized():
            return Reach.NOBODY
        console, area = self._console_screen(), window.geometry()
        apart = screen_under(area) in free_screens(console, self._taken())
        # Where the console has just sent it, nobody may be looking.
        if not apart or area.intersects(console.geometry()) or self.has_given_way:
            return Reach.HERE
        shown = stacking.monitors_of(int(window.winId()))
        if shown is not None and not shown:
            return Reach.NOBODY
        if shown and self._is_on(shown):
            return Reach.HERE
        return Reach.NOBODY if stacking.is_covered(int(window.winId())) else Reach.ROOM

    def _is_on(self, monitors: Sequence[QRect]) -> bool:
        """Whether the console is shown on one of these monitors, or on one that shows a part of the same."""
        console = self._console()
        there = None if console is None else stacking.monitors_of(int(console.winId()))
        return any(one.intersects(other) for one in monitors for other in there or ())

    @property
    def has_given_way(self) -> bool:
        """Whether the window left the screen that it filled because the console came there, and is there still."""
        console = self._console_screen()
        return self._left is not None and self._left is console and bool(free_screens(console))

    def _tell_reach(self) -> None:
        if self._window.isVisible() != self._looks.isActive():
            (self._looks.start if self._window.isVisible() else self._looks.stop)()
        reach = self.reach
        if reach is not self._reach:
            self._reach = reach
            self.reached.emit(reach)

    def place(self, *, asked: bool = False) -> None:
        """Put the window where the choice leads now; does nothing where it is there already.

        `asked` is true when the person has just called for the window: only then may it come to the front.
        """
        if asked:
            self._returns = 0
            self._hand = _Hand.NONE
            self._is_away = False
        target = self._target()
        self._note_leaving(target)
        if target is not None and not self._is_kept_away(target):
            self._fill(target)
        elif asked or self.places_windows or self._choice == AS_WINDOW:
            self._wait(asked)
        else:
            self._stay_away()
        self._watch_what_is_seen()
        self.moved.emit()

    @property
    def is_away(self) -> bool:
        """Whether the window is hidden until its screen is back: it could come to lie over the console."""
        return self._is_away

    def _stay_away(self) -> None:
        if self._window.isVisible() and self._window.isFullScreen():
            self._is_away = True
            self._window.hide()

    def _target(self) -> QScreen | None:
        match self._hand:
            case _Hand.FILL:
                return screen_of(self._window)
            case _Hand.WINDOW:
                return None
        return target_screen(self._choice, self._console_screen(), self._taken())

    def _note_leaving(self, target: QScreen | None) -> None:
        came, self._console_came = self._console_came, False
        if came and self._fills_the_consoles():
            # Who goes back to where they were sent from is where they should be.
            self._left = None if target is not None and self._left is target else self._console_screen()

    def _fills_the_consoles(self) -> bool:
        """Whether the window covers the console: it was dragged there, or the screens were joined."""
        return self.screen is not None and self.screen is self._console_screen()

    def _watch_what_is_seen(self) -> None:
        """Hear of what only a native window is told, that it was covered or uncovered, and of the console's moves."""
        for each in (self._window.windowHandle(), self._console()):
            if each is not None:
                each.installEventFilter(self)
        self._tell_reach()

    def _fill(self, screen: QScreen) -> None:
        window = self._window
        if fills_screen(window, screen):
            return
        self._remember()
        self._is_away = False
        self._returns += 1
        self._calm.start()
        fill_screen(window, screen)
        if self._hand is not _Hand.FILL:
            self._keyboard.start()

    def _wait(self, asked: bool) -> None:
        window, front = self._window, self._front()
        home = self._console_screen()
        on_screen = home.availableGeometry().intersects(window.frameGeometry())
        if window.isVisible() and not window.isFullScreen() and on_screen:
            return
        window.showNormal()
        window.winId()
        window.windowHandle().setScreen(home)
        window.setGeometry(self._window_area(home))
        window.show()
        # It was not called for: the console, or the station over it, stays in front and keeps the keyboard.
        if (not asked or front is not self._console()) and front is not None:
            window.lower()
            front.raise_()
            self._keyboard.start()

    def _return_keyboard(self) -> None:
        """A full-screen window takes the keyboard whatever it asks for; nobody types on a projector."""
        front = self._front()
        if front is not None and QGuiApplication.focusWindow() in (None, self._window.windowHandle()):
            front.activateWindow()

    def _front(self) -> QWidget | None:
        """What people work in on the console's screen: the station where it covers the console."""
        station = self._station()
        if station is None or not station.isVisible():
            return self._console()
        return station if screen_of(station) is self._console_screen() else self._console()

    def _taken(self) -> list[QScreen]:
        station = self._station()
        return [screen_of(station)] if station is not None and station.isVisible() else []

    def _window_area(self, home: QScreen) -> QRect:
        area = home.availableGeometry()
        if self._by_hand.isValid() and area.contains(self._by_hand):
            return self._by_hand
        width = min(area.width() // 2, 960)
        height = width * 9 // 16
        margin = 24
        return QRect(area.right() - width - margin, area.bottom() - height - margin, width, height)

    def _remember(self) -> None:
        if self._window.isVisible() and not self._window.isFullScreen():
            self._by_hand = self._window.geometry()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice when a window manager moves the window that fills a screen: it may do so without any screen's word."""
        if event.type() in _CHANGES_WHO_SEES:
            # After Qt has taken the event up itself.
            self._after_qt.start()
        if watched is self._console() and event.type() == QEvent.Type.Move and self._fills_the_consoles():
            self._console_came = True
            self._settling.start()
        if watched is self._window and event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            moved_away = self._window.isVisible() and self._window.isFullScreen() and not self._is_in_place()
            if moved_away:
                self._settling.start()
        return super().eventFilter(watched, event)

    def _is_in_place(self) -> bool:
        target = self._target()
        return target is not None and self._window.geometry() == target.geometry()

    def _is_kept_away(self, target: QScreen) -> bool:
        """Whether the window manager has put the window elsewhere each time: a screen that is not really there."""
        return self._returns >= _MOST_RETURNS and self._window.geometry() != target.geometry()

    def _forget_returns(self) -> None:
        self._returns = 0

    def _console_screen(self) -> QScreen:
        console = self._console()
        return QGuiApplication.primaryScreen() if console is None else screen_of(console)

    def _watch(self, screen: QScreen) -> None:
        screen.geometryChanged.connect(self._screens_changed)

    def _screen_added(self, screen: QScreen) -> None:
        self._watch(screen)
        self._screens_changed()

    def _screens_changed(self) -> None:
        self._returns = 0
        self._left = None
        self._hand = _Hand.NONE
        self.moved.emit()
        self._tell_reach()
        if self._window.isVisible() or self._is_away:
            self._settling.start()
            self._late.start()


def describe(screen: QScreen) -> str:
    """A screen as a person picks it from a list: its make and its size."""
    size = screen.size()
    return tr(
        "{screen}, {width} × {height}", screen=ScreenIdentity.of(screen).label, width=size.width(), height=size.height()
    )


def numbered(screen: QScreen) -> str:
    """The same with the number that the screen shows where it is asked for."""
    return tr("{number}: {screen}", number=number_of(screen), screen=describe(screen))


def number_of(screen: QScreen) -> int:
    """Screens are counted from the left as they stand on the desktop, those above each other from the top."""
    screens = sorted(QGuiApplication.screens(), key=lambda each: (each.geometry().x(), each.geometry().y()))
    return screens.index(screen) + 1 if screen in screens else 0


def may_place_windows() -> bool:
    """Whether a program may say where its windows go: on Wayland it may only choose the screen that one fills."""
    return not QGuiApplication.platformName().startswith("wayland")


def screen_of(window: QWidget) -> QScreen:
    """The screen that most of a window is on; where no window knows its place, the one that it was last said to be."""
    return screen_under(window.frameGeometry()) if may_place_windows() else window.screen()
