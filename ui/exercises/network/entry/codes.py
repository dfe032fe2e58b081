"""The legend of the current question, which is also its buttons: what each key means for the cell that is answered."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from facilitator.exercises.network.factors import Factor, Missing
from facilitator.i18n import tr
from ui.entry.page import text
from ui.exercises.network.entry.key_button import KeyButton
from ui.exercises.network.entry.steady_label import SteadyLabel
from ui.theme.tokens import METRICS

_MOST = 9
_LEAST = 44
"""The least height of a button that a finger finds."""


class CodePanel(QWidget):
    """The question, whom it is about, and a button per answer."""

    pressed = Signal(int)
    """A code or a kind of `Missing`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._factor: Factor | None = None
        self._code: int | None = None
        self.contact = SteadyLabel("heading")
        self.contact.setObjectName("network-current-contact")
        self.question = text("", "body")
        self.question.setObjectName("network-question")
        for label in (self.question, self.contact):
            label.setParent(self)
        self._buttons: dict[int, KeyButton] = {}
        special = {
            Missing.NOT_COMPARABLE: ("0", tr("Not comparable")),
            Missing.DECLINED: ("–", tr("Prefer not to say")),
            Missing.SKIPPED: (tr("Space"), tr("Leave out")),
        }
        for code in (*range(1, _MOST + 1), *special):
            key, words = special.get(Missing(code), ("", "")) if code < 0 else (str(code), "")
            name = f"network-code-{code}" if code > 0 else f"network-{Missing(code).name.lower().replace('_', '-')}"
            button = KeyButton(key, words, name, self)
            button.clicked.connect(lambda _checked=False, code=code: self.pressed.emit(code))
            self._buttons[code] = button
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put everything into its place."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        """One below the other, by hand: a layout would let every change of question lay out the whole window."""
        width, gap = self.width(), METRICS.tight + 2
        top = 0
        heights: list[tuple[QWidget, int]] = [
            (self.question, self.question.heightForWidth(width)),
            (self.contact, self.contact.sizeHint().height()),
        ]
        shown = [button for button in self._buttons.values() if not button.isHidden()]
        used = sum(height + gap for _, height in heights)
        room = (self.height() - used) // max(len(shown), 1) - gap
        heights += [(button, max(min(METRICS.touch, room), _LEAST)) for button in shown]
        for widget, height in heights:
            widget.setGeometry(0, top, width, height)
            top += height + gap

    def show_cell(self, factor: Factor | None, contact: str, code: int | None) -> None:
        """Show what is asked about whom, and the answer there is."""
        if factor is None:
            self.question.setText("")
            self.contact.show_words("")
            return
        if factor != self._factor:
            self._show_question(factor)
        self.contact.show_words(contact)
        if code != self._code:
            for known in (self._code, code):
                if known is not None and known in self._buttons:
                    self._buttons[known].setChecked(known == code)
            self._code = code

    def _show_question(self, factor: Factor) -> None:
        self._factor = factor
        self.question.setText(factor.question)
        for code, button in self._buttons.items():
            if code > 0:
                shown = code <= len(factor.codes)
                button.setVisible(shown)
                if shown:
                    button.say(factor.codes[code - 1])
        not_comparable = self._buttons[Missing.NOT_COMPARABLE]
        not_comparable.setVisible(factor.not_comparable is not None)
        not_comparable.say(factor.not_comparable or "")
        self._place()
