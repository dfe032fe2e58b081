"""What an import lets a person choose: ticks for words and answers, and the order of a new question, by keys."""

from pathlib import Path

from previewed import look_at, settle
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from facilitator.exercises.network.setup import get_setup
from facilitator.exercises.steps import exercise_steps
from facilitator.storage.library import Library
from facilitator.workshop.roster import people_of
from ui.bridge import LibraryBridge
from ui.history import History
from ui.importing.dialog import ImportDialog
from ui.importing.offers import Offers

ANSWERS = (
    "Timestamp,Your name,Contact 1,How often [Contact 1],Mood [Contact 1],Years known [Contact 1],"
    "Contact 2,How often [Contact 2],Mood [Contact 2],Years known [Contact 2]\n"
    "x,Ann Berg,Omar,Every day,good,2,Pia,Once a week,bad,5\nx,Ben Roy,Kim,About daily,fine,1,,,,\n"
)


def tick(offers: Offers, beginning: str) -> None:
    """Tick the line that begins so, by keys."""
    row = next(row for row in range(offers.ticks.count()) if offers.ticks.item(row).text().startswith(beginning))
    offers.ticks.setFocus()
    offers.ticks.setCurrentRow(row)
    QTest.keyClick(offers.ticks, Qt.Key.Key_Space)


def test_a_form_comes_in_by_ticks(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, workshop: int, tmp_path: Path
) -> None:
    path = tmp_path / "form.csv"
    path.write_text(ANSWERS, encoding="utf-8")
    history = History(bridge)
    dialog = ImportDialog(library, bridge, history, workshop, path)
    look_at(qtbot, dialog)
    dialog.show()
    settle(qtbot, dialog)
    assert dialog.choices.target.currentText() == "Answers: Personal network"
    assert not dialog.go.isEnabled()
    dialog.columns.choice("Mood").setFocus()
    choice = dialog.columns.choice("Mood")
    choice.setCurrentIndex(choice.findText("New question, answers from weak to strong"))
    choice.activated.emit(choice.currentIndex())
    settle(qtbot, dialog)
    tick(dialog.offers, "The column “Years known” is “How long”")
    settle(qtbot, dialog)
    tick(dialog.offers, "All words below")
    settle(qtbot, dialog)
    order = dialog.offers.order_of("Mood")
    assert order.answers == ("bad", "fine", "good")
    order.list.setCurrentRow(2)
    QTest.keyClick(order.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    settle(qtbot, dialog)
    assert order.answers == ("bad", "good", "fine")
    tick(dialog.offers, "Switch off the questions")
    settle(qtbot, dialog)
    tick(dialog.offers, "The new question “Mood” is an axis")
    settle(qtbot, dialog)
    assert dialog.go.isEnabled()
    dialog.go.click()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    step = exercise_steps(library, workshop)[0][0].id
    setup = get_setup(library, step)
    mood = setup.factors[-1]
    assert (mood.kind, mood.codes, mood.has_axis) == ("strength", ("bad", "good", "fine"), False)
    assert [factor.key for factor in setup.active] == ["interaction", "time_known", "Mood"]
    assert {person.name for person in people_of(library, workshop)} >= {"Ann Berg", "Ben Roy"}
    history.stack.undo()
    assert get_setup(library, step).factors[-1].key != "Mood"


def test_one_tick_takes_all_that_is_near_and_what_shows_after_it(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, workshop: int, tmp_path: Path
) -> None:
    """A heading that is near hides the words below it until it is taken: they come along."""
    path = tmp_path / "form.csv"
    path.write_text(
        "Your name,Contact 1,How often [Contact 1],How long have you known each other? [Contact 1]\n"
        "Ann Berg,Omar,Every day,1 to 3 years\nBen Roy,Kim,Once a week,less than 1 year\n",
        encoding="utf-8",
    )
    dialog = ImportDialog(library, bridge, History(bridge), workshop, path)
    look_at(qtbot, dialog)
    dialog.show()
    settle(qtbot, dialog)
    assert not dialog.go.isEnabled()
    tick(dialog.offers, "All words below")
    settle(qtbot, dialog)
    assert dialog.go.isEnabled()
    tick(dialog.offers, "How long: “1 to 3 years”")
    settle(qtbot, dialog)
    lines = [dialog.offers.ticks.item(row) for row in range(dialog.offers.ticks.count())]
    ticked = {line.text(): line.checkState() is Qt.CheckState.Checked for line in lines}
    assert [text for text, on in ticked.items() if not on and "Switch off" not in text] == [
        "All words below mean what stands beside them", "How long: “1 to 3 years” means “1 to under 3 years”"
    ]  # fmt: skip
    assert not dialog.go.isEnabled()
    tick(dialog.offers, "All words below")
    settle(qtbot, dialog)
    dialog.go.click()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert {person.name for person in people_of(library, workshop)} >= {"Ann Berg", "Ben Roy"}


def test_several_files_offer_a_new_answer(
    qtbot: QtBot, library: Library, bridge: LibraryBridge, workshop: int, tmp_path: Path
) -> None:
    paths = [tmp_path / "a.csv", tmp_path / "b.csv"]
    paths[0].write_text("Participant,Contact,How near\nAnn Berg,Omar,A few steps away\n", encoding="utf-8")
    paths[1].write_text("Participant,Contact,How near\nBen Roy,Kim,On the moon\n", encoding="utf-8")
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = ImportDialog(library, bridge, History(bridge), workshop, paths, parent)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.offers.ticks.count() == 1)
    tick(dialog.offers, "How near: add the answer “On the moon”")
    qtbot.waitUntil(lambda: dialog.offers.ticks.count() == 2)
    qtbot.waitUntil(dialog.go.isEnabled)
    dialog.close()
