"""Several files, a graph or a whole workshop are shown as what they would bring, and brought in one undo."""

from pathlib import Path

import pytest
from prepared import add_sample
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QListWidget, QPushButton, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from facilitator.exercises.steps import add_exercise, exercise_steps
from facilitator.exercises.templates import start_workshop
from facilitator.questionnaires.reading import responses
from facilitator.sharing.exchange import Format, export_workshop
from facilitator.storage.library import Library
from facilitator.workshop.roster import people_of
from ui.bridge import LibraryBridge
from ui.history import History
from ui.importing.dialog import ImportDialog
from ui.importing.result import say_not_imported


def opened(
    qtbot: QtBot,
    library: Library,
    bridge: LibraryBridge,
    history: History,
    paths: list[Path],
    parent: QWidget,
    workshop: int = 0,
) -> ImportDialog:
    workshop = workshop or start_workshop(library, "Back").value
    dialog = ImportDialog(library, bridge, history, workshop, paths, parent)
    dialog.show()
    qtbot.waitUntil(lambda: dialog._work is None)
    return dialog


def said(dialog: ImportDialog) -> str:
    """What comes of all files, and what is left out."""
    rows = [dialog.files.item(row, 2).text() for row in range(dialog.files.rowCount())]
    return "\n".join([*rows, dialog.summary.text()])


def button(dialog: ImportDialog, name: str) -> QPushButton:
    found = dialog.findChild(QPushButton, {"yes": "import-go", "cancel": "import-cancel"}[name])
    assert found is not None
    return found


def test_a_dozen_files_with_much_to_say_stay_on_the_screen(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, parent: QWidget, tmp_path: Path
) -> None:
    paths = [tmp_path / "ties.csv"]
    paths[0].write_text("from,to\nAnn,Bo\nBo,Cy\n")
    for number in range(14):
        paths.append(tmp_path / f"{number}.csv")
        odd = "".join(f"Person {number} {row},not an address {row},{row}\n" for row in range(9))
        paths[-1].write_text(f"Name,E-mail,Column {number}\n{odd}")
    dialog = opened(qtbot, library, bridge, History(bridge), paths, parent)
    assert said(dialog).count("9 people are added") == 14
    choice = dialog.findChild(QComboBox, "import-rows-ties.csv")
    assert choice is not None and choice.hasFocus(), "what is asked, not a number that a key would change"
    area = dialog.screen().availableGeometry()
    qtbot.waitUntil(lambda: dialog.frameGeometry().height() <= area.height())
    assert all(button(dialog, name).geometry().bottom() < dialog.height() for name in ("cancel", "yes"))
    problems = dialog.findChild(QListWidget, "import-problems")
    assert problems is not None and problems.count() > 5
    before = problems.height() + dialog.columns.height()
    # First what had to be scrolled comes into sight, then the lists grow.
    dialog.resize(dialog.width(), dialog.height() + 400)
    qtbot.waitUntil(lambda: problems.height() + dialog.columns.height() >= before + 150)


def test_long_names_of_files_are_cut_and_nothing_is_scrolled_sideways(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, parent: QWidget, tmp_path: Path
) -> None:
    paths = [tmp_path / f"Study_{'0000-' * 24}_{name}.csv" for name in ("egos", "others")]
    for path in paths:
        path.write_text("Participant,Contact\nAnn,Bo\n")
    dialog = opened(qtbot, library, bridge, History(bridge), paths, parent)
    dialog.resize(960, dialog.height())
    qtbot.waitUntil(lambda: dialog.choices.width() > 0)
    assert dialog.choices.minimumSizeHint().width() < 900
    dialog.reject()


@pytest.mark.parametrize("form", [Format.CSV, Format.GRAPHML, Format.JSON])
def test_what_was_exported_comes_back_to_the_same_measures(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, parent: QWidget, tmp_path: Path, form: Format
) -> None:
    history = History(bridge)
    sample = add_sample(library)
    paths = export_workshop(library, sample, form, tmp_path / ("out" if form is Format.CSV else f"out.{form.value}"))
    dialog = opened(qtbot, library, bridge, history, paths, parent)
    back = dialog._workshop_id
    assert people_of(library, back) == []
    assert button(dialog, "yes").isEnabled()
    qtbot.mouseClick(button(dialog, "yes"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: history.stack.count() == 1)
    (before, found), (after, _) = exercise_steps(library, sample)[0], exercise_steps(library, back)[0]
    assert found.metrics(library, after.id)["participants"] == found.metrics(library, before.id)["participants"]
    history.stack.undo()
    assert people_of(library, back) == []


def test_a_file_that_is_none_is_refused_with_its_reason(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, parent: QWidget, tmp_path: Path
) -> None:
    path = tmp_path / "letter.json"
    path.write_text("Dear all")
    dialog = opened(qtbot, library, bridge, History(bridge), [path], parent)
    assert dialog.problems.isVisible()
    assert dialog.problems.count()
    assert not button(dialog, "yes").isEnabled()
    dialog.reject()


def test_files_that_can_be_read_in_two_ways_are_asked_about(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, parent: QWidget, tmp_path: Path
) -> None:
    people, both = tmp_path / "people.csv", tmp_path / "both.csv"
    people.write_text("Name,Manager\nAnn,Zoe\nBen,Zoe\n")
    both.write_text("from,to\nAnn,Ben\nBen,Cleo\n")
    history = History(bridge)
    dialog = opened(qtbot, library, bridge, history, [people, both], parent)
    choice = dialog.findChild(QComboBox, "import-rows-both.csv")
    asked = next(label for label in dialog.findChildren(QLabel) if label.text().startswith("both.csv: It says who"))
    qtbot.waitUntil(lambda: asked.height() >= asked.heightForWidth(asked.width()))
    known = dialog.findChild(QComboBox, "import-rows-people.csv")
    assert known is not None and known.currentText() == "People"
    assert choice.currentIndex() == -1
    assert not button(dialog, "yes").isEnabled()
    choice.setFocus()
    for _ in range(2):
        qtbot.keyClick(choice, Qt.Key.Key_Down)
        qtbot.waitUntil(lambda: dialog._work is None)
    assert choice.currentText() == "Answers"
    assert "2 contacts of 2 people." in said(dialog)
    qtbot.mouseClick(button(dialog, "yes"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: history.stack.count() == 1)
    assert [person.name for person in people_of(library, dialog._workshop_id)] == ["Ann", "Ben"]


def test_of_which_of_two_steps_answers_are_is_asked(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, parent: QWidget, tmp_path: Path
) -> None:
    people, both = tmp_path / "people.csv", tmp_path / "both.csv"
    people.write_text("Name,Name\nAnn Berg,Ole Holm\nBen Roy,Pia Kerr\n")
    both.write_text("participant,email,with,round,sent,capability\nAnn Berg,,,1,yes,Selling\n")
    history, workshop = History(bridge), start_workshop(library, "Back", template="how_we_learn").value
    second = add_exercise(library, workshop, "learning_mix").value
    dialog = opened(qtbot, library, bridge, history, [people, both], parent, workshop)
    asked = [label.text() for label in dialog.findChildren(QLabel) if "Choose" in label.text()]
    assert any("“Name” and “Name (2)” can name two different people" in text for text in asked)
    assert any("These can be answers of several steps" in text for text in asked)
    for name, entry in (("people", "People"), ("both", "Answers: Learning mix (70:20:10 reflection)")):
        choice = dialog.findChild(QComboBox, f"import-rows-{name}.csv")
        choice.setFocus()
        while choice.currentText() != entry:
            before = choice.currentIndex()
            qtbot.keyClick(choice, Qt.Key.Key_Down)
            assert choice.currentIndex() != before
        qtbot.waitUntil(lambda: dialog._work is None)
    assert "1 column (“Name (2)”)" in said(dialog) and "1 answer" in said(dialog)
    qtbot.mouseClick(button(dialog, "yes"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: history.stack.count() == 1)
    (answered,) = [each for each in responses(library, second) if each.given]
    assert [person.id for person in people_of(library, workshop)][:1] == [*answered.members]


def test_a_least_weight_leaves_ties_out(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, parent: QWidget, tmp_path: Path
) -> None:
    contacts, ties = tmp_path / "contacts.csv", tmp_path / "ties.csv"
    contacts.write_text("participant,contact,group\n" + "".join(f"Anna,C{n},1\n" for n in range(4)))
    ties.write_text("participant,tie_from,tie_to,tie_weight\nAnna,C0,C1,1\nAnna,C1,C2,3\n")
    dialog = opened(qtbot, library, bridge, History(bridge), [contacts, ties], parent)
    assert "2 ties" in said(dialog)
    weight = dialog.findChild(QSpinBox, "import-least-weight")
    weight.setValue(2)
    QApplication.processEvents()
    qtbot.waitUntil(lambda: "1 tie " in said(dialog))
    dialog.reject()


def test_several_files_say_what_they_leave_out_and_rename_nobody_unasked(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, parent: QWidget, tmp_path: Path
) -> None:
    history = History(bridge)
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_text("Name,E-mail,Age\nAnna,anna@x.org,3\n", encoding="utf-8")
    second.write_text("Name,E-mail\nXu,anna@x.org\n,\n", encoding="utf-8")
    dialog = opened(qtbot, library, bridge, history, [first, second], parent)
    assert dialog.changes.count() == 1 and "is “Xu” the same person as “Anna”" in dialog.changes.item(0).text()
    assert dialog.for_all.rename.isVisible() and not dialog.for_all.rename.isChecked()
    left = "Left out: 1 column (“Age”) with 1 filled cell."
    assert left in said(dialog)
    qtbot.mouseClick(button(dialog, "yes"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: parent.findChild(QWidget, "message") is not None)
    told = parent.findChild(QWidget, "message")
    assert told is not None and any(left in label.text() for label in told.findChildren(QLabel))
    assert [person.name for person in people_of(library, dialog._workshop_id)] == ["Anna", "Xu"]


def test_of_more_reasons_than_are_said_it_is_said_how_many(qtbot: QtBot, parent: QWidget) -> None:
    say_not_imported(parent, [f"Reason {number}." for number in range(5)])
    told = parent.findChild(QWidget, "message")
    assert told is not None
    assert any(each.text().endswith("Reason 2. and 2 more") for each in told.findChildren(QLabel))


def test_what_can_not_be_imported_any_more_is_said(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, parent: QWidget, tmp_path: Path
) -> None:
    history = History(bridge)
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_text("Name\nAnna\n", encoding="utf-8")
    second.write_text("Name\nBen\n", encoding="utf-8")
    dialog = opened(qtbot, library, bridge, history, [first, second], parent)
    second.write_text("egoID,Source,Target,weight\nBen,AB,CD,1\n", encoding="utf-8")
    qtbot.mouseClick(button(dialog, "yes"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: parent.findChild(QWidget, "message") is not None)
    told = parent.findChild(QWidget, "message")
    texts = "\n".join(label.text() for label in told.findChildren(QLabel))
    assert "Nothing was imported" in texts and "There is nobody of this name yet" in texts
    assert people_of(library, dialog._workshop_id) == [] and history.stack.count() == 0
