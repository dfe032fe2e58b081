"""The Qt application with its name and look."""

import sys

from PySide6.QtWidgets import QApplication

from facilitator.i18n import tr
from ui.garbage import garbage_collector
from ui.theme import theme


def make_application() -> QApplication:
    """The application, named and dressed; the one there is, if there is one.

    From then on garbage is searched for in its thread alone.
    """
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = QApplication(sys.argv[:1])
    application.setApplicationName("Facilitator")
    application.setApplicationDisplayName(tr("Facilitator"))
    application.setDesktopFileName("facilitator")
    theme.apply(application)
    garbage_collector().start()
    return application
