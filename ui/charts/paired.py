"""A room before and after, axis by axis: the two means of the same people, their difference, and how sure that is."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget

from facilitator.i18n import tr
from ui.charts.markers import paint_marker
from ui.charts.view import ChartView


@dataclass(frozen=True, slots=True)
class PairedRow:
    """One axis over the same `n` people: means in [0, 1]; the `change` and its interval as they are shown.

    Those, and both means as `shown`, are whole points of 100. None where unknown.
    """

    label: str
    n: int
    before: float | None
    after: float | None
    change: int | None
    low: int | None
    high: int | None
    shown: tuple[int, int] | None = None


class PairedChart(ChartView):
    """Call `set_rows`. Before is a hollow point, after a full one; the change stands beside them in words."""

    def __init__(self, parent: QWidget | None = None, *, smallest_text: float = 0.0) -> None:
        super().__init__(parent)
        self._smallest_text = smallest_text
        self._scale = 1.0
        self._rows: tuple[PairedRow, ...] = ()
        self._names = (tr("before"), tr("now"))
        self._empty = tr("There is nothing to compare yet.")
        self.setMinimumSize(280, 200)
        self.setAccessibleName(tr("Before and after"))

    def set_rows(self, rows: Sequence[PairedRow]) -> None:
        """Show these axes."""
        self._rows = tuple(rows)
        self.setAccessibleDescription("; ".join(f"{row.label}: {change_in_words(row)}" for row in rows))
        self.refresh()

    def set_empty_text(self, sentence: str) -> None:
        """What to say while there is nothing to compare."""
        self._empty = sentence
        self.refresh()

    def set_text_scale(self, scale: float) -> None:
        """Make letters larger by this factor."""
        self._scale = scale
        self.refresh()

    @property
    def texts(self) -> list[str]:
        """Every text that may be painted."""
        return [*(text for row in self._rows for text in (row.label, change_in_words(row))), *self._names, self._empty]

    def paint_chart(self, painter: QPainter, exposed: QRectF) -> None:
        """Paint a row for each axis."""
        painter.fillRect(exposed, self.ground())
        tokens, font = self.tokens(), self._font()
        metrics = QFontMetricsF(font)
        high = metrics.height()
        if not self._rows:
            painter.setFont(self._font(1.1))
            painter.setPen(QColor(tokens.muted))
            flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
            painter.drawText(self.area().adjusted(60, 0, -60, 0), flags, self._empty)
            return
        area = self.area().adjusted(high * 1.2, high * 0.4, -high * 1.2, -high * 0.4)
        names = min(max(metrics.horizontalAdvance(row.label) for row in self._rows) + high, area.width() * 0.25)
        said = [change_in_words(row) for row in self._rows]
        words = min(max(metrics.horizontalAdvance(each) for each in said) + high, area.width() * 0.42)
        top, foot = area.top() + high * 1.6, high * 1.3
        row_high = min((area.bottom() - foot - top) / len(self._rows), high * 3.4)
        track = QRectF(area.left() + names, top, area.width() - names - words, row_high * len(self._rows))
        self._paint_legend(painter, QRectF(track.left(), area.top(), track.width(), high * 1.3), font)
        self._paint_scale(painter, track, font)
        wrap = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWordWrap)
        for at, (row, told) in enumerate(zip(self._rows, said, strict=True)):
            middle = track.top() + (at + 0.5) * row_high
            painter.setFont(font)
            painter.setPen(QColor(tokens.text))
            painter.drawText(QRectF(area.left(), middle - row_high / 2, names - high * 0.5, row_high), wrap, row.label)
            painter.drawText(QRectF(track.right() + high, middle - row_high / 2, words - high, row_high), wrap, told)
            self._paint_row(painter, row, track, middle, high)

    def _paint_legend(self, painter: QPainter, box: QRectF, font: QFont) -> None:
        metrics, style = QFontMetricsF(font), self.tokens().series[0]
        left = box.left()
        painter.setFont(font)
        for words, hollow in zip(self._names, (True, False), strict=True):
            size = metrics.height() * (0.38 if hollow else 0.26)
            at = QPointF(left + metrics.height() * 0.5, box.center().y())
            paint_marker(painter, style, at, size, self.ground(), hollow=hollow)
            painter.setPen(QColor(self.tokens().text))
            painter.drawText(QRectF(left + metrics.height() * 1.1, box.top(), box.width(), box.height()),
                             int(Qt.AlignmentFlag.AlignVCenter), words)  # fmt: skip
            left += metrics.horizontalAdvance(words) + metrics.height() * 2.4

    def _paint_scale(self, painter: QPainter, track: QRectF, font: QFont) -> None:
        high = QFontMetricsF(font).height()
        painter.setFont(self._font(0.9))
        for tick in (0, 25, 50, 75, 100):
            x = round(track.left() + track.width() * tick / 100) + 0.5
            painter.setPen(QPen(QColor(self.tokens().ring), 1))
            painter.drawLines([QLineF(x, track.top(), x, track.bottom())])
            painter.setPen(QColor(self.tokens().muted))
            box = QRectF(x - high * 2, track.bottom() + high * 0.15, high * 4, high)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(tick))

    def _paint_row(self, painter: QPainter, row: PairedRow, track: QRectF, middle: float, high: float) -> None:
        style = self.tokens().series[0]
        painter.setPen(QPen(QColor(self.tokens().ring), 1))
        painter.drawLines([QLineF(track.left(), middle, track.right(), middle)])
        if row.before is None or row.after is None:
            return
        before = QPointF(track.left() + track.width() * row.before, middle)
        after = QPointF(track.left() + track.width() * row.after, middle)
        painter.setPen(QPen(QColor(style.color), max(3.0, high * 0.16)))
        painter.drawLines([QLineF(before, after)])
        # The earlier one is the larger ring, so that both are seen where nothing changed.
        paint_marker(painter, style, before, high * 0.44, self.ground(), hollow=True)
        paint_marker(painter, style, after, high * 0.26, self.ground())

    def _font(self, scale: float = 1.0) -> QFont:
        font = QFont(self.font())
        least = self._smallest_text * self.height()
        font.setPixelSize(round(max(11.0, min(self.height(), self.width()) * 0.03 * scale, least) * self._scale))
        return font


def change_in_words(row: PairedRow) -> str:
    """The change with what it stands on, as one line."""
    if not row.n:
        return tr("nobody to compare")
    if row.change is None:
        return tr("n = {n}, would tell of too few", n=row.n)
    change = _signed(row.change)
    if row.shown is not None:
        change = tr("{before} → {after}: {change}", before=row.shown[0], after=row.shown[1], change=change)
    if row.low is None or row.high is None:
        return tr("{mean} · n = {n}, too few for an interval", mean=change, n=row.n)
    return tr("{mean} ({low} to {high}) · n = {n}", mean=change, low=_signed(row.low), high=_signed(row.high), n=row.n)


def _signed(points: int) -> str:
    return "0" if not points else f"{'+' if points > 0 else '−'}{abs(points)}"
