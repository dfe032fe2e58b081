"""The room as a network: matched by one key each, drawn with names on the console and without them for the room."""

from collections.abc import Iterator

import pytest
from agreeing import everybody_agrees, match_exact
from easing import is_easing
from listed import list_contacts
from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtWidgets import QLabel, QListWidget, QPushButton, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from facilitator.exercises.network.analysis import Analysis, change_analysis
from facilitator.exercises.network.answers import Who, accept_notice, choose_entry_mode, finish
from facilitator.exercises.network.matching.proposals import read_matching
from facilitator.exercises.network.read import read_network
from facilitator.exercises.network.rounds.rounds import rounds_of, start_round
from facilitator.exercises.steps import exercise_steps
from facilitator.exercises.templates import start_workshop
from facilitator.rehearsal.people import people
from facilitator.storage.library import Library
from facilitator.workshop.names import words
from facilitator.workshop.roster import Person, add_people, people_of
from facilitator.workshop.same_people import recognitions
from facilitator.workshop.workshops import describe_workshop
from ui.bridge import LibraryBridge
from ui.dialogs import Panel
from ui.exercises.network.framed import FramedView
from ui.exercises.network.matching_dialog import MatchingDialog
from ui.exercises.network.network_views import MAP, BeforeAfterView, GroupsView, MapView
from ui.exercises.network.results_page import MAP as MAP_TAB
from ui.exercises.network.results_page import MATRIX, RANKING, NetworkResultsPages
from ui.exercises.network.rounds_dialog import RoundsDialog
from ui.exercises.network.whole_room import MapPage, MatrixPage
from ui.exercises.registry import exercise_ui
from ui.exercises.same_people_dialog import RecognitionDialog
from ui.history import History
from ui.simulated_user import SimulatedUser
from ui.theme import motion

SECRET = "Zyxwvut"
"""Begins the labels of contacts who are nobody in the room."""


@pytest.fixture
def parent(qtbot: QtBot) -> Iterator[QWidget]:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1280, 720)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    QThreadPool.globalInstance().waitForDone()


def answer(library: Library, step: int, person: int, names: list[str], shift: int = 0) -> None:
    who = Who(step, person)
    accept_notice(library, who)
    choose_entry_mode(library, who, "contact")
    list_contacts(library, who, names, lambda number, place, codes: 1 + (number + place + person + shift) % codes)
    finish(library, who)


def fill_room(library: Library, workshop: int, step: int, size: int = 12) -> list[int]:
    """Everybody relies on the two after them, and on three who are nobody in the room."""
    add_people(library, workshop, people(size)[6:])
    everybody = people_of(library, workshop)
    for at, person in enumerate(everybody):
        near = [everybody[(at + way) % len(everybody)].name for way in (1, 2)]
        answer(library, step, person.id, [*near, f"{SECRET} A", f"{SECRET} B", f"{SECRET} C"])
    return [person.id for person in everybody]


def settled(qtbot: QtBot, view: MapView | MapPage | MatrixPage) -> None:
    source = view.source
    qtbot.waitUntil(lambda: source.room is not None and not source.is_reading)


def compared(qtbot: QtBot, view: BeforeAfterView) -> None:
    qtbot.waitUntil(lambda: view._work is None)


def shown(dialog: QWidget, name: str) -> str:
    found = dialog.findChild(QPushButton, name)
    assert found is not None
    return found.text() if found.isVisible() else ""


def ready(qtbot: QtBot, dialog: MatchingDialog) -> None:
    qtbot.waitUntil(lambda: dialog._work is None)


def test_the_console_names_everybody(qtbot: QtBot, library: Library, bridge: LibraryBridge, workshop: int,
                                     network_step: int, history: History, parent: QWidget) -> None:  # fmt: skip
    ids = fill_room(library, workshop, network_step)
    match_exact(library, network_step)
    pages = NetworkResultsPages(bridge, network_step, history)
    qtbot.addWidget(pages)
    pages.resize(900, 560)
    pages.show()
    pages.tabs.setCurrentIndex(MAP_TAB)
    page = pages.page
    assert isinstance(page, MapPage)
    settled(qtbot, page)
    names = {person.name for person in people_of(library, workshop)}
    assert names <= set(page.map.texts)
    assert "24 ties" in page.numbers.text()
    with qtbot.waitSignal(pages.person_chosen) as chosen:
        SimulatedUser(pages).click_at(page.map.viewport(), page.map.place_of(ids[0]).toPoint())
    assert chosen.args == [ids[0]]
    pages.tabs.setCurrentIndex(RANKING)
    table = pages.findChild(QTableWidget, "room-ranking")
    assert table is not None
    assert table.rowCount() == 12
    assert {table.item(row, 2).text() for row in range(12)} == {"fewer than 5"}  # type: ignore[union-attr]
    names = [table.item(row, 0).text() for row in range(12)]  # type: ignore[union-attr]
    assert names == sorted(names, key=words)
    pages.tabs.setCurrentIndex(MATRIX)
    matrix = pages.page
    assert isinstance(matrix, MatrixPage)
    assert sum(matrix.matrix.chart.counts.values()) == 24
    # Where a figure stands, its word is explained.
    assert "density" in page.numbers.text() and "E-I" in matrix.numbers.text()
    for each, words_of in ((page, ("Density", "Returned", "Concentration")), (matrix, ("Tie", "E-I"))):
        each.findChild(QPushButton, "terms-of-room").click()  # type: ignore[union-attr]
        panel = pages.findChild(Panel, "terms")
        assert panel is not None
        assert set(words_of) <= {label.text() for label in panel.findChildren(QLabel)}
        panel.close()
        qtbot.waitUntil(lambda: pages.findChild(Panel, "terms") is None)


def test_one_more_tie_does_not_make_the_map_jump(qtbot: QtBot, library: Library, workshop: int, network_step: int,
                                                 bridge: LibraryBridge) -> None:  # fmt: skip
    ids = fill_room(library, workshop, network_step)
    match_exact(library, network_step)
    page = MapPage(bridge, network_step)
    qtbot.addWidget(page)
    page.resize(900, 560)
    page.show()
    settled(qtbot, page)
    before = dict(page.source.room.places)  # type: ignore[union-attr]
    add_people(library, workshop, people(13)[12:])
    qtbot.waitUntil(lambda: len(page.source.room.places) == 13)  # type: ignore[union-attr]
    after = page.source.room.places  # type: ignore[union-attr]
    assert max(abs(after[one][way] - before[one][way]) for one in ids for way in (0, 1)) < 0.06
    assert is_easing(page.map)
    motion.choose(True)
    page.show_room()
    assert not is_easing(page.map)


@pytest.mark.parametrize("size", [6, 18])
def test_no_name_of_a_contact_is_reachable_on_the_projector(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, workshop: int, network_step: int, size: int
) -> None:
    fill_room(library, workshop, network_step, size)
    match_exact(library, network_step)
    start_round(library, network_step, "After 30 days")
    for person in people_of(library, workshop):
        accept_notice(library, Who(network_step, person.id))
        answer(library, network_step, person.id, [f"{SECRET} D"], shift=1)
    names = {person.name for person in people_of(library, workshop)}
    views = [view.key for view in exercise_ui("network").views()]
    assert len(views) == 5
    for info in exercise_ui("network").views():
        view = exercise_ui("network").projector_view(info.key, bridge, network_step)
        qtbot.addWidget(view)
        view.resize(1280, 720)
        view.show()
        for choice in info.choices:
            for value, _ in choice.values:
                view.set_option(choice.key, value)
                if isinstance(view, MapView):
                    settled(qtbot, view)
                if isinstance(view, BeforeAfterView):
                    compared(qtbot, view)
                view.grab()
                said = everything(view)
                assert SECRET not in said
                assert not any(name in said for name in names)


def everything(view: QWidget) -> str:
    """Every text of a view that is painted or can be asked for."""
    texts = list(view.texts) if isinstance(view, FramedView) else []
    for widget in (view, *view.findChildren(QWidget)):
        texts += [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip(), widget.windowTitle()]
        if isinstance(widget, QLabel):
            texts.append(widget.text())
    return "\n".join(texts)


def test_a_small_group_is_not_shown_apart(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, workshop: int, network_step: int
) -> None:
    fill_room(library, workshop, network_step, 6)
    view = GroupsView(bridge, network_step)
    qtbot.addWidget(view)
    assert view.panels.chart.groups == ()
    assert "5 people" in "\n".join(view.texts)
    teams = {person.team for person in people_of(library, workshop)}
    assert not teams & set(view.texts)


def test_before_and_after_needs_enough_people_and_tells_n(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, workshop: int, network_step: int
) -> None:
    fill_room(library, workshop, network_step, 6)
    start_round(library, network_step)
    everybody = people_of(library, workshop)
    for number, person in enumerate(everybody):
        view = BeforeAfterView(bridge, network_step)
        qtbot.addWidget(view)
        compared(qtbot, view)
        assert bool(view.rows.chart.rows) == (number >= 5)
        accept_notice(library, Who(network_step, person.id))
        finish(library, Who(network_step, person.id))
    last = BeforeAfterView(bridge, network_step)
    qtbot.addWidget(last)
    # The sixth alone would be the difference to what the room saw of five.
    last.show_waiting()
    qtbot.waitUntil(lambda: "n = 6" in "\n".join(last.texts))


def test_contacts_are_matched_by_one_key_each_and_remembered(
    qtbot: QtBot, library: Library, workshop: int, network_step: int, history: History, parent: QWidget
) -> None:
    one, other = people_of(library, workshop)[:2]
    answer(library, network_step, one.id, [other.name, other.name.split()[0], f"{SECRET}"])
    everybody_agrees(library, network_step)
    dialog = MatchingDialog(library, network_step, history, parent)
    dialog.open()
    ready(qtbot, dialog)
    assert "the same name" in shown(dialog, "matching-candidate-1")
    assert other.name in shown(dialog, "matching-candidate-1")
    user = SimulatedUser(dialog)
    user.type("1")
    ready(qtbot, dialog)
    matched = read_matching(library, network_step)
    assert [each.participant_id for each in matched.confirmed] == [other.id]
    user.type("u")
    ready(qtbot, dialog)
    assert read_matching(library, network_step).confirmed == ()
    user.type("n")
    ready(qtbot, dialog)
    still = {each.label for each in read_matching(library, network_step).open}
    assert other.name not in still
    again = MatchingDialog(library, network_step, history, parent)
    again.open()
    ready(qtbot, again)
    listed = again.findChild(QListWidget, "matching-list")
    assert listed is not None
    rows = [listed.item(row).text() for row in range(listed.count())]
    assert f"– {other.name}" in rows


def test_of_more_who_are_alike_than_are_shown_it_is_said_and_nothing_is_decided(
    qtbot: QtBot, library: Library, workshop: int, network_step: int, history: History, parent: QWidget
) -> None:
    add_people(
        library, workshop, [Person(f"Quirina {last}") for last in ("Ahn", "Berg", "Cole", "Diaz", "Egge", "Fu", "Gil")]
    )
    answer(library, network_step, people_of(library, workshop)[0].id, ["Quirina"])
    everybody_agrees(library, network_step)
    dialog = MatchingDialog(library, network_step, history, parent)
    dialog.open()
    ready(qtbot, dialog)
    assert any("2 more are less alike" in each.text() for each in dialog.findChildren(QLabel))
    SimulatedUser(dialog).type("n")
    ready(qtbot, dialog)
    (left,) = read_matching(library, network_step).open
    assert len(left.candidates) == 2
    assert not any("less alike" in each.text() for each in dialog.findChildren(QLabel))


def test_the_same_names_at_once(qtbot: QtBot, library: Library, workshop: int, network_step: int, history: History,
                                parent: QWidget) -> None:  # fmt: skip
    fill_room(library, workshop, network_step)
    everybody_agrees(library, network_step)
    dialog = MatchingDialog(library, network_step, history, parent)
    dialog.open()
    ready(qtbot, dialog)
    SimulatedUser(dialog).click("matching-exact")
    ready(qtbot, dialog)
    assert len(read_matching(library, network_step).confirmed) == 24
    assert not dialog.findChild(QPushButton, "matching-exact").isEnabled()  # type: ignore[union-attr]


def test_a_round_is_started_and_taken_back(
    qtbot: QtBot, library: Library, workshop: int, network_step: int, history: History, parent: QWidget
) -> None:
    dialog = RoundsDialog(library, network_step, history, parent)
    dialog.open()
    user = SimulatedUser(dialog)
    user.click("round-start")
    assert "Nobody has answered" in dialog.problem.text()
    answer(library, network_step, people_of(library, workshop)[0].id, ["AB"])
    user.click("round-title")
    user.type("After 30 days")
    user.click("round-start")
    assert [each.title for each in rounds_of(library, network_step)] == ["Round 1", "After 30 days"]
    history.stack.undo()
    assert len(rounds_of(library, network_step)) == 1


def test_the_first_round_gets_a_title(
    qtbot: QtBot, library: Library, workshop: int, network_step: int, history: History, parent: QWidget
) -> None:
    dialog = RoundsDialog(library, network_step, history, parent)
    dialog.open()
    SimulatedUser(dialog).click("round-rename")
    (asked,) = dialog.findChildren(QWidget, "ask-line")
    line = asked.findChild(QWidget, "line")
    assert line is not None
    qtbot.keyClicks(line, "Before")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert [each.title for each in rounds_of(library, network_step)] == ["Before"]
    assert "Before" in dialog.list.item(0).text()


def test_the_map_says_why_it_is_empty(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, workshop: int, network_step: int
) -> None:
    change_analysis(library, network_step, Analysis(smallest_group=3))
    view = exercise_ui("network").projector_view(MAP, bridge, network_step)
    assert isinstance(view, MapView)
    qtbot.addWidget(view)
    settled(qtbot, view)
    view.show_room()
    assert any("once contacts are matched" in text for text in view.texts)


def test_who_comes_again_is_recognised_by_one_key(
    qtbot: QtBot, library: Library, workshop: int, network_step: int, history: History, parent: QWidget
) -> None:
    later = start_workshop(library, "Half a year on").value
    add_people(library, later, people(2))
    step = next(step.id for step, exercise in exercise_steps(library, later) if exercise.kind == "network")
    rounds = RoundsDialog(library, step, history, parent)
    rounds.open()
    SimulatedUser(rounds).click("recognise")
    dialog = rounds.findChild(RecognitionDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog._work is None)
    assert "Learning across borders" in shown(dialog, "matching-candidate-1")
    user = SimulatedUser(dialog)
    for key in ("1", "n"):
        user.type(key)
        qtbot.waitUntil(lambda: dialog._work is None)
    found = recognitions(library, later)
    assert [each.confirmed is not None for each in found if each.confirmed or each.candidates] == [True]


def test_deciding_again_takes_back_what_a_recognition_brought(
    qtbot: QtBot, library: Library, workshop: int, network_step: int, history: History, parent: QWidget
) -> None:
    person = people_of(library, workshop)[0].id
    answer(library, network_step, person, [f"{SECRET} A", f"{SECRET} B"])
    later = start_workshop(library, "Half a year on").value
    describe_workshop(library, workshop, client="Acme")
    (again,) = add_people(library, later, people(1)).value
    step = next(step.id for step, exercise in exercise_steps(library, later) if exercise.kind == "network")
    change_analysis(library, step, Analysis(carries_over=True))
    dialog = RecognitionDialog(library, later, history, parent)
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitUntil(lambda: dialog._work is None)
    assert "(for Acme)" in shown(dialog, "matching-candidate-1")
    user = SimulatedUser(dialog)
    user.type("1")
    qtbot.waitUntil(lambda: dialog._work is None)
    accept_notice(library, Who(step, again))
    assert len(read_network(library, step, again).contacts) == 2
    user.type("d")
    qtbot.waitUntil(lambda: dialog._work is None)
    assert read_network(library, step, again).contacts == ()
    describe_workshop(library, later, client="Beta")
    other = RecognitionDialog(library, later, history, parent)
    qtbot.addWidget(other)
    other.open()
    qtbot.waitUntil(lambda: other._work is None)
    assert not shown(other, "matching-candidate-1")
