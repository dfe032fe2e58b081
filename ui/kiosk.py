"""Keeps the station on the screen that was chosen for it, while screens come and go.

On the console's own screen it covers the console, which is what it is for. A station that was sent to another screen
never does: while that screen is gone it is hidden, its answers kept, and it returns with the screen.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from ui.screens import ScreenIdentity, fill_screen, fills_screen, screen_of

_SETTLING = 250
"""Milliseconds in which a change of screens brings more events of its own."""
_LATE = 1500
"""Milliseconds after which a window manager has moved what it moves."""
_MOST_RETURNS = 4
"""So often the window goes back to its screen by itself before it waits for the screens to change."""
_CALM = 5000
"""Milliseconds without a return after which it may go back as often again."""


class KioskPlacement(QObject):
    """Fills one screen with one window."""

    moved = Signal()
    """The window was put somewhere, or hidden because its screen is gone."""

    def __init__(self, window: QWidget, console: Callable[[], QWidget | None]) -> None:
        super().__init__(window)
        self._window = window
        self._console = console
        self._choice: ScreenIdentity | None = None
        self._is_open = False
        self.waits = False
        """Whether the window is hidden because its screen is gone."""
        self._settling = QTimer(self, singleShot=True, interval=_SETTLING)
        self._settling.timeout.connect(self.place)
        self._late = QTimer(self, singleShot=True, interval=_LATE)
        self._late.timeout.connect(self.place)
        self._returns = 0
        self._calm = QTimer(self, singleShot=True, interval=_CALM)
        self._calm.timeout.connect(self._forget_returns)
        window.installEventFilter(self)
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)  # noqa: S101  # there is no window without one
        application.screenAdded.connect(self._screen_added)
        application.screenRemoved.connect(self._screens_changed)
        application.primaryScreenChanged.connect(self._screens_changed)
        for screen in application.screens():
            screen.geometryChanged.connect(self._screens_changed)

    @property
    def choice(self) -> ScreenIdentity | None:
        """The chosen screen, None for the console's own."""
        return self._choice

    def choose(self, choice: ScreenIdentity | None) -> None:
        """Choose another screen, and go there if the window is open."""
        self._returns = 0
        self._choice = choice
        if self._is_open:
            self.place()

    def open(self) -> None:
        """Show the window where the choice leads."""
        self._is_open = True
        self.place()

    def close(self) -> None:
        """Follow the screens no longer."""
        self._is_open = False
        self._settling.stop()
        self._late.stop()

    @property
    def target(self) -> QScreen | None:
        """Where the choice leads now; None while the screen is gone."""
        if self._choice is not None:
            return self._choice.find(QGuiApplication.screens())
        console = self._console()
        return QGuiApplication.primaryScreen() if console is None else screen_of(console)

    def place(self) -> None:
        """Put the window where the choice leads now; does nothing where it is there already."""
        if not self._is_open:
            return
        target = self.target
        # Moved away each time: the screen is not really there, and this one is not to be covered.
        away = target is not None and self._window.geometry() != target.geometry()
        if away and self._returns >= _MOST_RETURNS and self._choice is not None:
            target = None
        self.waits = target is None
        if target is None:
            self._window.hide()
        else:
            self._fill(target)
        self.moved.emit()

    def _fill(self, screen: QScreen) -> None:
        # A window manager's menu and keys put windows away, this one not: nobody has let it go.
        is_put_away = self._window.isMinimized()
        if fills_screen(self._window, screen) and not is_put_away:
            return
        self._returns += 1
        self._calm.start()
        fill_screen(self._window, screen)
        if is_put_away:
            self._window.activateWindow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice when a window manager moves the window: it may do so without any screen's word."""
        if watched is self._window and event.type() in (QEvent.Type.Move, QEvent.Type.Resize) and self._is_open:
            target = self.target
            away = target is not None and self._window.isFullScreen() and self._window.geometry() != target.geometry()
            if away and self._window.isVisible():
                self._settling.start()
        return super().eventFilter(watched, event)

    def _forget_returns(self) -> None:
        self._returns = 0

    def _screen_added(self, screen: QScreen) -> None:
        screen.geometryChanged.connect(self._screens_changed)
        self._screens_changed()

    def _screens_changed(self) -> None:
        self._returns = 0
        if self._is_open:
            self._settling.start()
            self._late.start()
