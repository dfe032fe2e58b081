"""Nothing changes what the room sees by accident, and what does can be taken back."""

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from facilitator.storage.library import Library, open_library
from facilitator.workshop.agenda import run_step, steps_of
from ui.app import Program
from ui.dialogs import Panel
from ui.stage import PHONES, PROMPT


class ByHand(QCloseEvent):
    """As the window system sends it for the button in a window's frame."""

    def spontaneous(self) -> bool:
        return True


def question(desk: Any) -> Panel | None:
    return desk.console.findChild(Panel, "confirm")


def test_a_window_that_is_closed_by_hand_asks_while_the_room_works(qtbot: QtBot, desk: Any) -> None:
    desk.run_network()
    event = ByHand()
    desk.console.closeEvent(event)
    assert not event.isAccepted()
    asked = question(desk)
    assert asked is not None and desk.console.isVisible()
    asked.findChild(QWidget, "cancel").click()  # type: ignore[union-attr]
    assert desk.console.isVisible()
    qtbot.waitUntil(lambda: question(desk) is None)
    desk.console.actions_by_name["back"].trigger()
    asked = question(desk)
    assert asked is not None
    with qtbot.waitSignal(desk.console.closed):
        asked.findChild(QWidget, "yes").click()  # type: ignore[union-attr]


def test_where_nothing_is_run_nothing_is_asked(qtbot: QtBot, desk: Any) -> None:
    with qtbot.waitSignal(desk.console.closed):
        desk.console.closeEvent(ByHand())
    assert question(desk) is None


def test_letters_find_in_a_list_and_work_the_room_elsewhere(qtbot: QtBot, desk: Any) -> None:
    desk.run_network()
    agenda = desk.console.agenda.list
    agenda.setFocus()
    steps = [step.title for step in steps_of(desk.library, desk.workshop)]
    for letter in {title[0] for title in steps} | {"b", "f", "n", "v"}:
        qtbot.keyClick(agenda, letter.lower())
        qtbot.wait(10)
    assert not desk.stage.showing.blank and not desk.stage.showing.frozen
    assert desk.console.current is not None and desk.console.current.id == desk.step
    qtbot.keyClick(agenda, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert desk.stage.showing.blank
    # The menus show keys that work in a list as well.
    told = {name: action.shortcut().toString() for name, action in desk.console.actions_by_name.items()}
    assert told["blank"] == "Ctrl+B" and not [name for name, keys in told.items() if len(keys) == 1 and keys.isalpha()]
    assert "B; Ctrl+B in a list" in desk.console.actions_by_name["blank"].toolTip()
    desk.console.projector_panel.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    desk.console.projector_panel.setFocus()
    qtbot.keyClick(desk.console.projector_panel, Qt.Key.Key_B)
    assert not desk.stage.showing.blank


def test_what_the_room_sees_can_be_taken_back_at_once(qtbot: QtBot, desk: Any) -> None:
    toast = desk.console.toast
    desk.stage.show(blank=True)
    assert toast.isHidden()
    desk.stage.show(blank=False)
    desk.console.set_projector(True)
    desk.run_network()
    before = desk.stage.showing
    qtbot.wait(600)
    desk.console.projector_panel.next_view()
    assert toast.isVisible() and toast.words.text() == desk.console.projector_panel.says.text()
    assert desk.stage.showing != before
    toast.undo.click()
    assert desk.stage.showing == before and toast.isHidden()


CHANGES = {
    "another view": lambda desk: desk.console.actions_by_name["next_view"].trigger(),
    "another choice": lambda desk: desk.console.actions_by_name["next_choice"].trigger(),
    "by the list": lambda desk: desk.console.projector_panel.view.activated.emit(
        desk.console.projector_panel.view.count() - 1
    ),
    "blank": lambda desk: desk.console.actions_by_name["blank"].trigger(),
    "freeze": lambda desk: desk.console.actions_by_name["freeze"].trigger(),
    "who stands out": lambda desk: desk.console.actions_by_name["highlight"].trigger(),
    "a step": lambda desk: desk.console.actions_by_name["next_step"].trigger(),
    "dark": lambda desk: desk.console.actions_by_name["dark"].trigger(),
    "larger text": lambda desk: desk.console.actions_by_name["larger_text"].trigger(),
    "the clock": lambda desk: desk.console.actions_by_name["room_clock"].trigger(),
}


@pytest.mark.parametrize("by", ["mouse", "key", "key in a list"])
@pytest.mark.parametrize("change", CHANGES)
def test_every_change_of_what_the_room_sees_is_undone_by_mouse_and_key(
    qtbot: QtBot, desk: Any, change: str, by: str
) -> None:
    console, stage = desk.console, desk.stage
    for person in desk.people()[:5]:
        desk.answer(person)
        desk.finish(person)
    console.set_projector(True)
    desk.run_network()
    console.projector_panel.show_offer(console.projector_panel._offers[1])
    console.pane.people.choose(desk.people()[0])
    before, remembered = stage.showing, dict(stage.remembered)
    console.toast.hide()
    assert not console.actions_by_name["take_back"].isEnabled()
    CHANGES[change](desk)
    assert stage.showing != before
    assert console.toast.isVisible() and console.toast.words.text()
    if by == "mouse":
        qtbot.mouseClick(console.toast.undo, Qt.MouseButton.LeftButton)
    elif by == "key":
        desk.leave_lists()
        qtbot.keyClick(console, Qt.Key.Key_U)
    else:
        console.agenda.list.setFocus()
        qtbot.keyClick(console.agenda.list, Qt.Key.Key_U, Qt.KeyboardModifier.ControlModifier)
    assert stage.showing == before and console.toast.isHidden()
    # What is shown next is not as it was just taken back.
    assert stage.remembered == remembered
    assert not console.actions_by_name["take_back"].isEnabled()


def test_where_phones_no_longer_answer_their_address_does_not_come_back(qtbot: QtBot, desk: Any) -> None:
    console, stage = desk.console, desk.stage
    console.set_projector(True)
    desk.run_network()
    stage.show(view=PHONES, address="http://192.168.0.7:8000/a")
    console.toast._changed = 0.0
    stage.show(view=PROMPT, address="")
    console.toast.undo.click()
    assert (stage.showing.view, stage.showing.address) == (PROMPT, "")


@pytest.mark.parametrize("words", ["short", "long " * 40])
def test_blank_and_freeze_stay_under_the_pointer(qtbot: QtBot, desk: Any, words: str) -> None:
    room = desk.console.projector_panel
    places = [button.mapTo(desk.console, QPoint()) for button in (room.blank, room.freeze)]
    room.says.setText(words)
    qtbot.wait(20)
    assert [button.mapTo(desk.console, QPoint()) for button in (room.blank, room.freeze)] == places


def test_no_part_lies_over_another_on_a_small_screen_at_150_per_cent(qtbot: QtBot, desk: Any) -> None:
    """1280 × 720 has 853 × 480 of the program's own pixels then, of which the window's frame takes some."""
    desk.run_network()
    desk.console.set_projector(True)
    desk.console.set_place("Fills PROJECTOR, 1920 × 1080")
    desk.console.setMinimumSize(0, 0)
    desk.console.resize(850, 450)
    qtbot.wait(50)
    assert desk.console.width() == 850
    agenda, middle, room = (
        part.geometry() for part in (desk.console.agenda, desk.console._middle, desk.console.projector_panel)
    )
    assert agenda.right() < middle.left() and middle.right() < room.left() and room.right() <= 850


def test_the_projector_comes_back_with_a_step_that_is_run(
    qtbot: QtBot, library: Library, workshop: int, network_step: int
) -> None:
    program = Program(library.path)
    program.use(open_library(library.path))
    opened = program.opened
    assert opened is not None
    program.open_workshop(workshop)
    opened.show_projector(True)
    assert opened.projector is not None
    run_step(opened.library, network_step)
    opened.close_windows()
    program.open_workshop(workshop)
    assert opened.projector is not None
    # Closed by hand, it stays closed.
    opened.projector.close()
    opened.close_windows()
    program.open_workshop(workshop)
    assert opened.projector is None
    program.close()


def test_what_a_closed_projector_will_show_is_said_as_it_is(desk: Any) -> None:
    desk.run_network()
    says = desk.console.projector_panel.says
    assert says.text().startswith("Ready to show: ") and "blank" not in says.text()
    desk.console.actions_by_name["blank"].trigger()
    assert says.text().startswith("Ready to show: blank")
    desk.console.actions_by_name["blank"].trigger()
    desk.console.actions_by_name["freeze"].trigger()
    assert says.text().endswith(", frozen")
