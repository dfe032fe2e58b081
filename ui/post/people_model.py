"""Whom the letter goes to: everybody on the roster, ticked or not, and how their mail stands."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor

from facilitator.i18n import tr
from facilitator.post.addressees import Addressee
from facilitator.post.tables import MailState
from ui.post.words import picture, standing
from ui.theme.icons import icon
from ui.theme.theme import current

Index = QModelIndex | QPersistentModelIndex

NAME, ADDRESS, STATE = range(3)
_ROOT = QModelIndex()
_TICK = Qt.ItemDataRole.CheckStateRole


class AddresseeModel(QAbstractTableModel):
    """One row per person. Who can have a mail and has had none is ticked to begin with; whoever gets one loses it."""

    ticked_others = Signal()
    """Other people are ticked than before."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Addressee] = []
        self._ticked: set[int] = set()
        self._seen: set[int] = set()
        self._over: set[int] = set()
        self._sending = False

    # What is there

    @property
    def addressees(self) -> Sequence[Addressee]:
        """Everybody, in the roster's order."""
        return self._rows

    @property
    def chosen(self) -> list[Addressee]:
        """Those who are ticked."""
        return [each for each in self._rows if each.person.id in self._ticked]

    @property
    def can_have_mail(self) -> list[Addressee]:
        """Those who could be ticked."""
        return [each for each in self._rows if each.can_have_mail]

    def at(self, row: int) -> Addressee | None:
        """The person of a row."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def show(self, addressees: Sequence[Addressee]) -> None:
        """Take up how everybody stands now."""
        before = self._said()
        over = {each.person.id for each in addressees if self._is_over(each)}
        self._ticked -= over - self._over
        self._over = over
        able = {each.person.id for each in addressees if each.can_have_mail}
        fresh = {each.person.id for each in addressees if not each.had_mail} & able - self._seen
        self._seen = able
        self._ticked = (self._ticked & able) | fresh
        same = [each.person.id for each in addressees] == [each.person.id for each in self._rows]
        if same:
            self._rows = list(addressees)
            # Said once: all rows are measured anew each time, and a mail changes one of them.
            changed = [row for row, (old, new) in enumerate(zip(before, self._said(), strict=True)) if old != new]
            if changed:
                self.dataChanged.emit(self.index(changed[0], 0), self.index(changed[-1], STATE))
        else:
            self.beginResetModel()
            self._rows = list(addressees)
            self.endResetModel()
        self.ticked_others.emit()

    def set_sending(self, yes: bool) -> None:
        """While mails go out nobody is ticked or unticked, and what is on its way is called that."""
        self._sending = yes
        self._repaint()

    def tick(self, participant_ids: Iterable[int]) -> None:
        """Tick these people, as far as they can have a mail, and nobody else."""
        wanted = set(participant_ids)
        self._ticked = {each.person.id for each in self.can_have_mail if each.person.id in wanted}
        self._repaint()
        self.ticked_others.emit()

    # For the table

    def rowCount(self, parent: Index = _ROOT) -> int:
        """One row per person."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Name, address, and how the mail stands."""
        return 0 if parent.isValid() else 3

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What the columns hold."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return (tr("Name"), tr("Address"), tr("How it stands"))[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Only who can have a mail can be ticked."""
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() == NAME and self._rows[index.row()].can_have_mail and not self._sending:
            return usual | Qt.ItemFlag.ItemIsUserCheckable
        return usual

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What is shown of one person."""
        if not index.isValid():
            return None
        each = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return (each.called, each.person.email, standing(each, being_sent=self._sending))[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.data(index)
        if role == _TICK and index.column() == NAME and each.can_have_mail:
            return Qt.CheckState.Checked if each.person.id in self._ticked else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.DecorationRole and index.column() == STATE:
            return icon(*picture(each, being_sent=self._sending))
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._color(each, index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == NAME:
            ticked = tr("chosen") if each.person.id in self._ticked else tr("not chosen")
            return ", ".join((each.called, ticked, standing(each, being_sent=self._sending)))
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick or untick."""
        each = self.at(index.row())
        if role != _TICK or each is None or not each.can_have_mail or self._sending:
            return False
        if Qt.CheckState(value) == Qt.CheckState.Checked:
            self._ticked.add(each.person.id)
        else:
            self._ticked.discard(each.person.id)
        self.dataChanged.emit(index, index)
        self.ticked_others.emit()
        return True

    def _color(self, each: Addressee, column: int) -> QColor | None:
        if not each.can_have_mail:
            return QColor(current().muted)
        refused = each.delivery is not None and each.delivery.state is MailState.REFUSED
        return QColor(current().danger) if refused and column == STATE else None

    def _is_over(self, each: Addressee) -> bool:
        """Whether a person has had their mail; one that is on its way just now may yet be refused."""
        on_its_way = each.delivery is not None and each.delivery.state is MailState.SENDING and self._sending
        return each.had_mail and not on_its_way

    def _said(self) -> list[tuple[object, ...]]:
        """What is shown of each, to be compared."""
        return [
            (
                each.called,
                each.person.email,
                standing(each, being_sent=self._sending),
                picture(each, being_sent=self._sending),
                each.can_have_mail,
                each.person.id in self._ticked,
            )
            for each in self._rows
        ]

    def _repaint(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, STATE))
