"""The questions and the offer of a step are set in a window; nothing is written before it is saved."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from facilitator.exercises.network.factors import factor_sets
from facilitator.exercises.network.setup import get_setup
from facilitator.exercises.network.steps import findings_with_steps, steps_for
from facilitator.exercises.network.wording import USUAL_WORDS
from facilitator.storage.library import Library
from ui.exercises.network.settings import SettingsDialog
from ui.exercises.network.steps_dialog import StepsDialog
from ui.history import History


@pytest.fixture
def dialog(qtbot: QtBot, parent: QWidget, library: Library, network_step: int, history: History) -> SettingsDialog:
    made = SettingsDialog(library, network_step, history, parent)
    with qtbot.waitExposed(made):
        made.show()
    return made


def press(dialog: QWidget, name: str) -> None:
    button = dialog.findChild(QPushButton, name)
    assert button is not None
    button.click()


def test_questions_are_switched_reordered_reworded_added_and_saved(
    qtbot: QtBot, dialog: SettingsDialog, library: Library, network_step: int, history: History
) -> None:
    before = get_setup(library, network_step).factors
    dialog.list.item(1).setCheckState(Qt.CheckState.Unchecked)
    dialog.list.setCurrentRow(0)
    press(dialog, "factor-down")
    dialog.form.label.selectAll()
    qtbot.keyClicks(dialog.form.label, "Distance")
    press(dialog, "factor-add")
    qtbot.keyClicks(dialog.form.label, "Trust")
    dialog.form.codes.setPlainText("little\nsome\nmuch")
    dialog.form.kind.setCurrentIndex(dialog.form.kind.findData("strength"))
    dialog.form.kind.activated.emit(1)
    assert get_setup(library, network_step).factors == before
    dialog.save()
    saved = get_setup(library, network_step).factors
    assert [factor.key for factor in saved[:2]] == [before[1].key, before[0].key]
    assert not saved[0].active
    assert saved[1].label == "Distance"
    assert saved[-1].label == "Trust"
    assert (saved[-1].kind, saved[-1].codes) == ("strength", ("little", "some", "much"))
    history.stack.undo()
    assert get_setup(library, network_step).factors == before


def test_the_offer_is_saved_and_nonsense_is_refused_in_place(
    dialog: SettingsDialog, library: Library, network_step: int
) -> None:
    dialog.contact.setChecked(False)
    dialog.tally.setChecked(False)
    dialog.save()
    assert dialog.isVisible()
    assert dialog.problem.isVisible()
    dialog.findChild(QCheckBox, "offers-tally").setChecked(True)  # type: ignore[union-attr]
    dialog.fewest.setValue(5)
    dialog.save()
    setup = get_setup(library, network_step)
    assert (setup.offers_contact, setup.offers_tally, setup.fewest) == (False, True, 5)


def test_a_question_without_answers_is_refused(dialog: SettingsDialog, library: Library, network_step: int) -> None:
    before = get_setup(library, network_step)
    dialog.form.codes.setPlainText("")
    dialog.save()
    assert dialog.problem.isVisible()
    assert get_setup(library, network_step) == before


def test_another_set_of_questions_can_be_taken(dialog: SettingsDialog) -> None:
    sets = dialog.findChild(QComboBox, "factor-set")
    assert sets is not None
    press(dialog, "factor-remove")
    sets.setCurrentIndex(1)
    sets.activated.emit(1)
    assert dialog.factors == factor_sets()[0].factors


def test_the_clients_words_and_a_private_question_are_set(
    dialog: SettingsDialog, library: Library, network_step: int, history: History
) -> None:
    before = get_setup(library, network_step)
    dialog.team.setText("shift")
    dialog.list.setCurrentRow(9)
    assert dialog.form.private.isChecked()
    dialog.list.setCurrentRow(8)
    assert not dialog.form.private.isChecked()
    dialog.form.private.click()
    dialog.save()
    saved = get_setup(library, network_step)
    assert saved.words.team == "shift"
    assert saved.factors[0].codes[:2] == ("In my shift", "Another shift, same department")
    assert [factor.key for factor in saved.factors if factor.private] == ["gives", "energy"]
    history.stack.undo()
    history.stack.undo()
    assert get_setup(library, network_step) == before


def test_sets_say_their_source_and_earlier_ones_come_last(dialog: SettingsDialog) -> None:
    sets = dialog.findChild(QComboBox, "factor-set")
    assert sets is not None
    titles = [sets.itemText(row) for row in range(1, sets.count())]
    assert titles[0].startswith("Standard (six") and all("until 2026" in title for title in titles[2:])
    for row in range(1, sets.count()):
        assert "Cross" in sets.itemData(row, Qt.ItemDataRole.ToolTipRole)


def test_the_steps_for_what_stands_out_are_worded_anew(
    qtbot: QtBot, dialog: SettingsDialog, library: Library, network_step: int
) -> None:
    press(dialog, "steps")
    steps = dialog.findChild(StepsDialog)
    assert steps is not None and steps.table.rowCount() == len(findings_with_steps(USUAL_WORDS))
    row = next(at for at in range(steps.table.rowCount()) if "senior to them" in steps.table.item(at, 0).text())
    steps.table.item(row, 1).setText("Take one question back down")
    steps.table.item(row, 2).setText("x" * 300)
    press(steps, "yes")
    assert steps.isVisible() and "letters" in steps.problem.text()
    steps.table.item(row, 2).setText("")
    press(steps, "yes")
    (people, structure) = steps_for("upward", USUAL_WORDS, library)
    assert people == "Take one question back down" and structure == steps_for("upward")[2]
    qtbot.waitUntil(lambda: dialog.findChild(StepsDialog) is None)
    press(dialog, "steps")
    again = dialog.findChild(StepsDialog)
    assert again is not None and again.table.item(row, 1).text() == people
    again.table.setCurrentCell(row, 1)
    press(again, "steps-as-they-came")
    press(again, "yes")
    assert steps_for("upward", USUAL_WORDS, library) == steps_for("upward")
