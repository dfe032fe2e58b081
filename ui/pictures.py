"""Whatever can be painted, as a picture for slides: PNG at twice the size, SVG, and both on the clipboard."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPaintEngine, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QFileDialog, QWidget

from facilitator.errors import FacilitatorError
from facilitator.files import usable_name
from facilitator.i18n import tr
from facilitator.sharing.tables import write_file
from ui.dialogs import message, refused
from ui.file_dialogs import ask_where_to_write

Paint = Callable[[QPainter], object]
_exporting: list[QPainter] = []
_permanent: list[None] = []
SVG_TYPE = "image/svg+xml"
_RATIO = 2
"""Pixels of a PNG for each pixel on the screen: sharp on any projector."""


def png_of(size: QSize, paint: Paint) -> bytes:
    """A PNG of what `paint` paints in a rectangle of `size`."""
    return _saved(image_of(size, paint))


def image_of(size: QSize, paint: Paint) -> QImage:
    """The same as an image."""
    image = QImage(size * _RATIO, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_RATIO)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _painted(painter, paint)
    return image


def svg_of(size: QSize, paint: Paint, title: str = "") -> bytes:
    """An SVG of what `paint` paints in a rectangle of `size`: lines stay lines, and words words."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(size)
    generator.setViewBox(QRect(QPoint(), size))
    generator.setTitle(title)
    _painted(QPainter(generator), paint)
    return bytes(buffer.data().data())


def of_widget(widget: QWidget) -> Paint:
    """Paints a widget with all that is in it."""
    return lambda painter: widget.render(painter, QPoint())


def copy(image: QImage, svg: bytes) -> None:
    """Put a picture on the clipboard, in both forms; a program that pastes it takes the one that it knows."""
    data = QMimeData()
    data.setImageData(image)
    data.setData(SVG_TYPE, svg)
    QGuiApplication.clipboard().setMimeData(data)


def copy_painted(size: QSize, paint: Paint, title: str) -> None:
    """Put what `paint` paints on the clipboard."""
    copy(image_of(size, paint), svg_of(size, paint, title))


def save_painted(path: Path, size: QSize, paint: Paint, title: str) -> None:
    """Write what `paint` paints in the form that the suffix says, over a file of that name. Raises Invalid."""
    svg = path.suffix.lower() == ".svg"
    write_file(path, svg_of(size, paint, title) if svg else png_of(size, paint), overwrite=True)


def ask_where(parent: QWidget, title: str, folder: Path, suffix: str, save: Callable[[Path], object]) -> QFileDialog:
    """Ask for the file of a picture of this title, in a folder if that is there, and call `save` with it."""

    def chosen(path: Path) -> None:
        try:
            save(path)
        except FacilitatorError as error:
            refused(parent, error)
        else:
            message(parent, tr("Picture saved"), str(path))

    start = folder if folder.is_dir() else Path.home()
    return ask_where_to_write(parent, tr("Save the picture"), start / f"{usable_name(title)}{suffix}", chosen)


def wants_lines(painter: QPainter, ratio: float) -> bool:
    """Whether a ready picture of this device pixel ratio would be a loss where a painter paints.

    So it is in an SVG, and in a picture with more pixels than that one has.
    """
    engine = painter.paintEngine()
    return engine.type() == QPaintEngine.Type.SVG or engine.paintDevice().devicePixelRatioF() > ratio


def is_exporting() -> bool:
    """Whether what is painted now is a picture that leaves the program: in it nobody's own line may be."""
    return bool(_exporting)


@contextmanager
def staying() -> Iterator[None]:
    """What is painted within this stays, if only on the wall: what passes in seconds is not for it."""
    _permanent.append(None)
    try:
        yield
    finally:
        _permanent.pop()


def is_permanent() -> bool:
    """Whether what is being painted now stays, as every picture that leaves the program does."""
    return bool(_permanent or _exporting)


def _painted(painter: QPainter, paint: Paint) -> None:
    """Paint to the end: what is still being painted on must not go, or the program goes with it."""
    _exporting.append(painter)
    try:
        paint(painter)
    finally:
        _exporting.pop()
        painter.end()


def _saved(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs know of file names alone
    return bytes(buffer.data().data())
