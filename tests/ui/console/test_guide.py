"""The guide beside the clock: read, reworded and taken back by keys, and never before the room."""

from pathlib import Path
from typing import TYPE_CHECKING

from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from facilitator.exercises.guide import page_before, page_of_step
from facilitator.i18n import speaking
from facilitator.workshop.agenda import add_step, get_step, remove_step, run_step, steps_of
from facilitator.workshop.papers import PaperOptions, keep_paper_options
from ui.dialogs import Panel
from ui.projector.window import ProjectorWindow

if TYPE_CHECKING:
    from conftest import Desk

CONTROL = Qt.KeyboardModifier.ControlModifier


def read(desk: "Desk") -> str:
    """What can be read on the page."""
    return "\n".join(label.text() for label in desk.console.pane.guide.area.findChildren(QLabel))


def form(desk: "Desk") -> Panel:
    (found,) = (panel for panel in desk.console.findChildren(Panel, "guide-form") if panel.isVisible())
    return found


def test_it_follows_the_step_and_is_reached_by_a_key(qtbot: QtBot, desk: "Desk") -> None:
    desk.leave_lists()
    qtbot.keyClick(desk.console, Qt.Key.Key_N)
    assert desk.console.pane.guide.isVisible()
    assert "We are here because … (the one sentence that was agreed)." in read(desk)
    desk.run_network()
    assert not desk.console.pane.guide.isVisible()
    qtbot.keyClick(desk.console, Qt.Key.Key_G)
    guide = desk.console.pane.guide
    assert guide.isVisible() and guide.area.hasFocus() and "three at a time" in read(desk)
    assert "Take the first answer that fits" in guide.area.accessibleDescription()
    # While another step is looked at, the key comes back to the one being run; there the button turns back to people.
    desk.console.agenda.choose(steps_of(desk.library, desk.workshop)[0].id)
    assert "We are here because" in read(desk)
    qtbot.keyClick(desk.console, Qt.Key.Key_G)
    assert desk.console.agenda.chosen_id == desk.step and "three at a time" in read(desk)
    button = desk.console.bar.findChild(QToolButton, "open-guide")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not guide.isVisible() and desk.console.pane.people.isVisible()


def test_all_of_it_can_be_read_in_the_smallest_window(qtbot: QtBot, desk: "Desk") -> None:
    desk.console.resize(1000, 600)
    area = desk.console.pane.guide.area
    for step in steps_of(desk.library, desk.workshop):
        desk.console.agenda.choose(step.id)
        desk.console.pane.show_guide()
        qtbot.waitUntil(lambda: area.viewport().height() > 100)
        holder = area.widget()
        assert holder.minimumSizeHint().width() <= area.viewport().width(), step.title
        bar = area.verticalScrollBar()
        bar.setValue(bar.maximum())
        last = holder.findChildren(QLabel)[-1]
        bottom = last.mapTo(area.viewport(), last.rect().bottomLeft()).y()
        assert bottom <= area.viewport().height(), step.title


def test_it_speaks_the_language_of_the_papers(desk: "Desk") -> None:
    desk.console.agenda.choose(steps_of(desk.library, desk.workshop)[0].id)
    keep_paper_options(desk.library, desk.workshop, PaperOptions(language="de"))
    desk.console.pane.guide.refresh()
    assert "Die Teilnahme ist freiwillig." in read(desk) and "Wörtlich" in read(desk)
    assert desk.console.windowTitle().endswith("Facilitator")
    keep_paper_options(desk.library, desk.workshop, PaperOptions())
    desk.console.pane.guide.refresh()
    assert "It is voluntary." in read(desk)


def test_a_german_debrief_is_read_in_german_by_the_room_and_beside_the_guide(
    desk: "Desk", projector: ProjectorWindow
) -> None:
    keep_paper_options(desk.library, desk.workshop, PaperOptions(language="de"))
    debrief = next(step for step in steps_of(desk.library, desk.workshop) if step.title == "Our picture")
    desk.console.run(debrief.id)
    with speaking("de"):
        on_paper = page_of_step(desk.library, debrief.id).for_room
    assert on_paper == ("Was sehen Sie?", "Liegt es an der Arbeit oder an der Gewohnheit?")
    room = projector.page.accessibleName().splitlines()
    assert room[0] == "Unser gemeinsames Bild" and room[-2:] == list(on_paper)
    notes = desk.console.pane.notes
    assert notes.toPlainText().splitlines() == list(on_paper)
    # Looking at it changes nothing: the notes stay as they came, and speak every language.
    notes.keep()
    assert get_step(desk.library, debrief.id).notes == debrief.notes


def test_it_is_reworded_undone_and_put_back(qtbot: QtBot, desk: "Desk") -> None:
    desk.run_network()
    came = page_of_step(desk.library, desk.step).text
    qtbot.keyClick(desk.console, Qt.Key.Key_G, CONTROL)
    panel = form(desk)
    assert not panel.findChild(QPushButton, "guide-restore").isEnabled()
    say = panel.findChild(QPlainTextEdit, "guide-say")
    say.selectAll()
    qtbot.keyClicks(say, "Anna begins.")
    qtbot.mouseClick(panel.findChild(QPushButton, "yes"), Qt.MouseButton.LeftButton)
    page = page_of_step(desk.library, desk.step)
    assert (page.text.say, page.reworded) == ("Anna begins.", {"say"})
    qtbot.keyClick(desk.console, Qt.Key.Key_G)
    assert "Anna begins." in read(desk)
    qtbot.keyClick(desk.console, Qt.Key.Key_Z, CONTROL)
    assert page_of_step(desk.library, desk.step).text == came
    assert "Anna begins." not in read(desk)
    desk.history.stack.redo()
    qtbot.keyClick(desk.console, Qt.Key.Key_G, CONTROL)
    panel = form(desk)
    qtbot.mouseClick(panel.findChild(QPushButton, "guide-restore"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(panel.findChild(QPushButton, "yes"), Qt.MouseButton.LeftButton)
    assert not page_of_step(desk.library, desk.step).reworded
    assert "three at a time" in read(desk)


def test_the_time_before_has_a_page_of_its_own(qtbot: QtBot, desk: "Desk") -> None:
    desk.console.agenda.choose(steps_of(desk.library, desk.workshop)[0].id)
    guide = desk.console.pane.guide
    qtbot.mouseClick(guide.before, Qt.MouseButton.LeftButton)
    assert "Two weeks before" in read(desk)
    qtbot.mouseClick(guide.edit, Qt.MouseButton.LeftButton)
    words = form(desk).findChild(QPlainTextEdit, "guide-words")
    words.setPlainText("Welcome.")
    qtbot.mouseClick(form(desk).findChild(QPushButton, "yes"), Qt.MouseButton.LeftButton)
    assert page_before(desk.library, desk.workshop).text.words == "Welcome."
    assert "Welcome." in read(desk)
    # Another step is another page.
    desk.console.agenda.choose(steps_of(desk.library, desk.workshop)[1].id)
    assert "Two weeks before" not in read(desk) and "Initials or numbers" in read(desk)


def test_the_form_of_the_export_writes_it(qtbot: QtBot, desk: "Desk", tmp_path: Path) -> None:
    keep_paper_options(desk.library, desk.workshop, PaperOptions(language="de"))
    desk.console.actions_by_name["export"].trigger()
    (panel,) = (each for each in desk.console.findChildren(Panel, "export") if each.isVisible())
    for name in ("export-summary", "export-handouts"):
        panel.findChild(QCheckBox, name).setChecked(False)
    panel.findChild(QCheckBox, "export-guide").setChecked(True)
    panel.findChild(QLineEdit, "export-folder").setText(str(tmp_path / "out"))
    qtbot.mouseClick(panel.findChild(QPushButton, "yes"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desk.console.findChild(Panel, "export-done") is not None)
    (path,) = (tmp_path / "out").iterdir()
    assert path.name == "Leitfaden für die Moderation.pdf"
    assert len(PdfReader(path).pages) == 2 + len(steps_of(desk.library, desk.workshop))
    desk.console.findChild(Panel, "export-done").reject()


def test_the_room_sees_nothing_of_it(qtbot: QtBot, desk: "Desk", projector: ProjectorWindow) -> None:
    run_step(desk.library, steps_of(desk.library, desk.workshop)[0].id)
    if desk.stage.showing.look.clock:
        desk.console.actions_by_name["room_clock"].trigger()  # the seconds on the wall are no part of this
    before = projector.grab().toImage()
    desk.console.actions_by_name["guide"].trigger()
    assert desk.console.pane.guide.isVisible()
    qtbot.mouseClick(desk.console.pane.guide.before, Qt.MouseButton.LeftButton)
    assert projector.grab().toImage() == before
    shown = "\n".join(label.text() for label in projector.findChildren(QLabel)) + projector.page.accessibleName()
    assert "We are here because" not in shown and "Two weeks" not in shown


def test_a_removed_step_and_an_empty_agenda_leave_no_page_behind(qtbot: QtBot, desk: "Desk") -> None:
    for step in steps_of(desk.library, desk.workshop):
        remove_step(desk.library, step.id)
    assert not desk.console.pane.guide.isVisible()
    assert not desk.console.actions_by_name["edit_guide"].isEnabled()
    qtbot.keyClick(desk.console, Qt.Key.Key_G)
    added = add_step(desk.library, desk.workshop, "Talk").value
    desk.console.agenda.choose(added)
    assert "We do this because" in read(desk)
