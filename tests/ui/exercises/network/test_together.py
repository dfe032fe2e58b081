"""Pictures of the room that name nobody change for several people at once: by one person they would tell that one's."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from agreeing import everybody_agrees
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from facilitator.exercises.counting_consent import set_counted
from facilitator.exercises.network.answers import (
    Who,
    accept_notice,
    add_contact,
    choose_entry_mode,
    finish,
    rate,
    remove_contact,
)
from facilitator.exercises.network.matching.verdicts import match_exact
from facilitator.exercises.network.read import read_network
from facilitator.exercises.network.rounds.rounds import start_round
from facilitator.exercises.network.setup import get_setup
from facilitator.exercises.steps import erase_participant
from facilitator.storage.library import Library
from facilitator.workshop.roster import Person, add_people
from ui.bridge import LibraryBridge
from ui.charts.menu import PictureMenu
from ui.console.pictures import pictures_dialog
from ui.exercises.contract import ProjectorView
from ui.exercises.network.framed import FramedView, RoomNetworkView
from ui.exercises.network.network_views import BEFORE_AFTER, GROUPS, MAP, MATRIX, BeforeAfterView
from ui.exercises.network.projector_views import OVERLAY, OverlayView
from ui.exercises.network.results import NetworkResults
from ui.exercises.network.whole_room import MapPage, MatrixPage
from ui.exercises.registry import exercise_ui
from ui.reports.dialog import documents_dialog

FLOOR, FIRST = 5, 10
LOOKS = [(MAP, {}), (MATRIX, {}), (GROUPS, {}), (OVERLAY, {"lines": "band"}), (OVERLAY, {"form": "bars"})]


class Room:
    """Twenty people of two teams who answer one after the other, and what the room sees of them."""

    def __init__(self, qtbot: QtBot, library: Library, bridge: LibraryBridge, workshop: int, step: int) -> None:
        self.qtbot, self.library, self.bridge, self.step = qtbot, library, bridge, step
        people = [Person(f"Nn{place:02}", team="East" if place % 2 else "West") for place in range(22)]
        self.ids = list(add_people(library, workshop, people).value)
        everybody_agrees(library, step)
        self.views: dict[str, ProjectorView] = {}

    def open(self, key: str, options: Mapping[str, str]) -> ProjectorView:
        view = exercise_ui("network").projector_view(key, self.bridge, self.step)
        for name, value in options.items():
            view.set_option(name, value)
        self.qtbot.addWidget(view)
        view.resize(960, 540)
        view.show()
        return view

    def open_all(self) -> None:
        self.views = {f"{key} {options}": self.open(key, options) for key, options in LOOKS}
        self.settle()

    def answer(self, place: int, *, done: bool = True) -> None:
        who = Who(self.step, self.ids[place])
        with self.library.change("Answer"):
            accept_notice(self.library, who)
            choose_entry_mode(self.library, who, "contact")
            for number in range(4):
                label = f"Nn{(place + 1 + 3 * number) % 22:02}" if number < 3 else "Elsewhere"
                contact = add_contact(self.library, who, label).value
                for factor in get_setup(self.library, self.step).active:
                    code = 1 + (number * (place % 3) + place) % len(factor.codes)
                    rate(self.library, who, contact, factor.key, code)
            if done:
                finish(self.library, who)
        match_exact(self.library, self.step)
        self.settle()

    def settle(self) -> None:
        if not self.views:
            # Nobody looks on yet.
            return
        self.qtbot.wait(420)
        for view in self.views.values():
            if isinstance(view, RoomNetworkView):
                self.qtbot.waitUntil(lambda view=view: not view.source.is_reading)
            if isinstance(view, BeforeAfterView):
                self.qtbot.waitUntil(lambda view=view: view._work is None)

    def seen(self) -> dict[str, object]:
        return {name: what_is_seen(view) for name, view in self.views.items()}

    def waiting(self) -> set[tuple[int, int]]:
        return {tuple(view.waiting()) for view in self.views.values()}  # type: ignore[misc]


def what_is_seen(view: ProjectorView) -> object:
    if isinstance(view, FramedView):
        return view.texts, getattr(view.chart, "chart", None)
    assert isinstance(view, OverlayView)
    overlay = view.shapes.overlay
    return view.header.texts, overlay._band, view.shapes.bars.shapes, overlay.accessibleDescription()


@pytest.fixture
def room(qtbot: QtBot, library: Library, bridge: LibraryBridge, workshop: int, network_step: int) -> Room:
    made = Room(qtbot, library, bridge, workshop, network_step)
    for place in range(FIRST):
        made.answer(place)
    made.open_all()
    return made


def unchanged(room: Room, before: Mapping[str, object]) -> None:
    assert [name for name, seen in room.seen().items() if seen != before[name]] == []


def test_one_more_list_changes_no_picture_of_the_room(room: Room) -> None:
    first = room.seen()
    assert "(n = " not in str(first[f"{MAP} {{}}"]) and room.waiting() == {(0, 0)}
    for new, place in enumerate(range(FIRST, FIRST + FLOOR - 1), start=1):
        room.answer(place)
        unchanged(room, first)
        assert room.waiting() == {(new, FLOOR)}
    # Neither do views that are made anew, nor pictures for slides tell of those who wait.
    again = {name: room.open(key, options) for name, (key, options) in zip(room.views, LOOKS, strict=True)}
    room.views, shown = again, room.views
    room.settle()
    unchanged(room, first)
    for view in room.views.values():
        view.close()
    room.views = shown
    room.answer(FIRST + FLOOR - 1)
    assert [name for name, seen in room.seen().items() if seen == first[name]] == []
    assert room.waiting() == {(0, 0)}


def test_who_is_still_at_it_is_not_the_last_of_those_who_come(room: Room) -> None:
    first = room.seen()
    for place in range(FIRST, FIRST + FLOOR):
        room.answer(place, done=place < FIRST + FLOOR - 1)
    unchanged(room, first)
    finish(room.library, Who(room.step, room.ids[FIRST + FLOOR - 1]))
    room.settle()
    assert [name for name, seen in room.seen().items() if seen == first[name]] == []


@pytest.mark.parametrize("busy", [1, FLOOR])
def test_live_and_done_do_not_differ_by_the_few_who_are_at_it(room: Room, busy: int) -> None:
    for place in range(FIRST, FIRST + busy):
        room.answer(place, done=False)
    for place in range(FIRST + busy, FIRST + busy + FLOOR):
        room.answer(place)
    shown = {}
    for live in ("live", "finished"):
        view = room.open(OVERLAY, {"lines": "band", "appear": live})
        assert isinstance(view, OverlayView)
        room.settle()
        shown[live] = what_is_seen(view)
    assert (shown["live"] == shown["finished"]) == (busy < FLOOR)


def test_who_agrees_to_be_counted_is_not_seen_alone_by_how_often_they_are_named(room: Room) -> None:
    late = room.ids[FIRST + 2 : FIRST + 2 + FLOOR]
    for person in late:
        set_counted(room.library, person, False)
    room.settle()
    first = room.seen()
    for number, person in enumerate(late, start=1):
        set_counted(room.library, person, True)
        match_exact(room.library, room.step)
        room.settle()
        if number < FLOOR:
            unchanged(room, first)
            assert room.waiting() == {(number, FLOOR)}
    matrix = room.views[f"{MATRIX} {{}}"]
    assert isinstance(matrix, RoomNetworkView) and matrix.source.room is not None
    assert {to for _, to in matrix.source.room.network.ties} & set(late) and room.waiting() == {(0, 0)}


def test_what_waits_is_shown_when_the_facilitator_asks(room: Room) -> None:
    first = room.seen()
    room.answer(FIRST)
    room.views[f"{GROUPS} {{}}"].show_waiting()
    room.settle()
    # One lot of lists for all views: what one shows, all show.
    assert [name for name, seen in room.seen().items() if seen == first[name]] == []
    assert room.waiting() == {(0, 0)}


def test_another_answer_and_a_contact_less_wait_too(room: Room) -> None:
    first = room.seen()
    who = Who(room.step, room.ids[0])
    for contact in read_network(room.library, room.step, who.participant_id).contacts[:3]:
        remove_contact(room.library, who, contact.id)
    room.settle()
    unchanged(room, first)
    assert room.waiting() == {(1, FLOOR)}


def test_who_is_taken_away_or_no_longer_counted_goes_at_once(room: Room) -> None:
    room.answer(FIRST)
    first = room.seen()
    matrix = room.views[f"{MATRIX} {{}}"]
    assert isinstance(matrix, RoomNetworkView) and matrix.source.room is not None
    ties = set(matrix.source.room.network.ties)
    gone, uncounted = room.ids[0], room.ids[4]
    set_counted(room.library, uncounted, False)
    room.settle()
    network = matrix.source.room.network
    assert network.ties.keys() == {tie for tie in ties if tie[1] != uncounted} < ties
    erase_participant(room.library, gone)
    room.settle()
    assert gone not in matrix.source.room.network.listed and len(matrix.source.room.network.listed) == FIRST - 1
    assert all(seen != first[name] for name, seen in room.seen().items())
    assert room.waiting() == {(1, FLOOR)}


def test_before_and_after_waits_for_several(room: Room) -> None:
    start_round(room.library, room.step)
    view = room.open(BEFORE_AFTER, {})
    room.views = {BEFORE_AFTER: view}
    for place in range(6):
        _again(room, place)
    view.show_waiting()
    room.settle()
    first = room.seen()
    assert isinstance(view, BeforeAfterView) and any(row.n == 6 for row in view.rows.chart.rows)
    for place in range(6, 10):
        unchanged(room, first)
        _again(room, place)
    assert room.waiting() == {(4, FLOOR)}
    room.views = {BEFORE_AFTER: room.open(BEFORE_AFTER, {})}
    room.settle()
    unchanged(room, first)


def _again(room: Room, place: int) -> None:
    who = Who(room.step, room.ids[place])
    accept_notice(room.library, who)
    for contact in read_network(room.library, room.step, who.participant_id).contacts[:2]:
        rate(room.library, who, contact.id, "group", 1 + place % 3)
    finish(room.library, who)
    room.settle()


def test_a_picture_for_slides_says_who_waits_and_shows_them(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, workshop: int, room: Room
) -> None:
    room.answer(FIRST)
    dialog = pictures_dialog(None, bridge, workshop)
    qtbot.addWidget(dialog)
    # Everybody's shapes: in a picture nobody has a line.
    assert isinstance(dialog.view, OverlayView)
    assert "10 people" in dialog.view.shapes.overlay.accessibleDescription()
    assert dialog.waiting.words.text().startswith("1 person") and dialog.waiting.show_now.isVisibleTo(dialog)
    dialog.waiting.show_now.click()
    qtbot.waitUntil(lambda: "11 people" in dialog.view.shapes.overlay.accessibleDescription())  # type: ignore[union-attr]
    assert not dialog.waiting.show_now.isVisibleTo(dialog)


def test_a_document_that_counts_who_waits_says_so_and_shows_them(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, workshop: int, room: Room
) -> None:
    dialog = documents_dialog(None, bridge, workshop, lambda over: None)
    qtbot.addWidget(dialog)
    assert not dialog.waiting.words.isVisibleTo(dialog) and not dialog.waiting.show_now.isVisibleTo(dialog)
    first = room.seen()
    room.answer(FIRST)
    qtbot.waitUntil(lambda: dialog.waiting.show_now.isVisibleTo(dialog))
    assert ": 1 person is counted here" in dialog.waiting.words.text()
    unchanged(room, first)
    # It is known without a window that shows it to the room, too.
    room.views = {}
    room.answer(FIRST + 1)
    qtbot.waitUntil(lambda: ": 2 people are counted here" in dialog.waiting.words.text())
    dialog.waiting.show_now.click()
    assert not dialog.waiting.words.isVisibleTo(dialog)
    room.open_all()
    assert room.waiting() == {(0, 0)}


def test_where_the_room_was_shown_nothing_nobody_waits_for_a_document(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, workshop: int, network_step: int
) -> None:
    room = Room(qtbot, library, bridge, workshop, network_step)
    for place in range(FIRST):
        room.answer(place)
    for _ in range(2):
        dialog = documents_dialog(None, bridge, workshop, lambda over: None)
        qtbot.addWidget(dialog)
        assert not dialog.waiting.words.isVisibleTo(dialog)
        # To look at a document shows the room nothing: what comes next waits for nobody either.
        room.answer(FIRST)


def test_pictures_of_the_facilitators_own_charts_wait_too(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, room: Room, tmp_path: Path
) -> None:
    pages: list[QWidget] = [make(bridge, room.step) for make in (MapPage, MatrixPage, NetworkResults)]
    for page in pages:
        qtbot.addWidget(page)
        page.resize(900, 600)
        page.show()
    menus = [menu for page in pages for menu in page.findChildren(PictureMenu)]
    assert len(menus) == 4

    def saved() -> list[list[str]]:
        room.settle()
        qtbot.waitUntil(lambda: all(not page.source.is_reading for page in pages[:2]))  # type: ignore[attr-defined]
        for place, menu in enumerate(menus):
            menu.save(tmp_path / f"{place}.svg")
        # What names nobody is drawn in an order of chance.
        written = [(tmp_path / f"{place}.svg").read_text(encoding="utf-8") for place in range(len(menus))]
        return [sorted(re.findall(r'points="[^"]+"|stroke-width="[^"]+"|>[^<>]+<', each)) for each in written]

    first = saved()
    said = [" ".join(each) for each in first]
    assert sum("n = 10" in each or "Median of 10 people" in each for each in said) == 2
    room.answer(FIRST)
    assert saved() == first
    menus[0].open(QPoint())
    offered = menus[0]._waits
    assert offered in menus[0]._menu.actions() and "1 person" in offered.text()
    menus[0]._menu.close()
    offered.trigger()
    said = [" ".join(each) for each in saved()]
    assert sum("n = 11" in each or "Median of 11 people" in each for each in said) == 2
    menus[0].open(QPoint())
    assert offered not in menus[0]._menu.actions()
    menus[0]._menu.close()
