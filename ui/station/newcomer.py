"""Somebody who is not on the list adds themselves, if the facilitator allows it."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from facilitator.errors import FacilitatorError
from facilitator.i18n import tr
from facilitator.storage.library import Library
from facilitator.workshop.find import one_line
from facilitator.workshop.names import same_but_for_spelling
from facilitator.workshop.roster import Person, add_people, people_of
from ui.matching import plain
from ui.station.page import CardPage, touch_button


class NewcomerPage(CardPage):
    """One field for the name, and one for the team, which tells namesakes apart."""

    added = Signal(int)
    """The new participant's id."""
    cancelled = Signal()

    def __init__(self, library: Library, workshop_id: int, parent: QWidget | None = None) -> None:
        super().__init__("station-newcomer-page", parent)
        self._library, self._workshop_id = library, workshop_id
        self._warned = ""
        self.heading.setText(tr("Welcome"))
        self.say("body", tr("Write your name as others here know it. The room and your handout will show it so."))
        self.name = self._field("station-new-name", tr("Your name"))
        self.team = self._field("station-new-team", tr("Your team, if you like"))
        self._problem = self.say("error")
        self._problem.setObjectName("station-newcomer-problem")
        row = self.buttons()
        row.addWidget(touch_button(tr("Back"), "station-newcomer-back", "quiet", self.cancelled.emit))
        row.addStretch(1)
        row.addWidget(touch_button(tr("Add me"), "station-newcomer-add", "primary", self._take))

    def _field(self, name: str, label: str) -> QLineEdit:
        field = QLineEdit()
        field.setObjectName(name)
        field.setAccessibleName(label)
        field.setPlaceholderText(label)
        field.setProperty("touch", True)
        field.setMaxLength(120)
        field.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        field.returnPressed.connect(self._take)
        field.installEventFilter(self)
        self.column.addWidget(field)
        return field

    def begin(self, typed: str = "") -> None:
        """Wait for a name; `typed` is what was searched for in vain."""
        self.forget()
        self.name.setText(typed.strip())
        self.name.selectAll()
        self.name.setFocus()

    def forget(self) -> None:
        """Leave nothing of what was typed."""
        self._warned = ""
        self.name.setText("")
        self.team.setText("")
        self._problem.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape goes back."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
            return True
        return super().eventFilter(watched, event)

    def _take(self) -> None:
        # As they will be kept: signs that nobody sees make no other person.
        name, team = one_line(self.name.text()), one_line(self.team.text())
        alike = [
            one
            for one in people_of(self._library, self._workshop_id)
            if plain(one.name) == plain(name) or same_but_for_spelling(one.name, name)
        ]
        if alike and (self._warned != name or any(plain(one.team) == plain(team) for one in alike)):
            self._warned = name
            self._say(
                tr("“{name}” is on the list already. If that is somebody else, add your team.", name=alike[0].name)
            )
            self.team.setFocus()
            return
        try:
            done = add_people(self._library, self._workshop_id, [Person(name, team=team)])
        except FacilitatorError as error:
            self._say(error.sentence)
            self.name.setFocus()
            return
        self.forget()
        self.added.emit(done.value[0])

    def _say(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.show()
