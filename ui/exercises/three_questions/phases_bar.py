"""Where the room is: five phases in a row, changed by the facilitator's hand alone."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from facilitator.exercises.three_questions.setup import PHASES, SECRET_FROM, Phase
from facilitator.exercises.three_questions.wall import Wall, held_back
from facilitator.i18n import tr, trn
from ui.theme.widgets import Segments


def phase_name(phase: Phase) -> str:
    """What people call a phase."""
    return {
        "collect": tr("Collect"),
        "reveal": tr("Reveal"),
        "gather": tr("Gather"),
        "vote": tr("Vote"),
        "decide": tr("Decide"),
    }[phase]


class PhasesBar(QWidget):
    """Buttons, and a sentence about what the phase means; `beside` stands at its right."""

    wanted = Signal(str)
    """The facilitator wants another phase."""

    def __init__(self, beside: QWidget) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self.says = QLabel()
        self.says.setObjectName("phase-says")
        self.says.setProperty("role", "caption")
        self.says.setWordWrap(True)
        row = Segments()
        for number, phase in enumerate(PHASES):
            button = QPushButton(f"{number + 1}  {phase_name(phase)}")
            button.setObjectName(f"phase-{phase}")
            self._group.addButton(button, number)
            row.add(button)
        self._group.idClicked.connect(lambda number: self.wanted.emit(PHASES[number]))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(row)
        below = QHBoxLayout()
        below.addWidget(self.says, 1)
        below.addWidget(beside)
        column.addLayout(below)

    def show_wall(self, wall: Wall) -> None:
        """Show the phase as it is in the library."""
        self._group.button(PHASES.index(wall.setup.phase)).setChecked(True)
        sent = trn("{count} card", "{count} cards", len(wall.cards))
        drafts = trn("{count} not sent yet", "{count} not sent yet", wall.drafts)
        closed = tr("Anonymous cards are closed to you too until the questions are.") if wall.closed else ""
        few = wall.setup.anonymous and wall.setup.phase == "collect" and 0 < wall.sent < SECRET_FROM
        warning = tr(
            "Anonymous cards of fewer than {count} people tell whose they are: wait for more before you reveal them.",
            count=SECRET_FROM,
        )
        said = {
            "collect": tr("The station takes cards. {sent} sent, {drafts}.", sent=sent, drafts=drafts),
            "reveal": tr("The room reads {sent}. The station takes no more of them.", sent=sent),
            "gather": tr("What says something alike goes together under a name."),
            "vote": tr("Dots are laid at the station, or hands are counted and typed in."),
            "decide": tr("What matters most becomes actions: who, until when, and what will be seen."),
        }[wall.setup.phase]
        self.says.setText(" ".join(filter(None, (said, closed, warning if few else "", held_back(wall)))))
