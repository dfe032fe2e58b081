"""Whether another window lies over one of ours, and which monitors show it, where the system tells.

Qt hears of it on macOS alone. On X11 the window manager keeps a list of all windows from the lowest to the topmost,
with and without a compositor (Extended Window Manager Hints 1.5, `_NET_CLIENT_LIST_STACKING`), which is asked here.
Wayland tells no program of another one, and of Windows it is not known here.

Of a monitor that came to show the same part of the desktop as another one X11 tells Qt only if it was away meanwhile:
so the server is asked for its monitors too (RandR 1.5, `RRGetMonitors`).
"""

import ctypes
import struct
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QGuiApplication, QRegion

_COVERED = 0.5
"""From this share on that others lie over, a window shows nothing that can be relied on."""
_GRID = 20
"""By so many points a side it is told how much of a window is covered."""
_MOST = 4096
"""So many values of a property are read at most."""
_ANY_TYPE = 0
_VIEWABLE = 2
_BITS = 32
_RANDR = "RANDR"
_MONITOR = struct.Struct("=6xHhhHH8x")
"""Of a monitor: how many outputs it has, which follow it in 4 bytes each, its place and its size; see randr.h."""


def is_told() -> bool:
    """Whether this computer tells that something lies over a window, by `is_covered` or by Qt itself."""
    if _can_ask():
        window = next((each for each in QGuiApplication.topLevelWindows() if each.isVisible()), None)
        return window is not None and bool(_Server(int(window.winId())).stacked)
    # Where windows are painted on nothing, nothing lies over them.
    return QGuiApplication.platformName() in ("cocoa", "offscreen", "minimal")


def is_covered(window_id: int) -> bool:
    """Whether windows in front of this one cover half of it or more; False where this computer does not tell."""
    if not _can_ask():
        return False
    server = _Server(window_id)
    if window_id not in server.stacked:
        return False
    ours, over = server.area(window_id), QRegion()
    for other in server.stacked[server.stacked.index(window_id) + 1 :]:
        if server.is_shown(other):
            over += server.area(other).intersected(ours)
    points = [
        QPoint(
            ours.x() + ours.width() * (2 * column + 1) // (2 * _GRID),
            ours.y() + ours.height() * (2 * row + 1) // (2 * _GRID),
        )
        for column in range(_GRID)
        for row in range(_GRID)
    ]
    return sum(over.contains(point) for point in points) >= _COVERED * len(points)


def monitors_of(window_id: int) -> list[QRect] | None:
    """The monitors that show the middle of a window, in the server's pixels: several of a mirrored screen.

    None where this computer does not tell.
    """
    if not _can_ask() or _randr() is None:
        return None
    server = _Server(window_id)
    monitors, middle = server.monitors(), server.area(window_id).center()
    return [monitor for monitor in monitors if monitor.contains(middle)] if monitors else None


def _can_ask() -> bool:
    return QGuiApplication.platformName() == "xcb" and _has_library()


@cache
def _has_library() -> bool:
    try:
        _xcb()
    except OSError:
        # Qt may have come with a library of its own, under another name.
        return False
    return True


class _Cookie(ctypes.Structure):
    _fields_ = (("sequence", ctypes.c_uint),)


class _Reply(ctypes.Structure):
    """The first 32 bytes of an answer, as far as they are read here; see xproto.h for each request."""

    _fields_ = (
        ("type", ctypes.c_uint8),
        ("first", ctypes.c_uint8),
        ("sequence", ctypes.c_uint16),
        ("length", ctypes.c_uint32),
        ("word", ctypes.c_uint32),
        ("shorts", ctypes.c_uint16 * 10),
    )


class _Server:
    """Questions to the X server over Qt's connection. A window that is gone meanwhile has no answer."""

    def __init__(self, window: int) -> None:
        application: Any = QGuiApplication.instance()
        self._connection = ctypes.c_void_p(application.nativeInterface().connection())
        geometry = self._ask("get_geometry", window)
        self._root: int = geometry.word if geometry is not None else 0
        self.stacked = self._values(self._root, "_NET_CLIENT_LIST_STACKING")

    def area(self, window: int) -> QRect:
        """Where a window lies on the root, in the server's pixels; empty for one that is gone."""
        size = self._ask("get_geometry", window)
        place = self._ask("translate_coordinates", window, self._root, 0, 0)
        if size is None or place is None:
            return QRect()
        x, y = (ctypes.c_int16(each).value for each in place.shorts[:2])
        return QRect(x, y, size.shorts[2], size.shorts[3])

    def monitors(self) -> list[QRect]:
        """All monitors; none where the server knows of none."""
        known = self._ask("query_extension", len(_RANDR), _RANDR.encode())
        # A server that has not got it would end the connection.
        if known is None or not known.word & 0xFF:
            return []
        with _answer(self._connection, "randr_get_monitors", self._root, 1, library=_randr()) as reply:
            if reply is None:
                return []
            start = ctypes.addressof(reply.contents) + ctypes.sizeof(_Reply)
            content = ctypes.string_at(start, reply.contents.length * 4)
        found, at = [], 0
        while at + _MONITOR.size <= len(content):
            outputs, *place = _MONITOR.unpack_from(content, at)
            found.append(QRect(*place))
            at += _MONITOR.size + 4 * outputs
        return found

    def is_shown(self, window: int) -> bool:
        """Whether a window can be seen: neither minimised nor on another desktop."""
        attributes = self._ask("get_window_attributes", window)
        # After the visual (4 bytes), class (2), gravities (2), planes (8) and two flags comes the state.
        viewable = attributes is not None and attributes.shorts[7] & 0xFF == _VIEWABLE
        return viewable and self._atom("_NET_WM_STATE_HIDDEN") not in self._values(window, "_NET_WM_STATE")

    def _atom(self, name: str) -> int:
        found = self._ask("intern_atom", 1, len(name), name.encode())
        return found.word if found is not None else 0

    def _values(self, window: int, name: str) -> Sequence[int]:
        """The numbers of a window's property; none where it has no such property."""
        request = ("get_property", 0, window, self._atom(name), _ANY_TYPE, 0, _MOST)
        with _answer(self._connection, *request) as reply:
            if reply is None or reply.contents.first != _BITS:
                return ()
            count = _xcb().xcb_get_property_value_length(reply) // (_BITS // 8)
            values = _xcb().xcb_get_property_value
            values.restype = ctypes.POINTER(ctypes.c_uint32)
            return tuple(values(reply)[:count])

    def _ask(self, request: str, *values: int | bytes) -> _Reply | None:
        with _answer(self._connection, request, *values) as reply:
            return None if reply is None else _Reply.from_buffer_copy(reply.contents)


@contextmanager
def _answer(
    connection: ctypes.c_void_p, request: str, *values: int | bytes, library: ctypes.CDLL | None = None
) -> Iterator[Any]:
    """Send a request and wait for its answer: a pointer to a `_Reply`, None where the server refuses."""
    asked = library or _xcb()
    send, receive = getattr(asked, f"xcb_{request}"), getattr(asked, f"xcb_{request}_reply")
    send.restype, receive.restype = _Cookie, ctypes.POINTER(_Reply)
    reply = receive(connection, send(connection, *values), None)
    try:
        yield reply or None
    finally:
        _libc().free(reply)


@cache
def _xcb() -> ctypes.CDLL:
    """The library by which Qt itself speaks to the server: it is there where there is an X11 window."""
    return ctypes.CDLL("libxcb.so.1")


@cache
def _randr() -> ctypes.CDLL | None:
    """The library for monitors, which Qt has loaded too where it has not come with one of its own."""
    try:
        return ctypes.CDLL("libxcb-randr.so.0")
    except OSError:
        return None


@cache
def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None)
