"""The Qt application with its name and look."""

import sys
from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFileOpenEvent, QIcon
from PySide6.QtWidgets import QApplication

from facilitator.i18n import spoken
from facilitator.resources import resource
from ui.garbage import garbage_collector
from ui.theme import theme
from ui.theme.layouts import forget_items_of_layouts
from ui.window_language import speak_in_windows


class Application(QApplication):
    """The application; macOS tells it by an event of each file that is opened with it, at the start and later."""

    file_opened = Signal(Path)

    def event(self, event: QEvent) -> bool:
        """Notice such a file."""
        if isinstance(event, QFileOpenEvent) and event.file():
            self.file_opened.emit(Path(event.file()))
            return True
        return super().event(event)


def make_application() -> QApplication:
    """The application, named and dressed; the one there is, if there is one.

    From then on nothing of Qt ends in another thread, or is known to PySide after its end.
    """
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = Application(sys.argv[:1])
    speak_in_windows(spoken())
    application.setApplicationName("Facilitator")
    # A name, and no word for who leads a workshop.
    application.setApplicationDisplayName("Facilitator")
    application.setDesktopFileName("facilitator")
    application.setWindowIcon(app_icon())
    theme.apply(application)
    garbage_collector().start()
    forget_items_of_layouts()
    return application


def app_icon() -> QIcon:
    """The program's icon in all its sizes; the bitmaps are read when they are first shown."""
    made = QIcon()
    for path in sorted(resource("icons", "app").glob("*.png")):
        made.addFile(str(path))
    return made
