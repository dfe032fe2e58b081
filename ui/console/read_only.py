"""Said above everything on the console: that whoever sits here may read this workshop and change nothing."""

from PySide6.QtWidgets import QLabel, QWidget

from facilitator.i18n import tr
from facilitator.storage.changes import Change, Topic
from facilitator.workshop.rights import Right, my_right
from ui.bridge import LibraryBridge


class ReadOnlyNote(QLabel):
    """Hidden for whoever may change the workshop."""

    def __init__(self, bridge: LibraryBridge, workshop_id: int, parent: QWidget | None = None) -> None:
        super().__init__(
            tr("You may only read this workshop: what you change is refused. Its owner can let you change it."), parent
        )
        self._library, self._workshop_id = bridge.library, workshop_id
        self.setObjectName("read-only")
        self.setProperty("role", "warning")
        self.setWordWrap(True)
        self.setMargin(12)
        self._refresh()
        bridge.changed.connect(self._follow)

    def _follow(self, change: Change) -> None:
        if change.topic is Topic.WORKSHOPS and change.workshop_id in (self._workshop_id, None):
            self._refresh()

    def _refresh(self) -> None:
        self.setVisible(my_right(self._library, self._workshop_id) is Right.READER)
