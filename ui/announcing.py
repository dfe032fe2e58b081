"""Says aloud, to whoever has the screen read to them, what has changed: a page, an answer, what the room sees."""

from functools import cache

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QLabel, QWidget

_HEADINGS = ("title", "heading")


class Announcer(QObject):
    """Hands announcements to the system."""

    said = Signal(str)
    """What has been announced."""

    def say(self, widget: QWidget, words: str) -> None:
        """Announce these words, on behalf of a widget."""
        if words:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))
            self.said.emit(words)


@cache
def announcer() -> Announcer:
    """The one that all windows share."""
    return Announcer()


def announce(widget: QWidget, words: str) -> None:
    """Announce words on behalf of a widget."""
    announcer().say(widget, words)


def announce_page(page: QWidget) -> None:
    """Announce that a page is shown, by its name or its heading."""
    announce(page, name_of(page))


def name_of(page: QWidget) -> str:
    """What a page is called: its accessible name, else its first heading; "" for one that has neither."""
    if page.accessibleName():
        return page.accessibleName()
    headings = (label for label in page.findChildren(QLabel) if label.property("role") in _HEADINGS)
    return next((label.text() for label in headings if label.text() and label.isVisibleTo(page)), "")
