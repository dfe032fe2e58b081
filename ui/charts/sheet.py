"""The part of the room's overlay that stands still between two answers, as ready pictures.

A sheet holds the grid, and the grid with the lines of everybody but the person who answered last. Both are opaque, so
that showing one is a plain copy of pixels. A sheet keeps the layout and colours it was made with: while the next one is
being painted after a change of size, the old one is shown scaled and everything on it stays in its place.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import floor

from PySide6.QtCore import QPointF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from facilitator.charts.drawing import Item
from facilitator.charts.frame import Type
from facilitator.charts.spider import grid, labels, numbers
from facilitator.charts.spider_layout import SpiderLayout
from ui.charts.painting import QtTypesetter, line_pen, paint
from ui.charts.strokes import Places, paint_outline
from ui.theme.tokens import Tokens

Values = tuple[float | None, ...]

_CROWDS = ((12, 0.75), (24, 0.6), (48, 0.45), (96, 0.32), (200, 0.2), (400, 0.12), (800, 0.08))
"""Up to so many people each line has this opacity: faint enough that a crowd makes no blot."""
_MULTITUDE = 0.05


def opacity(people: int) -> float:
    """Opacity of one person's line among `people`; the same for all of them."""
    return next((share for most, share in _CROWDS if people <= most), _MULTITUDE)


@dataclass(frozen=True, slots=True)
class SheetLook:
    """What a sheet depends on besides the people. Two sheets of one look differ in lines alone."""

    size: QSizeF
    ratio: float
    spider: SpiderLayout
    layout: Places
    """Where the spider is on the widget."""
    tokens: Tokens
    line: float
    """Width of a thin line."""
    number_type: Type
    typesetter: QtTypesetter

    def paint_grid(self, painter: QPainter) -> None:
        """Paint rings, axes and labels."""
        self._paint(painter, [*grid(self.spider, self.line), *labels(self.spider)])

    def paint_numbers(self, painter: QPainter) -> None:
        """Paint what the rings stand for, with a rim of ground that keeps lines off it."""
        self._paint(painter, numbers(self.spider, self.number_type, self.typesetter))

    def _paint(self, painter: QPainter, items: Sequence[Item]) -> None:
        painter.translate(self.layout.origin)
        paint(painter, items, self.tokens, self.typesetter)
        painter.translate(-self.layout.origin)


@dataclass(slots=True)
class Sheet:
    """The pictures; `drawn` tells whose line with which values is on `lines`."""

    look: SheetLook
    opacity: float
    grid: QPixmap
    lines: QPixmap
    drawn: dict[int, Values] = field(default_factory=dict)

    @classmethod
    def empty(cls, look: SheetLook, people: int) -> "Sheet":
        """A sheet with the grid and nobody's line, meant for so many people."""
        size = (look.size * look.ratio).toSize()
        grid = QPixmap(size)
        grid.setDevicePixelRatio(look.ratio)
        grid.fill(QColor(look.tokens.surface))
        painter = _painter_on(grid)
        look.paint_grid(painter)
        painter.end()
        return cls(look, opacity(people), grid, grid.copy())

    def again(self, people: int) -> "Sheet":
        """Another sheet of this look with nobody's line on it, meant for so many people."""
        return Sheet(self.look, opacity(people), self.grid, self.grid.copy())

    def add(self, person: int, values: Values) -> None:
        """Paint one more line."""
        painter = _painter_on(self.lines)
        paint_outline(painter, self.look.layout, values, self.pen())
        painter.end()
        self.drawn[person] = values

    def filling(self, people: Mapping[int, Values]) -> Iterator[None]:
        """Paint the lines of `people`, giving way after each."""
        for person, values in people.items():
            if person not in self.drawn:
                self.add(person, values)
                yield

    def pen(self) -> QPen:
        """The pen of one person's line."""
        color = QColor(self.look.tokens.faint)
        color.setAlphaF(self.opacity)
        return line_pen(color, self.look.line * 1.1)

    def fits(self, people: int) -> bool:
        """Whether lines painted now would be as strong as lines among so many people should be."""
        return self.opacity == opacity(people)


def ring_numbers(look: SheetLook) -> tuple[QPointF, QPixmap]:
    """The numbers of the rings on nothing, to be laid over band and lines, and where their top left corner goes."""
    layout, height = look.layout, look.number_type.size * 1.36
    at = QPointF(floor(layout.centre.x()), floor(layout.plot.top() - height / 2))
    size = QSizeF(height * 3, layout.radius + height)
    picture = QPixmap((size * look.ratio).toSize())
    picture.setDevicePixelRatio(look.ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = _painter_on(picture)
    painter.translate(-at)
    look.paint_numbers(painter)
    painter.end()
    return at, picture


def _painter_on(picture: QPixmap) -> QPainter:
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return painter
