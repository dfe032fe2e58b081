"""Who knows whom, ticked by keys and by mouse at the station; asked only where the facilitator wants it."""

from itertools import combinations
from typing import Any

import pytest
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QApplication, QLabel

from facilitator.exercises.network.analysis import Analysis, change_analysis
from facilitator.exercises.network.read import NetworkView, read_network
from facilitator.storage.library import Library
from facilitator.workshop.roster import people_of
from ui.exercises.network.entry.tie_grid import TieGrid
from ui.theme.theme import weight

Station = Any  # the fixture's class lives in the conftest
NAMES = ["AB", "Jo", "Priya", "Nguyễn Thị Minh Khai", "KW"]


def view(library: Library, workshop: int, step: int) -> NetworkView:
    alek = next(one.id for one in people_of(library, workshop) if one.name.startswith("Alek"))
    return read_network(library, step, alek)


def pairs(library: Library, workshop: int, step: int) -> set[tuple[int, int]] | None:
    found = view(library, workshop, step)
    if found.ties is None:
        return None
    places = {contact.id: place for place, contact in enumerate(found.contacts)}
    return {(places[low], places[high]) for low, high in found.ties}


def grid(station: Station) -> TieGrid:
    found = station.find("network-tie-grid")
    assert isinstance(found, TieGrid)
    return found


def to_the_grid(station: Station) -> str:
    """What the button of the answers said last."""
    station.begin("alek")
    station.type("1")
    for name in NAMES:
        station.type(name + "\n")
    station.type("\n\n")
    station.type("11122" + "12341" + "12345" + "12345" + "12312" + "12312")
    last = str(station.find("network-next").text())
    station.type("\n")
    return last


@pytest.fixture
def asked(station: Station, library: Library, network_step: int) -> Station:
    change_analysis(library, network_step, Analysis(asks_ties=True))
    to_the_grid(station)
    return station


def test_it_is_not_asked_unless_wanted(station: Station) -> None:
    assert to_the_grid(station) == "Show my shape"
    assert not station.sees("network-tie-grid")
    assert station.sees("network-own-chart")


def test_the_answers_say_what_comes_next(station: Station, library: Library, network_step: int) -> None:
    change_analysis(library, network_step, Analysis(asks_ties=True))
    assert to_the_grid(station) == "Who knows whom"
    assert station.sees("network-tie-grid")


def test_space_ticks_and_is_saved_at_once(asked: Station, library: Library, workshop: int, network_step: int) -> None:
    asked.type(" ")
    assert pairs(library, workshop, network_step) == {(0, 1)}
    asked.type("↓→ ")
    assert pairs(library, workshop, network_step) == {(0, 1), (1, 2)}
    asked.type(" ")
    assert pairs(library, workshop, network_step) == {(0, 1)}


def test_arrows_go_on_with_the_next_row_and_stay_in_the_triangle(asked: Station) -> None:
    asked.type("→")
    assert grid(asked).cell == (0, 2)
    asked.type("←")
    assert grid(asked).cell == (0, 1)
    asked.type("↑←")
    assert grid(asked).cell == (0, 1)
    asked.type("5→→→→→→")
    assert grid(asked).cell == (3, 4)


def test_the_question_names_the_two(asked: Station) -> None:
    asked.type("4→")
    label = asked.find("network-tie-pair")
    assert isinstance(label, QLabel)
    assert label.text() == "Does Nguyễn Thị Minh Khai know Jo?"


def test_a_whole_group_at_once_and_back(asked: Station, library: Library, workshop: int, network_step: int) -> None:
    asked.type("a")
    assert pairs(library, workshop, network_step) == set(combinations((0, 1, 2), 2))
    asked.type("b")
    assert pairs(library, workshop, network_step) == {*combinations((0, 1, 2), 2), (3, 4)}
    asked.type("a")
    assert pairs(library, workshop, network_step) == {(3, 4)}


def test_marked_names_by_key_and_touch(asked: Station, library: Library, workshop: int, network_step: int) -> None:
    asked.type("3m5m")
    asked.click_at(grid(asked), grid(asked).rect_of(0, 1).center() - grid(asked).rect_of(0, 1).topLeft())
    asked.type("e")
    assert pairs(library, workshop, network_step) == set(combinations((0, 2, 4), 2))


def test_a_touch_ticks(asked: Station, library: Library, workshop: int, network_step: int) -> None:
    asked.click_at(grid(asked), grid(asked).rect_of(2, 4).center())
    assert pairs(library, workshop, network_step) == {(2, 4)}
    asked.click_at(grid(asked), grid(asked).rect_of(2, 4).center())
    assert pairs(library, workshop, network_step) == set()


def test_skipped_is_not_nobody(asked: Station, library: Library, workshop: int, network_step: int) -> None:
    assert "Skip" in asked.find("network-next").text()
    asked.type("\n")
    assert asked.sees("network-own-chart")
    assert pairs(library, workshop, network_step) is None
    asked.type("\x1b")
    asked.click("network-tie-nobody")
    assert pairs(library, workshop, network_step) == set()
    assert "Skip" not in asked.find("network-next").text()
    asked.click("network-tie-clear")
    assert pairs(library, workshop, network_step) is None


def test_a_tally_is_not_asked(station: Station, library: Library, network_step: int) -> None:
    change_analysis(library, network_step, Analysis(asks_ties=True))
    station.begin("alek")
    station.type("212\n" + "12\n" * 6 + "\n")
    assert not station.sees("network-ties")


def test_names_take_no_more_room_than_they_need(asked: Station, qapp: QApplication) -> None:
    """Else cells are pushed out of sight by a column that is mostly empty; nor is a name cut that would fit."""
    shown, font = grid(asked), QFont(grid(asked).font())
    font.setWeight(weight())
    metrics = QFontMetrics(font)
    for names in (["1", "2", "3"], ["Minh", "Jo", "KW"]):
        shown.set_contacts(names)
        longest = max(map(metrics.horizontalAdvance, names))
        assert longest + metrics.horizontalAdvance("00") < shown.names < longest + metrics.horizontalAdvance("00") + 48
    shown.set_contacts(["Nguyễn Thị Minh Khai, once more and at length", "2", "3"])
    assert shown.names < metrics.horizontalAdvance("Nguyễn Thị Minh Khai, once more and at length")
