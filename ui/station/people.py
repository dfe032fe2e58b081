"""The people to choose from at the station, as a model: found by typing, told apart, marked when they are done."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QAbstractListModel, QCollator, QLocale, QModelIndex, QPersistentModelIndex, Qt

from facilitator.exercises.steps import exercise_in
from facilitator.i18n import speaking, tr
from facilitator.storage.library import Library
from facilitator.workshop.agenda import get_step, said_title
from facilitator.workshop.papers import spoken_in
from facilitator.workshop.roster import people_of
from facilitator.workshop.standings import Standing, State
from facilitator.workshop.tables import Participant
from ui.matching import found_among
from ui.speaker import Speaker

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """One name to choose. `detail` is what tells it from another one of the same name, else empty.

    `keeps_earlier` says that there are answers of an earlier time, though their owner may not have begun now, and
    `hides_more` what it does in `Standing`.
    """

    participant_id: int
    name: str
    detail: str
    state: State
    keeps_earlier: bool = False
    hides_more: bool = False

    @property
    def guarded(self) -> bool:
        """Whether there is something to be seen behind this name, which it does not open by itself."""
        return self.keeps_earlier or self.state is not State.TO_GO

    @property
    def lets_in_guests(self) -> bool:
        """Whether the name opens by itself, for what is asked now alone: nobody has shown then whose it is."""
        return self.hides_more and not self.guarded


def standing_of(library: Library, step_id: int, participant_id: int) -> Standing | None:
    """How far one person is in a step; None for somebody who is not on the roster. Raises NotFound without the step."""
    standings = exercise_in(library, get_step(library, step_id).exercise).standings(library, step_id, participant_id)
    return standings[0] if standings else None


def everybody_of(library: Library, workshop_id: int, step_id: int) -> tuple[str, list[ListedPerson]]:
    """The title of a step as papers have it, and everybody on the roster with how far they are. Raises NotFound."""
    step = get_step(library, step_id)
    standings = exercise_in(library, step.exercise).standings(library, step.id)
    states = {standing.participant_id: standing.state for standing in standings}
    keepers = {standing.participant_id for standing in standings if standing.keeps_earlier}
    hiding = {standing.participant_id for standing in standings if standing.hides_more}
    with speaking(spoken_in(library, workshop_id)):
        title = said_title(step)
    return title, entries(people_of(library, workshop_id), states, keepers, hiding)


def entries(
    people: Sequence[Participant],
    states: dict[int, State],
    keepers: Collection[int] = frozenset(),
    hiding: Collection[int] = frozenset(),
) -> list[ListedPerson]:
    """Everybody in alphabetical order; those who share a name with their team, place or number beside it."""
    same: dict[str, list[Participant]] = {}
    for person in people:
        same.setdefault(person.name.casefold(), []).append(person)
    collator = QCollator(QLocale())
    found = [
        ListedPerson(
            person.id,
            person.name,
            _detail(person, same[person.name.casefold()]),
            states.get(person.id, State.TO_GO),
            person.id in keepers,
            person.id in hiding,
        )
        for person in people
    ]
    keys = {entry.participant_id: collator.sortKey(entry.name) for entry in found}
    return sorted(found, key=lambda entry: keys[entry.participant_id])


def _detail(person: Participant, namesakes: Sequence[Participant]) -> str:
    if len(namesakes) == 1:
        return ""

    def facts(one: Participant) -> str:
        return " · ".join(text for text in (one.team, one.location, one.level) if text)

    own = facts(person)
    alike = [one for one in namesakes if facts(one) == own]
    if len(alike) == 1 and own:
        return own
    number = tr("{number} of {count}", number=alike.index(person) + 1, count=len(alike))
    return f"{own} · {number}" if own else number


class PeopleModel(Speaker, QAbstractListModel):
    """The entries that match what was typed."""

    ENTRY = Qt.ItemDataRole.UserRole

    def __init__(self) -> None:
        super().__init__()
        self._all: list[ListedPerson] = []
        self._shown: list[ListedPerson] = []
        self._typed = ""

    @property
    def everybody(self) -> Sequence[ListedPerson]:
        """All of them, shown or not."""
        return self._all

    @property
    def total(self) -> int:
        """How many people there are, shown or not."""
        return len(self._all)

    def show(self, everybody: list[ListedPerson]) -> None:
        """Take another roster."""
        self._all = everybody
        self.search(self._typed)

    def mark(self, participant_id: int, state: State) -> None:
        """Show that one person has begun, or is done."""
        for listed in (self._all, self._shown):
            for row, entry in enumerate(listed):
                if entry.participant_id == participant_id:
                    listed[row] = replace(entry, state=state)
                    if listed is self._shown:
                        self.dataChanged.emit(self.index(row), self.index(row))

    def search(self, typed: str) -> None:
        """Show those whose name matches."""
        self._typed = typed
        shown = found_among(self._all, typed, lambda entry: entry.name)
        if shown != self._shown:
            self.beginResetModel()
            self._shown = shown
            self.endResetModel()

    def find(self, participant_id: int) -> ListedPerson | None:
        """The entry of a participant, shown or not."""
        return next((entry for entry in self._all if entry.participant_id == participant_id), None)

    def person_at(self, index: Index) -> ListedPerson | None:
        """Who stands at `index`."""
        return self._shown[index.row()] if index.isValid() else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The name, the entry, or what a screen reader says."""
        entry = self._shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.name
        if role == self.ENTRY:
            return entry
        if role == Qt.ItemDataRole.AccessibleTextRole:
            marks = {State.DONE: tr("done"), State.BUSY: tr("begun"), State.TO_GO: ""}
            return ", ".join(text for text in (entry.name, entry.detail, marks[entry.state]) if text)
        return None
