"""One answer of a question in a tally: its words and how many people of the list it is true of."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from facilitator.i18n import tr
from ui.entry.page import text
from ui.exercises.network.entry.number_field import NumberField
from ui.speaker import Speaker
from ui.theme.icons import icon
from ui.theme.tokens import METRICS


class TallyRow(Speaker, QWidget):
    """A minus, a number, a plus, and the words close to them."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.code = 0
        self._words = text("")
        self.field = NumberField(f"network-count-{number}", "")
        self._less = self._stepper("minus", f"network-less-{number}", -1)
        self._more = self._stepper("plus", f"network-more-{number}", 1)
        self._line = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(METRICS.small)
        row.addWidget(self._less)
        row.addWidget(self.field)
        row.addWidget(self._more)
        row.addSpacing(METRICS.small)
        row.addWidget(self._words, 1)

    def show_code(self, code: int, words: str, count: int | None) -> None:
        """Show one answer and its count, None while there is none."""
        self.code = code
        self._words.setText(words)
        self.field.setAccessibleName(tr("How many: {answer}", answer=words))
        self._less.setAccessibleName(tr("One less: {answer}", answer=words))
        self._more.setAccessibleName(tr("One more: {answer}", answer=words))
        self.field.show_number(count)

    def stand_beside(self, words: QWidget) -> None:
        """Put `words` at the end of the row."""
        self._line.addWidget(words, 1)

    def _stepper(self, picture: str, name: str, by: int) -> QPushButton:
        button = QPushButton(icon(picture), "")
        button.setProperty("bare", True)
        button.setObjectName(name)
        button.setProperty("touch", True)
        button.setFixedWidth(METRICS.touch)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setAutoRepeat(True)
        button.clicked.connect(lambda: self._step(by))
        return button

    def _step(self, by: int) -> None:
        self.field.setFocus()
        number = max((self.field.number or 0) + by, 0)
        self.field.show_number(number)
        self.field.numbered.emit(number)
