"""What an import left aside because of errors: a list to be read, copied and kept beside the files."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QListWidgetItem, QWidget

from facilitator.errors import Invalid
from facilitator.i18n import tr, trn
from facilitator.sharing.tables import write_file
from ui.dialogs import Panel, message
from ui.file_dialogs import ask_where_to_write, documents
from ui.importing.message_list import ToldList
from ui.theme.icons import icon


class AsidePanel(Panel):
    """Says what is in, and lists what is not and why."""

    def __init__(self, parent: QWidget | None, said: str, aside: Sequence[str]) -> None:
        super().__init__(parent, tr("Imported, but not all of it"), "import-aside", (720, 420))
        self._aside = tuple(aside)
        undo = tr("Undo takes the import back.")
        self.say(f"{said} {undo}")
        count = len(self._aside)
        self.say(
            trn(
                "{count} thing has an error and was left out:",
                "{count} things have errors and were left out:",
                count,
            )
        )
        shown = ToldList("import-aside-list", tr("What was left out"))
        for line in self._aside:
            shown.addItem(QListWidgetItem(icon("triangle-alert", "danger"), line))
        self.content.addWidget(shown, 1)
        self.tool(tr("Copy the list"), "import-aside-copy", "copy", self.copy)
        self.tool(tr("Save the list…"), "import-aside-save", "save", self._choose)
        self.button(tr("Close"), "import-aside-close", "primary", self.accept).setFocus()

    @property
    def text(self) -> str:
        """The list as a text, a line each."""
        return "\n".join(self._aside)

    def copy(self) -> None:
        """Put the list on the clipboard."""
        QGuiApplication.clipboard().setText(self.text)

    def save(self, path: Path) -> None:
        """Write the list as a text; a file that is there is replaced, as the person said."""
        try:
            write_file(path, f"{self.text}\n".encode(), overwrite=True)
        except Invalid as error:
            message(self, tr("Not saved"), error.sentence)

    def _choose(self) -> None:
        ask_where_to_write(self, tr("Save the list"), documents() / f"{tr('Left out')}.txt", self.save)
