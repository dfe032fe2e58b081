"""What is painted on a window, as text."""

from pathlib import Path

from pypdf import PdfReader
from PySide6.QtCore import QMarginsF, QPoint, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtWidgets import QWidget


def painted_text(window: QWidget, folder: Path) -> str:
    """Every letter that is painted on the window, read back from a PDF of it."""
    path = folder / "painted.pdf"
    writer = QPdfWriter(str(path))
    writer.setPageSize(QPageSize(QSizeF(window.width(), window.height()), QPageSize.Unit.Point))
    writer.setPageMargins(QMarginsF(), QPageLayout.Unit.Point)
    writer.setResolution(72)
    painter = QPainter(writer)
    window.render(painter, QPoint())
    painter.end()
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())
