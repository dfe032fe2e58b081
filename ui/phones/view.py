"""The address for phones on the projector: a code to point a camera at, and what to type in its place."""

from collections.abc import Hashable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from facilitator.i18n import tr
from ui.exercises.contract import ProjectorView
from ui.speaker import Speaker
from ui.stage import Showing, Stage
from ui.theme.theme import tokens_for

_QUIET = 4
"""Modules of light around a code, which cameras need."""
_MARGIN, _CORNER = 0.08, 0.07
_TITLE, _LINE, _ADDRESS, _LEAST = 0.075, 0.045, 0.075, 0.03
"""Sizes of letters as shares of the height; an address is smaller where it would not fit."""


def paint_code(painter: QPainter, area: QRectF, address: str) -> None:
    """Paint the code of an address, dark on light in every scheme, as large as fits into whole pixels."""
    import segno

    rows = segno.make(address, error="m").matrix
    whole = len(rows) + 2 * _QUIET
    module = max(1.0, float(int(min(area.width(), area.height()) / whole)))
    left = area.left() + (area.width() - module * whole) / 2
    top = area.top() + (area.height() - module * whole) / 2
    painter.fillRect(QRectF(left, top, module * whole, module * whole), QColor("white"))
    for y, row in enumerate(rows, start=_QUIET):
        for x, dark in enumerate(row, start=_QUIET):
            if dark:
                painter.fillRect(QRectF(left + x * module, top + y * module, module, module), QColor("black"))


class CodeLabel(Speaker, QWidget):
    """The code of an address, for a window."""

    def __init__(self, side: int) -> None:
        super().__init__()
        self._address = ""
        self.setObjectName("phones-code")
        self.setFixedSize(side, side)

    def show_address(self, address: str) -> None:
        """Show another one, "" for none."""
        self._address = address
        self.setAccessibleName(tr("Code of {address}", address=address) if address else "")
        self.setVisible(bool(address))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the code."""
        if self._address:
            painter = QPainter(self)
            paint_code(painter, QRectF(self.rect()), self._address)
            painter.end()


class PhonesView(ProjectorView):
    """What the room sees: the code at the left, how to get there at the right."""

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self._stage = stage
        self._scale = 1.0
        self._address, self._network = stage.showing.address, stage.showing.network
        stage.changed.connect(self._follow)
        self._say()

    def set_text_scale(self, scale: float) -> None:
        """Make the words larger, as far as they fit."""
        self._scale = scale
        self.update()

    def rests_on(self) -> frozenset[Hashable]:
        """The address: one that has ended is not to stand there."""
        return frozenset({self._address})

    def _follow(self, showing: Showing) -> None:
        if (showing.address, showing.network) != (self._address, self._network):
            self._address, self._network = showing.address, showing.network
            self._say()
            self.rests_changed.emit()
            self.update()

    def _lines(self) -> list[tuple[str, float, str, bool]]:
        """Each line with its size, its token and whether it is kept on one line."""
        if not self._address:
            return [(tr("Phones can’t answer any more"), _TITLE, "text", False)]
        network = self._network or tr("Join the Wi-Fi that your facilitator names")
        return [
            (tr("Answer on your phone"), _TITLE, "text", False),
            (network, _LINE, "muted", False),
            (tr("Point the camera at the code, or type"), _LINE, "muted", False),
            (self._address.removeprefix("http://"), _ADDRESS, "accent", True),
        ]

    def _say(self) -> None:
        self.setAccessibleName("\n".join(line for line, *_ in self._lines()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint code and words beside each other, in the middle of the height."""
        painter = QPainter(self)
        tokens = tokens_for(self)
        painter.fillRect(self.rect(), QColor(tokens.surface))
        margin = self.height() * _MARGIN
        area = QRectF(self.rect()).adjusted(margin, margin, -margin, -margin)
        if self._address:
            side = min(area.height(), area.width() * 0.46)
            code = QRectF(area.left(), area.center().y() - side / 2, side, side)
            paint_code(painter, code, self._address)
            area.setLeft(code.right() + margin)
        # The clock has the corner.
        area.setTop(area.top() + self.height() * _CORNER)
        scale = next((step / 20 for step in range(round(self._scale * 20), 10, -1)
                      if self._laid_out(None, area, step / 20) <= area.height()), 0.5)  # fmt: skip
        taken = self._laid_out(None, area, scale)
        self._laid_out(painter, area.translated(0, (area.height() - taken) / 2), scale)
        painter.end()

    def _laid_out(self, painter: QPainter | None, area: QRectF, scale: float) -> float:
        """Lay the lines out from the top of the area, paint them with a painter, and return the height they take."""
        y = area.top()
        flags = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft)
        for line, size, token, whole in self._lines():
            font = QFont(self.font())
            font.setPixelSize(max(1, round(self.height() * max(size * scale, _LEAST))))
            font.setWeight(QFont.Weight.DemiBold if size >= _ADDRESS else QFont.Weight.Normal)
            across = QFontMetricsF(font).horizontalAdvance(line)
            if whole and across > area.width():
                font.setPixelSize(max(1, int(font.pixelSize() * area.width() / across)))
            box = QRectF(area.left(), y, area.width(), 1e6)
            taken = QFontMetricsF(font).boundingRect(box, flags, line).height()
            if painter is not None:
                painter.setFont(font)
                painter.setPen(QColor(getattr(tokens_for(self), token)))
                painter.drawText(QRectF(area.left(), y, area.width(), taken + 1), flags, line)
            y += taken + self.height() * 0.03
        return y - area.top()
