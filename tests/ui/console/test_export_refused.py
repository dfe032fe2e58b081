"""What an export can't write it says before it has written anything, and what it leaves out once it has."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot
from written_cards import Writer, send, write_card

from facilitator.exercises.steps import add_exercise
from facilitator.exercises.three_questions.setup import get_setup
from facilitator.questionnaires.answers import put
from facilitator.questionnaires.answers import send as answers_sent
from facilitator.questionnaires.model import Value
from facilitator.questionnaires.reading import Who
from facilitator.workshop.agenda import run_step
from ui.cli import main
from ui.dialogs import Panel

if TYPE_CHECKING:
    from conftest import Desk


@pytest.fixture
def collecting(desk: "Desk") -> int:
    """A step in which anonymous cards are being written."""
    step = add_exercise(desk.library, desk.workshop, "three_questions", options={"names": "anonymous"}).value
    run_step(desk.library, step)
    who = Writer(step, desk.people()[0])
    write_card(desk.library, who, get_setup(desk.library, step).prompts[0].id, "Hand over earlier")
    send(desk.library, who)
    return step


@pytest.mark.parametrize("exchange", ["", "csv"])
def test_nothing_is_written_while_anonymous_cards_are_collected(
    qtbot: QtBot, desk: "Desk", collecting: int, tmp_path: Path, exchange: str
) -> None:
    desk.answer(desk.people()[0], 3)
    desk.console.actions_by_name["export"].trigger()
    (form,) = [panel for panel in desk.console.findChildren(Panel, "export") if panel.isVisible()]
    form.findChild(QCheckBox, "export-tables").setChecked(not exchange)
    combo = form.findChild(QComboBox, "export-exchange")
    combo.setCurrentIndex(combo.findData(exchange))
    out = tmp_path / "out"
    form.findChild(QLineEdit, "export-folder").setText(str(out))
    qtbot.mouseClick(form.findChild(QPushButton, "yes"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desk.console.findChild(Panel, "message") is not None)
    said = " ".join(label.text() for label in desk.console.findChild(Panel, "message").findChildren(QLabel))
    assert "still being collected" in said
    assert not out.exists() or list(out.iterdir()) == []


def test_nor_by_command(
    desk: "Desk", collecting: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.answer(desk.people()[0], 3)
    out = tmp_path / "out"
    words = ["export", str(desk.workshop), "--format", "csv", "-o", str(out), "--library", str(desk.library.path)]
    monkeypatch.setattr(sys, "argv", ["facilitator", *words])
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code
    assert "still being collected" in capsys.readouterr().err
    assert not out.exists()


def test_what_people_keep_back_is_said_of_tables_and_of_the_whole_workshop(
    qtbot: QtBot, desk: "Desk", tmp_path: Path
) -> None:
    step = add_exercise(desk.library, desk.workshop, "recognition").value
    giver, thanked = desk.people()[:2]
    (whom,) = put(desk.library, Who(step, giver), "person", [Value(person=thanked)]).value
    put(desk.library, Who(step, giver), "person_for", [Value(word="the plumage")], whom)
    answers_sent(desk.library, Who(step, giver))
    desk.console.actions_by_name["export"].trigger()
    (form,) = [panel for panel in desk.console.findChildren(Panel, "export") if panel.isVisible()]
    combo, whole = form.findChild(QComboBox, "export-exchange"), form.findChild(QLabel, "export-whole")
    assert whole.isHidden()
    combo.setCurrentIndex(combo.findData("json"))
    assert not whole.isHidden() and "also what people keep back" in whole.text()
    form.findChild(QCheckBox, "export-pseudonyms").click()
    assert whole.isHidden()
    combo.setCurrentIndex(combo.findData(""))
    for box in ("export-summary", "export-handouts"):
        form.findChild(QCheckBox, box).setChecked(False)
    form.findChild(QCheckBox, "export-tables").setChecked(True)
    form.findChild(QLineEdit, "export-folder").setText(str(tmp_path / "out"))
    qtbot.mouseClick(form.findChild(QPushButton, "yes"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desk.console.findChild(Panel, "export-done") is not None)
    said = " ".join(label.text() for label in desk.console.findChild(Panel, "export-done").findChildren(QLabel))
    assert "1 thanks is not in it" in said
