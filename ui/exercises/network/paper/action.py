"""What stands on a paper sheet below the counts: what its owner is going to do, in two lines below the numbers."""

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QWidget

from facilitator.i18n import tr
from ui.entry.page import text
from ui.exercises.network.entry.action import ActionPage
from ui.theme.tokens import METRICS

_DAY_WIDTH = 110


class ActionStrip(ActionPage):
    """The fields of the station, small; Enter behind the last of them goes back to the numbers."""

    lines = 1

    def lay_out(self) -> None:
        """Put the fields beside each other, each behind its question."""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        for field in (self.what, self.sign, self.day, self.partner, self.shared):
            field.setProperty("touch", False)
            field.setProperty("role", "")
        self.day.setFixedWidth(_DAY_WIDTH)
        self.shared.setToolTip(tr("Only where the sheet has this tick: it is its owner’s."))
        fields = QGridLayout(self)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setSpacing(METRICS.tight)
        fields.addWidget(text(tr("{title} (F2)", title=self.asked.title), "heading"), 0, 0, 1, 2)
        for row, words, field in ((1, self.asked.what, self.what), (3, self.asked.sign, self.sign)):
            fields.addWidget(QLabel(words), row, 0)
            fields.addWidget(field, row, 1)
        fields.addWidget(QLabel(self.asked.day), 2, 0)
        line = QHBoxLayout()
        line.addWidget(self.day)
        line.addWidget(QLabel(self.asked.partner))
        line.addWidget(self.partner, 1)
        fields.addLayout(line, 2, 1)
        fields.addWidget(self.shared, 4, 1)

    def show_field(self, field: QWidget) -> None:
        """All fields are in view."""
