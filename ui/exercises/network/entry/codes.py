"""The legend of the current question, which is also its buttons: what each key means for the cell that is answered."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from facilitator.exercises.network.factors import Factor, Missing
from facilitator.i18n import tr
from ui.entry.page import kinetic, text
from ui.exercises.network.entry.key_button import KeyButton
from ui.exercises.network.entry.steady_label import SteadyLabel
from ui.speaker import Speaker
from ui.theme.tokens import METRICS

_LEAST = 44
"""The least height of a button that a finger finds."""
_SPECIAL = (Missing.NOT_COMPARABLE, Missing.DECLINED, Missing.SKIPPED)


class CodePanel(Speaker, QWidget):
    """The question, whom it is about, and a button per answer; many answers scroll."""

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
        self._holder = QWidget()
        self._area = QScrollArea(self)
        self._area.setWidget(self._holder)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._holder.setAutoFillBackground(False)
        self._area.viewport().setAutoFillBackground(False)
        kinetic(self._area)
        self._buttons: dict[int, KeyButton] = {}
        words = {
            Missing.NOT_COMPARABLE: ("0", tr("Not comparable")),
            Missing.DECLINED: ("–", tr("Prefer not to say")),
            Missing.SKIPPED: (tr("Space"), tr("Leave out")),
        }
        for kind in _SPECIAL:
            name = f"network-{kind.name.lower().replace('_', '-')}"
            self._button(int(kind), *words[kind], name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def _button(self, code: int, key: str, words: str, name: str) -> KeyButton:
        button = KeyButton(key, words, name, self._holder)
        button.clicked.connect(lambda _checked=False: self.pressed.emit(code))
        self._buttons[code] = button
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put everything into its place."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        """One below the other, by hand: a layout would let every change of question lay out the whole window."""
        width, gap = self.width(), METRICS.tight + 2
        top = 0
        for label, height in (
            (self.question, self.question.heightForWidth(width)),
            (self.contact, self.contact.sizeHint().height()),
        ):
            label.setGeometry(0, top, width, height)
            top += height + gap
        self._area.setGeometry(0, top, width, max(self.height() - top, 0))
        in_order = sorted(self._buttons, key=lambda code: (code < 0, abs(code)))
        shown = [self._buttons[code] for code in in_order if not self._buttons[code].isHidden()]
        high = max(min(METRICS.touch, self._area.height() // max(len(shown), 1) - gap), _LEAST)
        whole = len(shown) * (high + gap)
        bar = self._area.verticalScrollBar().sizeHint().width() if whole > self._area.height() + gap else 0
        self._holder.resize(width - bar, whole - gap)
        for number, button in enumerate(shown):
            button.setGeometry(0, number * (high + gap), width - bar, high)

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
        for code in range(1, len(factor.codes) + 1):
            if code not in self._buttons:
                self._button(code, str(code), "", f"network-code-{code}")
        for code, button in self._buttons.items():
            if code > 0:
                shown = code <= len(factor.codes)
                button.setVisible(shown)
                if shown:
                    button.say(factor.codes[code - 1])
        not_comparable = self._buttons[Missing.NOT_COMPARABLE]
        not_comparable.setVisible(factor.not_comparable is not None)
        not_comparable.say(factor.not_comparable or "")
        self._area.verticalScrollBar().setValue(0)
        self._place()
