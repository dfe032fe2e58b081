"""Enter goes on from a ticked box, also where the desktop has Enter press boxes."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(shutil.which("Xvfb") is None, reason="not installed: Xvfb")

_ROOT = Path(__file__).parents[3]
_GNOME = """
import sys
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QVBoxLayout, QWidget
from ui.theme.widgets import Tick

class Page(QWidget):
    entered = 0

    def keyPressEvent(self, event):
        self.entered += event.key() == Qt.Key.Key_Return

app = QApplication(sys.argv)
page = Page()
column = QVBoxLayout(page)
boxes = [QCheckBox("Qt's own"), Tick("ours")]
for box in boxes:
    column.addWidget(box)
page.show()
for box in boxes:
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Space)
    QTest.keyClick(box, Qt.Key.Key_Return)
print(*(box.isChecked() for box in boxes), page.entered)
"""


def test_enter_on_a_ticked_box_leaves_it_ticked_and_goes_on_under_gnome() -> None:
    """Qt's own box shows that this desktop's habit is at work: Enter takes its tick back and never comes to the page.

    That habit is the platform's, which has none without a display.
    """
    read, write = os.pipe()
    quiet = subprocess.DEVNULL
    server = ["Xvfb", "-displayfd", str(write), "-screen", "0", "320x240x24"]
    with subprocess.Popen(server, stdout=quiet, stderr=quiet, pass_fds=(write,)) as display:
        os.close(write)
        with os.fdopen(read) as told:
            name = f":{told.readline().strip()}"
        gnome = {"DISPLAY": name, "QT_QPA_PLATFORM": "xcb", "XDG_CURRENT_DESKTOP": "GNOME"}
        try:
            done = subprocess.run(
                [sys.executable, "-c", _GNOME],
                env={**os.environ, **gnome, "PYTHONPATH": str(_ROOT)},
                capture_output=True,
                text=True,
                timeout=300,
            )
        finally:
            display.terminate()
    assert done.stdout.split() == ["False", "True", "1"], done.stderr
