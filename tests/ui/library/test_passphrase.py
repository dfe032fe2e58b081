"""The passphrase in the windows: asked for before anything else, set, changed and removed."""

import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from locked import OTHER, WORDS, cheap_keys, everything_in, forget_keys, locked
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from facilitator.progress import finish
from facilitator.storage.backups import copies
from facilitator.storage.keys import is_locked, is_plain
from facilitator.storage.library import Library, open_library
from facilitator.workshop.workshops import list_workshops, new_workshop
from ui.app import Program
from ui.passphrases import LibraryPassphrase, UnlockDialog


@pytest.fixture(autouse=True)
def keys_are_cheap() -> Iterator[None]:
    with cheap_keys():
        yield


@pytest.fixture
def path(library: Library) -> Path:
    new_workshop(library, "Xanthippe learns")
    finish(library.back_up("hourly"))
    library.close()
    return library.path


def child(parent: QWidget, kind: type, name: str):  # type: ignore[no-untyped-def]
    found = parent.findChild(kind, name)
    assert found is not None, name
    return found


def typed(dialog: QWidget, **words: str) -> None:
    for name, text in words.items():
        line = child(dialog, QLineEdit, name.replace("_", "-"))
        assert line.echoMode() == QLineEdit.EchoMode.Password
        line.clear()
        line.insert(text)


def opened(qtbot: QtBot, path: Path, programs: list[Program]) -> Program:
    program = Program(path)
    programs.append(program)
    with qtbot.waitSignal(program._settled):
        program.open()
    return program


def wait_for_problem(qtbot: QtBot, dialog: QWidget, said: str) -> None:
    problem = child(dialog, QLabel, "problem")
    qtbot.waitUntil(lambda: said in problem.text() and child(dialog, QPushButton, "yes").isEnabled())


def test_it_is_asked_for_before_anything_else(qtbot: QtBot, path: Path, programs: list[Program]) -> None:
    locked(path)
    program = Program(path)
    programs.append(program)
    program.open()
    dialog = program.file.asking
    assert isinstance(dialog, UnlockDialog) and dialog.isVisible() and not program.window.isVisible()
    assert dialog.focusWidget() is dialog.line
    typed(dialog, passphrase=OTHER)
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    wait_for_problem(qtbot, dialog, "not the passphrase")
    assert OTHER not in child(dialog, QLabel, "problem").text()
    assert is_locked(path) and not program.window.isVisible() and program.opened is None
    shown = child(dialog, QCheckBox, "passphrase-shown")
    shown.click()
    assert dialog.line.echoMode() == QLineEdit.EchoMode.Normal
    shown.click()
    typed(dialog, passphrase=WORDS)
    with qtbot.waitSignal(program._settled):
        QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    assert program.window.isVisible() and program.window.cards.rowCount() == 1
    assert program.opened is not None


def test_another_library_can_be_chosen_instead_and_closing_ends_it(
    qtbot: QtBot, path: Path, programs: list[Program], monkeypatch: pytest.MonkeyPatch
) -> None:
    ended: list[bool] = []
    monkeypatch.setattr(QApplication, "quit", lambda: ended.append(True))
    locked(path)
    program = Program(path)
    programs.append(program)
    program.open()
    child(program.file.asking, QPushButton, "other").click()
    chooser = child(program.window, QWidget, "other-library")
    child(chooser, QPushButton, "file").click()
    assert chooser.findChild(QFileDialog) is not None
    chooser.reject()
    assert program.file.asking is not None and program.file.asking.isVisible() and not ended
    child(program.file.asking, QPushButton, "cancel").click()
    assert ended == [True] and is_locked(path)


def test_it_is_set_changed_and_removed(qtbot: QtBot, path: Path, programs: list[Program], tmp_path: Path) -> None:
    program = opened(qtbot, path, programs)
    program.window.actions_by_name["passphrase"].trigger()
    dialog = child(program.window, LibraryPassphrase, "library-passphrase")
    assert "Lost passphrase, lost data" in "".join(label.text() for label in dialog.findChildren(QLabel))
    for first, second, said in ((WORDS, OTHER, "differ"), ("short", "short", "8 characters")):
        typed(dialog, passphrase_new=first, passphrase_again=second)
        child(dialog, QPushButton, "yes").click()
        wait_for_problem(qtbot, dialog, said)
    typed(dialog, passphrase_new=WORDS, passphrase_again=WORDS)
    child(dialog, QPushButton, "yes").click()
    qtbot.waitUntil(lambda: program.file.goes_on_with == path)
    program.close()
    said = program.file.carry_out()
    assert "The passphrase is set" in said and "asked for it" in said and not is_plain(path)
    assert not any(is_plain(each.path) for each in copies(path)) and b"Xanthippe" not in everything_in(tmp_path)
    # The program that has set it goes on without asking.
    again = opened(qtbot, path, programs)
    assert again.file.asking is None
    again.window.actions_by_name["passphrase"].trigger()
    dialog = child(again.window, LibraryPassphrase, "library-passphrase")
    typed(dialog, passphrase_present=OTHER, passphrase_new=OTHER, passphrase_again=OTHER)
    child(dialog, QPushButton, "yes").click()
    wait_for_problem(qtbot, dialog, "not the passphrase")
    typed(dialog, passphrase_present=WORDS)
    child(dialog, QCheckBox, "passphrase-removed").click()
    assert not child(dialog, QLineEdit, "passphrase-new").isVisible()
    child(dialog, QPushButton, "yes").click()
    qtbot.waitUntil(lambda: again.file.protects == [None])
    again.close()
    assert "can read it now" in again.file.carry_out() and is_plain(path)
    with closing(open_library(path)) as plain:
        assert [card.title for card in list_workshops(plain)] == ["Xanthippe learns"]


def test_a_copy_of_another_passphrase_is_told_and_opens_by_its_own(
    qtbot: QtBot, path: Path, programs: list[Program], monkeypatch: pytest.MonkeyPatch
) -> None:
    locked(copies(path)[0].path, OTHER)
    program = opened(qtbot, path, programs)
    program.window.actions_by_name["copies"].trigger()
    dialog = child(program.window, QWidget, "copies")
    preview = child(dialog, QPlainTextEdit, "copies-preview")
    assert "a passphrase of its own" in preview.toPlainText()
    assert not child(dialog, QPushButton, "yes").isEnabled()
    child(dialog, QPushButton, "unlock").click()
    asked = child(dialog, UnlockDialog, "unlock-copy")
    typed(asked, passphrase=WORDS)
    child(asked, QPushButton, "yes").click()
    wait_for_problem(qtbot, asked, "not the passphrase")
    typed(asked, passphrase=OTHER)
    child(asked, QPushButton, "yes").click()
    qtbot.waitUntil(lambda: "Xanthippe learns" in preview.toPlainText())
    assert child(dialog, QPushButton, "yes").isEnabled()
    dialog.close()
    # Where SQLCipher is not installed, the window says so, and the library goes on without.
    for name in ("sqlcipher3", "sqlcipher3.dbapi2"):
        monkeypatch.setitem(sys.modules, name, None)
    program.window.actions_by_name["passphrase"].trigger()
    said = child(program.window, QWidget, "message")
    assert "SQLCipher, which is not installed" in "".join(label.text() for label in said.findChildren(QLabel))
    said.close()


def test_what_stood_in_the_way_is_said_and_nothing_changes(qtbot: QtBot, path: Path, programs: list[Program]) -> None:
    program = Program(path)
    programs.append(program)
    program.file._protect(None)
    with closing(open_library(path)):
        assert "open in another program" in program.file.carry_out()
    assert is_plain(path)


def test_a_damaged_library_is_told_from_a_wrong_passphrase(qtbot: QtBot, path: Path, programs: list[Program]) -> None:
    locked(path)
    with path.open("r+b") as file:
        file.seek(200)
        file.write(bytes(64))
    program = Program(path)
    programs.append(program)
    program.open()
    assert program.file.asking is not None
    typed(program.file.asking, passphrase=WORDS)
    with qtbot.waitSignal(program.refused):
        child(program.file.asking, QPushButton, "yes").click()
    panel = child(program.window, QWidget, "library-refused")
    child(panel, QPushButton, "copies").click()
    dialog = child(program.window, QWidget, "copies")
    child(dialog, QPushButton, "yes").click()
    program.close()
    assert program.file.carry_out() == ""
    with closing(open_library(path)) as restored:
        assert [card.title for card in list_workshops(restored)] == ["Xanthippe learns"]
    forget_keys()
    assert is_locked(path)
