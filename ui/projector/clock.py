"""The time left on the projector: as a page of its own, as a clock in the corner, and its quiet end.

The end of a step's time is a frame that glows around whatever the room sees and goes again: it can be seen from the
corner of an eye and interrupts nobody.
"""

from PySide6.QtCore import QEasingCurve, QRectF, Qt, QVariantAnimation
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from facilitator.i18n import tr
from ui.speaker import Speaker
from ui.stage import TimeLeft
from ui.theme.motion import is_reduced
from ui.theme.theme import tokens_for

_CORNER = 0.045
"""Height of the letters of the corner's clock, as a share of the page's height."""
_DIGITS = 0.34
_WORDS = 0.05
_FRAME = 0.014
_PULSES = 3
_PULSE_MS = 2400
_STILL_MS = 6000


def clock_text(time: TimeLeft) -> str:
    """The time left as minutes and seconds, with a plus once it is over: 754 is "12:34", -5 is "+0:05"."""
    whole = round(time.left)
    sign = "+" if whole < 0 else ""
    return f"{sign}{abs(whole) // 60}:{abs(whole) % 60:02d}"


def clock_words(time: TimeLeft) -> str:
    """What the clock says besides its digits."""
    if not time.is_timed:
        return tr("This step has no time of its own")
    if round(time.left) <= 0:
        return tr("Time is up") if time.running else tr("Time is up, paused")
    return tr("left") if time.running else tr("left, paused")


class TimerPage(Speaker, QWidget):
    """The step's title, the time left as large as the room is deep, and a line that grows shorter."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = ""
        self._time = TimeLeft()
        self._text_scale = 1.0

    def set_text_scale(self, scale: float) -> None:
        """Make the words larger by this factor; the digits are as large as can be already."""
        self._text_scale = scale
        self.update()

    def show_step(self, title: str) -> None:
        """Whose time it is."""
        self._title = title
        self._name()

    def show_time(self, time: TimeLeft) -> None:
        """How much is left."""
        told = (clock_text(self._time), clock_words(self._time))
        self._time = time
        if told != (clock_text(time), clock_words(time)):
            self._name()

    def _name(self) -> None:
        digits = clock_text(self._time) if self._time.is_timed else ""
        self.setAccessibleName(" ".join(text for text in (self._title, digits, clock_words(self._time)) if text))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint title, digits, words and line."""
        tokens, height, width = tokens_for(self), float(self.height()), float(self.width())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(tokens.surface))
        middle = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
        words = height * _WORDS * self._text_scale
        painter.setPen(QColor(tokens.muted))
        painter.setFont(self._font(words * 1.1))
        painter.drawText(QRectF(width * 0.1, height * 0.08, width * 0.8, height * 0.2), middle, self._title)
        if self._time.is_timed:
            painter.setPen(QColor(tokens.accent if round(self._time.left) <= 0 else tokens.text))
            painter.setFont(self._font(height * _DIGITS, strong=True))
            painter.drawText(QRectF(0, height * 0.28, width, height * 0.4), middle, clock_text(self._time))
            self._paint_line(painter, QRectF(width * 0.18, height * 0.72, width * 0.64, height * 0.014))
        painter.setPen(QColor(tokens.muted))
        painter.setFont(self._font(words))
        painter.drawText(
            QRectF(width * 0.1, height * 0.76, width * 0.8, height * 0.14), middle, clock_words(self._time)
        )
        painter.end()

    def _paint_line(self, painter: QPainter, box: QRectF) -> None:
        tokens = tokens_for(self)
        share = min(max(self._time.left / self._time.planned, 0.0), 1.0)
        for part, color in ((1.0, tokens.raised), (share, tokens.accent)):
            if part > 0:
                path = QPainterPath()
                bar = box.adjusted(0, 0, -box.width() * (1 - part), 0)
                path.addRoundedRect(bar, box.height() / 2, box.height() / 2)
                painter.fillPath(path, QColor(color))

    def _font(self, pixels: float, *, strong: bool = False) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(max(1, round(pixels)))
        if strong:
            font.setWeight(QFont.Weight.DemiBold)
        return font


class CornerClock(Speaker, QWidget):
    """The time left at the top right of any page, on a ground of its own so that it can be read over everything."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._time = TimeLeft()
        self._window = parent
        self._text = ""
        self._text_scale = 1.0
        self.hide()

    def show_time(self, time: TimeLeft) -> None:
        """How much is left; painted again only when the digits change."""
        self._time = time
        if clock_text(time) != self._text:
            self._text = clock_text(time)
            self.setAccessibleName(tr("{time} {words}", time=self._text, words=clock_words(time)))
            self.place()
            self.update()

    def place(self, text_scale: float | None = None) -> None:
        """Take the corner of the window, whose size it follows."""
        window = self._window
        if text_scale is not None:
            self._text_scale = text_scale
        size = window.height() * _CORNER * self._text_scale
        font = QFont(window.font())
        font.setPixelSize(max(1, round(size)))
        font.setWeight(QFont.Weight.DemiBold)
        self.setFont(font)
        # As wide as digits of the same number would be at most, so that it does not tremble while it counts.
        widest = QFontMetricsF(font).horizontalAdvance("8" * len(self._text)) + size
        margin = window.height() * 0.03
        self.setGeometry(round(window.width() - widest - margin), round(margin), round(widest), round(size * 1.5))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the digits on their ground."""
        tokens = tokens_for(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QPainterPath()
        ground.addRoundedRect(QRectF(self.rect()), self.height() * 0.25, self.height() * 0.25)
        over = round(self._time.left) <= 0
        painter.fillPath(ground, QColor(tokens.accent if over else tokens.raised))
        painter.setPen(QColor(tokens.on_accent if over else tokens.text))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text)
        painter.end()


class EndSignal(QWidget):
    """A frame that glows a few times around what the room sees, or stands for a moment where motion is reduced."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._window = parent
        self._glow = QVariantAnimation(self, startValue=0.0, endValue=1.0, duration=_PULSE_MS)
        self._glow.setKeyValueAt(0.5, 1.0)
        self._glow.setEndValue(0.0)
        self._glow.setLoopCount(_PULSES)
        self._glow.setEasingCurve(QEasingCurve.Type.InOutSine)
        self._glow.valueChanged.connect(lambda _value: self.update())
        self._glow.finished.connect(self.hide)
        self.hide()

    def begin(self) -> None:
        """The time is over."""
        self.setGeometry(self._window.rect())
        still = is_reduced()
        self._glow.setKeyValueAt(0.0, 1.0 if still else 0.0)
        self._glow.setKeyValueAt(1.0, 1.0 if still else 0.0)
        self._glow.setDuration(_STILL_MS if still else _PULSE_MS)
        self._glow.setLoopCount(1 if still else _PULSES)
        self.show()
        self.raise_()
        self._glow.start()

    def stop(self) -> None:
        """There is time again, or nothing of it may be seen."""
        self._glow.stop()
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the frame in the strength of the moment."""
        width = self.height() * _FRAME
        color = QColor(tokens_for(self).accent)
        color.setAlphaF(float(self._glow.currentValue() or 0.0))
        painter = QPainter(self)
        pen = QPen(color, width)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.drawRect(QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2))
        painter.end()
