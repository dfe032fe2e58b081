"""The language that the program's windows speak: the computer's where there are texts in it, else the chosen one.

Kept in the library, and read without it at a start, since the first window stands before the library is open. What a
workshop's people read on paper and in mails has the language of its papers, whatever the windows speak.
"""

import json
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from facilitator.i18n import SOURCE, languages, locale_name, speak, spoken
from facilitator.storage.location import Place
from facilitator.workshop.listing import preference_at

KEY = "windows.language"
_QT = "Qt's own texts"


def language_of_computer() -> str:
    """The first of the computer's languages that there are texts in, else English."""
    preferred = [each.partition("-")[0] for each in QLocale.system().uiLanguages()]
    return next((each for each in preferred if each in languages()), SOURCE)


_at_servers: dict[Place, str] = {}
"""What was chosen for libraries on servers, as far as one was open since the program began."""


def note_language(place: Place, chosen: str) -> None:
    """Know from here on what the windows are to speak with a library on a server."""
    _at_servers[place] = chosen


def language_at(place: Place) -> str:
    """What the windows speak with a library: that of the computer too while it is locked, or nothing is known of it."""
    if not isinstance(place, Path):
        chosen = _at_servers.get(place, "")
        return chosen if chosen in languages() else language_of_computer()
    try:
        chosen = json.loads(preference_at(place, KEY) or '""')
    except ValueError:
        chosen = ""
    return chosen if chosen in languages() else language_of_computer()


def speak_in_windows(language: str) -> None:
    """Say everything in a language from here on, and Qt what it says by itself; windows that are open stay as they are.

    Dates and numbers in fields follow the words around them, whatever the machine speaks.
    """
    if language != spoken():
        speak(language)
    QLocale.setDefault(QLocale(locale_name()))
    application = QCoreApplication.instance()
    if application is None:
        return
    before = application.findChild(QTranslator, _QT)
    if before is not None:
        application.removeTranslator(before)
        before.deleteLater()
    qt = QTranslator(application)
    qt.setObjectName(_QT)
    if language != SOURCE and qt.load(
        f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    ):
        application.installTranslator(qt)
