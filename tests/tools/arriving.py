"""Dragging over windows and dropping on them, by the events that Qt sends for it."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

_ACTIONS = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
_KEPT: list[QMimeData] = []
"""An event only points to its data."""


def files(*paths: Path) -> QMimeData:
    """What a program for files drags: the addresses of files, and their paths as a text beside."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    data.setText("\n".join(map(str, paths)))
    return data


def drag_over(window: QWidget, data: QMimeData) -> QDragEnterEvent:
    """Drag something into a window; the event tells whether it would be taken."""
    _KEPT[:] = [data]
    at = window.rect().center()
    event = QDragEnterEvent(at, _ACTIONS, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(window, event)
    return event


def leave(widget: QWidget) -> None:
    """Drag away again."""
    QApplication.sendEvent(widget, QDragLeaveEvent())


def drop(window: QWidget, data: QMimeData) -> None:
    """Drag something over a window and drop it: on what lies over the window by then, as Qt finds it."""
    if not drag_over(window, data).isAccepted():
        return
    at = window.rect().center()
    below = window.childAt(at) or window
    while not below.acceptDrops() and below is not window:
        below = below.parentWidget() or window
    place = QPointF(below.mapFrom(window, QPoint(at)))
    event = QDropEvent(place, _ACTIONS, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(below, event)
