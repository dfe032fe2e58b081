"""The choice of the table that is meant in a file with several."""

from PySide6.QtWidgets import QComboBox

from facilitator.i18n import tr
from facilitator.tabular import Table


class TableChoice(QComboBox):
    """Shown once a file was found to hold several tables; `table` is the one that was chosen, "" for the likeliest."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("import-table")
        self.setAccessibleName(tr("Table of the file"))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(14)
        self.hide()

    @property
    def table(self) -> str:
        """The name of the table that the person chose, "" where they left it to the program."""
        return str(self.currentData() or "")

    def offer(self, read: Table) -> None:
        """Show which tables there are in the file that is looked at, and which of them was read."""
        self.setVisible(bool(read.among))
        if tuple(self.itemData(row) for row in range(self.count())) != read.among:
            self.clear()
            for name in read.among:
                self.addItem(tr("Table: {name}", name=name), name)
        self.setCurrentIndex(self.findData(read.name))
