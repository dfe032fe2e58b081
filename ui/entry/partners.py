"""Who answers together: a button for everybody who may be chosen; those who are chosen stay pressed."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from ui.entry.page import touch_button
from ui.speaker import Speaker
from ui.theme.tokens import METRICS

_ACROSS = 3


class Partners(Speaker, QWidget):
    """At most `most` people of those who are offered, any number with None; what is chosen last counts."""

    changed = Signal()

    def __init__(self, most: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._most = most
        self._buttons: dict[int, QPushButton] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(METRICS.small)

    @property
    def chosen(self) -> list[int]:
        """The ids of those who are chosen."""
        return [person_id for person_id, button in self._buttons.items() if button.isChecked()]

    def offer(self, people: Sequence[tuple[int, str]], preset: Collection[int] = ()) -> None:
        """Offer these, each by id and name. Who was chosen stays so; of the first who are offered `preset` are."""
        if list(self._buttons) == [person_id for person_id, _ in people]:
            return
        chosen = set(self.chosen) if self._buttons else set(preset)
        while (item := self._grid.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self._buttons = {}
        for place, (person_id, name) in enumerate(people):
            button = touch_button(name, f"partner-{person_id}")
            button.setCheckable(True)
            button.setChecked(person_id in chosen)
            button.toggled.connect(lambda checked, person_id=person_id: self._toggled(person_id, checked))
            self._buttons[person_id] = button
            self._grid.addWidget(button, place // _ACROSS, place % _ACROSS)
        self.changed.emit()

    def take_keyboard(self) -> bool:
        """Give the keyboard to the first of them, and tell whether there is one."""
        for button in self._buttons.values():
            button.setFocus()
            return True
        return False

    def _toggled(self, person_id: int, checked: bool) -> None:
        if checked and self._most is not None and len(self.chosen) > self._most:
            # Whoever was chosen before goes.
            next(b for i, b in self._buttons.items() if i != person_id and b.isChecked()).setChecked(False)
        self.changed.emit()
