"""The pages of a described exercise in real windows: at the station, in corrections, from paper, on the projector."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from added_exercise import added_exercise
from asked import EVERYTHING
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from facilitator.exercises.registry import exercise
from facilitator.exercises.steps import add_exercise
from facilitator.questionnaires.answers import put
from facilitator.questionnaires.counted import FLOOR
from facilitator.questionnaires.flow import NOTICE, PARTNERS, READ_OVER
from facilitator.questionnaires.model import Value
from facilitator.questionnaires.reading import Who, has_sent, read_given
from facilitator.questionnaires.setup import get_setup
from facilitator.questionnaires.standings import standings
from facilitator.rehearsal.people import people as invented
from facilitator.storage.library import Library
from facilitator.workshop.agenda import remove_step
from facilitator.workshop.roster import add_people, people_of
from facilitator.workshop.standings import State
from ui.bridge import LibraryBridge
from ui.exercises.hooks import ExerciseUi
from ui.exercises.registry import exercise_ui
from ui.history import History
from ui.pages.answers_dialog import AnswersDialog
from ui.pages.grid import GridPage
from ui.pages.page import QuestionsPage
from ui.pages.paper import PaperDialog
from ui.pages.results_page import FiguresPage
from ui.pages.settings import SettingsDialog
from ui.pages.station import PagesFlow
from ui.pages.views import FigureView
from ui.simulated_user import SimulatedUser

KIND = "quizzed"
QUIZ = {
    f"{KIND}/__init__.py": "",
    f"{KIND}/exercise.json": '{"title": "Quiz", "minutes": 12}',
    f"{KIND}/questionnaire.json": EVERYTHING.model_dump_json(),
    f"{KIND}/samples.json": '{"contacts": ["Ann", "Bob", "Cleo"], "why": ["It is new"]}',
}


@pytest.fixture
def step(tmp_path: Path, library: Library, workshop: int) -> Iterator[int]:
    with added_exercise(tmp_path / "exercises", QUIZ):
        yield add_exercise(library, workshop, KIND).value


@pytest.fixture
def screens() -> ExerciseUi:
    return exercise_ui(KIND)


@pytest.fixture
def desk(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    return window


def shown(qtbot: QtBot, window: QWidget) -> SimulatedUser:
    qtbot.addWidget(window)
    window.resize(1280, 720)
    window.show()
    window.setFocus()
    QApplication.processEvents()
    return SimulatedUser(window)


def at_station(
    qtbot: QtBot, library: Library, step: int, person: int, bridge: LibraryBridge
) -> tuple[PagesFlow, SimulatedUser]:
    window = PagesFlow(bridge, step, person)
    return window, shown(qtbot, window)


def on_page(window: PagesFlow) -> str:
    return window.view.flow.at


def status(window: PagesFlow) -> str:
    label = window.findChild(QLabel, "pages-status")
    assert isinstance(label, QLabel)
    return label.text()


def test_a_person_answers_every_kind_of_question_by_keys(
    qtbot: QtBot, library: Library, workshop: int, bridge: LibraryBridge, step: int
) -> None:
    first, second, *_ = people_of(library, workshop)
    who = Who(step, first.id)
    window, user = at_station(qtbot, library, step, first.id, bridge)
    assert on_page(window) == NOTICE
    user.type("\n")
    assert on_page(window) == "what"
    # One option that asks one more thing: it comes at once, and the keyboard stays where it was.
    user.type("2")
    assert read_given(library, who).options("capability") == ("planning",)
    assert window.view.page is not None
    page = window.view.page
    assert isinstance(page, QuestionsPage)
    assert [place.question for place in page.fields] == ["capability", "why", "ticks"]
    user.type("\nIt is new\n")
    user.type("13")
    assert read_given(library, who).options("ticks") == ("a_project", "a_course")
    # Something ticked can be ranked now.
    assert isinstance(window.view.page, QuestionsPage)
    assert [place.question for place in window.view.page.fields] == ["capability", "why", "ticks", "best"]
    user.type("\n21")
    assert read_given(library, who).options("best") == ("a_course", "a_project")
    user.type("\b\n")
    assert read_given(library, who).options("best") == ("a_course",)
    assert on_page(window) == "who"
    user.type("Ann\nBob\n\n")
    assert [value.word for value in read_given(library, who).values("contacts")] == ["Ann", "Bob"]
    assert on_page(window) == "each"
    # Asked once for each of them.
    given = read_given(library, who)
    ann, bob = given.of("contacts")
    # A key answers and goes on down; 0 hours are typed into the cell.
    grid = window.view.page
    assert isinstance(grid, GridPage)
    user.type("2-")
    assert read_given(library, who).values("close", ann.id) == (Value(number=2),)
    assert read_given(library, who).values("close", bob.id) == (Value(missing="declined"),)
    assert (grid.table.currentRow(), grid.table.currentColumn()) == (0, 1)
    user.type("12,5\n")
    assert read_given(library, who).values("hours", ann.id) == (Value(number=12.5),)
    # What is no number is not taken, and said; the cell shows what is kept.
    assert (grid.table.currentRow(), grid.table.currentColumn()) == (1, 1)
    user.type("many\n")
    assert read_given(library, who).values("hours", bob.id) == () and grid.table.item(1, 1).text() == ""
    assert "is no answer" in status(window)
    user.type("\n")
    assert on_page(window) == "rest"
    user.type("24.12.2025\n")
    user.type("1\n")
    user.type("\n")
    given = read_given(library, who)
    assert given.values("since")[0].day is not None and given.values("since")[0].day.isoformat() == "2025-12-24"
    assert given.values("asks") == (Value(person=second.id),)
    assert not has_sent(library, who)
    while on_page(window) != READ_OVER:
        before = QApplication.focusWidget()
        user.type("\n")
        assert QApplication.focusWidget() is not before or on_page(window) == READ_OVER
    with qtbot.waitSignal(window.finished):
        user.type("\n")
    assert has_sent(library, who)


def test_the_rehearsal_types_what_the_description_lets_it(
    qtbot: QtBot, library: Library, workshop: int, bridge: LibraryBridge, step: int, screens: ExerciseUi
) -> None:
    for number, person in enumerate(people_of(library, workshop)[:4]):
        window, user = at_station(qtbot, library, step, person.id, bridge)
        reached = list(screens.rehearse(user, library, step, person.id, Random(number)))
        assert reached[0] == "notice" and reached[-1] == "read over"
        assert standings(library, step, person.id)[0].state is State.DONE
        window.close()


def test_two_or_three_answer_together(
    qtbot: QtBot, library: Library, workshop: int, bridge: LibraryBridge, step: int, screens: ExerciseUi
) -> None:
    pairs = add_exercise(library, workshop, KIND, options={"together": "pairs"}).value
    first, *others = people_of(library, workshop)
    window, user = at_station(qtbot, library, pairs, first.id, bridge)
    user.type("\n")
    going_on = window.findChild(QPushButton, "pages-next")
    assert on_page(window) == PARTNERS and going_on is not None and going_on.text() == "Answer alone"
    for person in others[:3]:
        user.click(f"partner-{person.id}")
    # The last choice counts, and the first one went for it.
    assert going_on.text() == "Answer with 2 others"
    # Whoever begins elsewhere meanwhile is offered no longer; the other stays chosen.
    put(library, Who(pairs, others[1].id), "capability", [Value("selling")])
    assert window.findChild(QPushButton, f"partner-{others[2].id}").isChecked()
    assert going_on.text() == "Answer with 1 other"
    user.click("pages-next")
    begun = [each.participant_id for each in standings(library, pairs) if each.state is not State.TO_GO]
    assert sorted(begun) == sorted([first.id, others[1].id, others[2].id])
    # Who answers alone in the rehearsal says so, whoever has the keyboard.
    last = others[3].id
    _, user = at_station(qtbot, library, pairs, last, bridge)
    assert list(screens.rehearse(user, library, pairs, last, Random(1)))[:2] == ["notice", "partners"]
    assert standings(library, pairs, last)[0].state is State.DONE


def test_touch_does_the_same_as_keys(
    qtbot: QtBot, library: Library, workshop: int, bridge: LibraryBridge, step: int
) -> None:
    person = people_of(library, workshop)[0]
    window, user = at_station(qtbot, library, step, person.id, bridge)
    user.click("pages-next")
    user.click("field-capability-0")
    assert read_given(library, Who(step, person.id)).options("capability") == ("selling",)
    # The same again takes it back, and something that must be answered holds the page.
    user.click("field-capability-0")
    user.click("pages-next")
    assert on_page(window) == "what"
    assert "has to be answered" in status(window)
    user.click("field-capability-0")
    user.click("field-ticks-1")
    user.click("pages-next")
    assert on_page(window) == "who"
    user.click("pages-back")
    assert on_page(window) == "what"


def test_what_is_typed_is_kept_wherever_one_leaves(
    qtbot: QtBot, library: Library, workshop: int, bridge: LibraryBridge, step: int
) -> None:
    person = people_of(library, workshop)[0]
    who = Who(step, person.id)
    put(library, who, "capability", [Value("planning")])
    put(library, who, "ticks", [Value("a_project")])
    window, user = at_station(qtbot, library, step, person.id, bridge)
    page = window.view.page
    assert isinstance(page, QuestionsPage) and on_page(window) == "what"
    user.find("field-why-words").setFocus()
    user.type("Half a thou")
    with qtbot.waitSignal(window.finished):
        user.click("pages-stop")
    assert [value.word for value in read_given(library, who).values("why")] == ["Half a thou"]


def test_the_station_leaves_when_the_step_goes(
    qtbot: QtBot, library: Library, workshop: int, bridge: LibraryBridge, step: int
) -> None:
    window, _ = at_station(qtbot, library, step, people_of(library, workshop)[0].id, bridge)
    with qtbot.waitSignal(window.finished):
        remove_step(library, step)


def test_a_correction_is_sent_and_can_be_undone(
    qtbot: QtBot,
    library: Library,
    workshop: int,
    bridge: LibraryBridge,
    step: int,
    history: History,
    screens: ExerciseUi,
    desk: QWidget,
) -> None:
    person = people_of(library, workshop)[0]
    who = Who(step, person.id)
    exercise(KIND).simulate(library, step, person.id, Random(3))
    before = read_given(library, who).options("capability")
    dialog = screens.answers_dialog(bridge, step, person.id, history, desk)
    assert isinstance(dialog, AnswersDialog)
    user = shown(qtbot, dialog)
    assert dialog.view.flow.at == READ_OVER
    user.click("pages-change-0")
    other = "1" if before == ("planning",) else "2"
    user.type(other)
    assert read_given(library, who).options("capability") != before
    history.stack.undo()
    assert read_given(library, who).options("capability") == before
    history.stack.redo()
    assert read_given(library, who).options("capability") != before
    dialog.done(QDialog.DialogCode.Accepted)
    assert standings(library, step, person.id)[0].state is State.DONE


def test_of_many_people_one_is_found_by_typing(
    qtbot: QtBot, library: Library, workshop: int, bridge: LibraryBridge, step: int
) -> None:
    add_people(library, workshop, invented(60)[20:])
    first, *others = people_of(library, workshop)
    asks = EVERYTHING.by_key["asks"].model_dump()
    other = add_exercise(library, workshop, KIND, options={"questions": [asks], "pages": ()}).value
    window, user = at_station(qtbot, library, other, first.id, bridge)
    wanted = others[30]
    user.type(f"\n{wanted.name}\n")
    assert read_given(library, Who(other, first.id)).values("asks") == (Value(person=wanted.id),)
    assert on_page(window) != READ_OVER
    user.type("\n")
    assert on_page(window) == READ_OVER


def test_words_of_several_lines_stay_as_they_are_and_a_dash_declines(
    qtbot: QtBot, library: Library, workshop: int, bridge: LibraryBridge, step: int
) -> None:
    person = people_of(library, workshop)[0]
    questions = [
        {"kind": "text", "key": "story", "text": "What happened?", "rows": 4, "longest": 400},
        {"kind": "text", "key": "who", "text": "With whom?", "may_decline": True},
        {"kind": "number", "key": "days", "text": "How many days?", "may_decline": True},
        {"kind": "scale", "key": "luck", "text": "How much luck?", "lowest": 0, "labels": ["None", "Some", "Much"]},
    ]
    other = add_exercise(library, workshop, KIND, options={"questions": questions, "pages": ()}).value
    who = Who(other, person.id)
    put(library, who, "story", [Value(word="First this\n\nthen that")])
    window, user = at_station(qtbot, library, other, person.id, bridge)
    assert window.view.page is not None and window.view.page.keep()
    assert read_given(library, who).values("story") == (Value(word="First this\n\nthen that"),)
    user.find("field-story-words").setFocus()
    user.press("\n", Qt.KeyboardModifier.ShiftModifier)
    user.type("at last\n")
    assert read_given(library, who).values("story") == (Value(word="First this\n\nthen that\nat last"),)
    user.type("-\n-\n")
    declined = (Value(missing="declined"),)
    assert read_given(library, who).values("who") == declined == read_given(library, who).values("days")
    # A scale has the keys of its own numbers.
    user.type("0\n")
    assert read_given(library, who).values("luck") == (Value(number=0),)
    assert on_page(window) == READ_OVER
    user.click("pages-back")
    assert window.view.page.keep()
    assert read_given(library, who).values("who") == declined == read_given(library, who).values("days")


def test_looking_at_answers_sends_nothing_and_leaves_nothing_to_undo(
    qtbot: QtBot,
    library: Library,
    workshop: int,
    bridge: LibraryBridge,
    step: int,
    history: History,
    screens: ExerciseUi,
    desk: QWidget,
) -> None:
    busy, done, *_ = people_of(library, workshop)
    put(library, Who(step, busy.id), "capability", [Value("planning")])
    exercise(KIND).simulate(library, step, done.id, Random(3))
    for person, state in ((busy, State.BUSY), (done, State.DONE)):
        dialog = screens.answers_dialog(bridge, step, person.id, history, desk)
        assert isinstance(dialog, AnswersDialog)
        dialog.done(QDialog.DialogCode.Accepted)
        assert standings(library, step, person.id)[0].state is state
    assert history.stack.count() == 0


def test_what_does_not_fit_together_is_said_before_the_window_closes(
    qtbot: QtBot,
    library: Library,
    bridge: LibraryBridge,
    workshop: int,
    step: int,
    history: History,
    screens: ExerciseUi,
    desk: QWidget,
) -> None:
    person = people_of(library, workshop)[0]
    exercise(KIND).simulate(library, step, person.id, Random(3))
    dialog = screens.answers_dialog(bridge, step, person.id, history, desk)
    assert isinstance(dialog, AnswersDialog)
    user = shown(qtbot, dialog)
    dialog.view.flow.go_to("rest")
    user.find("field-size-line").setFocus()
    user.find("field-size-line").setText("77")  # type: ignore[attr-defined]
    dialog.close()
    assert dialog.isVisible() and "not to 77" in " ".join(label.text() for label in dialog.findChildren(QLabel))
    dialog.close()
    assert not dialog.isVisible()
    assert read_given(library, Who(step, person.id)).values("size") == (Value(number=77),)


def test_of_anonymous_answers_nobody_is_corrected_or_typed_in(
    qtbot: QtBot,
    library: Library,
    workshop: int,
    bridge: LibraryBridge,
    step: int,
    history: History,
    screens: ExerciseUi,
    desk: QWidget,
) -> None:
    questions = [question for question in EVERYTHING.questions if question.key in ("capability", "ticks")]
    asked = {"names": "anonymous", "questions": questions, "pages": ()}
    other = add_exercise(library, workshop, KIND, options=asked).value
    person = people_of(library, workshop)[0]
    exercise(KIND).simulate(library, other, person.id, Random(1))
    for window in (
        screens.answers_dialog(bridge, other, person.id, history, desk),
        screens.paper_dialog(bridge, other, history, desk),
    ):
        assert window.objectName() == "pages-anonymous"
    view = screens.projector_view("ticks", bridge, other)
    qtbot.addWidget(view)
    assert isinstance(view, FigureView) and not view.chart.chart.has_values


def test_a_sheet_typed_in_ends_sent(
    qtbot: QtBot,
    library: Library,
    workshop: int,
    bridge: LibraryBridge,
    step: int,
    history: History,
    screens: ExerciseUi,
    desk: QWidget,
) -> None:
    person = people_of(library, workshop)[2]
    dialog = screens.paper_dialog(bridge, step, history, desk)
    assert isinstance(dialog, PaperDialog)
    user = shown(qtbot, dialog)
    dialog.open_sheet(person.id)
    QApplication.processEvents()
    # No notice, and nothing has to be answered: paper has what it has.
    assert dialog.view is not None and dialog.view.flow.at == "what"
    user.type("1\n2\n")
    dialog.done(QDialog.DialogCode.Accepted)
    assert read_given(library, Who(step, person.id)).options("capability") == ("selling",)
    assert standings(library, step, person.id)[0].state is State.DONE


def test_the_room_sees_bars_from_the_floor_on_and_never_a_word(
    qtbot: QtBot,
    library: Library,
    workshop: int,
    bridge: LibraryBridge,
    step: int,
    history: History,
    screens: ExerciseUi,
    desk: QWidget,
) -> None:
    views = screens.views()
    assert [view.key for view in views][:2] == ["capability", "ticks"]
    view = screens.projector_view("ticks", bridge, step)
    assert isinstance(view, FigureView)
    shown(qtbot, view)
    assert not view.chart.chart.has_values
    people = people_of(library, workshop)
    for number, person in enumerate(people[: FLOOR - 1]):
        exercise(KIND).simulate(library, step, person.id, Random(number))
    qtbot.waitUntil(lambda: f"{FLOOR - 1} people have sent" in " ".join(view.texts))
    assert not view.chart.chart.has_values and view.rests_on() == frozenset()
    with qtbot.waitSignal(view.rests_changed):
        exercise(KIND).simulate(library, step, people[FLOOR - 1].id, Random(9))
    assert view.chart.chart.has_values and f"{FLOOR} of 6 people" in " ".join(view.texts)
    for text in ("Ann", "Bob", "Cleo", "It is new", *(person.name for person in people)):
        assert text not in " ".join(view.texts)
    page = screens.results_page(bridge, step, history)
    assert isinstance(page, FiguresPage)
    shown(qtbot, page)
    with qtbot.waitSignal(page.stage_wanted) as wanted:
        page.findChild(QPushButton, "pages-stage").click()  # type: ignore[union-attr]
    assert wanted.args == ["capability", {}]
    page.findChild(QPushButton, "pages-collecting").click()  # type: ignore[union-attr]
    assert not get_setup(library, step).is_open
    history.stack.undo()
    assert get_setup(library, step).is_open


def test_questions_are_reworded_hidden_and_reordered(
    qtbot: QtBot, library: Library, step: int, history: History, screens: ExerciseUi, desk: QWidget
) -> None:
    dialog = screens.settings_dialog(library, step, history, desk)
    assert isinstance(dialog, SettingsDialog)
    shown(qtbot, dialog)
    dialog.item("ticks").setText(0, "Woraus haben Sie gelernt?")
    dialog.item("ticks-a_course").setCheckState(0, Qt.CheckState.Unchecked)
    dialog.item("size").setCheckState(0, Qt.CheckState.Unchecked)
    dialog.tree.setCurrentItem(dialog.item("ticks-a_colleague"))
    dialog.move_item(-1)
    dialog.findChild(QPushButton, "yes").click()  # type: ignore[union-attr]
    asked = get_setup(library, step).questionnaire
    assert asked.by_key["ticks"].text == "Woraus haben Sie gelernt?"
    assert [(option.key, option.hidden) for option in asked.options("ticks")] == [
        ("a_colleague", False), ("a_project", False), ("a_course", True)]  # fmt: skip
    assert asked.by_key["size"].hidden
    history.stack.undo()
    assert get_setup(library, step).questionnaire == EVERYTHING
