"""A picture to set the projector up by: its edges, its sharpness, its colours, and the sizes of what the room reads."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QScreen
from PySide6.QtWidgets import QWidget

from facilitator.i18n import tr
from ui.screens import screen_under
from ui.theme.theme import FAMILY
from ui.theme.tokens import LIGHT

_SMALLEST, _TITLE = 0.03, 0.05
"""Of the height of the screen: the smallest text that the projector shows, and its titles."""
_GREYS = 8


class PictureTest(QWidget):
    """Fills the screen the room looks at; any key and any click take it away."""

    def __init__(self) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("test-picture")
        self.setWindowTitle(tr("Test picture"))
        self.setAccessibleName(tr("Test picture. Any key takes it away."))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_on(self, screen: QScreen) -> None:
        """Fill a screen."""
        self.setGeometry(screen.geometry())
        self.showFullScreen()
        self.activateWindow()

    def keyPressEvent(self, _event: QKeyEvent) -> None:
        """Take it away."""
        self.close()

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        """Take it away."""
        self.close()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it for the screen's own size."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect())
        painter.fillRect(whole, QColor("white"))
        self._paint_frame(painter, whole)
        self._paint_words(painter, whole)
        self._paint_colors(painter, whole)
        painter.end()

    def _paint_frame(self, painter: QPainter, whole: QRectF) -> None:
        """A line at the very edge, so that what a projector cuts off is seen; a circle that must be round."""
        width = max(2.0, whole.height() / 270)
        painter.setPen(QPen(QColor(LIGHT.text), width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(whole.adjusted(width / 2, width / 2, -width / 2, -width / 2))
        reach = whole.height() * 0.08
        for corner, x, y in (
            (whole.topLeft(), 1, 1),
            (whole.topRight(), -1, 1),
            (whole.bottomLeft(), 1, -1),
            (whole.bottomRight(), -1, -1),
        ):
            painter.drawLine(corner, corner + QPointF(x * reach, y * reach))
        middle = QPointF(whole.right() - whole.height() * 0.3, whole.center().y() - whole.height() * 0.08)
        for share in (0.2, 0.13, 0.06):
            painter.drawEllipse(middle, whole.height() * share, whole.height() * share)

    def _paint_words(self, painter: QPainter, whole: QRectF) -> None:
        left, height = whole.height() * 0.12, whole.height()
        room = whole.width() - left - height * 0.58
        lines = (
            (_TITLE, tr("Can you read this in the last row?"), 0.12),
            (_SMALLEST, tr("Nothing on the projector is smaller than this line."), 0.27),
            (_SMALLEST * 0.75, tr("This one may be hard to read: the room never gets it."), 0.38),
            (_SMALLEST, tr("The line around it all touches the edges, and the circles are round?"), 0.47),
        )
        painter.setPen(QColor(LIGHT.text))
        for share, words, top in lines:
            font = QFont(FAMILY)
            font.setPixelSize(max(8, round(height * share)))
            painter.setFont(font)
            painter.drawText(QRectF(left, height * top, room, height * 0.15), int(Qt.TextFlag.TextWordWrap), words)

    def _paint_colors(self, painter: QPainter, whole: QRectF) -> None:
        """Greys that must all differ, and the colours of the pictures."""
        left, height = whole.height() * 0.12, whole.height()
        width = (whole.width() - 2 * left) / _GREYS
        for step in range(_GREYS):
            grey = round(255 * step / (_GREYS - 1))
            box = QRectF(left + step * width, height * 0.68, width, height * 0.09)
            painter.fillRect(box, QColor(grey, grey, grey))
        painter.setPen(QPen(QColor(LIGHT.border), 1))
        painter.drawRect(QRectF(left, height * 0.68, width * _GREYS, height * 0.09))
        colors = LIGHT.series
        width = (whole.width() - 2 * left) / len(colors)
        for place, each in enumerate(colors):
            box = QRectF(left + place * width, height * 0.8, width - height * 0.01, height * 0.09)
            painter.fillRect(box, QColor(each.color))


def show_picture_test(console: QWidget) -> PictureTest:
    """Show it where the room looks: on a screen that the console is not on, with one screen here."""
    here = screen_under(console.frameGeometry())
    there = next((screen for screen in QGuiApplication.screens() if screen is not here), here)
    picture = PictureTest()
    picture.show_on(there)
    return picture
