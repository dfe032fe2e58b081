"""The pages of the projector that are words: the calm title, the prompt of a step, and a picture that stands still.

All sizes are shares of the height of the page, so that the back of the room reads it on any projector: no text is
smaller than `SMALLEST`, titles never smaller than `SMALLEST_TITLE`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from ui.projector.prompt import Prompt
from ui.speaker import Speaker
from ui.theme.theme import tokens_for

SMALLEST = 0.03
SMALLEST_TITLE = 0.05


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph: its text, its size and the space above it as shares of the page's height, its token and weight."""

    text: str
    size: float
    above: float = 0.0
    color: str = "text"
    weight: QFont.Weight = QFont.Weight.Normal
    smallest: float = SMALLEST
    number: str = ""


_STEPS = 20
"""In so many steps words are made smaller from their usual size to nothing, until they fit."""


class WordsPage(Speaker, QWidget):
    """Paragraphs, one below the other, made smaller together when they would not fit."""

    margin = 0.09
    align = Qt.AlignmentFlag.AlignLeft

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words: tuple[Words, ...] = ()
        self._text_scale = 1.0

    def set_text_scale(self, scale: float) -> None:
        """Make all words larger by this factor, as far as they fit."""
        self._text_scale = scale
        self.update()

    def say(self, words: Sequence[Words]) -> None:
        """Show these paragraphs."""
        self._words = tuple(paragraph for paragraph in words if paragraph.text)
        self.setAccessibleName("\n".join(paragraph.text for paragraph in self._words))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the background and the words."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens_for(self).surface))
        scale = self._fitting_scale()
        y = max(self.height() * self.margin, (self.height() - self._laid_out(None, scale, 0)) * self._balance())
        self._laid_out(painter, scale, y)
        painter.end()

    def _balance(self) -> float:
        return 0.42

    def _fitting_scale(self) -> float:
        room = self.height() * (1 - 2 * self.margin)
        # In the same steps whatever was chosen, so that larger words are never smaller than the usual ones.
        sizes = (step / _STEPS for step in range(round(self._text_scale * _STEPS), _STEPS // 2, -1))
        return next((scale for scale in sizes if self._laid_out(None, scale, 0) <= room), 0.5)

    def sizes(self) -> list[int]:
        """The height of each paragraph's letters in pixels, as it is painted now."""
        scale = self._fitting_scale()
        return [self._pixels(paragraph, scale) for paragraph in self._words]

    def _pixels(self, paragraph: Words, scale: float) -> int:
        return max(1, round(self.height() * max(paragraph.size * scale, paragraph.smallest)))

    def _laid_out(self, painter: QPainter | None, scale: float, top: float) -> float:
        """Lay the paragraphs out below `top`, paint them if there is a painter, and return the height they take."""
        height = self.height()
        left = self.width() * self.margin
        y = top
        tokens = tokens_for(self)
        for paragraph in self._words:
            font = QFont(self.font())
            font.setPixelSize(self._pixels(paragraph, scale))
            font.setWeight(paragraph.weight)
            indent = QFontMetricsF(font).horizontalAdvance("0  ") * 1.2 if paragraph.number else 0.0
            box = QRectF(left + indent, 0, self.width() - 2 * left - indent, 1e6)
            flags = int(Qt.TextFlag.TextWordWrap) | int(self.align)
            taken = QFontMetricsF(font).boundingRect(box, flags, paragraph.text).height()
            y += height * paragraph.above * scale
            if painter is not None:
                painter.setFont(font)
                if paragraph.number:
                    painter.setPen(QColor(tokens.accent))
                    painter.drawText(QRectF(left, y, indent, taken), int(Qt.AlignmentFlag.AlignLeft), paragraph.number)
                painter.setPen(QColor(getattr(tokens, paragraph.color)))
                painter.drawText(QRectF(box.left(), y, box.width(), taken), flags, paragraph.text)
            y += taken
        return y - top


class TitlePage(WordsPage):
    """The workshop's title and nothing else: what the room sees when there is nothing to see."""

    align = Qt.AlignmentFlag.AlignHCenter

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the title over a quiet line in the accent colour at the foot of the page."""
        super().paintEvent(event)
        painter = QPainter(self)
        foot = max(2.0, self.height() * 0.012)
        painter.fillRect(QRectF(0, self.height() - foot, self.width(), foot), QColor(tokens_for(self).accent))
        painter.end()

    def show_title(self, title: str, below: str) -> None:
        """Show the workshop's title, and a line below it."""
        self.say(
            [
                Words(title, 0.09, weight=QFont.Weight.DemiBold, smallest=SMALLEST_TITLE),
                Words(below, 0.04, above=0.04, color="muted"),
            ]
        )


class PromptPage(WordsPage):
    """What to do now."""

    def show_prompt(self, prompt: Prompt) -> None:
        """Show a prompt."""
        numbered = len(prompt.lines) > 1
        self.say(
            [
                Words(prompt.title, 0.095, weight=QFont.Weight.DemiBold, smallest=SMALLEST_TITLE),
                Words(prompt.sentence, 0.055, above=0.035, color="muted"),
                *(
                    Words(line, 0.048, above=0.05 if index == 0 else 0.025, number=str(index + 1) if numbered else "")
                    for index, line in enumerate(prompt.lines)
                ),
                *(
                    Words(line, 0.048, above=0.05 if index == 0 else 0.025, color="muted")
                    for index, line in enumerate(prompt.end)
                ),
            ]
        )


class StillPage(QWidget):
    """A picture that stays as it is while the facilitator works on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = QPixmap()
        self._ground = ""

    def keep(self, picture: QPixmap, words: str) -> None:
        """Show `picture`; `words` is what was to be read on it."""
        self._picture = picture
        # Its own ground goes on around it, even if the scheme is changed while it stands.
        self._ground = tokens_for(self).surface
        self.setAccessibleName(words)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the picture as large as fits."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._ground or tokens_for(self).surface))
        if not self._picture.isNull():
            size = self._picture.deviceIndependentSize().toSize()
            area = QRectF(0, 0, *size.scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio).toTuple())
            area.moveCenter(QRectF(self.rect()).center())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(area, self._picture, QRectF(self._picture.rect()))
        painter.end()
