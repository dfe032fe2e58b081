"""What stands on projector, console and station says on what it rests, and what is cut says by how much."""

import re
from pathlib import Path

import pytest
from agreeing import match_exact
from prepared import prepared
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from facilitator.charts.room_map import Node, unnamed
from facilitator.exercises.network.answers import Who, accept_notice, add_contact, choose_entry_mode, finish, rate
from facilitator.exercises.network.read import read_networks
from facilitator.exercises.network.rounds.changes import read_change
from facilitator.exercises.network.rounds.rounds import start_round
from facilitator.exercises.network.setup import get_setup
from facilitator.i18n import first_of
from facilitator.storage.library import Library
from facilitator.workshop.roster import Person, add_people, update_person
from ui.bridge import LibraryBridge
from ui.charts.menu import PictureMenu
from ui.charts.room_map import RoomMap
from ui.exercises.network.entry.changes import changed_words
from ui.exercises.network.matrix_view import MatrixView
from ui.exercises.network.network_views import GROUPS, BeforeAfterView, GroupsView, MapView, network_views
from ui.exercises.network.results import NetworkResults
from ui.exercises.network.whole_room import MapPage, MatrixPage

TEAMS = [f"Team {letter}" for letter in "ABCDEFGHI"]


@pytest.fixture
def people(library: Library, workshop: int, network_step: int) -> list[int]:
    """Nine teams of five, one of two, and the six people without a list; of one team nobody gave a list."""
    return list(prepared(library, "nine teams", lambda: fill(library, workshop, network_step)))


def fill(library: Library, workshop: int, network_step: int) -> list[int]:
    named = [(f"P{at}x", TEAMS[at // 5]) for at in range(45)] + [("Q1x", "Audit"), ("Q2x", "Audit")]
    ids = add_people(library, workshop, [Person(name, team=team, location="Here") for name, team in named]).value
    factors = get_setup(library, network_step).active
    with library.change("fill"):
        for place, person in enumerate(ids):
            if 5 <= place < 10:
                continue
            who = Who(network_step, person)
            accept_notice(library, who)
            choose_entry_mode(library, who, "contact")
            near = [named[(place // 5 * 5 + way) % len(named)][0] for way in range(5) if place // 5 * 5 + way != place]
            for number, label in enumerate([*near, named[(place + 11) % len(named)][0], "Elsewhere"]):
                contact = add_contact(library, who, label).value
                for factor in factors:
                    if place % 5 or factor.key != "time_known":
                        rate(library, who, contact, factor.key, 1 + (number + place) % min(3, len(factor.codes)))
            finish(library, who)
    match_exact(library, network_step)
    return ids


def settled(qtbot: QtBot, view: MapView | MatrixView | MapPage | MatrixPage) -> None:
    source = view.source
    qtbot.waitUntil(lambda: source.room is not None and not source.is_reading)


def test_every_group_has_its_page(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, network_step: int, people: list[int]
) -> None:
    view = GroupsView(bridge, network_step)
    qtbot.addWidget(view)
    [pages] = [
        [value for value, _ in choice.values]
        for info in network_views()
        if info.key == GROUPS
        for choice in info.choices
        if choice.key == "page"
    ]
    found: dict[str, list[str]] = {}
    for page in pages:
        view.set_option("page", page)
        found[view.header.texts[0]] = [panel.name for panel in view.panels.chart.groups]
    assert list(found) == ["Diversity by team: 1 to 7 of 8", "Diversity by team: 8 to 8 of 8"]
    shown = [title for titles in found.values() for title in titles if title != "Everybody"]
    # Nobody of team B has a shape, and the two of the audit are too few, so that team A is among the others.
    assert sorted(shown) == ["Others", *TEAMS[2:]]
    told = view.panels.accessibleDescription()
    assert "(n = " in told, "in each team one has no value for a question"


def test_few_groups_have_no_pages(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, network_step: int, people: list[int]
) -> None:
    view = GroupsView(bridge, network_step)
    qtbot.addWidget(view)
    view.set_option("by", "location")
    view.set_option("page", "3")
    assert view.header.texts[0] == "Diversity by location"
    # Whoever has not heard the words reads what they mean, and how many people a column is.
    assert "median, half lie below it" in view.header.texts[1]
    view.resize(1920, 1080)
    said = str(view.panels.items(view.panels.frame()))
    assert " people" in said and "n = " not in said


def test_map_and_matrix_name_their_lists(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, network_step: int, people: list[int]
) -> None:
    for view in (MapView(bridge, network_step), MatrixView(bridge, network_step, 0.04)):
        qtbot.addWidget(view)
        settled(qtbot, view)
        assert "42 of 53 lists" in view.header.texts[1]
        assert "left out" not in view.header.texts[1]
    page = MapPage(bridge, network_step)
    qtbot.addWidget(page)
    settled(qtbot, page)
    said = page.numbers.text()
    assert "in 42 of 53 lists" in said and "between two lists returned" in said
    assert "11 without a list yet" in said


def test_a_map_says_what_it_means_where_there_is_no_arrow(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, network_step: int, people: list[int], tmp_path: Path
) -> None:
    says = "No arrow: fewer than 3 ties, all but so few, or it would tell such a number"
    view, page = MapView(bridge, network_step), MapPage(bridge, network_step)
    for each in (view, page):
        qtbot.addWidget(each)
        settled(qtbot, each)
    shown = {(link.of, link.to) for link in view.map.chart.links}
    assert 0 < len(shown) < len(view.groups) * (len(view.groups) - 1) and says in view.texts
    # So does the picture for others of the console's map, whose ties of people are all there and which says nothing.
    assert says not in page.map.texts
    (menu,) = page.map.findChildren(PictureMenu)
    menu.save(tmp_path / "map.svg")
    assert all(says in (tmp_path / "map.svg").read_text(encoding="utf-8") for says in ("all but so few", "of 53 lists"))
    # Without groups there is no arrow that could be missing.
    view.set_option("by", "level")
    assert not view.map.chart.nodes and says not in view.texts


def test_a_picture_of_the_matrix_says_what_its_marks_mean_and_what_it_rests_on(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, network_step: int, people: list[int], tmp_path: Path
) -> None:
    """On the projector a title says so; the console's own matrix has no mark, and the picture for others no title."""
    says = ("*: fewer than 3, all but so few, or it would tell such a number", "42 of 53 lists")
    view, page = MatrixView(bridge, network_step, 0.04), MatrixPage(bridge, network_step)
    for each in (view, page):
        qtbot.addWidget(each)
        settled(qtbot, each)
    assert all(each in view.header.texts[1] for each in says) and view.matrix.chart.hidden
    assert not page.matrix.chart.foot and not view.matrix.chart.foot
    page.resize(900, 600)
    (menu,) = page.matrix.findChildren(PictureMenu)
    menu.save(tmp_path / "matrix.svg")
    told = " ".join(re.findall(r">([^<>]+)<", (tmp_path / "matrix.svg").read_text(encoding="utf-8")))
    assert "all but so few" in told and "42 of 53 lists" in told


def test_who_has_no_group_is_counted_where_groups_are_shown(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, network_step: int, people: list[int]
) -> None:
    update_person(library, people[20], Person("P20x", location="Here"))
    for view in (MapView(bridge, network_step), MatrixView(bridge, network_step, 0.04)):
        qtbot.addWidget(view)
        settled(qtbot, view)
        # Shown apart, one person's ties would be theirs: they are among the others.
        assert "left out" not in view.header.texts[1]
        assert "Others" in view.texts
    page = MatrixPage(bridge, network_step)
    qtbot.addWidget(page)
    settled(qtbot, page)
    assert "1 person without a group is left out, with " in page.numbers.text()


def test_a_row_without_a_list_is_a_dash(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, network_step: int, people: list[int]
) -> None:
    page = MatrixPage(bridge, network_step)
    qtbot.addWidget(page)
    settled(qtbot, page)
    assert "Team B: –" in page.matrix.accessibleDescription()
    assert any("0 of 5 lists" in text for text in page.matrix.texts)
    assert "42 of 53 lists are there." in page.numbers.text()


def test_the_console_says_of_whom_a_sentence_can_be_judged(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, network_step: int, people: list[int]
) -> None:
    page = NetworkResults(bridge, network_step)
    qtbot.addWidget(page)
    bases = page.findChild(QLabel, "room-insights-bases")
    assert bases is not None
    differ = any(one.of != page.shapes.people for one in page._said)
    assert differ == ("of whom it can be judged" in bases.text())
    assert "33 to 42 of them by question" in page.shapes.overlay.accessibleDescription()
    page.shapes.set_bars(True)
    assert "42" in page.shapes.bars.accessibleDescription()


def test_before_and_after_add_up_on_the_projector(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, network_step: int, people: list[int]
) -> None:
    start_round(library, network_step)
    again = people[10:22]
    with library.change("begin"):
        for person in again:
            accept_notice(library, Who(network_step, person))
    lists = read_networks(library, network_step)
    with library.change("answer"):
        for place, person in enumerate(again):
            for number, contact in enumerate(lists[person].contacts[: 2 + place % 4]):
                rate(library, Who(network_step, person), contact.id, "group", 1 + (place + number) % 4)
            finish(library, Who(network_step, person))
    view = BeforeAfterView(bridge, network_step)
    qtbot.addWidget(view)
    qtbot.waitUntil(lambda: view._work is None)
    assert "12 of 42 people" in view.header.texts[0] and "means of the same n people" in view.header.texts[1]
    assert view.rows.chart.rows
    for row in view.rows.chart.rows:
        assert row.shown is not None and row.low is not None and row.high is not None
        assert row.shown[1] - row.shown[0] == row.change
        assert row.low <= (row.change or 0) <= row.high
        assert any(f"{row.shown[0]} → {row.shown[1]}: " in text for text in view.texts)


def test_the_station_says_how_many_changes_it_leaves_out(
    library: Library, workshop: int, network_step: int, people: list[int]
) -> None:
    start_round(library, network_step)
    person = people[1]
    accept_notice(library, Who(network_step, person))
    factors = get_setup(library, network_step).active
    for contact in read_networks(library, network_step)[person].contacts:
        for factor in factors:
            rate(library, Who(network_step, person), contact.id, factor.key, len(factor.codes))
    change = read_change(library, network_step, person)
    assert change is not None
    more = len(change.remarks) - 3
    assert more > 1
    words = [text for text, _ in changed_words(change)]
    assert f"and {more} more values that moved by ten points or more" in words
    assert sum("then (of 6 contacts)" in text for text in words) == 3


def test_names_without_room_are_counted(qtbot: QtBot) -> None:
    crowded = RoomMap()
    qtbot.addWidget(crowded)
    crowded.resize(320, 260)
    nodes = [Node(at, f"Somebody with a long name {at}") for at in range(90)]
    crowded.set_map(nodes, [], {at: (0.5 + at / 1000, 0.5) for at in range(90)})
    crowded.grab()
    named = len(crowded.chart.named(crowded.frame()))
    assert named < 90
    assert unnamed(90 - named) in crowded.texts


@pytest.mark.parametrize(("names", "said"), [
    ([], ""), (["A"], "A"), (["A", "B"], "A, B"), (["A", "B", "C"], "A, B and 1 more"),
    (["A", "B", "C", "D"], "A, B and 2 more"),
])  # fmt: skip
def test_a_cut_list_says_how_many_more(names: list[str], said: str) -> None:
    assert first_of(names, 2) == said


def test_two_ways_of_grouping_do_not_tell_of_the_one_between_them(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, network_step: int, people: list[int]
) -> None:
    """Team C and one more work there: whoever sees the room by team and then by place would have that one's answers."""
    with library.change("Places"):
        for place, person in enumerate(people):
            name, team = (f"P{place}x", TEAMS[place // 5]) if place < 45 else (f"Q{place - 44}x", "Audit")
            update_person(library, person, Person(name, team=team, location="There" if 10 <= place < 16 else "Here"))
    groups, network = GroupsView(bridge, network_step), MapView(bridge, network_step)
    matrix = MatrixView(bridge, network_step, 0.04)
    for view in (groups, network, matrix):
        qtbot.addWidget(view)
        view.show()
    settled(qtbot, network)
    settled(qtbot, matrix)

    def names() -> tuple[list[str], list[str], list[str]]:
        found = [panel.name for panel in groups.panels.chart.groups]
        return found, list(network.groups), list(matrix.matrix.chart.names)

    assert all("Team C" in found for found in names())
    for view in (groups, network, matrix):
        view.set_option("by", "location")
    assert names() == ([], [], [])
    for view in (groups, network, matrix):
        assert "it would tell of fewer than 5 people" in " ".join(view.texts)
    with library.change("Places"):
        for place in range(16, 20):
            update_person(library, people[place], Person(f"P{place}x", team="Team D", location="There"))
    qtbot.waitUntil(lambda: all("There" in found for found in names()))
