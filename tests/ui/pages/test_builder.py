"""The builder in its real window: by keys and mouse, each change one operation, what can't be is said in place."""

import json
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QPushButton,
    QSpinBox,
    QTableWidget,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from facilitator.charts.drawing import Text as Drawn
from facilitator.described.question_templates import own_templates
from facilitator.described.setup import BEGINS_WITH
from facilitator.exercises.registry import exercise
from facilitator.exercises.steps import add_exercise, erase_participant
from facilitator.questionnaires.answers import put, put_entry, send
from facilitator.questionnaires.model import Consent, OneOf, Questionnaire, Scale, Text, Value
from facilitator.questionnaires.question_file import read_path, write_file
from facilitator.questionnaires.reading import Who, has_sent, read_given
from facilitator.questionnaires.setup import get_setup
from facilitator.rehearsal.people import people
from facilitator.storage.library import Library
from facilitator.workshop.agenda import get_step
from facilitator.workshop.roster import Person, add_people, people_of
from ui.bridge import LibraryBridge
from ui.console.steps import new_step
from ui.dialogs import Panel
from ui.exercises.registry import exercise_ui
from ui.history import History
from ui.pages.builder import BuilderDialog
from ui.pages.builder_fields import WordsField
from ui.pages.fields import ChoiceField
from ui.pages.settings import SettingsDialog
from ui.pages.station import PagesFlow
from ui.pages.views import FigureView
from ui.simulated_user import SimulatedUser

KIND = "composed"


@pytest.fixture
def step(library: Library, workshop: int) -> int:
    return add_exercise(library, workshop, KIND).value


@pytest.fixture
def desk(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def builder(desk: QWidget, library: Library, step: int, history: History) -> BuilderDialog:
    window = exercise_ui(KIND).settings_dialog(library, step, history, desk)
    assert isinstance(window, BuilderDialog)
    window.show()
    settle()
    return window


def settle() -> None:
    # What is committed is shown in the next turns of the loop: once the form is made, and once it is laid out.
    for _ in range(3):
        QTest.qWait(1)


def child(window: QWidget, kind: type[QWidget], name: str) -> QWidget:
    found = window.findChild(kind, name)
    assert found is not None, name
    return found


def asked_by(library: Library, step: int) -> Questionnaire:
    return get_setup(library, step).questionnaire


def add(builder: BuilderDialog, kind: str) -> None:
    """As by the menu of the button."""
    button = builder.findChild(QToolButton, "builder-add")
    assert button is not None
    next(each for each in button.menu().actions() if each.objectName() == f"builder-add-{kind}").trigger()
    settle()


def problem(builder: BuilderDialog) -> str:
    label = builder.findChild(QLabel, "problem")
    assert label is not None
    return label.text() if label.isVisible() else ""


def test_a_step_is_made_by_keys_and_undone_change_by_change(
    library: Library, step: int, builder: BuilderDialog, history: History
) -> None:
    before = asked_by(library, step)
    user = SimulatedUser(builder)
    add(builder, "scale")
    # The keyboard is in the question's words, which are chosen: typing writes over them.
    user.type("How sure are you?")
    user.type("\n")
    settle()
    question = asked_by(library, step).by_key["scale"]
    assert isinstance(question, Scale) and question.text == "How sure are you?"
    tick = child(builder, QCheckBox, "builder-required")
    tick.setFocus()
    QTest.keyClick(tick, Qt.Key.Key_Space)
    points = child(builder, QTableWidget, "builder-points-table")
    assert isinstance(points, QTableWidget)
    points.setCurrentCell(4, 0)
    points.setFocus()
    QTest.keyClick(points, Qt.Key.Key_Delete)
    settle()
    question = asked_by(library, step).by_key["scale"]
    assert isinstance(question, Scale) and question.required and len(question.labels) == 4
    builder.tree.setFocus()
    QTest.keyClick(builder.tree, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    settle()
    assert list(asked_by(library, step).by_key) == ["scale", "how"]
    assert builder.place == ("question", "scale")
    # Added, worded, ticked, a point less, moved: five operations, and as many undos.
    assert history.stack.count() == 5
    after = asked_by(library, step)
    for _ in range(5):
        history.stack.undo()
        settle()
    assert asked_by(library, step) == before
    assert [item.data(0, Qt.ItemDataRole.UserRole) for item in builder._items()][-1] == ("question", "how")
    for _ in range(5):
        history.stack.redo()
    settle()
    assert asked_by(library, step) == after
    builder.look_at(("question", "how"))
    QTest.keyClick(builder.tree, Qt.Key.Key_Delete)
    settle()
    assert list(asked_by(library, step).by_key) == ["scale"] and builder.place == ("question", "scale")


def test_answers_are_added_pasted_reworded_and_keep_their_keys(
    library: Library, step: int, builder: BuilderDialog
) -> None:
    builder.look_at(("question", "how"))
    table = child(builder, QTableWidget, "builder-options-table")
    assert isinstance(table, QTableWidget)
    table.setFocus()
    table.setCurrentCell(1, 0)
    item = table.item(1, 0)
    assert item is not None
    item.setText("In between")
    settle()
    QApplication.clipboard().setText("Later\n\n Much  later \n")
    table = child(builder, QTableWidget, "builder-options-table")
    assert isinstance(table, QTableWidget)
    table.setCurrentCell(2, 0)
    QTest.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle()
    question = asked_by(library, step).by_key["how"]
    assert isinstance(question, OneOf)
    assert [(each.key, each.label) for each in question.options] == [
        ("well", "Well"),
        ("so_so", "In between"),
        ("not_well", "Not well"),
        ("later", "Later"),
        ("much_later", "Much later"),
    ]
    # The same twice is refused, said, and the field shows again what is asked.
    table = child(builder, QTableWidget, "builder-options-table")
    assert isinstance(table, QTableWidget)
    item = table.item(0, 0)
    assert item is not None
    item.setText("LATER")
    settle()
    assert "called “later”" in problem(builder)
    table = child(builder, QTableWidget, "builder-options-table")
    assert isinstance(table, QTableWidget) and table.item(0, 0) is not None
    assert table.item(0, 0).text() == "Well"  # type: ignore[union-attr]
    assert asked_by(library, step).by_key["how"] == question


def test_what_is_sensitive_about_others_is_refused_in_place(
    library: Library, step: int, builder: BuilderDialog
) -> None:
    add(builder, "someone")
    privacy = child(builder, QComboBox, "builder-privacy")
    assert isinstance(privacy, QComboBox)
    privacy.setFocus()
    QTest.keyClick(privacy, Qt.Key.Key_Down)
    QTest.keyClick(privacy, Qt.Key.Key_Down)
    privacy.activated.emit(privacy.currentIndex())
    settle()
    assert "is sensitive and is about people who are named" in problem(builder)
    # About others it may be, and was on the way there.
    assert asked_by(library, step).by_key["someone"].privacy == "others"
    shown = child(builder, QComboBox, "builder-privacy")
    assert isinstance(shown, QComboBox) and shown.currentIndex() == 1


def test_a_consent_says_which_answers_it_is_to(library: Library, step: int, builder: BuilderDialog) -> None:
    add(builder, "text")
    add(builder, "number")
    add(builder, "consent")
    covered = child(builder, QListWidget, "builder-covers")
    assert isinstance(covered, QListWidget) and covered.count() == 3
    covered.setFocus()
    covered.setCurrentRow(2)
    QTest.keyClick(covered, Qt.Key.Key_Space)
    settle()
    consent = asked_by(library, step).by_key["consent"]
    assert isinstance(consent, Consent) and consent.covers == ("number",)
    shown = child(builder, QListWidget, "builder-covers")
    assert isinstance(shown, QListWidget) and shown.item(2).checkState() is Qt.CheckState.Checked
    # What it is to can't be asked behind it, nor be gone, without a word.
    builder.look_at(("question", "number"))
    settle()
    builder.remove()
    settle()
    assert "number" in asked_by(library, step).by_key and problem(builder)


def test_after_answers_what_would_tear_them_is_refused_with_their_number(
    library: Library, workshop: int, step: int, builder: BuilderDialog
) -> None:
    for person in people_of(library, workshop)[:2]:
        put(library, Who(step, person.id), "how", [Value("well")])
    builder.look_at(("step", ""))
    builder._shown = None
    builder.look_at(("step", ""))
    assert not child(builder, QComboBox, "builder-names").isEnabled()
    assert "Duplicate the step" in child(builder, QLabel, "builder-begun").text()  # type: ignore[attr-defined]
    builder.look_at(("question", "how"))
    table = child(builder, QTableWidget, "builder-options-table")
    assert isinstance(table, QTableWidget)
    table.setCurrentCell(0, 0)
    QTest.keyClick(table, Qt.Key.Key_Delete)
    settle()
    assert "2 answers: hide them instead" in problem(builder)
    kind = child(builder, QComboBox, "builder-kind")
    assert isinstance(kind, QComboBox)
    kind.setCurrentIndex(3)
    kind.activated.emit(3)
    settle()
    assert "2 answers that fit no other kind" in problem(builder)
    # Another one is free, and the old one can be hidden.
    add(builder, "text")
    assert problem(builder) == ""
    builder.look_at(("question", "how"))
    asked = child(builder, QCheckBox, "builder-hidden")
    assert isinstance(asked, QCheckBox)
    QTest.mouseClick(asked, Qt.MouseButton.LeftButton, pos=QPoint(8, asked.height() // 2))
    settle()
    assert asked_by(library, step).by_key["how"].hidden
    # The last one can't go.
    builder.look_at(("question", "text"))
    builder.remove()
    builder.remove()
    assert "2 answers: hide it instead" in problem(builder) or "one question at least" in problem(builder)


def test_a_question_is_dragged_to_another_page(library: Library, step: int, builder: BuilderDialog) -> None:
    builder.begin_with("retrospective")
    settle()
    # The tree says where it was dropped; the drag itself is Qt's.
    assert builder.tree.dragDropMode() is QAbstractItemView.DragDropMode.InternalMove
    builder.tree.dropped.emit("pace", "notes", "stop")
    settle()
    pages = asked_by(library, step).pages
    assert [each.questions for each in pages] == [("goal", "help", "say"), ("keep", "pace", "stop", "try")]
    builder.look_at(("question", "stop"))
    builder.split()
    settle()
    assert [each.questions for each in asked_by(library, step).pages][-1] == ("stop", "try")
    assert builder.place[0] == "page"
    line = child(builder, QLineEdit, "builder-title")
    assert isinstance(line, QLineEdit)
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "Stop and try")
    QTest.keyClick(line, Qt.Key.Key_Return)
    settle()
    assert asked_by(library, step).pages[-1].title == "Stop and try"
    assert builder.isVisible(), "Return in a field closes nothing"


def test_the_preview_is_the_page_of_the_station_and_keeps_nothing(
    library: Library, step: int, builder: BuilderDialog
) -> None:
    builder.look_at(("question", "how"))
    builder.tabs.setCurrentIndex(1)
    settle()
    page = builder.preview.page
    assert page is not None
    page.enter()
    SimulatedUser(builder).type("2")
    assert builder.preview.flow.given.options("how") == ("so_so",)
    assert "read" not in problem(builder)
    with library.read() as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM answer").scalar() == 0
    builder.look_at(("step", ""))
    builder._show_preview()
    texts = " ".join(label.text() for label in builder.preview.findChildren(QLabel))
    assert "Your name is kept with what you answer" in texts


def test_questions_are_kept_handed_on_and_read_and_a_bad_file_changes_nothing(
    library: Library, step: int, builder: BuilderDialog, history: History, tmp_path: Path
) -> None:
    builder.begin_with("check_in")
    builder.keep("Our check-in")
    assert [each.title for each in own_templates(library)] == ["Our check-in"]
    path = tmp_path / "Check-in.json"
    builder.write_file(path)
    assert read_path(path).questionnaire == asked_by(library, step)
    for panel in builder.findChildren(Panel):
        panel.accept()
    builder.begin_with("expectations")
    bad = json.loads(path.read_text(encoding="utf-8"))
    bad["questionnaire"]["questions"][1]["options"] = []
    (tmp_path / "bad.json").write_text(json.dumps(bad), encoding="utf-8")
    count = history.stack.count()
    builder.read_file(tmp_path / "bad.json")
    settle()
    said = " ".join(label.text() for panel in builder.findChildren(Panel) for label in panel.findChildren(QLabel))
    assert "bad.json" in said and "questions → 2" in said
    assert asked_by(library, step).title == "Expectations" and history.stack.count() == count
    builder.read_file(path)
    assert asked_by(library, step).title == "Check-in" and get_setup(library, step).source == ""
    history.stack.undo()
    assert asked_by(library, step).title == "Expectations"
    assert get_setup(library, step).source == "examples/expectations"
    menu = child(builder, QPushButton, "builder-begin")
    assert isinstance(menu, QPushButton) and isinstance(menu.menu(), QMenu)
    menu.menu().aboutToShow.emit()
    assert "Our check-in" in [each.text() for each in menu.menu().actions()]


def test_what_a_sheet_can_not_ask_is_said(qtbot: QtBot, builder: BuilderDialog) -> None:
    label = child(builder, QLabel, "builder-paper")
    assert not label.isVisible()
    add(builder, "several_of")
    add(builder, "scale")
    builder.change(
        lambda asked: asked.edited(
            questions=[
                {**each.model_dump(), **({"about": "several_of"} if each.key == "scale" else {})}
                for each in asked.questions
            ]
        ),
        "About",
    )
    qtbot.waitUntil(label.isVisible)  # type: ignore[attr-defined]
    assert problem(builder) == ""
    assert "A sheet of paper can’t ask" in label.text()  # type: ignore[attr-defined]


def test_where_questions_are_only_worded_the_other_window_opens(
    qtbot: QtBot, library: Library, workshop: int, history: History
) -> None:
    other = add_exercise(library, workshop, "learning_mix").value
    desk = QWidget()
    qtbot.addWidget(desk)
    assert isinstance(exercise_ui("learning_mix").settings_dialog(library, other, history, desk), SettingsDialog)


def test_a_step_is_added_that_begins_with_an_example(
    qtbot: QtBot, library: Library, workshop: int, history: History
) -> None:
    desk = QWidget()
    qtbot.addWidget(desk)
    form = new_step(desk, library, workshop, history.note)
    kind, beginning = child(form, QComboBox, "step-kind"), child(form, QComboBox, "step-beginning")
    assert isinstance(kind, QComboBox) and isinstance(beginning, QComboBox)
    assert not beginning.isVisible()
    kind.setCurrentIndex(kind.findText("Exercise: Own questions"))
    assert beginning.isVisible()
    beginning.setCurrentIndex(beginning.findText("Retrospective"))
    beginning.activated.emit(beginning.currentIndex())
    assert (form.minutes.value(), form.title.placeholderText()) == (25, "Retrospective")
    child(form, QPushButton, "yes").click()  # type: ignore[attr-defined]
    with library.read() as session:
        newest = session.connection().exec_driver_sql("SELECT max(id) FROM agenda_step").scalar()
    assert (get_step(library, newest).title, asked_by(library, newest).title) == ("Retrospective", "Retrospective")
    kind.setCurrentIndex(0)


def test_the_wall_of_words_turns_its_parts_and_lets_go_of_words(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, workshop: int
) -> None:
    asked = Questionnaire(title="Words", questions=(Text(key="word", text="What?", longest=200, to_room=True),))
    step = add_exercise(library, workshop, KIND, options={BEGINS_WITH: asked.model_dump(mode="json")}).value
    ids = [person.id for person in people_of(library, workshop)]
    ids += list(add_people(library, workshop, people(46)[6:]).value)
    with library.change("Fill"):
        for number, person in enumerate(ids[:4]):
            put_entry(library, Who(step, person), "word", f"W{number:02} " + "long words " * 15)
            send(library, Who(step, person))
    view = FigureView("q.word", exercise(KIND), bridge, step)
    qtbot.addWidget(view)
    view.resize(1280, 720)
    view.show()
    settle()
    # Of four nothing is read, nor is anything under the picture.
    assert "W00" not in " ".join(view.texts) and view.rests_on() == frozenset()
    with library.change("Fill"):
        for number, person in enumerate(ids[4:], start=4):
            put_entry(library, Who(step, person), "word", f"W{number:02} " + "long words " * 15)
            send(library, Who(step, person))
    qtbot.waitUntil(lambda: len(view.rests_on()) == len(ids) + 1)
    settle()
    first = view.header.texts[1]
    assert f"of {len(ids)}" in first and first.split(" · ")[-1].startswith("1 to ")
    view.turn()
    assert view.header.texts[1] != first
    before = view.rests_on()
    with qtbot.waitSignal(view.rests_changed):
        erase_participant(library, ids[0])
    assert len(before - view.rests_on()) == 1 and "W00" not in " ".join(view.texts)


def test_fields_for_words_take_no_lines(qtbot: QtBot) -> None:
    field = WordsField("One")
    qtbot.addWidget(field)
    field.setPlainText("One\nTwo   three")
    assert field.words == "One Two three"
    assert write_file(Questionnaire(title="A", questions=(Text(key="a", text=field.words),))).count(b"\\n") == 0


@pytest.mark.parametrize("name", ["lessons_learned", "expectations"])
def test_a_robot_answers_an_example_at_the_station_by_keys(
    qtbot: QtBot, library: Library, workshop: int, bridge: LibraryBridge, name: str
) -> None:
    step = add_exercise(library, workshop, KIND, options={BEGINS_WITH: name}).value
    screens = exercise_ui(KIND)
    for number, person in enumerate(people_of(library, workshop)[:2]):
        window = screens.station_flow(bridge, step, person.id)
        qtbot.addWidget(window)
        window.resize(1280, 720)
        window.show()
        window.setFocus()
        settle()
        # It compares what it typed with what the library holds, and raises where that differs.
        reached = list(screens.rehearse(SimulatedUser(window), library, step, person.id, Random(number)))
        assert reached[0] == "notice" and "read over" in reached
        assert has_sent(library, Who(step, person.id))
    # Where the room reads along, that stands below the question.
    window = PagesFlow(bridge, step, people_of(library, workshop)[2].id)
    qtbot.addWidget(window)
    window.show()
    window.view.flow.next()
    settle()
    texts = " ".join(label.text() for label in window.findChildren(QLabel))
    assert ("The room and the summary show what you write here" in texts) == (name == "expectations")


def test_words_of_a_page_are_counted_together(
    library: Library, step: int, builder: BuilderDialog, history: History
) -> None:
    builder.begin_with("retrospective")
    settle()
    builder.look_at(("page", "notes"))
    settle()
    most = child(builder, QSpinBox, "builder-words-most")
    assert isinstance(most, QSpinBox) and most.text() == "any"
    most.setFocus()
    most.selectAll()
    QTest.keyClicks(most, "12")
    QTest.keyClick(most, Qt.Key.Key_Return)
    settle()
    assert asked_by(library, step).pages[-1].words_most == 12 and not problem(builder)
    assert builder.isVisible()
    # The page of the station counts them, and so says the sheet.
    builder.tabs.setCurrentIndex(1)
    settle()
    texts = " ".join(label.text() for label in builder.preview.findChildren(QLabel))
    assert "12 words" in texts
    # A page on which nothing is written has no such field.
    builder.look_at(("page", "how"))
    settle()
    assert builder.form is not None and builder.form.findChild(QSpinBox, "builder-words-most") is None
    history.stack.undo()
    settle()
    assert asked_by(library, step).pages[-1].words_most is None
    # What was written already is more than a new limit takes.
    (person, *_) = people_of(library, get_step(library, step).workshop_id)
    put_entry(library, Who(step, person.id), "keep", "one two three four five")
    builder.look_at(("page", "notes"))
    settle()
    most = child(builder, QSpinBox, "builder-words-most")
    assert isinstance(most, QSpinBox)
    most.setValue(3)
    most.editingFinished.emit()
    settle()
    assert "what 1 person has written" in problem(builder) and asked_by(library, step).pages[-1].words_most is None


def test_bars_are_read_from_the_back_of_a_room_and_turn_where_there_are_many(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, workshop: int
) -> None:
    """No letter is smaller than 3 % of the height, few bars have larger ones, and of many each is seen in its turn."""
    few = {"kind": "one_of", "key": "few", "text": "Few?", "options": [{"key": k, "label": k} for k in "abc"]}
    options = [{"key": f"o_{number}", "label": f"Option {number}"} for number in range(47)]
    many = {"kind": "one_of", "key": "many", "text": "Many?", "options": options}
    asked = Questionnaire.model_validate({"title": "Q", "questions": [few, many]})
    step = add_exercise(library, workshop, KIND, options={BEGINS_WITH: asked.model_dump(mode="json")}).value
    for person in people_of(library, workshop):
        put(library, Who(step, person.id), "few", [Value("a")])
        put(library, Who(step, person.id), "many", [Value("o_46")])
        send(library, Who(step, person.id))

    def shown(key: str) -> FigureView:
        view = FigureView(key, exercise(KIND), bridge, step)
        qtbot.addWidget(view)
        view.resize(1280, 720)
        view.show()
        settle()
        return view

    large = shown("q.few")
    frame = large.chart.frame()
    assert frame.least >= 0.03 * 720 and frame.em > 1.3 * frame.least
    view = shown("q.many")
    seen: list[str] = []
    for _ in range(3):
        items = view.chart.chart.items(view.chart.frame())
        names = sorted((item for item in items if isinstance(item, Drawn) and item.x == 0), key=lambda item: item.base)
        assert min(item.type.size for item in items if isinstance(item, Drawn)) >= 0.03 * 720
        assert min(after.base - before.base for before, after in pairwise(names)) >= frame.least
        seen.append(view.header.texts[1].split(" · ")[-1])
        view.turn()
    assert seen == ["1 to 15 of 47", "16 to 31 of 47", "32 to 47 of 47"]


def test_of_many_names_the_first_letters_find_one_and_a_whole_name_is_that_one(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, workshop: int
) -> None:
    """Without marks, which not every keyboard has; and as the rehearsal types it."""
    asked = {"title": "Q", "questions": [{"kind": "someone", "key": "whom", "text": "Whom?", "up_to": 3}]}
    step = add_exercise(library, workshop, KIND, options={BEGINS_WITH: asked}).value
    own, *_ = people_of(library, workshop)
    names = ["Ana Lindqvist", "Ana Li", "Łukasz Żak", *(f"Nobody {number}" for number in range(40))]
    ids = list(add_people(library, workshop, [Person(name) for name in names]).value)
    flow = PagesFlow(bridge, step, own.id)
    qtbot.addWidget(flow)
    flow.resize(1280, 720)
    flow.show()
    settle()
    flow.view.flow.next()
    settle()
    field = next(each for each in flow.findChildren(ChoiceField) if each.isVisible())
    field.setFocus()
    user = SimulatedUser(flow)
    user.type("lukasz zak\nAna Li\n")
    settle()
    chosen = [value.person for value in read_given(library, Who(step, own.id)).values("whom")]
    assert chosen == [ids[2], ids[1]]
    user.type(field.key_of(Value(person=ids[0])))
    settle()
    assert read_given(library, Who(step, own.id)).values("whom")[-1].person == ids[0]
