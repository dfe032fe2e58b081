"""Nobody sees another one's answers: reopening, idle return, the end of a turn."""

from typing import Any

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QClipboard, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from written_cards import Writer, begin, send, write_card

from facilitator.exercises.network.answers import Who, add_contact
from facilitator.exercises.network.read import read_network
from facilitator.exercises.steps import add_exercise, exercise_steps
from facilitator.exercises.three_questions.setup import change_phase
from facilitator.questionnaires.reading import Who as Questioned
from facilitator.questionnaires.reading import read_given
from facilitator.questionnaires.setup import change_questionnaire, get_setup
from facilitator.storage.library import Library
from facilitator.workshop.own_code import allow_once
from facilitator.workshop.roster import people_of, remove_people
from facilitator.workshop.station import change_station
from ui.exercises.contract import StationFlow

Station = Any  # the fixture's class lives in the conftest
PIN = "2468"


def person(library: Library, workshop: int, begin: str = "Alek") -> int:
    return next(one.id for one in people_of(library, workshop) if one.name.startswith(begin))


def leave_half_way(station: Station, digits: str = "") -> None:
    station.begin("alek")
    station.type("1Secret Friend\nOther Secret\n")
    station.click("network-stop")
    assert station.sees("station-thanks")
    station.type(digits or "\n")
    assert station.sees("station-names")


def everything_in(window: QWidget) -> str:
    """Every text any widget of the window holds, visible or not, after Qt has deleted what is to be deleted."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QCoreApplication.processEvents()
    texts = [each.text() for each in window.findChildren(QWidget) if hasattr(each, "text") and callable(each.text)]
    return "\n".join(str(text) for text in texts)


def test_nothing_of_a_person_is_left_in_the_window(station: Station) -> None:
    leave_half_way(station, "42")
    assert station.window.findChildren(StationFlow) == []
    left = everything_in(station.window)
    assert "Secret" not in left
    assert "Wiśniewska" not in left
    assert "42" not in left


def test_answers_typed_elsewhere_guard_their_name_at_once(station: Station, library: Library, workshop: int) -> None:
    # The list of names is on the screen while the facilitator types in a sheet of paper.
    who = Who(exercise_steps(library, workshop)[0][0].id, person(library, workshop))
    add_contact(library, who, "Secret Friend")
    station.take_name("alek")
    station.type("\n")
    assert station.window.findChildren(StationFlow) == []
    assert "Secret" not in everything_in(station.window)


def test_another_person_begins_with_empty_pages(station: Station) -> None:
    leave_half_way(station)
    station.begin("khai")
    station.type("1")
    assert "Secret" not in everything_in(station.window)


def test_a_name_alone_opens_nothing_that_was_answered(station: Station) -> None:
    leave_half_way(station, "42")
    station.take_name("alek")
    assert station.window.findChildren(StationFlow) == []
    station.type("\n11\n")
    assert station.window.findChildren(StationFlow) == []
    assert "not your two digits" in station.find("station-problem").text()
    station.type("42")
    assert "Secret Friend" in everything_in(station.window)


def test_three_wrong_tries_leave_it_to_the_facilitator(station: Station) -> None:
    leave_half_way(station, "42")
    station.take_name("alek")
    station.type("111213")
    station.type("42")
    assert station.window.findChildren(StationFlow) == []
    station.click("station-not-me")
    station.take_name("alek")
    assert not station.sees("station-digits")
    station.click("station-ask")
    station.type(PIN + "\n")
    assert "Secret Friend" in everything_in(station.window)


def test_without_digits_the_pin_opens(station: Station) -> None:
    leave_half_way(station)
    station.take_name("alek")
    assert not station.sees("station-digits")
    station.type("\n")
    station.type("1111\n")
    assert station.window.findChildren(StationFlow) == []
    station.type(PIN + "\n")
    assert "Secret Friend" in everything_in(station.window)


def test_a_permission_from_the_console_opens_at_once(station: Station, library: Library, workshop: int) -> None:
    leave_half_way(station)
    station.take_name("alek")
    allow_once(library, person(library, workshop))
    QCoreApplication.processEvents()
    assert "Secret Friend" in everything_in(station.window)
    station.click("network-stop")
    station.type("\n")
    station.take_name("alek")
    assert station.window.findChildren(StationFlow) == []


def go_idle(station: Station, library: Library) -> None:
    """Nobody touches anything any more. Only from now on: on a busy computer each key takes longer than this."""
    change_station(library, idle_seconds=0.1)
    station.window._wake()


def test_idle_returns_to_the_names_and_keeps_the_answers(
    station: Station, library: Library, workshop: int, network_step: int, qtbot: Any
) -> None:
    station.begin("alek")
    station.type("1Secret Friend\n")
    go_idle(station, library)
    qtbot.waitUntil(lambda: station.sees("station-still-there"))
    station.window._still_there._left = 1
    qtbot.waitUntil(lambda: station.sees("station-names"))
    assert station.window.findChildren(StationFlow) == []
    assert "Secret" not in everything_in(station.window)
    assert len(read_network(library, network_step, person(library, workshop)).contacts) == 1


def test_a_key_in_the_countdown_goes_on_where_one_was(station: Station, library: Library, qtbot: Any) -> None:
    station.begin("alek")
    station.type("1")
    go_idle(station, library)
    qtbot.waitUntil(lambda: station.sees("station-still-there"))
    change_station(library, idle_seconds=60)
    station.type("x")
    assert not station.sees("station-still-there")
    station.type("AB\n")
    assert "AB" in everything_in(station.window)


def begin_success_cases(station: Station, library: Library, workshop: int, qtbot: Any) -> Questioned:
    """Type the beginning of a first answer, until that much is saved; returns whose it is, and of which step."""
    step = add_exercise(library, workshop, "success_cases").value
    station.window.set_step(step)
    who = Questioned(step, person(library, workshop))
    station.begin("alek")
    station.type("1\nThe")
    qtbot.waitUntil(lambda: read_given(library, who).words("line") == "The")
    return who


def test_who_was_asked_goes_on_typing_in_the_same_question(
    station: Station, library: Library, workshop: int, qtbot: Any
) -> None:
    """Saved at a pause, a beginning is an answer: the next open question is another one, and gets no key."""
    who = begin_success_cases(station, library, workshop, qtbot)
    field = station.window.focusWidget()
    go_idle(station, library)
    qtbot.waitUntil(lambda: station.sees("station-still-there"))
    change_station(library, idle_seconds=60)
    station.type("x list")
    assert station.window.focusWidget() is field
    qtbot.waitUntil(lambda: read_given(library, who).words("line") == "The list")
    assert not read_given(library, who).of("fact")


def test_questions_that_change_meanwhile_take_no_word_and_no_keyboard_from_who_types(
    station: Station, library: Library, workshop: int, qtbot: Any
) -> None:
    who = begin_success_cases(station, library, workshop, qtbot)
    station.type(" list")
    setup = get_setup(library, who.step_id)
    worded = [
        each.model_copy(update={"help": "A number, if there is one"}) if each.key == "fact" else each
        for each in setup.questionnaire.questions
    ]
    change_questionnaire(library, who.step_id, setup.questionnaire.edited(questions=worded), setup.version)
    QCoreApplication.processEvents()
    station.type(" of decisions\n")
    assert read_given(library, who).words("line") == "The list of decisions"
    assert not read_given(library, who).of("fact")


def test_typing_keeps_the_station_awake(station: Station, library: Library, qtbot: Any) -> None:
    change_station(library, idle_seconds=60)
    station.begin("alek")
    idle, own = station.window._idle, QElapsedTimer()

    def counted() -> int:
        """Milliseconds since the station last noticed somebody."""
        return idle.interval() - idle.remainingTime()

    for _ in range(2):
        qtbot.waitUntil(lambda: counted() > 300)
        own.start()
        QTest.keyClick(station.window.windowHandle(), "a")
        # However long the key takes: what is counted begins with it, and not before.
        qtbot.waitUntil(lambda: counted() <= own.elapsed() + 200)
    assert not station.sees("station-still-there")


def test_the_list_of_names_does_not_fall_asleep(station: Station, library: Library) -> None:
    station.begin("alek")
    station.click("network-stop")
    station.type("\n")
    go_idle(station, library)
    QTest.qWait(300)
    assert not station.sees("station-still-there")


def test_a_removed_person_is_sent_back(station: Station, library: Library, workshop: int) -> None:
    station.begin("alek")
    remove_people(library, [person(library, workshop)])
    QCoreApplication.processEvents()
    assert station.sees("station-names")
    assert station.window.findChildren(StationFlow) == []


def test_a_finished_person_is_asked_too(station: Station) -> None:
    station.begin("alek")
    station.type("212\n" + "12\n" * 6 + "\n")
    assert station.sees("station-thanks")
    station.type("42")
    assert station.sees("station-names")
    station.take_name("alek")
    assert station.window.findChildren(StationFlow) == []
    station.type("42")
    assert station.sees("network-own-chart")


def test_a_name_that_opens_for_the_vote_alone_shows_nothing_of_theirs_after_it(
    station: Station, library: Library, workshop: int
) -> None:
    step = add_exercise(library, workshop, "three_questions").value
    owner = Writer(step, person(library, workshop))
    begin(library, owner)
    write_card(library, owner, 1, "Never sent")
    other = Writer(step, next(one.id for one in people_of(library, workshop) if one.id != owner.participant_id))
    begin(library, other)
    write_card(library, other, 1, "On the wall")
    send(library, other)
    change_phase(library, step, "vote")
    station.window.set_step(step)
    station.take_name("alek")
    assert station.sees("station-begin") and not station.sees("station-digits")
    # The vote ends while they stand before the greeting, and while they lay dots.
    change_phase(library, step, "decide")
    assert station.sees("station-names")
    station.take_name("alek")
    assert not station.sees("station-begin") and station.sees("station-ask")
    station.click("station-not-me")
    change_phase(library, step, "vote")
    station.take_name("alek")
    station.type("\n")
    assert station.sees("card-vote")
    change_phase(library, step, "decide")
    assert station.sees("station-names") and "Never sent" not in everything_in(station.window)
    # Nor can they choose the digits that would open it.
    change_phase(library, step, "vote")
    station.take_name("alek")
    station.type("\n+++")
    station.click("card-next")
    assert station.sees("station-thanks") and not station.sees("station-new-digits")


def test_undo_selection_suggestions_and_input_methods_end_with_the_person(station: Station) -> None:
    """What can be typed into knows nothing of who was here before, and no keyboard learns it."""
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    leave_half_way(station)
    for mode in (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection):
        assert "Secret" not in clipboard.text(mode)
    station.begin("khai")
    station.type("1")
    field = station.find("network-contact-name")
    assert isinstance(field, QLineEdit)
    for keys in ("z", "y", "v"):
        station.press(keys, Qt.KeyboardModifier.ControlModifier)
    station.press("↑")
    station.press("↓")
    assert field.text() == "" and not field.isUndoAvailable() and not field.isRedoAvailable()
    known = field.completer().model() if field.completer() is not None else None
    assert known is None or not [row for row in range(known.rowCount()) if "Secret" in str(known.index(row, 0).data())]
    hints = field.inputMethodHints()
    assert hints & Qt.InputMethodHint.ImhSensitiveData and hints & Qt.InputMethodHint.ImhNoPredictiveText
    # What is dropped onto it is this person's own doing, and opens nothing.
    dropped = QMimeData()
    dropped.setUrls([QUrl("file:///etc/hostname")])
    for kind in (QDragEnterEvent, QDropEvent):
        at = QPointF(5, 5) if kind is QDropEvent else QPoint(5, 5)
        QApplication.sendEvent(station.window, kind(at, Qt.DropAction.CopyAction, dropped, Qt.MouseButton.LeftButton,
                                                    Qt.KeyboardModifier.NoModifier))  # fmt: skip
    assert station.window.isVisible() and QApplication.activeModalWidget() is None
