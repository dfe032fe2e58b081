"""Title and sentence above a chart on the projector."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent, QTextLayout
from PySide6.QtWidgets import QWidget

from ui.theme.theme import current
from ui.theme.tokens import METRICS

LEFT = METRICS.room_edge
"""Where a line begins, as a share of the width."""
_TITLE = 0.062
_SENTENCE = 0.036
_LEAST_TITLE = 0.05
"""A title of smaller letters goes onto two lines."""
_TOP, _LEADING = 0.035, 1.3
_TOP_OF_TWO, _OF_TWO = 0.022, 1.1
"""The same where the title takes two lines: they are closer to each other and to the edge."""
_MORE_OF_TWO = 0.02
"""The share of the height that the header takes more then."""
_CLOCK = 0.23
"""What the clock takes of the upper right corner, as a share of the view's height: no title goes under it."""


class ProjectorHeader(QWidget):
    """Sizes follow the height of the whole view; what is too long for the width becomes smaller, or takes two lines."""

    def __init__(self) -> None:
        super().__init__()
        self.text_scale = 1.0
        self._whole, self._share = 1080, 0.165
        self._title = self._sentence = ""

    @property
    def texts(self) -> tuple[str, str]:
        """What is painted."""
        return self._title, self._sentence

    def say(self, title: str, sentence: str) -> None:
        """Write these."""
        if (title, sentence) == (self._title, self._sentence):
            return
        is_other = title != self._title
        self._title, self._sentence = title, sentence
        self.setAccessibleName(f"{title}. {sentence}")
        if is_other:
            self._fit()
        else:
            # The number in the sentence changes with each answer, and the large letters above it take longest.
            self.update(self._below_the_title())

    def set_whole(self, height: int, share: float) -> None:
        """Take `share` of the view's height, and a little more for a title on two lines."""
        self._whole, self._share = height, share
        self._fit()

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """In another width a title may take other lines."""
        self._fit()

    def _fit(self) -> None:
        more = _MORE_OF_TWO if self._set_title()[0].lineCount() > 1 else 0.0
        self.setFixedHeight(round(self._whole * (self._share + more) * self._scale))
        self.update()

    def _title_goes_down_to(self) -> float:
        title, pixels = self._set_title()
        if title.lineCount() > 1:
            return self._whole * _TOP_OF_TWO * self._scale + title.lineCount() * pixels * _OF_TWO
        return self._whole * (_TOP + _TITLE * self._scale * _LEADING)

    def _below_the_title(self) -> QRect:
        return QRect(0, int(self._title_goes_down_to()), self.width(), self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint both, the title on two lines where one would make it too small, or the sentence alone."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(current().surface))
        left, scale = self.width() * LEFT, self._scale
        title, _ = self._set_title()
        is_long = title.lineCount() > 1
        if event.rect().top() < self._below_the_title().top():
            painter.setPen(QColor(current().text))
            title.draw(painter, QPointF(left, self._whole * (_TOP_OF_TWO * scale if is_long else _TOP)))
        top = self._title_goes_down_to()
        font, space = self._font(round(self._whole * _SENTENCE * scale), QFont.Weight.Normal), self.width() - 2 * left
        taken = QFontMetricsF(font).horizontalAdvance(self._sentence)
        if taken > space:
            font.setPixelSize(max(1, int(font.pixelSize() * space / taken)))
        painter.setFont(font)
        painter.setPen(QColor(current().muted))
        line = QRectF(left, top, space, self._whole * _SENTENCE * scale * (_OF_TWO if is_long else _LEADING))
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._sentence)
        painter.end()

    @property
    def _scale(self) -> float:
        return 0.4 + 0.6 * self.text_scale

    def _font(self, pixels: int, weight: QFont.Weight) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(max(1, pixels))
        font.setWeight(weight)
        return font

    def _set_title(self) -> tuple[QTextLayout, int]:
        """The title in lines, and the size of its letters: on one line as large as it fits, else on two."""
        left = self.width() * LEFT
        space = self.width() - left - max(left, self._whole * _CLOCK)
        usual, least = (max(1, round(self._whole * size * self._scale)) for size in (_TITLE, _LEAST_TITLE))
        taken = QFontMetricsF(self._font(usual, QFont.Weight.DemiBold)).horizontalAdvance(self._title)
        pixels = usual if taken <= space else int(usual * space / taken)
        if pixels >= least:
            return self._lines(pixels, space, self._whole * _TITLE * self._scale * _LEADING), pixels
        pixels = least
        while (lines := self._lines(pixels, space, pixels * _OF_TWO)).lineCount() > 2 and pixels > 1:
            pixels -= 1
        return lines, pixels

    def _lines(self, pixels: int, space: float, leading: float) -> QTextLayout:
        """The title in lines of this width, each in the middle of its part of the height."""
        layout = QTextLayout(self._title, self._font(pixels, QFont.Weight.DemiBold))
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            # A hair more, so that what fits just so stays on one line.
            line.setLineWidth(space + 1)
            line.setPosition(QPointF(0, (layout.lineCount() - 0.5) * leading - line.height() / 2))
        layout.endLayout()
        return layout
