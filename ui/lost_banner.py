"""What stands above everything while the library's file is gone and nothing can be saved, and the way out of that."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from facilitator.i18n import tr
from ui.bridge import LibraryBridge
from ui.dialogs import ProgressDialog, icon_button, tell
from ui.file_dialogs import ask_where_to_write, documents
from ui.speaker import Speaker
from ui.work import Work


class LostBanner(Speaker, QFrame):
    """Hidden while the library is there. At the station, which strangers use, it has no button."""

    copied = Signal(object)
    """The path of a whole copy, with which the facilitator wants to go on."""

    def __init__(self, bridge: LibraryBridge, *, for_facilitator: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._for_facilitator = for_facilitator
        self.setObjectName("library-lost")
        self.setProperty("role", "warning")
        self.words = QLabel()
        self.words.setObjectName("library-lost-words")
        self.words.setProperty("role", "warning")
        self.words.setWordWrap(True)
        row = QHBoxLayout(self)
        row.addWidget(self.words, 1)
        if for_facilitator:
            self._save = icon_button("save-copy", "save", tr("Save a whole copy…"), self.choose, "primary")
            row.addWidget(self._save)
        bridge.watch.lost.connect(self._show)
        bridge.watch.found.connect(self.hide)
        self.hide()
        if bridge.watch.sentence:
            self._show(bridge.watch.sentence)

    def choose(self) -> None:
        """Ask where the copy is to be."""
        proposed = documents() / self._bridge.library.path.name
        ask_where_to_write(self, tr("Save a whole copy"), proposed, self.copy, tr("Libraries (*.sqlite)"))

    def copy(self, target: Path) -> None:
        """Write the copy, and offer to go on with it."""
        work = Work(self._bridge.library.save_copy(target))
        ProgressDialog(self, tr("Saving a whole copy"), work, self._offer).begin()

    def _offer(self, path: object) -> None:
        tell(
            self,
            tr("Everything is in the copy"),
            tr("The copy was checked and holds every answer: {path}", path=path),
            (tr("Go on with the copy"), lambda: self.copied.emit(path)),
            "library-copied",
        )

    def _show(self, sentence: str) -> None:
        if self._for_facilitator:
            self._save.setVisible(self._bridge.library.is_whole)
        self.words.setText(
            sentence
            if self._for_facilitator
            else tr("Answers can’t be kept at the moment. Please call the person who leads the workshop.")
        )
        self.show()
