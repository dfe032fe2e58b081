"""Behind the open library: windows come and go, and nothing that they listened with is left."""

import gc
import sys
from collections.abc import Iterator
from random import Random
from threading import Thread, get_ident
from types import FrameType

import pytest
from announced import listeners
from PySide6.QtCore import SIGNAL, QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from facilitator.exercises.network.answers import Who, accept_notice, add_contact, choose_entry_mode, rate
from facilitator.exercises.network.live import LiveRoom
from facilitator.exercises.network.setup import get_setup
from facilitator.exercises.network.simulation import simulate
from facilitator.exercises.registry import exercise
from facilitator.exercises.steps import add_exercise
from facilitator.exercises.three_questions.live_wall import LiveWall
from facilitator.questionnaires.reading import responses
from facilitator.storage.library import Library
from facilitator.workshop.agenda import run_step
from facilitator.workshop.own_code import allow_once
from facilitator.workshop.pin import set_pin
from facilitator.workshop.roster import people_of
from ui.charts.drawn import DrawnChart
from ui.charts.overlay import SpiderOverlay
from ui.console.pictures import pictures_dialog
from ui.exercises.network.results_page import NetworkResultsPages
from ui.exercises.three_questions.results_page import CardResults
from ui.open_library import OpenLibrary
from ui.pages.results_page import FiguresPage
from ui.pages.views import FigureView
from ui.simulated_user import SimulatedUser


@pytest.fixture
def opened(library: Library, qapp: QApplication) -> Iterator[OpenLibrary]:
    set_pin(library, "2468")
    made = OpenLibrary(library)
    yield made
    made.close_windows()
    made.bridge.close()


def deleted() -> None:
    """Let Qt delete what is to be deleted."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QCoreApplication.processEvents()


def swept() -> None:
    """Let Qt delete what is to be deleted, and Python what nobody holds."""
    deleted()
    gc.collect()


def following(opened: OpenLibrary) -> tuple[int, int, int, int]:
    """How many listen to the library, how many models to the bridge, how many models and how many windows there are."""
    bridge = opened.bridge
    windows = bridge.receivers(SIGNAL("changed(PyObject)"))
    return listeners(opened.library.changed), listeners(bridge.changes), len(bridge.models), windows


def test_no_listener_is_left_of_consoles_and_projectors(
    qtbot: QtBot, opened: OpenLibrary, library: Library, workshop: int, network_step: int
) -> None:
    card = add_exercise(library, workshop, "three_questions").value
    mix = add_exercise(library, workshop, "learning_mix").value
    begun = following(opened)
    assert begun[1:3] == (0, 0)
    for turn in range(20):
        run_step(library, (network_step, card, mix)[turn % 3])
        opened.open_workshop(workshop)
        opened.show_projector(True)
        assert opened.console is not None and opened.projector is not None
        results = opened.console.pane.results
        assert isinstance(results, (NetworkResultsPages, CardResults, FiguresPage)[turn % 3])
        opened.console.projector_panel.next_view()
        pictures = pictures_dialog(opened.console, opened.bridge, workshop)
        assert following(opened)[2] > 0
        pictures.reject()
        opened.close_windows()
        del results, pictures
        deleted()  # As between two clicks: what is closed and not deleted would follow every change till the end.
    swept()
    assert following(opened) == begun
    swept()
    assert following(opened) == begun


def test_no_listener_is_left_of_turns_at_the_station(
    opened: OpenLibrary, library: Library, workshop: int, network_step: int
) -> None:
    run_step(library, network_step)
    opened.open_workshop(workshop)
    opened.open_station()
    assert opened.station is not None
    user = SimulatedUser(opened.station)
    user.type("alek\n\n")
    assert user.sees("network-flow")
    user.click("network-stop")
    swept()
    begun = following(opened)
    for _ in range(20):
        user.type("alek\n\n")
        user.click("network-stop")
    swept()
    assert following(opened) == begun


def test_an_answer_walks_ten_steps_from_the_key_to_the_line(
    opened: OpenLibrary, library: Library, workshop: int, network_step: int
) -> None:
    first, *others = (person.id for person in people_of(library, workshop))
    for person in others:
        simulate(library, network_step, person, Random(person))
    who = Who(network_step, first)
    accept_notice(library, who)
    choose_entry_mode(library, who, "contact")
    contacts = [add_contact(library, who, label).value for label in ("AB", "CD", "EF", "GH", "IJ")]
    for contact in contacts[1:]:
        for factor in get_setup(library, network_step).active:
            rate(library, who, contact, factor.key, 1)
    run_step(library, network_step)
    opened.open_workshop(workshop)
    opened.show_projector(True)
    opened.open_station()
    assert opened.station is not None
    user = SimulatedUser(opened.station)
    allow_once(library, first)
    user.type("alek\n")
    if not user.sees("network-flow"):
        user.type("\n")
    grid = user.find("network-grid")
    ways: list[list[str]] = []

    def watch(frame: FrameType, event: str, _argument: object) -> None:
        if event == "call" and frame.f_code is SpiderOverlay.update_person.__code__:
            ways.append(names_of_steps(frame))

    sys.setprofile(watch)
    try:
        SimulatedUser(grid).press("1")
    finally:
        sys.setprofile(None)
    station, windows = (
        ["RatingGrid", "RatePage", "EntrySession"],
        ["LibraryBridge", "LiveRoom", "RoomShapes", "SpiderOverlay"],
    )
    # On the console and on the projector.
    assert ways == [[*station, "rate", "Library", *windows]] * 2


def test_a_described_answer_walks_ten_steps_from_the_key_to_the_chart(
    qtbot: QtBot, opened: OpenLibrary, library: Library, workshop: int
) -> None:
    step = add_exercise(library, workshop, "learning_mix").value
    mix = exercise("learning_mix")
    for person in people_of(library, workshop)[1:]:
        mix.simulate(library, step, person.id, Random(person.id))
    run_step(library, step)
    opened.open_workshop(workshop)
    opened.show_projector(True)
    opened.open_station()
    assert opened.station is not None and opened.console is not None and opened.projector is not None
    user = SimulatedUser(opened.station)
    user.type("alek\n\n\n")
    for words in ("giving feedback", "abdgkm", "21435", "2", "One", "Two", "Three"):
        user.type(f"{words}\n")
    (view,) = (each for each in opened.projector.findChildren(FigureView) if each.isVisible())
    results = opened.console.pane.results
    assert isinstance(results, FiguresPage)
    qtbot.waitUntil(lambda: not (view._soon.isActive() or results._soon.isActive()))
    before = view.texts
    ways: list[list[str]] = []
    read: list[str] = []

    def watch(frame: FrameType, event: str, _argument: object) -> None:
        if event == "call" and frame.f_code is FigureView._follow.__code__:
            ways.append(names_of_steps(frame, "FlowView"))
        if event == "call" and frame.f_code is DrawnChart.show_chart.__code__:
            ways.append(names_of_steps(frame, "FigureView"))
        if event == "call" and frame.f_code is responses.__code__:
            read.append("everybody")

    sys.setprofile(watch)
    try:
        user.type("\n")
        qtbot.waitUntil(lambda: not (view._soon.isActive() or results._soon.isActive()))
    finally:
        sys.setprofile(None)
    operation = ["FlowView", "ReadOverPage", "Flow", "send", "_opened", "Library"]
    assert ways[0] == [*operation, "LibraryBridge", "LiveAnswers", "ShownAnswers", "FigureView"]
    # The last step comes a moment later, so that answers close after each other are drawn once.
    assert sorted(way[-2:] for way in ways[1:]) == [["FigureView", "DrawnChart"], ["FiguresPage", "DrawnChart"]]
    # And nobody else's answers were read for it. The room is shown them with those of others, or when it is asked for.
    assert view.texts == before and view.waiting().people == 1 and read == []
    view.show_waiting()
    assert view.texts != before


def names_of_steps(last: FrameType, first: str = "RatingGrid") -> list[str]:
    """Who calls whom, from `first` on: objects by their class, however many of their methods, and functions."""
    steps: list[str] = []
    frame: FrameType | None = last
    while frame is not None and steps[:1] != [first]:
        inside = frame.f_globals["__name__"].startswith(("ui.", "facilitator."))
        owner = frame.f_locals.get("self")
        name = frame.f_code.co_name if owner is None else type(owner).__name__
        # Signals are the arrows between the steps.
        if inside and not name.startswith("<") and name != "Announcer" and steps[:1] != [name]:
            steps.insert(0, name)
        frame = frame.f_back
    return steps


def test_a_view_that_fails_harms_neither_the_answer_nor_the_others(
    opened: OpenLibrary, library: Library, workshop: int, network_step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    reported: list[type[BaseException]] = []
    monkeypatch.setattr("sys.excepthook", lambda kind, error, trace: reported.append(kind))
    room, heard = opened.bridge.models.of(LiveRoom, network_step), list[int]()

    def fail(_participant_id: int) -> None:
        raise ZeroDivisionError

    room.person_changed.connect(fail)
    room.person_changed.connect(heard.append)
    person = people_of(library, workshop)[0].id
    simulate(library, network_step, person, Random(1))
    assert set(heard) == {person} == set(room.profiles)
    assert set(reported) == {ZeroDivisionError} and len(reported) == len(heard)


def test_what_a_worker_commits_is_heard_in_the_thread_of_the_windows(
    opened: OpenLibrary, library: Library, workshop: int, network_step: int, qtbot: QtBot
) -> None:
    room, heard = opened.bridge.models.of(LiveRoom, network_step), set[int]()
    room.person_changed.connect(lambda _id: heard.add(get_ident()))
    person = people_of(library, workshop)[0].id
    worker = Thread(target=simulate, args=(library, network_step, person, Random(1)))
    worker.start()
    worker.join()
    assert not heard and not room.profiles
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == {get_ident()}
    assert set(room.profiles) == {person}


def test_models_have_taken_a_change_up_before_any_window_hears_of_it(
    opened: OpenLibrary, library: Library, workshop: int, network_step: int
) -> None:
    said: list[str] = []
    opened.bridge.changed.connect(lambda _change: said.append("window"))
    card = add_exercise(library, workshop, "three_questions").value
    wall, room = opened.bridge.models.of(LiveWall, card), opened.bridge.models.of(LiveRoom, network_step)
    wall.changed.connect(lambda: said.append("wall"))
    wall.elsewhere.connect(lambda: said.append("another step"))
    room.person_changed.connect(lambda _id: said.append("room"))
    said.clear()
    simulate(library, network_step, people_of(library, workshop)[0].id, Random(1))
    assert {"another step", "room"} < set(said)
    heard = " ".join(said).split("window")
    # Of every change the wall says something; were a window told first, it would stand alone.
    assert heard.pop() == "" and all(each.strip() for each in heard)
