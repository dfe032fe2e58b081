"""Title and sentence above a chart on the projector."""

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QResizeEvent, QTextLayout
from PySide6.QtWidgets import QWidget

from ui.theme.theme import tokens_for
from ui.theme.tokens import METRICS

LEFT = METRICS.room_edge
"""Where a line begins, as a share of the width."""
_TITLE = 0.062
_SENTENCE, _LEAST_SENTENCE = 0.036, 0.03
"""A sentence of smaller letters goes onto more lines."""
_MOST_LINES = 3
_LEAST_TITLE = 0.05
"""A title of smaller letters goes onto two lines."""
_TOP, _LEADING = 0.035, 1.3
_TOP_OF_TWO, _OF_TWO = 0.022, 1.1
"""The same where the title takes two lines: they are closer to each other and to the edge."""
_FOOT = 0.008
"""What is left free below the last line."""
_CLOCK = 0.23
"""What the clock takes of the upper right corner, as a share of the view's height: no title goes under it."""


class ProjectorHeader(QWidget):
    """Sizes follow the height of the whole view; what is too long becomes smaller, or takes more lines."""

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
        is_other, high = title != self._title, self.height()
        self._title, self._sentence = title, sentence
        self.setAccessibleName(f"{title}. {sentence}")
        if is_other or self._needed() != high:
            self._fit()
        else:
            # The number in the sentence changes with each answer, and the large letters above it take longest.
            self.update(self._below_the_title())

    def set_whole(self, height: int, share: float) -> None:
        """Take `share` of the view's height, and more where the words need it."""
        self._whole, self._share = height, share
        self._fit()

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """In another width a title may take other lines."""
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(self._needed())
        self.update()

    def _needed(self) -> int:
        down_to = self._title_goes_down_to() + self._set_sentence()[1] + self._whole * _FOOT
        return round(max(self._whole * self._share * self._scale, down_to))

    def _title_goes_down_to(self) -> float:
        title, pixels = self._set_title()
        if title.lineCount() > 1:
            return self._whole * _TOP_OF_TWO * self._scale + title.lineCount() * pixels * _OF_TWO
        return self._whole * (_TOP + _TITLE * self._scale * _LEADING)

    def _below_the_title(self) -> QRect:
        return QRect(0, int(self._title_goes_down_to()), self.width(), self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint both, or the sentence alone."""
        painter, tokens = QPainter(self), tokens_for(self)
        painter.fillRect(event.rect(), QColor(tokens.surface))
        left = self.width() * LEFT
        title, _ = self._set_title()
        if event.rect().top() < self._below_the_title().top():
            painter.setPen(QColor(tokens.text))
            top = _TOP_OF_TWO * self._scale if title.lineCount() > 1 else _TOP
            title.draw(painter, QPointF(left, self._whole * top))
        sentence, _ = self._set_sentence()
        painter.setPen(QColor(tokens.muted))
        sentence.draw(painter, QPointF(left, self._title_goes_down_to()))
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
            leading = self._whole * _TITLE * self._scale * _LEADING
            return self._lines(self._title, self._font(pixels, QFont.Weight.DemiBold), space, leading), pixels
        return self._close_lines(self._title, least, QFont.Weight.DemiBold, space, most=2)

    def _set_sentence(self) -> tuple[QTextLayout, float]:
        """The sentence in lines, and their height: on one line where its letters are not too small for that."""
        space = self.width() * (1 - 2 * LEFT)
        usual, least = (max(1, round(self._whole * size * self._scale)) for size in (_SENTENCE, _LEAST_SENTENCE))
        weight = QFont.Weight.Normal
        taken = QFontMetricsF(self._font(usual, weight)).horizontalAdvance(self._sentence)
        pixels = usual if taken <= space else int(usual * space / taken)
        if pixels >= least:
            leading = pixels * (_LEADING if self._set_title()[0].lineCount() < 2 else _OF_TWO)
            return self._lines(self._sentence, self._font(pixels, weight), space, leading), leading
        lines, pixels = self._close_lines(self._sentence, least, weight, space, most=_MOST_LINES)
        return lines, lines.lineCount() * pixels * _OF_TWO

    def _close_lines(
        self, text: str, pixels: int, weight: QFont.Weight, space: float, *, most: int
    ) -> tuple[QTextLayout, int]:
        """A text in lines close to each other, `most` at most, in letters of `pixels` or what that takes."""
        while True:
            lines = self._lines(text, self._font(pixels, weight), space, pixels * _OF_TWO)
            if lines.lineCount() <= most or pixels <= 1:
                return lines, pixels
            pixels -= 1

    @staticmethod
    def _lines(text: str, font: QFont, space: float, leading: float) -> QTextLayout:
        """A text in lines of this width, each in the middle of its part of the height."""
        layout = QTextLayout(text, font)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            # A hair more, so that what fits just so stays on one line.
            line.setLineWidth(space + 1)
            line.setPosition(QPointF(0, (layout.lineCount() - 0.5) * leading - line.height() / 2))
        layout.endLayout()
        return layout
