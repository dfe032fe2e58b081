"""The part of the room's overlay that stands still between two answers, as ready pictures.

A sheet holds the grid, and the grid with the lines of everybody but the person who answered last. Both are opaque, so
that showing one is a plain copy of pixels. A sheet keeps the layout and colours it was made with: while the next one is
being painted after a change of size, the old one is shown scaled and everything on it stays in its place.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import atan2, degrees, floor

from PySide6.QtCore import QPointF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QRegion

from facilitator.charts.drawing import Item, Text
from facilitator.charts.frame import Type
from facilitator.charts.spider import grid, labels, numbers
from facilitator.charts.spider_layout import SpiderLayout
from facilitator.charts.styles import MUTED
from facilitator.radar import direction
from ui.charts.painting import QtTypesetter, line_pen, paint
from ui.charts.strokes import Places, paint_outline
from ui.theme.tokens import Tokens

Values = tuple[float | None, ...]

_OUTWARD_END, _OUTWARD_ROOM = 0.74, 0.66
"""Where the words along an axis end and what they may take of it, in radii."""

_CROWDS = ((200, 1.0), (400, 0.4), (800, 0.2))
"""Up to so many people each line has this opacity. In a room each line can be seen; more than a room make no blot."""
_MULTITUDE = 0.1
_WIDTHS = ((24, 1.1), (60, 1.0))
"""Up to so many people each line is so thick, in thin lines; that of a crowd has two pixels on a screen of 1080."""
_THIN = 0.86


def opacity(people: int) -> float:
    """Opacity of one person's line among `people`; the same for all of them."""
    return next((share for most, share in _CROWDS if people <= most), _MULTITUDE)


def thickness(people: int) -> float:
    """How thick one person's line is among `people`, in thin lines; the same for all of them."""
    return next((width for most, width in _WIDTHS if people <= most), _THIN)


@dataclass(frozen=True, slots=True)
class SheetStyle:
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
    outward: str = ""
    """What it means to be further out, written along an axis."""

    def paint_grid(self, painter: QPainter) -> None:
        """Paint rings, axes and labels."""
        self._paint(painter, [*grid(self.spider, self.line), *labels(self.spider)])

    def paint_numbers(self, painter: QPainter) -> None:
        """Paint what the rings stand for, with a rim of ground that keeps lines off it."""
        self._paint(painter, numbers(self.spider, self.number_type, self.typesetter))

    @property
    def outward_axis(self) -> int:
        """The axis that points most to the right, on which words read best."""
        return max(range(self.spider.axes), key=lambda axis: round(direction(axis, self.spider.axes)[0], 6))

    def paint_outward(self, painter: QPainter) -> None:
        """Write along an axis what it means to be further out, with a rim of ground that keeps lines off it."""
        if not self.outward:
            return
        x, y = direction(self.outward_axis, self.spider.axes)
        words = self.typesetter.line(self.outward, self.number_type)
        size, room = self.number_type.size, self.spider.radius * _OUTWARD_ROOM
        if words.width > room:
            return
        painter.save()
        painter.translate(self.layout.centre)
        painter.rotate(degrees(atan2(-y, x)))
        text = Text(
            words, self.spider.radius * _OUTWARD_END - words.width, -size * 0.35, self.number_type, MUTED, halo=True
        )
        paint(painter, [text], self.tokens, self.typesetter)
        painter.restore()

    def _paint(self, painter: QPainter, items: Sequence[Item]) -> None:
        painter.translate(self.layout.origin)
        paint(painter, items, self.tokens, self.typesetter)
        painter.translate(-self.layout.origin)


@dataclass(slots=True)
class Sheet:
    """The pictures; `drawn` tells whose line with which values is on `lines`."""

    style: SheetStyle
    opacity: float
    thickness: float
    grid: QPixmap
    lines: QPixmap
    drawn: dict[int, Values] = field(default_factory=dict)

    @classmethod
    def empty(cls, style: SheetStyle, people: int) -> "Sheet":
        """A sheet with the grid and nobody's line, meant for so many people."""
        size = (style.size * style.ratio).toSize()
        grid = QPixmap(size)
        grid.setDevicePixelRatio(style.ratio)
        grid.fill(QColor(style.tokens.surface))
        painter = _painter_on(grid)
        style.paint_grid(painter)
        painter.end()
        return cls(style, opacity(people), thickness(people), grid, grid.copy())

    def again(self, people: int) -> "Sheet":
        """Another sheet of this look with nobody's line on it, meant for so many people."""
        return Sheet(self.style, opacity(people), thickness(people), self.grid, self.grid.copy())

    def add(self, person: int, values: Values) -> None:
        """Paint one more line."""
        painter = _painter_on(self.lines)
        paint_outline(painter, self.style.layout, values, self.pen())
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
        color = QColor(self.style.tokens.people)
        color.setAlphaF(self.opacity)
        return line_pen(color, self.style.line * self.thickness)

    def fits(self, people: int) -> bool:
        """Whether lines painted now would be as strong as lines among so many people should be."""
        return (self.opacity, self.thickness) == (opacity(people), thickness(people))


def outward_words(style: SheetStyle) -> tuple[QPointF, QPixmap]:
    """What is written along an axis on nothing, to be laid over band and lines, and where its corner goes."""
    at = QPointF(floor(style.layout.plot.left()), floor(style.layout.plot.top()))
    size = style.layout.plot.size() if style.outward else QSizeF(1, 1)
    return _cropped(at, _on_nothing(at, size, style.ratio, style.paint_outward))


def _cropped(at: QPointF, picture: QPixmap) -> tuple[QPointF, QPixmap]:
    """The part of a picture in which there is something: what is laid over a chart is paid for by its size."""
    inked = QRegion(picture.mask()).boundingRect()
    if inked.isEmpty():
        return at, QPixmap()
    ratio = picture.devicePixelRatio()
    return at + QPointF(inked.topLeft()) / ratio, picture.copy(inked)


def ring_numbers(style: SheetStyle) -> tuple[QPointF, QPixmap]:
    """The numbers of the rings on nothing, to be laid over band and lines, and where their top left corner goes."""
    layout, height = style.layout, style.number_type.size * 1.36
    at = QPointF(floor(layout.centre.x()), floor(layout.plot.top() - height / 2))
    return at, _on_nothing(at, QSizeF(height * 3, layout.radius + height), style.ratio, style.paint_numbers)


def _on_nothing(at: QPointF, size: QSizeF, ratio: float, paint: Callable[[QPainter], object]) -> QPixmap:
    """What is painted of a sheet in a rectangle that begins at a place, with nothing below it."""
    picture = QPixmap((size * ratio).toSize())
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = _painter_on(picture)
    painter.translate(-at)
    paint(painter)
    painter.end()
    return picture


def _painter_on(picture: QPixmap) -> QPainter:
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return painter
