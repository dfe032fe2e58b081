"""What happens when something goes wrong that nobody expected: the workshop goes on, and there is a report to copy.

The report says where in the program it happened, and nothing about people: see `where_raised`.
"""

import logging
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from facilitator.errors import FacilitatorError, ServerAway, where_raised
from facilitator.i18n import tr
from ui.program_log import about_program
from ui.stage import own_window

if TYPE_CHECKING:
    from ui.error_dialog import ErrorDialog

_log = logging.getLogger("facilitator")


def report(error: BaseException) -> str:
    """What to send to whoever maintains the program: versions, kinds of exceptions and where they were raised."""
    lines = [*about_program(), f"Platform {QGuiApplication.platformName()}", ""]
    return "\n".join([*lines, *where_raised(error)]) + "\n"


class ErrorWatch(QObject):
    """Catches what nobody caught, in any thread, and shows it once: not a heap of windows for the same defect."""

    caught = Signal(object)
    """The exception."""

    def __init__(self, parent_window: Callable[[], QWidget | None] = QApplication.activeWindow) -> None:
        super().__init__()
        self._parent_window = parent_window
        self._dialog: ErrorDialog | None = None
        self._is_showing = False
        """From when an error is to be shown until it is: what goes wrong meanwhile is logged, or it would never end."""
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        self.caught.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Catch from now on."""
        sys.excepthook = self._caught
        threading.excepthook = lambda what: (
            self._caught(what.exc_type, what.exc_value, what.exc_traceback) if what.exc_value else None
        )
        # What goes wrong while something is thrown away harms nobody, but Python would print its message.
        sys.unraisablehook = lambda what: _log.error("%s", report(what.exc_value)) if what.exc_value else None

    def uninstall(self) -> None:
        """Leave things as they were before `install`."""
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._before

    def _caught(self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            QApplication.quit()
            return
        if isinstance(error, ServerAway):
            # Each window says so for as long as it lasts, and reads anew afterwards.
            _log.warning("the server of the library does not answer")
            return
        _log.error("%s", report(error))
        if self._is_showing:
            return
        # While the program ends nobody is there to be told, and a hook that fails makes Python print the message.
        with suppress(RuntimeError):
            self.caught.emit(error)

    def _show(self, error: BaseException) -> None:
        self._is_showing = True
        # Imported here: the first window does not wait for dialogs.
        from ui.dialogs import message
        from ui.error_dialog import ErrorDialog

        if isinstance(error, FacilitatorError):
            message(own_window(self._parent_window()), tr("That could not be done"), error.sentence)
        elif self._dialog is None:
            self._dialog = ErrorDialog(error, own_window(self._parent_window()))
            self._dialog.destroyed.connect(self._forget)
            self._dialog.open()
        self._is_showing = False

    def _forget(self) -> None:
        self._dialog = None
