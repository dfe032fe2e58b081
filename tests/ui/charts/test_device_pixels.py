"""On a screen with two device pixels to a point the overlay is painted in full sharpness.

The scale is fixed when a Qt program starts, so this one runs in a process of its own.
"""

import os
import subprocess
import sys

PROGRAM = """
from PySide6.QtWidgets import QApplication
app = QApplication([])
from ui.theme import motion
from ui.theme import theme
theme.apply(app, "light")
from ui.charts.overlay import SpiderOverlay
widget = SpiderOverlay()
motion.choose(True)
widget.resize(800, 600)
widget.set_axes(["A", "B", "C", "D"])
widget.set_people({1: [0.5] * 4, 2: [0.7] * 4})
widget.update_person(3, [0.9] * 4)
widget.show()
widget.mark_newest(3)
while widget.is_settling:
    app.processEvents()
sheet = widget._sheet
image = widget.grab().toImage()
at = sheet.style.layout.point(1, 0.9)
pixel = image.pixelColor(round(at.x() * 2), round(at.y() * 2)).name()
print(widget.devicePixelRatioF(), sheet.lines.width(), sheet.lines.height(), image.width(), pixel)
"""


def test_overlay_is_painted_in_device_pixels() -> None:
    surroundings = {**os.environ, "QT_SCALE_FACTOR": "2", "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], check=True, capture_output=True, text=True, env=surroundings, timeout=300
    )
    assert done.stdout.split() == ["2.0", "1600", "1200", "1600", "#c94f00"]
