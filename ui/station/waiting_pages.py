"""The station's pages without a task: waiting, thanking, and asking whether somebody is still there."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from facilitator.i18n import tr, trn
from ui.screens import screen_under
from ui.station.page import CardPage, touch_button
from ui.theme.icons import icon
from ui.theme.tokens import METRICS
from ui.theme.widgets import EmptyState

THANKS_SECONDS = 3
WARNING_SECONDS = 15
"""How long "Are you still there?" waits for an answer."""


class WaitPage(QWidget):
    """Nothing to do yet."""

    leave_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("station-wait")
        words = EmptyState(
            "coffee",
            tr("Please wait a moment"),
            tr("Your facilitator will start the next exercise. Then this screen shows the names."),
        )
        leave = QPushButton(icon("lock", "muted"), tr("For the facilitator"))
        leave.setObjectName("station-leave-waiting")
        leave.setProperty("role", "quiet")
        leave.setProperty("touch", True)
        leave.setAutoDefault(True)
        leave.clicked.connect(self.leave_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(METRICS.huge, METRICS.large, METRICS.huge, METRICS.small)
        column.addWidget(words, 1)
        column.addWidget(leave, 0, Qt.AlignmentFlag.AlignRight)


class ThanksPage(CardPage):
    """Thanks the person for a moment; any key or touch goes on at once."""

    over = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("station-thanks", parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Thank you"))
        mark = QLabel()
        mark.setPixmap(icon("circle-check", "success").pixmap(METRICS.huge * 2, METRICS.huge * 2))
        mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.card.column.insertWidget(0, mark)
        self.heading.setText(tr("Thank you"))
        self.heading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words = self.say("body", tr("Your answers are saved. This screen now forgets you: the next person may come."))
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._timer = QTimer(self, singleShot=True, interval=THANKS_SECONDS * 1000)
        self._timer.timeout.connect(self.over)

    def thank(self) -> None:
        """Start the moment."""
        self._timer.start()
        self.setFocus()

    def stop(self) -> None:
        """Don't go on by itself any more."""
        self._timer.stop()

    def keyPressEvent(self, _event: QKeyEvent) -> None:
        """Go on."""
        self._go_on()

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        """Go on."""
        self._go_on()

    def _go_on(self) -> None:
        self._timer.stop()
        self.over.emit()


class StillTherePage(CardPage):
    """Covers the person's answers and counts down; any key or touch brings them back."""

    here = Signal()
    gone = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("station-still-there", parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAutoFillBackground(True)
        self.setAccessibleName(tr("Are you still there?"))
        self.heading.setText(tr("Are you still there?"))
        self._words = self.say()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, WARNING_SECONDS)
        self._bar.setAccessibleName(tr("Time left"))
        self.card.column.addWidget(self._bar)
        self.card.column.addWidget(touch_button(tr("I am here"), "station-here", "primary", self._stay))
        self._left = 0
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self._count_down)

    def begin(self) -> None:
        """Cover everything and count down."""
        self._left = WARNING_SECONDS + 1
        self._count_down()
        self._tick.start()
        self.show()
        self.raise_()
        self.setFocus()

    def stop(self) -> None:
        """Uncover without saying anything."""
        self._tick.stop()
        self.hide()

    def keyPressEvent(self, _event: QKeyEvent) -> None:
        """Somebody is here."""
        self._stay()

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        """Somebody is here."""
        self._stay()

    def _stay(self) -> None:
        self.stop()
        self.here.emit()

    def _count_down(self) -> None:
        self._left -= 1
        self._bar.setValue(self._left)
        self._words.setText(
            trn(
                "Your answers are kept. In {count} second this screen goes back to the list of names.",
                "Your answers are kept. In {count} seconds this screen goes back to the list of names.",
                self._left,
            )
        )
        if self._left <= 0:
            self.stop()
            self.gone.emit()


class CoverPage(QWidget):
    """Hides the station while something else has the front: whoever looks over a shoulder sees no answers."""

    uncovered = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("station-cover")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAutoFillBackground(True)
        self.setAccessibleName(tr("The station is covered"))
        words = EmptyState(
            "eye-off",
            tr("Covered while another window is in front"),
            tr("Touch the screen or press a key to go on. Nothing was lost."),
        )
        column = QVBoxLayout(self)
        column.addWidget(words)
        self.hide()

    def cover(self) -> None:
        """Hide everything."""
        window = self.parentWidget()
        if window is not None:
            self.setGeometry(window.rect())
        self.show()
        self.raise_()

    def cover_if_hidden(self) -> None:
        """Cover the window unless the facilitator merely works in a window of ours on another screen."""
        window, other = self.window(), QApplication.activeWindow()
        apart = other is not None and screen_under(other.frameGeometry()) is not screen_under(window.frameGeometry())
        if window.isVisible() and not apart:
            self.cover()

    def keyPressEvent(self, _event: QKeyEvent) -> None:
        """Somebody is here."""
        self.uncovered.emit()

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        """Somebody is here."""
        self.uncovered.emit()
