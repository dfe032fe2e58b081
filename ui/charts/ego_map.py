"""One's own contacts around oneself: circles by closeness, coloured and shaped by group, the ties among them drawn.

It shows names, so it is for their owner's own screen alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget

from facilitator.i18n import tr, trn
from ui.charts.label_placing import place_labels
from ui.charts.markers import paint_marker
from ui.charts.view import ChartView
from ui.theme.tokens import Series

_LONGEST, _SHORT = 15.0, 8.0
"""Width of a label, in heights of its letters: usually, and in a crowd."""
_CROWD = 15


@dataclass(frozen=True, slots=True)
class MapContact:
    """One contact: coordinates in the unit circle, x to the right and y down; `group` from 1, 0 where unknown."""

    label: str
    x: float
    y: float
    group: int


class EgoMapChart(ChartView):
    """Call `set_map`. Names that find no free place are left out of the picture and stay in its description."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._contacts: tuple[MapContact, ...] = ()
        self._ties: tuple[tuple[int, int], ...] | None = None
        self._radii: tuple[float, ...] = ()
        self._groups: tuple[str, ...] = ()
        self.setMinimumSize(280, 240)
        self.setAccessibleName(tr("Your contacts around you"))

    def set_map(
        self,
        contacts: Sequence[MapContact],
        ties: Sequence[tuple[int, int]] | None,
        radii: Sequence[float],
        groups: Sequence[str],
    ) -> None:
        """Show these contacts; `ties` are pairs of places among them, None where nobody asked."""
        self._contacts, self._radii, self._groups = tuple(contacts), tuple(radii), tuple(groups)
        self._ties = None if ties is None else tuple(ties)
        self.setAccessibleDescription(self._described())
        self.refresh()

    def paint_chart(self, painter: QPainter, exposed: QRectF) -> None:
        """Paint the whole map: it changes seldom."""
        painter.fillRect(exposed, self.ground())
        font = self._font()
        metrics = QFontMetricsF(font)
        area = self.area().adjusted(
            metrics.height(), metrics.height() * 0.6, -metrics.height(), -metrics.height() * 0.4
        )
        if not self._contacts:
            painter.setFont(font)
            painter.setPen(QColor(self.tokens().muted))
            words = tr("The map needs single contacts: it is drawn for lists entered by contact.")
            painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap), words)
            return
        legend = self._legend_height(area.width(), font)
        plot = area.adjusted(0, 0, 0, -legend)
        self._paint_legend(painter, QRectF(area.left(), plot.bottom(), area.width(), legend), font)
        radius = min(plot.width() / 2, plot.height() / 2 - metrics.height() * 1.6)
        middle = plot.center()
        self._paint_circles(painter, middle, radius)
        points = [QPointF(middle.x() + each.x * radius, middle.y() + each.y * radius) for each in self._contacts]
        size = max(5.0, metrics.height() * 0.36)
        # Spokes to oneself would say nothing: everybody on the map has one.
        painter.setPen(QPen(QColor(self.tokens().faint), max(1.2, size * 0.24)))
        painter.drawLines([QLineF(points[one], points[other]) for one, other in self._ties or ()])
        self._paint_self(painter, middle, font)
        for contact, point in zip(self._contacts, points, strict=True):
            style = self._style(contact.group)
            paint_marker(painter, style, point, size, self.ground(), hollow=contact.group == 0)
        self._paint_labels(painter, plot, points, size, font)

    def _font(self, scale: float = 1.0) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(round(max(11.0, min(self.height() * 0.027, self.width() * 0.03) * scale)))
        return font

    def _style(self, group: int) -> Series:
        series = self.tokens().series
        if 1 <= group <= len(series):
            return series[group - 1]
        return Series(self.tokens().muted, (), "circle")

    def _paint_circles(self, painter: QPainter, middle: QPointF, radius: float) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self.tokens().ring), 1))
        for ring in self._radii:
            painter.drawEllipse(middle, radius * ring, radius * ring)

    def _paint_self(self, painter: QPainter, middle: QPointF, font: QFont) -> None:
        strong = QFont(font)
        strong.setWeight(QFont.Weight.DemiBold)
        metrics = QFontMetricsF(strong)
        size = metrics.horizontalAdvance(tr("You")) * 0.5 + metrics.height() * 0.4
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.tokens().text))
        painter.drawEllipse(middle, size, size)
        painter.setFont(strong)
        painter.setPen(QColor(self.tokens().surface))
        box = QRectF(middle.x() - size, middle.y() - size, 2 * size, 2 * size)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, tr("You"))

    def _paint_labels(
        self, painter: QPainter, plot: QRectF, points: Sequence[QPointF], size: float, font: QFont
    ) -> None:
        metrics = QFontMetricsF(font)
        room = metrics.height() * (_LONGEST if len(points) <= _CROWD else _SHORT)
        words = [metrics.elidedText(each.label, Qt.TextElideMode.ElideRight, room) for each in self._contacts]
        sizes = [QSizeF(metrics.horizontalAdvance(said) + 2, metrics.height()) for said in words]
        # Those on the outer circles have the most room: the inner ones choose first.
        inner = sorted(range(len(points)), key=lambda at: self._contacts[at].x ** 2 + self._contacts[at].y ** 2)
        you = plot.center()
        own = metrics.height() * 1.4
        boxes = place_labels([*points, you], [*sizes, QSizeF(0, 0)], [*([size * 1.3] * len(points)), own], plot,
                             first=inner)  # fmt: skip
        painter.setFont(font)
        ground = QColor(self.ground())
        ground.setAlphaF(0.8)
        for said, box in zip(words, boxes, strict=False):
            if box is not None:
                painter.fillRect(box.adjusted(-1, 1, 1, -1), ground)
                painter.setPen(QColor(self.tokens().text))
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, said)

    # The legend

    def _entries(self) -> list[tuple[int, str]]:
        present = {each.group for each in self._contacts}
        listed = [(at, name) for at, name in enumerate(self._groups, start=1) if at in present]
        return [*listed, (0, tr("not said"))] if 0 in present and listed else listed

    def _lines(self, width: float, font: QFont) -> list[list[tuple[int, str, float]]]:
        metrics = QFontMetricsF(font)
        lines: list[list[tuple[int, str, float]]] = [[]]
        for group, name in self._entries():
            taken = metrics.horizontalAdvance(name) + metrics.height() * 2.2
            if lines[-1] and sum(each[2] for each in lines[-1]) + taken > width:
                lines.append([])
            lines[-1].append((group, name, taken))
        return [line for line in lines if line]

    def _legend_height(self, width: float, font: QFont) -> float:
        return QFontMetricsF(font).height() * 1.5 * len(self._lines(width, font))

    def _paint_legend(self, painter: QPainter, box: QRectF, font: QFont) -> None:
        high = QFontMetricsF(font).height()
        painter.setFont(font)
        top = box.top()
        for line in self._lines(box.width(), font):
            left = box.center().x() - sum(each[2] for each in line) / 2
            for group, name, taken in line:
                at = QPointF(left + high * 0.7, top + high * 0.75)
                paint_marker(painter, self._style(group), at, high * 0.34, self.ground(), hollow=group == 0)
                painter.setPen(QColor(self.tokens().text))
                words = QRectF(left + high * 1.4, top, taken, high * 1.5)
                painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), name)
                left += taken
            top += high * 1.5

    def _described(self) -> str:
        if not self._contacts:
            return tr("Nobody on the map")
        near = sorted(self._contacts, key=lambda each: each.x**2 + each.y**2)
        names = ", ".join(each.label for each in near)
        told = tr("From the closest to the most distant: {names}.", names=names)
        if self._ties is None:
            return told
        return " ".join(
            (told, trn("{count} pair knows each other.", "{count} pairs know each other.", len(self._ties)))
        )
