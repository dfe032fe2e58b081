"""By tally: counts that have to add up."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel

from facilitator.exercises.network.factors import Missing
from facilitator.exercises.network.read import NetworkView, read_network
from facilitator.exercises.network.setup import change_factors, change_offer, change_words, get_setup
from facilitator.storage.library import Library
from facilitator.workshop.papers import PaperOptions, keep_paper_options
from facilitator.workshop.roster import people_of
from ui.exercises.network.views import prompt

Station = Any  # the fixture's class lives in the conftest


def view(library: Library, workshop: int, step: int) -> NetworkView:
    found = next(one.id for one in people_of(library, workshop) if one.name.startswith("Alek"))
    return read_network(library, step, found)


def text_of(station: Station, name: str) -> str:
    label = station.find(name)
    assert isinstance(label, QLabel)
    return label.text()


@pytest.fixture
def counting(station: Station) -> Station:
    """At the first question of a list of twelve."""
    station.begin("alek")
    station.type("212\n")
    return station


def test_the_whole_way(counting: Station, library: Library, workshop: int, network_step: int) -> None:
    counting.type("7\n3\n1\n1\n" + "6\n4\n1\n1\n" + "\n2\n4\n5\n1\n" + "2\n5\n2\n2\n1\n" + "1\n9\n1\n1\n" + "8\n3\n1\n")
    found = view(library, workshop, network_step)
    assert found.entry == "tally"
    assert found.size == 12
    assert found.contacts == ()
    assert found.tally["group"] == {1: 7, 2: 3, 3: 1, 4: 1}
    assert found.tally["interaction"] == {2: 2, 3: 4, 4: 5, 5: 1}
    assert found.tally["hierarchy"] == {1: 1, 2: 9, 3: 1, Missing.NOT_COMPARABLE: 1}
    assert counting.sees("network-own-chart")
    counting.type("\n")
    assert view(library, workshop, network_step).finished


def test_the_checksum_speaks_while_one_types(counting: Station) -> None:
    assert text_of(counting, "network-checksum") == "0 of 12: 12 to go"
    counting.type("7\n2")
    assert text_of(counting, "network-checksum") == "9 of 12: 3 to go"
    counting.type("\n9")
    assert "6 too many" in text_of(counting, "network-checksum")
    counting.type("\b3")
    assert "complete" in text_of(counting, "network-checksum")


def test_each_digit_is_in_the_library_at_once(
    counting: Station, library: Library, workshop: int, network_step: int
) -> None:
    counting.type("1")
    assert view(library, workshop, network_step).tally["group"] == {1: 1}
    counting.type("0")
    assert view(library, workshop, network_step).tally["group"] == {1: 10}
    counting.type("\b\b")
    assert view(library, workshop, network_step).tally.get("group", {}) == {}


def test_zeros_need_no_key_once_it_adds_up(counting: Station) -> None:
    counting.type("12\n")
    assert "usually work" in text_of(counting, "network-tally-question")


def test_the_rest_takes_one_key(counting: Station, library: Library, workshop: int, network_step: int) -> None:
    counting.type("7\n=")
    assert view(library, workshop, network_step).tally["group"] == {1: 7, 2: 5}
    assert "usually work" in text_of(counting, "network-tally-question")


def test_an_enter_out_of_habit_after_the_rest_passes_nothing_unseen(counting: Station) -> None:
    counting.type("7\n=\n")
    assert "usually work" in text_of(counting, "network-tally-question")
    assert counting.window.focusWidget().objectName() == "network-count-1"
    counting.type("\n")
    assert counting.window.focusWidget().objectName() == "network-count-2"
    counting.type("\b" + "=" * 5)
    assert "All counted" in text_of(counting, "network-status")
    assert not counting.sees("network-own-chart")
    counting.type("\n")
    assert counting.sees("network-own-chart")


def test_too_many_can_not_pass(counting: Station, library: Library, workshop: int, network_step: int) -> None:
    counting.type("7\n9\n\n\n")
    counting.click("network-next")
    counting.click("network-next")
    assert "how many work …" in text_of(counting, "network-tally-question")
    assert "4 too many" in text_of(counting, "network-problem")
    assert Missing.SKIPPED not in view(library, workshop, network_step).tally["group"]


def test_a_number_that_no_list_has_is_told_beside_it_as_it_stands_and_does_not_pass(counting: Station) -> None:
    # Four of them would do; forty-five are more than any list may have, so that four stay in the library.
    counting.type("4\n4\n\n45")
    assert text_of(counting, "network-problem") == "for 12 people, not 53: 41 too many"
    assert text_of(counting, "network-checksum") == "53 of 12: 41 too many. Correct a number."
    counting.type("\n")
    counting.click("network-next")
    assert "how many work …" in text_of(counting, "network-tally-question")
    assert text_of(counting, "network-problem") == "for 12 people, not 53: 41 too many"


def test_too_few_pass_only_as_left_out(counting: Station, library: Library, workshop: int, network_step: int) -> None:
    counting.type("7\n3\n\n\n")
    assert "2 people are missing" in text_of(counting, "network-problem")
    assert "how many work …" in text_of(counting, "network-tally-question")
    assert view(library, workshop, network_step).counted("group") == 10
    counting.type("\n")
    assert "usually work" in text_of(counting, "network-tally-question")
    found = view(library, workshop, network_step)
    assert found.tally["group"] == {1: 7, 2: 3, Missing.SKIPPED: 2}
    assert found.tally_adds_up("group")


def test_one_touch_says_that_one_cant_say(
    counting: Station, library: Library, workshop: int, network_step: int
) -> None:
    counting.type("7\n3\n")
    assert counting.find("network-cant-say").text() == "Can’t say: 2"
    counting.click("network-cant-say")
    assert "usually work" in text_of(counting, "network-tally-question")
    assert view(library, workshop, network_step).tally["group"] == {1: 7, 2: 3, Missing.SKIPPED: 2}
    counting.click("network-question-1")
    assert "complete (2 can’t say)" in text_of(counting, "network-checksum")
    assert not counting.find("network-cant-say").isEnabled()


def test_a_private_question_is_asked_by_tally_alone(
    station: Station, library: Library, workshop: int, network_step: int
) -> None:
    factors = get_setup(library, network_step).factors
    kept = [replace(factor, active=True) for factor in factors if factor.key in ("group", "energy")]
    change_factors(library, network_step, kept)
    station.begin("alek")
    station.type("212\n" + "12\n")
    assert "after talking with how many" in text_of(station, "network-tally-question")
    station.type("2\n4\n6\n")
    assert view(library, workshop, network_step).tally["energy"] == {1: 2, 2: 4, 3: 6}
    station.type("\n\n ")
    station.begin("joost")
    station.type("1AB\n\n\n1")
    assert station.find("network-grid").model().columnCount() == 1


def test_participants_are_asked_in_their_language_and_the_clients_words(
    station: Station, library: Library, workshop: int, network_step: int
) -> None:
    keep_paper_options(library, workshop, PaperOptions(language="de"))
    change_words(library, network_step, team="die Schicht", department="")
    sentence, lines, end = prompt(library, network_step)
    assert sentence.startswith("An wen haben Sie sich im letzten halben Jahr")
    # Five prompts are counted; what is said when the list is written is none of them.
    assert len(lines) == 5 and lines[0] == "In Ihrer Schicht" and "Mehr als 15" in end[-1]
    station.begin("alek")
    station.type("1")
    assert "Anderswo im Haus" in text_of(station, "network-prompts")
    station.click("network-back")
    station.type("212\n")
    assert text_of(station, "network-tally-question") == "Von Ihren 12 Personen: Wie viele arbeiten wo?"
    station.type("12\n")
    assert view(library, workshop, network_step).tally["group"] == {1: 12}


def test_those_left_out_come_back_when_counted(
    counting: Station, library: Library, workshop: int, network_step: int
) -> None:
    counting.type("7\n3\n\n\n\n")
    counting.click("network-question-1")
    counting.type("↓↓1")
    assert view(library, workshop, network_step).tally["group"] == {1: 7, 2: 3, 3: 1, Missing.SKIPPED: 1}
    counting.type("↓1")
    assert view(library, workshop, network_step).tally["group"] == {1: 7, 2: 3, 3: 1, 4: 1}


def test_a_longer_list_later_is_noticed(counting: Station, library: Library, workshop: int, network_step: int) -> None:
    for _ in range(6):
        counting.type("12\n")
    assert counting.sees("network-own-chart")
    for _ in range(7):
        counting.click("network-back")
    assert counting.sees("network-list-length")
    counting.type("13\n")
    assert view(library, workshop, network_step).list_length == 13
    assert text_of(counting, "network-checksum") == "12 of 13: 1 to go"


def test_a_length_outside_the_limit_is_refused(
    station: Station, library: Library, workshop: int, network_step: int
) -> None:
    station.begin("alek")
    station.type("2")
    station.type("41\n")
    assert station.sees("network-list-length")
    assert "40" in text_of(station, "network-length-hint")
    station.type("\b\b\n")
    assert station.sees("network-list-length")
    station.type("3\n")
    assert "10 to 15 are usual" in text_of(station, "network-length-hint")
    station.type("\n")
    assert station.sees("network-tally-question")
    assert view(library, workshop, network_step).list_length == 3


def test_by_finger_alone(station: Station, library: Library, workshop: int, network_step: int) -> None:
    names = station.find("station-names")
    station.click_at(names.viewport(), names.visualRect(names.model().index(0, 0)).center())
    station.click("station-begin")
    station.click("network-next")
    station.click("network-by-tally")
    for key in ("1", "2"):
        station.click(f"network-length-keypad-{key}")
    station.click("network-next")
    for key in ("7", "3"):
        station.click(f"network-tally-keypad-{key}")
    station.click("network-more-3")
    station.click("network-more-3")
    assert view(library, workshop, network_step).tally["group"] == {1: 7, 2: 3, 3: 2}
    station.click("network-next")
    station.click("network-rest")
    assert view(library, workshop, network_step).tally["proximity"] == {1: 12}


def test_only_one_way_in_is_not_asked_about(
    station: Station, library: Library, workshop: int, network_step: int
) -> None:
    change_offer(library, network_step, offers_contact=False, offers_tally=True, fewest=10, most=15)
    station.begin("alek")
    assert station.sees("network-list-length")
    station.type("12\n")
    assert view(library, workshop, network_step).entry == "tally"
