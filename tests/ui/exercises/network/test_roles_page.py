"""Parts in the room's network, by one's own tick at the station, on the facilitator's own screen and nowhere else."""

from typing import Any

from agreeing import match_exact
from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QLabel, QListWidget
from pytestqt.qtbot import QtBot

from facilitator.exercises.network.analysis import Analysis, change_analysis
from facilitator.exercises.network.answers import Who, accept_notice, add_contact, choose_entry_mode, finish
from facilitator.exercises.network.roles.consent import has_agreed_to_role, set_role_consent
from facilitator.exercises.network.roles.load import Load, read_load, set_load
from facilitator.rehearsal.people import people
from facilitator.storage.library import Library
from facilitator.workshop.own_code import allow_once
from facilitator.workshop.roster import add_people, people_of
from ui.bridge import LibraryBridge
from ui.charts.menu import PictureMenu
from ui.exercises.network.load_view import LoadView
from ui.exercises.network.results_page import ROLES, NetworkResultsPages
from ui.exercises.network.roles_page import RolesPage
from ui.exercises.registry import exercise_ui
from ui.history import History

Station = Any  # the fixture's class lives in the conftest

ON = Analysis(shows_roles=True, asks_load=True)


def fill(library: Library, workshop: int, step: int, size: int) -> list[Who]:
    """Everybody lists the first person, who lists the others; the last one lists nobody."""
    add_people(library, workshop, people(size)[6:])
    found = people_of(library, workshop)
    for at, person in enumerate(found):
        who = Who(step, person.id)
        accept_notice(library, who)
        choose_entry_mode(library, who, "contact")
        last = at == len(found) - 1
        for other in () if last else (found[1:-1] if at == 0 else found[:1]):
            add_contact(library, who, other.name)
        finish(library, who)
    match_exact(library, step)
    return [Who(step, person.id) for person in found]


def test_the_page_names_who_agreed_and_has_no_picture(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, workshop: int, network_step: int
) -> None:
    everybody = fill(library, workshop, network_step, 8)
    names = [person.name for person in people_of(library, workshop)]
    pages = NetworkResultsPages(bridge, network_step, History(bridge))
    qtbot.addWidget(pages)
    pages.resize(1100, 620)
    pages.show()
    # Off by default: there is no tab.
    assert not pages.tabs.isTabVisible(ROLES)
    change_analysis(library, network_step, ON)
    qtbot.waitUntil(lambda: pages.tabs.isTabVisible(ROLES))
    pages.tabs.setCurrentIndex(ROLES)
    page = pages.page
    assert isinstance(page, RolesPage)
    qtbot.waitUntil(lambda: page.source.room is not None and not page.source.is_reading)
    assert "Nobody has agreed to it yet" in page.why.text()
    set_role_consent(library, everybody[0], True)
    set_role_consent(library, everybody[-1], True)

    def listed() -> dict[str, list[str]]:
        found = page.findChildren(QListWidget)
        return {each.objectName(): [each.item(row).text() for row in range(each.count())] for each in found}

    qtbot.waitUntil(lambda: listed()["roles-role_connects"] == [names[0]])
    assert listed()["roles-role_edge"] == [names[-1]]
    assert "2 people have agreed and given a list. 8 of 8 lists are there." in page.numbers.text()
    steps = page.findChild(QLabel, "roles-steps-role_edge")
    assert steps is not None and len(steps.text().splitlines()) == 3
    # No menu of pictures hangs on anything here, and no view of the projector knows of it.
    assert not page.findChildren(PictureMenu) and "role" not in " ".join(
        info.key for info in exercise_ui("network").views_of(library, network_step)
    )
    # Whoever takes the tick back is gone at once; two lists fewer, and it is said how many there are.
    set_role_consent(library, everybody[-1], False)
    qtbot.waitUntil(lambda: listed()["roles-role_edge"] == ["Nobody of those who agreed"])
    add_people(library, workshop, people(12)[8:])
    qtbot.waitUntil(lambda: "8 of 12 are there, 67%" in page.why.text())
    change_analysis(library, network_step, Analysis())
    qtbot.waitUntil(lambda: not pages.tabs.isTabVisible(ROLES))
    assert pages.tabs.currentIndex() != ROLES
    QThreadPool.globalInstance().waitForDone()


def test_the_tick_and_the_answer_are_ones_own_at_the_station(
    station: Station, library: Library, workshop: int, network_step: int
) -> None:
    who = fill(library, workshop, network_step, 6)[0]
    allow_once(library, who.participant_id)
    station.take_name(people_of(library, workshop)[0].name)
    assert station.sees("network-shape") and not station.sees("network-role-consent")
    change_analysis(library, network_step, ON)
    assert station.sees("network-role-consent") and station.sees("network-load-3")
    station.type("r")
    assert has_agreed_to_role(library, network_step, who.participant_id)
    station.type("3")
    assert read_load(library, network_step, who.participant_id) is Load.OFTEN
    assert "Choose one request a week" in station.find("network-load-step").text()
    station.type("33")
    assert read_load(library, network_step, who.participant_id) is Load.OFTEN
    station.type("3")
    assert read_load(library, network_step, who.participant_id) is None
    assert not station.sees("network-load-step")
    station.type("r")
    assert not has_agreed_to_role(library, network_step, who.participant_id)


def test_the_room_reads_a_count_of_the_load_and_nobody(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, workshop: int, network_step: int
) -> None:
    keys = [info.key for info in exercise_ui("network").views_of(library, network_step)]
    change_analysis(library, network_step, ON)
    assert [info.key for info in exercise_ui("network").views_of(library, network_step)] == [*keys, "load"]
    everybody = fill(library, workshop, network_step, 12)
    view = exercise_ui("network").projector_view("load", bridge, network_step)
    assert isinstance(view, LoadView)
    qtbot.addWidget(view)
    assert "Nobody has answered yet" in view.wall.board.empty and not view.rests_on()
    with qtbot.waitSignal(view.rests_changed):
        for at, who in enumerate(everybody):
            set_load(library, who, Load.OFTEN if at < 5 else Load.HARDLY)
    view.show_waiting()
    said = "5 of 12 people are often asked for more than they can give."
    qtbot.waitUntil(lambda: [block.told() for block in view.wall.board.blocks()] == [said])
    assert view.rests_on() == {who.participant_id for who in everybody}
    # One who says otherwise is not seen by what the sentence says then.
    with qtbot.waitSignal(view.waiting_changed):
        set_load(library, everybody[0], Load.HARDLY)
    assert view.waiting().people == 1 and [block.told() for block in view.wall.board.blocks()] == [said]
    view.show_waiting()
    assert next(block.told() for block in view.wall.board.blocks()).startswith("Fewer than 5 of 12 people")


def test_who_takes_their_answer_on_load_back_brings_nobody_along_who_waits(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, workshop: int, network_step: int
) -> None:
    change_analysis(library, network_step, ON)
    everybody = fill(library, workshop, network_step, 14)
    for at, who in enumerate(everybody[:13]):
        set_load(library, who, Load.OFTEN if at < 6 else Load.HARDLY)
    view = exercise_ui("network").projector_view("load", bridge, network_step)
    assert isinstance(view, LoadView)
    qtbot.addWidget(view)

    def told() -> list[str]:
        return [block.told() for block in view.wall.board.blocks()]

    qtbot.waitUntil(lambda: told() == ["6 of 13 people are often asked for more than they can give."], timeout=10_000)
    with qtbot.waitSignal(view.waiting_changed, timeout=10_000):
        set_load(library, everybody[13], Load.OFTEN)
    assert view.waiting().people == 1
    set_load(library, everybody[12], None)
    qtbot.waitUntil(lambda: told() == ["6 of 12 people are often asked for more than they can give."], timeout=10_000)
    assert view.waiting().people == 1
