"""The list of recipients with its ticks."""

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from facilitator.i18n import tr, trn
from facilitator.post.addressees import Addressee
from ui.dialogs import icon_button
from ui.post.people_model import ADDRESS, NAME, STATE, AddresseeModel
from ui.theme.rows import show_rows

_WIDTHS = ((NAME, 170), (ADDRESS, 180))
_TALLEST = 3
"""Lines of a cell: a server's refusal can be long; the tool tip and the preview have the whole of it."""


class PeoplePane(QWidget):
    """A table with a tick per person; Space ticks or unticks the chosen rows."""

    looked_at = Signal(object)
    """The `Addressee` whose row is chosen, or None."""

    def __init__(self, model: AddresseeModel) -> None:
        super().__init__()
        self.model = model
        self.table = _Table()
        self.table.setModel(model)
        header = self.table.horizontalHeader()
        for column, width in _WIDTHS:
            self.table.setColumnWidth(column, width)
        header.setSectionResizeMode(STATE, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.empty = QLabel()
        self.empty.setObjectName("mail-empty")
        self.empty.setProperty("role", "caption")
        self.empty.setWordWrap(True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._count = QLabel()
        self._count.setObjectName("mail-count")
        self._count.setProperty("role", "caption")
        self._all = icon_button("mail-all", "", tr("All who have had none"), self._tick_open, "quiet")
        self._none = icon_button("mail-none", "", tr("Nobody"), lambda: model.tick(()), "quiet")
        self._lay_out()
        model.ticked_others.connect(self._describe)
        model.modelReset.connect(self._choose_first)
        self.table.selectionModel().currentChanged.connect(lambda *_: self.looked_at.emit(self.current))
        model.dataChanged.connect(lambda *_: self.looked_at.emit(self.current))
        self.say(tr("Looking who can have a mail"))

    def _lay_out(self) -> None:
        heading = QLabel(tr("Who gets a mail"))
        heading.setProperty("role", "heading")
        top = QHBoxLayout()
        top.addWidget(heading)
        top.addWidget(self._count, 1)
        top.addWidget(self._all)
        top.addWidget(self._none)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(top)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.empty, 1)

    @property
    def current(self) -> Addressee | None:
        """The person whose row is chosen."""
        return self.model.at(self.table.currentIndex().row())

    def say(self, text: str) -> None:
        """Show a sentence in place of the list; "" shows the list."""
        self.empty.setText(text)
        self.empty.setVisible(bool(text))
        self.table.setVisible(not text)
        for button in (self._all, self._none):
            button.setVisible(not text)
        self._count.setVisible(not text)

    def set_sending(self, yes: bool) -> None:
        """While mails go out nobody is ticked or unticked."""
        self.model.set_sending(yes)
        for button in (self._all, self._none):
            button.setEnabled(not yes)

    def _tick_open(self) -> None:
        self.model.tick(each.person.id for each in self.model.can_have_mail if not each.had_mail)

    def _choose_first(self) -> None:
        if self.model.addressees:
            flags = QItemSelectionModel.SelectionFlag
            self.table.selectionModel().setCurrentIndex(self.model.index(0, 0), flags.ClearAndSelect | flags.Rows)

    def _describe(self) -> None:
        total = len(self.model.addressees)
        self._count.setText(
            trn("{chosen} of {count} person", "{chosen} of {count} people", total, chosen=len(self.model.chosen))
        )


class _Table(QTableView):
    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("mail-people")
        self.setAccessibleName(tr("Who gets a mail"))
        show_rows(self)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows = self.verticalHeader()
        rows.setMinimumSectionSize(34)
        rows.setMaximumSectionSize(_TALLEST * self.fontMetrics().lineSpacing() + 12)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks all chosen rows, or unticks them where all are ticked."""
        if event.key() != Qt.Key.Key_Space:
            super().keyPressEvent(event)
            return
        model = self.model()
        cells = [index for index in self.selectionModel().selectedRows(NAME) if model.flags(index) & _CAN_TICK]
        checked = [Qt.CheckState(index.data(_TICK)) == Qt.CheckState.Checked for index in cells]
        wanted = Qt.CheckState.Unchecked if all(checked) else Qt.CheckState.Checked
        for index in cells:
            model.setData(index, wanted, _TICK)


_TICK = Qt.ItemDataRole.CheckStateRole
_CAN_TICK = Qt.ItemFlag.ItemIsUserCheckable
