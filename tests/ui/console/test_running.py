"""The console runs a workshop by keyboard and mouse; the library and the stage say what it did."""

from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import pytest
from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot
from unwritable import unwritable

from facilitator.exercises.agreement import change_agreement
from facilitator.workshop.agenda import current_step, describe_step, get_step, steps_of
from facilitator.workshop.roster import people_of
from ui.console.agenda_model import STEP
from ui.console.people_model import STANDING
from ui.dialogs import Dialog, Panel
from ui.projector.window import ProjectorWindow
from ui.screens import Reach
from ui.stage import PROMPT

if TYPE_CHECKING:
    from conftest import Desk

CONTROL = Qt.KeyboardModifier.ControlModifier


def running(desk: "Desk") -> str | None:
    step = current_step(steps_of(desk.library, desk.workshop))
    return step.title if step else None


def press(
    qtbot: QtBot, desk: "Desk", key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    qtbot.keyClick(desk.console, key, modifier)


def counts(desk: "Desk") -> str:
    """Who is how far, with usual spaces: those that no line may be broken at stand between a number and its word."""
    return desk.console.pane.counts.text().replace("\N{NO-BREAK SPACE}", " ")


def test_all_pages_of_a_step_can_be_chosen_however_much_is_said_beside_them(desk: "Desk") -> None:
    desk.console.resize(desk.console.minimumSize())
    pane = desk.console.pane
    desk.console.agenda.choose(next(step.id for step in steps_of(desk.library, desk.workshop) if step.exercise))
    pane.forecast.setText("The last one of all who are still to go is done in about 12 min")
    pane.forecast.show()
    QApplication.processEvents()
    for name in ("segment-run", "segment-results", "segment-notes"):
        button = pane.findChild(QPushButton, name)
        assert button.visibleRegion().boundingRect() == button.rect(), name


def test_steps_are_run_by_keyboard_and_the_room_and_the_timer_follow(qtbot: QtBot, desk: "Desk") -> None:
    titles = [step.title for step in steps_of(desk.library, desk.workshop)]
    assert running(desk) is None
    assert not desk.console.countdown.running
    for title in titles[:3]:
        press(qtbot, desk, Qt.Key.Key_Right, CONTROL)
        assert running(desk) == title
        assert desk.stage.showing.step_id == desk.console.current.id
        assert desk.stage.showing.view == PROMPT
        assert desk.console.pane.title.text() == title
    assert desk.console.countdown.planned == get_step(desk.library, desk.step).minutes * 60
    press(qtbot, desk, Qt.Key.Key_Left, CONTROL)
    assert running(desk) == titles[1]
    press(qtbot, desk, Qt.Key.Key_Z, CONTROL)
    assert running(desk) == titles[2]
    assert desk.stage.showing.step_id == desk.step


def test_looking_at_a_step_does_not_move_the_room_but_return_does(qtbot: QtBot, desk: "Desk") -> None:
    press(qtbot, desk, Qt.Key.Key_Right, CONTROL)
    shown = desk.stage.showing
    agenda = desk.console.agenda.list
    agenda.setFocus()
    qtbot.keyClick(agenda, Qt.Key.Key_Down)
    qtbot.keyClick(agenda, Qt.Key.Key_Down)
    assert desk.console.pane.step.id == desk.step
    assert desk.stage.showing == shown
    qtbot.keyClick(agenda, Qt.Key.Key_Return)
    assert running(desk) == get_step(desk.library, desk.step).title
    assert desk.stage.showing.step_id == desk.step


def test_blank_freeze_and_the_timer_have_keys(qtbot: QtBot, desk: "Desk") -> None:
    desk.leave_lists()
    desk.run_network()
    desk.console.set_projector(True)
    desk.console.set_reach(Reach.ROOM)
    press(qtbot, desk, Qt.Key.Key_B)
    assert desk.stage.showing.blank
    assert desk.console.projector_panel.says.text().startswith("Blank")
    press(qtbot, desk, Qt.Key.Key_B)
    press(qtbot, desk, Qt.Key.Key_F)
    assert desk.stage.showing.frozen
    assert not desk.stage.showing.blank
    planned = desk.console.countdown.planned
    press(qtbot, desk, Qt.Key.Key_Plus)
    assert desk.console.countdown.planned == planned + 60
    press(qtbot, desk, Qt.Key.Key_P)
    assert not desk.console.countdown.running
    press(qtbot, desk, Qt.Key.Key_V)
    assert desk.stage.showing.view != PROMPT
    assert desk.stage.showing.options["shape"] == "diversity"
    press(qtbot, desk, Qt.Key.Key_C)
    assert desk.stage.showing.options["shape"] == "strength"


def test_answers_committed_in_another_thread_reach_the_list_and_the_chart(qtbot: QtBot, desk: "Desk") -> None:
    desk.run_network()
    people = desk.people()
    model = desk.console.pane.people.model
    assert counts(desk) == "6 people: 0 done · 0 at it · 6 to go"
    for work in (lambda: desk.answer(people[0], 5), lambda: (desk.answer(people[1], 4), desk.finish(people[1]))):
        thread = Thread(target=work)
        thread.start()
        thread.join()
    qtbot.waitUntil(lambda: counts(desk) == "6 people: 1 done · 1 at it · 4 to go")
    assert model.index(0).data(STANDING).detail == "5 of 5 contacts"
    assert model.index(1).data(Qt.ItemDataRole.AccessibleTextRole).endswith("done, 4 contacts")
    # Two of six: nobody's line is shown yet, and how many there are.
    shapes = desk.console.pane.results.shapes
    assert not shapes.overlay.people
    assert any("2 of 6" in text for text in shapes.count.texts)
    assert desk.console.bar.saved.text() != "Saved"


def test_a_step_is_added_renamed_moved_and_removed_and_all_is_undone(qtbot: QtBot, desk: "Desk") -> None:
    before = [step.title for step in steps_of(desk.library, desk.workshop)]
    desk.console.agenda.choose(steps_of(desk.library, desk.workshop)[-1].id)
    desk.console.actions_by_name["add_step"].trigger()
    form = find(desk, Panel, "step-form")
    yes = form.findChild(QPushButton, "yes")
    qtbot.mouseClick(yes, Qt.MouseButton.LeftButton)
    assert form.findChild(type(form.problem), "problem").isVisible()
    qtbot.keyClicks(form.findChild(QLineEdit, "step-title"), "Coffee")
    form.findChild(QSpinBox, "step-minutes").setValue(15)
    qtbot.mouseClick(yes, Qt.MouseButton.LeftButton)
    assert titles(desk) == [*before, "Coffee"]
    assert desk.console.agenda.list.currentIndex().data(STEP).title == "Coffee"
    press(qtbot, desk, Qt.Key.Key_Up, CONTROL)
    assert titles(desk) == [*before[:-1], "Coffee", before[-1]]
    desk.console.actions_by_name["rename_step"].trigger()
    form = find(desk, Panel, "step-form")
    form.findChild(QLineEdit, "step-title").setText("Tea")
    qtbot.mouseClick(form.findChild(QPushButton, "yes"), Qt.MouseButton.LeftButton)
    press(qtbot, desk, Qt.Key.Key_Backspace, CONTROL)
    assert titles(desk) == before
    assert desk.history.stack.undoText() == "Remove step"
    for _ in range(4):
        press(qtbot, desk, Qt.Key.Key_Z, CONTROL)
    assert titles(desk) == before
    assert not desk.history.stack.canUndo()


def test_letters_typed_into_a_field_are_not_shortcuts(qtbot: QtBot, desk: "Desk") -> None:
    desk.run_network()
    press(qtbot, desk, Qt.Key.Key_F, CONTROL)
    finder = desk.console.pane.people.finder
    finder.show()
    finder.setFocus()
    qtbot.keyClicks(finder, "bfhv")
    assert finder.text() == "bfhv"
    assert not desk.stage.showing.blank
    assert not desk.stage.showing.frozen
    assert desk.console.pane.people.list.model().rowCount() == 0
    finder.clear()
    assert desk.console.pane.people.list.model().rowCount() == 6


def test_a_person_stands_out_on_the_projector_without_a_name(qtbot: QtBot, desk: "Desk") -> None:
    desk.leave_lists()
    desk.run_network()
    person = desk.people()[1]
    desk.answer(person, 4)
    desk.console.projector_panel.next_view()
    desk.console.pane.people.choose(person)
    press(qtbot, desk, Qt.Key.Key_H)
    assert desk.stage.showing.options["highlight"] == str(person)
    assert desk.console.actions_by_name["highlight"].isChecked()
    press(qtbot, desk, Qt.Key.Key_H)
    assert desk.stage.showing.options["highlight"] == ""


def test_return_on_a_person_opens_their_answers(qtbot: QtBot, desk: "Desk") -> None:
    desk.run_network()
    desk.answer(desk.people()[0], 3)
    people = desk.console.pane.people.list
    people.setFocus()
    desk.console.pane.people.choose(desk.people()[0])
    qtbot.keyClick(people, Qt.Key.Key_Return)
    opened = [d for d in desk.console.findChildren(QDialog) if d.isVisible()]
    assert len(opened) == 1
    opened[0].close()


def test_an_export_of_nothing_is_refused_in_place(qtbot: QtBot, desk: "Desk") -> None:
    desk.console.actions_by_name["export"].trigger()
    form = find(desk, Panel, "export")
    for name in ("export-summary", "export-handouts"):
        form.findChild(QCheckBox, name).setChecked(False)
    qtbot.mouseClick(form.findChild(QPushButton, "yes"), Qt.MouseButton.LeftButton)
    assert form.isVisible()
    assert form.problem.isVisible()
    form.reject()


def test_dragging_a_step_reorders_the_agenda(desk: "Desk") -> None:
    before = titles(desk)
    model = desk.console.agenda.model
    data = model.mimeData([model.index(0)])
    model.dropMimeData(data, Qt.DropAction.MoveAction, 3, 0, model.index(-1))
    assert titles(desk) == [*before[1:3], before[0], *before[3:]]


def test_clearing_answers_can_be_undone(qtbot: QtBot, desk: "Desk") -> None:
    desk.run_network()
    person = desk.people()[2]
    desk.answer(person, 4)
    desk.finish(person)
    qtbot.waitUntil(lambda: "1 done" in counts(desk))
    desk.console.pane.people.choose(person)
    desk.console.actions_by_name["clear"].trigger()
    qtbot.waitUntil(lambda: "0 done" in counts(desk))
    assert desk.console.pane.results.shapes.people == 0
    press(qtbot, desk, Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: "1 done" in counts(desk))
    desk.console.actions_by_name["reopen"].trigger()
    qtbot.waitUntil(lambda: "1 at it" in counts(desk))


def test_notes_are_kept_when_the_keyboard_goes_elsewhere(qtbot: QtBot, desk: "Desk") -> None:
    first = steps_of(desk.library, desk.workshop)[0]
    desk.console.agenda.choose(first.id)
    notes = desk.console.pane.notes
    notes.setFocus()
    notes.setPlainText("Say hello first.")
    desk.console.agenda.list.setFocus()
    qtbot.waitUntil(lambda: get_step(desk.library, first.id).notes == "Say hello first.")


def test_notes_are_kept_at_a_pause_and_called_saved_only_then(qtbot: QtBot, desk: "Desk") -> None:
    """Nothing else that is written meanwhile, such as an answer at the station, calls them saved."""
    first, second = steps_of(desk.library, desk.workshop)[:2]
    desk.console.agenda.choose(first.id)
    notes, bar = desk.console.pane.notes, desk.console.bar
    notes.setFocus()
    before = bar.saved.text()
    assert before.startswith("Saved")
    qtbot.keyClicks(notes, "x")
    assert bar.saved.text() == "Not saved yet"
    describe_step(desk.library, second.id, minutes=7)
    assert bar.saved.text() == "Not saved yet"
    qtbot.keyClick(notes, Qt.Key.Key_Backspace)
    assert bar.saved.text().startswith("Saved")
    qtbot.keyClicks(notes, "Say hello. ")
    qtbot.waitUntil(lambda: "Say hello." in get_step(desk.library, first.id).notes)
    qtbot.waitUntil(lambda: bar.saved.text().startswith("Saved"))
    qtbot.keyClicks(notes, "Then begin.")
    qtbot.waitUntil(lambda: "Then begin." in get_step(desk.library, first.id).notes)
    # All that was typed in one go is taken back at once.
    desk.console.agenda.list.setFocus()
    press(qtbot, desk, Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: get_step(desk.library, first.id).notes == first.notes)


def test_notes_that_can_not_be_saved_stay_and_are_saved_later(qtbot: QtBot, desk: "Desk") -> None:
    first, second = steps_of(desk.library, desk.workshop)[:2]
    desk.console.agenda.choose(first.id)
    notes, bar, hint = desk.console.pane.notes, desk.console.bar, desk.console.pane.notes_hint
    with unwritable(desk.library):
        notes.setFocus()
        notes.setPlainText("Ask Anna first")
        qtbot.waitUntil(lambda: "can only be read" in hint.text())
        assert bar.saved.text() == "Not saved yet"
        # They are not lost by looking at another step, nor by leaving without a word.
        desk.console.agenda.choose(second.id)
        notes.setPlainText("And Ben second")
        assert notes.keep() != ""
        desk.console.agenda.choose(first.id)
        assert notes.toPlainText() == "Ask Anna first"
        desk.console.leave(desk.console.close)
        asked = find(desk, Panel, "confirm")
        assert asked.windowTitle().startswith("Your notes are not saved")
        asked.reject()
        qtbot.waitUntil(lambda: desk.console.findChild(QDialog, "confirm") is None)
        # Nobody does anything from here on.
        desk.console.agenda.list.setFocus()
        QApplication.processEvents()
    qtbot.waitUntil(lambda: get_step(desk.library, first.id).notes == "Ask Anna first")
    assert get_step(desk.library, second.id).notes == "And Ben second"
    assert bar.saved.text().startswith("Saved") and "read" not in hint.text()


def test_the_shortcut_sheet_opens_and_lists_every_key(qtbot: QtBot, desk: "Desk") -> None:
    press(qtbot, desk, Qt.Key.Key_F1)
    find(desk, Dialog, "handbook").close()
    press(qtbot, desk, Qt.Key.Key_Question)
    sheet = find(desk, Panel, "shortcut-sheet")
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: desk.console.findChild(QDialog, "shortcut-sheet") is None)


def test_menus_ask_the_program_for_the_other_windows(desk: "Desk") -> None:
    for name in ("station", "people", "import", "about"):
        desk.console.actions_by_name[name].trigger()
    desk.console.actions_by_name["projector"].trigger()
    assert [name for name, _ in desk.asked] == [
        "open_station",
        "edit_people",
        "import_file",
        "show_about",
        "show_projector",
    ]
    assert desk.asked[-1][1] == (True,)


def unlike(one: QImage, other: QImage) -> float:
    """In which part of their places two pictures differ: letters drawn small and made small do at their edges."""
    first, second = (
        np.frombuffer(
            each.scaled(160, 90, mode=Qt.TransformationMode.SmoothTransformation)
            .convertedTo(QImage.Format.Format_Grayscale8)
            .constBits(),
            np.uint8,
        ).astype(np.int16)
        for each in (one, other)
    )
    return float((np.abs(first - second) > 40).mean())


def test_the_thumbnail_is_what_the_projector_painted(qtbot: QtBot, desk: "Desk", projector: ProjectorWindow) -> None:
    desk.run_network()
    for person in desk.people()[:4]:
        desk.answer(person, 5)
    thumbnail = desk.console.projector_panel.thumbnail
    for change in ({"view": "overlay"}, {"blank": True}, {"blank": False, "view": PROMPT}):
        before = projector.grab().toImage()
        with qtbot.waitSignal(desk.stage.pictured):
            desk.stage.show(**change)
        qtbot.waitUntil(lambda before=before: unlike(before, projector.grab().toImage()) > 0.02)
        qtbot.waitUntil(lambda: unlike(thumbnail.picture.toImage(), projector.grab().toImage()) < 0.02)


def titles(desk: "Desk") -> list[str]:
    return [step.title for step in steps_of(desk.library, desk.workshop)]


D = TypeVar("D", bound=Dialog)


def find(desk: "Desk", kind: type[D], name: str) -> D:
    found = [panel for panel in desk.console.findChildren(kind, name) if panel.isVisible()]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(("answered", "written"), [(False, [".pdf"]), (True, [".csv", ".graphml", ".pdf", ".xlsx"])])
def test_what_the_form_says_is_exported(
    qtbot: QtBot, desk: "Desk", tmp_path: Path, answered: bool, written: list[str]
) -> None:
    if answered:
        desk.answer(desk.people()[0], 3)
    desk.console.actions_by_name["export"].trigger()
    form = find(desk, Panel, "export")
    form.findChild(QCheckBox, "export-handouts").setChecked(False)
    form.findChild(QCheckBox, "export-tables").setChecked(True)
    assert not form.findChild(QCheckBox, "export-pseudonyms").isEnabled()
    if answered:
        combo = form.findChild(QComboBox, "export-exchange")
        combo.setCurrentIndex(combo.findData("graphml"))
        form.findChild(QCheckBox, "export-pseudonyms").click()
    form.findChild(QLineEdit, "export-folder").setText(str(tmp_path / "out"))
    qtbot.mouseClick(form.findChild(QPushButton, "yes"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desk.console.findChild(Panel, "export-done") is not None)
    assert sorted(path.suffix for path in (tmp_path / "out").iterdir()) == written
    for graph in (tmp_path / "out").glob("*.graphml"):
        assert not any(person.name in graph.read_text() for person in people_of(desk.library, desk.workshop))
    qtbot.mouseClick(find(desk, Panel, "export-done").findChild(QPushButton, "close"), Qt.MouseButton.LeftButton)


def test_help_explains_the_measures(desk: "Desk") -> None:
    desk.run_network()
    desk.console.actions_by_name["method"].trigger()
    assert desk.console.findChild(QWidget, "network-method") is not None


def test_results_have_pages_of_the_whole_room(desk: "Desk") -> None:
    desk.run_network()
    desk.answer(desk.people()[0])
    tabs = desk.console.findChild(QTabBar, "results-tabs")
    assert tabs is not None
    for tab in (1, 2, 3, 0):
        tabs.setCurrentIndex(tab)
        QThreadPool.globalInstance().waitForDone()
        QApplication.processEvents()
    assert desk.console.pane.results is not None


def test_under_a_works_agreement_nobody_can_be_pointed_out(desk: "Desk") -> None:
    desk.run_network()
    person = desk.people()[0]
    desk.console.pane.people.choose(person)
    highlight = desk.console.actions_by_name["highlight"]
    highlight.trigger()
    assert "a participant" in desk.console.projector_panel.says.text()
    change_agreement(desk.library, desk.workshop, holds=True)
    assert "a participant" not in desk.console.projector_panel.says.text()
    highlight.trigger()
    desk.console.pane.people.choose(desk.people()[1])
    assert not highlight.isEnabled()
