"""A library that is damaged, or not where it was said to be: nothing is opened, and there are ways on."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from shutil import copyfile
from threading import Event, Thread

import pytest
from locked import WORDS, cheap_keys, locked
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from facilitator.progress import finish
from facilitator.storage.keys import is_plain
from facilitator.storage.library import Library, open_library
from facilitator.storage.restoring import problems
from facilitator.workshop.workshops import list_workshops
from ui.app import Program
from ui.dialogs import Panel
from ui.library.copies import CopiesDialog
from ui.passphrases import UnlockDialog


def write_over(path: Path, table: str) -> None:
    """Damage the page of a table; which page is the last one of the file, and whether it is used, differs."""
    with closing(sqlite3.connect(path)) as file:
        (page,) = file.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xa5" * 4096)


def test_damage_is_found_at_the_start_and_what_can_be_read_goes_on(
    qtbot: QtBot, library: Library, workshop: int, tmp_path: Path
) -> None:
    library.close()
    path = Path(copyfile(library.path, tmp_path / "damaged.sqlite"))
    write_over(path, "participant")
    before = path.read_bytes()
    program = Program(path)
    with qtbot.waitSignal(program.refused):
        program.open()
    (panel,) = program.window.findChildren(Panel, "library-refused")
    assert program.opened is None
    # There is no copy to be brought back; what can be read can be saved, and another library be chosen.
    names = [each.objectName() for each in panel.findChildren(QPushButton)]
    assert {"recover", "other", "ok"} <= set(names) and "copies" not in names
    program.file.recover(tmp_path / "saved.sqlite")
    qtbot.waitUntil(lambda: bool(program.window.findChildren(Panel, "recovered")))
    (told,) = program.window.findChildren(Panel, "recovered")
    told.findChild(QPushButton, "more").click()
    assert program.file.goes_on_with == tmp_path / "saved.sqlite"
    program.close()
    assert path.read_bytes() == before and problems(tmp_path / "saved.sqlite") == []
    again = open_library(tmp_path / "saved.sqlite")
    assert len(list_workshops(again)) <= 1
    again.close()


def test_a_library_that_another_program_has_is_told_within_a_second_and_opens_when_it_is_free(
    qtbot: QtBot, library: Library
) -> None:
    library.close()
    program = Program(library.path)
    with held_for_some_seconds(library.path) as held:
        with qtbot.waitSignal(program.refused) as refused:
            program.open()
        assert held.is_alive()
    (error,) = refused.args
    assert "Another program is writing" in error.sentence
    (panel,) = program.window.findChildren(Panel, "library-refused")
    assert {each.objectName() for each in panel.findChildren(QPushButton)} == {"ok", "again"}
    panel.findChild(QPushButton, "again").click()
    assert program.file.goes_on_with == library.path
    program.close()


@contextmanager
def held_for_some_seconds(path: Path) -> Iterator[Thread]:
    """Another program has the file for itself until the block ends, or somebody has waited for it for too long."""
    done, has_it = Event(), Event()

    def hold() -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("PRAGMA journal_mode = DELETE")
            other.execute("BEGIN EXCLUSIVE")
            has_it.set()
            done.wait(8)

    thread = Thread(target=hold)
    thread.start()
    assert has_it.wait(60)
    try:
        yield thread
    finally:
        done.set()
        thread.join()


@pytest.mark.parametrize("words", ["", WORDS])
def test_a_library_that_is_gone_is_not_begun_anew_unasked(
    qtbot: QtBot, library: Library, workshop: int, words: str
) -> None:
    """Where it had a passphrase, one without would take its place."""
    finish(library.back_up("hourly"))
    library.close()
    with cheap_keys():
        if words:
            locked(library.path, words)
        library.path.unlink()
        program = Program(library.path)
        program.start(named=False)
        panel = program.file.asking
        qtbot.waitExposed(panel)
        said = " ".join(each.text() for each in panel.findChildren(QLabel))
        assert "Copies of" in said and ("passphrase" in said) is bool(words)
        panel.findChild(QPushButton, "copies").click()
        (chosen,) = program.window.findChildren(CopiesDialog)
        assert chosen.unlock.isVisible() is bool(words) is not chosen.bring.isEnabled()
        if words:
            chosen.unlock.click()
            asked = chosen.findChild(UnlockDialog)
            asked.line.insert(words)
            asked.yes.click()
            qtbot.waitUntil(lambda: not chosen.unlock.isVisible())
        assert "1 workshop" in chosen.preview.toPlainText()
        chosen.bring.click()
        assert not library.path.exists()
        program.close()
        assert program.file.carry_out() == ""
        assert is_plain(library.path) is not bool(words)
        again = open_library(library.path)
        assert len(list_workshops(again)) == 1
        again.close()


def test_a_library_that_never_was_is_begun(qtbot: QtBot, tmp_path: Path) -> None:
    program = Program(tmp_path / "new" / "library.sqlite")
    with qtbot.waitSignal(program.ready):
        program.start(named=False)
    program.close()


def test_a_mistyped_path_is_asked_about(qtbot: QtBot, tmp_path: Path) -> None:
    program = Program(tmp_path / "libary.sqlite")
    program.start(named=True)
    panel = program.file.asking
    qtbot.waitExposed(panel)
    # Nothing is opened, and so nothing made, before somebody says so.
    assert not program.window.isVisible() and not program.library_path.exists()
    panel.findChild(QPushButton, "other").click()
    assert not program.window.isVisible() and not program.library_path.exists()
    program.file.ask_where()
    with qtbot.waitSignal(program.ready):
        program.file.asking.findChild(QPushButton, "begin").click()
    assert program.library_path.exists()
    program.close()


def test_an_open_library_is_checked_when_somebody_wants_it(qtbot: QtBot, library: Library, workshop: int) -> None:
    """File → Check this library: what came of it is said; damage, with the way to the last good copy."""
    library.close()
    program = Program(library.path)
    program.use(open_library(library.path))
    finish(program.opened.library.back_up("by-command"))
    check = program.window.findChild(QAction, "check")
    check.trigger()
    qtbot.waitUntil(lambda: bool(program.window.findChildren(Panel, "message")))
    (told,) = program.window.findChildren(Panel, "message")
    assert "nothing is wrong" in "\n".join(each.text() for each in told.findChildren(QLabel))
    told.accept()
    write_over(library.path, "participant")
    check.trigger()
    qtbot.waitUntil(lambda: bool(program.window.findChildren(Panel, "library-refused")))
    (damaged,) = program.window.findChildren(Panel, "library-refused")
    assert {"copies", "recover", "other"} <= {each.objectName() for each in damaged.findChildren(QPushButton)}
    damaged.findChild(QPushButton, "copies").click()
    (chosen,) = program.window.findChildren(CopiesDialog)
    assert problems(chosen.chosen) == [] and chosen.bring.isEnabled()
    chosen.reject()
    program.close()
