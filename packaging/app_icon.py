"""Makes the bitmaps of the program's icon from its drawing, `resources/icons/app/facilitator.svg`: for maintainers."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "icons" / "app"
SIZES = (16, 24, 32, 48, 64, 128, 256)


def drawn(size: int) -> QImage:
    """The icon, `size` pixels wide and high."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(FOLDER / "facilitator.svg")).render(painter)
    painter.end()
    return image


if __name__ == "__main__":
    for size in SIZES:
        drawn(size).save(str(FOLDER / f"facilitator-{size}.png"))
