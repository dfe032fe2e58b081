"""What can be said of all files of an import at once, where that is asked."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from facilitator.i18n import tr
from facilitator.person_changes import Asked
from facilitator.sharing.importing import FileImport


class ChoicesForAll(QWidget):
    """A tick for each question that is asked of people in any of the files, and the least weight of ties."""

    changed = Signal()
    """Something else is chosen."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.rename = QCheckBox(tr("People whose address stands beside another name are the same ones: rename them"))
        self.rename.setObjectName("import-rename")
        missing = QCheckBox(tr("New names are the people of the roster whom a file does not name: rename them"))
        missing.setObjectName("import-rename-missing")
        taken = QCheckBox(tr("Give people the addresses that are somebody else’s so far"))
        taken.setObjectName("import-take-addresses")
        declined = QCheckBox(tr("Take in people who said that they don’t take part"))
        declined.setObjectName("import-declined")
        several = QCheckBox(tr("Take in names that are none of one person as they stand"))
        several.setObjectName("import-odd-names")
        twice = QCheckBox(tr("Rows of one name that contradict each other are about one person"))
        twice.setObjectName("import-same-person")
        lists = QCheckBox(tr("People have the very same contacts that others have listed"))
        lists.setObjectName("import-same-contacts")
        heads = QCheckBox(tr("Words alone in their rows are the teams of the people below"))
        heads.setObjectName("import-heads")
        self._agrees = {
            Asked.ADDRESS: self.rename,
            Asked.MISSING: missing,
            Asked.TAKEN: taken,
            Asked.DECLINED: declined,
            Asked.SEVERAL: several,
            Asked.TWICE: twice,
            Asked.LIST: lists,
            Asked.HEAD: heads,
        }
        for box in self._agrees.values():
            box.clicked.connect(lambda: self.changed.emit())
            box.hide()
            column.addWidget(box)
        self._weight = QSpinBox()
        self._weight.setObjectName("import-least-weight")
        self._weight.setAccessibleName(tr("Least weight of a tie"))
        self._weight.setRange(0, 1_000_000)
        self._weight.valueChanged.connect(lambda: self.changed.emit())
        self._weights = QWidget()
        row = QHBoxLayout(self._weights)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(QLabel(tr("Leave out ties with a weight below")))
        row.addWidget(self._weight)
        row.addStretch(1)
        self._weights.hide()
        column.addWidget(self._weights)
        self.controls: tuple[QWidget, ...] = (self._weight, *self._agrees.values())
        """What is held still while something runs."""

    @property
    def agreed(self) -> frozenset[Asked]:
        """The questions to which the answer is yes wherever they are asked."""
        return frozenset(asked for asked, box in self._agrees.items() if box.isChecked())

    @property
    def least_weight(self) -> float | None:
        """The least weight of a tie that is taken in, None for all."""
        return float(self._weight.value()) or None

    def show_for(self, files: Sequence[FileImport]) -> None:
        """Offer what any of these files asks."""
        asked = {change.asked for file in files for change in file.proposal.plan.asked}
        for why, box in self._agrees.items():
            box.setVisible(why in asked)
        self._weights.setVisible(any(field.weighs for file in files for field in file.proposal.fields))
