"""Whatever can be painted, as a picture for slides: PNG at twice the size, SVG, and both on the clipboard."""

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPaintEngine, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QWidget

Paint = Callable[[QPainter], object]
SVG_TYPE = "image/svg+xml"
_RATIO = 2
"""Pixels of a PNG for each pixel on the screen: sharp on any projector."""


def png_of(size: QSize, paint: Paint, ratio: int = _RATIO) -> bytes:
    """A PNG of what `paint` paints in a rectangle of `size`, `ratio` times as many pixels each way."""
    return _saved(image_of(size, paint, ratio))


def image_of(size: QSize, paint: Paint, ratio: int = _RATIO) -> QImage:
    """The same as an image."""
    image = QImage(size * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint(painter)
    painter.end()
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
    painter = QPainter(generator)
    paint(painter)
    painter.end()
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


def wants_lines(painter: QPainter, ratio: float) -> bool:
    """Whether a ready picture of this device pixel ratio would be a loss where a painter paints.

    So it is in an SVG, and in a picture with more pixels than that one has.
    """
    engine = painter.paintEngine()
    return engine.type() == QPaintEngine.Type.SVG or engine.paintDevice().devicePixelRatioF() > ratio


def _saved(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs know of file names alone
    return bytes(buffer.data().data())
