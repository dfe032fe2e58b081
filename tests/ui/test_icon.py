"""The program's icon: every window has it, and its bitmaps are those of the drawing."""

import pytest
from app_icon import FOLDER, SIZES, drawn
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from ui.application import app_icon, make_application
from ui.dialogs import Panel


@pytest.mark.parametrize("size", SIZES)
def test_a_bitmap_is_the_drawing_at_its_size(qapp: QApplication, size: int) -> None:
    kept = QImage(str(FOLDER / f"facilitator-{size}.png")).convertToFormat(QImage.Format.Format_ARGB32)
    wanted = drawn(size)
    assert kept.size() == wanted.size()
    pairs = [
        (kept.pixelColor(x, y), wanted.pixelColor(x, y))
        for x in range(0, size, max(size // 16, 1))
        for y in range(0, size, max(size // 16, 1))
    ]
    assert all(abs(one.red() - other.red()) < 12 and abs(one.alpha() - other.alpha()) < 12 for one, other in pairs)
    assert any(one.alpha() for one, _ in pairs)


def test_every_window_has_it(parent: QMainWindow) -> None:
    make_application()
    assert {each.width() for each in app_icon().availableSizes()} == set(SIZES)
    windows: list[QWidget] = [parent, Panel(parent, "Heading", "panel"), QWidget()]
    for window in windows:
        assert not window.windowIcon().isNull()
        assert window.windowIcon().pixmap(48, 48).toImage() == app_icon().pixmap(48, 48).toImage()
