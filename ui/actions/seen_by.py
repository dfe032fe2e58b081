"""How one will see that an action worked, in a line: an indicator that is there, a ready-made one, or a new one."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QLineEdit, QWidget

from facilitator.actions.findings import wanted_name
from facilitator.actions.indicators import WANTED, About, SeenBy, Wanted, indicators_of
from facilitator.actions.ready_made import ready_made
from facilitator.i18n import speaking, tr
from facilitator.storage.library import Library
from facilitator.text_matching import caseless
from facilitator.workshop.papers import spoken_in

_UNIT = 110


class SeenByRow(QWidget):
    """What is counted or measured, its unit, and the way it is to go; of one that is there these stand fast."""

    def __init__(self, library: Library, workshop_id: int, indicator_id: int | None) -> None:
        super().__init__()
        self._known: dict[str, tuple[int | None, About]] = {}
        with speaking(spoken_in(library, workshop_id)):
            offered = ready_made()
        for about in offered:
            self._known[caseless(about.what)] = (None, about)
        here = indicators_of(library, workshop_id)
        for each in here:
            self._known[caseless(each.about.what)] = (each.id, each.about)
        self.what = QComboBox()
        self.what.setObjectName("seen-by-what")
        self.what.setAccessibleName(tr("How will we see it?"))
        self.what.setEditable(True)
        self.what.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.what.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.what.setMinimumContentsLength(20)
        self.what.addItem("")
        self.what.addItems([each.about.what for each in here])
        if here:
            self.what.insertSeparator(self.what.count())
        taken = {caseless(each.about.what) for each in here}
        self.what.addItems([about.what for about in offered if caseless(about.what) not in taken])
        completer = QCompleter(self.what.model(), self.what)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.what.setCompleter(completer)
        line = self.what.lineEdit()
        assert line is not None  # noqa: S101  # it is editable
        line.setAccessibleName(self.what.accessibleName())
        line.setPlaceholderText(tr("What is counted or measured, such as scrap a week"))
        self.unit = QLineEdit()
        self.unit.setObjectName("seen-by-unit")
        self.unit.setAccessibleName(tr("Unit"))
        self.unit.setPlaceholderText(tr("Unit"))
        self.unit.setFixedWidth(_UNIT)
        self.wanted = QComboBox()
        self.wanted.setObjectName("seen-by-wanted")
        self.wanted.setAccessibleName(tr("The way it is to go"))
        for wanted in WANTED:
            self.wanted.addItem(wanted_name(wanted), wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for part, stretch in ((self.what, 1), (self.unit, 0), (self.wanted, 0)):
            row.addWidget(part, stretch)
        self.setFocusProxy(self.what)
        self.what.editTextChanged.connect(lambda _text: self._follow())
        current = next((each.about.what for each in here if each.id == indicator_id), "")
        self.what.setCurrentText(current)
        self._follow()

    def chosen(self) -> SeenBy:
        """The id of one that is there, a new one, or None where nothing is written."""
        what = self.what.currentText()
        if not caseless(what):
            return None
        key, about = self._known.get(caseless(what), (None, About(what)))
        if key is not None:
            return key
        wanted: Wanted = self.wanted.currentData()
        return About(about.what, self.unit.text(), wanted, source=about.source, every=about.every)

    def _follow(self) -> None:
        what = caseless(self.what.currentText())
        key, about = self._known.get(what, (None, None))
        if about is not None:
            self.unit.setText(about.unit)
            self.wanted.setCurrentIndex(self.wanted.findData(about.wanted))
        for part in (self.unit, self.wanted):
            part.setEnabled(bool(what) and key is None)
