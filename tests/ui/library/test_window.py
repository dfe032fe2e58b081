"""The library window as a person uses it: keys, clicks, and what the library holds afterwards."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from accessible import unnamed
from prepared import add_sample
from PySide6.QtCore import QDate, QModelIndex, QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QDateEdit, QLabel, QLineEdit, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from set_clocks import clock_of_a_computer

from facilitator.errors import NotFound
from facilitator.exercises.steps import add_exercise
from facilitator.storage.library import Library
from facilitator.workshop.agenda import steps_of
from facilitator.workshop.listing import cards_at
from facilitator.workshop.roster import Person, add_people, people_of
from facilitator.workshop.same_people import recognitions
from facilitator.workshop.workshops import (
    delete_workshop,
    describe_workshop,
    get_workshop,
    list_workshops,
    new_workshop,
    rename_workshop,
)
from ui.bridge import LibraryBridge
from ui.history import History
from ui.library.roles import FACTS_ROLE, PICTURE_ROLE
from ui.library.window import LibraryWindow
from ui.library.workshop_form import WorkshopForm
from ui.pending import Pending
from ui.theme import theme
from ui.theme.tokens import METRICS

Open = Callable[[], LibraryWindow]
CTRL = Qt.KeyboardModifier.ControlModifier


def titles(window: LibraryWindow) -> list[str]:
    model = window.view.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def key(window: LibraryWindow, pressed: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    # A dialog that has just gone gives the keyboard back in its own time.
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    target = window.focusWidget() or window
    QTest.keyClick(target, pressed, modifier)
    QApplication.processEvents()


def find(window: QWidget, kind: type[Any], name: str) -> Any:
    found = [each for each in window.findChildren(kind, name) if each.isVisible()]
    assert found, f"no visible {name}"
    return found[0]


def click(window: QWidget, name: str) -> None:
    QTest.mouseClick(find(window, QPushButton, name), Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def opened_by(window: LibraryWindow) -> list[int]:
    ids: list[int] = []
    window.workshop_opened.connect(ids.append)
    return ids


def search(qtbot: QtBot, window: LibraryWindow, text: str, count: int) -> None:
    key(window, Qt.Key.Key_F, CTRL)
    assert window.search.hasFocus()
    QTest.keyClicks(window.search, text)
    qtbot.waitUntil(lambda: window.view.model().rowCount() == count)


def test_cards_are_listed_newest_first(three: list[int], library: Library, opened: Open) -> None:
    add_people(library, three[0], [Person("Anna Berg")])
    window = opened()
    assert titles(window) == ["Autumn learning day", "Summer school", "Spring kick-off"]
    facts = window.view.model().index(0, 0).data(FACTS_ROLE)
    assert facts[:2] == ("3 Sept 2026 · 1 person", "Nordwind") and len(facts) == 3
    assert find(window, QLabel, "count").text() == "3 workshops"


def test_cards_end_where_the_buttons_above_them_do(three: list[int], opened: Open, qapp: QApplication) -> None:
    theme.apply(qapp, "light")
    window = opened()
    for width in (1280, 1000):
        window.resize(width, 720)
        QApplication.processEvents()
        view = window.view
        # At once, not when Qt finds the time.
        view.doItemsLayout()
        cards = [view.visualRect(view.model().index(row, 0)) for row in range(view.model().rowCount())]
        button = find(window, QPushButton, "new-button")
        last = view.viewport().mapTo(window, QPoint(max(card.right() for card in cards) - METRICS.medium, 0)).x()
        across = len({card.left() for card in cards})
        # But for what is left of a width that can't be shared out evenly.
        assert 0 <= button.mapTo(window, button.rect().topRight()).x() - last <= across + 1
        first = view.viewport().mapTo(window, QPoint(min(card.left() for card in cards), 0)).x()
        assert first == find(window, QLabel, "count").mapTo(window, QPoint()).x()


def test_enter_and_double_click_open_a_card(three: list[int], opened: Open) -> None:
    window = opened()
    ids = opened_by(window)
    key(window, Qt.Key.Key_Right)
    key(window, Qt.Key.Key_Return)
    place = window.view.visualRect(window.view.model().index(2, 0)).center()
    QTest.mouseClick(window.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(window.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert ids == [three[1], three[2]]


def test_a_new_workshop_is_two_clicks_from_being_open(library: Library, opened: Open) -> None:
    window = opened()
    ids = opened_by(window)
    # Before the first workshop there is one way to it, where the keyboard is.
    assert not any(each.isVisible() for each in window.findChildren(QPushButton, "new-button"))
    assert window.focusWidget() is find(window, QPushButton, "first-new")
    QTest.keyClick(find(window, QPushButton, "first-new"), Qt.Key.Key_Return)
    click(window, "yes")
    (card,) = list_workshops(library)
    assert ids == [card.id]
    assert len(steps_of(library, card.id)) > 3
    assert card.held_on is not None


def test_the_form_takes_all_facts_and_wants_a_title(library: Library, opened: Open) -> None:
    window = opened()
    ids = opened_by(window)
    key(window, Qt.Key.Key_N, CTRL)
    form = find(window, QWidget, "workshop-form")
    title = find(form, QLineEdit, "workshop-title")
    title.selectAll()
    QTest.keyClick(title, Qt.Key.Key_Delete)
    click(form, "yes")
    assert find(form, QLabel, "problem").text() == "A workshop needs a title."
    assert list_workshops(library) == []
    QTest.keyClicks(title, "Team day")
    for name, text in (("client", "Acme"), ("facilitator", "Ida Holm"), ("place", "Oslo")):
        QTest.keyClicks(find(form, QLineEdit, f"workshop-{name}"), text)
    find(form, QWidget, "workshop-no-date").click()
    find(form, QWidget, "workshop-no-follow-up").click()
    find(form, QDateEdit, "workshop-follow-up").setDate(QDate(2031, 4, 12))
    QTest.keyClick(title, Qt.Key.Key_Return)
    made = get_workshop(library, ids[0])
    assert (made.title, made.client, made.facilitator, made.place) == ("Team day", "Acme", "Ida Holm", "Oslo")
    assert made.held_on is None
    assert made.follow_up == date(2031, 4, 12)


def test_rename_duplicate_and_details(qtbot: QtBot, three: list[int], library: Library, opened: Open) -> None:
    add_people(library, three[0], [Person("Anna Berg")])
    window = opened()
    key(window, Qt.Key.Key_F2)
    line = find(window, QLineEdit, "line")
    QTest.keyClicks(line, "Autumn day")
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Autumn day" in titles(window))
    key(window, Qt.Key.Key_D, CTRL)
    qtbot.waitUntil(lambda: "Autumn day (copy)" in titles(window))
    assert window.view.currentIndex().data() == "Autumn day (copy)"
    chosen = window.chosen_id
    assert chosen is not None
    assert [person.name for person in people_of(library, chosen)] == ["Anna Berg"]
    window.actions_by_name["details"].trigger()
    place = find(window, QLineEdit, "workshop-place")
    place.setText("Bergen")
    QTest.keyClick(place, Qt.Key.Key_Return)
    assert get_workshop(library, chosen).place == "Bergen"
    assert get_workshop(library, chosen).follow_up is None


@pytest.mark.parametrize("agreed", [False, True])
def test_a_follow_up_brings_the_same_people(
    qtbot: QtBot, three: list[int], library: Library, opened: Open, agreed: bool
) -> None:
    describe_workshop(library, three[0], title="Day one", client="Hafen", held_on=date.today() - timedelta(days=21))
    add_exercise(library, three[0], "challenge")
    before = add_people(library, three[0], [Person("Anna Berg"), Person("Bo Lind")]).value
    window = opened()
    qtbot.waitUntil(lambda: "Day one" in titles(window))
    window.view.setCurrentIndex(window.view.model().index(titles(window).index("Day one"), 0))
    window.actions_by_name["follow_up"].trigger()
    form = find(window, WorkshopForm, "workshop-form")
    assert (form.client.text(), form.held_on) == ("Hafen", date.today())
    find(form, QCheckBox, "workshop-agreement").setChecked(agreed)
    with qtbot.waitSignal(window.workshop_opened) as made:
        QTest.keyClick(form.title, Qt.Key.Key_Return)
    (again,) = made.args
    came = people_of(library, again)
    assert [person.name for person in came] == ["Anna Berg", "Bo Lind"]
    assert steps_of(library, again)[1].exercise == "challenge", "the agenda that looks back at what was run"
    known = recognitions(library, again)
    was = [each.confirmed.participant_id for each in known if each.confirmed]
    assert was == ([] if agreed else list(before))


def test_delete_can_be_undone_from_the_bar_and_by_key(
    qtbot: QtBot, three: list[int], library: Library, opened: Open
) -> None:
    window = opened()
    window.view.setFocus()
    key(window, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: titles(window) == ["Summer school", "Spring kick-off"])
    assert window.view.currentIndex().row() == 0
    assert "Autumn learning day" in find(window, QLabel, "undo-text").text()
    click(window, "undo-button")
    qtbot.waitUntil(lambda: len(titles(window)) == 3)
    assert not window.notice.isVisible()
    key(window, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(titles(window)) == 2)
    key(window, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: len(titles(window)) == 3)
    assert len(list_workshops(library)) == 3


def test_nothing_is_offered_to_be_brought_back_before_there_was_anything(
    qtbot: QtBot, library: Library, opened: Open
) -> None:
    window = opened()
    button = window.findChild(QPushButton, "show-deleted")
    assert not button.isVisible()
    made = new_workshop(library, "Only one").value
    qtbot.waitUntil(button.isVisible)
    delete_workshop(library, made)
    qtbot.waitUntil(lambda: not titles(window))
    assert button.isVisible()


def test_cards_call_the_days_around_today_by_their_names(library: Library, opened: Open) -> None:
    today = date.today()
    for away in (-2, -1, 0, 1):
        new_workshop(library, f"{away}", held_on=today + timedelta(days=away))
    model = opened().view.model()
    facts = {str(model.index(row, 0).data()): model.index(row, 0).data(FACTS_ROLE)[0] for row in range(4)}
    begins = {title: said.partition(",")[0] for title, said in facts.items()}
    assert (begins["-1"], begins["0"], begins["1"]) == ("Yesterday", "Today", "Tomorrow")
    assert "," not in facts["-2"]


def test_cards_are_told_anew_when_another_day_begins(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, three: list[int], opened: Open
) -> None:
    computer = clock_of_a_computer(monkeypatch, datetime(2026, 11, 4, 12, tzinfo=UTC))
    model = opened().view.model()
    told: list[tuple[int, int]] = []

    def take(first: QModelIndex, last: QModelIndex, roles: list[int]) -> None:
        # A picture that has just been drawn is told of too.
        told.extend([(first.row(), last.row())] if FACTS_ROLE in roles else [])

    model.dataChanged.connect(take)
    computer.wait(24 * 60 * 60)
    qtbot.waitUntil(lambda: told == [(0, len(three) - 1)])


def test_the_bin_brings_back_and_erases(qtbot: QtBot, three: list[int], library: Library, opened: Open) -> None:
    window = opened()
    key(window, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(titles(window)) == 2)
    key(window, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(titles(window)) == 1)
    click(window, "show-deleted")
    assert len(titles(window)) == 2
    assert not window.actions_by_name["open"].isEnabled()
    ids = opened_by(window)
    key(window, Qt.Key.Key_Return)
    assert ids == []
    back = str(window.view.currentIndex().data())
    click(window, "restore-button")
    qtbot.waitUntil(lambda: len(titles(window)) == 1)
    key(window, Qt.Key.Key_Delete)
    click(window, "cancel")
    assert len(list_workshops(library, deleted=True)) == 1
    (gone,) = (card.id for card in list_workshops(library, deleted=True))
    key(window, Qt.Key.Key_Delete)
    click(window, "yes")
    qtbot.waitUntil(lambda: find(window, QWidget, "bin-empty") is not None)
    with pytest.raises(NotFound):
        get_workshop(library, gone)
    key(window, Qt.Key.Key_Escape)
    assert back in titles(window)


def test_search_finds_every_word_and_says_when_nothing_fits(qtbot: QtBot, three: list[int], opened: Open) -> None:
    window = opened()
    search(qtbot, window, "nordwind", 2)
    QTest.keyClicks(window.search, " PORTO")
    qtbot.waitUntil(lambda: titles(window) == ["Spring kick-off"])
    ids = opened_by(window)
    key(window, Qt.Key.Key_Return)
    assert window.view.hasFocus()
    key(window, Qt.Key.Key_Return)
    assert ids == [three[2]]
    search(qtbot, window, "zzz", 0)
    assert find(window, QWidget, "nothing-found")
    click(window, "show-all")
    assert len(titles(window)) == 3


def test_without_workshops_the_window_says_what_to_do(qtbot: QtBot, opened: Open) -> None:
    window = opened()
    assert find(window, QWidget, "no-workshops")
    with qtbot.waitSignal(window.sample_wanted):
        click(window, "first-sample")
    with qtbot.waitSignal(window.import_wanted):
        click(window, "first-import")
    click(window, "first-new")
    assert find(window, QWidget, "workshop-form")


def test_a_context_menu_offers_what_fits(three: list[int], opened: Open) -> None:
    window = opened()
    window.view.customContextMenuRequested.emit(window.view.visualRect(window.view.model().index(1, 0)).center())
    menu = window.findChild(QMenu, "card-menu")
    assert menu is not None
    names = ["open", "details", "rename", "duplicate", "follow_up", "delete"]
    assert [action.objectName() for action in menu.actions()] == names
    assert window.chosen_id == three[1]
    menu.close()
    window.view.customContextMenuRequested.emit(QPoint(-5, -5))


def test_changes_made_elsewhere_are_shown(qtbot: QtBot, three: list[int], library: Library, opened: Open) -> None:
    window = opened()
    window.view.setCurrentIndex(window.view.model().index(1, 0))
    rename_workshop(library, three[0], "Renamed elsewhere")
    qtbot.waitUntil(lambda: titles(window)[0] == "Renamed elsewhere")
    assert window.chosen_id == three[1]
    window.hide()
    add_people(library, three[1], [Person("Anna Berg")])
    window.show()
    qtbot.waitUntil(lambda: window.view.model().index(1, 0).data(FACTS_ROLE)[0].endswith(" · 1 person"))


def test_the_picture_is_the_shape_of_the_room(qtbot: QtBot, library: Library, opened: Open) -> None:
    add_sample(library)
    window = opened()
    qtbot.waitUntil(lambda: bool(window.view.model().index(0, 0).data(PICTURE_ROLE)))
    shape = window.view.model().index(0, 0).data(PICTURE_ROLE)
    assert all(value is None or 0 <= value <= 1 for value in shape)


def test_two_thousand_workshops_are_listed_and_scrolled(qtbot: QtBot, library: Library, opened: Open) -> None:
    with library.change("Many"):
        for number in range(2_000):
            new_workshop(library, f"Workshop {number}")
    window = opened()
    assert len(titles(window)) == 2_000
    # Coming back from a workshop, the keyboard is at the cards.
    find(window, QPushButton, "show-deleted").setFocus()
    window.hide()
    window.show()
    assert window.focusWidget() is window.view
    key(window, Qt.Key.Key_End)
    assert window.view.currentIndex().data() == "Workshop 0"
    assert window.view.visualRect(window.view.currentIndex()).intersects(window.view.viewport().rect())


def test_what_is_asked_for_before_there_is_a_library_is_done_when_it_comes(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, history: History
) -> None:
    window = LibraryWindow()
    qtbot.addWidget(window)
    window.show()
    qtbot.mouseClick(find(window, QPushButton, "new-button"), Qt.MouseButton.LeftButton)
    assert window.findChild(QWidget, "workshop-form") is None
    assert "as soon as the library is open" in find(window, QLabel, "undo-text").text()
    window.attach(library, bridge, history)
    assert find(window, QWidget, "workshop-form").isVisible()
    assert not window.notice.isVisible()


def test_the_list_the_bin_and_all_questions_are_there_without_a_library(
    qtbot: QtBot, three: list[int], library: Library, bridge: LibraryBridge, history: History
) -> None:
    newest, middle, oldest = three
    delete_workshop(library, middle)
    window = LibraryWindow()
    qtbot.addWidget(window)
    window.show()
    window.show_list(lambda search, deleted: cards_at(library.path, search, deleted=deleted) or [])
    assert titles(window) == ["Autumn learning day", "Spring kick-off"]
    key(window, Qt.Key.Key_F2)
    line = find(window, QLineEdit, "line")
    QTest.keyClicks(line, "Autumn day")
    QTest.keyClick(line, Qt.Key.Key_Return)
    key(window, Qt.Key.Key_End)
    key(window, Qt.Key.Key_Delete)
    click(window, "show-deleted")
    assert titles(window) == ["Summer school"]
    key(window, Qt.Key.Key_Delete)
    click(window, "yes")
    assert [get_workshop(library, each).title for each in three] == [
        "Autumn learning day",
        "Summer school",
        "Spring kick-off",
    ]
    # All of it is done in order once the library is there, and the last of it stands in the bar.
    window.attach(library, bridge, history)
    assert get_workshop(library, newest).title == "Autumn day"
    assert [card.id for card in list_workshops(library, deleted=True)] == [oldest]
    with pytest.raises(NotFound):
        get_workshop(library, middle)
    qtbot.waitUntil(lambda: titles(window) == ["Spring kick-off"])


def test_what_fails_when_it_comes_keeps_nothing_else_from_being_done(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[type[BaseException]] = []
    monkeypatch.setattr("sys.excepthook", lambda kind, _error, _trace: shown.append(kind))
    later: Pending[int] = Pending()
    done: list[int] = []
    later.then(lambda number: number / 0)
    later.then(done.append)
    later.come(7)
    assert (shown, done) == ([ZeroDivisionError], [7])


def test_the_window_can_be_left_before_there_is_a_library(qtbot: QtBot) -> None:
    window = LibraryWindow()
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitSignal(window.closed):
        window.actions_by_name["quit"].trigger()


@pytest.fixture
def screen_reader() -> Iterator[None]:
    """As with a screen reader: only then does Qt tell the list's cells that the model has changed."""
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


@pytest.mark.usefixtures("screen_reader")
def test_everything_that_can_be_used_has_a_name(qtbot: QtBot, three: list[int], opened: Open) -> None:
    window = opened()
    assert unnamed(window) == []
    key(window, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(titles(window)) == 2)
    assert unnamed(window) == []
    key(window, Qt.Key.Key_N, CTRL)
    assert unnamed(find(window, QWidget, "workshop-form")) == []
