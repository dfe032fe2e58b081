"""The facilitator's PIN: asked before anybody leaves the station, and chosen when the station is first used.

These pages are for the facilitator alone, and speak as the console does.
"""

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from facilitator.errors import FacilitatorError, Invalid
from facilitator.i18n import tr
from facilitator.storage.library import Library
from facilitator.workshop.pin import FEWEST_DIGITS, MOST_DIGITS, PinRefused, check_pin, seconds_to_wait, set_pin
from ui.keypad import Keypad
from ui.station.page import CardPage, digits_field, touch_button


class _PinPage(CardPage):
    """What asking and choosing have in common."""

    cancelled = Signal()

    def __init__(self, name: str, fields: list[tuple[str, str]], parent: QWidget | None) -> None:
        super().__init__(name, parent)
        self._words = self.say()
        self.fields: list[QLineEdit] = []
        for object_name, label in fields:
            field = digits_field(object_name, label, MOST_DIGITS)
            field.setPlaceholderText(label)
            field.setEchoMode(QLineEdit.EchoMode.Password)
            field.returnPressed.connect(self._entered)
            self.card.column.addWidget(field)
            self.fields.append(field)
        self._problem = self.say("error")
        self._problem.setObjectName("station-pin-problem")
        self._keypad = Keypad(f"{name}-keypad", tr("OK"))
        self.card.column.addWidget(self._keypad)
        row = self.buttons()
        self._cancel = touch_button(tr("Back"), "station-pin-cancel", "quiet", self.cancelled.emit)
        row.addWidget(self._cancel)
        row.addStretch(1)

    def begin(self) -> None:
        """Empty the fields and be ready for digits."""
        for field in self.fields:
            field.setText("")
        self._say("")
        self.fields[0].setFocus()

    def _say(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def _entered(self) -> None:
        raise NotImplementedError


class AskPinPage(_PinPage):
    """Lets nobody on who doesn't know the PIN."""

    def __init__(self, library: Library, parent: QWidget | None = None) -> None:
        super().__init__("station-ask-pin", [("station-pin", tr("PIN"))], parent)
        self._library = library
        self._then: Callable[[], object] = lambda: None
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self._count_down)
        self.heading.setText(tr("Facilitator’s PIN"))

    def ask(self, reason: str, then: Callable[[], object], **values: object) -> None:
        """Ask for the PIN and call `then` when it was right. `reason` is a text of the code, `values` what fills it."""
        self._words.setText(tr(reason, **values))
        self._then = then
        self.begin()
        self._wait(seconds_to_wait(self._library))

    def showEvent(self, event: QShowEvent) -> None:
        """Take the keyboard."""
        super().showEvent(event)
        self.fields[0].setFocus()

    def _entered(self) -> None:
        pin = self.fields[0].text()
        if not pin or self._tick.isActive():
            return
        self.fields[0].setText("")
        try:
            check_pin(self._library, pin)
        except PinRefused as refused:
            self._say(refused.sentence)
            self._wait(refused.wait)
        except FacilitatorError as error:
            self._say(error.sentence)
        else:
            self._then()

    def _wait(self, seconds: int) -> None:
        self._keypad.setEnabled(not seconds)
        self.fields[0].setEnabled(not seconds)
        if seconds:
            self._count_down()
            self._tick.start()

    def _count_down(self) -> None:
        seconds = seconds_to_wait(self._library)
        if seconds:
            clock = f"{seconds // 60}:{seconds % 60:02}"
            self._say(tr("Too many wrong tries. The next one is possible in {time}.", time=clock))
            return
        self._tick.stop()
        self._say("")
        self._wait(0)
        self.fields[0].setFocus()


class ChoosePinPage(_PinPage):
    """Chooses the PIN, typed twice because it is not shown."""

    chosen = Signal()

    def __init__(self, library: Library, parent: QWidget | None = None) -> None:
        labels = [("station-new-pin", tr("New PIN")), ("station-new-pin-again", tr("The same PIN again"))]
        super().__init__("station-choose-pin", labels, parent)
        self._library = library
        self.heading.setText(tr("Choose a PIN for this station"))
        self._words.setText(
            tr(
                "Participants will use this screen on their own. Only you, with {fewest} or more digits, can leave the "
                "station. Keep them in mind: a forgotten PIN can be cleared only from your own account on this "
                "machine, by the command “facilitator forget-pin”.",
                fewest=FEWEST_DIGITS,
            )
        )

    def _entered(self) -> None:
        first, again = self.fields
        if not again.text():
            again.setFocus()
            return
        try:
            if first.text() != again.text():
                raise Invalid(tr("The two PINs differ. Please type the same digits twice."))
            set_pin(self._library, first.text())
        except FacilitatorError as error:
            self.begin()
            self._say(error.sentence)
        else:
            self.begin()
            self.chosen.emit()
