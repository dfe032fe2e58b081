"""Beside a list that was carried over from an earlier round: who was kept, who is new, who is no longer on it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator.exercises.network.rounds.changes import read_change
from facilitator.i18n import tr
from ui.entry.page import text, touch_button
from ui.exercises.network.entry.changes import counted
from ui.exercises.network.entry.session import EntrySession
from ui.speaker import Speaker
from ui.theme.tokens import METRICS

_OFFERED = 4
_WIDTH = 230
"""Of what is said on a button."""


class CarriedNote(Speaker, QWidget):
    """Hidden where there is no earlier list by contact. Whoever was dropped can be brought back with one press."""

    add_again = Signal(str)

    def __init__(self, session: EntrySession) -> None:
        super().__init__()
        self._session = session
        self._heading = text("", "heading")
        self._numbers = text("")
        self._numbers.setObjectName("network-carried")
        self._hint = text(tr("Take off who no longer belongs, add who is new. The earlier list stays as it was."),
                          "caption")  # fmt: skip
        self._back = [touch_button("", f"network-add-again-{number}", "quiet") for number in range(_OFFERED)]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, METRICS.small, 0, 0)
        column.setSpacing(METRICS.small)
        for widget in (self._heading, self._numbers, self._hint, *self._back):
            column.addWidget(widget)
        for button in self._back:
            button.clicked.connect(lambda _checked=False, button=button: self.add_again.emit(button.property("label")))

    def show_now(self) -> None:
        """Compare the lists as they are in the library."""
        change = read_change(self._session.library, self._session.who.step_id, self._session.who.participant_id)
        self.setVisible(change is not None and change.kept is not None)
        if change is None or change.kept is None:
            return
        self._heading.setText(tr("Since {when}", when=change.earlier.title))
        self._numbers.setText(counted(change))
        # Names of another workshop's list don't come here: its answers were opened by nobody at this station.
        dropped = (change.dropped or ()) if change.earlier.copies else ()
        for number, button in enumerate(self._back):
            shown = number < len(dropped)
            button.setVisible(shown)
            if shown:
                label = dropped[number].label
                button.setProperty("label", label)
                said = tr("Bring back {name}", name=label)
                fitting = button.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, _WIDTH)
                button.setText(fitting.replace("&", "&&"))
                button.setAccessibleName(said)
