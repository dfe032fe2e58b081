"""What the participant sees at the end: shape, map of their contacts, and what changed since an earlier round."""

from typing import Any

from listed import list_contacts
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from facilitator.exercises.counting_consent import set_counted
from facilitator.exercises.network.answers import (
    Who,
    accept_notice,
    add_contact,
    choose_entry_mode,
    finish,
    set_list_length,
    set_tally,
)
from facilitator.exercises.network.answers import remove_contact as remove
from facilitator.exercises.network.read import read_network
from facilitator.exercises.network.rounds.rounds import start_round
from facilitator.exercises.network.setup import change_words, get_setup
from facilitator.exercises.network.ties.answering import set_tie
from facilitator.storage.library import Library
from facilitator.workshop.consent import may_be_counted
from facilitator.workshop.own_code import allow_once
from facilitator.workshop.papers import PaperOptions, keep_paper_options
from facilitator.workshop.roster import Person, add_people, get_participant, people_of

Station = Any  # the fixture's class lives in the conftest


def answered(library: Library, workshop: int, step: int, contacts: int = 6) -> Who:
    who = Who(step, people_of(library, workshop)[0].id)
    accept_notice(library, who)
    choose_entry_mode(library, who, "contact")
    names = [f"Person {number}" for number in range(contacts)]
    list_contacts(library, who, names, lambda number, _, codes: 1 + number % codes)
    finish(library, who)
    return who


def open_page(station: Station, library: Library, who: Who) -> None:
    allow_once(library, who.participant_id)
    station.take_name(get_participant(library, who.participant_id).name)


def words(station: Station) -> str:
    page = station.find("network-shape")
    # What a layout was given just now is shown with the next events.
    QApplication.processEvents()
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


class ShownWindows(QObject):
    """Remembers the windows that come onto a screen."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.names.append(watched.objectName())
        return False


def test_no_window_of_its_own_comes_up_with_the_shape(
    station: Station, library: Library, workshop: int, network_step: int
) -> None:
    """It would take the front from the station, which then covers what the participant came to see."""
    who = answered(library, workshop, network_step)
    seen = ShownWindows()
    QApplication.instance().installEventFilter(seen)
    try:
        open_page(station, library, who)
    finally:
        QApplication.instance().removeEventFilter(seen)
    assert station.sees("network-own-chart")
    assert seen.names == []


def test_the_map_is_one_key_away_and_back(station: Station, library: Library, workshop: int, network_step: int) -> None:
    who = answered(library, workshop, network_step)
    contacts = read_network(library, network_step, who.participant_id).contacts
    set_tie(library, who, contacts[0].id, contacts[3].id, knows=True)
    open_page(station, library, who)
    assert station.sees("network-own-chart")
    station.type("m")
    assert station.sees("network-ego-map")
    described = station.find("network-ego-map").accessibleDescription()
    assert "Person 5" in described
    assert "1 pair knows each other" in described
    station.type("m")
    assert station.sees("network-own-chart")
    station.type("b")
    assert not station.sees("network-ego-map")


def test_a_new_round_is_filled_in_and_says_who_came_and_went(
    station: Station, library: Library, workshop: int, network_step: int
) -> None:
    who = answered(library, workshop, network_step)
    start_round(library, network_step, "After 30 days")
    accept_notice(library, who)
    carried = read_network(library, network_step, who.participant_id).contacts
    assert [contact.label for contact in carried] == [f"Person {number}" for number in range(6)]
    remove(library, who, carried[0].id)
    add_contact(library, who, "Newcomer")
    finish(library, who)
    open_page(station, library, who)
    told = words(station)
    assert "Since Round 1" in told
    assert "5 kept · 1 added · 1 dropped" in told
    assert "New: Newcomer" in told
    assert "No longer: Person 0" in told
    assert told.index("kept") < told.index("What stands out") if "What stands out" in told else True
    assert "Round 1" in station.find("network-own-chart").accessibleDescription()
    assert len(read_network(library, network_step, who.participant_id, 1).contacts) == 6


def test_the_list_says_what_became_of_the_earlier_one(
    station: Station, library: Library, workshop: int, network_step: int
) -> None:
    who = answered(library, workshop, network_step)
    start_round(library, network_step)
    open_page(station, library, who)
    assert station.sees("network-notice")
    station.type("\n")
    assert station.sees("network-contacts")
    assert "6 kept · 0 added · 0 dropped" in station.texts
    station.click("network-remove-2")
    assert "5 kept · 0 added · 1 dropped" in station.texts
    station.click("network-add-again-0")
    assert "6 kept · 0 added · 0 dropped" in station.texts


def test_an_earlier_list_opens_to_its_owner_alone(
    station: Station, library: Library, workshop: int, network_step: int
) -> None:
    who = answered(library, workshop, network_step)
    start_round(library, network_step)
    station.window.set_step(network_step)
    station.begin("alek")
    station.type("\n")
    assert not station.sees("network-flow")
    assert "Person" not in station.texts
    assert read_network(library, network_step, who.participant_id).contacts == ()


def test_what_most_of_the_room_share_is_nobodys_pattern(
    station: Station, library: Library, workshop: int, network_step: int
) -> None:
    """As on the handout: a fact of the place is told to the room, once, and to no person as theirs."""

    def counted(who: Who, *, spread: bool = False) -> None:
        with library.change("count"):
            accept_notice(library, who)
            set_list_length(library, who, 12)
            for factor in get_setup(library, network_step).active:
                for code in range(1, 4) if spread else [1]:
                    set_tally(library, who, factor.key, code, 4 if spread else 12)
            finish(library, who)

    add_people(library, workshop, [Person(f"Person {number}") for number in range(16)])
    first, *others = (Who(network_step, person.id) for person in people_of(library, workshop))
    counted(first)
    open_page(station, library, first)
    patterns = [each.text() for each in station.find("network-shape").findChildren(QLabel, "network-insight")]
    assert any("None of your 12 contacts works beyond your own team" in each for each in patterns)
    # The client's word stands in what stands out too, on a page that is opened after it was said.
    change_words(library, network_step, team="shift", department="")
    station.type("\n\n ")
    open_page(station, library, first)
    patterns = [each.text() for each in station.find("network-shape").findChildren(QLabel, "network-insight")]
    assert any("None of your 12 contacts works beyond your own shift" in each for each in patterns)
    for place, who in enumerate(others):
        counted(who, spread=place > 14)
    station.type("\n\n ")
    open_page(station, library, first)
    again = [each.text() for each in station.find("network-shape").findChildren(QLabel, "network-insight")]
    assert again and not any("beyond your own" in each for each in again)


def test_a_short_list_has_a_step_too_and_what_is_our_number_is_marked(
    station: Station, library: Library, workshop: int, network_step: int
) -> None:
    open_page(station, library, answered(library, workshop, network_step, contacts=3))
    station.type("w")
    said = words(station)
    assert "There are 3 people on your list." in said and "At the end of the week, write down whom you asked" in said
    assert "our own choice, not a finding of research" in said


def counted_list(library: Library, workshop: int, network_step: int) -> Who:
    """The first person of the roster, who has read the notice and counted five people."""
    who = Who(network_step, people_of(library, workshop)[0].id)
    accept_notice(library, who)
    set_list_length(library, who, 5)
    for factor in get_setup(library, network_step).active:
        set_tally(library, who, factor.key, 1, 5)
    finish(library, who)
    return who


def test_that_one_may_be_counted_is_taken_back_where_one_comes_back(
    station: Station, library: Library, workshop: int, network_step: int
) -> None:
    """As easily as it was given: the notice with its tick is read once."""
    who = counted_list(library, workshop, network_step)
    open_page(station, library, who)
    assert station.sees("network-shape")
    # Whoever did not agree isn't asked again.
    assert not station.sees("network-counted")
    station.type("\n\n ")
    set_counted(library, who.participant_id, agrees=True)
    open_page(station, library, who)
    assert station.find("network-counted").isChecked()
    station.type("c")
    assert not may_be_counted(library, who.participant_id)
    # A slip is mended by the same key.
    station.type("c")
    assert may_be_counted(library, who.participant_id)


def test_what_is_ticked_beside_the_shape_is_read_to_its_key(
    station: Station, library: Library, workshop: int, network_step: int
) -> None:
    who = counted_list(library, workshop, network_step)
    set_counted(library, who.participant_id, agrees=True)
    keep_paper_options(library, workshop, PaperOptions(language="de"))
    open_page(station, library, who)
    tick = station.find("network-counted")
    assert " ".join(tick.text().split()) == "Ich darf mitgezählt werden, wenn andere mich nennen. C"
    assert tick.sizeHint().width() <= tick.width()
    # In the larger letters that a station offers it takes a line more.
    tick.setStyleSheet("font-size: 40px")
    tick.fit_in(tick.width())
    assert tick.sizeHint().width() <= tick.width() and tick.text().count("\n") >= 2
