"""Is this you? The page between a name and its answers.

Everybody can tap everybody's name, so a name alone shows nothing once there are answers behind it. Who begins goes
on with Enter alone, and may choose two digits when they leave; who comes back types them. Who has none, or has
forgotten them, asks the facilitator: the PIN opens the answers here, and a permission given on the
console opens them without touching this keyboard. See `facilitator.workshop.own_code`.
"""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from facilitator.errors import FacilitatorError
from facilitator.i18n import tr
from facilitator.storage.library import Library
from facilitator.workshop.own_code import DIGITS, can_try_code, check_code, use_permission
from ui.keypad import Keypad
from ui.keys import as_latin
from ui.station.page import CardPage, digits_field, touch_button
from ui.station.people import ListedPerson


class HelloPage(CardPage):
    """Confirms who it is, before anything of them is shown."""

    opened = Signal(object)
    """The `ListedPerson` whose answers may be shown now."""
    refused = Signal()
    """It is somebody else, or they can't show who they are: back to the names."""
    facilitator_wanted = Signal(object)
    """The facilitator is to open the answers of this `ListedPerson` with the PIN."""

    def __init__(self, library: Library, parent: QWidget | None = None) -> None:
        super().__init__("station-hello", parent)
        self._library = library
        self._entry: ListedPerson | None = None
        self._begins = True
        self._detail = self.say("caption")
        self._words = self.say()
        self.digits = digits_field("station-digits", tr("Two digits"), DIGITS)
        self.digits.textEdited.connect(self._typed)
        self.digits.returnPressed.connect(self._entered)
        self.digits.setEchoMode(QLineEdit.EchoMode.Password)
        self.digits.installEventFilter(self)
        self.column.addWidget(self.digits)
        self._problem = self.say("error")
        self._problem.setObjectName("station-problem")
        self._keypad = Keypad("station-keypad")
        self.column.addWidget(self._keypad)
        row = self.buttons()
        self._other = touch_button(tr("This is not me"), "station-not-me", "quiet", self.refused.emit)
        self._ask = touch_button(
            tr("Ask the facilitator"), "station-ask", "secondary", lambda: self.facilitator_wanted.emit(self._entry)
        )
        self._go = touch_button(tr("That’s me, go on"), "station-begin", "primary", self._entered)
        row.addWidget(self._other)
        row.addStretch(1)
        row.addWidget(self._ask)
        row.addWidget(self._go)
        for button in (self._ask, self._go):
            button.installEventFilter(self)

    def greet(self, entry: ListedPerson) -> None:
        """Ask for what this person has to show."""
        self._entry = entry
        self._begins = not entry.guarded
        self.heading.setText(tr("Hello, {name}", name=entry.name))
        self._detail.setText(entry.detail)
        self._detail.setVisible(bool(entry.detail))
        knows = not self._begins and can_try_code(self._library, entry.participant_id)
        if knows:
            self._words.setText(tr("Your answers are kept. Type your two digits to open them."))
        else:
            self._words.setText(
                tr("Your answers are kept, and nobody else should open them here. Please ask your facilitator.")
            )
        self._words.setVisible(not self._begins)
        self.digits.setText("")
        self.digits.setVisible(knows)
        self._keypad.setVisible(knows)
        self._ask.setVisible(not self._begins)
        self._go.setVisible(self._begins)
        self._problem.hide()
        self.take_keys()
        self.look_for_permission()

    def take_keys(self) -> None:
        """Give the keyboard to what goes on from here."""
        waits = self._go if self._begins else self.digits if self.digits.isVisibleTo(self) else self._ask
        waits.setFocus()

    def look_for_permission(self) -> None:
        """Open the answers if the facilitator has just allowed it on the console."""
        entry = self._entry
        if entry is None or self._begins:
            return
        if use_permission(self._library, entry.participant_id):
            self._open()

    def forget(self) -> None:
        """Leave nothing of the person on the page."""
        self._entry = None
        self.heading.setText("")
        self._detail.setText("")
        self.digits.setText("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape says that it is somebody else."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self.refused.emit()
                return True
            if (
                watched is self.digits
                and event.text()
                and not as_latin(event).text().isdecimal()
                and event.text().isprintable()
            ):
                return True
        return super().eventFilter(watched, event)

    def _typed(self, text: str) -> None:
        self._problem.hide()
        if len(text) == DIGITS:
            self._entered()

    def _entered(self) -> None:
        entry, text = self._entry, self.digits.text()
        if entry is None or (not self._begins and len(text) < DIGITS):
            return
        try:
            if not self._begins:
                check_code(self._library, entry.participant_id, text)
        except FacilitatorError as error:
            self._problem.setText(error.sentence)
            self._problem.show()
            self.digits.setText("")
            return
        self._open()

    def _open(self) -> None:
        entry = self._entry
        self.forget()
        self.opened.emit(entry)
