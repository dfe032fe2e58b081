"""Three buttons: how often one is asked for more than one can give. The same one again takes the answer back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from facilitator.exercises.network.roles.load import Load, asked_load
from facilitator.i18n import speaking
from ui.entry.page import text, touch_button
from ui.speaker import Speaker
from ui.theme.tokens import METRICS


class LoadRow(Speaker, QWidget):
    """The question with its answers below, each with the key that gives it."""

    chosen = Signal(object)
    """A `Load`, or None where the answer was taken back."""

    def __init__(self, language: str) -> None:
        super().__init__()
        with speaking(language):
            asked = asked_load()
        self._answer: Load | None = None
        self._buttons = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(METRICS.small)
        words_before = QVBoxLayout()
        words_before.setSpacing(0)
        words_before.addWidget(text(asked.question, "heading"))
        words_before.addWidget(text(asked.alone, "caption"))
        row.addLayout(words_before, 1)
        for load, words in zip(Load, asked.answers, strict=True):
            button = touch_button(f"{words}   {int(load)}", f"network-load-{int(load)}")
            button.setCheckable(True)
            button.setAccessibleName(f"{asked.question} {words}")
            button.clicked.connect(lambda _on=False, load=load: self.choose(load))
            self._buttons[load] = button
            row.addWidget(button)

    def show_answer(self, answer: Load | None) -> None:
        """Show what was answered."""
        self._answer = answer
        for load, button in self._buttons.items():
            button.setChecked(load is answer)

    def choose(self, load: Load) -> None:
        """Give this answer; given already, take it back."""
        self.chosen.emit(None if load is self._answer else load)
