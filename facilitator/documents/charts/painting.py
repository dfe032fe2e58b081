"""Puts what a chart consists of on a canvas, as vectors and as words in the fonts of the document."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any

from reportlab.lib.colors import Color

from facilitator.charts.drawing import CORNERS, CROSS, Area, Box, Disc, Item, Line, Marks, Point, Text
from facilitator.charts.frame import Frame, Type
from facilitator.charts.styles import GROUND, TEXT, Ink, Role
from facilitator.documents import style, typesetting
from facilitator.documents.brand import accent_of, contrast
from facilitator.documents.fonts import Face
from facilitator.documents.pen import Path
from facilitator.documents.style import TextStyle

EM = 8.0
"""The usual size of a chart's letters."""
_FACES = {"regular": Face.REGULAR, "medium": Face.MEDIUM, "semibold": Face.SEMIBOLD}
_COLORS: dict[Role, Color] = {
    "text": style.INK,
    "muted": style.MUTED,
    "faint": style.FAINT,
    "hairline": style.HAIRLINE,
    "ring": style.RING,
    "rim": style.FAINT,
    "ground": style.WHITE,
    "soft": style.SOFT,
    "band": style.BAND,
    "accent": style.ACCENT,
    "people": style.PEOPLE,
}
_COLORS |= {f"series{number}": color for number, color in enumerate(style.SERIES, start=1)}  # type: ignore[misc]
_COLORS |= {f"ramp{number}": color for number, color in enumerate(style.RAMP, start=1)}  # type: ignore[misc]


class _Typesetter:
    def line(self, text: str, type_: Type) -> typesetting.Line:
        return typesetting.line(text, _style(type_))

    def lines(self, text: str, type_: Type, width: float) -> tuple[typesetting.Line, ...]:
        return typesetting.lines(text, _style(type_), max(width, 1.0))


_TYPESETTER = _Typesetter()


def frame(width: float, height: float = 0.0) -> Frame:
    """A frame on paper."""
    return Frame(width, height, EM, _TYPESETTER)


@lru_cache(256)
def color_of(ink: Ink, brand: Color = style.ACCENT) -> Color:
    """An ink on white paper, where whoever hands it out has a colour of their own."""
    if ink.on is not None:
        under = color_of(ink.on, brand)
        return max((color_of(TEXT), color_of(GROUND)), key=lambda color: contrast(color, under))
    color = brand if ink.role == "brand" else _COLORS[ink.role]
    if ink.share >= 1.0:
        return color
    return Color(*(1 - (1 - part) * ink.share for part in (color.red, color.green, color.blue)))


def draw(canvas: Any, items: Iterable[Item], top: float) -> None:
    """Draw with the upper left corner at the canvas's left edge and a height of `top`."""
    brand = accent_of(canvas)
    for _, alike in groupby(items, _kind):
        first, *others = alike
        _draw(canvas, first, others, top, brand)


def _kind(item: Item) -> object:
    """Texts of one kind are written in one go, each other item by itself."""
    return (item.type, item.ink, item.halo) if isinstance(item, Text) else id(item)


def _draw(canvas: Any, item: Item, others: Sequence[Any], top: float, brand: Color) -> None:
    match item:
        case Text():
            _draw_texts(canvas, [item, *others], top, color_of(item.ink, brand))
        case Line():
            path = Path()
            for each in item.paths:
                path.polyline(_flipped(each, top), closed=item.closed)
            canvas.setStrokeColor(color_of(item.ink, brand))
            canvas.setLineWidth(item.width)
            canvas.setLineJoin(1)
            canvas.setDash(list(item.dash))
            canvas.drawPath(path, stroke=1, fill=0)
        case Area():
            path = Path()
            for each in item.paths:
                path.polyline(_flipped(each, top), closed=True)
            _fill(canvas, path, color_of(item.ink, brand), item.opacity)
        case Box():
            path = Path()
            inset = item.line / 2 if item.edge else 0.0
            width, height = (max(side - 2 * inset, 0.0) for side in (item.width, item.height))
            path.rect(item.left + inset, top - item.top - item.height + inset, width, height)
            _fill_and_edge(canvas, path, item, brand)
        case Disc():
            path = Path()
            path.circle(item.centre[0], top - item.centre[1], item.radius)
            _fill_and_edge(canvas, path, item, brand)
        case Marks():
            _draw_marks(canvas, item, top, color_of(item.style.ink, brand))


def _draw_texts(canvas: Any, texts: Sequence[Text], top: float, color: Color) -> None:
    size = texts[0].type.size
    if texts[0].halo:
        ground = Path()
        for text in texts:
            ground.rect(text.x - size * 0.15, top - text.base - size * 0.13, text.words.width + size * 0.3, size)
        _fill(canvas, ground, style.WHITE)
    placed = [(text.x, top - text.base, text.words) for text in texts]
    typesetting.draw(canvas, placed, _style(texts[0].type).with_(color=color))  # type: ignore[arg-type]  # set by us


def _draw_marks(canvas: Any, marks: Marks, top: float, color: Color) -> None:
    path, size = Path(), marks.size
    for x, y in marks.points:
        at = (x, top - y)
        if marks.style.marker in CORNERS:
            path.polyline([_corner(at, corner, size) for corner in CORNERS[marks.style.marker]], closed=True)
        elif marks.style.marker == "cross":
            for line in CROSS:
                path.polyline([_corner(at, end, size) for end in line])
        else:
            path.circle(*at, size)
    hollow = marks.hollow or marks.style.marker == "ring"
    lined = hollow or marks.style.marker == "cross"
    canvas.setDash([])
    canvas.setLineWidth(size * (0.45 if lined else 0.25))
    canvas.setStrokeColor(color if lined else style.WHITE)
    canvas.setFillColor(style.WHITE if hollow else color)
    canvas.drawPath(path, stroke=1, fill=1)


def _corner(at: Point, corner: Point, size: float) -> Point:
    return at[0] + corner[0] * size, at[1] - corner[1] * size


def _fill_and_edge(canvas: Any, path: Path, item: Box | Disc, brand: Color) -> None:
    if item.edge is None:
        if item.fill is not None:
            _fill(canvas, path, color_of(item.fill, brand), getattr(item, "opacity", 1.0))
        return
    if item.fill is not None:
        canvas.setFillColor(color_of(item.fill, brand))
    canvas.setStrokeColor(color_of(item.edge, brand))
    canvas.setLineWidth(item.line)
    canvas.setDash(list(item.dash) if isinstance(item, Disc) else [])
    canvas.drawPath(path, stroke=1, fill=int(item.fill is not None))


def _fill(canvas: Any, path: Path, color: Color, opacity: float = 1.0) -> None:
    canvas.setFillColor(color)
    if opacity < 1.0:
        canvas.setFillAlpha(opacity)
    canvas.drawPath(path, stroke=0, fill=1, fillMode=1)
    if opacity < 1.0:
        canvas.setFillAlpha(1)


def _flipped(points: Iterable[Point], top: float) -> list[Point]:
    return [(x, top - y) for x, y in points]


@lru_cache(64)
def _style(type_: Type) -> TextStyle:
    return TextStyle(size=type_.size, face=_FACES[type_.weight])
