"""What an export can't write it says before it has written anything."""

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
    qtbot.waitUntil(lambda: desk.console.findChild(Panel, "message") is not None, timeout=60_000)
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
