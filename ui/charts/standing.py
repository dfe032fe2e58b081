"""The part of a chart that stands still from one answer to the next, as a ready picture."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QColor, QPainter, QPixmap

from facilitator.charts.drawing import Item
from ui.charts.painting import QtTypesetter, paint
from ui.theme.tokens import Tokens

_WORTH = 4
"""So many items at the beginning that stand still are worth a picture."""


@dataclass(frozen=True)
class Ground:
    """What everything on a widget is painted with, besides the items themselves."""

    size: QSizeF
    ratio: float
    """Device pixels to one of the widget's."""
    color: QColor
    origin: QPointF
    """Where the items' coordinates begin."""
    tokens: Tokens
    typesetter: QtTypesetter

    def paint(self, painter: QPainter, items: Sequence[Item]) -> None:
        """Paint items where they belong."""
        painter.translate(self.origin)
        paint(painter, items, self.tokens, self.typesetter, on_screen=self.ratio)
        painter.translate(-self.origin)

    def picture(self, items: Sequence[Item]) -> QPixmap:
        """An opaque picture of the whole widget with items on it."""
        picture = QPixmap((self.size * self.ratio).toSize())
        picture.setDevicePixelRatio(self.ratio)
        picture.fill(self.color)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint(painter, items)
        painter.end()
        return picture


@dataclass
class StandingPart:
    """Paints items, and from the second change on copies those that every change has left at the beginning.

    Copying them takes as long as filling the ground would, and one more answer moves an outline, not its grid.
    """

    _ground: Ground | None = None
    _last: Sequence[Item] = ()
    _standing: Sequence[Item] = ()
    _picture: QPixmap = field(default_factory=QPixmap)

    def paint(self, painter: QPainter, ground: Ground, items: Sequence[Item], exposed: QRectF) -> None:
        """Paint the ground that is exposed, and all items."""
        if ground != self._ground:
            self._ground, self._last, self._standing, self._picture = ground, (), (), QPixmap()
        if items is not self._last:
            self._follow(ground, items)
        if self._picture.isNull():
            painter.fillRect(exposed, ground.color)
        else:
            painter.drawPixmap(
                exposed, self._picture, QRectF(exposed.topLeft() * ground.ratio, exposed.size() * ground.ratio)
            )
        ground.paint(painter, items[len(self._standing) :])

    def _follow(self, ground: Ground, items: Sequence[Item]) -> None:
        last, self._last = self._last, items
        if self._standing and list(items[: len(self._standing)]) == list(self._standing):
            return
        alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(last, items, strict=False)))
        self._standing = items[:alike] if alike >= _WORTH else ()
        self._picture = ground.picture(self._standing) if self._standing else QPixmap()
