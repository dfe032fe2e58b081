"""The legend of the current question, which is also its buttons: what each key means for the cell that is answered."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from facilitator.exercises.network.factors import Factor, Missing
from facilitator.i18n import tr
from ui.exercises.network.entry.key_button import KeyButton
from ui.exercises.network.entry.page import text
from ui.exercises.network.entry.steady_label import SteadyLabel
from ui.theme.tokens import METRICS

_MOST = 9


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
        self._buttons: dict[int, KeyButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(METRICS.tight + 2)
        column.addWidget(self.question)
        column.addWidget(self.contact)
        column.addSpacing(METRICS.tight)
        special = {
            Missing.NOT_COMPARABLE: ("0", tr("Not comparable")),
            Missing.DECLINED: ("–", tr("Prefer not to say")),
            Missing.SKIPPED: (tr("Space"), tr("Leave out")),
        }
        for code in (*range(1, _MOST + 1), *special):
            key, words = special.get(Missing(code), ("", "")) if code < 0 else (str(code), "")
            name = f"network-code-{code}" if code > 0 else f"network-{Missing(code).name.lower().replace('_', '-')}"
            button = KeyButton(key, words, name)
            button.clicked.connect(lambda _checked=False, code=code: self.pressed.emit(code))
            self._buttons[code] = button
            column.addWidget(button)
        column.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

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
