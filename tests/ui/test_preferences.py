"""What is chosen once: text and colours of the windows, motion, sound; and the workshops that were opened last."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QMainWindow, QMenu
from pytestqt.qtbot import QtBot

from facilitator.exercises.templates import start_workshop
from facilitator.storage.library import Library
from facilitator.workshop.agenda import run_step
from facilitator.workshop.listing import preference_at
from facilitator.workshop.pin import set_pin
from facilitator.workshop.workshops import delete_workshop
from ui.open_library import OpenLibrary
from ui.preferences import preferences_form
from ui.recent import recent_workshops
from ui.screen_preferences import SOUND
from ui.simulated_user import SimulatedUser
from ui.theme import motion, theme
from ui.window_look import KEY, WindowLook, wear, window_look_from_json


@pytest.fixture
def opened(library: Library, qapp: QApplication) -> Iterator[OpenLibrary]:
    wear(WindowLook("light"))
    made = OpenLibrary(library)
    yield made
    made.close_windows()
    made.bridge.close()
    wear(WindowLook("light"))


def test_text_and_colours_are_kept_and_the_station_has_its_own(
    opened: OpenLibrary, library: Library, workshop: int, network_step: int
) -> None:
    set_pin(library, "2468")
    run_step(library, network_step)
    opened.open_workshop(workshop)
    console = opened.console
    assert console is not None
    before = console.pane.title.fontMetrics().height()
    opened.open_station()
    assert opened.station is not None
    names = SimulatedUser(opened.station).find("station-search")
    at_station = names.fontMetrics().height()
    form = preferences_form(console, library)
    for name, value in (("preferences-text", 1.5), ("preferences-scheme", "dark")):
        choice = form.findChild(QComboBox, name)
        choice.setCurrentIndex(choice.findData(value))
    user = SimulatedUser(form)
    user.click("preferences-sound")
    user.click("yes")
    QApplication.processEvents()
    assert console.pane.title.fontMetrics().height() > 1.3 * before
    assert theme.current().scheme == "dark" and SOUND.get(library)
    assert console.actions_by_name["timer_sound"].isChecked()
    assert names.fontMetrics().height() == at_station
    # The next start wears it before the library is open.
    assert window_look_from_json(preference_at(library.path, KEY)) == WindowLook("dark", 1.5)
    wear(WindowLook("light"))
    again = OpenLibrary(library)
    assert theme.current().scheme == "dark"
    assert QApplication.font().pointSizeF() == pytest.approx(theme.system_points() * 1.5)
    again.bridge.close()


@pytest.mark.parametrize("text", [None, "", "[]", '{"scheme": "pink"}', '{"text": 40}', '{"x": 1}'])
def test_what_cant_be_read_is_as_usual(text: str | None) -> None:
    assert window_look_from_json(text) == WindowLook()


def test_motion_is_the_same_in_the_form_and_in_the_menu(opened: OpenLibrary, library: Library, workshop: int) -> None:
    opened.open_workshop(workshop)
    assert opened.console is not None
    wanted = not motion.is_reduced()
    form = preferences_form(opened.console, library)
    SimulatedUser(form).click("preferences-motion")
    SimulatedUser(form).click("yes")
    assert motion.is_reduced() is wanted
    assert opened.console.actions_by_name["reduce_motion"].isChecked() is wanted


def shown(window: QMainWindow) -> QMenu:
    menu = window.findChild(QMenu, "recent")
    menu.aboutToShow.emit()
    return menu


def test_recent_workshops_are_opened_from_the_menu(
    qtbot: QtBot, opened: OpenLibrary, library: Library, workshop: int
) -> None:
    other, gone = start_workshop(library, "Lean & quick").value, start_workshop(library, "Gone").value
    opened.open_workshop(workshop)
    assert [action.isEnabled() for action in shown(opened.console).actions()] == [False]
    for each in (gone, other, workshop):
        opened.open_workshop(each)
    delete_workshop(library, gone)
    assert [each for each, _ in recent_workshops(library)] == [workshop, other]
    (action,) = shown(opened.console).actions()
    assert action.text() == "Lean && quick"
    action.trigger()
    qtbot.waitUntil(lambda: opened.console is not None and opened.console.workshop_id == other)
    assert [each for each, _ in recent_workshops(library)] == [other, workshop]
