"""A workshop handed over from one library's window and taken over in another's."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from locked import OTHER, WORDS, cheap_keys
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLineEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot
from two_programs import choose, opened, press, shown, text_of

from facilitator.storage.backups import copies
from facilitator.storage.keys import forget_keys, is_locked, is_plain
from facilitator.storage.library import Library, open_library
from facilitator.workshop.workshops import list_workshops
from ui.app import Program
from ui.dialogs import Dialog


@pytest.fixture(autouse=True)
def keys_are_cheap() -> Iterator[None]:
    with cheap_keys():
        yield


def fill(dialog: QWidget, **words: str) -> None:
    for name, text in words.items():
        line = dialog.findChild(QLineEdit, name.replace("_", "-"))
        assert line is not None
        line.setText(text)


def test_from_one_window_to_another(
    qtbot: QtBot, library: Library, workshop: int, tmp_path: Path, programs: list[Program]
) -> None:
    file = tmp_path / "six.workshop"
    here = opened(library.path, programs)
    here.window.actions_by_name["hand_over"].trigger()
    form = shown(qtbot, here.window, "hand-over")
    assert "Lost passphrase, lost data" in text_of(form) and "two digits" in text_of(form)
    fill(form, passphrase_new=WORDS, passphrase_again=OTHER)
    press(form, "yes")
    assert "differ" in text_of(form)
    # It grows by the sentence: nothing of it is scrolled out of sight.
    (scrolled,) = form.findChildren(QScrollArea)
    assert scrolled.verticalScrollBar().maximum() == 0 and scrolled.horizontalScrollBar().maximum() == 0
    fill(form, passphrase_again=WORDS)
    press(form, "yes")
    choose(qtbot, here.window, file)
    said = shown(qtbot, here.window, "handed-over")
    assert str(file) in text_of(said) and "no passphrase" not in text_of(said)
    assert not is_plain(file)
    said.reject()

    forget_keys()
    there = opened(tmp_path / "there.sqlite", programs)
    there.window.actions_by_name["take_over"].trigger()
    choose(qtbot, there.window, file)
    asked = shown(qtbot, there.window, "unlock-workshop")
    fill(asked, passphrase=OTHER)
    press(asked, "yes")
    qtbot.waitUntil(lambda: "not the passphrase" in text_of(asked), timeout=10_000)
    fill(asked, passphrase=WORDS)
    press(asked, "yes")
    offered = shown(qtbot, there.window, "take-over")
    assert "“Learning across borders”" in text_of(offered) and "6 people." in text_of(offered)
    assert there.opened is not None and list_workshops(there.opened.library) == []
    press(offered, "yes")
    taken = shown(qtbot, there.window, "taken-over")
    assert "6 people." in text_of(taken)
    assert [card.people for card in list_workshops(there.opened.library)] == [6]
    assert copies(there.library_path)[0].reason == "before-import"
    taken.reject()
    there.opened.history.stack.undo()
    assert list_workshops(there.opened.library) == []


def test_without_a_passphrase_where_one_wants_none_and_what_is_damaged_is_said(
    qtbot: QtBot, library: Library, workshop: int, tmp_path: Path, programs: list[Program]
) -> None:
    file = tmp_path / "six.workshop"
    here = opened(library.path, programs)
    here.open_workshop(workshop)
    assert here.opened is not None and here.opened.console is not None
    console = here.opened.console
    console.actions_by_name["hand_over"].trigger()
    form = console.findChild(Dialog, "hand-over")
    assert form is not None
    ticked = form.findChild(QCheckBox, "hand-over-protected")
    assert ticked is not None and ticked.isChecked()
    ticked.click()
    assert "Lost passphrase" not in text_of(form) and "can read it, names and all" in text_of(form)
    press(form, "yes")
    qtbot.waitUntil(lambda: console.findChild(QFileDialog) is not None, timeout=10_000)
    console.findChild(QFileDialog).fileSelected.emit(str(file))
    qtbot.waitUntil(lambda: console.findChild(Dialog, "handed-over") is not None, timeout=20_000)
    assert "no passphrase" in text_of(console.findChild(Dialog, "handed-over")) and is_plain(file)
    assert not is_locked(file)
    file.write_bytes(file.read_bytes()[:9000])
    with closing(open_library(tmp_path / "there.sqlite")):
        there = opened(tmp_path / "there.sqlite", programs)
    there.window.actions_by_name["take_over"].trigger()
    choose(qtbot, there.window, file)
    refused = shown(qtbot, there.window, "message")
    assert "“six.workshop” is damaged" in text_of(refused)
    refused.accept()
    assert there.opened is not None and list_workshops(there.opened.library) == []
