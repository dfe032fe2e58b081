"""By contact, from the list of names to the shape, typed as a person would."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QTableView
from unwritable import unwritable

from facilitator.exercises.network.answers import Who, add_contact, rate
from facilitator.exercises.network.factors import Factor, Missing
from facilitator.exercises.network.read import NetworkView, read_network
from facilitator.exercises.network.setup import change_factors
from facilitator.exercises.steps import add_exercise
from facilitator.storage.library import Library
from facilitator.workshop.roster import people_of

NAMES = ["AB", "Jo", "Priya", "Nguyễn Thị Minh Khai", "KW", "LM", "MN", "NO", "OP", "PQ", "QR", "RS"]
Station = Any  # the fixture's class lives in the conftest


def person(library: Library, workshop: int, begin: str = "Alek") -> int:
    return next(one.id for one in people_of(library, workshop) if one.name.startswith(begin))


def view(library: Library, workshop: int, step: int) -> NetworkView:
    return read_network(library, step, person(library, workshop))


def grid(station: Station) -> QTableView:
    found = station.find("network-grid")
    assert isinstance(found, QTableView)
    return found


def status(station: Station) -> str:
    label = station.find("network-problem" if station.sees("network-problem") else "network-status")
    assert isinstance(label, QLabel)
    return label.text()


@pytest.fixture
def listed(station: Station) -> Station:
    """Past the list of twelve, at the grid."""
    station.begin("alek")
    station.type("1")
    for name in NAMES:
        station.type(name + "\n")
    station.type("\n")
    return station


def test_the_whole_way(listed: Station, library: Library, workshop: int, network_step: int) -> None:
    listed.type("111122223344" + "123412341234" + "123451234512" + "123451234512" + "123123123120" + "123123123123")
    found = view(library, workshop, network_step)
    assert [contact.label for contact in found.contacts] == NAMES
    assert [contact.ratings["group"] for contact in found.contacts] == [1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 4, 4]
    assert [contact.ratings["interaction"] for contact in found.contacts][:6] == [1, 2, 3, 4, 5, 1]
    assert found.contacts[11].ratings["hierarchy"] == Missing.NOT_COMPARABLE
    assert "All answered" in status(listed)
    listed.type("\n")
    assert listed.sees("network-own-chart")
    listed.type("\n")
    assert listed.sees("station-thanks")
    assert view(library, workshop, network_step).finished
    listed.type(" ")
    assert listed.sees("station-names")


def test_every_key_is_in_the_library_before_the_next(
    listed: Station, library: Library, workshop: int, network_step: int
) -> None:
    for number, digit in enumerate("321"):
        listed.type(digit)
        assert view(library, workshop, network_step).contacts[number].ratings == {"group": int(digit)}
        assert "Saved" in listed.find("network-saved").text()


def test_saved_goes_with_the_first_key_that_is_not(station: Station) -> None:
    station.begin("alek")
    station.type("1AB\n")
    saved = station.find("network-saved")
    assert "Saved" in saved.text()
    station.type("J")
    assert saved.text() == ""
    station.type("\b")
    assert "Saved" in saved.text()
    station.type("Jo\n")
    assert "Saved" in saved.text()


def test_why_it_was_not_saved_goes_once_it_is(station: Station, library: Library) -> None:
    station.begin("alek")
    station.type("1AB\n")
    with unwritable(library):
        station.type("Jo\n")
        assert station.find("network-saved").text() == "Not saved" and station.find("network-status").text()
    station.type("\n")
    assert "Saved" in station.find("network-saved").text() and station.find("network-status").text() == ""


def test_stopping_keeps_the_name_that_is_typed_and_says_kept_of_nothing_that_is_not(
    station: Station, library: Library, workshop: int, network_step: int
) -> None:
    station.begin("alek")
    station.type("1AB\n")
    with unwritable(library):
        station.type("Jo")
        station.find("network-stop").click()
        assert station.find("network-saved").text() == "Not saved"
        assert station.find("network-contact-name").text() == "Jo"
        # Who wants it twice may go, and is not thanked for what is lost.
        station.find("network-stop").click()
        assert station.sees("station-names") and not station.sees("station-thanks")
    assert [contact.label for contact in view(library, workshop, network_step).contacts] == ["AB"]
    other = people_of(library, workshop)[-1]
    station.begin(other.name[:6].lower())
    station.type("1AB\nJo")
    station.find("network-stop").click()
    assert station.sees("station-thanks")
    contacts = read_network(library, network_step, other.id).contacts
    assert [contact.label for contact in contacts] == ["AB", "Jo"]


def test_digits_go_down_and_then_to_the_next_question(listed: Station) -> None:
    listed.type("1" * 12)
    assert (grid(listed).currentIndex().row(), grid(listed).currentIndex().column()) == (0, 1)


def test_backspace_takes_back_the_answer_just_given(
    listed: Station, library: Library, workshop: int, network_step: int
) -> None:
    listed.type("12\b")
    contacts = view(library, workshop, network_step).contacts
    assert contacts[0].ratings == {"group": 1}
    assert contacts[1].ratings == {}
    assert grid(listed).currentIndex().row() == 1
    listed.type("3")
    assert view(library, workshop, network_step).contacts[1].ratings == {"group": 3}


def test_arrows_tab_home_and_end_move(listed: Station) -> None:
    listed.type("↓↓→")
    table = grid(listed)
    assert (table.currentIndex().row(), table.currentIndex().column()) == (2, 1)
    listed.type("\t\t\t\t\t")
    assert (table.currentIndex().row(), table.currentIndex().column()) == (3, 0)
    listed.press("\t", Qt.KeyboardModifier.NoModifier)
    listed.type("←↑")
    assert (table.currentIndex().row(), table.currentIndex().column()) == (2, 0)


def test_a_digit_the_question_does_not_have_changes_nothing(
    listed: Station, library: Library, workshop: int, network_step: int
) -> None:
    listed.type("7")
    assert view(library, workshop, network_step).contacts[0].ratings == {}
    assert "1 to 4" in status(listed)
    listed.type("0")
    assert view(library, workshop, network_step).contacts[0].ratings == {}


def test_kinds_of_missing_are_kept_apart(listed: Station, library: Library, workshop: int, network_step: int) -> None:
    listed.type("-p .")
    found = [contact.ratings.get("group") for contact in view(library, workshop, network_step).contacts[:5]]
    assert found == [Missing.DECLINED, Missing.DECLINED, Missing.SKIPPED, Missing.SKIPPED, None]


def test_the_same_for_the_rest(listed: Station, library: Library, workshop: int, network_step: int) -> None:
    listed.type("12=")
    found = [contact.ratings["group"] for contact in view(library, workshop, network_step).contacts]
    assert found == [1] + [2] * 11
    assert (grid(listed).currentIndex().row(), grid(listed).currentIndex().column()) == (0, 1)


def test_open_answers_are_said_before_going_on(listed: Station) -> None:
    listed.type("1=" + "1=" + "1=" + "1=" + "1=" + "12")
    listed.click("network-next")
    assert "10 answers" in status(listed)
    assert listed.sees("network-grid")
    listed.click("network-next")
    assert listed.sees("network-own-chart")


def test_going_across_by_the_corner(listed: Station, library: Library, workshop: int, network_step: int) -> None:
    listed.click("network-direction")
    listed.type("12345")
    first = view(library, workshop, network_step).contacts[0].ratings
    # Their level has three answers: the 5 is refused, the others lie in one row.
    assert first == {"group": 1, "proximity": 2, "interaction": 3, "time_known": 4}


def test_by_mouse_or_finger_alone(station: Station, library: Library, workshop: int, network_step: int) -> None:
    names = station.find("station-names")
    station.click_at(names.viewport(), names.visualRect(names.model().index(0, 0)).center())
    station.click("station-begin")
    station.click("network-next")
    station.click("network-by-contact")
    station.click("network-number-them")
    assert len(view(library, workshop, network_step).contacts) == 12
    station.click("network-next")
    for code in (1, 2):
        station.click(f"network-code-{code}")
    station.click("network-same")
    table = grid(station)
    station.click_at(table.viewport(), table.visualRect(table.model().index(4, 2)).center())
    station.click("network-code-5")
    contacts = view(library, workshop, network_step).contacts
    assert [contact.label for contact in contacts][:3] == ["1", "2", "3"]
    assert [contact.ratings["group"] for contact in contacts] == [1] + [2] * 11
    assert contacts[4].ratings["interaction"] == 5
    station.click("network-next")
    station.click("network-next")
    # Two questions with a value make no spider: there are bars, and beside them only the map.
    assert station.sees("network-own-chart")
    assert not station.sees("network-spider")
    station.click("network-map")
    assert station.sees("network-ego-map")
    station.click("network-bars")
    station.click("network-next")
    assert view(library, workshop, network_step).finished


def test_back_edits_the_list_and_keeps_the_answers(
    listed: Station, library: Library, workshop: int, network_step: int
) -> None:
    listed.type("1234")
    listed.click("network-back")
    edit = listed.find("network-contact-2")
    assert isinstance(edit, QLineEdit)
    edit.setFocus()
    edit.selectAll()
    listed.type("Joanna\n")
    listed.click("network-remove-1")
    contacts = view(library, workshop, network_step).contacts
    assert [contact.label for contact in contacts][:2] == ["Joanna", "Priya"]
    assert [contact.ratings.get("group") for contact in contacts][:4] == [2, 3, 4, None]


def test_an_emptied_name_stays(listed: Station, library: Library, workshop: int, network_step: int) -> None:
    listed.click("network-back")
    edit = listed.find("network-contact-2")
    edit.setFocus()
    edit.selectAll()
    listed.type("\b\n")
    assert view(library, workshop, network_step).contacts[1].label == "Jo"
    assert edit.text() == "Jo"


def test_a_short_list_is_remarked_on_once(station: Station) -> None:
    station.begin("alek")
    station.type("1")
    station.type("\n")
    assert "at least one" in status(station)
    station.type("AB\nCD\n")
    station.type("\n")
    assert "10 to 15 are usual" in status(station)
    assert station.sees("network-contact-name")
    station.type("\n")
    assert station.sees("network-grid")


def test_the_list_is_full_at_forty(station: Station, library: Library, workshop: int, network_step: int) -> None:
    station.begin("alek")
    station.type("1")
    for number in range(41):
        station.type(f"X{number}\n")
    assert len(view(library, workshop, network_step).contacts) == 40
    assert "40" in status(station)
    # What was typed is not lost: it stays in the field.
    assert station.find("network-contact-name").text() == "X40"


def test_the_same_name_twice_is_not_taken_by_accident(
    station: Station, library: Library, workshop: int, network_step: int
) -> None:
    station.begin("alek")
    station.type("1")
    station.type("Jo\nJO\n")
    assert len(view(library, workshop, network_step).contacts) == 1
    assert "already" in status(station)
    station.type("Jo 2\n")
    assert len(view(library, workshop, network_step).contacts) == 2


def test_names_of_the_room_are_suggested(station: Station, library: Library, workshop: int, network_step: int) -> None:
    other = next(one.name for one in people_of(library, workshop) if one.name.startswith("Nguy"))
    station.begin("alek")
    station.type("1")
    station.type("ngu\t")
    assert [contact.label for contact in view(library, workshop, network_step).contacts] == [other]


def test_a_correction_by_the_facilitator_appears(
    listed: Station, library: Library, workshop: int, network_step: int
) -> None:
    contact = view(library, workshop, network_step).contacts[3]
    rate(library, Who(network_step, person(library, workshop)), contact.id, "proximity", 2)
    listed.type("")
    table = grid(listed)
    assert table.model().index(3, 1).data() == "2"
    assert (table.currentIndex().row(), table.currentIndex().column()) == (0, 0)


def test_a_question_with_more_than_nine_answers(
    station: Station, library: Library, workshop: int, network_step: int
) -> None:
    many = Factor("city", "City", "Which city?", "nominal", tuple(f"City {number}" for number in range(1, 13)))
    change_factors(library, network_step, [many])
    station.begin("alek")
    station.type("1AB\nCD\nEF\nGH\nIJ\n\n\n")
    station.type("12" + "13" + "1\x1b")
    found = [contact.ratings.get("city") for contact in view(library, workshop, network_step).contacts]
    assert found == [12, 1, 3, None, None]
    station.type("1")
    assert view(library, workshop, network_step).contacts[3].ratings == {}
    station.type("\n")
    assert view(library, workshop, network_step).contacts[3].ratings == {"city": 1}
    station.find("network-code-11").click()
    assert view(library, workshop, network_step).contacts[4].ratings == {"city": 11}
    station.click("network-take-back")
    assert view(library, workshop, network_step).contacts[4].ratings == {}
    station.type("1")
    station.find("network-next").setFocus()
    assert view(library, workshop, network_step).contacts[4].ratings == {"city": 1}


def test_names_are_completed_from_ones_own_earlier_list_and_from_nobody_elses(
    station: Station, library: Library, workshop: int, network_step: int
) -> None:
    later = add_exercise(library, workshop, "network").value
    add_contact(library, Who(network_step, person(library, workshop)), "Quentin Ashworth")
    add_contact(library, Who(network_step, person(library, workshop, "Joost")), "Quirin Secret")
    station.window.set_step(later)
    station.begin("alek")
    station.type("1qu\t")
    labels = [contact.label for contact in read_network(library, later, person(library, workshop)).contacts]
    assert labels == ["Quentin Ashworth"]
    station.type("qu")
    assert "Quirin" not in station.texts
