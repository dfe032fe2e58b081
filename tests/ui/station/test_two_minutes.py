"""Two minutes at the station: few words, no scrolling, buttons that say where they lead, digits that move on."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QScrollArea, QWidget
from tally_sheet import SHEET

from facilitator.exercises.network.analysis import change_analysis, get_analysis
from facilitator.exercises.network.factors import Factor
from facilitator.exercises.network.listing import listing
from facilitator.exercises.network.read import NetworkView, read_network
from facilitator.exercises.network.setup import get_setup
from facilitator.exercises.network.wording import tally_question
from facilitator.storage.library import Library
from facilitator.workshop.own_code import has_own_code
from facilitator.workshop.roster import people_of

Station = Any  # the fixture's class lives in the conftest
MOST_WORDS = 250
_TAG = re.compile("<[^>]+>")


class Reader:
    """Somebody who reads every word once, and notes what scrolls."""

    def __init__(self, station: Station, known: set[str]) -> None:
        self._station = station
        self._read = set(known)
        self.words: list[str] = []
        self.scrolled: list[str] = []
        self.led: list[str] = []
        self._new()

    def turn(self) -> None:
        """Read the page that is shown."""
        QApplication.processEvents()
        self.words += [word for text in self._new() for word in text.split() if any(map(str.isalpha, word))]
        window = self._station.window
        areas = [area for area in window.findChildren(QScrollArea) if area.isVisible()]
        self.scrolled += [str(window.page.objectName()) for area in areas if area.verticalScrollBar().maximum()]
        if self._station.sees("network-next"):
            self.led.append(self._station.find("network-next").text())

    def _new(self) -> list[str]:
        fresh = [text for text in self._shown() if text not in self._read]
        self._read.update(fresh)
        return fresh

    def _shown(self) -> list[str]:
        shown = [each for each in self._station.window.findChildren(QWidget) if each.isVisible()]
        texts = [each.text() for each in shown if isinstance(each, (QLabel, QAbstractButton))]
        texts += [each.placeholderText() for each in shown if isinstance(each, QLineEdit) and not each.text()]
        return [" ".join(_TAG.sub(" ", text).replace("&nbsp;", " ").split()) for text in texts if text.strip()]


@pytest.fixture
def reader(station: Station, library: Library, network_step: int) -> Reader:
    """At the usual laptop; what the workshop asks, in its own words, is no word of the program's."""
    station.window.resize(1366, 768)
    setup = get_setup(library, network_step)
    asked = {words for factor in setup.active for words in of_question(factor)}
    asked.add(" ".join("\n".join(f"· {prompt}" for prompt in listing(setup).prompts).split()))
    # Groups of who knows whom are those of the first question's answers.
    asked |= {f"{words} ({count})" for words in setup.active[0].codes for count in range(2, 13)}
    return Reader(station, asked)


def of_question(factor: Factor) -> tuple[str, ...]:
    return (factor.question, tally_question(factor, 12), *factor.codes, factor.not_comparable or "")


def view(library: Library, workshop: int, step: int) -> NetworkView:
    return read_network(library, step, people_of(library, workshop)[0].id)


def count(station: Station, reader: Reader) -> None:
    for codes in SHEET.values():
        reader.turn()
        left = len(codes)
        for code in "123456789":
            here = codes.count(code)
            left -= here
            station.type(f"{here}")
            if not left:
                break
        station.type("\n")


def rate(station: Station, reader: Reader) -> None:
    for codes in SHEET.values():
        reader.turn()
        station.type(codes)
    reader.turn()
    station.type("\n")


LIST = "".join(f"{letter}\n" for letter in "ABCDEFGHIJKL") + "\n"


@pytest.mark.parametrize(
    ("way", "typed", "answer", "ties"), [("2", "12\n", count, False), ("1", LIST, rate, False), ("1", LIST, rate, True)]
)
def test_from_the_name_to_done_few_words_are_read_and_nothing_scrolls(
    station: Station,
    reader: Reader,
    library: Library,
    network_step: int,
    way: str,
    typed: str,
    answer: Callable[[Station, Reader], None],
    ties: bool,
) -> None:
    change_analysis(library, network_step, replace(get_analysis(library, network_step), asks_ties=ties))
    for keys in ("alek\n", "\n", "\n", way):
        station.type(keys)
        reader.turn()
    station.type(typed)
    answer(station, reader)
    for keys in ("", *["\n"] * ties, "\n"):
        station.type(keys)
        reader.turn()
    assert station.sees("station-thanks")
    assert 100 < len(reader.words) < MOST_WORDS
    assert reader.scrolled == []
    # Each button names the page that came next.
    counted = ["Next question"] * 5 + ["Show my shape"]
    after = ["Who knows whom"] * 7 + ["Skip this"] if ties else ["Show my shape"] * 7
    pages = ["Count them", *counted] if way == "2" else ["Answer for each", *after]
    assert reader.led == ["I understand, go on", "To my list", *pages, "Done"]


def test_digits_at_the_end_open_the_answers_again(station: Station, library: Library, workshop: int) -> None:
    person = people_of(library, workshop)[0].id
    station.begin("alek")
    station.type("212\n")
    assert not has_own_code(library, person)
    station.type("7")
    station.click("network-stop")
    assert "Your answers are kept" in station.texts
    station.type("4")
    assert station.sees("station-thanks")
    station.type("2")
    assert station.sees("station-names") and has_own_code(library, person)
    station.take_name("alek")
    station.type("42")
    # Who has digits is not asked for them again.
    station.click("network-stop")
    assert station.sees("station-names")


def test_whoever_has_answered_nothing_is_asked_nothing(station: Station) -> None:
    station.take_name("alek")
    station.type("\n")
    station.click("network-stop")
    assert station.sees("station-names")


def test_digits_move_on_and_enter_after_them_moves_no_second_time(
    station: Station, library: Library, workshop: int, network_step: int
) -> None:
    station.begin("alek")
    station.type("212\n7")
    assert station.window.focusWidget().objectName() == "network-count-2"
    station.type("\n3")
    assert station.window.focusWidget().objectName() == "network-count-3"
    station.type("02")
    assert view(library, workshop, network_step).tally["group"] == {1: 7, 2: 3, 3: 0, 4: 2}
    # What adds up stays in sight until one Enter says that it is right.
    assert "complete" in station.find("network-checksum").text()
    station.type("\n")
    # No 19 of 12: a 1 and a 9, as on the page on which sheets of paper are typed.
    station.type("19")
    assert view(library, workshop, network_step).tally["proximity"] == {1: 1, 2: 9}
    assert station.window.focusWidget().objectName() == "network-count-3"


def test_what_is_wrong_stands_beside_its_field(station: Station) -> None:
    station.begin("alek")
    station.type("212\n99")
    field, problem = station.find("network-count-2"), station.find("network-problem")
    assert problem.text() == "for 12 people, not 18: 6 too many"
    beside = problem.mapTo(station.window, problem.rect().center())
    top = field.mapTo(station.window, field.rect().topLeft()).y()
    assert field.hasFocus() and top <= beside.y() <= top + field.height()
    assert station.find("network-status").text() == ""


def test_on_a_low_screen_the_number_that_is_typed_is_in_sight(station: Station) -> None:
    station.window.resize(960, 540)
    station.begin("alek")
    station.type("212\n12\n12\n0000")
    field = station.find("network-count-5")
    assert field.hasFocus()
    assert field.visibleRegion().boundingRect().height() == field.height()
    pad = [station.find(f"network-tally-keypad-{key}") for key in (*"1234567890", "back")]
    assert all(key.visibleRegion().boundingRect() == key.rect() for key in pad)
