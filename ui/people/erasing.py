"""The question before a person is erased for good, with the places that may name them, to be ticked."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from facilitator.errors import FacilitatorError
from facilitator.exercises.steps import erase_participant
from facilitator.i18n import tr
from facilitator.progress import LongWork, Progress
from facilitator.storage.library import Library
from facilitator.workshop.name_places import Place, likely_places
from ui.dialogs import Panel, refused
from ui.work import Work

_PLACE = Qt.ItemDataRole.UserRole
_ROWS = 6
_WIDTH = 600


class EraseQuestion(Panel):
    """Looks first where others may have named the person; nothing can be erased before that is shown."""

    def __init__(self, parent: QWidget, library: Library, participant_id: int, name: str) -> None:
        super().__init__(parent, tr("Erase {name} for good?", name=name), "confirm")
        self.setMinimumWidth(_WIDTH)
        self._library, self._person = library, participant_id
        self.say(
            tr(
                "The person and all their answers are removed from the library and can't be brought back, and so is "
                "what they alone promised among the actions. Their name goes wherever it stands exactly so in what "
                "others wrote, and from the copies that the program made beside the library. Other copies, files and "
                "mail made before still hold them."
            )
        )
        self.found = self.say(tr("Looking where else they may be named…"), "caption")
        self.found.setObjectName("erase-found")
        self.places = QListWidget()
        self.places.setObjectName("erase-places")
        self.places.setAccessibleName(tr("Where they may be named"))
        self.places.setWordWrap(True)
        self.places.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.places.hide()
        self.content.addWidget(self.places)
        cancel = self.button(tr("Cancel"), "cancel", "secondary", self.reject)
        self.yes = self.button(tr("Erase"), "yes", "danger", self._erase)
        self.yes.setEnabled(False)
        cancel.setDefault(True)
        cancel.setFocus()
        self._work = Work(_looking(library, participant_id))
        self._work.succeeded.connect(self._show)
        self._work.failed.connect(self._fail)

    def begin(self) -> None:
        """Open it and look."""
        self.open()
        self._work.start()

    def _show(self, places: Sequence[Place]) -> None:
        self.found.setVisible(bool(places))
        self.found.setText(tr("Here they may be named too. Tick where the name is to go:"))
        for place in places:
            where = place.where or tr("Workshop")
            item = QListWidgetItem(tr("“{text}” · {where}, {workshop}", text=place.text, where=where,
                                      workshop=place.workshop), self.places)  # fmt: skip
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            item.setData(_PLACE, place)
        if places:
            rows = min(len(places), _ROWS)
            self.places.setMinimumHeight(rows * self.places.sizeHintForRow(0) + 2 * self.places.frameWidth())
            self.places.show()
        self.yes.setEnabled(True)
        self.fit()

    def _fail(self, error: Exception) -> None:
        self.reject()
        if not isinstance(error, FacilitatorError):
            raise error
        refused(self.parentWidget(), error)

    @property
    def ticked(self) -> list[Place]:
        """The places whose text loses the name too."""
        items = (self.places.item(row) for row in range(self.places.count()))
        return [item.data(_PLACE) for item in items if item.checkState() is Qt.CheckState.Checked]

    def _erase(self) -> None:
        chosen = self.ticked
        self.accept()
        try:
            erase_participant(self._library, self._person, chosen)
        except FacilitatorError as error:
            refused(self.parentWidget(), error)


def ask_to_erase(parent: QWidget, library: Library, participant_id: int, name: str) -> EraseQuestion:
    """Ask before a person of the roster is erased for good."""
    question = EraseQuestion(parent, library, participant_id, name)
    question.begin()
    return question


def _looking(library: Library, participant_id: int) -> LongWork[list[Place]]:
    yield Progress(0, 1, tr("Looking"))
    return likely_places(library, participant_id)
