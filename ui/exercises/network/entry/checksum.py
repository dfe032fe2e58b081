"""The checksum of a tally as a picture: one dot for each person of the list, filled as the counts are typed."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from facilitator.i18n import tr, trn
from ui.speaker import Speaker
from ui.theme import theme

_DOT = 16
_GAP = 6


class Checksum(Speaker, QWidget):
    """Dots in a row, told apart by answer: filled ones change between two strengths from one answer to the next."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: tuple[int, ...] = ()
        self._size = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_counts(self, counts: Sequence[int], size: int) -> None:
        """Show `counts` in the order of the answers, against a list of `size` people."""
        self._counts, self._size = tuple(counts), size
        self.setAccessibleName(verdict(sum(counts), size)[0])
        self.update()

    def sizeHint(self) -> QSize:
        """One row of dots."""
        return QSize(300, _DOT + 2 * _GAP)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a dot per person; those too many in the colour of an error, with a cross through them."""
        tokens = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        total = sum(self._counts)
        drawn = max(self._size, total)
        pitch = min(_DOT + _GAP, (self.width() - _DOT) / max(drawn - 1, 1))
        radius = min(_DOT, pitch * 0.8) / 2
        owners = [number for number, count in enumerate(self._counts) for _ in range(count)]
        for place in range(drawn):
            middle = QPointF(_DOT / 2 + place * pitch, self.height() / 2)
            if place >= self._size:
                painter.setPen(QPen(QColor(tokens.danger), 2))
                reach = radius * 0.7
                painter.drawLine(middle + QPointF(-reach, -reach), middle + QPointF(reach, reach))
                painter.drawLine(middle + QPointF(-reach, reach), middle + QPointF(reach, -reach))
            elif place < total:
                done = tokens.success if total == self._size else tokens.accent
                painter.setPen(QPen(QColor(done), 1.5))
                light = QColor(done)
                light.setAlphaF(0.35)
                painter.setBrush(QColor(done) if owners[place] % 2 == 0 else light)
                painter.drawEllipse(middle, radius, radius)
            else:
                painter.setPen(QPen(QColor(tokens.control), 1.5))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(middle, radius, radius)
        painter.end()


def verdict(total: int, size: int) -> tuple[str, str]:
    """What the sum says in words, and the role of those words."""
    if total == size:
        return tr("{total} of {size}: complete", total=total, size=size), "success"
    if total < size:
        left = trn("{count} to go", "{count} to go", size - total)
        return tr("{total} of {size}: {left}", total=total, size=size, left=left), "body"
    return (
        trn(
            "{total} of {size}: one too many. Correct a number.",
            "{total} of {size}: {count} too many. Correct a number.",
            total - size,
            total=total,
            size=size,
        ),
        "error",
    )
