"""A choice that is too long for its place says so, and tells the whole."""

from pytestqt.qtbot import QtBot

from ui.theme.widgets import ElidedCombo


def test_what_does_not_fit_is_in_the_tool_tip(qtbot: QtBot) -> None:
    combo = ElidedCombo()
    combo.addItem("Who relies on whom, by group")
    qtbot.addWidget(combo)
    combo.resize(100, 36)
    combo.grab()
    assert combo.toolTip() == "Who relies on whom, by group"
    combo.resize(900, 36)
    combo.grab()
    assert combo.toolTip() == ""
