"""The language that the program's windows speak: the computer's where there are texts in it, else the chosen one.

Kept in the library, and read without it at a start, since the first window stands before the library is open. What a
workshop's people read on paper and in mails has the language of its papers, whatever the windows speak.
"""

import json
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from facilitator.i18n import SOURCE, languages, locale_name, speak, spoken
from facilitator.workshop.listing import preference_at

KEY = "windows.language"
_QT = "Qt's own texts"


def language_of_computer() -> str:
    """The first of the computer's languages that there are texts in, else English."""
    wishes = [wish.partition("-")[0] for wish in QLocale.system().uiLanguages()]
    return next((wish for wish in wishes if wish in languages()), SOURCE)


def language_at(path: Path) -> str:
    """What the windows speak with the library at `path`: that of the computer too while the library is locked."""
    try:
        chosen = json.loads(preference_at(path, KEY) or '""')
    except ValueError:
        chosen = ""
    return chosen if chosen in languages() else language_of_computer()


def day_format() -> str:
    """How fields show a day, by Qt's letters and as `short_day` writes it: such as "d MMM yyyy" or "dd.MM.yyyy"."""
    from babel.dates import get_date_format

    return str(get_date_format("medium", locale=locale_name()).pattern).replace("y", "yyyy")


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
