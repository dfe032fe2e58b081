"""The icon set, recoloured by token and drawn at the size and scale asked for."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from facilitator.resources import resource
from ui.theme.theme import current


def icon(name: str, role: str = "text") -> QIcon:
    """The icon of this name (a file in `resources/icons`) in the colour of the token `role`.

    It follows a change of the scheme: the colour is looked up whenever it is painted.
    """
    return QIcon(_TokenIcon(name, role))


def paint_icon(painter: QPainter, name: str, rect: QRectF, color: str) -> None:
    """Paint one icon into `rect`, for delegates and charts."""
    _renderer(name, color).render(painter, rect)


@cache
def _renderer(name: str, color: str) -> QSvgRenderer:
    drawing = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(drawing.replace("currentColor", color).encode()))


class _TokenIcon(QIconEngine):
    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        self._name = name
        self._role = role

    def paint(self, painter: QPainter, rect: object, mode: QIcon.Mode, state: QIcon.State) -> None:
        color = getattr(current(), "control" if mode == QIcon.Mode.Disabled else self._role)
        area = QRectF(rect)  # type: ignore[call-overload]
        # Square and at the left: what a button asks for beside it is the gap before its words.
        area.setWidth(min(area.width(), area.height()))
        paint_icon(painter, self._name, area, color)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, picture.rect(), mode, state)
        painter.end()
        return picture

    def clone(self) -> QIconEngine:
        return _TokenIcon(self._name, self._role)
