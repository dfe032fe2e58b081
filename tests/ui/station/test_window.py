"""The kiosk: the list of names, the PIN, what doesn't leave it, and what a restart brings back."""

from pathlib import Path
from typing import Any

import pytest
from accessible import unnamed
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView

from facilitator.exercises.network.read import read_network
from facilitator.exercises.steps import exercise_steps
from facilitator.rehearsal.people import people
from facilitator.storage.library import Library, open_library
from facilitator.workshop.agenda import remove_step
from facilitator.workshop.own_code import allow_once
from facilitator.workshop.pin import has_pin, set_pin
from facilitator.workshop.roster import Person, add_people, people_of
from ui.bridge import LibraryBridge
from ui.exercises.contract import StationFlow
from ui.station.people import entries
from ui.station.window import StationWindow

Station = Any  # the fixture's class lives in the conftest
PIN = "2468"


def shown(station: Station) -> list[str]:
    view = station.find("station-names")
    assert isinstance(view, QListView)
    return [str(view.model().index(row, 0).data()) for row in range(view.model().rowCount())]


def test_the_pin_is_chosen_at_first_use(
    library: Library, bridge: LibraryBridge, workshop: int, network_step: int
) -> None:
    window = StationWindow(library, bridge, workshop, network_step)
    window.open(full_screen=False)
    fields = window.findChildren(type(window._choose_pin.fields[0]), "station-new-pin")
    assert fields[0].isVisible()

    def type_pins(first: str, again: str) -> None:
        for text in (first, again):
            QTest.keyClicks(window.focusWidget(), text)
            QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)

    type_pins(PIN, "1357")
    assert not has_pin(library)
    type_pins("12", "12")
    assert not has_pin(library)
    type_pins(PIN, PIN)
    assert has_pin(library)
    assert window._names.isVisible()
    window.release()


def test_giving_up_on_the_pin_leaves_at_once(
    library: Library, bridge: LibraryBridge, workshop: int, network_step: int, qtbot: Any
) -> None:
    window = StationWindow(library, bridge, workshop, network_step)
    window.open(full_screen=False)
    with qtbot.waitSignal(window.left):
        window._choose_pin.cancelled.emit()
    assert not window.isVisible()
    assert not has_pin(library)


def test_closing_and_escape_do_not_leave(station: Station) -> None:
    for place in ("names", "flow"):
        if place == "flow":
            station.click("station-pin-cancel")
            station.begin("alek")
        assert not station.window.close()
        assert station.window.isVisible()
        station.type("\x1b\x1b")
        station.press("q", Qt.KeyboardModifier.ControlModifier)
        assert station.window.isVisible()


def test_leaving_takes_the_pin(station: Station, qtbot: Any) -> None:
    station.click("station-leave")
    station.type("1111\n")
    assert "not the PIN" in station.find("station-pin-problem").text()
    assert station.window.isVisible()
    with qtbot.waitSignal(station.window.left):
        station.type(PIN + "\n")
    assert not station.window.isVisible()


def test_after_five_wrong_pins_one_waits(station: Station) -> None:
    station.click("station-leave")
    for _ in range(5):
        station.type("1111\n")
    assert "Too many wrong tries" in station.find("station-pin-problem").text()
    assert not station.find("station-pin").isEnabled()
    station.click("station-pin-cancel")
    station.click("station-leave")
    assert not station.find("station-pin").isEnabled()


def test_names_are_found_by_letters_without_marks(station: Station) -> None:
    assert len(shown(station)) == 6
    station.type("wisn")
    assert shown(station) == ["Aleksandra Wiśniewska-Kowalczyk"]
    station.type("\b\b\b\bkhai ngu")
    assert shown(station) == ["Nguyễn Thị Minh Khai"]
    station.type("zzz")
    assert not station.sees("station-names")
    station.type("\x1b")
    assert len(shown(station)) == 6


def test_enter_without_a_search_picks_nobody(station: Station) -> None:
    station.type("\n")
    assert station.sees("station-names")
    station.type("↓\n")
    assert station.sees("station-hello")


def test_namesakes_are_told_apart(library: Library, workshop: int) -> None:
    added = [Person("Anna Kowalska", team="Legal"), Person("anna kowalska", team="Finance"), Person("Anna Kowalska")]
    add_people(library, workshop, added)
    add_people(library, workshop, [Person("Anna Kowalska")])
    found = [entry.detail for entry in entries(people_of(library, workshop), {}) if "kowalska" in entry.name.lower()]
    assert sorted(found) == ["1 of 2", "2 of 2", "Finance", "Legal"]


@pytest.mark.parametrize("count", [0, 1, 18, 60])
def test_rooms_of_any_size(
    library: Library, bridge: LibraryBridge, workshop: int, network_step: int, count: int
) -> None:
    from facilitator.workshop.roster import remove_people

    remove_people(library, [one.id for one in people_of(library, workshop)])
    add_people(library, workshop, people(count))
    set_pin(library, PIN)
    window = StationWindow(library, bridge, workshop, network_step)
    window.open(full_screen=False)
    view = window._names.list
    assert view.model().rowCount() == count
    assert view.isVisible() == (count > 0)
    if count:
        assert view.gridSize().height() >= 44
        # A small room has larger names, and they stay so while one searches.
        tall = view.gridSize().height()
        assert tall > 80 if count == 1 else count < 60 or tall < 70
        window._names.search.setText("a")
        assert view.gridSize().height() == tall
    window.release()


def test_somebody_added_appears(station: Station, library: Library, workshop: int) -> None:
    add_people(library, workshop, [Person("Zoë Newcomer")])
    QApplication.processEvents()
    assert "Zoë Newcomer" in shown(station)


def test_without_a_step_one_waits(station: Station, library: Library, network_step: int) -> None:
    station.window.set_step(None)
    assert station.sees("station-wait")
    station.window.set_step(network_step)
    assert station.sees("station-names")
    remove_step(library, network_step)
    QApplication.processEvents()
    assert station.sees("station-wait")


def test_a_removed_step_ends_the_turn(station: Station, library: Library, network_step: int) -> None:
    station.begin("alek")
    remove_step(library, network_step)
    QApplication.processEvents()
    assert station.sees("station-wait")
    assert station.window.findChildren(StationFlow) == [] or not station.sees("network-flow")


def test_another_step_waits_for_who_is_answering(station: Station) -> None:
    station.begin("alek")
    station.window.set_step(None)
    assert station.sees("network-flow")
    station.click("network-stop")
    station.type("\n")
    assert station.sees("station-wait")


def test_everything_is_there_after_the_program_was_killed(tmp_path: Path, qapp: QApplication) -> None:
    from facilitator.exercises.templates import start_workshop

    first = open_library(tmp_path / "library.sqlite")
    workshop = start_workshop(first, "Learning").value
    ada = add_people(first, workshop, [Person("Ada")]).value[0]
    step = next(step.id for step, exercise in exercise_steps(first, workshop) if exercise.kind == "network")
    set_pin(first, PIN)

    def opened(library: Library) -> StationWindow:
        window = StationWindow(library, LibraryBridge(library), workshop, step)
        window.open(full_screen=False)
        QApplication.processEvents()
        return window

    def type_keys(window: StationWindow, text: str) -> None:
        for letter in text:
            key = Qt.Key.Key_Return if letter == "\n" else letter
            QTest.keyClick(window.focusWidget(), key)
            QApplication.processEvents()

    window = opened(first)
    type_keys(window, "ada\n\n\n1AB\nCD\n\n\n31")
    # Nothing is closed or asked to save: the second window is all that a killed program leaves to the next one.
    second = open_library(tmp_path / "library.sqlite")
    found = read_network(second, step, ada)
    assert [contact.ratings.get("group") for contact in found.contacts] == [3, 1]
    again = opened(second)
    allow_once(second, ada)
    type_keys(again, "ada\n")
    grid = again.findChildren(QListView.__mro__[1], "network-grid")[0]
    assert [grid.model().index(row, 0).data() for row in range(2)] == ["3", "1"]
    window.release()
    again.release()
    second.close()
    first.close()


def test_every_interactive_thing_has_a_name(station: Station) -> None:
    def check() -> None:
        assert unnamed(station.window) == []

    check()
    station.take_name("alek")
    check()
    station.type("\n\n")
    check()
    station.type("1AB\nCD\nan")
    check()
    station.type("\b\b\n\n")
    check()
    station.type("1111111122\n")
    check()
    station.click("network-stop")
    check()
    station.type("42")
    station.take_name("khai")
    station.type("\n\n212\n")
    check()
    station.click("network-stop")
    station.type("\n")
    station.click("station-leave")
    check()
