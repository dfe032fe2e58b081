"""What the settings say beyond the questions: whether who knows whom is asked, and from how many people on is shown."""

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from facilitator.exercises.network.analysis import Analysis, change_analysis, get_analysis
from facilitator.i18n import tr
from facilitator.storage.library import Library
from facilitator.totals import LEAST
from ui.history import History

_LARGEST = 20


class AnalysisRow(QWidget):
    """Rows of the settings. Nothing is written before `save`, which raises FacilitatorError where it can't be."""

    def __init__(self, library: Library, step_id: int) -> None:
        super().__init__()
        self._library, self._step_id = library, step_id
        self._before = get_analysis(library, step_id)
        self.ties = QCheckBox(tr("Ask who knows whom, by contact only"))
        self.ties.setObjectName("asks-ties")
        self.ties.setToolTip(tr("A grid of ticks after the answers. It takes two or three minutes and may be skipped."))
        self.ties.setChecked(self._before.asks_ties)
        self.carries = QCheckBox(tr("Begin with the list of the workshop before, for who is recognised"))
        self.carries.setObjectName("carries-over")
        self.carries.setToolTip(
            tr("Rounds → People who come again. Their list opens with their two digits or your leave.")
        )
        self.carries.setChecked(self._before.carries_over)
        self.outside = QCheckBox(tr("People outside the organisation matter here"))
        self.outside.setObjectName("outside-matters")
        self.outside.setToolTip(tr("Off, as on most shop floors, nobody is told that nobody outside is on their list."))
        self.outside.setChecked(self._before.outside_matters)
        self.roles = QCheckBox(tr("Show me who connects, bridges groups or stands at the edge, of those who agree"))
        self.roles.setObjectName("shows-roles")
        self.roles.setToolTip(
            tr("On your own screen alone, from 80% of lists on. Each is asked at the station, beside their own shape.")
        )
        self.roles.setChecked(self._before.shows_roles)
        self.load = QCheckBox(tr("Ask whether they are asked for more than they can give"))
        self.load.setObjectName("asks-load")
        self.load.setToolTip(tr("One key at the station. Each is told alone; the room sees how many."))
        self.load.setChecked(self._before.asks_load)
        self.action_later = QCheckBox(tr("Ask for one thing to do once they come back, not at their first turn"))
        self.action_later.setObjectName("action-later")
        self.action_later.setToolTip(
            tr("Nobody waits for it: in the step for actions, whoever likes types their name again. A minute each.")
        )
        self.action_later.setChecked(self._before.action_later)
        self.smallest = QSpinBox()
        self.smallest.setObjectName("smallest-group")
        self.smallest.setAccessibleName(tr("Fewest people of whom anything is shown"))
        self.smallest.setToolTip(
            tr(
                "The floor for all that others see of several people, on the projector, in pictures and on paper: the "
                "whole room as well as its groups. Below it they see how many have answered."
            )
        )
        self.smallest.setRange(LEAST, _LARGEST)
        self.smallest.setValue(self._before.smallest_group)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.ties)
        row.addStretch(1)
        row.addWidget(QLabel(tr("Room and groups are shown from")))
        row.addWidget(self.smallest)
        row.addWidget(QLabel(tr("people on")))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.carries)
        column.addWidget(self.outside)
        column.addWidget(self.roles)
        column.addWidget(self.load)
        column.addWidget(self.action_later)

    def save(self, history: History) -> None:
        """Write what has changed."""
        chosen = Analysis(
            self.ties.isChecked(),
            self.smallest.value(),
            self.carries.isChecked(),
            self.outside.isChecked(),
            self.roles.isChecked(),
            self.load.isChecked(),
            self.action_later.isChecked(),
        )
        if chosen != self._before:
            history.note(change_analysis(self._library, self._step_id, chosen))
