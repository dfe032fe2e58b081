"""The language of the windows: the computer's, or the one that was chosen, from the next start's first window on."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import copy

import pytest
from locked import WORDS, locked
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QComboBox, QDateEdit, QLabel
from pytestqt.qtbot import QtBot

from facilitator.exercises.steps import add_exercise, exercise_steps
from facilitator.exercises.templates import start_workshop
from facilitator.i18n import SOURCE, day_pattern, short_day, speak, speaking, spoken
from facilitator.questionnaires.setup import get_setup
from facilitator.rehearsal.people import people
from facilitator.storage.library import Library, open_library
from facilitator.workshop.agenda import get_step, said_title
from facilitator.workshop.papers import PaperOptions, keep_paper_options, spoken_in
from facilitator.workshop.roster import add_people
from facilitator.workshop.workshops import list_workshops
from ui.console.ready import ReadyPage
from ui.console.steps import edit_step
from ui.entry.frame import EntryFrame
from ui.exercises.network.maps import by_group, groupings
from ui.library.workshop_form import new_workshop
from ui.open_library import OpenLibrary
from ui.pages.flow_view import FlowView
from ui.pages.settings import SettingsDialog
from ui.preferences import WINDOW_LANGUAGE, preferences_form
from ui.projector.prompt import prompt_of, title_for_room
from ui.simulated_user import SimulatedUser
from ui.station.people import everybody_of
from ui.window_language import language_at, speak_in_windows

STARTS = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenuBar
from facilitator.i18n import spoken, tr
from ui.app import run_app
from ui.application import make_application
from ui.library.window import LibraryWindow
from ui.passphrases import UnlockDialog

seen = [(spoken(), tr("People"))]
words, *paths = sys.argv[1:]
libraries, asked = [Path(each) for each in paths], []


def look():
    for dialog in QApplication.topLevelWidgets():
        if isinstance(dialog, UnlockDialog) and dialog.isVisible() and dialog not in asked:
            asked.append(dialog)
            seen.append(("asked", dialog.windowTitle()))
            dialog.line.insert(words)
            QTest.keyClick(dialog.line, "\\r")
            return
    for window in QApplication.topLevelWidgets():
        if isinstance(window, LibraryWindow) and window.isVisible() and window not in known:
            known.append(window)
            menus = [action.text().replace("&", "") for action in window.findChild(QMenuBar).actions()]
            seen.append((spoken(), menus[0]))
            libraries.pop(0)
            if libraries:
                window.copied.emit(libraries[0])
            else:
                window.close()
            return


known = []
make_application()
timer = QTimer(interval=20)
timer.timeout.connect(look)
timer.start()
run_app(libraries[0])
print(json.dumps(seen))
"""


@pytest.fixture(autouse=True)
def english_again(qapp: QApplication) -> Iterator[None]:
    yield
    speak_in_windows(SOURCE)


def test_each_library_has_the_language_that_was_chosen_for_it_or_the_computers(
    tmp_path: Path, empty_library: Path
) -> None:
    """A German computer; one library after the other, the last with a passphrase, whose choice is read once open."""
    paths = []
    for name, chosen in (("usual", ""), ("english", "en"), ("german", "de"), ("unheard", "tlh"), ("locked", "en")):
        library = open_library(Path(copy(empty_library, tmp_path / f"{name}.sqlite")))
        if chosen:
            WINDOW_LANGUAGE.set(library, chosen)
        library.close()
        paths.append(library.path)
    locked(paths[-1])
    done = subprocess.run(
        [sys.executable, "-c", STARTS, WORDS, *map(str, paths)],
        env={**os.environ, "LC_ALL": "de_DE.UTF-8", "XDG_STATE_HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == [
        # What has no window, such as a command, stays as it is.
        ["en", "People"],
        ["de", "Datei"],
        ["en", "File"],
        ["de", "Datei"],
        ["de", "Datei"],
        ["asked", "Diese Datei ist durch ein Kennwort geschützt"],
        ["en", "File"],
    ]


def test_it_is_chosen_in_the_preferences_and_spoken_from_the_next_start_on(
    qtbot: QtBot, library: Library, workshop: int
) -> None:
    opened = OpenLibrary(library)
    opened.open_workshop(workshop)
    form = preferences_form(opened.console, library)
    choice = form.findChild(QComboBox, "preferences-language")
    assert [choice.itemText(row) for row in range(choice.count())] == ["As the computer", "English", "Deutsch"]
    choice.setCurrentIndex(choice.findData("de"))
    SimulatedUser(form).click("yes")
    assert spoken() == SOURCE and language_at(library.path) == "de"
    opened.close_windows()
    opened.bridge.close()
    speak_in_windows(language_at(library.path))
    again = OpenLibrary(library)
    again.open_workshop(workshop)
    assert again.console is not None
    menus = [action.text().replace("&", "") for action in again.console.menuBar().actions()]
    assert menus == ["Datei", "Bearbeiten", "Ansicht", "Workshop", "Hilfe"]
    # Qt says by itself what its own menus and keys are called.
    assert QApplication.translate("QShortcut", "Ctrl") == "Strg"
    again.close_windows()
    again.bridge.close()


def test_a_language_of_a_newer_version_stays_chosen_until_another_is(library: Library, qtbot: QtBot) -> None:
    WINDOW_LANGUAGE.set(library, "tlh")
    assert language_at(library.path) == SOURCE
    SimulatedUser(preferences_form(None, library)).click("yes")
    assert WINDOW_LANGUAGE.get(library) == "tlh"
    form = preferences_form(None, library)
    choice = form.findChild(QComboBox, "preferences-language")
    choice.setCurrentIndex(choice.findData("de"))
    SimulatedUser(form).click("yes")
    assert WINDOW_LANGUAGE.get(library) == "de"


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_new_workshop_has_papers_in_the_language_of_the_windows(
    library: Library, qtbot: QtBot, language: str
) -> None:
    speak_in_windows(language)
    form = new_workshop(None, library, "", lambda _done: None, lambda _done: None)
    (day,) = (each for each in form.findChildren(QDateEdit) if each.isEnabled())
    assert day.text() == short_day(day.date().toPython())
    assert day.displayFormat() == day_pattern() == {"en": "d MMM yyyy", "de": "dd.MM.yyyy"}[language]
    SimulatedUser(form).click("yes")
    (card,) = list_workshops(library)
    assert spoken_in(library, card.id) == language


@pytest.mark.parametrize(("papers", "windows"), [("de", "en"), ("en", "de"), ("en", "en"), ("de", "de")])
def test_get_ready_says_where_the_room_would_read_two_languages(
    opened: OpenLibrary, library: Library, papers: str, windows: str
) -> None:
    with speaking(papers):
        workshop = start_workshop(library, "Harbour").value
    speak_in_windows(windows)
    page = ReadyPage(opened.bridge, workshop, {})
    said = page.findChild(QLabel, "ready-languages")
    assert said.isVisibleTo(page) is (papers != windows)
    if papers != windows:
        assert {"de": "Deutsch", "en": "English"}[papers] in said.text()
        assert {"de": "Einstellungen", "en": "Preferences"}[windows] in said.text()


def test_fields_and_numbers_follow_the_words_around_them(qtbot: QtBot) -> None:
    speak_in_windows("de")
    assert QLocale().toString(1234.5) == "1.234,5"
    speak("en")
    speak_in_windows("en")
    assert QLocale().toString(1234.5) == "1,234.5"


@pytest.mark.parametrize(("papers", "windows"), [("de", "en"), ("en", "de")])
def test_the_room_reads_what_came_with_the_program_in_the_language_of_the_papers(
    opened: OpenLibrary, library: Library, papers: str, windows: str
) -> None:
    with speaking(papers):
        workshop = start_workshop(library, "Harbour", template="half_day").value
    person = add_people(library, workshop, people(1)).value[0]
    network, reflection = (step for step, _ in exercise_steps(library, workshop))
    speak_in_windows(windows)
    titles = {"en": "Personal network", "de": "Persönliches Netzwerk"}
    assert prompt_of(library, network.id).title == title_for_room(library, network.id) == titles[papers]
    assert everybody_of(library, workshop, network.id)[0] == titles[papers]
    questions = {"en": "What challenge have we met", "de": "Welcher Herausforderung sind wir"}
    assert any(line.startswith(questions[papers]) for line in prompt_of(library, reflection.id).lines)
    way = FlowView(opened.bridge, reflection.id, person)
    way.flow.go_to("prompt_1")
    assert any(label.text().startswith(questions[papers]) for label in way.findChildren(QLabel))
    # What only the facilitator reads is in the language of the windows.
    opened.open_workshop(workshop)
    assert opened.console is not None
    opened.console.agenda.choose(network.id)
    assert opened.console.pane.title.text() == titles[windows]


def test_what_came_with_the_program_stays_as_it_is_kept_until_somebody_rewords_it(
    opened: OpenLibrary, library: Library
) -> None:
    """Else a workshop that was once looked at in German windows would have no English papers any more."""
    workshop = start_workshop(library, "Harbour").value
    speak_in_windows("de")
    step = get_step(library, add_exercise(library, workshop, "learning_mix").value)
    assert step.title == "Learning mix (70:20:10 reflection)" and said_title(step) == "Lernmix (70:20:10-Reflexion)"
    form = edit_step(None, library, step, lambda _done: None)
    assert form.title.text() == said_title(step)
    form.minutes.setValue(17)
    SimulatedUser(form).click("yes")
    now = get_step(library, step.id)
    assert (now.title, now.minutes) == (step.title, 17)
    keep_paper_options(library, workshop, PaperOptions(language="de"))
    before = get_setup(library, step.id).questionnaire
    dialog = SettingsDialog(library, step.id, opened.history, None)
    asked = dialog.item("capability")
    assert asked.text(0).startswith("An welche")
    asked.setText(0, "Was können Sie?")
    dialog.names.setCurrentIndex(dialog.names.findData("initials"))
    dialog._save()
    after = get_setup(library, step.id).questionnaire
    assert after.names == "initials" and after.by_key["capability"].text == "Was können Sie?"
    assert [each.text for each in after.questions][1:] == [each.text for each in before.questions][1:]


def test_nouns_keep_their_capitals_and_a_long_way_gives_way_before_the_name(qtbot: QtBot) -> None:
    speak_in_windows("de")
    assert [by_group(way) for way, _ in groupings()] == ["nach Team", "nach Standort", "nach Ebene"]
    frame = EntryFrame("Aleksandra Wiśniewska-Kowalczyk", "pages")
    qtbot.addWidget(frame)
    frame.show_place(("Herausforderungen", "Verbesserungen", "Lernen", "Noch einmal lesen"), 1)
    for width, shown in ((1600, "Verbesserungen"), (680, "Seite 2 von 4"), (1600, "Verbesserungen")):
        frame.resize(width, 600)
        frame.show()
        QApplication.processEvents()
        assert any(shown in label.text() for label in frame.findChildren(QLabel)), width
        name = next(label for label in frame.findChildren(QLabel) if label.text().startswith("Aleks"))
        assert name.width() >= name.sizeHint().width()
