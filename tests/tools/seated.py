"""Somebody at the pages of an exercise, as the station shows them, typing on the real window."""

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.simulated_user import SimulatedUser


def seated(qtbot: QtBot, flow: QWidget) -> SimulatedUser:
    """Open the pages on a laptop's screen, with the keyboard in them; who types there."""
    qtbot.addWidget(flow)
    flow.resize(1280, 720)
    flow.show()
    flow.setFocus()
    QApplication.processEvents()
    return SimulatedUser(flow)
