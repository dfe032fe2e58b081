"""A step whose exercise is not installed stands back on the agenda and says why; everything around it goes on."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from facilitator.exercises.steps import usable_steps
from facilitator.workshop.agenda import add_step, answered_step, run_step
from facilitator.workshop.tables import StepKind
from ui.console.agenda_model import HIDDEN
from ui.projector.window import ProjectorWindow

if TYPE_CHECKING:
    from conftest import Desk

WHY = "This step needs the exercise “dance”, which is not installed here."


def test_a_step_of_an_unknown_exercise_stands_back_and_the_room_goes_on(
    qtbot: QtBot, desk: "Desk", projector: ProjectorWindow
) -> None:
    ball = add_step(desk.library, desk.workshop, "Dance", kind=StepKind.EXERCISE, exercise="dance").value
    console, model = desk.console, desk.console.agenda.model
    row = model.index(model.row_of(ball))
    assert row.data(HIDDEN) == WHY
    assert WHY in row.data(Qt.ItemDataRole.ToolTipRole)
    assert row.data(Qt.ItemDataRole.AccessibleTextRole).endswith(WHY)
    assert model.index(model.row_of(desk.step)).data(HIDDEN) == ""
    console.agenda.choose(ball)
    assert console.pane.counts.text() == WHY
    assert console.pane.results is None
    assert not any(console.actions_by_name[name].isEnabled() for name in ("settings", "paper", "correct", "clear"))
    run_step(desk.library, ball)
    console.run(ball)
    assert projector.page.accessibleName() == "Dance"
    waiting = answered_step(usable_steps(desk.library, desk.workshop))
    assert waiting is not None
    assert waiting.id == desk.step
    desk.run_network()
    assert projector.page.accessibleName().startswith("Personal network")
