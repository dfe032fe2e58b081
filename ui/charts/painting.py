"""Puts what a chart consists of on a widget, a picture or an SVG: in an SVG lines stay lines, and words words.

Polylines and polygons are stroked as single lines or paths: see `tests/ui/charts/test_painter_refcounts.py`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from math import ceil

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPainter,
    QPainterPath,
    QPen,
    QTextLayout,
    QTextOption,
)

from facilitator.charts import drawing
from facilitator.charts.drawing import CORNERS, CROSS, Area, Box, Disc, Item, Line, Marks, Text
from facilitator.charts.frame import Type
from facilitator.charts.styles import GROUND, TEXT, Ink, Role
from ui.theme.tokens import Tokens, contrast

_FEW_CORNERS = 24
"""An outline with more is a curve, whose corners are too flat to be seen."""
_RAMP = (1.0, 0.8, 0.56, 0.36, 0.22, 0.14, 0.08)


@dataclass(frozen=True, slots=True)
class SetWords:
    """One line in the font of a type."""

    text: str
    width: float


class QtTypesetter:
    """Sets texts in one family. Made once for each family, since what was measured is kept."""

    def __init__(self, family: str) -> None:
        self._family = family
        self.line = lru_cache(4096)(self._line)
        self.lines = lru_cache(4096)(self._lines)

    def font(self, type_: Type) -> QFont:
        """The font of a type; not kept, since fonts must not outlive the application."""
        font = QFont(self._family)
        font.setPixelSize(max(1, round(type_.size)))
        if type_.weight == "semibold":
            font.setWeight(QFont.Weight.DemiBold)
        return font

    def _line(self, text: str, type_: Type) -> SetWords:
        return SetWords(text, QFontMetricsF(self.font(type_)).horizontalAdvance(text))

    def _lines(self, text: str, type_: Type, width: float) -> tuple[SetWords, ...]:
        return tuple(self.line(piece, type_) for part in text.split("\n") for piece in self._pieces(part, type_, width))

    def _pieces(self, part: str, type_: Type, width: float) -> list[str]:
        # Qt lays a line out a little wider than it measures it: a name would be broken in room made for it.
        whole = part.strip()
        return [whole] if self.line(whole, type_).width <= width else _wrapped(part, self.font(type_), width)


typesetter = cache(QtTypesetter)
"""The typesetter of a family."""


def _wrapped(text: str, font: QFont, width: float) -> list[str]:
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    # Qt counts in units of UTF-16.
    units, pieces = text.encode("utf-16-le"), []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1.0))
        start, length = line.textStart(), line.textLength()
        pieces.append(units[2 * start : 2 * (start + length)].decode("utf-16-le", "replace").strip())
    layout.endLayout()
    return pieces or [""]


def color_of(ink: Ink, tokens: Tokens) -> QColor:
    """An ink on the surface of a scheme; one of the few that there are, so it is made once."""
    return QColor(_name_of(ink, tokens))


@lru_cache(512)
def _name_of(ink: Ink, tokens: Tokens) -> str:
    if ink.on is not None:
        under = _name_of(ink.on, tokens)
        return max((_name_of(TEXT, tokens), _name_of(GROUND, tokens)), key=lambda color: contrast(color, under))
    name, share = _token(ink.role, tokens), ink.share
    if ink.role.startswith("ramp"):
        share *= _RAMP[int(ink.role[4:]) - 1]
    return name if share >= 1.0 else mixed(name, tokens.surface, share).name()


def _token(role: Role, tokens: Tokens) -> str:
    if role.startswith("series"):
        return tokens.series[int(role[6:]) - 1].color
    if role.startswith("ramp"):
        return tokens.accent
    return {
        "text": tokens.text,
        "muted": tokens.muted,
        "faint": tokens.faint,
        "hairline": tokens.border,
        "ring": tokens.ring,
        "rim": tokens.control,
        "ground": tokens.surface,
        "soft": tokens.raised,
        "band": tokens.shade,
        "accent": tokens.accent,
        "brand": tokens.accent,
        "people": tokens.people,
    }[role]


def mixed(color: str, ground: str, share: float) -> QColor:
    """The opaque colour that `color` at opacity `share` makes on `ground`."""
    over, under = QColor(color), QColor(ground)
    return QColor.fromRgbF(
        *(
            o * share + u * (1 - share)
            for o, u in zip(over.getRgbF()[:3], under.getRgbF()[:3], strict=True)  # type: ignore[index]
        )
    )


def line_pen(color: QColor | str, width: float) -> QPen:
    """A pen that Qt strokes fast."""
    pen = QPen(QColor(color), width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


def paint(
    painter: QPainter, items: Iterable[Item], tokens: Tokens, setter: QtTypesetter, *, on_screen: float = 0.0
) -> None:
    """Paint in the coordinates of the painter; fast on a screen of this device pixel ratio, as outlines on all else."""
    for item in items:
        match item:
            case Text():
                _paint_text(painter, item, tokens, setter, on_screen)
            case Line():
                _paint_line(painter, item, tokens, fast=bool(on_screen))
            case Area():
                color = color_of(item.ink, tokens)
                color.setAlphaF(item.opacity)
                painter.fillPath(_path(item.paths, closed=True), color)
            case Box():
                _paint_box(painter, item, tokens)
            case Disc():
                painter.setPen(_edge_pen(item, tokens))
                painter.setBrush(Qt.BrushStyle.NoBrush if item.fill is None else color_of(item.fill, tokens))
                painter.drawEllipse(QPointF(*item.centre), item.radius, item.radius)
            case Marks():
                paint_marks(painter, item, tokens)


def paint_marks(painter: QPainter, marks: Marks, tokens: Tokens) -> None:
    """Paint the marks of a series."""
    color, size, marker = color_of(marks.style.ink, tokens), marks.size, marks.style.marker
    painter.setPen(QPen(color, max(1.5, size * 0.38)))
    hollow = marks.hollow or marker == "ring"
    painter.setBrush(color_of(GROUND, tokens) if hollow else color)
    for x, y in marks.points:
        if marker == "cross":
            ends = [[QPointF(x + dx * size, y + dy * size) for dx, dy in line] for line in CROSS]
            painter.drawLines([QLineF(*line) for line in ends])
        elif marker in CORNERS:
            painter.drawPath(_path([tuple((x + dx * size, y + dy * size) for dx, dy in CORNERS[marker])], closed=True))
        else:
            painter.drawEllipse(QPointF(x, y), size, size)


def _paint_text(painter: QPainter, text: Text, tokens: Tokens, setter: QtTypesetter, on_screen: float) -> None:
    assert isinstance(text.words, SetWords)  # noqa: S101  # set by our own typesetter
    font, color, at = setter.font(text.type), color_of(text.ink, tokens), QPointF(text.x, text.base)
    if not text.halo:
        painter.setFont(font)
        painter.setPen(color)
        painter.drawText(at, text.words.text)
        return
    if not on_screen:
        _paint_haloed(painter, at, text.words.text, font, color, color_of(GROUND, tokens))
        return
    names = color.name(), color_of(GROUND, tokens).name()
    picture = _haloed(text.words, text.type, setter, *names, on_screen)
    painter.drawImage(at - QPointF(text.type.size, 2 * text.type.size), picture)


@lru_cache(256)
def _haloed(words: SetWords, type_: Type, setter: QtTypesetter, ink: str, ground: str, ratio: float) -> QImage:
    """Letters with their halo, with the place of their left end as much in it as they are large, and twice down.

    They stand along the rings of a spider, of which each answer paints new ones, and take longer than all the rest.
    """
    width, height = words.width + 2 * type_.size, 3 * type_.size
    picture = QImage(ceil(width * ratio), ceil(height * ratio), QImage.Format.Format_ARGB32_Premultiplied)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    at = QPointF(type_.size, 2 * type_.size)
    _paint_haloed(painter, at, words.text, setter.font(type_), QColor(ink), QColor(ground))
    painter.end()
    return picture


def _paint_haloed(painter: QPainter, at: QPointF, words: str, font: QFont, color: QColor, ground: QColor) -> None:
    letters = QPainterPath()
    letters.addText(at, font, words)
    rim = QPen(ground, font.pixelSize() * 0.3)
    rim.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(letters, rim)
    painter.fillPath(letters, color)


def _paint_line(painter: QPainter, line: Line, tokens: Tokens, *, fast: bool) -> None:
    pen = line_pen(color_of(line.ink, tokens), line.width)
    if line.dash:
        pen.setDashPattern([length / line.width for length in line.dash])
    if line.closed or any(len(path) > 2 for path in line.paths):
        if fast and not _has_many_corners(line):
            _paint_cornered(painter, line, pen)
            return
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(_path(line.paths, closed=line.closed), pen)
        return
    painter.setPen(pen)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, line.smooth)
    painter.drawLines([_crisp(path, line.width) for path in line.paths if len(path) == 2])
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)


def _has_many_corners(line: Line) -> bool:
    return any(len(path) > _FEW_CORNERS for path in line.paths)


def _paint_cornered(painter: QPainter, line: Line, pen: QPen) -> None:
    """Paint outlines one side after the other, several times faster than as a path; each begins with a dash, if dashed.

    The dots on the corners of solid ones make up for the wedges between two sides.
    """
    sides, corners = [], []
    for path in line.paths:
        points = [QPointF(*point) for point in path]
        closed = line.closed and len(points) > 2
        sides += [QLineF(start, end) for start, end in pairwise([*points, points[0]] if closed else points)]
        corners += points if closed else points[1:-1]
    painter.setPen(pen)
    painter.drawLines(sides)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(pen.color())
    for corner in corners if not line.dash else ():
        painter.drawEllipse(corner, line.width / 2, line.width / 2)


def _crisp(path: drawing.Path, width: float) -> QLineF:
    """A line on the screen's own pixels where it is thin and upright or level."""
    (x1, y1), (x2, y2) = path
    if width <= 1.5 and x1 == x2:
        x1 = x2 = round(x1) + 0.5
    elif width <= 1.5 and y1 == y2:
        y1 = y2 = round(y1) + 0.5
    return QLineF(x1, y1, x2, y2)


def _paint_box(painter: QPainter, box: Box, tokens: Tokens) -> None:
    rect = QRectF(box.left, box.top, box.width, box.height)
    if box.fill is not None:
        color = color_of(box.fill, tokens)
        color.setAlphaF(box.opacity)
        painter.fillRect(rect, color)
    if box.edge is not None:
        inset = box.line / 2
        painter.setPen(_edge_pen(box, tokens))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect.adjusted(inset, inset, -inset, -inset))


def _edge_pen(item: Box | Disc, tokens: Tokens) -> QPen | Qt.PenStyle:
    if item.edge is None:
        return Qt.PenStyle.NoPen
    pen = QPen(color_of(item.edge, tokens), item.line)
    if isinstance(item, Disc) and item.dash:
        pen.setDashPattern([length / item.line for length in item.dash])
    return pen


def _path(paths: Iterable[drawing.Path], *, closed: bool) -> QPainterPath:
    made = QPainterPath()
    made.setFillRule(Qt.FillRule.WindingFill)
    for points in paths:
        for number, (x, y) in enumerate(points):
            made.lineTo(x, y) if number else made.moveTo(x, y)
        if closed:
            made.closeSubpath()
    return made
