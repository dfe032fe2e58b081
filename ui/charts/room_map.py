"""People or groups and the ties between them, as a map that stays put: from old to new places it eases.

Places come in the unit square. A tie is an arrow from whoever relies to whoever is relied on, or a plain line where
both rely on each other. What may be written beside a place is the caller's to decide.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import hypot

from PySide6.QtCore import QEasingCurve, QLineF, QPointF, QRectF, QSizeF, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QMouseEvent, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QWidget

from facilitator.i18n import tr, trn
from facilitator.nameless import Thing, in_no_order
from ui.charts.label_placing import place_labels
from ui.charts.markers import paint_marker
from ui.charts.strokes import line_pen, mixed
from ui.charts.view import ChartView
from ui.pictures import is_being_made
from ui.theme.motion import is_reduced
from ui.theme.tokens import METRICS, Series

_ARROWS = 600
"""More ties than this are lines without heads: they would be a thicket, and slow."""
_EASED = 2500
"""Ties up to which a new map eases in."""
_LABELS = 80
"""So many are named at most, the heaviest first: more could not be read."""
_TEXT = 0.022


@dataclass(frozen=True, slots=True)
class Node:
    """A person or a group. `weight` in [0, 1] makes it larger; `series` picks colour and mark, None for the quiet one.

    `inside` is written in the node itself, `label` beside it.
    """

    id: int
    label: str
    weight: float = 0.0
    series: int | None = None
    inside: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A tie; `width` in [0, 1]. `both` is one in both directions, `strong` None where nobody said."""

    of: int
    to: int
    width: float = 0.0
    both: bool = False
    strong: bool | None = None


class RoomMap(ChartView):
    """Call `set_map`. `smallest_text` is the least size of type as a share of the widget's height."""

    node_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None, *, smallest_text: float = 0.0) -> None:
        super().__init__(parent)
        self._smallest_text = smallest_text
        self._nodes: tuple[Node, ...] = ()
        self._links: tuple[Link, ...] = ()
        self._legend: tuple[tuple[int | None, str], ...] = ()
        self._to: dict[int, QPointF] = {}
        self._from: dict[int, QPointF] = {}
        self._share = 1.0
        self._highlight: int | None = None
        self._empty = tr("No ties yet.")
        self._scale = 1.0
        self._largest = 0.035
        self._labels_key: object = None
        self._labels: list[tuple[int, str, QRectF]] = []
        self._nameless = 0
        self._animation = QVariantAnimation(self, startValue=0.0, endValue=1.0, duration=METRICS.ease_ms * 2)
        self._animation.setEasingCurve(QEasingCurve.Type.InOutCubic)
        self._animation.valueChanged.connect(self._ease)
        self.setMinimumSize(280, 240)
        self.setAccessibleName(tr("Map of the room"))

    def set_map(
        self,
        nodes: Sequence[Node],
        links: Sequence[Link],
        places: Mapping[int, tuple[float, float]],
        legend: Sequence[tuple[int | None, str]] = (),
    ) -> None:
        """Show this map; whoever was on the last one moves from there."""
        now = {node: self._at(node) for node in self._to}
        self._nodes, self._legend = tuple(nodes), tuple(legend)
        self._links = tuple(sorted(links, key=lambda link: link.width))
        self._to = {node.id: QPointF(*places[node.id]) for node in nodes}
        self._from = {node: now.get(node, place) for node, place in self._to.items()}
        self._animation.stop()
        moves = any(self._from[node] != place for node, place in self._to.items())
        if moves and self.isVisible() and not is_reduced() and len(links) <= _EASED:
            self._share = 0.0
            self._animation.start()
        else:
            self._share = 1.0
        self.setAccessibleDescription(self._described())
        self.refresh()

    def set_empty_text(self, sentence: str) -> None:
        """What to say while there is nobody to show."""
        self._empty = sentence
        self.refresh()

    def set_highlight(self, node: int | None) -> None:
        """Make one node and its ties stand out, or none."""
        self._highlight = node
        self.refresh()

    def set_text_scale(self, scale: float) -> None:
        """Make letters larger by this factor."""
        self._scale = scale
        self.refresh()

    def set_largest(self, share: float) -> None:
        """The radius of the heaviest node, as a share of the plot's side."""
        self._largest = share
        self.refresh()

    @property
    def texts(self) -> list[str]:
        """Every text that may be painted: for whoever must be sure what the room can read."""
        said = [text for node in self._nodes for text in (node.label, node.inside)]
        nameless = [unnamed(self._nameless)] if self._nameless else []
        return [*said, *(words for _, words in self._legend), *nameless, self._empty]

    @property
    def is_moving(self) -> bool:
        """Whether a new map is easing in."""
        return self._animation.state() == QVariantAnimation.State.Running

    def place_of(self, node: int) -> QPointF:
        """Where a node is painted now, in the widget's coordinates."""
        return self._point(node, self._plot())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the node that is pressed; another button than the left one has a menu of its own."""
        plot = self._plot()
        for node in self._nodes if event.button() is Qt.MouseButton.LeftButton else ():
            at = self._point(node.id, plot) - event.position()
            if hypot(at.x(), at.y()) <= self._radius(node, plot) + 6:
                self.node_chosen.emit(node.id)
                return
        event.ignore()

    def _ease(self, share: object) -> None:
        self._share = float(share)  # type: ignore[arg-type]
        self.refresh()

    def _at(self, node: int) -> QPointF:
        start, end = self._from[node], self._to[node]
        return start + (end - start) * self._share

    # Painting

    def paint_chart(self, painter: QPainter, exposed: QRectF) -> None:
        """Paint the whole map."""
        painter.fillRect(exposed, self.ground())
        font = self._font()
        if not self._nodes:
            painter.setFont(self._font(1.15))
            painter.setPen(QColor(self.tokens().muted))
            flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
            painter.drawText(self.area().adjusted(40, 0, -40, 0), flags, self._empty)
            return
        plot = self._plot()
        points = {node.id: self._point(node.id, plot) for node in self._nodes}
        sizes = {node.id: self._radius(node, plot) for node in self._nodes}
        self._paint_links(painter, points, sizes, plot)
        for node in _in_no_order(self._nodes):
            self._paint_node(painter, node, points[node.id], sizes[node.id])
        self._paint_labels(painter, points, plot, font)
        self._paint_legend(painter, font)

    def _font(self, scale: float = 1.0, *, strong: bool = False) -> QFont:
        font = QFont(self.font())
        least = self._smallest_text * self.height()
        font.setPixelSize(round(max(11.0, min(self.height(), self.width()) * _TEXT * scale, least) * self._scale))
        if strong:
            font.setWeight(QFont.Weight.DemiBold)
        return font

    def _plot(self) -> QRectF:
        metrics = QFontMetricsF(self._font())
        high = metrics.height()
        legend = high * 1.5 * len(self._legend_lines())
        widest = max((metrics.horizontalAdvance(node.label) for node in self._nodes), default=0.0)
        aside = min(widest, high * 6) + high
        return self.area().adjusted(aside, high * 1.6, -aside, -legend - high * 1.8)

    def _point(self, node: int, plot: QRectF) -> QPointF:
        return self._in_plot(self._at(node), plot)

    def _in_plot(self, at: QPointF, plot: QRectF) -> QPointF:
        # The map may be wider than high, but not so wide that distances mislead.
        width = min(plot.width(), plot.height() * 2)
        left = plot.center().x() - width / 2
        return QPointF(left + at.x() * width, plot.top() + at.y() * plot.height())

    def _radius(self, node: Node, plot: QRectF) -> float:
        side = min(plot.width(), plot.height())
        crowd = max(0.45, float(min(1.0, 24 / max(len(self._nodes), 1)) ** 0.5))
        least = max(4.0, side * 0.011 * crowd)
        return least + node.weight * max(0.0, side * self._largest * crowd - least)

    def _style(self, series: int | None) -> Series:
        known = self.tokens().series
        if series is None or not 0 <= series < len(known):
            return Series(self.tokens().muted, (), "circle")
        return known[series]

    def _paint_links(
        self, painter: QPainter, points: Mapping[int, QPointF], sizes: Mapping[int, float], plot: QRectF
    ) -> None:
        tokens, thin = self.tokens(), max(1.2, plot.height() * 0.0028)
        if len(self._links) > _ARROWS:
            self._paint_thicket(painter, points)
            return
        lit = self._highlight
        # Those that look alike are painted in one go, which is much faster; those of the chosen person lie on top.
        alike: dict[tuple[bool, float, bool | None], list[Link]] = {}
        for link in self._links:
            own = lit is not None and lit in (link.of, link.to)
            alike.setdefault((own, link.width, link.strong), []).append(link)
        for (own, width, strong), links in sorted(alike.items(), key=lambda each: each[0][:2]):
            share = 0.95 if own else 0.22 if lit is not None else 0.85 if strong is not False else 0.5
            color = mixed(tokens.accent if own else tokens.faint, self.ground().name(), share)
            pen = line_pen(color, thin * (1 + 4.5 * width) * (1.4 if own else 1))
            lines, heads = [], QPainterPath()
            heads.setFillRule(Qt.FillRule.WindingFill)
            for link in _in_no_order(links):
                line = QLineF(points[link.of], points[link.to])
                length = line.length()
                if length < 1:
                    continue
                start = line.pointAt(min(0.5, (sizes[link.of] + 1) / length))
                end = line.pointAt(max(0.5, 1 - (sizes[link.to] + 2) / length))
                lines.append(QLineF(start, end))
                heads.addPath(_head(start, end, pen.widthF()))
                if link.both:
                    heads.addPath(_head(end, start, pen.widthF()))
            painter.fillPath(heads, color)
            if strong is False:
                pen.setDashPattern([3.0, 2.5])
            painter.setPen(pen)
            painter.drawLines(lines)

    def _paint_thicket(self, painter: QPainter, points: Mapping[int, QPointF]) -> None:
        """Thousands of ties at once: thin lines without smooth edges, those of the chosen person on top."""
        lit, tokens = self._highlight, self.tokens()
        own = [link for link in self._links if lit in (link.of, link.to)] if lit is not None else []
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for links, color, share, width in ((self._links, tokens.faint, 0.35, 1), (own, tokens.accent, 1.0, 2)):
            painter.setPen(line_pen(mixed(color, self.ground().name(), share), width))
            painter.drawLines([QLineF(points[link.of], points[link.to]) for link in links])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)

    def _paint_node(self, painter: QPainter, node: Node, at: QPointF, size: float) -> None:
        if node.id == self._highlight:
            painter.setPen(QPen(QColor(self.tokens().text), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(at, size + 5, size + 5)
        style = self._style(node.series)
        if node.inside:
            # Words stand in a disc; the colour alone is told by the label beside it.
            style = replace(style, marker="circle")
        paint_marker(painter, style, at, size, self.ground())
        if node.inside:
            font = self._font(strong=True)
            painter.setFont(font)
            painter.setPen(self.ground())
            painter.drawText(QRectF(at.x() - size, at.y() - size, 2 * size, 2 * size),
                             Qt.AlignmentFlag.AlignCenter, node.inside)  # fmt: skip

    def _paint_labels(self, painter: QPainter, points: Mapping[int, QPointF], plot: QRectF, font: QFont) -> None:
        painter.setFont(font)
        halo = QColor(self.ground())
        halo.setAlphaF(0.75)
        labels = self._placed_labels(plot, font)
        for node, said, box in _in_no_order(labels):
            here = box.translated(points[node])
            painter.fillRect(here.adjusted(-1, 1, 1, -1), halo)
            painter.setPen(QColor(self.tokens().text))
            painter.drawText(here, Qt.AlignmentFlag.AlignCenter, said)
        self._nameless = sum(bool(node.label) for node in self._nodes) - len(labels)
        if self._nameless:
            words = unnamed(self._nameless)
            high = QFontMetricsF(font).height()
            painter.setPen(QColor(self.tokens().muted))
            box = self.area().adjusted(high * 0.4, high * 0.2, 0, 0)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop), words)

    def _placed_labels(self, plot: QRectF, font: QFont) -> list[tuple[int, str, QRectF]]:
        """Labels with their places beside their nodes, found once for where the nodes end up: they move with them."""
        key = (self._nodes, plot.getRect(), font.pixelSize(), self._highlight)
        if key == self._labels_key:
            return self._labels
        metrics = QFontMetricsF(font)
        lit = self._highlight
        order = sorted((node for node in self._nodes if node.label), key=lambda node: (node.id != lit, -node.weight))
        shown = order[:_LABELS]
        words = [metrics.elidedText(node.label, Qt.TextElideMode.ElideRight, metrics.height() * 14) for node in shown]
        ends = [self._in_plot(self._to[node.id], plot) for node in shown]
        bottom = metrics.height() * 1.5 * len(self._legend_lines())
        placed = place_labels(
            ends,
            [QSizeF(metrics.horizontalAdvance(said) + 2, metrics.height()) for said in words],
            [self._radius(node, plot) * 1.08 + 3 for node in shown],
            self.area().adjusted(2, 2, -2, -bottom),
        )
        self._labels_key = key
        self._labels = [
            (node.id, said, box.translated(-end))
            for node, said, box, end in zip(shown, words, placed, ends, strict=True)
            if box is not None
        ]
        return self._labels

    # The legend

    def _legend_lines(self) -> list[list[tuple[int | None, str, float]]]:
        metrics, width = QFontMetricsF(self._font()), self.area().width() - 16
        lines: list[list[tuple[int | None, str, float]]] = [[]]
        for series, words in self._legend:
            taken = metrics.horizontalAdvance(words) + metrics.height() * 2.2
            if lines[-1] and sum(each[2] for each in lines[-1]) + taken > width:
                lines.append([])
            lines[-1].append((series, words, taken))
        return [line for line in lines if line]

    def _paint_legend(self, painter: QPainter, font: QFont) -> None:
        high, lines = QFontMetricsF(font).height(), self._legend_lines()
        painter.setFont(font)
        top = self.area().bottom() - high * (1.5 * len(lines) + 0.2)
        for line in lines:
            left = self.area().center().x() - sum(each[2] for each in line) / 2
            for series, words, taken in line:
                paint_marker(painter, self._style(series), QPointF(left + high * 0.7, top + high * 0.75), high * 0.34,
                             self.ground())  # fmt: skip
                painter.setPen(QColor(self.tokens().text))
                box = QRectF(left + high * 1.4, top, taken, high * 1.5)
                painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), words)
                left += taken
            top += high * 1.5

    def _described(self) -> str:
        nodes = trn("{count} on the map", "{count} on the map", len(self._nodes))
        return ", ".join((nodes, trn("{count} tie", "{count} ties", len(self._links))))


def _in_no_order(things: Sequence[Thing]) -> Sequence[Thing]:
    """In a file it can be told what was painted first; on the screen the same ones stay on top."""
    return in_no_order(things) if is_being_made() else things


def unnamed(count: int) -> str:
    """How many places have no room for their name, in words."""
    return trn("{count} name has no room", "{count} names have no room", count)


def _head(start: QPointF, end: QPointF, width: float) -> QPainterPath:
    line = QLineF(start, end)
    length = line.length() or 1.0
    long = min(5 + width * 2.2, length * 0.5)
    along = QPointF(line.dx() / length, line.dy() / length)
    aside = QPointF(-along.y(), along.x()) * long * 0.45
    path = QPainterPath(end)
    path.lineTo(end - along * long + aside)
    path.lineTo(end - along * long - aside)
    path.closeSubpath()
    return path
