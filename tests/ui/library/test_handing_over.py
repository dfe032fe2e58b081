"""A workshop handed over from one library's window and taken over in another's."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from locked import OTHER, WORDS, cheap_keys, forget_keys
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLineEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot
from two_programs import choose, opened, press, shown, text_of

from facilitator.exercises.network.answers import Who, add_contact, rate
from facilitator.exercises.network.read import read_network
from facilitator.exercises.steps import exercise_steps
from facilitator.storage.backups import copies
from facilitator.storage.keys import is_locked, is_plain
from facilitator.storage.library import Library, open_library
from facilitator.workshop.activity import activity_of
from facilitator.workshop.agenda import steps_of
from facilitator.workshop.own_code import check_code, choose_code, sealed_code
from facilitator.workshop.roster import people_of
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


def whole(library: Library) -> dict[str, object]:
    """What makes the only workshop of a library the one that it is: answers, digits and log as well."""
    (card,) = list_workshops(library)
    people = people_of(library, card.id)
    (step,) = [step.id for step, each in exercise_steps(library, card.id) if each.kind == "network"]
    lists = [read_network(library, step, person.id).contacts for person in people]
    return {
        "title": (card.title, card.held_on),
        "people": [(person.name, person.email, person.team) for person in people],
        "agenda": [(each.title, each.minutes, each.notes) for each in steps_of(library, card.id)],
        "answers": [[(each.label, dict(each.ratings)) for each in contacts] for contacts in lists],
        "digits": [sealed_code(library, person.id) for person in people],
        "log": [
            (line.label, line.times) for line in activity_of(library, card.id) if line.label != "Take over workshop"
        ],
    }


@pytest.mark.parametrize("words", ["", WORDS], ids=["plain", "protected"])
def test_from_one_window_to_another(
    qtbot: QtBot,
    library: Library,
    workshop: int,
    network_step: int,
    tmp_path: Path,
    programs: list[Program],
    words: str,
) -> None:
    file = tmp_path / "six.workshop"
    who = Who(network_step, people_of(library, workshop)[0].id)
    rate(library, who, add_contact(library, who, "Nina").value, "group", 2)
    choose_code(library, who.participant_id, "42")
    here = opened(library.path, programs)
    here.window.actions_by_name["hand_over"].trigger()
    form = shown(qtbot, here.window, "hand-over")
    assert "Lost passphrase, lost data" in text_of(form) and "two digits" in text_of(form)
    if words:
        fill(form, passphrase_new=words, passphrase_again=OTHER)
        press(form, "yes")
        assert "differ" in text_of(form)
        # It grows by the sentence: nothing of it is scrolled out of sight.
        (scrolled,) = form.findChildren(QScrollArea)
        assert scrolled.verticalScrollBar().maximum() == 0 and scrolled.horizontalScrollBar().maximum() == 0
        fill(form, passphrase_again=words)
    else:
        form.findChild(QCheckBox, "hand-over-protected").click()
    press(form, "yes")
    choose(qtbot, here.window, file)
    said = shown(qtbot, here.window, "handed-over")
    assert str(file) in text_of(said) and ("no passphrase" in text_of(said)) is not bool(words)
    assert is_plain(file) is not bool(words) and (b"Nina" in file.read_bytes()) is not bool(words)
    said.reject()

    forget_keys()
    there = opened(tmp_path / "there.sqlite", programs)
    there.window.actions_by_name["take_over"].trigger()
    choose(qtbot, there.window, file)
    if words:
        asked = shown(qtbot, there.window, "unlock-workshop")
        fill(asked, passphrase=OTHER)
        press(asked, "yes")
        qtbot.waitUntil(lambda: "not the passphrase" in text_of(asked))
        fill(asked, passphrase=words)
        press(asked, "yes")
    offered = shown(qtbot, there.window, "take-over")
    assert "“Learning across borders”" in text_of(offered) and "6 people." in text_of(offered)
    assert there.opened is not None and list_workshops(there.opened.library) == []
    press(offered, "yes")
    taken = shown(qtbot, there.window, "taken-over")
    assert "6 people." in text_of(taken)
    assert whole(there.opened.library) == whole(library)
    (card,) = list_workshops(there.opened.library)
    check_code(there.opened.library, people_of(there.opened.library, card.id)[0].id, "42")
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
    qtbot.waitUntil(lambda: console.findChild(QFileDialog) is not None)
    console.findChild(QFileDialog).fileSelected.emit(str(file))
    qtbot.waitUntil(lambda: console.findChild(Dialog, "handed-over") is not None)
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
