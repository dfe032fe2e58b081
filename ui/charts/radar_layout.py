"""Where everything of a spider chart goes in a rectangle: the centre, the radius, and labels that never overlap it.

Labels are wrapped in several ways and the way that leaves the largest chart is taken; where none fits, the letters
become smaller, down to `least` of their size.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, product
from textwrap import wrap

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from facilitator.radar import Placement, Point, direction, place
from ui.theme.tokens import Tokens

RINGS = (0.25, 0.5, 0.75, 1.0)
_WRAPS = (9, 11, 13, 16, 20, 26, 34)
_BROKEN_WORD = 0.8
"""What a layout that breaks a word counts against one that doesn't: a fifth of the radius."""
_EXTRA_LINE = 0.9
"""What each line of a label beyond the second counts: a tall stack of words is hard to read."""
_UPRIGHT = 0.45
"""Axes that lean less than this from the vertical have labels over or under the chart, where height is dear."""
_ALIGNMENT = {
    -1: Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
    0: Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter,
    1: Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
}


@dataclass(frozen=True, slots=True)
class Label:
    """One axis label: its wrapped text in its rectangle, with `below` left free under the text."""

    text: str
    rect: QRectF
    alignment: Qt.AlignmentFlag
    below: float = 0.0

    @property
    def words(self) -> QRectF:
        """Where the text goes."""
        return self.rect.adjusted(0, 0, 0, -self.below)

    @property
    def free(self) -> QRectF:
        """The line left free under the text."""
        return QRectF(self.rect.left(), self.rect.bottom() - self.below, self.rect.width(), self.below)


@dataclass(frozen=True, slots=True)
class RadarLayout:
    """The places of a chart with `axes` axes; coordinates are those of the rectangle it was laid out in."""

    axes: int
    centre: QPointF
    radius: float
    labels: tuple[Label, ...]
    font: QFont
    """Of the labels: the one asked for, or smaller where they would not have fitted."""

    def point(self, axis: int, value: float) -> QPointF:
        """The place of a value in [0, 1] on an axis."""
        x, y = direction(axis, self.axes)
        return self.at((x * value, y * value))

    def at(self, point: Point) -> QPointF:
        """The place of a point in units of the radius with y up, as `facilitator.radar` gives them."""
        return QPointF(self.centre.x() + point[0] * self.radius, self.centre.y() - point[1] * self.radius)

    @property
    def plot(self) -> QRectF:
        """The square around the outer ring."""
        return QRectF(self.centre.x() - self.radius, self.centre.y() - self.radius, 2 * self.radius, 2 * self.radius)


@dataclass(frozen=True, slots=True)
class _Try:
    worth: float
    placed: Placement
    texts: tuple[str, ...]


def lay_out(
    labels: Sequence[str], rect: QRectF, font: QFont, *, least: float = 0.8, free_lines: float = 0.0, free: float = 0.0
) -> RadarLayout:
    """Find the largest chart in `rect` whose labels, in `font`, fit beside it.

    `free_lines` lines of `free` width are left under each label for the caller to write on.
    """
    sizes = max(font.pixelSize(), 1)
    smallest = max(1, round(sizes * least))
    best: _Try | None = None
    used = QFont(font)
    for pixels in range(sizes, smallest - 1, -max(1, (sizes - smallest) // 4 or 1)):
        used.setPixelSize(pixels)
        best = _largest(labels, rect, used, free_lines, free)
        if best.worth > 0.22 * min(rect.width(), rect.height()):
            break
    assert best is not None  # noqa: S101  # there is at least one size
    below = free_lines * QFontMetricsF(used).lineSpacing()
    return RadarLayout(
        axes=len(labels),
        centre=rect.topLeft() + QPointF(*best.placed.centre),
        radius=best.placed.radius,
        labels=tuple(
            Label(
                text,
                QRectF(box.left, box.top, box.width, box.height).translated(rect.topLeft()),
                _ALIGNMENT[box.side],
                below,
            )
            for text, box in zip(best.texts, best.placed.labels, strict=True)
        ),
        font=used,
    )


def _largest(labels: Sequence[str], rect: QRectF, font: QFont, free_lines: float, free: float) -> _Try:
    metrics = QFontMetricsF(font)
    gap = metrics.height() * 0.4
    below = free_lines * metrics.lineSpacing()

    @cache
    def measured(label: str, width: int) -> tuple[str, float, float, bool]:
        whole = wrap(label, width, break_long_words=False)
        lines = wrap(label, width) if any(len(line) > width + 3 for line in whole) else whole
        lines = lines or [""]
        across = max(metrics.horizontalAdvance(line) for line in lines) + 2
        return "\n".join(lines), max(across, free), metrics.lineSpacing() * len(lines) + below, lines != (whole or [""])

    best: _Try | None = None
    for widths in _wraps(len(labels)):
        parts = [measured(label, width) for label, width in zip(labels, widths, strict=True)]
        placed = place([(across, high) for _, across, high, _ in parts], rect.width(), rect.height(), gap)
        worth = placed.radius * (_BROKEN_WORD if any(broken for *_, broken in parts) else 1.0)
        worth *= _EXTRA_LINE ** max(0, max(text.count("\n") for text, *_ in parts) - 1)
        if _collide(placed, rect):
            worth *= 0.01
        if best is None or worth > best.worth * 1.01:
            best = _Try(worth, placed, tuple(text for text, *_ in parts))
    assert best is not None  # noqa: S101  # _wraps gives at least one
    return best


def _wraps(axes: int) -> Iterator[list[int]]:
    """Ways to wrap: a number of letters for the labels over and under the chart, another for those at its sides."""
    leans = [abs(direction(axis, axes)[0]) for axis in range(axes)]
    for upright, sideways in product(reversed(_WRAPS), repeat=2):
        yield [upright if lean < _UPRIGHT else sideways for lean in leans]


def _collide(placed: Placement, rect: QRectF) -> bool:
    """Whether two labels touch each other, or one leaves the rectangle."""
    boxes = [QRectF(box.left, box.top, box.width, box.height) for box in placed.labels]
    inside = QRectF(-1, -1, rect.width() + 2, rect.height() + 2)
    if any(not inside.contains(box) for box in boxes):
        return True
    return any(one.adjusted(-3, 0, 3, 0).intersects(other) for one, other in combinations(boxes, 2))


def paint_grid(painter: QPainter, layout: RadarLayout, tokens: Tokens, line: float) -> None:
    """Paint rings, axes and labels; `line` is the width of a thin line."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for ring in RINGS:
        outer = ring == 1.0
        painter.setPen(QPen(QColor(tokens.control if outer else tokens.ring), line))
        path = QPainterPath(layout.point(0, ring))
        for axis in range(1, layout.axes):
            path.lineTo(layout.point(axis, ring))
        path.closeSubpath()
        painter.drawPath(path)
    painter.setPen(QPen(QColor(tokens.ring), line))
    for axis in range(layout.axes):
        spoke = QPainterPath(layout.centre)
        spoke.lineTo(layout.point(axis, 1.0))
        painter.drawPath(spoke)
    painter.setFont(layout.font)
    painter.setPen(QColor(tokens.text))
    for label in layout.labels:
        painter.drawText(label.words, label.alignment, label.text)


def paint_ring_numbers(painter: QPainter, layout: RadarLayout, font: QFont, tokens: Tokens) -> None:
    """Paint 25, 50, 75 and 100 beside the upright axis, with a rim of ground that keeps lines off them."""
    metrics = QFontMetricsF(font)
    for ring in RINGS:
        at = layout.point(0, ring)
        base = at.y() + metrics.capHeight() * (1.15 if ring == 1.0 else 0.5)
        letters = QPainterPath()
        letters.addText(at.x() + metrics.height() * 0.22, base, font, f"{ring * 100:.0f}")
        rim = QPen(QColor(tokens.surface), metrics.height() * 0.22)
        rim.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(letters, rim)
        painter.fillPath(letters, QColor(tokens.muted))
