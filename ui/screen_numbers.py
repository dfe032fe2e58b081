"""Each screen shows its number for some seconds, so that nobody has to guess which name in a list is which screen."""

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPainter, QPaintEvent, QScreen
from PySide6.QtWidgets import QWidget

from facilitator.i18n import tr
from ui.screens import may_place_windows, number_of
from ui.theme.theme import current

SHOWN_MS = 4_000
_SHARE = 0.32
"""Of the screen's height; the number can be read across a room."""


def show_numbers(over: QWidget) -> None:
    """Let every screen show its number. Those that are still there from before go first; they go with `over`."""
    for before in over.findChildren(ScreenNumber):
        before.close()
    for screen in QGuiApplication.screens():
        ScreenNumber(over, screen).show_up()


class ScreenNumber(QWidget):
    """The number of one screen, over whatever is there. It takes no key and no click, and goes by itself."""

    def __init__(self, over: QWidget, screen: QScreen) -> None:
        flags = Qt.WindowType
        super().__init__(
            over,
            flags.ToolTip | flags.FramelessWindowHint | flags.WindowStaysOnTopHint | flags.WindowTransparentForInput,
        )
        self.setObjectName("screen-number")
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.number = number_of(screen)
        self.setAccessibleName(tr("Screen {number}", number=self.number))
        self._screen = screen
        self._over = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._over.timeout.connect(self.close)

    def show_up(self) -> None:
        """Show it in the middle of its screen; where no window can be placed, it fills the screen, seen through."""
        area = self._screen.geometry()
        self.winId()
        self.windowHandle().setScreen(self._screen)
        if may_place_windows():
            side = round(area.height() * _SHARE)
            place = QRectF(0, 0, side, side)
            place.moveCenter(QRectF(area).center())
            self.setGeometry(place.toRect())
            self.show()
        else:
            self.setWindowFlag(Qt.WindowType.Window)
            self.setGeometry(area)
            self.showFullScreen()
        self._over.start()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The number, large, on a ground of its own."""
        side = min(QSize(round(self._screen.geometry().height() * _SHARE), self.height()).toTuple())
        box = QRectF(0, 0, side, side)
        box.moveCenter(QRectF(self.rect()).center())
        tokens = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.accent))
        painter.drawRoundedRect(box, side * 0.08, side * 0.08)
        font = QFont(self.font())
        font.setPixelSize(max(1, round(side * 0.62)))
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(tokens.on_accent))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(self.number))
        painter.end()
