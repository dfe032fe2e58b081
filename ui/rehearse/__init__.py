"""A dry run: a whole workshop through the real windows, by simulated keys, with a picture of every step.

It is a smoke test (each step is checked against the library and the windows), the source of the README's pictures,
and what a facilitator runs before the day. Everything is made in one folder: the library, `pictures/` and `pdf/`.
"""

import os
from pathlib import Path

from facilitator.errors import Invalid
from facilitator.exercises.templates import bundled_agenda
from facilitator.i18n import SOURCE, languages, tr
from ui.application import make_application
from ui.window_language import speak_in_windows


def rehearse(folder: Path, people: int, agenda: str = "", language: str = SOURCE) -> int:
    """Play a workshop with `people` participants; 0 if all went as it should, 1 otherwise.

    `agenda` is the key of a bundled one, else the half day is played, and after it every other exercise; `language` is
    what the windows speak. Raises NotFound for an unknown agenda, Invalid for a language without texts, and when the
    folder already holds a library.
    """
    from ui.rehearse.run import Rehearsal
    from ui.rehearse.tools import quieten_offscreen

    path = folder / "library.sqlite"
    if path.exists():
        raise Invalid(tr("{folder} holds a rehearsal already. Choose another folder.", folder=folder))
    if agenda:
        bundled_agenda(agenda)
    if language not in languages():
        raise Invalid(tr("There are no texts in “{name}”.", name=language))
    folder.mkdir(parents=True, exist_ok=True)
    if os.environ.get("QT_QPA_PLATFORM") == "offscreen":
        quieten_offscreen()
    make_application()
    speak_in_windows(language)
    return Rehearsal(folder, path, people, agenda).run()
