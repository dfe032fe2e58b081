"""The Qt application with its name and look."""

import sys

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from facilitator.i18n import locale_name, tr
from ui.garbage import garbage_collector
from ui.theme import theme


def make_application() -> QApplication:
    """The application, named and dressed; the one there is, if there is one.

    From then on garbage is searched for in its thread alone.
    """
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = QApplication(sys.argv[:1])
    # Dates and numbers in fields follow the words around them, whatever the machine speaks.
    QLocale.setDefault(QLocale(locale_name()))
    application.setApplicationName("Facilitator")
    application.setApplicationDisplayName(tr("Facilitator"))
    application.setDesktopFileName("facilitator")
    theme.apply(application)
    garbage_collector().start()
    return application
