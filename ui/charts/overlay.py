"""Everybody's spider at once: a faint line a person, the newest strong, the median and the middle half.

What does not change between two answers is kept in two pixmaps: the grid, and the lines of all but the newest
person. A new answer then costs blitting these and painting three outlines, however many people there are. When
somebody else becomes the newest, the former one's line is painted onto the layer of lines. Only when a line has to
leave that layer is it painted anew, in slices off a zero timer, while the old one stays on the screen.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter

from PySide6.QtCore import QEasingCurve, QPointF, QRectF, QSize, Qt, QTimer, QVariantAnimation
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QWidget

from facilitator.i18n import tr
from facilitator.radar import Point, outline
from ui.charts.radar_layout import RadarLayout, lay_out, paint_grid, paint_ring_numbers
from ui.charts.thumbnail import lines_of, lone_points
from ui.charts.view import ChartView
from ui.theme.theme import current
from ui.theme.tokens import METRICS

Values = tuple[float | None, ...]

_SLICE_MS = 4.0
_LABELS = 1.15
"""Size of the axis labels; the smallest text, the ring numbers, is 1."""
_FAINT = 0.35
"""Opacity of one person's line; it falls with the number of people so that a thousand do not make a blot."""


@dataclass(frozen=True, slots=True)
class Band:
    """Median and quartiles per axis, None where there is none; `n` people are behind them."""

    median: Values = ()
    q1: Values = ()
    q3: Values = ()
    n: int = 0


class SpiderOverlay(ChartView):
    """The room's spiders. `smallest_text` is the least height of letters as a share of the chart's height.

    Fewer than three axes can't make a spider: `axes_count` tells the owner to show bars instead.
    """

    def __init__(self, parent: QWidget | None = None, *, smallest_text: float = 0.03) -> None:
        super().__init__(parent)
        self._smallest_text = smallest_text
        self._labels: tuple[str, ...] = ()
        self._people: dict[int, Values] = {}
        self._newest: int | None = None
        self._highlight: int | None = None
        self._before: Values = ()
        self._band = Band()
        self._lines_visible = True
        self._reduced_motion = False
        self._layout: RadarLayout | None = None
        self._grid = QPixmap()
        self._layer = QPixmap()
        self._in_layer: set[int] = set()
        self._rebuilding: Iterator[None] | None = None
        self._slices = QTimer(self, interval=0)
        self._slices.timeout.connect(self._rebuild_slice)
        self._ease = QVariantAnimation(self, startValue=0.0, endValue=1.0, duration=METRICS.ease_ms)
        self._ease.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._ease.valueChanged.connect(lambda _: self._refresh_plot())
        self.setAccessibleName(tr("Spider chart of the room"))

    # What the owner tells it

    def set_axes(self, labels: Sequence[str]) -> None:
        """Name the axes; forgets the people and the band of other axes."""
        if tuple(labels) == self._labels:
            return
        self._labels = tuple(labels)
        self._people.clear()
        self._newest = self._highlight = None
        self._band = Band()
        self.laid_out()
        self.refresh()

    def set_people(self, people: Mapping[int, Sequence[float | None]]) -> None:
        """Show these people and nobody else, none of them as the newest."""
        self._people = {person: tuple(values) for person, values in people.items()}
        self._newest = None
        self._start_rebuild()
        self.refresh()

    def update_person(self, person: int, values: Sequence[float | None]) -> None:
        """Take up one person's new values; they become the newest and are drawn strongly."""
        self._before = self._people.get(person, ()) if person == self._newest else ()
        self._people[person] = tuple(values)
        if person != self._newest:
            former, self._newest = self._newest, person
            if person in self._in_layer:
                self._start_rebuild()
            elif former is not None and former in self._people:
                self._add_to_layer(former)
        if not self._reduced_motion and self.isVisible():
            self._ease.stop()
            self._ease.start()
        self._refresh_plot()

    def remove_person(self, person: int) -> None:
        """Take one person's line away."""
        self._people.pop(person, None)
        if person == self._newest:
            self._newest = None
        if person in self._in_layer:
            self._start_rebuild()
        self._refresh_plot()

    def set_band(
        self, median: Sequence[float | None], q1: Sequence[float | None], q3: Sequence[float | None], n: int
    ) -> None:
        """Show the median and the middle half per axis; give q1 and q3 as None where there is no band."""
        changed = n != self._band.n
        self._band = Band(tuple(median), tuple(q1), tuple(q3), n)
        self.setAccessibleDescription(self._described())
        if changed:
            self.refresh(self._legend_rect())
        self._refresh_plot()

    def set_highlight(self, person: int | None) -> None:
        """Make one person's line stand out, or nobody's."""
        self._highlight = person
        self._refresh_plot()

    def set_lines_visible(self, visible: bool) -> None:
        """Show everybody's lines, or the median and band alone."""
        self._lines_visible = visible
        self.refresh()

    def set_reduced_motion(self, reduced: bool) -> None:
        """Let new shapes appear at once instead of easing in."""
        self._reduced_motion = reduced

    @property
    def axes_count(self) -> int:
        """How many axes there are; a spider needs three."""
        return len(self._labels)

    @property
    def people(self) -> Mapping[int, Values]:
        """Whose lines are shown."""
        return self._people

    @property
    def is_settling(self) -> bool:
        """Whether the layer of lines is still being painted anew."""
        return self._rebuilding is not None

    # Layout and layers

    def laid_out(self) -> None:
        """Compute places, paint the grid's pixmap and start on the lines'."""
        area = self.area()
        if len(self._labels) < 3 or area.width() < 80 or area.height() < 80:
            self._layout = None
            return
        legend = self._legend_rect()
        beside = (
            area.adjusted(0, 0, -legend.width(), 0) if self._is_wide() else area.adjusted(0, 0, 0, -legend.height())
        )
        margin = self._text_px() * 0.6
        self._layout = lay_out(self._labels, beside.adjusted(margin, margin, -margin, -margin), self._font(_LABELS))
        self._grid = self._pixmap(area, self.ground())
        painter = self._painter_on(self._grid)
        paint_grid(painter, self._layout, self._font(_LABELS), current(), self._line())
        painter.end()
        self._start_rebuild()

    def _text_px(self) -> float:
        return max(self._smallest_text * float(self.height()), 11.0)

    def _font(self, scale: float = 1.0, *, strong: bool = False) -> QFont:
        font = QFont(self.font())
        # The x-height is what the back of the room reads: letters of a font of size s are about 0.72 s high.
        font.setPixelSize(max(1, round(self._text_px() * scale)))
        if strong:
            font.setWeight(QFont.Weight.DemiBold)
        return font

    def _line(self) -> float:
        return max(1.0, float(self.height()) * 2 / 1080)

    def _is_wide(self) -> bool:
        return bool(self.width() > self.height() * 1.25)

    def _legend_rect(self) -> QRectF:
        area = self.area()
        if self._is_wide():
            width = min(area.width() * 0.3, self._text_px() * 13.5)
            return QRectF(area.right() - width, area.top(), width, area.height())
        height = self._text_px() * 3.6
        return QRectF(area.left(), area.bottom() - height, area.width(), height)

    def _pixmap(self, area: QRectF, fill: QColor | Qt.GlobalColor) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(QSize(round(area.width() * ratio), round(area.height() * ratio)))
        picture.setDevicePixelRatio(ratio)
        picture.fill(fill)
        return picture

    def _painter_on(self, picture: QPixmap) -> QPainter:
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font())
        return painter

    def _start_rebuild(self) -> None:
        self._rebuilding = self._rebuild() if self._layout is not None else None
        if self._rebuilding is None:
            self._slices.stop()
        elif self._rebuild_slice():
            self._slices.start()

    def _rebuild_slice(self) -> bool:
        """Work on the new layer for a few milliseconds; True while there is more to do."""
        until = perf_counter() + _SLICE_MS / 1000
        while self._rebuilding is not None and perf_counter() < until:
            try:
                next(self._rebuilding)
            except StopIteration:
                self._rebuilding = None
        if self._rebuilding is None:
            self._slices.stop()
        return self._rebuilding is not None

    def _rebuild(self) -> Iterator[None]:
        layer = self._pixmap(self.area(), Qt.GlobalColor.transparent)
        painted = set()
        for person, values in list(self._people.items()):
            if person == self._newest:
                continue
            painter = self._painter_on(layer)
            self._paint_line(painter, values, self._faint_pen())
            painter.end()
            painted.add(person)
            yield
        self._layer = layer
        self._in_layer = painted
        # Who stopped being the newest while this was being made is not on it yet.
        for person in self._people.keys() - painted - {self._newest}:
            self._add_to_layer(person)
        self._refresh_plot()

    def _add_to_layer(self, person: int) -> None:
        if self._layout is None or self._layer.isNull():
            return
        painter = self._painter_on(self._layer)
        self._paint_line(painter, self._people[person], self._faint_pen())
        painter.end()
        self._in_layer.add(person)

    # Painting

    def paint_chart(self, painter: QPainter, exposed: QRectF) -> None:
        """Blit the layers, then paint median, band, newest and legend."""
        if self._layout is None:
            painter.fillRect(exposed, self.ground())
            return
        self._blit(painter, self._grid, exposed)
        if exposed.intersects(self._plot_rect()):
            self._paint_band(painter)
            if self._lines_visible:
                self._blit(painter, self._layer, exposed)
                self._paint_newest(painter)
            self._paint_median(painter)
            self._paint_highlight(painter)
            paint_ring_numbers(painter, self._layout, self._font(), current())
        if exposed.intersects(self._legend_rect()):
            self._paint_legend(painter)
        if not self._people:
            self._paint_waiting(painter)

    def _refresh_plot(self) -> None:
        if self._layout is not None:
            self.refresh(self._plot_rect())

    def _plot_rect(self) -> QRectF:
        assert self._layout is not None  # noqa: S101  # callers check
        reach = self._line() * 4
        return self._layout.plot.adjusted(-reach, -reach, reach, reach)

    def _blit(self, painter: QPainter, picture: QPixmap, exposed: QRectF) -> None:
        ratio = picture.devicePixelRatio()
        painter.drawPixmap(exposed, picture, QRectF(exposed.topLeft() * ratio, exposed.size() * ratio))

    def _faint_pen(self) -> QPen:
        color = QColor(current().faint)
        color.setAlphaF(max(0.06, min(0.75, _FAINT * (30 / max(len(self._people), 12)) ** 0.5)))
        pen = QPen(color, self._line() * 1.1)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        return pen

    def _paint_line(
        self, painter: QPainter, values: Sequence[float | None], pen: QPen, *, corners: bool = False
    ) -> None:
        layout = self._layout
        assert layout is not None  # noqa: S101  # painting needs places
        painter.setPen(pen)
        painter.drawLines(lines_of(values, layout.centre, layout.radius))
        if not corners:
            points = lone_points(values, layout.centre, layout.radius)
        else:
            points = [layout.point(axis, value) for axis, value in enumerate(values) if value is not None]
        # Dots close the joints between lines of a strong outline and show a value between two gaps.
        size = pen.widthF() * (0.9 if corners else 1.6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(pen.color())
        for point in points:
            painter.drawEllipse(point, size, size)

    def _paint_band(self, painter: QPainter) -> None:
        layout, band = self._layout, self._band
        if layout is None or not band.q1:
            return
        ring = _band_path(layout, band.q1, band.q3)
        color = QColor(current().accent)
        color.setAlphaF(0.16)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawPath(ring)

    def _paint_median(self, painter: QPainter) -> None:
        if self._band.median and any(value is not None for value in self._band.median):
            self._paint_line(painter, self._band.median, _pen(current().accent, self._line() * 2.6), corners=True)

    def _paint_newest(self, painter: QPainter) -> None:
        values = self._people.get(self._newest) if self._newest is not None else None
        if values is None:
            return
        progress = 1.0 if self._ease.state() != QVariantAnimation.State.Running else float(self._ease.currentValue())
        if len(self._before) == len(values):
            values = tuple(
                after if before is None or after is None else before + (after - before) * progress
                for before, after in zip(self._before, values, strict=True)
            )
            progress = 1.0
        pen = _pen(current().series[1].color, self._line() * 2)
        color = pen.color()
        color.setAlphaF(0.25 + 0.75 * progress)
        pen.setColor(color)
        self._paint_line(painter, values, pen, corners=True)

    def _paint_highlight(self, painter: QPainter) -> None:
        values = self._people.get(self._highlight) if self._highlight is not None else None
        if values is not None:
            pen = _pen(current().series[2].color, self._line() * 2.4)
            pen.setDashPattern([4, 2])
            self._paint_line(painter, values, pen, corners=True)

    def _paint_waiting(self, painter: QPainter) -> None:
        painter.setFont(self._font(_LABELS))
        words, plot = tr("The first shape appears here"), self._plot_rect()
        box = painter.boundingRect(plot, int(Qt.AlignmentFlag.AlignCenter), words)
        pad = self._text_px() * 0.5
        painter.fillRect(box.adjusted(-pad, -pad, pad, pad), self.ground())
        painter.setPen(QColor(current().muted))
        painter.drawText(plot, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_legend(self, painter: QPainter) -> None:
        tokens, size, line = current(), self._text_px(), self._line()
        box = self._legend_rect()
        entries = [(tokens.accent, line * 2.6, tr("Median per question")), (tokens.accent, 0.0, tr("Middle half"))]
        if self._lines_visible:
            entries += [(tokens.series[1].color, line * 2, tr("Newest")), (tokens.faint, line * 1.1, tr("One person"))]
        if self._band.n < 4:
            del entries[1]
        step = size * 1.75
        if self._is_wide():
            top = box.center().y() - step * len(entries) / 2
            places = [QPointF(box.left(), top + step * at) for at in range(len(entries))]
            count = QRectF(box.left(), top - size * 4, box.width(), size * 2.4)
        else:
            left, across = box.left() + size * 5, (box.width() - size * 5) / 2
            places = [
                QPointF(left + across * (at % 2), box.top() + step * (0.6 + at // 2)) for at in range(len(entries))
            ]
            count = QRectF(box.left() + size * 0.6, box.top() + size * 0.4, size * 5, size * 2.6)
        painter.setFont(self._font(1.7 if self._is_wide() else 1.1, strong=True))
        painter.setPen(QColor(tokens.text))
        painter.drawText(count, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, f"n = {self._band.n}")
        painter.setFont(self._font())
        for (color, width, text), at in zip(entries, places, strict=True):
            self._paint_sample(painter, QRectF(at.x(), at.y() - size * 0.5, size * 1.8, size), color, width)
            painter.setPen(QColor(tokens.text))
            room = QRectF(at.x() + size * 2.2, at.y() - size, box.right() - at.x() - size * 2.2, size * 2)
            flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(room, int(flags) | int(Qt.TextFlag.TextWordWrap), text)

    def _paint_sample(self, painter: QPainter, box: QRectF, color: str, width: float) -> None:
        if width:
            sample = QPainterPath(QPointF(box.left(), box.center().y()))
            sample.lineTo(box.right(), box.center().y())
            painter.setPen(_pen(color, width))
            painter.drawPath(sample)
            return
        shade = QColor(color)
        shade.setAlphaF(0.16)
        painter.fillRect(box, shade)

    def _described(self) -> str:
        told = (
            f"{label}: {round(value * 100)}"
            for label, value in zip(self._labels, self._band.median, strict=False)
            if value is not None
        )
        return tr("{n} people. Median per question, of 100: {values}", n=self._band.n, values="; ".join(told))


def _band_path(layout: RadarLayout, q1: Sequence[float | None], q3: Sequence[float | None]) -> QPainterPath:
    """The area between the quartiles; where an axis has none, the two sectors beside it stay open."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.OddEvenFill)
    outer, inner = outline(q3), outline(q1)
    for far, near in zip(outer.runs, inner.runs, strict=True):
        path.addPolygon(_polygon(layout, far if outer.closed else (*far, *reversed(near))))
        path.closeSubpath()
        if outer.closed:
            path.addPolygon(_polygon(layout, near))
            path.closeSubpath()
    return path


def _polygon(layout: RadarLayout, points: Sequence[Point]) -> QPolygonF:
    centre, radius = layout.centre, layout.radius
    return QPolygonF([QPointF(centre.x() + x * radius, centre.y() - y * radius) for x, y in points])


def _pen(color: str, width: float) -> QPen:
    """A pen that Qt strokes fast: flat caps, solid, no path."""
    pen = QPen(QColor(color), width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen
