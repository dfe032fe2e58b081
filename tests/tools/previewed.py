"""The preview of an import as a test looks at it: until it is checked, and after it was closed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.importing.dialog import ImportDialog


def look_at(qtbot: QtBot, dialog: ImportDialog) -> None:
    """Let the window be there after it was closed, to be asked what became of it."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)


def settle(qtbot: QtBot, dialog: ImportDialog) -> None:
    """Wait until what is chosen in it is checked."""
    bar = dialog.findChild(QWidget, "import-progress")
    assert bar is not None
    qtbot.waitUntil(lambda: bar.isHidden())
