"""The roster of one workshop as an editable table; every cell is committed when it is left."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from facilitator.errors import FacilitatorError
from facilitator.exercises.steps import has_answered, remove_participants
from facilitator.i18n import tr
from facilitator.storage.changes import Change, Topic
from facilitator.storage.library import Library
from facilitator.workshop.find import one_line
from facilitator.workshop.names import same_but_for_spelling
from facilitator.workshop.namesakes import spelt_alike
from facilitator.workshop.roster import ROSTER_FIELDS, Person, add_people, get_participant, people_of, update_person
from facilitator.workshop.same_people import is_recognised
from facilitator.workshop.tables import Participant
from ui.bridge import LibraryBridge
from ui.history import History

Index = QModelIndex | QPersistentModelIndex


class RosterModel(QAbstractTableModel):
    """Rows are people in order, then one empty row to type a new name into; columns are `ROSTER_FIELDS`."""

    refused = Signal(str)
    """A sentence that says why an entry was not taken."""
    renaming = Signal(int, str, str)
    """Somebody who has answered, by id and name, and what was typed over that name: nothing is changed yet."""
    accepted = Signal()
    """An entry was committed."""

    def __init__(
        self,
        library: Library,
        bridge: LibraryBridge,
        history: History,
        workshop_id: int,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._history = history
        self._workshop_id = workshop_id
        self._ids: list[int] = []
        self._people: list[Person] = []
        self._headings = {
            "name": tr("Name"),
            "email": tr("E-mail"),
            "team": tr("Team"),
            "location": tr("Location"),
            "level": tr("Level"),
        }
        bridge.changed.connect(self._follow)
        self.reload()

    @property
    def count(self) -> int:
        """How many people are on the roster."""
        return len(self._ids)

    def reload(self) -> None:
        """Read the roster anew."""
        people = people_of(self._library, self._workshop_id)
        self.beginResetModel()
        self._ids = [person.id for person in people]
        self._people = [_person(row) for row in people]
        self.endResetModel()

    def person_id(self, row: int) -> int | None:
        """The participant in this row; None for the empty last one."""
        return self._ids[row] if row < len(self._ids) else None

    def remove(self, rows: Sequence[int]) -> None:
        """Take the people of these rows off the roster."""
        ids = [self._ids[row] for row in rows if row < len(self._ids)]
        if ids:
            self._history.note(remove_participants(self._library, ids))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One row per person and an empty one."""
        return 0 if parent.isValid() else len(self._ids) + 1

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One column per field."""
        return 0 if parent.isValid() else len(ROSTER_FIELDS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Field names across, numbers down."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return str(section + 1) if section < len(self._ids) else "+"
        return self._headings[ROSTER_FIELDS[section]]

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every cell can be typed into."""
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text of a cell; the empty row invites."""
        row, name = index.row(), ROSTER_FIELDS[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            if row < len(self._people):
                return getattr(self._people[row], name)
            return tr("Type a name") if name == "name" and role == Qt.ItemDataRole.DisplayRole else ""
        if role == Qt.ItemDataRole.AccessibleTextRole:
            text = getattr(self._people[row], name) if row < len(self._people) else tr("new person")
            return tr("{field}: {text}", field=self._headings[name], text=text)
        return None

    def is_invitation(self, row: int) -> bool:
        """Whether this is the empty last row."""
        return row >= len(self._people)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Commit one cell; a refused one keeps what was there and says why."""
        if role != Qt.ItemDataRole.EditRole:
            return False
        row, name = index.row(), ROSTER_FIELDS[index.column()]
        text = one_line(str(value))
        try:
            if row < len(self._people):
                if getattr(self._people[row], name) == text:
                    return True
                if name == "name" and self._is_somebody_else(row, text):
                    self.renaming.emit(self._ids[row], self._people[row].name, text)
                    return False
                changed = replace(self._people[row], **{name: text})
                self._history.note(update_person(self._library, self._ids[row], changed))
            elif text and name != "name":
                self.refused.emit(tr("Type the name first, then the rest."))
                return False
            elif text:
                self._history.note(add_people(self._library, self._workshop_id, [Person(name=text)]))
        except FacilitatorError as error:
            self.refused.emit(error.sentence)
            return False
        self.accepted.emit()
        return True

    def rename(self, participant_id: int, name: str) -> None:
        """Give a person another name; their answers stay theirs. Raises NotFound once they are off the roster."""
        person = replace(_person(get_participant(self._library, participant_id)), name=name)
        self._history.note(update_person(self._library, participant_id, person))
        self.accepted.emit()

    def add(self, name: str) -> None:
        """Add a person at the end."""
        self._history.note(add_people(self._library, self._workshop_id, [Person(name=name)]))
        self.accepted.emit()

    def _is_somebody_else(self, row: int, name: str) -> bool:
        """Whether a name is more than another spelling of that of a person who has answered, here or elsewhere."""
        return (
            bool(name)
            and not same_but_for_spelling(self._people[row].name, name)
            and (
                has_answered(self._library, self._workshop_id, self._ids[row])
                or is_recognised(self._library, self._ids[row])
            )
        )

    def same_names(self) -> list[str]:
        """Names that stand on the roster more than once."""
        names = [person.name for person in self._people]
        return sorted({name for name in names if names.count(name) > 1})

    def spelt_alike(self) -> list[tuple[str, ...]]:
        """Names that may be one person's in several spellings, side by side."""
        return spelt_alike(person.name for person in self._people)

    def _follow(self, change: Change) -> None:
        if change.topic is not Topic.ROSTER or change.workshop_id not in (self._workshop_id, None):
            return
        people = people_of(self._library, self._workshop_id)
        known = len(self._ids)
        if [person.id for person in people[:known]] != self._ids:
            self.reload()
            return
        # Nobody left or moved: keep the selection and an editor that is open.
        if len(people) > known:
            self.beginInsertRows(QModelIndex(), known, len(people) - 1)
        self._ids = [person.id for person in people]
        self._people = [_person(row) for row in people]
        if len(people) > known:
            self.endInsertRows()
        self.dataChanged.emit(self.index(0, 0), self.index(len(people) - 1, self.columnCount() - 1))


def _person(row: Participant) -> Person:
    return Person(**{name: getattr(row, name) for name in ROSTER_FIELDS})
