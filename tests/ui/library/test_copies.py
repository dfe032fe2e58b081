"""Copies by themselves, and bringing one back from the library window."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QListWidget, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from facilitator.progress import finish
from facilitator.storage.backups import copies
from facilitator.storage.library import Library, open_library
from facilitator.workshop.workshops import list_workshops, new_workshop, rename_workshop
from ui.app import Program, run_app
from ui.dialogs import Panel


@pytest.fixture
def program(qtbot: QtBot, library: Library, workshop: int) -> Iterator[Program]:
    assert workshop
    program = Program(library.path)
    program.use(open_library(library.path))
    yield program
    program.close()


def test_a_copy_is_made_at_the_end_and_where_the_hour_is_over(
    qtbot: QtBot, program: Program, library: Library, workshop: int
) -> None:
    opened = program.opened
    assert opened is not None
    opened.backups.check()
    assert copies(library.path) == []
    rename_workshop(opened.library, workshop, "Changed")
    with qtbot.waitSignal(opened.backups.made):
        opened.backups.check()
    (hourly,) = copies(library.path)
    assert hourly.reason == "hourly"
    rename_workshop(opened.library, workshop, "Changed again")
    opened.backups.check()
    assert copies(library.path) == [hourly]
    program.open_workshop(workshop)
    with qtbot.waitSignal(opened.backups.made):
        opened.close_windows()
    assert [each.reason for each in copies(library.path)] == ["end", "hourly"]


def test_a_copy_that_fails_is_said(qtbot: QtBot, program: Program, library: Library, workshop: int) -> None:
    opened = program.opened
    assert opened is not None
    library.path.with_name("backups").write_text("in the way")
    rename_workshop(opened.library, workshop, "Changed")
    with qtbot.waitSignal(opened.backups.failed) as said:
        opened.backups.check()
    assert "No copy could be written" in said.args[0]
    panel = program.window.findChild(Panel, "message")
    assert panel is not None
    panel.accept()


def test_a_copy_is_brought_back_from_the_window(
    qtbot: QtBot, program: Program, library: Library, workshop: int
) -> None:
    program.window.actions_by_name["copies"].trigger()
    nothing = program.window.findChild(Panel, "message")
    assert nothing is not None and "no earlier copy" in nothing.windowTitle()
    nothing.accept()
    assert program.opened is not None
    finish(library.back_up("before-import"))
    new_workshop(library, "Made after it")
    program.window.actions_by_name["copies"].trigger()
    dialog = program.window.findChild(Panel, "copies")
    assert dialog is not None
    listed, preview = dialog.findChild(QListWidget, "copies-list"), dialog.findChild(QPlainTextEdit, "copies-preview")
    assert listed is not None and preview is not None
    assert "before an import" in listed.item(0).text()
    assert "1 workshop" in preview.toPlainText() and "Made after it" not in preview.toPlainText()
    dialog.findChild(QPushButton, "yes").click()  # type: ignore[union-attr]
    assert (program.file.goes_on_with, program.file.brings_back) == (library.path, copies(library.path)[0].path)


def test_a_copy_goes_in_the_place_of_the_library_that_is_open(
    qtbot: QtBot, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new_workshop(library, "Of the first")
    library.close()
    other = tmp_path / "other.sqlite"
    with closing(open_library(other)) as second:
        new_workshop(second, "Of the second")
        finish(second.back_up("before-import"))
        new_workshop(second, "Made after it")
    ways = [Program.quit, lambda program: program.file._bring_back(copies(other)[0].path)]
    ways.append(lambda program: program.file.go_on_with(other))
    monkeypatch.setattr(Program, "open", lambda program: QTimer.singleShot(0, lambda: ways.pop()(program)))
    assert run_app(library.path) == 0 and not ways
    with closing(open_library(library.path)) as first, closing(open_library(other)) as second:
        assert [card.title for card in list_workshops(first)] == ["Of the first"]
        assert [card.title for card in list_workshops(second)] == ["Of the second"]


def test_a_library_that_is_refused_leaves_a_choice(qtbot: QtBot, library: Library, tmp_path: Path) -> None:
    new_workshop(library, "Safe")
    finish(library.back_up("end"))
    library.close()
    with library.path.open("r+b") as file:
        file.write(b"\xa5" * 4096)
    program = Program(library.path)
    with qtbot.waitSignal(program.refused):
        program.open()
    panel = program.window.findChild(Panel, "library-refused")
    assert panel is not None
    panel.findChild(QPushButton, "other").click()  # type: ignore[union-attr]
    chooser = program.window.findChild(Panel, "other-library")
    assert chooser is not None
    chooser.reject()
    again = [each for each in program.window.findChildren(Panel, "library-refused") if each.isVisible()]
    assert len(again) == 1
    again[0].findChild(QPushButton, "copies").click()  # type: ignore[union-attr]
    dialog = program.window.findChild(Panel, "copies")
    assert dialog is not None
    dialog.findChild(QPushButton, "yes").click()  # type: ignore[union-attr]
    assert program.file.brings_back is not None
    program.close()
    assert program.file.carry_out() == ""
    with closing(open_library(library.path)) as restored:
        assert [card.title for card in list_workshops(restored)] == ["Safe"]
