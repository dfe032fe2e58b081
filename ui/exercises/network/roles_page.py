"""Who connects, who bridges groups, who stands at the edge, of those who agreed: the facilitator's own screen alone.

There is no picture of this page to be copied or saved, and none for the projector.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QScrollArea, QVBoxLayout, QWidget

from facilitator.exercises.network.roles.found import Role, Roles, find_roles, who_may_be_told
from facilitator.exercises.network.setup import get_setup
from facilitator.exercises.network.steps import steps_for
from facilitator.exercises.network.whole.live import MappedRoom
from facilitator.i18n import tr, trn
from ui.bridge import LibraryBridge
from ui.exercises.network.whole_room import WholeRoomPage
from ui.theme.widgets import Card

_PERSON = Qt.ItemDataRole.UserRole


class RolesPage(WholeRoomPage):
    """A card a part: what it means, who has it, and three steps for it."""

    def __init__(self, bridge: LibraryBridge, step_id: int) -> None:
        super().__init__(bridge, step_id)
        self._library, self._step_id = bridge.library, step_id
        self._workshop_id = get_setup(bridge.library, step_id).workshop_id
        self.by.hide()
        self.why = QLabel()
        self.why.setObjectName("roles-why")
        self.why.setWordWrap(True)
        self.why.setTextFormat(Qt.TextFormat.PlainText)
        self.lists: dict[Role, QListWidget] = {}
        self.steps: dict[Role, QLabel] = {}
        self._cards = QWidget()
        row = QHBoxLayout(self._cards)
        row.setContentsMargins(0, 0, 0, 0)
        for role, title, meaning in _parts():
            row.addWidget(self._card(role, title, meaning), 1)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.why)
        column.addWidget(self._cards, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        self.lay_out(area)
        self.show_room()

    def _card(self, role: Role, title: str, meaning: str) -> Card:
        card = Card()
        heading, said = QLabel(title), QLabel(meaning)
        heading.setProperty("role", "heading")
        said.setProperty("role", "caption")
        said.setWordWrap(True)
        people = self.lists[role] = QListWidget()
        people.setObjectName(f"roles-{role.value}")
        people.setAccessibleName(title)
        people.itemActivated.connect(lambda item: self.person_chosen.emit(item.data(_PERSON)))
        people.itemClicked.connect(lambda item: self.person_chosen.emit(item.data(_PERSON)))
        steps = self.steps[role] = QLabel()
        steps.setObjectName(f"roles-steps-{role.value}")
        steps.setWordWrap(True)
        steps.setTextFormat(Qt.TextFormat.PlainText)
        for part in (heading, said, people, steps):
            card.column.addWidget(part, 1 if part is people else 0)
        return card

    def fill(self, room: MappedRoom) -> None:
        """Show whoever may be told of, or why there is nothing yet."""
        told = who_may_be_told(self._library, self._step_id, self._workshop_id)
        if told is None:
            found = Roles({}, 0, tr("Switched off: Exercise settings, “Show me who connects …”."))
        else:
            found = find_roles(room.network, room.measures, told, room.smallest)
        self.why.setText(found.why)
        self.why.setVisible(bool(found.why))
        self._cards.setVisible(not found.why)
        words = get_setup(self._library, self._step_id).words
        for role, people in self.lists.items():
            self.steps[role].setText("\n".join(f"• {step}" for step in steps_for(role.value, words, self._library)))
            people.clear()
            for person in found.people.get(role, ()):
                item = QListWidgetItem(person.name)
                item.setData(_PERSON, person.id)
                people.addItem(item)
            if not people.count() and not found.why:
                nobody = QListWidgetItem(tr("Nobody of those who agreed"))
                nobody.setFlags(Qt.ItemFlag.NoItemFlags)
                people.addItem(nobody)
        self.numbers.setText("" if found.why else _basis(found, room))


def _parts() -> tuple[tuple[Role, str, str], ...]:
    return (
        (
            Role.CONNECTS,
            tr("Connects"),
            tr("On at least twice as many shortest ways between others as is usual here (betweenness)."),
        ),
        (
            Role.BRIDGES,
            tr("Bridges groups"),
            tr("An end of more than half of the ties between their team and another."),
        ),
        (Role.EDGE, tr("Stands at the edge"), tr("Tied to one person of the room at most.")),
    )


def _basis(found: Roles, room: MappedRoom) -> str:
    said = trn(
        "{count} person has agreed and given a list.", "{count} people have agreed and given a list.", found.agreed
    )
    lists = trn(
        "{lists} of {count} list is there.",
        "{lists} of {count} lists are there.",
        room.measures.people,
        lists=room.measures.lists,
    )
    ours = tr("The thresholds are ours. For your own eyes: not for the room, paper or a file.")
    return f"{said} {lists} {ours}"
