"""Keeps a window within the screen it is on, and its size, place and splitters from one session to the next.

Nothing here imports the database: the library window stands on the screen before that is there. A window finds what
is remembered at itself or at the window that it was opened over, in an attribute `places`.
"""

import json
from dataclasses import dataclass, field
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QSplitter, QWidget
from shiboken6 import isValid

from ui.screens import TITLE_BAR, screen_under

_FRAME = QSize(8, TITLE_BAR)
"""What a window that is not shown yet may need beside its own width and height."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a window was, in pixels of the desktop: the corner of its frame, and its size without the frame.

    `splitters` are the sizes of their parts by the splitters' names.
    """

    x: int
    y: int
    width: int
    height: int
    maximized: bool = False
    splitters: dict[str, tuple[int, ...]] = field(default_factory=dict)

    @property
    def area(self) -> QRect:
        """The rectangle of the window."""
        return QRect(self.x, self.y, self.width, self.height)


class Places(Protocol):
    """What is remembered of windows, by their names."""

    def get(self, name: str) -> Place | None:
        """The place of a window, None for one that was never moved nor resized."""

    def set(self, name: str, place: Place) -> None:
        """Remember the place of a window."""


class PlaceKeeper(QObject):
    """Follows one window: when it is shown it goes where it was, when it goes its place is remembered.

    Without a name nothing is remembered, nor of a window that is given no size before it is first shown, since that is
    as large as what is in it: such a one is only kept within its screen.
    """

    def __init__(self, window: QWidget, name: str = "") -> None:
        super().__init__(window)
        self._name = name
        self._remembers: bool | None = None
        self._is_there = False
        self._opened_at: Place | None = None
        # Once it is shown: until then Qt and the layouts still move it and what is in it.
        self._settled = QTimer(self, singleShot=True, interval=0)
        self._settled.timeout.connect(self._note)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice that the window comes, goes, or is on another screen."""
        kind = event.type()
        if kind == QEvent.Type.Show and not event.spontaneous():
            if not self._is_there:
                self._come(watched)
        elif kind == QEvent.Type.Hide and not event.spontaneous():
            self._go(watched)
        elif kind == QEvent.Type.ScreenChangeInternal and isinstance(watched, QWidget) and watched.isVisible():
            shrink(watched)
        return super().eventFilter(watched, event)

    def _come(self, window: QObject) -> None:
        if isinstance(window, QWidget):
            if self._remembers is None:
                self._remembers = bool(self._name) and window.testAttribute(Qt.WidgetAttribute.WA_Resized)
            places = places_of(window) if self._remembers else None
            put(window, None if places is None else places.get(self._name))
            self._is_there = True
            self._settled.start()

    def _note(self) -> None:
        window = self.parent()
        if self._is_there and isinstance(window, QWidget):
            self._opened_at = place_of(window)

    def _go(self, window: QObject) -> None:
        before, self._opened_at, self._is_there = self._opened_at, None, False
        # One that goes with the window that it was opened over is half gone.
        if before is None or not isinstance(window, QWidget) or not isValid(window):
            return
        places = places_of(window) if self._remembers else None
        now = place_of(window)
        if places is not None and now != before:
            places.set(self._name, now)


def places_of(window: QWidget) -> Places | None:
    """What is remembered of windows, as the window or one that it was opened over knows it."""
    at: QWidget | None = window
    while at is not None:
        found: Places | None = getattr(at, "places", None)
        if found is not None:
            return found
        at = at.parentWidget()
    return None


def place_of(window: QWidget) -> Place:
    """Where a window is now."""
    whole, area = window.isMaximized(), window.normalGeometry()
    at, size = (area.topLeft(), area.size()) if whole else (window.pos(), window.size())
    sizes = {each.objectName(): tuple(each.sizes()) for each in _splitters(window)}
    return Place(at.x(), at.y(), size.width(), size.height(), whole, sizes)


def put(window: QWidget, place: Place | None) -> None:
    """Give a window that is about to be shown its place, as far as its screen has it; None keeps its own size.

    A window over another one stays on that one's screen: the other may be the room's.
    """
    over = window.parentWidget()
    screen = over.window().screen() if over is not None else window.screen()
    if place is not None:
        if over is None:
            screen = screen_under(place.area)
        # Whoever has placed the window already knows better, such as the window that stood for it.
        if not window.testAttribute(Qt.WidgetAttribute.WA_Moved):
            window.resize(bounded(window, QSize(place.width, place.height), screen))
            if screen.geometry().contains(place.area.center()):
                window.move(place.area.topLeft())
                _move_frame(window, inside(window, screen))
            if place.maximized:
                window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)
        for each in _splitters(window):
            sizes = place.splitters.get(each.objectName(), ())
            if len(sizes) == each.count() and any(sizes):
                each.setSizes(list(sizes))
    shrink(window, screen)


def _move_frame(window: QWidget, corner: QPoint) -> None:
    """Put the corner of the frame there, also before the window has one.

    A window that is being shown is there for Qt, but the window manager has not framed it yet: moved as it is, it would
    stand by the frame's width further up and left each time it is opened.
    """
    window.move(corner)
    handle = window.windowHandle()
    if handle is not None:
        handle.setFramePosition(corner)


def shrink(window: QWidget, screen: QScreen | None = None) -> None:
    """Make a window no larger than its screen, nor its least size."""
    if window.isMaximized() or window.isFullScreen():
        return
    screen = window.screen() if screen is None else screen
    least = bounded(window, window.minimumSize(), screen)
    if least != window.minimumSize():
        window.setMinimumSize(least)
    size = bounded(window, window.size(), screen)
    if size != window.size():
        window.resize(size)


def bounded(window: QWidget, size: QSize, screen: QScreen) -> QSize:
    """As much of a size as the screen has beside the window's frame."""
    frame = (window.frameGeometry().size() - window.size()).expandedTo(_FRAME)
    return size.boundedTo(screen.availableGeometry().size() - frame)


def inside(window: QWidget, screen: QScreen) -> QPoint:
    """Where the corner of the window's frame may be, so that all of it lies on the screen: where it is, or near."""
    area, size = screen.availableGeometry(), window.size() + _FRAME
    left = max(area.left(), min(window.x(), area.right() - size.width() + 1))
    top = max(area.top(), min(window.y(), area.bottom() - size.height() + 1))
    return QPoint(left, top)


def place_from_json(text: str | None) -> Place | None:
    """The place that a library keeps, read without it; None for nothing and for what can't be read."""
    try:
        kept = json.loads(text or "")
        place = Place(**{**kept, "splitters": {name: tuple(each) for name, each in kept["splitters"].items()}})
        return place if all(isinstance(each, int) for each in (place.x, place.y, place.width, place.height)) else None
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _splitters(window: QWidget) -> list[QSplitter]:
    return [each for each in window.findChildren(QSplitter) if each.objectName() and each.window() is window]
