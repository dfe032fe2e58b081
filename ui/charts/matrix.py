"""A heat map with its numbers: who relies on whom, group by group. Rows rely, columns are relied on."""

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget

from facilitator.i18n import tr
from ui.charts.strokes import mixed
from ui.charts.view import ChartView
from ui.theme.tokens import contrast

_TEXT = 0.03


class MatrixChart(ChartView):
    """Call `set_matrix`. Shades follow the share of a row, so that large groups don't outshine small ones."""

    def __init__(self, parent: QWidget | None = None, *, smallest_text: float = 0.0) -> None:
        super().__init__(parent)
        self._smallest_text = smallest_text
        self._scale = 1.0
        self._names: tuple[str, ...] = ()
        self._counts: Mapping[tuple[str, str], int] = {}
        self._notes: Mapping[str, str] = {}
        self._unknown: frozenset[str] = frozenset()
        self._numbered = False
        self._empty = tr("No ties yet.")
        self.setMinimumSize(280, 200)
        self.setAccessibleName(tr("Who relies on whom, group by group"))

    def set_matrix(
        self,
        names: Sequence[str],
        counts: Mapping[tuple[str, str], int],
        notes: Mapping[str, str] | None = None,
        unknown: Collection[str] = (),
    ) -> None:
        """Show ties by (sender, receiver); `notes` stand at the end of a sender's row.

        In the rows that are `unknown` a dash stands for each number.
        """
        self._unknown = frozenset(unknown)
        self._names, self._counts, self._notes = tuple(names), dict(counts), dict(notes or {})
        rows = (
            f"{of}: " + ", ".join(f"{to} {self._counts[of, to]}" for to in names if self._counts.get((of, to)))
            if of not in self._unknown
            else f"{of}: –"
            for of in names
        )
        self.setAccessibleDescription("; ".join(rows))
        self.refresh()

    def set_empty_text(self, sentence: str) -> None:
        """What to say while there is nothing to show."""
        self._empty = sentence
        self.refresh()

    def set_text_scale(self, scale: float) -> None:
        """Make letters larger by this factor."""
        self._scale = scale
        self.refresh()

    @property
    def texts(self) -> list[str]:
        """Every text that may be painted, but for the numbers."""
        return [*self._names, *self._notes.values(), self._empty]

    def paint_chart(self, painter: QPainter, exposed: QRectF) -> None:
        """Paint the whole matrix."""
        painter.fillRect(exposed, self.ground())
        tokens, font = self.tokens(), self._font()
        metrics = QFontMetricsF(font)
        high = metrics.height()
        if not self._names or not any(self._counts.values()):
            painter.setFont(self._font(1.1))
            painter.setPen(QColor(tokens.muted))
            flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
            painter.drawText(self.area().adjusted(40, 0, -40, 0), flags, self._empty)
            return
        area = self.area().adjusted(high, high * 0.5, -high, -high * 0.5)
        widest = max(metrics.horizontalAdvance(name) for name in self._names)
        names = min(widest + high, area.width() * 0.36)
        noted = max((metrics.horizontalAdvance(note) for note in self._notes.values()), default=0.0)
        notes = noted + high if noted else 0.0
        head = high * 2.6
        n = len(self._names)
        cell = min((area.width() - names - notes) / n, (area.height() - head - high) / n, high * 5)
        wide = min((area.width() - names - notes) / n, cell * 2.2)
        left = area.center().x() - (names + wide * n + notes) / 2 + names
        top = area.center().y() - (head + high + cell * n) / 2 + head + high
        self._numbered = self._needs_numbers(wide, font)
        self._paint_frame(painter, QRectF(left, top, wide * n, cell * n), names, head, wide, cell, font)
        for row, of in enumerate(self._names):
            total = sum(self._counts.get((of, to), 0) for to in self._names)
            for column, to in enumerate(self._names):
                count, known = self._counts.get((of, to), 0), of not in self._unknown
                box = QRectF(left + column * wide, top + row * cell, wide, cell).adjusted(1.5, 1.5, -1.5, -1.5)
                share = count / total if total else 0.0
                ground = mixed(tokens.accent, tokens.surface, 0.06 + 0.84 * share)
                painter.fillRect(box, ground if count else QColor(tokens.raised))
                if of == to:
                    painter.setPen(QPen(QColor(tokens.text), 2))
                    painter.setBrush(Qt.BrushStyle.NoBrush)
                    painter.drawRect(box)
                painter.setFont(self._font(strong=count > 0))
                painter.setPen(QColor(self._ink(ground) if count else tokens.muted))
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(count) if known else "–")

    def _ink(self, ground: QColor) -> str:
        """What is read best on a cell: a middle shade bears the one no better than the other bears a dark one."""
        tokens = self.tokens()
        return max(tokens.text, tokens.on_accent, key=lambda ink: contrast(ink, ground.name()))

    def _paint_frame(
        self, painter: QPainter, box: QRectF, names: float, head: float, wide: float, cell: float, font: QFont
    ) -> None:
        tokens, metrics = self.tokens(), QFontMetricsF(font)
        high = metrics.height()
        painter.setFont(self._font(0.9))
        painter.setPen(QColor(tokens.muted))
        over = QRectF(box.left() - names, box.top() - head - high * 1.1, box.width() + names, high)
        painter.drawText(over, int(Qt.AlignmentFlag.AlignRight), tr("is relied on by the row’s group"))
        painter.setFont(font)
        painter.setPen(QColor(tokens.text))
        wrap = int(Qt.TextFlag.TextWordWrap)
        for at, name in enumerate(self._names):
            side = QRectF(box.left() - names, box.top() + at * cell, names - high * 0.6, cell)
            called = f"{at + 1}  {name}" if self._numbered else name
            lines = 2 if cell >= 2 * high and " " in called else 1
            room = side.width() * (1.9 if lines > 1 else 1)
            # Rather a little smaller than cut.
            fitting = self._font(min(1.0, max(0.75, room / max(1.0, metrics.horizontalAdvance(called)))), least=False)
            painter.setFont(fitting)
            shown = QFontMetricsF(fitting).elidedText(called, Qt.TextElideMode.ElideRight, room)
            painter.drawText(side, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter) | wrap, shown)
            painter.setFont(font)
            above = QRectF(box.left() + at * wide + 2, box.top() - head, wide - 4, head - 3)
            head_words = str(at + 1) if self._numbered else name
            painter.drawText(
                above, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom) | wrap, head_words
            )
            note = self._notes.get(name, "")
            beside = QRectF(box.right() + high * 0.7, box.top() + at * cell, 400, cell)
            painter.drawText(beside, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), note)

    def _needs_numbers(self, wide: float, font: QFont) -> bool:
        """Whether a name would be cut above its column: then they are numbered, and stand whole before the rows."""
        metrics = QFontMetricsF(font)
        box, wrap = QRectF(0, 0, wide - 4, 1e4), int(Qt.TextFlag.TextWordWrap)
        return any(
            metrics.boundingRect(box, wrap, name).height() > 2.1 * metrics.height()
            or any(metrics.horizontalAdvance(word) > box.width() for word in name.split())
            for name in self._names
        )

    def _font(self, scale: float = 1.0, *, strong: bool = False, least: bool = True) -> QFont:
        """At least the smallest text; where that is not wanted, `scale` makes that one smaller too."""
        font = QFont(self.font())
        smallest = self._smallest_text * self.height() * (1.0 if least else scale)
        font.setPixelSize(round(max(11.0, min(self.height(), self.width()) * _TEXT * scale, smallest) * self._scale))
        if strong:
            font.setWeight(QFont.Weight.DemiBold)
        return font
