"""The station's pages without a task: waiting, thanking, and asking whether somebody is still there."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from facilitator.errors import FacilitatorError
from facilitator.i18n import tr, trn
from facilitator.storage.library import Library
from facilitator.workshop.own_code import DIGITS, choose_code, has_code
from ui.keypad import Keypad
from ui.keys import as_latin
from ui.screens import screen_under
from ui.speaker import Speaker
from ui.station.page import CardPage, digits_field, touch_button
from ui.theme.icons import icon
from ui.theme.tokens import METRICS
from ui.theme.widgets import EmptyState

THANKS_SECONDS = 3
DIGITS_SECONDS = 20
"""How long the page waits where it also asks for two digits."""
WARNING_SECONDS = 15
"""How long "Are you still there?" waits for an answer."""


class WaitPage(Speaker, QWidget):
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
    """Thanks the person for a moment, and asks who has no digits yet for two of them; any other key goes on at once.

    The digits open one's own answers again at this station (`facilitator.workshop.own_code`). They are asked for here,
    when there is something to open, and whoever wants none goes on as if nothing had been asked.
    """

    over = Signal()

    def __init__(self, library: Library, parent: QWidget | None = None) -> None:
        super().__init__("station-thanks", parent)
        self._library = library
        self._participant_id: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._mark = QLabel()
        self._mark.setPixmap(icon("circle-check", "success").pixmap(METRICS.huge, METRICS.huge))
        self._mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.column.insertWidget(0, self._mark)
        self.column.setSpacing(METRICS.small)
        self.heading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words = self.say("body", tr("Saved. This screen now forgets you."))
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._asks = self.say("body", tr("To open your answers here again: two digits; or go on without"))
        self._asks.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.digits = digits_field("station-new-digits", tr("Two digits that only you know"), DIGITS)
        self.digits.textEdited.connect(self._typed)
        self.digits.installEventFilter(self)
        self.column.addWidget(self.digits)
        self._keypad = Keypad("station-new-digits-keypad")
        self.column.addWidget(self._keypad)
        self._problem = self.say("error")
        self._go = touch_button(tr("Done"), "station-thanks-done", "primary", self._go_on)
        row = self.buttons()
        row.addStretch(1)
        row.addWidget(self._go)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._go_on)

    def thank(self, participant_id: int, *, done: bool, may_choose: bool = True) -> None:
        """Start the moment: of somebody who is `done`, or who stops and may come back.

        Without `may_choose` no digits are asked for.
        """
        heading = tr("Thank you") if done else tr("Your answers are kept")
        self.heading.setText(heading)
        self.setAccessibleName(heading)
        asks = may_choose and not has_code(self._library, participant_id)
        self._participant_id = participant_id if asks else None
        self.digits.setText("")
        self._problem.hide()
        for widget in (self._asks, self.digits, self._keypad, self._go):
            widget.setVisible(asks)
        self._mark.setVisible(not asks)
        self._timer.start(1000 * (DIGITS_SECONDS if asks else THANKS_SECONDS))
        (self.digits if asks else self).setFocus()

    def stop(self) -> None:
        """Don't go on by itself any more, and leave nothing of the person on the page."""
        self._timer.stop()
        self._participant_id = None
        self.digits.setText("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Digits are typed, Backspace and Tab keep their meaning, and any other key goes on."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._timer.start()
            stays = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Shift)
            if event.key() not in stays and not as_latin(event).text().isdecimal():
                self._go_on()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, _event: QKeyEvent) -> None:
        """Go on."""
        self._go_on()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go on; where digits are asked for, a finger beside a key is no wish to leave."""
        if self._participant_id is None:
            self._go_on()
        else:
            super().mousePressEvent(event)

    def _typed(self, text: str) -> None:
        if len(text) < DIGITS or self._participant_id is None:
            return
        try:
            choose_code(self._library, self._participant_id, text)
        except FacilitatorError as error:
            self._problem.setText(error.sentence)
            self._problem.show()
            self.digits.setText("")
        else:
            self._go_on()

    def _go_on(self) -> None:
        self.stop()
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
        self.column.addWidget(self._bar)
        self.buttons().addWidget(touch_button(tr("I am here"), "station-here", "primary", self._stay))
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


class CoverPage(Speaker, QWidget):
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
