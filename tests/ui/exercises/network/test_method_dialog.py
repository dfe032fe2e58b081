"""The page that explains the measures: in words at first, with formulas when asked for."""

from pytestqt.qtbot import QtBot

from facilitator.exercises.network.method import method_note
from ui.exercises.network.method_dialog import MethodDialog
from ui.simulated_user import SimulatedUser


def test_every_measure_is_told_and_formulas_come_on_request(qtbot: QtBot) -> None:
    dialog = MethodDialog(None)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    note = method_note()
    for each in note.measures:
        assert (each.sentence in dialog.text.toPlainText()) == each.shown
    assert "Formula" not in dialog.text.toPlainText()
    dialog.formulas.setFocus()
    SimulatedUser(dialog).type(" ")
    told = dialog.text.toPlainText()
    assert all(each.sentence in told and each.formula in told and each.source in told for each in note.measures)
